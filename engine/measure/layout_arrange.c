/*
 * A connected graph of discs: small ones by springs; large ones by blocks, which are discs themselves, so that the same
 * is done with them, and then their things inside each.
 */
#include "measure/layout_internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double GOLDEN_ANGLE = 2.39996322972865332; /* π (3 − √5) */

/* Share of a block's disc that discs of unequal sizes fill; points of equal ones fill it all. */
static const double FILLED = 0.65;

/*
 * How often things turn to where the things that they are tied to have turned; and, where blocks were found from ties
 * and nobody looks for them, how often they go half of the way there, out of their block.
 */
enum { TURNS = 3, STEPS = 3 };

void copse_layout_wish(double *wish, const double *place, const copse_incidence *ties, size_t thing)
{
    double all = 0.0;
    wish[0] = wish[1] = 0.0;
    for (size_t k = ties->start[thing]; k < ties->start[thing + 1]; k++) {
        double w = ties->value ? ties->value[k] : 1.0;
        wish[0] += w * place[2 * (size_t)ties->column[k]];
        wish[1] += w * place[2 * (size_t)ties->column[k] + 1];
        all += w;
    }
    wish[0] /= all;
    wish[1] /= all;
}

double copse_layout_radius(double n)
{
    return sqrt(n / 3.14159265358979324);
}

/* The blocks of a graph: a graph of discs again. */
typedef struct level {
    size_t n, n_blocks;
    const copse_incidence *ties;
    const double *radius; /* [n] */
    int32_t *block;       /* [n] */
    size_t *start;        /* [n_blocks + 1] */
    int32_t *thing;       /* [n] by block */
    copse_incidence block_ties;
    double *block_radius, *block_place;
} level;

static void free_level(level *l)
{
    copse_memory_free(l->block);
    copse_memory_free(l->start);
    copse_memory_free(l->thing);
    copse_incidence_free(&l->block_ties);
    copse_memory_free(l->block_radius);
    copse_memory_free(l->block_place);
}

/* Known blocks, numbered without gaps; what is in none is one of its own. */
static copse_status take_blocks(level *l, const int32_t *block, copse_error *err)
{
    int32_t most = -1;
    for (size_t v = 0; v < l->n; v++)
        most = block[v] > most ? block[v] : most;
    int32_t *named = copse_memory_new((size_t)most + 1, sizeof *named);
    if (!named)
        return copse_error_nomem(err);
    for (size_t v = 0; v < l->n; v++) {
        if (block[v] < 0) {
            l->block[v] = (int32_t)l->n_blocks++;
            continue;
        }
        if (named[block[v]] == 0)
            named[block[v]] = (int32_t)++l->n_blocks;
        l->block[v] = named[block[v]] - 1;
    }
    copse_memory_free(named);
    return COPSE_OK;
}

static bool list_things(level *l)
{
    l->start = copse_memory_new(l->n_blocks + 1, sizeof *l->start);
    l->thing = copse_memory_new(l->n, sizeof *l->thing);
    l->block_radius = copse_memory_new(l->n_blocks, sizeof *l->block_radius);
    l->block_place = copse_memory_new(2 * l->n_blocks, sizeof *l->block_place);
    if (!l->start || !l->thing || !l->block_radius || !l->block_place)
        return false;
    for (size_t v = 0; v < l->n; v++)
        l->start[l->block[v] + 1]++;
    for (size_t b = 0; b < l->n_blocks; b++)
        l->start[b + 1] += l->start[b];
    for (size_t v = l->n; v-- > 0;)
        l->thing[--l->start[l->block[v] + 1]] = (int32_t)v;
    /* Filling from the back left each start one place early. */
    for (size_t b = 0; b < l->n_blocks; b++)
        l->start[b] = l->start[b + 1];
    l->start[l->n_blocks] = l->n;
    return true;
}

/* Discs of equal size stand as a sunflower, whose area is theirs with the gaps between; unequal ones need more room. */
static void size_blocks(level *l)
{
    for (size_t b = 0; b < l->n_blocks; b++) {
        double area = 0.0, least = INFINITY, most = 0.0;
        for (size_t k = l->start[b]; k < l->start[b + 1]; k++) {
            double r = l->radius[l->thing[k]];
            area += r * r;
            least = fmin(least, r);
            most = fmax(most, r);
        }
        size_t n = l->start[b + 1] - l->start[b];
        l->block_radius[b] = n == 1        ? most
                             : least == most ? 2.0 * most * copse_layout_radius((double)n) + 0.5 * most
                                             : fmax(most, sqrt(area / FILLED));
    }
}

