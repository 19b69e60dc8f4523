/* The words of enumerations, both ways. */
#include "support.h"

/* Every value of an enumeration comes back from its own word, and no other word is taken. */
#define ROUND_TRIP(type, name, parse, last)                                                        \
    do {                                                                                           \
        for (int value = 0; value <= (int)(last); value++) {                                       \
            type back = (type)77;                                                                  \
            assert_true(parse(&back, name((type)value)));                                          \
            assert_int_equal(back, value);                                                         \
        }                                                                                          \
        type kept = (type)77;                                                                      \
        assert_false(parse(&kept, "no such word"));                                                \
        assert_false(parse(&kept, " "));                                                           \
        assert_int_equal(kept, 77);                                                                \
    } while (0)

static void test_words__come_back_as_what_they_stand_for(void **state)
{
    (void)state;
    ROUND_TRIP(copse_mode, copse_mode_name, copse_mode_parse, COPSE_MODE_HYBRID);
    ROUND_TRIP(copse_visibility, copse_visibility_name, copse_visibility_parse,
               COPSE_VISIBLE_TRUST);
    ROUND_TRIP(copse_community_status, copse_community_status_name, copse_community_status_parse,
               COPSE_COMMUNITY_CLOSED);
    ROUND_TRIP(copse_openness, copse_openness_name, copse_openness_parse, COPSE_OPENNESS_CLOSED);
    ROUND_TRIP(copse_exchange_kind, copse_exchange_kind_name, copse_exchange_kind_parse,
               COPSE_EXCHANGE_DEBRIEF);
}

static void test_words__are_those_of_the_files(void **state)
{
    (void)state;
    assert_string_equal(copse_mode_name(COPSE_MODE_FACE_TO_FACE), "face-to-face");
    assert_string_equal(copse_visibility_name(COPSE_VISIBLE_TEAM), "team");
    assert_string_equal(copse_community_status_name(COPSE_COMMUNITY_DORMANT), "dormant");
    assert_string_equal(copse_openness_name(COPSE_OPENNESS_REQUEST), "request");
    assert_string_equal(copse_sensitivity_name(COPSE_SENSITIVE_YES), "yes");
    assert_string_equal(copse_audience_name(COPSE_FOR_STEWARD), "steward");
    assert_string_equal(copse_contact_basis_name(COPSE_CONTACT_COMMUNITIES), "communities");
    assert_string_equal(copse_contact_basis_name(COPSE_CONTACT_TEAMS), "teams");
    assert_string_equal(copse_unit_record_kind_name(COPSE_UNIT_ACTED), "acted");
    assert_string_equal(copse_activity_name(COPSE_ACTIVITY_QUIET), "quiet");
    assert_string_equal(copse_reason_kind_name(COPSE_REASON_POPULARITY), "popularity");
    assert_string_equal(copse_decision_name(COPSE_DECISION_STRAND), "propose-strand");
    assert_string_equal(copse_decision_name(COPSE_DECISION_UNKNOWN), "not-enough-known");
    assert_string_equal(copse_reach_name(COPSE_REACH_FAR_UNKNOWN), "far-unknown");
    assert_string_equal(copse_turn_kind_name(COPSE_TURN_FEWER_PEOPLE), "fewer-people");
}

static void test_words__a_blank_is_unknown_where_there_is_one(void **state)
{
    (void)state;
    copse_mode mode = COPSE_MODE_VIRTUAL;
    copse_community_status status = COPSE_COMMUNITY_ACTIVE;
    copse_openness openness = COPSE_OPENNESS_OPEN;
    copse_visibility visibility = COPSE_VISIBLE_TRUST;
    copse_exchange_kind kind = COPSE_EXCHANGE_SHARED;
    assert_true(copse_mode_parse(&mode, ""));
    assert_int_equal(mode, COPSE_MODE_UNKNOWN);
    assert_true(copse_community_status_parse(&status, ""));
    assert_int_equal(status, COPSE_COMMUNITY_UNKNOWN);
    assert_true(copse_openness_parse(&openness, ""));
    assert_int_equal(openness, COPSE_OPENNESS_UNKNOWN);
    assert_false(copse_visibility_parse(&visibility, "")); /* a blank is no agreement to be named */
    assert_int_equal(visibility, COPSE_VISIBLE_TRUST);
    assert_false(copse_exchange_kind_parse(&kind, ""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words__come_back_as_what_they_stand_for),
        cmocka_unit_test(test_words__are_those_of_the_files),
        cmocka_unit_test(test_words__a_blank_is_unknown_where_there_is_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
