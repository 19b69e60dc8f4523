/* The fixed-margin null of bridging seats in closed form; the formulas stand in two_mode.h. */
#include "measure/two_mode_internal.h"

#include <math.h>

typedef struct scratch {
    double *inside; /* [people.n] all zero between units */
    int32_t *met;   /* [people.n] */
    double *mean, *spread; /* [cops.n] of the unit's people in a CoP of each size: Σp and Σp(1 − p) */
} scratch;

static copse_status scratch_new(scratch *s, const copse_configuration *m, copse_error *err)
{
    s->inside = copse_memory_new(m->people.n, sizeof *s->inside);
    s->met = copse_memory_new(m->people.n, sizeof *s->met);
    s->mean = copse_memory_new(m->cops.n, sizeof *s->mean);
    s->spread = copse_memory_new(m->cops.n, sizeof *s->spread);
    return s->inside && s->met && s->mean && s->spread ? COPSE_OK : copse_error_nomem(err);
}

static void scratch_free(scratch *s)
{
    copse_memory_free(s->inside);
    copse_memory_free(s->met);
    copse_memory_free(s->mean);
    copse_memory_free(s->spread);
}

/* One number of CoPs after the other, so that each pass runs along a row. */
static void add_up(scratch *s, const copse_configuration *m, size_t n_met)
{
    size_t n = m->cops.n;
    for (size_t c = 0; c < n; c++)
        s->mean[c] = s->spread[c] = 0.0;
    for (size_t i = 0; i < n_met; i++) {
        const double *p = m->p + (size_t)s->met[i] * n;
        double people = s->inside[s->met[i]];
        for (size_t c = 0; c < n; c++) {
            s->mean[c] += people * p[c];
            s->spread[c] += people * p[c] * (1.0 - p[c]);
        }
    }
}

/* Var₀ of a unit that has inside[a] people of each number of CoPs. */
static double variance_of(scratch *s, const copse_configuration *m, size_t n_met)
{
    double squares = 0.0, product = 0.0, sum = 0.0, second = 0.0;
    add_up(s, m, n_met);
    for (size_t c = 0; c < m->cops.n; c++) {
        double size = m->cops.value[c], times = m->cops.count[c], v_in = s->spread[c];
        double v = m->variance[c] > 0.0 ? v_in * fmax(0.0, m->variance[c] - v_in) / m->variance[c] : 0.0;
        double slope = (2.0 * s->mean[c] - size) / (size - 1.0);
        squares += times * slope * slope * v;
        product += times * slope * v;
        sum += times * v;
        second += times * 2.0 * v * v / ((size - 1.0) * (size - 1.0));
    }
    return sum > 0.0 ? squares - product * product / sum + second : 0.0;
}

static void bridge(copse_bridging *out, const copse_configuration *m, const copse_seats *seats,
                   const copse_incidence *units, size_t unit, scratch *s)
{
    double square = 0.0;
    size_t n_met = 0;
    *out = (copse_bridging){.expected = NAN, .variance = NAN};
    for (size_t i = units->start[unit]; i < units->start[unit + 1]; i++) {
        int32_t a = m->people.of[units->column[i]];
        if (a < 0)
            continue;
        out->seats += m->people.value[a];
        square += m->people.value[a] * m->people.value[a];
        if (s->inside[a] == 0.0)
            s->met[n_met++] = a;
        s->inside[a] += 1.0;
    }
    out->observed = copse_seats_bridging(seats, units, unit);
    if (out->seats > 0.0) {
        out->expected = out->seats - m->total * (out->seats * out->seats - square) /
                                         (m->total * m->total - m->total_square);
        out->variance = variance_of(s, m, n_met);
    }
    for (size_t i = 0; i < n_met; i++)
        s->inside[s->met[i]] = 0.0;
}

copse_status copse_measure_bridging(copse_bridging *out, const copse_incidence *joined,
                                    const copse_incidence *units, const copse_context *ctx,
                                    copse_error *err)
{
    copse_seats seats = {0};
    copse_configuration m = {0};
    scratch s = {0};
    copse_status st = copse_seats_new(&seats, joined, err);
    if (st == COPSE_OK)
        st = copse_configuration_new(&m, &seats.joined, ctx, err);
    if (st == COPSE_OK)
        st = scratch_new(&s, &m, err);
    for (size_t t = 0; st == COPSE_OK && t < units->n_rows; t++) {
        bridge(&out[t], &m, &seats, units, t, &s);
        if (t % 256 == 0)
            st = copse_context_poll(ctx, err);
    }
    scratch_free(&s);
    copse_configuration_free(&m);
    copse_seats_free(&seats);
    return st;
}
