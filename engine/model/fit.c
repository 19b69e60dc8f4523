/* Fitting: choose a kind and its options, make the weights, measure what answers cite. */
#include "model/contest.h"

#include <stdio.h>
#include <string.h>

static copse_status unknown_kind(const char *kind, copse_error *err)
{
    size_t n = 0;
    const char *const *names = copse_model_kinds();
    while (names[n])
        n++;
    const char *close = copse_closest_word(kind, names, n);
    char next[128] = "leave the choice to 'auto'";
    if (close)
        snprintf(next, sizeof next, "did you mean '%s'?", close);
    return copse_error_set(err, COPSE_E_ARGUMENT, kind, next, "there is no such kind of model");
}

copse_status copse_model_fit(copse_model **out, const copse_network *net,
                             const copse_fit_options *options, const copse_context *ctx,
                             copse_error *err)
{
    *out = NULL;
    const char *name = options && options->kind ? options->kind : "auto";
    const copse_kind *wanted = copse_kind_find(name), *kind = NULL;
    if (!wanted && strcmp(name, "auto") != 0)
        return unknown_kind(name, err);
    copse_design *design = NULL;
    copse_figures *figures = copse_memory_new(1, sizeof *figures);
    copse_choice choice;
    copse_status st = figures ? copse_design_new(&design, net, err) : copse_error_nomem(err);
    if (st == COPSE_OK && design->joined.start[design->n_members] == 0)
        st = copse_error_set(
            err, COPSE_E_DATA, "memberships", "import memberships.csv, or check the as-of date",
            "nobody is in a community on this day: there is nothing to learn from");
    if (st == COPSE_OK)
        st = copse_contest(&kind, &choice, figures, net, design, wanted, ctx, err);
    if (st == COPSE_OK)
        st = copse_record_fit(out, kind, design, &choice, figures,
                              options ? options->top_weights : 0, ctx, err);
    copse_design_free(design);
    copse_memory_free(figures);
    return st;
}
