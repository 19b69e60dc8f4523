/* What rows must fulfil beyond their cells, one by one and all together. */
#include "store/import_internal.h"

#include <stdlib.h>
#include <string.h>

/* ---- one row ---- */

static int refuse(copse_import_run *run, int column, const char *what, const char *next)
{
    copse_text_append(&run->what, what);
    copse_text_append(&run->next, next);
    return column;
}

copse_import_rule copse_import_rule_of(const copse_format_table *format)
{
    static const struct {
        const char *stem;
        int kind;
        const char *first, *second;
    } rules[] = {
        {"ties", COPSE_RULE_TIE, "member_a", "member_b"},
        {"exchanges", COPSE_RULE_EXCHANGE, "to_member_id", "to_community_id"},
        {"projects", COPSE_RULE_SPAN, "starts", "ends"},
        {"memberships", COPSE_RULE_SPAN, "since", "until"},
        {"assignments", COPSE_RULE_SPAN, "since", "until"},
    };
    copse_import_rule rule = {.kind = COPSE_RULE_NONE};
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        if (strcmp(format->stem, rules[i].stem) != 0)
            continue;
        rule.kind = rules[i].kind;
        rule.first = copse_store_format_index(format, rules[i].first);
        rule.second = copse_store_format_index(format, rules[i].second);
    }
    return rule;
}

/* Ids are the order of a tie's two ends, so that a tie is one row whichever way it was written. */
static int check_tie(copse_import_run *run, int a, int b, copse_import_row *row)
{
    copse_cell first = row->cells[a];
    if (first.whole == row->cells[b].whole)
        return refuse(run, b, "the tie joins a member with themself", "remove the row, or fix a key");
    if (first.whole > row->cells[b].whole) {
        row->cells[a] = row->cells[b];
        row->cells[b] = first;
    }
    return -1;
}

static int check_exchange(copse_import_run *run, int member, int community, const copse_import_row *row)
{
    if (row->cells[member].type == COPSE_CELL_IS_BLANK ||
        row->cells[community].type == COPSE_CELL_IS_BLANK)
        return -1;
    return refuse(run, community, "the exchange is with a member and with a community",
                  "leave one of the two blank");
}

static int check_span(copse_import_run *run, const copse_format_table *format, int from, int to,
                      const copse_import_row *row)
{
    const copse_cell *start = &row->cells[from], *end = &row->cells[to];
    if (start->type == COPSE_CELL_IS_BLANK || end->type == COPSE_CELL_IS_BLANK ||
        start->whole <= end->whole)
        return -1;
    char days[2][16];
    copse_day_format(days[0], (copse_day)start->whole);
    copse_day_format(days[1], (copse_day)end->whole);
    copse_text_format(&run->what, "%s %s is before %s %s", format->columns[to].name, days[1],
                      format->columns[from].name, days[0]);
    return refuse(run, to, "", "swap them, or correct one");
}

void copse_import_check_row(int *column, copse_import_run *run, const copse_import_file *file,
                            copse_import_row *row)
{
    const copse_import_rule *rule = &file->rule;
    *column = -1;
    switch (rule->kind) {
    case COPSE_RULE_TIE:
        *column = check_tie(run, rule->first, rule->second, row);
        break;
    case COPSE_RULE_EXCHANGE:
        *column = check_exchange(run, rule->first, rule->second, row);
        break;
    case COPSE_RULE_SPAN:
        *column = check_span(run, file->format, rule->first, rule->second, row);
        break;
    case COPSE_RULE_NONE:
        break;
    }
}

/* ---- hierarchies ---- */

/* Every row's parent, ordered by id. */
typedef struct hierarchy {
    int64_t *ids, *parents;
    size_t *walks; /* the walk that came by, from 1; 0: none yet */
    size_t n, id_capacity, parent_capacity;
} hierarchy;

static copse_status read_hierarchy(hierarchy *h, const copse_store *store, const char *sql,
                                   copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    bool has_row = true;
    copse_status st = copse_store_prepare(&s, store, sql, err);
    while (st == COPSE_OK) {
        st = copse_store_step(&has_row, &s, err);
        if (st != COPSE_OK || !has_row)
            break;
        if (!copse_memory_grow((void **)&h->ids, &h->id_capacity, h->n, sizeof *h->ids) ||
            !copse_memory_grow((void **)&h->parents, &h->parent_capacity, h->n, sizeof *h->parents)) {
            st = copse_error_nomem(err);
            break;
        }
        h->ids[h->n] = copse_store_column_int(&s, 0);
        h->parents[h->n++] = copse_store_column_int(&s, 1);
    }
    copse_store_finish(&s);
    if (st == COPSE_OK && !(h->walks = copse_memory_new(h->n, sizeof *h->walks)))
        st = copse_error_nomem(err);
    return st;
}

static int compare_ids(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* The place of id, or n when nothing is above it. */
static size_t place_of(const hierarchy *h, int64_t id)
{
    const int64_t *found = h->n > 0 ? bsearch(&id, h->ids, h->n, sizeof id, compare_ids) : NULL;
    return found ? (size_t)(found - h->ids) : h->n;
}

/* Walk up from one row; n unless the walk meets itself. */
static size_t find_loop(hierarchy *h, size_t start)
{
    size_t at = start;
    while (at < h->n && h->walks[at] == 0) {
        h->walks[at] = start + 1;
        at = place_of(h, h->parents[at]);
    }
    return at < h->n && h->walks[at] == start + 1 ? at : h->n;
}

/* The first line of the file that is part of the loop through a place; 1 when the store had it already. */
static const copse_import_pending *first_in_loop(const hierarchy *h, size_t loop,
                                                 const copse_import_file *file)
{
    for (size_t i = 0; i < file->n_pending; i++) {
        size_t at = loop;
        do {
            if (h->ids[at] == file->pending[i].id)
                return &file->pending[i];
            at = place_of(h, h->parents[at]);
        } while (at != loop);
    }
    return NULL;
}

copse_status copse_import_check_hierarchy(copse_import_run *run, copse_import_file *file,
                                          copse_error *err)
{
    bool of_teams = strcmp(file->format->stem, "teams") == 0;
    hierarchy h = {0};
    if (!of_teams && strcmp(file->format->stem, "topics") != 0)
        return COPSE_OK;

    copse_status st = read_hierarchy(
        &h, run->store,
        of_teams ? "SELECT id, parent FROM team WHERE parent IS NOT NULL ORDER BY id"
                 : "SELECT id, broader FROM topic WHERE broader IS NOT NULL ORDER BY id",
        err);
    int column = copse_store_format_index(file->format, of_teams ? "parent_id" : "broader_id");
    for (size_t i = 0; st == COPSE_OK && i < h.n; i++) {
        size_t loop = find_loop(&h, i);
        if (loop == h.n)
            continue;
        const copse_import_pending *p = first_in_loop(&h, loop, file);
        copse_text_format(&run->what, "the %s stands above itself, by way of '%s'",
                          file->format->thing, p ? p->key : "");
        copse_text_format(&run->next, "break the loop: leave %s of one of them blank",
                          file->format->columns[column].name);
        st = copse_import_refuse_file(run, file, p ? p->line : 1, file->field_of[column] + 1, err);
    }
    copse_memory_free(h.ids);
    copse_memory_free(h.parents);
    copse_memory_free(h.walks);
    return st;
}
