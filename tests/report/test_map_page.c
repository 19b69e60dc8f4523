/* A map's page read back: places to the bit, and no other bytes taken for one. */
#include "support.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/random.h"
#include "base/text.h"
#include "report/map.h"

/* Keys that share starts, words and neither; above and left of the origin; one mark that has no place. */
static const copse_map_mark marks[] = {
    {.kind = COPSE_MAP_UNIT, .key = "u1", .name = "Surgery", .above = -1, .site = -1, .x = NAN, .y = NAN},
    {.kind = COPSE_MAP_TEAM, .key = "t 1", .name = "Ward 1", .above = 0, .site = -1, .x = -3.25, .y = 100.015625},
    {.kind = COPSE_MAP_TEAM, .key = "t 10", .name = "Ward 10", .above = 0, .site = -1, .x = NAN, .y = NAN},
    {.kind = COPSE_MAP_TEAM, .key = "t\xC3\xA9", .name = "", .above = -1, .site = -1, .x = 7.0, .y = -0.5},
    {.kind = COPSE_MAP_COMMUNITY, .key = "t\xC3\xA8", .name = "t 1", .above = -1, .site = -1, .x = 0.0, .y = 0.0},
};
enum { N_MARKS = sizeof marks / sizeof marks[0] };

static const copse_map_link links[] = {{.from = 1, .to = 4, .people = {true, 7}, .since = COPSE_DAY_UNKNOWN}};

static copse_map_answer answer_for(copse_audience audience)
{
    copse_map_answer answer = {.head = {.schema = "copse/map/1", .as_of = 20600, .audience = audience},
                               .threshold = 5,
                               .counted = 20600,
                               .n_of = {[COPSE_MAP_UNIT] = 1, [COPSE_MAP_TEAM] = 3, [COPSE_MAP_COMMUNITY] = 1},
                               .n_marks = N_MARKS,
                               .marks = marks,
                               .n_links = 1,
                               .links = links};
    return answer;
}

/* The caller frees. */
static copse_text page_for(copse_audience audience)
{
    copse_map_answer answer = answer_for(audience);
    copse_text page = COPSE_TEXT_INIT;
    copse_text_append(&page, "<p><script type=\"application/octet-stream\" id=\"copse-data\">");
    assert_ok(copse_map_pack(&page, &answer, NULL));
    copse_text_append(&page, "</script>");
    return page;
}

static void check_places(const copse_kept_places *places)
{
    static const size_t wanted[] = {1, 3, 4};
    assert_int_equal(places->n, 3);
    for (size_t i = 0; i < 3; i++) {
        const copse_map_mark *mark = &marks[wanted[i]];
        assert_int_equal(places->rows[i].kind, mark->kind);
        assert_string_equal(places->rows[i].key, mark->key);
        assert_true(places->rows[i].x == mark->x && places->rows[i].y == mark->y);
    }
}

static void test_page__places_come_back_to_the_bit(void **state)
{
    (void)state;
    copse_text page = page_for(COPSE_FOR_TRUST);
    copse_kept_places *places = NULL;
    assert_ok(copse_report_read_map(&places, page.bytes, page.length, COPSE_FOR_TRUST, NULL));
    check_places(places);
    copse_kept_places_free(places);
    copse_text_free(&page);
}

static void test_page__the_stewards_is_for_the_stewards_maps_only(void **state)
{
    (void)state;
    copse_text page = page_for(COPSE_FOR_STEWARD);
    copse_kept_places *places = NULL;
    copse_error err = COPSE_ERROR_INIT;
    assert_int_equal(copse_report_read_map(&places, page.bytes, page.length, COPSE_FOR_TRUST, &err), COPSE_E_ARGUMENT);
    assert_null(places);
    assert_non_null(strstr(err.what, "steward"));
    assert_ok(copse_report_read_map(&places, page.bytes, page.length, COPSE_FOR_STEWARD, NULL));
    copse_kept_places_free(places);
    copse_text_free(&page);
}

static void refused(const char *bytes, size_t n)
{
    copse_kept_places *places = NULL;
    copse_error err = COPSE_ERROR_INIT;
    assert_int_equal(copse_report_read_map(&places, bytes, n, COPSE_FOR_TRUST, &err), COPSE_E_DATA);
    assert_null(places);
    assert_true(err.what[0] && err.next[0]);
}

static void test_page__cut_short_anywhere_it_is_refused(void **state)
{
    (void)state;
    copse_text page = page_for(COPSE_FOR_TRUST);
    for (size_t n = 0; n < page.length - strlen("/script>"); n++)
        refused(page.bytes, n);
    copse_text_free(&page);
}

