/* What an import did, table by table, and every row that could not be taken. */
#include "report/report.h"

#include <inttypes.h>
#include <string.h>

static int64_t count_bad(const copse_import_report *report)
{
    int64_t bad = 0;
    for (size_t i = 0; i < report->n_tables; i++)
        bad += report->tables[i].bad;
    return bad;
}

/* ---- text ---- */

static void say_part(copse_text *said, size_t *n, int64_t count, const char *what)
{
    if (count == 0)
        return;
    copse_text_format(said, "%s%" PRId64 " %s", (*n)++ == 0 ? ": " : ", ", count, what);
}

/*
 * What a refused import would have added is of no use to whoever mends the file.
 * @param is_shown  whether the columns that are left out are told already
 */
static void write_table(copse_page *page, copse_text *said, const copse_import_table *table,
                        bool refused, bool is_shown)
{
    size_t n = 0;
    copse_text_clear(said);
    copse_figure_count(said, table->rows, "row");
    copse_text_format(said, " in %s", table->file);
    if (table->unchanged)
        copse_text_append(said, ", the same file as the last time");
    if (!refused) {
        say_part(said, &n, table->added, "added");
        say_part(said, &n, table->updated, "updated");
        say_part(said, &n, table->same, "as before");
        say_part(said, &n, table->ended, "ended");
    }
    say_part(said, &n, table->bad, "bad");
    copse_page_item(page, 0, 20, table->table, copse_text_get(said));

    if (table->n_dropped_columns == 0 || is_shown)
        return;
    copse_text_clear(said);
    copse_text_append(said, "left out, as there is no place for it: ");
    for (size_t i = 0; i < table->n_dropped_columns; i++)
        copse_text_format(said, "%scolumn '%s'", i ? ", " : "", table->dropped_columns[i]);
    copse_page_item(page, 0, 20, "", copse_text_get(said));
}

/* ---- what the files were taken for ---- */

/* A column is listed once, where it is first used, with all that it fills. */
static bool is_listed(const copse_import_guess *guess, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (strcmp(guess->mappings[k].column, guess->mappings[i].column) == 0)
            return true;
    return false;
}

static void write_mappings(copse_page *page, copse_text *said, const copse_import_guess *guess)
{
    for (size_t i = 0; i < guess->n_mappings; i++) {
        const char *column = guess->mappings[i].column, *joint = "→ ";
        if (is_listed(guess, i))
            continue;
        copse_text_clear(said);
        for (size_t k = i; k < guess->n_mappings; k++) {
            if (strcmp(guess->mappings[k].column, column) != 0)
                continue;
            copse_text_format(said, "%s%s.%s", joint, guess->mappings[k].table, guess->mappings[k].target);
            joint = ", ";
        }
        copse_page_item(page, 4, 30, column, copse_text_get(said));
    }
    for (size_t i = 0; i < guess->n_dropped_columns; i++)
        copse_page_item(page, 4, 30, guess->dropped_columns[i], "left out");
}

/* A folder of Copse's own tables needs no introduction. */
static bool is_foreign(const copse_import_guess *guess)
{
    return guess->kind && strcmp(guess->kind, "copse") != 0;
}

static bool is_foreign_file(const copse_import_report *report, const char *file)
{
    for (size_t i = 0; i < report->n_guesses; i++)
        if (strcmp(report->guesses[i].file, file) == 0)
            return is_foreign(&report->guesses[i]);
    return false;
}

/* What each export was taken for; on a dry run also where each of its columns goes. */
static void write_files(copse_page *page, copse_text *said, const copse_import_report *report)
{
    bool has_any = false;
    for (size_t i = 0; i < report->n_guesses; i++) {
        const copse_import_guess *guess = &report->guesses[i];
        if (!is_foreign(guess))
            continue;
        copse_text_clear(said);
        copse_text_format(said, "%s (%s)", guess->meaning, guess->kind);
        copse_page_item(page, 0, 32, guess->file, copse_text_get(said));
        if (report->dry_run)
            write_mappings(page, said, guess);
        has_any = true;
    }
    if (has_any)
        copse_page_blank(page);
}

