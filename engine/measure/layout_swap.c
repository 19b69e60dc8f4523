/* Things change spots with whoever stands nearer to what they are tied to, where that shortens the ties of both. */
#include "measure/layout_internal.h"

#include <math.h>

/* How often all are asked, and how far towards their wish they look for somebody to change with. */
enum { ROUNDS = 3 };
static const double PART_OF_THE_WAY[] = {1.0, 0.5, 0.2};
enum { N_PARTS = sizeof PART_OF_THE_WAY / sizeof *PART_OF_THE_WAY };

/* Spots stay, so that the cells that they are in do; whose spot it is changes. */
typedef struct floor_plan {
    double side, left, low;
    int64_t wide, high;
    int32_t *start; /* [cells + 1] */
    int32_t *spot;  /* [n] by cell */
} floor_plan;

typedef struct swapping {
    const copse_incidence *ties;
    size_t n;
    double *place;
    double *spot;     /* [n × 2] */
    int32_t *who;     /* [n] of a spot */
    int32_t *spot_of; /* [n] of a thing */
    floor_plan plan;
} swapping;

static int64_t cell_at(const floor_plan *f, double x, double y)
{
    double column = floor((x - f->left) / f->side), row = floor((y - f->low) / f->side);
    if (column < 0.0 || row < 0.0 || column >= (double)f->wide || row >= (double)f->high)
        return -1;
    return (int64_t)row * f->wide + (int64_t)column;
}

static bool make_plan(floor_plan *f, const double *spot, size_t n)
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
    f->wide = (int64_t)((right - f->left) / f->side) + 1;
    f->high = (int64_t)((top - f->low) / f->side) + 1;
    size_t cells = (size_t)(f->wide * f->high);
    f->start = copse_memory_new(cells + 1, sizeof *f->start);
    f->spot = copse_memory_new(n, sizeof *f->spot);
    if (!f->start || !f->spot)
        return false;
    for (size_t i = 0; i < n; i++)
        f->start[cell_at(f, spot[2 * i], spot[2 * i + 1])]++;
    int32_t before = 0;
    for (size_t c = 0; c <= cells; c++) {
        before += f->start[c];
        f->start[c] = before;
    }
    for (size_t i = n; i-- > 0;)
        f->spot[--f->start[cell_at(f, spot[2 * i], spot[2 * i + 1])]] = (int32_t)i;
    return true;
}

/* Length of the ties of a thing that stands somewhere, while another stands in its place. */
static double length_at(const swapping *s, size_t thing, const double *at, size_t other, const double *other_at)
{
    double sum = 0.0;
    for (size_t k = s->ties->start[thing]; k < s->ties->start[thing + 1]; k++) {
        size_t u = (size_t)s->ties->column[k];
        const double *end = u == other ? other_at : &s->place[2 * u];
        double dx = end[0] - at[0], dy = end[1] - at[1];
        sum += (s->ties->value ? s->ties->value[k] : 1.0) * sqrt(dx * dx + dy * dy);
    }
    return sum;
}

static bool change(swapping *s, size_t a, size_t b)
{
    double at_a[2] = {s->place[2 * a], s->place[2 * a + 1]}, at_b[2] = {s->place[2 * b], s->place[2 * b + 1]};
    double now = length_at(s, a, at_a, b, at_b) + length_at(s, b, at_b, a, at_a);
    double then = length_at(s, a, at_b, b, at_a) + length_at(s, b, at_a, a, at_b);
    if (!(then < now))
        return false;
    for (int axis = 0; axis < 2; axis++) {
        s->place[2 * a + (size_t)axis] = at_b[axis];
        s->place[2 * b + (size_t)axis] = at_a[axis];
    }
    int32_t kept = s->spot_of[a];
    s->spot_of[a] = s->spot_of[b];
    s->spot_of[b] = kept;
    s->who[s->spot_of[a]] = (int32_t)a;
    s->who[s->spot_of[b]] = (int32_t)b;
    return true;
}

static bool ask_at(swapping *s, size_t v, double x, double y)
{
    int64_t cell = cell_at(&s->plan, x, y);
    for (int32_t k = cell < 0 ? 0 : s->plan.start[cell]; cell >= 0 && k < s->plan.start[cell + 1]; k++) {
        size_t other = (size_t)s->who[s->plan.spot[k]];
        if (other != v && change(s, v, other))
            return true;
    }
    return false;
}

static void ask(swapping *s, size_t v)
{
    double wish[2], x = s->place[2 * v], y = s->place[2 * v + 1];
    copse_layout_wish(wish, s->place, s->ties, v);
    for (size_t i = 0; i < N_PARTS; i++)
        if (ask_at(s, v, x + PART_OF_THE_WAY[i] * (wish[0] - x), y + PART_OF_THE_WAY[i] * (wish[1] - y)))
            return;
}

copse_status copse_layout_swap(double *place, const copse_incidence *ties, const copse_context *ctx, copse_error *err)
{
    swapping s = {.ties = ties, .n = ties->n_rows, .place = place};
    s.who = copse_memory_new(s.n, sizeof *s.who);
    s.spot_of = copse_memory_new(s.n, sizeof *s.spot_of);
    copse_status st = s.who && s.spot_of && make_plan(&s.plan, place, s.n) ? COPSE_OK : copse_error_nomem(err);
    for (size_t v = 0; st == COPSE_OK && v < s.n; v++)
        s.who[v] = s.spot_of[v] = (int32_t)v;
    for (int round = 0; st == COPSE_OK && round < ROUNDS; round++) {
        for (size_t v = 0; v < s.n; v++)
            ask(&s, v);
        st = copse_context_poll(ctx, err);
    }
    copse_memory_free(s.who);
    copse_memory_free(s.spot_of);
    copse_memory_free(s.plan.start);
    copse_memory_free(s.plan.spot);
    return st;
}
