/* join --explain and evaluate, as they are written: made by hand, with hostile names. */
#include "support.h"

#include <cJSON.h>
#include <stdlib.h>

#include "base/memory.h"
#include "report/samples.h"

static sample_bytes bytes;

static const copse_reason reasons[] = {
    {COPSE_REASON_COMMUNITY, "=1+1", "=HYPERLINK(\"x\")", 1500001},
    {COPSE_REASON_POPULARITY, NULL, NULL, -500000},
    {COPSE_REASON_TOPIC, "t", NULL, 1},
};
static const copse_change changes[] = {
    {COPSE_CHANGE_MEMBERSHIP, true, "c2", "Wounds\x1b[31m", NAN, 2, 3000000},
    {COPSE_CHANGE_TOPIC, true, "t2", NULL, 2.5, 3, 2000000},
    {COPSE_CHANGE_TOPIC, false, "t", NULL, NAN, 4, 1900000},
    {COPSE_CHANGE_INTEREST, true, "t3", "Audit", NAN, 5, 1000002},
};

/* Three parts, 1.500001 − 0.500000 + 0.000001 = 1.000002; seventh of nine. */
static copse_explain_answer outside(void)
{
    static const char *const notes[] = {"A note."};
    return (copse_explain_answer){
        .head = {"copse/explain/1", 3, COPSE_DAY_UNKNOWN, COPSE_FOR_SELF, 1, 1, notes},
        .member = {true, "m1", "Ada"},
        .key = "c1",
        .name = "Sepsis\xE2\x80\xAE Circle", /* turned around, were it not cleaned */
        .top = 5,
        .rank = 7,
        .n_listed = 9,
        .score = 1000002,
        .n_reasons = 3,
        .reasons = reasons,
        .border_key = "c9",
        .border_score = 1000002,
        .n_changes = 4,
        .changes = changes,
        .n_changes_in_all = 6,
        .model_kind = "closed-form",
    };
}

static copse_status write_explain(const copse_explain_answer *answer, copse_format format)
{
    copse_sink sink = sample_sink(&bytes);
    copse_render render = COPSE_RENDER_INIT;
    render.format = format;
    return copse_report_explain(&sink, answer, &render, NULL);
}

static void test_explain__text_has_every_part_and_change(void **state)
{
    (void)state;
    copse_explain_answer a = outside();
    assert_ok(write_explain(&a, COPSE_TEXT));
    assert_string_equal(
        bytes.text,
        "Sepsis Circle for Ada\n"
        "as of an unknown day, data version 3, for self\n"
        "\n"
        "It stands at place 7 of the 9 that fit; the first 5 are recommended. The last of\n"
        "these is c9, with 1.000002.\n"
        "\n"
        "Its score                                                               1.000002\n"
        "  because you are in =HYPERLINK(\"x\")                                  + 1.500001\n"
        "  although few people are in it                                       - 0.500000\n"
        "  because you know t                                                  + 0.000001\n"
        "\n"
        "What would change this\n"
        "It would be among the first 5 if you\n"
        "- were in Wounds [31m (place 2)\n"
        "- knew t2, with evidence of 2.5 (place 3)\n"
        "- did not know t (place 4)\n"
        "- wanted to learn Audit (place 5)\n"
        "- or one of 2 further changes\n"
        "\n"
        "Notes\n"
        "- A note.\n");
}

static void test_explain__what_is_in_the_list_may_go_out_of_it(void **state)
{
    (void)state;
    static const copse_change out[] = {{COPSE_CHANGE_MEMBERSHIP, false, "c2", "Wounds", NAN, 0, 0}};
    copse_explain_answer a = outside();
    a.rank = 2;
    a.changes = out;
    a.n_changes = a.n_changes_in_all = 1;
    assert_ok(write_explain(&a, COPSE_TEXT));
    assert_non_null(strstr(bytes.text, "and is recommended: the first 5 are. The\nfirst that is not recommended is c9"));
    assert_non_null(strstr(bytes.text, "It would no longer be among the first 5 if you\n- were not in Wounds (not in the list)"));
    a.n_changes = a.n_changes_in_all = 0;
    a.border_key = NULL;
    assert_ok(write_explain(&a, COPSE_TEXT));
    assert_non_null(strstr(bytes.text, "would take it out\nof the list."));
}

