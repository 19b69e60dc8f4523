/*
 * The store's rows as plain arrays.
 *
 * Rows name each other by id in the store and by index in the arrays. Indices
 * are places in key order and rows are in the order of their indices, so the
 * same facts give the same arrays whatever the order in which they came.
 */
#include "store/fact_reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS_BETWEEN_REPORTS = 65536 };

static bool is_sorted(const void *rows, size_t n, size_t size,
                      int (*compare)(const void *, const void *))
{
    const unsigned char *row = rows;
    for (size_t i = 1; i < n; i++)
        if (compare(row + (i - 1) * size, row + i * size) > 0)
            return false;
    return true;
}

/* Rows often come in order, because files are. */
static void sort(void *rows, size_t n, size_t size, int (*compare)(const void *, const void *))
{
    if (!is_sorted(rows, n, size, compare))
        qsort(rows, n, size, compare);
}

static copse_status count_rows(size_t *out, const copse_fact_reader *r, const char *table)
{
    char sql[64];
    int64_t rows;
    snprintf(sql, sizeof sql, "SELECT count(*) FROM %s", table);
    copse_status st = copse_store_query_int(&rows, r->store, sql, 0, r->err);
    if (st == COPSE_OK)
        *out = (size_t)rows;
    return st;
}

static copse_status read_rows(size_t *out, copse_fact_reader *r, const copse_fact_table *table,
                              void *rows, size_t n_rows)
{
    unsigned char *next = rows;
    size_t n = 0;
    for (;;) {
        bool has_row;
        copse_status st = copse_store_step(&has_row, &r->s, r->err);
        if (st != COPSE_OK)
            return st;
        if (!has_row)
            break;
        if (n == n_rows)
            return copse_error_set(r->err, COPSE_E_STORE, r->store->path,
                                   "restore it from a backup, or import again",
                                   "table %s holds more rows than it counts", table->name);
        table->fill(r, next);
        if (r->status != COPSE_OK)
            return r->status;
        next += table->row_size;
        if (++n % ROWS_BETWEEN_REPORTS == 0)
            copse_context_progress(r->ctx, "reading the store", n, n_rows);
    }
    *out = n;
    return COPSE_OK;
}

static copse_index first_index(const unsigned char *row)
{
    copse_index index;
    memcpy(&index, row, sizeof index);
    return index;
}

/*
 * Sort rows that begin with the index of one of n things, which is what they are ordered by first:
 * each goes to its thing by counting, and only the few rows of one thing are compared.
 */
static copse_status sort_by_index(void *rows, size_t n, const copse_fact_table *table,
                                  size_t n_things, copse_error *err)
{
    const size_t size = table->row_size;
    unsigned char *from = rows;
    if (is_sorted(rows, n, size, table->compare))
        return COPSE_OK;
    size_t *start = copse_memory_new(n_things + 1, sizeof *start);
    unsigned char *copy = copse_memory_new(n, size);
    if (!start || !copy) {
        copse_memory_free(start);
        copse_memory_free(copy);
        return copse_error_nomem(err);
    }
    for (size_t i = 0; i < n; i++)
        start[first_index(from + i * size) + 1]++;
    for (size_t t = 0; t < n_things; t++)
        start[t + 1] += start[t];
    memcpy(copy, from, n * size);
    for (size_t i = 0; i < n; i++)
        memcpy(from + start[first_index(copy + i * size)]++ * size, copy + i * size, size);
    /* Every start has moved to its end, where the next begins. */
    for (size_t t = 0, at = 0; t < n_things; at = start[t++])
        sort(from + at * size, start[t] - at, size, table->compare);
    copse_memory_free(start);
    copse_memory_free(copy);
    return COPSE_OK;
}

/*
 * All rows of a table, packed exactly.
 * @return the rows, in the arena; NULL when the reader has failed
 */
static void *read_table(size_t *n, copse_fact_reader *r, const copse_fact_table *table)
{
    void *rows = NULL;
    *n = 0;
    if (r->status != COPSE_OK)
        return NULL;
    r->table = table->name;
    r->status = copse_context_poll(r->ctx, r->err);
    size_t counted = 0;
    if (r->status == COPSE_OK)
        r->status = count_rows(&counted, r, table->name);
    if (r->status == COPSE_OK) {
        rows = copse_arena_take(r->arena, counted, table->row_size);
        if (!rows)
            r->status = copse_error_nomem(r->err);
    }
    if (r->status == COPSE_OK)
        r->status = copse_store_prepare(&r->s, r->store, table->select, r->err);
    if (r->status == COPSE_OK)
        r->status = read_rows(n, r, table, rows, counted);
    copse_store_finish(&r->s);
    if (r->status != COPSE_OK) {
        *n = 0;
        return NULL;
    }
    if (table->compare && table->begins_with < COPSE_FACT_N_KEYED)
        r->status = sort_by_index(rows, *n, table, r->places[table->begins_with].n, r->err);
    else if (table->compare)
        sort(rows, *n, table->row_size, table->compare);
    if (r->status == COPSE_OK)
        return rows;
    *n = 0;
    return NULL;
}

