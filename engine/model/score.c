/*
 * Scoring: the sum, over what a member has, of what each thing says of a CoP.
 *
 *     score(m, c) = Σ_j round(z_mj · w_jc)
 *
 * z is computed from the network of the day, so that a new membership counts at
 * once; w is read from the model; quantise.h says how they are rounded.
 */
#include "model/recipe.h"
#include "model/scorer.h"

#include <stdlib.h>
#include <string.h>

static int ascending(const void *a, const void *b)
{
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

copse_profile copse_profile_of(const copse_network *net, copse_index member)
{
    const copse_incidence *c = &net->member_communities, *t = &net->member_topics, *g = &net->member_groups;
    size_t m = (size_t)member;
    return (copse_profile){
        .n_communities = copse_incidence_degree(c, m),
        .communities = c->column + c->start[m],
        .n_topics = copse_incidence_degree(t, m),
        .topics = t->column + t->start[m],
        .evidence = t->value + t->start[m],
        .n_groups = copse_incidence_degree(g, m),
        .groups = g->column + g->start[m],
    };
}

bool copse_scorer_is_candidate(const copse_scorer *s, const copse_profile *p, copse_index community)
{
    const int32_t wanted = (int32_t)community;
    return !s->net->is_sensitive[community] &&
           !(p->n_communities > 0 &&
             bsearch(&wanted, p->communities, p->n_communities, sizeof wanted, ascending));
}

/* ---- what a member has ---- */

static void add_holding(copse_scorer *s, copse_reason_kind kind, size_t index, double value,
                        const copse_model_row *row)
{
    s->holdings[s->n_holdings++] =
        (copse_holding){kind, (int32_t)index, copse_quantise_holding(value), row};
}

static int by_target(const void *a, const void *b)
{
    const copse_joint *x = a, *y = b;
    return (x->target > y->target) - (x->target < y->target);
}

/* CoPs that are solved for together, in the order of targets, which rows of the facts do not
 * change. */
static bool gather_joint(copse_scorer *s, const copse_profile *p)
{
    size_t n = 0;
    for (size_t i = 0; i < p->n_communities; i++)
        if (s->of_community[p->communities[i]])
            s->joint[n++] = (copse_joint){s->target_of[p->communities[i]], p->communities[i]};
    qsort(s->joint, n, sizeof *s->joint, by_target);
    for (size_t i = 0; i < n; i++) {
        s->joint_target[i] = s->joint[i].target;
        s->joint_row[i] = s->of_community[s->joint[i].community];
    }
    copse_together_solve(s->share, s->together, n, s->joint_row, s->joint_target);
    for (size_t i = 0; i < n; i++)
        add_holding(s, COPSE_REASON_COMMUNITY, (size_t)s->joint[i].community, s->share[i],
                    s->joint_row[i]);
    return n > 0;
}

static bool gather_communities(copse_scorer *s, const copse_profile *p)
{
    if (s->together)
        return gather_joint(s, p);
    size_t degree = 0;
    bool says = false;
    for (size_t i = 0; i < p->n_communities; i++) {
        degree += s->target_of[p->communities[i]] >= 0;
        __builtin_prefetch(s->of_community[p->communities[i]]);
    }
    double scale = copse_recipe_row_scale(degree);
    for (size_t i = 0; i < p->n_communities; i++) {
        const copse_model_row *row = s->of_community[p->communities[i]];
        if (row)
            add_holding(s, COPSE_REASON_COMMUNITY, (size_t)p->communities[i], scale, row);
        says = says || row;
    }
    return says;
}

static bool gather_topics(copse_scorer *s, const copse_profile *p)
{
    bool says = false;
    for (size_t i = 0; i < p->n_topics; i++) {
        s->value[i] = p->evidence[i];
        s->idf[i] = s->known_idf[p->topics[i]];
    }
    copse_design_known(s->value, s->idf, p->n_topics, s->model->topic_length, s->squares);
    for (size_t i = 0; i < p->n_topics; i++) {
        size_t t = (size_t)p->topics[i];
        bool is_similar = s->of_similarity[t] || copse_incidence_degree(&s->fresh, t) > 0;
        if (s->of_topic[t])
            add_holding(s, COPSE_REASON_TOPIC, t, s->value[i], s->of_topic[t]);
        if (is_similar)
            add_holding(s, COPSE_REASON_SIMILARITY, t, s->value[i], s->of_similarity[t]);
        says = says || is_similar || s->of_topic[t];
    }
    return says;
}

static bool gather_groups(copse_scorer *s, const copse_profile *p)
{
    bool says = false;
    for (size_t i = 0; i < p->n_groups; i++) {
        size_t g = (size_t)p->groups[i];
        if (s->of_group[g])
            add_holding(s, copse_model_group_reason(s->net->groups[g].kind), g, 1.0,
                        s->of_group[g]);
        says = says || s->of_group[g];
    }
    return says;
}

bool copse_scorer_gather(copse_scorer *s, const copse_profile *p)
{
    s->n_holdings = 0;
    bool says = gather_communities(s, p);
    says = gather_topics(s, p) || says;
    says = gather_groups(s, p) || says;
    if (s->popularity)
        add_holding(s, COPSE_REASON_POPULARITY, 0, 1.0, s->popularity);
    if (s->has_member_rows)
        return says;
    return p->n_communities > 0 || p->n_topics > 0 || p->n_groups > 0;
}

/* ---- adding up ---- */

/* Rows stand far apart in memory: all are asked for before the first is read. */
static void ask_ahead(const copse_model_row *row)
{
    if (!row)
        return;
    __builtin_prefetch(row->target);
    __builtin_prefetch(row->weight);
}

static void add_row(copse_scorer *s, const copse_holding *h)
{
    const copse_model_row *row = h->row;
    const int64_t value = h->value;
    int64_t *sum = s->sum;
    uint64_t *is_touched = s->is_touched;
    for (size_t i = 0, n = row ? row->n : 0; i < n; i++) {
        size_t t = (size_t)row->target[i];
        sum[t] += copse_quantise_product(value, row->weight[i]);
        is_touched[t / 64] |= (uint64_t)1 << (t % 64);
    }
}

static void add_fresh(copse_scorer *s, const copse_holding *h)
{
    if (h->kind != COPSE_REASON_SIMILARITY)
        return;
    for (size_t k = s->fresh.start[h->index]; k < s->fresh.start[h->index + 1]; k++)
        s->fresh_sum[s->fresh.column[k]] += copse_quantise_product(h->value, s->fresh_weight[k]);
}

/* What the member is in already is no candidate, whatever is said of it. */
static void drop_own(copse_scorer *s, const copse_profile *p)
{
    for (size_t i = 0; i < p->n_communities; i++) {
        int32_t t = s->target_of[p->communities[i]];
        s->fresh_sum[p->communities[i]] = 0;
        if (t < 0)
            continue;
        s->sum[t] = 0;
        s->is_touched[(size_t)t / 64] &= ~((uint64_t)1 << (t % 64));
    }
}

/* List what was touched, and leave the scratch as it was. */
static size_t take_sums(copse_scorer *s)
{
    const size_t n_words = s->model->record->n_targets / 64 + 1;
    const int32_t *community_of = s->community_of;
    copse_scored *listed = s->listed;
    int64_t *sum = s->sum;
    size_t n = 0;
    for (size_t word = 0; word < n_words; word++) {
        uint64_t touched = s->is_touched[word];
        if (touched == 0)
            continue;
        s->is_touched[word] = 0;
        for (; touched != 0; touched &= touched - 1) {
            size_t t = word * 64 + (size_t)__builtin_ctzll(touched);
            listed[n] = (copse_scored){community_of[t], sum[t]};
            n += community_of[t] >= 0;
            sum[t] = 0;
        }
    }
    return n;
}

static size_t take_fresh(copse_scorer *s, size_t n)
{
    if (s->fresh.start[s->fresh.n_rows] == 0)
        return n;
    for (size_t c = 0; c < s->net->facts->n_communities; c++) {
        if (s->fresh_sum[c] != 0)
            s->listed[n++] = (copse_scored){(copse_index)c, s->fresh_sum[c]};
        s->fresh_sum[c] = 0;
    }
    return n;
}

size_t copse_scorer_list(const copse_scored **out, bool *has_evidence, copse_scorer *s,
                         const copse_profile *profile)
{
    *has_evidence = copse_scorer_gather(s, profile);
    for (size_t i = 0; i < s->n_holdings; i++)
        ask_ahead(s->holdings[i].row);
    for (size_t i = 0; i < s->n_holdings; i++) {
        add_row(s, &s->holdings[i]);
        add_fresh(s, &s->holdings[i]);
    }
    drop_own(s, profile);
    *out = s->listed;
    return take_fresh(s, take_sums(s));
}

void copse_scorer_score_profile(int64_t *scores, bool *has_evidence, copse_scorer *s,
                                const copse_profile *profile)
{
    const copse_scored *listed;
    size_t n = copse_scorer_list(&listed, has_evidence, s, profile);
    for (size_t c = 0; c < s->net->facts->n_communities; c++)
        scores[c] = s->net->is_sensitive[c] ? COPSE_SCORE_NONE : 0;
    for (size_t i = 0; i < n; i++)
        scores[listed[i].community] = listed[i].score;
    for (size_t i = 0; i < profile->n_communities; i++)
        scores[profile->communities[i]] = COPSE_SCORE_NONE;
}

/* CoPs that could be recommended to the member. */
static size_t count_candidates(const copse_scorer *s, const copse_profile *p)
{
    size_t n = s->n_open;
    for (size_t i = 0; i < p->n_communities; i++)
        n -= !s->net->is_sensitive[p->communities[i]];
    return n;
}

double copse_scorer_rank(copse_scorer *s, copse_index member, copse_index community)
{
    const copse_profile own = copse_profile_of(s->net, member);
    const copse_scored *listed;
    bool has_evidence;
    int64_t score = 0;
    double above = 0.0, equal = 0.0;
    size_t n = copse_scorer_list(&listed, &has_evidence, s, &own);
    for (size_t i = 0; i < n; i++)
        if (listed[i].community == community)
            score = listed[i].score;
    for (size_t i = 0; i < n; i++) {
        above += listed[i].score > score;
        equal += listed[i].score == score;
    }
    double others = (double)(count_candidates(s, &own) - n);
    above += score < 0 ? others : 0.0;
    equal += score == 0 ? others : 0.0;
    return above + (equal - 1.0) / 2.0;
}

void copse_scorer_score(int64_t *scores, bool *has_evidence, copse_scorer *s, copse_index member)
{
    const copse_profile own = copse_profile_of(s->net, member);
    copse_scorer_score_profile(scores, has_evidence, s, &own);
}

int64_t copse_scorer_part(const copse_scorer *s, const copse_holding *h, copse_index community)
{
    const int32_t target = s->target_of[community], column = (int32_t)community;
    if (target >= 0) {
        const int32_t *found =
            h->row ? bsearch(&target, h->row->target, h->row->n, sizeof target, ascending) : NULL;
        return found ? copse_quantise_product(h->value, h->row->weight[found - h->row->target]) : 0;
    }
    if (h->kind != COPSE_REASON_SIMILARITY ||
        !copse_incidence_has(&s->fresh, (size_t)h->index, column))
        return 0;
    size_t k = s->fresh.start[h->index];
    while (s->fresh.column[k] != column)
        k++;
    return copse_quantise_product(h->value, s->fresh_weight[k]);
}

copse_status copse_model_score(int64_t *scores, bool *has_evidence, const copse_model *model,
                               const copse_network *net, copse_index member, copse_error *err)
{
    copse_scorer *scorer = NULL;
    copse_status st = copse_scorer_new(&scorer, model, net, err);
    if (st == COPSE_OK)
        copse_scorer_score(scores, has_evidence, scorer, member);
    copse_scorer_free(scorer);
    return st;
}
