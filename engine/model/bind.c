/* Bringing a model and a network together: rows by index instead of by key. */
#include "model/scorer.h"

static double idf_of(const copse_model *model, const char *measure, const char *key)
{
    /* A topic newer than the model is as rare as one that nobody holds, which stands under "". */
    const copse_model_value *values;
    if (copse_model_find_values(&values, model, measure, key) == 0 &&
        copse_model_find_values(&values, model, measure, "") == 0)
        return 0.0;
    return (double)values[0].value / COPSE_SCORE_UNIT;
}

static void bind_rows(copse_scorer *s)
{
    const copse_facts *f = s->net->facts;
    for (size_t t = 0; t < s->model->record->n_targets; t++)
        s->community_of[t] = -1;
    for (size_t c = 0; c < f->n_communities; c++) {
        s->target_of[c] = -1;
        if (s->net->is_sensitive[c])
            continue;
        s->n_open++;
        s->target_of[c] = copse_model_find_target(s->model, f->communities[c].key);
        if (s->target_of[c] >= 0)
            s->community_of[s->target_of[c]] = (int32_t)c;
        s->of_community[c] =
            copse_model_find_row(s->model, COPSE_REASON_COMMUNITY, f->communities[c].key);
    }
    for (size_t t = 0; t < f->n_topics; t++) {
        const char *key = f->topics[t].key;
        s->of_topic[t] = copse_model_find_row(s->model, COPSE_REASON_TOPIC, key);
        s->of_similarity[t] = copse_model_find_row(s->model, COPSE_REASON_SIMILARITY, key);
        s->known_idf[t] = idf_of(s->model, COPSE_VALUE_KNOWN_IDF, key);
    }
    for (size_t g = 0; g < s->net->n_groups; g++) {
        const copse_group *group = &s->net->groups[g];
        s->of_group[g] =
            copse_model_find_row(s->model, copse_model_group_reason(group->kind), group->key);
    }
    s->popularity = copse_model_find_row(s->model, COPSE_REASON_POPULARITY, "");
    s->has_member_rows = s->model->has_member_rows;
}

bool copse_scorer_is_new(const copse_scorer *s, copse_index community)
{
    return s->target_of[community] < 0 && !s->net->is_sensitive[community];
}

/* Profiles of CoPs that the model does not know, by topic. */
static copse_status bind_new(copse_scorer *s, copse_error *err)
{
    const copse_incidence *m = &s->net->community_topics;
    size_t entries = m->start[m->n_rows], n = 0;
    int32_t *row = copse_memory_new(entries, sizeof *row);
    int32_t *column = copse_memory_new(entries, sizeof *column);
    double *value = copse_memory_new(3 * entries, sizeof *value);
    copse_status st = COPSE_E_NOMEM;
    if (!row || !column || !value) {
        copse_error_nomem(err);
        goto done;
    }
    double *idf = value + entries, *squares = idf + entries;
    for (size_t c = 0; c < m->n_rows; c++) {
        size_t first = n;
        if (!copse_scorer_is_new(s, (copse_index)c))
            continue;
        for (size_t k = m->start[c]; k < m->start[c + 1]; k++, n++) {
            row[n] = m->column[k];
            column[n] = (int32_t)c;
            value[n] = m->value[k];
            idf[n] = idf_of(s->model, COPSE_VALUE_ABOUT_IDF, s->net->facts->topics[row[n]].key);
        }
        copse_design_profile(value + first, idf + first, n - first, squares);
    }
    st = copse_incidence_new(&s->fresh, s->net->facts->n_topics, m->n_rows, n, row, column, value,
                             err);
    if (st != COPSE_OK)
        goto done;
    s->fresh_weight = copse_memory_new(n, sizeof *s->fresh_weight);
    if (!s->fresh_weight) {
        st = copse_error_nomem(err);
        goto done;
    }
    for (size_t k = 0; k < n; k++)
        s->fresh_weight[k] = copse_quantise_weight(s->model->similarity_new * s->fresh.value[k]);
done:
    copse_memory_free(row);
    copse_memory_free(column);
    copse_memory_free(value);
    return st;
}

static size_t most_in_a_row(const copse_incidence *m)
{
    size_t most = 0;
    for (size_t r = 0; r < m->n_rows; r++)
        if (copse_incidence_degree(m, r) > most)
            most = copse_incidence_degree(m, r);
    return most;
}

