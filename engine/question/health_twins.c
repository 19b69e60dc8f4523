/*
 * CoPs that do much the same: by topics, and of these by people, against chance. Two of the same topics and the same
 * people might be one; of the same topics and other people, might not know of each other.
 */
#include "question/health.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "measure/measure.h"
#include "measure/multiple.h"
#include "network/units.h"
#include "question/rules.h"

/* Memberships of the CoPs that take part. */
static copse_status find_joined(copse_incidence *out, const copse_network *net, copse_error *err)
{
    const copse_incidence *all = &net->member_communities;
    size_t n = 0, most = all->start[all->n_rows];
    int32_t *member = copse_memory_new(most, sizeof *member), *cop = copse_memory_new(most, sizeof *cop);
    copse_status st = member && cop ? COPSE_OK : copse_error_nomem(err);
    for (size_t i = 0; st == COPSE_OK && i < all->n_rows; i++)
        for (size_t k = all->start[i]; k < all->start[i + 1]; k++)
            if (copse_network_links(net, (size_t)all->column[k])) {
                member[n] = (int32_t)i;
                cop[n++] = all->column[k];
            }
    if (st == COPSE_OK)
        st = copse_incidence_new(out, all->n_rows, all->n_columns, n, member, cop, NULL, err);
    copse_memory_free(member);
    copse_memory_free(cop);
    return st;
}

static int64_t count_both(const copse_incidence *m, size_t a, size_t b)
{
    size_t i = m->start[a], j = m->start[b];
    int64_t both = 0;
    while (i < m->start[a + 1] && j < m->start[b + 1]) {
        int32_t x = m->column[i], y = m->column[j];
        both += x == y;
        i += x <= y;
        j += y <= x;
    }
    return both;
}

/* One pair, where its topics are alike enough. */
static copse_status consider(copse_checkup *h, size_t *capacity, const copse_shared_null *null, const double *idf,
                             size_t a, size_t b, copse_error *err)
{
    copse_health_pair pair = {.a = (int32_t)a, .b = (int32_t)b};
    copse_measure_community_cosine(&pair.topics, h->net, idf, (copse_index)a, (copse_index)b);
    if (!(pair.topics >= copse_rule_value(COPSE_RULE_HEALTH_ALIKE)))
        return COPSE_OK;
    pair.both = count_both(&h->net->community_members, a, b);
    pair.expected = copse_shared_null_expected(null, a, b);
    pair.p = copse_shared_null_upper(null, a, b, (size_t)pair.both);
    if (!copse_memory_grow((void **)&h->pairs, capacity, h->n_pairs, sizeof *h->pairs))
        return copse_error_nomem(err);
    h->pairs[h->n_pairs++] = pair;
    return COPSE_OK;
}

static bool has_members(const copse_network *net, size_t community)
{
    return copse_network_links(net, community) && copse_incidence_degree(&net->community_members, community) > 0;
}

/* Pairs that share a topic, each once. */
static copse_status find_pairs(copse_checkup *h, const copse_shared_null *null, const double *idf, copse_error *err)
{
    const copse_incidence *topics = &h->net->community_topics, *cops = &h->net->topic_communities;
    size_t capacity = 0, n = h->net->facts->n_communities;
    int32_t *met_by = h->tally;
    copse_status st = COPSE_OK;
    for (size_t a = 0; st == COPSE_OK && a < n; a++) {
        for (size_t t = topics->start[a]; has_members(h->net, a) && t < topics->start[a + 1]; t++)
            for (size_t topic = (size_t)topics->column[t], k = cops->start[topic];
                 st == COPSE_OK && k < cops->start[topic + 1]; k++) {
                size_t b = (size_t)cops->column[k];
                if (b <= a || met_by[b] == (int32_t)a + 1 || !has_members(h->net, b))
                    continue;
                met_by[b] = (int32_t)a + 1;
                st = consider(h, &capacity, null, idf, a, b, err);
            }
        if (st == COPSE_OK && a % 64 == 0)
            st = copse_context_poll(h->ctx, err);
    }
    memset(met_by, 0, n * sizeof *met_by);
    return st;
}

