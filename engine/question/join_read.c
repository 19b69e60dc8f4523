/*
 * What of a store one member's answer needs: a few rows, read by key, instead
 * of everybody. The question is then the same as ever, of a smaller network
 * and model that answer about this member as the whole ones do.
 *
 * Which CoPs can be answered is settled first, by scores alone. A CoP that is
 * left out has none of the topics that are wanted, and a score that is smaller
 * than, or as large and a key behind, that of every CoP taken for its score:
 * so where enough of those can be recommended, none that is left out can.
 * Of people, those are taken who can stand in the answer, or whose presence
 * can: a CoP's core, who is near, whom a contact names, who was active.
 */
#include <stdlib.h>
#include <string.h>

#include "base/largest.h"
#include "model/part.h"
#include "network/part.h"
#include "question/candidates.h"
#include "question/nearby.h"
#include "question/rules.h"

typedef struct reading {
    copse_part *part;
    copse_model_part *rows;  /* of the model */
    copse_network *own;      /* the member alone */
    copse_network *net;      /* with the CoPs that may be answered */
    copse_model *model;      /* of these */
    copse_index self;        /* in own */
    const copse_join_options *options;
    const copse_context *ctx;
    size_t n_targets;
    int64_t *scores; /* [n_targets] by ordinal */
    bool has_evidence;
    size_t n_best;   /* CoPs taken for their score */
    int32_t *best;   /* [n_best] ordinals */
} reading;

/* Whatever asks for more than scores and what a member wants looks at every CoP. */
static bool can_be_part(const copse_join_options *o, const copse_context *ctx)
{
    return ctx->audience == COPSE_FOR_SELF && o->mode == COPSE_MODE_UNKNOWN && o->site == COPSE_NONE &&
           o->n_topics == 0 && o->diversity == 0.0;
}

/* ---- the member alone ---- */

/* @param[out] does  false: the whole has to be read */
static copse_status read_own(bool *does, reading *r, const char *key, copse_error *err)
{
    *does = false;
    copse_status st = copse_network_part(&r->own, r->part, r->ctx, err);
    if (st == COPSE_OK)
        st = copse_network_find_member(&r->self, r->own, key, err);
    if (st != COPSE_OK)
        return st;
    st = copse_network_has_plain_groups(does, r->own, copse_part_store(r->part), err);
    if (st != COPSE_OK || !*does)
        return st;
    st = copse_model_part_new(&r->rows, copse_part_store(r->part), r->own, r->self, NULL);
    *does = st == COPSE_OK && copse_model_part_data_version(r->rows) == r->own->facts->data_version;
    /* Whoever loads the whole says what is wrong with the model, or fits one. */
    return st == COPSE_E_NOMEM ? copse_error_nomem(err) : COPSE_OK;
}

static copse_status score(reading *r, copse_error *err)
{
    r->n_targets = copse_model_part_targets(r->rows);
    r->scores = copse_memory_new(r->n_targets, sizeof *r->scores);
    r->best = copse_memory_new(r->n_targets, sizeof *r->best);
    if (!r->scores || !r->best)
        return copse_error_nomem(err);
    return copse_model_part_score(r->scores, &r->has_evidence, r->rows, err);
}

/* ---- which CoPs ---- */

/* All CoPs that hold what the member wants to learn. @param[out] n_wanted  topics */
static copse_status take_wanted(size_t *n_wanted, reading *r, copse_error *err)
{
    const copse_incidence *m = &r->own->member_interests;
    copse_status st = COPSE_OK;
    *n_wanted = copse_incidence_degree(m, (size_t)r->self);
    for (size_t k = m->start[r->self]; st == COPSE_OK && k < m->start[r->self + 1]; k++) {
        copse_stint *roll;
        size_t n;
        st = copse_store_read_roll(&roll, &n, copse_part_store(r->part), COPSE_ROLL_TOPIC,
                                   r->own->facts->topics[m->column[k]].id, err);
        for (size_t i = 0; st == COPSE_OK && i < n; i++)
            st = copse_part_take(r->part, COPSE_PART_COMMUNITY, roll[i].id, err);
        copse_memory_free(roll);
    }
    return st;
}

