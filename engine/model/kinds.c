/* The table of kinds. */
#include "model/kinds.h"

#include <string.h>

static const double shrink_grid[] = {0.0, 2.0, 10.0, 50.0};
static const double walk_power_grid[] = {0.6, 0.8, 1.0, 1.2};
static const double walk_penalty_grid[] = {0.0, 0.15, 0.3, 0.45, 0.6};

static const copse_walk_option item_knn_options[] = {
    COPSE_WALK_OPTION(shrink, shrink_grid, 0.0),
};
static const copse_walk_option rp3beta_options[] = {
    COPSE_WALK_OPTION(walk_penalty, walk_penalty_grid, 0.0),
    COPSE_WALK_OPTION(walk_power, walk_power_grid, 0.0),
};

/* The first is preferred where nothing tells them apart; popularity, which all others have to beat,
 * is last. */
static const copse_kind kinds[] = {
    {"closed-form", copse_closed_form_fit, NULL, 0},
    {"rp3beta", copse_rp3beta_fit, rp3beta_options, 2},
    {"item-knn", copse_item_knn_fit, item_knn_options, 1},
    {"topic-similarity", copse_topic_similarity_fit, NULL, 0},
    {"same-team", copse_same_team_fit, NULL, 0},
    {"popularity", copse_popularity_fit, NULL, 0},
};

enum { N_KINDS = sizeof kinds / sizeof kinds[0] };

/* The same order; a test holds them against each other. */
static const char *const names[N_KINDS + 1] = {
    "closed-form", "rp3beta", "item-knn", "topic-similarity", "same-team", "popularity", NULL,
};

const char *const *copse_model_kinds(void)
{
    return names;
}

const copse_kind *copse_kinds(size_t *n)
{
    *n = N_KINDS;
    return kinds;
}

const copse_kind *copse_kind_find(const char *name)
{
    for (size_t i = 0; i < N_KINDS; i++)
        if (strcmp(kinds[i].name, name) == 0)
            return &kinds[i];
    return NULL;
}
