/*
 * The smallest single change that turns a verdict: a circumstance of a CoP, before a topic that it would take up,
 * before people who would have to want it. Where nothing would make it better, what would undo it.
 */
#include "question/decide.h"

#include <math.h>

/* The best so far; homes come in order of preference and kinds in theirs, so the first of equals stays. */
static void offer(copse_turn *best, const copse_home *home, const copse_home *changed, copse_turn turn)
{
    turn.home = home;
    turn.then = (copse_ruling){copse_decide_use(changed), home};
    if (turn.then.decision < best->then.decision)
        *best = turn;
}

/* ---- circumstances ---- */

/* It meets as was asked for, or virtually where any mode would do. */
static void try_place(copse_turn *best, const copse_decide_case *c, const copse_home *home)
{
    const copse_fact_community *f = &c->net->facts->communities[home->community];
    copse_mode mode = c->wish.mode == COPSE_MODE_UNKNOWN ? COPSE_MODE_VIRTUAL : c->wish.mode;
    copse_home changed = *home;
    changed.reach = copse_reach_of(c->net, &c->wish, mode, f->site, &changed.way, &changed.part);
    offer(best, home, &changed, (copse_turn){.kind = COPSE_TURN_MODE, .mode = mode});
    if (c->wish.n_from == 0)
        return;
    changed = *home;
    changed.reach = copse_reach_of(c->net, &c->wish, f->mode, c->site[0], &changed.way, &changed.part);
    offer(best, home, &changed, (copse_turn){.kind = COPSE_TURN_SITE, .site = c->site[0]});
}

static void try_circumstances(copse_turn *best, const copse_decide_case *c, const copse_home *home)
{
    copse_home changed = *home;
    changed.is_full = false;
    offer(best, home, &changed, (copse_turn){.kind = COPSE_TURN_PLACE});
    changed = *home;
    changed.is_open = true;
    offer(best, home, &changed, (copse_turn){.kind = COPSE_TURN_OPENNESS});
    changed = *home;
    changed.is_asleep = false;
    offer(best, home, &changed, (copse_turn){.kind = COPSE_TURN_MEETS});
    if (home->reach != COPSE_REACH_YES)
        try_place(best, c, home);
}

/* ---- topics ---- */

/* By how much a CoP would cover more if it took up a topic: its wider and narrower ones gain as well. */
static double gain_of(const copse_decide_case *c, const copse_home *home, int32_t topic)
{
    const copse_facts *facts = c->net->facts;
    double gain = 0.0;
    for (size_t t = 0; t < c->n_topics; t++) {
        double now = c->strength[t * facts->n_communities + (size_t)home->community];
        gain += c->weight[t] * (fmax(now, copse_decide_kinship(facts, c->topic[t], topic)) - now);
    }
    return gain;
}

/* It takes up the topic that brings most, the first of equals. */
static void try_topic(copse_turn *best, const copse_decide_case *c, const copse_home *home)
{
    double most = 0.0;
    size_t topic = 0;
    for (size_t t = 0; t < c->n_topics; t++) {
        double gain = gain_of(c, home, c->topic[t]);
        if (gain > most) {
            most = gain;
            topic = t;
        }
    }
    copse_home changed = *home;
    changed.coverage += most;
    offer(best, home, &changed, (copse_turn){.kind = COPSE_TURN_TOPIC, .topic = c->topic[topic]});
}

/* ---- people ---- */

static copse_turn more_people(const copse_decide_case *c)
{
    copse_turn turn = {.kind = COPSE_TURN_PEOPLE, .then = {COPSE_DECISION_CREATE, NULL}};
    turn.teams = c->n_teams < c->enough_teams ? c->enough_teams - c->n_teams : 0;
    turn.people = c->n_people < c->enough_people ? c->enough_people - c->n_people : 0;
    if (turn.people < turn.teams)
        turn.people = turn.teams;
    return turn;
}

/* ---- the whole ---- */

copse_turn copse_decide_find_turn(const copse_decide_case *c, copse_ruling now)
{
    copse_turn best = {.then = now};
    for (size_t i = 0; i < c->n_homes; i++)
        try_circumstances(&best, c, &c->homes[i]);
    for (size_t i = 0; best.then.decision == now.decision && i < c->n_homes; i++)
        try_topic(&best, c, &c->homes[i]);
    if (best.then.decision < now.decision)
        return best;

    if (now.home)
        return (copse_turn){.kind = COPSE_TURN_NO_PLACE,
                            .home = now.home,
                            .then = copse_decide_rule(c, now.home)};
    if (now.decision == COPSE_DECISION_CREATE)
        return (copse_turn){.kind = COPSE_TURN_FEWER_PEOPLE,
                            .people = c->enough_people - 1,
                            .then = {COPSE_DECISION_UNKNOWN, NULL}};
    return more_people(c);
}
