/*
 * How long a layout takes, and how it compares with DrL.
 *
 *     layout FOLDER STAFF TEAMS COMMUNITIES [drl]
 *
 * A trust of that size is generated and imported once (FOLDER.copse). The graph is that of people and CoPs, a tie for
 * each membership. Printed: seconds of CPU of finding blocks and of the rest, by teams and by blocks found; the edge
 * length ratio, the mean length of a tie over the mean distance of two things drawn at random (100,000 pairs): the
 * less, the nearer stands what belongs together; "drl" lays the same graph out with igraph's DrL as well.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <igraph.h>

#include "base/library.h"
#include "base/random.h"
#include "measure/layout.h"
#include "network/network.h"

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static void check(copse_status status, const copse_error *err)
{
    if (status == COPSE_OK)
        return;
    fprintf(stderr, "%s: %s\n", err->where, err->what);
    exit(1);
}

static copse_network *read_network(const char *folder, const copse_generate_options *size, copse_context *ctx)
{
    char path[4200];
    copse_error err = COPSE_ERROR_INIT;
    copse_store *store = NULL;
    copse_network *net;
    snprintf(path, sizeof path, "%s.copse", folder);
    if (copse_store_open(&store, path, COPSE_STORE_READ, &err) != COPSE_OK) {
        copse_import_options options = COPSE_IMPORT_OPTIONS_INIT;
        copse_import_report *report = NULL;
        check(copse_store_generate_trust(folder, size, ctx, &err), &err);
        check(copse_store_import(&report, path, folder, &options, ctx, &err), &err);
        copse_import_report_free(report);
        check(copse_store_open(&store, path, COPSE_STORE_READ, &err), &err);
    }
    check(copse_network_load(&net, store, ctx, &err), &err);
    copse_store_close(store);
    return net;
}

/* People, then CoPs; what has no tie is left out, as a layout has nothing to say of it. */
static size_t tie_people(copse_incidence *ties, int32_t **block, const copse_network *net)
{
    const copse_incidence *joined = &net->member_communities;
    size_t n_people = 0, m = 0, all = joined->start[joined->n_rows];
    int32_t *row = malloc(2 * all * sizeof *row), *column = malloc(2 * all * sizeof *column);
    *block = malloc((joined->n_rows + joined->n_columns) * sizeof **block);
    for (size_t p = 0; p < joined->n_rows; p++)
        n_people += copse_incidence_degree(joined, p) > 0;
    int32_t person = 0;
    for (size_t p = 0; p < joined->n_rows; p++) {
        if (copse_incidence_degree(joined, p) == 0)
            continue;
        const copse_incidence *teams = &net->member_teams;
        (*block)[person] = copse_incidence_degree(teams, p) ? teams->column[teams->start[p]] : -1;
        for (size_t k = joined->start[p]; k < joined->start[p + 1]; k++) {
            row[m] = column[m + 1] = person;
            column[m] = row[m + 1] = (int32_t)n_people + joined->column[k];
            m += 2;
        }
        person++;
    }
    size_t n = n_people + joined->n_columns;
    for (size_t c = n_people; c < n; c++)
        (*block)[c] = -1;
    copse_error err = COPSE_ERROR_INIT;
    check(copse_incidence_new(ties, n, n, m, row, column, NULL, &err), &err);
    free(row);
    free(column);
    return n;
}

static double ratio(const double *place, const copse_incidence *ties)
{
    double edges = 0.0, pairs = 0.0;
    size_t n = ties->n_rows;
    for (size_t v = 0; v < n; v++)
        for (size_t k = ties->start[v]; k < ties->start[v + 1]; k++)
            edges += hypot(place[2 * v] - place[2 * (size_t)ties->column[k]],
                           place[2 * v + 1] - place[2 * (size_t)ties->column[k] + 1]);
    copse_random random;
    copse_random_seed(&random, 1, 0);
    for (int i = 0; i < 100000; i++) {
        size_t a = (size_t)copse_random_below(&random, n), b = (size_t)copse_random_below(&random, n);
        pairs += hypot(place[2 * a] - place[2 * b], place[2 * a + 1] - place[2 * b + 1]);
    }
    return edges / (double)ties->start[n] / (pairs / 100000.0);
}

