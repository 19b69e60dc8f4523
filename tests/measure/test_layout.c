/* Layouts, against closed forms of small graphs, and what must hold of every layout. */
#include "support.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/random.h"
#include "measure/layout.h"

/* A graph that is drawn edge by edge. */
typedef struct drawing {
    size_t n, n_ends;
    int32_t *row, *column;
    copse_incidence ties;
    double *place;
} drawing;

enum { MOST_ENDS = 40000 };

static void begin(drawing *d, size_t n)
{
    memset(d, 0, sizeof *d);
    d->n = n;
    d->row = calloc(MOST_ENDS, sizeof *d->row);
    d->column = calloc(MOST_ENDS, sizeof *d->column);
    d->place = calloc(2 * n + 1, sizeof *d->place);
}

static void tie(drawing *d, size_t a, size_t b)
{
    assert_true(d->n_ends + 2 <= MOST_ENDS);
    d->row[d->n_ends] = d->column[d->n_ends + 1] = (int32_t)a;
    d->column[d->n_ends] = d->row[d->n_ends + 1] = (int32_t)b;
    d->n_ends += 2;
}

static void made(drawing *d)
{
    assert_ok(copse_incidence_new(&d->ties, d->n, d->n, d->n_ends, d->row, d->column, NULL, NULL));
}

static void end(drawing *d)
{
    copse_incidence_free(&d->ties);
    free(d->row);
    free(d->column);
    free(d->place);
}

static const copse_context context = COPSE_CONTEXT_INIT;

static void lay_out(drawing *d, const int32_t *block, const double *kept)
{
    copse_layout_request of = {&d->ties, block, kept};
    assert_ok(copse_measure_layout(d->place, &of, &context, NULL));
}

static double far(const double *place, size_t a, size_t b)
{
    return hypot(place[2 * a] - place[2 * b], place[2 * a + 1] - place[2 * b + 1]);
}

/* Groups of one size, tied in a ring and to drawn others inside, and each to the next by some ties. */
static void draw_groups(drawing *d, size_t n_groups, size_t size, uint64_t seed)
{
    copse_random random;
    copse_random_seed(&random, seed, 0);
    begin(d, n_groups * size);
    for (size_t g = 0; g < n_groups; g++) {
        for (size_t i = 0; i < size; i++) {
            tie(d, g * size + i, g * size + (i + 1) % size);
            tie(d, g * size + i, g * size + (i + 2 + (size_t)copse_random_below(&random, size - 3)) % size);
        }
        for (size_t i = 0; n_groups > 1 && i < 3; i++)
            tie(d, g * size + (size_t)copse_random_below(&random, size),
                (g + 1) % n_groups * size + (size_t)copse_random_below(&random, size));
    }
    made(d);
}

/* ---- closed forms ---- */

/* a - b - c: springs of lengths 1, 1 and 2 are all at rest on a line. */
static void test_springs__a_path_is_a_line(void **state)
{
    (void)state;
    drawing d;
    begin(&d, 3);
    tie(&d, 0, 1);
    tie(&d, 1, 2);
    made(&d);
    lay_out(&d, NULL, NULL);
    assert_close(far(d.place, 0, 1) / far(d.place, 1, 2), 1.0, 0.03);
    assert_close(far(d.place, 0, 2) / far(d.place, 0, 1), 2.0, 0.03);
    end(&d);
}

/* A ring of four rests as a square, by symmetry: its diagonals are √2 sides. */
static void test_springs__a_ring_of_four_is_a_square(void **state)
{
    (void)state;
    drawing d;
    begin(&d, 4);
    for (size_t i = 0; i < 4; i++)
        tie(&d, i, (i + 1) % 4);
    made(&d);
    lay_out(&d, NULL, NULL);
    for (size_t i = 0; i < 4; i++)
        assert_close(far(d.place, i, (i + 1) % 4) / far(d.place, 0, 1), 1.0, 0.03);
    assert_close(far(d.place, 0, 2) / far(d.place, 0, 1), sqrt(2.0), 0.04);
    assert_close(far(d.place, 1, 3) / far(d.place, 0, 1), sqrt(2.0), 0.04);
    end(&d);
}

/* ---- blocks ---- */

static void test_blocks__are_the_groups_that_were_planted(void **state)
{
    (void)state;
    drawing d;
    size_t n_blocks;
    draw_groups(&d, 12, 20, 3);
    int32_t *block = calloc(d.n, sizeof *block);
    assert_ok(copse_measure_blocks(block, &n_blocks, &d.ties, &context, NULL));
    assert_int_equal(n_blocks, 12);
    for (size_t v = 0; v < d.n; v++)
        assert_int_equal(block[v], v / 20);
    free(block);
    end(&d);
}

