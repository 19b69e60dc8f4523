/* The table of kinds. */
#include "model/kinds.h"

#include <string.h>

static const copse_kind kinds[] = {
    {"closed-form", copse_closed_form_fit}, {"rp3beta", copse_rp3beta_fit},
    {"item-knn", copse_item_knn_fit},       {"topic-similarity", copse_topic_similarity_fit},
    {"same-team", copse_same_team_fit},     {"popularity", copse_popularity_fit},
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

const copse_kind *copse_kind_find(const char *name)
{
    for (size_t i = 0; i < N_KINDS; i++)
        if (strcmp(kinds[i].name, name) == 0)
            return &kinds[i];
    return NULL;
}
