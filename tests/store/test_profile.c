/* profile: a person's own word is state, beats what imports say, and is for them alone. */
#include "store/importing.h"

#include "store/import_decide.h"

static copse_store *store;
static copse_account *account;

static copse_status profile(const char *key, const copse_profile_change *change, copse_day day)
{
    copse_context ctx = today();
    ctx.audience = COPSE_FOR_SELF;
    ctx.audience_key = key;
    ctx.as_of = day;
    error = (copse_error)COPSE_ERROR_INIT;
    copse_account_free(account);
    assert_ok(copse_store_open(&store, at("s.copse"), COPSE_STORE_WRITE, NULL));
    copse_status st = copse_store_profile(&account, store, key, change, &ctx, &error);
    copse_store_close(store);
    assert_true((account != NULL) == (st == COPSE_OK));
    return st;
}

static int free_account(void **state)
{
    (void)state;
    copse_account_free(account);
    account = NULL;
    return 0;
}

static const copse_account_section *section(const char *name)
{
    for (size_t i = 0; i < account->n_sections; i++)
        if (strcmp(account->sections[i].name, name) == 0)
            return &account->sections[i];
    fail_msg("no section %s", name);
    return NULL;
}

static const char *person(const char *what)
{
    const copse_account_section *s = section("person");
    for (size_t row = 0; row < s->n_rows; row++)
        if (strcmp(s->cells[2 * row].text, what) == 0)
            return s->cells[2 * row + 1].text;
    return NULL;
}

static void make_store(void)
{
    write_file("members.csv", "member_id,name,mode_preference,visibility\nm1,Ada Example,virtual,team\nm2,Ben,,\n");
    write_file("communities.csv", "community_id,name,sensitive\nc1,Wounds,no\nc2,Prayer Group,yes\nc3,Audit,no\n");
    write_file("memberships.csv", "member_id,community_id,since,until\nm1,c1,2026-01-10,\nm1,c3,2025-01-01,2026-02-01\n"
                                  "m2,c3,,\n");
    write_file("topics.csv", "topic_id,name\nt1,Healing\n");
    write_file("expertise.csv", "member_id,topic_id,weight\nm1,t1,2\nm2,t1,9\n");
    import_ok();
}

static copse_day day_of(const char *text)
{
    copse_day day = 0;
    assert_true(copse_day_parse(&day, text));
    return day;
}

static void test_profile__is_of_its_day_and_of_one_person(void **state)
{
    (void)state;
    make_store();
    assert_ok(profile("m1", NULL, day_of("2026-03-31")));
    assert_string_equal(person("name"), "Ada Example");
    assert_string_equal(person("mode"), "virtual");
    assert_string_equal(person("visible"), "team");
    assert_int_equal(section("communities")->n_rows, 1);
    assert_string_equal(section("communities")->cells[0].text, "c1");
    assert_int_equal(section("topics")->n_rows, 1);
    assert_string_equal(section("topics")->cells[2].text, "2.0");
    assert_ok(profile("m1", NULL, day_of("2025-06-01")));
    assert_string_equal(section("communities")->cells[0].text, "c3");
}

static void test_profile__their_word_is_state_that_no_import_overrides(void **state)
{
    (void)state;
    copse_profile_change change = COPSE_PROFILE_CHANGE_INIT;
    make_store();
    change.not_community = "c3";
    change.has_mode = change.has_visibility = true;
    change.mode = COPSE_MODE_UNKNOWN;
    change.visibility = COPSE_VISIBLE_NONE;
    assert_ok(profile("m1", &change, day_of("2026-03-31")));
    assert_string_equal(person("mode"), "any");
    assert_string_equal(person("visible"), "none");
    assert_string_equal(section("not_for_you")->cells[0].text, "c3");
    assert_string_equal(ask_sql(at("s.copse"), "SELECT value FROM setting WHERE name = 'data_version'"), "1");

    write_file("members.csv", "member_id,name,mode_preference,visibility\nm1,Ada Again,hybrid,trust\nm2,Ben,,\n");
    import_ok();
    assert_ok(profile("m1", NULL, day_of("2026-03-31")));
    assert_string_equal(person("name"), "Ada Again");
    assert_string_equal(person("mode"), "any");
    assert_string_equal(person("visible"), "none");
    assert_ok(profile("m2", NULL, day_of("2026-03-31"))); /* another's is as it was */
    assert_int_equal(section("not_for_you")->n_rows, 0);
}