static void write_problems(copse_page *page, copse_text *said, const copse_import_report *report)
{
    int64_t bad = count_bad(report), listed = (int64_t)report->n_problems;
    if (listed == 0 && bad == 0)
        return;

    copse_page_blank(page);
    copse_text_clear(said);
    copse_figure_count(said, bad > listed ? bad : listed, "bad row");
    copse_page_heading(page, copse_text_get(said));
    for (size_t i = 0; i < report->n_problems; i++) {
        const copse_import_problem *problem = &report->problems[i];
        copse_text_clear(said);
        copse_text_format(said, "%s:%" PRId64, problem->file, problem->line);
        if (problem->column > 0)
            copse_text_format(said, ":%" PRId64, problem->column);
        copse_text_format(said, ": %s", problem->what ? problem->what : "");
        copse_page_paragraph(page, 0, copse_text_get(said));
        if (problem->next && problem->next[0])
            copse_page_paragraph(page, 4, problem->next);
    }
    if (bad > listed && listed > 0) {
        copse_text_clear(said);
        copse_text_format(said, "and %" PRId64 " more", bad - listed);
        copse_page_paragraph(page, 0, copse_text_get(said));
    }
}

/* How many, and what to do. Who they are stands in the file that the steward asks for. */
static void write_questions(copse_page *page, copse_text *said, const copse_import_report *report)
{
    if (report->n_questions == 0)
        return;
    copse_page_blank(page);
    copse_text_clear(said);
    copse_figure_count(said, (int64_t)report->n_questions, "pair");
    copse_text_append(said, report->n_questions == 1 ? " of members may be one person."
                                                     : " of members may be one person each.");
    copse_page_heading(page, copse_text_get(said));
    copse_page_paragraph(page, 0,
                         "Write them down with --questions FILE, put yes or no into the column choice, and put "
                         "the file into the folder before the next import. Until then they stay two.");
}

static copse_status write_text(const copse_sink *sink, const copse_import_report *report,
                               const copse_render *render, copse_error *err)
{
    copse_page page;
    copse_text said = COPSE_TEXT_INIT;
    copse_page_open(&page, render);
    if (report->refused)
        copse_page_heading(&page, "Refused because of bad rows: nothing was changed.");
    else if (report->dry_run)
        copse_page_heading(&page, "Dry run: nothing was changed.");
    else if (report->created_store)
        copse_page_heading(&page, "A new store was made.");
    write_files(&page, &said, report);
    for (size_t i = 0; i < report->n_tables; i++)
        write_table(&page, &said, &report->tables[i], report->refused,
                    report->dry_run && is_foreign_file(report, report->tables[i].file));

    if (report->n_left_out > 0) {
        copse_text_clear(&said);
        for (size_t i = 0; i < report->n_left_out; i++)
            copse_text_format(&said, "%s%s", i ? ", " : "no table takes: ", report->left_out[i]);
        copse_page_item(&page, 0, 20, "left out", copse_text_get(&said));
    }
    copse_text_clear(&said);
    copse_text_format(&said, "data version %" PRId64, report->data_version);
    copse_page_item(&page, 0, 20, "the store", copse_text_get(&said));

    write_problems(&page, &said, report);
    write_questions(&page, &said, report);
    copse_page_notes(&page, "To look at", report->notes, report->n_notes);
    page.out.failed = page.out.failed || said.failed;
    copse_text_free(&said);
    return copse_page_close(&page, sink, err);
}

/* ---- JSON ---- */

static void json_table(copse_json *json, const copse_import_table *table)
{
    copse_json_object(json, NULL);
    copse_json_text(json, "table", table->table);
    copse_json_text(json, "file", table->file);
    copse_json_bool(json, "unchanged", table->unchanged);
    copse_json_count(json, "rows", table->rows);
    copse_json_count(json, "added", table->added);
    copse_json_count(json, "updated", table->updated);
    copse_json_count(json, "same", table->same);
    copse_json_count(json, "ended", table->ended);
    copse_json_count(json, "bad", table->bad);
    copse_json_texts(json, "dropped_columns", table->dropped_columns, table->n_dropped_columns);
    copse_json_end(json);
}

