/* Where the map put teams and CoPs, so that they stay where they are from month to month. */
#include <string.h>

#include "store/account.h"

typedef struct reading {
    copse_kept_place *rows; /* grows */
    size_t n, capacity;
    copse_arena *arena;
} reading;

static bool parse_kind(copse_map_kind *out, const char *word)
{
    for (int kind = 0; kind < COPSE_MAP_KINDS; kind++)
        if (strcmp(word, copse_map_kind_name((copse_map_kind)kind)) == 0) {
            *out = (copse_map_kind)kind;
            return true;
        }
    return false;
}

static copse_status read_row(reading *r, copse_store_statement *s, copse_error *err)
{
    copse_kept_place row = {.x = copse_store_column_real(s, 2), .y = copse_store_column_real(s, 3)};
    const char *kind = NULL;
    copse_status st = copse_store_copy_text(&kind, r->arena, s, 0, err);
    if (st == COPSE_OK)
        st = copse_store_copy_text(&row.key, r->arena, s, 1, err);
    if (st != COPSE_OK)
        return st;
    if (!parse_kind(&row.kind, kind))
        return copse_error_set(err, COPSE_E_STORE, "layout", "restore a backup", "'%s' is nothing that a map has", kind);
    if (!copse_memory_grow((void **)&r->rows, &r->capacity, r->n, sizeof *r->rows))
        return copse_error_nomem(err);
    r->rows[r->n++] = row;
    return COPSE_OK;
}

static copse_status read_rows(reading *r, const copse_store *store, copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    bool has_row = false;
    copse_status st =
        copse_store_prepare(&s, store, "SELECT kind, key, x, y FROM layout ORDER BY kind, key", err);
    if (st == COPSE_OK)
        st = copse_store_step(&has_row, &s, err);
    while (st == COPSE_OK && has_row) {
        st = read_row(r, &s, err);
        if (st == COPSE_OK)
            st = copse_store_step(&has_row, &s, err);
    }
    copse_store_finish(&s);
    return st;
}

copse_status copse_store_read_places(copse_kept_places **out, copse_store *store, copse_error *err)
{
    reading r = {.arena = copse_arena_new()};
    *out = NULL;
    if (!r.arena)
        return copse_error_nomem(err);
    copse_status st = read_rows(&r, store, err);
    copse_kept_places *places = st == COPSE_OK ? copse_arena_take(r.arena, 1, sizeof *places) : NULL;
    copse_kept_place *rows = st == COPSE_OK ? copse_arena_take(r.arena, r.n, sizeof *rows) : NULL;
    if (places && rows) {
        if (r.n > 0)
            memcpy(rows, r.rows, r.n * sizeof *rows);
        *places = (copse_kept_places){r.n, rows, r.arena};
        *out = places;
    } else if (st == COPSE_OK) {
        st = copse_error_nomem(err);
    }
    if (st != COPSE_OK)
        copse_arena_free(r.arena);
    copse_memory_free(r.rows);
    return st;
}

void copse_kept_places_free(copse_kept_places *places)
{
    /* The struct itself lives in its arena. */
    if (places)
        copse_arena_free(places->arena);
}

static copse_status insert(const copse_store *store, const copse_map_mark *mark, copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    copse_status st = copse_store_prepare(
        &s, store, "INSERT OR REPLACE INTO layout (kind, key, x, y) VALUES (?1, ?2, ?3, ?4)", err);
    if (st == COPSE_OK) {
        copse_store_bind_text(&s, 1, copse_map_kind_name(mark->kind));
        copse_store_bind_text(&s, 2, mark->key);
        copse_store_bind_real(&s, 3, mark->x);
        copse_store_bind_real(&s, 4, mark->y);
        st = copse_store_run(&s, err);
    }
    copse_store_finish(&s);
    return st;
}

static copse_status save(copse_store *store, const copse_map_answer *map, copse_error *err)
{
    copse_status st = COPSE_OK;
    for (size_t i = 0; st == COPSE_OK && i < map->n_marks; i++) {
        copse_map_kind kind = map->marks[i].kind;
        if (kind == COPSE_MAP_TEAM || kind == COPSE_MAP_COMMUNITY)
            st = insert(store, &map->marks[i], err);
    }
    return st == COPSE_OK ? copse_store_raise_state_version(store, err) : st;
}

copse_status copse_store_keep_places(copse_store *store, const copse_map_answer *map, const copse_context *ctx,
                                     copse_error *err)
{
    if (map->head.audience == COPSE_FOR_STEWARD || map->of != COPSE_MAP_OF_TRUST)
        return copse_error_set(err, COPSE_E_ARGUMENT, NULL, "keep the places of a map of the trust, for the trust",
                               "places of another map are not kept: they would tell what only its readers may know");
    copse_status st = copse_store_begin(store, ctx, err);
    if (st == COPSE_OK)
        st = save(store, map, err);
    if (st == COPSE_OK)
        st = copse_store_commit(store, err);
    if (st != COPSE_OK)
        copse_store_rollback(store);
    return st;
}
