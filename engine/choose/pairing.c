/*
 * One weight a pair that orders matchings as they are to be ordered. With m people at once there are h = m / 2 pairs
 * at most, so
 *
 *     weight = C − R·repeat + P·(people of the pair with priority) + S·worth + noise
 *
 * where noise < 8, S > 8 h, P > S · (all that h pairs can be worth) and so on: a lower line can never outweigh one
 * unit of a higher one. All whole numbers, so the order is kept exactly.
 */
#include "choose/pairing.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/random.h"
#include "choose/matching.h"

enum { NOISE = 8 };

typedef struct scale {
    int64_t worth, priority, repeat, pair;
} scale;

static scale scale_for(size_t n)
{
    int64_t pairs = (int64_t)(n / 2) + 1;
    scale s;
    s.worth = NOISE * pairs;
    s.priority = s.worth * (COPSE_PAIRING_MOST_WORTH + 1) * pairs;
    s.repeat = s.priority * (2 * pairs + 1);
    s.pair = s.repeat * (pairs + 1);
    return s;
}

/* ---- circles ---- */

typedef struct seat {
    int32_t place, rank; /* rank: as drawn */
} seat;

static int by_place_and_rank(const void *a, const void *b)
{
    const seat *x = a, *y = b;
    if (x->place != y->place)
        return x->place < y->place ? -1 : 1;
    return (x->rank > y->rank) - (x->rank < y->rank);
}

/* Everybody by place, and in an order drawn at random within each. */
static copse_status draw_order(int32_t *order, const copse_pairing_problem *problem, copse_random *random,
                               copse_error *err)
{
    size_t n = problem->n;
    int64_t *drawn = copse_memory_new(n, sizeof *drawn);
    seat *seats = copse_memory_new(n, sizeof *seats);
    bool is_whole = drawn && seats;
    for (size_t i = 0; is_whole && i < n; i++)
        drawn[i] = (int64_t)i;
    if (is_whole) {
        copse_random_shuffle(random, drawn, n);
        for (size_t i = 0; i < n; i++)
            seats[i] = (seat){problem->place ? problem->place[drawn[i]] : 0, (int32_t)i};
        qsort(seats, n, sizeof *seats, by_place_and_rank);
        for (size_t i = 0; i < n; i++)
            order[i] = (int32_t)drawn[seats[i].rank];
    }
    copse_memory_free(drawn);
    copse_memory_free(seats);
    return is_whole ? COPSE_OK : copse_error_nomem(err);
}

/* ---- one circle ---- */

/*
 * Where there are to be fewer pairs, n − 2 · pairs empty chairs join the circle. Sitting with one counts as a pair, so a
 * largest matching fills all of them, and leaves just so many people to meet each other.
 */
typedef struct circle {
    const copse_pairing_problem *problem;
    const int32_t *person; /* [n] */
    size_t n, n_seats;     /* with the empty chairs */
    copse_pair_worth *pair; /* [n × n] */
    int64_t *weight;        /* [n_seats × n_seats] */
    int32_t *mate;          /* [n_seats]; beyond n: an empty chair */
} circle;

static void circle_free(circle *c)
{
    copse_memory_free(c->pair);
    copse_memory_free(c->weight);
    copse_memory_free(c->mate);
}

static int64_t weigh(const circle *c, const scale *s, size_t a, size_t b, copse_random *random)
{
    const copse_pair_worth *pair = &c->pair[a * c->n + b];
    const bool *priority = c->problem->has_priority;
    int64_t noise = (int64_t)copse_random_below(random, NOISE);
    const int32_t *place = c->problem->place;
    if (!pair->may_meet || (place && place[c->person[a]] != place[c->person[b]]))
        return 0;
    int64_t people = priority ? priority[c->person[a]] + priority[c->person[b]] : 0;
    return s->pair - (pair->is_repeat ? s->repeat : 0) + s->priority * people + s->worth * pair->worth + noise;
}

static copse_status weigh_all(circle *c, copse_random *random, const copse_context *ctx, copse_error *err)
{
    const scale s = scale_for(c->n);
    copse_status st = COPSE_OK;
    for (size_t a = 0; st == COPSE_OK && a < c->n; a++) {
        st = c->problem->put_row(&c->pair[a * c->n], c->problem->user, (size_t)c->person[a], c->person, c->n, err);
        for (size_t b = 0; st == COPSE_OK && b < a; b++)
            c->weight[a * c->n_seats + b] = c->weight[b * c->n_seats + a] = weigh(c, &s, a, b, random);
        for (size_t chair = c->n; st == COPSE_OK && chair < c->n_seats; chair++)
            c->weight[a * c->n_seats + chair] = c->weight[chair * c->n_seats + a] = s.pair;
        if (st == COPSE_OK)
            st = copse_context_poll(ctx, err);
    }
    return st;
}

