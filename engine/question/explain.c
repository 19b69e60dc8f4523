/* Why one CoP has its place in a member's list: the whole sum, the border, and what would change it. */
#include "question/explain.h"

#include <assert.h>
#include <string.h>

#include "measure/measure.h"
#include "question/notes.h"
#include "question/recommend.h"

void copse_explain_answer_free(copse_explain_answer *answer)
{
    if (answer)
        copse_arena_free(answer->arena);
}

bool copse_explain_is_in(const copse_explaining *e, const copse_place *place)
{
    return place->rank > 0 && place->rank <= e->top;
}

/* A sensitive CoP is not said to exist: the words are those for a key that there is not. */
static copse_status check_asking(const copse_network *net, copse_index member, copse_index community,
                                 const copse_join_options *options, const copse_context *ctx, copse_error *err)
{
    const char *key = net->facts->members[member].key, *of = net->facts->communities[community].key;
    if (ctx->audience != COPSE_FOR_SELF || !ctx->audience_key || strcmp(ctx->audience_key, key) != 0)
        return copse_error_set(err, COPSE_E_ARGUMENT, "explain", "ask for them and give it to them alone",
                               "the answer about '%s' is made for that person, not for '%s'", key,
                               copse_audience_name(ctx->audience));
    if (!net->is_present[member])
        return copse_error_set(err, COPSE_E_NOT_FOUND, key,
                               "leave them out; only they can take their objection back",
                               "'%s' objected, so nothing is worked out about them", key);
    if (net->is_sensitive[community])
        return copse_error_set(err, COPSE_E_NOT_FOUND, NULL, "'copse join' lists those that fit",
                               "no community that could be recommended has that key or name");
    if (copse_incidence_has(&net->member_communities, (size_t)member, (int32_t)community))
        return copse_error_set(err, COPSE_E_ARGUMENT, of, "ask of one that you are not in",
                               "you are in this community already");
    if (options->diversity != 0.0)
        return copse_error_set(err, COPSE_E_ARGUMENT, "diversity", "leave one of them out",
                               "what is explained is the place by score, which a diversity changes");
    return COPSE_OK;
}

static bool copy_text(const char **out, copse_arena *arena, const char *text)
{
    *out = text && text[0] ? copse_arena_copy(arena, text) : NULL;
    return *out || !text || !text[0];
}

static copse_status fill_head(copse_explain_answer *a, const copse_explaining *e, const copse_model *model,
                              copse_error *err)
{
    const copse_fact_community *c = &e->net->facts->communities[e->community];
    const copse_model_summary *summary = copse_model_describe(model);
    copse_person person = copse_network_person(e->net, e->ctx, e->seeker.member);
    a->head = (copse_answer_head){.schema = "copse/explain/1",
                                  .data_version = e->net->facts->data_version,
                                  .as_of = e->net->as_of,
                                  .audience = e->ctx->audience,
                                  .seed = e->ctx->seed,
                                  .terms = e->ctx->terms};
    a->model_is_stale = summary->data_version != a->head.data_version;
    a->member.named = person.named;
    a->top = e->top;
    bool whole = copy_text(&a->member.key, a->arena, person.key) &&
                 copy_text(&a->member.name, a->arena, person.name) && copy_text(&a->key, a->arena, c->key) &&
                 copy_text(&a->name, a->arena, c->name) && copy_text(&a->model_kind, a->arena, summary->kind);
    return whole ? COPSE_OK : copse_error_nomem(err);
}

static copse_status fill_sum(copse_explain_answer *a, const copse_explaining *e, copse_scorer *scorer,
                             copse_error *err)
{
    copse_explanation *why = NULL;
    copse_status st = copse_scorer_explain(&why, scorer, e->seeker.member, e->community, err);
    copse_reason *reasons = st == COPSE_OK ? copse_arena_take(a->arena, why->n_reasons, sizeof *reasons) : NULL;
    if (st == COPSE_OK && !reasons)
        st = copse_error_nomem(err);
    for (size_t i = 0; st == COPSE_OK && i < why->n_reasons; i++) {
        reasons[i] = why->reasons[i];
        if (!copy_text(&reasons[i].key, a->arena, why->reasons[i].key) ||
            !copy_text(&reasons[i].name, a->arena, why->reasons[i].name))
            st = copse_error_nomem(err);
    }
    if (st == COPSE_OK) {
        a->score = why->score;
        a->reasons = reasons;
        a->n_reasons = why->n_reasons;
    }
    copse_explanation_free(why);
    return st;
}

static const char *say_obstacle(copse_obstacle obstacle)
{
    static const char *const words[COPSE_N_OBSTACLES] = {
        [COPSE_OBSTACLE_MARKED] = "you said that it is not for you ('copse profile' takes that back)",
        [COPSE_OBSTACLE_CLOSED] = "it is closed",
        [COPSE_OBSTACLE_TOPIC] = "it holds none of the topics that were asked for",
        [COPSE_OBSTACLE_MODE] = "it does not meet in the way that was asked for",
        [COPSE_OBSTACLE_MODE_UNKNOWN] = "how it meets is not recorded",
        [COPSE_OBSTACLE_SITE] = "it is not in reach of the site",
        [COPSE_OBSTACLE_SITE_UNKNOWN] = "whether it is in reach of the site is not known",
        [COPSE_OBSTACLE_DORMANT] = "it is dormant (--include-dormant shows it)",
        [COPSE_OBSTACLE_NOT_WANTED] = "nothing is known of you yet but what you want to learn, which it does not hold",
    };
    return words[obstacle];
}

