/*
 * Covering teams. By hand, and against trying every team of random small graphs.
 *
 *        a ── b ── c ── d      e          a holds x; b, d hold y; c, e hold z; d also holds x
 */
#include <stdio.h>
#include <stdlib.h>

#include "support.h"

#include "base/random.h"
#include "choose/cover.h"

static const copse_context context = COPSE_CONTEXT_INIT;

enum { MOST = 9, MOST_TOPICS = 5 };

/* Whole tables; infinity where there is no path. */
typedef struct small {
    int n, n_topics;
    double d[MOST][MOST];
    bool holds[MOST_TOPICS][MOST];
    copse_incidence holders;
    copse_cover_problem p;
} small;

static copse_status small_from(double *row, void *user, size_t candidate, copse_error *err)
{
    const small *s = user;
    (void)err;
    for (int i = 0; i < s->n; i++)
        row[i] = fmin(s->d[candidate][i], COPSE_COVER_APART);
    return COPSE_OK;
}

static copse_status small_from_topic(double *row, void *user, size_t topic, copse_error *err)
{
    const small *s = user;
    (void)err;
    for (int i = 0; i < s->n; i++) {
        row[i] = COPSE_COVER_APART;
        for (int j = 0; j < s->n; j++)
            if (s->holds[topic][j])
                row[i] = fmin(row[i], s->d[j][i]);
    }
    return COPSE_OK;
}

static void close_paths(small *s)
{
    for (int k = 0; k < s->n; k++)
        for (int i = 0; i < s->n; i++)
            for (int j = 0; j < s->n; j++)
                s->d[i][j] = fmin(s->d[i][j], s->d[i][k] + s->d[k][j]);
}

static void no_paths(small *s)
{
    for (int i = 0; i < s->n; i++)
        for (int j = 0; j < s->n; j++)
            s->d[i][j] = i == j ? 0.0 : INFINITY;
}

static void edge(small *s, int i, int j, double length)
{
    s->d[i][j] = s->d[j][i] = length;
}

static void pack(small *s)
{
    int32_t row[MOST * MOST_TOPICS], column[MOST * MOST_TOPICS];
    size_t n = 0;
    for (int t = 0; t < s->n_topics; t++)
        for (int i = 0; i < s->n; i++)
            if (s->holds[t][i]) {
                row[n] = t;
                column[n++] = i;
            }
    assert_ok(copse_incidence_new(&s->holders, (size_t)s->n_topics, (size_t)s->n, n, row, column,
                                  NULL, NULL));
    s->p = (copse_cover_problem){.n = (size_t)s->n,
                                 .holders = &s->holders,
                                 .distances_from = small_from,
                                 .distances_from_topic = small_from_topic,
                                 .user = s,
                                 .effort = 1000000};
}

/* ---- by hand ---- */

static void make_path(small *s)
{
    enum { A, B, C, D, E };
    *s = (small){.n = 5, .n_topics = 3};
    no_paths(s);
    edge(s, A, B, 1.0);
    edge(s, B, C, 1.0);
    edge(s, C, D, 1.0);
    close_paths(s);
    s->holds[0][A] = s->holds[0][D] = true;
    s->holds[1][B] = s->holds[1][D] = true;
    s->holds[2][C] = s->holds[2][E] = true;
    pack(s);
}

/* d for x and y, c for z: two topics at distance 1 from c, none between d and d: 2. */
static void test_cover__one_who_holds_two_topics_is_at_no_distance_from_themself(void **state)
{
    (void)state;
    small s;
    copse_cover_choice choice;
    make_path(&s);
    assert_ok(copse_choose_cover(&choice, &s.p, &context, NULL));
    assert_close(choice.value, 2.0, 0.0);
    assert_true(choice.is_optimal);
    assert_close(choice.bound, 2.0, 0.0);
    assert_int_equal(choice.holder[0], 3);
    assert_int_equal(choice.holder[1], 3);
    assert_int_equal(choice.holder[2], 2);
    s.p.is_diameter = true;
    assert_ok(copse_choose_cover(&choice, &s.p, &context, NULL));
    assert_close(choice.value, 1.0, 0.0);
    assert_int_equal(choice.holder[0], 3); /* of the teams of diameter 1 the one of least sum */
    copse_incidence_free(&s.holders);
}

/* Only e is left for z, whom nobody reaches: two pairs are apart, the third is not. */
static void test_cover__where_no_path_is_there_is_a_team_all_the_same(void **state)
{
    (void)state;
    small s;
    copse_cover_choice choice;
    make_path(&s);
    s.holds[2][2] = false;
    copse_incidence_free(&s.holders);
    pack(&s);
    assert_ok(copse_choose_cover(&choice, &s.p, &context, NULL));
    assert_close(choice.value, 2.0 * COPSE_COVER_APART, 0.0);
    assert_int_equal(choice.holder[0], 3);
    assert_int_equal(choice.holder[1], 3);
    copse_incidence_free(&s.holders);
}

