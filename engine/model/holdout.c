/* Hiding one membership of each member, and looking for it. */
#include "model/holdout.h"

#include "base/random.h"
#include "model/model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* With ten thousand a mean of gains is sure to half a hundredth: more would only take longer. */
enum { PLACES = 20, SHARE = 3, MOST_HIDDEN = 10000 };

double copse_holdout_gain(double rank)
{
    return rank < PLACES ? 1.0 / log2(rank + 2.0) : 0.0;
}

/* ---- hiding ---- */

typedef struct keyed {
    const char *key;
    copse_index index;
} keyed;

static int by_key(const void *a, const void *b)
{
    return strcmp(((const keyed *)a)->key, ((const keyed *)b)->key);
}

/* A member and what can be hidden of them, in the order of keys. */
typedef struct turn {
    keyed member;
    uint64_t rest; /* what else is known of them, in one number */
    size_t n;
    keyed *joined; /* [n] */
} turn;

static int by_communities(const void *a, const void *b)
{
    const turn *x = a, *y = b;
    for (size_t i = 0; i < x->n && i < y->n; i++) {
        int order = by_key(&x->joined[i], &y->joined[i]);
        if (order != 0)
            return order;
    }
    if (x->n != y->n)
        return x->n < y->n ? -1 : 1;
    if (x->rest != y->rest)
        return x->rest < y->rest ? -1 : 1;
    return by_key(&x->member, &y->member);
}

static bool are_in_the_same(const turn *x, const turn *y)
{
    for (size_t i = 0; x->n == y->n && i < x->n; i++)
        if (by_key(&x->joined[i], &y->joined[i]) != 0)
            return false;
    return x->n == y->n;
}

/* FNV-1a (Fowler, Noll & Vo 1991) of a text. */
static uint64_t number_of(const char *text)
{
    uint64_t number = 14695981039346656037u;
    for (; *text; text++)
        number = (number ^ (unsigned char)*text) * 1099511628211u;
    return number;
}

/* Added up, so that the order of rows does not matter. */
static uint64_t rest_of(const copse_network *net, size_t member)
{
    const copse_incidence *topics = &net->member_topics, *groups = &net->member_groups;
    uint64_t rest = 0;
    for (size_t k = topics->start[member]; k < topics->start[member + 1]; k++)
        rest += number_of(net->facts->topics[topics->column[k]].key);
    for (size_t k = groups->start[member]; k < groups->start[member + 1]; k++)
        rest += (uint64_t)(net->groups[groups->column[k]].kind + 3) *
                number_of(net->groups[groups->column[k]].key);
    return rest;
}

/* Members of two CoPs or more, by the CoPs that they are in. @param joined  room for all
 * memberships */
static size_t list_turns(turn *turns, keyed *joined, const copse_network *net)
{
    const copse_incidence *m = &net->member_communities;
    size_t n = 0;
    for (size_t i = 0; i < m->n_rows; i++) {
        turn t = {{net->facts->members[i].key, (copse_index)i}, rest_of(net, i), 0, joined};
        for (size_t k = m->start[i]; k < m->start[i + 1]; k++)
            if (!net->is_sensitive[m->column[k]])
                joined[t.n++] = (keyed){net->facts->communities[m->column[k]].key, m->column[k]};
        if (t.n < 2)
            continue;
        qsort(joined, t.n, sizeof *joined, by_key);
        joined += t.n;
        turns[n++] = t;
    }
    qsort(turns, n, sizeof *turns, by_communities);
    return n;
}

/*
 * Keep a third of those who could be hidden, where these are enough: a hold-out of
 * all would leave hardly anybody in two CoPs, so that nothing were left to learn
 * from who is in which together. Of many, as many as a figure needs. In the
 * order of keys, as they stand.
 */
static void thin_out(copse_holdout *h, copse_random *random)
{
    size_t left = h->n, wanted = h->n / SHARE, kept = 0;
    wanted = wanted < MOST_HIDDEN ? wanted : MOST_HIDDEN;
    if (wanted < COPSE_HOLDOUT_LEAST)
        return;
    for (size_t i = 0; i < h->n; i++, left--) {
        if (copse_random_below(random, left) >= wanted - kept)
            continue;
        h->member[kept] = h->member[i];
        h->community[kept++] = h->community[i];
    }
    h->n = kept;
}

/*
 * What is hidden is drawn for each set of CoPs that somebody is in, and those
 * who are in the same take turns: whoever is called what, as much is hidden of
 * every CoP.
 */
