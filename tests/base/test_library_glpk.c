/* GLPK prints nothing, aborts on nothing, and leaves igraph, which shares its environment, as it
 * was. */
#include "support.h"

#include <stdio.h>
#include <unistd.h>

#include <glpk.h>
#include <igraph.h>

#include "base/library.h"

static const copse_context context = COPSE_CONTEXT_INIT;

typedef struct knapsack {
    int code;
    double value;
} knapsack;

/* max 5x + 4y with 6x + 5y <= 10 in whole numbers: two of y, 8; the relaxation takes 10/6 of
 * x, 8.33. */
static void solve_knapsack(void *user)
{
    knapsack *k = user;
    glp_prob *p = glp_create_prob();
    int rows[] = {0, 1, 1}, columns[] = {0, 1, 2};
    double values[] = {0.0, 6.0, 5.0};
    glp_set_obj_dir(p, GLP_MAX);
    glp_add_rows(p, 1);
    glp_set_row_bnds(p, 1, GLP_UP, 0.0, 10.0);
    glp_add_cols(p, 2);
    for (int j = 1; j <= 2; j++) {
        glp_set_col_bnds(p, j, GLP_LO, 0.0, 0.0);
        glp_set_col_kind(p, j, GLP_IV);
        glp_set_obj_coef(p, j, j == 1 ? 5.0 : 4.0);
    }
    glp_load_matrix(p, 2, rows, columns, values);
    glp_iocp options;
    glp_init_iocp(&options);
    options.presolve = GLP_ON;
    options.msg_lev = GLP_MSG_ALL; /* and yet nothing may come out */
    k->code = glp_intopt(p, &options);
    k->value = glp_mip_obj_val(p);
    glp_delete_prob(p);
}

/* A row that does not exist: GLPK calls its error hook. */
static void do_the_impossible(void *user)
{
    (void)user;
    glp_prob *p = glp_create_prob();
    glp_set_row_bnds(p, 7, GLP_UP, 0.0, 1.0);
    glp_delete_prob(p);
}

static void test_glpk__a_programme_is_solved(void **state)
{
    (void)state;
    knapsack k = {-1, NAN};
    copse_error err = COPSE_ERROR_INIT;
    assert_ok(copse_glpk_run(solve_knapsack, &k, &context, "a knapsack", &err));
    assert_ok(copse_glpk_status(k.code, "a knapsack", &err));
    assert_close(k.value, 8.0, 1e-9);
}

static void test_glpk__an_error_is_a_status_and_the_next_run_is_well(void **state)
{
    (void)state;
    for (int again = 0; again < 3; again++) {
        copse_error err = COPSE_ERROR_INIT;
        assert_int_equal(copse_glpk_run(do_the_impossible, NULL, &context, "the test", &err),
                         COPSE_E_NUMERIC);
        assert_string_equal(err.what, "the test: GLPK gave up");
        test_glpk__a_programme_is_solved(state);
    }
}

/* GLPK's own limit, in megabytes, fails its allocations as an exhausted machine does. */
static void do_too_much(void *user)
{
    (void)user;
    glp_prob *p = glp_create_prob();
    glp_mem_limit(1);
    glp_add_rows(p, 1000000);
    glp_delete_prob(p);
}

static void test_glpk__memory_that_runs_out_is_called_so(void **state)
{
    copse_error err = COPSE_ERROR_INIT;
    assert_int_equal(copse_glpk_run(do_too_much, NULL, &context, "the test", &err), COPSE_E_NOMEM);
    assert_string_equal(err.what, "memory ran out");
    test_glpk__a_programme_is_solved(state);
}

/* Optimal modularity of two triangles joined by an edge is igraph's own use of GLPK. */
static void test_glpk__igraph_finds_its_environment_again(void **state)
{
    (void)state;
    copse_error err = COPSE_ERROR_INIT;
    copse_glpk_run(do_the_impossible, NULL, &context, "the test", &err);
    copse_igraph_lock(&context);
    igraph_t graph;
    igraph_real_t modularity = 0.0;
    igraph_small(&graph, 6, IGRAPH_UNDIRECTED, 0, 1, 1, 2, 0, 2, 3, 4, 4, 5, 3, 5, 2, 3, -1);
    igraph_error_t rc = igraph_community_optimal_modularity(&graph, &modularity, NULL, NULL);
    igraph_destroy(&graph);
    copse_igraph_unlock();
    assert_int_equal(rc, IGRAPH_SUCCESS);
    assert_close(modularity, 5.0 / 14.0, 1e-9); /* 2 (3/7 - 1/4), Newman & Girvan 2004 */
    test_glpk__a_programme_is_solved(state);
}

static void test_glpk__nothing_is_printed(void **state)
{
    (void)state;
    char path[] = "glpk-output-XXXXXX";
    int file = mkstemp(path), out = dup(STDOUT_FILENO), other = dup(STDERR_FILENO);
    assert_true(file >= 0 && out >= 0 && other >= 0);
    fflush(stdout);
    dup2(file, STDOUT_FILENO);
    dup2(file, STDERR_FILENO);
    knapsack k = {-1, NAN};
    copse_status good = copse_glpk_run(solve_knapsack, &k, &context, "a knapsack", NULL);
    copse_status bad = copse_glpk_run(do_the_impossible, NULL, &context, "the test", NULL);
    copse_status worse = copse_glpk_run(do_too_much, NULL, &context, "the test", NULL);
    fflush(NULL);
    dup2(out, STDOUT_FILENO);
    dup2(other, STDERR_FILENO);
    off_t written = lseek(file, 0, SEEK_END);
    close(file);
    close(out);
    close(other);
    unlink(path);
    assert_int_equal(good, COPSE_OK);
    assert_int_equal(bad, COPSE_E_NUMERIC);
    assert_int_equal(worse, COPSE_E_NOMEM);
    assert_int_equal(written, 0);
}

static void test_glpk__spent_effort_is_no_failure(void **state)
{
    (void)state;
    copse_error err = COPSE_ERROR_INIT;
    assert_ok(copse_glpk_status(GLP_EITLIM, "x", &err));
    assert_ok(copse_glpk_status(GLP_ESTOP, "x", &err));
    assert_int_equal(copse_glpk_status(GLP_ESING, "x", &err), COPSE_E_NUMERIC);
}

static int start(void **state)
{
    (void)state;
    return copse_start(NULL) == COPSE_OK ? 0 : 1;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_glpk__a_programme_is_solved),
        cmocka_unit_test(test_glpk__an_error_is_a_status_and_the_next_run_is_well),
        cmocka_unit_test(test_glpk__memory_that_runs_out_is_called_so),
        cmocka_unit_test(test_glpk__igraph_finds_its_environment_again),
        cmocka_unit_test(test_glpk__nothing_is_printed),
        cmocka_unit_test(test_glpk__spent_effort_is_no_failure),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
