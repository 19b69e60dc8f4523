/* The covering team of smallest distance: a holder for each topic, near each other. */
#include "question/found.h"

#include <math.h>
#include <string.h>

#include "choose/cover.h"
#include "measure/distances.h"

/* Distances between candidates, in units of the longest tie. */
typedef struct ways {
    const copse_found_case *c;
    copse_distances *distances;
    double longest;
} ways;

static void scale(double *row, const ways *w)
{
    for (size_t i = 0; i < w->c->n; i++)
        row[i] = fmin(row[i] / w->longest, COPSE_COVER_APART);
}

static copse_status from_candidate(double *row, void *user, size_t candidate, copse_error *err)
{
    ways *w = user;
    copse_status st = copse_distances_from(row, w->distances, candidate, w->c->ctx, err);
    if (st == COPSE_OK)
        scale(row, w);
    return st;
}

static copse_status from_topic(double *row, void *user, size_t topic, copse_error *err)
{
    ways *w = user;
    copse_status st = copse_distances_from_set(row, w->distances, topic, w->c->ctx, err);
    if (st == COPSE_OK)
        scale(row, w);
    return st;
}

static double longest_tie(const copse_collaboration *graph)
{
    double longest = 0.0;
    for (size_t k = 0; k < graph->neighbours.start[graph->n_nodes]; k++)
        longest = fmax(longest, graph->length[k]);
    return longest > 0.0 ? longest : 1.0;
}

/*
 * Topics × candidates, who may stand for each; topics that nobody holds are
 * left out. Whoever must be in stands for a topic of their own.
 */
static copse_status list_holders(copse_incidence *out, size_t *n_rows, const copse_found_case *c,
                                 copse_error *err)
{
    size_t n = 0, most = c->evidence.start[c->n] + c->n;
    int32_t *row = copse_memory_new(most, sizeof *row),
            *column = copse_memory_new(most, sizeof *column);
    copse_status st = row && column ? COPSE_OK : copse_error_nomem(err);
    *n_rows = 0;
    for (size_t t = 0; t < c->n_topics && st == COPSE_OK; t++) {
        size_t before = n;
        for (size_t v = 0; v < c->n; v++)
            if (!c->is_excluded[v] && copse_incidence_has(&c->evidence, v, (int32_t)t)) {
                row[n] = (int32_t)*n_rows;
                column[n++] = (int32_t)v;
            }
        *n_rows += n > before;
    }
    for (size_t v = 0; v < c->n && st == COPSE_OK; v++)
        if (c->is_included[v]) {
            row[n] = (int32_t)(*n_rows)++;
            column[n++] = (int32_t)v;
        }
    if (st == COPSE_OK)
        st = copse_incidence_new(out, *n_rows, c->n, n, row, column, NULL, err);
    copse_memory_free(row);
    copse_memory_free(column);
    return st;
}

/* Each of the team once, and who of them is nearest to the others. */
static void put_team(copse_founding *f, const copse_cover_choice *choice, size_t n_rows)
{
    copse_group_choice *team = &f->choice;
    for (size_t t = 0; t < n_rows; t++) {
        bool is_there = false;
        for (size_t i = 0; i < team->k; i++)
            is_there = is_there || team->member[i] == choice->holder[t];
        if (!is_there)
            team->member[team->k++] = choice->holder[t];
    }
}

static copse_status elect(copse_founding *f, copse_error *err)
{
    double least = INFINITY;
    double *row = copse_memory_new(f->c->n, sizeof *row);
    copse_status st = row ? COPSE_OK : copse_error_nomem(err);
    for (size_t i = 0; i < f->choice.k && st == COPSE_OK; i++) {
        double sum = 0.0;
        st = f->c->problem.distances(row, f->c->problem.user, (size_t)f->choice.member[i], true,
                                     err);
        for (size_t j = 0; j < f->choice.k && st == COPSE_OK; j++)
            sum += row[f->choice.member[j]];
        if (st == COPSE_OK && sum < least) {
            least = sum;
            f->choice.coordinator = f->choice.member[i];
        }
    }
    copse_memory_free(row);
    return st;
}

static double shown_distance(double value, const ways *w)
{
    return value >= COPSE_COVER_APART ? NAN : value * w->longest;
}

static void put_answer(copse_founding *f, const copse_cover_choice *choice, const ways *w)
{
    copse_found_answer *answer = f->answer;
    answer->is_found = true;
    answer->distance = shown_distance(choice->value, w);
    answer->rarest_first = shown_distance(choice->rarest_first, w);
    answer->bound = shown_distance(choice->bound, w);
    answer->bound_kind = choice->is_optimal ? COPSE_BOUND_EXACT : COPSE_BOUND_PRICES;
    answer->gap = choice->is_optimal ? 0.0
                                     : (choice->value - choice->bound) /
                                           (choice->value > 0.0 ? choice->value : 1.0);
    answer->nodes = choice->nodes;
    answer->was_stopped = choice->was_stopped;
    answer->is_connected = choice->value < COPSE_COVER_APART;
    for (size_t i = 0; i < f->choice.k; i++)
        for (size_t j = 0; j < i; j++)
            answer->n_unreachable +=
                f->c->component[f->choice.member[i]] != f->c->component[f->choice.member[j]];
}

static copse_status solve(copse_founding *f, const copse_incidence *holders, size_t n_rows,
                          copse_error *err)
{
    const copse_found_case *c = f->c;
    ways w = {.c = c, .longest = longest_tie(c->graph)};
    copse_cover_choice choice;
    copse_status st =
        copse_distances_new(&w.distances, c->graph, c->member, c->n, holders, c->ctx, err);
    if (st != COPSE_OK)
        return st;
    copse_cover_problem problem = {.n = c->n,
                                   .holders = holders,
                                   .distances_from = from_candidate,
                                   .distances_from_topic = from_topic,
                                   .user = &w,
                                   .is_diameter = c->options->objective == COPSE_FOUND_DIAMETER,
                                   .effort = f->options.effort > 0 ? f->options.effort : 1,
                                   .is_spent = f->options.is_spent,
                                   .is_spent_user = f->options.is_spent_user};
    st = copse_choose_cover(&choice, &problem, c->ctx, err);
    if (st == COPSE_OK) {
        put_team(f, &choice, n_rows);
        put_answer(f, &choice, &w);
        st = elect(f, err);
    }
    copse_distances_free(w.distances);
    return st;
}

copse_status copse_found_fill_cover(copse_founding *f, copse_error *err)
{
    copse_incidence holders = {0};
    size_t n_rows;
    copse_status st = list_holders(&holders, &n_rows, f->c, err);
    if (st == COPSE_OK && n_rows == 0) {
        f->answer->failing = "nobody who may be in it holds any of the topics";
        return COPSE_OK;
    }
    if (st == COPSE_OK)
        st = solve(f, &holders, n_rows, err);
    if (st == COPSE_OK)
        st = copse_found_fill_seats(f, err);
    copse_incidence_free(&holders);
    return st;
}
