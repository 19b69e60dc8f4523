/* What is planted, so that whoever looks for it can be checked against truth.json. */
#include "store/generate_internal.h"

#include <stdlib.h>
#include <string.h>

enum { LATENT_LEAST = 8, LATENT_MOST = 20, LATENT_OF_TEAM = 2, TALLY = 1024 };

/* ---- isolated teams, small and large ones of each kind ---- */

typedef struct sized {
    int32_t size, team;
} sized;

static int by_size(const void *a, const void *b)
{
    const sized *x = a, *y = b;
    if (x->size != y->size)
        return x->size < y->size ? -1 : 1;
    return (x->team > y->team) - (x->team < y->team);
}

/* It may have been one of the others: a CoP is about a topic once. */
static void set_main_topic(copse_generate_community *c, int32_t topic)
{
    size_t n = 0;
    c->topics[n++] = topic;
    for (size_t k = 1; k < COPSE_GENERATE_TOPICS_OF_COMMUNITY; k++)
        if (c->topics[k] != topic)
            c->topics[n++] = c->topics[k];
    while (n < COPSE_GENERATE_TOPICS_OF_COMMUNITY)
        c->topics[n++] = -1;
}

static void give_own(copse_generate *g, size_t team, size_t turn)
{
    g->teams[team].own = (int32_t)(g->n_ordinary + turn * COPSE_GENERATE_OWN);
    for (int32_t k = 0; k < COPSE_GENERATE_OWN; k++) {
        copse_generate_community *c = &g->communities[g->teams[team].own + k];
        c->team = (int32_t)team;
        c->trust = g->teams[team].trust;
        c->area = g->teams[team].area;
        if (c->site >= 0)
            c->site = g->teams[team].site;
        set_main_topic(c, (int32_t)copse_generate_team_topic(g, team, (size_t)k));
    }
}

/* Too few teams of a size that can be isolated: what would have been theirs stays empty. */
static void vacate_own(copse_generate *g)
{
    for (size_t i = g->n_ordinary; i < g->n_ordinary + g->n_own; i++) {
        g->communities[i].role = COPSE_ROLE_EMPTY;
        g->communities[i].status = COPSE_COMMUNITY_PROPOSED;
    }
}

static copse_status plant_isolated(copse_generate *g, copse_error *err)
{
    size_t n = 0, wanted = 3 * g->n_isolated;
    sized *order = copse_memory_new(g->n_teams, sizeof *order);
    if (!order)
        return copse_error_nomem(err);
    for (size_t t = 0; t < g->n_teams; t++)
        if (g->teams[t].size >= 3 && g->teams[t].size <= 60)
            order[n++] = (sized){g->teams[t].size, (int32_t)t};
    qsort(order, n, sizeof *order, by_size);
    if (n < wanted) {
        vacate_own(g);
        wanted = 0;
    }
    /* From the middle of equal slices; the kind that starts changes from round to round. */
    for (size_t k = 0; k < wanted; k++) {
        size_t team = (size_t)order[(2 * k + 1) * n / (2 * wanted)].team;
        g->teams[team].isolation = (copse_generate_isolation)(1 + (k + k / 3) % 3);
        if (g->teams[team].isolation == COPSE_PLANTED_INWARD)
            give_own(g, team, k / 3);
    }
    copse_memory_free(order);
    return COPSE_OK;
}

/* ---- CoPs ---- */

static void plant_twins(copse_generate *g)
{
    copse_random random = copse_generate_stream(g, COPSE_DRAW_PLANT, 1);
    size_t first = g->n_ordinary + g->n_own;
    for (size_t k = 0; k < g->n_twins; k++) {
        size_t source = 0;
        /* A popular one that goes on; after many tries any that has no twin yet. */
        for (int tries = 0; tries < 2000; tries++) {
            source = copse_random_below(&random, g->n_ordinary);
            const copse_generate_community *c = &g->communities[source];
            if (c->twin < 0 &&
                (tries > 1000 || (c->number == 0 && c->status == COPSE_COMMUNITY_ACTIVE)))
                break;
        }
        copse_generate_community *from = &g->communities[source], *to = &g->communities[first + k];
        to->area = from->area;
        to->trust = from->trust;
        to->number = from->number;
        memcpy(to->topics, from->topics, sizeof to->topics);
        to->twin = (int32_t)source;
        from->twin = (int32_t)(first + k);
    }
}

static void choose_favourites(copse_generate *g)
{
    for (size_t t = 0; t < g->n_teams; t++) {
        copse_random random = copse_generate_stream(g, COPSE_DRAW_TEAM, 2 * g->n_teams + t);
        int32_t topics[COPSE_GENERATE_TOPICS_OF_TEAM];
        for (size_t k = 0; k < COPSE_GENERATE_TOPICS_OF_TEAM; k++)
            topics[k] = (int32_t)copse_generate_team_topic(g, t, k);
        for (int tries = 0; tries < 6 && g->teams[t].favourite < 0; tries++) {
            int32_t c = copse_generate_best_community(g, &random, t, 1.0, 4, topics,
                                                      COPSE_GENERATE_TOPICS_OF_TEAM);
            if (c >= 0 && g->communities[c].status == COPSE_COMMUNITY_ACTIVE &&
                g->communities[c].openness <= COPSE_OPENNESS_REQUEST)
                g->teams[t].favourite = c;
        }
    }
}

/* ---- people ---- */

