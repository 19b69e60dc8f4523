#include "model/part.h"

#include <stdlib.h>
#include <string.h>

#include "model/scorer.h"

struct copse_model_part {
    copse_store *store;
    const copse_network *net; /* of the member alone */
    copse_index member;
    copse_model_record *record; /* head and options; everything else here is in its arena */
    bool has_member_rows;
    size_t n_rows, row_capacity;
    copse_model_row *rows; /* with the whole model's ordinals */
    size_t n_values, value_capacity;
    copse_model_value *values; /* as the store orders them, one thing after the other */
};

int64_t copse_model_part_data_version(const copse_model_part *part)
{
    return part->record->data_version;
}

size_t copse_model_part_targets(const copse_model_part *part)
{
    return part->record->n_targets;
}

/* ---- reading ---- */

static copse_status add_row(copse_model_part *part, copse_reason_kind kind, const char *key, copse_error *err)
{
    copse_model_row row;
    copse_status st =
        copse_store_read_model_row(&row, part->record, part->store, (copse_model_key){(int32_t)kind, key}, err);
    if (st != COPSE_OK || !row.source.key)
        return st;
    if (!copse_memory_grow((void **)&part->rows, &part->row_capacity, part->n_rows, sizeof row))
        return copse_error_nomem(err);
    part->rows[part->n_rows++] = row;
    return COPSE_OK;
}

static copse_status add_values(copse_model_part *part, const char *measure, const char *of_key, copse_error *err)
{
    const copse_model_value *found;
    size_t n;
    copse_status st =
        copse_store_read_model_values(&found, &n, part->record, part->store, measure, of_key, err);
    for (size_t i = 0; st == COPSE_OK && i < n; i++) {
        if (!copse_memory_grow((void **)&part->values, &part->value_capacity, part->n_values, sizeof *part->values))
            st = copse_error_nomem(err);
        else
            part->values[part->n_values++] = found[i];
    }
    return st;
}

static copse_status read_topic(copse_model_part *part, const char *key, copse_error *err)
{
    copse_status st = add_row(part, COPSE_REASON_TOPIC, key, err);
    if (st == COPSE_OK)
        st = add_row(part, COPSE_REASON_SIMILARITY, key, err);
    return st == COPSE_OK ? add_values(part, COPSE_VALUE_KNOWN_IDF, key, err) : st;
}

static copse_status read_member(copse_model_part *part, copse_error *err)
{
    const copse_profile own = copse_profile_of(part->net, part->member);
    const copse_facts *f = part->net->facts;
    copse_status st = add_row(part, COPSE_REASON_POPULARITY, "", err);
    if (st == COPSE_OK)
        st = add_values(part, COPSE_VALUE_KNOWN_IDF, "", err);
    for (size_t i = 0; st == COPSE_OK && i < own.n_communities; i++)
        st = add_row(part, COPSE_REASON_COMMUNITY, f->communities[own.communities[i]].key, err);
    for (size_t i = 0; st == COPSE_OK && i < own.n_topics; i++)
        st = read_topic(part, f->topics[own.topics[i]].key, err);
    for (size_t i = 0; st == COPSE_OK && i < own.n_groups; i++) {
        const copse_group *g = &part->net->groups[own.groups[i]];
        st = add_row(part, copse_model_group_reason(g->kind), g->key, err);
    }
    return st;
}

copse_status copse_model_part_new(copse_model_part **out, copse_store *store, const copse_network *net,
                                  copse_index member, copse_error *err)
{
    *out = NULL;
    copse_model_part *part = copse_memory_new(1, sizeof *part);
    if (!part)
        return copse_error_nomem(err);
    *part = (copse_model_part){.store = store, .net = net, .member = member};
    copse_status st = copse_store_open_model(&part->record, &part->has_member_rows, store, err);
    if (st == COPSE_OK)
        st = read_member(part, err);
    if (st == COPSE_OK)
        *out = part;
    else
        copse_model_part_free(part);
    return st;
}

void copse_model_part_free(copse_model_part *part)
{
    if (!part)
        return;
    copse_memory_free(part->rows);
    copse_memory_free(part->values);
    copse_store_free_model(part->record);
    copse_memory_free(part);
}

