/* Pairs: against an oracle that tries all, over rounds, and in circles. */
#include "support.h"

#include <stdlib.h>

#include "base/random.h"
#include "choose/pairing.h"
#include "oracle/pairing_oracle.h"

static copse_status put_row(copse_pair_worth *out, void *user, size_t person, const int32_t *others,
                            size_t n_others, copse_error *err)
{
    const oracle_pairing *o = user;
    (void)err;
    for (size_t i = 0; i < n_others; i++)
        out[i] = (copse_pair_worth){o->may_meet[person][others[i]], o->is_repeat[person][others[i]],
                                    o->worth[person][others[i]]};
    return COPSE_OK;
}

static copse_pairing choose(int32_t *mate, oracle_pairing *o, const int32_t *place, uint64_t seed)
{
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_pairing out;
    const copse_pairing_problem problem = {.n = (size_t)o->n, .place = place, .most_pairs = (size_t)o->most_pairs, .has_priority = o->has_priority, .put_row = put_row, .user = o};
    ctx.seed = seed;
    assert_ok(copse_choose_pairs(mate, &out, &problem, &ctx, NULL));
    return out;
}

static void set(oracle_pairing *o, int i, int j, bool may_meet, bool is_repeat, int worth)
{
    o->may_meet[i][j] = o->may_meet[j][i] = may_meet;
    o->is_repeat[i][j] = o->is_repeat[j][i] = is_repeat;
    o->worth[i][j] = o->worth[j][i] = worth;
}

static void test_pairing__equals_the_oracle(void **state)
{
    (void)state;
    copse_random random;
    copse_random_seed(&random, 3, 2);
    for (int round = 0; round < 2000; round++) {
        oracle_pairing o = {.n = (int)copse_random_below(&random, 12)};
        int32_t mate[ORACLE_PEOPLE];
        uint64_t density = 2 + copse_random_below(&random, 9), repeats = copse_random_below(&random, 10);
        for (int i = 0; i < o.n; i++) {
            o.has_priority[i] = copse_random_below(&random, 3) == 0;
            for (int j = 0; j < i; j++)
                set(&o, i, j, copse_random_below(&random, 10) < density, copse_random_below(&random, 10) < repeats,
                    100 * (int)copse_random_below(&random, 11));
        }
        copse_pairing got = choose(mate, &o, NULL, (uint64_t)round);
        oracle_outcome best = oracle_best_pairs(&o);
        assert_int_equal(got.n_pairs, best.pairs);
        assert_int_equal(got.n_repeats, best.repeats);
        assert_int_equal(got.n_priority, best.priority);
        assert_int_equal(got.worth, best.worth);
        assert_int_equal(got.bound, got.worth);
        assert_true(got.is_exact);
    }
}

static void record(oracle_pairing *o, const int32_t *mate)
{
    for (int i = 0; i < o->n; i++) {
        o->has_priority[i] = mate[i] < 0;
        if (mate[i] >= 0)
            o->is_repeat[i][mate[i]] = true;
    }
}

/*
 * Ten rounds of a group of any size that fits. A repeat is avoidable in a round where the people who have not met can
 * be paired: the oracle says so. Of an even number n there are n − 1 rounds without a repeat (round robin), and the
 * first n / 2 can never come to a dead end (what is left has degree n / 2 at least: Dirac 1952).
 */
static void test_pairing__no_repeat_over_ten_rounds_while_one_is_avoidable(void **state)
{
    (void)state;
    for (int n = 2; n <= 12; n++)
        for (uint64_t seed = 0; seed < 5; seed++) {
            oracle_pairing o = {.n = n};
            copse_random random;
            copse_random_seed(&random, seed, 3);
            for (int i = 0; i < n; i++)
                for (int j = 0; j < i; j++)
                    set(&o, i, j, true, false, 10 * (int)copse_random_below(&random, 101));
            for (int round = 0; round < 10; round++) {
                int32_t mate[ORACLE_PEOPLE];
                int avoidable = oracle_best_pairs(&o).repeats;
                copse_pairing got = choose(mate, &o, NULL, seed + 100);
                assert_int_equal(got.n_repeats, avoidable);
                if (n % 2 == 0 && round < n / 2)
                    assert_int_equal(got.n_repeats, 0);
                record(&o, mate);
            }
        }
}

/* Fourteen people, seven rounds, which Dirac's theorem promises: 49 different pairs, counted. */
static void test_pairing__all_who_can_have_met(void **state)
{
    (void)state;
    oracle_pairing o = {.n = ORACLE_PEOPLE};
    int different = 0;
    for (int i = 0; i < o.n; i++)
        for (int j = 0; j < i; j++)
            set(&o, i, j, true, false, 500);
    for (int round = 0; round < o.n / 2; round++) {
        int32_t mate[ORACLE_PEOPLE];
        choose(mate, &o, NULL, 9);
        record(&o, mate);
    }
    for (int i = 0; i < o.n; i++)
        for (int j = 0; j < i; j++)
            different += o.is_repeat[i][j];
    assert_int_equal(different, 49);
}

