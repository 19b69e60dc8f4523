/*
 * igraph, GSL and SQLite fail through our handlers: nothing aborts, nothing is
 * printed, the first reason is kept, and igraph's stack of what to free is empty.
 */
#include <stdio.h>
#include <unistd.h>

#include "support.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <igraph.h>
#include <sqlite3.h>

#include "igraph_lock.h"

static const copse_context context = COPSE_CONTEXT_INIT;

/* ---- igraph ---- */

static igraph_error_t make_impossible_graph(void)
{
    igraph_t graph;
    igraph_vector_int_t ends;
    assert_int_equal(igraph_vector_int_init(&ends, 2), IGRAPH_SUCCESS);
    VECTOR(ends)[0] = -5; /* there is no such vertex */
    igraph_error_t rc = igraph_create(&graph, &ends, 3, IGRAPH_UNDIRECTED);
    igraph_vector_int_destroy(&ends);
    return rc;
}

static void test_igraph__a_failure_is_a_status_with_its_reason(void **state)
{
    (void)state;
    copse_error err = COPSE_ERROR_INIT;
    take_igraph(&context);
    igraph_error_t rc = make_impossible_graph();
    assert_int_not_equal(rc, IGRAPH_SUCCESS);
    assert_int_equal(copse_igraph_status(rc, "the test's graph", &err), COPSE_E_NUMERIC);
    assert_true(IGRAPH_FINALLY_STACK_EMPTY);
    give_igraph();
    assert_int_equal(err.status, COPSE_E_NUMERIC);
    assert_ptr_equal(strstr(err.what, "the test's graph: "), err.what);
    /* igraph's own words on it, not the bare name of the code. */
    if (!strstr(err.what, "vertex") || strstr(err.what, igraph_strerror(rc)))
        fail_msg("%s", err.what);
}

/* Fails three frames deep; each frame calls the handler on the way out. */
static igraph_error_t fail_inside(int depth)
{
    if (depth == 0)
        IGRAPH_ERROR("the first reason", IGRAPH_EINVAL);
    igraph_error_t rc = fail_inside(depth - 1);
    if (rc != IGRAPH_SUCCESS)
        IGRAPH_ERROR("a later reason", rc);
    return rc;
}

static void test_igraph__the_first_of_several_reasons_is_kept(void **state)
{
    (void)state;
    copse_error err = COPSE_ERROR_INIT;
    take_igraph(&context);
    assert_int_equal(copse_igraph_status(fail_inside(2), "depth", &err), COPSE_E_NUMERIC);
    assert_string_equal(err.what, "depth: the first reason");
    /* And is gone afterwards, also from under another lock. */
    copse_igraph_status(IGRAPH_EINVAL, "later", &err);
    assert_null(strstr(err.what, "reason"));
    fail_inside(0);
    give_igraph();
    take_igraph(&context);
    copse_igraph_status(IGRAPH_EINVAL, "elsewhere", &err);
    assert_null(strstr(err.what, "reason"));
    give_igraph();
}

/* A function of igraph's that has something to free when it fails frees it. */
static igraph_error_t fail_while_holding(void)
{
    igraph_vector_t held;
    IGRAPH_CHECK(igraph_vector_init(&held, 1000));
    IGRAPH_FINALLY(igraph_vector_destroy, &held);
    IGRAPH_CHECK(fail_inside(0));
    igraph_vector_destroy(&held);
    IGRAPH_FINALLY_CLEAN(1);
    return IGRAPH_SUCCESS;
}

static void test_igraph__what_it_held_is_freed(void **state)
{
    (void)state;
    take_igraph(&context);
    assert_int_not_equal(fail_while_holding(),
                         IGRAPH_SUCCESS); /* the sanitizers watch for a leak */
    assert_true(IGRAPH_FINALLY_STACK_EMPTY);
    give_igraph();
}

static bool at_the_third_time(void *user)
{
    int *asked = user;
    return ++*asked >= 3;
}

static void test_igraph__stops_when_the_caller_wants_to(void **state)
{
    (void)state;
    int asked = 0;
    copse_context stopping = COPSE_CONTEXT_INIT;
    stopping.is_cancelled = at_the_third_time;
    stopping.user = &asked;
    copse_error err = COPSE_ERROR_INIT;

    take_igraph(&stopping);
    igraph_t ring;
    igraph_vector_t betweenness;
    assert_int_equal(igraph_ring(&ring, 3000, false, false, true), IGRAPH_SUCCESS);
    assert_int_equal(igraph_vector_init(&betweenness, 0), IGRAPH_SUCCESS);
    igraph_error_t rc = igraph_betweenness(&ring, &betweenness, igraph_vss_all(), false, NULL);
    assert_int_equal(copse_igraph_status(rc, "betweenness", &err), COPSE_E_INTERRUPTED);
    assert_int_equal(asked, 3);
    assert_true(IGRAPH_FINALLY_STACK_EMPTY);
    igraph_vector_destroy(&betweenness);
    igraph_destroy(&ring);
    give_igraph();
    assert_int_equal(err.status, COPSE_E_INTERRUPTED);
    assert_string_equal(err.what, "betweenness was stopped on request");
}

