#include "question/candidates.h"

#include <stdlib.h>
#include <string.h>

#include "measure/measure.h"
#include "network/part.h"
#include "question/reach.h"
#include "question/rules.h"

size_t copse_candidates_top(const copse_join_options *options)
{
    return options->top > 0 ? (size_t)options->top : copse_rule_size(COPSE_RULE_JOIN_TOP);
}

struct copse_search {
    const copse_network *net;
    copse_scorer *scorer;
    const copse_join_options *options;
    double *idf;     /* [n_topics] of topics among members; NULL without diversity */
    int64_t *scores; /* [n_communities] of the seeker at hand */
    bool *is_wanted; /* [n_topics] by the seeker at hand */
    size_t n_wanted;
    bool has_evidence;
};

/* ---- what the member wants ---- */

copse_seeker copse_seeker_of(const copse_network *net, copse_index member)
{
    const copse_incidence *interests = &net->member_interests;
    return (copse_seeker){.member = member,
                          .profile = copse_profile_of(net, member),
                          .n_interests = copse_incidence_degree(interests, (size_t)member),
                          .interests = interests->column + interests->start[member]};
}

static void find_wanted(copse_search *s, const copse_seeker *seeker)
{
    memset(s->is_wanted, 0, s->net->facts->n_topics * sizeof *s->is_wanted);
    for (size_t i = 0; i < seeker->n_interests; i++)
        s->is_wanted[seeker->interests[i]] = true;
    for (size_t i = 0; i < s->options->n_topics; i++)
        s->is_wanted[s->options->topics[i]] = true;

    s->n_wanted = 0;
    for (size_t t = 0; t < s->net->facts->n_topics; t++)
        s->n_wanted += s->is_wanted[t];
}

size_t copse_candidates_count_wanted(const copse_network *net, const bool *is_wanted, size_t community)
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

static copse_obstacle obstacle_of_place(const copse_network *net, const copse_fact_community *c,
                                        const copse_join_options *options)
{
    static const copse_obstacle obstacles[] = {
        [COPSE_REACH_YES] = COPSE_OBSTACLE_NONE,
        [COPSE_REACH_MODE] = COPSE_OBSTACLE_MODE,
        [COPSE_REACH_MODE_UNKNOWN] = COPSE_OBSTACLE_MODE_UNKNOWN,
        [COPSE_REACH_FAR] = COPSE_OBSTACLE_SITE,
        [COPSE_REACH_FAR_UNKNOWN] = COPSE_OBSTACLE_SITE_UNKNOWN,
    };
    const copse_reach_wish wish = {options->mode, &options->site, options->site != COPSE_NONE, 0.0};
    return obstacles[copse_reach_of(net, &wish, c->mode, c->site, NULL, NULL)];
}

/* What would have fitted is kept out by the first thing that stands in its way. */
static copse_obstacle obstacle_of(const copse_search *s, const copse_seeker *seeker, size_t community,
                                  size_t wanted)
{
    const copse_fact_community *c = &s->net->facts->communities[community];
    if (!s->has_evidence && s->n_wanted > 0 && wanted == 0)
        return COPSE_OBSTACLE_NOT_WANTED;
    if (c->status == COPSE_COMMUNITY_CLOSED || c->openness == COPSE_OPENNESS_CLOSED)
        return COPSE_OBSTACLE_CLOSED;
    if (!holds_a_topic(s->net, s->options, community))
        return COPSE_OBSTACLE_TOPIC;
    if (copse_incidence_has(&s->net->member_marks, (size_t)seeker->member, (int32_t)community))
        return COPSE_OBSTACLE_MARKED;
    copse_obstacle of_place = obstacle_of_place(s->net, c, s->options);
    if (of_place != COPSE_OBSTACLE_NONE)
        return of_place;
    return c->status == COPSE_COMMUNITY_DORMANT && !s->options->include_dormant ? COPSE_OBSTACLE_DORMANT
                                                                                : COPSE_OBSTACLE_NONE;
}

