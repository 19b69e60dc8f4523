/* Spots dealt out by halving: who wishes to stand on the left gets the left half of the spots, and so on within each. */
#include "measure/layout_internal.h"

#include <math.h>


typedef struct point {
    double at[2];
    size_t index;
} point;

static bool is_before(const point *a, const point *b, int axis)
{
    return a->at[axis] != b->at[axis] ? a->at[axis] < b->at[axis] : a->index < b->index;
}

static void swap(point *a, point *b)
{
    point kept = *a;
    *a = *b;
    *b = kept;
}

/* Hoare 1961, "Algorithm 65: Find": the first `half` points are those that lie first along the axis. */
static void halve(point *p, size_t n, size_t half, int axis)
{
    size_t low = 0, high = n;
    while (high - low > 1) {
        point *middle = &p[low + (high - low) / 2], *last = &p[high - 1];
        /* The median of three keeps points that come in order from taking for ever. */
        if (is_before(middle, &p[low], axis))
            swap(middle, &p[low]);
        if (is_before(last, middle, axis))
            swap(last, middle);
        if (is_before(middle, &p[low], axis))
            swap(middle, &p[low]);
        swap(middle, last);
        size_t end = low;
        for (size_t i = low; i < high - 1; i++)
            if (is_before(&p[i], last, axis))
                swap(&p[i], &p[end++]);
        swap(&p[end], last);
        if (end == half)
            return;
        if (end < half)
            low = end + 1;
        else
            high = end;
    }
}

static int wider_axis(const point *spot, size_t n)
{
    double low[2] = {INFINITY, INFINITY}, high[2] = {-INFINITY, -INFINITY};
    for (size_t i = 0; i < n; i++)
        for (int axis = 0; axis < 2; axis++) {
            low[axis] = fmin(low[axis], spot[i].at[axis]);
            high[axis] = fmax(high[axis], spot[i].at[axis]);
        }
    return high[1] - low[1] > high[0] - low[0];
}

/* The depth is that of halving n. */
static void deal(double *place, point *spot, point *wish, size_t n)
{
    if (n == 1) {
        place[2 * wish->index] = spot->at[0];
        place[2 * wish->index + 1] = spot->at[1];
        return;
    }
    int axis = wider_axis(spot, n);
    halve(spot, n, n / 2, axis);
    halve(wish, n, n / 2, axis);
    deal(place, spot, wish, n / 2);
    deal(place, spot + n / 2, wish + n / 2, n - n / 2);
}

copse_status copse_layout_match(double *place, const double *wish, size_t n, copse_error *err)
{
    point *spots = copse_memory_new(n, sizeof *spots), *wishes = copse_memory_new(n, sizeof *wishes);
    copse_status st = spots && wishes ? COPSE_OK : copse_error_nomem(err);
    for (size_t i = 0; st == COPSE_OK && i < n; i++) {
        spots[i] = (point){{place[2 * i], place[2 * i + 1]}, i};
        wishes[i] = (point){{wish[2 * i], wish[2 * i + 1]}, i};
    }
    if (st == COPSE_OK && n > 0)
        deal(place, spots, wishes, n);
    copse_memory_free(spots);
    copse_memory_free(wishes);
    return st;
}
