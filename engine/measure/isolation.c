/* Units judged by their ties, their seats and where these lead; see isolation.h. */
#include "measure/isolation.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "measure/multiple.h"

/*
 * Level of the global test, below the 5 % that it is to hold, since the nulls are estimated from the same units;
 * and how likely less than half has to be for the watch-list.
 */
static const double GLOBAL = 0.03, WATCH = 0.5;

typedef struct judging {
    copse_unit_isolation *out;
    copse_isolation_summary *summary;
    const copse_unit_counts *counts;
    const copse_isolation_options *options;
    double *scratch; /* [n_units] */
} judging;

static const double *counted(const judging *j, size_t signal)
{
    return signal == COPSE_ISOLATION_QUIET ? j->counts->ties : j->counts->seats;
}

/* ---- ties and seats ---- */

/* One unit, by what its judgement depends on. */
typedef struct counted_unit {
    double staff, y;
    size_t unit;
} counted_unit;

static int by_size_and_count(const void *a, const void *b)
{
    const counted_unit *x = a, *y = b;
    if (x->staff != y->staff)
        return x->staff < y->staff ? -1 : 1;
    return (x->y > y->y) - (x->y < y->y);
}

static void judge_unit(copse_unit_isolation *out, size_t signal, const copse_negative_binomial *null,
                       const counted_unit *of)
{
    out->expected[signal] = copse_measure_negative_binomial_mean(null, of->staff);
    out->rate[signal] = copse_measure_negative_binomial_rate(null, of->y, of->staff);
    out->p_of[signal] = copse_measure_negative_binomial_lower(null, of->y, of->staff);
}

/* Units of one size and one count are judged once: of a hundred thousand teams a few hundred differ in these. */
static copse_status judge_units(judging *j, size_t signal, const double *y, copse_error *err)
{
    size_t n = 0, n_units = j->counts->n_units;
    counted_unit *list = copse_memory_new(n_units, sizeof *list);
    if (!list)
        return copse_error_nomem(err);
    for (size_t t = 0; t < n_units; t++)
        if (!j->counts->is_missing[t])
            list[n++] = (counted_unit){j->counts->staff[t], y[t], t};
    if (n > 0)
        qsort(list, n, sizeof *list, by_size_and_count);
    for (size_t i = 0; i < n; i++) {
        copse_unit_isolation *out = &j->out[list[i].unit];
        if (i == 0 || by_size_and_count(&list[i - 1], &list[i]) != 0) {
            judge_unit(out, signal, &j->summary->null[signal], &list[i]);
            continue;
        }
        const copse_unit_isolation *same = &j->out[list[i - 1].unit];
        out->expected[signal] = same->expected[signal];
        out->rate[signal] = same->rate[signal];
        out->p_of[signal] = same->p_of[signal];
    }
    copse_memory_free(list);
    return COPSE_OK;
}

/* Ties or seats against what units of the size have. */
static copse_status judge_count(judging *j, size_t signal, const copse_context *ctx, copse_error *err)
{
    const double *y = counted(j, signal);
    copse_negative_binomial *null = &j->summary->null[signal];
    if (!y)
        return COPSE_OK;
    for (size_t t = 0; t < j->counts->n_units; t++)
        j->scratch[t] = j->counts->is_missing[t] ? NAN : y[t];
    copse_status st = copse_measure_negative_binomial_fit(null, j->scratch, j->counts->staff,
                                                          j->counts->n_units, j->options->least_phi,
                                                          ctx, err);
    if (st != COPSE_OK)
        return st == COPSE_E_DATA ? COPSE_OK : st; /* said by the caller when nothing else is left */
    j->summary->has[signal] = true;
    return judge_units(j, signal, y, err);
}

/* Where seats lead, against where those of other units lead. */
static copse_status judge_overlap(judging *j, const copse_context *ctx, copse_error *err)
{
    const copse_unit_counts *counts = j->counts;
    if (!counts->bridging)
        return COPSE_OK;
    copse_status st =
        copse_measure_overlap_fit(&j->summary->overlap, counts->bridging, counts->n_units,
                                  1.0 / fmax(1.0, counts->largest_cop - 1.0), ctx, err);
    if (st != COPSE_OK)
        return st == COPSE_E_DATA ? COPSE_OK : st;
    j->summary->has[COPSE_ISOLATION_INWARD] = true;
    for (size_t t = 0; t < counts->n_units; t++)
        j->out[t].p_of[COPSE_ISOLATION_INWARD] =
            copse_measure_overlap_upper(&j->summary->overlap, &counts->bridging[t]);
    return COPSE_OK;
}

