/* What changed between two networks: goes through the parts of the answer, and says what could not be compared. */
#include "question/compare.h"

#include "question/notes.h"
#include "question/recommend.h"

bool copse_compare_copy(const char **key, const char **name, const copse_comparing *c, const char *of_key,
                        const char *of_name)
{
    bool has_name = of_name && of_name[0];
    *key = copse_arena_copy(c->arena, of_key);
    *name = has_name ? copse_arena_copy(c->arena, of_name) : NULL;
    return *key && (*name || !has_name);
}

static copse_status add_notes(copse_compare_answer *answer, const copse_comparing *c, copse_error *err)
{
    copse_notes notes = {.arena = c->arena};
    if (!c->is_for_steward)
        copse_note(&notes, "Which units became more or less isolated, and which links are gone, is for the steward.");
    else if (!answer->units_are_compared)
        copse_note(&notes, "Units are not compared: one of the two has fewer than %d, or no ties and seats of them.",
                   COPSE_NEGATIVE_BINOMIAL_LEAST);
    else
        copse_note(&notes, "A change is more than chance where so large a one is unlikely for a unit whose links only "
                           "vary; about %.0f %% of those may still be false alarms.",
                   100.0 * answer->q);
    if (c->is_for_steward && !answer->unit_bridges.is_compared && answer->level == COPSE_LEVEL_TEAM)
        copse_note(&notes, "Links between teams are not compared: not the same is recorded of both.");
    if (!answer->sizes_are_compared)
        copse_note(&notes, "Sizes are not compared: of one version of the data counts are published of one day only, "
                           "so that nobody can tell who joined between two.");
    return copse_notes_keep(&answer->head.notes, &answer->head.n_notes, &notes, err);
}

static copse_status fill(copse_compare_answer *answer, const copse_comparing *c, copse_error *err)
{
    const copse_network *before = c->net[0], *after = c->net[1];
    answer->head = (copse_answer_head){.schema = "copse/compare/1",
                                       .data_version = after->facts->data_version,
                                       .as_of = after->as_of,
                                       .audience = c->ctx->audience,
                                       .seed = c->ctx->seed,
                                       .terms = c->ctx->terms};
    answer->before = (copse_compare_side){before->facts->data_version, before->as_of};
    answer->after = (copse_compare_side){after->facts->data_version, after->as_of};
    answer->level = c->options->level;
    copse_status st = copse_compare_units(answer, c, err);
    if (st == COPSE_OK)
        st = copse_compare_communities(answer, c, err);
    if (st == COPSE_OK && c->is_for_steward && answer->level == COPSE_LEVEL_TEAM)
        st = copse_compare_bridging(&answer->unit_bridges, c, COPSE_THINGS_TEAMS, err);
    if (st == COPSE_OK && c->is_for_steward)
        st = copse_compare_bridging(&answer->community_bridges, c, COPSE_THINGS_COMMUNITIES, err);
    if (st == COPSE_OK)
        st = copse_compare_topics(answer, c, err);
    return st == COPSE_OK ? add_notes(answer, c, err) : st;
}

static copse_status count(copse_comparing *c, copse_error *err)
{
    copse_status st = COPSE_OK;
    for (int side = 0; st == COPSE_OK && side < 2; side++)
        st = copse_network_counts_new(&c->counts[side], c->net[side], (int64_t)c->threshold, err);
    return st;
}

copse_status copse_question_compare(copse_compare_answer **out, const copse_network *before,
                                    const copse_network *after, const copse_compare_options *options,
                                    const copse_context *ctx, copse_error *err)
{
    static const copse_compare_options defaults = COPSE_COMPARE_OPTIONS_INIT;
    copse_comparing c = {.net = {before, after},
                         .options = options ? options : &defaults,
                         .ctx = ctx,
                         .is_for_steward = ctx->audience == COPSE_FOR_STEWARD,
                         .threshold = copse_asking_threshold(ctx)};
    *out = NULL;
    if (ctx->audience == COPSE_FOR_SELF)
        return copse_error_set(err, COPSE_E_ARGUMENT, "compare", "ask for the trust, a team or the steward",
                               "it is about units and CoPs, not about one person");
    c.arena = copse_arena_new();
    copse_compare_answer *answer = c.arena ? copse_arena_take(c.arena, 1, sizeof *answer) : NULL;
    copse_status st = answer ? count(&c, err) : copse_error_nomem(err);
    if (st == COPSE_OK) {
        answer->arena = c.arena;
        st = fill(answer, &c, err);
    }
    if (st == COPSE_OK)
        *out = answer;
    else
        copse_arena_free(c.arena);
    for (int side = 0; side < 2; side++)
        copse_network_counts_free(c.counts[side]);
    return st;
}

void copse_compare_answer_free(copse_compare_answer *answer)
{
    /* The answer itself lives in its arena. */
    if (answer)
        copse_arena_free(answer->arena);
}