static void test_blocks__of_nothing_are_none(void **state)
{
    (void)state;
    drawing d;
    size_t n_blocks = 1;
    begin(&d, 0);
    made(&d);
    assert_ok(copse_measure_blocks(NULL, &n_blocks, &d.ties, &context, NULL));
    assert_int_equal(n_blocks, 0);
    end(&d);
}

/* ---- what holds of every layout ---- */

static double nearest_two(const drawing *d)
{
    double least = INFINITY;
    for (size_t a = 0; a < d->n; a++)
        for (size_t b = 0; b < a; b++)
            least = fmin(least, far(d->place, a, b));
    return least;
}

static void test_layout__no_mark_lies_on_another(void **state)
{
    (void)state;
    static const struct { size_t groups, size; } shapes[] = {{1, 5}, {4, 12}, {30, 20}, {60, 40}};
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        drawing d;
        draw_groups(&d, shapes[i].groups, shapes[i].size, 5);
        lay_out(&d, NULL, NULL);
        if (nearest_two(&d) < 0.7)
            fail_msg("two of %zu marks stand %.3f apart", d.n, nearest_two(&d));
        end(&d);
    }
}

/* Above COPSE_LAYOUT_WHOLE: each block is a disc of its own, and no two discs lie on each other. */
static void test_layout__known_blocks_stand_apart(void **state)
{
    (void)state;
    enum { GROUPS = 60, SIZE = 20 };
    drawing d;
    draw_groups(&d, GROUPS, SIZE, 7);
    int32_t *block = calloc(d.n, sizeof *block);
    double centre[2 * GROUPS] = {0.0}, radius[GROUPS] = {0.0};
    for (size_t v = 0; v < d.n; v++)
        block[v] = (int32_t)(v / SIZE);
    lay_out(&d, block, NULL);
    for (size_t v = 0; v < d.n; v++)
        for (size_t axis = 0; axis < 2; axis++)
            centre[2 * (v / SIZE) + axis] += d.place[2 * v + axis] / SIZE;
    for (size_t v = 0; v < d.n; v++)
        radius[v / SIZE] = fmax(radius[v / SIZE], hypot(d.place[2 * v] - centre[2 * (v / SIZE)],
                                                        d.place[2 * v + 1] - centre[2 * (v / SIZE) + 1]));
    for (size_t a = 0; a < GROUPS; a++)
        for (size_t b = 0; b < a; b++)
            assert_true(far(centre, a, b) > radius[a] + radius[b]);
    free(block);
    end(&d);
}

static void test_layout__same_bytes_again(void **state)
{
    (void)state;
    drawing d;
    draw_groups(&d, 60, 20, 9);
    lay_out(&d, NULL, NULL);
    double *first = calloc(2 * d.n, sizeof *first);
    memcpy(first, d.place, 2 * d.n * sizeof *first);
    lay_out(&d, NULL, NULL);
    assert_memory_equal(first, d.place, 2 * d.n * sizeof *first);
    free(first);
    end(&d);
}

static double mean_tie(const drawing *d)
{
    double sum = 0.0;
    for (size_t v = 0; v < d->n; v++)
        for (size_t k = d->ties.start[v]; k < d->ties.start[v + 1]; k++)
            sum += far(d->place, v, (size_t)d->ties.column[k]);
    return sum / (double)d->ties.start[d->n];
}

static void test_layout__what_is_tied_is_nearer_than_what_is_not(void **state)
{
    (void)state;
    for (size_t groups = 10; groups <= 60; groups += 50) {
        drawing d;
        double all = 0.0;
        draw_groups(&d, groups, 20, 11);
        lay_out(&d, NULL, NULL);
        for (size_t a = 0; a < d.n; a++)
            for (size_t b = 0; b < a; b++)
                all += far(d.place, a, b) / (0.5 * (double)d.n * (double)(d.n - 1));
        assert_true(mean_tie(&d) < 0.5 * all);
        end(&d);
    }
}

/* A group of ten, a pair and three alone: the largest on top, the others in rows below it. */
static void test_layout__parts_stand_below_the_largest(void **state)
{
    (void)state;
    drawing d;
    begin(&d, 15);
    for (size_t i = 3; i < 13; i++)
        tie(&d, i, i == 12 ? 3 : i + 1);
    tie(&d, 13, 14);
    made(&d);
    lay_out(&d, NULL, NULL);
    double lowest = -INFINITY;
    for (size_t v = 3; v < 13; v++)
        lowest = fmax(lowest, d.place[2 * v + 1]);
    for (size_t v = 0; v < 15; v++)
        if (v < 3 || v > 12)
            assert_true(d.place[2 * v + 1] > lowest + 1.0);
    assert_true(nearest_two(&d) >= 1.0);
    end(&d);
}

