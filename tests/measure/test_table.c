/* Edge cases that every row of the table meets, of everything that it can be taken of. */
#include "field.h"

#include <ctype.h>

/* Every measure of every level that it can be taken of. */
static void each(void (*check)(const copse_measure *m, copse_things things))
{
    for (size_t i = 0; i < copse_measure_count(); i++) {
        const copse_measure *m = copse_measure_row_of(copse_measure_get(i));
        for (int t = COPSE_THINGS_MEMBERS; t <= COPSE_THINGS_TOPICS; t++)
            if (m->info.of & COPSE_OF(t))
                check(m, (copse_things)t);
    }
}

static void demand(bool holds, const copse_measure *m, copse_things things, const char *what)
{
    if (!holds)
        fail_msg("%s of %s: %s", m->info.name, copse_things_name(things), what);
}

/* ---- organisations ---- */

/*
 * Half an organisation of six people, two teams, three CoPs and four topics:
 *
 *     0 — 1 — 2 — 3 — 4        teams {0 1 2} {3 4 5}      CoPs {0 1 2 3} {2 3 4} {4 5}
 *                  \ /         topics 0 over 1 and 2; 3 by itself
 *                   5
 */
static void add_half(field *f, copse_index half, bool has_ties)
{
    static const int ties[][2] = {{0, 1}, {1, 2}, {2, 3}, {3, 4}, {3, 5}, {4, 5}};
    static const int seats[][2] = {{0, 0}, {1, 0}, {2, 0}, {3, 0}, {2, 1}, {3, 1}, {4, 1}, {4, 2}, {5, 2}};
    static const int known[][2] = {{0, 1}, {1, 1}, {1, 2}, {2, 0}, {3, 3}, {4, 2}, {5, 3}};
    static const int held[][2] = {{0, 1}, {0, 2}, {1, 2}, {1, 3}, {2, 3}};
    copse_index m = 6 * half, t = 2 * half, c = 3 * half, k = 4 * half;
    for (size_t i = 0; has_ties && i < sizeof ties / sizeof ties[0]; i++)
        field_tie(f, m + ties[i][0], m + ties[i][1], 1.0 + (double)i);
    for (size_t i = 0; i < sizeof seats / sizeof seats[0]; i++)
        field_seat(f, m + seats[i][0], c + seats[i][1]);
    for (copse_index i = 0; i < 6; i++)
        field_assign(f, m + i, t + i / 3);
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        field_know(f, m + known[i][0], k + known[i][1], 1.0 + (double)(i % 3));
    for (size_t i = 0; i < sizeof held / sizeof held[0]; i++)
        field_hold(f, c + held[i][0], k + held[i][1], 1.0 + (double)(i % 2));
    f->topics[k + 1].broader = f->topics[k + 2].broader = k;
}

static size_t half_of(copse_things things)
{
    static const size_t n[] = {6, 2, 3, 4};
    return n[things];
}

/* Two halves with nothing between them, and as many more who have nothing at all. */
static void two_halves(field *f, bool has_ties, size_t alone)
{
    field_begin(f, 12 + alone, 4, 6, 8);
    add_half(f, 0, has_ties);
    add_half(f, 1, has_ties);
}

/* ---- what all measures meet ---- */

static void is_defined(const copse_measure *m, copse_things things)
{
    (void)things;
    const copse_measure_info *i = &m->info;
    const char *const texts[] = {i->name, i->unit, i->meaning, i->caution, i->formula, i->apart, i->cost, i->source};
    for (size_t t = 0; t < sizeof texts / sizeof texts[0]; t++)
        demand(texts[t] && texts[t][0], m, things, "a text is missing");
    demand((m->vertex != NULL) != (m->pair != NULL), m, things, "it is not of things or of pairs");
    demand(i->is_of_pairs == (m->pair != NULL), m, things, "it says that it is of pairs, or that it is not");
    for (const char *c = i->name; *c; c++)
        demand(islower((unsigned char)*c) || *c == '-', m, things, "its name is no word");
    const copse_measure_info *found;
    demand(copse_measure_find(&found, i->name, NULL) == COPSE_OK && found == i, m, things, "its name is not its own");
}

