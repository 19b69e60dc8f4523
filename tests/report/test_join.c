/* A join answer as text, JSON and CSV: what is said, what adds up, and what hostile names cannot
 * do. */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>

#include <cJSON.h>

#include "base/memory.h"
#include "report/samples.h"

static sample_bytes bytes;

static const char *render_join(const copse_join_answer *answer, copse_format format)
{
    copse_sink sink = sample_sink(&bytes);
    copse_render render = COPSE_RENDER_INIT;
    render.format = format;
    assert_ok(copse_report_join(&sink, answer, &render, NULL));
    return bytes.text;
}

static void assert_says(const char *text, const char *wanted)
{
    if (!strstr(text, wanted))
        fail_msg("'%s' is not in:\n%s", wanted, text);
}

static void assert_silent(const char *text, const char *unwanted)
{
    if (strstr(text, unwanted))
        fail_msg("'%s' is in:\n%s", unwanted, text);
}

/* ---- text ---- */

static void test_text__full_answer_reads_as_written(void **state)
{
    (void)state;
    assert_string_equal(
        render_join(sample_join_full(), COPSE_TEXT),
        "Communities of practice for Cy Person\n"
        "as of 2026-03-31, data version 3, for self\n"
        "\n"
        "1. Imaging informatics                                                  0.708002\n"
        "   Pictures & how they get about\n"
        "   Hybrid: virtual, and face to face at North Hospital, 25 minutes from you.\n"
        "   Active in the last 12 months. Ask, and you are let in.\n"
        "   Because        you are in PACS users and Clinical audit, and 2 of your topics\n"
        "                  are its core\n"
        "                  because you are in PACS users                       + 0.412000\n"
        "                  because DICOM, one of your topics, is its core      + 0.300001\n"
        "                  although you work in Imaging                        - 0.020000\n"
        "                  because MRI, one of your topics, is its core        + 0.010000\n"
        "                  because you know CT                                 + 0.001000\n"
        "                  because you work at North Hospital                  + 0.001000\n"
        "                  5 smaller reasons                                   + 0.004001\n"
        "   You gain       DICOM (yours 0.20, its members' 0.62); pacs-admin (yours 0.00,\n"
        "                  its members' n/a)\n"
        "                  its members have more experience in Machine learning (yours\n"
        "                  0.00, its members' 0.50)\n"
        "   You contribute MRI (yours 0.90, its members' 0.25)\n"
        "   Similarity     0.71 (cosine of your topics and its)\n"
        "   At its core    Ann Example; others, not named\n"
        "   Near you       Bob Zoë (same team, Imaging); m3 (also in PACS users)\n"
        "   To join        informatics@example.org; meets: first Tuesday, 12:30\n"
        "\n"
        "2. quiet                                                               -0.600000\n"
        "   How it meets is not recorded. Full at present: ask for a place.\n"
        "                  although you know MRI                               - 0.600000\n"
        "   Similarity     n/a (cosine of your topics and its)\n"
        "   To join        no contact is recorded\n"
        "\n"
        "Notes\n"
        "- The model was fitted on data version 2 and the data are now at version 3.\n"
        "- 'others, not named' are people who did not agree to be named to you.\n");
}

/* A figure at the end of a line, in millionths; false where there is none. */
static bool figure_of(int64_t *out, const char *line)
{
    size_t n = strcspn(line, "\n");
    if (n < 8 || line[n - 7] != '.' || strspn(line + n - 6, "0123456789") < 6)
        return false;
    size_t from = n - 7;
    while (from > 0 && line[from - 1] >= '0' && line[from - 1] <= '9')
        from--;
    int64_t value =
        strtoll(line + from, NULL, 10) * COPSE_SCORE_UNIT + strtoll(line + n - 6, NULL, 10);
    bool is_negative = (from >= 1 && line[from - 1] == '-') || (from >= 2 && line[from - 2] == '-');
    *out = is_negative ? -value : value;
    return true;
}

static void test_text__printed_parts_add_up_to_the_printed_score(void **state)
{
    (void)state;
    const copse_join_answer *samples[] = {sample_join_full(), sample_join_hostile()};
    for (size_t s = 0; s < 2; s++) {
        int64_t rest = 0, value;
        size_t n_scores = 0;
        for (const char *line = render_join(samples[s], COPSE_TEXT); *line;) {
            if (figure_of(&value, line)) {
                bool is_score = line[0] != ' ';
                if (is_score)
                    assert_int_equal(rest, 0);
                rest = is_score ? value : rest - value;
                n_scores += is_score;
            }
            line += strcspn(line, "\n") + 1;
        }
        assert_int_equal(rest, 0);
        assert_int_equal(n_scores, samples[s]->n_recommendations);
    }
}

static void test_text__no_line_is_wider_than_asked(void **state)
{
    (void)state;
    copse_render render = COPSE_RENDER_INIT;
    for (render.width = 60; render.width < 140; render.width += 13) {
        copse_sink sink = sample_sink(&bytes);
        assert_ok(copse_report_join(&sink, sample_join_full(), &render, NULL));
        for (const char *line = bytes.text; *line; line += strcspn(line, "\n") + 1)
            /* ë is two bytes in one column */
            assert_true(strcspn(line, "\n") <= (size_t)render.width + 1);
    }
}

