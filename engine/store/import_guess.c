/* What each file of a folder is taken for, as a person is shown it before anything is done. */
#include "store/import_folder.h"

#include <string.h>

/* ---- mappings ---- */

static const char *name_of_made(const copse_kind_column *column, copse_import_fields fields)
{
    switch (column->make) {
    case COPSE_MAKE_CONSTANT:
        return column->names;
    case COPSE_MAKE_GROUP:
        return fields.n == 0 ? "(the file's name)" : NULL;
    case COPSE_MAKE_MEMBER:
        return "(who the row is of)";
    default:
        return NULL;
    }
}

typedef struct mapping_list {
    copse_import_mapping *items;
    size_t n, capacity;
} mapping_list;

static copse_status add(mapping_list *list, const char *column, const char *table,
                        const char *target, copse_error *err)
{
    if (!copse_memory_grow((void **)&list->items, &list->capacity, list->n, sizeof *list->items))
        return copse_error_nomem(err);
    list->items[list->n++] = (copse_import_mapping){column, table, target};
    return COPSE_OK;
}

static copse_status add_fields(mapping_list *list, const copse_import_input *input,
                               copse_import_fields fields, const char *table, const char *target,
                               copse_error *err)
{
    copse_status st = COPSE_OK;
    for (size_t i = 0; st == COPSE_OK && i < fields.n; i++)
        st = add(list, input->names[fields.at[i]], table, target, err);
    return st;
}

static bool is_of_axis(copse_kind_make make)
{
    return make == COPSE_MAKE_ITEM || make == COPSE_MAKE_FIRST_END || make == COPSE_MAKE_SECOND_END;
}

static copse_status map_part(mapping_list *list, copse_import_input *input,
                             const copse_kind_part *part, copse_error *err)
{
    copse_import_file file = {.format = copse_store_format_find(part->table), .input = input};
    copse_status st = COPSE_OK;
    copse_import_view_open(&file, part);
    for (size_t c = 0; st == COPSE_OK && c < file.format->n_columns; c++) {
        const copse_kind_column *column = file.view.columns[c];
        const char *target = file.format->columns[c].name,
                   *made = column ? name_of_made(column, file.view.fields[c]) : NULL;
        if (!file.has[c])
            continue;
        if (made)
            st = add(list, made, part->table, target, err);
        else if (is_of_axis(column->make) && part->axis != COPSE_EACH_IDENTIFIER)
            st = add_fields(list, input, file.view.axis, part->table, target, err);
        else
            st = add_fields(list, input, file.view.fields[c], part->table, target, err);
    }
    copse_import_view_close(&file.view);
    return st;
}

/* Whom a row is of is told by its identifiers: each is a row of identities. */
static copse_status map_identifiers(mapping_list *list, const copse_import_input *input,
                                    copse_error *err)
{
    copse_status st = COPSE_OK;
    for (size_t i = 0; st == COPSE_OK && i < input->kind->n_identifiers; i++) {
        const copse_kind_identifier *identifier = &input->kind->identifiers[i];
        int field = copse_store_kind_column(identifier->names, input->names, input->n_names);
        if (field >= 0)
            st = add(list, input->names[field], "identities", identifier->system, err);
    }
    return st;
}

static copse_status map_native(mapping_list *list, const copse_import_input *input,
                               copse_error *err)
{
    copse_status st = COPSE_OK;
    for (size_t i = 0; st == COPSE_OK && i < input->n_names; i++) {
        int c = copse_store_format_column(input->format, input->names[i]);
        if (c >= 0)
            st = add(list, input->names[i], input->format->stem, input->format->columns[c].name,
                     err);
    }
    return st;
}

static copse_status map(mapping_list *list, copse_import_input *input, copse_error *err)
{
    copse_status st = COPSE_OK;
    if (input->format)
        return map_native(list, input, err);
    for (size_t p = 0; input->kind && st == COPSE_OK && p < input->kind->n_parts; p++)
        if (copse_import_has_part(input, &input->kind->parts[p]))
            st = map_part(list, input, &input->kind->parts[p], err);
    return input->kind && st == COPSE_OK ? map_identifiers(list, input, err) : st;
}

/* ---- one file ---- */