/* People of one trust, at most two of a team, who share topics that no CoP is about. */
static void plant_latent(copse_generate *g, size_t latent)
{
    copse_random random = copse_generate_stream(g, COPSE_DRAW_PLANT, 100 + latent);
    size_t trust = copse_random_below(&random, g->n_trusts);
    size_t first_team = trust * g->n_teams / g->n_trusts,
           past_team = (trust + 1) * g->n_teams / g->n_trusts;
    size_t first = (size_t)g->teams[first_team].first;
    size_t n = (size_t)(g->teams[past_team - 1].first + g->teams[past_team - 1].size) - first;
    size_t wanted = LATENT_LEAST + copse_random_below(&random, LATENT_MOST - LATENT_LEAST + 1),
           chosen = 0;
    int32_t teams[LATENT_MOST];
    for (int tries = 0; chosen < wanted && tries < 2000; tries++) {
        size_t i = first + copse_random_below(&random, n), of_team = 0;
        for (size_t k = 0; k < chosen; k++)
            of_team += teams[k] == g->members[i].team;
        if (!copse_generate_is_seen(g, i) || g->members[i].latent >= 0 || of_team >= LATENT_OF_TEAM)
            continue;
        g->members[i].latent = (int32_t)latent;
        teams[chosen++] = g->members[i].team;
    }
}

static void plant_experts(copse_generate *g)
{
    copse_random random = copse_generate_stream(g, COPSE_DRAW_PLANT, 2);
    for (size_t topic = 0; topic < g->n_expert_topics; topic++) {
        size_t area = topic % g->n_areas;
        if (topic / g->n_areas >= copse_generate_topic_ranks(g, area))
            continue; /* of a latent community */
        for (size_t wanted = 1 + copse_random_below(&random, 3); wanted > 0; wanted--) {
            for (int tries = 0; tries < 200; tries++) {
                size_t i = copse_random_below(&random, g->n_staff);
                bool is_at_home = (size_t)g->teams[g->members[i].team].area == area;
                if (copse_generate_is_seen(g, i) && g->members[i].expert < 0 &&
                    (is_at_home || tries > 100)) {
                    g->members[i].expert = (int32_t)topic;
                    break;
                }
            }
        }
    }
}

typedef struct tally {
    int32_t community[TALLY];
    int32_t count[TALLY];
    size_t n;
} tally;

static void tally_add(tally *t, int32_t community)
{
    for (size_t k = 0; k < t->n; k++) {
        if (t->community[k] == community) {
            t->count[k]++;
            return;
        }
    }
    if (t->n < TALLY) {
        t->community[t->n] = community;
        t->count[t->n++] = 1;
    }
}

static bool is_in(const copse_generate_seat *seats, size_t n, int32_t community, copse_day today)
{
    for (size_t k = 0; k < n; k++)
        if (seats[k].community == community && copse_generate_seat_holds(&seats[k], today))
            return true;
    return false;
}

/* Of the CoPs that the member is not in, the favourite has strictly the most of the team. */
static bool is_best(const copse_generate *g, size_t member, tally *of_team)
{
    const copse_generate_team *team = &g->teams[g->members[member].team];
    copse_generate_seat seats[COPSE_GENERATE_SEATS_MAX], others[COPSE_GENERATE_SEATS_MAX];
    size_t n = copse_generate_seats(seats, g, member);
    if (!is_in(seats, n, team->favourite, g->today))
        return false;
    of_team->n = 0;
    for (int32_t i = team->first; i < team->first + team->size; i++) {
        size_t n_others = 0;
        if ((size_t)i != member && copse_generate_is_seen(g, (size_t)i))
            n_others = copse_generate_seats(others, g, (size_t)i);
        for (size_t k = 0; k < n_others; k++)
            if (copse_generate_seat_holds(&others[k], g->today) &&
                !is_in(others, k, others[k].community, g->today) && /* a repeated row */
                (others[k].community == team->favourite ||
                 !is_in(seats, n, others[k].community, g->today)))
                tally_add(of_team, others[k].community);
    }
    int32_t best = 0, rival = 0;
    for (size_t k = 0; k < of_team->n; k++) {
        if (of_team->community[k] == team->favourite)
            best = of_team->count[k];
        else if (of_team->count[k] > rival)
            rival = of_team->count[k];
    }
    return best >= 2 && best > rival;
}

/* One of a team at most, so that holding one out does not change what was seen for another. */
static copse_status plant_hidden(copse_generate *g, copse_error *err)
{
    copse_permutation order = copse_generate_permutation(g, 30, g->n_staff);
    tally *of_team = copse_memory_new(1, sizeof *of_team);
    copse_status status = of_team ? COPSE_OK : copse_error_nomem(err);
    size_t wanted = g->n_staff / 40;
    for (size_t k = 0; k < g->n_staff && wanted > 0 && status == COPSE_OK; k++) {
        size_t i = copse_permutation_apply(&order, k);
        copse_generate_team *team = &g->teams[g->members[i].team];
        status = copse_generate_tick(g, "plan", k, g->n_staff, err);
        if (team->has_hidden || !copse_generate_is_seen(g, i) || team->favourite < 0 ||
            team->isolation != COPSE_PLANTED_NONE || g->communities[team->favourite].twin >= 0 ||
            !is_best(g, i, of_team))
            continue;
        g->members[i].is_hidden = team->has_hidden = true;
        wanted--;
    }
    copse_memory_free(of_team);
    return status;
}

copse_status copse_generate_plant(copse_generate *g, copse_error *err)
{
    copse_status status = plant_isolated(g, err);
    if (status != COPSE_OK)
        return status;
    plant_twins(g);
    choose_favourites(g);
    for (size_t k = 0; k < g->n_latent; k++)
        plant_latent(g, k);
    plant_experts(g);
    return plant_hidden(g, err);
}
