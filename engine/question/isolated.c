/*
 * Which units lack connections, how sure is that, and of which kind are they? Cuts the network into units, has
 * them counted and judged, and says of each what this audience may know.
 */
#include "copse.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "network/counts.h"
#include "question/isolated.h"
#include "question/recommend.h"
#include "question/remedies.h"
#include "question/rules.h"

/* Everything one asking needs; freed as a whole. */
typedef struct asking {
    const copse_network *net;
    const copse_isolated_options *options;
    const copse_context *ctx;
    copse_isolated_case judged;
    copse_counts *counts;
    size_t *order; /* [units] */
    copse_isolated_answer *answer;
} asking;

static copse_status prepare(asking *a, copse_error *err)
{
    copse_status st = copse_isolated_case_new(&a->judged, a->net, a->options, a->ctx, err);
    if (st != COPSE_OK)
        return st;
    a->order = copse_memory_new(a->judged.units->n, sizeof *a->order);
    st = a->order ? copse_measure_isolation_order(a->order, a->judged.of, a->judged.units->n, err)
                  : copse_error_nomem(err);
    if (st == COPSE_OK)
        st = copse_network_counts_new(&a->counts, a->net, (int64_t)copse_asking_threshold(a->ctx), err);
    return st;
}

/* ---- what may be said of a unit ---- */

static int64_t shown_staff(const asking *a, size_t unit)
{
    copse_index of = a->judged.units->index[unit];
    copse_count count;
    if (a->judged.units->level == COPSE_LEVEL_COMMUNITY)
        count = copse_network_counts_get(a->counts, of, COPSE_COUNT_WHOLE, 0);
    else
        count = copse_network_counts_get(
            a->counts, COPSE_NONE,
            a->judged.units->level == COPSE_LEVEL_SITE ? COPSE_COUNT_SITE : COPSE_COUNT_UNIT, of);
    return count.is_suppressed ? -1 : count.value;
}

/* In quarters, outwards, where the number of ties or seats of a few people could be worked out from it. */
static copse_isolation_share shown_share(const copse_rate *rate, bool is_banded)
{
    if (!is_banded)
        return (copse_isolation_share){rate->mean, rate->lower, rate->upper};
    return (copse_isolation_share){round(4.0 * rate->mean) / 4.0, floor(4.0 * rate->lower) / 4.0,
                                   ceil(4.0 * rate->upper) / 4.0};
}

/* How often its people meet each other in CoPs, as a multiple of what is usual for units. */
static double overlap_of(const asking *a, size_t unit)
{
    if (!a->judged.summary.has[COPSE_ISOLATION_INWARD])
        return NAN;
    const copse_bridging *b = &a->judged.tallies.bridging[unit];
    double usual = a->judged.summary.overlap.h * (b->seats - b->expected);
    return usual > 0.0 ? (b->seats - b->observed) / usual : NAN;
}

/* A text that may be absent. @return false when memory ran out */
static bool keep_text(const char **out, copse_arena *arena, const char *text)
{
    *out = text ? copse_arena_copy(arena, text) : NULL;
    return *out || !text;
}

static bool describe(copse_isolated_unit *out, const asking *a, size_t unit)
{
    const copse_unit_isolation *of = &a->judged.of[unit];
    copse_arena *arena = a->answer->arena;
    copse_level level = a->judged.units->level;
    copse_index index = a->judged.units->index[unit];
    const char *key = copse_network_unit_key(a->net, level, index);

    out->staff = shown_staff(a, unit);
    out->is_banded =
        out->staff < 0 || a->judged.tallies.staff[unit] < (double)copse_asking_threshold(a->ctx);
    out->verdict = of->verdict;
    out->is_cut_off = a->judged.tallies.is_cut_off[unit];
    out->kind = of->kind;
    out->p = out->is_banded ? pow(10.0, ceil(log10(of->p))) : of->p;
    out->ties = shown_share(&of->rate[COPSE_ISOLATION_QUIET], out->is_banded);
    out->seats = shown_share(&of->rate[COPSE_ISOLATION_ABSENT], out->is_banded);
    out->overlap = overlap_of(a, unit);
    if (out->is_banded)
        out->overlap = round(4.0 * out->overlap) / 4.0;
    out->detectable = of->detectable;
    out->ties_then = out->seats_then = NAN;
    bool has_ties = a->judged.tallies.has_ties && !out->is_banded;
    out->ei_index = has_ties ? copse_measure_ei_index(&a->judged.tallies, unit) : NAN;
    out->conductance = has_ties ? copse_measure_conductance(&a->judged.tallies, unit) : NAN;
    out->single_bridge = has_ties ? a->judged.tallies.single_bridge[unit] : NAN;
    return keep_text(&out->key, arena, key) &&
           keep_text(&out->name, arena, copse_network_unit_name(a->net, level, index)) &&
           keep_text(&out->above, arena, copse_network_unit_above(a->net, level, index)) &&
           copse_isolated_remember(out, level, a->options->records, arena);
}

