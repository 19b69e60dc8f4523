/*
 * Maximal marginal relevance, worked by hand. Four CoPs, idf 1 for all topics:
 *
 *     a  {1}      score 10    cos(a, b) = 1, cos(a, c) = cos(b, c) = 1/√2, and d has no topic
 *     b  {1}      score  8
 *     c  {1, 2}   score  6
 *     d  {}       score  2
 *
 * Relevance on [0, 1]: 1, 0.75, 0.5, 0.
 */
#include "support.h"

#include "question/candidates.h"

enum { A, B, C, D, N };

static copse_network *net;
static copse_facts facts;

static int build(void **state)
{
    (void)state;
    static const copse_fact_topic topics[] = {{.key = "1", .broader = COPSE_NONE}, {.key = "2", .broader = COPSE_NONE}};
    static const copse_fact_community communities[] = {
        {.key = "a", .site = COPSE_NONE}, {.key = "b", .site = COPSE_NONE},
        {.key = "c", .site = COPSE_NONE}, {.key = "d", .site = COPSE_NONE}};
    static const copse_fact_community_topic about[] = {{A, 0, 1}, {B, 0, 1}, {C, 0, 1}, {C, 1, 1}};
    copse_context ctx = COPSE_CONTEXT_INIT;
    facts = (copse_facts){.n_topics = 2, .topics = topics, .n_communities = N, .communities = communities,
                          .n_community_topics = 4, .community_topics = about};
    return copse_network_new(&net, &facts, &ctx, NULL) == COPSE_OK ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    copse_network_free(net);
    return 0;
}

static void expect(double lambda, size_t top, const char *order)
{
    static const double idf[] = {1, 1};
    copse_candidate list[] = {{A, 10, 0}, {B, 8, 0}, {C, 6, 0}, {D, 2, 0}};
    copse_candidates found = {.n = N, .list = list};
    char got[N + 1] = "";
    copse_candidates_diversify(&found, net, idf, lambda, top);
    for (int i = 0; i < N; i++)
        got[i] = (char)('a' + list[i].community);
    assert_string_equal(got, order);
}

static void test_diversity__none_leaves_the_order_of_scores(void **state)
{
    (void)state;
    expect(0.0, N, "abcd");
}

/*
 * After a: b has 0.75(1 − λ) − λ, c 0.5(1 − λ) − λ/√2, d 0. At 0.3: 0.225, 0.138, 0. At 0.45 d goes
 * first: −0.0375, −0.0432, 0. At 0.47 c goes before b, too: −0.0725, −0.0673, 0.
 */
static void test_diversity__the_like_goes_behind_from_where_it_has_to(void **state)
{
    (void)state;
    expect(0.3, N, "abcd");
    expect(0.45, N, "adbc");
    expect(0.47, N, "adcb");
    expect(0.47, 2, "adbc"); /* those below the first two keep their order */
}

/* All that counts is unlikeness: after a, d; then c, whose likeness to a is less than b's. */
static void test_diversity__one_looks_at_likeness_alone(void **state)
{
    (void)state;
    expect(1.0, N, "adcb");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_diversity__none_leaves_the_order_of_scores),
        cmocka_unit_test(test_diversity__the_like_goes_behind_from_where_it_has_to),
        cmocka_unit_test(test_diversity__one_looks_at_likeness_alone),
    };
    if (copse_start(NULL) != COPSE_OK)
        return 1;
    return cmocka_run_group_tests(tests, build, tear_down);
}
