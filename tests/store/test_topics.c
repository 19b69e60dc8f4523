/* Topics that look alike, and a person's word on them: kept, followed by what is read, taken back
 * without a trace. */
#include "store/importing.h"

#include "base/memory.h"

static copse_account *list(void)
{
    copse_store *store;
    copse_account *account = NULL;
    copse_context ctx = today();
    assert_ok(copse_store_open(&store, at("s.copse"), COPSE_STORE_READ, NULL));
    assert_ok(copse_store_list_topics(&account, store, &ctx, NULL));
    copse_store_close(store);
    return account;
}

/* "a+b: reason" of every pair, one a line; to be freed. */
static char *alike(void)
{
    copse_account *account = list();
    const copse_account_section *s = &account->sections[0];
    char *text = calloc(1, 4096);
    assert_string_equal(s->name, "alike");
    for (size_t i = 0; i < s->n_rows; i++)
        sprintf(text + strlen(text), "%s+%s: %s\n", s->cells[i * 5].text, s->cells[i * 5 + 2].text,
                s->cells[i * 5 + 4].text);
    copse_account_free(account);
    return text;
}

static void assert_alike(const char *expected)
{
    char *found = alike();
    assert_string_equal(found, expected);
    free(found);
}

static copse_status decide(copse_topic_decision kind, const char *key, const char *other)
{
    copse_store *store;
    copse_account *account = NULL;
    copse_context ctx = today();
    const copse_topic_word word = {kind, key, other};
    error = (copse_error)COPSE_ERROR_INIT;
    assert_ok(copse_store_open(&store, at("s.copse"), COPSE_STORE_WRITE, NULL));
    copse_status st = copse_store_decide_topics(&account, store, &word, &ctx, &error);
    copse_store_close(store);
    assert_true((account != NULL) == (st == COPSE_OK));
    copse_account_free(account);
    return st;
}

static copse_facts *facts(void)
{
    copse_store *store;
    copse_facts *read = NULL;
    copse_context ctx = today();
    assert_ok(copse_store_open(&store, at("s.copse"), COPSE_STORE_READ, NULL));
    assert_ok(copse_store_read_facts(&read, store, &ctx, NULL));
    copse_store_close(store);
    return read;
}

/* All that facts say of topics, as text; to be freed. */
static char *topics_of(const copse_facts *f)
{
    char *text = calloc(1, 8192), *end = text;
    for (size_t i = 0; i < f->n_topics; i++)
        end += sprintf(
            end, "%s|%s|%s|%s\n", f->topics[i].key, f->topics[i].name ? f->topics[i].name : "",
            f->topics[i].broader == COPSE_NONE ? "" : f->topics[f->topics[i].broader].key,
            f->topics[i].synonyms ? f->topics[i].synonyms : "");
    for (size_t i = 0; i < f->n_expertises; i++)
        end += sprintf(end, "%s knows %s %g\n", f->members[f->expertises[i].member].key,
                       f->topics[f->expertises[i].topic].key, f->expertises[i].weight);
    for (size_t i = 0; i < f->n_interests; i++)
        end += sprintf(end, "%s wants %s\n", f->members[f->interests[i].member].key,
                       f->topics[f->interests[i].topic].key);
    for (size_t i = 0; i < f->n_community_topics; i++)
        end += sprintf(end, "%s is about %s %g\n",
                       f->communities[f->community_topics[i].community].key,
                       f->topics[f->community_topics[i].topic].key, f->community_topics[i].weight);
    return text;
}

static void assert_topics(const char *expected)
{
    copse_facts *f = facts();
    char *text = topics_of(f);
    assert_string_equal(text, expected);
    free(text);
    copse_facts_free(f);
}

/* ---- which look alike ---- */

