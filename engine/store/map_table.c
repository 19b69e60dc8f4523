/* The tables of a mapping: what fills each of their columns. */
#include "store/map_internal.h"

#include <stdio.h>
#include <string.h>

#include "store/cell.h"

copse_status copse_map_finish_table(const copse_map_reader *m, copse_error *err)
{
    const copse_map_part *p =
        m->section->n_parts > 0 ? &m->section->parts[m->section->n_parts - 1] : NULL;
    for (size_t c = 0; p && c < p->format->n_columns; c++) {
        bool is_there = !p->format->columns[c].is_required;
        for (size_t i = 0; i < p->made.n_columns && !is_there; i++)
            is_there = strcmp(p->columns[i].target, p->format->columns[c].name) == 0;
        if (!is_there)
            return copse_map_fail_at(m, p->line, 0, "say what fills it", err,
                                     "nothing fills %s of table %s", p->format->columns[c].name,
                                     p->format->stem);
    }
    return COPSE_OK;
}

static void list_tables(char *next, size_t size)
{
    size_t n;
    const copse_format_table *all = copse_store_format(&n);
    snprintf(next, size, "use one of");
    for (size_t i = 0; i < n; i++) {
        size_t used = strlen(next);
        snprintf(next + used, size - used, "%s %s", i > 0 ? "," : "", all[i].stem);
    }
}

copse_status copse_map_read_table(copse_map_reader *m, copse_error *err)
{
    copse_map_draft *s = m->section;
    const char *name;
    copse_status st = copse_map_finish_table(m, err);
    if (st == COPSE_OK && s->known)
        return COPSE_MAP_FAIL(m, "remove the kind, or the tables", err,
                              "a file has one kind, or tables of its own");
    if (st == COPSE_OK)
        st = copse_map_read_text(&name, m, "the table", err);
    if (st != COPSE_OK)
        return st;
    const copse_format_table *format = copse_store_format_find(name);
    m->at--;
    if (!format) {
        char next[256];
        list_tables(next, sizeof next);
        return COPSE_MAP_FAIL(m, next, err, "there is no table '%s'", name);
    }
    for (size_t i = 0; i < s->n_parts; i++)
        if (s->parts[i].format == format)
            return COPSE_MAP_FAIL(m, "put all of it in one place", err,
                                  "table %s comes a second time", format->stem);
    if (s->n_parts == COPSE_KIND_PARTS - 1)
        return COPSE_MAP_FAIL(m, "split the file in two", err,
                              "a file fills more than seven tables");
    m->at++;
    s->parts[s->n_parts++] =
        (copse_map_part){.made = {.table = format->stem}, .format = format, .line = m->line.number};
    return COPSE_OK;
}

/* One column, or several with + between. @param[out] n  how many */
static copse_status read_columns(const char **out, size_t *n, copse_map_reader *m, copse_error *err)
{
    const char *next;
    copse_status st = copse_map_read_column(out, m, err);
    for (*n = 1; st == COPSE_OK && copse_map_passes(m, "+"); ++*n) {
        if (*n == COPSE_KIND_LEVELS)
            return COPSE_MAP_FAIL(m, "join fewer of them", err,
                                  "more than eight columns are joined");
        st = copse_map_read_column(&next, m, err);
        if (st == COPSE_OK && !(*out = copse_arena_format(m->arena, "%s+%s", *out, next)))
            st = copse_error_nomem(err);
    }
    return st;
}

/* ---- what fills a column ---- */

static copse_status read_constant(copse_kind_column *column, copse_map_reader *m,
                                  const copse_format_column *target, copse_error *err)
{
    copse_text what = COPSE_TEXT_INIT, next = COPSE_TEXT_INIT;
    copse_cell cell;
    copse_status st = copse_map_read_text(&column->names, m, "the value", err);
    if (st != COPSE_OK)
        return st;
    column->make = COPSE_MAKE_CONSTANT;
    if (!copse_store_read_cell(&cell, target, column->names, false, &what, &next)) {
        m->at--;
        st = COPSE_MAP_FAIL(m, copse_text_get(&next), err, "%s", copse_text_get(&what));
    }
    copse_text_free(&what);
    copse_text_free(&next);
    return st;
}

