/* Which score for likeness of topics a CoP with nobody in it gets. */
#include "model/random_org.h"

#include "model/untried.h"
#include "network/network.h"

/* {warm, cold, found, alike, alike_found} by hand, one in ten of what is looked for being cold. */
static void test_untried__the_sum_of_both_kinds_decides(void **state)
{
    (void)state;
    const copse_untried_value even[] = {
        {0.50, 0.10, 0.3, 0.05, 0.1}, /* 0.45 + 0.010 */
        {0.49, 0.30, 0.5, 0.05, 0.1}, /* 0.441 + 0.030: more */
        {0.40, 0.90, 0.9, 0.05, 0.1}, /* 0.36 + 0.090 */
    };
    assert_int_equal(copse_untried_best(even, 3, 0.1), 1);
    assert_int_equal(copse_untried_best(even, 3, 0.01), 0);
    assert_int_equal(copse_untried_best(even, 3, 0.5), 2);
}

static void test_untried__of_equal_values_the_least_score(void **state)
{
    (void)state;
    const copse_untried_value same[] = {{0.4, 0.2, 0.3, 0.1, 0.1}, {0.4, 0.2, 0.3, 0.1, 0.1}};
    assert_int_equal(copse_untried_best(same, 2, 0.1), 0);
}

static void test_untried__never_below_likeness_of_topics_while_there_is_another(void **state)
{
    (void)state;
    const copse_untried_value lower[] = {{0.9, 0.1, 0.5, 0.2, 0.4}, {0.1, 0.2, 0.5, 0.2, 0.4}};
    const copse_untried_value fewer[] = {{0.9, 0.3, 0.3, 0.2, 0.4}, {0.1, 0.3, 0.4, 0.2, 0.4}};
    const copse_untried_value none[] = {{0.9, 0.3, 0.1, 0.2, 0.4}, {0.1, 0.1, 0.3, 0.2, 0.4}};
    assert_int_equal(copse_untried_best(lower, 2, 0.1), 1);
    assert_int_equal(copse_untried_best(fewer, 2, 0.1), 1);
    assert_int_equal(copse_untried_best(none, 2, 0.1), 1); /* both lose: where more are found */
}

/* ---- on an organisation ---- */

static random_org org;

/* All CoPs alike but for their ordinal, so that a place is known. */
static void falling(double *row, void *user, size_t trial)
{
    (void)trial;
    for (size_t c = 0; c < *(const size_t *)user; c++)
        row[c] = -(double)c;
}

static double choose(void)
{
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_network *net = NULL;
    copse_design *design = NULL;
    copse_trials *trials = NULL;
    double score = -1.0;
    assert_ok(copse_network_new(&net, &org.facts, &ctx, NULL));
    assert_ok(copse_design_new(&design, net, NULL));
    assert_ok(copse_trials_new(&trials, design, 1, NULL));
    const copse_untried_blend blend = {.trials = trials, .fill = falling, .user = &design->n_targets};
    assert_ok(copse_untried_choose(&score, &blend, NULL));
    copse_trials_free(trials);
    copse_design_free(design);
    copse_network_free(net);
    return score;
}

/* Members know what the CoPs that they are in are about, and nothing else: likeness tells all, and counts much more
 * than where it tells nothing. */
static void test_untried__likeness_that_tells_counts_more(void **state)
{
    (void)state;
    org_draw(&org, 1, false);
    org.facts.n_expertises = 0;
    assert_close(choose(), 0.0, 0.0);

    copse_facts *f = &org.facts;
    for (size_t c = 0; c < ORG_COMMUNITIES; c++)
        org.community_topics[c] = (copse_fact_community_topic){(copse_index)c, (copse_index)c, 1.0};
    f->n_community_topics = ORG_COMMUNITIES;
    org.community_topics[f->n_community_topics++] = (copse_fact_community_topic){0, 1, 1.0}; /* carried by two */
    for (size_t c = 1; c + 1 < ORG_COMMUNITIES; c++)
        org.community_topics[f->n_community_topics++] = (copse_fact_community_topic){(copse_index)c, (copse_index)c + 1, 1.0};
    for (size_t i = 0; i < f->n_memberships; i++)
        org.expertises[f->n_expertises++] = (copse_fact_expertise){
            f->memberships[i].member, f->memberships[i].community, 1.0, COPSE_DAY_UNKNOWN};
    double telling = choose();

    for (size_t i = 0; i < f->n_expertises; i++)
        org.expertises[i].topic = (org.expertises[i].topic + ORG_COMMUNITIES / 2) % ORG_COMMUNITIES;
    double misleading = choose();
    assert_true(telling > 0.0);
    assert_true(telling > 1.5 * misleading);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_untried__the_sum_of_both_kinds_decides),
        cmocka_unit_test(test_untried__of_equal_values_the_least_score),
        cmocka_unit_test(test_untried__never_below_likeness_of_topics_while_there_is_another),
        cmocka_unit_test(test_untried__likeness_that_tells_counts_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
