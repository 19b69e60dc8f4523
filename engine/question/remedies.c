/*
 * Remedies of isolated units. Candidates are the CoPs and the units whose topics are most alike; which of them is
 * worth most, given what the unit reaches already, is for choose to say.
 */
#include "question/remedies.h"

#include <string.h>

#include "choose/remedy.h"
#include "measure/measure.h"
#include "measure/profiles.h"
#include "network/collaboration.h"
#include "question/rules.h"

enum { CANDIDATES = 40 };

struct copse_remedies {
    const copse_network *net;
    const copse_units *units;
    double *idf;
    copse_incidence unit_topics;
    copse_profiles of_units, of_cops;
    copse_incidence member_units; /* transpose of the units' members */
    copse_incidence cop_units;    /* CoPs × units, values: how many of the unit are in it */
    const copse_collaboration *ties; /* NULL: none recorded */
    double *reached; /* [units] */
    int32_t *ones;   /* [units] its own number: the unit that an introduction leads to */
};

/* ---- made ready once ---- */

static copse_status count_cop_units(copse_remedies *r, copse_error *err)
{
    const copse_incidence *members = &r->net->community_members, *units = &r->member_units;
    size_t n = 0, at = 0;
    for (size_t k = 0; k < members->start[members->n_rows]; k++)
        n += copse_incidence_degree(units, (size_t)members->column[k]);
    int32_t *cop = copse_memory_new(n, sizeof *cop), *unit = copse_memory_new(n, sizeof *unit);
    double *one = copse_memory_new(n, sizeof *one);
    copse_status st = cop && unit && one ? COPSE_OK : copse_error_nomem(err);
    for (size_t c = 0; st == COPSE_OK && c < members->n_rows; c++)
        for (size_t k = members->start[c]; k < members->start[c + 1]; k++) {
            size_t member = (size_t)members->column[k];
            for (size_t u = units->start[member]; u < units->start[member + 1]; u++) {
                cop[at] = (int32_t)c;
                unit[at] = units->column[u];
                one[at++] = 1.0;
            }
        }
    if (st == COPSE_OK)
        st = copse_incidence_new(&r->cop_units, members->n_rows, r->units->n, n, cop, unit, one, err);
    copse_memory_free(cop);
    copse_memory_free(unit);
    copse_memory_free(one);
    return st;
}

static copse_status prepare(copse_remedies *r, copse_error *err)
{
    r->idf = copse_memory_new(r->net->facts->n_topics, sizeof *r->idf);
    r->reached = copse_memory_new(r->units->n, sizeof *r->reached);
    r->ones = copse_memory_new(r->units->n, sizeof *r->ones);
    if (!r->idf || !r->reached || !r->ones)
        return copse_error_nomem(err);
    for (size_t u = 0; u < r->units->n; u++)
        r->ones[u] = (int32_t)u;
    copse_status st = copse_measure_topic_idf(r->idf, r->net, err);
    if (st == COPSE_OK)
        st = copse_measure_unit_topics(&r->unit_topics, r->net, &r->units->members, err);
    if (st == COPSE_OK)
        st = copse_measure_profiles_new(&r->of_units, &r->unit_topics, r->idf, err);
    if (st == COPSE_OK)
        st = copse_measure_profiles_new(&r->of_cops, &r->net->community_topics, r->idf, err);
    if (st == COPSE_OK)
        st = copse_incidence_transpose(&r->member_units, &r->units->members, err);
    if (st == COPSE_OK)
        st = count_cop_units(r, err);
    const copse_collaboration *graph = NULL;
    if (st == COPSE_OK)
        st = copse_network_collaboration(&graph, r->net, err);
    if (st == COPSE_OK && graph->basis == COPSE_CONTACT_TIES)
        r->ties = graph;
    return st;
}

copse_status copse_remedies_new(copse_remedies **out, const copse_network *net, const copse_units *units,
                                copse_error *err)
{
    *out = NULL;
    copse_remedies *r = copse_memory_new(1, sizeof *r);
    if (!r)
        return copse_error_nomem(err);
    r->net = net;
    r->units = units;
    copse_status st = prepare(r, err);
    if (st == COPSE_OK)
        *out = r;
    else
        copse_remedies_free(r);
    return st;
}

