/*
 * Topic-personalised PageRank by conjugate gradients: ties go both ways, so
 * with y = D^-1/2 x the system is symmetric and positive definite, and with
 * damping d its condition is at most (1 + d)/(1 − d): some twenty products
 * with the graph give six digits.
 */
#include "measure/measure.h"

#include <math.h>
#include <string.h>

enum { MOST_STEPS = 200 };

/* (I − d D^-1/2 A D^-1/2) y = (1 − d) D^-1/2 s */
typedef struct symmetric {
    const copse_incidence *next;
    size_t n;
    double damping;
    double *root; /* [n] 1/√ of the closeness of all neighbours; 1 where there is none */
    double *y, *residual, *along, *scaled, *image; /* [n] */
} symmetric;

static copse_status open_system(symmetric *s, const copse_collaboration *graph, double damping,
                                copse_error *err)
{
    *s = (symmetric){.next = &graph->neighbours, .n = graph->n_nodes, .damping = damping};
    double **const all[] = {&s->root, &s->y, &s->residual, &s->along, &s->scaled, &s->image};
    bool is_whole = true;
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        is_whole = (*all[i] = copse_memory_new(s->n, sizeof(double))) && is_whole;
    if (!is_whole)
        return copse_error_nomem(err);
    for (size_t i = 0; i < s->n; i++) {
        double closeness = 0.0;
        for (size_t k = s->next->start[i]; k < s->next->start[i + 1]; k++)
            closeness += s->next->value[k];
        s->root[i] = closeness > 0.0 ? 1.0 / sqrt(closeness) : 1.0;
    }
    return COPSE_OK;
}

static void close_system(symmetric *s)
{
    double *const all[] = {s->root, s->y, s->residual, s->along, s->scaled, s->image};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        copse_memory_free(all[i]);
}

/* image = (I − d D^-1/2 A D^-1/2) along. @return along · image */
static double multiply(symmetric *s)
{
    double product = 0.0;
    for (size_t i = 0; i < s->n; i++)
        s->scaled[i] = s->root[i] * s->along[i];
    for (size_t i = 0; i < s->n; i++) {
        double sum = 0.0;
        for (size_t k = s->next->start[i]; k < s->next->start[i + 1]; k++)
            sum += s->next->value[k] * s->scaled[s->next->column[k]];
        s->image[i] = s->along[i] - s->damping * s->root[i] * sum;
        product += s->along[i] * s->image[i];
    }
    return product;
}

static double squared_length(const double *x, size_t n)
{
    double sum = 0.0;
    for (size_t i = 0; i < n; i++)
        sum += x[i] * x[i];
    return sum;
}

/* Hestenes & Stiefel 1952, "Methods of conjugate gradients for solving linear systems". */
static copse_status solve(symmetric *s, double precision, const copse_context *ctx,
                          copse_error *err)
{
    double length = squared_length(s->residual, s->n), enough = precision * precision * length;
    memcpy(s->along, s->residual, s->n * sizeof *s->along);
    for (int step = 0; length > enough; step++) {
        copse_status st = copse_context_poll(ctx, err);
        if (st != COPSE_OK)
            return st;
        if (step == MOST_STEPS)
            return copse_error_set(err, COPSE_E_NUMERIC, NULL,
                                   "look for weights of ties that differ by many powers of ten",
                                   "authority did not settle in %d steps", MOST_STEPS);
        double size = length / multiply(s);
        for (size_t i = 0; i < s->n; i++) {
            s->y[i] += size * s->along[i];
            s->residual[i] -= size * s->image[i];
        }
        double now = squared_length(s->residual, s->n);
        for (size_t i = 0; i < s->n; i++)
            s->along[i] = s->residual[i] + now / length * s->along[i];
        length = now;
    }
    return COPSE_OK;
}

copse_status copse_measure_authority(double *values, const copse_collaboration *graph,
                                     const double *restart, double damping, double precision,
                                     const copse_context *ctx, copse_error *err)
{
    symmetric s;
    copse_status st = open_system(&s, graph, damping, err);
    if (st == COPSE_OK) {
        for (size_t i = 0; i < graph->n_members; i++)
            s.residual[i] = (1.0 - damping) * restart[i] * s.root[i];
        st = solve(&s, precision, ctx, err);
    }
    for (size_t i = 0; st == COPSE_OK && i < graph->n_members; i++)
        values[i] = fmax(0.0, s.y[i] / s.root[i]);
    close_system(&s);
    return st;
}
