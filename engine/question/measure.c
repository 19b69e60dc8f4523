/*
 * One measure of everything of a level. Cuts the network into things, has them measured, and says of each what this
 * audience may know.
 */
#include "question/measure.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "question/recommend.h"

enum { USUAL_ROWS = 20 };

bool copse_measuring_is_for_steward(const copse_measuring *a)
{
    return a->ctx->audience == COPSE_FOR_STEWARD;
}

/* ---- what is asked ---- */

/* "members or teams" */
static void list_levels(char *out, size_t size, unsigned of)
{
    out[0] = '\0';
    for (int t = COPSE_THINGS_MEMBERS; t <= COPSE_THINGS_TOPICS; t++)
        if (of & COPSE_OF(t)) {
            size_t length = strlen(out);
            snprintf(out + length, size - length, "%s%s", length > 0 ? " or " : "",
                     copse_things_name((copse_things)t));
        }
}

static copse_status choose_things(copse_measuring *a, copse_error *err)
{
    static const copse_things order[] = {COPSE_THINGS_COMMUNITIES, COPSE_THINGS_TEAMS, COPSE_THINGS_TOPICS,
                                         COPSE_THINGS_MEMBERS};
    const copse_measure_info *info = &a->measure->info;
    unsigned wanted = a->options->of ? a->options->of : info->of;
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++)
        if (wanted & info->of & COPSE_OF(order[i])) {
            a->things = order[i];
            break;
        }
    if (!(wanted & info->of)) {
        char of[64], next[80];
        list_levels(of, sizeof of, info->of);
        snprintf(next, sizeof next, "give --of %s", of);
        list_levels(of, sizeof of, wanted);
        return copse_error_set(err, COPSE_E_ARGUMENT, "--of", next, "%s is no measure of %s", info->name, of);
    }
    if (a->things == COPSE_THINGS_MEMBERS && !(copse_measuring_is_for_steward(a) && a->ctx->reason && a->ctx->reason[0]))
        return copse_error_set(err, COPSE_E_ARGUMENT, info->name, "add --for steward --reason TEXT",
                               "what people score is for the steward only");
    return COPSE_OK;
}

/* ---- what may be said ---- */

/* Units whose people are fewer than the threshold, or whose number is not published. */
static copse_status find_small(copse_measuring *a, copse_error *err)
{
    a->is_small = copse_memory_new(a->of->n, sizeof *a->is_small);
    if (!a->is_small)
        return copse_error_nomem(err);
    if (copse_measuring_is_for_steward(a) || !a->of->units)
        return COPSE_OK;
    copse_status st = copse_network_counts_new(&a->counts, a->net, (int64_t)copse_asking_threshold(a->ctx), err);
    for (size_t v = 0; st == COPSE_OK && v < a->of->n; v++) {
        bool is_team = a->things == COPSE_THINGS_TEAMS;
        copse_count staff = copse_network_counts_get(a->counts, is_team ? COPSE_NONE : a->of->index[v],
                                                     is_team ? COPSE_COUNT_UNIT : COPSE_COUNT_WHOLE, a->of->index[v]);
        a->is_small[v] = staff.is_suppressed ||
                         copse_incidence_degree(&a->of->units->members, v) < copse_asking_threshold(a->ctx);
    }
    return st;
}

static double to_digits(double value, int digits)
{
    char text[40];
    if (!isfinite(value))
        return value;
    snprintf(text, sizeof text, "%.*e", digits - 1, value);
    return strtod(text, NULL) + 0.0; /* no negative zero */
}

/* A count of people is rounded to the threshold, so that no few can be told. */
static double shown(const copse_measuring *a, double value)
{
    enum { FULL = 9, SHARED = 3 };
    double threshold = (double)copse_asking_threshold(a->ctx);
    if (copse_measuring_is_for_steward(a))
        return to_digits(value, FULL);
    if (a->measure->info.counts_people && a->of->units)
        return threshold * round(value / threshold);
    return to_digits(value, SHARED);
}

static bool is_few(size_t n, size_t threshold)
{
    return n > 0 && n < threshold;
}

/* Of two CoPs the sizes are published: with them a likeness tells how many are in both. */
static bool may_show_pair(const copse_measuring *a, size_t first, size_t second)
{
    if (copse_measuring_is_for_steward(a))
        return true;
    if (a->is_small[first] || a->is_small[second])
        return false;
    if (a->things != COPSE_THINGS_COMMUNITIES || (a->measure->parts & COPSE_SUBJECT_TOPICS))
        return true;
    copse_shared shared = copse_measure_shared(a->of, first, second);
    size_t threshold = copse_asking_threshold(a->ctx);
    return !is_few(shared.both, threshold) && !is_few(shared.only_a, threshold) && !is_few(shared.only_b, threshold);
}

/* ---- order ---- */

const char *copse_measuring_key_of(const copse_measuring *a, size_t v)
{
    const copse_facts *facts = a->net->facts;
    copse_index i = a->of->index[v];
    switch (a->things) {
    case COPSE_THINGS_MEMBERS:
        return facts->members[i].key;
    case COPSE_THINGS_TEAMS:
        return facts->teams[i].key;
    case COPSE_THINGS_COMMUNITIES:
        return facts->communities[i].key;
    case COPSE_THINGS_TOPICS:
        break;
    }
    return facts->topics[i].key;
}

/* Best first, undefined last, then by key. qsort has no user pointer, so the heap of pairs has a sort of its own. */
static int compare(const copse_measuring *a, const copse_measured *x, const copse_measured *y)
{
    if (isnan(x->value) != isnan(y->value))
        return isnan(x->value) ? 1 : -1;
    if (x->value != y->value && !isnan(x->value))
        return (x->value < y->value) == a->measure->info.less_is_more ? -1 : 1;
    int by_key = strcmp(copse_measuring_key_of(a, x->a), copse_measuring_key_of(a, y->a));
    return by_key != 0 ? by_key : strcmp(copse_measuring_key_of(a, x->b), copse_measuring_key_of(a, y->b));
}

