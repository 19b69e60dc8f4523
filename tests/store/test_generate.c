/* Generating a trust: what is written, and that nothing is left when it fails. */
#include "store/generated.h"

#include <signal.h>
#include <sys/resource.h>

#include "base/memory.h"

static const copse_generate_options usual = COPSE_GENERATE_OPTIONS_INIT;
static const copse_generate_options small = {60, 12, 12, 48, 0.0, 0.0};

/* A second folder inside the test's own. */
static const char *other_folder(void)
{
    return at("other");
}

static void remove_other(void)
{
    for (int i = 0; i < GENERATED_FILES; i++) {
        char path[512];
        snprintf(path, sizeof path, "%s/%s", other_folder(), generated_files[i]);
        unlink(path);
    }
    assert_int_equal(rmdir(other_folder()), 0);
}

/* @return how many of the generated files differ between two folders */
static int differences(const char *a, const char *b)
{
    int n_different = 0;
    for (int i = 0; i < GENERATED_FILES; i++) {
        char path[512];
        size_t n_a = 0, n_b = 0;
        snprintf(path, sizeof path, "%s/%s", a, generated_files[i]);
        char *bytes_a = read_whole(path, &n_a);
        snprintf(path, sizeof path, "%s/%s", b, generated_files[i]);
        char *bytes_b = read_whole(path, &n_b);
        assert_non_null(bytes_a);
        assert_non_null(bytes_b);
        if (n_a != n_b || memcmp(bytes_a, bytes_b, n_a) != 0) {
            n_different++;
        }
        free(bytes_a);
        free(bytes_b);
    }
    return n_different;
}

/* ---- bytes ---- */

static void test_generate__shipped_trust_comes_out_again(void **state)
{
    (void)state;
    assert_ok(generate(folder, usual, 1, NULL));
    assert_int_equal(files_in_folder(), GENERATED_FILES);
    assert_int_equal(differences(folder, COPSE_SOURCE_DIR "/datasets/trust"), 0);
}

static void test_generate__zeros_are_the_usual_sizes(void **state)
{
    (void)state;
    copse_generate_options zeros = {0, 0, 0, 0, 0.0, 0.0};
    assert_ok(generate(folder, usual, 7, NULL));
    assert_ok(generate(other_folder(), zeros, 7, NULL));
    assert_int_equal(differences(folder, other_folder()), 0);
    remove_other();
}

static void test_generate__another_seed_is_another_trust(void **state)
{
    (void)state;
    assert_ok(generate(folder, usual, 1, NULL));
    assert_ok(generate(other_folder(), usual, 2, NULL));
    /* Topics come from lists of words, in one order. */
    assert_int_equal(differences(folder, other_folder()), GENERATED_FILES - 1);
    remove_other();
}

static void test_generate__nothing_happens_after_the_as_of_day(void **state)
{
    (void)state;
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_day_parse(&ctx.as_of, "2021-02-01");
    assert_ok(copse_store_generate_trust(folder, &usual, &ctx, NULL));
    copse_import_report_free(import_generated());
    const char *path = at("s.copse");
    assert_string_equal(
        ask_sql(path, "SELECT date(max(happened) * 86400, 'unixepoch') < '2021-02-01' "
                      "AND date(max(happened) * 86400, 'unixepoch') > '2021-01-01' FROM exchange"),
        "1");
    assert_string_equal(
        ask_sql(path,
                "SELECT date(max(since) * 86400, 'unixepoch') <= '2021-02-01' FROM membership"),
        "1");
}

/* ---- import ---- */

static void test_generate__imports_without_a_problem_and_again_without_a_change(void **state)
{
    (void)state;
    assert_ok(generate(folder, usual, 1, NULL));
    copse_import_report *first = import_generated(), *again = import_generated();
    assert_int_equal(first->n_tables, GENERATED_FILES - 1);
    assert_int_equal(first->n_problems, 0);
    assert_int_equal(first->n_notes, 0);
    for (size_t i = 0; i < first->n_tables; i++) {
        assert_int_equal(first->tables[i].bad, 0);
        assert_int_equal(first->tables[i].n_dropped_columns, 0);
        assert_int_equal(first->tables[i].added, first->tables[i].rows);
        assert_true(first->tables[i].rows > 0);
        assert_int_equal(again->tables[i].added + again->tables[i].updated + again->tables[i].ended,
                         0);
    }
    assert_int_equal(again->data_version, first->data_version);
    copse_import_report_free(first);
    copse_import_report_free(again);
}

