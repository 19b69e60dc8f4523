/* Publishable counts as rows of the store and back: by keys there, by indices here. */
#include "network/network_internal.h"

#include <string.h>

#include "network/part.h"

/* The tables, as the store names them: of a CoP, then of all staff. */
static const struct {
    const char *name;
    copse_count_kind kind;
    bool of_staff, is_above; /* is_above: a unit that has units below it */
} tables[] = {
    {"community", COPSE_COUNT_WHOLE, false, false}, {"team-community", COPSE_COUNT_UNIT, false, false},
    {"unit-community", COPSE_COUNT_UNIT, false, true}, {"site-community", COPSE_COUNT_SITE, false, false},
    {"staff", COPSE_COUNT_WHOLE, true, false},      {"team", COPSE_COUNT_UNIT, true, false},
    {"unit", COPSE_COUNT_UNIT, true, true},         {"site", COPSE_COUNT_SITE, true, false},
    {"outside", COPSE_COUNT_OUTSIDE, true, false},
};

enum { N_TABLES = sizeof tables / sizeof tables[0] };

/* ---- from the store ---- */

static copse_status refuse(const copse_published_row *row, copse_error *err)
{
    return copse_error_set(err, COPSE_E_STORE, "published_count", "run 'copse fit', or restore a backup",
                           "the count '%s' of '%s' in '%s' is of nothing that the store has", row->name,
                           row->for_key, row->of_key);
}

static copse_status read_cell(copse_count_cell *out, const copse_network *net,
                              const copse_published_row *row, copse_error *err)
{
    size_t t = 0;
    while (t < N_TABLES && strcmp(tables[t].name, row->name) != 0)
        t++;
    if (t == N_TABLES)
        return refuse(row, err);
    int64_t community = tables[t].of_staff ? (int64_t)net->facts->n_communities
                                           : copse_map_get(net->community_keys, row->for_key, -1);
    int64_t of = tables[t].kind == COPSE_COUNT_UNIT   ? copse_map_get(net->team_keys, row->of_key, -1)
                 : tables[t].kind == COPSE_COUNT_SITE ? copse_map_get(net->site_keys, row->of_key, -1)
                                                      : 0;
    if (community < 0 || of < 0)
        return refuse(row, err);
    *out = (copse_count_cell){(int32_t)community, (int32_t)tables[t].kind, (int32_t)of,
                              row->value < 0 ? COPSE_COUNT_SUPPRESSED : row->value};
    return COPSE_OK;
}

static copse_status read_cells(copse_network *net, const copse_published *published,
                               copse_error *err)
{
    copse_counts *counts = copse_memory_new(1, sizeof *counts);
    if (counts)
        counts->cells = copse_memory_new(published->n, sizeof *counts->cells);
    if (!counts || !counts->cells) {
        copse_network_counts_free(counts);
        return copse_error_nomem(err);
    }
    counts->n_communities = (int32_t)net->facts->n_communities;
    counts->day = published->day;
    counts->capacity = published->n;
    copse_status st = COPSE_OK;
    for (; st == COPSE_OK && counts->n < published->n; counts->n++)
        st = read_cell(&counts->cells[counts->n], net, &published->rows[counts->n], err);
    if (st != COPSE_OK) {
        copse_network_counts_free(counts);
        return st;
    }
    copse_counts_sort(counts);
    net->kept_counts = counts;
    return COPSE_OK;
}

copse_status copse_network_read_counts(copse_network *net, const copse_store *store,
                                       copse_error *err)
{
    copse_published published;
    copse_status st = copse_store_load_counts(&published, store, net->facts->data_version, err);
    if (st != COPSE_OK)
        return st;
    net->counts_day = published.day;
    if (published.n > 0)
        st = read_cells(net, &published, err);
    copse_store_free_counts(&published);
    return st;
}

/* ---- to the store ---- */

/* [n_teams] whether other units are below it. */
static bool *units_above(const copse_facts *facts)
{
    bool *is_above = copse_memory_new(facts->n_teams, sizeof *is_above);
    for (size_t i = 0; is_above && i < facts->n_teams; i++)
        if (facts->teams[i].parent != COPSE_NONE)
            is_above[facts->teams[i].parent] = true;
    return is_above;
}

/* @return whether the cell is in a table; who is in no unit is not, and is only needed to suppress */
static bool write_row(copse_published_row *row, const copse_facts *facts, const bool *is_above,
                      const copse_count_cell *cell)
{
    bool of_staff = cell->community == (int32_t)facts->n_communities;
    bool above = cell->kind == COPSE_COUNT_UNIT && is_above[cell->of];
    for (size_t t = 0; t < N_TABLES; t++) {
        if ((int32_t)tables[t].kind != cell->kind || tables[t].of_staff != of_staff ||
            tables[t].is_above != above)
            continue;
        row->name = tables[t].name;
        row->of_key = cell->kind == COPSE_COUNT_UNIT   ? facts->teams[cell->of].key
                      : cell->kind == COPSE_COUNT_SITE ? facts->sites[cell->of].key
                                                       : "";
        row->for_key = of_staff ? "" : facts->communities[cell->community].key;
        row->value = cell->value;
        return true;
    }
    return false;
}

static copse_status save(copse_store *store, const copse_network *net, const copse_counts *counts,
                         const copse_context *ctx, copse_error *err)
{
    bool *is_above = units_above(net->facts);
    copse_published published = {.rows = copse_memory_new(counts->n, sizeof *published.rows)};
    copse_status st = is_above && published.rows ? COPSE_OK : copse_error_nomem(err);
    for (size_t i = 0; st == COPSE_OK && i < counts->n; i++)
        published.n += write_row(&published.rows[published.n], net->facts, is_above, &counts->cells[i]);
    if (st == COPSE_OK)
        st = copse_store_save_counts(store, &published, net->facts->data_version, ctx, err);
    copse_memory_free(published.rows);
    copse_memory_free(is_above);
    return st;
}

static copse_status publish_counts(copse_store *store, const copse_network *net, const copse_context *ctx,
                                   copse_error *err)
{
    copse_counts *counts;
    if (net->kept_counts)
        return COPSE_OK;
    copse_status st = copse_network_counts_new(&counts, net, ctx->threshold, err);
    if (st == COPSE_OK)
        st = save(store, net, counts, ctx, err);
    copse_network_counts_free(counts);
    return st;
}

copse_status copse_network_publish(copse_store *store, const copse_network *net,
                                   const copse_context *ctx, copse_error *err)
{
    copse_status st = publish_counts(store, net, ctx, err);
    return st == COPSE_OK ? copse_network_keep(store, net, ctx, err) : st;
}
