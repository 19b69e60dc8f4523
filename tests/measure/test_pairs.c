/* How alike two are: by hand on small tables, against plain loops, and the fixed-margin test against sampled tables. */
#include "field.h"

#include <stdlib.h>

#include "base/random.h"
#include "measure/pair_null.h"
#include "measure/two_mode_internal.h"
#include "network/southern_women.h"
#include "oracle/swap_null.h"

/* ---- likeness of sets ---- */

enum { N_PEOPLE = 30, N_COPS = 9 };

static void draw_seats(field *f, unsigned char *table, uint64_t seed)
{
    copse_random random;
    copse_random_seed(&random, seed, 0);
    field_begin(f, N_PEOPLE, 0, N_COPS, 0);
    memset(table, 0, (size_t)N_PEOPLE * N_COPS);
    for (copse_index i = 0; i < N_PEOPLE; i++)
        for (copse_index c = 0; c < N_COPS; c++)
            if (copse_random_below(&random, 10) < 1 + (uint64_t)c % 4) {
                field_seat(f, i, c);
                table[i * N_COPS + c] = 1;
            }
}

/* What the formulas say, from the plain table of rows × columns. */
static double expected_of(const char *name, const unsigned char *t, size_t rows, size_t columns, size_t a, size_t b)
{
    double both = 0.0, either = 0.0, of_a = 0.0, of_b = 0.0, logs = 0.0, shares = 0.0;
    for (size_t c = 0; c < columns; c++) {
        double size = 0.0;
        for (size_t r = 0; r < rows; r++)
            size += t[r * columns + c];
        int x = t[a * columns + c], y = t[b * columns + c];
        of_a += x;
        of_b += y;
        either += x || y;
        if (x && y) {
            both += 1.0;
            logs += 1.0 / log(size);
            shares += 1.0 / (size - 1.0);
        }
    }
    if (strcmp(name, "jaccard") == 0)
        return either > 0.0 ? both / either : NAN;
    if (strcmp(name, "cosine") == 0)
        return of_a > 0.0 && of_b > 0.0 ? both / sqrt(of_a * of_b) : NAN;
    return strcmp(name, "newman") == 0 ? shares : logs;
}

static void test_likeness__is_what_the_plain_table_says(void **state)
{
    (void)state;
    static const char *const names[] = {"jaccard", "cosine", "adamic-adar", "newman"};
    for (uint64_t seed = 1; seed <= 3; seed++) {
        field f;
        taken people, cops;
        unsigned char table[N_PEOPLE * N_COPS], turned[N_PEOPLE * N_COPS];
        draw_seats(&f, table, seed);
        for (size_t i = 0; i < N_PEOPLE * N_COPS; i++)
            turned[i % N_COPS * N_PEOPLE + i / N_COPS] = table[i];
        for (size_t k = 0; k < 4; k++) {
            const copse_measure_info *info;
            assert_ok(copse_measure_find(&info, names[k], NULL));
            field_take(&people, &f, copse_measure_row_of(info), COPSE_THINGS_MEMBERS, COPSE_NONE);
            field_take(&cops, &f, copse_measure_row_of(info), COPSE_THINGS_COMMUNITIES, COPSE_NONE);
            assert_int_equal(people.n, N_PEOPLE);
            assert_int_equal(cops.n, N_COPS);
            for (size_t a = 0; a < N_PEOPLE; a++)
                for (size_t b = 0; b < a; b++)
                    assert_true(is_same(people.value[a * N_PEOPLE + b],
                                        expected_of(names[k], table, N_PEOPLE, N_COPS, a, b), 1e-12));
            for (size_t a = 0; a < N_COPS; a++)
                for (size_t b = 0; b < a; b++)
                    assert_true(is_same(cops.value[a * N_COPS + b],
                                        expected_of(names[k], turned, N_COPS, N_PEOPLE, a, b), 1e-12));
        }
    }
}