/* The n best by score, then by ordinal, which is the order of keys. */
static copse_status choose_best(reading *r, size_t n, copse_error *err)
{
    copse_largest largest;
    if (!copse_largest_init(&largest, n, r->n_targets))
        return copse_error_nomem(err);
    copse_largest_clear(&largest);
    for (size_t t = 0; t < r->n_targets; t++)
        if (r->scores[t] != COPSE_SCORE_NONE)
            copse_largest_offer(&largest, r->scores[t]);
    copse_largest_cut(&largest);
    int64_t least = largest.n < n ? INT64_MIN + 1 : largest.least;
    copse_largest_free(&largest);

    size_t above = 0;
    for (size_t t = 0; t < r->n_targets; t++)
        above += r->scores[t] > least;
    size_t room = n > above ? n - above : 0;
    r->n_best = 0;
    for (size_t t = 0; t < r->n_targets; t++) {
        bool is_taken = r->scores[t] > least || (r->scores[t] == least && room > 0);
        room -= is_taken && r->scores[t] == least;
        if (is_taken)
            r->best[r->n_best++] = (int32_t)t;
    }
    return COPSE_OK;
}

static copse_status take_best(reading *r, copse_error *err)
{
    copse_status st = COPSE_OK;
    for (size_t i = 0; st == COPSE_OK && i < r->n_best; i++) {
        const char *key;
        copse_id id = COPSE_NONE;
        st = copse_model_part_key(&key, r->rows, r->best[i], err);
        if (st == COPSE_OK)
            st = copse_part_find(&id, r->part, COPSE_PART_COMMUNITY, key, err);
        if (st == COPSE_OK && id != COPSE_NONE)
            st = copse_part_take(r->part, COPSE_PART_COMMUNITY, id, err);
    }
    return st;
}

static void forget(reading *r)
{
    copse_model_free(r->model);
    copse_network_free(r->net);
    r->model = NULL;
    r->net = NULL;
}

/* Find what would be recommended of the CoPs that are taken. */
static copse_status find_among_taken(copse_candidates *found, reading *r, copse_error *err)
{
    copse_scorer *scorer = NULL;
    copse_search *search = NULL;
    copse_index self = COPSE_NONE;
    const char *key = r->own->facts->members[r->self].key;
    forget(r);
    copse_status st = copse_network_part(&r->net, r->part, r->ctx, err);
    if (st == COPSE_OK)
        st = copse_network_find_member(&self, r->net, key, err);
    if (st == COPSE_OK)
        st = copse_model_part_of(&r->model, r->rows, r->net, err);
    if (st == COPSE_OK)
        st = copse_scorer_new(&scorer, r->model, r->net, err);
    if (st == COPSE_OK)
        st = copse_search_new(&search, r->net, scorer, r->options, err);
    if (st == COPSE_OK) {
        const copse_seeker seeker = copse_seeker_of(r->net, self);
        st = copse_candidates_find(found, search, &seeker, err);
    }
    copse_search_free(search);
    copse_scorer_free(scorer);
    return st;
}

/* How many of those that can be recommended were taken for their score: no better than the worst of the best. */
static copse_status count_best(size_t *n, reading *r, const copse_candidates *found, copse_error *err)
{
    copse_map *keys = copse_map_new();
    copse_status st = keys ? COPSE_OK : copse_error_nomem(err);
    *n = 0;
    for (size_t i = 0; st == COPSE_OK && i < r->n_best; i++) {
        const char *key;
        st = copse_model_part_key(&key, r->rows, r->best[i], err);
        if (st == COPSE_OK && !copse_map_set(keys, key, 1))
            st = copse_error_nomem(err);
    }
    for (size_t i = 0; st == COPSE_OK && i < found->n; i++)
        *n += copse_map_get(keys, r->net->facts->communities[found->list[i].community].key, 0) != 0;
    copse_map_free(keys);
    return st;
}

