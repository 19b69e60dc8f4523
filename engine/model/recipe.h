/* The options of a fit, one struct and one table of their names: what validation chose, and what
 * the store keeps. */
#ifndef COPSE_MODEL_RECIPE_H
#define COPSE_MODEL_RECIPE_H

#include "base/context.h"

typedef struct copse_recipe {
    /* the closed form, DESIGN section 4 */
    double lambda;       /**< λ: ridge */
    double dropout;      /**< p: Λ = λ + p/(1−p)·diag ZᵀZ */
    double alpha;        /**< α: topic rows */
    double beta;         /**< β: topics known */
    double gamma;        /**< γ: groups */
    double column_power; /**< a: D_c = size^−a */
    double row_power;    /**< b: D_r = degree^−b, a multiple of 1/8 */
    double output_power; /**< c: scores times size^c */
    /* the blend: each part in standard deviations of its scores over the candidates */
    double similarity;     /**< weight of topic similarity, the closed form's being 1 */
    double popularity;     /**< weight of ln(1 + size) */
    double new_similarity; /**< weight of topic similarity for a CoP that is newer than the model */
    /* other kinds */
    double shrink;       /**< item-knn: added to the cosine's denominator */
    double walk_power;   /**< rp3beta: α */
    double walk_penalty; /**< rp3beta: β */
} copse_recipe;

/** What serves where the data are too few to choose by. */
copse_recipe copse_recipe_default(void);

/** One option by name. */
typedef struct copse_recipe_field {
    const char *name;
    size_t offset;
} copse_recipe_field;

/** All options. @param[out] n  how many */
const copse_recipe_field *copse_recipe_fields(size_t *n);

double copse_recipe_get(const copse_recipe *recipe, const copse_recipe_field *field);
void copse_recipe_set(copse_recipe *recipe, const copse_recipe_field *field, double value);

/** degree^−b from square roots alone, which every machine rounds alike; degree 0 counts as 1. */
double copse_recipe_row_scale(const copse_recipe *recipe, size_t degree);

#endif