static copse_status judge(copse_checkup *h, copse_error *err)
{
    double *p = copse_memory_new(h->n_pairs, sizeof *p), cut;
    if (!p)
        return copse_error_nomem(err);
    for (size_t i = 0; i < h->n_pairs; i++)
        p[i] = h->pairs[i].p;
    copse_status st =
        copse_measure_benjamini_hochberg(&cut, p, h->n_pairs, copse_rule_value(COPSE_RULE_HEALTH_CHANCE), err);
    for (size_t i = 0; st == COPSE_OK && i < h->n_pairs; i++)
        h->pairs[i].is_of_same = h->pairs[i].p <= cut;
    copse_memory_free(p);
    return st;
}

static int by_likeness(const void *a, const void *b)
{
    const copse_health_pair *x = a, *y = b;
    if (x->is_of_same != y->is_of_same)
        return x->is_of_same ? -1 : 1;
    if (x->topics != y->topics)
        return x->topics > y->topics ? -1 : 1;
    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    return (x->b > y->b) - (x->b < y->b);
}

copse_status copse_health_pair_up(copse_checkup *h, copse_error *err)
{
    copse_incidence joined = {0};
    copse_shared_null *null = NULL;
    double *idf = copse_memory_new(h->net->facts->n_topics, sizeof *idf);
    copse_status st = idf ? copse_measure_topic_idf(idf, h->net, err) : copse_error_nomem(err);
    if (st == COPSE_OK)
        st = find_joined(&joined, h->net, err);
    if (st == COPSE_OK)
        st = copse_shared_null_new(&null, &joined, h->ctx, err);
    if (st == COPSE_OK)
        st = find_pairs(h, null, idf, err);
    if (st == COPSE_OK)
        st = judge(h, err);
    if (st == COPSE_OK && h->n_pairs > 0)
        qsort(h->pairs, h->n_pairs, sizeof *h->pairs, by_likeness);
    copse_shared_null_free(null);
    copse_incidence_free(&joined);
    copse_memory_free(idf);
    return st;
}

static bool may_list(const copse_checkup *h, const copse_health_pair *pair, size_t community)
{
    return ((size_t)pair->a == community || (size_t)pair->b == community) &&
           copse_health_may_show(h, (size_t)pair->a) && copse_health_may_show(h, (size_t)pair->b);
}

copse_status copse_health_list_twins(copse_health_community *out, const copse_checkup *h, size_t community,
                                     copse_error *err)
{
    size_t n = 0;
    for (size_t i = 0; i < h->n_pairs; i++)
        n += may_list(h, &h->pairs[i], community);
    copse_health_twin *list = copse_arena_take(h->arena, n, sizeof *list);
    if (!list)
        return copse_error_nomem(err);
    for (size_t i = 0; i < h->n_pairs; i++) {
        const copse_health_pair *pair = &h->pairs[i];
        if (!may_list(h, pair, community))
            continue;
        size_t other = (size_t)pair->a == community ? (size_t)pair->b : (size_t)pair->a;
        const copse_fact_community *fact = &h->net->facts->communities[other];
        copse_health_twin *to = &list[out->n_twins++];
        to->topics = h->is_for_steward ? pair->topics : round(100.0 * pair->topics) / 100.0;
        to->is_of_same = pair->is_of_same;
        to->both = copse_health_count_of(h, community, pair->both, h->is_for_steward);
        to->expected = h->is_for_steward ? pair->expected : NAN;
        if (!copse_health_copy(&to->key, h, fact->key) || !copse_health_copy(&to->name, h, fact->name))
            return copse_error_nomem(err);
    }
    out->twins = list;
    return COPSE_OK;
}
