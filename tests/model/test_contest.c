/* Which kind of model is taken. */
#include "model/random_org.h"

#include <stdlib.h>

#include "model/contest.h"
#include "model/holdout.h"
#include "network/network.h"

enum { MEMBERS = 160, COMMUNITIES = 24, CIRCLES = 6, JOINED = 3 };

typedef struct crowd {
    copse_facts facts;
    char keys[MEMBERS + COMMUNITIES][8];
    copse_fact_member members[MEMBERS];
    copse_fact_community communities[COMMUNITIES];
    copse_fact_membership memberships[MEMBERS * JOINED];
} crowd;

/* Three CoPs each. With circles, all of one circle's four; else of chance, half of all in the first two CoPs. */
static void draw(crowd *o, size_t n_members, bool has_circles)
{
    copse_random random;
    copse_random_seed(&random, 5, 0);
    *o = (crowd){.facts = {.n_members = n_members, .n_communities = COMMUNITIES}};
    for (size_t i = 0; i < MEMBERS + COMMUNITIES; i++)
        snprintf(o->keys[i], sizeof o->keys[i], "k%04zu", i);
    for (size_t m = 0; m < n_members; m++)
        o->members[m].key = o->keys[m];
    for (size_t c = 0; c < COMMUNITIES; c++)
        o->communities[c] = (copse_fact_community){
            .key = o->keys[MEMBERS + c], .site = COPSE_NONE, .sensitive = COPSE_SENSITIVE_NO};
    for (size_t m = 0; m < n_members; m++)
        for (size_t k = 0; k < JOINED; k++) {
            size_t circle = m % CIRCLES * (COMMUNITIES / CIRCLES);
            size_t by_circle = circle + (m / CIRCLES + k) % (COMMUNITIES / CIRCLES);
            size_t by_chance = k < 2 && copse_random_below(&random, 2) == 0 ? k : (size_t)copse_random_below(&random, COMMUNITIES);
            o->memberships[o->facts.n_memberships++] =
                (copse_fact_membership){.member = (copse_index)m,
                                        .community = (copse_index)(has_circles ? by_circle : by_chance),
                                        .since = COPSE_DAY_UNKNOWN,
                                        .until = COPSE_DAY_UNKNOWN};
        }
    o->facts.members = o->members;
    o->facts.communities = o->communities;
    o->facts.memberships = o->memberships;
}

static double figure(const copse_figures *figures, const char *name)
{
    for (size_t i = 0; i < figures->n; i++)
        if (strcmp(figures->figure[i].name, name) == 0)
            return figures->figure[i].value;
    return NAN;
}

static const char *hold(copse_figures *figures, copse_choice *choice, const crowd *o, const char *wanted)
{
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_network *net = NULL;
    copse_design *design = NULL;
    const copse_kind *kind = NULL;
    figures->n = 0;
    assert_ok(copse_network_new(&net, &o->facts, &ctx, NULL));
    assert_ok(copse_design_new(&design, net, NULL));
    assert_ok(copse_contest(&kind, choice, figures, net, design, wanted ? copse_kind_find(wanted) : NULL, &ctx, NULL));
    copse_design_free(design);
    copse_network_free(net);
    return kind->name;
}

static crowd people;
static copse_figures figures;
static copse_choice choice;

static bool is_told(const char *name)
{
    double value = figure(&figures, name);
    return value == value;
}

static void test_contest__where_popularity_is_all_nothing_that_loses_to_it_is_taken(void **state)
{
    (void)state;
    draw(&people, MEMBERS, false);
    const char *taken = hold(&figures, &choice, &people, NULL);
    if (strcmp(taken, "closed-form") == 0) {
        assert_true(figure(&figures, "validation.ndcg") >= figure(&figures, "validation.ndcg.popularity"));
    } else {
        char name[48];
        snprintf(name, sizeof name, "validation.holdout.%s", taken);
        assert_true(figure(&figures, name) >= figure(&figures, "validation.holdout.popularity"));
    }
    /* Neighbours learn chance by heart here, which is what the rule is against. */
    assert_true(figure(&figures, "validation.holdout.item-knn") < figure(&figures, "validation.holdout.popularity"));
    assert_string_not_equal(taken, "item-knn");
}

static void test_contest__circles_are_found_by_what_learns_from_memberships(void **state)
{
    (void)state;
    draw(&people, MEMBERS, true);
    char taken[48];
    snprintf(taken, sizeof taken, "validation.holdout.%s", hold(&figures, &choice, &people, NULL));
    assert_true(figure(&figures, taken) > 2.0 * figure(&figures, "validation.holdout.popularity"));
    /* The first in the table, or one that is better. */
    assert_true(figure(&figures, taken) >= figure(&figures, "validation.holdout.closed-form"));
    for (const char *const *kind = copse_model_kinds(); *kind; kind++) {
        char name[48];
        snprintf(name, sizeof name, "validation.holdout.%s", *kind);
        /* Walks are blended into the closed form, which stands for them, and for a filter of its own spectrum. */
        assert_true(is_told(name) == (strcmp(*kind, "pagerank") != 0 && strcmp(*kind, "spectral") != 0));
    }
}

static void test_contest__who_is_asked_for_is_taken(void **state)
{
    (void)state;
    draw(&people, MEMBERS, true);
    assert_string_equal(hold(&figures, &choice, &people, "popularity"), "popularity");
    assert_string_equal(hold(&figures, &choice, &people, "rp3beta"), "rp3beta");
    assert_true(is_told("validation.holdout.rp3beta"));
    assert_false(is_told("validation.holdout.item-knn"));
    assert_string_equal(hold(&figures, &choice, &people, "spectral"), "spectral");
    assert_true(is_told("validation.holdout.spectral"));
    assert_true(is_told("low_pass"));
    assert_null(choice.spectral);
}

/* Fourteen members: too few to be judged by, and to choose options by. */
static void test_contest__with_few_members_the_defaults(void **state)
{
    (void)state;
    draw(&people, COPSE_HOLDOUT_LEAST - 1, true);
    assert_string_equal(hold(&figures, &choice, &people, NULL), "closed-form");
    assert_false(is_told("validation.holdout.popularity"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_contest__where_popularity_is_all_nothing_that_loses_to_it_is_taken),
        cmocka_unit_test(test_contest__circles_are_found_by_what_learns_from_memberships),
        cmocka_unit_test(test_contest__who_is_asked_for_is_taken),
        cmocka_unit_test(test_contest__with_few_members_the_defaults),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