static void test_table__says_all_of_every_measure(void **state)
{
    (void)state;
    each(is_defined);
}

static void test_table__suggests_the_name_that_was_meant(void **state)
{
    (void)state;
    const copse_measure_info *found;
    copse_error err = COPSE_ERROR_INIT;
    assert_int_equal(copse_measure_find(&found, "betweeness", &err), COPSE_E_ARGUMENT);
    assert_string_equal(err.next, "did you mean 'betweenness'?");
}

static void takes_nothing(const copse_measure *m, copse_things things)
{
    field f;
    taken values;
    field_begin(&f, 0, 0, 0, 0);
    field_take(&values, &f, m, things, COPSE_NONE);
    demand(values.n == 0, m, things, "there is something in an empty organisation");
}

static void test_every_measure__takes_an_empty_organisation(void **state)
{
    (void)state;
    each(takes_nothing);
}

static void takes_one(const copse_measure *m, copse_things things)
{
    field f;
    taken values;
    field_begin(&f, 1, 1, 1, 1);
    field_seat(&f, 0, 0);
    field_assign(&f, 0, 0);
    field_know(&f, 0, 0, 1.0);
    field_hold(&f, 0, 0, 1.0);
    field_take(&values, &f, m, things, COPSE_NONE);
    demand(values.n == 1, m, things, "of one there is not one");
    demand(!isinf(values.value[0]), m, things, "of one alone it is infinite");
}

static void test_every_measure__takes_one_alone(void **state)
{
    (void)state;
    each(takes_one);
}

/* Who have nothing are alike, and leave what is known of the others as it is, unless it is a share of all. */
static void takes_isolates(const copse_measure *m, copse_things things)
{
    field f;
    taken values;
    if (things != COPSE_THINGS_MEMBERS)
        return;
    two_halves(&f, true, 3);
    field_take(&values, &f, m, things, COPSE_NONE);
    demand(values.n == 15, m, things, "an isolate is not there");
    for (size_t a = 0; a < (values.of_pairs ? 15 * 15 : 15); a++)
        demand(!isinf(values.value[a]), m, things, "it is infinite");
    for (size_t a = 12; !values.of_pairs && a < 15; a++) {
        demand(is_same(values.value[a], values.value[12], 0.0), m, things, "isolates differ");
        demand(isnan(values.value[a]) || values.value[a] <= 0.05, m, things, "an isolate has much of it");
    }
    for (size_t a = 0; values.of_pairs && a < 15; a++)
        demand(isnan(values.value[a * 15 + 14]) || values.value[a * 15 + 14] == 0.0, m, things,
               "an isolate is like somebody");
}

static void test_every_measure__takes_isolates(void **state)
{
    (void)state;
    each(takes_isolates);
}

static void counts_repeated_rows_once(const copse_measure *m, copse_things things)
{
    field once, twice;
    taken a, b;
    two_halves(&once, false, 0);
    twice = once;
    for (size_t i = 0; i < once.n_seats; i++)
        twice.seats[twice.n_seats++] = once.seats[i];
    for (size_t i = 0; i < once.n_assignments; i++)
        twice.assignments[twice.n_assignments++] = once.assignments[i];
    field_take(&a, &once, m, things, COPSE_NONE);
    field_take(&b, &twice, m, things, COPSE_NONE);
    for (size_t i = 0; i < (a.of_pairs ? a.n * a.n : a.n); i++)
        demand(is_same(a.value[i], b.value[i], 0.0), m, things, "a repeated membership counts again");
}

static void test_every_measure__counts_repeated_affiliations_once(void **state)
{
    (void)state;
    each(counts_repeated_rows_once);
}

