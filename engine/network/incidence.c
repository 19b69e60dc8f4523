/*
 * Incidence in compressed rows.
 *
 * Entries are put into their row by counting, then each row is sorted by
 * column and value: equal entries are added up in the order of their values,
 * so that the order in which rows arrive changes no bit of a sum.
 */
#include "network/network_internal.h"

#include <stdlib.h>
#include <string.h>

typedef struct entry {
    int32_t column;
    double value;
} entry;

static int by_column_and_value(const void *a, const void *b)
{
    const entry *x = a, *y = b;
    if (x->column != y->column)
        return x->column < y->column ? -1 : 1;
    return (x->value > y->value) - (x->value < y->value);
}

/* counts[r + 1] holds row r's entries: make it where each row starts. */
static void counts_to_starts(size_t *counts, size_t n_rows)
{
    for (size_t r = 0; r < n_rows; r++)
        counts[r + 1] += counts[r];
}

static bool reserve(copse_incidence *m, size_t n, bool has_values)
{
    m->column = copse_memory_new(n, sizeof *m->column);
    m->value = has_values ? copse_memory_new(n, sizeof *m->value) : NULL;
    return m->column && (m->value || !has_values);
}

/* Sort one row's entries and move them, merged, to where the rows before them ended. */
static size_t pack_row(copse_incidence *m, size_t at, entry *row, size_t n)
{
    qsort(row, n, sizeof *row, by_column_and_value);
    size_t first = at;
    for (size_t i = 0; i < n; i++) {
        bool repeats = at > first && m->column[at - 1] == row[i].column;
        if (!repeats)
            m->column[at++] = row[i].column;
        if (m->value)
            m->value[at - 1] = repeats ? m->value[at - 1] + row[i].value : row[i].value;
    }
    return at;
}

copse_status copse_incidence_new(copse_incidence *out, size_t n_rows, size_t n_columns, size_t n,
                                 const int32_t *row, const int32_t *column, const double *value,
                                 copse_error *err)
{
    copse_incidence m = {.n_rows = n_rows, .n_columns = n_columns};
    copse_status st = COPSE_E_NOMEM;
    size_t *next = copse_memory_new(n_rows + 1, sizeof *next);
    entry *entries = copse_memory_new(n, sizeof *entries);
    m.start = copse_memory_new(n_rows + 1, sizeof *m.start);
    if (!next || !entries || !m.start || !reserve(&m, n, value != NULL)) {
        copse_error_nomem(err);
        goto done;
    }

    for (size_t i = 0; i < n; i++)
        m.start[row[i] + 1]++;
    counts_to_starts(m.start, n_rows);
    memcpy(next, m.start, (n_rows + 1) * sizeof *next);
    for (size_t i = 0; i < n; i++)
        entries[next[row[i]]++] = (entry){column[i], value ? value[i] : 1.0};

    size_t at = 0;
    for (size_t r = 0, from = 0; r < n_rows; r++) {
        size_t end = m.start[r + 1];
        at = pack_row(&m, at, entries + from, end - from);
        m.start[r + 1] = at;
        from = end;
    }
    *out = m;
    m = (copse_incidence){0};
    st = COPSE_OK;
done:
    copse_memory_free(next);
    copse_memory_free(entries);
    copse_incidence_free(&m);
    return st;
}

copse_status copse_incidence_transpose(copse_incidence *out, const copse_incidence *m,
                                       copse_error *err)
{
    size_t n = m->start[m->n_rows];
    copse_incidence t = {.n_rows = m->n_columns, .n_columns = m->n_rows};
    size_t *next = copse_memory_new(t.n_rows + 1, sizeof *next);
    t.start = copse_memory_new(t.n_rows + 1, sizeof *t.start);
    if (!next || !t.start || !reserve(&t, n, m->value != NULL)) {
        copse_memory_free(next);
        copse_incidence_free(&t);
        return copse_error_nomem(err);
    }

    for (size_t k = 0; k < n; k++)
        t.start[m->column[k] + 1]++;
    counts_to_starts(t.start, t.n_rows);
    memcpy(next, t.start, (t.n_rows + 1) * sizeof *next);
    for (size_t r = 0; r < m->n_rows; r++)
        for (size_t k = m->start[r]; k < m->start[r + 1]; k++) {
            size_t to = next[m->column[k]]++;
            t.column[to] = (int32_t)r;
            if (t.value)
                t.value[to] = m->value[k];
        }
    copse_memory_free(next);
    *out = t;
    return COPSE_OK;
}

void copse_incidence_free(copse_incidence *m)
{
    copse_memory_free(m->start);
    copse_memory_free(m->column);
    copse_memory_free(m->value);
    *m = (copse_incidence){0};
}

/* Where the entry is; start[n_rows] when it is not there. */
static size_t place_of(const copse_incidence *m, size_t row, int32_t column)
{
    size_t low = m->start[row], high = m->start[row + 1];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (m->column[middle] < column)
            low = middle + 1;
        else
            high = middle;
    }
    bool is_there = low < m->start[row + 1] && m->column[low] == column;
    return is_there ? low : m->start[m->n_rows];
}

bool copse_incidence_has(const copse_incidence *m, size_t row, int32_t column)
{
    return place_of(m, row, column) < m->start[m->n_rows];
}

double copse_incidence_get(const copse_incidence *m, size_t row, int32_t column)
{
    size_t at = place_of(m, row, column);
    if (at == m->start[m->n_rows])
        return 0.0;
    return m->value ? m->value[at] : 1.0;
}

/* ---- pairs ---- */

void copse_pairs_add(copse_pairs *p, copse_index row, copse_index column, double value)
{
    if (p->has_failed)
        return;
    if (!copse_memory_grow((void **)&p->row, &p->row_capacity, p->n, sizeof *p->row) ||
        !copse_memory_grow((void **)&p->column, &p->column_capacity, p->n, sizeof *p->column) ||
        !copse_memory_grow((void **)&p->value, &p->value_capacity, p->n, sizeof *p->value)) {
        p->has_failed = true;
        return;
    }
    p->row[p->n] = (int32_t)row;
    p->column[p->n] = (int32_t)column;
    p->value[p->n++] = value;
}

void copse_pairs_free(copse_pairs *pairs)
{
    copse_memory_free(pairs->row);
    copse_memory_free(pairs->column);
    copse_memory_free(pairs->value);
    *pairs = (copse_pairs){0};
}

copse_status copse_pairs_to_incidence(copse_incidence *rows, copse_incidence *columns,
                                      const copse_pairs *pairs, size_t n_rows, size_t n_columns,
                                      bool has_values, copse_error *err)
{
    if (pairs->has_failed)
        return copse_error_nomem(err);
    copse_incidence m = {0};
    copse_status st = copse_incidence_new(&m, n_rows, n_columns, pairs->n, pairs->row,
                                          pairs->column, has_values ? pairs->value : NULL, err);
    if (st == COPSE_OK && columns)
        st = copse_incidence_transpose(columns, &m, err);
    if (st == COPSE_OK)
        *rows = m;
    else
        copse_incidence_free(&m);
    return st;
}
