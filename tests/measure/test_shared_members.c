/* How many people two CoPs share by chance: beside tables with the same margins, drawn by swapping corners. */
#include "network/southern_women.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/random.h"
#include "measure/shared_members.h"
#include "oracle/swap_null.h"

enum { PEOPLE = 200, COPS = 30, DRAWS = 2000 };

/* A table [people × cops], its null, and of each pair of CoPs the sampled mean and tail. */
typedef struct field {
    size_t people, cops;
    unsigned char *table;
    copse_incidence joined;
    copse_shared_null *null;
    double *mean, *tail; /* [cops × cops] */
} field;

static size_t shared(const unsigned char *table, const field *f, size_t a, size_t b)
{
    size_t n = 0;
    for (size_t i = 0; i < f->people; i++)
        n += table[i * f->cops + a] && table[i * f->cops + b];
    return n;
}

static void sample(field *f)
{
    size_t cells = f->people * f->cops, pairs = f->cops * f->cops;
    unsigned char *drawn = malloc(cells);
    unsigned long long state = 5;
    f->mean = calloc(pairs, sizeof *f->mean);
    f->tail = calloc(pairs, sizeof *f->tail);
    assert_true(drawn && f->mean && f->tail);
    memcpy(drawn, f->table, cells);
    oracle_swap(drawn, f->people, f->cops, 50 * cells, &state);
    for (int k = 0; k < DRAWS; k++) {
        oracle_swap(drawn, f->people, f->cops, 2 * cells, &state);
        for (size_t a = 0; a < f->cops; a++)
            for (size_t b = 0; b < a; b++) {
                size_t n = shared(drawn, f, a, b);
                f->mean[a * f->cops + b] += (double)n / DRAWS;
                f->tail[a * f->cops + b] += (n >= shared(f->table, f, a, b)) / (double)DRAWS;
            }
    }
    free(drawn);
}

static void field_new(field *f, size_t people, size_t cops, const unsigned char *table)
{
    copse_context ctx = COPSE_CONTEXT_INIT;
    int32_t *member = malloc(people * cops * sizeof *member), *cop = malloc(people * cops * sizeof *cop);
    size_t n = 0;
    *f = (field){.people = people, .cops = cops, .table = malloc(people * cops)};
    memcpy(f->table, table, people * cops);
    for (size_t k = 0; k < people * cops; k++)
        if (table[k]) {
            member[n] = (int32_t)(k / cops);
            cop[n++] = (int32_t)(k % cops);
        }
    assert_ok(copse_incidence_new(&f->joined, people, cops, n, member, cop, NULL, NULL));
    assert_ok(copse_shared_null_new(&f->null, &f->joined, &ctx, NULL));
    free(member), free(cop);
    sample(f);
}

static void field_free(field *f)
{
    copse_shared_null_free(f->null);
    copse_incidence_free(&f->joined);
    free(f->table), free(f->mean), free(f->tail);
}

/* The claim: the mean is near, and where the tail counts it promises no more than the samples do, but for their noise. */
static void assert_careful(const field *f, double near)
{
    for (size_t a = 0; a < f->cops; a++)
        for (size_t b = 0; b < a; b++) {
            double mean = f->mean[a * f->cops + b], tail = f->tail[a * f->cops + b];
            double expected = copse_shared_null_expected(f->null, a, b);
            double upper = copse_shared_null_upper(f->null, a, b, shared(f->table, f, a, b));
            if (fabs(expected - mean) > near || (tail < 0.25 && upper < tail - 0.02))
                fail_msg("CoPs %zu and %zu: %g expected, %g sampled; tail %g, %g sampled", a, b, expected, mean, upper,
                         tail);
            assert_close(expected, copse_shared_null_expected(f->null, b, a), 1e-12);
        }
}

static void test_shared_members__of_a_drawn_trust(void **state)
{
    (void)state;
    unsigned char table[PEOPLE * COPS];
    copse_random random;
    field f;
    copse_random_seed(&random, 3, 0);
    for (size_t i = 0; i < PEOPLE; i++)
        for (size_t c = 0; c < COPS; c++) /* CoPs of 4 to 60, people of unequal zeal */
            table[i * COPS + c] = copse_random_unit(&random) < 0.02 + 0.28 * (double)(c * c) / (COPS * COPS) *
                                                                          (0.2 + 1.6 * (double)i / PEOPLE);
    field_new(&f, PEOPLE, COPS, table);
    assert_careful(&f, 0.5);
    field_free(&f);
}

static void test_shared_members__of_the_southern_women(void **state)
{
    (void)state;
    southern_women s;
    field f;
    southern_women_read(&s);
    unsigned char table[N_WOMEN * N_EVENTS] = {0};
    for (size_t k = 0; k < s.facts.n_memberships; k++)
        table[s.attendances[k].member * N_EVENTS + s.attendances[k].community] = 1;
    field_new(&f, N_WOMEN, N_EVENTS, table);
    assert_careful(&f, 0.2);
    field_free(&f);
}

static void test_shared_members__of_a_cop_without_anybody(void **state)
{
    (void)state;
    const unsigned char table[] = {1, 1, 0, 1, 0, 0};
    field f;
    field_new(&f, 2, 3, table);
    assert_close(copse_shared_null_expected(f.null, 0, 2), 0.0, 0.0);
    assert_close(copse_shared_null_upper(f.null, 0, 2, 0), 1.0, 0.0);
    field_free(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shared_members__of_a_drawn_trust),
        cmocka_unit_test(test_shared_members__of_the_southern_women),
        cmocka_unit_test(test_shared_members__of_a_cop_without_anybody),
    };
    copse_start(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
