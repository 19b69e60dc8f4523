/* The ties of each level: direct ones, or through what things have in common. */
#include "measure/subject.h"

/* Triples that become the incidence. */
typedef struct ties {
    size_t n, row_capacity, column_capacity, value_capacity;
    int32_t *row, *column;
    double *value;
} ties;

static bool add(ties *t, int32_t a, int32_t b, double weight)
{
    if (!copse_memory_grow((void **)&t->row, &t->row_capacity, t->n, sizeof *t->row) ||
        !copse_memory_grow((void **)&t->column, &t->column_capacity, t->n, sizeof *t->column) ||
        !copse_memory_grow((void **)&t->value, &t->value_capacity, t->n, sizeof *t->value))
        return false;
    t->row[t->n] = a;
    t->column[t->n] = b;
    t->value[t->n++] = weight;
    return true;
}

static void ties_free(ties *t)
{
    copse_memory_free(t->row);
    copse_memory_free(t->column);
    copse_memory_free(t->value);
}

/*
 * Newman 2001, Phys. Rev. E 64, 016132, "Scientific collaboration networks. II", section on weighted ties: those
 * who meet in a hub of s share it with s − 1 others, so each pair gets 1/(s − 1).
 *
 * vertex [columns] says which thing a column is; −1: none.
 */
static copse_status project(ties *t, const copse_incidence *hubs, size_t first, const int32_t *vertex,
                            const copse_context *ctx, copse_error *err)
{
    for (size_t h = first; h < hubs->n_rows; h++) {
        copse_status st = h % 64 == 0 ? copse_context_poll(ctx, err) : COPSE_OK;
        if (st != COPSE_OK)
            return st;
        double weight = 1.0 / ((double)copse_incidence_degree(hubs, h) - 1.0);
        for (size_t i = hubs->start[h]; i < hubs->start[h + 1]; i++)
            for (size_t j = hubs->start[h]; j < hubs->start[h + 1]; j++) {
                int32_t a = vertex ? vertex[hubs->column[i]] : hubs->column[i];
                int32_t b = vertex ? vertex[hubs->column[j]] : hubs->column[j];
                if (a != b && a >= 0 && b >= 0 && !add(t, a, b, weight))
                    return copse_error_nomem(err);
            }
    }
    return COPSE_OK;
}

/* [members of the facts] the vertex of each; NULL when memory ran out. */
static int32_t *vertices_of(const copse_subject *of)
{
    size_t n = of->net->facts->n_members;
    int32_t *vertex = copse_memory_new(n, sizeof *vertex);
    for (size_t i = 0; vertex && i < n; i++)
        vertex[i] = -1;
    for (size_t v = 0; vertex && v < of->n; v++)
        vertex[of->index[v]] = (int32_t)v;
    return vertex;
}

static copse_status tie_members(ties *t, copse_subject *of, const copse_context *ctx, copse_error *err)
{
    const copse_collaboration *graph;
    copse_status st = copse_network_collaboration(&graph, of->net, err);
    if (st != COPSE_OK)
        return st;
    of->basis = graph->basis;
    int32_t *vertex = vertices_of(of);
    if (!vertex)
        return copse_error_nomem(err);
    const copse_incidence *next = &graph->neighbours;
    if (graph->steps_per_hop == 2)
        st = project(t, next, graph->n_members, vertex, ctx, err);
    for (size_t v = 0; st == COPSE_OK && graph->steps_per_hop == 1 && v < of->n; v++)
        for (size_t i = (size_t)of->index[v], k = next->start[i]; k < next->start[i + 1]; k++)
            if (!add(t, (int32_t)v, vertex[next->column[k]], next->value[k]))
                st = copse_error_nomem(err);
    copse_memory_free(vertex);
    return st;
}

