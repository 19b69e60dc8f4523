#include "oracle/decide_rules.h"

static const double SLIP = 1e-9;

bool decide_is_member(const decide_org *o, size_t person, size_t cop)
{
    for (size_t i = 0; i < o->facts.n_memberships; i++) {
        const copse_fact_membership *m = &o->memberships[i];
        if ((size_t)m->member == person && (size_t)m->community == cop && !o->members[person].objected &&
            (m->since == COPSE_DAY_UNKNOWN || m->since <= ORG_TODAY) &&
            (m->until == COPSE_DAY_UNKNOWN || m->until > ORG_TODAY))
            return true;
    }
    return false;
}

int decide_size(const decide_org *o, size_t cop)
{
    int n = 0;
    for (size_t i = 0; i < o->facts.n_members; i++)
        n += decide_is_member(o, i, cop);
    return n;
}

static int steps_above(const decide_org *o, copse_index from, copse_index to)
{
    for (int steps = 0; from != COPSE_NONE; steps++, from = o->topics[from].broader)
        if (from == to)
            return steps;
    return -1;
}

static double strength(const decide_org *o, size_t cop, copse_index topic)
{
    double most = 0.0;
    for (size_t j = 0; j < o->facts.n_community_topics; j++) {
        const copse_fact_community_topic *row = &o->cop_topics[j];
        int up = steps_above(o, topic, row->topic), down = steps_above(o, row->topic, topic);
        int steps = up >= 0 ? up : down;
        if ((size_t)row->community != cop || steps < 0)
            continue;
        double found = (row->weight > 1.0 ? 1.0 : row->weight) / (double)(1 << steps);
        most = found > most ? found : most;
    }
    return most;
}

double decide_coverage(const decide_org *o, size_t cop)
{
    double covered = 0.0, total = 0.0;
    for (size_t i = 0; i < o->options.n_topics; i++) {
        covered += o->weights[i] * strength(o, cop, o->asked[i]);
        total += o->weights[i];
    }
    return covered / total;
}

/* Newest thing that is recorded of a CoP, or of any where cop is none; COPSE_DAY_UNKNOWN. */
copse_day decide_newest(const decide_org *o, copse_index cop)
{
    copse_day day = COPSE_DAY_UNKNOWN;
    for (size_t i = 0; i < o->facts.n_memberships; i++) {
        const copse_fact_membership *m = &o->memberships[i];
        if ((cop == COPSE_NONE || m->community == cop) && !o->members[m->member].objected && m->since > day)
            day = m->since;
    }
    for (size_t i = 0; i < o->facts.n_exchanges; i++)
        if ((cop == COPSE_NONE || o->exchanges[i].to_community == cop) && o->exchanges[i].on > day)
            day = o->exchanges[i].on;
    return day;
}

static bool sleeps(const decide_org *o, size_t cop)
{
    if (o->cops[cop].status == COPSE_COMMUNITY_DORMANT)
        return true;
    return o->cops[cop].status != COPSE_COMMUNITY_PROPOSED && decide_newest(o, COPSE_NONE) != COPSE_DAY_UNKNOWN &&
           decide_newest(o, (copse_index)cop) <= ORG_TODAY - 365;
}

/* Minutes from the site that was asked for; -1: not known. No coordinates here. */
static double minutes_to(const decide_org *o, copse_index site)
{
    if (site == o->options.site)
        return 0.0;
    for (int back = 0; back < 2; back++)
        for (size_t i = 0; site != COPSE_NONE && i < o->facts.n_travels; i++) {
            const copse_fact_travel *t = &o->travels[i];
            copse_index from = back ? t->to_site : t->from_site, to = back ? t->from_site : t->to_site;
            if (from == o->options.site && to == site)
                return t->minutes;
        }
    return -1.0;
}

