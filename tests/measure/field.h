/*
 * A made-up organisation for tests of measures: people, ties, CoPs, topics and teams, added one at a time, in any
 * number, and turned round so that every row gets another index.
 */
#ifndef COPSE_TESTS_FIELD_H
#define COPSE_TESTS_FIELD_H

#include <stdio.h>

#include "support.h"

#include "measure/table.h"

enum { FIELD_MOST = 80, FIELD_ROWS = 2000 };

typedef struct field {
    size_t n_members, n_teams, n_communities, n_topics;
    char keys[FIELD_MOST][8];
    copse_fact_member members[FIELD_MOST];
    copse_fact_team teams[FIELD_MOST];
    copse_fact_community communities[FIELD_MOST];
    copse_fact_topic topics[FIELD_MOST];
    size_t n_ties, n_seats, n_assignments, n_expertises, n_community_topics;
    copse_fact_tie ties[FIELD_ROWS];
    copse_fact_membership seats[FIELD_ROWS];
    copse_fact_assignment assignments[FIELD_ROWS];
    copse_fact_expertise expertises[FIELD_ROWS];
    copse_fact_community_topic community_topics[FIELD_ROWS];
} field;

static inline void field_begin(field *f, size_t members, size_t teams, size_t communities, size_t topics)
{
    memset(f, 0, sizeof *f);
    f->n_members = members;
    f->n_teams = teams;
    f->n_communities = communities;
    f->n_topics = topics;
    for (size_t i = 0; i < FIELD_MOST; i++) {
        snprintf(f->keys[i], sizeof f->keys[i], "k%02u", (unsigned)i % 100);
        f->members[i] = (copse_fact_member){.id = (copse_id)i, .key = f->keys[i], .visibility = COPSE_VISIBLE_TRUST};
        f->teams[i] = (copse_fact_team){.id = (copse_id)i, .key = f->keys[i], .parent = COPSE_NONE};
        f->communities[i] = (copse_fact_community){
            .id = (copse_id)i, .key = f->keys[i], .site = COPSE_NONE, .sensitive = COPSE_SENSITIVE_NO};
        f->topics[i] = (copse_fact_topic){.id = (copse_id)i, .key = f->keys[i], .broader = COPSE_NONE};
    }
}

static inline void field_tie(field *f, copse_index a, copse_index b, double weight)
{
    f->ties[f->n_ties++] = (copse_fact_tie){a, b, COPSE_TIE_STRENGTH, weight, COPSE_DAY_UNKNOWN};
}

static inline void field_seat(field *f, copse_index member, copse_index community)
{
    f->seats[f->n_seats++] =
        (copse_fact_membership){member, community, NULL, COPSE_DAY_UNKNOWN, COPSE_DAY_UNKNOWN};
}

static inline void field_assign(field *f, copse_index member, copse_index team)
{
    f->assignments[f->n_assignments++] =
        (copse_fact_assignment){member, team, COPSE_NONE, NULL, COPSE_DAY_UNKNOWN, COPSE_DAY_UNKNOWN};
}

static inline void field_know(field *f, copse_index member, copse_index topic, double weight)
{
    f->expertises[f->n_expertises++] = (copse_fact_expertise){member, topic, weight, COPSE_DAY_UNKNOWN};
}

static inline void field_hold(field *f, copse_index community, copse_index topic, double weight)
{
    f->community_topics[f->n_community_topics++] = (copse_fact_community_topic){community, topic, weight};
}

static inline copse_facts field_facts(const field *f)
{
    return (copse_facts){.n_members = f->n_members,
                         .members = f->members,
                         .n_teams = f->n_teams,
                         .teams = f->teams,
                         .n_communities = f->n_communities,
                         .communities = f->communities,
                         .n_topics = f->n_topics,
                         .topics = f->topics,
                         .n_ties = f->n_ties,
                         .ties = f->ties,
                         .n_memberships = f->n_seats,
                         .memberships = f->seats,
                         .n_assignments = f->n_assignments,
                         .assignments = f->assignments,
                         .n_expertises = f->n_expertises,
                         .expertises = f->expertises,
                         .n_community_topics = f->n_community_topics,
                         .community_topics = f->community_topics};
}

