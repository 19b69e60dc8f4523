/* What things are called and where their rows stand decides no score. */
#include "model/random_org.h"

#include "network/network.h"

enum { SEEDS = 4 };

/* [members × communities], by the places of a layout that is not turned. */
typedef int64_t score_table[ORG_MEMBERS][ORG_COMMUNITIES];

static void score_all(score_table scores, const copse_facts *facts, const char *kind, bool turned)
{
    copse_context ctx = COPSE_CONTEXT_INIT;
    const copse_fit_options options = {kind, 0};
    copse_network *net = NULL;
    copse_model *model = NULL;
    int64_t row[ORG_COMMUNITIES];
    bool has_evidence;
    assert_ok(copse_network_new(&net, facts, &ctx, NULL));
    assert_ok(copse_model_fit(&model, net, &options, &ctx, NULL));
    for (size_t m = 0; m < ORG_MEMBERS; m++) {
        assert_ok(copse_model_score(row, &has_evidence, model, net, org_place(m, ORG_MEMBERS, turned), NULL));
        for (size_t c = 0; c < ORG_COMMUNITIES; c++)
            scores[m][c] = row[org_place(c, ORG_COMMUNITIES, turned)];
    }
    copse_model_free(model);
    copse_network_free(net);
}

static void assert_same(score_table a, score_table b, const char *kind, uint64_t seed)
{
    size_t n_telling = 0;
    for (size_t m = 0; m < ORG_MEMBERS; m++)
        for (size_t c = 0; c < ORG_COMMUNITIES; c++) {
            n_telling += a[m][c] != COPSE_SCORE_NONE && a[m][c] != 0;
            if (a[m][c] != b[m][c])
                fail_msg("%s, draw %llu: member %zu has %lld and %lld for community %zu", kind,
                         (unsigned long long)seed, m, (long long)a[m][c], (long long)b[m][c], c);
        }
    assert_true(n_telling > ORG_MEMBERS);
}

static void test_relabel__the_order_of_rows_changes_no_score(void **state)
{
    (void)state;
    static random_org org, turned;
    static score_table before, after;
    for (uint64_t seed = 0; seed < SEEDS; seed++)
        for (const char *const *kind = copse_model_kinds(); *kind; kind++) {
            org_draw(&org, seed, false);
            org_draw(&turned, seed, true);
            score_all(before, &org.facts, *kind, false);
            score_all(after, &turned.facts, *kind, true);
            assert_same(before, after, *kind, seed);
        }
}

/* Each member takes the key of another, so that their order by key is another, too. */
static void test_relabel__other_keys_of_members_change_no_score(void **state)
{
    (void)state;
    static random_org org;
    static score_table before, after;
    for (uint64_t seed = 0; seed < SEEDS; seed++)
        for (const char *const *kind = copse_model_kinds(); *kind; kind++) {
            org_draw(&org, seed, false);
            score_all(before, &org.facts, *kind, false);
            const char *first = org.members[0].key;
            for (size_t m = 0; m + 1 < ORG_MEMBERS; m++)
                org.members[m].key = org.members[m + 1].key;
            org.members[ORG_MEMBERS - 1].key = first;
            score_all(after, &org.facts, *kind, false);
            assert_same(before, after, *kind, seed);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_relabel__the_order_of_rows_changes_no_score),
        cmocka_unit_test(test_relabel__other_keys_of_members_change_no_score),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
