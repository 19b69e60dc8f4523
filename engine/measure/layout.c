/* Connected parts are laid out each by itself, then set beside each other. */
#include "measure/layout.h"

#include <math.h>
#include <stdlib.h>

#include "measure/layout_internal.h"

/* Room between two parts, and how many times as wide as high rows of parts may be where no part leads. */
static const double GAP = 2.0;

/* What every step of one layout works on. */
typedef struct parts {
    const copse_layout_request *of;
    double *place; /* [n × 2] */
    size_t n, n_parts;
    int32_t *part; /* [n] of things without a place; −1: it has one */
    size_t *start; /* [n_parts + 1] */
    int32_t *thing; /* [start[n_parts]] by part, ascending */
    int32_t *row;   /* [n] of a thing in its part */
    double *box;    /* [n_parts × 4] left, low, right, top, with a margin of half a unit */
} parts;

static void free_parts(parts *p)
{
    copse_memory_free(p->part);
    copse_memory_free(p->start);
    copse_memory_free(p->thing);
    copse_memory_free(p->row);
    copse_memory_free(p->box);
}

/* Breadth first from each thing that has no place and no part yet. */
static bool find_parts(parts *p)
{
    const copse_incidence *ties = p->of->ties;
    p->part = copse_memory_new(p->n, sizeof *p->part);
    p->start = copse_memory_new(p->n + 1, sizeof *p->start);
    p->thing = copse_memory_new(p->n, sizeof *p->thing);
    p->row = copse_memory_new(p->n, sizeof *p->row);
    if (!p->part || !p->start || !p->thing || !p->row)
        return false;
    for (size_t v = 0; v < p->n; v++)
        p->part[v] = -1;
    size_t head = 0, tail = 0;
    for (size_t v = 0; v < p->n; v++) {
        if (p->part[v] >= 0 || !isnan(p->place[2 * v]))
            continue;
        p->part[v] = (int32_t)p->n_parts;
        p->thing[tail++] = (int32_t)v;
        for (; head < tail; head++) {
            size_t u = (size_t)p->thing[head];
            p->row[u] = (int32_t)(head - p->start[p->n_parts]);
            for (size_t k = ties->start[u]; k < ties->start[u + 1]; k++)
                if (p->part[ties->column[k]] < 0) {
                    p->part[ties->column[k]] = (int32_t)p->n_parts;
                    p->thing[tail++] = ties->column[k];
                }
        }
        p->start[++p->n_parts] = tail;
    }
    p->box = copse_memory_new(4 * p->n_parts, sizeof *p->box);
    return p->box != NULL;
}

/* ---- one part ---- */

static copse_status cut_out(copse_incidence *out, const parts *p, size_t part, copse_error *err)
{
    const copse_incidence *ties = p->of->ties;
    size_t n = p->start[part + 1] - p->start[part], n_ends = 0, m = 0;
    for (size_t i = 0; i < n; i++)
        n_ends += copse_incidence_degree(ties, (size_t)p->thing[p->start[part] + i]);
    int32_t *row = copse_memory_new(n_ends, sizeof *row), *column = copse_memory_new(n_ends, sizeof *column);
    double *value = copse_memory_new(n_ends, sizeof *value);
    copse_status st = row && column && value ? COPSE_OK : copse_error_nomem(err);
    for (size_t i = 0; st == COPSE_OK && i < n; i++) {
        size_t v = (size_t)p->thing[p->start[part] + i];
        for (size_t k = ties->start[v]; k < ties->start[v + 1]; k++) {
            row[m] = (int32_t)i;
            column[m] = p->row[ties->column[k]];
            value[m++] = ties->value ? ties->value[k] : 1.0;
        }
    }
    if (st == COPSE_OK)
        st = copse_incidence_new(out, n, n, m, row, column, value, err);
    copse_memory_free(row);
    copse_memory_free(column);
    copse_memory_free(value);
    return st;
}

/* place, radius and block: [n of the part] */
static copse_status arrange_whole(const parts *p, size_t part, double *place, double *radius, int32_t *block,
                                  const copse_context *ctx, copse_error *err)
{
    size_t n = p->start[part + 1] - p->start[part];
    copse_incidence ties = {0};
    for (size_t i = 0; i < n; i++) {
        radius[i] = 0.5;
        block[i] = p->of->block ? p->of->block[p->thing[p->start[part] + i]] : -1;
    }
    copse_status st = cut_out(&ties, p, part, err);
    if (st == COPSE_OK)
        st = copse_layout_arrange(place, &ties, radius, p->of->block ? block : NULL, false, ctx, err);
    copse_incidence_free(&ties);
    for (size_t i = 0; st == COPSE_OK && i < n; i++)
        for (size_t axis = 0; axis < 2; axis++)
            p->place[2 * (size_t)p->thing[p->start[part] + i] + axis] = place[2 * i + axis];
    return st;
}

