/*
 * The whole picture for a meeting. It is printed and passed on, so but for the steward it is made of what may be
 * published alone.
 */
#include "question/overview.h"

#include "question/notes.h"
#include "question/recommend.h"

/* How many of the sizes are shown, of CoPs that may be shown at all and of teams that have people. */
static void count_hidden(copse_overview_answer *answer, const copse_viewing *v)
{
    const copse_facts *facts = v->net->facts;
    for (size_t c = 0; c < facts->n_communities; c++) {
        if (v->net->is_sensitive[c] || facts->communities[c].status == COPSE_COMMUNITY_CLOSED)
            continue;
        bool is_hidden = copse_network_counts_get(v->counts, (copse_index)c, COPSE_COUNT_WHOLE, 0).is_suppressed;
        answer->communities_hidden += is_hidden;
        answer->communities_shown += !is_hidden;
    }
    for (size_t t = 0; t < facts->n_teams; t++) {
        copse_count count = copse_network_counts_get(v->counts, COPSE_NONE, COPSE_COUNT_UNIT, (copse_index)t);
        answer->teams_hidden += count.is_suppressed;
        answer->teams_shown += !count.is_suppressed && count.value > 0;
    }
}

static copse_status add_notes(copse_overview_answer *answer, const copse_viewing *v, copse_error *err)
{
    copse_notes notes = {.arena = answer->arena};
    char day[16];
    for (size_t i = 0; i < answer->start->head.n_notes; i++)
        copse_note(&notes, "%s", answer->start->head.notes[i]);
    copse_note(&notes, "A team with few recorded links may have many that nobody recorded. Ask it before anything is done.");
    copse_day_format(day, answer->judged_on);
    if (!v->is_exact && answer->is_judged)
        copse_note(&notes,
                   "Teams are judged as of %s, the day of the last import, and only those whose size is shown; the "
                   "figures are the steward's.",
                   day);
    return copse_notes_keep(&answer->head.notes, &answer->head.n_notes, &notes, err);
}

static copse_status fill(copse_overview_answer *answer, const copse_viewing *v, copse_error *err)
{
    copse_start_answer *start = NULL;
    const copse_start_options asked = {v->options->status, v->options->check};
    copse_status st = copse_question_start(&start, v->net, v->model, &asked, v->ctx, err);
    if (st != COPSE_OK)
        return st;
    answer->start = start;
    answer->head = start->head;
    answer->head.schema = "copse/report/1";
    count_hidden(answer, v);
    copse_viewing_actions(answer, v);
    if ((st = copse_viewing_proof(answer, v, err)) == COPSE_OK &&
        (st = copse_viewing_teams(answer, v, err)) == COPSE_OK &&
        (st = copse_question_health(&answer->health, v->net, COPSE_NONE, v->ctx, err)) == COPSE_OK)
        st = add_notes(answer, v, err);
    return st;
}

copse_status copse_question_overview(copse_overview_answer **out, const copse_network *net, const copse_model *model,
                                     const copse_overview_options *options, const copse_context *ctx,
                                     copse_error *err)
{
    copse_counts *counts = NULL;
    *out = NULL;
    copse_arena *arena = copse_arena_new();
    copse_overview_answer *answer = arena ? copse_arena_take(arena, 1, sizeof *answer) : NULL;
    if (!answer) {
        copse_arena_free(arena);
        return copse_error_nomem(err);
    }
    answer->arena = arena;
    copse_status st = copse_network_counts_new(&counts, net, (int64_t)copse_asking_threshold(ctx), err);
    if (st == COPSE_OK) {
        const copse_viewing v = {net, model, options, ctx, counts, ctx->audience == COPSE_FOR_STEWARD};
        st = fill(answer, &v, err);
    }
    copse_network_counts_free(counts);
    if (st == COPSE_OK)
        *out = answer;
    else
        copse_overview_answer_free(answer);
    return st;
}

void copse_overview_answer_free(copse_overview_answer *answer)
{
    if (!answer)
        return;
    copse_start_answer_free(answer->start);
    copse_health_answer_free(answer->health);
    copse_arena_free(answer->arena); /* the answer itself lives in it */
}