static void test_igraph__without_anybody_to_ask_it_runs_to_its_end(void **state)
{
    (void)state;
    take_igraph(&context);
    igraph_t ring;
    igraph_vector_t betweenness;
    assert_int_equal(igraph_ring(&ring, 500, false, false, true), IGRAPH_SUCCESS);
    assert_int_equal(igraph_vector_init(&betweenness, 0), IGRAPH_SUCCESS);
    assert_ok(
        copse_igraph_status(igraph_betweenness(&ring, &betweenness, igraph_vss_all(), false, NULL),
                            "betweenness", NULL));
    igraph_vector_destroy(&betweenness);
    igraph_destroy(&ring);
    give_igraph();
}

static void test_igraph__the_seed_decides_what_is_drawn(void **state)
{
    (void)state;
    take_igraph(&context);
    copse_igraph_seed(5);
    igraph_integer_t first = igraph_rng_get_integer(igraph_rng_default(), 0, 1000000);
    igraph_integer_t second = igraph_rng_get_integer(igraph_rng_default(), 0, 1000000);
    copse_igraph_seed(5);
    assert_int_equal(igraph_rng_get_integer(igraph_rng_default(), 0, 1000000), first);
    assert_int_equal(igraph_rng_get_integer(igraph_rng_default(), 0, 1000000), second);
    give_igraph();
}

/* ---- GSL ---- */

static void test_gsl__a_failure_is_a_status(void **state)
{
    (void)state;
    copse_error err = COPSE_ERROR_INIT;
    double values[] = {1.0, 2.0, 2.0, 1.0}; /* its eigenvalues are 3 and -1 */
    gsl_matrix_view indefinite = gsl_matrix_view_array(values, 2, 2);
    int rc = gsl_linalg_cholesky_decomp1(&indefinite.matrix);
    assert_int_equal(copse_gsl_status(rc, "the test's factor", &err), COPSE_E_NUMERIC);
    assert_ptr_equal(strstr(err.what, "the test's factor: "), err.what);
    assert_true(strlen(err.what) > strlen("the test's factor: "));

    assert_int_equal(copse_gsl_status(GSL_ENOMEM, "x", &err), COPSE_E_NOMEM);
    assert_int_equal(copse_gsl_status(GSL_SUCCESS, "x", &err), COPSE_OK);
}

static void test_gsl__a_read_out_of_range_does_not_abort(void **state)
{
    (void)state;
    gsl_vector *v = gsl_vector_alloc(2);
    gsl_vector_set_all(v, 1.0);
    gsl_vector *no_vector = gsl_vector_alloc(0);
    if (no_vector)
        gsl_vector_free(no_vector);
    int rc = gsl_vector_swap_elements(v, 0, 9);
    assert_int_equal(copse_gsl_status(rc, "swap", NULL), COPSE_E_NUMERIC);
    gsl_vector_free(v);
}

/* ---- SQLite ---- */

static copse_status status_of(sqlite3 *db, const char *path, copse_error *err)
{
    return copse_sqlite_status(sqlite3_extended_errcode(db), sqlite3_errmsg(db), path, err);
}

static void test_sqlite__a_path_that_cannot_be_opened(void **state)
{
    (void)state;
    sqlite3 *db = NULL;
    copse_error err = COPSE_ERROR_INIT;
    const char *path = "no/such/folder/store.copse";
    assert_int_not_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    assert_int_equal(status_of(db, path, &err), COPSE_E_STORE);
    assert_string_equal(err.where, path);
    assert_string_equal(err.next, "check the path and its permissions");
    sqlite3_close(db);
}

static void test_sqlite__a_file_that_is_no_store(void **state)
{
    (void)state;
    sqlite3 *db = NULL;
    copse_error err = COPSE_ERROR_INIT;
    const char *path = COPSE_SOURCE_DIR "/LICENSE";
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "SELECT * FROM sqlite_master", NULL, NULL, NULL),
                     SQLITE_NOTADB);
    assert_int_equal(status_of(db, path, &err), COPSE_E_STORE);
    assert_non_null(strstr(err.what, "not a sound Copse store"));
    sqlite3_close(db);
}

