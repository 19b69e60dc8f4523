/*
 * One member's answer from a few rows of the store is that from all of it, to
 * the byte: every member of small generated trusts, with several kinds of
 * model, on two days.
 */
#include <stdlib.h>

#include "store/importing.h"

#include "store/generated.h"

static bool is_full(void)
{
    const char *tier = getenv("COPSE_TIER");
    return tier && strcmp(tier, "full") == 0;
}

/* ---- what is written of an answer ---- */

typedef struct bytes {
    char *text;
    size_t n, capacity;
} bytes;

static copse_status collect(void *user, const char *text, size_t n, copse_error *err)
{
    (void)err;
    bytes *b = user;
    if (b->n + n + 1 > b->capacity) {
        b->capacity = 2 * (b->n + n + 1);
        b->text = realloc(b->text, b->capacity);
        assert_non_null(b->text);
    }
    memcpy(b->text + b->n, text, n);
    b->n += n;
    b->text[b->n] = '\0';
    return COPSE_OK;
}

static void write_answer(bytes *to, const copse_network *net, const copse_model *model, const char *key,
                         const copse_join_options *options, copse_context ctx)
{
    static const copse_format formats[] = {COPSE_TEXT, COPSE_JSON};
    copse_join_answer *answer;
    copse_index member;
    copse_error err = COPSE_ERROR_INIT;
    copse_sink sink = {.write = collect, .user = to};
    to->n = 0;
    ctx.audience_key = key;
    assert_ok(copse_network_find_member(&member, net, key, &err));
    if (copse_question_join(&answer, net, model, member, options, &ctx, &err) != COPSE_OK)
        fail_msg("%s: %s", key, err.what);
    for (size_t f = 0; f < sizeof formats / sizeof formats[0]; f++) {
        copse_render render = COPSE_RENDER_INIT;
        render.format = formats[f];
        assert_ok(copse_report_join(&sink, answer, &render, &err));
    }
    copse_join_answer_free(answer);
}

/* ---- one store on one day ---- */

typedef struct counts {
    size_t n_few, n_whole;
} counts;

static void compare_member(counts *n, copse_store *store, const copse_network *net, const copse_model *model,
                           const char *key, const copse_join_options *options, const copse_context *ctx)
{
    copse_network *few = NULL;
    copse_model *few_rows = NULL;
    bytes whole = {0}, part = {0};
    copse_error err = COPSE_ERROR_INIT;
    if (copse_question_join_read(&few, &few_rows, store, key, options, ctx, &err) != COPSE_OK)
        fail_msg("%s: %s %s", key, err.where, err.what);
    assert_true((few == NULL) == (few_rows == NULL));
    n->n_whole += few == NULL;
    if (!few)
        return;
    n->n_few++;
    write_answer(&whole, net, model, key, options, *ctx);
    write_answer(&part, few, few_rows, key, options, *ctx);
    if (strcmp(whole.text, part.text) != 0)
        fail_msg("of %s, all of the store:\n%s\nsome rows:\n%s", key, whole.text, part.text);
    copse_network_free(few);
    copse_model_free(few_rows);
    free(whole.text);
    free(part.text);
}

static counts compare_all(const char *kind, const char *day, const copse_join_options *options, size_t step)
{
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_fit_options how = COPSE_FIT_OPTIONS_INIT;
    copse_store *store;
    copse_network *net;
    copse_model *model;
    counts n = {0, 0};
    how.kind = kind;
    copse_day_parse(&ctx.as_of, day);
    assert_ok(copse_store_open(&store, at("s.copse"), COPSE_STORE_WRITE, NULL));
    assert_ok(copse_network_load(&net, store, &ctx, NULL));
    assert_ok(copse_model_fit(&model, net, &how, &ctx, NULL));
    assert_ok(copse_model_save(model, store, &ctx, NULL));
    assert_ok(copse_network_publish(store, net, &ctx, NULL));
    ctx.audience = COPSE_FOR_SELF;
    const copse_facts *facts = copse_network_facts(net);
    for (size_t i = 0; i < facts->n_members; i += step)
        compare_member(&n, store, net, model, facts->members[i].key, options, &ctx);
    copse_model_free(model);
    copse_network_free(net);
    copse_store_close(store);
    return n;
}

static void fill_store(uint64_t seed, int64_t staff)
{
    copse_generate_options options = COPSE_GENERATE_OPTIONS_INIT;
    options.staff = staff;
    options.teams = staff / 8;
    options.communities = staff / 10;
    assert_ok(generate(folder, options, seed, NULL));
    copse_import_report_free(import_generated());
}

/* ---- the claims ---- */

static void test_join_read__every_member_of_generated_trusts(void **state)
{
    static const char *const kinds[] = {"rp3beta", "topic-similarity", "popularity", "same-team"};
    static const char *const days[] = {"2026-06-30", "2025-01-31"};
    const copse_join_options defaults = COPSE_JOIN_OPTIONS_INIT;
    (void)state;
    fill_store(11, is_full() ? 240 : 80);
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++)
        for (size_t d = 0; d < sizeof days / sizeof days[0]; d++) {
            counts n = compare_all(kinds[k], days[d], &defaults, 1);
            assert_true(n.n_few > 9 * n.n_whole);
        }
}

static void test_join_read__models_that_solve_or_blend(void **state)
{
    const copse_join_options defaults = COPSE_JOIN_OPTIONS_INIT;
    (void)state;
    fill_store(12, 80);
    assert_true(compare_all("als", "2026-06-30", &defaults, is_full() ? 1 : 4).n_few > 15);
    assert_true(compare_all("item-knn", "2026-06-30", &defaults, is_full() ? 1 : 4).n_few > 15);
}

static void test_join_read__more_than_there_are_and_dormant_ones(void **state)
{
    copse_join_options options = COPSE_JOIN_OPTIONS_INIT;
    (void)state;
    fill_store(13, 80);
    options.top = 100;
    assert_true(compare_all("rp3beta", "2026-06-30", &options, 1).n_few > 70);
    options.include_dormant = true;
    options.top = 1;
    assert_true(compare_all("rp3beta", "2026-06-30", &options, 1).n_few > 70);
}

/* What is kept is of one data version: after that the whole is read, and says what is stale. */
static void test_join_read__the_whole_once_facts_have_changed(void **state)
{
    const copse_join_options defaults = COPSE_JOIN_OPTIONS_INIT;
    (void)state;
    fill_store(14, 100);
    assert_true(compare_all("popularity", "2026-06-30", &defaults, 10).n_few > 0);
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_store *store;
    copse_network *few;
    copse_model *few_rows;
    ctx.audience = COPSE_FOR_SELF;
    run_sql(at("s.copse"), "UPDATE setting SET value = value + 1 WHERE name = 'data_version'");
    const char *key = ask_sql(at("s.copse"), "SELECT key FROM member WHERE objected = 0 LIMIT 1");
    assert_ok(copse_store_open(&store, at("s.copse"), COPSE_STORE_READ, NULL));
    assert_ok(copse_question_join_read(&few, &few_rows, store, key, &defaults, &ctx, NULL));
    assert_null(few);
    assert_null(few_rows);
    copse_store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_join_read__every_member_of_generated_trusts, make_folder,
                                        remove_folder),
        cmocka_unit_test_setup_teardown(test_join_read__models_that_solve_or_blend, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_join_read__more_than_there_are_and_dormant_ones, make_folder,
                                        remove_folder),
        cmocka_unit_test_setup_teardown(test_join_read__the_whole_once_facts_have_changed, make_folder,
                                        remove_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
