/*
 * Suppression on small trees, attacked by brute force.
 *
 *            whole ──────────────┐
 *         ┌────┼────┐            │
 *        u0   u1   u2        s0 s1 s2     units and sites both add up to the whole
 *       ┌┼┐  ┌┼┐  ┌┼┐
 *       3 teams each
 */
#include "support.h"

#include "base/random.h"
#include "store/suppress.h"

enum { WHOLE, UNITS, TEAMS = UNITS + 3, SITES = TEAMS + 9, N_CELLS = SITES + 3 };
enum { OF_UNITS, OF_SITES, OF_TEAMS, N_GROUPS = OF_TEAMS + 3, THRESHOLD = 5 };

static const int32_t total_of[N_GROUPS] = {WHOLE, WHOLE, UNITS, UNITS + 1, UNITS + 2};

static int32_t group_of(int cell)
{
    if (cell == WHOLE)
        return -1;
    if (cell < TEAMS)
        return OF_UNITS;
    return cell < SITES ? OF_TEAMS + (cell - TEAMS) / 3 : OF_SITES;
}

static void suppress(bool *suppressed, const int64_t *value)
{
    int32_t groups[N_CELLS];
    memset(suppressed, 0, N_CELLS * sizeof *suppressed);
    for (int c = 0; c < N_CELLS; c++)
        groups[c] = group_of(c);
    assert_ok(copse_store_suppress(suppressed, value, groups, N_CELLS, total_of, N_GROUPS, THRESHOLD, NULL));
}

/* Units and whole from teams; sites share the whole out anew, one after the other. */
static void add_up(int64_t *value)
{
    value[WHOLE] = 0;
    for (int u = 0; u < 3; u++) {
        value[UNITS + u] = 0;
        for (int t = 0; t < 3; t++)
            value[UNITS + u] += value[TEAMS + 3 * u + t];
        value[WHOLE] += value[UNITS + u];
    }
}

static void draw(int64_t *value, copse_random *random)
{
    for (int t = 0; t < 9; t++)
        value[TEAMS + t] = (int64_t)copse_random_below(random, 4) ? (int64_t)copse_random_below(random, 12) : 0;
    add_up(value);
    int64_t left = value[WHOLE];
    for (int s = 0; s < 2; s++) {
        value[SITES + s] = (int64_t)copse_random_below(random, (uint64_t)left + 1);
        left -= value[SITES + s];
    }
    value[SITES + 2] = left;
}

/*
 * What an attacker can do who knows every published count, that every table
 * adds up, and that what is suppressed is not 0: look for worlds beside the
 * true one. All those in which hidden teams and sites differ by at most one are tried.
 */
typedef struct attack {
    const int64_t *value;
    const bool *suppressed;
    int hidden[12], n_hidden;
    int64_t world[N_CELLS];
    bool is_open[N_CELLS]; /* some world has another count here */
} attack;

static bool is_possible(attack *a)
{
    add_up(a->world);
    int64_t sites = 0;
    for (int s = 0; s < 3; s++)
        sites += a->world[SITES + s];
    if (sites != a->world[WHOLE])
        return false;
    for (int c = 0; c < N_CELLS; c++)
        if (a->suppressed[c] ? a->world[c] < 1 : a->world[c] != a->value[c])
            return false;
    return true;
}

static void try_worlds(attack *a, int i)
{
    if (i < a->n_hidden) {
        int c = a->hidden[i];
        for (int64_t delta = -1; delta <= 1; delta++) {
            a->world[c] = a->value[c] + delta;
            try_worlds(a, i + 1);
        }
        return;
    }
    if (is_possible(a))
        for (int c = 0; c < N_CELLS; c++)
            a->is_open[c] |= a->world[c] != a->value[c];
}

static void test_suppress__no_count_follows_from_the_others(void **state)
{
    (void)state;
    copse_random random;
    copse_random_seed(&random, 5, 0);
    int attacked = 0;
    for (int round = 0; round < 400; round++) {
        int64_t value[N_CELLS];
        bool suppressed[N_CELLS];
        draw(value, &random);
        suppress(suppressed, value);
        attack a = {.value = value, .suppressed = suppressed};
        memcpy(a.world, value, sizeof value);
        for (int c = TEAMS; c < N_CELLS; c++)
            if (suppressed[c])
                a.hidden[a.n_hidden++] = c;
        if (a.n_hidden > 10)
            continue; /* 3^11 worlds a round take long */
        try_worlds(&a, 0);
        for (int c = 0; c < N_CELLS; c++) {
            if (suppressed[c] && !a.is_open[c])
                fail_msg("round %d: cell %d must be %lld", round, c, (long long)value[c]);
            attacked += suppressed[c];
        }
    }
    assert_true(attacked > 500);
}

static void test_suppress__small_counts_go_and_zero_stays(void **state)
{
    (void)state;
    int64_t value[N_CELLS] = {0};
    bool suppressed[N_CELLS];
    const int64_t teams[9] = {4, 6, 0, 20, 30, 5, 9, 9, 9};
    memcpy(&value[TEAMS], teams, sizeof teams);
    add_up(value);
    value[SITES] = value[WHOLE];
    suppress(suppressed, value);
    assert_true(suppressed[TEAMS]);      /* 4 is small */
    assert_true(suppressed[TEAMS + 1]);  /* or 4 = unit − 6 − 0 */
    assert_false(suppressed[TEAMS + 2]); /* 0 names nobody */
    for (int c = TEAMS + 3; c < SITES; c++)
        assert_false(suppressed[c]);
    assert_false(suppressed[WHOLE]);
}

static void test_suppress__where_all_are_large_all_are_shown(void **state)
{
    (void)state;
    int64_t value[N_CELLS] = {0};
    bool suppressed[N_CELLS];
    for (int t = TEAMS; t < SITES; t++)
        value[t] = 5 + t;
    add_up(value);
    value[SITES] = value[WHOLE];
    suppress(suppressed, value);
    for (int c = 0; c < N_CELLS; c++)
        assert_false(suppressed[c]);
}

static void test_suppress__a_cop_of_one_has_no_count_at_all(void **state)
{
    (void)state;
    int64_t value[N_CELLS] = {0};
    bool suppressed[N_CELLS];
    value[TEAMS] = value[SITES] = 1;
    add_up(value);
    suppress(suppressed, value);
    assert_true(suppressed[TEAMS] && suppressed[UNITS] && suppressed[WHOLE] && suppressed[SITES]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_suppress__no_count_follows_from_the_others),
        cmocka_unit_test(test_suppress__small_counts_go_and_zero_stays),
        cmocka_unit_test(test_suppress__where_all_are_large_all_are_shown),
        cmocka_unit_test(test_suppress__a_cop_of_one_has_no_count_at_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
