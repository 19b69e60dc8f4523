/* join --all: the steward's list, its order and its limits. */
#include "question/hospital.h"

#include "base/memory.h"

enum { MOST_ROWS = 128 };

typedef struct rows {
    char member[MOST_ROWS][16], community[MOST_ROWS][16];
    int rank[MOST_ROWS];
    int64_t score[MOST_ROWS];
    size_t n, most;
} rows;

static copse_status keep_row(void *user, const copse_join_row *row, copse_error *err)
{
    rows *kept = user;
    if (kept->n == kept->most) {
        if (err)
            *err = (copse_error){COPSE_E_STORE, "", "the disk is full", ""};
        return COPSE_E_STORE;
    }
    strcpy(kept->member[kept->n], row->member_key);
    strcpy(kept->community[kept->n], row->community_key);
    kept->rank[kept->n] = row->rank;
    kept->score[kept->n++] = row->score;
    return COPSE_OK;
}

static void open_for_steward(hospital *h)
{
    hospital_open(h);
    h->ctx.audience = COPSE_FOR_STEWARD;
    h->ctx.audience_key = NULL;
    h->ctx.reason = "invitations";
}

static void test_all__members_in_key_order_best_first(void **state)
{
    (void)state;
    hospital h;
    rows found = {.most = MOST_ROWS};
    hospital_init(&h);
    open_for_steward(&h);
    assert_ok(copse_question_join_all(h.net, h.model, NULL, &h.ctx, keep_row, &found, NULL));
    assert_true(found.n > 5);
    for (size_t i = 1; i < found.n; i++) {
        int order = strcmp(found.member[i - 1], found.member[i]);
        assert_true(order < 0 ? found.rank[i] == 1 : order == 0);
        if (order == 0) {
            assert_int_equal(found.rank[i], found.rank[i - 1] + 1);
            assert_true(found.score[i - 1] >= found.score[i]);
        }
        assert_true(found.rank[i] <= 5);
    }
    hospital_close(&h);
}

static void test_all__nobody_without_evidence_or_who_objected_and_nothing_sensitive(void **state)
{
    (void)state;
    hospital h;
    rows found = {.most = MOST_ROWS};
    copse_join_options options = COPSE_JOIN_OPTIONS_INIT;
    options.top = 20;
    options.include_dormant = true;
    hospital_init(&h);
    open_for_steward(&h);
    assert_ok(copse_question_join_all(h.net, h.model, &options, &h.ctx, keep_row, &found, NULL));
    for (size_t i = 0; i < found.n; i++) {
        assert_string_not_equal(found.member[i], "obi");
        assert_string_not_equal(found.member[i], "nil");
        assert_string_not_equal(found.community[i], "union");
        assert_string_not_equal(found.community[i], "faith");
        assert_string_not_equal(found.community[i], "shut");
        assert_string_not_equal(found.community[i], "private");
    }
    hospital_close(&h);
}

static void test_all__agrees_with_each_persons_own_answer(void **state)
{
    (void)state;
    hospital h;
    rows found = {.most = MOST_ROWS};
    copse_join_options options = {20, COPSE_MODE_VIRTUAL, NORTH, NULL, 0, true, 0.0};
    hospital_init(&h);
    hospital_open(&h);
    copse_join_answer *mine = hospital_ask(&h, &options);
    h.ctx.audience = COPSE_FOR_STEWARD;
    h.ctx.reason = "invitations";
    assert_ok(copse_question_join_all(h.net, h.model, &options, &h.ctx, keep_row, &found, NULL));
    size_t n = 0;
    for (size_t i = 0; i < found.n; i++)
        if (strcmp(found.member[i], "me") == 0) {
            assert_string_equal(found.community[i], mine->recommendations[n].key);
            assert_int_equal(found.score[i], mine->recommendations[n].score);
            n++;
        }
    assert_int_equal(n, mine->n_recommendations);
    assert_int_equal(n, 3);
    copse_join_answer_free(mine);
    hospital_close(&h);
}

static void test_all__is_for_the_steward_with_a_reason(void **state)
{
    (void)state;
    hospital h;
    rows found = {.most = MOST_ROWS};
    copse_error err = COPSE_ERROR_INIT;
    hospital_init(&h);
    open_for_steward(&h);
    h.ctx.reason = "";
    assert_int_equal(copse_question_join_all(h.net, h.model, NULL, &h.ctx, keep_row, &found, &err),
                     COPSE_E_ARGUMENT);
    h.ctx.reason = NULL;
    assert_int_equal(copse_question_join_all(h.net, h.model, NULL, &h.ctx, keep_row, &found, &err),
                     COPSE_E_ARGUMENT);
    h.ctx.reason = "invitations";
    h.ctx.audience = COPSE_FOR_TRUST;
    assert_int_equal(copse_question_join_all(h.net, h.model, NULL, &h.ctx, keep_row, &found, &err),
                     COPSE_E_ARGUMENT);
    assert_int_equal(found.n, 0);
    hospital_close(&h);
}

static void test_all__whoever_takes_the_rows_can_stop_it(void **state)
{
    (void)state;
    hospital h;
    rows found = {.most = 3};
    copse_error err = COPSE_ERROR_INIT;
    hospital_init(&h);
    open_for_steward(&h);
    assert_int_equal(copse_question_join_all(h.net, h.model, NULL, &h.ctx, keep_row, &found, &err),
                     COPSE_E_STORE);
    assert_string_equal(err.what, "the disk is full");
    assert_int_equal(found.n, 3);
    hospital_close(&h);
}

static bool always(void *user)
{
    (void)user;
    return true;
}

static void test_all__can_be_interrupted(void **state)
{
    (void)state;
    hospital h;
    rows found = {.most = MOST_ROWS};
    hospital_init(&h);
    open_for_steward(&h);
    h.ctx.is_cancelled = always;
    assert_int_equal(copse_question_join_all(h.net, h.model, NULL, &h.ctx, keep_row, &found, NULL),
                     COPSE_E_INTERRUPTED);
    assert_int_equal(found.n, 0);
    hospital_close(&h);
}

static void test_all__every_allocation_may_fail(void **state)
{
    (void)state;
    hospital h;
    hospital_init(&h);
    open_for_steward(&h);
    copse_status st = COPSE_E_NOMEM;
    int64_t n = 0;
    for (; st != COPSE_OK; n++) {
        rows found = {.most = MOST_ROWS};
        copse_memory_fail_at(n);
        st = copse_question_join_all(h.net, h.model, NULL, &h.ctx, keep_row, &found, NULL);
        assert_true(st == COPSE_OK || st == COPSE_E_NOMEM);
    }
    copse_memory_fail_at(-1);
    assert_true(n > 10);
    hospital_close(&h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all__members_in_key_order_best_first),
        cmocka_unit_test(test_all__nobody_without_evidence_or_who_objected_and_nothing_sensitive),
        cmocka_unit_test(test_all__agrees_with_each_persons_own_answer),
        cmocka_unit_test(test_all__is_for_the_steward_with_a_reason),
        cmocka_unit_test(test_all__whoever_takes_the_rows_can_stop_it),
        cmocka_unit_test(test_all__can_be_interrupted),
        cmocka_unit_test(test_all__every_allocation_may_fail),
    };
    copse_start(NULL);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    copse_stop();
    return failed;
}