/* Three people: who was left out is in the next pair, until all have met. */
static void test_pairing__who_was_left_out_comes_first(void **state)
{
    (void)state;
    oracle_pairing o = {.n = 3};
    set(&o, 0, 1, true, false, 1000); /* the best pair there is */
    set(&o, 0, 2, true, false, 0);
    set(&o, 1, 2, true, false, 0);
    int32_t mate[3];
    choose(mate, &o, NULL, 1);
    assert_int_equal(mate[2], -1);
    record(&o, mate);
    choose(mate, &o, NULL, 1);
    assert_true(mate[2] >= 0);
}

static void test_pairing__places_do_not_mix(void **state)
{
    (void)state;
    const int32_t place[] = {0, 1, 0, 1, 1};
    oracle_pairing o = {.n = 5};
    for (int i = 0; i < 5; i++)
        for (int j = 0; j < i; j++)
            set(&o, i, j, place[i] == place[j], false, 100);
    int32_t mate[5];
    copse_pairing got = choose(mate, &o, place, 1);
    assert_int_equal(got.n_pairs, 2);
    assert_int_equal(mate[0], 2);
}

static void test_pairing__the_seed_draws_and_repeats(void **state)
{
    (void)state;
    oracle_pairing o = {.n = 10};
    for (int i = 0; i < 10; i++)
        for (int j = 0; j < i; j++)
            set(&o, i, j, true, false, 500);
    int32_t once[10], again[10], other[10];
    int n_different = 0;
    choose(once, &o, NULL, 1);
    choose(again, &o, NULL, 1);
    assert_memory_equal(once, again, sizeof once);
    for (uint64_t seed = 2; seed < 12; seed++) {
        choose(other, &o, NULL, seed);
        n_different += memcmp(once, other, sizeof once) != 0;
    }
    assert_true(n_different >= 9); /* of 945 ways to pair ten people */
}

/* The best so many of all pairs, which may be worth more than a part of the best of all. */
static void test_pairing__so_many_pairs_equal_the_oracle(void **state)
{
    (void)state;
    copse_random random;
    copse_random_seed(&random, 4, 2);
    for (int round = 0; round < 1500; round++) {
        oracle_pairing o = {.n = (int)copse_random_below(&random, 11)};
        int32_t mate[ORACLE_PEOPLE];
        uint64_t density = 2 + copse_random_below(&random, 9), repeats = copse_random_below(&random, 10);
        o.most_pairs = 1 + (int)copse_random_below(&random, 4);
        for (int i = 0; i < o.n; i++)
            for (int j = 0; j < i; j++)
                set(&o, i, j, copse_random_below(&random, 10) < density, copse_random_below(&random, 10) < repeats,
                    100 * (int)copse_random_below(&random, 11));
        copse_pairing got = choose(mate, &o, NULL, (uint64_t)round);
        oracle_outcome best = oracle_best_pairs(&o);
        assert_int_equal(got.n_pairs, best.pairs);
        assert_int_equal(got.n_repeats, best.repeats);
        assert_int_equal(got.worth, best.worth);
    }
}

/* ---- more than are paired at once ---- */

static copse_status put_plain_row(copse_pair_worth *out, void *user, size_t person, const int32_t *others,
                                  size_t n_others, copse_error *err)
{
    (void)user;
    (void)err;
    for (size_t i = 0; i < n_others; i++)
        out[i] = (copse_pair_worth){(size_t)others[i] != person, false,
                                    (person + (size_t)others[i]) % 2 == 1 ? COPSE_PAIRING_MOST_WORTH : 0};
    return COPSE_OK;
}

/* Odd ones with even ones: nearly all of them can be, and the bound says how near that is. */
static void test_pairing__circles_leave_nobody_out_and_say_the_gap(void **state)
{
    (void)state;
    enum { N = COPSE_PAIRING_CIRCLE + 2 };
    static int32_t mate[N];
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_pairing out;
    const copse_pairing_problem problem = {.n = N, .put_row = put_plain_row};
    assert_ok(copse_choose_pairs(mate, &out, &problem, &ctx, NULL));
    assert_int_equal(out.n_pairs, N / 2);
    assert_false(out.is_exact);
    assert_int_equal(out.bound, (int64_t)out.n_pairs * COPSE_PAIRING_MOST_WORTH);
    assert_true(out.worth <= out.bound);
    assert_true((double)out.worth > 0.8 * (double)out.bound);
    for (int i = 0; i < N; i++)
        assert_int_equal(mate[mate[i]], i);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pairing__equals_the_oracle),
        cmocka_unit_test(test_pairing__no_repeat_over_ten_rounds_while_one_is_avoidable),
        cmocka_unit_test(test_pairing__all_who_can_have_met),
        cmocka_unit_test(test_pairing__who_was_left_out_comes_first),
        cmocka_unit_test(test_pairing__places_do_not_mix),
        cmocka_unit_test(test_pairing__the_seed_draws_and_repeats),
        cmocka_unit_test(test_pairing__so_many_pairs_equal_the_oracle),
        cmocka_unit_test(test_pairing__circles_leave_nobody_out_and_say_the_gap),
    };
    copse_start(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
