/* Coordinate descent over a grid of options. */
#ifndef COPSE_MODEL_WALK_H
#define COPSE_MODEL_WALK_H

#include "model/recipe.h"

typedef struct copse_walk_option {
    size_t offset; /**< of the option in copse_recipe */
    size_t n;
    const double *grid; /**< [n] ascending */
    double proof; /**< standard errors by which a step has to be better; 0: any gain will do */
} copse_walk_option;

#define COPSE_WALK_OPTION(field, grid, proof)                                                      \
    {                                                                                              \
        offsetof(copse_recipe, field), sizeof(grid) / sizeof *(grid), grid, proof                  \
    }

/**
 * Judge a recipe.
 * @param[out] is_better  whether it beats the best so far, and is that now
 * @param proof           standard errors of the gain that it has to exceed
 */
typedef copse_status copse_walk_judge(bool *is_better, void *user, const copse_recipe *recipe,
                                      double proof, copse_error *err);

/**
 * Walk each option in turn up its grid while it gets better, else down; again,
 * until a whole round changes nothing or all rounds are done.
 *
 * @param[in,out] recipe  where to start, then the best; its options stand on their grids
 * @return COPSE_OK, what judge returned.
 */
copse_status copse_walk(copse_recipe *recipe, const copse_walk_option *options, size_t n_options,
                        int rounds, copse_walk_judge *judge, void *user, copse_error *err);

#endif
