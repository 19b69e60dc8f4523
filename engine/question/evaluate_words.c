/* What the figures of an evaluation come to: the verdict, in words, and what to know beside it. */
#include "question/evaluate.h"

#include <string.h>

#include "base/text.h"
#include "question/notes.h"
#include "question/rules.h"

const char *copse_verdict_name(copse_verdict verdict)
{
    static const char *const names[] = {"too-little", "do-not-rely", "rely"};
    return names[verdict];
}

/* ---- the verdict ---- */

/* The two that a model must beat come first among the differences. */
enum { N_DECIDING = 2 };

static bool is_surely_better(const copse_evaluate_difference *d)
{
    return d->figures.ndcg.lower > 0.0;
}

static void decide(copse_evaluate_answer *a)
{
    a->verdict = COPSE_VERDICT_RELY;
    for (size_t i = 0; i < N_DECIDING; i++)
        if (!is_surely_better(&a->differences[i]))
            a->verdict = COPSE_VERDICT_DO_NOT_RELY;
    if (a->n_members < (int64_t)copse_rule_size(COPSE_RULE_EVALUATE_LEAST))
        a->verdict = COPSE_VERDICT_TOO_LITTLE;
}

/* ---- in words ---- */

static const char *what_it_is(const char *baseline)
{
    return strcmp(baseline, "popularity") == 0 ? "recommending the largest CoPs" : "recommending where colleagues of the team are";
}

static void say_baselines(copse_text *out, const copse_evaluate_answer *a, bool only_unbeaten,
                          const char *between, bool with_hit)
{
    size_t said = 0;
    for (size_t i = 0; i < N_DECIDING; i++) {
        const copse_evaluate_difference *d = &a->differences[i];
        if (only_unbeaten && is_surely_better(d))
            continue;
        copse_text_append(out, said++ > 0 ? between : "");
        if (with_hit)
            copse_text_format(out, "%.0f %% for ", 100.0 * a->lines[i + 1].figures.hit.mean);
        copse_text_append(out, what_it_is(d->baseline));
    }
}

static void say_hits(copse_text *out, const copse_evaluate_answer *a)
{
    copse_text_format(out, "a hidden membership was among the first %d for %.0f %% of members, against ", a->k,
                      100.0 * a->lines[0].figures.hit.mean);
    say_baselines(out, a, false, " and ", true);
    copse_text_append(out, ".");
}

static copse_status say_verdict(copse_evaluate_answer *a, copse_error *err)
{
    copse_text said = COPSE_TEXT_INIT;
    switch (a->verdict) {
    case COPSE_VERDICT_TOO_LITTLE:
        copse_text_format(&said,
                          "Too little to tell: memberships of only %lld member%s could be hidden. "
                          "Do not rely on this until there are at least %zu.",
                          (long long)a->n_members, a->n_members == 1 ? "" : "s",
                          copse_rule_size(COPSE_RULE_EVALUATE_LEAST));
        break;
    case COPSE_VERDICT_DO_NOT_RELY:
        copse_text_append(&said, "Do not rely on this: on your data it is not surely better than ");
        say_baselines(&said, a, true, ", nor than ", false);
        copse_text_append(&said, ". In figures, ");
        say_hits(&said, a);
        break;
    case COPSE_VERDICT_RELY:
        copse_text_append(&said, "Rely on it as a prompt, not as a verdict: ");
        say_hits(&said, a);
        break;
    }
    a->words = said.failed ? NULL : copse_arena_copy(a->arena, copse_text_get(&said));
    copse_text_free(&said);
    return a->words ? COPSE_OK : copse_error_nomem(err);
}

/* ---- notes ---- */

static void note_rivals(copse_notes *to, const copse_evaluate_answer *a)
{
    for (size_t i = N_DECIDING; i < a->n_differences; i++) {
        const copse_evaluate_difference *d = &a->differences[i];
        if (d->figures.ndcg.upper < 0.0)
            copse_note(to, "On these data '%s' does better by NDCG: 'copse fit --model %s' takes it.", d->baseline,
                 d->baseline);
    }
}

static size_t count_undated(const copse_network *net)
{
    size_t n = 0;
    for (size_t i = 0; i < net->facts->n_memberships; i++) {
        const copse_fact_membership *m = &net->facts->memberships[i];
        n += m->since == COPSE_DAY_UNKNOWN && copse_network_holds(net, m->since, m->until);
    }
    return n;
}

static void note_time(copse_notes *to, const copse_network *net)
{
    size_t undated = count_undated(net);
    if (undated > 0)
        copse_note(to, "%zu memberships have no start date: they count as older than the split.", undated);
    if (net->facts->n_expertises > 0)
        copse_note(to, "Expertise has no start date: some of it may have been gained in the CoP that was hidden, "
                 "so these figures may flatter.");
}

static size_t count_listed(const copse_evaluation *e)
{
    size_t n = 0;
    for (size_t c = 0; c < e->whole->facts->n_communities; c++)
        n += e->hideable.is_listed[c];
    return n;
}

static copse_status fill_notes(copse_evaluate_answer *a, const copse_evaluation *e, copse_error *err)
{
    copse_notes to = {.arena = a->arena};
    size_t listed = count_listed(e);
    if (listed <= 2 * (size_t)a->k)
        copse_note(&to, "There are only %zu CoPs to recommend: much of a list of %d is found by chance.", listed, a->k);
    if (a->n_dropped_expertise > 0)
        copse_note(&to,
             "%lld rows of expertise on topics that only hidden CoPs carry were left out: they would have given "
             "these away.",
             (long long)a->n_dropped_expertise);
    if (a->protocol == COPSE_LEAVE_ONE_OUT)
        copse_note(&to, "Members of one CoP have nothing to spare for this: how newcomers fare, --protocol hold-out shows.");
    if (a->protocol == COPSE_BY_TIME)
        note_time(&to, e->whole);
    note_rivals(&to, a);
    return copse_notes_keep(&a->head.notes, &a->head.n_notes, &to, err);
}

copse_status copse_evaluate_say(copse_evaluate_answer *a, const copse_evaluation *e, copse_error *err)
{
    decide(a);
    copse_status st = say_verdict(a, err);
    return st == COPSE_OK ? fill_notes(a, e, err) : st;
}