static void test_explain__what_is_not_in_the_list_says_why(void **state)
{
    (void)state;
    copse_explain_answer a = outside();
    a.rank = 0;
    a.left_out = "it is dormant";
    a.n_reasons = 0;
    a.score = 0;
    a.border_key = NULL;
    assert_ok(write_explain(&a, COPSE_TEXT));
    assert_non_null(strstr(bytes.text, "It is not in the list: it is dormant.\n"));
    assert_non_null(strstr(bytes.text, "nothing that is recorded of you speaks for it or against it"));
}

static void test_explain__csv_is_the_sum_and_no_formula(void **state)
{
    (void)state;
    copse_explain_answer a = outside();
    assert_ok(write_explain(&a, COPSE_CSV));
    assert_non_null(strstr(bytes.text, "kind,key,name,value"));
    assert_null(strstr(bytes.text, "\n=")); /* a spreadsheet would run it */
    assert_null(strstr(bytes.text, ",="));
    assert_non_null(strstr(bytes.text, "popularity,,,-0.500000"));
    assert_int_equal(write_explain(&a, COPSE_HTML), COPSE_E_ARGUMENT);
    assert_int_equal(bytes.length, 0);
}

/* ---- evaluate ---- */

static copse_evaluate_answer evaluation(void)
{
    static const copse_evaluate_chosen chosen[] = {{"closed-form", 2}, {"popularity", 1}};
    static const copse_evaluate_line lines[] = {
        {"auto", "all", 40, {{0.5, 0.4, 0.6}, {0.625, 0.5, 0.75}, {0.4, 0.3, 0.5}, {0.3, 0.2, 0.4}}, 0.75},
        {"popularity", "all", 40, {{0.25, 0.2, 0.3}, {0.25, 0.2, 0.3}, {0.2, 0.1, 0.3}, {0.1, 0.1, 0.1}}, 0.5},
        {"auto", "cold CoPs", 1, {{1, NAN, NAN}, {1, NAN, NAN}, {1, NAN, NAN}, {1, NAN, NAN}}, NAN},
        {"popularity", "cold CoPs", 1, {{0, NAN, NAN}, {0, NAN, NAN}, {0, NAN, NAN}, {0, NAN, NAN}}, NAN},
        {"auto", "cold members", 0,
         {{NAN, NAN, NAN}, {NAN, NAN, NAN}, {NAN, NAN, NAN}, {NAN, NAN, NAN}}, NAN},
        {"popularity", "cold members", 0,
         {{NAN, NAN, NAN}, {NAN, NAN, NAN}, {NAN, NAN, NAN}, {NAN, NAN, NAN}}, NAN},
    };
    static const copse_evaluate_difference differences[] = {
        {"popularity", {{0.25, 0.1, 0.4}, {0.375, 0.25, 0.5}, {0.2, -0.05, 0.45}, {0.2, 0.1, 0.3}}}};
    return (copse_evaluate_answer){
        .head = {"copse/evaluate/1", 3, COPSE_DAY_UNKNOWN, COPSE_FOR_TRUST, 1, 0, NULL},
        .protocol = COPSE_LEAVE_ONE_OUT, .kind = "auto", .k = 5, .rounds = 3, .split = COPSE_DAY_UNKNOWN,
        .n_hidden = 120, .n_members = 40, .n_chosen = 2, .chosen = chosen, .n_lines = 6, .lines = lines,
        .n_differences = 1, .differences = differences, .verdict = COPSE_VERDICT_DO_NOT_RELY,
        .words = "Do not rely on this.",
    };
}

static copse_status write_evaluate(copse_format format)
{
    copse_evaluate_answer a = evaluation();
    copse_sink sink = sample_sink(&bytes);
    copse_render render = COPSE_RENDER_INIT;
    render.format = format;
    return copse_report_evaluate(&sink, &a, &render, NULL);
}