/* @param[out] found  best first */
static copse_status find_communities(copse_candidates *found, reading *r, copse_error *err)
{
    enum { SPARE = 8, TIMES = 8 };
    size_t top = copse_candidates_top(r->options), n_wanted, n_enough = 0;
    copse_status st = take_wanted(&n_wanted, r, err);
    /* Where nothing is known of them, only what they want is answered. */
    size_t n = r->has_evidence ? top < r->n_targets ? 2 * top + SPARE : r->n_targets : 0;
    for (bool is_done = false; st == COPSE_OK && !is_done; n *= TIMES) {
        copse_candidates_free(found);
        n = n < r->n_targets ? n : r->n_targets;
        if (n > 0)
            st = choose_best(r, n, err);
        if (st == COPSE_OK)
            st = take_best(r, err);
        if (st == COPSE_OK)
            st = find_among_taken(found, r, err);
        if (st == COPSE_OK)
            st = count_best(&n_enough, r, found, err);
        is_done = n == 0 || n == r->n_targets || n_enough >= top;
    }
    return st;
}

/* ---- the answer's network and model ---- */

static copse_status measure(reading *r, const copse_candidates *found, copse_error *err)
{
    size_t top = copse_candidates_top(r->options);
    copse_status st = COPSE_OK;
    for (size_t i = 0; st == COPSE_OK && i < found->n && i < top; i++)
        st = copse_model_part_measure(r->rows, r->net->facts->communities[found->list[i].community].key, err);
    return st;
}

static copse_status read_people(copse_network **net, reading *r, const copse_candidates *found, copse_error *err)
{
    copse_nearby *nearby = NULL;
    size_t top = copse_candidates_top(r->options);
    copse_status st = copse_nearby_new(&nearby, r->part, r->own, r->self, r->ctx, err);
    for (size_t i = 0; st == COPSE_OK && i < found->n && i < top; i++) {
        const copse_fact_community *c = &r->net->facts->communities[found->list[i].community];
        const copse_model_value *core;
        size_t n_core = copse_model_part_core(&core, r->rows, c->key);
        st = copse_nearby_take(nearby, c->id, core, n_core, err);
    }
    if (st == COPSE_OK)
        st = copse_nearby_finish(nearby, err);
    if (st == COPSE_OK)
        st = copse_network_part(net, r->part, r->ctx, err);
    if (st == COPSE_OK)
        copse_nearby_tell_sizes(nearby, *net);
    copse_nearby_free(nearby);
    return st;
}

static copse_status read_all(copse_network **net, copse_model **model, reading *r, const char *key,
                             copse_error *err)
{
    bool does;
    copse_candidates found = {0};
    copse_status st = read_own(&does, r, key, err);
    if (st != COPSE_OK || !does)
        return st;
    st = score(r, err);
    if (st == COPSE_OK)
        st = find_communities(&found, r, err);
    if (st == COPSE_OK)
        st = measure(r, &found, err);
    if (st == COPSE_OK)
        st = read_people(net, r, &found, err);
    if (st == COPSE_OK) {
        forget(r); /* before the part, in whose arena it is */
        st = copse_model_part_finish(model, r->rows, *net, err);
        if (st == COPSE_OK)
            r->rows = NULL;
    }
    copse_candidates_free(&found);
    return st;
}

copse_status copse_question_join_read(copse_network **net, copse_model **model, copse_store *store,
                                      const char *member_key, const copse_join_options *options,
                                      const copse_context *ctx, copse_error *err)
{
    static const copse_join_options defaults = COPSE_JOIN_OPTIONS_INIT;
    reading r = {.options = options ? options : &defaults, .ctx = ctx};
    *net = NULL;
    *model = NULL;
    if (!can_be_part(r.options, ctx))
        return COPSE_OK;
    copse_status st = copse_part_new(&r.part, store, member_key, ctx, err);
    if (st == COPSE_OK && r.part)
        st = read_all(net, model, &r, member_key, err);
    forget(&r);
    copse_model_part_free(r.rows);
    copse_network_free(r.own);
    copse_memory_free(r.scores);
    copse_memory_free(r.best);
    copse_part_free(r.part);
    if (st != COPSE_OK || !*model) {
        copse_network_free(*net);
        copse_model_free(*model);
        *net = NULL;
        *model = NULL;
    }
    return st;
}
