/*
 * How far the people in question are from whoever coordinates them: hops over recorded contacts,
 * and travel.
 */
#include "question/found_case.h"

#include <math.h>

static double travel_between(const copse_network *net, copse_index from, copse_index to)
{
    double minutes = copse_network_travel_minutes(net, from, to);
    if (isnan(minutes)) /* a kilometre takes a minute */
        minutes = copse_network_distance_km(net, from, to);
    return isnan(minutes) ? 1.0 : fmin(1.0, minutes / COPSE_FOUND_FAR_MINUTES);
}

/* Shares of the farthest, from every site to where this coordinator's group meets; place 0 is an
 * unknown site. */
static const double *travel_to(copse_found_case *c, size_t coordinator, copse_error *err)
{
    copse_index to = c->options->site != COPSE_NONE ? c->options->site : c->site[coordinator];
    size_t n_sites = c->net->facts->n_sites;
    double **row = &c->travel[to + 1];
    if (!*row) {
        *row = copse_memory_new(n_sites + 1, sizeof **row);
        if (!*row) {
            copse_error_nomem(err);
            return NULL;
        }
        for (size_t from = 0; from <= n_sites; from++)
            (*row)[from] = travel_between(c->net, (copse_index)from - 1, to);
    }
    return *row;
}

static void put_exact_hops(double *hops, copse_found_case *c, size_t coordinator)
{
    copse_walk_from(&c->walk, c->member[coordinator], COPSE_FOUND_FAR_HOPS);
    for (size_t v = 0; v < c->n; v++) {
        int32_t found = c->walk.hops[c->member[v]];
        hops[v] = found < 0 ? COPSE_FOUND_FAR_HOPS : (double)found;
    }
}

/* Whoever is not within two hops is three away or more; the included without evidence are in no
 * reach list. */
static void put_least_hops(double *hops, const copse_found_case *c, size_t coordinator)
{
    const copse_incidence *covers = &c->covers;
    for (size_t v = 0; v < c->n; v++)
        hops[v] = c->share[v] > 0.0 ? 3.0 : 1.0;
    for (size_t k = covers->start[coordinator]; k < covers->start[coordinator + 1]; k++) {
        size_t column = (size_t)covers->column[k];
        if (column >= 2 * c->n)
            break;
        double *at = &hops[column < c->n ? column : column - c->n];
        *at = fmin(*at, column < c->n ? 1.0 : 2.0);
    }
    hops[coordinator] = 0.0;
}

/* Of those within a hop and those within two, each once, and the included without evidence, who may
 * be anywhere. */
size_t copse_found_case_near(int32_t *who, double *least, void *user, size_t coordinator)
{
    copse_found_case *c = user;
    const copse_incidence *covers = &c->covers;
    size_t n = 0, one = covers->start[coordinator], end = covers->start[coordinator + 1];
    double hop = (1.0 - c->travel_share) / COPSE_FOUND_FAR_HOPS;
    size_t two = one;
    while (two < end && (size_t)covers->column[two] < c->n)
        two++;
    for (size_t k = two; k < end && (size_t)covers->column[k] < 2 * c->n; k++) {
        int32_t v = covers->column[k] - (int32_t)c->n;
        while (one < two && covers->column[one] < v)
            one++;
        bool is_near = one < two && covers->column[one] == v;
        who[n] = v;
        least[n++] = (size_t)v == coordinator ? 0.0 : is_near ? hop : 2.0 * hop;
    }
    for (size_t i = 0; i < c->options->n_include; i++) {
        int32_t v = c->position[c->options->include[i]];
        bool is_new = true;
        for (size_t j = 0; j < i; j++)
            is_new = is_new && c->options->include[j] != c->options->include[i];
        if (is_new && c->share[v] <= 0.0) {
            who[n] = v;
            least[n++] = 0.0;
        }
    }
    return n;
}

copse_status copse_found_case_distances(double *delta, void *user, size_t coordinator,
                                        bool is_exact, copse_error *err)
{
    copse_found_case *c = user;
    double f = c->travel_share;
    if (is_exact)
        put_exact_hops(delta, c, coordinator);
    else
        put_least_hops(delta, c, coordinator);
    for (size_t v = 0; v < c->n; v++)
        delta[v] = (1.0 - f) * delta[v] / COPSE_FOUND_FAR_HOPS;
    if (f > 0.0) {
        const double *travel = travel_to(c, coordinator, err);
        if (!travel)
            return COPSE_E_NOMEM;
        for (size_t v = 0; v < c->n; v++)
            delta[v] += f * travel[c->site[v] + 1];
    }
    return copse_context_poll(c->ctx, err);
}
