/* What is new stands beside what it is tied to, where there is room. */
#include "measure/layout_internal.h"

#include <math.h>

static const double GOLDEN_ANGLE = 2.39996322972865332; /* π (3 − √5) */

/* How near two marks may stand to each other, in units. */
static const double NEAR = 0.8;

/* Taken spots, by the cell of one unit that they are in: open addressing, all of one cell in a chain. */
typedef struct taken {
    size_t n_cells; /* a power of two */
    int32_t *first, *next;
    int32_t *spots; /* how many spots around here were looked at for others: those are taken */
    const double *place;
} taken;

static size_t cell_of(const taken *t, double x, double y)
{
    uint64_t h = (uint64_t)(int64_t)floor(x) * 0x9E3779B97F4A7C15U + (uint64_t)(int64_t)floor(y) * 0xC2B2AE3D27D4EB4FU;
    return (size_t)(h ^ (h >> 29)) & (t->n_cells - 1);
}

static void take(taken *t, size_t v)
{
    size_t c = cell_of(t, t->place[2 * v], t->place[2 * v + 1]);
    t->next[v] = t->first[c];
    t->first[c] = (int32_t)v;
}

static bool is_free(const taken *t, double x, double y)
{
    for (int dx = -1; dx <= 1; dx++)
        for (int dy = -1; dy <= 1; dy++)
            for (int32_t v = t->first[cell_of(t, x + dx, y + dy)]; v >= 0; v = t->next[v])
                if (hypot(t->place[2 * (size_t)v] - x, t->place[2 * (size_t)v + 1] - y) < NEAR)
                    return false;
    return true;
}

static bool make_taken(taken *t, const double *place, size_t n)
{
    t->n_cells = 64;
    while (t->n_cells < 2 * n)
        t->n_cells *= 2;
    t->place = place;
    t->first = copse_memory_new(t->n_cells, sizeof *t->first);
    t->next = copse_memory_new(n, sizeof *t->next);
    t->spots = copse_memory_new(t->n_cells, sizeof *t->spots);
    if (!t->first || !t->next || !t->spots)
        return false;
    for (size_t c = 0; c < t->n_cells; c++)
        t->first[c] = -1;
    for (size_t v = 0; v < n; v++)
        if (!isnan(place[2 * v]))
            take(t, v);
    return true;
}

typedef struct join {
    double *place;
    const copse_layout_request *of;
    size_t n_blocks;
    double *block_sum; /* [n_blocks × 3] x, y and how many of a block have a place */
    taken taken;
    int32_t *queue; /* [n] things with a place, whose neighbours are looked at next */
    size_t head, tail;
} join;

static bool make_join(join *j)
{
    size_t n = j->of->ties->n_rows;
    for (size_t v = 0; j->of->block && v < n; v++)
        if (j->of->block[v] >= 0 && (size_t)j->of->block[v] >= j->n_blocks)
            j->n_blocks = (size_t)j->of->block[v] + 1;
    j->block_sum = copse_memory_new(3 * j->n_blocks, sizeof *j->block_sum);
    j->queue = copse_memory_new(n, sizeof *j->queue);
    return j->block_sum && j->queue && make_taken(&j->taken, j->place, n);
}

static void free_join(join *j)
{
    copse_memory_free(j->block_sum);
    copse_memory_free(j->queue);
    copse_memory_free(j->taken.first);
    copse_memory_free(j->taken.next);
    copse_memory_free(j->taken.spots);
}

static void count_block(join *j, size_t v)
{
    if (!j->of->block || j->of->block[v] < 0)
        return;
    double *sum = &j->block_sum[3 * (size_t)j->of->block[v]];
    sum[0] += j->place[2 * v];
    sum[1] += j->place[2 * v + 1];
    sum[2] += 1.0;
}

/* The mean of what it is tied to and of its block, as far as these have places. @return false: nothing has. */
static bool wish_of(double *x, double *y, const join *j, size_t v)
{
    const copse_incidence *ties = j->of->ties;
    double all = 0.0;
    *x = *y = 0.0;
    for (size_t k = ties->start[v]; k < ties->start[v + 1]; k++) {
        size_t u = (size_t)ties->column[k];
        double w = ties->value ? ties->value[k] : 1.0;
        if (isnan(j->place[2 * u]))
            continue;
        *x += w * j->place[2 * u];
        *y += w * j->place[2 * u + 1];
        all += w;
    }
    const double *sum = j->of->block && j->of->block[v] >= 0 ? &j->block_sum[3 * (size_t)j->of->block[v]] : NULL;
    if (!(all > 0.0) && sum && sum[2] > 0.0) {
        *x = sum[0];
        *y = sum[1];
        all = sum[2];
    }
    *x /= all;
    *y /= all;
    return all > 0.0;
}

static void put(join *j, size_t v)
{
    double x, y;
    if (!wish_of(&x, &y, j, v))
        return;
    double at_x, at_y;
    int32_t *spot = &j->taken.spots[cell_of(&j->taken, x, y)];
    do {
        double far = 0.6 * sqrt((double)*spot);
        at_x = x + far * cos((double)*spot * GOLDEN_ANGLE);
        at_y = y + far * sin((double)*spot * GOLDEN_ANGLE);
        ++*spot;
    } while (!is_free(&j->taken, at_x, at_y));
    j->place[2 * v] = at_x;
    j->place[2 * v + 1] = at_y;
    take(&j->taken, v);
    count_block(j, v);
    j->queue[j->tail++] = (int32_t)v;
}

static void put_beside_ties(join *j)
{
    const copse_incidence *ties = j->of->ties;
    while (j->head < j->tail) {
        size_t v = (size_t)j->queue[j->head++];
        for (size_t k = ties->start[v]; k < ties->start[v + 1]; k++)
            if (isnan(j->place[2 * (size_t)ties->column[k]]))
                put(j, (size_t)ties->column[k]);
    }
}

copse_status copse_layout_join(double *place, const copse_layout_request *of, copse_error *err)
{
    size_t n = of->ties->n_rows;
    join j = {.place = place, .of = of};
    if (!make_join(&j)) {
        free_join(&j);
        return copse_error_nomem(err);
    }
    for (size_t v = 0; v < n; v++)
        if (!isnan(place[2 * v])) {
            count_block(&j, v);
            j.queue[j.tail++] = (int32_t)v;
        }
    put_beside_ties(&j);
    /* Then who is tied to nothing that has a place, but belongs with others who have one; and what is tied to them. */
    for (size_t v = 0; v < n; v++)
        if (isnan(place[2 * v])) {
            put(&j, v);
            put_beside_ties(&j);
        }
    free_join(&j);
    return COPSE_OK;
}
