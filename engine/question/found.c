/*
 * Which key group of people should start a CoP? The choice is made in the room
 * to the left; here it is asked for, and put into words and names.
 */
#include "question/found.h"

#include <math.h>
#include <string.h>

#include "question/matches.h"

static const double DEFAULT_GAP = 1e-4;
enum { DEFAULT_EFFORT = 200000 };

/* ---- people ---- */

static bool copy_text(const char **out, copse_arena *arena, const char *text)
{
    *out = text && text[0] ? copse_arena_copy(arena, text) : NULL;
    return *out || !text || !text[0];
}

bool copse_found_put_person(copse_person *out, const copse_founding *f, int32_t candidate)
{
    copse_person person = copse_network_person(f->c->net, f->c->ctx, f->c->member[candidate]);
    *out = (copse_person){.named = person.named};
    return copy_text(&out->key, f->arena, person.key) &&
           copy_text(&out->name, f->arena, person.name);
}

bool copse_found_put_people(const copse_person **out, size_t *n_out, const copse_founding *f,
                            const int32_t *candidate, size_t n)
{
    copse_person *people = copse_arena_take(f->arena, n, sizeof *people);
    if (!people)
        return false;
    for (size_t i = 0; i < n; i++)
        if (!copse_found_put_person(&people[i], f, candidate[i]))
            return false;
    *out = people;
    *n_out = n;
    return true;
}

/* ---- what was asked ---- */

static copse_status check_options(const copse_found_options *o, copse_error *err)
{
    if (o->n_topics == 0)
        return copse_error_set(err, COPSE_E_ARGUMENT, "found", "name at least one topic",
                               "it is not said what the group is to be about");
    if (o->size != 0 && (o->size < COPSE_FOUND_LEAST || o->size > COPSE_FOUND_MOST))
        return copse_error_set(err, COPSE_E_ARGUMENT, "found", NULL,
                               "a group has %d to %d people, not %d", COPSE_FOUND_LEAST,
                               COPSE_FOUND_MOST, o->size);
    bool is_cover = o->objective != COPSE_FOUND_PRACTICE;
    if (is_cover && (o->per_unit > 0 || o->least_sites > 0))
        return copse_error_set(err, COPSE_E_ARGUMENT, "found",
                               "leave that rule out, or the objective",
                               "units and sites are kept to by the objective 'practice' only");
    if (is_cover && o->n_topics + o->n_include > COPSE_FOUND_MOST)
        return copse_error_set(err, COPSE_E_ARGUMENT, "found", "name fewer",
                               "a covering team takes at most %d topics and people, not %zu",
                               COPSE_FOUND_MOST, o->n_topics + o->n_include);
    return COPSE_OK;
}

void copse_found_weights_default(double *alpha)
{
    static const copse_rule rules[COPSE_FOUND_TERMS] = {
        COPSE_RULE_FOUND_COVERAGE,  COPSE_RULE_FOUND_REACH,    COPSE_RULE_FOUND_DIVERSITY,
        COPSE_RULE_FOUND_AUTHORITY, COPSE_RULE_FOUND_COHESION, COPSE_RULE_FOUND_ROOM};
    for (int i = 0; i < COPSE_FOUND_TERMS; i++)
        alpha[i] = copse_rule_value(rules[i]);
}

static copse_status put_weights(double *alpha, const copse_found_options *options, copse_error *err)
{
    double total = 0.0;
    copse_found_weights_default(alpha);
    for (int i = 0; i < COPSE_FOUND_TERMS; i++) {
        alpha[i] = options->alpha ? options->alpha[i] : alpha[i];
        if (!(alpha[i] >= 0.0) || !isfinite(alpha[i]))
            return copse_error_set(err, COPSE_E_ARGUMENT,
                                   copse_found_term_name((copse_found_term)i),
                                   "give a number from 0 on", "a weight is below 0");
        total += alpha[i];
    }
    if (!(total > 0.0))
        return copse_error_set(err, COPSE_E_ARGUMENT, "found", "give one a number above 0",
                               "all weights are 0");
    for (int i = 0; i < COPSE_FOUND_TERMS; i++)
        alpha[i] /= total;
    return COPSE_OK;
}