static void run(const char *name, const copse_incidence *ties, const int32_t *block, copse_context *ctx)
{
    copse_error err = COPSE_ERROR_INIT;
    double *place = malloc(2 * ties->n_rows * sizeof *place);
    copse_layout_request of = {ties, block, NULL};
    double start = seconds();
    check(copse_measure_layout(place, &of, ctx, &err), &err);
    printf("%-8s layout %7.2f s, edge length ratio %.3f\n", name, seconds() - start, ratio(place, ties));
    fflush(stdout);
    free(place);
}

static void run_drl(const copse_incidence *ties, copse_context *ctx)
{
    igraph_t graph;
    igraph_vector_int_t ends;
    igraph_matrix_t at;
    igraph_layout_drl_options_t options;
    igraph_vector_int_init(&ends, 0);
    for (size_t v = 0; v < ties->n_rows; v++)
        for (size_t k = ties->start[v]; k < ties->start[v + 1]; k++)
            if ((size_t)ties->column[k] > v) {
                igraph_vector_int_push_back(&ends, (igraph_integer_t)v);
                igraph_vector_int_push_back(&ends, ties->column[k]);
            }
    copse_igraph_lock(ctx);
    igraph_create(&graph, &ends, (igraph_integer_t)ties->n_rows, IGRAPH_UNDIRECTED);
    igraph_matrix_init(&at, 0, 0);
    igraph_layout_drl_options_init(&options, IGRAPH_LAYOUT_DRL_DEFAULT);
    copse_igraph_seed(1);
    double start = seconds();
    igraph_layout_drl(&graph, &at, false, &options, NULL);
    double took = seconds() - start, *place = malloc(2 * ties->n_rows * sizeof *place);
    for (size_t v = 0; v < ties->n_rows; v++) {
        place[2 * v] = MATRIX(at, (igraph_integer_t)v, 0);
        place[2 * v + 1] = MATRIX(at, (igraph_integer_t)v, 1);
    }
    printf("drl      layout %7.2f s, edge length ratio %.3f\n", took, ratio(place, ties));
    free(place);
    igraph_matrix_destroy(&at);
    igraph_destroy(&graph);
    copse_igraph_unlock();
    igraph_vector_int_destroy(&ends);
}

int main(int argc, char **argv)
{
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_error err = COPSE_ERROR_INIT;
    if (argc < 5)
        return 2;
    copse_generate_options size = {atoi(argv[2]), atoi(argv[3]), atoi(argv[4]), 100, 0.0, 0.0};
    bool with_drl = false;
    for (int i = 5; i < argc; i++)
        with_drl |= strcmp(argv[i], "drl") == 0;
    ctx.as_of = 20600;
    check(copse_start(&err), &err);
    copse_network *net = read_network(argv[1], &size, &ctx);
    copse_incidence ties;
    int32_t *block;
    size_t n = tie_people(&ties, &block, net), n_blocks;
    printf("%zu things, %zu ties\n", n, ties.start[n] / 2);
    int32_t *found = malloc(n * sizeof *found);
    double start = seconds();
    check(copse_measure_blocks(found, &n_blocks, &ties, &ctx, &err), &err);
    printf("blocks   found  %7.2f s, %zu of them\n", seconds() - start, n_blocks);
    fflush(stdout);
    run("teams", &ties, block, &ctx);
    run("blocks", &ties, found, &ctx);
    run("none", &ties, NULL, &ctx);
    if (with_drl)
        run_drl(&ties, &ctx);
    free(found);
    free(block);
    copse_incidence_free(&ties);
    copse_network_free(net);
    copse_stop();
    return 0;
}
