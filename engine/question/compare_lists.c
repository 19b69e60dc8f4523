/* CoPs that grew, shrank, are new or gone; topics that a CoP is about, newly or no more. */
#include "question/compare.h"

#include <stdlib.h>
#include <string.h>

bool copse_compare_takes_part(const copse_comparing *c, int side, size_t community)
{
    const copse_network *net = c->net[side], *other = c->net[1 - side];
    int64_t there = copse_map_get(other->community_keys, net->facts->communities[community].key, COPSE_NONE);
    return copse_network_links(net, community) && (there == COPSE_NONE || !other->is_sensitive[there]);
}

/* The same CoP of the other side; COPSE_NONE where it has none that takes part. */
static copse_index other_of(const copse_comparing *c, int side, size_t community)
{
    const copse_network *net = c->net[side], *other = c->net[1 - side];
    copse_index there = copse_map_get(other->community_keys, net->facts->communities[community].key, COPSE_NONE);
    return there != COPSE_NONE && copse_network_links(other, (size_t)there) ? there : COPSE_NONE;
}

static copse_public_count size_of(const copse_comparing *c, int side, size_t community)
{
    if (c->is_for_steward)
        return (copse_public_count){
            true, (int64_t)copse_incidence_degree(&c->net[side]->community_members, community)};
    copse_count size = copse_network_counts_get(c->counts[side], (copse_index)community, COPSE_COUNT_WHOLE, 0);
    return (copse_public_count){!size.is_suppressed, size.value};
}

/* ---- CoPs ---- */

static copse_status list_only(const copse_compare_thing **out, size_t *n_out, const copse_comparing *c, int side,
                              copse_error *err)
{
    const copse_facts *facts = c->net[side]->facts;
    copse_compare_thing *list = copse_arena_take(c->arena, facts->n_communities, sizeof *list);
    if (!list)
        return copse_error_nomem(err);
    for (size_t i = 0; i < facts->n_communities; i++) {
        const copse_fact_community *fact = &facts->communities[i];
        if (!copse_compare_takes_part(c, side, i) || other_of(c, side, i) != COPSE_NONE)
            continue;
        copse_compare_thing *to = &list[(*n_out)++];
        if (!copse_compare_copy(&to->key, &to->name, c, fact->key, fact->name))
            return copse_error_nomem(err);
    }
    *out = list;
    return COPSE_OK;
}

static int64_t change_of(const copse_compare_community *of)
{
    return llabs(of->after.value - of->before.value);
}

/* A change that is not shown comes last: nothing is known of how large it is. */
static int by_change(const void *a, const void *b)
{
    const copse_compare_community *x = a, *y = b;
    bool x_shown = x->before.is_shown && x->after.is_shown, y_shown = y->before.is_shown && y->after.is_shown;
    if (x_shown != y_shown)
        return x_shown ? -1 : 1;
    if (change_of(x) != change_of(y))
        return change_of(x) > change_of(y) ? -1 : 1;
    return strcmp(x->key, y->key);
}

static bool has_changed(const copse_compare_community *of)
{
    return of->before.is_shown != of->after.is_shown || of->before.value != of->after.value;
}

static copse_status list_changed(copse_compare_answer *out, const copse_comparing *c, copse_error *err)
{
    const copse_facts *facts = c->net[1]->facts;
    copse_compare_community *list = copse_arena_take(c->arena, facts->n_communities, sizeof *list);
    if (!list)
        return copse_error_nomem(err);
    for (size_t i = 0; i < facts->n_communities; i++) {
        copse_index then = copse_compare_takes_part(c, 1, i) ? other_of(c, 1, i) : COPSE_NONE;
        if (then == COPSE_NONE)
            continue;
        copse_compare_community *to = &list[out->n_communities];
        *to = (copse_compare_community){.before = size_of(c, 0, (size_t)then), .after = size_of(c, 1, i)};
        if (!has_changed(to))
            continue;
        if (!copse_compare_copy(&to->key, &to->name, c, facts->communities[i].key, facts->communities[i].name))
            return copse_error_nomem(err);
        out->n_communities++;
    }
    if (out->n_communities > 0)
        qsort(list, out->n_communities, sizeof *list, by_change);
    out->communities = list;
    return COPSE_OK;
}

copse_status copse_compare_communities(copse_compare_answer *out, const copse_comparing *c, copse_error *err)
{
    copse_status st = list_changed(out, c, err);
    if (st == COPSE_OK)
        st = list_only(&out->new_communities, &out->n_new_communities, c, 1, err);
    if (st == COPSE_OK)
        st = list_only(&out->gone_communities, &out->n_gone_communities, c, 0, err);
    /* Published counts of two days of one store are the same ones. */
    bool is_one_day = out->before.data_version == out->after.data_version &&
                      copse_network_counts_day(c->counts[0]) == copse_network_counts_day(c->counts[1]);
    out->sizes_are_compared = c->is_for_steward || out->n_communities > 0 || !is_one_day;
    return st;
}

/* ---- topics ---- */

static bool has_members(const copse_comparing *c, int side, size_t community)
{
    copse_public_count size = size_of(c, side, community);
    return !size.is_shown || size.value > 0;
}

/* @param topic  its key */
static bool is_covered(const copse_comparing *c, int side, const char *topic)
{
    const copse_network *net = c->net[side];
    int64_t row = copse_map_get(net->topic_keys, topic, COPSE_NONE);
    const copse_incidence *cops = &net->topic_communities;
    for (size_t k = row < 0 ? 0 : cops->start[row]; row >= 0 && k < cops->start[row + 1]; k++)
        if (copse_compare_takes_part(c, side, (size_t)cops->column[k]) && has_members(c, side, (size_t)cops->column[k]))
            return true;
    return false;
}

/* Topics that are covered on one side and not on the other. */
static copse_status list_topics(const copse_compare_thing **out, size_t *n_out, const copse_comparing *c, int side,
                                copse_error *err)
{
    const copse_facts *facts = c->net[side]->facts;
    copse_compare_thing *list = copse_arena_take(c->arena, facts->n_topics, sizeof *list);
    if (!list)
        return copse_error_nomem(err);
    for (size_t t = 0; t < facts->n_topics; t++) {
        const copse_fact_topic *fact = &facts->topics[t];
        if (!is_covered(c, side, fact->key) || is_covered(c, 1 - side, fact->key))
            continue;
        copse_compare_thing *to = &list[(*n_out)++];
        if (!copse_compare_copy(&to->key, &to->name, c, fact->key, fact->name))
            return copse_error_nomem(err);
    }
    *out = list;
    return COPSE_OK;
}

copse_status copse_compare_topics(copse_compare_answer *out, const copse_comparing *c, copse_error *err)
{
    copse_status st = list_topics(&out->covered, &out->n_covered, c, 1, err);
    return st == COPSE_OK ? list_topics(&out->uncovered, &out->n_uncovered, c, 0, err) : st;
}
