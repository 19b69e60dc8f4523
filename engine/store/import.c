/*
 * The run of an import: a folder's files into the store, all or none.
 *
 * The first import builds a new file beside its place and names it when it is
 * whole, so that it may do without journal and syncs. Later ones are one
 * transaction in the store itself, under its rollback journal: switching to
 * WAL would write to the file also when the import is refused, and a refused
 * import leaves every byte as it was.
 */
#include "store/import_internal.h"

#include <fcntl.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/import_decide.h"
#include "store/import_folder.h"

/* ---- the transaction ---- */

static copse_status read_default_visibility(copse_import_run *run, copse_error *err)
{
    char *word;
    copse_visibility visibility = COPSE_VISIBLE_NONE;
    copse_status st = copse_store_get_setting(&word, run->store, "default_visibility", err);
    if (st != COPSE_OK)
        return st;
    if (word)
        copse_visibility_parse(&visibility, word);
    run->default_visibility = visibility;
    copse_memory_free(word);
    return COPSE_OK;
}

static copse_status prepare_connection(copse_import_run *run, copse_error *err)
{
    /* Ties and exchanges of a new store come in no order of theirs: their pages stay in memory as far as that goes. */
    const bool is_new = run->indices.length > 0;
    copse_status st = copse_store_exec(
        run->store, is_new ? "PRAGMA cache_size = -262144" : "PRAGMA cache_size = -65536", err);
    return st == COPSE_OK
               ? copse_store_exec(
                     run->store,
                     "PRAGMA temp_store = FILE; PRAGMA temp.cache_size = -49152;"
                     " CREATE TEMP TABLE seen (a, b, c, PRIMARY KEY (a, b, c)) WITHOUT ROWID;"
                     " CREATE TEMP TABLE asked (kind, subject, PRIMARY KEY (kind, subject)) WITHOUT ROWID",
                     err)
               : st;
}

static copse_status audit(copse_import_run *run, copse_error *err)
{
    copse_text detail = COPSE_TEXT_INIT;
    for (size_t i = 0; i < run->n_tables; i++) {
        const copse_import_table *t = &run->tables[i];
        if (t->unchanged)
            continue;
        copse_text_format(&detail, "%s%s: %lld added, %lld updated, %lld ended, %lld left out",
                          detail.length > 0 ? "; " : "", t->table, (long long)t->added,
                          (long long)t->updated, (long long)t->ended, (long long)t->bad);
    }
    copse_status st = COPSE_OK;
    if (detail.failed)
        st = copse_error_nomem(err);
    else if (detail.length > 0)
        st = copse_store_append_audit(run->store, "import", detail.bytes, run->ctx, err);
    copse_text_free(&detail);
    return st;
}

/* Whatever the folder has for one table. */
static copse_status take_table(copse_import_run *run, const copse_format_table *format, copse_error *err)
{
    copse_status st = COPSE_OK;
    for (size_t i = 0; st == COPSE_OK && i < run->n_inputs && !run->must_refuse; i++) {
        copse_import_input *input = &run->inputs[i];
        if (input->format == format)
            st = copse_import_take_file(run, input, format, NULL, err);
        for (size_t p = 0; st == COPSE_OK && input->kind && p < input->kind->n_parts; p++) {
            const copse_kind_part *part = &input->kind->parts[p];
            if (strcmp(part->table, format->stem) == 0 && copse_import_has_part(input, part))
                st = copse_import_take_file(run, input, format, part, err);
        }
    }
    return st;
}

static copse_status take_decisions(copse_import_run *run, copse_error *err)
{
    copse_status st = COPSE_OK;
    for (size_t i = 0; st == COPSE_OK && i < run->n_inputs; i++)
        if (run->inputs[i].is_decisions)
            st = copse_import_take_decisions(run, &run->inputs[i], err);
    return st;
}

/* When everybody's rows are there: who is the same as whom, and who may be. */
static copse_status settle_people(int64_t *n_merged, copse_import_run *run, copse_error *err)
{
    copse_status st = copse_import_apply_decisions(n_merged, run, err);
    if (st == COPSE_OK)
        st = copse_import_suggest_same(run, err);
    return st == COPSE_OK ? copse_import_list_questions(run, err) : st;
}