static void combine(judging *j)
{
    for (size_t t = 0; t < j->counts->n_units; t++) {
        copse_unit_isolation *u = &j->out[t];
        u->p = copse_measure_cauchy(u->p_of, COPSE_ISOLATION_KINDS);
        double sum = 0.0, n = 0.0;
        for (size_t s = 1; s < COPSE_ISOLATION_KINDS; s++)
            if (u->p_of[s] < u->p_of[u->kind] || isnan(u->p_of[u->kind]))
                u->kind = (copse_isolation_kind)s;
        for (size_t s = 0; s < 2; s++)
            if (!isnan(u->rate[s].below_half)) {
                sum += u->rate[s].below_half;
                n += 1.0;
            }
        u->below_half = n > 0.0 ? sum / n : NAN;
    }
}

/* Combined p if the unit had so large a share of the ties and seats that units of its size have. */
static double p_at(const judging *j, size_t unit, double share)
{
    double p[2] = {NAN, NAN}, staff = j->counts->staff[unit];
    for (size_t s = 0; s < 2; s++)
        if (j->summary->has[s])
            p[s] = copse_measure_negative_binomial_lower(
                &j->summary->null[s], floor(share * j->out[unit].expected[s]), staff);
    return copse_measure_cauchy(p, 2);
}