/* Newman's weights of one person add up to the CoPs that somebody else is in. */
static void test_newman__adds_up_to_shared_cops(void **state)
{
    (void)state;
    field f;
    taken v;
    unsigned char table[N_PEOPLE * N_COPS];
    draw_seats(&f, table, 5);
    field_take_named(&v, &f, "newman", COPSE_NONE);
    for (size_t a = 0; a < N_PEOPLE; a++) {
        double sum = 0.0, cops = 0.0;
        for (size_t b = 0; b < N_PEOPLE; b++)
            sum += a == b ? 0.0 : v.value[a * N_PEOPLE + b];
        for (size_t c = 0; c < N_COPS; c++) {
            double size = 0.0;
            for (size_t r = 0; r < N_PEOPLE; r++)
                size += table[r * N_COPS + c];
            cops += table[a * N_COPS + c] && size > 1.0;
        }
        assert_close(sum, cops, 1e-12);
    }
}

static copse_status count_pair(void *user, size_t a, size_t b, copse_error *err)
{
    (void)err;
    unsigned char *met = user;
    assert_true(a < b);
    met[a * N_PEOPLE + b]++;
    return COPSE_OK;
}

static void test_pairs__tells_of_each_that_shares_something_once(void **state)
{
    (void)state;
    field f;
    unsigned char table[N_PEOPLE * N_COPS], met[N_PEOPLE * N_PEOPLE] = {0};
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_subject *of = NULL;
    draw_seats(&f, table, 7);
    const copse_facts facts = field_facts(&f);
    copse_network *net = field_network(&facts);
    assert_ok(copse_subject_new(&of, net, COPSE_THINGS_MEMBERS, COPSE_SUBJECT_SEATS, COPSE_NONE, &ctx, NULL));
    assert_ok(copse_measure_pairs(of, false, count_pair, met, &ctx, NULL));
    for (size_t a = 0; a < N_PEOPLE; a++)
        for (size_t b = a + 1; b < N_PEOPLE; b++) {
            int shares = 0;
            for (size_t c = 0; c < N_COPS; c++)
                shares = shares || (table[a * N_COPS + c] && table[b * N_COPS + c]);
            assert_int_equal(met[a * N_PEOPLE + b], shares);
        }
    copse_subject_free(of);
    copse_network_free(net);
}

/* ---- topics of one family ---- */

/*
 *      0            5     topics: 1 and 2 stand below 0, 3 and 4 below 1
 *     / \
 *    1   2
 *   / \
 *  3   4
 */
static void test_topics__of_one_family_are_alike(void **state)
{
    (void)state;
    const copse_measure_info *info;
    field f;
    taken v;
    assert_ok(copse_measure_find(&info, "topics", NULL));
    field_begin(&f, 0, 0, 0, 6);
    f.topics[1].broader = f.topics[2].broader = 0;
    f.topics[3].broader = f.topics[4].broader = 1;
    field_take(&v, &f, copse_measure_row_of(info), COPSE_THINGS_TOPICS, COPSE_NONE);
    /* 2 depth(LCA) / (sum of depths), depths 1 2 2 3 3 1 */
    const double expected[6][6] = {
        {NAN, 2.0 / 3, 2.0 / 3, 0.5, 0.5, 0.0}, {2.0 / 3, NAN, 0.5, 0.8, 0.8, 0.0},
        {2.0 / 3, 0.5, NAN, 0.4, 0.4, 0.0},     {0.5, 0.8, 0.4, NAN, 2.0 / 3, 0.0},
        {0.5, 0.8, 0.4, 2.0 / 3, NAN, 0.0},     {0.0, 0.0, 0.0, 0.0, 0.0, NAN}};
    for (size_t a = 0; a < 6; a++)
        for (size_t b = 0; b < 6; b++)
            assert_true(is_same(v.value[a * 6 + b], expected[a][b], 1e-12));
}