/* ---- the head of the answer ---- */

static bool put_matches(copse_found_answer *answer, copse_arena *arena,
                        const copse_topic_matches *from)
{
    copse_kept_matches kept;
    if (!copse_matches_keep(&kept, arena, from))
        return false;
    answer->matches = kept.topics;
    answer->n_matches = kept.n;
    answer->unmatched = kept.unmatched;
    answer->n_unmatched = kept.n_unmatched;
    return true;
}

static bool put_topics(copse_founding *f)
{
    const copse_found_case *c = f->c;
    copse_found_topic *topics = copse_arena_take(f->arena, c->n_topics, sizeof *topics);
    if (!topics)
        return false;
    for (size_t i = 0; i < c->n_topics; i++) {
        const copse_fact_topic *from = &c->net->facts->topics[c->topic[i]];
        topics[i].weight = c->topic_weight[i];
        topics[i].has_holders =
            copse_incidence_degree(&c->net->topic_members, (size_t)c->topic[i]) > 0;
        if (!copy_text(&topics[i].key, f->arena, from->key) ||
            !copy_text(&topics[i].name, f->arena, from->name))
            return false;
    }
    f->answer->topics = topics;
    f->answer->n_topics = c->n_topics;
    return true;
}

/* Whoever chooses the topics could tell people apart by exact counts: those are for the steward only. */
static int64_t shown_count(const copse_founding *f, size_t n)
{
    size_t least = f->c->ctx->threshold > 0 ? (size_t)f->c->ctx->threshold
                                            : copse_rule_size(COPSE_RULE_THRESHOLD);
    if (f->is_for_steward)
        return (int64_t)n;
    return n >= least ? (int64_t)((n + least / 2) / least * least) : -1;
}

static copse_status fill_head(copse_founding *f, copse_error *err)
{
    const copse_found_case *c = f->c;
    copse_found_answer *answer = f->answer;
    size_t n_holders = 0;
    for (size_t v = 0; v < c->n; v++)
        n_holders += c->share[v] > 0.0;
    answer->head = (copse_answer_head){.schema = "copse/found/1",
                                       .data_version = c->net->facts->data_version,
                                       .as_of = c->net->as_of,
                                       .audience = c->ctx->audience,
                                       .seed = c->ctx->seed,
                                       .terms = c->ctx->terms};
    answer->objective = c->options->objective;
    answer->mode = c->options->mode;
    answer->basis = c->graph->basis;
    answer->has_costs = c->graph->has_costs;
    answer->n_candidates = shown_count(f, n_holders);
    answer->value = answer->bound = answer->gap = NAN;
    answer->distance = answer->rarest_first = NAN;
    answer->within_one = answer->within_two = NAN;
    for (int i = 0; i < COPSE_FOUND_TERMS; i++)
        answer->term[i] = NAN;
    memcpy(answer->alpha, c->problem.alpha, sizeof answer->alpha);
    bool is_whole = put_topics(f) && put_matches(answer, f->arena, c->options->matches);
    if (is_whole && c->options->site != COPSE_NONE) {
        const copse_fact_site *site = &c->net->facts->sites[c->options->site];
        is_whole = copy_text(&answer->site, f->arena,
                             site->name && site->name[0] ? site->name : site->key);
    }
    return is_whole ? COPSE_OK : copse_error_nomem(err);
}

/* ---- the group ---- */

/* Of what others know, how much is a hop, or two, from somebody in the group. */
static void put_reach(copse_founding *f)
{
    const copse_found_case *c = f->c;
    double all = 1.0, near = 0.0, within = 0.0;
    for (size_t i = 0; i < f->choice.k; i++)
        all -= c->share[f->choice.member[i]];
    for (size_t u = 0; u < c->n; u++) {
        bool is_member = false, is_near = false, is_within = false;
        for (size_t i = 0; i < f->choice.k; i++) {
            size_t v = (size_t)f->choice.member[i];
            is_member = is_member || v == u;
            is_near = is_near || copse_incidence_has(&c->covers, v, (int32_t)u);
            is_within = is_within || copse_incidence_has(&c->covers, v, (int32_t)(c->n + u));
        }
        near += !is_member && is_near ? c->share[u] : 0.0;
        within += !is_member && is_within ? c->share[u] : 0.0;
    }
    f->answer->within_one = all > 1e-12 ? near / all : NAN;
    f->answer->within_two = all > 1e-12 ? within / all : NAN;
}