copse_status copse_model_part_key(const char **out, copse_model_part *part, int32_t ordinal, copse_error *err)
{
    return copse_store_read_model_target(out, part->record, part->store, ordinal, err);
}

/* Largest first, ties by key. */
static int by_value(const void *a, const void *b)
{
    const copse_model_value *x = a, *y = b;
    if (x->value != y->value)
        return x->value > y->value ? -1 : 1;
    return strcmp(x->for_key, y->for_key);
}

copse_status copse_model_part_measure(copse_model_part *part, const char *community_key, copse_error *err)
{
    size_t from = part->n_values;
    copse_status st = add_values(part, COPSE_VALUE_CORE, community_key, err);
    if (st == COPSE_OK && part->n_values > from)
        qsort(part->values + from, part->n_values - from, sizeof *part->values, by_value);
    return st == COPSE_OK ? add_values(part, COPSE_VALUE_NORM, community_key, err) : st;
}

static bool is_core_of(const copse_model_value *v, const char *community_key)
{
    return strcmp(v->measure, COPSE_VALUE_CORE) == 0 && strcmp(v->of_key, community_key) == 0;
}

size_t copse_model_part_core(const copse_model_value **out, const copse_model_part *part,
                             const char *community_key)
{
    size_t from = 0;
    while (from < part->n_values && !is_core_of(&part->values[from], community_key))
        from++;
    size_t end = from;
    while (end < part->n_values && is_core_of(&part->values[end], community_key))
        end++;
    *out = part->values + from;
    return end - from;
}

/* ---- the model of a few CoPs ---- */

/* A CoP of a network's and its place among all that the model knows. */
typedef struct place {
    int32_t ordinal;
    const char *key;
} place;

static int by_ordinal(const void *a, const void *b)
{
    int32_t x = ((const place *)a)->ordinal, y = ((const place *)b)->ordinal;
    return (x > y) - (x < y);
}

/* CoPs of the network that the model knows, by ordinal. @param[out] places  [n_communities] */
static copse_status find_places(place *places, size_t *n, const copse_model_part *part, const copse_network *net,
                                copse_error *err)
{
    copse_status st = COPSE_OK;
    *n = 0;
    for (size_t c = 0; st == COPSE_OK && c < net->facts->n_communities; c++) {
        place p = {-1, net->facts->communities[c].key};
        st = copse_store_find_model_target(&p.ordinal, part->store, p.key, err);
        if (p.ordinal >= 0)
            places[(*n)++] = p;
    }
    qsort(places, *n, sizeof *places, by_ordinal);
    return st;
}

/* What a row says of these CoPs alone; both ascend. */
static bool cut_row(copse_model_row *out, const copse_model_row *row, const place *places, size_t n,
                    copse_arena *arena)
{
    size_t room = row->n < n ? row->n : n, found = 0;
    int32_t *target = copse_arena_take(arena, room, sizeof *target);
    int32_t *weight = copse_arena_take(arena, room, sizeof *weight);
    if (!target || !weight)
        return false;
    for (size_t p = 0, i = 0; p < n; p++) {
        while (i < row->n && row->target[i] < places[p].ordinal)
            i++;
        if (i < row->n && row->target[i] == places[p].ordinal) {
            target[found] = (int32_t)p;
            weight[found++] = row->weight[i];
        }
    }
    *out = (copse_model_row){row->source, found, target, weight};
    return true;
}

static bool fill_record(copse_model_record *record, const copse_model_part *part, const place *places, size_t n)
{
    copse_arena *arena = record->arena;
    const char **targets = copse_arena_take(arena, n, sizeof *targets);
    copse_model_row *rows = copse_arena_take(arena, part->n_rows, sizeof *rows);
    copse_model_value *values = copse_arena_take(arena, part->n_values, sizeof *values);
    bool is_room = targets && rows && values;
    for (size_t i = 0; is_room && i < n; i++)
        is_room = (targets[i] = copse_arena_copy(arena, places[i].key)) != NULL;
    for (size_t i = 0; is_room && i < part->n_rows; i++)
        is_room = cut_row(&rows[i], &part->rows[i], places, n, arena);
    if (is_room && part->n_values > 0)
        memcpy(values, part->values, part->n_values * sizeof *values);
    record->targets = targets;
    record->n_targets = n;
    record->rows = rows;
    record->n_rows = part->n_rows;
    record->values = values;
    record->n_values = part->n_values;
    return is_room;
}