/*
 * All rows of a new store are there: its indices are made, and what comes now may remove rows, so that references are
 * watched again, which SQLite does not begin within a transaction. Nobody sees the file before it is whole.
 */
static copse_status finish_loading(copse_import_run *run, copse_error *err)
{
    if (run->indices.length == 0)
        return COPSE_OK;
    copse_context_progress(run->ctx, "indices", 0, 0);
    copse_status st = copse_store_exec(run->store, run->indices.bytes, err);
    if (st == COPSE_OK)
        st = copse_store_commit(run->store, err);
    if (st == COPSE_OK)
        st = copse_store_exec(run->store, "PRAGMA foreign_keys = ON", err);
    return st == COPSE_OK ? copse_store_begin(run->store, run->ctx, err) : st;
}

static copse_status take_all(copse_import_run *run, copse_error *err)
{
    size_t n_tables;
    int64_t changes = 0, bad = 0, n_merged = 0;
    const copse_format_table *formats = copse_store_format(&n_tables);
    copse_status st = read_default_visibility(run, err);
    if (st == COPSE_OK)
        st = copse_tombstones_open(&run->tombstones, run->store, false, err);
    if (st == COPSE_OK)
        st = take_decisions(run, err);

    /* Formats are in the order of their references: what a row names is there before it. */
    for (size_t i = 0; st == COPSE_OK && i < n_tables && !run->must_refuse; i++)
        st = take_table(run, &formats[i], err);
    if (st == COPSE_OK && !run->must_refuse)
        st = finish_loading(run, err);
    if (st == COPSE_OK && !run->must_refuse)
        st = settle_people(&n_merged, run, err);
    changes += n_merged;
    for (size_t i = 0; i < run->n_tables; i++) {
        changes += copse_import_changes(&run->tables[i]);
        bad += run->tables[i].bad;
    }
    if (st == COPSE_OK && (run->must_refuse || (bad > 0 && !run->options->skip_bad)))
        st = copse_import_fail(run, err);
    if (st == COPSE_OK)
        st = copse_store_apply_decisions(run->store, err);
    if (st == COPSE_OK)
        st = audit(run, err);
    if (st == COPSE_OK && changes > 0)
        st = copse_store_raise_data_version(run->store, err);
    return st;
}

/* @param[out] data_version  afterwards */
static copse_status run_transaction(int64_t *data_version, copse_import_run *run,
                                    copse_error *err)
{
    copse_status st = prepare_connection(run, err);
    if (st == COPSE_OK)
        st = copse_store_begin(run->store, run->ctx, err);
    if (st == COPSE_OK)
        st = take_all(run, err);
    copse_tombstones_close(&run->tombstones);
    copse_import_free_people(run->people);
    run->people = NULL;
    *data_version = copse_store_data_version(run->store);
    if (st == COPSE_OK && !run->options->dry_run)
        st = copse_store_commit(run->store, err);
    if (st != COPSE_OK || run->options->dry_run) {
        copse_store_rollback(run->store);
        *data_version = copse_store_data_version(run->store);
    }
    return st;
}

/* ---- a new store, or the one there is ---- */

static copse_status sync_file(const char *path, copse_error *err)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    bool is_done = file >= 0 && fsync(file) == 0;
    if (file >= 0)
        close(file);
    return is_done ? COPSE_OK
                   : copse_error_set(err, COPSE_E_STORE, path, "check the disk",
                                     "the new store cannot be written to the disk");
}

static copse_status import_into_new(int64_t *data_version, copse_import_run *run,
                                    const char *store_path,
                                    copse_error *err)
{
    const copse_store_options defaults = COPSE_STORE_OPTIONS_INIT;
    char *temporary = NULL;
    copse_status st = copse_store_make_temporary(&temporary, store_path, err);
    if (st != COPSE_OK)
        return st;
    st = copse_store_build(temporary, store_path, &defaults, run->ctx, err);
    if (st == COPSE_OK)
        st = copse_store_open(&run->store, temporary, COPSE_STORE_WRITE, err);
    if (st == COPSE_OK)
        st = copse_store_exec(run->store,
                              "PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY;"
                              "PRAGMA foreign_keys = OFF",
                              err);
    if (st == COPSE_OK)
        st = copse_import_put_indices_off(&run->indices, run->store, err);
    if (st == COPSE_OK)
        st = run_transaction(data_version, run, err);
    copse_store_close(run->store);
    run->store = NULL;
    if (st == COPSE_OK && !run->options->dry_run && (st = sync_file(temporary, err)) == COPSE_OK)
        st = copse_store_publish(temporary, store_path, err);
    if (st != COPSE_OK || run->options->dry_run)
        unlink(temporary);
    copse_memory_free(temporary);
    return st;
}

