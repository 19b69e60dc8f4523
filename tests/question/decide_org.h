/* A small organisation whose facts a test of `decide` fills, asks about, changes and asks about again. */
#ifndef COPSE_TESTS_DECIDE_ORG_H
#define COPSE_TESTS_DECIDE_ORG_H

#include "support.h"

#include <stdio.h>
#include <stdlib.h>

enum { MOST_PEOPLE = 64, MOST_COPS = 8, MOST_TOPICS = 8, MOST_ROWS = 512 };
enum { ORG_TEAMS = 24, ORG_SITES = 3, ORG_TODAY = 20634 /* 2026-06-30 */ };

typedef struct decide_org {
    char member_key[MOST_PEOPLE][8], cop_key[MOST_COPS][8], topic_key[MOST_TOPICS][8], team_key[ORG_TEAMS][8];
    copse_fact_member members[MOST_PEOPLE];
    copse_fact_team teams[ORG_TEAMS];
    copse_fact_site sites[ORG_SITES];
    copse_fact_travel travels[ORG_SITES * ORG_SITES];
    copse_fact_assignment assignments[MOST_PEOPLE];
    copse_fact_community cops[MOST_COPS];
    copse_fact_topic topics[MOST_TOPICS];
    copse_fact_membership memberships[MOST_ROWS];
    copse_fact_expertise expertises[MOST_ROWS];
    copse_fact_interest interests[MOST_ROWS];
    copse_fact_community_topic cop_topics[MOST_ROWS];
    copse_fact_exchange exchanges[MOST_ROWS];
    copse_facts facts;
    copse_index asked[MOST_TOPICS];
    double weights[MOST_TOPICS];
    copse_decide_options options;
    copse_context ctx;
} decide_org;

/* In memory of its own: free() it. It asks for topic 0, for the trust. */
static inline decide_org *decide_org_new(void)
{
    static const copse_context nobody = COPSE_CONTEXT_INIT;
    static const copse_decide_options defaults = COPSE_DECIDE_OPTIONS_INIT;
    static const char *const site_keys[ORG_SITES] = {"s0", "s1", "s2"};
    decide_org *o = calloc(1, sizeof *o);
    assert_non_null(o);
    for (int i = 0; i < ORG_TEAMS; i++) {
        snprintf(o->team_key[i], sizeof o->team_key[i], "t%02d", i);
        o->teams[i] = (copse_fact_team){i, o->team_key[i], NULL, COPSE_NONE};
    }
    for (int i = 0; i < ORG_SITES; i++)
        o->sites[i] = (copse_fact_site){i, site_keys[i], NULL, NAN, NAN};
    o->facts = (copse_facts){.n_teams = ORG_TEAMS,
                             .teams = o->teams,
                             .n_sites = ORG_SITES,
                             .sites = o->sites,
                             .travels = o->travels,
                             .members = o->members,
                             .assignments = o->assignments,
                             .communities = o->cops,
                             .topics = o->topics,
                             .memberships = o->memberships,
                             .expertises = o->expertises,
                             .interests = o->interests,
                             .community_topics = o->cop_topics,
                             .exchanges = o->exchanges};
    o->ctx = nobody;
    o->ctx.as_of = ORG_TODAY;
    o->options = defaults;
    o->options.topics = o->asked;
    o->options.topic_weights = o->weights;
    o->options.n_topics = 1;
    o->weights[0] = 1.0;
    return o;
}

static inline copse_index org_topic(decide_org *o, copse_index broader)
{
    size_t i = o->facts.n_topics++;
    snprintf(o->topic_key[i], sizeof o->topic_key[i], "k%02d", (int)i);
    o->topics[i] = (copse_fact_topic){(copse_id)i, o->topic_key[i], NULL, broader, NULL};
    return (copse_index)i;
}

/* A CoP that is open, virtual and has no other word; its name is its key. */
static inline copse_fact_community *org_cop(decide_org *o)
{
    size_t i = o->facts.n_communities++;
    snprintf(o->cop_key[i], sizeof o->cop_key[i], "c%02d", (int)i);
    o->cops[i] = (copse_fact_community){.id = (copse_id)i,
                                        .key = o->cop_key[i],
                                        .mode = COPSE_MODE_VIRTUAL,
                                        .site = COPSE_NONE,
                                        .openness = COPSE_OPENNESS_OPEN,
                                        .capacity = -1,
                                        .cadence_days = -1,
                                        .sensitive = COPSE_SENSITIVE_NO,
                                        .created = COPSE_DAY_UNKNOWN};
    return &o->cops[i];
}

static inline void org_about(decide_org *o, copse_index cop, copse_index topic, double weight)
{
    o->cop_topics[o->facts.n_community_topics++] = (copse_fact_community_topic){cop, topic, weight};
}

/* @param team  COPSE_NONE: it is not recorded */
static inline copse_index org_person(decide_org *o, copse_index team)
{
    size_t i = o->facts.n_members++;
    assert_true(i < MOST_PEOPLE);
    snprintf(o->member_key[i], sizeof o->member_key[i], "m%03d", (int)i);
    o->members[i] = (copse_fact_member){.id = (copse_id)i, .key = o->member_key[i]};
    if (team != COPSE_NONE)
        o->assignments[o->facts.n_assignments++] = (copse_fact_assignment){
            (copse_index)i, team, COPSE_NONE, NULL, COPSE_DAY_UNKNOWN, COPSE_DAY_UNKNOWN};
    return (copse_index)i;
}

static inline void org_wants(decide_org *o, copse_index person, copse_index topic)
{
    o->interests[o->facts.n_interests++] = (copse_fact_interest){person, topic, COPSE_DAY_UNKNOWN};
}

static inline void org_knows(decide_org *o, copse_index person, copse_index topic)
{
    o->expertises[o->facts.n_expertises++] =
        (copse_fact_expertise){person, topic, 1.0, COPSE_DAY_UNKNOWN};
}

static inline void org_joins(decide_org *o, copse_index person, copse_index cop, copse_day since)
{
    o->memberships[o->facts.n_memberships++] =
        (copse_fact_membership){person, cop, NULL, since, COPSE_DAY_UNKNOWN};
}

static inline copse_decide_answer *org_ask(const decide_org *o)
{
    copse_network *net = NULL;
    copse_decide_answer *answer = NULL;
    copse_error err = COPSE_ERROR_INIT;
    if (copse_network_new(&net, &o->facts, &o->ctx, &err) != COPSE_OK ||
        copse_question_decide(&answer, net, &o->options, &o->ctx, &err) != COPSE_OK)
        fail_msg("%s: %s", err.where, err.what);
    copse_network_free(net);
    return answer;
}

/* ---- what an answer says ---- */

static inline bool says(const char *const *texts, size_t n, const char *part)
{
    for (size_t i = 0; i < n; i++)
        if (strstr(texts[i], part))
            return true;
    return false;
}

#define NOTES(answer, part) says((answer)->head.notes, (answer)->head.n_notes, part)
#define ADVISES(answer, part) says((answer)->advice, (answer)->n_advice, part)

/* n people who want topic 0, of as many teams in turn. */
static inline decide_org *people_who_want(size_t n, size_t teams)
{
    decide_org *o = decide_org_new();
    copse_index topic = org_topic(o, COPSE_NONE);
    for (size_t i = 0; i < n; i++)
        org_wants(o, org_person(o, teams > 0 ? (copse_index)(i % teams) : COPSE_NONE), topic);
    return o;
}

#endif
