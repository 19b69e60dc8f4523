/* A first look at a file: its encoding, its separator, the names of its columns, the group it is
 * about. */
#include <string.h>
#include <unistd.h>

#include "store/import_folder.h"
#include "store/mesh_read.h"
#include "store/xlsx.h"

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
    input->names = NULL;
    input->n_names = 0;
    copse_status st = copse_store_csv_open(&reader, input->path, input->look.encoding, err);
    if (st == COPSE_OK) {
        input->separator = copse_store_csv_separator(reader);
        st = copse_store_csv_next(reader, &record, &is_end, err);
    }
    for (size_t i = 0; st == COPSE_OK && !is_end && i < input->n_above; i++)
        st = copse_store_csv_next(reader, &record, &is_end, err);
    if (st == COPSE_OK && !is_end && !record.fault)
        st = keep_names(input, run, &record, err);
    copse_store_csv_close(reader);
    return st == COPSE_E_DATA ? COPSE_OK : st;
}

static copse_status name_columns(copse_import_input *input, copse_import_run *run,
                                 const char *const *from, size_t n, copse_error *err)
{
    const char **names = copse_arena_take(run->arena, n, sizeof *names);
    if (!names)
        return copse_error_nomem(err);
    for (size_t i = 0; i < n; i++)
        if (!(names[i] = from && from[i] ? copse_arena_copy(run->arena, from[i])
                                         : copse_arena_format(run->arena, "column %zu", i + 1)))
            return copse_error_nomem(err);
    input->names = names;
    input->n_names = n;
    return COPSE_OK;
}

/* ---- files without a header ---- */

static bool is_address(const char *text)
{
    const char *at = strchr(text, '@');
    return at && at > text && strchr(at, '.') && text[strcspn(text, " \t,;")] == '\0';
}

/* Whether a line begins with an address, or ends with one in angle brackets. */
static bool is_plain_line(const char *text)
{
    char word[256];
    const char *open = strrchr(text, '<');
    if (open)
        text = open + 1;
    size_t n = strcspn(text, " \t>");
    if (n >= sizeof word)
        return false;
    memcpy(word, text, n);
    word[n] = '\0';
    return is_address(word);
}

/* A list whose first line has an address in it has no header: what is what is seen from that line.
 */
copse_status copse_import_sniff_list(bool *is_list, copse_import_input *input,
                                     copse_import_run *run, copse_error *err)
{
    const char *names[4] = {NULL};
    size_t n = input->n_names;
    *is_list = false;
    if (n == 1 && is_plain_line(input->names[0])) {
        static const char *const of_lines[] = {"email", "name"};
        *is_list = true;
        input->form = COPSE_FORM_LINES;
        return name_columns(input, run, of_lines, 2, err);
    }
    for (size_t i = 0; i < n && i < 4; i++) {
        if (is_address(input->names[i]) && !*is_list) {
            names[i] = "email";
            *is_list = true;
        }
    }
    if (!*is_list || n > 4)
        return *is_list = false, COPSE_OK;
    for (size_t i = 0; i < n; i++) {
        if (!names[i]) {
            names[i] = "name";
            break;
        }
    }
    input->form = COPSE_FORM_ROWS;
    return name_columns(input, run, names, n, err);
}

static bool is_mesh(const copse_import_input *input)
{
    return input->n_names == 1 && strcmp(input->names[0], "*NEWRECORD") == 0;
}

/* ---- workbooks ---- */

static bool is_workbook(const char *path)
{
    const char *dot = strrchr(path, '.');
    return dot && strlen(dot) == 5 && (dot[1] | 0x20) == 'x' && (dot[2] | 0x20) == 'l' &&
           (dot[3] | 0x20) == 's' && (dot[4] | 0x20) == 'x' && copse_store_is_workbook(path);
}

static copse_status unpack(copse_import_input *input, copse_import_run *run, copse_error *err)
{
    char *sheet;
    copse_status st = copse_store_convert_workbook(&sheet, input->origin, run->ctx, err);
    if (st != COPSE_OK)
        return st;
    input->is_temporary = true;
    input->path = copse_arena_copy(run->arena, sheet);
    if (!input->path) {
        unlink(sheet);
        input->is_temporary = false;
        st = copse_error_nomem(err);
    }
    copse_memory_free(sheet);
    return st;
}

copse_status copse_import_sniff(copse_import_input *input, copse_import_run *run, copse_error *err)
{
    copse_status st = COPSE_OK;
    copse_context_progress(run->ctx, input->label, 0, 0);
    if (!input->is_temporary && is_workbook(input->origin))
        st = unpack(input, run, err);
    if (st == COPSE_OK)
        st = copse_store_look_at_file(&input->look, input->path, run->ctx, err);
    if (st == COPSE_OK && input->look.bad_line == 0)
        st = read_names(input, run, err);
    if (st != COPSE_OK || !is_mesh(input))
        return st;
    input->form = COPSE_FORM_MESH;
    return name_columns(input, run, copse_store_mesh_names(), COPSE_MESH_FIELDS, err);
}

copse_status copse_import_sniff_below(copse_import_input *input, copse_import_run *run,
                                      size_t n_above, copse_error *err)
{
    input->n_above = n_above;
    return input->look.bad_line == 0 ? read_names(input, run, err) : COPSE_OK;
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
