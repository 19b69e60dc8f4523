/*
 * Which CoPs should this member join, what would they gain, what could they
 * give, why these, and how do they join? Composes the rooms to the left; what
 * is computed here is only which of their figures stand where.
 */
#include "question/join.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "measure/measure.h"
#include "question/activity.h"

/* ---- one recommendation ---- */

static copse_status copy_reasons(copse_recommendation *r, const copse_explanation *from,
                                 copse_arena *arena, copse_error *err)
{
    copse_reason *reasons = copse_arena_take(arena, from->n_reasons, sizeof *reasons);
    if (!reasons)
        return copse_error_nomem(err);
    for (size_t i = 0; i < from->n_reasons; i++) {
        const copse_reason *reason = &from->reasons[i];
        reasons[i] = *reason;
        reasons[i].key = copse_arena_copy(arena, reason->key);
        reasons[i].name = copse_arena_copy(arena, reason->name);
        if ((reason->key && !reasons[i].key) || (reason->name && !reasons[i].name))
            return copse_error_nomem(err);
    }
    r->n_reasons = from->n_reasons;
    r->reasons = reasons;
    return COPSE_OK;
}

static copse_status add_reasons(copse_recommendation *r, const copse_asking *ask,
                                copse_index community, copse_error *err)
{
    copse_explanation *why = NULL;
    copse_status st = copse_scorer_explain(&why, ask->scorer, ask->member, community, err);
    if (st == COPSE_OK)
        st = copy_reasons(r, why, ask->arena, err);
    copse_explanation_free(why);
    return st;
}

/* A text that may be absent. @return false when memory ran out */
static bool copy_text(const char **out, copse_arena *arena, const char *text)
{
    *out = text && text[0] ? copse_arena_copy(arena, text) : NULL;
    return *out || !text || !text[0];
}

static bool describe(copse_recommendation *r, const copse_asking *ask, copse_index community)
{
    const copse_fact_community *c = &ask->net->facts->communities[community];
    size_t members = copse_network_size_of(ask->net, (size_t)community);
    r->status = c->status;
    r->openness = c->openness;
    r->is_full = c->capacity >= 0 && members >= (size_t)c->capacity;
    return copy_text(&r->key, ask->arena, c->key) && copy_text(&r->name, ask->arena, c->name) &&
           copy_text(&r->description, ask->arena, c->description) &&
           copy_text(&r->meets, ask->arena, c->meets) &&
           copy_text(&r->contact, ask->arena,
                     copse_network_contact(ask->net, ask->ctx, community)) &&
           copse_recommend_place(r, ask, community);
}

static copse_status recommend(copse_recommendation *r, const copse_asking *ask,
                              const copse_candidate *candidate, const double *idf, copse_error *err)
{
    copse_index community = candidate->community;
    r->score = candidate->score;
    copse_measure_topic_cosine(&r->cosine, ask->net, idf, ask->member, community);
    if (!describe(r, ask, community) || !copse_recommend_topics(r, ask, community) ||
        !copse_recommend_people(r, ask, community))
        return copse_error_nomem(err);
    return add_reasons(r, ask, community, err);
}

static copse_status add_recommendations(copse_join_answer *answer, const copse_asking *ask,
                                        const copse_candidates *found, copse_error *err)
{
    const copse_facts *facts = ask->net->facts;
    size_t top = copse_candidates_top(ask->options), n = found->n < top ? found->n : top;
    double *idf = copse_memory_new(facts->n_topics, sizeof *idf);
    copse_activity *activity = copse_memory_new(facts->n_communities, sizeof *activity);
    copse_recommendation *list = copse_arena_take(ask->arena, n, sizeof *list);
    bool many_unnamed = false;
    copse_status st = COPSE_E_NOMEM;
    if (!idf || !activity || !list) {
        copse_error_nomem(err);
        goto done;
    }

    copse_activity_find(activity, ask->net);
    st = copse_measure_topic_idf(idf, ask->net, err);
    if (st == COPSE_OK)
        st = copse_recommend_many_unnamed(&many_unnamed, ask, err);
    for (size_t i = 0; st == COPSE_OK && i < n; i++) {
        list[i].rank = (int)i + 1;
        list[i].activity = activity[found->list[i].community];
        st = recommend(&list[i], ask, &found->list[i], idf, err);
        list[i].near_has_unnamed = list[i].near_has_unnamed && many_unnamed;
    }
    answer->recommendations = list;
    answer->n_recommendations = n;
done:
    copse_memory_free(idf);
    copse_memory_free(activity);
    return st;
}

