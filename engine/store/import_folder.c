/*
 * What a folder holds, and what each of its files is taken for: a table of the
 * native format by its name, or another system's export by its header.
 */
#include "store/import_folder.h"

#include "store/import_decide.h"

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

static copse_status add_name(names *list, const char *name, copse_error *err)
{
    if (!copse_memory_grow((void **)&list->items, &list->capacity, list->n, sizeof *list->items) ||
        !(list->items[list->n] = copse_memory_copy_text(name)))
        return copse_error_nomem(err);
    list->n++;
    return COPSE_OK;
}

static copse_status list_folder(names *list, const char *dir, copse_error *err)
{
    DIR *folder = opendir(dir);
    if (!folder && errno == ENOENT)
        return copse_error_set(err, COPSE_E_NOT_FOUND, dir, "check the path", "there is no such folder");
    if (!folder)
        return copse_error_set(err, COPSE_E_STORE, dir, "check its permissions",
                               "the folder cannot be read: %s", strerror(errno));
    copse_status st = COPSE_OK;
    const struct dirent *entry;
    while (st == COPSE_OK && (entry = readdir(folder)) != NULL) {
        if (entry->d_name[0] != '.')
            st = add_name(list, entry->d_name, err);
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
static bool is_table(const char *name)
{
    static const char *const extensions[] = {"xlsx", "xls", "ods", NULL};
    return is_csv(name) || is_among(extension_of(name), extensions);
}

/* Files that are looked into: lists of addresses and MeSH come as text as well. */
static bool is_data(const char *name)
{
    static const char *const extensions[] = {"txt", "bin", NULL};
    return is_table(name) || is_among(extension_of(name), extensions);
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

static bool is_file(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISREG(info.st_mode);
}

/* ---- inputs ---- */

/* @param[out] out  borrowed until the next is added */
static copse_status add_input(copse_import_input **out, copse_import_run *run, const char *path,
                              copse_error *err)
{
    const char *slash = strrchr(path, '/');
    if (!copse_memory_grow((void **)&run->inputs, &run->input_capacity, run->n_inputs,
                           sizeof *run->inputs))
        return copse_error_nomem(err);
    *out = &run->inputs[run->n_inputs++];
    **out = (copse_import_input){.origin = path, .path = path, .label = slash ? slash + 1 : path};
    return COPSE_OK;
}

static const copse_import_input *input_for(const copse_import_run *run, const copse_format_table *format)
{
    for (size_t i = 0; i < run->n_inputs; i++)
        if (run->inputs[i].format == format)
            return &run->inputs[i];
    return NULL;
}

static bool is_taken(const copse_import_run *run, const char *path)
{
    for (size_t i = 0; i < run->n_inputs; i++)
        if (strcmp(run->inputs[i].origin, path) == 0)
            return true;
    return false;
}

/* ---- --use ---- */

static copse_status refuse_table(const char *table, copse_error *err)
{
    char next[256] = "use one of";
    size_t n_tables;
    const copse_format_table *all = copse_store_format(&n_tables);
    for (size_t i = 0; i < n_tables; i++) {
        size_t used = strlen(next);
        snprintf(next + used, sizeof next - used, "%s %s", i > 0 ? "," : "", all[i].stem);
    }
    return copse_error_set(err, COPSE_E_ARGUMENT, table, next, "there is no table '%s'", table);
}

static copse_status take_use(copse_import_run *run, const char *dir, const copse_import_use *use,
                             copse_error *err)
{
    const copse_format_table *format = copse_store_format_find(use->table);
    copse_import_input *input;
    if (!format)
        return refuse_table(use->table, err);
    if (input_for(run, format))
        return copse_error_set(err, COPSE_E_ARGUMENT, use->table, "name one file for each table",
                               "two files are given for the table %s", format->stem);
    const char *path = copse_arena_format(run->arena, "%s/%s", dir, use->file);
    if (path && !is_file(path))
        path = copse_arena_copy(run->arena, use->file);
    if (!path)
        return copse_error_nomem(err);
    if (!is_file(path))
        return copse_error_set(err, COPSE_E_NOT_FOUND, use->file,
                               "give its path, or its name in the folder", "there is no such file");
    copse_status st = add_input(&input, run, path, err);
    if (st != COPSE_OK)
        return st;
    input->format = format;
    input->is_given = true;
    return copse_import_sniff(input, run, err);
}

/* ---- --kind ---- */

/* @param[out] out  the kind that was given for a file; NULL: none was */
static copse_status given_kind(const copse_kind **out, const copse_import_run *run, const char *name,
                               copse_error *err)
{
    *out = NULL;
    for (size_t i = 0; i < run->options->n_kinds; i++) {
        const copse_import_kind *given = &run->options->kinds[i];
        if (given->file && strcmp(given->file, name) != 0)
            continue;
        *out = copse_store_kind_find(given->kind);
        if (*out)
            continue;
        char next[256];
        copse_store_kind_list(next, sizeof next);
        return copse_error_set(err, COPSE_E_ARGUMENT, given->kind, next, "there is no kind '%s'",
                               given->kind);
    }
    return COPSE_OK;
}

/* ---- what a file is ---- */

/* Whether a file has the columns without which its table cannot be filled. */
static bool has_columns_of(const copse_import_input *input, const copse_format_table *format)
{
    for (size_t c = 0; c < format->n_columns; c++) {
        bool is_there = !format->columns[c].is_required;
        for (size_t i = 0; i < input->n_names && !is_there; i++)
            is_there = copse_store_format_column(format, input->names[i]) == (int)c;
        if (!is_there)
            return false;
    }
    return true;
}

static copse_status refuse_two_kinds(const copse_import_input *input, const copse_kind *other,
                                     copse_error *err)
{
    char next[256];
    snprintf(next, sizeof next, "say which it is: --kind %s=%s or --kind %s=%s", input->label,
             input->kind->name, input->label, other->name);
    return copse_error_set(err, COPSE_E_DATA, input->label, next,
                           "the columns are those of %s as well as of %s", input->kind->meaning,
                           other->meaning);
}

/* Reports have their title above the header: look for it a few lines down. */
static copse_status look_below(copse_import_input *input, copse_import_run *run, const copse_kind **other,
                               copse_error *err)
{
    enum { MOST_ABOVE = 8 };
    copse_status st = COPSE_OK;
    for (size_t n = 1; st == COPSE_OK && !input->kind && input->names && n <= MOST_ABOVE; n++) {
        st = copse_import_sniff_below(input, run, n, err);
        if (st == COPSE_OK && input->n_names > 1)
            input->kind = copse_store_kind_guess(other, input->names, input->n_names);
    }
    return st == COPSE_OK && !input->kind ? copse_import_sniff_below(input, run, 0, err) : st;
}

static copse_status guess(copse_import_input *input, copse_import_run *run, const copse_kind **other,
                          copse_error *err)
{
    bool is_list = false;
    input->kind = copse_store_kind_guess(other, input->names, input->n_names);
    if (input->kind || !input->names)
        return COPSE_OK;
    copse_status st = copse_import_sniff_list(&is_list, input, run, err);
    if (st == COPSE_OK && is_list)
        input->kind = copse_store_kind_find("list");
    return st == COPSE_OK && !is_list ? look_below(input, run, other, err) : st;
}

/* Names that portals and people give to every such file: of which group it is, they do not say. */
static copse_status check_group(const copse_import_input *input, copse_error *err)
{
    if (input->is_mapped || !copse_import_needs_group(input) ||
        !copse_store_kind_is_word(input->group, "exportGroupMember*|export*|download*|members|team|users|group|"
                                                "list|mailing list|emails"))
        return COPSE_OK;
    return copse_error_set(err, COPSE_E_DATA, input->label,
                           "name the file after the group, or write group = \"its name\" into a mapping (--map)",
                           "which group the file lists is not said: CoPs are named after such files, and '%s' is no "
                           "name for one",
                           input->group);
}

/* A file named after a table whose columns it has is that; else its header says; else its name after all. */
static copse_status decide(copse_import_input *input, copse_import_run *run, const char *name,
                           copse_error *err)
{
    const copse_format_table *format = table_of(name);
    const copse_kind *other = NULL;
    bool is_native = format && has_columns_of(input, format);
    const copse_map_section *section = copse_import_section_for(run, name, is_native);
    copse_status st = given_kind(&input->kind, run, name, err);
    input->is_given = input->kind != NULL;
    if (st == COPSE_OK && section)
        st = copse_import_apply_section(input, run, section, err);
    if (st != COPSE_OK)
        return st;
    input->is_decisions = !input->kind && !section && !format && copse_import_is_decisions(input);
    if (input->is_decisions)
        return COPSE_OK;
    if (!input->kind && !is_native)
        st = guess(input, run, &other, err);
    if (st == COPSE_OK && other)
        return refuse_two_kinds(input, other, err);
    if (st != COPSE_OK)
        return st;
    if (!input->kind) {
        input->format = format;
        return COPSE_OK;
    }
    if (!input->group && !(input->group = copse_import_group_of(run, input->label)))
        return copse_error_nomem(err);
    return check_group(input, err);
}

/* The last input is none. Texts are listed as left out only where they look like data. */
static copse_status leave_last_out(copse_import_run *run, copse_error *err)
{
    const copse_import_input *input = &run->inputs[run->n_inputs - 1];
    if (!is_table(input->label)) {
        run->n_inputs--;
        return COPSE_OK;
    }
    if (!copse_memory_grow((void **)&run->unknown, &run->unknown_capacity, run->n_unknown,
                           sizeof *run->unknown))
        return copse_error_nomem(err);
    run->unknown[run->n_unknown] = *input;
    run->unknown[run->n_unknown].format = NULL;
    run->n_unknown++;
    run->n_inputs--;
    return COPSE_OK;
}

/* @param n_given  how many inputs --use has settled */
static copse_status take_name(copse_import_run *run, const char *dir, const char *name, size_t n_given,
                              copse_error *err)
{
    copse_import_input *input;
    const char *path = copse_arena_format(run->arena, "%s/%s", dir, name);
    if (!path)
        return copse_error_nomem(err);
    if (!is_data(name) || !is_file(path) || is_taken(run, path))
        return COPSE_OK;

    copse_status st = add_input(&input, run, path, err);
    if (st == COPSE_OK)
        st = copse_import_sniff(input, run, err);
    if (st == COPSE_OK)
        st = decide(input, run, name, err);
    if (st != COPSE_OK)
        return st;
    const copse_import_input *same = input->format ? input_for(run, input->format) : NULL;
    bool is_another = same && same != input;
    if (is_another && (size_t)(same - run->inputs) >= n_given)
        return copse_error_set(err, COPSE_E_DATA, path,
                               "remove one of the two, or choose with --use TABLE=FILE",
                               "the folder has two files for the table %s", input->format->stem);
    return is_another || (!input->kind && !input->format && !input->is_decisions) ? leave_last_out(run, err) : COPSE_OK;
}

/* ---- the folder ---- */

static size_t place_of(const copse_import_input *input)
{
    size_t n, place = 0;
    if (input->is_decisions)
        return 0;
    const copse_format_table *tables = copse_store_format(&n);
    if (input->format)
        return (size_t)(input->format - tables);
    for (const copse_kind *kind; (kind = copse_store_kind_at(place)) != NULL && kind != input->kind;)
        place++; /* what a mapping says comes last */
    return n + place;
}

static int compare_inputs(const void *a, const void *b)
{
    size_t x = place_of(a), y = place_of(b);
    if (x != y)
        return x < y ? -1 : 1;
    return strcmp(((const copse_import_input *)a)->label, ((const copse_import_input *)b)->label);
}

static copse_status refuse_nothing(const char *given, copse_error *err)
{
    if (is_file(given))
        return copse_error_set(err, COPSE_E_NOT_FOUND, given,
                               "say what it is: --kind KIND, --map MAPPING, or --use TABLE=FILE with its folder",
                               "the file is named after no table, and is no export that is known");
    return copse_error_set(err, COPSE_E_NOT_FOUND, given,
                           "name files after the tables (members.csv, memberships.csv…); "
                           "`copse template` writes them all",
                           "nothing in the folder is named after a table, or is an export that is known");
}

/* One file is a folder that has no other: *dir becomes the folder that it is in. */
static copse_status take_apart(const char **dir, names *list, copse_import_run *run, copse_error *err)
{
    const char *slash = strrchr(*dir, '/');
    copse_status st = add_name(list, slash ? slash + 1 : *dir, err);
    *dir = !slash ? "." : copse_arena_format(run->arena, "%.*s", (int)(slash - *dir + (slash == *dir)), *dir);
    return st == COPSE_OK && !*dir ? copse_error_nomem(err) : st;
}

copse_status copse_import_match_folder(copse_import_run *run, const char *dir, copse_error *err)
{
    const char *given = dir;
    names list = {0};
    copse_status st = is_file(dir) ? take_apart(&dir, &list, run, err) : list_folder(&list, dir, err);
    if (st == COPSE_OK)
        st = copse_import_read_map(run, err);
    for (size_t i = 0; st == COPSE_OK && i < run->options->n_uses; i++)
        st = take_use(run, dir, &run->options->uses[i], err);
    const size_t n_given = run->n_inputs;
    for (size_t i = 0; st == COPSE_OK && i < list.n; i++)
        st = take_name(run, dir, list.items[i], n_given, err);
    free_names(&list);
    if (st == COPSE_OK)
        st = copse_import_check_sections(run, err);
    if (st != COPSE_OK)
        return st;
    if (run->n_inputs == 0)
        return refuse_nothing(given, err);
    qsort(run->inputs, run->n_inputs, sizeof *run->inputs, compare_inputs);
    return COPSE_OK;
}
