/* Topics that are proposed: each rule by hand, what takes no part, and that nothing is stored. */
#include "store/importing.h"

#include "base/memory.h"

/* What the run says, "" when it fails; the files are in proposed/ of the folder. */
static copse_status suggest(const char *reason)
{
    copse_store *store;
    copse_account *account = NULL;
    copse_context ctx = today();
    error = (copse_error)COPSE_ERROR_INIT;
    if (reason) {
        ctx.audience = COPSE_FOR_STEWARD;
        ctx.reason = reason;
    }
    assert_ok(copse_store_open(&store, at("s.copse"), reason ? COPSE_STORE_WRITE : COPSE_STORE_READ,
                               NULL));
    copse_status st = copse_store_suggest_topics(&account, store, at("proposed"), &ctx, &error);
    copse_store_close(store);
    assert_true((account != NULL) == (st == COPSE_OK));
    copse_account_free(account);
    return st;
}

static const char *proposed(const char *name)
{
    static char text[8192];
    char path[256];
    snprintf(path, sizeof path, "%s/proposed/%s", folder, name);
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    return text;
}

static void remove_proposed(void)
{
    static const char *const names[] = {"topics.csv", "community_topics.csv", "expertise.csv"};
    char path[256];
    for (size_t i = 0; i < 3; i++) {
        snprintf(path, sizeof path, "%s/proposed/%s", folder, names[i]);
        unlink(path);
    }
    rmdir(at("proposed"));
}

static int clean(void **state)
{
    remove_proposed();
    return remove_folder(state);
}

static void make_store(void)
{
    write_file("topics.csv", "topic_id,name,synonyms\n"
                             "rehab,Rehabilitation,\n"
                             "stroke-rehab,Stroke rehabilitation,\n"
                             "dysphagia,Dysphagia,swallowing; deglutition\n"
                             "quality,Data quality,\n"
                             "databases,Databases,\n"
                             "record,Electronic patient record,\n"
                             "chaplaincy,Muslim chaplaincy,\n");
    write_file("communities.csv",
               "community_id,name,description,status\n"
               "data,Data Forum,,\n"
               "dys,Dysphagia Community of Practice,Safe swallowing across wards,\n"
               "epr,EPR users,What works,\n"
               "green,Net zero network,Less carbon and waste,\n"
               "notes,Note takers,Shares what works in the Electronic Patient Records,\n"
               "old,Stroke Forum,,closed\n"
               "secret,Muslim Staff Network,,\n"
               "stroke,Stroke Rehabilitation Network,,\n");
    write_file("members.csv",
               "member_id,profession,objected\n"
               "m1,,\nm2,Data quality analyst,\nm3,Data quality analyst,yes\nm4,,\n");
    write_file("assignments.csv",
               "member_id,role,since,until\n"
               "m1,Stroke rehabilitation nurse,2020-01-01,\nm4,Databases engineer,,\n"
               "m1,Dysphagia therapist,2010-01-01,2020-01-01\n");
    write_file("expertise.csv", "member_id,topic_id,weight\nm4,databases,5\n");
    import_ok();
}

static void test_text__each_rule_by_hand(void **state)
{
    (void)state;
    make_store();
    assert_ok(suggest(NULL));
    assert_string_equal(
        proposed("community_topics.csv"),
        "community_id,topic_id,weight,community_name,topic_name,evidence\n"
        "data,quality,1,Data Forum,Data quality,the topic has its whole name\n"
        "data,databases,1,Data Forum,Databases,a word of the topic has its name inside\n"
        "dys,dysphagia,1,Dysphagia Community of Practice,Dysphagia,"
        "\"its name has the whole topic; its description has the topic\"\n"
        "epr,record,1,EPR users,Electronic patient record,its name has the topic's initials\n"
        "green,net-zero,1,Net zero network,Net zero,\"its own name, for want of a topic\"\n"
        "notes,record,1,Note takers,Electronic patient record,its description has the topic\n"
        "stroke,rehab,1,Stroke Rehabilitation Network,Rehabilitation,its name has the whole topic\n"
        "stroke,stroke-rehab,1,Stroke Rehabilitation Network,Stroke rehabilitation,"
        "its name has the whole topic\n");
    assert_string_equal(proposed("topics.csv"),
                        "topic_id,name,evidence\nnet-zero,Net zero,from the name of green\n");
    assert_null(proposed("expertise.csv"));
}

static void test_text__nothing_is_stored_and_what_was_proposed_can_be_imported(void **state)
{
    (void)state;
    size_t n;
    make_store();
    char *before = store_bytes(&n);
    assert_ok(suggest(NULL));
    assert_store_is(before, n);

    copse_import_report *report = NULL;
    copse_context ctx = today();
    assert_ok(copse_store_import(&report, at("s.copse"), at("proposed"), NULL, &ctx, NULL));
    assert_int_equal(table_of(report, "community_topics")->added, 8);
    assert_int_equal(table_of(report, "topics")->added, 1);
    assert_int_equal(table_of(report, "community_topics")->n_dropped_columns, 3);
    copse_import_report_free(report);
}

static void test_text__what_is_recorded_is_not_proposed_again(void **state)
{
    (void)state;
    make_store();
    write_file("community_topics.csv", "community_id,topic_id\nepr,record\ngreen,quality\n");
    import_ok();
    assert_ok(suggest(NULL));
    assert_null(strstr(proposed("community_topics.csv"), "epr,"));
    assert_null(proposed("topics.csv")); /* green has a topic */
}

