/* The closed form against a plain dense inverse. */
#include "model/random_org.h"

#include "model/closed_form.h"
#include "model/model_internal.h"
#include "oracle/closed_form_oracle.h"

static copse_context context = COPSE_CONTEXT_INIT;

static copse_network *build(const copse_facts *facts)
{
    copse_network *net = NULL;
    assert_ok(copse_network_new(&net, facts, &context, NULL));
    return net;
}

static copse_recipe some_recipe(int which)
{
    copse_recipe r = copse_recipe_default();
    r.lambda = which % 2 ? 2.5 : 20.0;
    r.dropout = 0.1 * (which % 4);
    r.alpha = 0.7 * which;
    r.beta = 0.5 + which;
    r.gamma = 1.3;
    r.column_power = 0.25 * (which % 3);
    r.output_power = 0.2 * which;
    return r;
}

/* The engine's column j as the oracle names it, and what the engine multiplied it with. */
static double oracle_weight(const oracle_model *oracle, const copse_design *d,
                            const copse_recipe *r, size_t j, size_t target)
{
    const copse_facts *f = d->net->facts;
    int to = oracle_find(oracle, COPSE_REASON_COMMUNITY, copse_design_target_key(d, target));
    assert_true(to >= 0);
    if (j < d->n_targets) {
        int from = oracle_find(oracle, COPSE_REASON_COMMUNITY, copse_design_target_key(d, j));
        double size = d->size[j] > 1.0 ? d->size[j] : 1.0;
        return oracle->weight[from][to] * pow(size, -r->column_power);
    }
    j -= d->n_targets;
    if (j < d->n_topics) {
        int from = oracle_find(oracle, COPSE_REASON_TOPIC, f->topics[d->topic[j]].key);
        return oracle->weight[from][to] * r->beta;
    }
    j -= d->n_topics;
    if (j == d->n_groups) {
        int from = oracle_find(oracle, COPSE_REASON_POPULARITY, "");
        return oracle->weight[from][to];
    }
    const copse_group *g = &d->net->groups[d->group[j]];
    int from = oracle_find(oracle, copse_model_group_reason(g->kind), g->key);
    assert_true(from >= 0);
    return oracle->weight[from][to] * r->gamma;
}

static void compare_weights(const copse_facts *facts, const copse_recipe *r, bool is_dual)
{
    static oracle_model oracle;
    oracle_options options = {r->lambda, r->dropout,      r->alpha,       r->beta,
                              r->gamma,  r->column_power, r->output_power};
    oracle_closed_form(&oracle, facts, &options);
    copse_network *net = build(facts);
    copse_design *d = NULL;
    assert_ok(copse_design_new(&d, net, NULL));
    double *w = copse_memory_new(copse_design_columns(d) * d->n_targets, sizeof *w);
    assert_ok(copse_closed_form_add(w, d, r, 1.0, &context, NULL));
    assert_int_equal(oracle.n_targets, d->n_targets);
    assert_int_equal(d->n_members + d->n_topics < copse_design_columns(d), is_dual);
    for (size_t j = 0; j < copse_design_columns(d); j++)
        for (size_t c = 0; c < d->n_targets; c++)
            assert_close(w[j * d->n_targets + c], oracle_weight(&oracle, d, r, j, c), 1e-9);
    copse_memory_free(w);
    copse_design_free(d);
    copse_network_free(net);
}

static void test_closed_form__weights_are_those_of_a_dense_inverse(void **state)
{
    (void)state;
    static random_org org;
    for (int which = 0; which < 6; which++) {
        copse_recipe recipe = some_recipe(which);
        org_draw(&org, (uint64_t)which, false);
        compare_weights(&org.facts, &recipe, false);
    }
}

/* With few members and topics there are fewer rows than columns. */
static void test_closed_form__dual_gives_the_same_weights(void **state)
{
    (void)state;
    static random_org org;
    for (int which = 0; which < 6; which++) {
        copse_recipe recipe = some_recipe(which);
        org_draw(&org, (uint64_t)which, false);
        org.facts.n_members = 6;
        org.facts.n_memberships = org.facts.n_expertises = org.facts.n_assignments = 6;
        for (size_t i = 0; i < 6; i++) {
            org.memberships[i].member = org.expertises[i].member = (copse_index)i;
            org.assignments[i].member = (copse_index)i;
        }
        compare_weights(&org.facts, &recipe, true);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_closed_form__weights_are_those_of_a_dense_inverse),
        cmocka_unit_test(test_closed_form__dual_gives_the_same_weights),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