static void test_layout__of_nothing_and_of_one(void **state)
{
    (void)state;
    for (size_t n = 0; n < 2; n++) {
        drawing d;
        begin(&d, n);
        made(&d);
        lay_out(&d, NULL, NULL);
        assert_false(n > 0 && isnan(d.place[0]));
        end(&d);
    }
}

/* ---- kept places ---- */

/*
 * Things 0..38 stood somewhere; 39, of their ring, is new, as is 40, of block 0 and tied to nothing, and 41 - 42, a
 * part of their own.
 */
static void test_kept__who_stayed_stays_and_who_came_stands_near(void **state)
{
    (void)state;
    enum { RING = 40, N = 43 };
    drawing d;
    double kept[2 * N];
    int32_t block[N];
    begin(&d, N);
    for (size_t i = 0; i < RING; i++)
        tie(&d, i, (i + 1) % RING);
    tie(&d, 41, 42);
    made(&d);
    for (size_t v = 0; v < N; v++) {
        bool is_new = v >= RING - 1;
        kept[2 * v] = is_new ? NAN : 100.0 + 20.0 * cos(0.157 * (double)v) + 1.0 / 3.0;
        kept[2 * v + 1] = is_new ? NAN : 50.0 + 20.0 * sin(0.157 * (double)v);
        block[v] = v < 5 || v == 40 ? 0 : v < 41 ? 1 : -1;
    }
    lay_out(&d, block, kept);
    assert_memory_equal(d.place, kept, 2 * (RING - 1) * sizeof *kept);
    /* Beside the middle of 38 and 0, six units apart. */
    double x = (kept[0] + kept[76]) / 2.0, y = (kept[1] + kept[77]) / 2.0;
    assert_true(hypot(d.place[78] - x, d.place[79] - y) < 2.0);
    x = y = 0.0;
    for (size_t v = 0; v < 5; v++) {
        x += kept[2 * v] / 5.0;
        y += kept[2 * v + 1] / 5.0;
    }
    assert_true(hypot(d.place[80] - x, d.place[81] - y) < 2.0);
    assert_true(d.place[83] > 71.0 && d.place[85] > 71.0);
    assert_true(nearest_two(&d) > 0.7);
    end(&d);
}

static void test_kept__five_hundred_newcomers_to_one_thing_find_room(void **state)
{
    (void)state;
    enum { N = 501 };
    drawing d;
    double *kept = calloc(2 * N, sizeof *kept);
    begin(&d, N);
    for (size_t v = 1; v < N; v++) {
        tie(&d, 0, v);
        kept[2 * v] = kept[2 * v + 1] = NAN;
    }
    made(&d);
    lay_out(&d, NULL, kept);
    assert_true(nearest_two(&d) > 0.7);
    free(kept);
    end(&d);
}

/* ---- memory ---- */

static void test_layout__without_memory_it_says_so(void **state)
{
    (void)state;
    drawing d;
    draw_groups(&d, 60, 20, 13);
    copse_layout_request of = {&d.ties, NULL, NULL};
    copse_memory_fail_at(-1);
    assert_ok(copse_measure_layout(d.place, &of, &context, NULL));
    int64_t n = copse_memory_count();
    assert_true(n > 20);
    for (int64_t i = 0; i < n; i += 7) {
        copse_memory_fail_at(i);
        copse_status st = copse_measure_layout(d.place, &of, &context, NULL);
        copse_memory_fail_at(-1);
        assert_int_equal(st, COPSE_E_NOMEM);
    }
    end(&d);
}

static int start_copse(void **state)
{
    (void)state;
    return copse_start(NULL) != COPSE_OK;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_springs__a_path_is_a_line),
        cmocka_unit_test(test_springs__a_ring_of_four_is_a_square),
        cmocka_unit_test(test_blocks__are_the_groups_that_were_planted),
        cmocka_unit_test(test_blocks__of_nothing_are_none),
        cmocka_unit_test(test_layout__no_mark_lies_on_another),
        cmocka_unit_test(test_layout__known_blocks_stand_apart),
        cmocka_unit_test(test_layout__same_bytes_again),
        cmocka_unit_test(test_layout__what_is_tied_is_nearer_than_what_is_not),
        cmocka_unit_test(test_layout__parts_stand_below_the_largest),
        cmocka_unit_test(test_layout__of_nothing_and_of_one),
        cmocka_unit_test(test_kept__who_stayed_stays_and_who_came_stands_near),
        cmocka_unit_test(test_kept__five_hundred_newcomers_to_one_thing_find_room),
        cmocka_unit_test(test_layout__without_memory_it_says_so),
    };
    return cmocka_run_group_tests(tests, start_copse, NULL);
}
