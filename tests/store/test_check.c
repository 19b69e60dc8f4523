/* What check finds, each kind in a store made to have it; people are counted, never named. */
#include "store/importing.h"

#include "base/memory.h"

static copse_check_report *check_on(copse_context ctx)
{
    copse_store *store;
    copse_check_report *report;
    assert_ok(copse_store_open(&store, at("s.copse"), COPSE_STORE_READ, NULL));
    assert_ok(copse_store_check(&report, store, &ctx, NULL));
    copse_store_close(store);
    return report;
}

static const copse_finding *finding(const copse_check_report *report, const char *name)
{
    for (size_t i = 0; i < report->n_findings; i++)
        if (strcmp(report->findings[i].check, name) == 0)
            return &report->findings[i];
    return NULL;
}

/* The count of one finding; 0: it was not found. Its only or first example is compared unless NULL. */
static void assert_finding(const char *name, int count, const char *example)
{
    copse_check_report *report = check_on(today());
    const copse_finding *f = finding(report, name);
    if ((f ? (int)f->count : 0) != count)
        fail_msg("%s: %d, not %d", name, f ? (int)f->count : 0, count);
    if (f) {
        assert_true(f->meaning[0] != '\0' && f->next[0] != '\0');
        if (example) {
            assert_true(f->n_examples > 0);
            assert_string_equal(f->examples[0], example);
        } else {
            assert_int_equal(f->n_examples, 0);
        }
    }
    copse_check_report_free(report);
}

static void record_terms(void)
{
    run_sql(at("s.copse"), "INSERT OR REPLACE INTO setting VALUES ('purpose', 'p'), ('lawful_basis', 'b'),"
                           " ('dpia_reference', 'd'), ('retention_days', '730')");
}

static void test_check__an_empty_store_has_no_finding(void **state)
{
    (void)state;
    new_store();
    record_terms();
    copse_check_report *report = check_on(today());
    assert_int_equal(report->n_findings, 0);
    assert_int_equal(report->data_version, 0);
    copse_check_report_free(report);
}

static void test_check__a_whole_store_has_no_finding(void **state)
{
    (void)state;
    write_file("teams.csv", "team_id,name,parent_id\nd1,Medicine,\nt1,Ward 1,d1\n");
    write_file("members.csv", "member_id,name,team_id\nm1,Ada,t1\n");
    write_file("communities.csv", "community_id,name,contact\nc1,Wound care,w@example.org\n");
    write_file("topics.csv", "topic_id,name,broader_id\np0,Care,\np1,Dressing,p0\n");
    write_file("memberships.csv", "member_id,community_id\nm1,c1\n");
    write_file("community_topics.csv", "community_id,topic_id\nc1,p1\n");
    import_ok();
    record_terms();
    copse_check_report *report = check_on(today());
    if (report->n_findings > 0)
        fail_msg("found %s", report->findings[0].check);
    copse_check_report_free(report);
}

static void test_check__terms_that_are_not_recorded(void **state)
{
    (void)state;
    new_store();
    assert_finding("terms-not-recorded", 4, "purpose");
    record_terms();
    assert_finding("terms-not-recorded", 0, NULL);
    run_sql(at("s.copse"), "UPDATE setting SET value = '0' WHERE name = 'retention_days'");
    assert_finding("terms-not-recorded", 1, "retention");
}

static void test_check__orphans(void **state)
{
    (void)state;
    write_basics();
    import_ok();
    assert_finding("communities-without-members", 2, "Wounds");
    assert_finding("communities-without-topics", 2, "Wounds");
    assert_finding("communities-without-contact", 2, "Wounds");
    assert_finding("topics-unused", 2, "Dressing");
    assert_finding("teams-without-members", 1, "Ward 1");
    assert_finding("members-without-team", 2, NULL);
    assert_finding("members-without-community", 2, NULL);
    assert_finding("members-without-anything", 2, NULL);
}