bool copse_search_admits(const copse_search *s, size_t community)
{
    const copse_fact_community *c = &s->net->facts->communities[community];
    return c->status != COPSE_COMMUNITY_CLOSED && c->openness != COPSE_OPENNESS_CLOSED &&
           holds_a_topic(s->net, s->options, community) &&
           obstacle_of_place(s->net, c, s->options) == COPSE_OBSTACLE_NONE &&
           (c->status != COPSE_COMMUNITY_DORMANT || s->options->include_dormant);
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

static keyed keyed_of(const copse_search *s, size_t community)
{
    return (keyed){{(copse_index)community, s->scores[community],
                    copse_candidates_count_wanted(s->net, s->is_wanted, community)},
                   s->net->facts->communities[community].key};
}

static void look_at(copse_search *s, const copse_seeker *seeker)
{
    find_wanted(s, seeker);
    copse_scorer_score_profile(s->scores, &s->has_evidence, s->scorer, &seeker->profile);
}

/* Of a network of a few people: CoPs that are not in it, hold nothing that is wanted, and would be kept out. */
static size_t count_sleeping_elsewhere(const copse_search *s)
{
    bool is_wanted_only = !s->has_evidence && s->n_wanted > 0;
    return s->net->whole && !is_wanted_only && !s->options->include_dormant ? s->net->whole->n_dormant : 0;
}

static copse_status collect(copse_candidates *found, const copse_search *s, const copse_seeker *seeker,
                            copse_error *err)
{
    size_t n = s->net->facts->n_communities;
    keyed *order = copse_memory_new(n, sizeof *order);
    found->list = copse_memory_new(n, sizeof *found->list);
    if (!order || !found->list) {
        copse_memory_free(order);
        return copse_error_nomem(err);
    }

    for (size_t c = 0; c < n; c++) {
        if (s->scores[c] == COPSE_SCORE_NONE) /* their own, or sensitive */
            continue;
        keyed candidate = keyed_of(s, c);
        copse_obstacle obstacle = obstacle_of(s, seeker, c, candidate.candidate.wanted);
        found->left_out[obstacle]++;
        if (obstacle == COPSE_OBSTACLE_NONE)
            order[found->n++] = candidate;
    }
    found->left_out[COPSE_OBSTACLE_DORMANT] += count_sleeping_elsewhere(s);
    qsort(order, found->n, sizeof *order, by_rank);
    for (size_t i = 0; i < found->n; i++)
        found->list[i] = order[i].candidate;
    copse_memory_free(order);
    return COPSE_OK;
}

copse_status copse_candidates_find(copse_candidates *out, copse_search *search, const copse_seeker *seeker,
                                   copse_error *err)
{
    copse_candidates found = {0};
    size_t n_topics = search->net->facts->n_topics;
    look_at(search, seeker);
    found.has_evidence = search->has_evidence;
    found.n_wanted = search->n_wanted;
    found.is_wanted = copse_memory_new(n_topics, sizeof *found.is_wanted);
    copse_status st = found.is_wanted ? collect(&found, search, seeker, err) : copse_error_nomem(err);
    if (st != COPSE_OK) {
        copse_candidates_free(&found);
        return st;
    }
    memcpy(found.is_wanted, search->is_wanted, n_topics * sizeof *found.is_wanted);
    if (search->idf)
        copse_candidates_diversify(&found, search->net, search->idf, search->options->diversity,
                                   copse_candidates_top(search->options));
    *out = found;
    return COPSE_OK;
}

void copse_candidates_free(copse_candidates *candidates)
{
    copse_memory_free(candidates->list);
    copse_memory_free(candidates->is_wanted);
    *candidates = (copse_candidates){0};
}

/* ---- one place of it ---- */

static bool is_in_the_list(const copse_search *s, const copse_seeker *seeker, const keyed *candidate)
{
    return candidate->candidate.score != COPSE_SCORE_NONE &&
           obstacle_of(s, seeker, (size_t)candidate->candidate.community, candidate->candidate.wanted) ==
               COPSE_OBSTACLE_NONE;
}

copse_place copse_search_place(copse_search *s, const copse_seeker *seeker, copse_index community)
{
    look_at(s, seeker);
    const keyed mine = keyed_of(s, (size_t)community);
    copse_place place = {.score = mine.candidate.score};
    if (mine.candidate.score == COPSE_SCORE_NONE)
        return place;
    place.obstacle = obstacle_of(s, seeker, (size_t)community, mine.candidate.wanted);
    if (place.obstacle != COPSE_OBSTACLE_NONE || (!s->has_evidence && s->n_wanted == 0))
        return place;
    place.rank = 1;
    for (size_t c = 0; c < s->net->facts->n_communities; c++) {
        if (s->scores[c] < mine.candidate.score) /* most: COPSE_SCORE_NONE is below all */
            continue;
        keyed other = keyed_of(s, c);
        place.rank += is_in_the_list(s, seeker, &other) && by_rank(&other, &mine) < 0;
    }
    return place;
}

/* ---- the search ---- */

static copse_status make_idf(copse_search *s, copse_error *err)
{
    s->idf = copse_memory_new(s->net->facts->n_topics, sizeof *s->idf);
    return s->idf ? copse_measure_topic_idf(s->idf, s->net, err) : copse_error_nomem(err);
}

copse_status copse_search_new(copse_search **out, const copse_network *net, copse_scorer *scorer,
                              const copse_join_options *options, copse_error *err)
{
    *out = NULL;
    if (!(options->diversity >= 0.0 && options->diversity <= 1.0))
        return copse_error_set(err, COPSE_E_ARGUMENT, "diversity", "give a number from 0 to 1",
                               "a diversity of %g is outside of 0 to 1", options->diversity);
    copse_search *s = copse_memory_new(1, sizeof *s);
    if (!s)
        return copse_error_nomem(err);
    *s = (copse_search){.net = net,
                        .scorer = scorer,
                        .options = options,
                        .scores = copse_memory_new(net->facts->n_communities, sizeof *s->scores),
                        .is_wanted = copse_memory_new(net->facts->n_topics, sizeof *s->is_wanted)};
    copse_status st = s->scores && s->is_wanted ? COPSE_OK : copse_error_nomem(err);
    if (st == COPSE_OK && options->diversity > 0.0)
        st = make_idf(s, err);
    if (st == COPSE_OK)
        *out = s;
    else
        copse_search_free(s);
    return st;
}

void copse_search_free(copse_search *search)
{
    if (!search)
        return;
    copse_memory_free(search->idf);
    copse_memory_free(search->scores);
    copse_memory_free(search->is_wanted);
    copse_memory_free(search);
}