/* Each tie of two people ties every team of the one to every other team of the other. */
static copse_status tie_teams_directly(ties *t, const copse_subject *of, const copse_incidence *people,
                                       copse_error *err)
{
    copse_incidence teams = {0};
    copse_status st = copse_incidence_transpose(&teams, &of->units->members, err);
    for (size_t i = 0; st == COPSE_OK && i < teams.n_rows; i++)
        for (size_t k = people->start[i]; st == COPSE_OK && k < people->start[i + 1]; k++)
            for (size_t a = teams.start[i]; a < teams.start[i + 1]; a++)
                for (size_t j = (size_t)people->column[k], b = teams.start[j]; b < teams.start[j + 1]; b++)
                    if (teams.column[a] != teams.column[b] && !add(t, teams.column[a], teams.column[b], 1.0))
                        st = copse_error_nomem(err);
    copse_incidence_free(&teams);
    return st;
}

/* n_t n_u / (s − 1) of each CoP of s people: hubs has how many of each team are in it. */
static copse_status tie_teams_by_cops(ties *t, const copse_incidence *hubs, const copse_network *net,
                                      copse_error *err)
{
    for (size_t c = 0; c < hubs->n_rows; c++) {
        double size = (double)copse_incidence_degree(&net->community_members, c);
        for (size_t i = hubs->start[c]; i < hubs->start[c + 1]; i++)
            for (size_t j = hubs->start[c]; j < hubs->start[c + 1]; j++)
                if (i != j && size > 1.0 &&
                    !add(t, hubs->column[i], hubs->column[j], hubs->value[i] * hubs->value[j] / (size - 1.0)))
                    return copse_error_nomem(err);
    }
    return COPSE_OK;
}

static copse_status tie_teams(ties *t, copse_subject *of, const copse_incidence *hubs, copse_error *err)
{
    const copse_collaboration *graph;
    copse_status st = copse_network_collaboration(&graph, of->net, err);
    if (st != COPSE_OK)
        return st;
    if (graph->basis == COPSE_CONTACT_TIES) {
        of->basis = COPSE_CONTACT_TIES;
        return tie_teams_directly(t, of, &graph->neighbours, err);
    }
    of->basis = hubs->start[hubs->n_rows] > 0 ? COPSE_CONTACT_COMMUNITIES : COPSE_CONTACT_NONE;
    return tie_teams_by_cops(t, hubs, of->net, err);
}

copse_status copse_subject_tie(copse_subject *of, const copse_context *ctx, copse_error *err)
{
    ties t = {0};
    copse_status st;
    if (of->things == COPSE_THINGS_MEMBERS)
        st = tie_members(&t, of, ctx, err);
    else if (of->things == COPSE_THINGS_TEAMS)
        st = tie_teams(&t, of, &of->hubs, err);
    else
        st = project(&t, &of->hubs, 0, NULL, ctx, err);
    if (st == COPSE_OK) {
        double none; /* values are wanted even where there is no tie */
        st = copse_incidence_new(&of->ties, of->n, of->n, t.n, t.row, t.column, t.n > 0 ? t.value : &none, err);
    }
    ties_free(&t);
    return st;
}

copse_status copse_subject_find_components(copse_subject *of, copse_error *err)
{
    size_t *waiting = copse_memory_new(of->n, sizeof *waiting);
    of->component = copse_memory_new(of->n, sizeof *of->component);
    of->component_size = copse_memory_new(of->n, sizeof *of->component_size);
    if (!waiting || !of->component || !of->component_size) {
        copse_memory_free(waiting);
        return copse_error_nomem(err);
    }
    for (size_t v = 0; v < of->n; v++)
        of->component[v] = -1;
    for (size_t first = 0; first < of->n; first++) {
        size_t n = 0;
        if (of->component[first] >= 0)
            continue;
        int32_t c = (int32_t)of->n_components++;
        of->component[first] = c;
        waiting[n++] = first;
        while (n > 0) {
            size_t v = waiting[--n];
            of->component_size[c]++;
            for (size_t k = of->ties.start[v]; k < of->ties.start[v + 1]; k++) {
                int32_t next = of->ties.column[k];
                if (of->component[next] >= 0)
                    continue;
                of->component[next] = c;
                waiting[n++] = (size_t)next;
            }
        }
    }
    copse_memory_free(waiting);
    return COPSE_OK;
}
