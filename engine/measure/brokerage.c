/*
 * Brokerage: pairs of neighbours of v who are not tied to each other, by whose teams the three are in. Gould &
 * Fernandez 1989, "Structures of mediation: a formal approach to brokerage in transaction networks", Sociological
 * Methodology 19, 89–126. Their ties have a direction, ours none: gatekeeper and representative are then one role, and
 * a pair counts once.
 */
#include "measure/vertex.h"

typedef enum role { ANY = 0, COORDINATOR, CONSULTANT, GATEKEEPER, LIAISON } role;

static role role_of(int32_t a, int32_t broker, int32_t b)
{
    if (a == b)
        return a == broker ? COORDINATOR : CONSULTANT;
    return a == broker || b == broker ? GATEKEEPER : LIAISON;
}

/* Pairs in which v has the role. Who is in no team is in no pair, unless every role counts. */
static double pairs_of(const copse_subject *of, size_t v, role wanted)
{
    const copse_incidence *ties = &of->ties;
    double n = 0.0;
    for (size_t i = ties->start[v]; i < ties->start[v + 1]; i++)
        for (size_t j = i + 1; j < ties->start[v + 1]; j++) {
            int32_t a = ties->column[i], b = ties->column[j];
            bool is_in_teams = of->group[a] >= 0 && of->group[b] >= 0;
            if (wanted != ANY && (!is_in_teams || role_of(of->group[a], of->group[v], of->group[b]) != wanted))
                continue;
            n += !copse_incidence_has(ties, (size_t)a, b);
        }
    return n;
}

static copse_status count(double *value, const copse_subject *of, role wanted, const copse_context *ctx,
                          copse_error *err)
{
    copse_status st = COPSE_OK;
    for (size_t v = 0; st == COPSE_OK && v < of->n; v++) {
        if (wanted == ANY || of->group[v] >= 0)
            value[v] = pairs_of(of, v, wanted);
        if (v % 64 == 0)
            st = copse_context_poll(ctx, err);
    }
    return st;
}

copse_status copse_measure_brokerage(double *value, double *error, const copse_subject *of,
                                     const copse_context *ctx, copse_error *err)
{
    (void)error;
    return count(value, of, ANY, ctx, err);
}

copse_status copse_measure_coordinator(double *value, double *error, const copse_subject *of,
                                       const copse_context *ctx, copse_error *err)
{
    (void)error;
    return count(value, of, COORDINATOR, ctx, err);
}

copse_status copse_measure_consultant(double *value, double *error, const copse_subject *of,
                                      const copse_context *ctx, copse_error *err)
{
    (void)error;
    return count(value, of, CONSULTANT, ctx, err);
}

copse_status copse_measure_gatekeeper(double *value, double *error, const copse_subject *of,
                                      const copse_context *ctx, copse_error *err)
{
    (void)error;
    return count(value, of, GATEKEEPER, ctx, err);
}

copse_status copse_measure_liaison(double *value, double *error, const copse_subject *of, const copse_context *ctx,
                                   copse_error *err)
{
    (void)error;
    return count(value, of, LIAISON, ctx, err);
}
