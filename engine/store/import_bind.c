/* A part of a kind held against the header of one file: which fields make which columns. */
#include "store/import_internal.h"

#include <string.h>

static bool is_in(const copse_import_fields *fields, int field)
{
    for (size_t i = 0; i < fields->n; i++)
        if (fields->at[i] == field)
            return true;
    return false;
}

/* The fields of the alternatives in names, the best first: the cell is the first of them that is
 * filled. */
static copse_import_fields alternatives_in(const char *names, const copse_import_input *input)
{
    copse_import_fields fields = {{0}, 0};
    char name[256];
    for (const char *at = names; at && *at && fields.n < COPSE_KIND_LEVELS;) {
        size_t n = strcspn(at, "|");
        if (n < sizeof name) {
            memcpy(name, at, n);
            name[n] = '\0';
            int field = copse_store_kind_column(name, input->names, input->n_names);
            if (field >= 0 && !is_in(&fields, field))
                fields.at[fields.n++] = field;
        }
        at += n + (at[n] != '\0');
    }
    return fields;
}

/* One field for each of the columns in names, + between them; those that the file lacks are passed
 * over. */
static copse_import_fields list_in(const char *names, const copse_import_input *input)
{
    copse_import_fields fields = {{0}, 0};
    char name[512];
    for (const char *at = names; at && *at && fields.n < COPSE_KIND_LEVELS;) {
        size_t n = strcspn(at, "+");
        if (n < sizeof name) {
            memcpy(name, at, n);
            name[n] = '\0';
            int field = copse_store_kind_column(name, input->names, input->n_names);
            if (field >= 0)
                fields.at[fields.n++] = field;
        }
        at += n + (at[n] != '\0');
    }
    return fields;
}

static bool is_list(copse_kind_make make)
{
    return make == COPSE_MAKE_JOINED || make == COPSE_MAKE_LOWEST;
}

/* Connections have two ends, or they are none. */
static size_t least_columns(copse_kind_axis axis)
{
    return axis == COPSE_EACH_TIE || axis == COPSE_EACH_SEAT ? 2 : 1;
}

static copse_import_fields fields_of(const copse_kind_column *column,
                                     const copse_import_input *input)
{
    if (column->make == COPSE_MAKE_CONSTANT)
        return (copse_import_fields){{0}, 0};
    return is_list(column->make) ? list_in(column->names, input)
                                 : alternatives_in(column->names, input);
}

bool copse_import_has_part(const copse_import_input *input, const copse_kind_part *part)
{
    if (part->of && list_in(part->of, input).n < least_columns(part->axis))
        return false;
    return !part->only_with ||
           copse_store_kind_column(part->only_with, input->names, input->n_names) >= 0;
}

/* Where a value stands in the file, to tell what is wrong with it. */
static int place_of(const copse_import_file *file, size_t c)
{
    const copse_import_view *view = &file->view;
    copse_kind_make make = view->columns[c]->make;
    if (view->fields[c].n > 0)
        return view->fields[c].at[0];
    if (make == COPSE_MAKE_SECOND_END)
        return view->axis.at[1];
    if (make == COPSE_MAKE_ITEM || make == COPSE_MAKE_ABOVE || make == COPSE_MAKE_FIRST_END)
        return view->axis.n > 0 ? view->axis.at[0] : -1;
    for (size_t i = 0; make == COPSE_MAKE_MEMBER && i < file->input->kind->n_identifiers; i++)
        if (view->identifiers[i] >= 0)
            return view->identifiers[i];
    return -1;
}

static bool is_made(const copse_import_view *view, size_t c)
{
    const copse_kind_column *column = view->columns[c];
    return column && (view->fields[c].n > 0 || !column->names ||
                      column->make == COPSE_MAKE_CONSTANT || column->make == COPSE_MAKE_GROUP);
}

void copse_import_view_open(copse_import_file *file, const copse_kind_part *part)
{
    copse_import_view *view = &file->view;
    const copse_import_input *input = file->input;
    view->part = part;
    for (size_t c = 0; c < COPSE_IMPORT_COLUMNS; c++)
        file->field_of[c] = -1;
    if (!part)
        return;
    file->n_fields = input->n_names;
    view->axis = list_in(part->of, input);
    view->when =
        part->when ? copse_store_kind_column(part->when, input->names, input->n_names) : -1;
    for (size_t i = 0; i < input->kind->n_identifiers; i++)
        view->identifiers[i] = copse_store_kind_column(input->kind->identifiers[i].names,
                                                       input->names, input->n_names);
    for (size_t i = 0; i < input->kind->n_filters; i++)
        view->filters[i] =
            copse_store_kind_column(input->kind->filters[i].names, input->names, input->n_names);
    for (size_t i = 0; i < part->n_columns; i++) {
        int c = copse_store_format_index(file->format, part->columns[i].target);
        if (file->has[c])
            continue; /* the part has another way of making it, and the file has that */
        view->columns[c] = &part->columns[i];
        view->fields[c] = fields_of(&part->columns[i], input);
        file->has[c] = is_made(view, (size_t)c);
        file->field_of[c] = place_of(file, (size_t)c);
    }
}

void copse_import_view_close(copse_import_view *view)
{
    for (size_t c = 0; c < COPSE_IMPORT_COLUMNS; c++)
        copse_text_free(&view->made[c]);
    copse_text_free(&view->key);
    copse_memory_free(view->items);
}

static void mark(bool *used, copse_import_fields fields)
{
    for (size_t i = 0; i < fields.n; i++)
        used[fields.at[i]] = true;
}

void copse_import_mark_used(bool *used, const copse_import_input *input)
{
    const copse_kind *kind = input->kind;
    for (size_t p = 0; p < kind->n_parts; p++) {
        const copse_kind_part *part = &kind->parts[p];
        mark(used, list_in(part->of, input));
        mark(used, alternatives_in(part->when, input));
        for (size_t c = 0; c < part->n_columns; c++)
            mark(used, fields_of(&part->columns[c], input));
    }
    for (size_t i = 0; i < kind->n_identifiers; i++)
        mark(used, alternatives_in(kind->identifiers[i].names, input));
    for (size_t i = 0; i < kind->n_filters; i++)
        mark(used, alternatives_in(kind->filters[i].names, input));
}

bool copse_import_needs_group(const copse_import_input *input)
{
    for (size_t p = 0; p < input->kind->n_parts; p++)
        for (size_t c = 0; c < input->kind->parts[p].n_columns; c++) {
            const copse_kind_column *column = &input->kind->parts[p].columns[c];
            if (column->make == COPSE_MAKE_GROUP && fields_of(column, input).n == 0)
                return true;
        }
    return false;
}
