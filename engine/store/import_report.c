/* What an import tells: bad rows, notes, counts. */
#include "store/import_internal.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static copse_status take_text(const char **out, copse_import_run *run, copse_text *text,
                              copse_error *err)
{
    if (text->bytes)
        copse_text_clean(text->bytes);
    *out = text->failed ? NULL : copse_arena_copy(run->arena, text->bytes ? text->bytes : "");
    copse_text_clear(text);
    return *out ? COPSE_OK : copse_error_nomem(err);
}

copse_status copse_import_problem_add(copse_import_run *run, copse_import_file *file, int64_t line,
                                      int64_t column, copse_error *err)
{
    copse_import_problem problem = {.file = file->label, .line = line, .column = column};
    copse_status st;

    file->counts->bad++;
    /* One is always kept: it becomes the error's text. */
    if (run->n_problems > 0 && run->n_problems >= run->options->max_problems) {
        copse_text_clear(&run->what);
        copse_text_clear(&run->next);
        return COPSE_OK;
    }
    if ((st = take_text(&problem.what, run, &run->what, err)) != COPSE_OK ||
        (st = take_text(&problem.next, run, &run->next, err)) != COPSE_OK)
        return st;
    if (!copse_memory_grow((void **)&run->problems, &run->problem_capacity, run->n_problems,
                           sizeof *run->problems))
        return copse_error_nomem(err);
    run->problems[run->n_problems++] = problem;
    return COPSE_OK;
}

copse_status copse_import_refuse_file(copse_import_run *run, copse_import_file *file, int64_t line,
                                      int64_t column, copse_error *err)
{
    run->must_refuse = true;
    return copse_import_problem_add(run, file, line, column, err);
}

copse_status copse_import_note(copse_import_run *run, copse_error *err, const char *format, ...)
{
    char line[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    copse_text_clean(line);

    if (!copse_memory_grow((void **)&run->notes, &run->note_capacity, run->n_notes,
                           sizeof *run->notes))
        return copse_error_nomem(err);
    const char *note = copse_arena_copy(run->arena, line);
    if (!note)
        return copse_error_nomem(err);
    run->notes[run->n_notes++] = note;
    return COPSE_OK;
}

/* Rows of people who are left out are told of with the people, not with each table that they fill. */
static bool tells_of_people(const copse_import_file *file)
{
    return !file->view.part || strcmp(file->format->stem, "members") == 0;
}

static copse_status tell_filtered(copse_import_run *run, const copse_import_file *file, copse_error *err)
{
    copse_status st = COPSE_OK;
    for (size_t i = 0; st == COPSE_OK && file->view.part && i < file->input->kind->n_filters; i++)
        if (file->n_filtered[i] > 0 && tells_of_people(file))
            st = copse_import_note(run, err, "%s: %lld %s left out: %s", file->label,
                                   (long long)file->n_filtered[i], file->n_filtered[i] == 1 ? "row" : "rows",
                                   file->input->kind->filters[i].why);
    if (st == COPSE_OK && file->n_orphans > 0)
        st = copse_import_note(run, err, "%s: what %lld %s stand below is not in the file: they stand at the top",
                               file->label, (long long)file->n_orphans, file->format->stem);
    if (st == COPSE_OK && file->n_unclear > 0)
        st = copse_import_note(run, err,
                               "%s: %lld %s what several %s are called, and %s left blank", file->label,
                               (long long)file->n_unclear, file->n_unclear == 1 ? "cell names" : "cells name",
                               file->unclear_of, file->n_unclear == 1 ? "was" : "were");
    return st;
}

/* What there was no room to list is counted. */
copse_status copse_import_tell_left_out(copse_import_run *run, const copse_import_file *file, copse_error *err)
{
    int64_t contradictions = file->n_contradictions - COPSE_IMPORT_MOST_NOTES;
    int64_t alike = file->n_alike - COPSE_IMPORT_MOST_NOTES;
    copse_status st = tell_filtered(run, file, err);
    if (st == COPSE_OK && file->n_forgotten > 0 && tells_of_people(file))
        st = copse_import_note(run, err, "%s: %lld %s of people who were forgotten %s left out",
                               file->label, (long long)file->n_forgotten,
                               file->n_forgotten == 1 ? "row" : "rows",
                               file->n_forgotten == 1 ? "was" : "were");
    if (st == COPSE_OK && contradictions > 0)
        st = copse_import_note(run, err, "%s: %lld more rows repeat earlier ones with other values",
                               file->label, (long long)contradictions);
    if (st == COPSE_OK && alike > 0)
        st = copse_import_note(run, err, "%s: %lld more keys differ from another by so little",
                               file->label, (long long)alike);
    return st;
}

/* A copy in the arena, which the report owns; NULL when memory ran out. */
static const void *keep(copse_arena *arena, const void *items, size_t n, size_t size)
{
    void *copy = copse_arena_take(arena, n, size);
    if (copy && n > 0)
        memcpy(copy, items, n * size);
    return copy;
}

copse_status copse_import_finish_report(copse_import_report **out, copse_import_run *run,
                                        copse_error *err)
{
    copse_arena *arena = run->arena;
    size_t listed = run->n_problems < run->options->max_problems ? run->n_problems
                                                                 : run->options->max_problems;
    copse_import_report *report = copse_arena_take(arena, 1, sizeof *report);
    const char **left_out = copse_arena_take(arena, run->n_unknown, sizeof *left_out);
    if (!report || !left_out ||
        !(report->tables = keep(arena, run->tables, run->n_tables, sizeof *run->tables)) ||
        !(report->problems = keep(arena, run->problems, listed, sizeof *run->problems)) ||
        !(report->questions = keep(arena, run->questions, run->n_questions, sizeof *run->questions)) ||
        !(report->notes = keep(arena, run->notes, run->n_notes, sizeof *run->notes)))
        return copse_error_nomem(err);
    for (size_t i = 0; i < run->n_unknown; i++)
        left_out[i] = run->unknown[i].label;
    report->dry_run = run->options->dry_run;
    report->n_tables = run->n_tables;
    report->n_problems = listed;
    report->n_notes = run->n_notes;
    report->n_questions = run->n_questions;
    report->n_left_out = run->n_unknown;
    report->left_out = left_out;
    report->n_guesses = run->n_guesses;
    report->guesses = run->guesses;
    report->arena = run->arena;
    run->arena = NULL;
    *out = report;
    return COPSE_OK;
}

copse_status copse_import_fail(const copse_import_run *run, copse_error *err)
{
    const copse_import_problem *first = &run->problems[0];
    char where[sizeof err->where];
    int64_t n_bad = 0;
    for (size_t i = 0; i < run->n_tables; i++)
        n_bad += run->tables[i].bad;

    if (first->column > 0)
        snprintf(where, sizeof where, "%s:%lld:%lld", first->file, (long long)first->line,
                 (long long)first->column);
    else
        snprintf(where, sizeof where, "%s:%lld", first->file, (long long)first->line);
    if (n_bad == 1)
        return copse_error_set(err, COPSE_E_DATA, where, first->next, "%s", first->what);
    return copse_error_set(err, COPSE_E_DATA, where, first->next, "%s (and %lld more bad rows)",
                           first->what, (long long)(n_bad - 1));
}

void copse_import_report_free(copse_import_report *report)
{
    if (report)
        copse_arena_free(report->arena);
}
