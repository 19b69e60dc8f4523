/* Finding people and things by what a person types. */
#include "network/small.h"

#include "network/network.h"

static copse_network *build(const copse_facts *facts)
{
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_network *net = NULL;
    ctx.as_of = MARCH;
    assert_ok(copse_network_new(&net, facts, &ctx, NULL));
    return net;
}

typedef copse_status finder(copse_index *, const copse_network *, const char *, copse_error *);

static void finds(finder *find, const copse_network *net, const char *text, copse_index expected)
{
    copse_error err = COPSE_ERROR_INIT;
    copse_index found = COPSE_NONE;
    if (find(&found, net, text, &err) != COPSE_OK)
        fail_msg("'%s': %s", text, err.what);
    assert_int_equal(found, expected);
}

/* next is the whole of err.next, since what it lists is what it gives away. */
static void fails(finder *find, const copse_network *net, const char *text, copse_status status,
                  const char *next)
{
    copse_error err = COPSE_ERROR_INIT;
    copse_index found = 77;
    assert_int_equal(find(&found, net, text, &err), status);
    assert_int_equal(found, COPSE_NONE);
    assert_int_equal(err.status, status);
    assert_string_equal(err.next, next);
    assert_int_equal(find(&found, net, text, NULL), status);
}

#define NO_IDEA "check the spelling, or import it first"

static void test_find__a_member_by_key_mail_or_name(void **state)
{
    (void)state;
    copse_facts facts = small_facts();
    copse_network *net = build(&facts);
    finds(copse_network_find_member, net, "bob", BOB);
    finds(copse_network_find_member, net, " BOB ", BOB);
    finds(copse_network_find_member, net, "Bob.Birch@Example.org", BOB);
    finds(copse_network_find_member, net, "bob  birch", BOB);
    finds(copse_network_find_member, net, "\xEF\xBC\xA2ob Birch", BOB); /* a full-width B */
    copse_network_free(net);
}

static void test_find__communities_topics_teams_and_sites(void **state)
{
    (void)state;
    copse_facts facts = small_facts();
    copse_network *net = build(&facts);
    finds(copse_network_find_community, net, "WOUND CARE", CARE);
    finds(copse_network_find_community, net, "empty", EMPTY);
    finds(copse_network_find_topic, net, "wound healing", WOUNDS);
    finds(copse_network_find_topic, net, "Tissue Viability", WOUNDS); /* synonyms */
    finds(copse_network_find_topic, net, "pressure ulcers", WOUNDS);
    finds(copse_network_find_team, net, "ward a", WARD_A);
    finds(copse_network_find_site, net, "North Site", NORTH);
    fails(copse_network_find_topic, net, "tissue viability; pressure ulcers", COPSE_E_NOT_FOUND,
          "did you mean wounds?"); /* one synonym at a time */
    copse_network_free(net);
}

static void test_find__an_exact_key_goes_before_all_else(void **state)
{
    (void)state;
    const copse_fact_member members[] = {{.key = "Ann", .name = "x"},
                                         {.key = "ann", .name = "y"},
                                         {.key = "z", .name = "ann", .mail = "x"}};
    copse_facts facts = {.n_members = 3, .members = members};
    copse_network *net = build(&facts);
    finds(copse_network_find_member, net, "Ann", 0);
    finds(copse_network_find_member, net, "ann", 1);
    finds(copse_network_find_member, net, "X", 2); /* a mail before a name */
    fails(copse_network_find_member, net, "ANN", COPSE_E_ARGUMENT, "give one of the keys Ann, ann");
    copse_network_free(net);
}

static void test_find__several_of_one_name_are_listed_by_key_alone(void **state)
{
    (void)state;
    const copse_fact_member members[] = {{.key = "m3", .name = "Jo Jay"},
                                         {.key = "m1", .name = "jo jay"},
                                         {.key = "m2", .name = "JO  JAY"},
                                         {.key = "m0", .name = "Jo Jay", .objected = true}};
    copse_facts facts = {.n_members = 4, .members = members};
    copse_network *net = build(&facts);
    copse_error err = COPSE_ERROR_INIT;
    copse_index found;
    fails(copse_network_find_member, net, "Jo Jay", COPSE_E_ARGUMENT,
          "give one of the keys m1, m2, m3");
    copse_network_find_member(&found, net, "Jo Jay", &err);
    assert_string_equal(err.what, "3 members fit 'Jo Jay'");
    copse_network_free(net);
}

static void test_find__a_long_list_of_candidates_is_cut(void **state)
{
    (void)state;
    const copse_fact_member members[] = {{.key = "g", .name = "Jo"}, {.key = "f", .name = "Jo"},
                                         {.key = "e", .name = "Jo"}, {.key = "d", .name = "Jo"},
                                         {.key = "c", .name = "Jo"}, {.key = "b", .name = "Jo"},
                                         {.key = "a", .name = "Jo"}};
    copse_facts facts = {.n_members = 7, .members = members};
    copse_network *net = build(&facts);
    fails(copse_network_find_member, net, "jo", COPSE_E_ARGUMENT,
          "give one of the keys a, b, c, d, e, …");
    copse_network_free(net);
}

