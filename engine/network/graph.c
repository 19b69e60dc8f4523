#include "network/graph.h"

#include "base/library.h"

#include <string.h>

static size_t edges_of(const copse_incidence *m)
{
    return m->start[m->n_rows];
}

/* What igraph_create() takes: vertex pairs, and as many weights as there are pairs. */
typedef struct edge_list {
    const copse_network *net;
    const copse_graph *graph;
    igraph_vector_int_t *ends;
    igraph_vector_t *weights;
    igraph_integer_t n;
} edge_list;

static void add_edge(edge_list *edges, size_t a, size_t b, double weight)
{
    VECTOR(*edges->ends)[2 * edges->n] = (igraph_integer_t)a;
    VECTOR(*edges->ends)[2 * edges->n + 1] = (igraph_integer_t)b;
    VECTOR(*edges->weights)[edges->n++] = weight;
}

static void add_member_edges(edge_list *edges)
{
    const copse_network *net = edges->net;
    const copse_incidence *joined = &net->member_communities, *known = &net->member_topics;
    for (size_t m = 0; m < joined->n_rows; m++) {
        for (size_t k = joined->start[m]; k < joined->start[m + 1]; k++)
            if (!net->is_sensitive[joined->column[k]])
                add_edge(edges, m, edges->graph->first_community + (size_t)joined->column[k], 1.0);
        for (size_t k = known->start[m]; k < known->start[m + 1]; k++)
            add_edge(edges, m, edges->graph->first_topic + (size_t)known->column[k],
                     copse_network_saturated(net, m, known->column[k]));
    }
}

static void add_community_edges(edge_list *edges)
{
    const copse_incidence *topics = &edges->net->community_topics;
    for (size_t c = 0; c < topics->n_rows; c++) {
        if (edges->net->is_sensitive[c])
            continue;
        double largest = 0.0;
        for (size_t k = topics->start[c]; k < topics->start[c + 1]; k++)
            if (topics->value[k] > largest)
                largest = topics->value[k];
        for (size_t k = topics->start[c]; k < topics->start[c + 1]; k++)
            add_edge(edges, edges->graph->first_community + c,
                     edges->graph->first_topic + (size_t)topics->column[k],
                     topics->value[k] / largest);
    }
}

static bool describe_vertices(copse_graph *g, const copse_network *net)
{
    const copse_facts *f = net->facts;
    g->first_community = f->n_members;
    g->first_topic = f->n_members + f->n_communities;
    g->n_vertices = g->first_topic + f->n_topics;
    g->type = copse_memory_new(g->n_vertices, sizeof *g->type);
    g->unit = copse_memory_new(g->n_vertices, sizeof *g->unit);
    if (!g->type || !g->unit)
        return false;
    for (size_t v = 0; v < g->n_vertices; v++) {
        g->type[v] = v < g->first_community ? COPSE_VERTEX_MEMBER
                     : v < g->first_topic   ? COPSE_VERTEX_COMMUNITY
                                            : COPSE_VERTEX_TOPIC;
        g->unit[v] = COPSE_NONE;
    }
    const copse_incidence *teams = &net->member_teams;
    for (size_t m = 0; m < f->n_members; m++)
        for (size_t k = teams->start[m]; k < teams->start[m + 1]; k++) {
            copse_index *unit = &g->unit[m];
            if (*unit == COPSE_NONE ||
                strcmp(f->teams[teams->column[k]].key, f->teams[*unit].key) < 0)
                *unit = teams->column[k];
        }
    return true;
}

/* g->weights is live on entry; g->graph is on success. */
static igraph_error_t create(copse_graph *g, const copse_network *net)
{
    igraph_vector_int_t ends;
    size_t most = edges_of(&net->member_communities) + edges_of(&net->member_topics) +
                  edges_of(&net->community_topics);
    igraph_error_t rc = igraph_vector_int_init(&ends, (igraph_integer_t)(2 * most));
    if (rc != IGRAPH_SUCCESS)
        return rc;
    rc = igraph_vector_resize(&g->weights, (igraph_integer_t)most);
    if (rc == IGRAPH_SUCCESS) {
        edge_list edges = {net, g, &ends, &g->weights, 0};
        add_member_edges(&edges);
        add_community_edges(&edges);
        /* Sensitive communities took no edge: give back what was reserved for them. */
        rc = igraph_vector_int_resize(&ends, 2 * edges.n);
        if (rc == IGRAPH_SUCCESS)
            rc = igraph_vector_resize(&g->weights, edges.n);
    }
    if (rc == IGRAPH_SUCCESS)
        rc = igraph_create(&g->graph, &ends, (igraph_integer_t)g->n_vertices, IGRAPH_UNDIRECTED);
    igraph_vector_int_destroy(&ends);
    return rc;
}

/* The part that is ours; igraph's own is undone by whoever made it. */
static void free_arrays(copse_graph *g)
{
    copse_memory_free(g->type);
    copse_memory_free(g->unit);
    copse_memory_free(g);
}

copse_status copse_graph_new(copse_graph **out, const copse_network *net, copse_error *err)
{
    *out = NULL;
    copse_graph *g = copse_memory_new(1, sizeof *g);
    if (!g)
        return copse_error_nomem(err);
    if (!describe_vertices(g, net)) {
        free_arrays(g);
        return copse_error_nomem(err);
    }
    igraph_error_t rc = igraph_vector_init(&g->weights, 0);
    if (rc == IGRAPH_SUCCESS) {
        rc = create(g, net);
        if (rc != IGRAPH_SUCCESS)
            igraph_vector_destroy(&g->weights);
    }
    if (rc == IGRAPH_SUCCESS)
        *out = g;
    else
        free_arrays(g);
    return copse_igraph_status(rc, "the three-mode graph", err);
}

void copse_graph_free(copse_graph *g)
{
    if (!g)
        return;
    igraph_destroy(&g->graph);
    igraph_vector_destroy(&g->weights);
    free_arrays(g);
}
