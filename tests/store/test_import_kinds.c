/* Exports of other systems: known by their headers, and what becomes of their rows. */
#include "store/importing.h"

static copse_import_plan *guess_with(copse_status expected, const copse_import_options *options)
{
    copse_context ctx = today();
    copse_import_plan *plan = NULL;
    error = (copse_error)COPSE_ERROR_INIT;
    copse_status st = copse_store_guess(&plan, folder, options, &ctx, &error);
    if (st != expected)
        fail_msg("%s, not %s: %s: %s", copse_status_name(st), copse_status_name(expected), error.where,
                 error.what);
    assert_true((plan != NULL) == (st == COPSE_OK));
    return plan;
}

/* What a file with this header is taken for; "" for nothing. */
static const char *kind_of(const char *header)
{
    static char kind[64];
    write_file("anything.csv", header);
    write_file("topics.csv", "topic_id\n");
    copse_import_plan *plan = guess_with(COPSE_OK, NULL);
    assert_int_equal(plan->n_guesses, 2);
    snprintf(kind, sizeof kind, "%s", plan->guesses[1].kind ? plan->guesses[1].kind : "");
    copse_import_plan_free(plan);
    return kind;
}

static void test_guess__the_header_says_what_a_file_is_and_its_name_does_not(void **state)
{
    (void)state;
    assert_string_equal(kind_of("userPrincipalName,displayName,mail,objectId,jobTitle,department\n"), "entra-users");
    assert_string_equal(kind_of("User principal name;Display name;Account enabled\n"), "entra-users");
    assert_string_equal(kind_of("id,userPrincipalName,displayName,objectType,userType\n"), "entra-group");
    assert_string_equal(kind_of("Object ID,User principal name,Display name,Member type\n"), "entra-group");
    assert_string_equal(kind_of("colour,size\n"), "");
    assert_string_equal(kind_of("displayName\n"), "");

    /* A file named after a table that has not its columns. */
    write_file("members.csv", "userPrincipalName,displayName,jobTitle\n");
    copse_import_plan *plan = guess_with(COPSE_OK, NULL);
    assert_string_equal(plan->guesses[1].file, "members.csv");
    assert_string_equal(plan->guesses[1].kind, "entra-users");
    copse_import_plan_free(plan);
}

static void test_guess__native_files_come_first_and_keep_their_names(void **state)
{
    (void)state;
    write_basics();
    write_file("a.csv", "userPrincipalName,displayName,department,shoe size\n");
    copse_import_plan *plan = guess_with(COPSE_OK, NULL);
    assert_int_equal(plan->n_guesses, 5);
    assert_string_equal(plan->guesses[0].kind, "copse");
    assert_string_equal(plan->guesses[0].file, "teams.csv");
    assert_string_equal(plan->guesses[4].kind, "entra-users");
    assert_false(plan->guesses[4].is_given);
    assert_int_equal(plan->guesses[4].n_dropped_columns, 1);
    assert_string_equal(plan->guesses[4].dropped_columns[0], "shoe size");
    copse_import_plan_free(plan);
    assert_int_equal(files_in_folder(), 5);
}

static void test_guess__a_kind_that_is_given_overrules_the_header(void **state)
{
    (void)state;
    copse_import_options options = COPSE_IMPORT_OPTIONS_INIT;
    copse_import_kind kind = {"x.csv", "entra-group"};
    options.kinds = &kind;
    options.n_kinds = 1;
    write_file("x.csv", "userPrincipalName,displayName,department\n");
    copse_import_plan *plan = guess_with(COPSE_OK, &options);
    assert_string_equal(plan->guesses[0].kind, "entra-group");
    assert_true(plan->guesses[0].is_given);
    copse_import_plan_free(plan);

    kind.kind = "entra";
    guess_with(COPSE_E_ARGUMENT, &options);
    assert_non_null(strstr(error.next, "entra-users"));
}

/* ---- Entra ID ---- */

static void write_entra(void)
{
    write_file("people.csv",
               "userPrincipalName,displayName,mail,objectId,userType,jobTitle,department,accountEnabled\n"
               "ada@x.uk,Ada Example,Ada.Example@x.uk,o-1,Member,Ward manager,Stroke Unit,True\n"
               "ben@x.uk,Ben Example,,o-2,Member,Therapist,Stroke  unit,True\n"
               "gus@y.uk,Gus Guest,gus@y.uk,o-3,Guest,,,True\n"
               "old@x.uk,Old Account,old@x.uk,o-4,Member,,Stroke Unit,False\n");
    write_file("Wound care members.csv",
               "id,userPrincipalName,displayName,objectType,userType,isUser,isGroup,isGuest\n"
               "o-2,ben@x.uk,Ben Example,User,Member,True,False,False\n"
               "o-9,cy@x.uk,Cy Example,User,Member,True,False,False\n"
               "o-7,,All nurses,Group,,False,True,False\n");
}

