/*
 * One measure of everything of a level. Cuts the network into things, has them measured, and says of each what this
 * audience may know.
 */
#include "copse.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "measure/table.h"
#include "network/counts.h"
#include "question/recommend.h"

enum { USUAL_ROWS = 20 };

typedef struct row {
    size_t a, b;  /* a == b: of one thing */
    double value; /* as it is shown */
    double error;
} row;

/* Everything one asking needs; freed as a whole. */
typedef struct asking {
    const copse_network *net;
    const copse_measure_options *options;
    const copse_measure *measure;
    const copse_context *ctx;
    copse_things things;
    copse_subject *of;
    copse_counts *counts;
    bool *is_small; /* [of->n] it is of so few people that it is not listed */
    row *rows;      /* [capacity] of pairs: the best so far */
    size_t n, capacity, n_in_all, most;
    copse_measure_answer *answer;
} asking;

static bool is_for_steward(const asking *a)
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

static copse_status choose_things(asking *a, copse_error *err)
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
    if (a->things == COPSE_THINGS_MEMBERS && !(is_for_steward(a) && a->ctx->reason && a->ctx->reason[0]))
        return copse_error_set(err, COPSE_E_ARGUMENT, info->name, "add --for steward --reason TEXT",
                               "what people score is for the steward only");
    return COPSE_OK;
}

/* ---- what may be said ---- */