static void test_text__unknown_and_empty_answers_say_so(void **state)
{
    (void)state;
    assert_string_equal(render_join(sample_join_unknown(), COPSE_TEXT),
                        "Communities of practice for m9\n"
                        "as of an unknown day, data version 0, for self\n"
                        "\n"
                        "Not enough is known to recommend a community. Add one of:\n"
                        "- a community that you are in\n"
                        "- a topic that you know\n");
    assert_says(render_join(sample_join_none(), COPSE_TEXT),
                "No community is left to recommend: you are in those that there are, or none of\n"
                "the others fits what was asked for.\n");
}

static void test_text__hostile_names_cannot_act(void **state)
{
    (void)state;
    const char *text = render_join(sample_join_hostile(), COPSE_TEXT);
    for (const char *at = text; *at; at++)
        assert_true((unsigned char)*at >= 0x20 || *at == '\n');
    assert_silent(text, "\x7f");
    assert_silent(text, "\xe2\x80\xae");
    assert_says(text, "bell  esc [2J");
    assert_says(text, "?? broken");
    assert_says(text, "👨‍👩‍👧");
}

/* ---- JSON ---- */

static void test_json__undefined_is_null_and_figures_keep_six_decimals(void **state)
{
    (void)state;
    const char *text = render_join(sample_join_full(), COPSE_JSON);
    assert_says(text, "\"score\":\t0.708002");
    assert_says(text, "\"value\":\t-0.020000");
    assert_says(text, "\"score\":\t-0.600000");
    assert_says(text, "\"travel_minutes\":\tnull");
    assert_says(text, "\"cosine\":\tnull");
    assert_says(text, "\"of_community\":\tnull");
    assert_says(text, "\"seed\":\t\"1\"");
    assert_silent(text, "nan");
    assert_int_equal(text[bytes.length - 1], '\n');
}

static void test_json__every_reason_is_there(void **state)
{
    (void)state;
    cJSON *root = cJSON_Parse(render_join(sample_join_full(), COPSE_JSON));
    const cJSON *list = cJSON_GetObjectItem(cJSON_GetObjectItem(root, "answer"), "recommendations");
    assert_int_equal(cJSON_GetArraySize(list), 2);
    const cJSON *reasons = cJSON_GetObjectItem(cJSON_GetArrayItem(list, 0), "reasons");
    assert_int_equal(cJSON_GetArraySize(reasons), 11);
    assert_string_equal(
        cJSON_GetStringValue(cJSON_GetObjectItem(cJSON_GetArrayItem(reasons, 10), "kind")),
        "popularity");
    cJSON_Delete(root);
}

static void test_json__the_members_mail_is_for_the_merge_alone(void **state)
{
    (void)state;
    assert_silent(render_join(sample_join_full(), COPSE_JSON), "cy@example.org");
    assert_silent(render_join(sample_join_full(), COPSE_TEXT), "cy@example.org");
    assert_silent(render_join(sample_join_full(), COPSE_CSV), "cy@example.org");
    assert_silent(render_join(sample_join_full(), COPSE_HTML), "cy@example.org");
}

/* ---- CSV ---- */

static void test_csv__one_row_a_recommendation(void **state)
{
    (void)state;
    assert_string_equal(
        render_join(sample_join_full(), COPSE_CSV),
        "rank,community_id,community,score,mode,site,travel_minutes,distance_km,status,activity,"
        "openness,is_full,cosine,because,gains,lacks,contributes,core,near,contact,meets\n"
        "1,informatics,Imaging informatics,0.708002,hybrid,North Hospital,25,11.5,active,active,"
        "request,no,0.708,\"you are in PACS users and Clinical audit, and 2 of your topics are its "
        "core\",\"DICOM; pacs-admin\",Machine learning,MRI,\"Ann Example; others, not named\","
        "\"Bob Zoë; m3\",informatics@example.org,\"first Tuesday, 12:30\"\n"
        "2,quiet,,-0.600000,unknown,,,,unknown,unknown,unknown,yes,,,,,,,,,\n");
}

static void test_csv__formulas_are_disarmed(void **state)
{
    (void)state;
    const char *text = render_join(sample_join_hostile(), COPSE_CSV);
    assert_says(text, "1,\"'=1+1\",aaa");
    assert_says(text, "\"'-2+3 <img src=x onerror=alert(1)>\"");
    assert_says(text, "\"'=HYPERLINK(\"\"http://x\"\")");
    assert_silent(text, "\n\n");
    assert_silent(text, "\a");
    assert_silent(text, "\x1b");
    assert_silent(text, "\xe2\x80\xae");
    assert_silent(text, "\t");
}

