/*
 * What a decision stands on: how far each CoP covers the topics, whether one could go there, and who waits for
 * such a CoP. The rules themselves are at the end.
 */
#include "question/decide.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "question/activity.h"
#include "question/recommend.h"
#include "question/wanted.h"

static const double ROUNDING = 1e-9; /* 3 topics of 5 add up to 0.6 less a few units in the last place */

/* ---- topics ---- */

static copse_status gather_topics(copse_decide_case *c, copse_error *err)
{
    const copse_decide_options *o = c->options;
    if (o->n_topics == 0)
        return copse_error_set(err, COPSE_E_ARGUMENT, "decide", "name at least one topic", "it is not said what the CoP is to be about");
    return copse_wanted_topics(&c->topic, &c->weight, &c->n_topics, c->net, o->topics, o->topic_weights, o->n_topics,
                               err);
}

/* Steps from a topic up to a wider one; -1: it is not above it. */
static int steps_up(const copse_facts *facts, copse_index from, copse_index to)
{
    int steps = 0;
    for (; from != COPSE_NONE; from = facts->topics[from].broader, steps++)
        if (from == to)
            return steps;
    return -1;
}

double copse_decide_kinship(const copse_facts *facts, copse_index topic, copse_index other)
{
    int up = steps_up(facts, topic, other), down = steps_up(facts, other, topic);
    if (up < 0 && down < 0)
        return 0.0;
    return pow(copse_rule_value(COPSE_RULE_DECIDE_KIN), up > down ? up : down);
}

static void gather_strength(copse_decide_case *c, size_t asked)
{
    const copse_facts *facts = c->net->facts;
    const copse_incidence *holders = &c->net->topic_communities;
    double *strength = c->strength + asked * facts->n_communities;
    int32_t *through = c->through + asked * facts->n_communities;
    for (size_t i = 0; i < facts->n_communities; i++)
        through[i] = -1;
    for (size_t t = 0; t < facts->n_topics; t++) {
        double kin = copse_incidence_degree(holders, t) > 0
                         ? copse_decide_kinship(facts, c->topic[asked], (copse_index)t)
                         : 0.0;
        for (size_t k = holders->start[t]; kin > 0.0 && k < holders->start[t + 1]; k++) {
            int32_t community = holders->column[k];
            double found = kin * fmin(1.0, holders->value ? holders->value[k] : 1.0);
            bool is_itself = (int32_t)t == c->topic[asked];
            if (found > strength[community] || (found == strength[community] && is_itself)) {
                strength[community] = found;
                through[community] = (int32_t)t;
            }
        }
    }
}

static copse_status gather_strengths(copse_decide_case *c, copse_error *err)
{
    size_t n = c->net->facts->n_communities;
    c->strength = copse_memory_new(c->n_topics * n, sizeof *c->strength);
    c->through = copse_memory_new(c->n_topics * n, sizeof *c->through);
    if (!c->strength || !c->through)
        return copse_error_nomem(err);
    for (size_t t = 0; t < c->n_topics; t++)
        gather_strength(c, t);
    return COPSE_OK;
}

/* ---- where who asks is ---- */

static bool is_within(const copse_facts *facts, copse_index team, copse_index unit)
{
    while (team != COPSE_NONE && team != unit)
        team = facts->teams[team].parent;
    return team == unit;
}

static void add_site(copse_decide_case *c, copse_index site)
{
    for (size_t i = 0; i < c->wish.n_from; i++)
        if (c->site[i] == site)
            return;
    c->site[c->wish.n_from++] = site;
}

static copse_status gather_sites(copse_decide_case *c, copse_error *err)
{
    const copse_facts *facts = c->net->facts;
    const copse_decide_options *o = c->options;
    c->wish = (copse_reach_wish){.mode = o->mode, .max_minutes = o->max_minutes};
    if (!(o->max_minutes >= 0.0) || !isfinite(o->max_minutes))
        return copse_error_set(err, COPSE_E_ARGUMENT, "decide", "give a number of minutes above 0",
                               "how far is near enough is no time");
    c->site = copse_memory_new(facts->n_sites + 1, sizeof *c->site);
    if (!c->site)
        return copse_error_nomem(err);
    if (o->site != COPSE_NONE)
        add_site(c, o->site);
    for (size_t i = 0; o->site == COPSE_NONE && o->team != COPSE_NONE && i < facts->n_assignments; i++) {
        const copse_fact_assignment *a = &facts->assignments[i];
        if (a->site != COPSE_NONE && c->net->is_present[a->member] &&
            copse_network_holds(c->net, a->since, a->until) && is_within(facts, a->team, o->team))
            add_site(c, a->site);
    }
    c->wish.from = c->site;
    return COPSE_OK;
}