/* The last that is recommended where this one is not, else the first that is not. */
static copse_status fill_border(copse_explain_answer *a, const copse_explaining *e,
                                const copse_candidates *found, copse_error *err)
{
    size_t at = (size_t)e->top - (copse_explain_is_in(e, &e->place) ? 0 : 1);
    if (at >= found->n)
        return COPSE_OK;
    const copse_fact_community *c = &e->net->facts->communities[found->list[at].community];
    a->border_score = found->list[at].score;
    bool whole = copy_text(&a->border_key, a->arena, c->key) && copy_text(&a->border_name, a->arena, c->name);
    return whole ? COPSE_OK : copse_error_nomem(err);
}

static bool has_equals(const copse_candidates *found, const copse_explaining *e)
{
    bool has = !found->has_evidence;
    for (size_t i = 0; i < found->n; i++)
        has = has || (found->list[i].score == e->place.score && found->list[i].community != e->community);
    return has;
}

static copse_status fill_place(copse_explain_answer *a, copse_explaining *e, copse_error *err)
{
    copse_candidates found = {0};
    copse_status st = copse_candidates_find(&found, e->search, &e->seeker, err);
    if (st != COPSE_OK)
        return st;
    e->place = copse_search_place(e->search, &e->seeker, e->community);
    e->has_equals = has_equals(&found, e);
    a->rank = e->place.rank;
    a->n_listed = found.has_evidence || found.n_wanted > 0 ? (int)found.n : 0;
    a->left_out = say_obstacle(e->place.obstacle);
    if (!a->left_out && a->rank == 0)
        a->left_out = "nothing is known of you to recommend by";
    st = fill_border(a, e, &found, err);
    copse_candidates_free(&found);
    return st;
}

static copse_status fill_notes(copse_explain_answer *a, const copse_model *model, copse_error *err)
{
    copse_notes to = {.arena = a->arena};
    if (a->model_is_stale)
        copse_note(&to,
                   "The model was fitted on data version %lld and the data are now at version %lld: "
                   "'copse fit' brings it up to date, and may move the border.",
                   (long long)copse_model_describe(model)->data_version, (long long)a->head.data_version);
    copse_note(&to, "What would change it holds for this model; a later fit learns from the change as well.");
    return copse_notes_keep(&a->head.notes, &a->head.n_notes, &to, err);
}

static copse_status try_changes(copse_explain_answer *a, copse_explaining *e, copse_error *err)
{
    e->usual_evidence = copse_memory_new(e->net->facts->n_topics, sizeof *e->usual_evidence);
    copse_status st = e->usual_evidence ? copse_measure_usual_evidence(e->usual_evidence, e->net,
                                                                       copse_asking_threshold(e->ctx), err)
                                        : copse_error_nomem(err);
    if (st == COPSE_OK)
        st = copse_explain_changes(a, e, err);
    copse_memory_free(e->usual_evidence);
    return st;
}

static copse_status fill_answer(copse_explain_answer *a, copse_explaining *e, const copse_model *model,
                                const copse_join_options *options, copse_error *err)
{
    copse_scorer *scorer = NULL;
    copse_status st = fill_head(a, e, model, err);
    if (st == COPSE_OK)
        st = copse_scorer_new(&scorer, model, e->net, err);
    if (st == COPSE_OK)
        st = copse_search_new(&e->search, e->net, scorer, options, err);
    if (st == COPSE_OK)
        st = fill_sum(a, e, scorer, err);
    if (st == COPSE_OK)
        st = fill_place(a, e, err);
    if (st == COPSE_OK)
        st = try_changes(a, e, err);
    if (st == COPSE_OK)
        st = fill_notes(a, model, err);
    copse_search_free(e->search);
    copse_scorer_free(scorer);
    return st;
}

copse_status copse_question_explain(copse_explain_answer **out, const copse_network *net,
                                    const copse_model *model, copse_index member, copse_index community,
                                    const copse_join_options *options, const copse_context *ctx,
                                    copse_error *err)
{
    static const copse_join_options defaults = COPSE_JOIN_OPTIONS_INIT;
    assert(member >= 0 && (size_t)member < net->facts->n_members);
    assert(community >= 0 && (size_t)community < net->facts->n_communities);
    *out = NULL;
    if (!options)
        options = &defaults;
    copse_status st = check_asking(net, member, community, options, ctx, err);
    if (st != COPSE_OK)
        return st;
    copse_arena *arena = copse_arena_new();
    copse_explain_answer *answer = arena ? copse_arena_take(arena, 1, sizeof *answer) : NULL;
    if (!answer) {
        copse_arena_free(arena);
        return copse_error_nomem(err);
    }
    answer->arena = arena;
    copse_explaining e = {.net = net,
                          .ctx = ctx,
                          .seeker = copse_seeker_of(net, member),
                          .community = community,
                          .top = (int)copse_candidates_top(options)};
    st = fill_answer(answer, &e, model, options, err);
    if (st == COPSE_OK)
        *out = answer;
    else
        copse_explain_answer_free(answer);
    return st;
}