static bool is_met(const decide_org *o, size_t cop)
{
    copse_mode mode = o->cops[cop].mode, asked = o->options.mode;
    double minutes = minutes_to(o, o->cops[cop].site);
    bool is_near = o->options.site == COPSE_NONE || (minutes >= 0.0 && minutes <= 30.0);
    if (asked == COPSE_MODE_UNKNOWN) {
        if (mode == COPSE_MODE_UNKNOWN && o->cops[cop].site == COPSE_NONE)
            return true;
        return mode == COPSE_MODE_VIRTUAL || mode == COPSE_MODE_HYBRID || is_near;
    }
    if (mode != asked && mode != COPSE_MODE_HYBRID)
        return false;
    return asked == COPSE_MODE_VIRTUAL || is_near;
}

bool decide_is_there(const decide_org *o, size_t cop)
{
    return o->cops[cop].sensitive == COPSE_SENSITIVE_NO && o->cops[cop].status != COPSE_COMMUNITY_CLOSED;
}

static bool is_usable(const decide_org *o, size_t cop)
{
    const copse_fact_community *c = &o->cops[cop];
    return decide_is_there(o, cop) && is_met(o, cop) && c->openness != COPSE_OPENNESS_CLOSED &&
           c->openness != COPSE_OPENNESS_INVITATION && (c->capacity < 0 || decide_size(o, cop) < c->capacity);
}

static bool cares_for(const decide_org *o, size_t person, copse_index topic)
{
    for (size_t i = 0; i < o->facts.n_expertises; i++)
        if ((size_t)o->expertises[i].member == person && o->expertises[i].topic == topic)
            return true;
    for (size_t i = 0; i < o->facts.n_interests; i++)
        if ((size_t)o->interests[i].member == person && o->interests[i].topic == topic)
            return true;
    return false;
}

/* Of the topics that they care for there is one that none of their CoPs covers. */
bool decide_misses_one(const decide_org *o, size_t person)
{
    for (size_t t = 0; t < o->options.n_topics; t++) {
        bool has_place = false;
        for (size_t c = 0; c < o->facts.n_communities; c++)
            has_place = has_place || (decide_is_there(o, c) && decide_is_member(o, person, c) &&
                                      strength(o, c, o->asked[t]) >= 0.6 - SLIP);
        if (cares_for(o, person, o->asked[t]) && !has_place)
            return true;
    }
    return false;
}

bool decide_is_served(const decide_org *o, size_t person)
{
    for (size_t c = 0; c < o->facts.n_communities; c++)
        if (decide_is_there(o, c) && decide_coverage(o, c) >= 0.6 - SLIP && decide_is_member(o, person, c))
            return true;
    return false;
}

static bool enough_wait(const decide_org *o)
{
    bool has[ORG_TEAMS] = {false};
    int people = 0, teams = 0;
    for (size_t i = 0; i < o->facts.n_members; i++) {
        if (o->members[i].objected || !decide_misses_one(o, i) || decide_is_served(o, i))
            continue;
        people++;
        for (size_t j = 0; j < o->facts.n_assignments; j++)
            if ((size_t)o->assignments[j].member == i)
                has[o->assignments[j].team] = true;
    }
    for (int t = 0; t < ORG_TEAMS; t++)
        teams += has[t];
    return people >= 8 && teams >= 2;
}

/* The verdict; *best is the largest coverage of a CoP that it could be about. */
copse_decision decide_verdict(const decide_org *o, double *best)
{
    double joins = -1.0, revives = -1.0, strands = -1.0;
    for (size_t c = 0; c < o->facts.n_communities; c++) {
        double covers = decide_coverage(o, c);
        if (!is_usable(o, c))
            continue;
        if (covers >= 0.6 - SLIP && !sleeps(o, c))
            joins = covers > joins ? covers : joins;
        else if (covers >= 0.6 - SLIP)
            revives = covers > revives ? covers : revives;
        else if (covers >= 0.3 - SLIP && !sleeps(o, c))
            strands = covers > strands ? covers : strands;
    }
    *best = joins >= 0.0 ? joins : revives >= 0.0 ? revives : strands;
    if (joins >= 0.0)
        return COPSE_DECISION_JOIN;
    if (revives >= 0.0)
        return COPSE_DECISION_REVIVE;
    if (strands >= 0.0)
        return COPSE_DECISION_STRAND;
    return enough_wait(o) ? COPSE_DECISION_CREATE : COPSE_DECISION_UNKNOWN;
}
