/* The table of kinds. */
#include "model/kinds.h"

#include "model/closed_form.h"
#include "model/model_internal.h"
#include "model/pagerank.h"

#include <string.h>

static const double shrink_grid[] = {0.0, 2.0, 10.0, 50.0};
static const double saturation_grid[] = {0.0, 1.2, 10.0, 100.0};
static const double length_grid[] = {0.2, 0.4, 0.6, 0.8};
static const double walk_start_grid[] = {0.4, 0.5, 0.6, 0.7, 0.8, 1.0};
static const double walk_power_grid[] = {0.4, 0.5, 0.6, 0.8, 1.0, 1.2};
static const double walk_penalty_grid[] = {0.0, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6};
static const double walk_contrast_grid[] = {1.0, 1.25, 1.5};

static const double low_pass_grid[] = {0.0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.6, 0.9};
static const double sharpening_grid[] = {0.0, 0.05, 0.1, 0.2, 0.3, 0.45};

static const double unjoined_grid[] = {0.005, 0.01, 0.03, 0.1, 0.3, 1.0};
static const double factor_ridge_grid[] = {0.0003, 0.001, 0.003, 0.01, 0.03, 0.1};

static const double pagerank_penalty_grid[] = {0.0, 0.2, 0.4, 0.6};

static const copse_walk_option pagerank_options[] = {
    COPSE_WALK_OPTION(pagerank_penalty, pagerank_penalty_grid, 0.0),
};
static const copse_walk_option item_knn_options[] = {
    COPSE_WALK_OPTION(saturation, saturation_grid, 0.0),
    COPSE_WALK_OPTION(length, length_grid, 0.0),
    COPSE_WALK_OPTION(shrink, shrink_grid, 0.0),
};
static const copse_walk_option rp3beta_options[] = {
    COPSE_WALK_OPTION(walk_penalty, walk_penalty_grid, 0.0),
    COPSE_WALK_OPTION(walk_power, walk_power_grid, 0.0),
    COPSE_WALK_OPTION(walk_start, walk_start_grid, 0.0),
    COPSE_WALK_OPTION(walk_contrast, walk_contrast_grid, 0.0),
};
static const copse_walk_option spectral_options[] = {
    COPSE_WALK_OPTION(low_pass, low_pass_grid, 0.0),
    COPSE_WALK_OPTION(sharpening, sharpening_grid, 0.0),
    COPSE_WALK_OPTION(walk_penalty, walk_penalty_grid, 0.0),
    COPSE_WALK_OPTION(walk_power, walk_power_grid, 0.0),
    COPSE_WALK_OPTION(walk_start, walk_start_grid, 0.0),
};

static const copse_walk_option als_options[] = {
    COPSE_WALK_OPTION(factor_ridge, factor_ridge_grid, 0.0),
    COPSE_WALK_OPTION(unjoined, unjoined_grid, 0.0),
};

/* The first is preferred where nothing tells them apart; popularity, which all others have to beat,
 * is last. */
static const copse_kind kinds[] = {
    {"closed-form", copse_closed_form_fit, copse_closed_form_fits, NULL, 0, NULL, false},
    {"pagerank", copse_pagerank_fit, copse_pagerank_fits, pagerank_options, 1, NULL, false},
    {"spectral", copse_spectral_fit, NULL, spectral_options, 5, "rp3beta", false},
    {"rp3beta", copse_rp3beta_fit, NULL, rp3beta_options, 4, NULL, false},
    {"item-knn", copse_item_knn_fit, NULL, item_knn_options, 3, NULL, false},
    {"als", copse_als_fit, copse_als_fits, als_options, 2, NULL, true},
    {"topic-similarity", copse_topic_similarity_fit, NULL, NULL, 0, NULL, false},
    {"same-team", copse_same_team_fit, NULL, NULL, 0, NULL, false},
    {"popularity", copse_popularity_fit, NULL, NULL, 0, NULL, false},
};

enum { N_KINDS = sizeof kinds / sizeof kinds[0] };

/* The same order; a test holds them against each other. */
static const char *const names[N_KINDS + 1] = {
    "closed-form", "pagerank",         "spectral",  "rp3beta",    "item-knn",
    "als",         "topic-similarity", "same-team", "popularity", NULL,
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

/* The design's name of a column. */
static copse_model_key name_of(const copse_design *d, size_t column)
{
    const copse_facts *facts = d->net->facts;
    if (column < d->n_targets)
        return (copse_model_key){COPSE_REASON_COMMUNITY, copse_design_target_key(d, column)};
    column -= d->n_targets;
    if (column < d->n_topics)
        return (copse_model_key){COPSE_REASON_TOPIC, facts->topics[d->topic[column]].key};
    column -= d->n_topics;
    if (column == d->n_groups)
        return (copse_model_key){COPSE_REASON_POPULARITY, ""};
    const copse_group *g = &d->net->groups[d->group[column]];
    return (copse_model_key){(int32_t)copse_model_group_reason(g->kind), g->key};
}

copse_status copse_kind_add_table(copse_builder *b, const copse_design *d, const double *table,
                                  copse_error *err)
{
    copse_status st = COPSE_OK;
    for (size_t j = 0; st == COPSE_OK && j < copse_design_columns(d); j++) {
        copse_model_key name = name_of(d, j);
        st = copse_builder_add(b, (copse_reason_kind)name.kind, name.key, table + j * d->n_targets,
                               err);
    }
    return st;
}