/* Rows of a keyed table begin with their id. */
void copse_fact_remember_places(copse_fact_reader *r, copse_fact_keyed which, const void *rows,
                                size_t n)
{
    copse_fact_places *places = &r->places[which];
    const unsigned char *row = rows;
    places->items = copse_memory_new(n, sizeof *places->items);
    if (!places->items) {
        r->status = copse_error_nomem(r->err);
        return;
    }
    places->n = n;
    for (size_t i = 0; i < n; i++) {
        memcpy(&places->items[i].id, row, sizeof(copse_id));
        places->items[i].index = (copse_index)i;
        row += copse_fact_keyed_tables[which].row_size;
    }
    sort(places->items, n, sizeof *places->items, copse_fact_compare_places);
}

static void *read_keyed(size_t *n, copse_fact_reader *r, copse_fact_keyed which)
{
    void *rows = read_table(n, r, &copse_fact_keyed_tables[which]);
    if (rows)
        copse_fact_remember_places(r, which, rows, *n);
    return rows;
}

/* From the id of the row above, which may come later in key order, to its index. */
static void resolve_above(copse_fact_reader *r, copse_fact_keyed which, copse_index *above)
{
    if (*above == COPSE_NONE || r->status != COPSE_OK)
        return;
    copse_index index = copse_fact_find(&r->places[which], *above);
    if (index == COPSE_NONE)
        r->status = copse_error_set(r->err, COPSE_E_STORE, r->store->path,
                                    "restore it from a backup, or import again",
                                    "a %s lies below id %lld, which no row defines",
                                    copse_fact_keyed_tables[which].name, (long long)*above);
    *above = index;
}

static copse_fact_team *read_teams(size_t *n, copse_fact_reader *r)
{
    copse_fact_team *teams = read_keyed(n, r, COPSE_FACT_TEAM);
    for (size_t i = 0; i < *n; i++)
        resolve_above(r, COPSE_FACT_TEAM, &teams[i].parent);
    return teams;
}

static copse_fact_topic *read_topics(size_t *n, copse_fact_reader *r)
{
    copse_fact_topic *topics = read_keyed(n, r, COPSE_FACT_TOPIC);
    size_t n_read = *n;
    copse_fact_merge_topics(r, topics, n);
    for (size_t i = 0; i < *n; i++)
        resolve_above(r, COPSE_FACT_TOPIC, &topics[i].broader);
    if (*n < n_read && r->status == COPSE_OK)
        copse_fact_cut_loops(topics, *n);
    return topics;
}

static void read_all(copse_facts *f, copse_fact_reader *r)
{
    /* Each after those that its rows name. */
    f->sites = read_keyed(&f->n_sites, r, COPSE_FACT_SITE);
    f->teams = read_teams(&f->n_teams, r);
    f->members = read_keyed(&f->n_members, r, COPSE_FACT_MEMBER);
    f->topics = read_topics(&f->n_topics, r);
    f->communities = read_keyed(&f->n_communities, r, COPSE_FACT_COMMUNITY);

    f->travels = read_table(&f->n_travels, r, &copse_fact_travel_table);
    f->assignments = read_table(&f->n_assignments, r, &copse_fact_assignment_table);
    f->memberships = read_table(&f->n_memberships, r, &copse_fact_membership_table);
    f->expertises = read_table(&f->n_expertises, r, &copse_fact_expertise_table);
    f->interests = read_table(&f->n_interests, r, &copse_fact_interest_table);
    f->community_topics = read_table(&f->n_community_topics, r, &copse_fact_community_topic_table);
    f->ties = read_table(&f->n_ties, r, &copse_fact_tie_table);
    f->exchanges = read_table(&f->n_exchanges, r, &copse_fact_exchange_table);
    f->marks = read_table(&f->n_marks, r, &copse_fact_mark_table);
    f->pairings = read_table(&f->n_pairings, r, &copse_fact_pairing_table);
}

copse_facts *copse_facts_new(void)
{
    copse_arena *arena = copse_arena_new();
    copse_facts *facts = arena ? copse_arena_take(arena, 1, sizeof *facts) : NULL;
    if (!facts) {
        copse_arena_free(arena);
        return NULL;
    }
    *facts = (copse_facts)COPSE_FACTS_INIT;
    facts->arena = arena;
    return facts;
}

void copse_facts_free(copse_facts *facts)
{
    if (facts)
        copse_arena_free(facts->arena);
}

copse_status copse_store_read_facts(copse_facts **out, copse_store *store, const copse_context *ctx,
                                    copse_error *err)
{
    copse_fact_reader r = {.store = store, .ctx = ctx, .s = COPSE_STORE_STATEMENT_INIT, .err = err};

    *out = NULL;
    copse_facts *facts = copse_facts_new();
    r.shared = copse_map_new();
    if (!facts || !r.shared) {
        r.status = copse_error_nomem(err);
        goto done;
    }
    r.arena = facts->arena;

    r.status = copse_store_begin_read(store, ctx, err);
    if (r.status != COPSE_OK)
        goto done;
    facts->data_version = store->data_version;
    read_all(facts, &r);
    copse_store_rollback(store);
    if (r.status == COPSE_OK) {
        *out = facts;
        facts = NULL; /* now the caller's */
    }
done:
    for (int i = 0; i < COPSE_FACT_N_KEYED; i++)
        copse_memory_free(r.places[i].items);
    copse_map_free(r.shared);
    copse_facts_free(facts);
    return r.status;
}
