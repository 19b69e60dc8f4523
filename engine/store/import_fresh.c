/*
 * What a table that was empty, and a store that is new, may leave out.
 *
 * Whatever such a table holds, this file brought: nothing has to be remembered
 * of what was seen, and a pair is looked up only where it came before. In a new
 * store indices are made when all rows are there, by one sort each, and keys
 * that refer to other rows need no second look: the import found the ids itself.
 */
#include "store/import_internal.h"

#include <stdio.h>

copse_status copse_import_is_empty(bool *out, const copse_import_run *run, const char *table,
                                   copse_error *err)
{
    char sql[96];
    int64_t has_rows = 0;
    snprintf(sql, sizeof sql, "SELECT EXISTS (SELECT 1 FROM %s)", table);
    copse_status st = copse_store_query_int(&has_rows, run->store, sql, 0, err);
    *out = has_rows == 0;
    return st;
}

/* ---- pairs ---- */

struct copse_import_pairs {
    uint64_t *slots; /* 0: empty; no id is 0 on both sides */
    size_t n_slots;  /* a power of two */
    size_t count;
};

copse_import_pairs *copse_import_pairs_new(void)
{
    copse_import_pairs *pairs = copse_memory_new(1, sizeof *pairs);
    if (!pairs)
        return NULL;
    pairs->n_slots = 1024;
    pairs->slots = copse_memory_new(pairs->n_slots, sizeof *pairs->slots);
    if (!pairs->slots) {
        copse_memory_free(pairs);
        return NULL;
    }
    return pairs;
}

void copse_import_pairs_free(copse_import_pairs *pairs)
{
    if (!pairs)
        return;
    copse_memory_free(pairs->slots);
    copse_memory_free(pairs);
}

/* Multiply and mix, as in SplitMix64 (Steele, Lea & Flood 2014). */
static uint64_t mix(uint64_t x)
{
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

/*
 * Files go by person, so what one of them has stands close together, in cache lines that the row before has fetched;
 * where somebody has very much, what finds no place there may stand anywhere.
 */
static uint64_t *find(uint64_t *slots, size_t n_slots, uint64_t pair)
{
    enum { NEAR = 32 };
    size_t at = (size_t)(mix(pair >> 32) ^ (mix(pair) % NEAR));
    for (int i = 0; i < NEAR; i++, at++)
        if (slots[at & (n_slots - 1)] == 0 || slots[at & (n_slots - 1)] == pair)
            return &slots[at & (n_slots - 1)];
    for (at = (size_t)(mix(pair) >> 5);; at++)
        if (slots[at & (n_slots - 1)] == 0 || slots[at & (n_slots - 1)] == pair)
            return &slots[at & (n_slots - 1)];
}

static bool double_slots(copse_import_pairs *pairs)
{
    size_t wanted = 2 * pairs->n_slots;
    uint64_t *fresh = copse_memory_new(wanted, sizeof *fresh);
    if (!fresh)
        return false;
    for (size_t i = 0; i < pairs->n_slots; i++)
        if (pairs->slots[i] != 0)
            *find(fresh, wanted, pairs->slots[i]) = pairs->slots[i];
    copse_memory_free(pairs->slots);
    pairs->slots = fresh;
    pairs->n_slots = wanted;
    return true;
}

bool copse_import_pairs_add(bool *may_be_known, copse_import_pairs *pairs, int64_t a, int64_t b)
{
    *may_be_known = true;
    if (a <= 0 || a > UINT32_MAX || b < 0 || b > UINT32_MAX)
        return true;
    if ((pairs->count + 1) * 3 > pairs->n_slots * 2 && !double_slots(pairs))
        return false;
    uint64_t pair = (uint64_t)a << 32 | (uint64_t)b;
    uint64_t *slot = find(pairs->slots, pairs->n_slots, pair);
    *may_be_known = *slot == pair;
    pairs->count += *slot == 0;
    *slot = pair;
    return true;
}

/* ---- a new store ---- */

/* Indices that the import itself does not look into. */
static const char list_sql[] =
    "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND name IN ('member_by_mail', 'tie_by_b',"
    " 'exchange_by_from', 'exchange_by_to', 'exchange_by_community', 'exchange_by_settles') ORDER BY name";

copse_status copse_import_put_indices_off(copse_text *later, const copse_store *store,
                                          copse_error *err)
{
    copse_text drop = COPSE_TEXT_INIT;
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    bool has_row = true;
    copse_text_clear(later);
    copse_status st = copse_store_prepare(&s, store, list_sql, err);
    while (st == COPSE_OK && (st = copse_store_step(&has_row, &s, err)) == COPSE_OK && has_row) {
        copse_text_format(&drop, "DROP INDEX %s;", copse_store_column_text(&s, 0));
        copse_text_format(later, "%s;", copse_store_column_text(&s, 1));
    }
    copse_store_finish(&s);
    if (st == COPSE_OK && (drop.failed || later->failed))
        st = copse_error_nomem(err);
    if (st == COPSE_OK)
        st = copse_store_exec(store, copse_text_get(&drop), err);
    copse_text_free(&drop);
    return st;
}