/*
 * RarestFirst takes the nearest for each topic, seen from the one who holds the rarest; that they
 * are far from each other it does not see. From r: y at 1 on either side (b, c, 2 apart), and a
 * pair p, q at 1.1 that is 0.1 apart.
 */
static void test_cover__is_better_than_rarest_first_where_that_is_not_best(void **state)
{
    (void)state;
    enum { R, B, C, P, Q };
    small s = {.n = 5, .n_topics = 3};
    copse_cover_choice choice;
    no_paths(&s);
    edge(&s, R, B, 1.0);
    edge(&s, R, C, 1.0);
    edge(&s, R, P, 1.1);
    edge(&s, P, Q, 0.1);
    edge(&s, R, Q, 1.1);
    close_paths(&s);
    s.holds[0][R] = s.holds[1][B] = s.holds[1][P] = s.holds[2][C] = s.holds[2][Q] = true;
    pack(&s);
    assert_ok(copse_choose_cover(&choice, &s.p, &context, NULL));
    assert_close(choice.rarest_first, 4.0, 1e-12);
    assert_close(choice.value, 2.3, 1e-12);
    s.p.is_diameter = true;
    assert_ok(copse_choose_cover(&choice, &s.p, &context, NULL));
    assert_close(choice.rarest_first, 2.0, 1e-12);
    assert_close(choice.value, 1.1, 1e-12);
    copse_incidence_free(&s.holders);
}

/* ---- against all teams ---- */

static double value_of(const small *s, const int *holder, bool is_diameter)
{
    double value = 0.0;
    for (int t = 0; t < s->n_topics; t++)
        for (int u = 0; u < t; u++) {
            double d = fmin(s->d[holder[t]][holder[u]], COPSE_COVER_APART);
            value = is_diameter ? fmax(value, d) : value + d;
        }
    return value;
}

static double best_of(const small *s, int *holder, int topic, bool is_diameter)
{
    double best = INFINITY;
    if (topic == s->n_topics)
        return value_of(s, holder, is_diameter);
    for (holder[topic] = 0; holder[topic] < s->n; holder[topic]++)
        if (s->holds[topic][holder[topic]]) {
            int kept = holder[topic];
            best = fmin(best, best_of(s, holder, topic + 1, is_diameter));
            holder[topic] = kept;
        }
    return best;
}

static void draw(small *s, copse_random *r)
{
    *s = (small){.n = 4 + (int)copse_random_below(r, MOST - 4),
                 .n_topics = 1 + (int)copse_random_below(r, MOST_TOPICS)};
    bool has_costs = copse_random_below(r, 2);
    no_paths(s);
    for (int i = 0; i < s->n; i++)
        for (int j = 0; j < i; j++)
            if (copse_random_below(r, 10) < 3)
                edge(s, i, j, has_costs ? 0.05 + copse_random_unit(r) : 1.0);
    close_paths(s);
    for (int t = 0; t < s->n_topics; t++) {
        s->holds[t][copse_random_below(r, (uint64_t)s->n)] = true;
        for (int i = 0; i < s->n; i++)
            s->holds[t][i] = s->holds[t][i] || copse_random_below(r, 3) == 0;
    }
    pack(s);
}

static void test_cover__is_the_best_of_all_and_never_above_rarest_first(void **state)
{
    (void)state;
    const char *tier = getenv("COPSE_TIER");
    uint64_t rounds = tier && strcmp(tier, "full") == 0 ? 3000 : 400;
    for (uint64_t seed = 0; seed < rounds; seed++)
        for (int is_diameter = 0; is_diameter < 2; is_diameter++) {
            copse_random r;
            small s;
            copse_cover_choice choice;
            int holder[MOST_TOPICS];
            copse_random_seed(&r, seed, 3);
            draw(&s, &r);
            s.p.is_diameter = is_diameter;
            double best = best_of(&s, holder, 0, is_diameter);
            assert_ok(copse_choose_cover(&choice, &s.p, &context, NULL));
            for (int t = 0; t < s.n_topics; t++) {
                holder[t] = choice.holder[t];
                assert_true(s.holds[t][holder[t]]);
            }
            if (fabs(choice.value - best) > 1e-6 ||
                fabs(value_of(&s, holder, is_diameter) - best) > 1e-6)
                fail_msg("seed %llu: %g, not %g", (unsigned long long)seed, choice.value, best);
            assert_true(choice.is_optimal && choice.rarest_first >= choice.value - 1e-6);
            /* Cut short, the bound holds. */
            s.p.effort = 1;
            assert_ok(copse_choose_cover(&choice, &s.p, &context, NULL));
            assert_true(choice.bound <= best + 1e-6 && choice.value >= best - 1e-6);
            copse_incidence_free(&s.holders);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cover__one_who_holds_two_topics_is_at_no_distance_from_themself),
        cmocka_unit_test(test_cover__where_no_path_is_there_is_a_team_all_the_same),
        cmocka_unit_test(test_cover__is_better_than_rarest_first_where_that_is_not_best),
        cmocka_unit_test(test_cover__is_the_best_of_all_and_never_above_rarest_first),
    };
    copse_start(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