/* By bisection: p_at() grows with the share, in steps. Depends on the unit's size alone. */
static double detectable(const judging *j, size_t unit)
{
    double low = 0.0, high = 1.0;
    if (!(p_at(j, unit, low) <= j->summary->cut))
        return NAN;
    while (high - low > 0.005) {
        double middle = (low + high) / 2.0;
        if (p_at(j, unit, middle) <= j->summary->cut)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static copse_status control(judging *j, copse_error *err)
{
    copse_isolation_summary *summary = j->summary;
    size_t n = 0, n_units = j->counts->n_units;
    for (size_t t = 0; t < n_units; t++) {
        j->scratch[t] = j->out[t].p;
        n += isnan(j->out[t].p) ? 0 : 1;
    }
    summary->n_tested = n;
    copse_status st = copse_measure_simes(&summary->simes, j->scratch, n_units, err);
    if (st == COPSE_OK)
        st = copse_measure_benjamini_hochberg(&summary->cut, j->scratch, n_units, j->options->q, err);
    if (st != COPSE_OK)
        return st;
    if (!(summary->simes <= GLOBAL))
        summary->cut = -1.0;
    for (size_t t = 0; t < n_units; t++)
        summary->n_confirmed += j->out[t].p <= summary->cut;
    /* What one more unit would have needed. */
    double next = j->options->q * (double)(summary->n_confirmed + 1) / (double)n;
    if (summary->n_confirmed == 0)
        next = fmin(next, GLOBAL / (double)n);
    for (size_t t = 0; t < n_units; t++)
        if (j->out[t].p <= summary->cut)
            j->out[t].verdict = COPSE_ISOLATION_CONFIRMED;
    summary->cut = fmax(summary->cut, next);
    return COPSE_OK;
}

/* Of every unit that is not missing, reckoned once for each size. */
static copse_status find_detectable(judging *j, copse_error *err)
{
    const copse_unit_counts *counts = j->counts;
    double largest = 0.0;
    for (size_t t = 0; t < counts->n_units; t++)
        largest = fmax(largest, counts->staff[t]);
    size_t *first = copse_memory_new((size_t)largest + 1, sizeof *first); /* 1 + the first unit of a size */
    if (!first)
        return copse_error_nomem(err);
    for (size_t t = 0; t < counts->n_units; t++) {
        size_t *of_size = &first[(size_t)counts->staff[t]];
        if (counts->is_missing[t])
            continue;
        j->out[t].detectable = *of_size > 0 ? j->out[*of_size - 1].detectable : detectable(j, t);
        *of_size = *of_size > 0 ? *of_size : t + 1;
    }
    copse_memory_free(first);
    return COPSE_OK;
}

static void give_verdicts(judging *j)
{
    for (size_t t = 0; t < j->counts->n_units; t++) {
        copse_unit_isolation *u = &j->out[t];
        if (j->counts->is_missing[t]) {
            u->verdict = COPSE_ISOLATION_MISSING;
            continue;
        }
        if (u->verdict == COPSE_ISOLATION_CONFIRMED)
            continue;
        if (isnan(u->detectable))
            u->verdict = COPSE_ISOLATION_TOO_SMALL;
        else if (u->below_half >= WATCH)
            u->verdict = COPSE_ISOLATION_WATCH;
    }
}

static void start(copse_unit_isolation *out, size_t n)
{
    for (size_t t = 0; t < n; t++)
        out[t] = (copse_unit_isolation){.p = NAN,
                                        .p_of = {NAN, NAN, NAN},
                                        .expected = {NAN, NAN},
                                        .rate = {{NAN, NAN, NAN, NAN}, {NAN, NAN, NAN, NAN}},
                                        .below_half = NAN,
                                        .detectable = NAN};
}

void copse_measure_isolation_unjudged(copse_unit_isolation *out, copse_isolation_summary *summary,
                                      const copse_unit_counts *counts)
{
    start(out, counts->n_units);
    *summary = (copse_isolation_summary){.simes = NAN, .cut = -1.0};
    for (size_t t = 0; t < counts->n_units; t++)
        out[t].verdict = counts->is_missing[t] ? COPSE_ISOLATION_MISSING : COPSE_ISOLATION_TOO_SMALL;
}

copse_status copse_measure_isolation(copse_unit_isolation *out, copse_isolation_summary *summary,
                                     const copse_unit_counts *counts, const copse_isolation_options *options,
                                     const copse_context *ctx, copse_error *err)
{
    judging j = {out, summary, counts, options, copse_memory_new(counts->n_units, sizeof(double))};
    copse_status st = COPSE_OK;
    if (!j.scratch)
        return copse_error_nomem(err);
    start(out, counts->n_units);
    *summary = (copse_isolation_summary){.simes = NAN, .cut = -1.0};
    for (size_t s = 0; st == COPSE_OK && s < 2; s++)
        st = judge_count(&j, s, ctx, err);
    if (st == COPSE_OK)
        st = judge_overlap(&j, ctx, err);
    if (st == COPSE_OK && !summary->has[COPSE_ISOLATION_QUIET] && !summary->has[COPSE_ISOLATION_ABSENT])
        st = err && err->status == COPSE_E_DATA
                 ? COPSE_E_DATA
                 : copse_error_set(err, COPSE_E_DATA, "isolation", "import ties, exchanges or memberships",
                                   "no tie and no seat in a CoP is recorded of any unit");
    if (st == COPSE_OK) {
        combine(&j);
        st = control(&j, err);
    }
    if (st == COPSE_OK)
        st = find_detectable(&j, err);
    if (st == COPSE_OK)
        give_verdicts(&j);
    copse_memory_free(j.scratch);
    return st;
}

typedef struct place {
    const copse_unit_isolation *of;
    size_t unit;
} place;

/* Its strongest signal; a unit of which nothing is known comes last. */
static double urgency(const copse_unit_isolation *u)
{
    double p = u->p_of[u->kind];
    return isnan(p) ? 2.0 : p;
}

static int by_urgency(const void *a, const void *b)
{
    const place *x = a, *y = b;
    bool x_confirmed = x->of->verdict == COPSE_ISOLATION_CONFIRMED;
    bool y_confirmed = y->of->verdict == COPSE_ISOLATION_CONFIRMED;
    if (x_confirmed != y_confirmed)
        return x_confirmed ? -1 : 1;
    double apart = urgency(x->of) - urgency(y->of);
    if (apart != 0.0)
        return apart < 0.0 ? -1 : 1;
    return (x->unit > y->unit) - (x->unit < y->unit);
}

copse_status copse_measure_isolation_order(size_t *order, const copse_unit_isolation *of, size_t n_units,
                                           copse_error *err)
{
    place *places = copse_memory_new(n_units, sizeof *places);
    if (!places)
        return copse_error_nomem(err);
    for (size_t t = 0; t < n_units; t++)
        places[t] = (place){&of[t], t};
    qsort(places, n_units, sizeof *places, by_urgency);
    for (size_t i = 0; i < n_units; i++)
        order[i] = places[i].unit;
    copse_memory_free(places);
    return COPSE_OK;
}