/* Two CoPs, of topics 3 and 4 alone: as alike as these; and both of all topics without a hierarchy: a plain cosine. */
static void test_topics__of_cops_by_hand(void **state)
{
    (void)state;
    const copse_measure_info *info;
    field f;
    taken v;
    assert_ok(copse_measure_find(&info, "topics", NULL));
    field_begin(&f, 2, 0, 2, 3);
    field_seat(&f, 0, 0);
    field_seat(&f, 1, 1);
    f.topics[1].broader = f.topics[2].broader = 0;
    field_hold(&f, 0, 1, 4.0);
    field_hold(&f, 1, 2, 1.0);
    field_take(&v, &f, copse_measure_row_of(info), COPSE_THINGS_COMMUNITIES, COPSE_NONE);
    assert_close(v.value[1], 0.5, 1e-12);

    f.topics[1].broader = f.topics[2].broader = COPSE_NONE;
    field_hold(&f, 0, 2, 1.0); /* (2, 1) and (0, 1), all with the same idf: 1 / √5 */
    field_take(&v, &f, copse_measure_row_of(info), COPSE_THINGS_COMMUNITIES, COPSE_NONE);
    assert_close(v.value[1], 1.0 / sqrt(5.0), 1e-12);
}

/* ---- the fixed-margin test ---- */

enum { TABLE_ROWS = 60, TABLE_COLUMNS = 30 };

typedef struct tables {
    unsigned char table[TABLE_ROWS * TABLE_COLUMNS];
    size_t rows, columns;
} tables;

static int shared_of(const tables *t, size_t a, size_t b)
{
    int n = 0;
    for (size_t c = 0; c < t->columns; c++)
        n += t->table[a * t->columns + c] && t->table[b * t->columns + c];
    return n;
}

/* P(S ≥ shared) were each CoP c shared with p_ac p_bc, whatever the others are: the rival that holds no sum. */
static double independent_upper(const copse_configuration *m, const copse_subject *of, size_t a, size_t b, int shared)
{
    double chance[TABLE_COLUMNS + 1] = {1.0}, upper = 0.0;
    for (size_t c = 0; c < of->hubs.n_rows; c++) {
        if (m->cops.of[c] < 0)
            continue;
        double both = m->p[(size_t)m->people.of[a] * m->cops.n + (size_t)m->cops.of[c]] *
                      m->p[(size_t)m->people.of[b] * m->cops.n + (size_t)m->cops.of[c]];
        for (size_t k = TABLE_COLUMNS; k > 0; k--)
            chance[k] = chance[k] * (1.0 - both) + chance[k - 1] * both;
        chance[0] *= 1.0 - both;
    }
    for (int k = shared; k <= TABLE_COLUMNS; k++)
        upper += chance[k];
    return upper;
}

/* How far from 4,000 swapped tables a null is: the largest differences over every pair that shares something. */
typedef struct distance {
    double of_mean, of_tail, of_independent_tail;
} distance;

static void compare_with_swaps(distance *d, const copse_network *net, const tables *observed)
{
    enum { SAMPLES = 4000 };
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_subject *of = NULL;
    tables t = *observed;
    unsigned long long seed = 5;
    size_t n = t.rows;
    double *mean = calloc(n * n, sizeof *mean), *tail = calloc(n * n, sizeof *tail);
    oracle_swap(t.table, t.rows, t.columns, 40000, &seed);
    for (int s = 0; s < SAMPLES; s++) {
        oracle_swap(t.table, t.rows, t.columns, 4000, &seed);
        for (size_t a = 0; a < n; a++)
            for (size_t b = 0; b < a; b++) {
                int shared = shared_of(&t, a, b);
                mean[a * n + b] += (double)shared / SAMPLES;
                tail[a * n + b] += shared >= shared_of(observed, a, b) ? 1.0 / SAMPLES : 0.0;
            }
    }
    *d = (distance){0};
    assert_ok(copse_subject_new(&of, net, COPSE_THINGS_MEMBERS, COPSE_SUBJECT_SEATS | COPSE_SUBJECT_NULL, COPSE_NONE, &ctx,
                                NULL));
    assert_int_equal(of->n, n);
    copse_configuration model = {0};
    assert_ok(copse_configuration_new(&model, &of->seats, &ctx, NULL));
    for (size_t a = 0; a < n; a++)
        for (size_t b = 0; b < a; b++) {
            double expected = copse_measure_expected_shared(of, a, b), upper = copse_measure_pair_test(of, a, b);
            assert_int_equal(isnan(expected), shared_of(observed, a, b) == 0);
            if (isnan(expected))
                continue;
            double rival = independent_upper(&model, of, a, b, shared_of(observed, a, b));
            d->of_mean = fmax(d->of_mean, fabs(expected - mean[a * n + b]));
            d->of_tail = fmax(d->of_tail, fabs(upper - tail[a * n + b]));
            d->of_independent_tail = fmax(d->of_independent_tail, fabs(rival - tail[a * n + b]));
        }
    copse_configuration_free(&model);
    copse_subject_free(of);
    free(mean);
    free(tail);
}

