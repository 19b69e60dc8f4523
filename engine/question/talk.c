/* Whom should a member talk to, why, and who can introduce them? */
#include "question/talk.h"

#include <math.h>
#include <string.h>

#include "question/matches.h"
#include "question/rules.h"

static bool copy_text(const char **out, copse_arena *arena, const char *text)
{
    *out = text && text[0] ? copse_arena_copy(arena, text) : NULL;
    return *out || !text || !text[0];
}

/* A manager gets no list of who is asked what: it is for who asks, or for the steward who says why. */
static copse_status check_asking(const copse_network *net, copse_index member, const copse_context *ctx,
                                 copse_error *err)
{
    const char *key = net->facts->members[member].key;
    bool is_theirs =
        ctx->audience == COPSE_FOR_SELF && ctx->audience_key && strcmp(ctx->audience_key, key) == 0;
    bool is_for_steward = ctx->audience == COPSE_FOR_STEWARD && ctx->reason && ctx->reason[0];
    if (!is_theirs && !is_for_steward)
        return copse_error_set(err, COPSE_E_ARGUMENT, "talk",
                               "ask for them and give it to them alone, or for the steward with a reason",
                               "the answer for '%s' is made for that person, not for '%s'", key,
                               copse_audience_name(ctx->audience));
    if (!net->is_present[member])
        return copse_error_set(err, COPSE_E_NOT_FOUND, key,
                               "leave them out; only they can take their objection back",
                               "'%s' objected, so nothing is worked out about them", key);
    return COPSE_OK;
}

static bool put_topics(copse_talk_answer *answer, const copse_talk_case *c)
{
    copse_found_topic *topics = copse_arena_take(answer->arena, c->n_topics, sizeof *topics);
    copse_kept_matches matches;
    if (!topics || !copse_matches_keep(&matches, answer->arena, c->options->matches))
        return false;
    for (size_t i = 0; i < c->n_topics; i++) {
        const copse_fact_topic *from = &c->net->facts->topics[c->topic[i]];
        topics[i].weight = c->weight[i];
        topics[i].best_saturated = topics[i].backup_saturated = NAN;
        topics[i].has_holders = copse_incidence_degree(&c->net->topic_members, (size_t)c->topic[i]) > 0;
        if (!copy_text(&topics[i].key, answer->arena, from->key) ||
            !copy_text(&topics[i].name, answer->arena, from->name))
            return false;
    }
    answer->topics = topics;
    answer->n_topics = c->n_topics;
    answer->matches = matches.topics;
    answer->n_matches = matches.n;
    answer->unmatched = matches.unmatched;
    answer->n_unmatched = matches.n_unmatched;
    return true;
}

static bool put_head(copse_talk_answer *answer, const copse_talk_case *c)
{
    copse_person person = copse_network_person(c->net, c->ctx, c->member);
    answer->head = (copse_answer_head){.schema = "copse/talk/1",
                                       .data_version = c->net->facts->data_version,
                                       .as_of = c->net->as_of,
                                       .audience = c->ctx->audience,
                                       .seed = c->ctx->seed,
                                       .terms = c->ctx->terms};
    answer->mode = c->mode;
    answer->is_mode_theirs = c->is_mode_theirs;
    answer->n_enough = (int64_t)c->n_enough;
    answer->usual_asks = c->ctx->audience == COPSE_FOR_STEWARD ? c->usual_asks : NAN;
    answer->member.named = person.named;
    const char *site = NULL;
    if (c->travel_share > 0.0)
        site = c->net->facts->sites[c->site].name ? c->net->facts->sites[c->site].name
                                                  : c->net->facts->sites[c->site].key;
    return copy_text(&answer->member.key, answer->arena, person.key) &&
           copy_text(&answer->member.name, answer->arena, person.name) &&
           copy_text(&answer->site, answer->arena, site);
}

static copse_status fill(copse_talk_answer *answer, const copse_talk_case *c, copse_error *err)
{
    size_t most = c->options->top > 0 ? (size_t)c->options->top : copse_rule_size(COPSE_RULE_TALK_TOP);
    size_t n = c->n < most ? c->n : most;
    copse_talk_person *people = copse_arena_take(answer->arena, n, sizeof *people);
    if (!people || !put_head(answer, c) || !put_topics(answer, c))
        return copse_error_nomem(err);
    for (size_t i = 0; i < n; i++)
        if (!copse_talk_describe(&people[i], c, &c->list[i], answer->arena))
            return copse_error_nomem(err);
    answer->people = people;
    answer->n_people = n;
    return copse_talk_add_notes(answer, c, err);
}

copse_status copse_question_talk(copse_talk_answer **out, const copse_network *net, copse_index member,
                                 const copse_talk_options *options, const copse_context *ctx, copse_error *err)
{
    copse_talk_case c = {0};
    copse_talk_answer *answer = NULL;
    *out = NULL;
    copse_status st = check_asking(net, member, ctx, err);
    if (st != COPSE_OK)
        return st;
    st = copse_talk_case_new(&c, net, member, options, ctx, err);
    if (st == COPSE_OK) {
        copse_arena *arena = copse_arena_new();
        answer = arena ? copse_arena_take(arena, 1, sizeof *answer) : NULL;
        if (answer)
            answer->arena = arena;
        else
            copse_arena_free(arena);
        st = answer ? fill(answer, &c, err) : copse_error_nomem(err);
    }
    if (st == COPSE_OK)
        *out = answer;
    else
        copse_talk_answer_free(answer);
    copse_talk_case_free(&c);
    return st;
}

void copse_talk_answer_free(copse_talk_answer *answer)
{
    /* The answer itself lives in its arena. */
    if (answer)
        copse_arena_free(answer->arena);
}