/* Heapsort in place: rows[0] is the worst of the first n. */
static void sift(copse_measuring *a, size_t at, size_t n)
{
    copse_measured moved = a->rows[at];
    for (size_t child; (child = 2 * at + 1) < n; at = child) {
        child += child + 1 < n && compare(a, &a->rows[child], &a->rows[child + 1]) < 0;
        if (compare(a, &moved, &a->rows[child]) >= 0)
            break;
        a->rows[at] = a->rows[child];
    }
    a->rows[at] = moved;
}

static void make_heap(copse_measuring *a)
{
    for (size_t i = a->n / 2; i > 0; i--)
        sift(a, i - 1, a->n);
}

static void sort(copse_measuring *a)
{
    make_heap(a);
    for (size_t n = a->n; n > 1; n--) {
        copse_measured worst = a->rows[0];
        a->rows[0] = a->rows[n - 1];
        a->rows[n - 1] = worst;
        sift(a, 0, n - 1);
    }
}

/* Keep the best so many: once there are as many, the worst stands first in a heap and gives way. */
static copse_status keep(copse_measuring *a, copse_measured found, copse_error *err)
{
    a->n_in_all++;
    if (a->n < a->most) {
        if (!copse_memory_grow((void **)&a->rows, &a->capacity, a->n, sizeof *a->rows))
            return copse_error_nomem(err);
        a->rows[a->n++] = found;
        if (a->n == a->most)
            make_heap(a);
    } else if (compare(a, &found, &a->rows[0]) < 0) {
        a->rows[0] = found;
        sift(a, 0, a->n);
    }
    return COPSE_OK;
}

/* ---- measuring ---- */

static copse_status measure_things(copse_measuring *a, copse_error *err)
{
    size_t n = a->of->n;
    double *value = copse_memory_new(n, sizeof *value), *error = copse_memory_new(n, sizeof *error);
    copse_status st = value && error ? COPSE_OK : copse_error_nomem(err);
    for (size_t v = 0; st == COPSE_OK && v < n; v++)
        value[v] = error[v] = NAN;
    if (st == COPSE_OK)
        st = a->measure->vertex(value, error, a->of, a->ctx, err);
    for (size_t v = 0; st == COPSE_OK && v < n; v++) {
        if (a->is_small[v]) {
            a->answer->n_small++;
            continue;
        }
        a->answer->n_undefined += isnan(value[v]);
        st = keep(a, (copse_measured){v, v, shown(a, value[v]), shown(a, error[v])}, err);
    }
    copse_memory_free(value);
    copse_memory_free(error);
    return st;
}

static copse_status measure_pair(void *user, size_t first, size_t second, copse_error *err)
{
    copse_measuring *a = user;
    if (!may_show_pair(a, first, second))
        return COPSE_OK;
    bool in_order = strcmp(copse_measuring_key_of(a, first), copse_measuring_key_of(a, second)) < 0;
    double value = shown(a, a->measure->pair(a->of, first, second));
    a->answer->n_undefined += isnan(value);
    return keep(a, (copse_measured){in_order ? first : second, in_order ? second : first, value, NAN}, err);
}

static copse_status measure(copse_measuring *a, copse_error *err)
{
    copse_status st = copse_subject_new(&a->of, a->net, a->things, a->measure->parts, a->options->topic, a->ctx, err);
    if (st == COPSE_OK)
        st = find_small(a, err);
    if (st != COPSE_OK)
        return st;
    if (a->measure->vertex) {
        st = measure_things(a, err);
    } else {
        for (size_t v = 0; v < a->of->n; v++)
            a->answer->n_small += a->is_small[v];
        st = copse_measure_pairs(a->of, (a->measure->parts & COPSE_SUBJECT_TOPICS) != 0, measure_pair, a, a->ctx, err);
    }
    if (st == COPSE_OK)
        sort(a);
    return st;
}

/* ---- the whole ---- */

static copse_status new_answer(copse_measuring *a, copse_error *err)
{
    copse_arena *arena = copse_arena_new();
    a->answer = arena ? copse_arena_take(arena, 1, sizeof *a->answer) : NULL;
    if (a->answer)
        a->answer->arena = arena;
    else
        copse_arena_free(arena);
    return a->answer ? COPSE_OK : copse_error_nomem(err);
}

copse_status copse_question_measure(copse_measure_answer **out, const copse_network *net,
                                    const copse_measure_options *options, const copse_context *ctx,
                                    copse_error *err)
{
    copse_measuring a = {.net = net, .options = options, .ctx = ctx, .measure = copse_measure_row_of(options->measure)};
    *out = NULL;
    a.most = options->top > 0 ? options->top : USUAL_ROWS;
    copse_status st = choose_things(&a, err);
    if (st == COPSE_OK)
        st = new_answer(&a, err);
    if (st == COPSE_OK)
        st = measure(&a, err);
    if (st == COPSE_OK)
        st = copse_measuring_fill(&a, err);
    if (st == COPSE_OK)
        *out = a.answer;
    else
        copse_measure_answer_free(a.answer);
    copse_subject_free(a.of);
    copse_network_counts_free(a.counts);
    copse_memory_free(a.is_small);
    copse_memory_free(a.rows);
    return st;
}

void copse_measure_answer_free(copse_measure_answer *answer)
{
    /* The answer itself lives in its arena. */
    if (answer)
        copse_arena_free(answer->arena);
}