static int64_t count_unreachable(const copse_founding *f)
{
    int64_t n = 0;
    for (size_t i = 0; i < f->choice.k; i++)
        for (size_t j = 0; j < i; j++)
            n += f->c->component[f->choice.member[i]] != f->c->component[f->choice.member[j]];
    return n;
}

static copse_status fill_group(copse_founding *f, copse_error *err)
{
    copse_found_answer *answer = f->answer;
    const copse_group_choice *choice = &f->choice;
    copse_status st = copse_choose_group(&f->choice, &f->c->problem, &f->options, f->c->ctx, err);
    if (st != COPSE_OK)
        return st;
    answer->is_found = true;
    answer->value = choice->value;
    memcpy(answer->term, choice->term, sizeof answer->term);
    answer->bound = choice->bound;
    answer->gap = choice->bound > 0.0 ? (choice->bound - choice->value) / choice->bound : 0.0;
    answer->bound_kind = choice->bound_kind;
    answer->was_stopped = choice->was_stopped;
    answer->nodes = choice->nodes;
    answer->pivots = choice->pivots;
    answer->is_connected = choice->is_connected;
    answer->n_unreachable = count_unreachable(f);
    put_reach(f);
    st = copse_found_fill_seats(f, err);
    return st == COPSE_OK ? copse_found_fill_rivals(f, err) : st;
}

static copse_status fill_practice(copse_founding *f, copse_error *err)
{
    bool fits = false;
    copse_status st = copse_choose_group_fits(&fits, NULL, &f->c->problem, f->c->ctx, err);
    if (st != COPSE_OK)
        return st;
    return fits ? fill_group(f, err) : copse_found_explain_none(f, err);
}

static copse_status fill_answer(copse_founding *f, copse_error *err)
{
    copse_status st = put_weights(f->c->problem.alpha, f->c->options, err);
    if (st == COPSE_OK)
        st = fill_head(f, err);
    if (st == COPSE_OK)
        st = f->c->options->objective == COPSE_FOUND_PRACTICE ? fill_practice(f, err)
                                                              : copse_found_fill_cover(f, err);
    return st == COPSE_OK ? copse_found_add_notes(f, err) : st;
}

copse_status copse_question_found(copse_found_answer **out, const copse_network *net,
                                  const copse_found_options *options, const copse_context *ctx,
                                  copse_error *err)
{
    copse_found_case c;
    *out = NULL;
    copse_status st = check_options(options, err);
    if (st != COPSE_OK)
        return st;
    copse_arena *arena = copse_arena_new();
    copse_found_answer *answer = arena ? copse_arena_take(arena, 1, sizeof *answer) : NULL;
    if (!answer) {
        copse_arena_free(arena);
        return copse_error_nomem(err);
    }
    answer->arena = arena;
    copse_founding f = {
        .c = &c,
        .answer = answer,
        .arena = arena,
        .options = {.gap = options->gap < 0.0 ? DEFAULT_GAP : options->gap,
                    .effort = options->effort < 0 ? DEFAULT_EFFORT : options->effort,
                    .is_spent = options->is_spent,
                    .is_spent_user = options->is_spent_user},
        .is_for_steward = ctx->audience == COPSE_FOR_STEWARD && ctx->reason && ctx->reason[0],
    };
    st = copse_found_case_new(&c, net, options, ctx, err);
    if (st == COPSE_OK)
        st = fill_answer(&f, err);
    copse_found_case_free(&c);
    if (st == COPSE_OK)
        *out = answer;
    else
        copse_found_answer_free(answer);
    return st;
}

void copse_found_answer_free(copse_found_answer *answer)
{
    /* The answer itself lives in its arena. */
    if (answer)
        copse_arena_free(answer->arena);
}
