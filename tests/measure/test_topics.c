/* Norms, idf and cosine on the small organisation, worked by hand. */
#include "network/small.h"

#include "measure/measure.h"

/*
 * wounds: ann 1, bob 2, cat 3, so τ is 2.5 (place 1.5 of 0..2); sql: ann 4, dan 3,
 * so τ is 3.75. Fay objected: her 100 counts nowhere.
 */
#define E(evidence, scale) (1.0 - exp(-(evidence) / (scale)))

static copse_network *small_network(const copse_facts *facts)
{
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_network *net = NULL;
    ctx.as_of = MARCH;
    assert_ok(copse_network_new(&net, facts, &ctx, NULL));
    return net;
}

static void test_norm__is_the_mean_of_what_members_have(void **state)
{
    (void)state;
    copse_facts facts = small_facts();
    copse_network *net = small_network(&facts);
    double care[1], data[2], none[1] = {7.0};

    assert_ok(copse_measure_norm(care, net, CARE, NULL)); /* ann, bob, cat */
    assert_close(care[0], (E(1, 2.5) + E(2, 2.5) + E(3, 2.5)) / 3.0, 1e-15);

    assert_ok(copse_measure_norm(data, net, DATA, NULL)); /* ann, cat, dan; wounds then sql */
    assert_close(data[0], (E(1, 2.5) + E(3, 2.5) + 0.0) / 3.0, 1e-15);
    assert_close(data[1], (E(4, 3.75) + 0.0 + E(3, 3.75)) / 3.0, 1e-15);

    assert_ok(copse_measure_norm(none, net, EMPTY, NULL));
    assert_close(none[0], 7.0, 0.0); /* no topic, nothing written */
    copse_network_free(net);
}

static void test_norm__without_members_is_undefined(void **state)
{
    (void)state;
    copse_facts facts = small_facts();
    facts.n_memberships = 0;
    copse_network *net = small_network(&facts);
    double data[2] = {0.0, 0.0};
    assert_ok(copse_measure_norm(data, net, DATA, NULL));
    assert_true(isnan(data[0]) && isnan(data[1]));
    copse_network_free(net);
}

/*
 * wounds: 1, 2 and 3, so τ is 2.5; sql: 4 and 3, so 3.75; all five: 1 2 3 3 4, place 3 of 0..4: 3.
 */
static void test_usual_evidence__of_few_people_is_that_of_all(void **state)
{
    (void)state;
    copse_facts facts = small_facts();
    copse_network *net = small_network(&facts);
    double usual[N_SMALL_TOPICS];
    assert_ok(copse_measure_usual_evidence(usual, net, 2, NULL));
    assert_close(usual[WOUNDS], 2.5, 1e-15);
    assert_close(usual[SQL], 3.75, 1e-15);
    assert_ok(copse_measure_usual_evidence(usual, net, 3, NULL));
    assert_close(usual[WOUNDS], 2.5, 1e-15);
    assert_close(usual[SQL], 3.0, 1e-15);
    assert_ok(copse_measure_usual_evidence(usual, net, 6, NULL));
    assert_close(usual[WOUNDS], 1.0, 0.0);
    copse_network_free(net);
}

static void test_idf__counts_present_holders(void **state)
{
    (void)state;
    copse_facts facts = small_facts();
    copse_network *net = small_network(&facts);
    double idf[N_SMALL_TOPICS];
    assert_ok(copse_measure_topic_idf(idf, net, NULL));
    /* ann, bob, cat and dan hold a topic: n = 4. */
    assert_close(idf[WOUNDS], log(5.0 / 4.0) + 1.0, 1e-15);
    assert_close(idf[SQL], log(5.0 / 3.0) + 1.0, 1e-15);
    assert_close(idf[UNUSED], log(5.0) + 1.0, 1e-15);
    copse_network_free(net);
}

static void test_cosine__worked_by_hand(void **state)
{
    (void)state;
    copse_facts facts = small_facts();
    copse_network *net = small_network(&facts);
    double idf[N_SMALL_TOPICS], cosine;
    assert_ok(copse_measure_topic_idf(idf, net, NULL));
    const double w = idf[WOUNDS], s = idf[SQL];

    /* Ann (wounds 1, sql 4) is what data is (wounds 1, sql 4). */
    copse_measure_topic_cosine(&cosine, net, idf, ANN, DATA);
    assert_close(cosine, 1.0, 1e-15);
    assert_true(cosine <= 1.0);
    /* Bob has wounds alone: w·w·√2 / (√2·w · √(w² + 4s²)). */
    copse_measure_topic_cosine(&cosine, net, idf, BOB, DATA);
    assert_close(cosine, w / sqrt(w * w + 4.0 * s * s), 1e-15);
    /* Dan's sql and care's wounds have nothing in common. */
    copse_measure_topic_cosine(&cosine, net, idf, DAN, CARE);
    assert_close(cosine, 0.0, 0.0);
    copse_network_free(net);
}

static void test_cosine__without_a_topic_is_undefined(void **state)
{
    (void)state;
    copse_facts facts = small_facts();
    copse_network *net = small_network(&facts);
    double idf[N_SMALL_TOPICS], cosine;
    assert_ok(copse_measure_topic_idf(idf, net, NULL));
    copse_measure_topic_cosine(&cosine, net, idf, EVE, DATA);
    assert_true(isnan(cosine));
    copse_measure_topic_cosine(&cosine, net, idf, ANN, EMPTY);
    assert_true(isnan(cosine));
    copse_measure_topic_cosine(&cosine, net, idf, FAY, DATA); /* objected */
    assert_true(isnan(cosine));
    copse_network_free(net);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_norm__is_the_mean_of_what_members_have),
        cmocka_unit_test(test_norm__without_members_is_undefined),
        cmocka_unit_test(test_idf__counts_present_holders),
        cmocka_unit_test(test_usual_evidence__of_few_people_is_that_of_all),
        cmocka_unit_test(test_cosine__worked_by_hand),
        cmocka_unit_test(test_cosine__without_a_topic_is_undefined),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
