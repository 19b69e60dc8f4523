/* The Southern Women as a network, against the sums of the printed table and counts made on it by
 * hand. */
#include "network/southern_women.h"

#include "network/network.h"

static copse_network *build(southern_women *s)
{
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_network *net = NULL;
    southern_women_read(s);
    assert_ok(copse_network_new(&net, &s->facts, &ctx, NULL));
    return net;
}

static int shared(const copse_incidence *m, size_t a, size_t b)
{
    int n = 0;
    for (size_t k = m->start[a]; k < m->start[a + 1]; k++)
        n += copse_incidence_has(m, b, m->column[k]);
    return n;
}

static void test_southern_women__sums_are_those_of_the_table(void **state)
{
    (void)state;
    static const size_t by_woman[N_WOMEN] = {8, 7, 8, 7, 4, 4, 4, 3, 4, 4, 4, 6, 7, 8, 5, 2, 2, 2};
    static const size_t by_event[N_EVENTS] = {3, 3, 6, 4, 8, 8, 10, 14, 12, 5, 4, 6, 3, 3};
    southern_women s;
    copse_network *net = build(&s);
    for (size_t i = 0; i < N_WOMEN; i++)
        assert_int_equal(copse_incidence_degree(&net->member_communities, i), by_woman[i]);
    for (size_t i = 0; i < N_EVENTS; i++)
        assert_int_equal(copse_incidence_degree(&net->community_members, i), by_event[i]);
    copse_network_free(net);
}

static void test_southern_women__co_attendance_is_what_the_table_shows(void **state)
{
    (void)state;
    southern_women s;
    copse_network *net = build(&s);
    const copse_incidence *women = &net->member_communities, *events = &net->community_members;
    assert_int_equal(shared(women, EVELYN, LAURA), 6);     /* 1 2 3 5 6 8 */
    assert_int_equal(shared(women, EVELYN, THERESA), 7);   /* 2 3 4 5 6 8 9 */
    assert_int_equal(shared(women, EVELYN, BRENDA), 6);    /* 1 3 4 5 6 8 */
    assert_int_equal(shared(women, KATHERINE, SYLVIA), 6); /* 8 9 10 12 13 14 */
    assert_int_equal(shared(women, SYLVIA, NORA), 6);      /* 7 9 10 12 13 14 */
    assert_int_equal(shared(women, OLIVIA, FLORA), 2);     /* 9 11 */
    assert_int_equal(shared(women, BRENDA, OLIVIA), 0);
    assert_int_equal(shared(women, CHARLOTTE, DOROTHY), 0);
    assert_int_equal(shared(events, 7, 8),
                     9); /* Evelyn Theresa Pearl Ruth Verne Myra Katherine Sylvia Dorothy */
    assert_int_equal(shared(events, 0, 13), 0);

    int met = 0; /* 139 of the 153 pairs, as the dataset's README has it */
    for (size_t a = 0; a < N_WOMEN; a++)
        for (size_t b = 0; b < a; b++)
            met += shared(women, a, b) > 0;
    assert_int_equal(met, 139);
    copse_network_free(net);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_southern_women__sums_are_those_of_the_table),
        cmocka_unit_test(test_southern_women__co_attendance_is_what_the_table_shows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
