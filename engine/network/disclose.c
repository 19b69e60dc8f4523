#include "network/disclose.h"

#include "base/memory.h"
#include "store/suppress.h"

typedef struct bounds {
    const copse_disclosure *d;
    int64_t *least, *most;    /* [n_cells] what a reader knows */
    int64_t *least_of, *most_of; /* [n_groups] sums over the parts; most_of of those that are bounded */
    int32_t *n_open;          /* [n_groups] parts that are not bounded */
    size_t *start;            /* [n_groups + 1] */
    int32_t *part;            /* cells by group */
    int64_t *least_left, *most_left; /* [n_cells] of a CoP: staff of its place who are not in it */
    int32_t *of_cop;          /* [n_cells] of the CoP at hand in a place of staff; -1: nobody of it */
} bounds;

static const int64_t unbounded = INT64_MAX;

static void bounds_free(bounds *b)
{
    copse_memory_free(b->least);
    copse_memory_free(b->most);
    copse_memory_free(b->least_of);
    copse_memory_free(b->most_of);
    copse_memory_free(b->n_open);
    copse_memory_free(b->start);
    copse_memory_free(b->part);
    copse_memory_free(b->of_cop);
    copse_memory_free(b->least_left);
    copse_memory_free(b->most_left);
}

static void list_parts(bounds *b)
{
    const copse_disclosure *d = b->d;
    for (size_t c = 0; c < d->n_cells; c++) {
        b->of_cop[c] = -1;
        if (d->group_of[c] >= 0)
            b->start[d->group_of[c] + 1]++;
    }
    for (size_t g = 0; g < d->n_groups; g++)
        b->start[g + 1] += b->start[g];
    for (size_t c = d->n_cells; c-- > 0;) /* start is each group's end until its parts are in */
        if (d->group_of[c] >= 0)
            b->part[--b->start[d->group_of[c] + 1]] = (int32_t)c;
    for (size_t g = 0; g < d->n_groups; g++)
        b->start[g] = b->start[g + 1];
    b->start[d->n_groups] = 0;
    for (size_t c = 0; c < d->n_cells; c++)
        b->start[d->n_groups] += d->group_of[c] >= 0;
}

