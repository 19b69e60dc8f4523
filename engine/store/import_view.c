/*
 * A row of another system's export as rows of ours.
 *
 * The part of the kind says what each column of a native table is made of; here
 * that is made for one record after the other. Nothing is kept: a file is read
 * once for each table that it fills.
 */
#include "store/import_internal.h"

#include <string.h>

/* ---- one record ---- */

static const char *field_text(const copse_import_view *view, int field)
{
    return field < 0 ? "" : copse_store_trim(view->record.fields[field]);
}

static const char *first_filled(int *field, const copse_import_view *view, copse_import_fields fields)
{
    for (size_t i = 0; i < fields.n; i++) {
        const char *text = field_text(view, fields.at[i]);
        *field = fields.at[i];
        if (text[0] != '\0')
            return text;
    }
    return "";
}

static copse_status add_item(copse_import_view *view, const char *text, const char *system, int field,
                             copse_error *err)
{
    if (!copse_memory_grow((void **)&view->items, &view->item_capacity, view->n_items,
                           sizeof *view->items))
        return copse_error_nomem(err);
    view->items[view->n_items++] = (copse_import_item){text, system, field};
    return COPSE_OK;
}

/* The items of a list are cut apart where they stand: nothing else of this table reads the cell. */
static copse_status split(copse_import_view *view, int field, copse_error *err)
{
    const char *separators = view->part->separators ? view->part->separators : ";\n\r";
    copse_status st = COPSE_OK;
    for (char *at = view->record.fields[field]; st == COPSE_OK && *at;) {
        size_t n = strcspn(at, separators);
        bool is_last = at[n] == '\0';
        at[n] = '\0';
        char *item = copse_store_trim(at);
        if (item[0] != '\0')
            st = add_item(view, item, NULL, field, err);
        at += n + !is_last;
    }
    return st;
}

/* A level that only repeats the one above it is none. */
static copse_status list_levels(copse_import_view *view, copse_error *err)
{
    copse_status st = COPSE_OK;
    for (size_t i = 0; st == COPSE_OK && i < view->axis.n; i++) {
        const char *text = field_text(view, view->axis.at[i]);
        if (text[0] == '\0' ||
            (view->n_items > 0 && strcmp(view->items[view->n_items - 1].text, text) == 0))
            continue;
        st = add_item(view, text, NULL, view->axis.at[i], err);
    }
    return st;
}

static copse_status list_identifiers(copse_import_view *view, const copse_kind *kind, copse_error *err)
{
    copse_status st = COPSE_OK;
    for (size_t i = 0; st == COPSE_OK && i < kind->n_identifiers; i++) {
        const char *text = field_text(view, view->identifiers[i]);
        if (text[0] != '\0')
            st = add_item(view, text, kind->identifiers[i].system, view->identifiers[i], err);
    }
    return st;
}

static copse_status list_items(copse_import_view *view, const copse_kind *kind, copse_error *err)
{
    copse_status st = COPSE_OK;
    switch (view->part->axis) {
    case COPSE_EACH_ROW:
        return add_item(view, "", NULL, -1, err);
    case COPSE_EACH_ITEM:
        for (size_t i = 0; st == COPSE_OK && i < view->axis.n; i++)
            st = split(view, view->axis.at[i], err);
        return st;
    case COPSE_EACH_LEVEL:
        return list_levels(view, err);
    case COPSE_EACH_IDENTIFIER:
        return list_identifiers(view, kind, err);
    }
    return st;
}

/* Guests and the like, and rows that are of another table. */
static bool is_left_out(copse_import_file *file)
{
    const copse_import_view *view = &file->view;
    const copse_kind *kind = file->input->kind;
    for (size_t i = 0; i < kind->n_filters; i++)
        if (copse_store_kind_is_word(field_text(view, view->filters[i]), kind->filters[i].words)) {
            file->n_filtered[i]++;
            return true;
        }
    if (!view->part->when)
        return false;
    const char *text = field_text(view, view->when);
    return text[0] == '\0' ? !view->part->or_blank : !copse_store_kind_is_word(text, view->part->is);
}

/* A row in which nothing is named makes no row of what it would name. */
static bool names_nothing(const copse_import_file *file)
{
    int field;
    for (size_t c = 0; c < file->format->n_columns; c++) {
        const copse_kind_column *how = file->view.columns[c];
        if (how && how->is_name && how->make == COPSE_MAKE_CELL && file->format->columns[c].is_required &&
            first_filled(&field, &file->view, file->view.fields[c])[0] == '\0')
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

/* A mail address is the same in any case: one way of writing it, or every source would write it anew. */
static void fold_addresses(const copse_import_view *view, const copse_kind *kind)
{
    for (size_t i = 0; i < kind->n_identifiers; i++) {
        char *text = view->identifiers[i] < 0 ? "" : view->record.fields[view->identifiers[i]];
        for (bool is_mail = strchr(text, '@') != NULL; is_mail && *text; text++)
            if (*text >= 'A' && *text <= 'Z')
                *text = (char)(*text - 'A' + 'a');
    }
}

/* Said for one of the tables that the row fills. @return 0, the whole row; -1: it is said elsewhere */
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

copse_status copse_import_view_begin(bool *is_forgotten, int64_t *fault_column, copse_import_run *run,
                                     copse_import_file *file, const copse_csv_record *record,
                                     copse_error *err)
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
    }
    return list_items(view, file->input->kind, err);
}

bool copse_import_view_next(copse_import_file *file)
{
    copse_import_view *view = &file->view;
    if (view->item == view->n_items)
        return false;
    view->item++;
    return true;
}

/* ---- one value ---- */

