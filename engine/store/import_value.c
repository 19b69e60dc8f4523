/* What is in each column of a row that another system's export makes. */
#include "store/import_internal.h"

#include <string.h>

const char *copse_import_field_text(const copse_import_view *view, int field)
{
    return field < 0 ? "" : copse_store_trim(view->record.fields[field]);
}

const char *copse_import_first_filled(int *field, const copse_import_view *view,
                                      copse_import_fields fields)
{
    for (size_t i = 0; i < fields.n; i++) {
        const char *text = copse_import_field_text(view, fields.at[i]);
        *field = fields.at[i];
        if (text[0] != '\0')
            return text;
    }
    return "";
}

static copse_status join(const char **out, copse_import_view *view, size_t column, copse_error *err)
{
    copse_text *made = &view->made[column];
    const copse_import_fields *fields = &view->fields[column];
    copse_text_clear(made);
    for (size_t i = 0; i < fields->n; i++) {
        const char *text = copse_import_field_text(view, fields->at[i]);
        if (text[0] != '\0')
            copse_text_format(made, "%s%s", made->length > 0 ? " " : "", text);
    }
    *out = copse_text_get(made);
    return made->failed ? copse_error_nomem(err) : COPSE_OK;
}

/*
 * The key of the team at the end of the first n names, each below the one before it.
 * @param is_path  the first is at the top; else the file has no levels, and it may stand anywhere
 */
static copse_status follow(const char **out, copse_import_run *run, const char *const *names,
                           size_t n, bool is_path, copse_error *err)
{
    const copse_format_table *teams = copse_store_format_find("teams");
    copse_status st = COPSE_OK;
    *out = is_path ? "" : NULL;
    for (size_t i = 0; st == COPSE_OK && i < n; i++)
        st = copse_import_key_of_name(out, run, teams, names[i], *out, true, err);
    if (!*out || n == 0)
        *out = "";
    return st;
}

static copse_status lowest(const char **out, int *field, copse_import_run *run,
                           copse_import_view *view, size_t column, copse_error *err)
{
    const char *names[COPSE_KIND_LEVELS];
    const copse_import_fields *fields = &view->fields[column];
    size_t n = 0;
    for (size_t i = 0; i < fields->n; i++) {
        const char *text = copse_import_field_text(view, fields->at[i]);
        if (text[0] == '\0' || (n > 0 && strcmp(names[n - 1], text) == 0))
            continue;
        *field = fields->at[i];
        names[n++] = text;
    }
    return follow(out, run, names, n, fields->n > 1, err);
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
    return follow(out, run, names, n, view->axis.n > 1, err);
}

/* ---- values of vocabularies and connections ---- */

/* Items that exports separate by ; | or line breaks, as the native format has them. */
static copse_status list(const char **out, copse_import_view *view, size_t column, const char *text,
                         copse_error *err)
{
    copse_text *made = &view->made[column];
    copse_text_clear(made);
    while (*text) {
        size_t n = strcspn(text, ";|\n\r"), start = strspn(text, " ");
        size_t end = n;
        while (end > start && text[end - 1] == ' ')
            end--;
        if (end > start) {
            copse_text_append(made, made->length > 0 ? "; " : "");
            copse_text_append_bytes(made, text + start, end - start);
        }
        text += n + (text[n] != '\0');
    }
    *out = copse_text_get(made);
    return made->failed ? copse_error_nomem(err) : COPSE_OK;
}

#define TREE_GAPS " ;|,\n\r" /* between tree numbers */

static size_t depth_of(const char *number, size_t n)
{
    size_t dots = 0;
    for (size_t i = 0; i < n; i++)
        dots += number[i] == '.';
    return dots;
}

/*
 * What a descriptor stands below: its shortest tree number without the last
 * part. The shortest of what it names there is shorter still, so that no line of
 * broader descriptors comes back to where it began.
 */
static copse_status broader(const char **out, copse_import_view *view, size_t column,
                            const char *text, copse_error *err)
{
    copse_text *made = &view->made[column];
    const char *best = NULL;
    size_t best_length = 0;
    copse_text_clear(made);
    while (*text) {
        text += strspn(text, TREE_GAPS);
        size_t n = strcspn(text, TREE_GAPS);
        if (n > 0 && (!best || depth_of(text, n) < depth_of(best, best_length))) {
            best = text;
            best_length = n;
        }
        text += n;
    }
    while (best_length > 0 && best[--best_length] != '.')
        ;
    if (best)
        copse_text_append_bytes(made, best, best_length);
    *out = copse_text_get(made);
    return made->failed ? copse_error_nomem(err) : COPSE_OK;
}