static void test_alike__each_reason_by_hand(void **state)
{
    (void)state;
    write_file(
        "topics.csv",
        "topic_id,name,synonyms,broader_id\n"
        "care-old,Care of the elderly,,\n" /* the same words, in another order, without the rest */
        "old-care,Elderly care,,\n"
        "dysphagia,Dysphagia,swallowing,\n" /* one's synonym is the other's name */
        "swallow,Swallowing,,\n"
        "physio,Physiotherapy,,\n" /* a letter */
        "fysio,Phsiotherapy,,\n"
        "stroke4,Acute stroke unit care,,\n" /* three words of four */
        "stroke3,Acute stroke care,,\n"
        "t1,Type 1 diabetes,,\n" /* two things */
        "t2,Type 2 diabetes,,\n"
        "wound,Wounds,,\n" /* one is part of the other */
        "wounds,Wound,,wound\n");
    import_ok();
    assert_alike("care-old+old-care: their names have the same words\n"
                 "dysphagia+swallow: one's synonym is the other's name or synonym\n"
                 "fysio+physio: their names differ by a letter or two\n"
                 "stroke3+stroke4: their names share nearly all words\n");
}

static void test_alike__not_what_is_kept_apart_or_merged_already(void **state)
{
    (void)state;
    write_file("topics.csv",
               "topic_id,name\na,Nursing\nb,nursing\nc,Physiotherapy\nd,Phsiotherapy\n");
    import_ok();
    assert_alike(
        "a+b: their names have the same words\nc+d: their names differ by a letter or two\n");
    assert_ok(decide(COPSE_TOPIC_APART, "d", "c"));
    assert_alike("a+b: their names have the same words\n");
    assert_ok(decide(COPSE_TOPIC_MERGE, "b", "a"));
    assert_alike("");
    assert_string_equal(
        ask_sql(at("s.copse"), "SELECT value FROM setting WHERE name = 'data_version'"), "2");
}

static void test_alike__an_empty_store_has_none(void **state)
{
    (void)state;
    new_store();
    assert_alike("");
}

/* ---- merging ---- */

static const char before[] = "dysphagia|Dysphagia|therapy|deglutition\n"
                             "swallow|Swallowing|therapy|swallow\n"
                             "therapy|Therapy||\n"
                             "thickener|Thickeners|swallow|\n"
                             "m1 knows dysphagia 2\n"
                             "m1 knows swallow 3\n"
                             "m2 knows swallow 1\n"
                             "m2 wants swallow\n"
                             "c is about swallow 1\n";
static const char after[] = "dysphagia|Dysphagia|therapy|deglutition; Swallowing; swallow\n"
                            "therapy|Therapy||\n"
                            "thickener|Thickeners|dysphagia|\n"
                            "m1 knows dysphagia 2\n"
                            "m1 knows dysphagia 3\n"
                            "m2 knows dysphagia 1\n"
                            "m2 wants dysphagia\n"
                            "c is about dysphagia 1\n";

static void make_store(void)
{
    write_file("members.csv", "member_id\nm1\nm2\n");
    write_file("communities.csv", "community_id,name\nc,Circle\n");
    write_file("topics.csv", "topic_id,name,synonyms,broader_id\n"
                             "therapy,Therapy,,\n"
                             "dysphagia,Dysphagia,deglutition,therapy\n"
                             "swallow,Swallowing,swallow,therapy\n"
                             "thickener,Thickeners,,swallow\n");
    write_file("expertise.csv",
               "member_id,topic_id,weight\nm1,swallow,3\nm1,dysphagia,2\nm2,swallow,1\n");
    write_file("interests.csv", "member_id,topic_id\nm2,swallow\n");
    write_file("community_topics.csv", "community_id,topic_id\nc,swallow\n");
    import_ok();
}

