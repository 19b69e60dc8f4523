/* What a mapping file says of the files of a folder. */
#include "store/import_folder.h"

#include <fnmatch.h>
#include <stdio.h>
#include <string.h>

/*
 * What the mapping file says of a file; NULL: nothing. A mapping that names no
 * file means every one that is not one of Copse's own tables.
 */
const copse_map_section *copse_import_section_for(copse_import_run *run, const char *name,
                                                  bool is_native)
{
    for (size_t i = 0; i < run->map.n; i++) {
        bool names_any = strcmp(run->map.items[i].pattern, "*") == 0;
        if ((names_any && is_native) || fnmatch(run->map.items[i].pattern, name, 0) != 0)
            continue;
        run->map_is_used[i] = true;
        return &run->map.items[i];
    }
    return NULL;
}

static copse_status refuse_column(const copse_import_run *run, const copse_import_input *input,
                                  const copse_map_column *column, copse_error *err)
{
    char where[300], next[256] = "it has";
    const char *slash = strrchr(run->options->map, '/');
    snprintf(where, sizeof where, "%s:%lld:%lld", slash ? slash + 1 : run->options->map,
             (long long)column->line, (long long)column->column);
    for (size_t i = 0; i < input->n_names; i++) {
        size_t used = strlen(next);
        snprintf(next + used, sizeof next - used, "%s %s", i > 0 ? "," : "", input->names[i]);
    }
    return copse_error_set(err, COPSE_E_DATA, where, next, "%s has no column '%s'", input->label,
                           column->name);
}

copse_status copse_import_apply_section(copse_import_input *input, const copse_import_run *run,
                                        const copse_map_section *section, copse_error *err)
{
    for (size_t i = 0; i < section->n_columns; i++) {
        bool is_there = false;
        for (size_t k = 0; k < input->n_names && !is_there; k++)
            is_there = strcmp(input->names[k], section->columns[i].name) == 0;
        if (!is_there)
            return refuse_column(run, input, &section->columns[i], err);
    }
    if (section->kind) {
        input->kind = section->kind;
        input->is_given = true;
    }
    input->group = section->group;
    input->is_mapped = true;
    return COPSE_OK;
}

copse_status copse_import_check_sections(const copse_import_run *run, copse_error *err)
{
    for (size_t i = 0; i < run->map.n; i++) {
        char where[300];
        const char *slash = strrchr(run->options->map, '/');
        if (run->map_is_used[i] || strcmp(run->map.items[i].pattern, "*") == 0)
            continue;
        snprintf(where, sizeof where, "%s:%lld", slash ? slash + 1 : run->options->map,
                 (long long)run->map.items[i].line);
        return copse_error_set(err, COPSE_E_DATA, where,
                               "correct the name, or remove what is said of it",
                               "no file of the folder is '%s'", run->map.items[i].pattern);
    }
    return COPSE_OK;
}

copse_status copse_import_read_map(copse_import_run *run, copse_error *err)
{
    if (!run->options->map)
        return COPSE_OK;
    copse_status st = copse_store_read_map(&run->map, run->options->map, run->arena, run->ctx, err);
    if (st == COPSE_OK &&
        !(run->map_is_used = copse_arena_take(run->arena, run->map.n, sizeof *run->map_is_used)))
        st = copse_error_nomem(err);
    return st;
}
