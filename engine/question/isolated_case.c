/* Units of one network, counted and judged: what all questions about isolation begin with. */
#include "question/isolated.h"

#include "question/rules.h"

double copse_isolated_q(const copse_isolated_options *options)
{
    return options->q > 0.0 ? options->q : copse_rule_value(COPSE_RULE_ISOLATED_Q);
}

static copse_status judge(copse_isolated_case *c, const copse_isolated_options *options, const copse_context *ctx,
                          copse_error *err)
{
    bool of_cops = options->level == COPSE_LEVEL_COMMUNITY;
    const copse_tallies *t = &c->tallies;
    const copse_unit_counts counts = {.n_units = c->units->n,
                                      .staff = t->staff,
                                      .ties = t->has_ties && !of_cops ? t->ties_out : NULL,
                                      .seats = t->has_seats ? t->seats : NULL,
                                      .bridging = t->has_seats && !of_cops ? t->bridging : NULL,
                                      .largest_cop = t->largest_cop,
                                      .is_missing = t->is_missing};
    const copse_isolation_options how = {copse_isolated_q(options), copse_rule_value(COPSE_RULE_ISOLATED_SPREAD)};
    if (c->units->n >= COPSE_NEGATIVE_BINOMIAL_LEAST)
        return copse_measure_isolation(c->of, &c->summary, &counts, &how, ctx, err);
    copse_measure_isolation_unjudged(c->of, &c->summary, &counts);
    return COPSE_OK;
}

copse_status copse_isolated_case_new(copse_isolated_case *out, const copse_network *net,
                                     const copse_isolated_options *options, const copse_context *ctx,
                                     copse_error *err)
{
    *out = (copse_isolated_case){0};
    copse_status st = copse_network_units_new(&out->units, net, options->level, err);
    if (st != COPSE_OK)
        return st;
    if (out->units->n == 0)
        return copse_error_set(err, COPSE_E_DATA, "isolated",
                               "import assignments, or look at CoPs with --level community",
                               "no %s with anybody in it is recorded", copse_level_name(options->level));
    out->of = copse_memory_new(out->units->n, sizeof *out->of);
    if (!out->of)
        return copse_error_nomem(err);
    st = copse_measure_tallies_new(&out->tallies, net, out->units, options->samples, ctx, err);
    return st == COPSE_OK ? judge(out, options, ctx, err) : st;
}

void copse_isolated_case_free(copse_isolated_case *c)
{
    copse_network_units_free(c->units);
    copse_measure_tallies_free(&c->tallies);
    copse_memory_free(c->of);
    *c = (copse_isolated_case){0};
}