static void count_verdict(copse_isolated_answer *answer, copse_isolation_verdict verdict)
{
    answer->n_confirmed += verdict == COPSE_ISOLATION_CONFIRMED;
    answer->n_watch += verdict == COPSE_ISOLATION_WATCH;
    answer->n_too_small += verdict == COPSE_ISOLATION_TOO_SMALL;
    answer->n_missing += verdict == COPSE_ISOLATION_MISSING;
}

/* ---- remedies ---- */

enum { REMEDIES = 3 };

static bool wants_remedies(const copse_isolated_unit *unit)
{
    return !unit->accepted &&
           (unit->verdict == COPSE_ISOLATION_CONFIRMED || unit->verdict == COPSE_ISOLATION_WATCH);
}

/* The shares once everything was taken up. */
static void look_ahead(copse_isolated_unit *out, const asking *a, size_t unit)
{
    const copse_unit_isolation *of = &a->judged.of[unit];
    double ties = 0.0, seats = 0.0;
    for (size_t i = 0; i < out->n_remedies; i++) {
        seats += out->remedies[i].is_seat ? 1.0 : 0.0;
        ties += out->remedies[i].is_seat ? 0.0 : 1.0;
    }
    double expected_ties = of->expected[COPSE_ISOLATION_QUIET], expected_seats = of->expected[COPSE_ISOLATION_ABSENT];
    out->ties_then = of->rate[COPSE_ISOLATION_QUIET].mean + ties / expected_ties;
    out->seats_then = of->rate[COPSE_ISOLATION_ABSENT].mean + seats / expected_seats;
    if (out->is_banded) {
        out->ties_then = round(4.0 * out->ties_then) / 4.0;
        out->seats_then = round(4.0 * out->seats_then) / 4.0;
    }
}

static copse_status add_remedies(asking *a, copse_isolated_unit *units, copse_error *err)
{
    copse_remedies *remedies = NULL;
    size_t most = a->options->remedies == 0 ? REMEDIES : (size_t)a->options->remedies;
    if (a->options->remedies < 0 || a->judged.units->level == COPSE_LEVEL_COMMUNITY)
        return COPSE_OK;
    copse_status st = COPSE_OK;
    for (size_t i = 0; st == COPSE_OK && i < a->judged.units->n; i++) {
        if (!wants_remedies(&units[i]))
            continue;
        if (!remedies)
            st = copse_remedies_new(&remedies, a->net, a->judged.units, err);
        if (st == COPSE_OK)
            st = copse_remedies_find(&units[i].remedies, &units[i].n_remedies, remedies, a->order[i], most,
                                     copse_asking_threshold(a->ctx), a->answer->arena, err);
        if (st == COPSE_OK)
            st = copse_context_poll(a->ctx, err);
        if (st == COPSE_OK && units[i].n_remedies > 0)
            look_ahead(&units[i], a, a->order[i]);
    }
    copse_remedies_free(remedies);
    return st;
}

/* ---- in words ---- */

static const char *measured(const copse_isolated_answer *answer)
{
    if (answer->has_ties && answer->has_seats)
        return "direct ties and CoP links";
    if (answer->has_ties)
        return "direct ties (no CoP links recorded)";
    return answer->level == COPSE_LEVEL_COMMUNITY ? "members' links to other CoPs"
                                                  : "CoP links (no direct ties recorded)";
}

static copse_status say_headline(copse_isolated_answer *answer, copse_error *err)
{
    const char *unit = answer->level == COPSE_LEVEL_COMMUNITY ? "CoP" : copse_level_name(answer->level);
    const char *what = measured(answer);
    if (answer->n_units < COPSE_NEGATIVE_BINOMIAL_LEAST)
        answer->headline = copse_arena_format(
            answer->arena,
            "%zu %s%s: no null can be fitted to fewer than %d, so none is judged. What is said is fact.",
            answer->n_units, unit, answer->n_units == 1 ? "" : "s", COPSE_NEGATIVE_BINOMIAL_LEAST);
    else if (answer->n_confirmed == 0)
        answer->headline = copse_arena_format(
            answer->arena, "None of %zu %ss surely has few connections, judged by %s.", answer->n_units, unit, what);
    else
        answer->headline = copse_arena_format(
            answer->arena,
            "%zu of %zu %ss surely %s few connections, judged by %s. About %.0f %% of those named may be false alarms.",
            answer->n_confirmed, answer->n_units, unit, answer->n_confirmed == 1 ? "has" : "have", what,
            100.0 * answer->q);
    return answer->headline ? COPSE_OK : copse_error_nomem(err);
}