static copse_status bounds_new(bounds *b, const copse_disclosure *d, copse_error *err)
{
    *b = (bounds){.d = d,
                  .least = copse_memory_new(d->n_cells, sizeof *b->least),
                  .most = copse_memory_new(d->n_cells, sizeof *b->most),
                  .least_of = copse_memory_new(d->n_groups, sizeof *b->least_of),
                  .most_of = copse_memory_new(d->n_groups, sizeof *b->most_of),
                  .n_open = copse_memory_new(d->n_groups, sizeof *b->n_open),
                  .start = copse_memory_new(d->n_groups + 1, sizeof *b->start),
                  .part = copse_memory_new(d->n_cells, sizeof *b->part),
                  .of_cop = copse_memory_new(d->n_cells, sizeof *b->of_cop),
                  .least_left = copse_memory_new(d->n_cells, sizeof *b->least_left),
                  .most_left = copse_memory_new(d->n_cells, sizeof *b->most_left)};
    if (b->least && b->most && b->least_of && b->most_of && b->n_open && b->start && b->part &&
        b->of_cop && b->least_left && b->most_left) {
        list_parts(b);
        return COPSE_OK;
    }
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
        b->least_left[c] = 0;
        b->most_left[c] = unbounded;
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

/* ---- staff who are not in a CoP: they add up as well ---- */

/* Bring together what is known of a CoP's people in a place, of the staff there, and of those of them who are left. */
static bool narrow_place(bounds *b, int32_t of_cop)
{
    int32_t staff = b->d->within[of_cop];
    bool has_changed = raise(b, staff, b->least[of_cop] + b->least_left[of_cop]);
    if (b->most[staff] != unbounded) {
        int64_t most = b->most[staff] - b->least[of_cop];
        if (most < b->most_left[of_cop]) {
            b->most_left[of_cop] = most;
            has_changed = true;
        }
        has_changed |= lower(b, of_cop, b->most[staff] - b->least_left[of_cop]);
    }
    if (b->most_left[of_cop] != unbounded) {
        has_changed |= raise(b, of_cop, b->least[staff] - b->most_left[of_cop]);
        if (b->most[of_cop] != unbounded)
            has_changed |= lower(b, staff, b->most[of_cop] + b->most_left[of_cop]);
    }
    if (b->most[of_cop] != unbounded && b->least[staff] - b->most[of_cop] > b->least_left[of_cop]) {
        b->least_left[of_cop] = b->least[staff] - b->most[of_cop];
        has_changed = true;
    }
    return has_changed;
}

/* The least of those who are left in a place; all who work there where nobody of the CoP does. */
static int64_t least_left(const bounds *b, int32_t staff)
{
    int32_t of_cop = b->of_cop[staff];
    return of_cop < 0 ? b->least[staff] : b->least_left[of_cop];
}

/* Who is left in one place is at most who is left in all, less the least that is left in the others. */
static bool narrow_left(bounds *b, int32_t staff, int64_t most)
{
    int32_t of_cop = b->of_cop[staff];
    if (of_cop < 0)
        return lower(b, staff, most);
    if (most >= b->most_left[of_cop])
        return false;
    b->most_left[of_cop] = most;
    return true;
}

/* Around the parts of a CoP stand those of all staff. */
static bool narrow_complement(bounds *b, size_t group)
{
    const copse_disclosure *d = b->d;
    int32_t total = d->total_of[group];
    if (d->within[total] < 0)
        return false; /* of all staff */
    size_t around = (size_t)d->group_of[d->within[b->part[b->start[group]]]];
    bool has_changed = false;
    int64_t least = 0;
    for (size_t i = b->start[group]; i < b->start[group + 1]; i++) {
        b->of_cop[d->within[b->part[i]]] = b->part[i];
        has_changed |= narrow_place(b, b->part[i]);
    }
    for (size_t i = b->start[around]; i < b->start[around + 1]; i++)
        least += least_left(b, b->part[i]);
    if (least > b->least_left[total]) {
        b->least_left[total] = least;
        has_changed = true;
    }
    has_changed |= narrow_place(b, total);
    for (size_t i = b->start[around]; b->most_left[total] != unbounded && i < b->start[around + 1]; i++)
        has_changed |= narrow_left(b, b->part[i],
                                   b->most_left[total] - (least - least_left(b, b->part[i])));
    for (size_t i = b->start[group]; i < b->start[group + 1]; i++)
        b->of_cop[d->within[b->part[i]]] = -1;
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
        if (around >= 0)
            has_changed |= narrow_place(b, (int32_t)c);
    }
    for (size_t g = 0; g < d->n_groups; g++)
        if (b->start[g] < b->start[g + 1])
            has_changed |= narrow_complement(b, g);
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

/* Rather than how many work there at all, the CoP that leaves the fewest of them: -1: none shows its size. */
static int32_t largest_shown(const copse_disclosure *d, int32_t all_staff)
{
    int32_t best = -1;
    for (size_t c = 0; c < d->n_cells; c++)
        if (d->within[c] == all_staff && !d->hidden[c] && (best < 0 || d->value[c] > d->value[best]))
            best = (int32_t)c;
    return best;
}

static bool hide_more(const copse_disclosure *d, int32_t cell)
{
    int32_t other = -1;
    for (int32_t at = cell; other < 0 && d->group_of[at] >= 0; at = d->total_of[d->group_of[at]])
        other = shown_beside(d, at);
    if (other < 0)
        other = shown_around(d, cell);
    if (other >= 0 && d->within[other] < 0 && d->group_of[other] < 0 && largest_shown(d, other) >= 0)
        other = largest_shown(d, other);
    if (other >= 0)
        d->hidden[other] = true;
    return other >= 0;
}

/* What costs least first: then bounds are narrowed anew, and often nothing else is given away. */
static bool close_some(const bounds *b)
{
    static bool (*const ways[])(const copse_disclosure *, int32_t) = {hide_whole_teams, hide_more};
    const copse_disclosure *d = b->d;
    bool has_hidden = false;
    for (size_t way = 0; way < 3 && !has_hidden; way++) {
        bool of_staff = way < 2; /* what is known of a CoP is often known of who works there */
        for (size_t c = 0; c < d->n_cells; c++)
            if (d->hidden[c] && b->least[c] == b->most[c] && (d->within[c] < 0) == of_staff)
                has_hidden |= ways[way > 0](d, (int32_t)c);
    }
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
    } while (close_some(&b));
    bounds_free(&b);
    return st;
}