/* Nothing of it is the model's own. */
static void free_nothing(copse_model_record *record)
{
    (void)record;
}

/* A model whose record lives in the part's arena. */
static copse_status make(copse_model **out, copse_model_part *part, const copse_network *net,
                         void (*free_record)(copse_model_record *), copse_error *err)
{
    *out = NULL;
    size_t n = 0;
    place *places = copse_memory_new(net->facts->n_communities, sizeof *places);
    copse_model_record *record = copse_arena_take(part->record->arena, 1, sizeof *record);
    copse_status st = places && record ? find_places(places, &n, part, net, err) : copse_error_nomem(err);
    if (st == COPSE_OK) {
        *record = *part->record;
        st = fill_record(record, part, places, n) ? copse_model_of_record(out, record, free_record, err)
                                                  : copse_error_nomem(err);
    }
    if (st == COPSE_OK)
        (*out)->has_member_rows = part->has_member_rows;
    copse_memory_free(places);
    return st;
}

copse_status copse_model_part_of(copse_model **out, copse_model_part *part, const copse_network *net,
                                 copse_error *err)
{
    return make(out, part, net, free_nothing, err);
}

copse_status copse_model_part_finish(copse_model **out, copse_model_part *part, const copse_network *net,
                                     copse_error *err)
{
    copse_status st = make(out, part, net, copse_store_free_model, err);
    if (st == COPSE_OK) {
        part->record = NULL; /* its arena is now the model's */
        copse_model_part_free(part);
    }
    return st;
}

/* ---- scoring ---- */

/* The row of the whole model that a row of the member's own CoPs was cut from. */
static const copse_model_row *whole_row(const copse_model_part *part, const copse_model_key *source)
{
    for (size_t i = 0; i < part->n_rows; i++)
        if (part->rows[i].source.kind == source->kind && strcmp(part->rows[i].source.key, source->key) == 0)
            return &part->rows[i];
    return NULL;
}

static void add_holding(int64_t *scores, const copse_model_part *part, const copse_holding *h)
{
    const copse_model_row *row = h->row ? whole_row(part, &h->row->source) : NULL;
    for (size_t i = 0; row && i < row->n; i++)
        scores[row->target[i]] += copse_quantise_product(h->value, row->weight[i]);
}

static copse_status leave_out_own(int64_t *scores, const copse_model_part *part, const copse_profile *own,
                                  copse_error *err)
{
    copse_status st = COPSE_OK;
    for (size_t i = 0; st == COPSE_OK && i < own->n_communities; i++) {
        int32_t ordinal = -1;
        st = copse_store_find_model_target(&ordinal, part->store,
                                           part->net->facts->communities[own->communities[i]].key, err);
        if (ordinal >= 0)
            scores[ordinal] = COPSE_SCORE_NONE;
    }
    return st;
}

copse_status copse_model_part_score(int64_t *scores, bool *has_evidence, copse_model_part *part,
                                    copse_error *err)
{
    copse_model *own_model = NULL;
    copse_scorer *scorer = NULL;
    const copse_profile own = copse_profile_of(part->net, part->member);
    memset(scores, 0, part->record->n_targets * sizeof *scores);
    /* What the member has, and how much it counts, hangs on their own CoPs alone. */
    copse_status st = copse_model_part_of(&own_model, part, part->net, err);
    if (st == COPSE_OK)
        st = copse_scorer_new(&scorer, own_model, part->net, err);
    if (st == COPSE_OK) {
        *has_evidence = copse_scorer_gather(scorer, &own);
        for (size_t i = 0; i < scorer->n_holdings; i++)
            add_holding(scores, part, &scorer->holdings[i]);
        st = leave_out_own(scores, part, &own, err);
    }
    copse_scorer_free(scorer);
    copse_model_free(own_model);
    return st;
}