static void test_generate__any_size_from_one_imports(void **state)
{
    (void)state;
    static const copse_generate_options sizes[] = {
        {1, 1, 1, 1, 0.0, 0.0},      {2, 2, 1, 1, 0.0, 0.0},      {3, 1, 2, 9, 0.0, 0.0},
        {12, 12, 12, 8, 0.0, 0.0},   {50, 12, 12, 200, 0.0, 0.0}, {100, 100, 900, 10, 0.0, 0.0},
        {30, 3, 500, 1, 0.0, 0.0},   {40, 4, 8, 20000, 0.0, 0.0}, {300, 40, 30, 100, 10.0, 20.0},
        {300, 40, 30, 100, 0.1, 0.1}};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        assert_ok(generate(folder, sizes[i], i, NULL));
        copse_import_report *report = import_generated();
        assert_int_equal(report->n_problems, 0);
        copse_import_report_free(report);
        assert_int_equal(remove_folder(NULL), 0);
        assert_int_equal(mkdir(folder, 0700), 0);
    }
}

/* ---- refusals: nothing is left behind ---- */

static void assert_refused(copse_generate_options options, const char *where)
{
    copse_error err = COPSE_ERROR_INIT;
    assert_int_equal(generate(other_folder(), options, 1, &err), COPSE_E_ARGUMENT);
    assert_string_equal(err.where, where);
    assert_true(err.what[0] && err.next[0]);
    assert_int_equal(access(other_folder(), F_OK), -1);
}

static void test_generate__sizes_that_do_not_fit_are_refused(void **state)
{
    (void)state;
    assert_refused((copse_generate_options){-1, 1, 1, 1, 0.0, 0.0}, "staff");
    assert_refused((copse_generate_options){4, 5, 1, 1, 0.0, 0.0}, "teams");
    assert_refused((copse_generate_options){4, 1, -3, 1, 0.0, 0.0}, "communities");
    assert_refused((copse_generate_options){4, 1, 1, 999999, 0.0, 0.0}, "topics");
    assert_refused((copse_generate_options){4, 1, 1, 1, -1.0, 0.0}, "");
    assert_refused((copse_generate_options){4, 1, 1, 1, 0.0, (double)NAN}, "");
}

static void test_generate__a_file_in_the_way_is_kept(void **state)
{
    (void)state;
    copse_error err = COPSE_ERROR_INIT;
    FILE *file = fopen(at("truth.json"), "w");
    assert_non_null(file);
    fputs("mine", file);
    fclose(file);
    assert_int_equal(generate(folder, small, 1, &err), COPSE_E_ARGUMENT);
    assert_string_equal(err.where, at("truth.json"));
    assert_int_equal(files_in_folder(), 1);
    size_t n;
    char *bytes = read_whole(at("truth.json"), &n);
    assert_string_equal(bytes, "mine");
    free(bytes);
}

static void test_generate__a_folder_that_cannot_be_made_is_said(void **state)
{
    (void)state;
    copse_error err = COPSE_ERROR_INIT;
    assert_int_equal(generate(at("no/such/folder"), small, 1, &err), COPSE_E_STORE);
    assert_string_equal(err.where, at("no/such/folder"));
    /* A file of that name: it is no folder, so no file can be made in it. */
    FILE *file = fopen(at("file"), "w");
    assert_non_null(file);
    fclose(file);
    assert_int_equal(generate(at("file"), small, 1, &err), COPSE_E_STORE);
    assert_int_equal(files_in_folder(), 1);
}

/* A limit on the size of files stands for a full disk. */
static void test_generate__a_full_disk_leaves_nothing(void **state)
{
    (void)state;
    copse_error err = COPSE_ERROR_INIT;
    struct rlimit before, tight;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    tight = before;
    tight.rlim_cur = 3000; /* sites fit, members do not */
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &tight), 0);
    copse_status status = generate(other_folder(), usual, 1, &err);
    setrlimit(RLIMIT_FSIZE, &before);
    signal(SIGXFSZ, SIG_DFL);
    assert_int_equal(status, COPSE_E_STORE);
    assert_non_null(strstr(err.where, "members.csv"));
    assert_int_equal(access(other_folder(), F_OK), -1);
}