/* zlib's checksum finds each, but for the bits that fill up the last byte of what it covers. */
static void test_page__with_any_letter_changed_it_is_refused_or_the_same(void **state)
{
    (void)state;
    copse_text page = page_for(COPSE_FOR_TRUST);
    size_t from = (size_t)(strchr(page.bytes + 3, '>') + 1 - page.bytes), n_same = 0;
    for (size_t i = from; i < page.length - strlen("</script>"); i++) {
        copse_kept_places *places = NULL;
        char letter = page.bytes[i];
        page.bytes[i] = letter == 'A' ? 'B' : letter == '=' ? '*' : 'A';
        copse_status status = copse_report_read_map(&places, page.bytes, page.length, COPSE_FOR_TRUST, NULL);
        page.bytes[i] = letter;
        assert_true(status == COPSE_OK || status == COPSE_E_DATA);
        if (status == COPSE_OK) {
            check_places(places);
            n_same++;
        }
        copse_kept_places_free(places);
    }
    assert_true(n_same <= 2);
    copse_text_free(&page);
}

static void test_page__of_something_else_is_refused(void **state)
{
    (void)state;
    static const char *const others[] = {
        "", "<html><p>A page of ours.</html>", "<script type=\"application/octet-stream\" id=\"copse-data\"></script>",
        "<script type=\"application/octet-stream\" id=\"copse-data\">AAAA</script>",
        /* zlib of no bytes at all */
        "<script type=\"application/octet-stream\" id=\"copse-data\">eJwDAAAAAAE=</script>"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        refused(others[i], strlen(others[i]));
    refused("", COPSE_MAP_PAGE_MOST + 1);
}

/* Links of one team, of which it is not said how many people they are. @return letters of the data */
static size_t length_with(size_t n_links)
{
    enum { N = 20000 };
    copse_map_mark *many = calloc(N + 1, sizeof *many);
    copse_map_link *drawn = calloc(n_links, sizeof *drawn);
    copse_text packed = COPSE_TEXT_INIT;
    copse_random random;
    assert_true(many && drawn);
    copse_random_seed(&random, 1, 0);
    for (size_t i = 0; i <= N; i++)
        many[i] = (copse_map_mark){.kind = i == 0 ? COPSE_MAP_TEAM : COPSE_MAP_COMMUNITY, .key = "k", .above = -1, .site = -1};
    for (size_t i = 0; i < n_links; i++)
        drawn[i] = (copse_map_link){.to = (int32_t)(1 + copse_random_below(&random, N))};
    copse_map_answer answer = answer_for(COPSE_FOR_TRUST);
    answer.n_of[COPSE_MAP_UNIT] = 0;
    answer.n_of[COPSE_MAP_TEAM] = 1;
    answer.n_of[COPSE_MAP_COMMUNITY] = N;
    answer.n_marks = N + 1;
    answer.marks = many;
    answer.n_links = n_links;
    answer.links = drawn;
    assert_ok(copse_map_pack(&packed, &answer, NULL));
    size_t length = packed.length;
    copse_text_free(&packed);
    free(many);
    free(drawn);
    return length;
}

static void test_page__of_too_many_links_leaves_out_those_without_a_count(void **state)
{
    (void)state;
    assert_true(length_with(100000) > 100000);
    assert_true(length_with(COPSE_MAP_MOST_LINKS + 1) < 10000);
}

static void test_page__reading_without_memory_says_so(void **state)
{
    (void)state;
    copse_text page = page_for(COPSE_FOR_TRUST);
    copse_status status = COPSE_E_NOMEM;
    for (int64_t n = 0; status != COPSE_OK; n++) {
        copse_kept_places *places = NULL;
        copse_memory_fail_at(n);
        status = copse_report_read_map(&places, page.bytes, page.length, COPSE_FOR_TRUST, NULL);
        copse_memory_fail_at(-1);
        assert_true(status == COPSE_OK ? places != NULL : status == COPSE_E_NOMEM && places == NULL);
        copse_kept_places_free(places);
    }
    copse_text_free(&page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_page__places_come_back_to_the_bit),
        cmocka_unit_test(test_page__the_stewards_is_for_the_stewards_maps_only),
        cmocka_unit_test(test_page__cut_short_anywhere_it_is_refused),
        cmocka_unit_test(test_page__with_any_letter_changed_it_is_refused_or_the_same),
        cmocka_unit_test(test_page__of_something_else_is_refused),
        cmocka_unit_test(test_page__of_too_many_links_leaves_out_those_without_a_count),
        cmocka_unit_test(test_page__reading_without_memory_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
