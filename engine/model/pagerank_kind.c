/* Walks with restart as a kind of model; the formula stands in pagerank.h. */
#include "model/kinds.h"
#include "model/pagerank.h"

#include <math.h>

/*
 * Probabilities are small: the largest weight is brought between 32 and 64, to
 * use the precision that fixed point has. A common factor changes no rank, and
 * a power of two no digit.
 */
static void scale(double *table, size_t n)
{
    double largest = 0.0;
    for (size_t i = 0; i < n; i++)
        largest = fmax(largest, table[i]);
    double times = largest > 0.0 ? exp2(floor(log2(64.0 / largest))) : 1.0;
    for (size_t i = 0; i < n; i++)
        table[i] *= times;
}

copse_status copse_pagerank_fit(copse_builder *b, const copse_design *d, const copse_choice *choice,
                                const copse_context *ctx, copse_error *err)
{
    const copse_recipe *recipe = &choice->setting[0].recipe;
    size_t n = copse_design_columns(d) * d->n_targets;
    if (!copse_pagerank_fits(d))
        return copse_error_set(err, COPSE_E_DATA, "walks with restart",
                               "fit with --model rp3beta, which is sparse, or leave the choice to "
                               "auto",
                               "%zu things that can be known of members are more than it takes",
                               copse_design_columns(d));
    copse_pagerank *walks = NULL;
    double *reach = copse_memory_new(d->n_targets, sizeof *reach);
    double *table = copse_memory_new(n, sizeof *table);
    copse_status st = reach && table ? copse_pagerank_new(&walks, d, recipe->damping, ctx, err)
                                     : copse_error_nomem(err);
    if (st == COPSE_OK) {
        for (size_t c = 0; c < d->n_targets; c++)
            reach[c] = pow(walks->degree[c], 1.0 - recipe->pagerank_penalty);
        st = copse_pagerank_add(table, walks, reach, ctx, err);
    }
    if (st == COPSE_OK) {
        scale(table, n);
        st = copse_kind_add_table(b, d, table, err);
    }
    copse_pagerank_free(walks);
    copse_memory_free(reach);
    copse_memory_free(table);
    return st;
}
