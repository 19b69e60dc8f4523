/* The best few CoPs of many members. */
#include "question/shortlist.h"

#include <stdlib.h>
#include <string.h>

/* ---- what does not depend on the member ---- */

typedef struct keyed {
    const char *key;
    int32_t community;
} keyed;

static int by_key(const void *a, const void *b)
{
    return strcmp(((const keyed *)a)->key, ((const keyed *)b)->key);
}

static bool fill_places(copse_shortlist *l)
{
    const copse_facts *f = l->net->facts;
    keyed *order = copse_memory_new(f->n_communities, sizeof *order);
    if (!order)
        return false;
    for (size_t c = 0; c < f->n_communities; c++)
        order[c] = (keyed){f->communities[c].key, (int32_t)c};
    qsort(order, f->n_communities, sizeof *order, by_key);
    for (size_t i = 0; i < f->n_communities; i++)
        l->place[order[i].community] = (int32_t)i;
    copse_memory_free(order);
    return true;
}

typedef struct copse_placed {
    copse_candidate candidate;
    int32_t place;
} copse_placed;

copse_status copse_shortlist_init(copse_shortlist *l, const copse_network *net,
                                  copse_scorer *scorer, const copse_join_options *options,
                                  copse_error *err)
{
    size_t n = net->facts->n_communities;
    *l = (copse_shortlist){.net = net, .scorer = scorer, .options = options};
    l->top = copse_candidates_top(options);
    l->is_admitted = copse_memory_new(n, sizeof *l->is_admitted);
    l->place = copse_memory_new(n, sizeof *l->place);
    l->is_wanted = copse_memory_new(net->facts->n_topics, sizeof *l->is_wanted);
    l->list = copse_memory_new(n, sizeof *l->list);
    l->best = copse_memory_new(n, sizeof *l->best);
    copse_status st = copse_search_new(&l->search, net, scorer, options, err);
    if (st != COPSE_OK)
        return st;
    if (!l->is_admitted || !l->place || !l->is_wanted || !l->list || !l->best ||
        !copse_largest_init(&l->largest, l->top, n) || !fill_places(l))
        return copse_error_nomem(err);
    for (size_t c = 0; c < n; c++)
        l->is_admitted[c] = copse_search_admits(l->search, c);
    return COPSE_OK;
}

void copse_shortlist_free(copse_shortlist *l)
{
    copse_search_free(l->search);
    copse_memory_free(l->is_admitted);
    copse_memory_free(l->place);
    copse_memory_free(l->is_wanted);
    copse_memory_free(l->list);
    copse_memory_free(l->best);
    copse_largest_free(&l->largest);
    *l = (copse_shortlist){0};
}

/* ---- one member ---- */

static void want(copse_shortlist *l, const copse_seeker *who, bool is_wanted)
{
    for (size_t i = 0; i < who->n_interests; i++)
        l->is_wanted[who->interests[i]] = is_wanted;
    for (size_t i = 0; i < l->options->n_topics; i++)
        l->is_wanted[l->options->topics[i]] = is_wanted;
}

static int by_rank(const void *a, const void *b)
{
    const copse_placed *x = a, *y = b;
    if (x->candidate.score != y->candidate.score)
        return x->candidate.score > y->candidate.score ? -1 : 1;
    if (x->candidate.wanted != y->candidate.wanted)
        return x->candidate.wanted > y->candidate.wanted ? -1 : 1;
    return (x->place > y->place) - (x->place < y->place);
}

static bool is_listed(const copse_shortlist *l, const copse_seeker *who, const copse_scored *scored,
                      int64_t least)
{
    return scored->score >= least && l->is_admitted[scored->community] &&
           (copse_incidence_degree(&l->net->member_marks, (size_t)who->member) == 0 ||
            !copse_incidence_has(&l->net->member_marks, (size_t)who->member,
                                (int32_t)scored->community));
}

/* Those of a score that is among the best, and every other of the same score; then in order. */
static size_t list_best(copse_shortlist *l, const copse_seeker *who, const copse_scored *scored,
                        size_t n, int64_t least)
{
    size_t found = 0;
    want(l, who, true);
    for (size_t i = 0; i < n; i++) {
        copse_index c = scored[i].community;
        if (is_listed(l, who, &scored[i], least))
            l->best[found++] = (copse_placed){
                {c, scored[i].score,
                 copse_candidates_count_wanted(l->net, l->is_wanted, (size_t)c)},
                l->place[c]};
    }
    want(l, who, false);
    qsort(l->best, found, sizeof *l->best, by_rank);
    found = found < l->top ? found : l->top;
    for (size_t i = 0; i < found; i++)
        l->list[i] = l->best[i].candidate;
    return found;
}

/* Where some score nothing or less, or the list is to be diverse, all have to be looked at. */
static copse_status find_among_all(size_t *n, copse_shortlist *l, const copse_seeker *who,
                                   copse_error *err)
{
    copse_candidates found = {0};
    copse_status st = copse_candidates_find(&found, l->search, who, err);
    if (st != COPSE_OK)
        return st;
    *n = found.n < l->top ? found.n : l->top;
    for (size_t i = 0; i < *n; i++)
        l->list[i] = found.list[i];
    copse_candidates_free(&found);
    return COPSE_OK;
}

copse_status copse_shortlist_find(size_t *n, copse_shortlist *l, copse_index member,
                                  copse_error *err)
{
    const copse_seeker who = copse_seeker_of(l->net, member);
    const copse_scored *scored;
    bool has_evidence;
    size_t n_scored = copse_scorer_list(&scored, &has_evidence, l->scorer, &who.profile);
    *n = 0;
    if (!has_evidence)
        return COPSE_OK;
    copse_largest_clear(&l->largest);
    for (size_t i = 0; i < n_scored; i++)
        if (is_listed(l, &who, &scored[i], l->largest.least > 1 ? l->largest.least : 1))
            copse_largest_offer(&l->largest, scored[i].score);
    if (l->largest.n < l->top || l->options->diversity > 0.0)
        return find_among_all(n, l, &who, err);
    copse_largest_cut(&l->largest);
    *n = list_best(l, &who, scored, n_scored, l->largest.least > 1 ? l->largest.least : 1);
    return COPSE_OK;
}