static void test_sqlite__a_store_that_somebody_else_writes_to(void **state)
{
    (void)state;
    sqlite3 *one = NULL, *other = NULL;
    copse_error err = COPSE_ERROR_INIT;
    const char *path = "test_library_busy.copse";
    remove(path);
    assert_int_equal(sqlite3_open(path, &one), SQLITE_OK);
    assert_int_equal(sqlite3_open(path, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(one, "CREATE TABLE t(x); BEGIN IMMEDIATE", NULL, NULL, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_BUSY);
    assert_int_equal(status_of(other, path, &err), COPSE_E_STORE);
    assert_string_equal(err.what, "the store is busy: another program is writing to it");
    sqlite3_close(one);
    sqlite3_close(other);
    remove(path);
}

static int now(void *user)
{
    (void)user;
    return 1;
}

static void test_sqlite__stops_on_request(void **state)
{
    (void)state;
    sqlite3 *db = NULL;
    copse_error err = COPSE_ERROR_INIT;
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    sqlite3_progress_handler(db, 100, now, NULL);
    assert_int_equal(sqlite3_exec(db,
                                  "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
                                  "SELECT max(i) FROM n",
                                  NULL, NULL, NULL),
                     SQLITE_INTERRUPT);
    assert_int_equal(status_of(db, NULL, &err), COPSE_E_INTERRUPTED);
    sqlite3_close(db);
}

static void test_sqlite__codes_by_what_a_caller_does_about_them(void **state)
{
    (void)state;
    static const struct {
        int code;
        copse_status status;
    } cases[] = {
        {SQLITE_OK, COPSE_OK},
        {SQLITE_ROW, COPSE_OK},
        {SQLITE_DONE, COPSE_OK},
        {SQLITE_NOMEM, COPSE_E_NOMEM},
        {SQLITE_IOERR_NOMEM, COPSE_E_NOMEM},
        {SQLITE_INTERRUPT, COPSE_E_INTERRUPTED},
        {SQLITE_BUSY_SNAPSHOT, COPSE_E_STORE},
        {SQLITE_READONLY_DIRECTORY, COPSE_E_STORE},
        {SQLITE_FULL, COPSE_E_STORE},
        {SQLITE_CORRUPT_INDEX, COPSE_E_STORE},
        {SQLITE_CONSTRAINT_UNIQUE, COPSE_E_STORE},
        {SQLITE_IOERR_READ, COPSE_E_STORE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        copse_error err = COPSE_ERROR_INIT;
        assert_int_equal(copse_sqlite_status(cases[i].code, "why", "a.copse", &err),
                         cases[i].status);
        assert_int_equal(err.status, cases[i].status);
        assert_int_equal(copse_sqlite_status(cases[i].code, "why", NULL, NULL), cases[i].status);
    }
}

/* ---- all of them ---- */

static void test_library__prints_nothing(void **state)
{
    (void)state;
    FILE *sink = tmpfile();
    assert_non_null(sink);
    fflush(stdout);
    fflush(stderr);
    int out = dup(STDOUT_FILENO), err = dup(STDERR_FILENO);
    dup2(fileno(sink), STDOUT_FILENO);
    dup2(fileno(sink), STDERR_FILENO);

    take_igraph(&context);
    igraph_warning("a warning of igraph's", __FILE__, __LINE__);
    make_impossible_graph();
    give_igraph();
    gsl_error("an error of GSL's", __FILE__, __LINE__, GSL_EINVAL);
    sqlite3 *db = NULL;
    sqlite3_open(":memory:", &db);
    sqlite3_exec(db, "no such statement", NULL, NULL, NULL);
    sqlite3_close(db);

    fflush(stdout);
    fflush(stderr);
    dup2(out, STDOUT_FILENO);
    dup2(err, STDERR_FILENO);
    close(out);
    close(err);
    fseek(sink, 0, SEEK_END);
    long printed = ftell(sink);
    fclose(sink);
    assert_int_equal(printed, 0);
}

static void test_library__starts_and_stops_as_often_as_one_likes(void **state)
{
    (void)state;
    assert_ok(copse_start(NULL));
    assert_ok(copse_start(NULL));
    copse_stop();
    copse_stop();
    assert_ok(copse_start(NULL));
}

static int start(void **state)
{
    (void)state;
    return copse_start(NULL) == COPSE_OK ? 0 : -1;
}

static int stop(void **state)
{
    (void)state;
    copse_stop();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IGRAPH_TEST(test_igraph__a_failure_is_a_status_with_its_reason),
        IGRAPH_TEST(test_igraph__the_first_of_several_reasons_is_kept),
        IGRAPH_TEST(test_igraph__what_it_held_is_freed),
        IGRAPH_TEST(test_igraph__stops_when_the_caller_wants_to),
        IGRAPH_TEST(test_igraph__without_anybody_to_ask_it_runs_to_its_end),
        IGRAPH_TEST(test_igraph__the_seed_decides_what_is_drawn),
        cmocka_unit_test(test_gsl__a_failure_is_a_status),
        cmocka_unit_test(test_gsl__a_read_out_of_range_does_not_abort),
        cmocka_unit_test(test_sqlite__a_path_that_cannot_be_opened),
        cmocka_unit_test(test_sqlite__a_file_that_is_no_store),
        cmocka_unit_test(test_sqlite__a_store_that_somebody_else_writes_to),
        cmocka_unit_test(test_sqlite__stops_on_request),
        cmocka_unit_test(test_sqlite__codes_by_what_a_caller_does_about_them),
        IGRAPH_TEST(test_library__prints_nothing),
        cmocka_unit_test(test_library__starts_and_stops_as_often_as_one_likes),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
