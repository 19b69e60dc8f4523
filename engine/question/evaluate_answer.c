/* From what was found of each member to figures with intervals. */
#include "question/evaluate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BOOTSTRAP_ROUNDS = 2000 };

void copse_evaluate_answer_free(copse_evaluate_answer *answer)
{
    if (answer)
        copse_arena_free(answer->arena);
}

/* The means of each member, with their differences to the first kind behind them where wanted. */
static size_t member_means(double *value, const copse_tally *t, copse_slice slice, bool has_differences)
{
    size_t n = 0, own = t->n_kinds * COPSE_N_FIGURES;
    for (size_t member = 0; member < t->n_members; member++) {
        int32_t lists = t->lists[member * COPSE_N_SLICES + slice];
        if (lists == 0)
            continue;
        double *row = value + n++ * own * (has_differences ? 2 : 1);
        const double *sum = copse_tally_sums(t, member, slice, 0);
        for (size_t j = 0; j < own; j++) {
            row[j] = sum[j] / lists;
            if (has_differences)
                row[own + j] = row[j % COPSE_N_FIGURES] - row[j];
        }
    }
    return n;
}

static copse_evaluate_figures figures_of(const copse_interval *four)
{
    return (copse_evaluate_figures){four[0], four[1], four[2], four[3]};
}

/*
 * People are the units: somebody with something hidden in several rounds counts
 * once, by their mean, since what is found of one person is not independent.
 */
static copse_status fill_slice(copse_evaluate_line *lines, copse_evaluate_difference *differences,
                               const copse_evaluation *e, copse_slice slice, copse_error *err)
{
    const copse_tally *t = &e->tally;
    size_t m = t->n_kinds * COPSE_N_FIGURES * (differences ? 2 : 1), n = 0;
    double *value = copse_memory_new(t->n_members * m, sizeof *value);
    copse_interval *found = copse_memory_new(m, sizeof *found);
    copse_status st = value && found ? COPSE_OK : copse_error_nomem(err);
    for (size_t j = 0; st == COPSE_OK && j < m; j++)
        found[j] = (copse_interval){NAN, NAN, NAN};
    if (st == COPSE_OK && (n = member_means(value, t, slice, differences != NULL)) > 0)
        st = copse_measure_bootstrap(found, value, n, m, BOOTSTRAP_ROUNDS, e->ctx, err);
    for (size_t kind = 0; st == COPSE_OK && kind < t->n_kinds; kind++) {
        lines[kind].slice = copse_slice_name(slice);
        lines[kind].n = (int64_t)n;
        lines[kind].figures = figures_of(found + kind * COPSE_N_FIGURES);
        lines[kind].coverage = slice == COPSE_SLICE_ALL ? t->covered[kind] / (double)e->rounds : NAN;
        if (differences && kind > 0)
            differences[kind - 1].figures = figures_of(found + (t->n_kinds + kind) * COPSE_N_FIGURES);
    }
    copse_memory_free(value);
    copse_memory_free(found);
    return st;
}

static copse_status fill_figures(copse_evaluate_answer *a, const copse_evaluation *e, copse_error *err)
{
    size_t n_kinds = e->n_kinds;
    copse_evaluate_line *lines = copse_arena_take(a->arena, n_kinds * COPSE_N_SLICES, sizeof *lines);
    copse_evaluate_difference *differences = copse_arena_take(a->arena, n_kinds - 1, sizeof *differences);
    if (!lines || !differences)
        return copse_error_nomem(err);
    a->lines = lines;
    a->n_lines = n_kinds * COPSE_N_SLICES;
    a->differences = differences;
    a->n_differences = n_kinds - 1;

    for (size_t kind = 0; kind < n_kinds; kind++) {
        const char *name = copse_arena_copy(a->arena, e->kinds[kind]);
        if (!name)
            return copse_error_nomem(err);
        for (copse_slice slice = COPSE_SLICE_ALL; slice < COPSE_N_SLICES; slice++)
            lines[slice * n_kinds + kind].kind = name;
        if (kind > 0)
            differences[kind - 1].baseline = name;
    }
    copse_status st = COPSE_OK;
    for (copse_slice slice = COPSE_SLICE_ALL; slice < COPSE_N_SLICES && st == COPSE_OK; slice++)
        st = fill_slice(lines + slice * n_kinds, slice == COPSE_SLICE_ALL ? differences : NULL, e, slice, err);
    a->kind = lines[0].kind;
    a->n_members = lines[0].n;
    return st;
}

static int by_rounds(const void *a, const void *b)
{
    const copse_evaluate_chosen *x = a, *y = b;
    return x->rounds != y->rounds ? y->rounds - x->rounds : strcmp(x->kind, y->kind);
}

static copse_status fill_chosen(copse_evaluate_answer *a, const copse_evaluation *e, copse_error *err)
{
    copse_evaluate_chosen *chosen = copse_arena_take(a->arena, (size_t)e->rounds, sizeof *chosen);
    if (!chosen)
        return copse_error_nomem(err);
    for (int round = 0; round < e->rounds; round++) {
        size_t i = 0;
        while (i < a->n_chosen && strcmp(chosen[i].kind, e->taken[round]) != 0)
            i++;
        if (i == a->n_chosen && !(chosen[a->n_chosen++].kind = copse_arena_copy(a->arena, e->taken[round])))
            return copse_error_nomem(err);
        chosen[i].rounds++;
    }
    qsort(chosen, a->n_chosen, sizeof *chosen, by_rounds);
    a->chosen = chosen;
    return COPSE_OK;
}

copse_status copse_evaluate_make_answer(copse_evaluate_answer **out, const copse_evaluation *e,
                                        copse_error *err)
{
    copse_arena *arena = copse_arena_new();
    copse_evaluate_answer *a = arena ? copse_arena_take(arena, 1, sizeof *a) : NULL;
    if (!a) {
        copse_arena_free(arena);
        return copse_error_nomem(err);
    }
    a->arena = arena;
    a->head = (copse_answer_head){.schema = "copse/evaluate/1",
                                  .data_version = e->whole->facts->data_version,
                                  .as_of = e->ctx->as_of,
                                  .audience = e->ctx->audience,
                                  .seed = e->ctx->seed,
                                  .terms = e->ctx->terms};
    a->protocol = e->options->protocol;
    a->k = e->k;
    a->rounds = e->rounds;
    a->split = e->options->protocol == COPSE_BY_TIME ? e->options->split : COPSE_DAY_UNKNOWN;
    a->n_hidden = e->n_hidden;
    a->n_dropped_expertise = e->n_dropped;
    copse_status st = fill_figures(a, e, err);
    if (st == COPSE_OK)
        st = fill_chosen(a, e, err);
    if (st == COPSE_OK)
        st = copse_evaluate_say(a, e, err);
    if (st == COPSE_OK)
        *out = a;
    else
        copse_evaluate_answer_free(a);
    return st;
}
