/*
 * A row of another system's export as rows of ours.
 *
 * One record makes as many rows of a table as it has items, levels, identifiers
 * or connections for it; import_value.c says what is in each. Nothing is kept: a
 * file is read once for each table that it fills.
 */
#include "store/import_internal.h"

#include <string.h>

/* ---- one record ---- */

static copse_status add_item(copse_import_view *view, const char *text, const char *other,
                             int field, copse_error *err)
{
    if (!copse_memory_grow((void **)&view->items, &view->item_capacity, view->n_items,
                           sizeof *view->items))
        return copse_error_nomem(err);
    view->items[view->n_items++] = (copse_import_item){text, other, field};
    return COPSE_OK;
}

/*
 * The items of a list are cut apart where they stand: nothing else of this table reads the cell.
 * @param other  of each item
 */
static copse_status split(copse_import_view *view, int field, const char *other, copse_error *err)
{
    const char *separators = view->part->separators ? view->part->separators : ";\n\r";
    copse_status st = COPSE_OK;
    for (char *at = view->record.fields[field]; st == COPSE_OK && *at;) {
        size_t n = strcspn(at, separators);
        bool is_last = at[n] == '\0';
        at[n] = '\0';
        char *item = copse_store_trim(at);
        if (item[0] != '\0')
            st = add_item(view, item, other, field, err);
        at += n + !is_last;
    }
    return st;
}

/* A level that only repeats the one above it is none. */
static copse_status list_levels(copse_import_view *view, copse_error *err)
{
    copse_status st = COPSE_OK;
    for (size_t i = 0; st == COPSE_OK && i < view->axis.n; i++) {
        const char *text = copse_import_field_text(view, view->axis.at[i]);
        if (text[0] == '\0' ||
            (view->n_items > 0 && strcmp(view->items[view->n_items - 1].text, text) == 0))
            continue;
        st = add_item(view, text, NULL, view->axis.at[i], err);
    }
    return st;
}

static copse_status list_identifiers(copse_import_view *view, const copse_kind *kind,
                                     copse_error *err)
{
    copse_status st = COPSE_OK;
    for (size_t i = 0; st == COPSE_OK && i < kind->n_identifiers; i++) {
        const char *text = copse_import_field_text(view, view->identifiers[i]);
        if (text[0] != '\0')
            st = add_item(view, text, kind->identifiers[i].system, view->identifiers[i], err);
    }
    return st;
}

/*
 * Connections of two people, or of a person and a CoP; a connection of any other
 * kind makes no row. The person comes first.
 */
static copse_status list_connections(copse_import_view *view, copse_import_run *run,
                                     copse_error *err)
{
    const copse_format_table *communities = copse_store_format_find("communities");
    const char *from = copse_import_field_text(view, view->axis.at[0]);
    bool is_cop = false, is_other_cop, wants_seats = view->part->axis == COPSE_EACH_SEAT;
    size_t n = 0;
    copse_status st = copse_import_is_called(&is_cop, run, communities, from, err);
    if (st == COPSE_OK)
        st = split(view, view->axis.at[1], from, err);
    for (size_t i = 0; st == COPSE_OK && i < view->n_items; i++) {
        copse_import_item item = view->items[i];
        st = copse_import_is_called(&is_other_cop, run, communities, item.text, err);
        if (st != COPSE_OK || (wants_seats ? is_cop == is_other_cop : is_cop || is_other_cop))
            continue;
        if (!is_cop)
            item = (copse_import_item){item.other, item.text, view->axis.at[0]};
        view->items[n++] = item;
    }
    view->n_items = n;
    return st;
}

static copse_status list_items(copse_import_view *view, copse_import_run *run,
                               const copse_kind *kind, copse_error *err)
{
    copse_status st = COPSE_OK;
    switch (view->part->axis) {
    case COPSE_EACH_ROW:
        return add_item(view, "", NULL, -1, err);
    case COPSE_EACH_ITEM:
        for (size_t i = 0; st == COPSE_OK && i < view->axis.n; i++)
            st = split(view, view->axis.at[i], NULL, err);
        return st;
    case COPSE_EACH_LEVEL:
        return list_levels(view, err);
    case COPSE_EACH_IDENTIFIER:
        return list_identifiers(view, kind, err);
    case COPSE_EACH_TIE:
    case COPSE_EACH_SEAT:
        return list_connections(view, run, err);
    }
    return st;
}

