#include "oracle/group_oracle.h"

static bool has(unsigned members, int v)
{
    return members >> v & 1U;
}

double oracle_group_value(const oracle_group *g, unsigned members, int coordinator)
{
    double C = 0.0, R = 0.0, D = 0.0, A = 0.0, H = 0.0, W = 0.0;
    for (int t = 0; t < g->n_topics; t++) {
        double first = 0.0, second = 0.0;
        int who = -1;
        for (int v = 0; v < g->n; v++)
            if (has(members, v) && g->e[v][t] > first) {
                first = g->e[v][t];
                who = v;
            }
        for (int v = 0; v < g->n; v++)
            if (has(members, v) && v != who && g->e[v][t] > second)
                second = g->e[v][t];
        C += g->weight[t] * (0.7 * first + 0.3 * second);
    }
    for (int u = 0; u < g->n_targets; u++) {
        double q = 0.0;
        for (int v = 0; v < g->n; v++) {
            double of = g->hops[v][u] <= 1 ? 1.0 : g->hops[v][u] == 2 ? 0.4 : 0.0;
            if (has(members, v) && of > q)
                q = of;
        }
        R += g->share[u] * q;
    }
    for (int i = 0; i < g->n_units; i++)
        for (int v = 0; v < g->n; v++)
            if (has(members, v) && g->in_unit[v][i]) {
                D += g->unit_value;
                break;
            }
    for (int i = 0; i < g->n_sites; i++)
        for (int v = 0; v < g->n; v++)
            if (has(members, v) && g->at_site[v][i]) {
                D += g->site_value;
                break;
            }
    for (int v = 0; v < g->n; v++)
        if (has(members, v)) {
            A += g->authority[v];
            H += 1.0 - g->delta[v][coordinator];
            W += g->room[v];
        }
    return g->alpha[0] * C + g->alpha[1] * R + g->alpha[2] * D +
           (g->alpha[3] * A + g->alpha[4] * H + g->alpha[5] * W) / g->k;
}

static bool keeps_rules(const oracle_group *g, unsigned members)
{
    int size = 0, sites = 0;
    for (int v = 0; v < g->n; v++) {
        size += has(members, v);
        if ((g->must[v] && !has(members, v)) || (g->must_not[v] && has(members, v)))
            return false;
    }
    for (int i = 0; i < g->n_units; i++) {
        int there = 0;
        for (int v = 0; v < g->n; v++)
            there += has(members, v) && g->in_unit[v][i];
        if (g->per_unit > 0 && there > g->per_unit)
            return false;
    }
    for (int i = 0; i < g->n_sites; i++) {
        bool is_hit = false;
        for (int v = 0; v < g->n; v++)
            is_hit = is_hit || (has(members, v) && g->at_site[v][i]);
        sites += is_hit;
    }
    return size == g->k && sites >= g->least_sites;
}

static bool is_in_one_component(const oracle_group *g, unsigned members)
{
    int component = -1;
    for (int v = 0; v < g->n; v++)
        if (has(members, v)) {
            if (component >= 0 && g->component[v] != component)
                return false;
            component = g->component[v];
        }
    return true;
}

double oracle_group_best(const oracle_group *g, int coordinator, bool *is_connected)
{
    double best[2] = {-1.0, -1.0}; /* of any, of connected ones */
    bool any_connected = false;
    for (unsigned members = 0; members < 1U << g->n; members++) {
        if (!keeps_rules(g, members))
            continue;
        bool connected = is_in_one_component(g, members);
        any_connected = any_connected || connected;
        for (int l = 0; l < g->n; l++) {
            if (!has(members, l) || (coordinator >= 0 && l != coordinator))
                continue;
            double value = oracle_group_value(g, members, l);
            if (value > best[0])
                best[0] = value;
            if (connected && value > best[1])
                best[1] = value;
        }
    }
    if (is_connected)
        *is_connected = any_connected;
    return any_connected ? best[1] : best[0];
}