static void test_evaluate__text_ends_in_words(void **state)
{
    (void)state;
    assert_ok(write_evaluate(COPSE_TEXT));
    assert_string_equal(
        bytes.text,
        "How far to trust 'auto', found among the first 5\n"
        "120 memberships of 40 members hidden, leave-one-out, in 3 rounds. 'auto' took\n"
        "closed-form in 2, popularity in 1 rounds.\n"
        "\n"
        "all\n"
        "                   members   recall      hit     NDCG      MRR coverage\n"
        "  auto                  40    0.500    0.625    0.400    0.300    0.750\n"
        "  popularity            40    0.250    0.250    0.200    0.100    0.500\n"
        "\n"
        "cold CoPs\n"
        "                   members   recall      hit     NDCG      MRR\n"
        "  auto                   1    1.000    1.000    1.000    1.000\n"
        "  popularity             1    0.000    0.000    0.000    0.000\n"
        "\n"
        "How sure: means over members with 95 % intervals\n"
        "                         hit                          NDCG\n"
        "  auto                   0.625 (0.500 to 0.750)       0.400 (0.300 to 0.500)\n"
        "  less popularity        +0.375 (+0.250 to +0.500)    +0.200 (-0.050 to +0.450)\n"
        "\n"
        "Do not rely on this.\n"
        "as of an unknown day, data version 3, for trust\n");
}

static void test_evaluate__what_is_undefined_is_null_and_an_empty_field(void **state)
{
    (void)state;
    assert_ok(write_evaluate(COPSE_JSON));
    cJSON *json = cJSON_Parse(bytes.text);
    const cJSON *rows = cJSON_GetObjectItem(cJSON_GetObjectItem(json, "answer"), "figures");
    const cJSON *cold = cJSON_GetObjectItem(cJSON_GetArrayItem(rows, 2), "hit");
    assert_true(cJSON_GetObjectItem(cold, "mean")->valuedouble > 0.999);
    assert_true(cJSON_IsNull(cJSON_GetObjectItem(cold, "lower")));
    assert_true(cJSON_IsNull(cJSON_GetObjectItem(cJSON_GetArrayItem(rows, 2), "coverage")));
    cJSON_Delete(json);
    assert_ok(write_evaluate(COPSE_CSV));
    assert_non_null(strstr(bytes.text, "auto,cold CoPs,1,1,,,1,,,1,,,1,,,"));
    assert_int_equal(write_evaluate(COPSE_HTML), COPSE_E_ARGUMENT);
}

static void *counted(size_t size)
{
    return copse_memory_new(1, size);
}

static void test_memory__every_allocation_may_fail_and_nothing_is_written(void **state)
{
    (void)state;
    cJSON_Hooks hooks = {counted, copse_memory_free};
    copse_explain_answer a = outside();
    cJSON_InitHooks(&hooks);
    for (int which = 0; which < 2; which++)
        for (int format = COPSE_TEXT; format <= COPSE_CSV; format++) {
            copse_status st = COPSE_E_NOMEM;
            for (int64_t n = 0; st != COPSE_OK; n++) {
                copse_memory_fail_at(n);
                st = which == 0 ? write_explain(&a, (copse_format)format) : write_evaluate((copse_format)format);
                if (st != COPSE_OK) {
                    assert_int_equal(st, COPSE_E_NOMEM);
                    assert_int_equal(bytes.length, 0);
                }
            }
        }
    copse_memory_fail_at(-1);
    cJSON_InitHooks(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_explain__text_has_every_part_and_change),
        cmocka_unit_test(test_explain__what_is_in_the_list_may_go_out_of_it),
        cmocka_unit_test(test_explain__what_is_not_in_the_list_says_why),
        cmocka_unit_test(test_explain__csv_is_the_sum_and_no_formula),
        cmocka_unit_test(test_evaluate__text_ends_in_words),
        cmocka_unit_test(test_evaluate__what_is_undefined_is_null_and_an_empty_field),
        cmocka_unit_test(test_memory__every_allocation_may_fail_and_nothing_is_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