static copse_status list_dropped(copse_import_guess *guess, const copse_import_input *input,
                                 copse_import_run *run, copse_error *err)
{
    bool used[COPSE_CSV_FIELDS] = {false};
    const char **dropped = copse_arena_take(run->arena, input->n_names, sizeof *dropped);
    if (!dropped)
        return copse_error_nomem(err);
    if (input->kind)
        copse_import_mark_used(used, input);
    for (size_t i = 0; i < input->n_names; i++) {
        bool is_used = used[i] || (input->format &&
                                   copse_store_format_column(input->format, input->names[i]) >= 0);
        if (!is_used && input->names[i][0] != '\0')
            dropped[guess->n_dropped_columns++] = input->names[i];
    }
    guess->dropped_columns = dropped;
    return COPSE_OK;
}

static const char *name_of(const copse_import_input *input)
{
    if (input->is_decisions)
        return "decisions";
    if (input->format)
        return "copse";
    return input->kind ? input->kind->name : NULL;
}

static const char *meaning_of(const copse_import_input *input)
{
    if (input->is_decisions)
        return "answers to what an import asked";
    if (input->format)
        return input->format->meaning;
    return input->kind ? input->kind->meaning : "";
}

static copse_status describe(copse_import_guess *guess, copse_import_input *input,
                             copse_import_run *run, copse_error *err)
{
    mapping_list list = {NULL, 0, 0};
    *guess = (copse_import_guess){
        .file = input->label,
        .kind = name_of(input),
        .meaning = meaning_of(input),
        .is_given = input->is_given,
        .encoding = copse_store_encoding_name(input->look.encoding),
    };
    copse_status st = map(&list, input, err);
    if (st == COPSE_OK) {
        copse_import_mapping *kept = copse_arena_take(run->arena, list.n, sizeof *kept);
        if (kept && list.n > 0)
            memcpy(kept, list.items, list.n * sizeof *kept);
        guess->mappings = kept;
        guess->n_mappings = list.n;
        st = kept ? list_dropped(guess, input, run, err) : copse_error_nomem(err);
    }
    copse_memory_free(list.items);
    return st;
}

copse_status copse_import_list_guesses(copse_import_run *run, copse_error *err)
{
    run->guesses =
        copse_arena_take(run->arena, run->n_inputs + run->n_unknown, sizeof *run->guesses);
    copse_status st = run->guesses ? COPSE_OK : copse_error_nomem(err);
    for (size_t i = 0; st == COPSE_OK && i < run->n_inputs; i++)
        st = describe(&run->guesses[run->n_guesses++], &run->inputs[i], run, err);
    for (size_t i = 0; st == COPSE_OK && i < run->n_unknown; i++)
        st = describe(&run->guesses[run->n_guesses++], &run->unknown[i], run, err);
    return st;
}

/* ---- a folder, before it is imported ---- */

static copse_status guess_folder(copse_import_plan **out, copse_import_run *run, const char *dir,
                                 copse_error *err)
{
    copse_status st = copse_import_match_folder(run, dir, err);
    if (st == COPSE_OK)
        st = copse_import_list_guesses(run, err);
    if (st != COPSE_OK)
        return st;
    copse_import_plan *plan = copse_arena_take(run->arena, 1, sizeof *plan);
    if (!plan)
        return copse_error_nomem(err);
    *plan = (copse_import_plan){
        .n_guesses = run->n_guesses, .guesses = run->guesses, .arena = run->arena};
    run->arena = NULL;
    *out = plan;
    return COPSE_OK;
}

copse_status copse_store_guess(copse_import_plan **out, const char *dir,
                               const copse_import_options *options, const copse_context *ctx,
                               copse_error *err)
{
    const copse_import_options defaults = COPSE_IMPORT_OPTIONS_INIT;
    copse_import_run run = {.ctx = ctx, .options = options ? options : &defaults};
    *out = NULL;
    run.arena = copse_arena_new();
    copse_status st = run.arena ? guess_folder(out, &run, dir, err) : copse_error_nomem(err);
    copse_import_free_run(&run);
    return st;
}

void copse_import_plan_free(copse_import_plan *plan)
{
    if (plan)
        copse_arena_free(plan->arena);
}
