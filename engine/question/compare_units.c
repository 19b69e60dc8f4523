/* Units that became more or less isolated: judged in both networks, each against its own null, and then compared. */
#include "question/compare.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "measure/multiple.h"
#include "measure/rate_change.h"

/* Both networks' units. */
typedef struct sides {
    copse_isolated_case of[2];
    bool is_judged;
} sides;

/* A unit that is in both, by its place in each. */
typedef struct match {
    size_t at[2];
    double p[2]; /* of the change in ties, in seats; NaN */
} match;

/* A side that cannot be judged is no failure: sizes and topics still can be compared. */
static copse_status judge(sides *s, const copse_comparing *c, copse_error *err)
{
    copse_isolated_options options = COPSE_ISOLATED_OPTIONS_INIT;
    options.level = c->options->level;
    options.q = c->options->q;
    s->is_judged = true;
    for (int side = 0; side < 2; side++) {
        copse_error why = COPSE_ERROR_INIT;
        copse_status st = copse_isolated_case_new(&s->of[side], c->net[side], &options, c->ctx, &why);
        if (st != COPSE_OK && st != COPSE_E_DATA) {
            if (err)
                *err = why;
            return st;
        }
        s->is_judged = s->is_judged && st == COPSE_OK && s->of[side].units->n >= COPSE_NEGATIVE_BINOMIAL_LEAST;
    }
    return COPSE_OK;
}

static const char *key_of(const copse_comparing *c, const sides *s, int side, size_t unit)
{
    return copse_network_unit_key(c->net[side], c->options->level, s->of[side].units->index[unit]);
}

/* Units of a side by their keys. */
static copse_status map_units(copse_map **keys, const copse_comparing *c, const sides *s, int side, copse_error *err)
{
    *keys = copse_map_new();
    bool ok = *keys != NULL;
    for (size_t u = 0; ok && u < s->of[side].units->n; u++)
        ok = copse_map_set(*keys, key_of(c, s, side, u), (int64_t)u);
    return ok ? COPSE_OK : copse_error_nomem(err);
}

/* A CoP that is sensitive in the other network is not said to be new or gone. */
static bool may_list(const copse_comparing *c, const sides *s, int side, size_t unit)
{
    return c->options->level != COPSE_LEVEL_COMMUNITY ||
           copse_compare_takes_part(c, side, (size_t)s->of[side].units->index[unit]);
}

static bool copy_unit(copse_compare_thing *out, const copse_comparing *c, const sides *s, int side, size_t unit)
{
    copse_index index = s->of[side].units->index[unit];
    return copse_compare_copy(&out->key, &out->name, c, key_of(c, s, side, unit),
                              copse_network_unit_name(c->net[side], c->options->level, index));
}

/* Units of one side that the other has not. */
static copse_status list_only(const copse_compare_thing **out, size_t *n_out, const copse_comparing *c,
                              const sides *s, int side, const copse_map *other, copse_error *err)
{
    size_t n = s->of[side].units->n;
    copse_compare_thing *list = copse_arena_take(c->arena, n, sizeof *list);
    if (!list)
        return copse_error_nomem(err);
    for (size_t u = 0; u < n; u++)
        if (copse_map_get(other, key_of(c, s, side, u), -1) < 0 && may_list(c, s, side, u) &&
            !copy_unit(&list[(*n_out)++], c, s, side, u))
            return copse_error_nomem(err);
    *out = list;
    return COPSE_OK;
}

/* ---- how sure is a change ---- */

static double expected_of(const sides *s, int side, size_t unit, size_t signal)
{
    return s->of[side].summary.has[signal] ? s->of[side].of[unit].expected[signal] : NAN;
}

static double counted_of(const sides *s, int side, size_t unit, size_t signal)
{
    const copse_tallies *t = &s->of[side].tallies;
    return signal == COPSE_ISOLATION_QUIET ? t->ties_out[unit] : t->seats[unit];
}

static void test(match *m, const sides *s)
{
    for (size_t signal = 0; signal < 2; signal++) {
        double mu[2], y[2];
        for (int side = 0; side < 2; side++) {
            mu[side] = expected_of(s, side, m->at[side], signal);
            y[side] = isnan(mu[side]) ? NAN : counted_of(s, side, m->at[side], signal);
        }
        m->p[signal] = copse_measure_rate_change(y[0], mu[0], y[1], mu[1]);
    }
}

/* Ties and seats of all units are one family of tests. */
static copse_status find_cut(double *cut, const match *list, size_t n, double q, copse_error *err)
{
    double *p = copse_memory_new(2 * n, sizeof *p);
    if (!p)
        return copse_error_nomem(err);
    for (size_t i = 0; i < n; i++) {
        p[2 * i] = list[i].p[0];
        p[2 * i + 1] = list[i].p[1];
    }
    copse_status st = copse_measure_benjamini_hochberg(cut, p, 2 * n, q, err);
    copse_memory_free(p);
    return st;
}

/* ---- what is said of it ---- */

