/*
 * Founding groups and covering teams on real networks of experts, kept outside the project: how
 * near the best the search alone comes, and that the proof comes to its end. Skipped where the data
 * are not there.
 */
#include <stdio.h>
#include <stdlib.h>

#include "support.h"

#include "base/random.h"
#include "choose/choose.h"
#include "founding_data.h"
#include "question/found.h"

static const char *const sets[] = {"se-dba", "se-history", "dblp-pods", "dblp-edbt"};
enum { N_SETS = sizeof sets / sizeof sets[0] };

static bool is_full(void)
{
    const char *tier = getenv("COPSE_TIER");
    return tier && strcmp(tier, "full") == 0;
}

static copse_tie_kind kind_of(int set)
{
    return set >= 2 ? COPSE_TIE_COST : COPSE_TIE_STRENGTH; /* SOURCE.md of each */
}

/* Some topics, each as often as people hold it. */
static size_t draw_topics(copse_index *topics, const copse_facts *facts, copse_random *r,
                          size_t least, size_t most)
{
    size_t n = 0, wanted = least + (size_t)copse_random_below(r, most - least + 1);
    while (n < wanted) {
        copse_index topic = facts->expertises[copse_random_below(r, facts->n_expertises)].topic;
        bool is_new = true;
        for (size_t i = 0; i < n; i++)
            is_new = is_new && topics[i] != topic;
        if (is_new)
            topics[n++] = topic;
    }
    return n;
}

typedef struct tally {
    int n, n_best, n_proved;
    double worst; /* share by which the search alone was below the best */
} tally;

static void try_group(tally *t, const copse_network *net, copse_random *r)
{
    static const copse_context context = COPSE_CONTEXT_INIT;
    copse_index topics[8];
    double alpha[COPSE_FOUND_TERMS], total = 0.0;
    copse_found_case c;
    copse_found_options o = COPSE_FOUND_OPTIONS_INIT;
    copse_error err = COPSE_ERROR_INIT;
    o.topics = topics;
    o.n_topics = draw_topics(topics, net->facts, r, 2, 8);
    o.size = 3 + (int)copse_random_below(r, 8);
    assert_ok(copse_found_case_new(&c, net, &o, &context, &err));
    /* Weights as they are, or any others. */
    copse_found_weights_default(alpha);
    for (int i = 0; i < COPSE_FOUND_TERMS; i++)
        total += alpha[i] *= t->n % 2 ? 2.0 * copse_random_unit(r) : 1.0;
    for (int i = 0; i < COPSE_FOUND_TERMS; i++)
        c.problem.alpha[i] = alpha[i] / total;
    if (c.n >= c.problem.k) {
        copse_group_choice choice;
        copse_group_options options = {.gap = 0.0, .effort = 20000000};
        assert_ok(copse_choose_group(&choice, &c.problem, &options, &context, &err));
        double below = 1.0 - choice.greedy_value / choice.value;
        t->n++;
        t->n_proved +=
            choice.bound_kind == COPSE_BOUND_EXACT && choice.bound <= choice.value + 1e-9;
        t->n_best += below < 1e-9;
        t->worst = fmax(t->worst, below);
        for (size_t i = 0; i < choice.k && choice.is_connected; i++)
            assert_int_equal(c.component[choice.member[i]], c.component[choice.coordinator]);
    }
    copse_found_case_free(&c);
}

static void test_real__the_search_alone_is_near_the_proved_best(void **state)
{
    (void)state;
    static const copse_context context = COPSE_CONTEXT_INIT;
    tally all = {0};
    for (int set = 0; set < N_SETS; set++) {
        founding_data d;
        copse_network *net;
        copse_random r;
        tally t = {0};
        if (!founding_load(&d, sets[set], kind_of(set))) {
            printf("skipped: %s is not here\n", sets[set]);
            continue;
        }
        assert_ok(copse_network_new(&net, &d.facts, &context, NULL));
        copse_random_seed(&r, 20, (uint64_t)set);
        int rounds = is_full() ? 150 : 12;
        for (int i = 0; i < rounds; i++)
            try_group(&t, net, &r);
        printf("measured founding groups, %s: %d instances, %d proved, search alone best in %d, "
               "worst %.4f %% below\n",
               sets[set], t.n, t.n_proved, t.n_best, 100.0 * t.worst);
        assert_int_equal(t.n_proved, t.n);
        all.n += t.n;
        all.n_best += t.n_best;
        all.worst = fmax(all.worst, t.worst);
        copse_network_free(net);
        founding_free(&d);
    }
    if (all.n == 0)
        skip();
    printf(
        "claim founding groups: %d instances, worst %.4f %% (at most 0.1 %%), best in %.1f %% (at "
        "least 90 %%)\n",
        all.n, 100.0 * all.worst, 100.0 * all.n_best / all.n);
    assert_true(all.worst <= 0.001);
    assert_true(all.n_best >= 0.9 * all.n);
}

static void test_real__covering_teams_are_proved_best_and_never_above_rarest_first(void **state)
{
    (void)state;
    static const copse_context context = COPSE_CONTEXT_INIT;
    int n = 0, n_proved = 0, n_below = 0;
    for (int set = 0; set < N_SETS; set++) {
        founding_data d;
        copse_network *net;
        copse_random r;
        if (!founding_load(&d, sets[set], kind_of(set))) {
            printf("skipped: %s is not here\n", sets[set]);
            continue;
        }
        assert_ok(copse_network_new(&net, &d.facts, &context, NULL));
        copse_random_seed(&r, 21, (uint64_t)set);
        int rounds = is_full() ? 160 : 10;
        for (int i = 0; i < rounds; i++) {
            copse_index topics[10];
            copse_found_answer *answer;
            copse_found_options o = COPSE_FOUND_OPTIONS_INIT;
            o.topics = topics;
            o.n_topics = draw_topics(topics, &d.facts, &r, 4, 10);
            o.objective = i % 2 ? COPSE_FOUND_SUM : COPSE_FOUND_DIAMETER;
            assert_ok(copse_question_found(&answer, net, &o, &context, NULL));
            n++;
            n_proved += answer->bound_kind == COPSE_BOUND_EXACT;
            if (!isnan(answer->distance) && !isnan(answer->rarest_first)) {
                assert_true(answer->distance <= answer->rarest_first + 1e-6);
                n_below += answer->distance < answer->rarest_first - 1e-6;
            }
            copse_found_answer_free(answer);
        }
        copse_network_free(net);
        founding_free(&d);
    }
    if (n == 0)
        skip();
    printf("claim covering teams: %d instances of 4 to 10 topics, %d proved best, %d below "
           "RarestFirst, none "
           "above\n",
           n, n_proved, n_below);
    assert_int_equal(n_proved, n);
    assert_true(n_below > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_real__the_search_alone_is_near_the_proved_best),
        cmocka_unit_test(test_real__covering_teams_are_proved_best_and_never_above_rarest_first),
    };
    copse_start(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