static void
test_titles__the_narrowest_topic_of_who_did_not_object_and_is_called_so_today(void **state)
{
    (void)state;
    make_store();
    assert_ok(suggest("first topics"));
    assert_string_equal(
        proposed("expertise.csv"),
        "member_id,topic_id,weight,topic_name,evidence\n"
        "m2,quality,1,Data quality,profession: Data quality analyst\n"
        "m1,stroke-rehab,1,Stroke rehabilitation,role: Stroke rehabilitation nurse\n");
    assert_string_equal(ask_sql(at("s.copse"), "SELECT reason FROM audit ORDER BY id DESC LIMIT 1"),
                        "first topics");
}

static void test_titles__need_a_reason(void **state)
{
    (void)state;
    make_store();
    assert_int_equal(suggest(""), COPSE_E_ARGUMENT);
    assert_null(proposed("community_topics.csv"));
}

/*
 * 20 people, 8 of them in the CoP. Topic a: 6 know it, 5 of them here: phi = (20·5 -
 * 8·6)/√(8·6·12·14) = 0.58. b: 16 know it, 7 here: phi = (20·7 - 8·16)/√(8·16·12·4) = 0.15. c: 4
 * know it, all here, which are few.
 */
static void test_members__know_it_more_than_others_by_hand(void **state)
{
    (void)state;
    FILE *members = fopen(at("members.csv"), "w"), *seats = fopen(at("memberships.csv"), "w");
    FILE *expertise = fopen(at("expertise.csv"), "w");
    assert_true(members && seats && expertise);
    fputs("member_id\n", members);
    fputs("member_id,community_id\n", seats);
    fputs("member_id,topic_id,weight\n", expertise);
    for (int i = 0; i < 20; i++) {
        fprintf(members, "p%02d\n", i);
        if (i < 8)
            fprintf(seats, "p%02d,x\n", i);
        if (i < 5 || i == 19)
            fprintf(expertise, "p%02d,a,1\n", i);
        if (i < 7 || i >= 11)
            fprintf(expertise, "p%02d,b,1\n", i);
        if (i < 4)
            fprintf(expertise, "p%02d,c,1\n", i);
    }
    fclose(members);
    fclose(seats);
    fclose(expertise);
    write_file("communities.csv", "community_id,name\nx,Quokka\n");
    write_file("topics.csv", "topic_id,name\na,Aardvark\nb,Badger\nc,Civet\n");
    import_ok();
    assert_ok(suggest(NULL));
    assert_string_equal(proposed("community_topics.csv"),
                        "community_id,topic_id,weight,community_name,topic_name,evidence\n"
                        "x,a,1,Quokka,Aardvark,half or more of its members know it\n");
}

static void test_suggest__an_empty_store_proposes_nothing(void **state)
{
    (void)state;
    new_store();
    assert_ok(suggest(NULL));
    assert_null(proposed("community_topics.csv"));
}

static void test_suggest__a_folder_that_is_there_is_left_alone(void **state)
{
    (void)state;
    make_store();
    assert_int_equal(mkdir(at("proposed"), 0700), 0);
    assert_int_equal(suggest(NULL), COPSE_E_ARGUMENT);
    assert_null(proposed("community_topics.csv"));
}

/* Whether a name looks sensitive is answered with yes where memory runs out, so that one failure
 * need not be the end. */
static void test_suggest__every_allocation_may_fail_and_leaves_no_half_folder(void **state)
{
    (void)state;
    make_store();
    copse_store *store;
    copse_context ctx = today();
    struct stat info;
    bool has_failed = true;
    int n_nomem = 0;
    assert_ok(copse_store_open(&store, at("s.copse"), COPSE_STORE_READ, NULL));
    for (int64_t n = 0; has_failed; n++) {
        copse_account *account = NULL;
        copse_memory_fail_at(n);
        copse_status st = copse_store_suggest_topics(&account, store, at("proposed"), &ctx, NULL);
        has_failed = copse_memory_count() > n;
        assert_true(st == COPSE_OK ? account != NULL : st == COPSE_E_NOMEM && !account);
        assert_int_equal(stat(at("proposed"), &info) == 0, st == COPSE_OK);
        n_nomem += st == COPSE_E_NOMEM;
        copse_account_free(account);
        if (st == COPSE_OK)
            remove_proposed();
    }
    copse_memory_fail_at(-1);
    copse_store_close(store);
    assert_true(n_nomem > 30);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_text__each_rule_by_hand, make_folder, clean),
        cmocka_unit_test_setup_teardown(
            test_text__nothing_is_stored_and_what_was_proposed_can_be_imported, make_folder, clean),
        cmocka_unit_test_setup_teardown(test_text__what_is_recorded_is_not_proposed_again,
                                        make_folder, clean),
        cmocka_unit_test_setup_teardown(
            test_titles__the_narrowest_topic_of_who_did_not_object_and_is_called_so_today,
            make_folder, clean),
        cmocka_unit_test_setup_teardown(test_titles__need_a_reason, make_folder, clean),
        cmocka_unit_test_setup_teardown(test_members__know_it_more_than_others_by_hand, make_folder,
                                        clean),
        cmocka_unit_test_setup_teardown(test_suggest__an_empty_store_proposes_nothing, make_folder,
                                        clean),
        cmocka_unit_test_setup_teardown(test_suggest__a_folder_that_is_there_is_left_alone,
                                        make_folder, clean),
        cmocka_unit_test_setup_teardown(
            test_suggest__every_allocation_may_fail_and_leaves_no_half_folder, make_folder, clean),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    copse_stop();
    return failed;
}