static void test_check__what_ended_before_the_day_does_not_count(void **state)
{
    (void)state;
    write_basics();
    write_file("memberships.csv", "member_id,community_id,since,until\n"
                                  "m1,c1,2020-01-01,2026-03-31\nm2,c2,2020-01-01,2026-04-01\n");
    import_ok();
    assert_finding("communities-without-members", 1, "Wounds");
    assert_finding("members-without-community", 1, NULL);
}

static void test_check__objectors_are_not_even_counted(void **state)
{
    (void)state;
    write_file("members.csv", "member_id,objected\nm1,yes\nm2,\n");
    import_ok();
    assert_finding("members-without-team", 1, NULL);
}

static void test_check__nearly_the_same_name(void **state)
{
    (void)state;
    write_file("topics.csv",
               "topic_id,name\n"
               "p1,Dysphagia\n"
               "p2,DYSPHAGIA\n"           /* same when folded */
               "p3,Wound  dressing\n"
               "p4,Wound dresing\n"       /* a letter lost */
               "p5,Rehabilitation medicine\n"
               "p6,Ehabilitation medicine\n" /* lost at the start: only the reversed order finds it */
               "p7,Type 1 diabetes\n"
               "p8,Type 2 diabetes\n" /* two things */
               "p9,Debian CI team\np10,Debian HI team\n" /* short words: chance */
               "p11,Gerontology\np12,Geriatrics\n");
    import_ok();
    assert_finding("topics-of-nearly-the-same-name", 3, "Dysphagia (p1) and DYSPHAGIA (p2)");
}

static void test_check__long_names_differ_at_their_ends(void **state)
{
    (void)state;
    write_file("communities.csv",
               "community_id,name\n"
               "c1,A group with a name of far more than sixty-four letters that goes on about wards\n"
               "c2,A group with a name of far more than sixty-four letters that goes on about theatres\n"
               "c3,A group with a name of far more than sixty-four letters that goes on about theatre\n");
    import_ok();
    copse_check_report *report = check_on(today());
    const copse_finding *f = finding(report, "communities-of-nearly-the-same-name");
    assert_non_null(f);
    assert_int_equal(f->count, 1);
    copse_check_report_free(report);
}

static void test_check__the_same_person_twice_is_counted_not_named(void **state)
{
    (void)state;
    write_file("teams.csv", "team_id\nt1\nt2\n");
    write_file("members.csv", "member_id,name,mail,team_id\n"
                              "m1,Ada King,ada@example.org,t1\n"
                              "m2,ADA  KING,,t1\n"             /* same name, same team */
                              "m3,Ada King,,t2\n"              /* another team: another Ada */
                              "m4,A. King,Ada@Example.org,t2\n" /* same mail */
                              "m5,Ben,,t1\n");
    import_ok();
    assert_finding("members-twice", 2, NULL);
}

static void test_check__names_that_look_sensitive_until_decided(void **state)
{
    (void)state;
    write_file("communities.csv", "community_id,name,sensitive\n"
                                  "c1,Disabled Staff Network,\nc2,Carers Network,yes\nc3,Pride network,no\n");
    import_ok();
    assert_finding("communities-that-look-sensitive", 1, "Disabled Staff Network");
}

static void test_check__stints_that_end_before_they_start_are_errors(void **state)
{
    (void)state;
    write_basics();
    import_ok();
    run_sql(at("s.copse"), "INSERT INTO membership (member, community, since, until) VALUES (1, 1, 20, 10)");
    assert_finding("stints-that-end-before-they-start", 1, NULL);
    copse_check_report *report = check_on(today());
    assert_true(finding(report, "stints-that-end-before-they-start")->is_error);
    assert_false(finding(report, "topics-unused")->is_error);
    copse_check_report_free(report);
}