/* ---- the answer ---- */

static copse_status check_asking(const copse_network *net, copse_index member,
                                 const copse_context *ctx, copse_error *err)
{
    const char *key = net->facts->members[member].key;
    if (ctx->audience != COPSE_FOR_SELF || !ctx->audience_key ||
        strcmp(ctx->audience_key, key) != 0)
        return copse_error_set(err, COPSE_E_ARGUMENT, "join",
                               "ask for them and give it to them alone",
                               "the answer about '%s' is made for that person, not for '%s'", key,
                               copse_audience_name(ctx->audience));
    if (!net->is_present[member])
        return copse_error_set(err, COPSE_E_NOT_FOUND, key,
                               "leave them out; only they can take their objection back",
                               "'%s' objected, so nothing is worked out about them", key);
    return COPSE_OK;
}

static copse_status fill_head(copse_join_answer *answer, const copse_asking *ask, copse_error *err)
{
    const copse_fact_member *member = &ask->net->facts->members[ask->member];
    const copse_model_summary *summary = copse_model_describe(ask->model);
    copse_person person = copse_network_person(ask->net, ask->ctx, ask->member);
    answer->head = (copse_answer_head){.schema = "copse/join/1",
                                       .data_version = ask->net->facts->data_version,
                                       .as_of = ask->net->as_of,
                                       .audience = ask->ctx->audience,
                                       .seed = ask->ctx->seed,
                                       .terms = ask->ctx->terms};
    answer->model_is_stale = summary->data_version != answer->head.data_version;
    answer->member.named = person.named;
    bool whole = copy_text(&answer->member.key, ask->arena, person.key) &&
                 copy_text(&answer->member.name, ask->arena, person.name) &&
                 copy_text(&answer->mail, ask->arena, member->mail) &&
                 copy_text(&answer->model_kind, ask->arena, summary->kind);
    return whole ? COPSE_OK : copse_error_nomem(err);
}

static copse_status fill_answer(copse_join_answer *answer, copse_asking *ask, copse_error *err)
{
    copse_candidates found = {0};
    copse_search *search = NULL;
    const copse_seeker seeker = copse_seeker_of(ask->net, ask->member);
    copse_status st = fill_head(answer, ask, err);
    if (st == COPSE_OK)
        st = copse_scorer_new(&ask->scorer, ask->model, ask->net, err);
    if (st == COPSE_OK)
        st = copse_search_new(&search, ask->net, ask->scorer, ask->options, err);
    if (st == COPSE_OK)
        st = copse_candidates_find(&found, search, &seeker, err);
    if (st == COPSE_OK) {
        ask->is_wanted = found.is_wanted;
        answer->enough_known = found.has_evidence || (found.n_wanted > 0 && found.n > 0);
        st = answer->enough_known ? add_recommendations(answer, ask, &found, err)
                                  : copse_join_add_advice(answer, ask, err);
    }
    if (st == COPSE_OK)
        st = copse_join_add_notes(answer, ask, &found, err);
    copse_candidates_free(&found);
    copse_search_free(search);
    copse_scorer_free(ask->scorer);
    return st;
}

copse_status copse_question_join(copse_join_answer **out, const copse_network *net,
                                 const copse_model *model, copse_index member,
                                 const copse_join_options *options, const copse_context *ctx,
                                 copse_error *err)
{
    static const copse_join_options defaults = COPSE_JOIN_OPTIONS_INIT;
    assert(member >= 0 && (size_t)member < net->facts->n_members);
    *out = NULL;
    copse_status st = check_asking(net, member, ctx, err);
    if (st != COPSE_OK)
        return st;

    copse_arena *arena = copse_arena_new();
    copse_join_answer *answer = arena ? copse_arena_take(arena, 1, sizeof *answer) : NULL;
    if (!answer) {
        copse_arena_free(arena);
        return copse_error_nomem(err);
    }
    answer->arena = arena;
    copse_asking ask = {.net = net,
                        .model = model,
                        .ctx = ctx,
                        .options = options ? options : &defaults,
                        .member = member,
                        .threshold = copse_asking_threshold(ctx),
                        .arena = arena};
    st = fill_answer(answer, &ask, err);
    if (st == COPSE_OK)
        *out = answer;
    else
        copse_join_answer_free(answer);
    return st;
}

void copse_join_answer_free(copse_join_answer *answer)
{
    /* The answer itself lives in its arena. */
    if (answer)
        copse_arena_free(answer->arena);
}
