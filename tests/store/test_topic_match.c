/* Topics that a text speaks of, and those of a project. */
#include <math.h>

#include "base/memory.h"
#include "store/importing.h"

static copse_store *store;

static void make_topics(void)
{
    write_file("topics.csv", "topic_id,name,synonyms,description\n"
                             "t1,Wound care,dressings;tissue viability,Healing\n"
                             "t2,Diabetes,,Sugar and feet\n"
                             "t3,Palliative care,,End of life\n"
                             "t4,\"Quotes \"\"OR\"\" operators\",,\n"
                             "t5,Élan vital,,\n");
    write_file("teams.csv", "team_id,name\nx,X\n");
    write_file("projects.csv",
               "project_id,name,team_id\np1,Better Feet,x\np2,Same,x\np3,Same,x\np4,Idle,x\n");
    write_file("project_topics.csv", "project_id,topic_id\np1,t2\np1,t1\np2,t3\np3,t3\n");
    import_ok();
    assert_ok(copse_store_open(&store, at("s.copse"), COPSE_STORE_READ, NULL));
}

static copse_topic_matches *match(const char *text)
{
    copse_topic_matches *matches;
    copse_context ctx = today();
    assert_ok(copse_store_match_topics(&matches, store, text, &ctx, NULL));
    return matches;
}

static void assert_topics(const char *text, const char *expected)
{
    char found[256] = "";
    copse_topic_matches *matches = match(text);
    for (size_t i = 0; i < matches->n; i++) {
        strcat(found, i ? " " : "");
        strcat(found, matches->topics[i].key);
        assert_true(matches->topics[i].weight > 0.0 && matches->topics[i].weight <= 1.0);
    }
    if (strcmp(found, expected) != 0)
        fail_msg("%s: %s, not %s", text, found, expected);
    if (matches->n > 0)
        assert_close(matches->topics[0].weight, 1.0, 0.0);
    copse_topic_matches_free(matches);
}

static void test_topics__are_found_by_name_synonym_description_and_stem(void **state)
{
    (void)state;
    make_topics();
    assert_topics("diabetes", "t2");
    assert_topics("a dressing that heals", "t1");
    assert_topics("our DIABETES patients", "t2");
    assert_topics("elan", "t5"); /* without its accent */
    assert_topics("", "");
    assert_topics("xyzzy", "");
    copse_store_close(store);
}

/* "care" leads to two topics, "wound" to one: the rare word decides, and "palliative" is not in the
 * text. */
static void test_topics__a_rare_word_says_more(void **state)
{
    (void)state;
    make_topics();
    copse_topic_matches *matches = match("wound care");
    assert_true(matches->n >= 1);
    assert_string_equal(matches->topics[0].key, "t1");
    assert_int_equal(matches->topics[0].n_words, 2);
    for (size_t i = 1; i < matches->n; i++)
        assert_true(matches->topics[i].weight < 0.5);
    copse_topic_matches_free(matches);
    copse_store_close(store);
}

/*
 * One word, in the name of one of five topics, and in no other: worth (0.3 + 0.7) ln(1 + 5) for the
 * whole name. "sugar" stands in the description: 0.3 of that. Together they lead to one topic with
 * both words.
 */
static void test_topics__a_description_counts_for_less(void **state)
{
    (void)state;
    make_topics();
    copse_topic_matches *matches =
        match("healing diabetes"); /* t1 by its description, t2 by its name */
    assert_string_equal(matches->topics[0].key, "t2");
    if (matches->n > 1) /* 0.3 × half of the name's words */
        fail_msg("a description was enough: %s", matches->topics[1].key);
    assert_int_equal(matches->n_unmatched, 1);
    assert_string_equal(matches->unmatched[0], "healing");
    copse_topic_matches_free(matches);
    copse_store_close(store);
}

static void test_topics__words_that_lead_nowhere_are_listed_as_they_were_written(void **state)
{
    (void)state;
    make_topics();
    copse_topic_matches *matches = match("The Zeppelin, a diabetes and the ZEPPELIN again");
    assert_int_equal(matches->n_unmatched, 2);
    assert_string_equal(matches->unmatched[0], "Zeppelin");
    assert_string_equal(matches->unmatched[1], "again");
    copse_topic_matches_free(matches);
    copse_store_close(store);
}

/* Words of FTS5's own language are words. */
static void test_topics__no_text_is_a_query(void **state)
{
    (void)state;
    make_topics();
    assert_topics("\"", "");
    assert_topics("name:* NEAR(a b) AND NOT ^x OR \"unclosed", "");
    assert_topics("operators", "t4");
    copse_topic_matches *matches;
    copse_context ctx = today();
    assert_int_equal(copse_store_match_topics(&matches, store, "\xff", &ctx, &error),
                     COPSE_E_ARGUMENT);
    assert_null(matches);
    copse_store_close(store);
}

static copse_status project(copse_topic_matches **out, const char *name)
{
    copse_context ctx = today();
    error = (copse_error)COPSE_ERROR_INIT;
    return copse_store_project_topics(out, store, name, &ctx, &error);
}

static void test_project__its_topics_by_key_or_name(void **state)
{
    (void)state;
    copse_topic_matches *matches;
    make_topics();
    for (int i = 0; i < 2; i++) {
        assert_ok(project(&matches, i ? "better  FEET" : "p1"));
        assert_int_equal(matches->n, 2);
        assert_string_equal(matches->topics[0].key, "t1");
        assert_string_equal(matches->topics[1].name, "Diabetes");
        copse_topic_matches_free(matches);
    }
    assert_int_equal(project(&matches, "same"), COPSE_E_ARGUMENT);
    assert_int_equal(project(&matches, "nothing"), COPSE_E_NOT_FOUND);
    assert_int_equal(project(&matches, "p4"), COPSE_E_NOT_FOUND);
    assert_string_equal(error.what, "no topic is recorded for this project");
    copse_store_close(store);
}

static void test_topics__whatever_allocation_fails_is_said(void **state)
{
    (void)state;
    make_topics();
    for (int64_t n = 0;; n++) {
        copse_topic_matches *matches;
        copse_context ctx = today();
        copse_memory_fail_at(n);
        copse_status st = copse_store_match_topics(&matches, store, "wound care, feet", &ctx, NULL);
        copse_memory_fail_at(-1);
        if (st == COPSE_OK) {
            copse_topic_matches_free(matches);
            assert_true(n > 5);
            break;
        }
        assert_int_equal(st, COPSE_E_NOMEM);
        assert_null(matches);
    }
    copse_store_close(store);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_topics__are_found_by_name_synonym_description_and_stem),
        TEST(test_topics__a_rare_word_says_more),
        TEST(test_topics__a_description_counts_for_less),
        TEST(test_topics__words_that_lead_nowhere_are_listed_as_they_were_written),
        TEST(test_topics__no_text_is_a_query),
        TEST(test_project__its_topics_by_key_or_name),
        TEST(test_topics__whatever_allocation_fails_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
