/*
 * Things change spots with whoever stands nearer to what they are tied to, where that shortens the ties of both.
 *
 * At a million things this is bound by memory, so things are numbered anew first: those that stand near to each other
 * have numbers near to each other, and with them their ties.
 */
#include "measure/layout_internal.h"

#include <math.h>
#include <string.h>

/* How often all are asked, and how far towards their wish they look for somebody to change with. */
enum { ROUNDS = 8, FEW_TIES = 16 };
static const double PART_OF_THE_WAY[] = {1.0, 0.5, 0.2};
enum { N_PARTS = sizeof PART_OF_THE_WAY / sizeof *PART_OF_THE_WAY };

/* Spots stay, so that the cells that they are in do; whose spot it is changes. */
typedef struct floor_plan {
    double side, left, low;
    int64_t wide, high; /* cells; in tiles of TILE × TILE, one after the other */
    int32_t *start;     /* [cells + 1] spots are numbered by cell */
} floor_plan;

enum { TILE = 16 };

typedef struct swapping {
    const copse_incidence *of; /* as the caller numbers things */
    copse_incidence ties;      /* as they are numbered here */
    size_t n;
    int32_t *thing;   /* [n] the caller's, by number here */
    int32_t *number;  /* [n] here, by the caller's */
    double *place;    /* [n × 2] */
    int32_t *who;     /* [n] of a spot */
    int32_t *spot_of; /* [n] of a thing */
    floor_plan plan;
} swapping;

static int64_t cell_at(const floor_plan *f, double x, double y)
{
    double column = floor((x - f->left) / f->side), row = floor((y - f->low) / f->side);
    if (column < 0.0 || row < 0.0 || column >= (double)f->wide || row >= (double)f->high)
        return -1;
    int64_t c = (int64_t)column, r = (int64_t)row;
    return ((r / TILE) * (f->wide / TILE) + c / TILE) * TILE * TILE + (r % TILE) * TILE + c % TILE;
}

static int64_t whole_tiles(double cells)
{
    return ((int64_t)cells / TILE + 1) * TILE;
}

/* @param thing  [n] on return in the order of their cells */
static bool make_plan(floor_plan *f, int32_t *thing, const double *spot, size_t n)
{
    double right = -INFINITY, top = -INFINITY;
    f->left = f->low = INFINITY;
    for (size_t i = 0; i < n; i++) {
        f->left = fmin(f->left, spot[2 * i]);
        right = fmax(right, spot[2 * i]);
        f->low = fmin(f->low, spot[2 * i + 1]);
        top = fmax(top, spot[2 * i + 1]);
    }
    /* About two spots a cell where they stand evenly. */
    f->side = fmax(1.5, sqrt((right - f->left + 1.0) * (top - f->low + 1.0) / (4.0 * (double)n)));
    f->wide = whole_tiles((right - f->left) / f->side);
    f->high = whole_tiles((top - f->low) / f->side);
    size_t cells = (size_t)(f->wide * f->high);
    f->start = copse_memory_new(cells + 1, sizeof *f->start);
    if (!f->start)
        return false;
    for (size_t i = 0; i < n; i++)
        f->start[cell_at(f, spot[2 * i], spot[2 * i + 1])]++;
    int32_t before = 0;
    for (size_t c = 0; c <= cells; c++) {
        before += f->start[c];
        f->start[c] = before;
    }
    for (size_t i = n; i-- > 0;)
        thing[--f->start[cell_at(f, spot[2 * i], spot[2 * i + 1])]] = (int32_t)i;
    return true;
}

/* ---- numbers that follow the plan ---- */

static void renumber(swapping *s, const double *place)
{
    size_t m = 0;
    for (size_t v = 0; v < s->n; v++) {
        s->number[s->thing[v]] = (int32_t)v;
        s->who[v] = s->spot_of[v] = (int32_t)v;
        memcpy(&s->place[2 * v], &place[2 * (size_t)s->thing[v]], 2 * sizeof *place);
    }
    for (size_t v = 0; v < s->n; v++) {
        size_t thing = (size_t)s->thing[v];
        for (size_t k = s->of->start[thing]; k < s->of->start[thing + 1]; k++, m++) {
            s->ties.column[m] = s->number[s->of->column[k]];
            if (s->of->value)
                s->ties.value[m] = s->of->value[k];
        }
        s->ties.start[v + 1] = m;
    }
}

