/* From facts to the network of one day. */
#include "network/network_internal.h"

#include "network/collaboration.h"
#include "store/store.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

bool copse_network_holds(const copse_network *net, copse_day since, copse_day until)
{
    if (net->as_of == COPSE_DAY_UNKNOWN)
        return until == COPSE_DAY_UNKNOWN;
    /* An unknown start is the least day there is. */
    return since <= net->as_of && (until == COPSE_DAY_UNKNOWN || net->as_of < until);
}

static copse_status decide_presence(copse_network *net, copse_error *err)
{
    const copse_facts *f = net->facts;
    net->is_present = copse_arena_take(net->arena, f->n_members, sizeof *net->is_present);
    net->is_sensitive = copse_arena_take(net->arena, f->n_communities, sizeof *net->is_sensitive);
    if (!net->is_present || !net->is_sensitive)
        return copse_error_nomem(err);
    for (size_t i = 0; i < f->n_members; i++)
        net->is_present[i] = !f->members[i].objected;
    for (size_t i = 0; i < f->n_communities; i++) {
        const copse_fact_community *c = &f->communities[i];
        net->is_sensitive[i] =
            c->sensitive == COPSE_SENSITIVE_YES ||
            (c->sensitive == COPSE_SENSITIVE_UNDECIDED &&
             copse_store_looks_sensitive(c->name ? c->name : c->key, c->description));
    }
    return COPSE_OK;
}

static copse_status build_memberships(copse_network *net, copse_error *err)
{
    const copse_facts *f = net->facts;
    copse_pairs pairs = {0};
    for (size_t i = 0; i < f->n_memberships; i++) {
        const copse_fact_membership *m = &f->memberships[i];
        if (net->is_present[m->member] && copse_network_holds(net, m->since, m->until))
            copse_pairs_add(&pairs, m->member, m->community, 1.0);
    }
    copse_status st = copse_pairs_to_incidence(&net->member_communities, &net->community_members,
                                               &pairs, f->n_members, f->n_communities, false, err);
    copse_pairs_free(&pairs);
    return st;
}

static copse_status build_expertise(copse_network *net, copse_error *err)
{
    const copse_facts *f = net->facts;
    copse_pairs pairs = {0};
    for (size_t i = 0; i < f->n_expertises; i++)
        if (net->is_present[f->expertises[i].member])
            copse_pairs_add(&pairs, f->expertises[i].member, f->expertises[i].topic,
                            f->expertises[i].weight);
    copse_status st = copse_pairs_to_incidence(&net->member_topics, &net->topic_members, &pairs,
                                               f->n_members, f->n_topics, true, err);
    copse_pairs_free(&pairs);
    return st;
}

static copse_status build_community_topics(copse_network *net, copse_error *err)
{
    const copse_facts *f = net->facts;
    copse_pairs pairs = {0};
    for (size_t i = 0; i < f->n_community_topics; i++)
        copse_pairs_add(&pairs, f->community_topics[i].community, f->community_topics[i].topic,
                        f->community_topics[i].weight);
    copse_status st = copse_pairs_to_incidence(&net->community_topics, &net->topic_communities,
                                               &pairs, f->n_communities, f->n_topics, true, err);
    copse_pairs_free(&pairs);
    return st;
}

static copse_status build_interests(copse_network *net, copse_error *err)
{
    const copse_facts *f = net->facts;
    copse_pairs pairs = {0};
    for (size_t i = 0; i < f->n_interests; i++) {
        const copse_fact_interest *w = &f->interests[i];
        if (net->is_present[w->member] && copse_network_holds(net, w->since, COPSE_DAY_UNKNOWN))
            copse_pairs_add(&pairs, w->member, w->topic, 1.0);
    }
    copse_status st = copse_pairs_to_incidence(&net->member_interests, NULL, &pairs, f->n_members,
                                               f->n_topics, false, err);
    copse_pairs_free(&pairs);
    return st;
}

static copse_status build_marks(copse_network *net, copse_error *err)
{
    const copse_facts *f = net->facts;
    copse_pairs pairs = {0};
    for (size_t i = 0; i < f->n_marks; i++) {
        const copse_fact_mark *m = &f->marks[i];
        if (net->is_present[m->member] && copse_network_holds(net, m->on, COPSE_DAY_UNKNOWN))
            copse_pairs_add(&pairs, m->member, m->community, 1.0);
    }
    copse_status st = copse_pairs_to_incidence(&net->member_marks, NULL, &pairs, f->n_members,
                                               f->n_communities, false, err);
    copse_pairs_free(&pairs);
    return st;
}

