/* Discs that lie on each other are pushed apart, pair by pair, through a grid of cells that each may touch. */
#include "measure/layout_internal.h"

#include <math.h>
#include <string.h>

enum { ROUNDS = 200 };

typedef struct grid {
    double side, left, low;
    int64_t wide, high;
    int32_t *first, *next; /* [cells], [n] linked lists of discs; −1 */
} grid;

static int64_t clip(double value, int64_t most)
{
    return value < 0.0 ? 0 : value >= (double)most ? most - 1 : (int64_t)value;
}

static int64_t column_of(const grid *g, double x)
{
    return clip(floor((x - g->left) / g->side), g->wide);
}

static int64_t row_of(const grid *g, double y)
{
    return clip(floor((y - g->low) / g->side), g->high);
}

/* A cell is as wide as the widest disc, or wider where that would make far more cells than discs. */
static bool make_grid(grid *g, const double *place, size_t n, double widest)
{
    double right = place[0], top = place[1];
    g->left = place[0];
    g->low = place[1];
    for (size_t i = 1; i < n; i++) {
        g->left = fmin(g->left, place[2 * i]);
        right = fmax(right, place[2 * i]);
        g->low = fmin(g->low, place[2 * i + 1]);
        top = fmax(top, place[2 * i + 1]);
    }
    double least = sqrt((right - g->left) * (top - g->low) / (4.0 * (double)n));
    least = fmax(least, fmax(right - g->left, top - g->low) / (4.0 * (double)n));
    g->side = fmax(widest, least);
    g->wide = (int64_t)((right - g->left) / g->side) + 1;
    g->high = (int64_t)((top - g->low) / g->side) + 1;
    size_t cells = (size_t)(g->wide * g->high);
    g->first = copse_memory_new(cells, sizeof *g->first);
    g->next = copse_memory_new(n, sizeof *g->next);
    if (!g->first || !g->next)
        return false;
    for (size_t c = 0; c < cells; c++)
        g->first[c] = -1;
    for (size_t i = n; i-- > 0;) {
        size_t c = (size_t)(row_of(g, place[2 * i + 1]) * g->wide + column_of(g, place[2 * i]));
        g->next[i] = g->first[c];
        g->first[c] = (int32_t)i;
    }
    return true;
}

static void free_grid(grid *g)
{
    copse_memory_free(g->first);
    copse_memory_free(g->next);
}

/* Both give way, the larger less. Discs on the same spot part along a direction of their own. */
static bool push(double *place, const double *radius, size_t i, size_t j)
{
    double dx = place[2 * j] - place[2 * i], dy = place[2 * j + 1] - place[2 * i + 1];
    double wanted = radius[i] + radius[j], far = hypot(dx, dy);
    if (far >= wanted * 0.95)
        return false;
    if (far < 1e-9 * wanted) {
        dx = cos((double)(i + j));
        dy = sin((double)(i + j));
        far = 1.0;
    }
    double by = (wanted - hypot(place[2 * j] - place[2 * i], place[2 * j + 1] - place[2 * i + 1])) / far;
    double weight_i = radius[i] * radius[i], weight_j = radius[j] * radius[j];
    double share = weight_j / (weight_i + weight_j);
    place[2 * i] -= dx * by * share;
    place[2 * i + 1] -= dy * by * share;
    place[2 * j] += dx * by * (1.0 - share);
    place[2 * j + 1] += dy * by * (1.0 - share);
    return true;
}

/* A disc that rests, and whose neighbours do, need not be looked at again. */
typedef struct movement {
    bool *was, *is; /* [n] moved in the last round, in this one */
} movement;

static bool push_from(double *place, const double *radius, size_t i, const grid *g, bool *moves)
{
    bool has_moved = false;
    int64_t row = row_of(g, place[2 * i + 1]), column = column_of(g, place[2 * i]);
    for (int64_t r = row > 0 ? row - 1 : 0; r <= row + 1 && r < g->high; r++)
        for (int64_t c = column > 0 ? column - 1 : 0; c <= column + 1 && c < g->wide; c++)
            for (int32_t j = g->first[r * g->wide + c]; j >= 0; j = g->next[j])
                if ((size_t)j != i && push(place, radius, i, (size_t)j))
                    has_moved = moves[i] = moves[j] = true;
    return has_moved;
}

/* @return whether anything moved. */
static bool push_all(double *place, const double *radius, size_t n, const grid *g, movement *m)
{
    bool has_moved = false;
    for (size_t i = 0; i < n; i++)
        if (m->was[i])
            has_moved |= push_from(place, radius, i, g, m->is);
    bool *before = m->was;
    m->was = m->is;
    m->is = before;
    memset(m->is, 0, n * sizeof *m->is);
    return has_moved;
}

static copse_status part(double *place, const double *radius, size_t n, movement *m, copse_error *err)
{
    double widest = 0.0;
    for (size_t i = 0; i < n; i++)
        widest = fmax(widest, 2.0 * radius[i]);
    memset(m->was, true, n * sizeof *m->was);
    bool has_moved = n > 1;
    for (int round = 0; has_moved && round < ROUNDS; round++) {
        grid g = {0};
        bool is_made = make_grid(&g, place, n, widest);
        if (is_made)
            has_moved = push_all(place, radius, n, &g, m);
        free_grid(&g);
        if (!is_made)
            return copse_error_nomem(err);
    }
    return COPSE_OK;
}

copse_status copse_layout_part(double *place, const double *radius, size_t n, copse_error *err)
{
    movement m = {copse_memory_new(n, sizeof *m.was), copse_memory_new(n, sizeof *m.is)};
    copse_status st = m.was && m.is ? part(place, radius, n, &m, err) : copse_error_nomem(err);
    copse_memory_free(m.was);
    copse_memory_free(m.is);
    return st;
}

void copse_layout_scale(double *place, const double *radius, size_t n, double covered)
{
    double x = 0.0, y = 0.0, spread = 0.0, area = 0.0;
    for (size_t v = 0; v < n; v++) {
        x += place[2 * v] / (double)n;
        y += place[2 * v + 1] / (double)n;
        area += radius[v] * radius[v];
    }
    for (size_t v = 0; v < n; v++)
        spread += pow(place[2 * v] - x, 2.0) + pow(place[2 * v + 1] - y, 2.0);
    double by = spread > 0.0 ? sqrt(area / covered / (2.0 * spread / (double)n)) : 0.0;
    for (size_t v = 0; v < n; v++) {
        place[2 * v] = (place[2 * v] - x) * by;
        place[2 * v + 1] = (place[2 * v + 1] - y) * by;
    }
}
