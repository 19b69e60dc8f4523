/* On real data, for real members: the reasons of every score add up to it, to the last digit. */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* The full tier looks at everybody, the reduced one at every thirteenth. */
static copse_index stride(void)
{
    const char *tier = getenv("COPSE_TIER");
    return tier && strcmp(tier, "full") == 0 ? 1 : 13;
}

static copse_network *load_debian_teams(void)
{
    char path[64] = "/tmp/copse-test-XXXXXX", store_path[96];
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_import_report *report = NULL;
    copse_store *store = NULL;
    copse_network *net = NULL;
    assert_true(copse_day_parse(&ctx.as_of, "2026-07-11"));
    assert_non_null(mkdtemp(path));
    snprintf(store_path, sizeof store_path, "%s/d.copse", path);
    assert_ok(copse_store_import(&report, store_path, COPSE_SOURCE_DIR "/datasets/debian-teams", NULL, &ctx, NULL));
    copse_import_report_free(report);
    assert_ok(copse_store_open(&store, store_path, COPSE_STORE_READ, NULL));
    assert_ok(copse_network_load(&net, store, &ctx, NULL));
    copse_store_close(store);
    unlink(store_path);
    rmdir(path);
    return net;
}

/* @return how many scores were looked at */
static size_t check_member(const copse_model *model, const copse_network *net, copse_index m, int64_t *scores)
{
    size_t n = 0;
    bool has_evidence;
    assert_ok(copse_model_score(scores, &has_evidence, model, net, m, NULL));
    for (size_t c = 0; c < copse_network_facts(net)->n_communities; c++) {
        copse_explanation *e = NULL;
        int64_t sum = 0;
        if (scores[c] == COPSE_SCORE_NONE)
            continue;
        assert_ok(copse_model_explain(&e, model, net, m, (copse_index)c, NULL));
        for (size_t i = 0; i < e->n_reasons; i++)
            sum += e->reasons[i].value;
        if (sum != scores[c] || e->score != scores[c])
            fail_msg("member %lld, community %zu: the reasons add up to %lld, the score is %lld", (long long)m, c,
                     (long long)sum, (long long)scores[c]);
        copse_explanation_free(e);
        n++;
    }
    return n;
}

static void test_debian_teams__reasons_add_up_for_every_member_and_community(void **state)
{
    (void)state;
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_model *model = NULL;
    copse_network *net = load_debian_teams();
    const copse_facts *facts = copse_network_facts(net);
    int64_t *scores = malloc(facts->n_communities * sizeof *scores);
    size_t n = 0;
    assert_non_null(scores);
    assert_ok(copse_model_fit(&model, net, NULL, &ctx, NULL));
    for (copse_index m = 0; m < (copse_index)facts->n_members; m += stride())
        n += check_member(model, net, m, scores);
    assert_true(n > facts->n_members / (size_t)stride() * 200); /* of 232 communities nobody is in more than 24 */
    printf("measured debian-teams: the reasons of %zu scores add up to them exactly\n", n);
    free(scores);
    copse_model_free(model);
    copse_network_free(net);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_debian_teams__reasons_add_up_for_every_member_and_community),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
