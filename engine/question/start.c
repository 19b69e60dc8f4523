/*
 * The first report: what is in the data and how fresh, what is missing, and
 * what can be said of CoPs and teams already. It counts people and names none,
 * since it is the page that is printed and passed on.
 */
#include "question/start.h"

#include <string.h>

#include "question/recommend.h"
#include "question/rules.h"

/* A text that may be absent. @return false when memory ran out */
static bool copy_text(const char **out, copse_arena *arena, const char *text)
{
    *out = text && text[0] ? copse_arena_copy(arena, text) : NULL;
    return *out || !text || !text[0];
}

copse_public_count copse_starting_part(const copse_starting *s, int64_t part, int64_t whole)
{
    int64_t rest = whole - part;
    bool is_shown = (part == 0 || part >= s->threshold) && (rest == 0 || rest >= s->threshold);
    return (copse_public_count){is_shown, is_shown ? part : 0};
}

/* ---- where the data came from ---- */

/* A file is often named after the one group that it lists. */
static bool names_a_sensitive_community(const copse_network *net, const char *file)
{
    if (copse_store_looks_sensitive(file, NULL))
        return true;
    for (size_t c = 0; c < net->facts->n_communities; c++) {
        const copse_fact_community *community = &net->facts->communities[c];
        if (net->is_sensitive[c] &&
            (strstr(file, community->key) || (community->name && strstr(file, community->name))))
            return true;
    }
    return false;
}

static copse_status list_sources(copse_start_answer *answer, const copse_starting *s,
                                 copse_error *err)
{
    const copse_status_report *status = s->options->status;
    copse_start_source *list = copse_arena_take(s->arena, status->n_sources, sizeof *list);
    if (!list)
        return copse_error_nomem(err);
    for (size_t i = 0; i < status->n_sources; i++) {
        const copse_status_source *from = &status->sources[i];
        /* Rows about people would tell, with the counts that are shown, those that are not. */
        bool is_shown = !from->is_of_people || s->ctx->audience == COPSE_FOR_STEWARD;
        list[i] = (copse_start_source){NULL, is_shown ? from->rows : -1, from->imported,
                                       from->age_days};
        if (!names_a_sensitive_community(s->net, from->name) &&
            !copy_text(&list[i].name, s->arena, from->name))
            return copse_error_nomem(err);
    }
    answer->sources = list;
    answer->n_sources = status->n_sources;
    return COPSE_OK;
}

/* ---- what the check found ---- */

/* Told elsewhere in the report, with more to say. */
static bool is_told_elsewhere(const char *check)
{
    static const char *const told[] = {"communities-that-look-sensitive",
                                       "communities-without-topics",
                                       "communities-without-contact",
                                       "members-without-community",
                                       "members-without-team",
                                       "terms-not-recorded",
                                       NULL};
    for (size_t i = 0; told[i]; i++)
        if (strcmp(check, told[i]) == 0)
            return true;
    return false;
}

/* Examples are left to `check`, which is the steward's; a finding without any counts people. */
static copse_status list_findings(copse_start_answer *answer, const copse_starting *s,
                                  copse_error *err)
{
    const copse_check_report *check = s->options->check;
    if (!check)
        return COPSE_OK;
    copse_start_finding *list = copse_arena_take(s->arena, check->n_findings, sizeof *list);
    if (!list)
        return copse_error_nomem(err);
    for (size_t i = 0; i < check->n_findings; i++) {
        const copse_finding *from = &check->findings[i];
        if (is_told_elsewhere(from->check))
            continue;
        bool is_shown = from->n_examples > 0 || from->count >= s->threshold;
        copse_start_finding *to = &list[answer->n_findings++];
        to->is_error = from->is_error;
        to->count = (copse_public_count){is_shown, is_shown ? from->count : 0};
        if (!copy_text(&to->check, s->arena, from->check) ||
            !copy_text(&to->meaning, s->arena, from->meaning) ||
            !copy_text(&to->next, s->arena, from->next))
            return copse_error_nomem(err);
    }
    answer->findings = list;
    return COPSE_OK;
}

/* ---- sensitive communities ---- */

static copse_status list_undecided(copse_start_answer *answer, const copse_starting *s,
                                   copse_error *err)
{
    const copse_facts *facts = s->net->facts;
    const char **names = copse_arena_take(s->arena, facts->n_communities, sizeof *names);
    if (!names)
        return copse_error_nomem(err);
    for (size_t c = 0; c < facts->n_communities; c++) {
        const copse_fact_community *community = &facts->communities[c];
        if (!s->net->is_sensitive[c]) {
            answer->n_communities += community->status != COPSE_COMMUNITY_CLOSED;
            continue;
        }
        if (community->sensitive == COPSE_SENSITIVE_YES) {
            answer->n_left_out++;
            continue;
        }
        bool has_name = community->name && community->name[0];
        if (!copy_text(&names[answer->n_undecided++], s->arena,
                       has_name ? community->name : community->key))
            return copse_error_nomem(err);
    }
    answer->undecided = s->ctx->audience == COPSE_FOR_STEWARD ? names : NULL;
    return COPSE_OK;
}