static copse_status read_split(copse_map_reader *m, copse_map_part *p, copse_error *err)
{
    if (!copse_map_passes(m, "split"))
        return COPSE_OK;
    return copse_map_read_text(&p->made.separators, m, "what separates the items", err);
}

/* A table has one list; its key and its name may both be made of the items. */
static copse_status read_items(copse_kind_column *column, copse_map_reader *m, copse_map_part *p,
                               copse_error *err)
{
    size_t n;
    const char *of;
    const size_t began = m->at;
    copse_status st = read_columns(&of, &n, m, err);
    if (st == COPSE_OK && p->made.of && strcmp(p->made.of, of) != 0)
        return m->at = began, COPSE_MAP_FAIL(m, "one list of a table at a time", err,
                                             "table %s has another list already", p->format->stem);
    if (st == COPSE_OK)
        st = read_split(m, p, err);
    p->made.of = of;
    p->made.axis = COPSE_EACH_ITEM;
    column->make = COPSE_MAKE_ITEM;
    return st;
}

static copse_status read_source(copse_kind_column *column, copse_map_reader *m, copse_map_part *p,
                                const copse_format_column *target, copse_error *err)
{
    size_t n;
    if (copse_map_passes(m, "who")) {
        column->make = COPSE_MAKE_MEMBER;
        bool is_member = strcmp(target->name, "member_id") == 0;
        m->at--;
        if (!is_member)
            return COPSE_MAP_FAIL(m, "only member_id is who a row is of", err, "%s is nobody",
                                  target->name);
        if (m->section->n_identifiers == 0)
            return COPSE_MAP_FAIL(m, "write who mail <- Email above the tables", err,
                                  "nothing says who a row is of");
        m->at++;
        return COPSE_OK;
    }
    column->is_last_day = copse_map_passes(m, "last");
    if (column->is_last_day && target->kind != COPSE_CELL_DAY)
        return m->at--, COPSE_MAP_FAIL(m, "remove 'last'", err, "%s is no day", target->name);
    column->is_name = copse_map_passes(m, "named");
    if (column->is_name && target->kind != COPSE_CELL_KEY && target->kind != COPSE_CELL_REFERENCE)
        return m->at--, COPSE_MAP_FAIL(m, "remove 'named'", err, "%s is no key", target->name);
    if (copse_map_passes(m, "each"))
        return read_items(column, m, p, err);
    copse_status st = read_columns(&column->names, &n, m, err);
    column->make = n > 1 ? COPSE_MAKE_JOINED : COPSE_MAKE_CELL;
    return st;
}

static void list_columns(char *next, size_t size, const copse_format_table *format)
{
    snprintf(next, size, "it has");
    for (size_t c = 0; c < format->n_columns; c++) {
        size_t used = strlen(next);
        snprintf(next + used, size - used, "%s %s", c > 0 ? "," : "", format->columns[c].name);
    }
}

copse_status copse_map_read_target(copse_map_reader *m, copse_error *err)
{
    copse_map_draft *s = m->section;
    copse_map_part *p = &s->parts[s->n_parts - 1];
    const char *name = copse_map_peek(m)->text;
    int target = copse_store_format_column(p->format, name);
    if (target < 0) {
        char next[256];
        list_columns(next, sizeof next, p->format);
        return COPSE_MAP_FAIL(m, next, err, "table %s has no column '%s'", p->format->stem, name);
    }
    const copse_format_column *format = &p->format->columns[target];
    for (size_t i = 0; i < p->made.n_columns; i++)
        if (strcmp(p->columns[i].target, format->name) == 0)
            return COPSE_MAP_FAIL(m, "remove one of the two", err, "%s is filled a second time",
                                  format->name);
    m->at++;
    copse_kind_column *column = &p->columns[p->made.n_columns];
    *column = (copse_kind_column){.target = format->name};
    copse_status st;
    if (copse_map_passes(m, "="))
        st = read_constant(column, m, format, err);
    else if ((st = copse_map_expect(m, "<-",
                                    "write COLUMN <- \"its name in the file\", or COLUMN = VALUE",
                                    err)) == COPSE_OK)
        st = read_source(column, m, p, format, err);
    p->made.n_columns += st == COPSE_OK;
    return st;
}
