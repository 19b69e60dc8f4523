/* The words that CoPs describe themselves with, counted by hand. */
#include "support.h"

#include "model/wording.h"
#include "network/network.h"

enum { N = 3 };

static copse_status count(copse_incidence *out, const char *const names[N], const char *const descriptions[N],
                          copse_error *err)
{
    static copse_fact_community communities[N];
    static const char *const keys[N] = {"a", "b", "c"};
    const int32_t target[N] = {0, 1, 2};
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_network *net = NULL;
    for (size_t i = 0; i < N; i++)
        communities[i] = (copse_fact_community){.key = keys[i],
                                                .name = names[i],
                                                .description = descriptions[i],
                                                .site = COPSE_NONE,
                                                .sensitive = COPSE_SENSITIVE_NO};
    copse_facts facts = {.n_communities = N, .communities = communities};
    assert_ok(copse_network_new(&net, &facts, &ctx, NULL));
    copse_status st = copse_wording_count(out, net, target, N, err);
    copse_network_free(net);
    return st;
}

/* "wound" is in a and b, "care" in all, twice in c; "dressing" and "x" tie nothing to anything. */
static void test_wording__words_that_two_cops_share_are_counted(void **state)
{
    (void)state;
    copse_incidence m = {0};
    assert_ok(count(&m, (const char *const[N]){"Wound care", "WOUND: dressing, x", "Care x"},
                    (const char *const[N]){NULL, "care!", "care-homes"}, NULL));
    assert_int_equal(m.n_columns, 2); /* in the order of meeting: wound, care; x is too short */
    assert_close(copse_incidence_get(&m, 0, 0), 1.0, 0.0);
    assert_close(copse_incidence_get(&m, 0, 1), 1.0, 0.0);
    assert_close(copse_incidence_get(&m, 1, 0), 1.0, 0.0);
    assert_close(copse_incidence_get(&m, 1, 1), 1.0, 0.0);
    assert_close(copse_incidence_get(&m, 2, 0), 0.0, 0.0);
    assert_close(copse_incidence_get(&m, 2, 1), 2.0, 0.0);
    copse_incidence_free(&m);
}

/* A word that stands twice in one CoP is still that CoP's alone. */
static void test_wording__twice_in_one_cop_is_not_shared(void **state)
{
    (void)state;
    copse_incidence m = {0};
    assert_ok(count(&m, (const char *const[N]){"sepsis sepsis", "falls", NULL}, (const char *const[N]){NULL, NULL, NULL},
                    NULL));
    assert_int_equal(m.n_columns, 0);
    assert_int_equal(m.n_rows, N);
    copse_incidence_free(&m);
}

/* Case and Unicode form are folded: É as one sign or as two. */
static void test_wording__unicode_forms_of_a_word_are_one(void **state)
{
    (void)state;
    copse_incidence m = {0};
    assert_ok(count(&m, (const char *const[N]){"caf\xC3\x89", "cafe\xCC\x81", NULL},
                    (const char *const[N]){NULL, NULL, NULL}, NULL));
    assert_int_equal(m.n_columns, 1);
    copse_incidence_free(&m);
}

static void test_wording__what_is_no_utf8_is_told(void **state)
{
    (void)state;
    copse_incidence m = {0};
    copse_error err = COPSE_ERROR_INIT;
    assert_int_equal(count(&m, (const char *const[N]){"\xFF\xFE", NULL, NULL}, (const char *const[N]){NULL, NULL, NULL}, &err),
                     COPSE_E_DATA);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_wording__words_that_two_cops_share_are_counted),
        cmocka_unit_test(test_wording__twice_in_one_cop_is_not_shared),
        cmocka_unit_test(test_wording__unicode_forms_of_a_word_are_one),
        cmocka_unit_test(test_wording__what_is_no_utf8_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