static void count_pairs(copse_pairing *out, const circle *c)
{
    const bool *priority = c->problem->has_priority;
    for (size_t a = 0; a < c->n; a++) {
        if (c->mate[a] < 0 || (size_t)c->mate[a] >= c->n)
            continue;
        out->n_priority += priority && priority[c->person[a]];
        if (c->mate[a] < (int32_t)a)
            continue;
        const copse_pair_worth *pair = &c->pair[a * c->n + (size_t)c->mate[a]];
        out->n_pairs++;
        out->n_repeats += pair->is_repeat;
        out->worth += pair->worth;
    }
}

static bool is_limited(const copse_pairing_problem *problem, size_t n)
{
    return problem->most_pairs > 0 && 2 * problem->most_pairs < n && problem->n <= COPSE_PAIRING_CIRCLE;
}

static copse_status pair_circle(int32_t *mate, copse_pairing *out, const copse_pairing_problem *problem,
                                const int32_t *person, size_t n, copse_random *random, const copse_context *ctx,
                                copse_error *err)
{
    circle c = {.problem = problem, .person = person, .n = n, .n_seats = n};
    int64_t weight;
    if (is_limited(problem, n))
        c.n_seats += n - 2 * problem->most_pairs;
    c.pair = copse_memory_new(n * n, sizeof *c.pair);
    c.weight = copse_memory_new(c.n_seats * c.n_seats, sizeof *c.weight);
    c.mate = copse_memory_new(c.n_seats, sizeof *c.mate);
    copse_status st = c.pair && c.weight && c.mate ? COPSE_OK : copse_error_nomem(err);
    if (st == COPSE_OK)
        st = weigh_all(&c, random, ctx, err);
    if (st == COPSE_OK)
        st = copse_choose_matching(c.mate, &weight, NULL, c.weight, c.n_seats, ctx, err);
    if (st == COPSE_OK) {
        for (size_t a = 0; a < n; a++)
            mate[person[a]] = c.mate[a] < 0 || (size_t)c.mate[a] >= n ? -1 : person[c.mate[a]];
        count_pairs(out, &c);
    }
    circle_free(&c);
    return st;
}

/* ---- all ---- */

static size_t same_place(const copse_pairing_problem *problem, const int32_t *order, size_t from)
{
    size_t to = from;
    while (to < problem->n &&
           (!problem->place || problem->place[order[to]] == problem->place[order[from]]))
        to++;
    return to - from;
}

/* A place's people in as few circles as there can be, of an even number of people but for the last. */
static copse_status pair_place(int32_t *mate, copse_pairing *out, const copse_pairing_problem *problem,
                               const int32_t *person, size_t n, copse_random *random, const copse_context *ctx,
                               copse_error *err)
{
    size_t n_circles = (n + COPSE_PAIRING_CIRCLE - 1) / COPSE_PAIRING_CIRCLE;
    size_t size = n_circles > 0 ? ((n + n_circles - 1) / n_circles + 1) / 2 * 2 : 0;
    copse_status st = COPSE_OK;
    out->is_exact = out->is_exact && n_circles < 2;
    for (size_t at = 0; st == COPSE_OK && at < n; at += size) {
        size_t left = n - at;
        if (n_circles < 2 || left < size)
            size = left;
        st = pair_circle(mate, out, problem, person + at, size, random, ctx, err);
    }
    return st;
}

copse_status copse_choose_pairs(int32_t *mate, copse_pairing *out, const copse_pairing_problem *problem,
                                const copse_context *ctx, copse_error *err)
{
    copse_random random;
    copse_random_seed(&random, ctx->seed, 0x70616972); /* "pair" */
    *out = (copse_pairing){.is_exact = true};
    int32_t *order = copse_memory_new(problem->n, sizeof *order);
    if (!order)
        return copse_error_nomem(err);
    copse_status st = draw_order(order, problem, &random, err);
    for (size_t at = 0; st == COPSE_OK && at < problem->n;) {
        size_t n = is_limited(problem, problem->n) ? problem->n : same_place(problem, order, at);
        st = pair_place(mate, out, problem, order + at, n, &random, ctx, err);
        at += n;
    }
    out->bound = out->is_exact ? out->worth : (int64_t)out->n_pairs * COPSE_PAIRING_MOST_WORTH;
    copse_memory_free(order);
    return st;
}