typedef struct patience {
    int polls_left, polls, steps;
} patience;

static bool out_of_patience(void *user)
{
    patience *p = user;
    p->polls++;
    return p->polls_left-- == 0;
}

static void count_step(void *user, const char *step, uint64_t done, uint64_t total)
{
    assert_non_null(step);
    assert_true(done <= total);
    ((patience *)user)->steps++;
}

static void test_generate__stopped_at_any_poll_leaves_nothing(void **state)
{
    (void)state;
    copse_context ctx = COPSE_CONTEXT_INIT;
    patience p = {.polls_left = -1};
    ctx.is_cancelled = out_of_patience;
    ctx.on_progress = count_step;
    ctx.user = &p;
    assert_ok(copse_store_generate_trust(other_folder(), &small, &ctx, NULL));
    remove_other();
    int polls = p.polls;
    assert_true(polls > GENERATED_FILES);
    assert_true(p.steps > GENERATED_FILES);
    for (int at_poll = 0; at_poll < polls; at_poll++) {
        p.polls_left = at_poll;
        assert_int_equal(copse_store_generate_trust(other_folder(), &small, &ctx, NULL),
                         COPSE_E_INTERRUPTED);
        assert_int_equal(access(other_folder(), F_OK), -1);
    }
}

static void test_generate__memory_running_out_anywhere_leaves_nothing(void **state)
{
    (void)state;
    copse_memory_fail_at(-1);
    assert_ok(generate(other_folder(), small, 1, NULL));
    int64_t n = copse_memory_count();
    remove_other();
    assert_true(n > 20);
    for (int64_t i = 0; i < n; i++) {
        copse_memory_fail_at(i);
        copse_status status = generate(other_folder(), small, 1, NULL);
        copse_memory_fail_at(-1);
        assert_int_equal(status, COPSE_E_NOMEM);
        assert_int_equal(access(other_folder(), F_OK), -1);
    }
}

/* ---- memory ---- */

static void test_generate__large_trust_takes_little_memory(void **state)
{
    (void)state;
    copse_generate_options large = {20000, 1500, 300, 2000, 0.0, 0.0};
    struct rusage before, after;
    getrusage(RUSAGE_SELF, &before);
    assert_ok(generate(folder, large, 1, NULL));
    getrusage(RUSAGE_SELF, &after);
#if !defined(__SANITIZE_ADDRESS__)
    /* 10 MB of rows; what is kept is about 30 bytes a member. ru_maxrss is in KiB. */
    assert_true(after.ru_maxrss - before.ru_maxrss < 8 * 1024);
#endif
}

int main(void)
{
#define IN_A_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)
    const struct CMUnitTest tests[] = {
        /* First, while the process has not yet needed much memory for anything else. */
        IN_A_FOLDER(test_generate__large_trust_takes_little_memory),
        IN_A_FOLDER(test_generate__shipped_trust_comes_out_again),
        IN_A_FOLDER(test_generate__zeros_are_the_usual_sizes),
        IN_A_FOLDER(test_generate__another_seed_is_another_trust),
        IN_A_FOLDER(test_generate__nothing_happens_after_the_as_of_day),
        IN_A_FOLDER(test_generate__imports_without_a_problem_and_again_without_a_change),
        IN_A_FOLDER(test_generate__any_size_from_one_imports),
        IN_A_FOLDER(test_generate__sizes_that_do_not_fit_are_refused),
        IN_A_FOLDER(test_generate__a_file_in_the_way_is_kept),
        IN_A_FOLDER(test_generate__a_folder_that_cannot_be_made_is_said),
        IN_A_FOLDER(test_generate__a_full_disk_leaves_nothing),
        IN_A_FOLDER(test_generate__stopped_at_any_poll_leaves_nothing),
        IN_A_FOLDER(test_generate__memory_running_out_anywhere_leaves_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
