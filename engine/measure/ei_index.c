/*
 * E-I index, (external − internal) / (external + internal) ties: Krackhardt & Stern 1988, "Informal networks and
 * organizational crises", Social Psychology Quarterly 51, 123–140. Of a person: ties to other teams against ties in
 * their own. Of a team or CoP: ties of its people that lead out against ties among them (tallies.c); where no tie is
 * recorded, the same of a team's seats in CoPs, each as far as it leads out.
 */
#include "measure/vertex.h"

#include <math.h>

static double of_person(const copse_subject *of, size_t v)
{
    double outside = 0.0, inside = 0.0;
    if (of->group[v] < 0)
        return NAN;
    for (size_t k = of->ties.start[v]; k < of->ties.start[v + 1]; k++) {
        int32_t other = of->group[of->ties.column[k]];
        inside += other == of->group[v];
        outside += other >= 0 && other != of->group[v];
    }
    return outside + inside > 0.0 ? (outside - inside) / (outside + inside) : NAN;
}

static double of_unit(const copse_subject *of, size_t v)
{
    if (of->tallies.has_ties)
        return copse_measure_ei_index(&of->tallies, v);
    const copse_bridging *b = &of->tallies.bridging[v];
    bool has_seats = of->things == COPSE_THINGS_TEAMS && b->seats > 0.0;
    return has_seats ? (2.0 * b->observed - b->seats) / b->seats : NAN;
}

copse_status copse_measure_outwardness(double *value, double *error, const copse_subject *of,
                                       const copse_context *ctx, copse_error *err)
{
    (void)error;
    (void)ctx;
    (void)err;
    for (size_t v = 0; v < of->n; v++)
        value[v] = of->things == COPSE_THINGS_MEMBERS ? of_person(of, v) : of_unit(of, v);
    return COPSE_OK;
}