static bool reserve(copse_scorer *s)
{
    const copse_network *net = s->net;
    const copse_facts *f = net->facts;
    /* One more than anybody has, for what somebody would have. */
    size_t topics = most_in_a_row(&net->member_topics) + 1;
    size_t communities = most_in_a_row(&net->member_communities) + 1;
    size_t holdings = communities + 2 * topics + most_in_a_row(&net->member_groups) + 1;
    s->joint = copse_memory_new(communities, sizeof *s->joint);
    s->joint_row = copse_memory_new(communities, sizeof *s->joint_row);
    s->joint_target = copse_memory_new(communities, sizeof *s->joint_target);
    s->share = copse_memory_new(communities, sizeof *s->share);
    s->of_community = copse_memory_new(f->n_communities, sizeof *s->of_community);
    s->target_of = copse_memory_new(f->n_communities, sizeof *s->target_of);
    s->of_topic = copse_memory_new(f->n_topics, sizeof *s->of_topic);
    s->of_similarity = copse_memory_new(f->n_topics, sizeof *s->of_similarity);
    s->known_idf = copse_memory_new(f->n_topics, sizeof *s->known_idf);
    s->of_group = copse_memory_new(net->n_groups, sizeof *s->of_group);
    size_t targets = s->model->record->n_targets;
    s->community_of = copse_memory_new(targets, sizeof *s->community_of);
    s->sum = copse_memory_new(targets, sizeof *s->sum);
    s->is_touched = copse_memory_new(targets / 64 + 1, sizeof *s->is_touched);
    s->fresh_sum = copse_memory_new(f->n_communities, sizeof *s->fresh_sum);
    s->listed = copse_memory_new(f->n_communities + 1, sizeof *s->listed);
    s->holdings = copse_memory_new(holdings, sizeof *s->holdings);
    s->value = copse_memory_new(topics, sizeof *s->value);
    s->idf = copse_memory_new(topics, sizeof *s->idf);
    s->squares = copse_memory_new(topics, sizeof *s->squares);
    return s->joint && s->joint_row && s->joint_target && s->share && s->of_community && s->target_of && s->of_topic && s->of_similarity && s->known_idf &&
           s->of_group && s->community_of && s->sum &&
           s->is_touched && s->fresh_sum && s->listed && s->holdings && s->value && s->idf && s->squares;
}

copse_status copse_scorer_new(copse_scorer **out, const copse_model *model,
                              const copse_network *net, copse_error *err)
{
    *out = NULL;
    copse_scorer *s = copse_memory_new(1, sizeof *s);
    if (!s)
        return copse_error_nomem(err);
    s->model = model;
    s->net = net;
    if (!reserve(s)) {
        copse_scorer_free(s);
        return copse_error_nomem(err);
    }
    bind_rows(s);
    copse_status st = bind_new(s, err);
    if (st == COPSE_OK && model->is_joint)
        st = copse_together_new(&s->together, model->record->n_targets,
                                most_in_a_row(&net->member_communities) + 1, err);
    if (st == COPSE_OK)
        *out = s;
    else
        copse_scorer_free(s);
    return st;
}

void copse_scorer_free(copse_scorer *s)
{
    if (!s)
        return;
    copse_memory_free(s->of_community);
    copse_memory_free(s->target_of);
    copse_memory_free(s->of_topic);
    copse_memory_free(s->of_similarity);
    copse_memory_free(s->known_idf);
    copse_memory_free(s->of_group);
    copse_incidence_free(&s->fresh);
    copse_memory_free(s->fresh_weight);
    copse_memory_free(s->community_of);
    copse_memory_free(s->sum);
    copse_memory_free(s->is_touched);
    copse_memory_free(s->fresh_sum);
    copse_memory_free(s->listed);
    copse_memory_free(s->holdings);
    copse_memory_free(s->value);
    copse_memory_free(s->idf);
    copse_memory_free(s->squares);
    copse_together_free(s->together);
    copse_memory_free(s->joint);
    copse_memory_free(s->joint_row);
    copse_memory_free(s->joint_target);
    copse_memory_free(s->share);
    copse_memory_free(s);
}
