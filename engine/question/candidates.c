#include "question/candidates.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "question/rules.h"

size_t copse_candidates_top(const copse_join_options *options)
{
    return options->top > 0 ? (size_t)options->top : copse_rule_size(COPSE_RULE_JOIN_TOP);
}

/* ---- what the member wants ---- */

static bool *find_wanted(size_t *n_wanted, const copse_network *net, copse_index member,
                         const copse_join_options *options)
{
    const copse_incidence *interests = &net->member_interests;
    bool *is_wanted = copse_memory_new(net->facts->n_topics, sizeof *is_wanted);
    if (!is_wanted)
        return NULL;
    for (size_t k = interests->start[member]; k < interests->start[member + 1]; k++)
        is_wanted[interests->column[k]] = true;
    for (size_t i = 0; i < options->n_topics; i++)
        is_wanted[options->topics[i]] = true;

    *n_wanted = 0;
    for (size_t t = 0; t < net->facts->n_topics; t++)
        *n_wanted += is_wanted[t];
    return is_wanted;
}

static size_t count_wanted(const copse_network *net, const bool *is_wanted, size_t community)
{
    const copse_incidence *topics = &net->community_topics;
    size_t n = 0;
    for (size_t k = topics->start[community]; k < topics->start[community + 1]; k++)
        n += is_wanted[topics->column[k]];
    return n;
}

/* ---- what was asked for ---- */

static bool holds_a_topic(const copse_network *net, const copse_join_options *options,
                          size_t community)
{
    for (size_t i = 0; i < options->n_topics; i++)
        if (copse_incidence_has(&net->community_topics, community, (int32_t)options->topics[i]))
            return true;
    return options->n_topics == 0;
}

static bool meets_in(copse_mode mode, copse_mode asked)
{
    return mode == asked || (mode == COPSE_MODE_HYBRID && asked != COPSE_MODE_UNKNOWN);
}

typedef enum reach { REACH_NO = 0, REACH_YES, REACH_UNKNOWN } reach;

static reach reach_of(const copse_network *net, copse_index from, copse_index to)
{
    double minutes = copse_network_travel_minutes(net, from, to);
    if (!isnan(minutes))
        return minutes <= copse_rule_value(COPSE_RULE_REACH_MINUTES) ? REACH_YES : REACH_NO;
    double km = copse_network_distance_km(net, from, to);
    if (!isnan(km))
        return km <= copse_rule_value(COPSE_RULE_REACH_KM) ? REACH_YES : REACH_NO;
    return REACH_UNKNOWN;
}

/* Where a CoP can be joined from anywhere, its place does not matter. */
static bool needs_no_travel(copse_mode mode, copse_mode asked)
{
    return mode == COPSE_MODE_VIRTUAL || (mode == COPSE_MODE_HYBRID && asked == COPSE_MODE_VIRTUAL);
}

/* What would have fitted is counted under the one thing that stands in its way. */
static bool fits(const copse_network *net, size_t community, const copse_join_options *options,
                 copse_left_out *left_out)
{
    const copse_fact_community *c = &net->facts->communities[community];
    if (c->status == COPSE_COMMUNITY_CLOSED || c->openness == COPSE_OPENNESS_CLOSED ||
        !holds_a_topic(net, options, community))
        return false;

    if (options->mode != COPSE_MODE_UNKNOWN && !meets_in(c->mode, options->mode)) {
        left_out->mode_unknown += c->mode == COPSE_MODE_UNKNOWN;
        return false;
    }
    if (options->site != COPSE_NONE && !needs_no_travel(c->mode, options->mode)) {
        reach reached = reach_of(net, options->site, c->site);
        left_out->site_unknown += reached == REACH_UNKNOWN;
        if (reached != REACH_YES)
            return false;
    }
    if (c->status == COPSE_COMMUNITY_DORMANT && !options->include_dormant) {
        left_out->dormant++;
        return false;
    }
    return true;
}

/* ---- the list ---- */

/* Sorted with its key at hand, since qsort passes no context. */
typedef struct keyed {
    copse_candidate candidate;
    const char *key;
} keyed;

static int by_rank(const void *a, const void *b)
{
    const keyed *x = a, *y = b;
    if (x->candidate.score != y->candidate.score)
        return x->candidate.score > y->candidate.score ? -1 : 1;
    if (x->candidate.wanted != y->candidate.wanted)
        return x->candidate.wanted > y->candidate.wanted ? -1 : 1;
    return strcmp(x->key, y->key);
}

static copse_status collect(copse_candidates *found, const copse_network *net,
                            const int64_t *scores, const copse_join_options *options,
                            copse_error *err)
{
    size_t n = net->facts->n_communities;
    keyed *order = copse_memory_new(n, sizeof *order);
    found->list = copse_memory_new(n, sizeof *found->list);
    if (!order || !found->list) {
        copse_memory_free(order);
        return copse_error_nomem(err);
    }

    for (size_t c = 0; c < n; c++) {
        if (scores[c] == COPSE_SCORE_NONE) /* their own, or sensitive */
            continue;
        size_t wanted = count_wanted(net, found->is_wanted, c);
        if (!found->has_evidence && found->n_wanted > 0 && wanted == 0)
            continue;
        if (fits(net, c, options, &found->left_out))
            order[found->n++] =
                (keyed){{(copse_index)c, scores[c], wanted}, net->facts->communities[c].key};
    }
    qsort(order, found->n, sizeof *order, by_rank);
    for (size_t i = 0; i < found->n; i++)
        found->list[i] = order[i].candidate;
    copse_memory_free(order);
    return COPSE_OK;
}

copse_status copse_candidates_find(copse_candidates *out, const copse_network *net,
                                   copse_scorer *scorer, copse_index member,
                                   const copse_join_options *options, copse_error *err)
{
    copse_candidates found = {0};
    copse_status st = COPSE_E_NOMEM;
    int64_t *scores = copse_memory_new(net->facts->n_communities, sizeof *scores);

    found.is_wanted = find_wanted(&found.n_wanted, net, member, options);
    if (!scores || !found.is_wanted) {
        copse_error_nomem(err);
        goto done;
    }
    copse_scorer_score(scores, &found.has_evidence, scorer, member);
    st = collect(&found, net, scores, options, err);
    if (st != COPSE_OK)
        goto done;
    *out = found;
    found = (copse_candidates){0};
done:
    copse_memory_free(scores);
    copse_candidates_free(&found);
    return st;
}

void copse_candidates_free(copse_candidates *candidates)
{
    copse_memory_free(candidates->list);
    copse_memory_free(candidates->is_wanted);
    *candidates = (copse_candidates){0};
}