static void test_merge__what_is_known_of_one_is_known_of_the_other(void **state)
{
    (void)state;
    make_store();
    assert_topics(before);
    assert_ok(decide(COPSE_TOPIC_MERGE, "swallow", "dysphagia"));
    assert_topics(after);
    assert_string_equal(
        ask_sql(at("s.copse"), "SELECT value FROM setting WHERE name = 'data_version'"), "2");
    assert_string_equal(ask_sql(at("s.copse"), "SELECT detail FROM audit ORDER BY id DESC LIMIT 1"),
                        "two topics were merged");
}

static void test_merge__a_file_does_not_bring_it_back(void **state)
{
    (void)state;
    make_store();
    assert_ok(decide(COPSE_TOPIC_MERGE, "swallow", "dysphagia"));
    write_file("interests.csv", "member_id,topic_id\nm2,swallow\nm1,swallow\n");
    import_ok();
    copse_facts *f = facts();
    assert_int_equal(f->n_topics, 3);
    assert_int_equal(f->n_interests, 2);
    assert_string_equal(f->topics[f->interests[0].topic].key, "dysphagia");
    copse_facts_free(f);
}

static void test_undo__leaves_no_trace_in_what_is_read(void **state)
{
    (void)state;
    make_store();
    assert_ok(decide(COPSE_TOPIC_MERGE, "swallow", "dysphagia"));
    assert_ok(decide(COPSE_TOPIC_UNDO, "swallow", NULL));
    assert_topics(before);
    assert_string_equal(ask_sql(at("s.copse"), "SELECT count(*) FROM decision"), "0");
    assert_int_equal(decide(COPSE_TOPIC_UNDO, "swallow", NULL), COPSE_E_NOT_FOUND);
}

static void test_merge__along_a_line(void **state)
{
    (void)state;
    make_store();
    write_file("topics.csv", "topic_id,name\na,A\nb,B\nc,C\n");
    import_ok();
    assert_ok(decide(COPSE_TOPIC_MERGE, "a", "b"));
    assert_ok(decide(COPSE_TOPIC_MERGE, "b", "c"));
    copse_facts *f = facts();
    assert_int_equal(f->n_topics, 5);
    assert_string_equal(f->topics[0].key, "c");
    assert_string_equal(f->topics[0].synonyms, "A; B");
    copse_facts_free(f);
}

static void test_merge__what_makes_no_sense_is_refused(void **state)
{
    (void)state;
    make_store();
    size_t n;
    char *bytes = store_bytes(&n);
    assert_int_equal(decide(COPSE_TOPIC_MERGE, "swallow", "nothing"), COPSE_E_NOT_FOUND);
    assert_int_equal(decide(COPSE_TOPIC_MERGE, "swallow", "swallow"), COPSE_E_ARGUMENT);
    assert_int_equal(decide(COPSE_TOPIC_MERGE, "thickener", "therapy"),
                     COPSE_E_ARGUMENT); /* two steps above */
    assert_int_equal(decide(COPSE_TOPIC_MERGE, "therapy", "thickener"), COPSE_E_ARGUMENT);
    assert_int_equal(decide(COPSE_TOPIC_APART, "swallow", "nothing"), COPSE_E_NOT_FOUND);
    assert_store_is(bytes, n);

    assert_ok(decide(COPSE_TOPIC_MERGE, "swallow", "dysphagia"));
    assert_int_equal(decide(COPSE_TOPIC_MERGE, "swallow", "therapy"), COPSE_E_ARGUMENT);
    assert_non_null(strstr(error.next, "--undo"));
    write_file("topics.csv", "topic_id,name\nnew,New\n");
    import_ok();
    assert_int_equal(decide(COPSE_TOPIC_MERGE, "new", "swallow"), COPSE_E_ARGUMENT);
    assert_non_null(strstr(error.what, "dysphagia"));
    assert_int_equal(decide(COPSE_TOPIC_MERGE, "dysphagia", "swallow"), COPSE_E_ARGUMENT);
}

/* A later file puts the one that stays below a part of what was merged: it may not lie above
 * itself. */