/* The two halves are the same: so are their values, with ties and without. */
static void takes_two_parts(const copse_measure *m, copse_things things)
{
    size_t half = half_of(things), n = 2 * half;
    for (int has_ties = 0; has_ties < 2; has_ties++) {
        field f;
        taken v;
        two_halves(&f, has_ties == 1, 0);
        field_take(&v, &f, m, things, COPSE_NONE);
        demand(v.n == n, m, things, "something is missing");
        for (size_t a = 0; !v.of_pairs && a < half; a++) {
            demand(!isinf(v.value[a]), m, things, "it is infinite");
            demand(is_same(v.value[a], v.value[half + a], 1e-9), m, things, "equal parts differ");
        }
        for (size_t a = 0; v.of_pairs && a < half; a++)
            for (size_t b = 0; b < half; b++) {
                demand(is_same(v.value[a * n + b], v.value[(half + a) * n + half + b], 1e-12), m, things,
                       "equal parts differ");
                demand(is_same(v.value[a * n + b], v.value[b * n + a], 1e-12), m, things, "it has a direction");
                demand(isnan(v.value[a * n + half + b]) || v.value[a * n + half + b] == 0.0, m, things,
                       "parts with nothing in common are alike");
            }
    }
}

static void test_every_measure__takes_two_connected_parts(void **state)
{
    (void)state;
    each(takes_two_parts);
}

static void does_not_know_indices(const copse_measure *m, copse_things things)
{
    for (int has_ties = 0; has_ties < 2; has_ties++) {
        field f, turned;
        taken v, w;
        two_halves(&f, has_ties == 1, 2);
        if (has_ties) /* one connected part, no two of which are alike */
            field_tie(&f, 1, 10, 2.5);
        field_turn(&turned, &f);
        field_take(&v, &f, m, things, COPSE_NONE);
        field_take(&w, &turned, m, things, COPSE_NONE);
        demand(v.n == w.n, m, things, "something is missing");
        size_t n = v.of_pairs ? v.n * v.n : v.n;
        for (size_t i = 0; i < n; i++) /* the last pair turned round is the first */
            demand(is_same(v.value[i], w.value[n - 1 - i], 1e-9), m, things, "it depends on the order of rows");
    }
}

static void test_every_measure__does_not_depend_on_the_order_of_rows(void **state)
{
    (void)state;
    each(does_not_know_indices);
}

static void tells_some_apart(const copse_measure *m, copse_things things)
{
    field f;
    taken v;
    bool differs = false;
    two_halves(&f, true, 1);
    field_tie(&f, 1, 10, 2.5);
    field_tie(&f, 2, 9, 2.5);
    field_tie(&f, 2, 6, 2.5);
    field_tie(&f, 2, 8, 2.5);
    field_tie(&f, 3, 12, 2.5); /* a fifth team hangs by the second */
    field_assign(&f, 12, 4);
    f.n_teams = 5;
    field_seat(&f, 0, 4);
    field_seat(&f, 5, 0);
    field_hold(&f, 0, 7, 1.0);
    field_take(&v, &f, m, things, COPSE_NONE);
    for (size_t i = 0; i < (v.of_pairs ? v.n * v.n : v.n); i++)
        for (size_t j = 0; j < i; j++)
            differs = differs || fabs(v.value[i] - v.value[j]) > 1e-6;
    demand(differs, m, things, "all have the same");
}

static void test_every_measure__tells_some_apart(void **state)
{
    (void)state;
    each(tells_some_apart);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table__says_all_of_every_measure),
        cmocka_unit_test(test_table__suggests_the_name_that_was_meant),
        cmocka_unit_test(test_every_measure__takes_an_empty_organisation),
        cmocka_unit_test(test_every_measure__takes_one_alone),
        cmocka_unit_test(test_every_measure__takes_isolates),
        cmocka_unit_test(test_every_measure__counts_repeated_affiliations_once),
        cmocka_unit_test(test_every_measure__takes_two_connected_parts),
        cmocka_unit_test(test_every_measure__does_not_depend_on_the_order_of_rows),
        cmocka_unit_test(test_every_measure__tells_some_apart),
    };
    copse_start(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