static void test_entra__people_teams_and_the_members_of_a_group(void **state)
{
    (void)state;
    copse_context ctx = today();
    write_entra();
    copse_import_report *report = import_with(COPSE_OK, NULL, &ctx);
    assert_int_equal(report->n_guesses, 2);
    assert_int_equal(report->n_notes, 3); /* a guest, an account that is off, a group in the group */
    copse_import_report_free(report);
    assert_string_equal(ask("SELECT group_concat(key || '=' || name, ';') FROM member ORDER BY id"),
                        "ada.example@x.uk=Ada Example;ben@x.uk=Ben Example;cy@x.uk=Cy Example");
    /* Blanks and case do not make another team. */
    assert_string_equal(ask("SELECT group_concat(key || '=' || name, ';') FROM team"), "stroke-unit=Stroke Unit");
    assert_string_equal(ask("SELECT count(*) FROM assignment WHERE team = 1"), "2");
    assert_string_equal(ask("SELECT role FROM assignment WHERE member = 1"), "Ward manager");
    assert_string_equal(ask("SELECT key || '=' || name FROM community"), "wound-care=Wound care");
    assert_string_equal(ask("SELECT group_concat(key) FROM membership JOIN member ON id = member"), "ben@x.uk,cy@x.uk");
    assert_string_equal(ask("SELECT count(*) FROM identity WHERE member = 1"), "3");
    assert_string_equal(ask("SELECT kind FROM source WHERE name = 'people.csv'"), "entra-users");
}

static void test_entra__importing_again_changes_nothing(void **state)
{
    (void)state;
    copse_context ctx = today();
    write_entra();
    import_ok();
    size_t n;
    char *before = store_bytes(&n);
    import_ok();
    assert_store_is(before, n);

    /* Nor do the same facts in other bytes. */
    write_file("people.csv",
               "userPrincipalName,displayName,mail,objectId,userType,jobTitle,department\r\n"
               "BEN@x.uk,Ben Example,,o-2,Member,Therapist,Stroke Unit\r\n");
    copse_import_report *report = import_with(COPSE_OK, NULL, &ctx);
    assert_int_equal(report->data_version, 1);
    copse_import_report_free(report);
}

static void test_entra__whoever_was_forgotten_stays_forgotten(void **state)
{
    (void)state;
    copse_context ctx = today();
    copse_store *store;
    copse_account *account;
    write_entra();
    import_ok();
    assert_ok(copse_store_open(&store, at("s.copse"), COPSE_STORE_WRITE, NULL));
    assert_ok(copse_store_forget(&account, store, "ben@x.uk", false, &ctx, NULL));
    copse_account_free(account);
    copse_store_close(store);

    /* By his directory id alone, and then by the mail that stood beside it. */
    write_file("people.csv",
               "userPrincipalName,displayName,mail,objectId,department\n,Ben Example,b.e@x.uk,o-2,Stroke Unit\n");
    copse_import_report *report = import_with(COPSE_OK, NULL, &ctx);
    assert_non_null(strstr(report->notes[0], "1 row of people who were forgotten was left out"));
    copse_import_report_free(report);
    write_file("people.csv", "userPrincipalName,displayName,mail,department\n,Ben Example,B.E@x.uk,Stroke Unit\n");
    import_ok();
    assert_string_equal(ask("SELECT count(*) FROM member WHERE name LIKE 'Ben%'"), "0");
    assert_string_equal(ask("SELECT count(*) FROM membership"), "1");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)
    const struct CMUnitTest tests[] = {
        TEST(test_guess__the_header_says_what_a_file_is_and_its_name_does_not),
        TEST(test_guess__native_files_come_first_and_keep_their_names),
        TEST(test_guess__a_kind_that_is_given_overrules_the_header),
        TEST(test_entra__people_teams_and_the_members_of_a_group),
        TEST(test_entra__importing_again_changes_nothing),
        TEST(test_entra__whoever_was_forgotten_stays_forgotten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