static bool open(swapping *s, const double *place)
{
    size_t n_ends = s->of->start[s->n];
    s->thing = copse_memory_new(s->n, sizeof *s->thing);
    s->number = copse_memory_new(s->n, sizeof *s->number);
    s->place = copse_memory_new(2 * s->n, sizeof *s->place);
    s->who = copse_memory_new(s->n, sizeof *s->who);
    s->spot_of = copse_memory_new(s->n, sizeof *s->spot_of);
    s->ties = (copse_incidence){s->n, s->n, copse_memory_new(s->n + 1, sizeof *s->ties.start),
                                copse_memory_new(n_ends, sizeof *s->ties.column),
                                s->of->value ? copse_memory_new(n_ends, sizeof *s->ties.value) : NULL};
    if (!s->thing || !s->number || !s->place || !s->who || !s->spot_of || !s->ties.start || !s->ties.column ||
        (s->of->value && !s->ties.value) || !make_plan(&s->plan, s->thing, place, s->n))
        return false;
    renumber(s, place);
    return true;
}

static void close(swapping *s)
{
    copse_memory_free(s->thing);
    copse_memory_free(s->number);
    copse_memory_free(s->place);
    copse_memory_free(s->who);
    copse_memory_free(s->spot_of);
    copse_memory_free(s->plan.start);
    copse_incidence_free(&s->ties);
}

/* ---- changing ---- */

/* Length of the ties of a thing that stands somewhere, while another stands in its place. */
static double length_at(const swapping *s, size_t thing, const double *at, size_t other, const double *other_at)
{
    double sum = 0.0;
    for (size_t k = s->ties.start[thing]; k < s->ties.start[thing + 1]; k++) {
        size_t u = (size_t)s->ties.column[k];
        const double *end = u == other ? other_at : &s->place[2 * u];
        double dx = end[0] - at[0], dy = end[1] - at[1];
        sum += (s->ties.value ? s->ties.value[k] : 1.0) * sqrt(dx * dx + dy * dy);
    }
    return sum;
}

/* @param now_a  length of the ties of a where it stands */
static bool change(swapping *s, size_t a, double now_a, size_t b)
{
    double at_a[2] = {s->place[2 * a], s->place[2 * a + 1]}, at_b[2] = {s->place[2 * b], s->place[2 * b + 1]};
    double now = now_a + length_at(s, b, at_b, b, at_b);
    double then = length_at(s, a, at_b, b, at_a);
    if (then < now)
        then += length_at(s, b, at_a, a, at_b);
    if (!(then < now))
        return false;
    for (size_t axis = 0; axis < 2; axis++) {
        s->place[2 * a + axis] = at_b[axis];
        s->place[2 * b + axis] = at_a[axis];
    }
    int32_t kept = s->spot_of[a];
    s->spot_of[a] = s->spot_of[b];
    s->spot_of[b] = kept;
    s->who[s->spot_of[a]] = (int32_t)a;
    s->who[s->spot_of[b]] = (int32_t)b;
    return true;
}

/*
 * A thing with many ties moves when it asks itself, not whenever one of the many asks that wish to stand where it does:
 * measuring its ties for each of them took nine tenths of the time.
 */
static bool may_ask(const swapping *s, size_t v, size_t other)
{
    size_t ties = copse_incidence_degree(&s->ties, other);
    return ties <= FEW_TIES || ties <= copse_incidence_degree(&s->ties, v);
}

static bool ask_at(swapping *s, size_t v, double now, double x, double y)
{
    int64_t cell = cell_at(&s->plan, x, y);
    for (int32_t k = cell < 0 ? 0 : s->plan.start[cell]; cell >= 0 && k < s->plan.start[cell + 1]; k++) {
        size_t other = (size_t)s->who[k];
        if (other != v && may_ask(s, v, other) && change(s, v, now, other))
            return true;
    }
    return false;
}

static void ask(swapping *s, size_t v)
{
    double wish[2], x = s->place[2 * v], y = s->place[2 * v + 1], now = length_at(s, v, &s->place[2 * v], v, NULL);
    copse_layout_wish(wish, s->place, &s->ties, v);
    for (size_t i = 0; i < N_PARTS; i++)
        if (ask_at(s, v, now, x + PART_OF_THE_WAY[i] * (wish[0] - x), y + PART_OF_THE_WAY[i] * (wish[1] - y)))
            return;
}

copse_status copse_layout_swap(double *place, const copse_incidence *ties, const copse_context *ctx, copse_error *err)
{
    swapping s = {.of = ties, .n = ties->n_rows};
    copse_status st = open(&s, place) ? COPSE_OK : copse_error_nomem(err);
    for (int round = 0; st == COPSE_OK && round < ROUNDS; round++) {
        for (size_t v = 0; v < s.n; v++)
            ask(&s, v);
        st = copse_context_poll(ctx, err);
    }
    for (size_t v = 0; st == COPSE_OK && v < s.n; v++)
        memcpy(&place[2 * (size_t)s.thing[v]], &s.place[2 * v], 2 * sizeof *place);
    close(&s);
    return st;
}