static copse_status import_into(int64_t *data_version, copse_import_run *run,
                                const char *store_path,
                                copse_error *err)
{
    copse_status st = copse_store_open(&run->store, store_path, COPSE_STORE_WRITE, err);
    if (st == COPSE_OK)
        st = run_transaction(data_version, run, err);
    copse_store_close(run->store);
    run->store = NULL;
    return st;
}

/* What was unpacked does not stay behind. */
static void remove_temporary(const copse_import_input *inputs, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (inputs[i].is_temporary)
            unlink(inputs[i].path);
}

void copse_import_free_run(copse_import_run *run)
{
    copse_import_free_keys(run);
    for (size_t i = 0; i < COPSE_IMPORT_TABLES; i++)
        copse_import_free_names(run->names[i]);
    remove_temporary(run->inputs, run->n_inputs);
    remove_temporary(run->unknown, run->n_unknown);
    copse_memory_free(run->inputs);
    copse_memory_free(run->unknown);
    copse_memory_free(run->tables);
    copse_memory_free(run->problems);
    copse_memory_free(run->notes);
    copse_memory_free(run->questions);
    copse_text_free(&run->indices);
    copse_text_free(&run->what);
    copse_text_free(&run->next);
    copse_arena_free(run->arena);
}

static copse_status import_folder(copse_import_report **out, copse_import_run *run,
                                  const char *store_path, const char *dir, copse_error *err)
{
    struct stat info;
    int64_t data_version = 0;
    copse_import_report *report = NULL;
    copse_status st = copse_import_match_folder(run, dir, err);
    if (st == COPSE_OK)
        st = copse_import_list_guesses(run, err);
    if (st != COPSE_OK)
        return st;

    bool is_new = stat(store_path, &info) != 0;
    st = is_new ? import_into_new(&data_version, run, store_path, err)
                : import_into(&data_version, run, store_path, err);
    if (st != COPSE_OK && st != COPSE_E_DATA)
        return st;

    copse_error why = COPSE_ERROR_INIT;
    copse_status told = copse_import_finish_report(&report, run, &why);
    if (told != COPSE_OK)
        return copse_error_set(err, told, why.where, why.next, "%s", why.what);
    report->refused = st == COPSE_E_DATA;
    report->created_store = is_new && st == COPSE_OK && !run->options->dry_run;
    report->data_version = data_version;
    *out = report;
    return st;
}

copse_status copse_store_import(copse_import_report **out, const char *store_path, const char *dir,
                                const copse_import_options *options, const copse_context *ctx,
                                copse_error *err)
{
    const copse_import_options defaults = COPSE_IMPORT_OPTIONS_INIT;
    copse_import_run run = {.ctx = ctx, .options = options ? options : &defaults};

    *out = NULL;
    if (run.options->replace && ctx->as_of == COPSE_DAY_UNKNOWN)
        return copse_error_set(err, COPSE_E_ARGUMENT, NULL, "give the day on which they end",
                               "replacing ends what is gone on a day, and none is given");
    run.arena = copse_arena_new();
    if (!run.arena)
        return copse_error_nomem(err);

    /* Files write numbers with a point, whatever the language of the program that calls. */
    locale_t plain = newlocale(LC_NUMERIC_MASK, "C", (locale_t)0);
    locale_t before = plain ? uselocale(plain) : (locale_t)0;
    copse_status st = import_folder(out, &run, store_path, dir, err);
    if (plain) {
        uselocale(before);
        freelocale(plain);
    }
    copse_import_free_run(&run);
    return st;
}
