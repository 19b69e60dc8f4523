#include "store/import_folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* The names in a folder, sorted: what a folder lists first is chance. */
typedef struct names {
    char **items;
    size_t n, capacity;
} names;

static void free_names(names *list)
{
    for (size_t i = 0; i < list->n; i++)
        copse_memory_free(list->items[i]);
    copse_memory_free(list->items);
}

static int compare(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static copse_status list_folder(names *list, const char *dir, copse_error *err)
{
    DIR *folder = opendir(dir);
    if (!folder && (errno == ENOENT || errno == ENOTDIR))
        return copse_error_set(err, COPSE_E_NOT_FOUND, dir,
                               errno == ENOENT ? "check the path"
                                               : "give the folder; for one file, --use TABLE=FILE",
                               errno == ENOENT ? "there is no such folder" : "this is not a folder");
    if (!folder)
        return copse_error_set(err, COPSE_E_STORE, dir, "check its permissions",
                               "the folder cannot be read: %s", strerror(errno));
    copse_status st = COPSE_OK;
    const struct dirent *entry;
    while (st == COPSE_OK && (entry = readdir(folder)) != NULL) {
        if (entry->d_name[0] == '.')
            continue;
        if (!copse_memory_grow((void **)&list->items, &list->capacity, list->n, sizeof *list->items) ||
            !(list->items[list->n] = copse_memory_copy_text(entry->d_name)))
            st = copse_error_nomem(err);
        else
            list->n++;
    }
    closedir(folder);
    if (list->n > 0)
        qsort(list->items, list->n, sizeof *list->items, compare);
    return st;
}

/* The extension of a name without its dot; "" when it has none. */
static const char *extension_of(const char *name)
{
    const char *dot = strrchr(name, '.');
    return dot ? dot + 1 : "";
}

static bool is_among(const char *extension, const char *const *list)
{
    for (; *list; list++) {
        size_t i = 0;
        while (extension[i] && (extension[i] | 0x20) == (*list)[i])
            i++;
        if (extension[i] == '\0' && (*list)[i] == '\0')
            return true;
    }
    return false;
}

static bool is_csv(const char *name)
{
    static const char *const extensions[] = {"csv", "tsv", NULL};
    return is_among(extension_of(name), extensions);
}

/* Files that look as if somebody meant them to be imported; a README does not. */
static bool is_data(const char *name)
{
    static const char *const extensions[] = {"xlsx", "xls", "ods", NULL};
    return is_csv(name) || is_among(extension_of(name), extensions);
}

static size_t place_of(const copse_format_table *format)
{
    size_t n;
    return (size_t)(format - copse_store_format(&n));
}

/* The table that a name belongs to; NULL: none. */
static const copse_format_table *table_of(const char *name)
{
    char stem[64];
    size_t n = (size_t)(extension_of(name) - name);
    if (!is_csv(name) || n < 2 || n > sizeof stem)
        return NULL;
    memcpy(stem, name, n - 1);
    stem[n - 1] = '\0';
    return copse_store_format_find(stem);
}

/* ---- --use ---- */

static bool is_file(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISREG(info.st_mode);
}

static copse_status take_use(copse_import_paths paths, copse_import_run *run, const char *dir,
                             const copse_import_use *use, copse_error *err)
{
    const copse_format_table *format = copse_store_format_find(use->table);
    if (!format) {
        char next[256] = "use one of";
        size_t n_tables;
        const copse_format_table *all = copse_store_format(&n_tables);
        for (size_t i = 0; i < n_tables; i++) {
            size_t used = strlen(next);
            snprintf(next + used, sizeof next - used, "%s %s", i > 0 ? "," : "", all[i].stem);
        }
        return copse_error_set(err, COPSE_E_ARGUMENT, use->table, next, "there is no table '%s'",
                               use->table);
    }
    const char **path = &paths[place_of(format)];
    if (*path)
        return copse_error_set(err, COPSE_E_ARGUMENT, use->table, "name one file for each table",
                               "two files are given for the table %s", format->stem);
    *path = copse_arena_format(run->arena, "%s/%s", dir, use->file);
    if (*path && !is_file(*path))
        *path = copse_arena_copy(run->arena, use->file);
    if (!*path)
        return copse_error_nomem(err);
    if (!is_file(*path))
        return copse_error_set(err, COPSE_E_NOT_FOUND, use->file,
                               "give its path, or its name in the folder", "there is no such file");
    return COPSE_OK;
}

/* ---- the folder ---- */

static copse_status leave_out(copse_import_run *run, const char *name, copse_error *err)
{
    if (!copse_memory_grow((void **)&run->left_out, &run->left_out_capacity, run->n_left_out,
                           sizeof *run->left_out))
        return copse_error_nomem(err);
    const char *copy = copse_arena_copy(run->arena, name);
    if (!copy)
        return copse_error_nomem(err);
    run->left_out[run->n_left_out++] = copy;
    return COPSE_OK;
}

static bool is_used(const copse_import_paths paths, const char *path)
{
    for (size_t i = 0; i < COPSE_IMPORT_TABLES; i++)
        if (paths[i] && strcmp(paths[i], path) == 0)
            return true;
    return false;
}

/* @param given  which tables --use has settled */
static copse_status take_name(copse_import_paths paths, copse_import_run *run, const char *dir,
                              const char *name, const bool *given, copse_error *err)
{
    const copse_format_table *format = table_of(name);
    const char *path = copse_arena_format(run->arena, "%s/%s", dir, name);
    if (!path)
        return copse_error_nomem(err);
    if (!is_file(path) || is_used(paths, path))
        return COPSE_OK;
    if (!format || given[place_of(format)])
        return is_data(name) ? leave_out(run, name, err) : COPSE_OK;
    if (paths[place_of(format)])
        return copse_error_set(err, COPSE_E_DATA, path,
                               "remove one of the two, or choose with --use TABLE=FILE",
                               "the folder has two files for the table %s", format->stem);
    paths[place_of(format)] = path;
    return COPSE_OK;
}

copse_status copse_import_match_folder(copse_import_paths paths, copse_import_run *run, const char *dir,
                                       copse_error *err)
{
    bool given[COPSE_IMPORT_TABLES], has_any = false;
    names list = {0};
    for (size_t i = 0; i < COPSE_IMPORT_TABLES; i++)
        paths[i] = NULL;

    copse_status st = list_folder(&list, dir, err);
    for (size_t i = 0; st == COPSE_OK && i < run->options->n_uses; i++)
        st = take_use(paths, run, dir, &run->options->uses[i], err);
    for (size_t i = 0; i < COPSE_IMPORT_TABLES; i++)
        given[i] = paths[i] != NULL;
    for (size_t i = 0; st == COPSE_OK && i < list.n; i++)
        st = take_name(paths, run, dir, list.items[i], given, err);
    free_names(&list);
    if (st != COPSE_OK)
        return st;

    for (size_t i = 0; i < COPSE_IMPORT_TABLES; i++)
        has_any = has_any || paths[i];
    if (!has_any)
        return copse_error_set(err, COPSE_E_NOT_FOUND, dir,
                               "name files after the tables (members.csv, memberships.csv…); "
                               "`copse template` writes them all",
                               "nothing in the folder is named after a table");
    return COPSE_OK;
}
