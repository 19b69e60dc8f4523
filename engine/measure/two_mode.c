/* The fixed-margin null of bridging seats in closed form; the formulas stand in two_mode.h. */
#include "measure/two_mode_internal.h"

#include <math.h>
#include <stdlib.h>

/* Equal margins share their fitness, so that a million people are a few dozen numbers. */
typedef struct margin {
    size_t n;
    double *value, *count, *fitness;
    int32_t *of; /* [rows] which of them a row is; -1: its margin is 0 */
} margin;

typedef struct model {
    margin people, cops;
    double *p;        /* [people.n × cops.n] */
    double *variance; /* [cops.n] Σ p(1 − p) over everybody */
    double total, total_square; /* M, Q */
} model;

enum { MAX_ROUNDS = 5000 };
static const double TOLERANCE = 1e-9;

static void margin_free(margin *m)
{
    copse_memory_free(m->value);
    copse_memory_free(m->count);
    copse_memory_free(m->fitness);
    copse_memory_free(m->of);
}

static copse_status margin_new(margin *m, const double *of_row, size_t n_rows, copse_error *err)
{
    size_t most = 0;
    for (size_t i = 0; i < n_rows; i++)
        most = (size_t)of_row[i] > most ? (size_t)of_row[i] : most;
    int32_t *place = copse_memory_new(most + 1, sizeof *place);
    m->value = copse_memory_new(most + 1, sizeof *m->value);
    m->count = copse_memory_new(most + 1, sizeof *m->count);
    m->fitness = copse_memory_new(most + 1, sizeof *m->fitness);
    m->of = copse_memory_new(n_rows, sizeof *m->of);
    if (!place || !m->value || !m->count || !m->fitness || !m->of) {
        copse_memory_free(place);
        return copse_error_nomem(err);
    }
    for (size_t i = 0; i < n_rows; i++)
        place[(size_t)of_row[i]] = 1;
    place[0] = -1;
    for (size_t v = 1; v <= most; v++)
        if (place[v]) {
            m->value[m->n] = (double)v;
            place[v] = (int32_t)m->n++;
        }
    for (size_t i = 0; i < n_rows; i++) {
        m->of[i] = place[(size_t)of_row[i]];
        if (m->of[i] >= 0)
            m->count[m->of[i]] += 1.0;
    }
    copse_memory_free(place);
    return COPSE_OK;
}

/* One sweep of x = d / Σ y/(1 + xy), the fixed point of the likelihood equations. @return the largest change */
static double sweep(margin *m, const margin *other)
{
    double most = 0.0;
    for (size_t a = 0; a < m->n; a++) {
        double x = m->fitness[a], sum = 0.0;
        for (size_t b = 0; b < other->n; b++)
            sum += other->count[b] * other->fitness[b] / (1.0 + x * other->fitness[b]);
        double next = m->value[a] / sum;
        most = fmax(most, fabs(next - x) / next);
        m->fitness[a] = next;
    }
    return most;
}

static copse_status solve(model *m, const copse_context *ctx, copse_error *err)
{
    for (size_t a = 0; a < m->people.n; a++)
        m->people.fitness[a] = m->people.value[a] / sqrt(m->total);
    for (size_t c = 0; c < m->cops.n; c++)
        m->cops.fitness[c] = m->cops.value[c] / sqrt(m->total);
    /* A margin that is full (somebody in every CoP) drives its fitness to infinity: p is then as
     * near to 1 as it need be long before the sweeps end. */
    for (int round = 0; round < MAX_ROUNDS; round++) {
        copse_status st = copse_context_poll(ctx, err);
        if (st != COPSE_OK)
            return st;
        double of_people = sweep(&m->people, &m->cops), of_cops = sweep(&m->cops, &m->people);
        if (fmax(of_people, of_cops) < TOLERANCE)
            break;
    }
    for (size_t a = 0; a < m->people.n; a++)
        for (size_t c = 0; c < m->cops.n; c++) {
            double xy = m->people.fitness[a] * m->cops.fitness[c], p = xy / (1.0 + xy);
            m->p[a * m->cops.n + c] = p;
            m->variance[c] += m->people.count[a] * p * (1.0 - p);
        }
    return COPSE_OK;
}