static void test_pair_test__agrees_with_swapped_tables_on_the_southern_women(void **state)
{
    (void)state;
    southern_women women;
    tables t = {.rows = N_WOMEN, .columns = N_EVENTS};
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_network *net = NULL;
    distance d;
    southern_women_read(&women);
    for (size_t i = 0; i < N_ATTENDANCES; i++)
        t.table[women.attendances[i].member * N_EVENTS + women.attendances[i].community] = 1;
    assert_ok(copse_network_new(&net, &women.facts, &ctx, NULL));
    compare_with_swaps(&d, net, &t);
    printf("measured pair-test.southern-women of-mean %.3f of-tail %.3f of-independent-tail %.3f\n", d.of_mean, d.of_tail,
           d.of_independent_tail);
    assert_true(d.of_mean < 0.15);
    assert_true(d.of_tail < 0.08);
    assert_true(2.0 * d.of_tail < d.of_independent_tail);
    copse_network_free(net);
}

/* Larger and sparser, with CoPs of a few and of half of all people. */
static void test_pair_test__agrees_with_swapped_tables_on_a_drawn_trust(void **state)
{
    (void)state;
    copse_random random;
    field f;
    tables t = {.rows = TABLE_ROWS, .columns = TABLE_COLUMNS};
    distance d;
    copse_random_seed(&random, 3, 0);
    field_begin(&f, TABLE_ROWS, 0, TABLE_COLUMNS, 0);
    for (copse_index i = 0; i < TABLE_ROWS; i++)
        for (copse_index c = 0; c < TABLE_COLUMNS; c++)
            if (copse_random_below(&random, 100) < 2 + (uint64_t)(i % 6) * (uint64_t)(c % 5)) {
                field_seat(&f, i, c);
                t.table[i * TABLE_COLUMNS + c] = 1;
            }
    const copse_facts facts = field_facts(&f);
    copse_network *net = field_network(&facts);
    compare_with_swaps(&d, net, &t);
    printf("measured pair-test.drawn of-mean %.3f of-tail %.3f of-independent-tail %.3f\n", d.of_mean, d.of_tail,
           d.of_independent_tail);
    assert_true(d.of_mean < 0.08);
    assert_true(d.of_tail < 0.06);
    assert_true(2.0 * d.of_tail < d.of_independent_tail);
    copse_network_free(net);
}

/* By hand: two people, both in CoPs 0 and 1 of two each: with such margins there is no other table. */
static void test_pair_test__of_what_could_not_be_otherwise(void **state)
{
    (void)state;
    field f;
    taken v;
    field_begin(&f, 2, 0, 2, 0);
    for (copse_index i = 0; i < 4; i++)
        field_seat(&f, i / 2, i % 2);
    field_take_named(&v, &f, "expected-shared", COPSE_NONE);
    assert_close(v.value[1], 2.0, 1e-6);
    field_take_named(&v, &f, "pair-test", COPSE_NONE);
    assert_close(v.value[1], 1.0, 1e-6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_likeness__is_what_the_plain_table_says),
        cmocka_unit_test(test_newman__adds_up_to_shared_cops),
        cmocka_unit_test(test_pairs__tells_of_each_that_shares_something_once),
        cmocka_unit_test(test_topics__of_one_family_are_alike),
        cmocka_unit_test(test_topics__of_cops_by_hand),
        cmocka_unit_test(test_pair_test__agrees_with_swapped_tables_on_the_southern_women),
        cmocka_unit_test(test_pair_test__agrees_with_swapped_tables_on_a_drawn_trust),
        cmocka_unit_test(test_pair_test__of_what_could_not_be_otherwise),
    };
    copse_start(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
