/*
 * The publishable counts. Cells with a count of 0 are not kept: they are shown
 * as 0, and no equation needs them.
 */
#include "network/counts.h"

#include "network/counts_tally.h"
#include "network/disclose.h"

#include <stdlib.h>
#include <string.h>

typedef copse_count_cell cell;

void copse_network_counts_free(copse_counts *counts)
{
    if (!counts)
        return;
    copse_memory_free(counts->cells);
    copse_memory_free(counts);
}

static int by_place(const void *a, const void *b)
{
    const cell *x = a, *y = b;
    if (x->community != y->community)
        return x->community < y->community ? -1 : 1;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    return (x->of > y->of) - (x->of < y->of);
}

typedef struct placed {
    const cell *cell;
    int32_t index;
} placed;

/* By place, and in one place by CoP: all staff, whose number is above every CoP's, come last. */
static int by_place_first(const void *a, const void *b)
{
    const cell *x = ((const placed *)a)->cell, *y = ((const placed *)b)->cell;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    if (x->of != y->of)
        return x->of < y->of ? -1 : 1;
    return (x->community > y->community) - (x->community < y->community);
}

void copse_counts_sort(copse_counts *counts)
{
    if (counts->n > 0)
        qsort(counts->cells, counts->n, sizeof *counts->cells, by_place);
}

/* [n] for each cell of a CoP that of all staff in the same place. Of two cells of one place the staff's is last. */
static copse_status find_within(int32_t *within, const copse_counts *counts, copse_error *err)
{
    placed *order = copse_memory_new(counts->n, sizeof *order);
    if (!order)
        return copse_error_nomem(err);
    for (size_t i = 0; i < counts->n; i++)
        order[i] = (placed){&counts->cells[i], (int32_t)i};
    qsort(order, counts->n, sizeof *order, by_place_first);
    int32_t staff = -1;
    for (size_t i = counts->n; i-- > 0;) {
        const cell *at = order[i].cell;
        bool is_staff = at->community == counts->n_communities;
        within[order[i].index] = is_staff ? -1 : staff;
        if (is_staff)
            staff = order[i].index;
    }
    copse_memory_free(order);
    return COPSE_OK;
}

static copse_status suppress(copse_counts *counts, const copse_count_groups *groups, int64_t threshold,
                             copse_error *err)
{
    size_t n = counts->n;
    int64_t *value = copse_memory_new(n, sizeof *value);
    bool *hidden = copse_memory_new(n, sizeof *hidden);
    int32_t *within = copse_memory_new(n, sizeof *within);
    copse_disclosure d = {n, groups->n, value, groups->group_of, groups->total_of, within, hidden};
    copse_status st = value && hidden && within ? find_within(within, counts, err) : copse_error_nomem(err);
    for (size_t i = 0; st == COPSE_OK && i < n; i++)
        value[i] = counts->cells[i].value;
    if (st == COPSE_OK)
        st = copse_network_close_gaps(&d, threshold, err);
    for (size_t i = 0; st == COPSE_OK && i < n; i++)
        if (hidden[i])
            counts->cells[i].value = COPSE_COUNT_SUPPRESSED;
    copse_memory_free(value);
    copse_memory_free(hidden);
    copse_memory_free(within);
    return st;
}

/* [n_communities] whose size is shown and is not 0. */
static bool *sized_communities(const copse_counts *counts)
{
    bool *is_sized = copse_memory_new((size_t)counts->n_communities, sizeof *is_sized);
    for (size_t i = 0; is_sized && i < counts->n; i++)
        if (counts->cells[i].kind == COPSE_COUNT_WHOLE &&
            counts->cells[i].community < counts->n_communities &&
            counts->cells[i].value != COPSE_COUNT_SUPPRESSED)
            is_sized[counts->cells[i].community] = true;
    return is_sized;
}

static bool is_in_any(const copse_network *net, size_t member, const bool *is_sized)
{
    const copse_incidence *m = &net->member_communities;
    for (size_t k = m->start[member]; k < m->start[member + 1]; k++)
        if (is_sized[m->column[k]])
            return true;
    return false;
}