/* An end of a connection that is a person: by what the other system calls them. */
static copse_status person_at_end(const char **out, copse_import_run *run, copse_import_file *file,
                                  const char *text, copse_error *err)
{
    const char *system = file->input->kind->ends_system;
    int64_t member = 0;
    copse_status st = copse_import_member_called(&member, run, system ? system : "", text, err);
    *out = text;
    file->view.member = member;
    file->view.member_key = text;
    return st;
}

/* @param[out] out  of the value before it is looked up as a name */
static copse_status make(const char **out, int *field, copse_import_run *run,
                         copse_import_file *file, size_t column, copse_error *err)
{
    copse_import_view *view = &file->view;
    const copse_kind_column *how = view->columns[column];
    const copse_import_item *item = &view->items[view->item - 1];
    *field = file->field_of[column];
    switch (how->make) {
    case COPSE_MAKE_CELL:
        *out = copse_import_first_filled(field, view, view->fields[column]);
        return COPSE_OK;
    case COPSE_MAKE_JOINED:
        return join(out, view, column, err);
    case COPSE_MAKE_CONSTANT:
        *out = how->names;
        return COPSE_OK;
    case COPSE_MAKE_GROUP:
        *out = copse_import_first_filled(field, view, view->fields[column]);
        if ((*out)[0] == '\0')
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
        *out = item->other;
        *field = item->field;
        return COPSE_OK;
    case COPSE_MAKE_ABOVE:
        *field = item->field;
        return above(out, run, view, false, err);
    case COPSE_MAKE_LOWEST:
        return lowest(out, field, run, view, column, err);
    case COPSE_MAKE_FIRST_END:
        *field = item->field;
        return person_at_end(out, run, file, item->text, err);
    case COPSE_MAKE_SECOND_END:
        *field = item->field == view->axis.at[0] ? view->axis.at[1] : view->axis.at[0];
        if (how->is_name)
            *out = item->other;
        return how->is_name ? COPSE_OK : person_at_end(out, run, file, item->other, err);
    case COPSE_MAKE_LIST:
        return list(out, view, column, copse_import_first_filled(field, view, view->fields[column]),
                    err);
    case COPSE_MAKE_BROADER:
        return broader(out, view, column,
                       copse_import_first_filled(field, view, view->fields[column]), err);
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
        st = copse_import_find_key(&id, run, file->format, text, err);
    *out = id != 0;
    return st;
}

/* The table whose things a column names. */
static const copse_format_table *named_table(const copse_import_file *file, size_t column)
{
    const copse_format_column *target = &file->format->columns[column];
    return target->kind == COPSE_CELL_KEY ? file->format
                                          : copse_store_format_find(target->refers_to);
}

copse_status copse_import_view_text(const char **out, int *field, copse_import_run *run,
                                    copse_import_file *file, size_t column, copse_error *err)
{
    const copse_import_view *view = &file->view;
    if (!view->part) {
        *field = file->field_of[column];
        *out = copse_import_field_text(view, *field);
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
    if (!how->is_name && (st = is_name_known(&is_known, run, file, column, err)) == COPSE_OK &&
        is_known)
        *out = "";
    if (st != COPSE_OK || !how->is_name)
        return st;
    bool is_own_key = file->format->columns[column].kind == COPSE_CELL_KEY;
    if (view->part->axis == COPSE_EACH_LEVEL && is_own_key)
        return above(out, run, view, true, err);
    st = copse_import_key_of_name(out, run, named_table(file, column), *out, NULL, is_own_key, err);
    if (st == COPSE_OK && !*out) {
        *out = "";
        file->n_unclear += !is_own_key;
        file->unclear_of = named_table(file, column)->stem;
    }
    return st;
}

/* Descriptors name what they stand below by its tree numbers. */
copse_status copse_import_learn_aliases(copse_import_file *file, int64_t id, copse_error *err)
{
    const copse_import_view *view = &file->view;
    int c = copse_store_format_index(file->format, "broader_id"), field;
    if (c < 0 || !view->columns[c] || view->columns[c]->make != COPSE_MAKE_BROADER)
        return COPSE_OK;
    if (!file->aliases && !(file->aliases = copse_map_new()))
        return copse_error_nomem(err);
    const char *text = copse_import_first_filled(&field, view, view->fields[c]);
    char number[64];
    while (*text) {
        text += strspn(text, TREE_GAPS);
        size_t n = strcspn(text, TREE_GAPS);
        if (n > 0 && n < sizeof number) {
            memcpy(number, text, n);
            number[n] = '\0';
            if (!copse_map_set(file->aliases, number, id))
                return copse_error_nomem(err);
        }
        text += n;
    }
    return COPSE_OK;
}
