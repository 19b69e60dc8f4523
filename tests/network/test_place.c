/* Sites: travel, distance, who is where. */
#include "network/small.h"

#include "network/network.h"

enum { LONDON, PARIS, POLE, NOWHERE, N_PLACES };

static const copse_fact_site places[] = {{1, "london", NULL, 51.5, -0.125},
                                         {2, "paris", NULL, 48.875, 2.375},
                                         {3, "pole", NULL, 90.0, 17.0},
                                         {4, "nowhere", NULL, NAN, NAN}};

static copse_network *build(const copse_facts *facts)
{
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_network *net = NULL;
    ctx.as_of = MARCH;
    assert_ok(copse_network_new(&net, facts, &ctx, NULL));
    return net;
}

static void test_travel__takes_this_direction_then_the_other(void **state)
{
    (void)state;
    const copse_fact_travel rows[] = {{PARIS, LONDON, 170.0},
                                      {LONDON, PARIS, 150.0},
                                      {POLE, LONDON, 999.0},
                                      {LONDON, PARIS, 140.0}}; /* repeated: the least */
    copse_facts facts = {.n_sites = N_PLACES, .sites = places, .n_travels = 4, .travels = rows};
    copse_network *net = build(&facts);
    assert_close(copse_network_travel_minutes(net, LONDON, PARIS), 140.0, 0.0);
    assert_close(copse_network_travel_minutes(net, PARIS, LONDON), 170.0, 0.0);
    assert_close(copse_network_travel_minutes(net, POLE, LONDON), 999.0, 0.0);
    assert_close(copse_network_travel_minutes(net, LONDON, POLE), 999.0, 0.0);
    assert_close(copse_network_travel_minutes(net, NOWHERE, NOWHERE), 0.0, 0.0);
    assert_true(isnan(copse_network_travel_minutes(net, PARIS, POLE)));
    assert_true(isnan(copse_network_travel_minutes(net, COPSE_NONE, PARIS)));
    assert_true(isnan(copse_network_travel_minutes(net, PARIS, COPSE_NONE)));
    copse_network_free(net);
}

static void test_travel__without_a_table_is_not_known(void **state)
{
    (void)state;
    copse_facts facts = {.n_sites = N_PLACES, .sites = places};
    copse_network *net = build(&facts);
    assert_true(isnan(copse_network_travel_minutes(net, LONDON, PARIS)));
    copse_network_free(net);
}

static void test_distance__is_along_the_great_circle(void **state)
{
    (void)state;
    copse_facts facts = {.n_sites = N_PLACES, .sites = places};
    copse_network *net = build(&facts);
    const double quarter = 6371.0088 * 3.14159265358979323846 / 2.0;
    /* To the pole along a meridian: 90 − 51.5 degrees of 90 in a quarter. */
    assert_close(copse_network_distance_km(net, LONDON, POLE), quarter * 38.5 / 90.0, 1e-6);
    /* By the spherical law of cosines, another formula for the same arc. */
    const double r = 3.14159265358979323846 / 180.0;
    double cosine =
        sin(51.5 * r) * sin(48.875 * r) + cos(51.5 * r) * cos(48.875 * r) * cos(2.5 * r);
    assert_close(copse_network_distance_km(net, LONDON, PARIS), 6371.0088 * acos(cosine), 1e-6);
    assert_close(copse_network_distance_km(net, PARIS, LONDON),
                 copse_network_distance_km(net, LONDON, PARIS), 1e-9);
    assert_close(copse_network_distance_km(net, NOWHERE, NOWHERE), 0.0, 0.0);
    assert_true(isnan(copse_network_distance_km(net, LONDON, NOWHERE)));
    assert_true(isnan(copse_network_distance_km(net, NOWHERE, LONDON)));
    assert_true(isnan(copse_network_distance_km(net, COPSE_NONE, LONDON)));
    copse_network_free(net);
}

static void test_distance__of_antipodes_is_half_the_globe(void **state)
{
    (void)state;
    const copse_fact_site ends[] = {{1, "a", NULL, 37.3, 11.1}, {2, "b", NULL, -37.3, -168.9}};
    copse_facts facts = {.n_sites = 2, .sites = ends};
    copse_network *net = build(&facts);
    assert_close(copse_network_distance_km(net, 0, 1), 6371.0088 * 3.14159265358979323846, 1e-3);
    copse_network_free(net);
}

static void test_sites_of__are_the_current_ones_by_key(void **state)
{
    (void)state;
    copse_facts facts = small_facts();
    copse_network *net = build(&facts);
    copse_index sites[2] = {77, 77};
    assert_int_equal(copse_network_sites_of(net, EVE, sites, 2), 2);
    assert_int_equal(sites[0], NORTH);
    assert_int_equal(sites[1], SOUTH);
    sites[1] = 77;
    assert_int_equal(copse_network_sites_of(net, EVE, sites, 1),
                     2); /* tells of more than it writes */
    assert_int_equal(sites[1], 77);
    assert_int_equal(copse_network_sites_of(net, GUS, sites, 2), 1); /* north was until March */
    assert_int_equal(sites[0], SOUTH);
    assert_int_equal(copse_network_sites_of(net, HAL, sites, 2), 0);
    assert_int_equal(copse_network_sites_of(net, FAY, sites, 2), 0); /* objected */
    copse_network_free(net);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_travel__takes_this_direction_then_the_other),
        cmocka_unit_test(test_travel__without_a_table_is_not_known),
        cmocka_unit_test(test_distance__is_along_the_great_circle),
        cmocka_unit_test(test_distance__of_antipodes_is_half_the_globe),
        cmocka_unit_test(test_sites_of__are_the_current_ones_by_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
