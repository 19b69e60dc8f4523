/* The bipartite configuration model: the fixed point of its likelihood equations. The formulas stand in two_mode.h. */
#include "measure/two_mode_internal.h"

#include <math.h>

enum { MAX_ROUNDS = 5000 };
static const double TOLERANCE = 1e-9;

static void margin_free(copse_margin *m)
{
    copse_memory_free(m->value);
    copse_memory_free(m->count);
    copse_memory_free(m->fitness);
    copse_memory_free(m->of);
}

static copse_status margin_new(copse_margin *m, const double *of_row, size_t n_rows, copse_error *err)
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
static double sweep(copse_margin *m, const copse_margin *other)
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

static copse_status solve(copse_configuration *m, const copse_context *ctx, copse_error *err)
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

void copse_configuration_free(copse_configuration *m)
{
    margin_free(&m->people);
    margin_free(&m->cops);
    copse_memory_free(m->p);
    copse_memory_free(m->variance);
    *m = (copse_configuration){0};
}

copse_status copse_configuration_new(copse_configuration *m, const copse_incidence *joined, const copse_context *ctx,
                                     copse_error *err)
{
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
    for (size_t k = 0; size && k < joined->start[joined->n_rows]; k++)
        size[joined->column[k]] += 1.0;
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
