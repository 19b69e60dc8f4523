/* Alternating least squares against dense tables, and what a member's CoPs come to together. */
#include "model/random_org.h"

#include "model/factors.h"
#include "model/model.h"
#include "model/record.h"
#include "model/together.h"
#include "oracle/als_oracle.h"

enum { SEEDS = 4 };

typedef struct fitted {
    random_org org;
    copse_context ctx;
    copse_network *net;
    copse_design *design;
    copse_recipe recipe;
} fitted;

/* Member 0 is in every CoP, so that every two of them share one. */
static void make(fitted *f, uint64_t seed)
{
    *f = (fitted){.ctx = COPSE_CONTEXT_INIT, .recipe = copse_recipe_default()};
    org_draw(&f->org, seed, false);
    for (size_t c = 0; c < ORG_COMMUNITIES; c++)
        f->org.memberships[f->org.facts.n_memberships++] = (copse_fact_membership){
            .member = 0, .community = (copse_index)c, .since = COPSE_DAY_UNKNOWN, .until = COPSE_DAY_UNKNOWN};
    assert_true(f->org.facts.n_memberships <= ORG_MEMBERS * 3);
    assert_ok(copse_network_new(&f->net, &f->org.facts, &f->ctx, NULL));
    assert_ok(copse_design_new(&f->design, f->net, NULL));
    f->recipe.unjoined = 0.2;
    f->recipe.factor_ridge = 0.05;
}

static void forget(fitted *f)
{
    copse_design_free(f->design);
    copse_network_free(f->net);
}

/* Where a member's factors stand among those of the engine is its own business: members of the same CoPs have the
 * same, so the oracle solves for them. */
static oracle_als oracle_of(const fitted *f, const copse_factors *factors)
{
    oracle_als o = {.n_members = (int)f->design->n_members, .n_communities = (int)f->design->n_targets};
    double joined = 0.0;
    for (int m = 0; m < o.n_members; m++)
        for (int c = 0; c < o.n_communities; c++) {
            const copse_facts *facts = &f->org.facts;
            for (size_t i = 0; i < facts->n_memberships; i++)
                if (facts->memberships[i].member == f->design->member[m] &&
                    facts->memberships[i].community == f->design->target[c])
                    o.in[m][c] = true;
            joined += o.in[m][c];
        }
    o.unjoined = f->recipe.unjoined;
    o.ridge = f->recipe.factor_ridge;
    o.member_ridge = o.ridge * (joined / o.n_members + o.unjoined * o.n_communities);
    for (int c = 0; c < o.n_communities; c++)
        for (int k = 0; k < COPSE_FACTORS; k++)
            o.community[c][k] = (double)factors->community[c * COPSE_FACTORS + k];
    for (int m = 0; m < o.n_members; m++)
        oracle_als_member(o.member[m], &o, m);
    return o;
}

/* With members solved for exactly, no CoP's factor can be moved to a smaller loss: the slope is that of a float's
 * last digits, where half the sweeps leave it steeper. */
static double steepest(oracle_als *o)
{
    const double step = 1e-5;
    double most = 0.0;
    for (int c = 0; c < o->n_communities; c++)
        for (int k = 0; k < COPSE_FACTORS; k++) {
            double at = o->community[c][k];
            o->community[c][k] = at + step;
            double up = oracle_als_loss(o);
            o->community[c][k] = at - step;
            double down = oracle_als_loss(o);
            o->community[c][k] = at;
            most = fmax(most, fabs(up - down) / (2.0 * step));
        }
    return most;
}

static void test_als__sweeps_come_to_where_the_loss_is_least(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        static fitted f;
        static oracle_als o;
        copse_factors factors;
        double slope[2];
        make(&f, seed);
        for (int i = 0; i < 2; i++) {
            f.recipe.sweeps = i == 0 ? 2.0 : 400.0;
            assert_ok(copse_factors_new(&factors, f.design, &f.recipe, &f.ctx, NULL));
            o = oracle_of(&f, &factors);
            assert_close(factors.member_ridge, o.member_ridge, 1e-12);
            slope[i] = steepest(&o);
            copse_factors_free(&factors);
        }
        assert_true(slope[0] > 0.05);
        assert_true(slope[1] < 0.002);
        forget(&f);
    }
}