static copse_status build_teams(copse_network *net, copse_error *err)
{
    const copse_facts *f = net->facts;
    copse_pairs pairs = {0};
    for (size_t i = 0; i < f->n_assignments; i++) {
        const copse_fact_assignment *a = &f->assignments[i];
        if (a->team != COPSE_NONE && net->is_present[a->member] &&
            copse_network_holds(net, a->since, a->until))
            copse_pairs_add(&pairs, a->member, a->team, 1.0);
    }
    copse_status st = copse_pairs_to_incidence(&net->member_teams, NULL, &pairs, f->n_members,
                                               f->n_teams, false, err);
    copse_pairs_free(&pairs);
    return st;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/*
 * Hyndman & Fan 1996, type 7 (as R's default and GSL's): the value at place
 * (n − 1)·0.75 of the sorted ones counted from 0, linear in between. Written
 * out here because GSL belongs to the rooms on the right.
 */
static double upper_quartile(double *values, size_t n)
{
    if (n == 0)
        return NAN;
    qsort(values, n, sizeof *values, by_value);
    double place = 0.75 * (double)(n - 1);
    size_t below = (size_t)place;
    double share = place - (double)below;
    return below + 1 < n ? (1.0 - share) * values[below] + share * values[below + 1]
                         : values[below];
}

static copse_status build_topic_scale(copse_network *net, copse_error *err)
{
    const copse_incidence *holders = &net->topic_members;
    size_t most = 0;
    for (size_t t = 0; t < holders->n_rows; t++)
        if (copse_incidence_degree(holders, t) > most)
            most = copse_incidence_degree(holders, t);

    net->topic_scale = copse_arena_take(net->arena, holders->n_rows, sizeof *net->topic_scale);
    double *values = copse_memory_new(most, sizeof *values);
    if (!net->topic_scale || !values) {
        copse_memory_free(values);
        return copse_error_nomem(err);
    }
    for (size_t t = 0; t < holders->n_rows; t++) {
        size_t n = copse_incidence_degree(holders, t);
        if (n > 0)
            memcpy(values, holders->value + holders->start[t], n * sizeof *values);
        net->topic_scale[t] = upper_quartile(values, n);
    }
    copse_memory_free(values);
    return COPSE_OK;
}

double copse_network_saturated(const copse_network *net, size_t member, int32_t topic)
{
    double evidence = copse_incidence_get(&net->member_topics, member, topic);
    return evidence > 0.0 ? -expm1(-evidence / net->topic_scale[topic]) : 0.0;
}

copse_status copse_network_new(copse_network **out, const copse_facts *facts,
                               const copse_context *ctx, copse_error *err)
{
    static copse_status (*const steps[])(copse_network *, copse_error *) = {
        copse_network_verify,
        decide_presence,
        build_memberships,
        build_expertise,
        build_community_topics,
        build_interests,
        build_marks,
        build_teams,
        copse_network_build_groups,
        build_topic_scale,
        copse_network_build_contacts,
        copse_network_build_travels,
    };
    copse_status st = COPSE_OK;
    *out = NULL;
    copse_network *net = copse_memory_new(1, sizeof *net);
    if (!net)
        return copse_error_nomem(err);
    net->facts = facts;
    net->as_of = ctx->as_of;
    net->counts_day = COPSE_DAY_UNKNOWN;
    net->arena = copse_arena_new();
    net->made_later = net->arena ? copse_arena_take(net->arena, 1, sizeof *net->made_later) : NULL;
    if (!net->made_later)
        st = copse_error_nomem(err);

    for (size_t i = 0; st == COPSE_OK && i < sizeof steps / sizeof steps[0]; i++) {
        st = copse_context_poll(ctx, err);
        if (st == COPSE_OK)
            st = steps[i](net, err);
    }
    if (st == COPSE_OK)
        *out = net;
    else
        copse_network_free(net);
    return st;
}

void copse_network_free(copse_network *net)
{
    if (!net)
        return;
    if (net->made_later)
        copse_collaboration_free(net->made_later->collaboration);
    copse_incidence *const incidences[] = {
        &net->member_communities, &net->community_members, &net->member_topics,
        &net->topic_members,      &net->community_topics,  &net->topic_communities,
        &net->member_interests,   &net->member_teams,      &net->member_groups,
        &net->contact_members,    &net->member_marks,
    };
    for (size_t i = 0; i < sizeof incidences / sizeof incidences[0]; i++)
        copse_incidence_free(incidences[i]);
    copse_map *const maps[] = {net->member_keys, net->community_keys, net->topic_keys,
                               net->team_keys, net->site_keys};
    for (size_t i = 0; i < sizeof maps / sizeof maps[0]; i++)
        copse_map_free(maps[i]);
    copse_network_counts_free(net->kept_counts);
    copse_arena_free(net->arena);
    copse_facts_free(net->owned_facts);
    copse_memory_free(net);
}

const copse_facts *copse_network_facts(const copse_network *net)
{
    return net->facts;
}