static void test_merge__a_hierarchy_that_closes_later_is_cut(void **state)
{
    (void)state;
    make_store();
    assert_ok(decide(COPSE_TOPIC_MERGE, "swallow", "dysphagia"));
    write_file("topics.csv", "topic_id,name,broader_id\ndysphagia,Dysphagia,thickener\n");
    import_ok();
    copse_facts *f = facts();
    copse_network *net = NULL;
    copse_context ctx = today();
    copse_error err = COPSE_ERROR_INIT;
    if (copse_network_new(&net, f, &ctx, &err) != COPSE_OK)
        fail_msg("%s", err.what);
    copse_network_free(net);
    copse_facts_free(f);
}

static void test_merge__suggestions_follow(void **state)
{
    (void)state;
    make_store();
    write_file("communities.csv", "community_id,name\nd,Swallowing forum\n");
    import_ok();
    assert_ok(decide(COPSE_TOPIC_MERGE, "swallow", "dysphagia"));
    copse_store *store;
    copse_account *account = NULL;
    copse_context ctx = today();
    assert_ok(copse_store_open(&store, at("s.copse"), COPSE_STORE_READ, NULL));
    assert_ok(copse_store_suggest_topics(&account, store, at("proposed"), &ctx, NULL));
    copse_account_free(account);
    copse_store_close(store);
    char text[512] = "", path[256];
    snprintf(path, sizeof path, "%s/proposed/community_topics.csv", folder);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    assert_non_null(strstr(text, "\nd,dysphagia,1,Swallowing forum,Dysphagia,"));
    assert_null(strstr(text, "\nd,swallow,"));
    unlink(path);
    rmdir(at("proposed"));
}

static void test_memory__every_allocation_may_fail(void **state)
{
    (void)state;
    make_store();
    assert_ok(decide(COPSE_TOPIC_MERGE, "swallow", "dysphagia"));
    copse_store *store;
    copse_context ctx = today();
    assert_ok(copse_store_open(&store, at("s.copse"), COPSE_STORE_READ, NULL));
    copse_status st = COPSE_E_NOMEM;
    for (int64_t n = 0; st != COPSE_OK; n++) {
        copse_account *account = NULL;
        copse_memory_fail_at(n);
        st = copse_store_list_topics(&account, store, &ctx, NULL);
        assert_true(st == COPSE_OK ? account != NULL : st == COPSE_E_NOMEM && !account);
        copse_account_free(account);
    }
    st = COPSE_E_NOMEM;
    for (int64_t n = 0; st != COPSE_OK; n++) {
        copse_facts *f = NULL;
        copse_memory_fail_at(n);
        st = copse_store_read_facts(&f, store, &ctx, NULL);
        assert_true(st == COPSE_OK ? f != NULL : st == COPSE_E_NOMEM && !f);
        copse_facts_free(f);
    }
    copse_memory_fail_at(-1);
    copse_store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_alike__each_reason_by_hand, make_folder,
                                        remove_folder),
        cmocka_unit_test_setup_teardown(test_alike__not_what_is_kept_apart_or_merged_already,
                                        make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_alike__an_empty_store_has_none, make_folder,
                                        remove_folder),
        cmocka_unit_test_setup_teardown(test_merge__what_is_known_of_one_is_known_of_the_other,
                                        make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_merge__a_file_does_not_bring_it_back, make_folder,
                                        remove_folder),
        cmocka_unit_test_setup_teardown(test_undo__leaves_no_trace_in_what_is_read, make_folder,
                                        remove_folder),
        cmocka_unit_test_setup_teardown(test_merge__along_a_line, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_merge__what_makes_no_sense_is_refused, make_folder,
                                        remove_folder),
        cmocka_unit_test_setup_teardown(test_merge__a_hierarchy_that_closes_later_is_cut,
                                        make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_merge__suggestions_follow, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_memory__every_allocation_may_fail, make_folder,
                                        remove_folder),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    copse_stop();
    return failed;
}