/* ---- homes ---- */

static double coverage_of(const copse_decide_case *c, size_t community)
{
    double sum = 0.0;
    for (size_t t = 0; t < c->n_topics; t++)
        sum += c->weight[t] * c->strength[t * c->net->facts->n_communities + community];
    return sum;
}

/* One that is proposed has not begun, so its silence says nothing. */
static bool is_asleep(const copse_fact_community *c, copse_activity activity)
{
    return c->status == COPSE_COMMUNITY_DORMANT ||
           (c->status != COPSE_COMMUNITY_PROPOSED && activity == COPSE_ACTIVITY_QUIET);
}

static copse_home home_of(const copse_decide_case *c, size_t community, copse_activity activity,
                          const copse_counts *counts)
{
    const copse_fact_community *f = &c->net->facts->communities[community];
    size_t members = copse_incidence_degree(&c->net->community_members, community);
    copse_count size = copse_network_counts_get(counts, (copse_index)community, COPSE_COUNT_WHOLE, 0);
    copse_home home = {.community = (copse_index)community,
                       .coverage = coverage_of(c, community),
                       .activity = activity,
                       .is_asleep = is_asleep(f, activity),
                       .is_open = f->openness != COPSE_OPENNESS_CLOSED &&
                                  f->openness != COPSE_OPENNESS_INVITATION,
                       .is_full = f->capacity >= 0 && members >= (size_t)f->capacity,
                       .members = {!size.is_suppressed, size.value}};
    home.reach = copse_reach_of(c->net, &c->wish, f->mode, f->site, &home.way, &home.part);
    return home;
}

/* Minutes on the way, as far as they count; what is not known is farthest. */
static double effort_of(const copse_home *home)
{
    double minutes = isnan(home->way.minutes) ? home->way.km * copse_rule_value(COPSE_RULE_REACH_MINUTES) /
                                                    copse_rule_value(COPSE_RULE_REACH_KM)
                                              : home->way.minutes;
    if (home->part == COPSE_MODE_VIRTUAL)
        return 0.0;
    return isnan(minutes) ? INFINITY : minutes;
}

static int by_preference(const void *a, const void *b)
{
    const copse_home *x = a, *y = b;
    long long covers_x = llround(x->coverage / ROUNDING), covers_y = llround(y->coverage / ROUNDING);
    double effort_x = effort_of(x), effort_y = effort_of(y);
    if (covers_x != covers_y)
        return covers_x > covers_y ? -1 : 1;
    if ((x->activity == COPSE_ACTIVITY_ACTIVE) != (y->activity == COPSE_ACTIVITY_ACTIVE))
        return x->activity == COPSE_ACTIVITY_ACTIVE ? -1 : 1;
    if (effort_x != effort_y)
        return effort_x < effort_y ? -1 : 1;
    if (x->members.value != y->members.value)
        return x->members.value > y->members.value ? -1 : 1;
    return (x->community > y->community) - (x->community < y->community); /* facts of a store are by key */
}

static copse_status gather_homes(copse_decide_case *c, copse_error *err)
{
    size_t n = c->net->facts->n_communities;
    copse_counts *counts = NULL;
    copse_activity *activity = copse_memory_new(n, sizeof *activity);
    c->homes = copse_memory_new(n, sizeof *c->homes);
    copse_status st = activity && c->homes ? COPSE_OK : copse_error_nomem(err);
    if (st == COPSE_OK)
        st = copse_network_counts_new(&counts, c->net, (int64_t)copse_asking_threshold(c->ctx), err);
    if (st == COPSE_OK)
        copse_activity_find(activity, c->net);
    for (size_t i = 0; st == COPSE_OK && i < n; i++)
        if (!c->net->is_sensitive[i] && c->net->facts->communities[i].status != COPSE_COMMUNITY_CLOSED &&
            coverage_of(c, i) > 0.0)
            c->homes[c->n_homes++] = home_of(c, i, activity[i], counts);
    if (st == COPSE_OK)
        qsort(c->homes, c->n_homes, sizeof *c->homes, by_preference);
    copse_network_counts_free(counts);
    copse_memory_free(activity);
    return st;
}

/* ---- who waits ---- */

/* Whether the member is in a CoP that covers the topics as a whole. */
static bool is_served(const copse_decide_case *c, const copse_home *const *home_of, size_t member)
{
    const copse_incidence *joined = &c->net->member_communities;
    for (size_t k = joined->start[member]; k < joined->start[member + 1]; k++) {
        const copse_home *home = home_of[joined->column[k]];
        if (home && copse_decide_reaches(home->coverage, COPSE_RULE_DECIDE_COVERED))
            return true;
    }
    return false;
}

