/* Kinds that are sums over pairs of CoPs, against plain loops over a dense table; and scores by list. */
#include "model/random_org.h"

#include <stdlib.h>

#include "model/model.h"
#include "model/record.h"
#include "network/network.h"

enum { SEEDS = 4 };

/* Who is in what, as the facts have it; whoever objected is in nothing, and no CoP that is sensitive. */
typedef struct table {
    bool in[ORG_MEMBERS][ORG_COMMUNITIES];
    double size[ORG_COMMUNITIES], degree[ORG_MEMBERS];
    double n_targets, n_joined;
} table;

static table table_of(const copse_facts *f)
{
    table t = {0};
    for (size_t i = 0; i < f->n_memberships; i++) {
        copse_index m = f->memberships[i].member, c = f->memberships[i].community;
        if (!f->members[m].objected && f->communities[c].sensitive == COPSE_SENSITIVE_NO)
            t.in[m][c] = true;
    }
    for (size_t c = 0; c < ORG_COMMUNITIES; c++) {
        t.n_targets += f->communities[c].sensitive == COPSE_SENSITIVE_NO;
        for (size_t m = 0; m < ORG_MEMBERS; m++) {
            t.size[c] += t.in[m][c];
            t.degree[m] += t.in[m][c];
            t.n_joined += t.in[m][c];
        }
    }
    return t;
}

typedef double oracle(const table *t, const copse_recipe *r, size_t from, size_t to);

static double cosine(const table *t, const copse_recipe *r, size_t from, size_t to)
{
    double both = 0.0;
    for (size_t m = 0; m < ORG_MEMBERS; m++)
        both += t->in[m][from] && t->in[m][to];
    return both > 0.0 ? both / (sqrt(t->size[from] * t->size[to]) + r->shrink) : 0.0;
}

static double bm25_of(const table *t, const copse_recipe *r, size_t member, size_t community)
{
    double idf = log(1.0 + t->n_targets / (1.0 + t->degree[member]));
    double mean = t->n_joined / t->n_targets;
    double long_as = 1.0 - r->length + r->length * t->size[community] / mean;
    return t->in[member][community] ? idf * (r->saturation + 1.0) / (r->saturation * long_as + 1.0) : 0.0;
}

static double bm25(const table *t, const copse_recipe *r, size_t from, size_t to)
{
    double sum = 0.0;
    for (size_t m = 0; m < ORG_MEMBERS; m++)
        sum += bm25_of(t, r, m, from) * bm25_of(t, r, m, to);
    return sum;
}

static double rp3beta(const table *t, const copse_recipe *r, size_t from, size_t to)
{
    double sum = 0.0;
    for (size_t m = 0; m < ORG_MEMBERS; m++)
        if (t->in[m][from] && t->in[m][to])
            sum += pow(t->degree[m], -r->walk_power);
    if (sum == 0.0)
        return 0.0;
    sum *= pow(t->size[from], -r->walk_start) * pow(t->size[to], -r->walk_penalty);
    return pow(sum, r->walk_contrast);
}

typedef struct fitted {
    random_org org;
    copse_network *net;
    copse_design *design;
    copse_model *model;
} fitted;

static void fit(fitted *f, uint64_t seed, const char *kind, const copse_recipe *recipe, int top)
{
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_choice choice = {.n = 1, .setting[0].recipe = *recipe};
    org_draw(&f->org, seed, false);
    assert_ok(copse_network_new(&f->net, &f->org.facts, &ctx, NULL));
    assert_ok(copse_design_new(&f->design, f->net, NULL));
    assert_ok(copse_record_fit(&f->model, copse_kind_find(kind), f->design, &choice, NULL, top, &ctx, NULL));
}

static void forget(fitted *f)
{
    copse_model_free(f->model);
    copse_design_free(f->design);
    copse_network_free(f->net);
}

static int32_t weight_of(const copse_model *model, const char *from, const char *to)
{
    const copse_model_row *row = copse_model_find_row(model, COPSE_REASON_COMMUNITY, from);
    int32_t target = copse_model_find_target(model, to);
    for (size_t i = 0; row && i < row->n; i++)
        if (row->target[i] == target)
            return row->weight[i];
    return 0;
}

/* Kinds may scale their weights by a factor of their own, which is taken from their largest. */
static void check_against(const char *kind, oracle *expected, const copse_recipe *recipe)
{
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        static fitted f;
        size_t n_telling = 0;
        double factor = 0.0, largest = 0.0;
        fit(&f, seed, kind, recipe, 0);
        table t = table_of(&f.org.facts);
        for (int pass = 0; pass < 2; pass++)
            for (size_t j = 0; j < ORG_COMMUNITIES; j++)
                for (size_t c = 0; c < ORG_COMMUNITIES; c++) {
                    double is = weight_of(f.model, f.org.communities[j].key, f.org.communities[c].key);
                    double should = j == c ? 0.0 : expected(&t, recipe, j, c);
                    if (pass == 0 && should > largest) {
                        largest = should;
                        factor = is / should;
                    }
                    /* The factor is as exact as the largest weight is: some half a unit. */
                    if (pass == 1)
                        assert_close(is, factor * should, 0.5 + should / largest);
                    n_telling += is > 1000.0;
                }
        assert_true(n_telling > ORG_COMMUNITIES);
        forget(&f);
    }
}

static void test_neighbours__cosine_with_shrinkage(void **state)
{
    (void)state;
    copse_recipe recipe = copse_recipe_default();
    recipe.saturation = 0.0;
    for (recipe.shrink = 0.0; recipe.shrink <= 10.0; recipe.shrink += 5.0)
        check_against("item-knn", cosine, &recipe);
}