static void json_guess(copse_json *json, const copse_import_guess *guess)
{
    copse_json_object(json, NULL);
    copse_json_text(json, "file", guess->file);
    copse_json_text(json, "kind", guess->kind);
    copse_json_text(json, "meaning", guess->meaning);
    copse_json_bool(json, "given", guess->is_given);
    copse_json_text(json, "encoding", guess->encoding);
    copse_json_array(json, "mappings");
    for (size_t i = 0; i < guess->n_mappings; i++) {
        copse_json_object(json, NULL);
        copse_json_text(json, "column", guess->mappings[i].column);
        copse_json_text(json, "table", guess->mappings[i].table);
        copse_json_text(json, "target", guess->mappings[i].target);
        copse_json_end(json);
    }
    copse_json_end(json);
    copse_json_texts(json, "dropped_columns", guess->dropped_columns, guess->n_dropped_columns);
    copse_json_end(json);
}

static void json_problem(copse_json *json, const copse_import_problem *problem)
{
    copse_json_object(json, NULL);
    copse_json_text(json, "file", problem->file);
    copse_json_count(json, "line", problem->line);
    if (problem->column > 0)
        copse_json_count(json, "column", problem->column);
    else
        copse_json_text(json, "column", NULL);
    copse_json_text(json, "what", problem->what);
    copse_json_text(json, "next", problem->next);
    copse_json_end(json);
}

static copse_status write_json(const copse_sink *sink, const copse_import_report *report,
                               const copse_context *ctx, copse_error *err)
{
    copse_answer_head head = copse_report_head("copse/import/1", report->data_version, ctx);
    head.notes = report->notes;
    head.n_notes = report->n_notes;

    copse_json json;
    copse_json_begin(&json, &head);
    copse_json_bool(&json, "dry_run", report->dry_run);
    copse_json_bool(&json, "refused", report->refused);
    copse_json_bool(&json, "created_store", report->created_store);
    copse_json_array(&json, "files");
    for (size_t i = 0; i < report->n_guesses; i++)
        json_guess(&json, &report->guesses[i]);
    copse_json_end(&json);
    copse_json_array(&json, "tables");
    for (size_t i = 0; i < report->n_tables; i++)
        json_table(&json, &report->tables[i]);
    copse_json_end(&json);
    copse_json_texts(&json, "left_out", report->left_out, report->n_left_out);
    copse_json_count(&json, "bad_rows", count_bad(report));
    copse_json_count(&json, "questions", (int64_t)report->n_questions);
    copse_json_array(&json, "problems");
    for (size_t i = 0; i < report->n_problems; i++)
        json_problem(&json, &report->problems[i]);
    copse_json_end(&json);
    return copse_json_close(&json, &head, sink, err);
}

copse_status copse_report_import(const copse_sink *sink, const copse_import_report *report,
                                 const copse_render *render, const copse_context *ctx,
                                 copse_error *err)
{
    if (render->format == COPSE_TEXT)
        return write_text(sink, report, render, err);
    if (render->format == COPSE_JSON)
        return write_json(sink, report, ctx, err);
    return copse_report_no_format("import", "text and JSON", err);
}

/* ---- questions ---- */

copse_status copse_report_questions(const copse_sink *sink, const copse_import_report *report, copse_error *err)
{
    static const char *const names[] = {"kind", "subject", "choice", "question", NULL};
    copse_csv csv = COPSE_CSV_INIT;
    copse_csv_header(&csv, names);
    for (size_t i = 0; i < report->n_questions; i++) {
        copse_csv_text(&csv, report->questions[i].kind);
        copse_csv_text(&csv, report->questions[i].subject);
        copse_csv_text(&csv, NULL);
        copse_csv_text(&csv, report->questions[i].text);
        copse_csv_end_row(&csv);
    }
    return copse_csv_close(&csv, sink, err);
}