/* Row i of everything becomes row n − 1 − i, and keeps its key. */
static inline void field_turn(field *out, const field *f)
{
    const copse_index m = (copse_index)f->n_members - 1, t = (copse_index)f->n_teams - 1;
    const copse_index c = (copse_index)f->n_communities - 1, k = (copse_index)f->n_topics - 1;
    *out = *f;
    for (copse_index i = 0; i <= m; i++)
        out->members[m - i] = (copse_fact_member){.id = i, .key = out->keys[i], .visibility = COPSE_VISIBLE_TRUST};
    for (copse_index i = 0; i <= t; i++)
        out->teams[t - i] = (copse_fact_team){.id = i, .key = out->keys[i], .parent = COPSE_NONE};
    for (copse_index i = 0; i <= c; i++) {
        out->communities[c - i] = f->communities[i];
        out->communities[c - i].key = out->keys[i];
    }
    for (copse_index i = 0; i <= k; i++) {
        copse_index broader = f->topics[i].broader;
        out->topics[k - i] = (copse_fact_topic){
            .id = i, .key = out->keys[i], .broader = broader == COPSE_NONE ? COPSE_NONE : k - broader};
    }
    for (size_t i = 0; i < f->n_ties; i++) {
        out->ties[i].a = m - f->ties[i].a;
        out->ties[i].b = m - f->ties[i].b;
    }
    for (size_t i = 0; i < f->n_seats; i++) {
        out->seats[i].member = m - f->seats[i].member;
        out->seats[i].community = c - f->seats[i].community;
    }
    for (size_t i = 0; i < f->n_assignments; i++) {
        out->assignments[i].member = m - f->assignments[i].member;
        out->assignments[i].team = t - f->assignments[i].team;
    }
    for (size_t i = 0; i < f->n_expertises; i++) {
        out->expertises[i].member = m - f->expertises[i].member;
        out->expertises[i].topic = k - f->expertises[i].topic;
    }
    for (size_t i = 0; i < f->n_community_topics; i++) {
        out->community_topics[i].community = c - f->community_topics[i].community;
        out->community_topics[i].topic = k - f->community_topics[i].topic;
    }
}

/* ---- one measure of it ---- */

/* Values [n] of a measure of things, [n × n] of one of pairs, whose diagonal is NaN. */
typedef struct taken {
    size_t n;
    bool of_pairs;
    double value[FIELD_MOST * FIELD_MOST];
} taken;

static inline copse_network *field_network(const copse_facts *facts)
{
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_error err = COPSE_ERROR_INIT;
    copse_network *net = NULL;
    if (copse_network_new(&net, facts, &ctx, &err) != COPSE_OK)
        fail_msg("%s: %s", err.where, err.what);
    return net;
}

static inline void field_take_subject(taken *out, const copse_subject *of, const copse_measure *m)
{
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_error err = COPSE_ERROR_INIT;
    double error[FIELD_MOST];
    out->n = of->n;
    out->of_pairs = m->pair != NULL;
    assert_true(of->n <= FIELD_MOST);
    for (size_t i = 0; i < of->n; i++)
        error[i] = NAN;
    for (size_t i = 0; i < (m->pair ? of->n * of->n : of->n); i++)
        out->value[i] = NAN;
    if (m->vertex && m->vertex(out->value, error, of, &ctx, &err) != COPSE_OK)
        fail_msg("%s: %s", m->info.name, err.what);
    for (size_t a = 0; m->pair && a < of->n; a++)
        for (size_t b = 0; b < of->n; b++)
            if (a != b)
                out->value[a * of->n + b] = m->pair(of, a, b);
}

static inline void field_take(taken *out, const field *f, const copse_measure *m, copse_things things,
                              copse_index topic)
{
    const copse_facts facts = field_facts(f);
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_error err = COPSE_ERROR_INIT;
    copse_subject *of = NULL;
    copse_network *net = field_network(&facts);
    if (copse_subject_new(&of, net, things, m->parts, topic, &ctx, &err) != COPSE_OK)
        fail_msg("%s: %s", m->info.name, err.what);
    field_take_subject(out, of, m);
    copse_subject_free(of);
    copse_network_free(net);
}

/* By name, of members. */
static inline void field_take_named(taken *out, const field *f, const char *name, copse_index topic)
{
    const copse_measure_info *info;
    assert_ok(copse_measure_find(&info, name, NULL));
    field_take(out, f, copse_measure_row_of(info), COPSE_THINGS_MEMBERS, topic);
}

/* Both undefined, or close relative to their size. */
static inline bool is_same(double a, double b, double tolerance)
{
    if (isnan(a) || isnan(b))
        return isnan(a) && isnan(b);
    return fabs(a - b) <= tolerance * fmax(1.0, fmax(fabs(a), fabs(b)));
}

#endif