static void test_neighbours__cosine_is_not_scaled(void **state)
{
    (void)state;
    static fitted f;
    copse_recipe recipe = copse_recipe_default();
    recipe.shrink = 1.0;
    fit(&f, 1, "item-knn", &recipe, 0);
    table t = table_of(&f.org.facts);
    for (size_t c = 1; c < ORG_COMMUNITIES; c++)
        assert_close(weight_of(f.model, f.org.communities[0].key, f.org.communities[c].key),
                     cosine(&t, &recipe, 0, c) * (1 << COPSE_WEIGHT_BITS), 0.5 + 1e-6);
    forget(&f);
}

static void test_neighbours__bm25(void **state)
{
    (void)state;
    copse_recipe recipe = copse_recipe_default();
    recipe.saturation = 1.2;
    recipe.length = 0.75;
    check_against("item-knn", bm25, &recipe);
    recipe.saturation = 100.0;
    recipe.length = 0.2;
    check_against("item-knn", bm25, &recipe);
}

static void test_neighbours__walks_with_an_exponent_for_each_degree(void **state)
{
    (void)state;
    copse_recipe recipe = copse_recipe_default();
    recipe.walk_start = 0.7;
    recipe.walk_power = 0.4;
    recipe.walk_penalty = 0.25;
    for (recipe.walk_contrast = 1.0; recipe.walk_contrast <= 1.5; recipe.walk_contrast += 0.25)
        check_against("rp3beta", rp3beta, &recipe);
    recipe.walk_start = 1.3;
    check_against("rp3beta", rp3beta, &recipe);
}

/* What is kept is no smaller than what is not, and of equal ones the smaller keys. */
static void test_neighbours__the_largest_are_kept_ties_by_key(void **state)
{
    (void)state;
    enum { TOP = 3 };
    static fitted all, few;
    copse_recipe recipe = copse_recipe_default();
    size_t n_cut = 0;
    fit(&all, 2, "item-knn", &recipe, 0);
    fit(&few, 2, "item-knn", &recipe, TOP);
    for (size_t j = 0; j < ORG_COMMUNITIES; j++) {
        const char *from = all.org.communities[j].key;
        const copse_model_row *row = copse_model_find_row(few.model, COPSE_REASON_COMMUNITY, from);
        assert_true(!row || row->n <= TOP);
        for (size_t c = 0; c < ORG_COMMUNITIES; c++)
            for (size_t k = 0; k < ORG_COMMUNITIES; k++) {
                const char *left = all.org.communities[c].key, *kept = all.org.communities[k].key;
                int32_t of_left = weight_of(all.model, from, left), of_kept = weight_of(few.model, from, kept);
                if (of_left == 0 || weight_of(few.model, from, left) != 0 || of_kept == 0)
                    continue;
                n_cut++;
                assert_true(of_kept > of_left || (of_kept == of_left && strcmp(kept, left) < 0));
            }
    }
    assert_true(n_cut > 0);
    forget(&all);
    forget(&few);
}

/* Listed scores are those of the whole row, the rest is 0; a rank is what counting says. */
static void test_neighbours__a_list_and_a_rank_agree_with_all_scores(void **state)
{
    (void)state;
    static fitted f;
    copse_recipe recipe = copse_recipe_default();
    int64_t scores[ORG_COMMUNITIES], listed[ORG_COMMUNITIES];
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        copse_scorer *scorer = NULL;
        fit(&f, seed, "rp3beta", &recipe, 4);
        assert_ok(copse_scorer_new(&scorer, f.model, f.net, NULL));
        for (copse_index m = 0; m < ORG_MEMBERS; m++) {
            const copse_profile own = copse_profile_of(f.net, m);
            const copse_scored *list;
            bool has_evidence, also;
            assert_ok(copse_model_score(scores, &has_evidence, f.model, f.net, m, NULL));
            size_t n = copse_scorer_list(&list, &also, scorer, &own);
            assert_int_equal(has_evidence, also);
            for (size_t c = 0; c < ORG_COMMUNITIES; c++)
                listed[c] = scores[c] == COPSE_SCORE_NONE ? COPSE_SCORE_NONE : 0;
            for (size_t i = 0; i < n; i++)
                listed[list[i].community] = list[i].score;
            for (size_t c = 0; c < ORG_COMMUNITIES; c++)
                assert_int_equal(scores[c], listed[c]);
            for (size_t c = 0; c < ORG_COMMUNITIES; c++) {
                double before = 0.0;
                for (size_t k = 0; k < ORG_COMMUNITIES; k++)
                    before += k == c ? 0.0 : scores[k] > scores[c] ? 1.0 : scores[k] == scores[c] ? 0.5 : 0.0;
                if (scores[c] != COPSE_SCORE_NONE)
                    assert_close(copse_scorer_rank(scorer, m, (copse_index)c), before, 0.0);
            }
        }
        copse_scorer_free(scorer);
        forget(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_neighbours__cosine_with_shrinkage),
        cmocka_unit_test(test_neighbours__cosine_is_not_scaled),
        cmocka_unit_test(test_neighbours__bm25),
        cmocka_unit_test(test_neighbours__walks_with_an_exponent_for_each_degree),
        cmocka_unit_test(test_neighbours__the_largest_are_kept_ties_by_key),
        cmocka_unit_test(test_neighbours__a_list_and_a_rank_agree_with_all_scores),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
