/* A fitted model: its record, and how things are found in it by key. */
#include "model/kinds.h"
#include "model/model_internal.h"

#include <stdlib.h>
#include <string.h>

/* ---- order ---- */

static int compare_numbers(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int by_kind_and_key(const void *a, const void *b)
{
    const copse_model_key *x = a, *y = b; /* the first member of a row */
    int order = compare_numbers(x->kind, y->kind);
    return order != 0 ? order : strcmp(x->key, y->key);
}

static int compare_subjects(const copse_model_value *x, const copse_model_value *y)
{
    int order = strcmp(x->measure, y->measure);
    return order != 0 ? order : strcmp(x->of_key, y->of_key);
}

static int by_subject_and_value(const void *a, const void *b)
{
    const copse_model_value *x = a, *y = b;
    int order = compare_subjects(x, y);
    if (order == 0)
        order = compare_numbers(y->value, x->value);
    return order != 0 ? order : strcmp(x->for_key, y->for_key);
}

/* ---- finding ---- */

copse_reason_kind copse_model_group_reason(copse_group_kind kind)
{
    static const copse_reason_kind reasons[] = {
        [COPSE_GROUP_TEAM] = COPSE_REASON_TEAM,
        [COPSE_GROUP_SITE] = COPSE_REASON_SITE,
        [COPSE_GROUP_ROLE] = COPSE_REASON_ROLE,
        [COPSE_GROUP_PROFESSION] = COPSE_REASON_PROFESSION,
    };
    return reasons[kind];
}

const copse_model_row *copse_model_find_row(const copse_model *model, copse_reason_kind kind,
                                            const char *key)
{
    copse_model_row wanted = {.source = {(int32_t)kind, key}};
    return bsearch(&wanted, model->rows, model->record->n_rows, sizeof wanted, by_kind_and_key);
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

int32_t copse_model_find_target(const copse_model *model, const char *key)
{
    const char *const *targets = model->record->targets;
    const char *const *found =
        bsearch(&key, targets, model->record->n_targets, sizeof *targets, by_text);
    return found ? (int32_t)(found - targets) : -1;
}

size_t copse_model_find_values(const copse_model_value **out, const copse_model *model,
                               const char *measure, const char *of_key)
{
    const copse_model_value wanted = {.measure = measure, .of_key = of_key};
    size_t low = 0, high = model->record->n_values;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_subjects(&model->values[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    size_t end = low;
    while (end < model->record->n_values && compare_subjects(&model->values[end], &wanted) == 0)
        end++;
    *out = end > low ? model->values + low : NULL;
    return end - low;
}

bool copse_model_norm(double *out, const copse_model *model, const char *community_key,
                      const char *topic_key)
{
    const copse_model_value *values;
    size_t n = copse_model_find_values(&values, model, COPSE_VALUE_NORM, community_key);
    for (size_t i = 0; i < n; i++)
        if (strcmp(values[i].for_key, topic_key) == 0) {
            *out = (double)values[i].value / COPSE_SCORE_UNIT;
            return true;
        }
    return false;
}

size_t copse_model_core(const copse_model_value **out, const copse_model *model,
                        const char *community_key)
{
    return copse_model_find_values(out, model, COPSE_VALUE_CORE, community_key);
}

/* ---- making and freeing ---- */

static copse_status contradiction(const char *key, copse_error *err)
{
    return copse_error_set(err, COPSE_E_STORE, key, "run 'copse fit' to make it anew",
                           "the stored model contradicts itself");
}

/* Scoring trusts these without looking again. */
static copse_status check_record(const copse_model_record *record, copse_error *err)
{
    if (record->n_targets > (size_t)INT32_MAX)
        return contradiction("targets", err);
    for (size_t t = 1; t < record->n_targets; t++)
        if (strcmp(record->targets[t - 1], record->targets[t]) >= 0)
            return contradiction(record->targets[t], err);
    for (size_t r = 0; r < record->n_rows; r++) {
        const copse_model_row *row = &record->rows[r];
        for (size_t i = 0; i < row->n; i++) {
            bool ascends = i == 0 || row->target[i - 1] < row->target[i];
            bool exists = row->target[i] >= 0 && (size_t)row->target[i] < record->n_targets;
            bool is_small =
                row->weight[i] >= -COPSE_WEIGHT_LIMIT && row->weight[i] <= COPSE_WEIGHT_LIMIT;
            if (!ascends || !exists || !is_small)
                return contradiction(row->source.key, err);
        }
    }
    return COPSE_OK;
}

static double option(const copse_model_record *record, const char *name, double missing)
{
    for (size_t i = 0; i < record->n_options; i++)
        if (strcmp(record->options[i].name, name) == 0)
            return record->options[i].value;
    return missing;
}

static void summarise(copse_model *model)
{
    const copse_model_record *record = model->record;
    model->summary = (copse_model_summary){
        .kind = record->kind,
        .data_version = record->data_version,
        .fitted = record->fitted,
        .seed = record->seed,
        .n_columns = record->n_targets,
        .n_rows = record->n_rows,
        .n_options = record->n_options,
        .options = record->options,
    };
    for (size_t r = 0; r < record->n_rows; r++)
        model->summary.n_weights += record->rows[r].n;
}

copse_status copse_model_of_record(copse_model **out, copse_model_record *record,
                                   void (*free_record)(copse_model_record *record),
                                   copse_error *err)
{
    *out = NULL;
    copse_status st = check_record(record, err);
    if (st != COPSE_OK)
        return st;
    copse_model *model = copse_memory_new(1, sizeof *model);
    if (!model)
        return copse_error_nomem(err);
    model->rows = copse_memory_new(record->n_rows, sizeof *model->rows);
    model->values = copse_memory_new(record->n_values, sizeof *model->values);
    if (!model->rows || !model->values) {
        copse_model_free(model);
        return copse_error_nomem(err);
    }
    model->record = record;
    model->free_record = free_record;
    if (record->n_rows > 0)
        memcpy(model->rows, record->rows, record->n_rows * sizeof *model->rows);
    if (record->n_values > 0)
        memcpy(model->values, record->values, record->n_values * sizeof *model->values);
    qsort(model->rows, record->n_rows, sizeof *model->rows, by_kind_and_key);
    qsort(model->values, record->n_values, sizeof *model->values, by_subject_and_value);
    model->topic_length = option(record, COPSE_OPTION_TOPIC_LENGTH, 1.0);
    model->similarity_new = option(record, COPSE_OPTION_SIMILARITY_NEW, 0.0);
    for (size_t r = 0; r < record->n_rows; r++)
        model->has_member_rows = model->has_member_rows || record->rows[r].source.kind != COPSE_REASON_POPULARITY;
    const copse_kind *kind = copse_kind_find(record->kind);
    model->is_joint = kind && kind->is_joint;
    summarise(model);
    *out = model;
    return COPSE_OK;
}

void copse_model_free(copse_model *model)
{
    if (!model)
        return;
    copse_memory_free(model->rows);
    copse_memory_free(model->values);
    if (model->record)
        model->free_record(model->record);
    copse_memory_free(model);
}

const copse_model_summary *copse_model_describe(const copse_model *model)
{
    return &model->summary;
}