static copse_status tie_blocks(level *l, copse_error *err)
{
    size_t n_ends = l->ties->start[l->n], m = 0;
    int32_t *row = copse_memory_new(n_ends, sizeof *row), *column = copse_memory_new(n_ends, sizeof *column);
    double *value = copse_memory_new(n_ends, sizeof *value);
    copse_status st = row && column && value ? COPSE_OK : copse_error_nomem(err);
    for (size_t v = 0; st == COPSE_OK && v < l->n; v++)
        for (size_t k = l->ties->start[v]; k < l->ties->start[v + 1]; k++) {
            int32_t other = l->block[l->ties->column[k]];
            if (other == l->block[v])
                continue;
            row[m] = l->block[v];
            column[m] = other;
            value[m++] = l->ties->value ? l->ties->value[k] : 1.0;
        }
    if (st == COPSE_OK)
        st = copse_incidence_new(&l->block_ties, l->n_blocks, l->n_blocks, m, row, column, value, err);
    copse_memory_free(row);
    copse_memory_free(column);
    copse_memory_free(value);
    return st;
}

/* ---- inside the blocks ---- */

/* A thing or a spot of a block: how far out, and in which direction. */
typedef struct direction {
    double far, angle;
    size_t index;
} direction;

static int by_far(const void *a, const void *b)
{
    const direction *x = a, *y = b;
    return x->far != y->far ? (x->far > y->far) - (x->far < y->far) : (x->index > y->index) - (x->index < y->index);
}

static int by_angle(const void *a, const void *b)
{
    const direction *x = a, *y = b;
    return x->angle != y->angle ? (x->angle > y->angle) - (x->angle < y->angle)
                                : (x->index > y->index) - (x->index < y->index);
}

/* From the block's centre to where the thing wishes to stand. */
static direction wish_of(const level *l, const double *place, size_t thing)
{
    const double *centre = &l->block_place[2 * (size_t)l->block[thing]];
    double wish[2];
    copse_layout_wish(wish, place, l->ties, thing);
    double dx = wish[0] - centre[0], dy = wish[1] - centre[1];
    return (direction){hypot(dx, dy), atan2(dy, dx), thing};
}

/* Spots of a sunflower from the inside; large discs take more room. */
static void lay_spots(direction *spot, const level *l, const direction *wish, size_t n, double radius)
{
    double all = 0.0, inside = 0.0;
    for (size_t i = 0; i < n; i++)
        all += l->radius[wish[i].index] * l->radius[wish[i].index];
    double outermost = l->radius[wish[n - 1].index];
    for (size_t i = 0; i < n; i++) {
        double own = l->radius[wish[i].index] * l->radius[wish[i].index];
        spot[i].far = fmax(0.0, radius - outermost) * sqrt((inside + 0.5 * own) / all);
        double angle = (double)i * GOLDEN_ANGLE;
        spot[i].angle = atan2(sin(angle), cos(angle));
        spot[i].index = i;
        inside += own;
    }
}

/* Rings of a sunflower hold about 1, 6, 12, 18… spots; in each, things and spots meet by their direction. */
static void fill_block(double *place, const level *l, size_t b, direction *wish, direction *spot)
{
    size_t n = l->start[b + 1] - l->start[b];
    const double *centre = &l->block_place[2 * b];
    if (n == 1) {
        place[2 * (size_t)l->thing[l->start[b]]] = centre[0];
        place[2 * (size_t)l->thing[l->start[b]] + 1] = centre[1];
        return;
    }
    for (size_t i = 0; i < n; i++)
        wish[i] = wish_of(l, place, (size_t)l->thing[l->start[b] + i]);
    qsort(wish, n, sizeof *wish, by_far);
    lay_spots(spot, l, wish, n, l->block_radius[b]);
    size_t from = 0;
    for (size_t ring = 1; from < n; ring = ring == 1 ? 6 : ring + 6) {
        size_t size = ring < n - from ? ring : n - from;
        qsort(&wish[from], size, sizeof *wish, by_angle);
        qsort(&spot[from], size, sizeof *spot, by_angle);
        from += size;
    }
    for (size_t i = 0; i < n; i++) {
        place[2 * wish[i].index] = centre[0] + spot[i].far * cos(spot[i].angle);
        place[2 * wish[i].index + 1] = centre[1] + spot[i].far * sin(spot[i].angle);
    }
}