void copse_remedies_free(copse_remedies *r)
{
    if (!r)
        return;
    copse_measure_profiles_free(&r->of_units);
    copse_measure_profiles_free(&r->of_cops);
    copse_incidence_free(&r->unit_topics);
    copse_incidence_free(&r->member_units);
    copse_incidence_free(&r->cop_units);
    copse_memory_free(r->idf);
    copse_memory_free(r->reached);
    copse_memory_free(r->ones);
    copse_memory_free(r);
}

/* ---- of one unit ---- */

/* What a unit reaches already: by a tie for sure, by each seat in a CoP as a seat would. */
static void find_reached(copse_remedies *r, size_t unit)
{
    const copse_incidence *people = &r->units->members, *joined = &r->net->member_communities;
    double contacts = copse_rule_value(COPSE_RULE_ISOLATED_CONTACTS);
    memset(r->reached, 0, r->units->n * sizeof *r->reached);
    for (size_t i = people->start[unit]; i < people->start[unit + 1]; i++) {
        size_t member = (size_t)people->column[i];
        for (size_t k = joined->start[member]; k < joined->start[member + 1]; k++) {
            size_t c = (size_t)joined->column[k];
            double size = (double)copse_incidence_degree(&r->net->community_members, c);
            if (!copse_network_links(r->net, c))
                continue;
            for (size_t u = r->cop_units.start[c]; u < r->cop_units.start[c + 1]; u++) {
                double *reached = &r->reached[r->cop_units.column[u]];
                *reached = 1.0 - (1.0 - *reached) * (1.0 - copse_choose_remedy_meeting(r->cop_units.value[u],
                                                                                       size, contacts));
            }
        }
        const copse_incidence *ties = r->ties ? &r->ties->neighbours : NULL;
        for (size_t k = ties ? ties->start[member] : 0; ties && k < ties->start[member + 1]; k++)
            for (size_t other = (size_t)ties->column[k], u = r->member_units.start[other];
                 u < r->member_units.start[other + 1]; u++)
                r->reached[r->member_units.column[u]] = 1.0;
    }
    r->reached[unit] = 1.0; /* to reach itself is nothing */
}

static bool can_be_joined(const copse_network *net, size_t c)
{
    const copse_fact_community *cop = &net->facts->communities[c];
    size_t members = copse_incidence_degree(&net->community_members, c);
    return copse_network_links(net, c) && members >= 2 && cop->status != COPSE_COMMUNITY_DORMANT &&
           cop->openness != COPSE_OPENNESS_CLOSED && (cop->capacity < 0 || members < (size_t)cop->capacity);
}

/* Acts while they are collected; the arrays that they point to last as long as `p`. */
typedef struct acts {
    copse_remedy_act list[2 * CANDIDATES];
    copse_likeness of[2 * CANDIDATES];
    size_t n, n_seats;
    double *p; /* all probabilities, in one block */
    double sure;
} acts;

static copse_status add_seats(acts *a, copse_remedies *r, size_t unit, copse_error *err)
{
    copse_likeness near[CANDIDATES];
    size_t n = copse_measure_profiles_nearest(near, CANDIDATES, &r->of_units, unit, &r->of_cops), entries = 0;
    for (size_t i = 0; i < n; i++)
        entries += copse_incidence_degree(&r->cop_units, (size_t)near[i].thing);
    a->p = copse_memory_new(entries, sizeof *a->p);
    if (!a->p)
        return copse_error_nomem(err);
    double *at = a->p, contacts = copse_rule_value(COPSE_RULE_ISOLATED_CONTACTS);
    for (size_t i = 0; i < n; i++) {
        size_t c = (size_t)near[i].thing, first = r->cop_units.start[c];
        if (!can_be_joined(r->net, c))
            continue;
        copse_remedy_act *act = &a->list[a->n];
        *act = (copse_remedy_act){near[i].cosine, copse_incidence_degree(&r->cop_units, c),
                                  r->cop_units.column + first, at};
        /* Whoever takes the seat makes the CoP one larger, so that all who are in it are others. */
        double size = (double)copse_incidence_degree(&r->net->community_members, c) + 1.0;
        for (size_t u = 0; u < act->n; u++)
            *at++ = copse_choose_remedy_meeting(r->cop_units.value[first + u], size, contacts);
        a->of[a->n++] = near[i];
    }
    a->n_seats = a->n;
    return COPSE_OK;
}