static void model_free(model *m)
{
    margin_free(&m->people);
    margin_free(&m->cops);
    copse_memory_free(m->p);
    copse_memory_free(m->variance);
}

static copse_status model_new(model *m, const copse_seats *seats, const copse_context *ctx,
                              copse_error *err)
{
    const copse_incidence *joined = &seats->joined;
    double *degree = copse_memory_new(joined->n_rows, sizeof *degree);
    if (!degree)
        return copse_error_nomem(err);
    double *size = copse_memory_new(joined->n_columns, sizeof *size);
    copse_status st = size ? COPSE_OK : copse_error_nomem(err);
    for (size_t i = 0; i < joined->n_rows; i++) {
        degree[i] = (double)copse_incidence_degree(joined, i);
        m->total += degree[i];
        m->total_square += degree[i] * degree[i];
    }
    for (size_t c = 0; size && c < joined->n_columns; c++)
        size[c] = seats->size[c] > 1.0 ? seats->size[c] : 0.0;
    if (st == COPSE_OK)
        st = margin_new(&m->people, degree, joined->n_rows, err);
    if (st == COPSE_OK)
        st = margin_new(&m->cops, size, joined->n_columns, err);
    copse_memory_free(degree);
    copse_memory_free(size);
    if (st != COPSE_OK)
        return st;
    m->p = copse_memory_new(m->people.n * m->cops.n, sizeof *m->p);
    m->variance = copse_memory_new(m->cops.n, sizeof *m->variance);
    return m->p && m->variance ? solve(m, ctx, err) : copse_error_nomem(err);
}

/* Var₀ of a unit that has inside[a] people of each number of CoPs. */
static double variance_of(const model *m, const double *inside, const int32_t *met, size_t n_met)
{
    double squares = 0.0, product = 0.0, sum = 0.0, second = 0.0;
    for (size_t c = 0; c < m->cops.n; c++) {
        double size = m->cops.value[c], times = m->cops.count[c], mean = 0.0, v_in = 0.0;
        for (size_t i = 0; i < n_met; i++) {
            double p = m->p[(size_t)met[i] * m->cops.n + c];
            mean += inside[met[i]] * p;
            v_in += inside[met[i]] * p * (1.0 - p);
        }
        double v = m->variance[c] > 0.0 ? v_in * fmax(0.0, m->variance[c] - v_in) / m->variance[c] : 0.0;
        double slope = (2.0 * mean - size) / (size - 1.0);
        squares += times * slope * slope * v;
        product += times * slope * v;
        sum += times * v;
        second += times * 2.0 * v * v / ((size - 1.0) * (size - 1.0));
    }
    return sum > 0.0 ? squares - product * product / sum + second : 0.0;
}

typedef struct scratch {
    double *inside; /* [people.n] all zero between units */
    int32_t *met;   /* [people.n] */
} scratch;

static void bridge(copse_bridging *out, const model *m, const copse_seats *seats,
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
        out->variance = variance_of(m, s->inside, s->met, n_met);
    }
    for (size_t i = 0; i < n_met; i++)
        s->inside[s->met[i]] = 0.0;
}

copse_status copse_measure_bridging(copse_bridging *out, const copse_incidence *joined,
                                    const copse_incidence *units, const copse_context *ctx,
                                    copse_error *err)
{
    copse_seats seats = {0};
    model m = {0};
    scratch s = {0};
    copse_status st = copse_seats_new(&seats, joined, err);
    if (st == COPSE_OK)
        st = model_new(&m, &seats, ctx, err);
    if (st == COPSE_OK) {
        s.inside = copse_memory_new(m.people.n, sizeof *s.inside);
        s.met = copse_memory_new(m.people.n, sizeof *s.met);
        if (!s.inside || !s.met)
            st = copse_error_nomem(err);
    }
    for (size_t t = 0; st == COPSE_OK && t < units->n_rows; t++) {
        bridge(&out[t], &m, &seats, units, t, &s);
        if (t % 256 == 0)
            st = copse_context_poll(ctx, err);
    }
    copse_memory_free(s.inside);
    copse_memory_free(s.met);
    model_free(&m);
    copse_seats_free(&seats);
    return st;
}
