/*
 * Who could be talked to, and in which order: expertise × return × nearness × room, each in whole hundredths, so
 * that what is printed multiplies to the score to its last digit.
 */
#include "question/talk.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "question/asks.h"
#include "question/rules.h"
#include "question/wanted.h"

int copse_talk_hundredths(double value)
{
    return (int)lround(COPSE_TALK_UNIT * value);
}

/* ---- what was asked ---- */

static copse_status gather_topics(copse_talk_case *c, copse_error *err)
{
    const copse_talk_options *o = c->options;
    if (o->n_topics == 0)
        return copse_error_set(err, COPSE_E_ARGUMENT, "talk", "name at least one topic", "it is not said what the conversation is to be about");
    return copse_wanted_topics(&c->topic, &c->weight, &c->n_topics, c->net, o->topics, o->topic_weights, o->n_topics,
                               err);
}

static void choose_place(copse_talk_case *c)
{
    static const double shares[] = {[COPSE_MODE_UNKNOWN] = 0.0,
                                    [COPSE_MODE_FACE_TO_FACE] = 1.0,
                                    [COPSE_MODE_VIRTUAL] = 0.0,
                                    [COPSE_MODE_HYBRID] = 0.5};
    copse_mode theirs = c->net->facts->members[c->member].mode_preference;
    c->is_mode_theirs = c->options->mode == COPSE_MODE_UNKNOWN && theirs != COPSE_MODE_UNKNOWN;
    c->mode = c->is_mode_theirs ? theirs : c->options->mode;
    c->site = c->options->site;
    if (c->site == COPSE_NONE)
        copse_network_sites_of(c->net, c->member, &c->site, 1);
    if (c->site != COPSE_NONE)
        c->travel_share = shares[c->mode] * copse_rule_value(COPSE_RULE_TALK_TRAVEL);
}

/* ---- the factors ---- */

int copse_talk_expertise_part(const copse_talk_case *c, size_t topic, int32_t member)
{
    return copse_talk_hundredths(
        c->weight[topic] * copse_network_saturated(c->net, (size_t)member, c->topic[topic]));
}

int copse_talk_return_part(const copse_talk_case *c, int32_t topic)
{
    if (!copse_network_may_show_topic(c->net, (size_t)topic))
        return 0;
    double most = 1.0 - copse_rule_value(COPSE_RULE_TALK_RETURN);
    return copse_talk_hundredths(most * copse_network_saturated(c->net, (size_t)c->member, topic));
}

static int in_return_of(const copse_talk_case *c, int32_t member)
{
    const copse_incidence *wants = &c->net->member_interests;
    int sum = copse_talk_hundredths(copse_rule_value(COPSE_RULE_TALK_RETURN));
    for (size_t k = wants->start[member]; k < wants->start[member + 1]; k++)
        sum += copse_talk_return_part(c, wants->column[k]);
    return sum < COPSE_TALK_UNIT ? sum : COPSE_TALK_UNIT;
}

/* 0 beside whoever asks, 1 for an hour or more, and where it is not known; a kilometre takes a minute. */
static double travel_to(const copse_talk_case *c, int32_t member)
{
    copse_index site = COPSE_NONE;
    copse_network_sites_of(c->net, member, &site, 1);
    double minutes = copse_network_travel_minutes(c->net, c->site, site);
    if (isnan(minutes))
        minutes = copse_network_distance_km(c->net, c->site, site);
    return isnan(minutes) ? 1.0 : fmin(1.0, minutes / COPSE_TALK_FAR_MINUTES);
}

static void measure_nearness(copse_talk_candidate *v, const copse_talk_case *c)
{
    double most = 1.0 - copse_rule_value(COPSE_RULE_TALK_NEAR), f = c->travel_share;
    int hops = c->who.hops[v->member];
    if (hops < 0)
        hops = COPSE_TALK_FAR_HOPS;
    v->hops_cost = copse_talk_hundredths(most * (1.0 - f) * (hops - 1) / (COPSE_TALK_FAR_HOPS - 1));
    v->travel_cost = f > 0.0 ? copse_talk_hundredths(most * f * travel_to(c, v->member)) : 0;
    v->nearness = COPSE_TALK_UNIT - v->hops_cost - v->travel_cost;
}

static void mark_enough(copse_talk_case *c)
{
    int most = 0, share = copse_talk_hundredths(copse_rule_value(COPSE_RULE_TALK_ENOUGH));
    double asks = 0.0;
    for (size_t i = 0; i < c->n; i++)
        most = c->list[i].expertise > most ? c->list[i].expertise : most;
    for (size_t i = 0; i < c->n; i++) {
        c->list[i].knows_enough = c->list[i].expertise * COPSE_TALK_UNIT >= share * most;
        c->n_enough += c->list[i].knows_enough;
        asks += c->list[i].knows_enough ? (double)c->asks[c->list[i].member] : 0.0;
    }
    c->usual_asks = c->n_enough > 0 ? asks / (double)c->n_enough : NAN;
}

/*
 * 1 − load. What counts is how much more somebody is asked than others who could be asked in their place: where
 * all are asked a lot, none is spared for it.
 */
