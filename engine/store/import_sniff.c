/* A first look at a file: its encoding, its separator, the names of its columns, the group it is about. */
#include <string.h>

#include "store/import_folder.h"

static copse_status keep_names(copse_import_input *input, copse_import_run *run,
                               const copse_csv_record *record, copse_error *err)
{
    size_t n = record->n_fields < COPSE_CSV_FIELDS ? record->n_fields : COPSE_CSV_FIELDS;
    const char **names = copse_arena_take(run->arena, n, sizeof *names);
    if (!names)
        return copse_error_nomem(err);
    for (size_t i = 0; i < n; i++)
        if (!(names[i] = copse_arena_copy(run->arena, copse_store_trim(record->fields[i]))))
            return copse_error_nomem(err);
    input->names = names;
    input->n_names = n;
    return COPSE_OK;
}

/* What is wrong with a file is found and told when it is imported: here it only has no names. */
static copse_status read_names(copse_import_input *input, copse_import_run *run, copse_error *err)
{
    copse_csv_reader *reader = NULL;
    copse_csv_record record;
    bool is_end = true;
    copse_status st = copse_store_csv_open(&reader, input->path, input->look.encoding, err);
    if (st == COPSE_OK) {
        input->separator = copse_store_csv_separator(reader);
        st = copse_store_csv_next(reader, &record, &is_end, err);
    }
    if (st == COPSE_OK && !is_end && !record.fault)
        st = keep_names(input, run, &record, err);
    copse_store_csv_close(reader);
    return st == COPSE_E_DATA ? COPSE_OK : st;
}

copse_status copse_import_sniff(copse_import_input *input, copse_import_run *run, copse_error *err)
{
    copse_context_progress(run->ctx, input->label, 0, 0);
    copse_status st = copse_store_look_at_file(&input->look, input->path, run->ctx, err);
    if (st == COPSE_OK && input->look.bad_line == 0)
        st = read_names(input, run, err);
    return st;
}

/* ---- the group ---- */

static bool ends_with(const char *text, size_t n, const char *end)
{
    size_t m = strlen(end);
    if (m > n)
        return false;
    for (size_t i = 0; i < m; i++) {
        char c = text[n - m + i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (c != end[i])
            return false;
    }
    return true;
}

/* A day at the end, as exports are named by: "2026-03-31", "20260331". */
static size_t without_day(const char *text, size_t n)
{
    size_t at = n, digits = 0;
    while (at > 0 && (strchr("-_", text[at - 1]) || (text[at - 1] >= '0' && text[at - 1] <= '9')))
        digits += text[--at] >= '0' && text[at] <= '9';
    return digits == 8 && at > 0 ? at : n;
}

const char *copse_import_group_of(copse_import_run *run, const char *label)
{
    char *name = copse_arena_copy(run->arena, label);
    if (!name)
        return NULL;
    const char *dot = strrchr(label, '.');
    size_t n = dot && dot > label ? (size_t)(dot - label) : strlen(label);
    n = without_day(name, n);
    for (size_t i = 0; i < n; i++)
        if (name[i] == '_')
            name[i] = ' ';
    while (n > 0 && strchr(" -", name[n - 1]))
        n--;
    if (ends_with(name, n, " members"))
        n -= strlen(" members");
    name[n] = '\0';
    return copse_store_trim(name);
}