static bool draw(copse_holdout *h, const copse_network *net, uint64_t seed)
{
    const copse_incidence *m = &net->member_communities;
    turn *turns = copse_memory_new(m->n_rows, sizeof *turns);
    keyed *joined = copse_memory_new(m->start[m->n_rows], sizeof *joined);
    h->member = copse_memory_new(m->n_rows, sizeof *h->member);
    h->community = copse_memory_new(m->n_rows, sizeof *h->community);
    bool is_done = turns && joined && h->member && h->community;
    copse_random random;
    copse_random_seed(&random, seed, 2);
    size_t n = is_done ? list_turns(turns, joined, net) : 0, next = 0;
    for (size_t i = 0; i < n; i++) {
        bool is_first = i == 0 || !are_in_the_same(&turns[i - 1], &turns[i]);
        next = is_first ? copse_random_below(&random, turns[i].n) : (next + 1) % turns[i].n;
        h->member[i] = turns[i].member.index;
        h->community[i] = turns[i].joined[next].index;
    }
    h->n = n;
    if (is_done)
        thin_out(h, &random);
    copse_memory_free(turns);
    copse_memory_free(joined);
    return is_done;
}

/* Whether the CoP is the only one that can be recommended and carries the topic. */
static bool carries_alone(const copse_network *net, copse_index community, copse_index topic)
{
    const copse_incidence *m = &net->topic_communities;
    bool carries = false;
    for (size_t k = m->start[topic]; k < m->start[topic + 1]; k++) {
        if (m->column[k] == community)
            carries = true;
        else if (!net->is_sensitive[m->column[k]])
            return false;
    }
    return carries;
}

static copse_status hide(copse_holdout *h, const copse_network *net, const copse_context *ctx,
                         copse_error *err)
{
    const copse_facts *f = net->facts;
    int32_t *hidden = copse_memory_new(f->n_members, sizeof *hidden);
    h->memberships = copse_memory_new(f->n_memberships, sizeof *h->memberships);
    h->expertises = copse_memory_new(f->n_expertises, sizeof *h->expertises);
    if (!hidden || !h->memberships || !h->expertises) {
        copse_memory_free(hidden);
        return copse_error_nomem(err);
    }
    for (size_t i = 0; i < f->n_members; i++)
        hidden[i] = -1;
    for (size_t i = 0; i < h->n; i++)
        hidden[h->member[i]] = (int32_t)h->community[i];
    h->facts = *f;
    h->facts.n_memberships = h->facts.n_expertises = 0;
    for (size_t i = 0; i < f->n_memberships; i++)
        if (hidden[f->memberships[i].member] != f->memberships[i].community)
            h->memberships[h->facts.n_memberships++] = f->memberships[i];
    for (size_t i = 0; i < f->n_expertises; i++) {
        int32_t community = hidden[f->expertises[i].member];
        if (community < 0 || !carries_alone(net, community, f->expertises[i].topic))
            h->expertises[h->facts.n_expertises++] = f->expertises[i];
    }
    h->facts.memberships = h->memberships;
    h->facts.expertises = h->expertises;
    copse_memory_free(hidden);
    copse_context same_day = *ctx;
    same_day.as_of = net->as_of;
    return copse_network_new(&h->net, &h->facts, &same_day, err);
}

copse_status copse_holdout_new(copse_holdout **out, const copse_network *net,
                               const copse_context *ctx, copse_error *err)
{
    *out = NULL;
    copse_holdout *h = copse_memory_new(1, sizeof *h);
    copse_status st = COPSE_OK;
    if (!h || !draw(h, net, ctx->seed))
        st = copse_error_nomem(err);
    if (st == COPSE_OK)
        st = hide(h, net, ctx, err);
    if (st == COPSE_OK)
        *out = h;
    else
        copse_holdout_free(h);
    return st;
}

void copse_holdout_free(copse_holdout *h)
{
    if (!h)
        return;
    copse_network_free(h->net);
    copse_memory_free(h->memberships);
    copse_memory_free(h->expertises);
    copse_memory_free(h->member);
    copse_memory_free(h->community);
    copse_memory_free(h);
}

/* ---- looking ---- */

copse_status copse_holdout_score(double *gain, const copse_holdout *h, const copse_model *model,
                                 const copse_context *ctx, copse_error *err)
{
    copse_scorer *scorer = NULL;
    copse_status st = copse_scorer_new(&scorer, model, h->net, err);
    for (size_t i = 0; st == COPSE_OK && i < h->n; i++) {
        gain[i] = copse_holdout_gain(copse_scorer_rank(scorer, h->member[i], h->community[i]));
        if (i % 256 == 0)
            st = copse_context_poll(ctx, err);
    }
    copse_scorer_free(scorer);
    return st;
}
