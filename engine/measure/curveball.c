/*
 * The sampled null: two people lay their CoPs together, keep those that they share, and deal the others out
 * anew, as many to each as before. Every incidence with the same margins is reached, all equally often
 * (Strona et al. 2014; Carstens 2015, Phys. Rev. E 91, 042812, proves the latter).
 */
#include "measure/two_mode_internal.h"

#include <math.h>
#include <stdlib.h>

#include "base/random.h"

/* Trades a person between two samples: after about five the chain has forgotten where it was. */
enum { TRADES = 5, BURN_IN = 20 };

typedef struct deck {
    int32_t *common;  /* [most] CoPs of both */
    int64_t *others;  /* [2 × most] CoPs of one of them */
} deck;

static int by_number(const void *a, const void *b)
{
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

static void trade(copse_incidence *joined, size_t a, size_t b, deck *d, copse_random *random)
{
    size_t i = joined->start[a], j = joined->start[b], n_common = 0, n_others = 0;
    size_t end_a = joined->start[a + 1], end_b = joined->start[b + 1];
    while (i < end_a || j < end_b) {
        if (j == end_b || (i < end_a && joined->column[i] < joined->column[j])) {
            d->others[n_others++] = joined->column[i++];
        } else if (i == end_a || joined->column[j] < joined->column[i]) {
            d->others[n_others++] = joined->column[j++];
        } else {
            d->common[n_common++] = joined->column[i++];
            j++;
        }
    }
    copse_random_shuffle(random, d->others, n_others);
    size_t of_a = end_a - joined->start[a] - n_common, at = 0;
    for (size_t k = 0; k < n_common; k++) {
        joined->column[joined->start[a] + k] = d->common[k];
        joined->column[joined->start[b] + k] = d->common[k];
    }
    for (size_t k = joined->start[a] + n_common; k < end_a; k++)
        joined->column[k] = (int32_t)d->others[at++];
    for (size_t k = joined->start[b] + n_common; k < end_b; k++)
        joined->column[k] = (int32_t)d->others[at++];
    if (of_a > 0)
        qsort(joined->column + joined->start[a], end_a - joined->start[a], sizeof(int32_t), by_number);
    qsort(joined->column + joined->start[b], end_b - joined->start[b], sizeof(int32_t), by_number);
}

typedef struct sampler {
    copse_seats seats;
    int64_t *traders; /* [n_traders] people with a seat */
    size_t n_traders;
    deck deck;
    copse_random random;
} sampler;

static copse_status mix(sampler *s, size_t trades_each, const copse_context *ctx, copse_error *err)
{
    copse_status st = COPSE_OK;
    size_t n = s->n_traders > 1 ? s->n_traders * trades_each / 2 : 0;
    for (size_t t = 0; st == COPSE_OK && t < n; t++) {
        size_t a = copse_random_below(&s->random, s->n_traders);
        size_t b = copse_random_below(&s->random, s->n_traders - 1);
        b += b >= a;
        trade(&s->seats.joined, (size_t)s->traders[a], (size_t)s->traders[b], &s->deck, &s->random);
        if (t % 4096 == 0)
            st = copse_context_poll(ctx, err);
    }
    return st;
}

static copse_status sampler_new(sampler *s, const copse_incidence *joined, uint64_t seed,
                                copse_error *err)
{
    size_t most = 0;
    copse_status st = copse_seats_new(&s->seats, joined, err);
    if (st != COPSE_OK)
        return st;
    s->traders = copse_memory_new(joined->n_rows, sizeof *s->traders);
    for (size_t i = 0; s->traders && i < joined->n_rows; i++) {
        size_t degree = copse_incidence_degree(&s->seats.joined, i);
        most = degree > most ? degree : most;
        if (degree > 0)
            s->traders[s->n_traders++] = (int64_t)i;
    }
    s->deck.common = copse_memory_new(most, sizeof *s->deck.common);
    s->deck.others = copse_memory_new(2 * most, sizeof *s->deck.others);
    copse_random_seed(&s->random, seed, 0);
    return s->traders && s->deck.common && s->deck.others ? COPSE_OK : copse_error_nomem(err);
}

static void sampler_free(sampler *s)
{
    copse_seats_free(&s->seats);
    copse_memory_free(s->traders);
    copse_memory_free(s->deck.common);
    copse_memory_free(s->deck.others);
}

static double seats_of(const copse_incidence *joined, const copse_incidence *units, size_t unit)
{
    double seats = 0.0;
    for (size_t i = units->start[unit]; i < units->start[unit + 1]; i++)
        seats += (double)copse_incidence_degree(joined, (size_t)units->column[i]);
    return seats;
}

/* Means and sums of squares as they come: Welford 1962, Technometrics 4, 419–420. */
static void add_sample(copse_bridging *out, const sampler *s, const copse_incidence *units, size_t nth)
{
    for (size_t t = 0; t < units->n_rows; t++) {
        double x = copse_seats_bridging(&s->seats, units, t), before = x - out[t].expected;
        out[t].expected += before / (double)nth;
        out[t].variance += before * (x - out[t].expected);
    }
}

copse_status copse_measure_bridging_sampled(copse_bridging *out, const copse_incidence *joined,
                                            const copse_incidence *units, size_t samples,
                                            const copse_context *ctx, copse_error *err)
{
    sampler s = {0};
    copse_status st = sampler_new(&s, joined, ctx->seed, err);
    for (size_t t = 0; st == COPSE_OK && t < units->n_rows; t++)
        out[t] = (copse_bridging){.seats = seats_of(&s.seats.joined, units, t),
                                  .observed = copse_seats_bridging(&s.seats, units, t)};
    if (st == COPSE_OK)
        st = mix(&s, BURN_IN, ctx, err);
    for (size_t nth = 1; st == COPSE_OK && nth <= samples; nth++) {
        st = mix(&s, TRADES, ctx, err);
        if (st == COPSE_OK)
            add_sample(out, &s, units, nth);
        copse_context_progress(ctx, "sampling the null", nth, samples);
    }
    for (size_t t = 0; st == COPSE_OK && t < units->n_rows; t++) {
        out[t].variance = out[t].seats > 0.0 ? out[t].variance / (double)(samples - 1) : NAN;
        if (out[t].seats == 0.0)
            out[t].expected = NAN;
    }
    sampler_free(&s);
    return st;
}
