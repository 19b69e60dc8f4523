/* Scores and their reasons. */
#include "network/small.h"
#include "network/southern_women.h"

#include "network/network.h"
#include "model/model.h"

static copse_network *build(const copse_facts *facts)
{
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_error err = COPSE_ERROR_INIT;
    copse_network *net = NULL;
    if (copse_network_new(&net, facts, &ctx, &err) != COPSE_OK)
        fail_msg("%s: %s", err.where, err.what);
    return net;
}

static copse_model *fit(const copse_network *net, const char *kind)
{
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_error err = COPSE_ERROR_INIT;
    copse_fit_options options = {kind, 0};
    copse_model *model = NULL;
    if (copse_model_fit(&model, net, &options, &ctx, &err) != COPSE_OK)
        fail_msg("%s: %s", err.where, err.what);
    return model;
}

static void test_score__reasons_add_up_exactly(void **state)
{
    (void)state;
    copse_facts facts = small_facts();
    copse_network *net = build(&facts);
    for (const char *const *kind = copse_model_kinds(); *kind; kind++) {
        copse_model *model = fit(net, *kind);
        for (copse_index m = 0; m < N_SMALL_MEMBERS; m++) {
            int64_t scores[N_SMALL_COMMUNITIES];
            bool has_evidence;
            assert_ok(copse_model_score(scores, &has_evidence, model, net, m, NULL));
            for (copse_index c = 0; c < N_SMALL_COMMUNITIES; c++) {
                copse_explanation *e = NULL;
                if (scores[c] == COPSE_SCORE_NONE) {
                    assert_int_equal(copse_model_explain(&e, model, net, m, c, NULL),
                                     COPSE_E_ARGUMENT);
                    continue;
                }
                assert_ok(copse_model_explain(&e, model, net, m, c, NULL));
                int64_t sum = 0;
                for (size_t i = 0; i < e->n_reasons; i++) {
                    sum += e->reasons[i].value;
                }
                assert_int_equal(sum, scores[c]);
                assert_int_equal(e->score, scores[c]);
                copse_explanation_free(e);
            }
        }
        copse_model_free(model);
    }
    copse_network_free(net);
}

/* ln(1 + those who were there), from a table of logarithms, for events that Verne was not at. */
static void test_southern_women__popularity_is_the_logarithm_of_the_printed_sums(void **state)
{
    (void)state;
    static const struct {
        int event;
        int64_t score;
    } expected[] = {{5, 2197225}, {6, 2197225}, {3, 1945910}, {10, 1791759}, {4, 1609438}, {11, 1609438}, {1, 1386294}};
    static southern_women women;
    int64_t scores[N_EVENTS];
    bool has_evidence;
    southern_women_read(&women);
    copse_network *net = build(&women.facts);
    copse_model *model = fit(net, "popularity");
    assert_ok(copse_model_score(scores, &has_evidence, model, net, VERNE, NULL));
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++)
        assert_int_equal(scores[expected[i].event - 1], expected[i].score);
    static const int was_at[] = {7, 8, 9, 12};
    for (size_t i = 0; i < sizeof was_at / sizeof was_at[0]; i++)
        assert_true(scores[was_at[i] - 1] == COPSE_SCORE_NONE);
    copse_model_free(model);
    copse_network_free(net);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_score__reasons_add_up_exactly),
        cmocka_unit_test(test_southern_women__popularity_is_the_logarithm_of_the_printed_sums),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
