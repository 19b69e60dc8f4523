/* Hiding one membership of each member, and looking for it. */
#include "model/holdout.h"

#include "base/random.h"
#include "model/model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PLACES = 20 };

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

/* What can be hidden of a member, in the order of keys: nothing depends on how rows arrived. */
static size_t list_memberships(keyed *out, const copse_network *net, size_t member)
{
    const copse_incidence *m = &net->member_communities;
    size_t n = 0;
    for (size_t k = m->start[member]; k < m->start[member + 1]; k++)
        if (!net->is_sensitive[m->column[k]])
            out[n++] = (keyed){net->facts->communities[m->column[k]].key, m->column[k]};
    qsort(out, n, sizeof *out, by_key);
    return n;
}

static bool draw(copse_holdout *h, const copse_network *net, uint64_t seed)
{
    const copse_facts *f = net->facts;
    keyed *members = copse_memory_new(f->n_members, sizeof *members);
    keyed *joined = copse_memory_new(f->n_communities, sizeof *joined);
    h->member = copse_memory_new(f->n_members, sizeof *h->member);
    h->community = copse_memory_new(f->n_members, sizeof *h->community);
    bool is_done = members && joined && h->member && h->community;
    copse_random random;
    copse_random_seed(&random, seed, 2);
    for (size_t i = 0; is_done && i < f->n_members; i++)
        members[i] = (keyed){f->members[i].key, (copse_index)i};
    if (is_done)
        qsort(members, f->n_members, sizeof *members, by_key);
    for (size_t i = 0; is_done && i < f->n_members; i++) {
        size_t n = list_memberships(joined, net, (size_t)members[i].index);
        if (n < 2)
            continue;
        h->member[h->n] = members[i].index;
        h->community[h->n++] = joined[copse_random_below(&random, n)].index;
    }
    copse_memory_free(members);
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

static double rank_of(const int64_t *score, size_t n, copse_index community)
{
    double above = 0.0, equal = 0.0;
    for (size_t c = 0; c < n; c++) {
        above += score[c] > score[community];
        equal += score[c] == score[community];
    }
    return above + (equal - 1.0) / 2.0;
}

copse_status copse_holdout_score(double *gain, const copse_holdout *h, const copse_model *model,
                                 const copse_context *ctx, copse_error *err)
{
    size_t n = h->facts.n_communities;
    copse_scorer *scorer = NULL;
    int64_t *score = copse_memory_new(n, sizeof *score);
    copse_status st =
        score ? copse_scorer_new(&scorer, model, h->net, err) : copse_error_nomem(err);
    for (size_t i = 0; st == COPSE_OK && i < h->n; i++) {
        bool has_evidence;
        copse_scorer_score(score, &has_evidence, scorer, h->member[i]);
        gain[i] = copse_holdout_gain(rank_of(score, n, h->community[i]));
        if (i % 256 == 0)
            st = copse_context_poll(ctx, err);
    }
    copse_scorer_free(scorer);
    copse_memory_free(score);
    return st;
}