/* Units whose people are fewer than the threshold, or whose number is not published. */
static copse_status find_small(asking *a, copse_error *err)
{
    a->is_small = copse_memory_new(a->of->n, sizeof *a->is_small);
    if (!a->is_small)
        return copse_error_nomem(err);
    if (is_for_steward(a) || !a->of->units)
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
static double shown(const asking *a, double value)
{
    enum { FULL = 9, SHARED = 3 };
    double threshold = (double)copse_asking_threshold(a->ctx);
    if (is_for_steward(a))
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
static bool may_show_pair(const asking *a, size_t first, size_t second)
{
    if (is_for_steward(a))
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

static const char *key_of(const asking *a, size_t v)
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
static int compare(const asking *a, const row *x, const row *y)
{
    if (isnan(x->value) != isnan(y->value))
        return isnan(x->value) ? 1 : -1;
    if (x->value != y->value && !isnan(x->value))
        return (x->value < y->value) == a->measure->info.less_is_more ? -1 : 1;
    int by_key = strcmp(key_of(a, x->a), key_of(a, y->a));
    return by_key != 0 ? by_key : strcmp(key_of(a, x->b), key_of(a, y->b));
}

/* Heapsort in place: rows[0] is the worst of the first n. */
static void sift(asking *a, size_t at, size_t n)
{
    row moved = a->rows[at];
    for (size_t child; (child = 2 * at + 1) < n; at = child) {
        child += child + 1 < n && compare(a, &a->rows[child], &a->rows[child + 1]) < 0;
        if (compare(a, &moved, &a->rows[child]) >= 0)
            break;
        a->rows[at] = a->rows[child];
    }
    a->rows[at] = moved;
}

static void make_heap(asking *a)
{
    for (size_t i = a->n / 2; i > 0; i--)
        sift(a, i - 1, a->n);
}

static void sort(asking *a)
{
    make_heap(a);
    for (size_t n = a->n; n > 1; n--) {
        row worst = a->rows[0];
        a->rows[0] = a->rows[n - 1];
        a->rows[n - 1] = worst;
        sift(a, 0, n - 1);
    }
}

/* Keep the best so many: once there are as many, the worst stands first in a heap and gives way. */
static copse_status keep(asking *a, row found, copse_error *err)
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

static copse_status measure_things(asking *a, copse_error *err)
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
        st = keep(a, (row){v, v, shown(a, value[v]), shown(a, error[v])}, err);
    }
    copse_memory_free(value);
    copse_memory_free(error);
    return st;
}

static copse_status measure_pair(void *user, size_t first, size_t second, copse_error *err)
{
    asking *a = user;
    if (!may_show_pair(a, first, second))
        return COPSE_OK;
    bool in_order = strcmp(key_of(a, first), key_of(a, second)) < 0;
    double value = shown(a, a->measure->pair(a->of, first, second));
    a->answer->n_undefined += isnan(value);
    return keep(a, (row){in_order ? first : second, in_order ? second : first, value, NAN}, err);
}

static copse_status measure(asking *a, copse_error *err)
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

/* ---- the answer ---- */

/* A text that may be absent. @return false when memory ran out */
static bool keep_text(const char **out, copse_arena *arena, const char *text)
{
    *out = text ? copse_arena_copy(arena, text) : NULL;
    return *out || !text;
}

static bool name_thing(copse_measured_thing *out, const asking *a, size_t v)
{
    copse_arena *arena = a->answer->arena;
    const copse_facts *facts = a->net->facts;
    copse_index i = a->of->index[v];
    if (a->things == COPSE_THINGS_MEMBERS) {
        copse_person person = copse_network_person(a->net, a->ctx, i);
        return keep_text(&out->key, arena, person.key) && keep_text(&out->name, arena, person.name);
    }
    const char *name = a->things == COPSE_THINGS_TEAMS         ? facts->teams[i].name
                       : a->things == COPSE_THINGS_COMMUNITIES ? facts->communities[i].name
                                                               : facts->topics[i].name;
    return keep_text(&out->key, arena, key_of(a, v)) && keep_text(&out->name, arena, name ? name : key_of(a, v));
}

static copse_status list_rows(asking *a, copse_error *err)
{
    copse_measure_row *rows = copse_arena_take(a->answer->arena, a->n, sizeof *rows);
    if (!rows)
        return copse_error_nomem(err);
    for (size_t i = 0; i < a->n; i++) {
        const row *from = &a->rows[i];
        bool is_equal = i > 0 && from->value == a->rows[i - 1].value;
        rows[i].place = isnan(from->value) ? 0 : is_equal ? rows[i - 1].place : (int64_t)i + 1;
        rows[i].value = from->value;
        rows[i].error = from->error;
        if (!name_thing(&rows[i].a, a, from->a) || (from->b != from->a && !name_thing(&rows[i].b, a, from->b)))
            return copse_error_nomem(err);
    }
    a->answer->rows = rows;
    a->answer->n_rows = a->n;
    a->answer->n_in_all = a->n_in_all;
    return COPSE_OK;
}

static const char *describe_ties(const asking *a)
{
    static const char *const of_people[] = {"none is recorded, nor any CoP or team that two people share",
                                            "ties between people, and questions that somebody answered",
                                            "being in one CoP", "being in one team"};
    if (a->things == COPSE_THINGS_COMMUNITIES)
        return "people who are in both";
    if (a->things == COPSE_THINGS_TOPICS)
        return "CoPs that hold both";
    return of_people[a->of->basis];
}

static void describe_graph(asking *a)
{
    copse_measure_answer *answer = a->answer;
    answer->n_things = (int64_t)a->of->n;
    answer->n_ties = answer->n_parts = answer->n_alone = -1;
    if (!a->of->component)
        return;
    answer->ties = describe_ties(a);
    answer->n_ties = (int64_t)(a->of->ties.start[a->of->n] / 2);
    answer->n_parts = (int64_t)a->of->n_components;
    answer->n_alone = 0;
    for (size_t c = 0; c < a->of->n_components; c++)
        answer->n_alone += a->of->component_size[c] == 1;
}

static copse_status add_notes(asking *a, copse_error *err)
{
    enum { MOST = 4 };
    copse_measure_answer *answer = a->answer;
    const char **notes = copse_arena_take(answer->arena, MOST, sizeof *notes);
    size_t n = 0;
    if (!notes)
        return copse_error_nomem(err);
    if (answer->n_small > 0)
        notes[n++] = copse_arena_format(answer->arena, "%lld %s of fewer than %zu people %s not listed.",
                                        (long long)answer->n_small, copse_things_name(a->things),
                                        copse_asking_threshold(a->ctx), answer->n_small == 1 ? "is" : "are");
    if (answer->n_undefined > 0)
        notes[n++] = copse_arena_format(answer->arena, "Of %lld it is undefined; they stand last.",
                                        (long long)answer->n_undefined);
    if (a->n > 0 && !isnan(a->rows[0].error))
        notes[n++] = copse_arena_format(
            answer->arena, "Estimated from a sample that was drawn with seed %llu; ± is half of a 95 %% interval.",
            (unsigned long long)a->ctx->seed);
    if (a->n > 0 && !is_for_steward(a) && a->things != COPSE_THINGS_TOPICS)
        notes[n++] = a->measure->info.is_of_pairs && a->things == COPSE_THINGS_COMMUNITIES
                         ? "Pairs of CoPs of which only a few people are in both, or in one of them only, are not listed."
                         : "Values are rounded, so that nobody can be told from them.";
    for (size_t i = 0; i < n; i++)
        if (!notes[i])
            return copse_error_nomem(err);
    answer->head.notes = notes;
    answer->head.n_notes = n;
    return COPSE_OK;
}

static copse_status fill(asking *a, copse_error *err)
{
    copse_measure_answer *answer = a->answer;
    const copse_facts *facts = a->net->facts;
    answer->head = (copse_answer_head){.schema = "copse/measure/1",
                                       .data_version = facts->data_version,
                                       .as_of = a->net->as_of,
                                       .audience = a->ctx->audience,
                                       .seed = a->ctx->seed,
                                       .terms = a->ctx->terms};
    answer->measure = &a->measure->info;
    answer->things = a->things;
    if (a->options->topic != COPSE_NONE && a->of->restart) {
        const copse_fact_topic *topic = &facts->topics[a->options->topic];
        if (!keep_text(&answer->topic, answer->arena, topic->name ? topic->name : topic->key))
            return copse_error_nomem(err);
    }
    describe_graph(a);
    copse_status st = list_rows(a, err);
    return st == COPSE_OK ? add_notes(a, err) : st;
}

static copse_status new_answer(asking *a, copse_error *err)
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
    asking a = {.net = net, .options = options, .ctx = ctx, .measure = copse_measure_row_of(options->measure)};
    *out = NULL;
    a.most = options->top > 0 ? options->top : USUAL_ROWS;
    copse_status st = choose_things(&a, err);
    if (st == COPSE_OK)
        st = new_answer(&a, err);
    if (st == COPSE_OK)
        st = measure(&a, err);
    if (st == COPSE_OK)
        st = fill(&a, err);
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