static double shown(double share, bool is_banded)
{
    return is_banded ? round(4.0 * share) / 4.0 : share;
}

static copse_compare_share share_of(const match *m, const sides *s, size_t signal, double cut, bool is_banded)
{
    copse_compare_share out = {
        .before = shown(s->of[0].of[m->at[0]].rate[signal].mean, is_banded),
        .after = shown(s->of[1].of[m->at[1]].rate[signal].mean, is_banded),
        .p = is_banded ? pow(10.0, ceil(log10(m->p[signal]))) : m->p[signal],
        .exceeds = m->p[signal] <= cut};
    return out;
}

static int direction_of(const match *m, const sides *s, double cut)
{
    size_t signal = m->p[1] < m->p[0] || isnan(m->p[0]) ? 1 : 0;
    if (!(m->p[signal] <= cut))
        return 0;
    double before = s->of[0].of[m->at[0]].rate[signal].mean, after = s->of[1].of[m->at[1]].rate[signal].mean;
    return after < before ? -1 : 1;
}

static bool describe(copse_compare_unit *out, const copse_comparing *c, const sides *s, const match *m, double cut)
{
    copse_compare_thing thing;
    double least = fmin(s->of[0].tallies.staff[m->at[0]], s->of[1].tallies.staff[m->at[1]]);
    bool is_banded = least < (double)c->threshold;
    if (!copy_unit(&thing, c, s, 1, m->at[1]))
        return false;
    *out = (copse_compare_unit){.key = thing.key,
                                .name = thing.name,
                                .is_banded = is_banded,
                                .before = s->of[0].of[m->at[0]].verdict,
                                .after = s->of[1].of[m->at[1]].verdict,
                                .ties = share_of(m, s, COPSE_ISOLATION_QUIET, cut, is_banded),
                                .seats = share_of(m, s, COPSE_ISOLATION_ABSENT, cut, is_banded),
                                .direction = direction_of(m, s, cut)};
    return true;
}

static double surest(const match *m)
{
    double p = fmin(m->p[0], m->p[1]); /* fmin passes over NaN */
    return isnan(p) ? 2.0 : p;
}

static int by_sureness(const void *a, const void *b)
{
    const match *x = a, *y = b;
    double apart = surest(x) - surest(y);
    if (apart != 0.0)
        return apart < 0.0 ? -1 : 1;
    return (x->at[1] > y->at[1]) - (x->at[1] < y->at[1]);
}

static copse_status compare(copse_compare_answer *out, const copse_comparing *c, const sides *s,
                            const copse_map *before, copse_error *err)
{
    size_t n_after = s->of[1].units->n, n = 0;
    double cut = -1.0;
    match *list = copse_memory_new(n_after, sizeof *list);
    copse_compare_unit *units = copse_arena_take(c->arena, n_after, sizeof *units);
    copse_status st = list && units ? COPSE_OK : copse_error_nomem(err);
    for (size_t u = 0; st == COPSE_OK && u < n_after; u++) {
        int64_t then = copse_map_get(before, key_of(c, s, 1, u), -1);
        if (then < 0)
            continue;
        list[n] = (match){.at = {(size_t)then, u}};
        test(&list[n++], s);
    }
    if (st == COPSE_OK)
        st = find_cut(&cut, list, n, out->q, err);
    if (st == COPSE_OK && n > 0)
        qsort(list, n, sizeof *list, by_sureness);
    for (size_t i = 0; st == COPSE_OK && i < n; i++)
        if (!describe(&units[i], c, s, &list[i], cut))
            st = copse_error_nomem(err);
    out->units = units;
    out->n_units = st == COPSE_OK ? n : 0;
    copse_memory_free(list);
    return st;
}

copse_status copse_compare_units(copse_compare_answer *out, const copse_comparing *c, copse_error *err)
{
    sides s = {.is_judged = false};
    copse_map *keys[2] = {NULL, NULL};
    copse_isolated_options options = COPSE_ISOLATED_OPTIONS_INIT;
    options.q = c->options->q;
    out->q = copse_isolated_q(&options);
    if (!c->is_for_steward)
        return COPSE_OK;
    copse_status st = judge(&s, c, err);
    for (int side = 0; st == COPSE_OK && side < 2; side++)
        st = s.of[side].units ? map_units(&keys[side], c, &s, side, err) : COPSE_OK;
    bool has_both = keys[0] && keys[1];
    if (st == COPSE_OK && has_both)
        st = list_only(&out->new_units, &out->n_new_units, c, &s, 1, keys[0], err);
    if (st == COPSE_OK && has_both)
        st = list_only(&out->gone_units, &out->n_gone_units, c, &s, 0, keys[1], err);
    out->units_are_compared = s.is_judged;
    if (st == COPSE_OK && s.is_judged)
        st = compare(out, c, &s, keys[0], err);
    for (int side = 0; side < 2; side++) {
        copse_isolated_case_free(&s.of[side]);
        copse_map_free(keys[side]);
    }
    return st;
}