static copse_status join(const char **out, copse_import_view *view, size_t column, copse_error *err)
{
    copse_text *made = &view->made[column];
    const copse_import_fields *fields = &view->fields[column];
    copse_text_clear(made);
    for (size_t i = 0; i < fields->n; i++) {
        const char *text = field_text(view, fields->at[i]);
        if (text[0] != '\0')
            copse_text_format(made, "%s%s", made->length > 0 ? " " : "", text);
    }
    *out = copse_text_get(made);
    return made->failed ? copse_error_nomem(err) : COPSE_OK;
}

/* The key of the team at the end of the first n names, each below the one before it. */
static copse_status follow(const char **out, copse_import_run *run, const char *const *names, size_t n,
                           copse_error *err)
{
    const copse_format_table *teams = copse_store_format_find("teams");
    copse_status st = COPSE_OK;
    *out = "";
    for (size_t i = 0; st == COPSE_OK && i < n; i++)
        st = copse_import_key_of_name(out, run, teams, names[i], *out, true, err);
    return st;
}

static copse_status lowest(const char **out, int *field, copse_import_run *run, copse_import_view *view,
                           size_t column, copse_error *err)
{
    const char *names[COPSE_KIND_LEVELS];
    const copse_import_fields *fields = &view->fields[column];
    size_t n = 0;
    for (size_t i = 0; i < fields->n; i++) {
        const char *text = field_text(view, fields->at[i]);
        if (text[0] == '\0' || (n > 0 && strcmp(names[n - 1], text) == 0))
            continue;
        *field = fields->at[i];
        names[n++] = text;
    }
    return follow(out, run, names, n, err);
}

/* The key of the team above the item in hand; with_item: of its own. */
static copse_status above(const char **out, copse_import_run *run, const copse_import_view *view,
                          bool with_item, copse_error *err)
{
    const char *names[COPSE_KIND_LEVELS];
    size_t n = 0;
    while (n < view->item - 1 + with_item) {
        names[n] = view->items[n].text;
        n++;
    }
    return follow(out, run, names, n, err);
}

/* @param[out] out  of the value before it is looked up as a name */
static copse_status make(const char **out, int *field, copse_import_run *run, copse_import_file *file,
                         size_t column, copse_error *err)
{
    copse_import_view *view = &file->view;
    const copse_kind_column *how = view->columns[column];
    const copse_import_item *item = &view->items[view->item - 1];
    *field = file->field_of[column];
    switch (how->make) {
    case COPSE_MAKE_CELL:
        *out = first_filled(field, view, view->fields[column]);
        return COPSE_OK;
    case COPSE_MAKE_JOINED:
        return join(out, view, column, err);
    case COPSE_MAKE_CONSTANT:
        *out = how->names;
        return COPSE_OK;
    case COPSE_MAKE_GROUP:
        *out = file->input->group;
        return COPSE_OK;
    case COPSE_MAKE_MEMBER:
        *out = view->member_key;
        return COPSE_OK;
    case COPSE_MAKE_ITEM:
        *out = item->text;
        *field = item->field;
        return COPSE_OK;
    case COPSE_MAKE_SYSTEM:
        *out = item->system;
        *field = item->field;
        return COPSE_OK;
    case COPSE_MAKE_ABOVE:
        *field = item->field;
        return above(out, run, view, false, err);
    case COPSE_MAKE_LOWEST:
        return lowest(out, field, run, view, column, err);
    }
    return COPSE_OK;
}

/*
 * The name of what was found by its name: it has one already, perhaps written in
 * another way, and every file that names it would write it anew.
 */
static copse_status is_name_known(bool *out, copse_import_run *run, copse_import_file *file,
                                  size_t column, copse_error *err)
{
    const copse_kind_column *key = file->view.columns[0];
    int64_t id = 0;
    int field;
    const char *text;
    *out = false;
    if (!key || !key->is_name || strcmp(file->format->columns[column].name, "name") != 0)
        return COPSE_OK;
    copse_status st = copse_import_view_text(&text, &field, run, file, 0, err);
    if (st == COPSE_OK)
        st = copse_import_find_key(&id, run, file->format->stem, text, err);
    *out = id != 0;
    return st;
}

/* The table whose things a column names. */
static const copse_format_table *named_table(const copse_import_file *file, size_t column)
{
    const copse_format_column *target = &file->format->columns[column];
    return target->kind == COPSE_CELL_KEY ? file->format : copse_store_format_find(target->refers_to);
}

copse_status copse_import_view_text(const char **out, int *field, copse_import_run *run,
                                    copse_import_file *file, size_t column, copse_error *err)
{
    const copse_import_view *view = &file->view;
    if (!view->part) {
        *field = file->field_of[column];
        *out = field_text(view, *field);
        return COPSE_OK;
    }
    const copse_kind_column *how = view->columns[column];
    copse_status st = make(out, field, run, file, column, err);
    if (st != COPSE_OK || (*out)[0] == '\0')
        return st;
    const char *read = how->read ? how->read(*out) : NULL;
    if (read)
        *out = read;
    bool is_known = false;
    if (!how->is_name && (st = is_name_known(&is_known, run, file, column, err)) == COPSE_OK && is_known)
        *out = "";
    if (st != COPSE_OK || !how->is_name)
        return st;
    bool is_own_key = file->format->columns[column].kind == COPSE_CELL_KEY;
    if (view->part->axis == COPSE_EACH_LEVEL && is_own_key)
        return above(out, run, view, true, err);
    st = copse_import_key_of_name(out, run, named_table(file, column), *out, NULL, is_own_key, err);
    if (st == COPSE_OK && !*out) {
        *out = "";
        file->n_unclear++;
    }
    return st;
}