/* Whether the member is in a CoP that covers this one. */
static bool has_place_for(const copse_decide_case *c, const copse_home *const *home_of, size_t member, size_t topic)
{
    const copse_incidence *joined = &c->net->member_communities;
    const double *strength = c->strength + topic * c->net->facts->n_communities;
    for (size_t k = joined->start[member]; k < joined->start[member + 1]; k++)
        if (home_of[joined->column[k]] &&
            copse_decide_reaches(strength[joined->column[k]], COPSE_RULE_DECIDE_COVERED))
            return true;
    return false;
}

static bool waits(const copse_decide_case *c, const copse_home *const *home_of, size_t member)
{
    const copse_network *net = c->net;
    if (is_served(c, home_of, member))
        return false;
    for (size_t t = 0; t < c->n_topics; t++)
        if ((copse_incidence_has(&net->member_topics, member, c->topic[t]) ||
             copse_incidence_has(&net->member_interests, member, c->topic[t])) &&
            !has_place_for(c, home_of, member, t))
            return true;
    return false;
}

static copse_status gather_people(copse_decide_case *c, copse_error *err)
{
    const copse_network *net = c->net;
    const copse_home **home_of = copse_memory_new(net->facts->n_communities, sizeof *home_of);
    bool *is_team = copse_memory_new(net->facts->n_teams, sizeof *is_team);
    bool is_whole = home_of && is_team;
    for (size_t i = 0; is_whole && i < c->n_homes; i++)
        home_of[c->homes[i].community] = &c->homes[i];
    for (size_t m = 0; is_whole && m < net->facts->n_members; m++) {
        if (!waits(c, home_of, m))
            continue;
        c->n_people++;
        for (size_t k = net->member_teams.start[m]; k < net->member_teams.start[m + 1]; k++) {
            c->n_teams += !is_team[net->member_teams.column[k]];
            is_team[net->member_teams.column[k]] = true;
        }
    }
    size_t least = copse_rule_size(COPSE_RULE_DECIDE_PEOPLE), threshold = copse_asking_threshold(c->ctx);
    c->enough_people = least > threshold ? least : threshold;
    c->enough_teams = copse_rule_size(COPSE_RULE_DECIDE_TEAMS);
    copse_memory_free(home_of);
    copse_memory_free(is_team);
    return is_whole ? COPSE_OK : copse_error_nomem(err);
}

copse_status copse_decide_case_new(copse_decide_case *out, const copse_network *net,
                                   const copse_decide_options *options, const copse_context *ctx,
                                   copse_error *err)
{
    static copse_status (*const steps[])(copse_decide_case *, copse_error *) = {
        gather_topics, gather_strengths, gather_sites, gather_homes, gather_people,
    };
    copse_status st = COPSE_OK;
    *out = (copse_decide_case){.net = net, .ctx = ctx, .options = options};
    for (size_t i = 0; st == COPSE_OK && i < sizeof steps / sizeof steps[0]; i++)
        st = steps[i](out, err);
    return st;
}

void copse_decide_case_free(copse_decide_case *c)
{
    copse_memory_free(c->topic);
    copse_memory_free(c->weight);
    copse_memory_free(c->strength);
    copse_memory_free(c->through);
    copse_memory_free(c->site);
    copse_memory_free(c->homes);
    *c = (copse_decide_case){0};
}

/* ---- the rules ---- */

bool copse_decide_reaches(double coverage, copse_rule rule)
{
    return coverage >= copse_rule_value(rule) - ROUNDING;
}

copse_decision copse_decide_use(const copse_home *home)
{
    if (home->reach != COPSE_REACH_YES || !home->is_open || home->is_full)
        return COPSE_DECISION_UNKNOWN;
    if (copse_decide_reaches(home->coverage, COPSE_RULE_DECIDE_COVERED))
        return home->is_asleep ? COPSE_DECISION_REVIVE : COPSE_DECISION_JOIN;
    if (copse_decide_reaches(home->coverage, COPSE_RULE_DECIDE_STRAND) && !home->is_asleep)
        return COPSE_DECISION_STRAND;
    return COPSE_DECISION_UNKNOWN;
}

copse_ruling copse_decide_rule(const copse_decide_case *c, const copse_home *without)
{
    bool is_wanted = c->n_people >= c->enough_people && c->n_teams >= c->enough_teams;
    copse_ruling ruling = {is_wanted ? COPSE_DECISION_CREATE : COPSE_DECISION_UNKNOWN, NULL};
    for (size_t i = 0; i < c->n_homes; i++) {
        copse_decision use = copse_decide_use(&c->homes[i]);
        if (&c->homes[i] != without && use < ruling.decision && use <= COPSE_DECISION_STRAND)
            ruling = (copse_ruling){use, &c->homes[i]};
    }
    return ruling;
}
