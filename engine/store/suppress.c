/* Primary and complementary suppression; the rule stands in suppress.h. */
#include "store/suppress.h"

#include "base/memory.h"

typedef struct tables {
    bool *suppressed;
    const int64_t *value;
    const int32_t *total_of;
    size_t *start;        /* [n_groups + 1] */
    int32_t *child;       /* cells by group */
    int32_t *first_group; /* [n_cells] of which the cell is the total; -1 */
    int32_t *next_group;  /* [n_groups] of the same total; -1 */
    size_t n_groups;
    int64_t threshold;
} tables;

static copse_status list_groups(tables *t, const int32_t *group_of, size_t n_cells,
                                copse_error *err)
{
    size_t *filled = copse_memory_new(t->n_groups, sizeof *filled);
    t->start = copse_memory_new(t->n_groups + 1, sizeof *t->start);
    t->child = copse_memory_new(n_cells, sizeof *t->child);
    t->first_group = copse_memory_new(n_cells, sizeof *t->first_group);
    t->next_group = copse_memory_new(t->n_groups, sizeof *t->next_group);
    if (!filled || !t->start || !t->child || !t->first_group || !t->next_group) {
        copse_memory_free(filled);
        return copse_error_nomem(err);
    }
    for (size_t c = 0; c < n_cells; c++) {
        t->first_group[c] = -1;
        if (group_of[c] >= 0)
            t->start[group_of[c] + 1]++;
    }
    for (size_t g = 0; g < t->n_groups; g++) {
        t->start[g + 1] += t->start[g];
        t->next_group[g] = t->first_group[t->total_of[g]];
        t->first_group[t->total_of[g]] = (int32_t)g;
    }
    for (size_t c = 0; c < n_cells; c++)
        if (group_of[c] >= 0)
            t->child[t->start[group_of[c]] + filled[group_of[c]]++] = (int32_t)c;
    copse_memory_free(filled);
    return COPSE_OK;
}

/* The least that a reader knows a cell to be. Recursion is as deep as the hierarchy. */
static int64_t least_of(const tables *t, int32_t cell)
{
    if (!t->suppressed[cell])
        return t->value[cell];
    int64_t least = 1;
    for (int32_t g = t->first_group[cell]; g >= 0; g = t->next_group[g]) {
        int64_t parts = 0;
        for (size_t i = t->start[g]; i < t->start[g + 1]; i++)
            parts += least_of(t, t->child[i]);
        if (parts > least)
            least = parts;
    }
    return least;
}

/* The published child with the least count of at least `least`; -1 when there is none. */
static int32_t smallest_published(const tables *t, size_t group, int64_t least)
{
    int32_t best = -1;
    for (size_t i = t->start[group]; i < t->start[group + 1]; i++) {
        int32_t c = t->child[i];
        if (!t->suppressed[c] && t->value[c] >= least && (best < 0 || t->value[c] < t->value[best]))
            best = c;
    }
    return best;
}

/* The cell that must go for this group to be safe; -1 when it is. */
static int32_t cell_to_suppress(const tables *t, size_t group)
{
    size_t hidden = 0;
    int64_t room = 0;
    for (size_t i = t->start[group]; i < t->start[group + 1]; i++) {
        int32_t c = t->child[i];
        hidden += t->suppressed[c];
        room += t->value[c] - least_of(t, c);
    }
    int32_t total = t->total_of[group];
    if (t->suppressed[total] ? hidden > 0 : hidden == 0 || (hidden >= 2 && room > 0))
        return -1;
    int32_t cover = smallest_published(t, group, t->threshold);
    if (cover < 0 && t->suppressed[total])
        cover = smallest_published(t, group, 1);
    return cover >= 0 ? cover : total;
}

copse_status copse_store_suppress(bool *suppressed, const int64_t *value, const int32_t *group_of,
                                  size_t n_cells, const int32_t *total_of, size_t n_groups,
                                  int64_t threshold, copse_error *err)
{
    tables t = {.suppressed = suppressed,
                .value = value,
                .total_of = total_of,
                .n_groups = n_groups,
                .threshold = threshold};
    copse_status st = list_groups(&t, group_of, n_cells, err);
    if (st != COPSE_OK)
        goto done;

    for (size_t c = 0; c < n_cells; c++)
        suppressed[c] = suppressed[c] || (value[c] > 0 && value[c] < threshold);
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t g = 0; g < n_groups; g++)
            for (int32_t c; (c = cell_to_suppress(&t, g)) >= 0; changed = true)
                suppressed[c] = true;
    }
done:
    copse_memory_free(t.start);
    copse_memory_free(t.child);
    copse_memory_free(t.first_group);
    copse_memory_free(t.next_group);
    return st;
}
