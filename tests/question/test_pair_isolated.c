/*
 * Rounds of coffee against rounds drawn blindly among the same people, on the same trusts: how many teams lack
 * connections afterwards, when every pair that met has a tie from then on. That is a model, not what people do.
 */
#include <stdio.h>
#include <stdlib.h>

#include "store/generated.h"

#include "base/random.h"

enum { ROUNDS = 2, MOST_PAIRS = 1000, PAIRS = 30 };

static bool is_full(void)
{
    const char *tier = getenv("COPSE_TIER");
    return tier && strcmp(tier, "full") == 0;
}

typedef struct trust {
    copse_facts *stored;
    copse_facts facts;
    copse_fact_member *members;
    copse_fact_tie *ties;
    copse_fact_pairing *pairings;
    copse_context ctx;
} trust;

static void open_trust(trust *t, uint64_t seed)
{
    static const copse_context nobody = COPSE_CONTEXT_INIT;
    copse_store *store;
    assert_int_equal(make_folder(NULL), 0);
    *t = (trust){.ctx = nobody};
    copse_day_parse(&t->ctx.as_of, "2026-06-30");
    t->ctx.audience = COPSE_FOR_STEWARD;
    t->ctx.reason = "coffee";
    t->ctx.seed = seed;
    assert_ok(generate(folder, (copse_generate_options)COPSE_GENERATE_OPTIONS_INIT, seed, NULL));
    copse_import_report_free(import_generated());
    assert_ok(copse_store_open(&store, at("s.copse"), COPSE_STORE_READ, NULL));
    assert_ok(copse_store_read_facts(&t->stored, store, &t->ctx, NULL));
    copse_store_close(store);
    t->facts = *t->stored;
    t->members = calloc(t->facts.n_members, sizeof *t->members);
    t->ties = calloc(t->facts.n_ties + MOST_PAIRS, sizeof *t->ties);
    t->pairings = calloc(MOST_PAIRS, sizeof *t->pairings);
    assert_true(t->members && t->ties && t->pairings);
    memcpy(t->members, t->facts.members, t->facts.n_members * sizeof *t->members);
    memcpy(t->ties, t->facts.ties, t->facts.n_ties * sizeof *t->ties);
    for (size_t i = 0; i < t->facts.n_members; i++) /* everybody takes part */
        t->members[i].visibility = COPSE_VISIBLE_TRUST;
    t->facts.members = t->members;
    t->facts.ties = t->ties;
    t->facts.pairings = t->pairings;
}

static void close_trust(trust *t)
{
    free(t->members);
    free(t->ties);
    free(t->pairings);
    copse_facts_free(t->stored);
    assert_int_equal(remove_folder(NULL), 0);
}

static void meet(trust *t, copse_index a, copse_index b)
{
    assert_true(t->facts.n_pairings < MOST_PAIRS);
    t->ties[t->facts.n_ties++] = (copse_fact_tie){a, b, COPSE_TIE_STRENGTH, 1.0, t->ctx.as_of};
    t->pairings[t->facts.n_pairings++] = (copse_fact_pairing){a, b, "coffee", t->ctx.as_of};
}

static copse_network *open_network(const trust *t)
{
    copse_network *net;
    assert_ok(copse_network_new(&net, &t->facts, &t->ctx, NULL));
    return net;
}

typedef struct count {
    double confirmed, named; /* named: with the watch-list */
} count;

static count count_isolated(const trust *t)
{
    copse_isolated_options options = COPSE_ISOLATED_OPTIONS_INIT;
    copse_isolated_answer *answer;
    copse_network *net = open_network(t);
    options.remedies = -1;
    assert_ok(copse_question_isolated(&answer, net, &options, &t->ctx, NULL));
    count c = {(double)answer->n_confirmed, (double)(answer->n_confirmed + answer->n_watch)};
    copse_isolated_answer_free(answer);
    copse_network_free(net);
    return c;
}

static copse_index find(const copse_network *net, const char *key)
{
    copse_index member;
    assert_ok(copse_network_find_member(&member, net, key, NULL));
    return member;
}

/* The answer's pairs, or as many of the same people, shuffled. */
static void hold_round(trust *t, size_t most_pairs, bool is_blind, copse_random *random)
{
    copse_pair_options options = COPSE_PAIR_OPTIONS_INIT;
    copse_pair_answer *answer;
    copse_network *net = open_network(t);
    options.most_pairs = most_pairs;
    assert_ok(copse_question_pair(&answer, net, &options, &t->ctx, NULL));
    size_t n = 2 * answer->n_pairs, n_all = n;
    int64_t *people = calloc(n + answer->n_left + 1, sizeof *people);
    for (size_t i = 0; i < answer->n_pairs; i++) {
        people[2 * i] = find(net, answer->pairs[i].a.person.key);
        people[2 * i + 1] = find(net, answer->pairs[i].b.person.key);
    }
    for (size_t i = 0; i < answer->n_left; i++)
        people[n_all++] = find(net, answer->left[i].person.key);
    if (is_blind)
        copse_random_shuffle(random, people, n_all);
    for (size_t i = 0; i + 1 < n; i += 2)
        meet(t, people[i], people[i + 1]);
    free(people);
    copse_pair_answer_free(answer);
    copse_network_free(net);
}

static count after_rounds(trust *t, size_t most_pairs, bool is_blind, copse_random *random)
{
    size_t n_ties = t->facts.n_ties;
    for (int round = 0; round < ROUNDS; round++) {
        t->ctx.as_of++;
        hold_round(t, most_pairs, is_blind, random);
    }
    count c = count_isolated(t);
    t->ctx.as_of -= ROUNDS;
    t->facts.n_ties = n_ties;
    t->facts.n_pairings = 0;
    return c;
}

static void add(count *to, count what)
{
    to->confirmed += what.confirmed;
    to->named += what.named;
}

typedef struct means {
    count before, ours, blind;
} means;

static means compare(size_t most_pairs, const char *group)
{
    size_t seeds = is_full() ? 60 : 6;
    means m = {0};
    for (uint64_t seed = 901; seed < 901 + seeds; seed++) {
        trust t;
        copse_random random;
        copse_random_seed(&random, seed, 4);
        open_trust(&t, seed);
        add(&m.before, count_isolated(&t));
        add(&m.ours, after_rounds(&t, most_pairs, false, &random));
        add(&m.blind, after_rounds(&t, most_pairs, true, &random));
        close_trust(&t);
    }
    double n = (double)seeds;
    printf("measured pair, %s, %d rounds on %zu trusts: mean isolated teams confirmed %.2f before, %.2f drawn blindly, "
           "%.2f by pair; with the watch-list %.2f, %.2f, %.2f\n",
           group, ROUNDS, seeds, m.before.confirmed / n, m.blind.confirmed / n, m.ours.confirmed / n,
           m.before.named / n, m.blind.named / n, m.ours.named / n);
    return m;
}

static void test_pair__leaves_fewer_teams_isolated_than_blind_pairs_do(void **state)
{
    (void)state;
    means m = compare(PAIRS, "30 pairs a round");
    assert_true(m.ours.confirmed < m.blind.confirmed);
    assert_true(m.ours.named < m.blind.named);
}

/* Where everybody meets somebody, an isolated team gains what all others gain: measured, and not claimed. */
static void test_pair__where_everybody_meets_somebody(void **state)
{
    (void)state;
    means m = compare(0, "everybody in a pair");
    assert_true(m.ours.confirmed <= m.before.confirmed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pair__leaves_fewer_teams_isolated_than_blind_pairs_do),
        cmocka_unit_test(test_pair__where_everybody_meets_somebody),
    };
    copse_start(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
