#include "measure/profiles.h"

#include <math.h>

copse_status copse_measure_profiles_new(copse_profiles *out, const copse_incidence *rows, const double *idf,
                                        copse_error *err)
{
    *out = (copse_profiles){.rows = rows, .idf = idf};
    copse_status st = copse_incidence_transpose(&out->by_topic, rows, err);
    if (st != COPSE_OK)
        return st;
    out->length = copse_memory_new(rows->n_rows, sizeof *out->length);
    out->dot = copse_memory_new(rows->n_rows, sizeof *out->dot);
    out->part = copse_memory_new(rows->n_rows, sizeof *out->part);
    out->topic = copse_memory_new(rows->n_rows, sizeof *out->topic);
    out->met = copse_memory_new(rows->n_rows, sizeof *out->met);
    if (!out->length || !out->dot || !out->part || !out->topic || !out->met) {
        copse_measure_profiles_free(out);
        return copse_error_nomem(err);
    }
    /* Every search takes these roots anew, and there are as many searches as units. */
    for (size_t k = 0; k < out->by_topic.start[out->by_topic.n_rows]; k++)
        out->by_topic.value[k] = sqrt(out->by_topic.value[k]);
    for (size_t r = 0; r < rows->n_rows; r++) {
        double sum = 0.0;
        for (size_t k = rows->start[r]; k < rows->start[r + 1]; k++)
            sum += rows->value[k] * idf[rows->column[k]] * idf[rows->column[k]];
        out->length[r] = sqrt(sum);
    }
    return COPSE_OK;
}

void copse_measure_profiles_free(copse_profiles *profiles)
{
    copse_incidence_free(&profiles->by_topic);
    copse_memory_free(profiles->length);
    copse_memory_free(profiles->dot);
    copse_memory_free(profiles->part);
    copse_memory_free(profiles->topic);
    copse_memory_free(profiles->met);
    *profiles = (copse_profiles){0};
}

static bool is_nearer(const copse_likeness *x, const copse_likeness *y)
{
    return x->cosine > y->cosine || (x->cosine == y->cosine && x->thing < y->thing);
}

/* Keep the nearest in order: of thousands that share a topic a few dozen are wanted. @return how many there are */
static size_t offer(copse_likeness *best, size_t n, size_t most, copse_likeness one)
{
    if (n == most && (most == 0 || !is_nearer(&one, &best[most - 1])))
        return n;
    size_t at = n < most ? n : most - 1;
    for (; at > 0 && is_nearer(&one, &best[at - 1]); at--)
        best[at] = best[at - 1];
    best[at] = one;
    return n < most ? n + 1 : n;
}

/* Whoever shares a topic with the row. @return how many */
static size_t meet(copse_profiles *others, const copse_profiles *one, size_t row)
{
    const copse_incidence *rows = one->rows, *holders = &others->by_topic;
    size_t n = 0;
    for (size_t k = rows->start[row]; k < rows->start[row + 1]; k++) {
        int32_t topic = rows->column[k];
        double weight = sqrt(rows->value[k]) * one->idf[topic] * others->idf[topic];
        for (size_t h = holders->start[topic]; h < holders->start[topic + 1]; h++) {
            int32_t thing = holders->column[h];
            double part = weight * holders->value[h];
            if (others->dot[thing] == 0.0)
                others->met[n++] = thing;
            others->dot[thing] += part;
            if (part > others->part[thing]) {
                others->part[thing] = part;
                others->topic[thing] = topic;
            }
        }
    }
    return n;
}

size_t copse_measure_profiles_nearest(copse_likeness *out, size_t most, const copse_profiles *one, size_t row,
                                      copse_profiles *others)
{
    size_t n_met = meet(others, one, row), n = 0;
    for (size_t i = 0; i < n_met; i++) {
        int32_t thing = others->met[i];
        double cosine = others->dot[thing] / (one->length[row] * others->length[thing]);
        if (one != others || (size_t)thing != row) /* rounding may pass 1 by a bit */
            n = offer(out, n, most, (copse_likeness){thing, others->topic[thing], fmin(cosine, 1.0)});
        others->dot[thing] = others->part[thing] = 0.0;
    }
    return n;
}

/* Triples of a unit and a topic, added up when they become an incidence. */
typedef struct triples {
    size_t n, row_capacity, column_capacity, value_capacity;
    int32_t *row, *column;
    double *value;
} triples;

static bool add(triples *t, size_t unit, int32_t topic, double value)
{
    if (!copse_memory_grow((void **)&t->row, &t->row_capacity, t->n, sizeof *t->row) ||
        !copse_memory_grow((void **)&t->column, &t->column_capacity, t->n, sizeof *t->column) ||
        !copse_memory_grow((void **)&t->value, &t->value_capacity, t->n, sizeof *t->value))
        return false;
    t->row[t->n] = (int32_t)unit;
    t->column[t->n] = topic;
    t->value[t->n++] = value;
    return true;
}

static bool add_person(triples *t, const copse_network *net, size_t unit, size_t member)
{
    const copse_incidence *known = &net->member_topics, *wanted = &net->member_interests;
    bool ok = true;
    for (size_t k = known->start[member]; ok && k < known->start[member + 1]; k++)
        ok = add(t, unit, known->column[k], copse_network_saturated(net, member, known->column[k]));
    for (size_t k = wanted->start[member]; ok && k < wanted->start[member + 1]; k++)
        ok = add(t, unit, wanted->column[k], 1.0);
    return ok;
}

copse_status copse_measure_unit_topics(copse_incidence *out, const copse_network *net,
                                       const copse_incidence *units, copse_error *err)
{
    triples t = {0};
    bool ok = true;
    for (size_t u = 0; ok && u < units->n_rows; u++)
        for (size_t i = units->start[u]; ok && i < units->start[u + 1]; i++)
            ok = add_person(&t, net, u, (size_t)units->column[i]);
    copse_status st = ok ? copse_incidence_new(out, units->n_rows, net->facts->n_topics, t.n, t.row, t.column,
                                               t.value, err)
                         : copse_error_nomem(err);
    copse_memory_free(t.row);
    copse_memory_free(t.column);
    copse_memory_free(t.value);
    return st;
}
