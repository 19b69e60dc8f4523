/* How far apart two sites are, by the travel table and by the globe. */
#include "network/network_internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int by_sites_and_minutes(const void *a, const void *b)
{
    const copse_fact_travel *x = a, *y = b;
    if (x->from_site != y->from_site)
        return x->from_site < y->from_site ? -1 : 1;
    if (x->to_site != y->to_site)
        return x->to_site < y->to_site ? -1 : 1;
    return (x->minutes > y->minutes) - (x->minutes < y->minutes);
}

copse_status copse_network_build_travels(copse_network *net, copse_error *err)
{
    size_t n = net->facts->n_travels;
    net->travels = copse_arena_take(net->arena, n, sizeof *net->travels);
    if (!net->travels)
        return copse_error_nomem(err);
    if (n > 0)
        memcpy(net->travels, net->facts->travels, n * sizeof *net->travels);
    qsort(net->travels, n, sizeof *net->travels, by_sites_and_minutes);
    return COPSE_OK;
}

/* The least minutes of this direction; NaN when it is not in the table. */
static double minutes_of(const copse_network *net, copse_index from, copse_index to)
{
    const copse_fact_travel wanted = {from, to, -1.0}; /* sorts before every row of the two sites */
    size_t low = 0, high = net->facts->n_travels;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (by_sites_and_minutes(&net->travels[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == net->facts->n_travels || net->travels[low].from_site != from ||
        net->travels[low].to_site != to)
        return NAN;
    return net->travels[low].minutes;
}

double copse_network_travel_minutes(const copse_network *net, copse_index from, copse_index to)
{
    if (from == COPSE_NONE || to == COPSE_NONE)
        return NAN;
    if (from == to)
        return 0.0;
    double there = minutes_of(net, from, to);
    return isnan(there) ? minutes_of(net, to, from) : there;
}

double copse_network_distance_km(const copse_network *net, copse_index from, copse_index to)
{
    const double earth_radius_km = 6371.0088; /* mean radius R1 of WGS 84 */
    const double radians = 3.14159265358979323846 / 180.0;
    if (from == COPSE_NONE || to == COPSE_NONE)
        return NAN;
    if (from == to)
        return 0.0;
    const copse_fact_site *a = &net->facts->sites[from], *b = &net->facts->sites[to];
    double half_latitude = sin((b->latitude - a->latitude) * radians / 2.0);
    double half_longitude = sin((b->longitude - a->longitude) * radians / 2.0);
    double haversine = half_latitude * half_latitude + cos(a->latitude * radians) *
                                                           cos(b->latitude * radians) *
                                                           half_longitude * half_longitude;
    /* Rounding may pass 1 at the antipodes, where asin has no value. NaN of unknown degrees stays
     * NaN. */
    if (haversine > 1.0)
        haversine = 1.0;
    return 2.0 * earth_radius_km * asin(sqrt(haversine));
}

size_t copse_network_sites_of(const copse_network *net, copse_index member, copse_index *out,
                              size_t max)
{
    const copse_incidence *groups = &net->member_groups;
    size_t n = 0;
    for (size_t k = groups->start[member]; k < groups->start[member + 1]; k++) {
        const copse_group *group = &net->groups[groups->column[k]];
        if (group->kind != COPSE_GROUP_SITE)
            continue;
        if (n < max)
            out[n] = group->index;
        n++;
    }
    return n;
}
