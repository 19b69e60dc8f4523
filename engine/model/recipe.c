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
    {"row_power", offsetof(copse_recipe, row_power)},
    {"output_power", offsetof(copse_recipe, output_power)},
    {"similarity", offsetof(copse_recipe, similarity)},
    {"popularity", offsetof(copse_recipe, popularity)},
    {"new_similarity", offsetof(copse_recipe, new_similarity)},
    {"shrink", offsetof(copse_recipe, shrink)},
    {"walk_power", offsetof(copse_recipe, walk_power)},
    {"walk_penalty", offsetof(copse_recipe, walk_penalty)},
};

copse_recipe copse_recipe_default(void)
{
    return (copse_recipe){
        .lambda = 20.0,
        .dropout = 0.2,
        .alpha = 0.3,
        .beta = 0.5,
        .gamma = 1.0,
        .column_power = 0.0,
        .row_power = 0.25,
        .output_power = 0.0,
        .similarity = 0.1,
        .popularity = 0.1,
        .new_similarity = 1.0,
        .shrink = 2.0,
        .walk_power = 1.0,
        .walk_penalty = 0.3,
    };
}

const copse_recipe_field *copse_recipe_fields(size_t *n)
{
    *n = sizeof fields / sizeof fields[0];
    return fields;
}

double copse_recipe_get(const copse_recipe *recipe, const copse_recipe_field *field)
{
    double value;
    memcpy(&value, (const char *)recipe + field->offset, sizeof value);
    return value;
}

void copse_recipe_set(copse_recipe *recipe, const copse_recipe_field *field, double value)
{
    memcpy((char *)recipe + field->offset, &value, sizeof value);
}

double copse_recipe_row_scale(const copse_recipe *recipe, size_t degree)
{
    double root = degree > 1 ? (double)degree : 1.0, scale = 1.0;
    long eighths = lround(8.0 * recipe->row_power);
    /* The bits of b in units of 1/8, from one half down. */
    for (long bit = 4; bit > 0; bit /= 2) {
        root = sqrt(root);
        if (eighths & bit)
            scale /= root;
    }
    return scale;
}
