/*
 * Who came and who went, by quarter. Stints of one person that follow each other are one: a new role is no joining.
 */
#include "question/health.h"

#include <stdlib.h>

#include "network/units.h"

static int by_person(const void *a, const void *b)
{
    const copse_fact_membership *x = a, *y = b;
    if (x->community != y->community)
        return x->community < y->community ? -1 : 1;
    if (x->member != y->member)
        return x->member < y->member ? -1 : 1;
    return (x->since > y->since) - (x->since < y->since);
}

static int by_community_and_day(const void *a, const void *b)
{
    const copse_health_move *x = a, *y = b;
    if (x->community != y->community)
        return x->community < y->community ? -1 : 1;
    return (x->on > y->on) - (x->on < y->on);
}

static copse_day end_of(const copse_fact_membership *stint)
{
    return stint->until == COPSE_DAY_UNKNOWN ? INT32_MAX : stint->until;
}

/* Of all stints of one person in one CoP, in order: days on which they begin to be in it, or cease to. */
static void note_moves(copse_checkup *h, const copse_fact_membership *stint, size_t n)
{
    for (size_t i = 0; i < n;) {
        copse_day end = end_of(&stint[i]);
        if (stint[i].since != COPSE_DAY_UNKNOWN)
            h->moves[h->n_moves++] = (copse_health_move){(int32_t)stint[i].community, true, stint[i].since};
        for (i++; i < n && stint[i].since <= end; i++)
            end = end_of(&stint[i]) > end ? end_of(&stint[i]) : end;
        if (end != INT32_MAX)
            h->moves[h->n_moves++] = (copse_health_move){(int32_t)stint[i - 1].community, false, end};
    }
}

copse_status copse_health_read_movement(copse_checkup *h, copse_error *err)
{
    const copse_facts *facts = h->net->facts;
    size_t n = 0;
    copse_fact_membership *stints = copse_memory_new(facts->n_memberships, sizeof *stints);
    h->moves = copse_memory_new(2 * facts->n_memberships, sizeof *h->moves);
    h->knows_joining = copse_memory_new(facts->n_communities, sizeof *h->knows_joining);
    if (!stints || !h->moves || !h->knows_joining) {
        copse_memory_free(stints);
        return copse_error_nomem(err);
    }
    for (size_t i = 0; i < facts->n_memberships; i++) {
        const copse_fact_membership *stint = &facts->memberships[i];
        if (!h->net->is_present[stint->member] || !copse_network_links(h->net, (size_t)stint->community))
            continue;
        stints[n++] = *stint;
        h->knows_joining[stint->community] |= stint->since != COPSE_DAY_UNKNOWN;
        h->knows_leaving |= stint->until != COPSE_DAY_UNKNOWN;
    }
    if (n > 0)
        qsort(stints, n, sizeof *stints, by_person);
    for (size_t i = 0, next; i < n; i = next) {
        for (next = i + 1; next < n && stints[next].community == stints[i].community &&
                           stints[next].member == stints[i].member;)
            next++;
        note_moves(h, &stints[i], next - i);
    }
    if (h->n_moves > 0)
        qsort(h->moves, h->n_moves, sizeof *h->moves, by_community_and_day);
    copse_memory_free(stints);
    return COPSE_OK;
}

/* Moves of a CoP from one day up to before another. */
static int64_t count_moves(const copse_checkup *h, size_t community, bool is_joining, copse_day from, copse_day before)
{
    const copse_health_move wanted = {(int32_t)community, false, from};
    size_t low = 0, high = h->n_moves;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (by_community_and_day(&h->moves[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    int64_t n = 0;
    for (; low < h->n_moves && h->moves[low].community == (int32_t)community && h->moves[low].on < before; low++)
        n += h->moves[low].is_joining == is_joining;
    return n;
}

static void count_between(copse_health_count *joined, copse_health_count *left, const copse_checkup *h,
                          size_t community, copse_day from, copse_day before)
{
    bool is_known = from != COPSE_DAY_UNKNOWN;
    int64_t n_joined = is_known ? count_moves(h, community, true, from, before) : 0;
    int64_t n_left = is_known ? count_moves(h, community, false, from, before) : 0;
    *joined = copse_health_count_of(h, community, n_joined, is_known && h->knows_joining[community]);
    *left = copse_health_count_of(h, community, n_left, is_known && h->knows_leaving);
}

copse_status copse_health_count_movement(copse_health_community *out, const copse_checkup *h, size_t community,
                                         bool details, copse_error *err)
{
    count_between(&out->joined, &out->left, h, community, h->start[0], h->start[COPSE_HEALTH_QUARTERS]);
    if (!details || h->start[0] == COPSE_DAY_UNKNOWN)
        return COPSE_OK;
    copse_health_quarter *list = copse_arena_take(h->arena, COPSE_HEALTH_QUARTERS, sizeof *list);
    if (!list)
        return copse_error_nomem(err);
    for (int q = 0; q < COPSE_HEALTH_QUARTERS; q++) {
        list[q].first = h->start[q];
        list[q].last = h->start[q + 1] - 1;
        count_between(&list[q].joined, &list[q].left, h, community, h->start[q], h->start[q + 1]);
    }
    out->quarters = list;
    out->n_quarters = COPSE_HEALTH_QUARTERS;
    return COPSE_OK;
}