/* ---- the head and the notes ---- */

static copse_status add_notes(copse_start_answer *answer, const copse_starting *s, copse_error *err)
{
    enum { MOST_NOTES = 4 };
    const char **notes = copse_arena_take(s->arena, MOST_NOTES, sizeof *notes);
    size_t n = 0;
    if (!notes)
        return copse_error_nomem(err);
    notes[n++] = copse_arena_format(
        s->arena,
        "Counts of people under %d, and counts that would give one of these away, are not shown.",
        answer->threshold);
    notes[n++] = "Who is in no community is counted of those whose size is shown.";
    if (s->model && copse_model_describe(s->model)->data_version != answer->head.data_version)
        notes[n++] = "The model is older than the data: 'copse fit' brings it up to date.";
    if (s->model)
        notes[n++] =
            "How far the suggestions can be trusted on these data, 'copse evaluate' tells.";
    else
        notes[n++] = "Nothing could be learned from these data, so nothing is suggested yet.";
    answer->head.notes = notes;
    answer->head.n_notes = n;
    return notes[0] ? COPSE_OK : copse_error_nomem(err);
}

static copse_status fill_head(copse_start_answer *answer, const copse_starting *s, copse_error *err)
{
    const copse_status_report *status = s->options->status;
    answer->head = (copse_answer_head){.schema = "copse/start/1",
                                       .data_version = s->net->facts->data_version,
                                       .as_of = s->net->as_of,
                                       .audience = s->ctx->audience,
                                       .seed = s->ctx->seed,
                                       .terms = s->ctx->terms};
    answer->threshold = (int)s->threshold;
    answer->n_teams = (int64_t)s->net->facts->n_teams;
    answer->n_topics = (int64_t)s->net->facts->n_topics;
    answer->top = (int)copse_rule_size(COPSE_RULE_START_TOP);
    bool whole = copy_text(&answer->organisation, s->arena, status->organisation) &&
                 copy_text(&answer->purpose, s->arena, status->purpose) &&
                 copy_text(&answer->lawful_basis, s->arena, status->lawful_basis) &&
                 copy_text(&answer->dpia_reference, s->arena, status->dpia_reference) &&
                 (!s->model ||
                  copy_text(&answer->model_kind, s->arena, copse_model_describe(s->model)->kind));
    return whole ? add_notes(answer, s, err) : copse_error_nomem(err);
}

static copse_status fill(copse_start_answer *answer, const copse_starting *s, copse_error *err)
{
    copse_status st = fill_head(answer, s, err);
    if (st != COPSE_OK || (st = list_sources(answer, s, err)) != COPSE_OK ||
        (st = list_findings(answer, s, err)) != COPSE_OK ||
        (st = list_undecided(answer, s, err)) != COPSE_OK)
        return st;
    copse_starting_count_staff(answer, s);
    if ((st = copse_starting_count_communities(answer, s, err)) != COPSE_OK ||
        (st = copse_starting_compare_teams(answer, s, err)) != COPSE_OK)
        return st;
    return copse_starting_find_gaps(answer, s, err);
}

copse_status copse_question_start(copse_start_answer **out, const copse_network *net,
                                  const copse_model *model, const copse_start_options *options,
                                  const copse_context *ctx, copse_error *err)
{
    copse_counts *counts = NULL;
    *out = NULL;
    if (ctx->audience == COPSE_FOR_SELF)
        return copse_error_set(err, COPSE_E_ARGUMENT, "start", "ask for the trust",
                               "the first report is about an organisation, not about one person");
    if (ctx->audience == COPSE_FOR_STEWARD && !(ctx->reason && ctx->reason[0]))
        return copse_error_set(err, COPSE_E_ARGUMENT, "start", "say what it is needed for",
                               "what the steward may see needs a reason");

    int64_t threshold = (int64_t)copse_asking_threshold(ctx);
    copse_arena *arena = copse_arena_new();
    copse_start_answer *answer = arena ? copse_arena_take(arena, 1, sizeof *answer) : NULL;
    if (!answer) {
        copse_arena_free(arena);
        return copse_error_nomem(err);
    }
    answer->arena = arena;
    copse_status st = copse_network_counts_new(&counts, net, threshold, err);
    if (st == COPSE_OK) {
        const copse_starting s = {net, model, options, ctx, counts, threshold, arena};
        st = fill(answer, &s, err);
    }
    copse_network_counts_free(counts);
    if (st == COPSE_OK)
        *out = answer;
    else
        copse_start_answer_free(answer);
    return st;
}

void copse_start_answer_free(copse_start_answer *answer)
{
    /* The answer itself lives in its arena. */
    if (answer)
        copse_arena_free(answer->arena);
}