/* A stored score is the product of the factors of a CoP and of a member who is solved for by elimination. */
static void test_als__scores_are_those_of_factors_solved_for(void **state)
{
    (void)state;
    const copse_kind *kind = copse_kind_find("als");
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        static fitted f;
        static oracle_als o;
        copse_factors factors;
        copse_model *model = NULL;
        size_t n_telling = 0;
        make(&f, seed);
        copse_choice choice = {.n = 1, .setting[0].recipe = f.recipe};
        assert_ok(copse_factors_new(&factors, f.design, &f.recipe, &f.ctx, NULL));
        o = oracle_of(&f, &factors);
        assert_ok(copse_record_fit(&model, kind, f.design, &choice, NULL, 0, &f.ctx, NULL));
        for (int m = 0; m < o.n_members; m++) {
            int64_t scores[ORG_COMMUNITIES];
            bool has_evidence, is_in_one = false;
            assert_ok(copse_model_score(scores, &has_evidence, model, f.net, f.design->member[m], NULL));
            for (int c = 0; c < o.n_communities; c++) {
                double product = 0.0;
                int64_t score = scores[f.design->target[c]];
                for (int k = 0; k < COPSE_FACTORS; k++)
                    product += o.member[m][k] * o.community[c][k];
                assert_int_equal(score == COPSE_SCORE_NONE, o.in[m][c]);
                if (score != COPSE_SCORE_NONE)
                    assert_close((double)score / COPSE_SCORE_UNIT, product, 1e-4);
                is_in_one = is_in_one || o.in[m][c];
                n_telling += score != COPSE_SCORE_NONE && fabs(product) > 1e-2;
            }
            assert_int_equal(has_evidence, is_in_one);
        }
        assert_true(n_telling > ORG_MEMBERS);
        copse_model_free(model);
        copse_factors_free(&factors);
        forget(&f);
    }
}

/* (I + K) a = 1 by hand: K = [1 1/2; 1/2 1] gives 1 / 2.5 each; where one row does not keep what it has of the other,
 * half of it counts, 1 / 2.25; alone, 1 / 2. */
static void test_together__shares_by_hand(void **state)
{
    (void)state;
    enum { ONE = 1 << COPSE_WEIGHT_BITS };
    int32_t target[2] = {0, 2}, whole[2] = {ONE, ONE / 2}, other[2] = {ONE / 2, ONE};
    copse_model_row first = {.n = 2, .target = target, .weight = whole};
    copse_model_row second = {.n = 2, .target = target, .weight = other};
    copse_model_row cut = {.n = 1, .target = target + 1, .weight = other + 1};
    double share[2];
    copse_together *together = NULL;
    assert_ok(copse_together_new(&together, 3, 2, NULL));
    copse_together_solve(share, together, 2, (const copse_model_row *[]){&first, &second}, target);
    assert_close(share[0], 0.4, 1e-6);
    assert_close(share[1], 0.4, 1e-6);
    copse_together_solve(share, together, 2, (const copse_model_row *[]){&first, &cut}, target);
    assert_close(share[0], 1.0 / 2.25, 1e-6);
    assert_close(share[1], 1.0 / 2.25, 1e-6);
    copse_together_solve(share, together, 1, (const copse_model_row *[]){&cut}, target + 1);
    assert_close(share[0], 0.5, 1e-6);
    copse_together_solve(share, together, 0, NULL, NULL);
    copse_together_free(together);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_als__sweeps_come_to_where_the_loss_is_least),
        cmocka_unit_test(test_als__scores_are_those_of_factors_solved_for),
        cmocka_unit_test(test_together__shares_by_hand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
