#include "network/disclose.h"

#include "base/memory.h"
#include "store/suppress.h"

typedef struct bounds {
    const copse_disclosure *d;
    int64_t *least, *most;    /* [n_cells] what a reader knows */
    int64_t *least_of, *most_of; /* [n_groups] sums over the parts; most_of of those that are bounded */
    int32_t *n_open;          /* [n_groups] parts that are not bounded */
} bounds;

static const int64_t unbounded = INT64_MAX;

static void bounds_free(bounds *b)
{
    copse_memory_free(b->least);
    copse_memory_free(b->most);
    copse_memory_free(b->least_of);
    copse_memory_free(b->most_of);
    copse_memory_free(b->n_open);
}

static copse_status bounds_new(bounds *b, const copse_disclosure *d, copse_error *err)
{
    *b = (bounds){.d = d,
                  .least = copse_memory_new(d->n_cells, sizeof *b->least),
                  .most = copse_memory_new(d->n_cells, sizeof *b->most),
                  .least_of = copse_memory_new(d->n_groups, sizeof *b->least_of),
                  .most_of = copse_memory_new(d->n_groups, sizeof *b->most_of),
                  .n_open = copse_memory_new(d->n_groups, sizeof *b->n_open)};
    if (b->least && b->most && b->least_of && b->most_of && b->n_open)
        return COPSE_OK;
    bounds_free(b);
    return copse_error_nomem(err);
}

/* What is known before anything is worked out: what is shown, and that what is hidden is not 0. */
static void begin(bounds *b)
{
    const copse_disclosure *d = b->d;
    for (size_t g = 0; g < d->n_groups; g++)
        b->least_of[g] = b->most_of[g] = b->n_open[g] = 0;
    for (size_t c = 0; c < d->n_cells; c++) {
        int32_t g = d->group_of[c];
        b->least[c] = d->hidden[c] ? 1 : d->value[c];
        b->most[c] = d->hidden[c] ? unbounded : d->value[c];
        if (g < 0)
            continue;
        b->least_of[g] += b->least[c];
        b->n_open[g] += d->hidden[c];
        b->most_of[g] += d->hidden[c] ? 0 : d->value[c];
    }
}

static bool raise(bounds *b, int32_t cell, int64_t least)
{
    int32_t g = b->d->group_of[cell];
    if (!b->d->hidden[cell] || least <= b->least[cell])
        return false;
    if (g >= 0)
        b->least_of[g] += least - b->least[cell];
    b->least[cell] = least;
    return true;
}

static bool lower(bounds *b, int32_t cell, int64_t most)
{
    int32_t g = b->d->group_of[cell];
    if (!b->d->hidden[cell] || most >= b->most[cell])
        return false;
    bool was_open = b->most[cell] == unbounded;
    if (g >= 0) {
        b->n_open[g] -= was_open;
        b->most_of[g] += was_open ? most : most - b->most[cell];
    }
    b->most[cell] = most;
    return true;
}

/* A sum bounds its parts. */
static bool narrow_part(bounds *b, int32_t cell, int32_t group)
{
    int32_t total = b->d->total_of[group];
    bool has_changed = false, is_open = b->most[cell] == unbounded;
    if (b->most[total] != unbounded)
        has_changed |= lower(b, cell, b->most[total] - (b->least_of[group] - b->least[cell]));
    is_open = b->most[cell] == unbounded;
    if (b->n_open[group] == (int32_t)is_open)
        has_changed |= raise(b, cell, b->least[total] - (b->most_of[group] - (is_open ? 0 : b->most[cell])));
    return has_changed;
}

static bool narrow(bounds *b)
{
    const copse_disclosure *d = b->d;
    bool has_changed = false;
    for (size_t g = 0; g < d->n_groups; g++) {
        has_changed |= raise(b, d->total_of[g], b->least_of[g]);
        if (b->n_open[g] == 0)
            has_changed |= lower(b, d->total_of[g], b->most_of[g]);
    }
    for (size_t c = 0; c < d->n_cells; c++) {
        int32_t around = d->within[c];
        if (d->group_of[c] >= 0 && d->hidden[c])
            has_changed |= narrow_part(b, (int32_t)c, d->group_of[c]);
        if (around >= 0) {
            has_changed |= raise(b, around, b->least[c]);
            has_changed |= lower(b, (int32_t)c, b->most[around]);
        }
    }
    return has_changed;
}

/* ---- what else is hidden ---- */

/* The smallest count that is shown of those that the cell's sum is made of, else the sum; -1: none is. */
static int32_t shown_beside(const copse_disclosure *d, int32_t cell)
{
    int32_t best = -1, group = d->group_of[cell];
    if (group < 0)
        return -1;
    for (size_t c = 0; c < d->n_cells; c++)
        if (d->group_of[c] == group && !d->hidden[c] && (best < 0 || d->value[c] < d->value[best]))
            best = (int32_t)c;
    if (best < 0 && !d->hidden[d->total_of[group]])
        best = d->total_of[group];
    return best;
}

/* The smallest that is shown of the parts of the cell, or else what it is a part of. */
static int32_t shown_around(const copse_disclosure *d, int32_t cell)
{
    int32_t best = -1;
    for (size_t c = 0; c < d->n_cells; c++)
        if (d->group_of[c] >= 0 && d->total_of[d->group_of[c]] == cell && !d->hidden[c] &&
            (best < 0 || d->value[c] < d->value[best]))
            best = (int32_t)c;
    int32_t within = d->within[cell];
    return best < 0 && within >= 0 && !d->hidden[within] ? within : best;
}

/* CoPs that show all of a hidden team, whose sister's staff is given away by it. */
static bool hide_whole_teams(const copse_disclosure *d, int32_t cell)
{
    bool has_hidden = false;
    for (size_t c = 0; c < d->n_cells; c++) {
        int32_t around = d->within[c];
        if (around >= 0 && !d->hidden[c] && d->hidden[around] && d->value[c] == d->value[around] &&
            (around == cell || (d->group_of[cell] >= 0 && d->group_of[around] == d->group_of[cell])))
            d->hidden[c] = has_hidden = true;
    }
    return has_hidden;
}

static bool hide_more(const copse_disclosure *d, int32_t cell)
{
    if (hide_whole_teams(d, cell))
        return true;
    int32_t other = shown_beside(d, cell);
    if (other < 0)
        other = shown_around(d, cell);
    if (other >= 0)
        d->hidden[other] = true;
    return other >= 0;
}

/* Staff first: what is known of a CoP is often known of who works there. */
static bool close_some(const bounds *b, bool of_staff)
{
    const copse_disclosure *d = b->d;
    bool has_hidden = false;
    for (size_t c = 0; c < d->n_cells; c++)
        if (d->hidden[c] && b->least[c] == b->most[c] && (d->within[c] < 0) == of_staff)
            has_hidden |= hide_more(d, (int32_t)c);
    return has_hidden;
}

copse_status copse_network_close_gaps(copse_disclosure *d, int64_t threshold, copse_error *err)
{
    bounds b;
    copse_status st = bounds_new(&b, d, err);
    if (st != COPSE_OK)
        return st;
    do {
        st = copse_store_suppress(d->hidden, d->value, d->group_of, d->n_cells, d->total_of, d->n_groups,
                                  threshold, err);
        if (st != COPSE_OK)
            break;
        begin(&b);
        while (narrow(&b)) {
        }
    } while (close_some(&b, true) || close_some(&b, false));
    bounds_free(&b);
    return st;
}