static void add_introductions(acts *a, copse_remedies *r, size_t unit)
{
    copse_likeness near[CANDIDATES];
    size_t n = copse_measure_profiles_nearest(near, CANDIDATES, &r->of_units, unit, &r->of_units);
    a->sure = 1.0;
    for (size_t i = 0; i < n; i++) {
        a->list[a->n] = (copse_remedy_act){near[i].cosine, 1, &r->ones[near[i].thing], &a->sure};
        a->of[a->n++] = near[i];
    }
}

/* People of the unit who know or want a topic that the CoP, or the other unit, has. */
static size_t who_could(const copse_remedies *r, size_t unit, const copse_incidence *topics, size_t row)
{
    const copse_incidence *people = &r->units->members, *lists[] = {&r->net->member_topics,
                                                                     &r->net->member_interests};
    size_t n = 0;
    for (size_t i = people->start[unit]; i < people->start[unit + 1]; i++) {
        size_t member = (size_t)people->column[i];
        bool could = false;
        for (size_t l = 0; l < 2; l++)
            for (size_t k = lists[l]->start[member]; !could && k < lists[l]->start[member + 1]; k++)
                could = copse_incidence_has(topics, row, lists[l]->column[k]);
        n += could;
    }
    return n;
}

static bool keep(copse_isolated_remedy *to, const copse_remedies *r, const acts *a, const copse_remedy_choice *chosen,
                 size_t unit, size_t threshold, copse_arena *arena)
{
    bool is_seat = chosen->act < a->n_seats;
    const copse_likeness *of = &a->of[chosen->act];
    copse_level level = is_seat ? COPSE_LEVEL_COMMUNITY : r->units->level;
    copse_index index = is_seat ? of->thing : r->units->index[of->thing];
    const copse_fact_topic *topic = &r->net->facts->topics[of->topic];
    size_t people = who_could(r, unit, is_seat ? &r->net->community_topics : &r->unit_topics, (size_t)of->thing);
    *to = (copse_isolated_remedy){
        .is_seat = is_seat,
        .key = copse_arena_copy(arena, copse_network_unit_key(r->net, level, index)),
        .name = copse_arena_copy(arena, copse_network_unit_name(r->net, level, index)),
        .topic = copse_arena_copy(arena, topic->name ? topic->name : topic->key),
        .reach = chosen->reach,
        .gain = chosen->gain,
        /* Of a subgroup that no published table has: in fives. */
        .people = people >= threshold ? (int64_t)(people + 2) / 5 * 5 : -1};
    return to->key && to->name && to->topic;
}

copse_status copse_remedies_find(const copse_isolated_remedy **out, size_t *n_out, copse_remedies *r, size_t unit,
                                 size_t most, size_t threshold, copse_arena *arena, copse_error *err)
{
    acts a = {.n = 0};
    *n_out = 0;
    copse_remedy_choice *chosen = copse_memory_new(most, sizeof *chosen);
    copse_isolated_remedy *kept = copse_arena_take(arena, most, sizeof *kept);
    copse_status st = chosen && kept ? COPSE_OK : copse_error_nomem(err);
    if (st == COPSE_OK) {
        find_reached(r, unit);
        st = add_seats(&a, r, unit, err);
    }
    if (st == COPSE_OK) {
        add_introductions(&a, r, unit);
        st = copse_choose_remedy(chosen, n_out, a.list, a.n, r->reached, most, err);
    }
    for (size_t i = 0; st == COPSE_OK && i < *n_out; i++)
        if (!keep(&kept[i], r, &a, &chosen[i], unit, threshold, arena))
            st = copse_error_nomem(err);
    *out = kept;
    copse_memory_free(chosen);
    copse_memory_free(a.p);
    return st;
}
