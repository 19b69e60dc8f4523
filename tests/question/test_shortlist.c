/* The best few of everybody are the head of the whole list. */
#include "model/random_org.h"

#include <stdlib.h>

#include "network/network.h"
#include "model/model.h"
#include "question/candidates.h"

enum { SEEDS = 3, MOST_ROWS = ORG_MEMBERS * ORG_COMMUNITIES };

typedef struct rows {
    size_t n;
    const char *member[MOST_ROWS], *community[MOST_ROWS];
    int rank[MOST_ROWS];
    int64_t score[MOST_ROWS];
} rows;

static copse_status keep_row(void *user, const copse_join_row *row, copse_error *err)
{
    (void)err;
    rows *kept = user;
    kept->member[kept->n] = row->member_key;
    kept->community[kept->n] = row->community_key;
    kept->rank[kept->n] = row->rank;
    kept->score[kept->n++] = row->score;
    return COPSE_OK;
}

/* Rows of one member, against the list of all candidates. */
static size_t check_member(const rows *kept, const copse_network *net, copse_search *search, copse_index m,
                           size_t top)
{
    const char *key = net->facts->members[m].key;
    const copse_seeker who = copse_seeker_of(net, m);
    copse_candidates found;
    size_t n = 0;
    assert_ok(copse_candidates_find(&found, search, &who, NULL));
    for (size_t i = 0; i < kept->n; i++) {
        if (strcmp(kept->member[i], key) != 0)
            continue;
        assert_true(n < found.n);
        assert_int_equal(kept->rank[i], n + 1);
        assert_string_equal(kept->community[i], net->facts->communities[found.list[n].community].key);
        assert_int_equal(kept->score[i], found.list[n].score);
        n++;
    }
    size_t expected = found.n < top ? found.n : top;
    assert_int_equal(n, found.has_evidence && net->is_present[m] ? expected : 0);
    copse_candidates_free(&found);
    return n;
}

static void check(const copse_network *net, const copse_model *model, const copse_join_options *options)
{
    static rows kept;
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_scorer *scorer = NULL;
    copse_search *search = NULL;
    size_t n = 0;
    ctx.audience = COPSE_FOR_STEWARD;
    ctx.reason = "a test";
    kept.n = 0;
    assert_ok(copse_question_join_all(net, model, options, &ctx, keep_row, &kept, NULL));
    assert_ok(copse_scorer_new(&scorer, model, net, NULL));
    assert_ok(copse_search_new(&search, net, scorer, options, NULL));
    for (copse_index m = 0; m < ORG_MEMBERS; m++)
        n += check_member(&kept, net, search, m, (size_t)options->top);
    assert_int_equal(n, kept.n);
    assert_true(n > ORG_MEMBERS / 2);
    copse_search_free(search);
    copse_scorer_free(scorer);
}

static void test_shortlist__is_the_head_of_the_list(void **state)
{
    (void)state;
    static random_org org;
    const copse_index wanted[] = {1, 4};
    for (uint64_t seed = 0; seed < SEEDS; seed++)
        for (const char *const *kind = copse_model_kinds(); *kind; kind++) {
            copse_context ctx = COPSE_CONTEXT_INIT;
            copse_network *net = NULL;
            copse_model *model = NULL;
            org_draw(&org, seed, false);
            org.communities[1].status = COPSE_COMMUNITY_CLOSED;
            org.communities[2].status = COPSE_COMMUNITY_DORMANT;
            org.communities[4].openness = COPSE_OPENNESS_CLOSED;
            assert_ok(copse_network_new(&net, &org.facts, &ctx, NULL));
            assert_ok(copse_model_fit(&model, net, &(copse_fit_options){*kind, 0}, &ctx, NULL));
            copse_join_options options = COPSE_JOIN_OPTIONS_INIT;
            for (options.top = 1; options.top <= 5; options.top += 2)
                check(net, model, &options);
            options.top = 2;
            options.diversity = 0.5;
            check(net, model, &options);
            options.diversity = 0.0;
            options.top = 1;
            options.topics = wanted;
            options.n_topics = 2;
            options.include_dormant = true;
            check(net, model, &options);
            copse_model_free(model);
            copse_network_free(net);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shortlist__is_the_head_of_the_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
