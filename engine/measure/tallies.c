#include "measure/tallies.h"

#include <math.h>

#include "network/collaboration.h"

typedef struct counting {
    copse_tallies *out;
    const copse_network *net;
    const copse_units *units;
    const copse_incidence *ties; /* NULL: none recorded */
    copse_incidence joined;      /* memberships that count as links */
    bool *is_inside;             /* [n_members] all false between units */
} counting;

static copse_status reserve(copse_tallies *t, size_t n, copse_error *err)
{
    double **const arrays[] = {&t->staff, &t->ties_out, &t->ties_in, &t->single_bridge, &t->seats};
    t->n_units = n;
    for (size_t i = 0; i < sizeof arrays / sizeof arrays[0]; i++)
        if (!(*arrays[i] = copse_memory_new(n, sizeof **arrays[i])))
            return copse_error_nomem(err);
    t->bridging = copse_memory_new(n, sizeof *t->bridging);
    t->is_missing = copse_memory_new(n, sizeof *t->is_missing);
    t->is_cut_off = copse_memory_new(n, sizeof *t->is_cut_off);
    return t->bridging && t->is_missing && t->is_cut_off ? COPSE_OK : copse_error_nomem(err);
}

/* Memberships of CoPs that count. */
static copse_status filter(counting *c, copse_error *err)
{
    const copse_incidence *all = &c->net->member_communities;
    size_t at = 0, n = all->start[all->n_rows];
    c->joined = (copse_incidence){.n_rows = all->n_rows, .n_columns = all->n_columns};
    c->joined.start = copse_memory_new(all->n_rows + 1, sizeof *c->joined.start);
    c->joined.column = copse_memory_new(n, sizeof *c->joined.column);
    double *size = copse_memory_new(all->n_columns, sizeof *size);
    if (!c->joined.start || !c->joined.column || !size) {
        copse_memory_free(size);
        return copse_error_nomem(err);
    }
    for (size_t i = 0; i < all->n_rows; i++) {
        for (size_t k = all->start[i]; k < all->start[i + 1]; k++)
            if (copse_network_links(c->net, (size_t)all->column[k])) {
                c->joined.column[at++] = all->column[k];
                c->out->largest_cop = fmax(c->out->largest_cop, size[all->column[k]] += 1.0);
            }
        c->joined.start[i + 1] = at;
    }
    c->out->has_seats = at > 0;
    copse_memory_free(size);
    return COPSE_OK;
}

/* Ties of one unit; those inside are met from both ends. */
static void count_ties(counting *c, size_t unit)
{
    const copse_incidence *people = &c->units->members;
    copse_tallies *t = c->out;
    double most = 0.0;
    for (size_t i = people->start[unit]; i < people->start[unit + 1]; i++)
        c->is_inside[people->column[i]] = true;
    for (size_t i = people->start[unit]; i < people->start[unit + 1]; i++) {
        size_t member = (size_t)people->column[i];
        double out = 0.0;
        for (size_t k = c->ties->start[member]; k < c->ties->start[member + 1]; k++) {
            if (c->is_inside[c->ties->column[k]])
                t->ties_in[unit] += 0.5;
            else
                out += 1.0;
        }
        t->ties_out[unit] += out;
        most = fmax(most, out);
    }
    t->single_bridge[unit] = t->ties_out[unit] > 0.0 ? most / t->ties_out[unit] : NAN;
    for (size_t i = people->start[unit]; i < people->start[unit + 1]; i++)
        c->is_inside[people->column[i]] = false;
}

static void count_seats(counting *c, size_t unit)
{
    const copse_incidence *people = &c->units->members;
    double own = c->units->level == COPSE_LEVEL_COMMUNITY ? 1.0 : 0.0;
    for (size_t i = people->start[unit]; i < people->start[unit + 1]; i++)
        c->out->seats[unit] +=
            (double)copse_incidence_degree(&c->joined, (size_t)people->column[i]) - own;
}

