/* Links that bring a unit nearer: by hand, against every set, and against a greedy that reckons all anew. */
#include "support.h"

#include <stdlib.h>

#include "choose/remedy.h"

/* One of 5 people met of 5 others: surely. Two of 11 at 5 of 10: 1 − ½² = ¾. */
static void test_meeting__by_hand(void **state)
{
    (void)state;
    assert_close(copse_choose_remedy_meeting(1.0, 6.0, 5.0), 1.0, 0.0);
    assert_close(copse_choose_remedy_meeting(2.0, 11.0, 5.0), 0.75, 1e-15);
    assert_close(copse_choose_remedy_meeting(1.0, 1.0, 5.0), 0.0, 0.0);
}

/*
 * Unit 0 is reached by act 0 for sure, half of unit 1 by act 1; act 2 repeats act 0 with half the relevance.
 * First act 0, gain 1; then act 1, 0.5; act 2 has nothing left to gain.
 */
static void test_remedy__what_is_reached_is_not_gained_again(void **state)
{
    (void)state;
    const int32_t first[] = {0}, second[] = {1};
    const double sure[] = {1.0}, half[] = {0.5};
    const copse_remedy_act acts[] = {{1.0, 1, first, sure}, {1.0, 1, second, half}, {0.5, 1, first, sure}};
    double reached[] = {0.0, 0.0};
    copse_remedy_choice out[3];
    size_t n;
    assert_ok(copse_choose_remedy(out, &n, acts, 3, reached, 3, NULL));
    assert_int_equal(n, 2);
    assert_int_equal(out[0].act, 0);
    assert_close(out[0].gain, 1.0, 0.0);
    assert_int_equal(out[1].act, 1);
    assert_close(out[1].gain, 0.5, 0.0);
    assert_close(reached[0], 1.0, 0.0);
    assert_close(reached[1], 0.5, 0.0);
}

static void test_remedy__nothing_to_do(void **state)
{
    (void)state;
    const int32_t unit[] = {0};
    const double sure[] = {1.0};
    const copse_remedy_act act = {1.0, 1, unit, sure};
    double reached[] = {1.0};
    copse_remedy_choice out[1];
    size_t n = 7;
    assert_ok(copse_choose_remedy(out, &n, &act, 1, reached, 1, NULL));
    assert_int_equal(n, 0);
    assert_ok(copse_choose_remedy(out, &n, NULL, 0, reached, 1, NULL));
    assert_int_equal(n, 0);
}

enum { UNITS = 12, ACTS = 9, MOST = 3, TRIES = 400 };

typedef struct problem {
    copse_remedy_act acts[ACTS];
    int32_t unit[ACTS][UNITS];
    double p[ACTS][UNITS], reached[UNITS];
} problem;

static double draw(unsigned *state)
{
    *state = *state * 1103515245U + 12345U;
    return (double)(*state >> 8 & 0xffffU) / 65536.0;
}

static void make(problem *o, unsigned *state)
{
    for (size_t u = 0; u < UNITS; u++)
        o->reached[u] = draw(state) < 0.3 ? 1.0 : draw(state);
    for (size_t a = 0; a < ACTS; a++) {
        o->acts[a] = (copse_remedy_act){draw(state), 0, o->unit[a], o->p[a]};
        for (int32_t u = 0; u < UNITS; u++)
            if (draw(state) < 0.4) {
                o->unit[a][o->acts[a].n] = u;
                o->p[a][o->acts[a].n++] = draw(state);
            }
    }
}

/* What a set of acts adds to what is reached, straight from the definition. */
static double worth(const problem *o, const size_t *set, size_t n)
{
    double sum = 0.0;
    for (size_t u = 0; u < UNITS; u++) {
        double missed = 1.0 - o->reached[u];
        for (size_t i = 0; i < n; i++) {
            const copse_remedy_act *act = &o->acts[set[i]];
            for (size_t k = 0; k < act->n; k++)
                if ((size_t)act->unit[k] == u)
                    missed *= 1.0 - act->relevance * act->p[k];
        }
        sum += 1.0 - o->reached[u] - missed;
    }
    return sum;
}

static double best_worth(const problem *o)
{
    double best = 0.0;
    for (size_t a = 0; a < ACTS; a++)
        for (size_t b = a + 1; b < ACTS; b++)
            for (size_t c = b + 1; c < ACTS; c++)
                best = fmax(best, worth(o, (size_t[]){a, b, c}, 3));
    return best;
}

static size_t plain_next(const problem *o, size_t *set, size_t n)
{
    size_t best = ACTS;
    double most = 0.0;
    for (size_t a = 0; a < ACTS; a++) {
        bool is_taken = false;
        for (size_t i = 0; i < n; i++)
            is_taken = is_taken || set[i] == a;
        set[n] = a;
        double gain = worth(o, set, n + 1) - worth(o, set, n);
        if (!is_taken && gain > most + 1e-12) {
            most = gain;
            best = a;
        }
    }
    return best;
}

static void test_remedy__equals_plain_greedy_and_keeps_its_guarantee(void **state)
{
    (void)state;
    unsigned seed = 5;
    for (int t = 0; t < TRIES; t++) {
        problem o = {0};
        copse_remedy_choice out[MOST];
        size_t n, set[MOST + 1], plain[MOST + 1];
        double reached[UNITS];
        make(&o, &seed);
        memcpy(reached, o.reached, sizeof reached);
        assert_ok(copse_choose_remedy(out, &n, o.acts, ACTS, reached, MOST, NULL));
        for (size_t i = 0; i < n; i++) {
            plain[i] = plain_next(&o, plain, i);
            assert_int_equal(out[i].act, plain[i]);
            set[i] = out[i].act;
            assert_close(out[i].gain, worth(&o, set, i + 1) - worth(&o, set, i), 1e-12);
        }
        assert_true(worth(&o, set, n) >= (1.0 - exp(-1.0)) * best_worth(&o) - 1e-12);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_meeting__by_hand),
        cmocka_unit_test(test_remedy__what_is_reached_is_not_gained_again),
        cmocka_unit_test(test_remedy__nothing_to_do),
        cmocka_unit_test(test_remedy__equals_plain_greedy_and_keeps_its_guarantee),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