static copse_status fill(double *place, const level *l, const copse_context *ctx, copse_error *err)
{
    size_t most = 0;
    for (size_t b = 0; b < l->n_blocks; b++)
        most = l->start[b + 1] - l->start[b] > most ? l->start[b + 1] - l->start[b] : most;
    direction *wish = copse_memory_new(most, sizeof *wish), *spot = copse_memory_new(most, sizeof *spot);
    copse_status st = wish && spot ? COPSE_OK : copse_error_nomem(err);
    for (size_t v = 0; v < l->n; v++)
        for (size_t axis = 0; axis < 2; axis++)
            place[2 * v + axis] = l->block_place[2 * (size_t)l->block[v] + axis];
    for (int turn = 0; st == COPSE_OK && turn < TURNS; turn++) {
        for (size_t b = 0; b < l->n_blocks; b++)
            fill_block(place, l, b, wish, spot);
        st = copse_context_poll(ctx, err);
    }
    copse_memory_free(wish);
    copse_memory_free(spot);
    return st;
}

/* ---- out of the blocks ---- */

static void step(double *to, const double *place, const copse_incidence *ties)
{
    for (size_t v = 0; v < ties->n_rows; v++) {
        double wish[2];
        copse_layout_wish(wish, place, ties, v);
        to[2 * v] = 0.5 * (place[2 * v] + wish[0]);
        to[2 * v + 1] = 0.5 * (place[2 * v + 1] + wish[1]);
    }
}

/* Things go half of the way to what they are tied to, then take the spots that there are, in the order in which they lie. */
static copse_status draw_nearer(double *place, const level *l, const copse_context *ctx, copse_error *err)
{
    double *to = copse_memory_new(2 * l->n, sizeof *to);
    copse_status st = to ? COPSE_OK : copse_error_nomem(err);
    for (int i = 0; st == COPSE_OK && i < STEPS; i++) {
        step(to, place, l->ties);
        st = copse_layout_match(place, to, l->n, err);
    }
    copse_memory_free(to);
    return st == COPSE_OK ? copse_layout_swap(place, l->ties, ctx, err) : st;
}

/* Blocks that hold one thing each would be laid out for ever. */
static copse_status find_blocks(level *l, const copse_context *ctx, copse_error *err)
{
    copse_status st = copse_measure_blocks(l->block, &l->n_blocks, l->ties, ctx, err);
    for (size_t v = 0; l->n_blocks == l->n && v < l->n; v++)
        l->block[v] = 0;
    if (l->n_blocks == l->n)
        l->n_blocks = 1;
    return st;
}

static copse_status by_blocks(double *place, level *l, const int32_t *block, bool is_of_blocks,
                              const copse_context *ctx, copse_error *err)
{
    l->block = copse_memory_new(l->n, sizeof *l->block);
    if (!l->block)
        return copse_error_nomem(err);
    copse_status st = block ? take_blocks(l, block, err) : find_blocks(l, ctx, err);
    if (st == COPSE_OK && !list_things(l))
        st = copse_error_nomem(err);
    if (st != COPSE_OK)
        return st;
    size_blocks(l);
    st = tie_blocks(l, err);
    if (st == COPSE_OK)
        st = copse_layout_arrange(l->block_place, &l->block_ties, l->block_radius, NULL, true, ctx, err);
    if (st == COPSE_OK)
        st = fill(place, l, ctx, err);
    return st == COPSE_OK && !block && !is_of_blocks ? draw_nearer(place, l, ctx, err) : st;
}

copse_status copse_layout_arrange(double *place, const copse_incidence *ties, const double *radius,
                                  const int32_t *block, bool is_of_blocks, const copse_context *ctx,
                                  copse_error *err)
{
    size_t n = ties->n_rows;
    copse_status st;
    bool is_sunflower = n > COPSE_LAYOUT_WHOLE && !is_of_blocks;
    if (n <= COPSE_LAYOUT_WHOLE) {
        st = copse_layout_springs(place, ties, radius, is_of_blocks, ctx, err);
    } else {
        level l = {.n = n, .ties = ties, .radius = radius};
        st = by_blocks(place, &l, block, is_of_blocks, ctx, err);
        free_level(&l);
    }
    return st == COPSE_OK && !is_sunflower ? copse_layout_part(place, radius, n, err) : st;
}