/* One part of all staff: a few on either side would be told by the other. */
static copse_status count_outside(copse_counts *counts, const copse_network *net, int64_t threshold,
                                  copse_error *err)
{
    int64_t inside = 0, outside = 0;
    bool *is_sized = sized_communities(counts);
    if (!is_sized)
        return copse_error_nomem(err);
    for (size_t m = 0; m < net->facts->n_members; m++) {
        bool is_in = net->is_present[m] && is_in_any(net, m, is_sized);
        inside += is_in;
        outside += net->is_present[m] && !is_in;
    }
    copse_memory_free(is_sized);
    bool is_shown = outside >= threshold && (inside == 0 || inside >= threshold);
    if (outside == 0)
        return COPSE_OK;
    if (!copse_memory_grow((void **)&counts->cells, &counts->capacity, counts->n, sizeof *counts->cells))
        return copse_error_nomem(err);
    counts->cells[counts->n++] =
        (cell){counts->n_communities, COPSE_COUNT_OUTSIDE, 0, is_shown ? outside : COPSE_COUNT_SUPPRESSED};
    return COPSE_OK;
}

static copse_status count(copse_counts **out, const copse_network *net, int64_t threshold,
                          copse_error *err)
{
    *out = NULL;
    copse_counts *counts = copse_memory_new(1, sizeof *counts);
    if (!counts)
        return copse_error_nomem(err);
    counts->n_communities = (int32_t)net->facts->n_communities;
    counts->day = net->as_of;
    copse_count_groups groups = {0};
    copse_status st = copse_counts_tally(counts, &groups, net, err);
    if (st == COPSE_OK)
        st = suppress(counts, &groups, threshold, err);
    if (st == COPSE_OK)
        st = count_outside(counts, net, threshold, err);
    copse_counts_sort(counts);
    copse_count_groups_free(&groups);
    if (st != COPSE_OK) {
        copse_network_counts_free(counts);
        return st;
    }
    *out = counts;
    return COPSE_OK;
}

/* Whatever day was asked about: the same facts are counted as of one day only. */
static copse_status count_on_their_day(copse_counts **out, const copse_network *net,
                                       int64_t threshold, copse_error *err)
{
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_network *that_day;
    ctx.as_of = net->counts_day;
    copse_status st = copse_network_new(&that_day, net->facts, &ctx, err);
    if (st == COPSE_OK)
        st = count(out, that_day, threshold, err);
    copse_network_free(that_day);
    return st;
}

static copse_status copy(copse_counts **out, const copse_counts *counts, copse_error *err)
{
    copse_counts *fresh = copse_memory_new(1, sizeof *fresh);
    cell *cells = copse_memory_new(counts->n, sizeof *cells);
    if (!fresh || !cells) {
        copse_memory_free(fresh);
        copse_memory_free(cells);
        return copse_error_nomem(err);
    }
    *fresh = *counts;
    if (counts->n > 0)
        memcpy(cells, counts->cells, counts->n * sizeof *cells);
    fresh->cells = cells;
    fresh->capacity = counts->n;
    *out = fresh;
    return COPSE_OK;
}

copse_status copse_network_counts_new(copse_counts **out, const copse_network *net,
                                      int64_t threshold, copse_error *err)
{
    *out = NULL;
    if (net->kept_counts)
        return copy(out, net->kept_counts, err);
    if (net->counts_day != COPSE_DAY_UNKNOWN && net->counts_day != net->as_of)
        return count_on_their_day(out, net, threshold, err);
    return count(out, net, threshold, err);
}

copse_day copse_network_counts_day(const copse_counts *counts)
{
    return counts->day;
}

copse_count copse_network_counts_get(const copse_counts *counts, copse_index community,
                                     copse_count_kind kind, copse_index of)
{
    const cell key = {community == COPSE_NONE ? counts->n_communities : (int32_t)community,
                      (int32_t)kind, kind == COPSE_COUNT_UNIT || kind == COPSE_COUNT_SITE ? (int32_t)of : 0, 0};
    const cell *found = bsearch(&key, counts->cells, counts->n, sizeof key, by_place);
    if (!found)
        return (copse_count){false, 0};
    bool is_suppressed = found->value == COPSE_COUNT_SUPPRESSED;
    return (copse_count){is_suppressed, is_suppressed ? 0 : found->value};
}
