/* Names and defaults of a fit's options. */
#include "model/recipe.h"

#include <math.h>
#include <string.h>

static const copse_recipe_field fields[] = {
    {"lambda", offsetof(copse_recipe, lambda)},
    {"dropout", offsetof(copse_recipe, dropout)},
    {"alpha", offsetof(copse_recipe, alpha)},
    {"beta", offsetof(copse_recipe, beta)},
    {"gamma", offsetof(copse_recipe, gamma)},
    {"column_power", offsetof(copse_recipe, column_power)},
    {"output_power", offsetof(copse_recipe, output_power)},
    {"popularity", offsetof(copse_recipe, popularity)},
    {"similarity", offsetof(copse_recipe, similarity)},
    {"related", offsetof(copse_recipe, related)},
    {"wording", offsetof(copse_recipe, wording)},
    {"pagerank", offsetof(copse_recipe, pagerank)},
    {"damping", offsetof(copse_recipe, damping)},
    {"pagerank_penalty", offsetof(copse_recipe, pagerank_penalty)},
    {"shrink", offsetof(copse_recipe, shrink)},
    {"saturation", offsetof(copse_recipe, saturation)},
    {"length", offsetof(copse_recipe, length)},
    {"walk_start", offsetof(copse_recipe, walk_start)},
    {"walk_power", offsetof(copse_recipe, walk_power)},
    {"walk_penalty", offsetof(copse_recipe, walk_penalty)},
    {"walk_contrast", offsetof(copse_recipe, walk_contrast)},
    {"low_pass", offsetof(copse_recipe, low_pass)},
    {"sharpening", offsetof(copse_recipe, sharpening)},
    {"unjoined", offsetof(copse_recipe, unjoined)},
    {"factor_ridge", offsetof(copse_recipe, factor_ridge)},
    {"sweeps", offsetof(copse_recipe, sweeps)},
};

copse_recipe copse_recipe_default(void)
{
    return (copse_recipe){
        .lambda = 20.0,
        .dropout = 0.5,
        .alpha = 0.0,
        .beta = 0.4,
        .gamma = 0.5,
        .column_power = 0.1,
        .output_power = 0.3,
        .popularity = 0.4,
        .similarity = 0.1,
        .related = 0.1,
        .wording = 0.2,
        .pagerank = 0.5,
        .damping = 0.7,
        .pagerank_penalty = 0.4,
        .shrink = 2.0,
        .saturation = 0.0,
        .length = 0.6,
        .walk_start = 0.8,
        .walk_power = 0.8,
        .walk_penalty = 0.3,
        .walk_contrast = 1.0,
        .low_pass = 0.2,
        .sharpening = 0.1,
        .unjoined = 0.01,
        .factor_ridge = 0.003,
        .sweeps = 6.0,
    };
}

const copse_recipe_field *copse_recipe_fields(size_t *n)
{
    *n = sizeof fields / sizeof fields[0];
    return fields;
}

double copse_recipe_get(const copse_recipe *recipe, size_t offset)
{
    double value;
    memcpy(&value, (const char *)recipe + offset, sizeof value);
    return value;
}

void copse_recipe_set(copse_recipe *recipe, size_t offset, double value)
{
    memcpy((char *)recipe + offset, &value, sizeof value);
}

double copse_recipe_row_scale(size_t degree)
{
    /* degree^(−1/4) */
    return 1.0 / sqrt(sqrt(degree > 1 ? (double)degree : 1.0));
}