static void test_profile__facts_are_read_with_their_word(void **state)
{
    (void)state;
    copse_profile_change change = COPSE_PROFILE_CHANGE_INIT;
    copse_facts *facts = NULL;
    copse_context ctx = today();
    make_store();
    change.not_community = "c3";
    change.has_visibility = true;
    change.visibility = COPSE_VISIBLE_TRUST;
    assert_ok(profile("m1", &change, day_of("2026-03-31")));
    run_sql(at("s.copse"), "INSERT INTO mark VALUES (2, 1, 'joined', 1)"); /* another kind of mark */
    assert_ok(copse_store_open(&store, at("s.copse"), COPSE_STORE_READ, NULL));
    assert_ok(copse_store_read_facts(&facts, store, &ctx, NULL));
    assert_int_equal(facts->members[0].visibility, COPSE_VISIBLE_TRUST);
    assert_int_equal(facts->members[0].mode_preference, COPSE_MODE_VIRTUAL);
    assert_int_equal(facts->n_marks, 1);
    assert_string_equal(facts->members[facts->marks[0].member].key, "m1");
    assert_string_equal(facts->communities[facts->marks[0].community].key, "c3");
    assert_int_equal(facts->marks[0].on, day_of("2026-03-31"));
    copse_facts_free(facts);
    copse_store_close(store);
}

static void test_profile__undo_takes_a_mark_back(void **state)
{
    (void)state;
    copse_profile_change change = COPSE_PROFILE_CHANGE_INIT;
    make_store();
    change.not_community = "c3";
    assert_ok(profile("m1", &change, day_of("2026-03-31")));
    assert_ok(profile("m1", &change, day_of("2026-04-30"))); /* said before: its day stays */
    assert_string_equal(section("not_for_you")->cells[2].text, "2026-03-31");
    change.undo = true;
    assert_ok(profile("m1", &change, day_of("2026-04-30")));
    assert_int_equal(section("not_for_you")->n_rows, 0);
}

static void test_profile__what_is_refused_changes_nothing(void **state)
{
    (void)state;
    copse_profile_change change = COPSE_PROFILE_CHANGE_INIT;
    make_store();
    change.has_mode = true;
    change.mode = COPSE_MODE_HYBRID;
    change.not_community = "c2"; /* sensitive */
    assert_int_equal(profile("m1", &change, 20000), COPSE_E_NOT_FOUND);
    change.not_community = "c9";
    assert_int_equal(profile("m1", &change, 20000), COPSE_E_NOT_FOUND);
    assert_int_equal(profile("m9", NULL, 20000), COPSE_E_NOT_FOUND);
    assert_string_equal(ask_sql(at("s.copse"), "SELECT (SELECT count(*) FROM mark) + (SELECT count(*) FROM preference)"),
                        "0");

    copse_context ctx = today(); /* for the trust */
    assert_ok(copse_store_open(&store, at("s.copse"), COPSE_STORE_READ, NULL));
    copse_account_free(account);
    assert_int_equal(copse_store_profile(&account, store, "m1", NULL, &ctx, &error), COPSE_E_ARGUMENT);
    assert_null(account);
    copse_store_close(store);
}

static void test_profile__goes_with_the_person(void **state)
{
    (void)state;
    copse_profile_change change = COPSE_PROFILE_CHANGE_INIT;
    copse_context ctx = today();
    make_store();
    change.not_community = "c3";
    change.has_mode = true;
    assert_ok(profile("m1", &change, 20000));
    copse_account_free(account);
    assert_ok(copse_store_open(&store, at("s.copse"), COPSE_STORE_WRITE, NULL));
    assert_ok(copse_store_forget(&account, store, "m1", false, &ctx, NULL));
    copse_store_close(store);
    assert_string_equal(ask_sql(at("s.copse"), "SELECT (SELECT count(*) FROM mark) + (SELECT count(*) FROM preference)"),
                        "0");
}

/* Two members who are one: what either said stays said, and the fewest may see them. */
static void test_profile__of_two_who_are_one_keeps_both_words(void **state)
{
    (void)state;
    copse_profile_change change = COPSE_PROFILE_CHANGE_INIT;
    make_store();
    change.has_visibility = true;
    change.visibility = COPSE_VISIBLE_TRUST;
    assert_ok(profile("m1", &change, 20000));
    change.visibility = COPSE_VISIBLE_TEAM;
    change.has_mode = true;
    change.mode = COPSE_MODE_HYBRID;
    change.not_community = "c1";
    assert_ok(profile("m2", &change, 20000));
    assert_ok(copse_store_open(&store, at("s.copse"), COPSE_STORE_WRITE, NULL));
    assert_ok(copse_store_merge_members(store, 1, 2, NULL));
    copse_store_close(store);
    assert_ok(profile("m1", NULL, 20000));
    assert_string_equal(person("visible"), "team");
    assert_string_equal(person("mode"), "hybrid");
    assert_string_equal(section("not_for_you")->cells[0].text, "c1");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_profile__is_of_its_day_and_of_one_person),
        TEST(test_profile__their_word_is_state_that_no_import_overrides),
        TEST(test_profile__facts_are_read_with_their_word),
        TEST(test_profile__undo_takes_a_mark_back),
        TEST(test_profile__what_is_refused_changes_nothing),
        TEST(test_profile__goes_with_the_person),
        TEST(test_profile__of_two_who_are_one_keeps_both_words),
    };
    return cmocka_run_group_tests_name("store/profile", tests, NULL, free_account);
}
