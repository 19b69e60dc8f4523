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
    double output_power; /**< e: scores times P_cc^e */
    /* what is blended in, each scaled to standard deviation 1, as the closed form is */
    double popularity; /**< ln(1 + size) */
    double similarity; /**< topics known, against topics of the CoP */
    double related;    /**< topics of CoPs joined, against topics of the CoP */
    double wording;    /**< words of CoPs joined, against words of the CoP */
    double pagerank;   /**< walks with restart */
    /* walks with restart, blended in and by themselves */
    double damping;          /**< d: the probability of going on */
    double pagerank_penalty; /**< β: divided by degree^β */
    /* other kinds */
    double shrink;        /**< item-knn: added to the cosine's denominator */
    double saturation;    /**< item-knn: k1 of BM25; 0: cosine */
    double length;        /**< item-knn: b of BM25 */
    double walk_start;    /**< rp3beta: γ, of the CoP that it starts from */
    double walk_power;    /**< rp3beta: α, of members */
    double walk_penalty;  /**< rp3beta: β, of the CoP that it gets to */
    double walk_contrast; /**< rp3beta: ρ, in quarters */
    double low_pass;      /**< spectral: weight of what is common to many members */
    double sharpening;    /**< spectral: weight of what walks blur, taken off */
    double unjoined;      /**< als: α, weight of what is not joined */
    double factor_ridge;  /**< als: λ, for each that a factor is fitted on */
    double sweeps;        /**< als: how often both sides are solved for */
} copse_recipe;

/** κ: the constant column. One value serves all data that it was tried on. */
#define COPSE_CONSTANT 1.0

/** What serves where the data are too few to choose by. */
copse_recipe copse_recipe_default(void);

/** One option by name. */
typedef struct copse_recipe_field {
    const char *name;
    size_t offset;
} copse_recipe_field;

/** All options. @param[out] n  how many */
const copse_recipe_field *copse_recipe_fields(size_t *n);

/* An option by its offset in the struct. */
double copse_recipe_get(const copse_recipe *recipe, size_t offset);
void copse_recipe_set(copse_recipe *recipe, size_t offset, double value);

/**
 * D_r: degree^−b with b = 1/4, which serves all data that it was tried on. From
 * square roots, which every machine rounds alike; degree 0 counts as 1.
 */
double copse_recipe_row_scale(size_t degree);

#endif