static void test_csv__the_stewards_list_has_its_header_and_exact_scores(void **state)
{
    (void)state;
    copse_sink sink = sample_sink(&bytes);
    copse_join_row rows[] = {{"m1", 1, "pacs", 708002}, {"@m,2", 12, "=x", -1}};
    assert_ok(copse_report_join_header(&sink, NULL));
    assert_ok(copse_report_join_row(&sink, &rows[0], NULL));
    assert_ok(copse_report_join_row(&sink, &rows[1], NULL));
    assert_string_equal(bytes.text, "member_id,rank,community_id,score\n"
                                    "m1,1,pacs,0.708002\n"
                                    "\"'@m,2\",12,\"'=x\",-0.000001\n");
}

static void test_merge__five_pairs_whatever_is_known(void **state)
{
    (void)state;
    copse_sink sink = sample_sink(&bytes);
    assert_ok(copse_report_merge_header(&sink, NULL));
    assert_ok(copse_report_merge_row(&sink, sample_join_full(), "letter-0001.html", NULL));
    assert_ok(copse_report_merge_row(&sink, sample_join_unknown(), "letter-0002.html", NULL));
    assert_string_equal(bytes.text,
                        "\xEF\xBB\xBFmember_id,name,mail,letter,suggestions,community_1,reason_1,"
                        "community_2,reason_2,"
                        "community_3,reason_3,community_4,reason_4,community_5,reason_5\n"
                        "m1,Cy Person,cy@example.org,letter-0001.html,2,Imaging informatics,\"you "
                        "are in PACS users "
                        "and Clinical audit, and 2 of your topics are its core\",quiet,,,,,,,\n"
                        "m9,,,letter-0002.html,0,,,,,,,,,,\n");
}

static void test_merge__hostile_mail_is_disarmed(void **state)
{
    (void)state;
    copse_sink sink = sample_sink(&bytes);
    assert_ok(copse_report_merge_row(&sink, sample_join_hostile(), "l.html", NULL));
    assert_says(bytes.text, "\"'@SUM(A1)\",");
    assert_says(bytes.text, "\"'=cmd|' /C calc'!A0\",l.html,1,");
}

/* ---- failure ---- */

static void *counted(size_t size)
{
    return copse_memory_new(1, size);
}

static copse_status render_hostile(copse_format format)
{
    copse_sink sink = sample_sink(&bytes);
    copse_render render = COPSE_RENDER_INIT;
    render.format = format;
    render.show_scores = true;
    return copse_report_join(&sink, sample_join_hostile(), &render, NULL);
}

static void test_memory__every_allocation_may_fail_and_nothing_is_written(void **state)
{
    (void)state;
    /* So that cJSON's allocations fail, too. */
    cJSON_Hooks hooks = {counted, copse_memory_free};
    cJSON_InitHooks(&hooks);
    const copse_format formats[] = {COPSE_TEXT, COPSE_JSON, COPSE_CSV, COPSE_HTML};
    for (size_t f = 0; f < sizeof formats / sizeof formats[0]; f++) {
        copse_status st = COPSE_E_NOMEM;
        int64_t n = 0;
        for (; st != COPSE_OK; n++) {
            copse_memory_fail_at(n);
            st = render_hostile(formats[f]);
            if (st != COPSE_OK) {
                assert_int_equal(st, COPSE_E_NOMEM);
                assert_int_equal(bytes.length, 0);
            }
        }
        assert_true(n > 2);
    }
    copse_memory_fail_at(-1);
    cJSON_InitHooks(NULL);
}

static void test_sink__its_failure_stops_every_format(void **state)
{
    (void)state;
    for (int format = COPSE_TEXT; format <= COPSE_HTML; format++) {
        copse_sink sink = sample_sink(&bytes);
        copse_render render = COPSE_RENDER_INIT;
        copse_error err = COPSE_ERROR_INIT;
        render.format = (copse_format)format;
        bytes.fail_after = 0;
        assert_int_equal(copse_report_join(&sink, sample_join_full(), &render, &err),
                         COPSE_E_STORE);
        assert_string_equal(err.what, "the disk is full");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text__full_answer_reads_as_written),
        cmocka_unit_test(test_text__printed_parts_add_up_to_the_printed_score),
        cmocka_unit_test(test_text__no_line_is_wider_than_asked),
        cmocka_unit_test(test_text__unknown_and_empty_answers_say_so),
        cmocka_unit_test(test_text__hostile_names_cannot_act),
        cmocka_unit_test(test_json__undefined_is_null_and_figures_keep_six_decimals),
        cmocka_unit_test(test_json__every_reason_is_there),
        cmocka_unit_test(test_json__the_members_mail_is_for_the_merge_alone),
        cmocka_unit_test(test_csv__one_row_a_recommendation),
        cmocka_unit_test(test_csv__formulas_are_disarmed),
        cmocka_unit_test(test_csv__the_stewards_list_has_its_header_and_exact_scores),
        cmocka_unit_test(test_merge__five_pairs_whatever_is_known),
        cmocka_unit_test(test_merge__hostile_mail_is_disarmed),
        cmocka_unit_test(test_memory__every_allocation_may_fail_and_nothing_is_written),
        cmocka_unit_test(test_sink__its_failure_stops_every_format),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