static void test_check__loops_in_a_hierarchy(void **state)
{
    (void)state;
    write_file("teams.csv", "team_id,name,parent_id\na,Alpha,\nb,Beta,a\nc,Gamma,b\n");
    write_file("topics.csv", "topic_id,name\np,Pain\n");
    import_ok();
    run_sql(at("s.copse"), "UPDATE team SET parent = (SELECT id FROM team WHERE key = 'b') WHERE key = 'a';"
                           "UPDATE topic SET broader = id");
    assert_finding("teams-above-themselves", 2, "Alpha");
    assert_finding("topics-above-themselves", 1, "Pain");
}

static void test_check__face_to_face_without_a_site(void **state)
{
    (void)state;
    write_file("sites.csv", "site_id\ns1\n");
    write_file("communities.csv", "community_id,name,mode,site_id\n"
                                  "c1,A,face-to-face,\nc2,B,face-to-face,s1\nc3,C,virtual,\n");
    import_ok();
    assert_finding("face-to-face-without-site", 1, "A");
}

static void test_check__old_sources_by_their_last_import(void **state)
{
    (void)state;
    write_file("members.csv", "member_id\nm1\n");
    copse_context ctx = today();
    ctx.as_of -= 181;
    copse_import_report_free(import_with(COPSE_OK, NULL, &ctx));
    assert_finding("sources-half-a-year-old", 1, "members.csv");

    /* Seen again, unchanged: as fresh as that. */
    import_ok();
    assert_finding("sources-half-a-year-old", 0, NULL);

    ctx.as_of = COPSE_DAY_UNKNOWN;
    copse_check_report *report = check_on(ctx);
    assert_null(finding(report, "sources-half-a-year-old"));
    copse_check_report_free(report);
}

static void test_check__no_more_than_five_examples(void **state)
{
    (void)state;
    write_file("topics.csv", "topic_id\np1\np2\np3\np4\np5\np6\np7\n");
    import_ok();
    copse_check_report *report = check_on(today());
    const copse_finding *f = finding(report, "topics-unused");
    assert_int_equal(f->count, 7);
    assert_int_equal(f->n_examples, 5);
    copse_check_report_free(report);
}

static void test_check__memory_running_out_gives_no_report(void **state)
{
    (void)state;
    write_basics();
    import_ok();
    copse_store *store;
    copse_context ctx = today();
    assert_ok(copse_store_open(&store, at("s.copse"), COPSE_STORE_READ, NULL));
    for (int n = 0;; n++) {
        copse_check_report *report = (copse_check_report *)&ctx;
        copse_memory_fail_at(n);
        copse_status st = copse_store_check(&report, store, &ctx, NULL);
        bool none_failed = copse_memory_count() <= n;
        copse_memory_fail_at(-1);
        copse_check_report_free(st == COPSE_OK ? report : NULL);
        if (none_failed)
            break;
        /* A name that cannot be looked at counts as sensitive: that is no failure. */
        if (st == COPSE_OK)
            continue;
        assert_null(report);
        assert_int_equal(st, COPSE_E_NOMEM);
    }
    copse_store_close(store);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)
    const struct CMUnitTest tests[] = {
        TEST(test_check__an_empty_store_has_no_finding),
        TEST(test_check__a_whole_store_has_no_finding),
        TEST(test_check__terms_that_are_not_recorded),
        TEST(test_check__orphans),
        TEST(test_check__what_ended_before_the_day_does_not_count),
        TEST(test_check__objectors_are_not_even_counted),
        TEST(test_check__nearly_the_same_name),
        TEST(test_check__long_names_differ_at_their_ends),
        TEST(test_check__the_same_person_twice_is_counted_not_named),
        TEST(test_check__names_that_look_sensitive_until_decided),
        TEST(test_check__stints_that_end_before_they_start_are_errors),
        TEST(test_check__loops_in_a_hierarchy),
        TEST(test_check__face_to_face_without_a_site),
        TEST(test_check__old_sources_by_their_last_import),
        TEST(test_check__no_more_than_five_examples),
        TEST(test_check__memory_running_out_gives_no_report),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
