/* Randomised coffee as it is recorded: who was brought together on which day. State, not data. */
#include "store/store_internal.h"

#include <stdio.h>

#include "base/map.h"

/* ---- recording ---- */

static copse_status find_member(int64_t *id, copse_store_statement *find, const char *key, copse_error *err)
{
    bool has_row;
    copse_store_bind_text(find, 1, key);
    copse_status st = copse_store_step(&has_row, find, err);
    if (st != COPSE_OK)
        return st;
    if (!has_row)
        return copse_error_set(err, COPSE_E_NOT_FOUND, NULL, "draw the pairs again",
                               "somebody of a pair is in the store no more");
    *id = copse_store_column_int(find, 0);
    return copse_store_run(find, err);
}

static copse_status insert_pair(copse_store_statement *insert, int64_t a, int64_t b, const copse_context *ctx,
                                copse_error *err)
{
    copse_store_bind_int(insert, 1, a < b ? a : b);
    copse_store_bind_int(insert, 2, a < b ? b : a);
    copse_store_bind_int(insert, 3, ctx->as_of);
    return copse_store_run(insert, err);
}

static copse_status refuse_paired(copse_store_statement *paired, int64_t member, const copse_context *ctx,
                                  copse_error *err)
{
    bool is_paired;
    copse_store_bind_int(paired, 1, member);
    copse_store_bind_int(paired, 2, ctx->as_of);
    copse_status st = copse_store_step(&is_paired, paired, err);
    if (st == COPSE_OK && is_paired)
        st = copse_error_set(err, COPSE_E_ARGUMENT, NULL,
                             "take it back with --undo, or give the round another day with --as-of",
                             "a round with some of these people is recorded on that day already");
    return st == COPSE_OK ? copse_store_run(paired, err) : st;
}

typedef struct writer {
    copse_store_statement find, paired, insert;
} writer;

static copse_status writer_open(writer *w, const copse_store *store, copse_error *err)
{
    *w = (writer){COPSE_STORE_STATEMENT_INIT, COPSE_STORE_STATEMENT_INIT, COPSE_STORE_STATEMENT_INIT};
    copse_status st = copse_store_prepare(&w->find, store, "SELECT id FROM member WHERE key = ?1", err);
    if (st == COPSE_OK)
        st = copse_store_prepare(
            &w->paired, store,
            "SELECT 1 FROM pairing WHERE (a = ?1 OR b = ?1) AND kind = 'coffee' AND happened = ?2", err);
    if (st == COPSE_OK)
        st = copse_store_prepare(&w->insert, store,
                                 "INSERT INTO pairing (a, b, kind, happened) VALUES (?1, ?2, 'coffee', ?3)", err);
    return st;
}

static void writer_close(writer *w)
{
    copse_store_finish(&w->find);
    copse_store_finish(&w->paired);
    copse_store_finish(&w->insert);
}

static copse_status record_all(copse_store *store, const copse_pairing_keys *pairs, size_t n,
                               const copse_context *ctx, copse_error *err)
{
    writer w;
    char detail[64];
    copse_status st = writer_open(&w, store, err);
    for (size_t i = 0; st == COPSE_OK && i < n; i++) {
        int64_t a = 0, b = 0;
        if ((st = find_member(&a, &w.find, pairs[i].a, err)) == COPSE_OK &&
            (st = find_member(&b, &w.find, pairs[i].b, err)) == COPSE_OK &&
            (st = refuse_paired(&w.paired, a, ctx, err)) == COPSE_OK &&
            (st = refuse_paired(&w.paired, b, ctx, err)) == COPSE_OK)
            st = insert_pair(&w.insert, a, b, ctx, err);
    }
    writer_close(&w);
    snprintf(detail, sizeof detail, "%zu pairs recorded", n);
    if (st == COPSE_OK)
        st = copse_store_append_audit(store, "pair --record", detail, ctx, err);
    return st == COPSE_OK ? copse_store_raise_state_version(store, err) : st;
}

copse_status copse_store_record_pairings(copse_store *store, const copse_pairing_keys *pairs, size_t n,
                                         const copse_context *ctx, copse_error *err)
{
    copse_status st = copse_store_begin(store, ctx, err);
    if (st == COPSE_OK && (st = record_all(store, pairs, n, ctx, err)) == COPSE_OK)
        st = copse_store_commit(store, err);
    if (st != COPSE_OK)
        copse_store_rollback(store);
    return st;
}

/* ---- taking back ---- */

typedef struct round_pairs {
    size_t n, capacity;
    struct {
        int64_t a, b;
    } *list;
} round_pairs;