static int room_of(const copse_talk_case *c, int32_t member)
{
    double asked = copse_rule_value(COPSE_RULE_TALK_LOAD) * (double)c->asks[member];
    double usual = c->usual_asks + copse_rule_value(COPSE_RULE_TALK_ASKS_SLACK);
    int room = copse_talk_hundredths(usual / (asked + usual));
    return room > 0 ? room : 1;
}

/* ---- who ---- */

static copse_status gather_candidates(copse_talk_case *c, copse_error *err)
{
    const copse_incidence *holders = &c->net->topic_members;
    size_t n_members = c->net->facts->n_members, most = 0;
    bool *is_holder = copse_memory_new(n_members, sizeof *is_holder);
    for (size_t t = 0; t < c->n_topics; t++)
        most += copse_incidence_degree(holders, (size_t)c->topic[t]);
    c->list = copse_memory_new(most, sizeof *c->list);
    if (!is_holder || !c->list) {
        copse_memory_free(is_holder);
        return copse_error_nomem(err);
    }
    for (size_t t = 0; t < c->n_topics; t++)
        for (size_t k = holders->start[c->topic[t]]; k < holders->start[c->topic[t] + 1]; k++)
            is_holder[holders->column[k]] = true;
    for (size_t i = 0; i < n_members; i++) {
        if (!is_holder[i] || !c->may_name[i] || (copse_index)i == c->member)
            continue;
        copse_talk_candidate v = {.member = (int32_t)i};
        for (size_t t = 0; t < c->n_topics; t++)
            v.expertise += copse_talk_expertise_part(c, t, v.member);
        if (v.expertise > 0)
            c->list[c->n++] = v;
    }
    copse_memory_free(is_holder);
    return COPSE_OK;
}

/* The order of the list; asks are not in the candidate, so that they are put there while it is sorted. */
typedef struct ranked {
    copse_talk_candidate v;
    int32_t asks;
    const char *key;
} ranked;

static int by_place(const void *a, const void *b)
{
    const ranked *x = a, *y = b;
    if (x->v.knows_enough != y->v.knows_enough)
        return x->v.knows_enough ? -1 : 1;
    if (x->v.score != y->v.score)
        return x->v.score > y->v.score ? -1 : 1;
    if (x->asks != y->asks)
        return x->asks < y->asks ? -1 : 1;
    return strcmp(x->key, y->key);
}

static copse_status put_in_order(copse_talk_case *c, copse_error *err)
{
    ranked *order = copse_memory_new(c->n, sizeof *order);
    if (!order)
        return copse_error_nomem(err);
    for (size_t i = 0; i < c->n; i++) {
        copse_index member = c->list[i].member;
        order[i] = (ranked){c->list[i], c->asks[member], c->net->facts->members[member].key};
    }
    qsort(order, c->n, sizeof *order, by_place);
    for (size_t i = 0; i < c->n; i++)
        c->list[i] = order[i].v;
    copse_memory_free(order);
    return COPSE_OK;
}

static copse_status prepare(copse_talk_case *c, copse_error *err)
{
    size_t n = c->net->facts->n_members;
    c->may_name = copse_memory_new(n, sizeof *c->may_name);
    c->asks = copse_memory_new(n, sizeof *c->asks);
    if (!c->may_name || !c->asks)
        return copse_error_nomem(err);
    for (size_t i = 0; i < n; i++)
        c->may_name[i] =
            c->net->is_present[i] && copse_network_person(c->net, c->ctx, (copse_index)i).named;
    copse_status st = copse_asks_count_open(c->asks, c->net, err);
    if (st == COPSE_OK)
        st = copse_acquaintance_new(&c->who, c->net, err);
    if (st == COPSE_OK)
        copse_acquaintance_walk(&c->who, c->member, COPSE_TALK_FAR_HOPS, c->may_name);
    return st;
}

copse_status copse_talk_case_new(copse_talk_case *out, const copse_network *net, copse_index member,
                                 const copse_talk_options *options, const copse_context *ctx,
                                 copse_error *err)
{
    *out = (copse_talk_case){.net = net, .ctx = ctx, .options = options, .member = member};
    copse_status st = gather_topics(out, err);
    if (st == COPSE_OK)
        st = prepare(out, err);
    if (st == COPSE_OK)
        st = gather_candidates(out, err);
    if (st != COPSE_OK)
        return st;
    choose_place(out);
    mark_enough(out);
    for (size_t i = 0; i < out->n; i++) {
        copse_talk_candidate *v = &out->list[i];
        v->in_return = in_return_of(out, v->member);
        v->room = room_of(out, v->member);
        measure_nearness(v, out);
        v->score = (int64_t)v->expertise * v->in_return * v->nearness * v->room;
    }
    return put_in_order(out, err);
}

void copse_talk_case_free(copse_talk_case *c)
{
    copse_memory_free(c->topic);
    copse_memory_free(c->weight);
    copse_memory_free(c->may_name);
    copse_memory_free(c->asks);
    copse_memory_free(c->list);
    copse_acquaintance_free(&c->who);
}