static copse_status add_notes(copse_isolated_answer *answer, const copse_context *ctx, copse_error *err)
{
    enum { MOST = 5 };
    const char **notes = copse_arena_take(answer->arena, MOST, sizeof *notes);
    size_t n = 0;
    if (!notes)
        return copse_error_nomem(err);
    notes[n++] = "A unit with few recorded links may have many that nobody recorded. Ask it before anything is done.";
    if (answer->n_too_small > 0 && answer->n_units >= COPSE_NEGATIVE_BINOMIAL_LEAST)
        notes[n++] = copse_arena_format(
            answer->arena, "%zu %s too small to tell: even with no link at all %s would not stand out.",
            answer->n_too_small, answer->n_too_small == 1 ? "is" : "are", answer->n_too_small == 1 ? "it" : "they");
    if (answer->n_missing > 0)
        notes[n++] = copse_arena_format(answer->arena,
                                        "Of %zu nothing at all is recorded: that is missing data, not isolation.",
                                        answer->n_missing);
    if (answer->samples > 0)
        notes[n++] = copse_arena_format(answer->arena,
                                        "Shared CoPs were held against %zu sampled networks, drawn with seed %llu.",
                                        answer->samples, (unsigned long long)ctx->seed);
    for (size_t i = 0; i < n; i++)
        if (!notes[i])
            return copse_error_nomem(err);
    answer->head.notes = notes;
    answer->head.n_notes = n;
    return COPSE_OK;
}

static copse_status fill(asking *a, copse_error *err)
{
    copse_isolated_answer *answer = a->answer;
    copse_isolated_unit *units = copse_arena_take(answer->arena, a->judged.units->n, sizeof *units);
    if (!units)
        return copse_error_nomem(err);
    answer->head = (copse_answer_head){.schema = "copse/isolated/1",
                                       .data_version = a->net->facts->data_version,
                                       .as_of = a->net->as_of,
                                       .audience = a->ctx->audience,
                                       .seed = a->ctx->seed,
                                       .terms = a->ctx->terms};
    answer->level = a->options->level;
    answer->q = copse_isolated_q(a->options);
    answer->samples = a->options->samples;
    answer->has_ties = a->judged.summary.has[COPSE_ISOLATION_QUIET];
    answer->has_seats = a->judged.summary.has[COPSE_ISOLATION_ABSENT];
    answer->has_overlap = a->judged.summary.has[COPSE_ISOLATION_INWARD];
    answer->usual_overlap = answer->has_overlap ? a->judged.summary.overlap.h : NAN;
    answer->global_p = a->judged.summary.simes;
    answer->units = units;
    answer->n_units = a->judged.units->n;
    for (size_t i = 0; i < a->judged.units->n; i++) {
        if (!describe(&units[i], a, a->order[i]))
            return copse_error_nomem(err);
        count_verdict(answer, units[i].verdict);
    }
    copse_status st = add_remedies(a, units, err);
    if (st == COPSE_OK)
        st = say_headline(answer, err);
    return st == COPSE_OK ? add_notes(answer, a->ctx, err) : st;
}

static void asking_free(asking *a)
{
    copse_isolated_case_free(&a->judged);
    copse_network_counts_free(a->counts);
    copse_memory_free(a->order);
}

copse_status copse_question_isolated(copse_isolated_answer **out, const copse_network *net,
                                     const copse_isolated_options *options, const copse_context *ctx,
                                     copse_error *err)
{
    static const copse_isolated_options defaults = COPSE_ISOLATED_OPTIONS_INIT;
    asking a = {.net = net, .options = options ? options : &defaults, .ctx = ctx};
    *out = NULL;
    copse_status st = prepare(&a, err);
    if (st == COPSE_OK) {
        copse_arena *arena = copse_arena_new();
        a.answer = arena ? copse_arena_take(arena, 1, sizeof *a.answer) : NULL;
        if (a.answer)
            a.answer->arena = arena;
        else
            copse_arena_free(arena);
        st = a.answer ? fill(&a, err) : copse_error_nomem(err);
    }
    if (st == COPSE_OK)
        *out = a.answer;
    else
        copse_isolated_answer_free(a.answer);
    asking_free(&a);
    return st;
}

void copse_isolated_answer_free(copse_isolated_answer *answer)
{
    /* The answer itself lives in its arena. */
    if (answer)
        copse_arena_free(answer->arena);
}