static copse_status arrange_part(const parts *p, size_t part, const copse_context *ctx, copse_error *err)
{
    size_t n = p->start[part + 1] - p->start[part];
    if (n == 1) {
        p->place[2 * (size_t)p->thing[p->start[part]]] = 0.0;
        p->place[2 * (size_t)p->thing[p->start[part]] + 1] = 0.0;
        return COPSE_OK;
    }
    double *place = copse_memory_new(2 * n, sizeof *place), *radius = copse_memory_new(n, sizeof *radius);
    int32_t *block = copse_memory_new(n, sizeof *block);
    copse_status st = place && radius && block ? COPSE_OK : copse_error_nomem(err);
    if (st == COPSE_OK)
        st = arrange_whole(p, part, place, radius, block, ctx, err);
    copse_memory_free(place);
    copse_memory_free(radius);
    copse_memory_free(block);
    return st;
}

/* ---- beside each other ---- */

static void widen(double *box, double x, double y)
{
    box[0] = fmin(box[0], x - 0.5);
    box[1] = fmin(box[1], y - 0.5);
    box[2] = fmax(box[2], x + 0.5);
    box[3] = fmax(box[3], y + 0.5);
}

static void empty(double *box)
{
    box[0] = box[1] = INFINITY;
    box[2] = box[3] = -INFINITY;
}

/* A part in the order in which it is set down. */
typedef struct turn {
    double high;
    size_t n, part;
} turn;

static int larger_first(const void *a, const void *b)
{
    const turn *x = a, *y = b;
    if (x->n != y->n)
        return (x->n < y->n) - (x->n > y->n);
    return (x->part > y->part) - (x->part < y->part);
}

static void move(const parts *p, size_t part, double x, double y)
{
    for (size_t k = p->start[part]; k < p->start[part + 1]; k++) {
        p->place[2 * (size_t)p->thing[k]] += x - p->box[4 * part];
        p->place[2 * (size_t)p->thing[k] + 1] += y - p->box[4 * part + 1];
    }
}

/* Rows below what stands already, y growing downwards, as wide as that or as makes all of them twice as wide as high. */
static void set_down(const parts *p, const turn *order, const double *standing)
{
    double area = 0.0, wide = 0.0;
    for (size_t i = 0; i < p->n_parts; i++) {
        const double *box = &p->box[4 * order[i].part];
        area += (box[2] - box[0] + GAP) * (box[3] - box[1] + GAP);
    }
    bool is_first = !(standing[2] > standing[0]);
    double left = is_first ? 0.0 : standing[0], x = left, y = is_first ? 0.0 : standing[3] + GAP, high = 0.0;
    wide = fmax(is_first ? 0.0 : standing[2] - standing[0], sqrt(2.0 * area));
    for (size_t i = 0; i < p->n_parts; i++) {
        const double *box = &p->box[4 * order[i].part];
        double own_wide = box[2] - box[0], own_high = box[3] - box[1];
        bool is_after_largest = i == 1 && order[0].n > order[1].n;
        if (is_after_largest || (x > left && x + own_wide > left + wide)) {
            x = left;
            y += high + GAP;
            high = 0.0;
        }
        move(p, order[i].part, x, y);
        x += own_wide + GAP;
        high = fmax(high, own_high);
    }
}

static copse_status set_beside(const parts *p, const double *standing, copse_error *err)
{
    turn *order = copse_memory_new(p->n_parts, sizeof *order);
    if (!order)
        return copse_error_nomem(err);
    for (size_t part = 0; part < p->n_parts; part++) {
        double *box = &p->box[4 * part];
        empty(box);
        for (size_t k = p->start[part]; k < p->start[part + 1]; k++)
            widen(box, p->place[2 * (size_t)p->thing[k]], p->place[2 * (size_t)p->thing[k] + 1]);
        order[part] = (turn){box[3] - box[1], p->start[part + 1] - p->start[part], part};
    }
    qsort(order, p->n_parts, sizeof *order, larger_first);
    set_down(p, order, standing);
    copse_memory_free(order);
    return COPSE_OK;
}

/* Whole multiples of 1/64 are the same in every format that they are written in. */
static void round_places(double *place, const copse_layout_request *of)
{
    for (size_t i = 0; i < 2 * of->ties->n_rows; i++)
        if (!of->kept || isnan(of->kept[i]))
            place[i] = round(place[i] * 64.0) / 64.0;
}

static copse_status lay_out(parts *p, const copse_context *ctx, copse_error *err)
{
    double standing[4];
    empty(standing);
    for (size_t v = 0; v < p->n; v++)
        if (!isnan(p->place[2 * v]))
            widen(standing, p->place[2 * v], p->place[2 * v + 1]);
    if (!find_parts(p))
        return copse_error_nomem(err);
    copse_status st = COPSE_OK;
    for (size_t part = 0; st == COPSE_OK && part < p->n_parts; part++)
        st = arrange_part(p, part, ctx, err);
    return st == COPSE_OK ? set_beside(p, standing, err) : st;
}

copse_status copse_measure_layout(double *place, const copse_layout_request *of, const copse_context *ctx,
                                  copse_error *err)
{
    parts p = {.of = of, .place = place, .n = of->ties->n_rows};
    copse_status st = COPSE_OK;
    for (size_t i = 0; i < 2 * p.n; i++)
        place[i] = of->kept ? of->kept[i] : NAN;
    if (of->kept)
        st = copse_layout_join(place, of, err);
    if (st == COPSE_OK)
        st = lay_out(&p, ctx, err);
    if (st == COPSE_OK)
        round_places(place, of);
    free_parts(&p);
    return st;
}
