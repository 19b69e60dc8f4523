/* Scores and their reasons. */
#include "network/small.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_score__reasons_add_up_exactly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