/* Guests and the like, and rows that are of another table. */
static bool is_left_out(copse_import_file *file)
{
    const copse_import_view *view = &file->view;
    const copse_kind *kind = file->input->kind;
    for (size_t i = 0; i < kind->n_filters; i++)
        if (copse_store_kind_is_word(copse_import_field_text(view, view->filters[i]),
                                     kind->filters[i].words)) {
            file->n_filtered[i]++;
            return true;
        }
    if (!view->part->when)
        return false;
    const char *text = copse_import_field_text(view, view->when);
    return text[0] == '\0' ? !view->part->or_blank
                           : !copse_store_kind_is_word(text, view->part->is);
}

/* A row in which nothing is named makes no row of what it would name. */
static bool names_nothing(const copse_import_file *file)
{
    int field;
    for (size_t c = 0; c < file->format->n_columns; c++) {
        const copse_kind_column *how = file->view.columns[c];
        if (how && how->is_name && how->make == COPSE_MAKE_CELL &&
            file->format->columns[c].is_required &&
            copse_import_first_filled(&field, &file->view, file->view.fields[c])[0] == '\0')
            return true;
    }
    return false;
}

static bool asks_for_member(const copse_import_view *view)
{
    for (size_t i = 0; i < view->part->n_columns; i++)
        if (view->part->columns[i].make == COPSE_MAKE_MEMBER)
            return true;
    return false;
}

/* A mail address is the same in any case: one way of writing it, or every source would write it
 * anew. */
static void fold_addresses(const copse_import_view *view, const copse_kind *kind)
{
    for (size_t i = 0; i < kind->n_identifiers; i++) {
        char *text = view->identifiers[i] < 0 ? "" : view->record.fields[view->identifiers[i]];
        for (bool is_mail = strchr(text, '@') != NULL; is_mail && *text; text++)
            if (*text >= 'A' && *text <= 'Z')
                *text = (char)(*text - 'A' + 'a');
    }
}

/* Said for one of the tables that the row fills. @return 0, the whole row; -1: it is said elsewhere
 */
static int64_t say_of_nobody(copse_import_run *run, copse_import_file *file)
{
    const copse_kind *kind = file->input->kind;
    const char *joint = "";
    if (!file->input->teller)
        file->input->teller = file->format->stem;
    if (strcmp(file->input->teller, file->format->stem) != 0)
        return -1;
    copse_text_append(&run->what, "nothing says who the row is of: ");
    for (size_t i = 0; i < kind->n_identifiers; i++) {
        int field = file->view.identifiers[i];
        if (field < 0)
            continue;
        copse_text_format(&run->what, "%s%s", joint, file->input->names[field]);
        joint = ", ";
    }
    copse_text_append(&run->what, joint[0] ? " is blank" : "no column does");
    copse_text_append(&run->next, "fill one in, or remove the row");
    return 0;
}

/* Whoever could not be taken with the people is in no other table: why not is told there. */
static bool is_told_with_people(const copse_import_file *file)
{
    const copse_kind *kind = file->input->kind;
    if (strcmp(file->format->stem, "members") == 0)
        return false;
    for (size_t p = 0; p < kind->n_parts; p++)
        if (strcmp(kind->parts[p].table, "members") == 0)
            return true;
    return false;
}

copse_status copse_import_view_begin(bool *is_forgotten, int64_t *fault_column,
                                     copse_import_run *run, copse_import_file *file,
                                     const copse_csv_record *record, copse_error *err)
{
    copse_import_view *view = &file->view;
    copse_status st = COPSE_OK;
    *is_forgotten = false;
    *fault_column = -1;
    view->record = *record;
    view->item = view->n_items = 0;
    view->member = 0;
    view->member_key = NULL;
    if (!view->part)
        return add_item(view, "", NULL, -1, err);
    if (is_left_out(file) || names_nothing(file))
        return COPSE_OK;
    fold_addresses(view, file->input->kind);
    if (asks_for_member(view)) {
        st = copse_import_find_member(is_forgotten, run, file, err);
        if (st != COPSE_OK || *is_forgotten)
            return st;
        if (!view->member_key) {
            *fault_column = say_of_nobody(run, file);
            return COPSE_OK;
        }
        if (view->member == 0 && is_told_with_people(file))
            return COPSE_OK;
    }
    return list_items(view, run, file->input->kind, err);
}

bool copse_import_view_next(copse_import_file *file)
{
    copse_import_view *view = &file->view;
    if (view->item == view->n_items)
        return false;
    view->item++;
    return true;
}