/* Whether anything is recorded of each member. */
static void find_known(bool *is_known, const counting *c)
{
    const copse_network *net = c->net;
    for (size_t i = 0; i < net->facts->n_members; i++)
        is_known[i] = copse_incidence_degree(&c->joined, i) > 0 ||
                      copse_incidence_degree(&net->member_topics, i) > 0 ||
                      (c->ties && copse_incidence_degree(c->ties, i) > 0);
    for (size_t i = 0; i < net->facts->n_exchanges; i++) {
        const copse_fact_exchange *x = &net->facts->exchanges[i];
        if (!copse_network_holds(net, x->on, COPSE_DAY_UNKNOWN))
            continue;
        is_known[x->from_member] = true;
        if (x->to_member != COPSE_NONE)
            is_known[x->to_member] = true;
    }
}

static void count(counting *c, const bool *is_known)
{
    const copse_incidence *people = &c->units->members;
    copse_tallies *t = c->out;
    for (size_t u = 0; u < t->n_units; u++) {
        t->staff[u] = (double)copse_incidence_degree(people, u);
        t->is_missing[u] = true;
        for (size_t i = people->start[u]; i < people->start[u + 1]; i++)
            t->is_missing[u] = t->is_missing[u] && !is_known[people->column[i]];
        t->single_bridge[u] = NAN;
        if (c->ties)
            count_ties(c, u);
        count_seats(c, u);
    }
}

static void find_cut_off(const counting *c)
{
    copse_tallies *t = c->out;
    for (size_t u = 0; u < t->n_units; u++) {
        double out = c->units->level == COPSE_LEVEL_COMMUNITY ? t->seats[u]
                                                              : t->ties_out[u] + t->bridging[u].observed;
        t->is_cut_off[u] = !t->is_missing[u] && out == 0.0;
    }
}

static copse_status find_ties(counting *c, copse_error *err)
{
    const copse_collaboration *graph;
    copse_status st = copse_network_collaboration(&graph, c->net, err);
    if (st != COPSE_OK || graph->basis != COPSE_CONTACT_TIES)
        return st;
    c->ties = &graph->neighbours;
    c->out->has_ties = true;
    c->out->tie_ends = (double)graph->neighbours.start[graph->n_nodes];
    return COPSE_OK;
}

copse_status copse_measure_tallies_new(copse_tallies *out, const copse_network *net, const copse_units *units,
                                       size_t samples, const copse_context *ctx, copse_error *err)
{
    *out = (copse_tallies){0};
    counting c = {.out = out, .net = net, .units = units};
    bool *is_known = copse_memory_new(net->facts->n_members, sizeof *is_known);
    c.is_inside = copse_memory_new(net->facts->n_members, sizeof *c.is_inside);
    copse_status st = is_known && c.is_inside ? reserve(out, units->n, err) : copse_error_nomem(err);
    if (st == COPSE_OK)
        st = filter(&c, err);
    if (st == COPSE_OK)
        st = find_ties(&c, err);
    if (st == COPSE_OK) {
        find_known(is_known, &c);
        count(&c, is_known);
        st = samples > 0 ? copse_measure_bridging_sampled(out->bridging, &c.joined, &units->members, samples,
                                                          ctx, err)
                         : copse_measure_bridging(out->bridging, &c.joined, &units->members, ctx, err);
    }
    if (st == COPSE_OK)
        find_cut_off(&c);
    copse_incidence_free(&c.joined);
    copse_memory_free(c.is_inside);
    copse_memory_free(is_known);
    if (st != COPSE_OK)
        copse_measure_tallies_free(out);
    return st;
}

void copse_measure_tallies_free(copse_tallies *t)
{
    copse_memory_free(t->staff);
    copse_memory_free(t->ties_out);
    copse_memory_free(t->ties_in);
    copse_memory_free(t->single_bridge);
    copse_memory_free(t->seats);
    copse_memory_free(t->is_cut_off);
    copse_memory_free(t->bridging);
    copse_memory_free(t->is_missing);
    *t = (copse_tallies){0};
}

double copse_measure_ei_index(const copse_tallies *t, size_t unit)
{
    double all = t->ties_out[unit] + t->ties_in[unit];
    return all > 0.0 ? (t->ties_out[unit] - t->ties_in[unit]) / all : NAN;
}

double copse_measure_conductance(const copse_tallies *t, size_t unit)
{
    double inside = 2.0 * t->ties_in[unit] + t->ties_out[unit];
    double smaller = fmin(inside, t->tie_ends - inside);
    return smaller > 0.0 ? t->ties_out[unit] / smaller : NAN;
}
