/* The layouts and the blocks that igraph finds. */
#include "measure/layout_internal.h"

#include <math.h>

#include <igraph.h>

#include "base/library.h"

/* A graph for igraph, with strengths as weights. */
typedef struct tied {
    igraph_t graph;
    igraph_vector_t weights;
} tied;

static igraph_error_t create(tied *t, const copse_incidence *ties)
{
    igraph_integer_t n = (igraph_integer_t)(ties->start[ties->n_rows] / 2), e = 0;
    igraph_vector_int_t ends;
    igraph_error_t rc = igraph_vector_int_init(&ends, 2 * n);
    if (rc != IGRAPH_SUCCESS)
        return rc;
    rc = igraph_vector_init(&t->weights, n);
    if (rc == IGRAPH_SUCCESS) {
        for (size_t v = 0; v < ties->n_rows; v++)
            for (size_t k = ties->start[v]; k < ties->start[v + 1]; k++)
                if ((size_t)ties->column[k] > v) {
                    VECTOR(ends)[2 * e] = (igraph_integer_t)v;
                    VECTOR(ends)[2 * e + 1] = ties->column[k];
                    VECTOR(t->weights)[e++] = ties->value ? ties->value[k] : 1.0;
                }
        rc = igraph_create(&t->graph, &ends, (igraph_integer_t)ties->n_rows, IGRAPH_UNDIRECTED);
        if (rc != IGRAPH_SUCCESS)
            igraph_vector_destroy(&t->weights);
    }
    igraph_vector_int_destroy(&ends);
    return rc;
}

static void destroy(tied *t)
{
    igraph_destroy(&t->graph);
    igraph_vector_destroy(&t->weights);
}

/* ---- springs ---- */

/* Share of the area that discs cover before they are parted. */
static const double COVERED = 0.3;

/*
 * Springs settle in the nearest rest, which from a circle may be crossed: forces come first. SPRING_ROUNDS are of each
 * thing (igraph's own default is 50), the others of all.
 */
enum { FORCE_ROUNDS_BEFORE = 100, FORCE_ROUNDS = 500, SPRING_ROUNDS = 20 };

typedef struct placing {
    const tied *t;
    igraph_matrix_t at;
    bool is_of_blocks;
    uint64_t seed;
} placing;

static int place_by(void *user)
{
    placing *p = user;
    const igraph_t *graph = &p->t->graph;
    double n = (double)igraph_vcount(graph);
    copse_igraph_seed(p->seed);
    igraph_error_t rc = igraph_layout_fruchterman_reingold(
        graph, &p->at, false, p->is_of_blocks ? FORCE_ROUNDS : FORCE_ROUNDS_BEFORE, sqrt(n), IGRAPH_LAYOUT_NOGRID,
        p->is_of_blocks ? &p->t->weights : NULL, NULL, NULL, NULL, NULL);
    if (rc != IGRAPH_SUCCESS || p->is_of_blocks)
        return rc;
    return igraph_layout_kamada_kawai(graph, &p->at, true, SPRING_ROUNDS * igraph_vcount(graph), 0.0, n, NULL, NULL,
                                      NULL, NULL, NULL);
}

copse_status copse_layout_springs(double *place, const copse_incidence *ties, const double *radius, bool is_of_blocks,
                                  const copse_context *ctx, copse_error *err)
{
    tied t;
    placing p = {.t = &t, .is_of_blocks = is_of_blocks, .seed = ctx->seed};
    copse_igraph_lock(ctx);
    int rc = create(&t, ties);
    if (rc == IGRAPH_SUCCESS) {
        rc = igraph_matrix_init(&p.at, 0, 0);
        if (rc == IGRAPH_SUCCESS) {
            rc = copse_igraph_run(place_by, &p);
            for (igraph_integer_t v = 0; rc == IGRAPH_SUCCESS && v < (igraph_integer_t)ties->n_rows; v++) {
                place[2 * v] = MATRIX(p.at, v, 0);
                place[2 * v + 1] = MATRIX(p.at, v, 1);
            }
            igraph_matrix_destroy(&p.at);
        }
        destroy(&t);
    }
    copse_status st = copse_igraph_status(rc, "the layout", err);
    copse_igraph_unlock();
    if (st == COPSE_OK)
        copse_layout_scale(place, radius, ties->n_rows, COVERED);
    return st;
}

/* ---- blocks ---- */

typedef struct finding {
    const tied *t;
    igraph_vector_t strength;
    igraph_vector_int_t membership;
    uint64_t seed;
} finding;

static int find_by_leiden(void *user)
{
    finding *f = user;
    igraph_integer_t n_found;
    igraph_error_t rc = igraph_strength(&f->t->graph, &f->strength, igraph_vss_all(), IGRAPH_ALL, IGRAPH_LOOPS,
                                        &f->t->weights);
    if (rc != IGRAPH_SUCCESS)
        return rc;
    double all = igraph_vector_sum(&f->strength);
    copse_igraph_seed(f->seed);
    return igraph_community_leiden(&f->t->graph, &f->t->weights, &f->strength, all > 0.0 ? 1.0 / all : 0.0, 0.01, false,
                                   COPSE_BLOCK_ROUNDS, &f->membership, &n_found, NULL);
}

static int find_blocks(finding *f)
{
    int rc = igraph_vector_init(&f->strength, 0);
    if (rc != IGRAPH_SUCCESS)
        return rc;
    rc = copse_igraph_run(find_by_leiden, f);
    igraph_vector_destroy(&f->strength);
    return rc;
}

/* Numbered as they are met. @return how many there are; 0 where memory ran out and there is anything. */
static size_t number(int32_t *block, size_t n)
{
    size_t n_blocks = 0;
    int32_t *named = copse_memory_new(n, sizeof *named);
    for (size_t v = 0; named && v < n; v++) {
        if (named[block[v]] == 0)
            named[block[v]] = (int32_t)++n_blocks;
        block[v] = named[block[v]] - 1;
    }
    copse_memory_free(named);
    return n_blocks;
}

copse_status copse_measure_blocks(int32_t *block, size_t *n_blocks, const copse_incidence *ties,
                                  const copse_context *ctx, copse_error *err)
{
    tied t;
    finding f = {.t = &t, .seed = ctx->seed};
    size_t n = ties->n_rows;
    *n_blocks = 0;
    if (n == 0)
        return COPSE_OK;
    copse_igraph_lock(ctx);
    int rc = create(&t, ties);
    if (rc == IGRAPH_SUCCESS) {
        rc = igraph_vector_int_init(&f.membership, 0);
        if (rc == IGRAPH_SUCCESS) {
            rc = find_blocks(&f);
            for (size_t v = 0; rc == IGRAPH_SUCCESS && v < n; v++)
                block[v] = (int32_t)VECTOR(f.membership)[v];
            igraph_vector_int_destroy(&f.membership);
        }
        destroy(&t);
    }
    copse_status st = copse_igraph_status(rc, "blocks", err);
    copse_igraph_unlock();
    if (st == COPSE_OK && (*n_blocks = number(block, n)) == 0)
        st = copse_error_nomem(err);
    return st;
}
