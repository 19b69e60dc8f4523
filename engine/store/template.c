/* A folder to start from: every table with its header and two example rows, and what each column means. */
#include "store/store_internal.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/format.h"

static void write_table(copse_text *out, const copse_format_table *table)
{
    for (size_t c = 0; c < table->n_columns; c++)
        copse_text_format(out, "%s%s", c > 0 ? "," : "", table->columns[c].name);
    copse_text_append(out, "\n");
    for (int row = 0; row < 2; row++) {
        for (size_t c = 0; c < table->n_columns; c++) {
            copse_text_append(out, c > 0 ? "," : "");
            copse_store_csv_field(out, table->columns[c].examples[row]);
        }
        copse_text_append(out, "\n");
    }
}

/* ---- README.txt ---- */

static void describe_column(copse_text *out, const copse_format_column *column)
{
    copse_text_format(out, "    %-16s %s", column->name, column->meaning);
    if (column->kind == COPSE_CELL_REFERENCE)
        copse_text_format(out, " (a key of %s.csv)", column->refers_to);
    if (column->kind == COPSE_CELL_WORD) {
        copse_text_append(out, " (");
        for (int value = 0; column->word(value); value++)
            copse_text_format(out, "%s%s", value > 0 ? ", " : "", column->word(value));
        copse_text_append(out, ")");
    }
    copse_text_append(out, column->is_required ? "; required\n" : "\n");
}

static void write_readme(copse_text *out)
{
    size_t n;
    const copse_format_table *tables = copse_store_format(&n);
    copse_text_append(
        out, "Files for `copse import`\n"
             "\n"
             "Each file has a first line that names its columns and two example rows. Replace the\n"
             "rows by your own. Delete the files, and the columns that are not required, for which\n"
             "you have nothing: any part will do, and more can follow later.\n"
             "\n"
             "Save as CSV in UTF-8 (\"CSV UTF-8\" in Excel). Days are 2026-03-31 or 31/03/2026.\n"
             "A blank cell means that nothing is known. A key is whatever you call a thing in every\n"
             "file: a staff number, a short name.\n");
    for (size_t i = 0; i < n; i++) {
        copse_text_format(out, "\n%s.csv: %s\n", tables[i].stem, tables[i].meaning);
        for (size_t c = 0; c < tables[i].n_columns; c++)
            describe_column(out, &tables[i].columns[c]);
    }
}

/* ---- files ---- */

enum { PATH_BYTES = 4096 };

static copse_status path_in(char out[PATH_BYTES], const char *dir, size_t file, copse_error *err)
{
    size_t n_tables;
    const copse_format_table *tables = copse_store_format(&n_tables);
    int n = file < n_tables ? snprintf(out, PATH_BYTES, "%s/%s.csv", dir, tables[file].stem)
                            : snprintf(out, PATH_BYTES, "%s/README.txt", dir);
    if (n < 0 || n >= PATH_BYTES)
        return copse_error_set(err, COPSE_E_ARGUMENT, dir, "choose a shorter path",
                               "the path is longer than 4095 characters");
    return COPSE_OK;
}

static copse_status make_folder(const char *dir, copse_error *err)
{
    if (mkdir(dir, 0777) == 0 || errno == EEXIST)
        return COPSE_OK;
    return copse_error_set(err, COPSE_E_STORE, dir, "check the path and its permissions",
                           "the folder cannot be made: %s", strerror(errno));
}

/* Before anything is written: half a template over somebody's files would be worse than none. */
static copse_status refuse_taken(const char *dir, size_t n_files, copse_error *err)
{
    char path[PATH_BYTES];
    struct stat info;
    for (size_t i = 0; i < n_files; i++) {
        copse_status st = path_in(path, dir, i, err);
        if (st != COPSE_OK)
            return st;
        if (lstat(path, &info) == 0)
            return copse_error_set(err, COPSE_E_ARGUMENT, path,
                                   "choose an empty folder, or move the file away",
                                   "there is a file of this name already; it is not overwritten");
    }
    return COPSE_OK;
}

copse_status copse_store_write_template(const char *dir, copse_error *err)
{
    char path[PATH_BYTES];
    copse_text text = COPSE_TEXT_INIT;
    size_t n_tables, written = 0;
    const copse_format_table *tables = copse_store_format(&n_tables);
    size_t n_files = n_tables + 1;

    copse_status st = make_folder(dir, err);
    if (st == COPSE_OK)
        st = refuse_taken(dir, n_files, err);
    while (st == COPSE_OK && written < n_files) {
        copse_text_clear(&text);
        if (written < n_tables)
            write_table(&text, &tables[written]);
        else
            write_readme(&text);
        st = text.failed ? copse_error_nomem(err) : path_in(path, dir, written, err);
        if (st == COPSE_OK)
            st = copse_store_write_new_file(path, copse_text_get(&text), 0666, err);
        if (st == COPSE_OK)
            written++;
    }
    while (st != COPSE_OK && written > 0)
        if (path_in(path, dir, --written, NULL) == COPSE_OK)
            unlink(path);
    copse_text_free(&text);
    return st;
}