/* Those of the day whose both people are of the group. */
static copse_status read_pairs(round_pairs *out, const copse_store *store, const copse_map *group,
                               const copse_context *ctx, copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    bool has_row = false;
    copse_status st = copse_store_prepare(&s, store,
                                          "SELECT p.a, p.b, x.key, y.key FROM pairing AS p JOIN member AS x ON x.id = p.a"
                                          " JOIN member AS y ON y.id = p.b WHERE p.kind = 'coffee' AND p.happened = ?1",
                                          err);
    if (st == COPSE_OK)
        copse_store_bind_int(&s, 1, ctx->as_of);
    while (st == COPSE_OK && (st = copse_store_step(&has_row, &s, err)) == COPSE_OK && has_row) {
        if (group && (copse_map_get(group, copse_store_column_text(&s, 2), 0) == 0 ||
                      copse_map_get(group, copse_store_column_text(&s, 3), 0) == 0))
            continue;
        if (!copse_memory_grow((void **)&out->list, &out->capacity, out->n, sizeof *out->list)) {
            st = copse_error_nomem(err);
            break;
        }
        out->list[out->n].a = copse_store_column_int(&s, 0);
        out->list[out->n++].b = copse_store_column_int(&s, 1);
    }
    copse_store_finish(&s);
    return st;
}

static copse_status say_none(const copse_store *store, const copse_context *ctx, copse_error *err)
{
    int64_t last = COPSE_DAY_UNKNOWN;
    char day[16], asked[16], next[96] = "no round is recorded at all";
    copse_status st = copse_store_query_int(
        &last, store, "SELECT max(happened) FROM pairing WHERE kind = 'coffee'", COPSE_DAY_UNKNOWN, err);
    if (st != COPSE_OK)
        return st;
    copse_day_format(day, (copse_day)last);
    copse_day_format(asked, ctx->as_of);
    if (day[0])
        snprintf(next, sizeof next, "the last round is of %s: --as-of %s", day, day);
    return copse_error_set(err, COPSE_E_NOT_FOUND, NULL, next, "no round of these people is recorded on %s", asked);
}

static copse_status remove_pairs(copse_store *store, const round_pairs *pairs, const copse_context *ctx,
                                 copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    char detail[64];
    copse_status st = copse_store_prepare(
        &s, store, "DELETE FROM pairing WHERE a = ?1 AND b = ?2 AND kind = 'coffee' AND happened = ?3", err);
    for (size_t i = 0; st == COPSE_OK && i < pairs->n; i++) {
        copse_store_bind_int(&s, 1, pairs->list[i].a);
        copse_store_bind_int(&s, 2, pairs->list[i].b);
        copse_store_bind_int(&s, 3, ctx->as_of);
        st = copse_store_run(&s, err);
    }
    copse_store_finish(&s);
    snprintf(detail, sizeof detail, "%zu pairs taken back", pairs->n);
    if (st == COPSE_OK)
        st = copse_store_append_audit(store, "pair --undo", detail, ctx, err);
    return st == COPSE_OK ? copse_store_raise_state_version(store, err) : st;
}

static copse_status make_group(copse_map **out, const char *const *keys, size_t n, copse_error *err)
{
    *out = NULL;
    if (!keys)
        return COPSE_OK;
    *out = copse_map_new();
    for (size_t i = 0; *out && i < n; i++)
        if (!copse_map_set(*out, keys[i], 1)) {
            copse_map_free(*out);
            *out = NULL;
        }
    return *out ? COPSE_OK : copse_error_nomem(err);
}

copse_status copse_store_undo_pairings(size_t *n_removed, copse_store *store, const char *const *keys, size_t n,
                                       const copse_context *ctx, copse_error *err)
{
    round_pairs pairs = {0};
    copse_map *group;
    *n_removed = 0;
    copse_status st = make_group(&group, keys, n, err);
    if (st != COPSE_OK)
        return st;
    st = copse_store_begin(store, ctx, err);
    if (st == COPSE_OK)
        st = read_pairs(&pairs, store, group, ctx, err);
    if (st == COPSE_OK)
        st = pairs.n == 0 ? say_none(store, ctx, err) : remove_pairs(store, &pairs, ctx, err);
    if (st == COPSE_OK)
        st = copse_store_commit(store, err);
    if (st == COPSE_OK)
        *n_removed = pairs.n;
    else
        copse_store_rollback(store);
    copse_memory_free(pairs.list);
    copse_map_free(group);
    return st;
}