static void test_find__suggests_close_keys(void **state)
{
    (void)state;
    copse_facts facts = small_facts();
    copse_network *net = build(&facts);
    fails(copse_network_find_member, net, "bop", COPSE_E_NOT_FOUND, "did you mean bob?");
    fails(copse_network_find_member, net, "Bob Brich", COPSE_E_NOT_FOUND,
          "did you mean bob?"); /* by a name */
    fails(copse_network_find_member, net, "elder", COPSE_E_NOT_FOUND,
          "did you mean eve?"); /* by a surname */
    fails(copse_network_find_team, net, "ward-c", COPSE_E_NOT_FOUND,
          "did you mean ward-a, ward-b?");
    fails(copse_network_find_topic, net, "sqll", COPSE_E_NOT_FOUND, "did you mean sql?");
    fails(copse_network_find_site, net, "nroth", COPSE_E_NOT_FOUND, "did you mean north?");
    fails(copse_network_find_member, net, "zebedee", COPSE_E_NOT_FOUND, NO_IDEA);
    copse_network_free(net);
}

static void test_find__suggestions_come_nearest_first(void **state)
{
    (void)state;
    const copse_fact_member members[] = {
        {.key = "cardiology-x1"}, {.key = "cardiology-b"}, {.key = "cardiology-a"}};
    copse_facts facts = {.n_members = 3, .members = members};
    copse_network *net = build(&facts);
    fails(
        copse_network_find_member, net, "cardiology-x", COPSE_E_NOT_FOUND,
        "did you mean cardiology-a, cardiology-b, cardiology-x1?"); /* all one slip away: by key */
    fails(copse_network_find_member, net, "cardiology-x12", COPSE_E_NOT_FOUND,
          "did you mean cardiology-x1, cardiology-a, cardiology-b?");
    copse_network_free(net);
}

static void test_find__who_objected_is_found_but_never_suggested(void **state)
{
    (void)state;
    copse_facts facts = small_facts();
    copse_network *net = build(&facts);
    finds(copse_network_find_member, net, "fay", FAY); /* their own subject access needs it */
    fails(copse_network_find_member, net, "fax", COPSE_E_NOT_FOUND, NO_IDEA);
    fails(copse_network_find_member, net, "Fay Furr", COPSE_E_NOT_FOUND, NO_IDEA);
    copse_network_free(net);
}

static void test_find__a_sensitive_community_is_found_by_name_but_never_suggested(void **state)
{
    (void)state;
    copse_facts facts = small_facts();
    copse_network *net = build(&facts);
    finds(copse_network_find_community, net, "faith at work", FAITH);
    fails(copse_network_find_community, net, "fait", COPSE_E_NOT_FOUND, NO_IDEA);
    copse_network_free(net);

    /* Two of one name that may not be listed: no key is given away. */
    const copse_fact_community twins[] = {
        {.key = "x1", .name = "Twins", .site = COPSE_NONE, .sensitive = COPSE_SENSITIVE_YES},
        {.key = "x2", .name = "twins", .site = COPSE_NONE, .sensitive = COPSE_SENSITIVE_YES}};
    copse_facts two = {.n_communities = 2, .communities = twins};
    net = build(&two);
    fails(copse_network_find_community, net, "twins", COPSE_E_ARGUMENT, "give the key");
    copse_network_free(net);
}

static void test_find__nothing_in_nothing(void **state)
{
    (void)state;
    copse_facts facts = small_facts(), none = COPSE_FACTS_INIT;
    copse_network *net = build(&facts), *empty = build(&none);
    fails(copse_network_find_member, net, "", COPSE_E_NOT_FOUND, NO_IDEA);
    fails(copse_network_find_member, net, " \t", COPSE_E_NOT_FOUND, NO_IDEA);
    fails(copse_network_find_member, empty, "ann", COPSE_E_NOT_FOUND, NO_IDEA);
    fails(copse_network_find_member, net, "caf\xe9", COPSE_E_ARGUMENT, "give it as UTF-8");
    copse_network_free(net);
    copse_network_free(empty);
}

static void test_find__every_failing_allocation_is_said(void **state)
{
    (void)state;
    copse_facts facts = small_facts();
    copse_network *net = build(&facts);
    for (int close = 0; close < 2; close++) {
        copse_status st = COPSE_E_NOMEM;
        int64_t at = 0;
        for (; st == COPSE_E_NOMEM; at++) {
            copse_index found = 77;
            copse_memory_fail_at(at);
            st = copse_network_find_member(&found, net, close ? "bopp" : "Bob Birch", NULL);
            copse_memory_fail_at(-1);
            if (st == COPSE_E_NOMEM)
                assert_int_equal(found, COPSE_NONE);
        }
        assert_int_equal(st, close ? COPSE_E_NOT_FOUND : COPSE_OK);
        assert_true(at > 5);
    }
    copse_network_free(net);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_find__a_member_by_key_mail_or_name),
        cmocka_unit_test(test_find__communities_topics_teams_and_sites),
        cmocka_unit_test(test_find__an_exact_key_goes_before_all_else),
        cmocka_unit_test(test_find__several_of_one_name_are_listed_by_key_alone),
        cmocka_unit_test(test_find__a_long_list_of_candidates_is_cut),
        cmocka_unit_test(test_find__suggests_close_keys),
        cmocka_unit_test(test_find__suggestions_come_nearest_first),
        cmocka_unit_test(test_find__who_objected_is_found_but_never_suggested),
        cmocka_unit_test(test_find__a_sensitive_community_is_found_by_name_but_never_suggested),
        cmocka_unit_test(test_find__nothing_in_nothing),
        cmocka_unit_test(test_find__every_failing_allocation_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
