/* What an import does to a store. */
#include "store/importing.h"

#include "base/text.h"

/* ---- the first import ---- */

static void test_import__makes_the_store_when_there_is_none(void **state)
{
    (void)state;
    copse_context ctx = today();
    write_basics();
    copse_import_report *report = import_with(COPSE_OK, NULL, &ctx);
    assert_true(report->created_store);
    assert_int_equal(report->data_version, 1);
    assert_counts(report, "members", 2, 0, 0, 0, 0);
    copse_import_report_free(report);
    assert_string_equal(ask("SELECT group_concat(key || '=' || name, ' ') FROM (SELECT * FROM member ORDER BY key)"),
                        "m1=Ada m2=Ben");
    assert_string_equal(ask("PRAGMA journal_mode"), "delete");
    struct stat info;
    assert_int_equal(stat(at("s.copse"), &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    assert_int_equal(files_in_folder(), 5);
}

static void test_import__a_person_is_named_to_nobody_unless_the_file_says_so(void **state)
{
    (void)state;
    write_file("members.csv", "member_id,visibility\nm1,\nm2,trust\nm3,Team\n");
    import_ok();
    assert_string_equal(ask("SELECT group_concat(visibility, ' ') FROM (SELECT * FROM member ORDER BY key)"),
                        "0 2 1");
}

static void test_import__default_visibility_is_the_stores(void **state)
{
    (void)state;
    copse_store_options options = COPSE_STORE_OPTIONS_INIT;
    copse_context ctx = today();
    options.default_visibility = COPSE_VISIBLE_TRUST;
    assert_ok(copse_store_create(at("s.copse"), &options, &ctx, NULL));
    write_file("members.csv", "member_id\nm1\n");
    import_ok();
    assert_string_equal(ask("SELECT visibility FROM member"), "2");
}

static void test_import__same_folder_again_writes_not_a_byte(void **state)
{
    (void)state;
    copse_context ctx = today();
    size_t n;
    write_basics();
    write_file("memberships.csv", "member_id,community_id\nm1,c1\n");
    import_ok();
    char *before = store_bytes(&n);
    copse_import_report *report = import_with(COPSE_OK, NULL, &ctx);
    assert_true(table_of(report, "memberships")->unchanged);
    assert_counts(report, "memberships", 0, 0, 1, 0, 0);
    assert_int_equal(report->data_version, 1);
    assert_false(report->created_store);
    copse_import_report_free(report);
    assert_store_is(before, n);
}

static void test_import__a_dry_run_tells_and_writes_nothing(void **state)
{
    (void)state;
    copse_context ctx = today();
    copse_import_options options = COPSE_IMPORT_OPTIONS_INIT;
    options.dry_run = true;
    write_basics();
    copse_import_report *report = import_with(COPSE_OK, &options, &ctx);
    assert_true(report->dry_run);
    assert_false(report->created_store);
    assert_counts(report, "members", 2, 0, 0, 0, 0);
    copse_import_report_free(report);
    assert_int_equal(files_in_folder(), 4);

    size_t n;
    import_ok();
    char *before = store_bytes(&n);
    write_file("members.csv", "member_id,name\nm3,Cy\n");
    report = import_with(COPSE_OK, &options, &ctx);
    assert_counts(report, "members", 1, 0, 0, 0, 0);
    assert_int_equal(report->data_version, 1);
    copse_import_report_free(report);
    assert_store_is(before, n);
}

static bool at_once(void *user)
{
    (void)user;
    return true;
}

/* Polled that many times, then stop. */
static bool after_a_while(void *user)
{
    return --*(int *)user < 0;
}

static void test_import__cancelled_leaves_no_file_and_no_change(void **state)
{
    (void)state;
    copse_context ctx = today();
    ctx.is_cancelled = at_once;
    write_basics();
    import_with(COPSE_E_INTERRUPTED, NULL, &ctx);
    assert_int_equal(files_in_folder(), 4);

    size_t n;
    import_ok();
    char *before = store_bytes(&n);
    FILE *file = fopen(at("members.csv"), "w");
    fputs("member_id\n", file);
    for (int i = 0; i < 20000; i++)
        fprintf(file, "n%d\n", i);
    fclose(file);
    /* Later and later, until it is through: each stop on the way leaves all as it was. */
    bool is_done = false;
    int n_stops = 0;
    for (int polls = 0; !is_done; polls = polls * 2 + 1) {
        int left = polls;
        ctx.is_cancelled = after_a_while;
        ctx.user = &left;
        copse_import_report *report = NULL;
        copse_status st = copse_store_import(&report, at("s.copse"), folder, NULL, &ctx, NULL);
        is_done = st == COPSE_OK;
        if (!is_done) {
            assert_int_equal(st, COPSE_E_INTERRUPTED);
            assert_null(report);
            assert_int_equal(files_in_folder(), 5);
            char *copy = malloc(n);
            memcpy(copy, before, n);
            assert_store_is(copy, n);
            n_stops++;
        }
        copse_import_report_free(report);
    }
    assert_true(n_stops > 3);
    free(before);
    assert_string_equal(ask("SELECT count(*) FROM member"), "20002");
}

/* ---- files ---- */

static void test_import__files_match_by_name_whatever_its_case(void **state)
{
    (void)state;
    copse_context ctx = today();
    write_file("Members.CSV", "member_id\nm1\n");
    write_file("TOPICS.tsv", "topic_id\tname\np1\tPain, chronic\n");
    write_file("foundings.csv", "x\n");
    write_file("rota.xlsx", "x");
    write_file("README.md", "x");
    write_file(".hidden.csv", "x");
    copse_import_report *report = import_with(COPSE_OK, NULL, &ctx);
    assert_int_equal(report->n_tables, 2);
    assert_int_equal(report->n_left_out, 2);
    assert_string_equal(report->left_out[0], "foundings.csv");
    assert_string_equal(report->left_out[1], "rota.xlsx");
    copse_import_report_free(report);
    assert_string_equal(ask("SELECT name FROM topic"), "Pain, chronic");
}

static copse_import_report *import_using(copse_status expected, const copse_import_use *uses, size_t n)
{
    copse_context ctx = today();
    copse_import_options options = COPSE_IMPORT_OPTIONS_INIT;
    options.uses = uses;
    options.n_uses = n;
    return import_with(expected, &options, &ctx);
}

static void test_import__use_takes_another_file_for_a_table(void **state)
{
    (void)state;
    const copse_import_use in_folder = {"expertise", "solo.csv"};
    write_basics();
    write_file("expertise.csv", "member_id,topic_id\nm1,p1\nm2,p2\n");
    write_file("solo.csv", "member_id,topic_id\nm1,p1\n");
    copse_import_report *report = import_using(COPSE_OK, &in_folder, 1);
    assert_counts(report, "expertise", 1, 0, 0, 0, 0);
    assert_string_equal(table_of(report, "expertise")->file, "solo.csv");
    assert_int_equal(report->n_left_out, 1);
    assert_string_equal(report->left_out[0], "expertise.csv");
    copse_import_report_free(report);
    assert_string_equal(ask("SELECT name FROM source s JOIN expertise e ON e.source = s.id"), "solo.csv");
}

static void test_import__use_takes_a_path_too(void **state)
{
    (void)state;
    write_file("people.csv", "member_id\nm1\n");
    const copse_import_use by_path = {"Members", at("people.csv")};
    copse_import_report *report = import_using(COPSE_OK, &by_path, 1);
    assert_counts(report, "members", 1, 0, 0, 0, 0);
    copse_import_report_free(report);
}

static void test_import__use_of_no_table_no_file_or_twice_is_refused(void **state)
{
    (void)state;
    write_basics();
    const copse_import_use no_table = {"experts", "members.csv"}, no_file = {"members", "people.csv"};
    const copse_import_use twice[] = {{"members", "members.csv"}, {"MEMBERS", "members.csv"}};
    import_using(COPSE_E_ARGUMENT, &no_table, 1);
    assert_non_null(strstr(error.next, "expertise"));
    import_using(COPSE_E_NOT_FOUND, &no_file, 1);
    assert_string_equal(error.where, "people.csv");
    import_using(COPSE_E_ARGUMENT, twice, 2);
    assert_int_equal(files_in_folder(), 4);
}

static void test_import__no_folder_or_nothing_in_it_is_not_found(void **state)
{
    (void)state;
    copse_context ctx = today();
    copse_import_report *report;
    write_file("notes.txt", "x");
    import_with(COPSE_E_NOT_FOUND, NULL, &ctx);
    assert_non_null(strstr(error.next, "template"));
    assert_int_equal(copse_store_import(&report, at("s.copse"), at("none"), NULL, &ctx, &error),
                     COPSE_E_NOT_FOUND);
    assert_null(report);
    assert_int_equal(copse_store_import(&report, at("s.copse"), at("notes.txt"), NULL, &ctx, &error),
                     COPSE_E_NOT_FOUND);
    assert_non_null(strstr(error.next, "--use"));
    assert_int_equal(files_in_folder(), 1);
}

static void test_import__two_files_for_a_table_are_refused(void **state)
{
    (void)state;
    copse_context ctx = today();
    copse_import_report *report = NULL;
    write_file("members.csv", "member_id\nm1\n");
    write_file("members.tsv", "member_id\nm1\n");
    assert_int_equal(copse_store_import(&report, at("s.copse"), folder, NULL, &ctx, &error), COPSE_E_DATA);
    assert_null(report);
    assert_non_null(strstr(error.next, "--use"));
}

static void test_import__columns_without_a_place_are_named_and_their_values_dropped(void **state)
{
    (void)state;
    copse_context ctx = today();
    size_t n;
    write_file("members.csv", "member_id,salary,name,home address\nm1,Qx7wsecret,Ada,Zz9street\n");
    copse_import_report *report = import_with(COPSE_OK, NULL, &ctx);
    const copse_import_table *t = table_of(report, "members");
    assert_int_equal(t->n_dropped_columns, 2);
    assert_string_equal(t->dropped_columns[0], "salary");
    assert_string_equal(t->dropped_columns[1], "home address");
    copse_import_report_free(report);
    assert_string_equal(ask("SELECT dropped_columns FROM import"), "salary,home address");
    char *bytes = store_bytes(&n);
    for (size_t i = 0; i + 8 < n; i++) {
        assert_memory_not_equal(bytes + i, "Qx7wsecr", 8);
        assert_memory_not_equal(bytes + i, "Zz9stree", 8);
    }
    free(bytes);
}

static void test_import__encodings_separators_and_line_ends_do_not_matter(void **state)
{
    (void)state;
    copse_context ctx = today();
    static const char utf16[] = "\xFF\xFEs\0i\0t\0e\0_\0i\0d\0;\0n\0a\0m\0e\0;\0l\0a\0t\0\r\0\n\0"
                                "s\0" "1\0;\0Z\0o\0\xEB\0;\0" "5\0" "1\0,\0" "5\0\r\0\n";
    write_bytes("sites.csv", utf16, sizeof utf16);
    write_file("teams.csv", "\xEF\xBB\xBFteam_id\tname\rt1\t\"A\tB\"\r");
    write_file("topics.csv", "topic_id,name\r\np1,caf\xE9\r\n");
    copse_import_report *report = import_with(COPSE_OK, NULL, &ctx);
    assert_int_equal(report->n_notes, 1);
    assert_non_null(strstr(report->notes[0], "topics.csv"));
    assert_non_null(strstr(report->notes[0], "Windows-1252"));
    copse_import_report_free(report);
    assert_string_equal(ask("SELECT key || name || latitude FROM site"), "s1Zo\xC3\xAB" "51.5");
    assert_string_equal(ask("SELECT name FROM team"), "A\tB");
    assert_string_equal(ask("SELECT name FROM topic"), "caf\xC3\xA9");
}

/* ---- things ---- */

static void test_import__blank_cells_leave_what_is_known(void **state)
{
    (void)state;
    copse_context ctx = today();
    write_file("communities.csv", "community_id,name,mode,capacity,contact\nc1,Wounds,hybrid,20,w@example.org\n");
    import_ok();
    write_file("communities.csv", "community_id,name,mode,capacity,contact\nc1,,,,new@example.org\n");
    copse_import_report *report = import_with(COPSE_OK, NULL, &ctx);
    assert_counts(report, "communities", 0, 1, 0, 0, 0);
    assert_int_equal(report->data_version, 2);
    copse_import_report_free(report);
    assert_string_equal(ask("SELECT name || mode || capacity || contact FROM community"),
                        "Wounds320new@example.org");
}

static void test_import__the_same_values_in_another_file_change_no_fact(void **state)
{
    (void)state;
    copse_context ctx = today();
    write_basics();
    import_ok();
    write_file("members.csv", "name,member_id\nBen,m2\nAda,m1\n");
    copse_import_report *report = import_with(COPSE_OK, NULL, &ctx);
    assert_counts(report, "members", 0, 0, 2, 0, 0);
    assert_int_equal(report->data_version, 1);
    copse_import_report_free(report);
}

static void test_import__an_objection_is_never_taken_back(void **state)
{
    (void)state;
    write_file("members.csv", "member_id,objected\nm1,yes\nm2,no\n");
    import_ok();
    write_file("members.csv", "member_id,objected\nm1,no\nm2,yes\n");
    import_ok();
    assert_string_equal(ask("SELECT sum(objected) FROM member"), "2");
}

static void test_import__a_parent_may_come_later_in_the_file(void **state)
{
    (void)state;
    copse_context ctx = today();
    write_file("teams.csv", "team_id,parent_id\nward,dept\ndept,trust\ntrust,\n");
    import_ok();
    assert_string_equal(ask("SELECT p.key FROM team t JOIN team p ON p.id = t.parent WHERE t.key = 'ward'"),
                        "dept");
    write_file("teams.csv", "team_id,parent_id\nward,trust\n");
    copse_import_report *report = import_with(COPSE_OK, NULL, &ctx);
    assert_counts(report, "teams", 0, 1, 0, 0, 0);
    copse_import_report_free(report);
}

static void test_import__keys_that_are_nearly_the_same_are_told_and_kept_apart(void **state)
{
    (void)state;
    copse_context ctx = today();
    write_file("members.csv", "member_id\n00123\n123\nAda\nADA\nBen\n");
    copse_import_report *report = import_with(COPSE_OK, NULL, &ctx);
    assert_int_equal(report->n_notes, 2);
    assert_non_null(strstr(report->notes[0], "'123' and '00123'"));
    assert_non_null(strstr(report->notes[1], "'ADA' and 'Ada'"));
    copse_import_report_free(report);
    assert_string_equal(ask("SELECT count(*) FROM member"), "5");

    /* Also against what is in the store; only a handful are listed. */
    write_file("members.csv", "member_id\n0123\nada\nBEN\n000123\naDa\nbEn\nbeN\naDA\n");
    report = import_with(COPSE_OK, NULL, &ctx);
    assert_int_equal(report->n_notes, 6);
    assert_non_null(strstr(report->notes[5], "3 more"));
    copse_import_report_free(report);
}

/* More rows than are written at a time, and repetitions near and far, of every kind of row that is written so. */
static void test_import__what_a_new_store_is_filled_with_is_what_a_filled_one_gets(void **state)
{
    (void)state;
    enum { N = 50 };
    copse_context ctx = today();
    const char *const tables[] = {"members", "memberships", "assignments", "expertise", "interests", "ties"};
    /* Of everybody but the two who were there before: m1 and m2. */
    static const char *const contents[] = {
        "SELECT group_concat(key || ifnull(name, '-')) FROM member WHERE id > 2",
        "SELECT group_concat(member || ' ' || community || ' ' || since || ' ' || ifnull(until, '') || ' ' || role)"
        " FROM membership WHERE member > 2",
        "SELECT group_concat(member || ' ' || since || ' ' || ifnull(until, '') || ' ' || role)"
        " FROM (SELECT * FROM assignment WHERE member > 2 ORDER BY member, since, role)",
        "SELECT group_concat(member || ' ' || topic || ' ' || weight) FROM expertise WHERE member > 2",
        "SELECT group_concat(member || ' ' || topic || ' ' || ifnull(since, '')) FROM interest WHERE member > 2",
        "SELECT group_concat(a || ' ' || b || ' ' || kind || ' ' || weight) FROM tie WHERE b > 2"};
    copse_text text[6] = {{0}};
    char *kept[6] = {NULL};
    int64_t before[6][3];

    copse_text_append(&text[0], "member_id,name\nm1,Ada\nm2,Ben\n");
    copse_text_append(&text[1], "member_id,community_id,role,since,until\n");
    copse_text_append(&text[2], "member_id,team_id,role,since,until\n");
    copse_text_append(&text[3], "member_id,topic_id,weight\n");
    copse_text_append(&text[4], "member_id,topic_id,since\n");
    copse_text_append(&text[5], "member_a,member_b,kind,weight\n");
    for (int round = 0; round < 2; round++)
        for (int i = 1; i <= N; i++) {
            bool is_again = round == 1;
            if (is_again && i % 7 != 0)
                continue; /* every seventh comes again, with other values or with more of them */
            copse_text_format(&text[0], "n%d,%s %d\n", i, is_again ? "Other" : "Name", i);
            copse_text_format(&text[1], "n%d,c%d,%s,%s,\n", i, 1 + i % 2, is_again ? "lead" : "member",
                              is_again ? "2024-05-01" : "");
            copse_text_format(&text[2], "n%d,t1,%s,2024-01-0%d,%s\n", i, is_again ? "senior" : "junior", 1 + i % 3,
                              is_again ? "2025-01-01" : "");
            copse_text_format(&text[3], "n%d,p%d,%d\n", i, 1 + i % 2, is_again ? 9 : 2);
            copse_text_format(&text[4], "n%d,p%d,%s\n", i, 1 + i % 2, is_again ? "2024-02-02" : "");
            copse_text_format(&text[5], "n%d,m%d,%s,%d\n", i, 1 + i % 2, i % 14 == 0 && is_again ? "cost" : "strength",
                              is_again ? 5 : 3);
        }
    for (int pass = 0; pass < 2; pass++) {
        /* First all at once into a new store; then into one in which no table is empty any more. */
        unlink(at("s.copse"));
        write_basics();
        if (pass == 1) {
            write_file("memberships.csv", "member_id,community_id\nm1,c1\n");
            write_file("assignments.csv", "member_id,team_id\nm1,t1\n");
            write_file("expertise.csv", "member_id,topic_id,weight\nm1,p1,1\n");
            write_file("interests.csv", "member_id,topic_id\nm1,p2\n");
            write_file("ties.csv", "member_a,member_b,kind,weight\nm1,m2,strength,1\n");
            import_ok();
        }
        for (int t = 0; t < 6; t++) {
            char name[32];
            snprintf(name, sizeof name, "%s.csv", tables[t]);
            write_file(name, text[t].bytes);
        }
        copse_import_report *report = import_with(COPSE_OK, NULL, &ctx);
        for (int t = 1; t < 6; t++) {
            const copse_import_table *of = table_of(report, tables[t]);
            int64_t told[] = {of->added, of->updated, of->same};
            assert_true(of->added >= N);
            if (pass == 1)
                assert_memory_equal(told, before[t], sizeof told);
            memcpy(before[t], told, sizeof told);
        }
        copse_import_report_free(report);
        for (int t = 0; t < 6; t++) {
            const char *now = ask(contents[t]);
            if (pass == 1)
                assert_string_equal(now, kept[t]);
            else
                kept[t] = strdup(now);
        }
    }
    for (int t = 0; t < 6; t++) {
        copse_text_free(&text[t]);
        free(kept[t]);
    }
}

static void test_import__repeated_rows_count_once_and_contradictions_are_told(void **state)
{
    (void)state;
    copse_context ctx = today();
    write_basics();
    write_file("expertise.csv", "member_id,topic_id,weight\nm1,p1,2\nm1,p1,2\nm2,p1,3\nm2,p1,4\n");
    copse_import_report *report = import_with(COPSE_OK, NULL, &ctx);
    assert_counts(report, "expertise", 2, 0, 2, 0, 0);
    assert_int_equal(report->n_notes, 1);
    assert_non_null(strstr(report->notes[0], "expertise.csv:5"));
    copse_import_report_free(report);
    assert_string_equal(ask("SELECT group_concat(weight, ' ') FROM (SELECT weight FROM expertise ORDER BY member)"),
                        "2.0 4.0");
}

static void test_import__text_search_finds_what_was_imported(void **state)
{
    (void)state;
    write_basics();
    import_ok();
    write_file("communities.csv", "community_id,name\nc1,Leg ulcers\n");
    import_ok();
    assert_string_equal(ask("SELECT rowid FROM community_text WHERE community_text MATCH 'ulcer'"), "1");
    assert_string_equal(ask("SELECT count(*) FROM community_text WHERE community_text MATCH 'wounds'"), "0");
    assert_string_equal(ask("SELECT count(*) FROM topic_text WHERE topic_text MATCH 'dressings'"), "1");
}

/* ---- links ---- */

static void test_import__a_tie_is_one_whichever_way_it_is_written(void **state)
{
    (void)state;
    copse_context ctx = today();
    write_basics();
    write_file("ties.csv", "member_a,member_b,kind,weight\nm2,m1,,3\nm1,m2,strength,3\nm1,m2,cost,0.5\n");
    copse_import_report *report = import_with(COPSE_OK, NULL, &ctx);
    assert_counts(report, "ties", 2, 0, 1, 0, 0);
    assert_int_equal(report->n_notes, 0);
    copse_import_report_free(report);
    assert_string_equal(ask("SELECT group_concat(a < b, ' ') FROM tie"), "1 1");
}

static void test_import__expertise_is_kept_for_each_source(void **state)
{
    (void)state;
    const copse_import_use courses = {"expertise", "courses.csv"};
    write_basics();
    write_file("expertise.csv", "member_id,topic_id,weight\nm1,p1,2\n");
    write_file("courses.csv", "member_id,topic_id\nm1,p1\n");
    import_ok();
    copse_import_report_free(import_using(COPSE_OK, &courses, 1));
    assert_string_equal(ask("SELECT group_concat(weight, ' ') FROM (SELECT weight FROM expertise ORDER BY weight)"),
                        "1.0 2.0");
}

static copse_import_report *replace_on(const char *day)
{
    copse_context ctx = today();
    copse_import_options options = COPSE_IMPORT_OPTIONS_INIT;
    options.replace = true;
    assert_true(copse_day_parse(&ctx.as_of, day));
    return import_with(COPSE_OK, &options, &ctx);
}

static void test_import__replace_removes_links_that_the_file_no_longer_has(void **state)
{
    (void)state;
    write_basics();
    write_file("community_topics.csv", "community_id,topic_id\nc1,p1\nc2,p2\n");
    write_file("identities.csv", "member_id,system,key\nm1,upn,a@x\nm2,upn,b@x\n");
    write_file("projects.csv", "project_id\nj1\n");
    write_file("project_topics.csv", "project_id,topic_id\nj1,p1\nj1,p2\n");
    write_file("exchanges.csv", "exchange_id,from_member_id,kind,on\nx1,m1,asked,2026-01-01\nx2,m2,shared,2026-01-02\n");
    import_ok();
    write_file("community_topics.csv", "community_id,topic_id\nc1,p1\nc1,p2\n");
    write_file("identities.csv", "member_id,system,key\nm1,upn,a@x\n");
    write_file("project_topics.csv", "project_id,topic_id\nj1,p2\n");
    write_file("exchanges.csv", "exchange_id,from_member_id,kind,on\nx2,m2,shared,2026-01-02\n");
    copse_import_report *report = replace_on("2026-04-01");
    assert_counts(report, "community_topics", 1, 0, 1, 1, 0);
    assert_counts(report, "identities", 0, 0, 1, 1, 0);
    assert_counts(report, "project_topics", 0, 0, 1, 1, 0);
    assert_counts(report, "exchanges", 0, 0, 1, 1, 0);
    copse_import_report_free(report);
    assert_string_equal(ask("SELECT group_concat(community || ':' || topic, ' ') FROM community_topic"),
                        "1:1 1:2");
}

static void test_import__without_replace_nothing_ends(void **state)
{
    (void)state;
    write_basics();
    write_file("community_topics.csv", "community_id,topic_id\nc1,p1\nc2,p2\n");
    write_file("memberships.csv", "member_id,community_id\nm1,c1\nm2,c2\n");
    import_ok();
    write_file("community_topics.csv", "community_id,topic_id\nc1,p1\n");
    write_file("memberships.csv", "member_id,community_id\nm1,c1\n");
    import_ok();
    assert_string_equal(ask("SELECT count(*) FROM community_topic"), "2");
    assert_string_equal(ask("SELECT count(*) FROM membership WHERE until IS NULL"), "2");
}

static void test_import__replace_keeps_what_another_file_brought(void **state)
{
    (void)state;
    const copse_import_use other = {"community_topics", "more.csv"};
    write_basics();
    write_file("community_topics.csv", "community_id,topic_id\nc1,p1\nc2,p1\n");
    write_file("more.csv", "community_id,topic_id\nc1,p1\nc2,p2\n");
    import_ok();
    copse_import_report_free(import_using(COPSE_OK, &other, 1));
    /* c1–p1 now belongs to more.csv, which had it last. */
    write_file("community_topics.csv", "community_id,topic_id\nc1,p2\n");
    copse_import_report *report = replace_on("2026-04-01");
    assert_counts(report, "community_topics", 1, 0, 0, 1, 0);
    copse_import_report_free(report);
    assert_string_equal(ask("SELECT group_concat(community || ':' || topic, ' ') FROM community_topic"),
                        "1:1 1:2 2:2");
}

static void test_import__replace_needs_a_day(void **state)
{
    (void)state;
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_import_options options = COPSE_IMPORT_OPTIONS_INIT;
    options.replace = true;
    write_basics();
    import_with(COPSE_E_ARGUMENT, &options, &ctx);
}

/* ---- stints ---- */

/* All memberships of the store, in order: "1 since until". */
static const char *memberships(void)
{
    return ask("SELECT group_concat(member || ' ' || community || ' '"
               " || CASE since WHEN -2147483648 THEN '?' ELSE date(since * 86400, 'unixepoch') END || ' '"
               " || coalesce(date(until * 86400, 'unixepoch'), '-'), ', ')"
               " FROM (SELECT * FROM membership ORDER BY member, community, since)");
}

static void import_memberships(const char *rows)
{
    char text[1024];
    snprintf(text, sizeof text, "member_id,community_id,role,since,until\n%s", rows);
    write_file("memberships.csv", text);
    import_ok();
}

static void test_import__a_known_start_takes_the_place_of_an_unknown_one(void **state)
{
    (void)state;
    write_basics();
    import_memberships("m1,c1,,,\n");
    assert_string_equal(memberships(), "1 1 ? -");
    import_memberships("m1,c1,,2020-05-01,\n");
    assert_string_equal(memberships(), "1 1 2020-05-01 -");
    /* And a list without days says nothing new. */
    import_memberships("m1,c1,,,\n");
    assert_string_equal(memberships(), "1 1 2020-05-01 -");
}

static void test_import__a_past_stint_is_another_than_the_one_that_goes_on(void **state)
{
    (void)state;
    write_basics();
    import_memberships("m1,c1,,,\nm1,c1,,2015-01-01,2016-01-01\n");
    assert_string_equal(memberships(), "1 1 ? -, 1 1 2015-01-01 2016-01-01");
    import_memberships("m1,c1,,2020-01-01,\n");
    assert_string_equal(memberships(), "1 1 2015-01-01 2016-01-01, 1 1 2020-01-01 -");
}

static void test_import__other_systems_words_for_not_known_and_no_end(void **state)
{
    (void)state;
    write_basics();
    import_memberships("m1,c1,,01/01/1900,31-DEC-4712\n");
    assert_string_equal(memberships(), "1 1 ? -");
}

static void test_import__roles_are_updated_and_blanks_keep_them(void **state)
{
    (void)state;
    copse_context ctx = today();
    write_basics();
    import_memberships("m1,c1,chair,2020-01-01,\n");
    import_memberships("m1,c1,,2020-01-01,\n");
    assert_string_equal(ask("SELECT role FROM membership"), "chair");
    write_file("memberships.csv", "member_id,community_id,role\nm1,c1,member\n");
    copse_import_report *report = import_with(COPSE_OK, NULL, &ctx);
    assert_counts(report, "memberships", 0, 1, 0, 0, 0);
    copse_import_report_free(report);
    assert_string_equal(ask("SELECT role FROM membership"), "member");
}

static void test_import__replace_ends_stints_on_the_day_and_a_return_reopens_them(void **state)
{
    (void)state;
    write_basics();
    import_memberships("m1,c1,,2020-01-01,\nm2,c1,,2030-01-01,\nm2,c2,,2019-01-01,2020-01-01\n");
    write_file("memberships.csv", "member_id,community_id\nm1,c2\n"); /* m1 moved, m2 left */
    copse_import_report *report = replace_on("2026-04-01");
    assert_counts(report, "memberships", 1, 0, 0, 2, 0);
    copse_import_report_free(report);
    /* A stint that has not begun ends on its first day: it never holds. What had ended stays. */
    assert_string_equal(memberships(), "1 1 2020-01-01 2026-04-01, 1 2 ? -, 2 1 2030-01-01 2030-01-01, "
                                       "2 2 2019-01-01 2020-01-01");
    write_file("memberships.csv", "member_id,community_id,since\nm1,c1,2020-01-01\nm2,c1,2030-01-01\n");
    report = replace_on("2026-05-01");
    assert_counts(report, "memberships", 0, 2, 0, 1, 0);
    copse_import_report_free(report);
    assert_string_equal(memberships(), "1 1 2020-01-01 -, 1 2 ? 2026-05-01, 2 1 2030-01-01 -, "
                                       "2 2 2019-01-01 2020-01-01");
}

/* Every order of these rows, which do not contradict each other, gives the same stints. */
static void test_import__stints_do_not_depend_on_the_order_of_rows(void **state)
{
    (void)state;
    static const char *const rows[] = {"m1,c1,,,\n",           "m1,c1,,2020-01-01,\n",
                                       "m1,c1,,2022-01-01,\n", "m1,c1,,2015-01-01,2016-01-01\n",
                                       "m1,c1,,2017-01-01,2018-01-01\n"};
    const char *expected = "1 1 2015-01-01 2016-01-01, 1 1 2017-01-01 2018-01-01, "
                           "1 1 2020-01-01 -, 1 1 2022-01-01 -";
    static const char *const ended_rows[] = {"m1,c1,,,2018-01-01\n", "m1,c1,,2017-01-01,2018-01-01\n",
                                             "m1,c1,,2020-01-01,\n", "m1,c1,,2012-01-01,2013-01-01\n",
                                             "m1,c1,,2022-01-01,\n"};
    const char *ended_expected = "1 1 2012-01-01 2013-01-01, 1 1 2017-01-01 2018-01-01, "
                                 "1 1 2020-01-01 -, 1 1 2022-01-01 -";
    write_basics();
    for (int order = 0; order < 120; order++) {
        for (int set = 0; set < 2; set++) {
            int left[] = {0, 1, 2, 3, 4}, code = order;
            char text[512] = "";
            for (int n = 5; n > 0; n--) {
                int pick = code % n;
                code /= n;
                strcat(text, set == 0 ? rows[left[pick]] : ended_rows[left[pick]]);
                memmove(left + pick, left + pick + 1, (size_t)(n - pick - 1) * sizeof *left);
            }
            import_memberships(text);
            if (strcmp(memberships(), set == 0 ? expected : ended_expected) != 0)
                fail_msg("%sgives %s", text, memberships());
            unlink(at("s.copse"));
        }
    }
}

/* "1 team site role until" of all assignments. */
static const char *assignments(void)
{
    return ask("SELECT group_concat(m.key || ' ' || coalesce(t.key, '-') || ' ' || coalesce(s.key, '-') || ' '"
               " || coalesce(role, '-') || ' ' || coalesce(date(until * 86400, 'unixepoch'), 'open'), ', ')"
               " FROM (SELECT * FROM assignment ORDER BY member, team, site) a JOIN member m ON m.id = a.member"
               " LEFT JOIN team t ON t.id = a.team LEFT JOIN site s ON s.id = a.site");
}

static void test_import__team_site_and_role_of_members_make_an_assignment(void **state)
{
    (void)state;
    copse_context ctx = today();
    write_file("teams.csv", "team_id\nt1\nt2\n");
    write_file("sites.csv", "site_id\ns1\n");
    write_file("members.csv", "member_id,team,site,role\nm1,t1,s1,Nurse\nm2,,,org-member\nm3,,,\n");
    copse_import_report *report = import_with(COPSE_OK, NULL, &ctx);
    assert_counts(report, "members", 3, 0, 0, 0, 0);
    copse_import_report_free(report);
    assert_string_equal(assignments(), "m1 t1 s1 Nurse open, m2 - - org-member open");

    /* The same place with less said of it, and more of it elsewhere, is the same place. */
    write_file("members.csv", "member_id,team,role\nm1,t1,Matron\nm2,,\n");
    write_file("assignments.csv", "member_id,team_id,site_id,since\nm1,t1,s1,2020-01-01\n");
    report = import_with(COPSE_OK, NULL, &ctx);
    assert_counts(report, "members", 0, 1, 1, 0, 0);
    assert_counts(report, "assignments", 0, 1, 0, 0, 0);
    copse_import_report_free(report);
    assert_string_equal(assignments(), "m1 t1 s1 Matron open, m2 - - org-member open");
}

static void test_import__somebody_may_work_in_two_places(void **state)
{
    (void)state;
    write_file("teams.csv", "team_id\nt1\nt2\n");
    write_file("sites.csv", "site_id\ns1\ns2\n");
    write_file("members.csv", "member_id,team_id,site_id\nm1,t1,s1\nm1,t1,s2\nm1,t2,s1\n");
    import_ok();
    assert_string_equal(assignments(), "m1 t1 s1 - open, m1 t1 s2 - open, m1 t2 s1 - open");
}

static void test_import__replace_ends_a_place_of_work_that_members_no_longer_has(void **state)
{
    (void)state;
    write_file("teams.csv", "team_id\nt1\nt2\n");
    write_file("members.csv", "member_id,team_id\nm1,t1\nm2,t1\n");
    import_ok();
    write_file("members.csv", "member_id,team_id\nm1,t2\n");
    copse_import_report *report = replace_on("2026-04-01");
    assert_counts(report, "members", 0, 1, 0, 2, 0);
    copse_import_report_free(report);
    assert_string_equal(assignments(), "m1 t1 - - 2026-04-01, m1 t2 - - open, m2 t1 - - 2026-04-01");
    assert_string_equal(ask("SELECT count(*) FROM member"), "2");
}

/* ---- bad rows left out ---- */

static copse_import_report *import_skipping(void)
{
    copse_context ctx = today();
    copse_import_options options = COPSE_IMPORT_OPTIONS_INIT;
    options.skip_bad = true;
    return import_with(COPSE_OK, &options, &ctx);
}

static void test_import__skip_bad_leaves_bad_rows_out_and_takes_them_when_they_are_mended(void **state)
{
    (void)state;
    write_basics();
    write_file("memberships.csv", "member_id,community_id\nm1,c1\nm2,c9\nm9,c1\n");
    copse_import_report *report = import_skipping();
    assert_counts(report, "memberships", 1, 0, 0, 0, 2);
    assert_int_equal(report->n_problems, 2);
    assert_int_equal(report->problems[0].line, 3);
    assert_int_equal(report->problems[0].column, 2);
    copse_import_report_free(report);
    assert_string_equal(memberships(), "1 1 ? -");

    /* The same bytes, but what they lacked is there now. */
    write_file("communities.csv", "community_id,name\nc1,Wounds\nc2,Falls\nc9,Pain\n");
    report = import_skipping();
    assert_counts(report, "memberships", 1, 0, 1, 0, 1);
    copse_import_report_free(report);
}

static void test_import__skip_bad_keeps_a_team_whose_parent_is_not_there(void **state)
{
    (void)state;
    write_file("teams.csv", "team_id,parent_id\nt1,nowhere\nt2,t1\n");
    copse_import_report *report = import_skipping();
    assert_counts(report, "teams", 1, 0, 0, 0, 1);
    copse_import_report_free(report);
    assert_string_equal(ask("SELECT count(*) FROM team WHERE parent IS NULL"), "1");
}

static void test_import__all_bad_rows_are_counted_and_some_are_listed(void **state)
{
    (void)state;
    copse_context ctx = today();
    copse_import_options options = COPSE_IMPORT_OPTIONS_INIT;
    options.max_problems = 2;
    write_file("interests.csv", "member_id,topic_id\na,b\nc,d\ne,f\n");
    copse_import_report *report = import_with(COPSE_E_DATA, &options, &ctx);
    assert_int_equal(report->n_problems, 2);
    assert_int_equal(table_of(report, "interests")->bad, 3);
    copse_import_report_free(report);
    assert_string_equal(error.where, "interests.csv:2:1");
    assert_non_null(strstr(error.what, "2 more"));

    options.max_problems = 0;
    report = import_with(COPSE_E_DATA, &options, &ctx);
    assert_int_equal(report->n_problems, 0);
    copse_import_report_free(report);
    assert_string_equal(error.where, "interests.csv:2:1");
}

/* ---- trust ---- */

static void test_import__audit_counts_and_names_nobody(void **state)
{
    (void)state;
    write_basics();
    import_ok();
    assert_string_equal(ask("SELECT detail FROM audit WHERE action = 'import'"),
                        "teams: 1 added, 0 updated, 0 ended, 0 left out; "
                        "topics: 2 added, 0 updated, 0 ended, 0 left out; "
                        "members: 2 added, 0 updated, 0 ended, 0 left out; "
                        "communities: 2 added, 0 updated, 0 ended, 0 left out");
}

static void test_import__nothing_of_people_is_in_text_search(void **state)
{
    (void)state;
    write_file("members.csv", "member_id,name\nm1,Xanthippe\n");
    import_ok();
    assert_string_equal(ask("SELECT count(*) FROM community_text WHERE community_text MATCH 'xanthippe'"), "0");
    assert_string_equal(ask("SELECT count(*) FROM topic_text WHERE topic_text MATCH 'xanthippe'"), "0");
}

/* ---- cost ---- */

/* Counts how often it is asked: SQLite asks after every so many steps of its own. */
static bool count_and_go_on(void *user)
{
    ++*(int *)user;
    return false;
}

/* n people and teams, and rows first to n - 1 of links, stints and exchanges between them. */
static void write_rows(int n, int first)
{
    static const char *const headers[] = {
        "memberships.csv", "member_id,community_id,since\n",     "expertise.csv", "member_id,topic_id\n",
        "identities.csv",  "member_id,system,key\n",             "ties.csv",      "member_a,member_b\n",
        "members.csv",     "member_id,team_id\n",                "teams.csv",     "team_id,parent_id\n",
        "exchanges.csv",   "exchange_id,from_member_id,kind,on,settles_id\n",
    };
    for (int t = 0; t < 7; t++) {
        FILE *file = fopen(at(headers[2 * t]), "w");
        assert_non_null(file);
        fputs(headers[2 * t + 1], file);
        bool is_thing = t == 4 || t == 5;
        for (int i = is_thing ? 0 : first; i < n; i++) {
            int other = (i * 7 + 1) % n;
            switch (t) {
            case 0:
                fprintf(file, "m%d,c%d,2020-01-0%d\n", i, i % 2 + 1, i % 9 + 1);
                break;
            case 1:
                fprintf(file, "m%d,p%d\n", i, i % 2 + 1);
                break;
            case 2:
                fprintf(file, "m%d,upn,u%d@example.org\n", i, i);
                break;
            case 3:
                fprintf(file, "m%d,m%d\n", i, other == i ? (i + 1) % n : other);
                break;
            case 4:
                fprintf(file, "m%d,t%d\n", i, first > 0 ? 0 : i % 50);
                break;
            case 5:
                if (i == 0)
                    fputs("t0,\n", file);
                else
                    fprintf(file, "t%d,t%d\n", i, i / 2); /* a tree */
                break;
            default:
                fprintf(file, "x%d,m%d,asked,2026-01-01,x%d\n", i, i, i > first ? i - 1 : i);
            }
        }
        fclose(file);
    }
}

/* What SQLite does to import n rows a table, and then half of them in their place. */
static int work_for(int n)
{
    int polls = 0;
    copse_context ctx = today();
    copse_import_options options = COPSE_IMPORT_OPTIONS_INIT;
    ctx.is_cancelled = count_and_go_on;
    ctx.user = &polls;
    write_basics();
    write_rows(n, 0);
    copse_import_report_free(import_with(COPSE_OK, &options, &ctx));
    write_rows(n, n / 2);
    options.replace = true;
    copse_import_report *report = import_with(COPSE_OK, &options, &ctx);
    assert_int_equal(table_of(report, "memberships")->ended, n / 2);
    copse_import_report_free(report);
    unlink(at("s.copse"));
    return polls;
}

static void test_import__work_grows_with_the_rows_not_with_their_square(void **state)
{
    (void)state;
    int small = work_for(1000), large = work_for(4000);
    if (large > 6 * small)
        fail_msg("four times the rows took %d times the work", large / small);
}

/* ---- real folders ---- */

static void import_organisation(const char *name, const char *expertise, const char *expected)
{
    char dir[256];
    struct stat info;
    copse_context ctx = today();
    copse_import_report *report;
    const copse_import_use use = {"expertise", expertise};
    copse_import_options options = COPSE_IMPORT_OPTIONS_INIT;
    options.uses = &use;
    options.n_uses = 1;
    snprintf(dir, sizeof dir, COPSE_SOURCE_DIR "/../shared/data/organisations/%s", name);
    if (stat(dir, &info) != 0)
        skip();
    assert_ok(copse_store_import(&report, at("s.copse"), dir, &options, &ctx, NULL));
    const copse_import_table *communities = table_of(report, "communities");
    assert_int_equal(communities->n_dropped_columns, 1);
    assert_string_equal(communities->dropped_columns[0], "kind");
    copse_import_report_free(report);
    assert_string_equal(ask("SELECT (SELECT count(*) FROM member) || ' ' || (SELECT count(*) FROM community)"
                            " || ' ' || (SELECT count(*) FROM membership) || ' '"
                            " || (SELECT count(*) FROM expertise) || ' ' || (SELECT count(*) FROM community_topic)"),
                        expected);
}

/* Counts of lines, as wc -l gives them, without the header. */
static void test_import__organisations_import_as_they_are(void **state)
{
    (void)state;
    import_organisation("debian", "expertise_solo.csv", "2966 228 3750 16029 4659");
    unlink(at("s.copse"));
    import_organisation("kubernetes", "expertise.csv", "2310 35 987 2024 333");
    unlink(at("s.copse"));
    import_organisation("rust", "expertise.csv", "729 123 724 311 345");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)
    const struct CMUnitTest tests[] = {
        TEST(test_import__makes_the_store_when_there_is_none),
        TEST(test_import__a_person_is_named_to_nobody_unless_the_file_says_so),
        TEST(test_import__default_visibility_is_the_stores),
        TEST(test_import__same_folder_again_writes_not_a_byte),
        TEST(test_import__a_dry_run_tells_and_writes_nothing),
        TEST(test_import__cancelled_leaves_no_file_and_no_change),
        TEST(test_import__files_match_by_name_whatever_its_case),
        TEST(test_import__use_takes_another_file_for_a_table),
        TEST(test_import__use_takes_a_path_too),
        TEST(test_import__use_of_no_table_no_file_or_twice_is_refused),
        TEST(test_import__no_folder_or_nothing_in_it_is_not_found),
        TEST(test_import__two_files_for_a_table_are_refused),
        TEST(test_import__columns_without_a_place_are_named_and_their_values_dropped),
        TEST(test_import__encodings_separators_and_line_ends_do_not_matter),
        TEST(test_import__blank_cells_leave_what_is_known),
        TEST(test_import__the_same_values_in_another_file_change_no_fact),
        TEST(test_import__an_objection_is_never_taken_back),
        TEST(test_import__a_parent_may_come_later_in_the_file),
        TEST(test_import__keys_that_are_nearly_the_same_are_told_and_kept_apart),
        TEST(test_import__what_a_new_store_is_filled_with_is_what_a_filled_one_gets),
        TEST(test_import__repeated_rows_count_once_and_contradictions_are_told),
        TEST(test_import__text_search_finds_what_was_imported),
        TEST(test_import__a_tie_is_one_whichever_way_it_is_written),
        TEST(test_import__expertise_is_kept_for_each_source),
        TEST(test_import__replace_removes_links_that_the_file_no_longer_has),
        TEST(test_import__without_replace_nothing_ends),
        TEST(test_import__replace_keeps_what_another_file_brought),
        TEST(test_import__replace_needs_a_day),
        TEST(test_import__a_known_start_takes_the_place_of_an_unknown_one),
        TEST(test_import__a_past_stint_is_another_than_the_one_that_goes_on),
        TEST(test_import__other_systems_words_for_not_known_and_no_end),
        TEST(test_import__roles_are_updated_and_blanks_keep_them),
        TEST(test_import__replace_ends_stints_on_the_day_and_a_return_reopens_them),
        TEST(test_import__stints_do_not_depend_on_the_order_of_rows),
        TEST(test_import__team_site_and_role_of_members_make_an_assignment),
        TEST(test_import__somebody_may_work_in_two_places),
        TEST(test_import__replace_ends_a_place_of_work_that_members_no_longer_has),
        TEST(test_import__skip_bad_leaves_bad_rows_out_and_takes_them_when_they_are_mended),
        TEST(test_import__skip_bad_keeps_a_team_whose_parent_is_not_there),
        TEST(test_import__all_bad_rows_are_counted_and_some_are_listed),
        TEST(test_import__audit_counts_and_names_nobody),
        TEST(test_import__nothing_of_people_is_in_text_search),
        TEST(test_import__work_grows_with_the_rows_not_with_their_square),
        TEST(test_import__organisations_import_as_they_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
