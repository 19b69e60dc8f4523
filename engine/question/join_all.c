/*
 * The best CoPs of every member: the steward's list, one row at a time. Lists
 * are found by several threads, a block of members at a time, and written in
 * the order of members: the same bytes however many threads there are.
 */
#include <stdlib.h>
#include <string.h>

#include "question/shortlist.h"

typedef struct turn {
    copse_index member;
    const char *key;
} turn;

static int by_key(const void *a, const void *b)
{
    return strcmp(((const turn *)a)->key, ((const turn *)b)->key);
}

/* Who is present, in key order. */
static turn *list_turns(size_t *n_out, const copse_network *net)
{
    turn *turns = copse_memory_new(net->facts->n_members, sizeof *turns);
    size_t n = 0;
    if (!turns)
        return NULL;
    for (size_t m = 0; m < net->facts->n_members; m++)
        if (net->is_present[m])
            turns[n++] = (turn){(copse_index)m, net->facts->members[m].key};
    qsort(turns, n, sizeof *turns, by_key);
    *n_out = n;
    return turns;
}

/* ---- many at once ---- */

enum { BLOCK = 4096 }; /* members between two rounds of writing: each thread has some hundreds */

/* What one thread finds with. */
typedef struct finder {
    copse_scorer *scorer;
    copse_shortlist list;
    copse_status status;
    copse_error why;
} finder;

/* The lists of a block of members, in the order of turns. */
typedef struct block {
    const turn *turns;
    size_t n, top;
    size_t *n_found;        /* [BLOCK] */
    copse_candidate *found; /* [BLOCK × top] */
    int n_finders;
    finder *finders;
} block;

static copse_status make_finders(block *b, const copse_network *net, const copse_model *model,
                                 const copse_join_options *options, const copse_context *ctx, copse_error *err)
{
    size_t top = copse_candidates_top(options), n_communities = net->facts->n_communities;
    b->top = top < n_communities ? top : n_communities;
    b->n_finders = copse_context_threads(ctx);
    b->finders = copse_memory_new((size_t)b->n_finders, sizeof *b->finders);
    b->n_found = copse_memory_new(BLOCK, sizeof *b->n_found);
    b->found = copse_memory_new(BLOCK * b->top, sizeof *b->found);
    copse_status st = b->finders && b->n_found && b->found ? COPSE_OK : copse_error_nomem(err);
    for (int i = 0; st == COPSE_OK && i < b->n_finders; i++) {
        st = copse_scorer_new(&b->finders[i].scorer, model, net, err);
        if (st == COPSE_OK)
            st = copse_shortlist_init(&b->finders[i].list, net, b->finders[i].scorer, options, err);
    }
    return st;
}

static void free_finders(block *b)
{
    for (int i = 0; b->finders && i < b->n_finders; i++) {
        copse_shortlist_free(&b->finders[i].list);
        copse_scorer_free(b->finders[i].scorer);
    }
    copse_memory_free(b->finders);
    copse_memory_free(b->n_found);
    copse_memory_free(b->found);
}

static void find_one(block *b, finder *f, size_t i)
{
    size_t n = 0;
    if (f->status == COPSE_OK)
        f->status = copse_shortlist_find(&n, &f->list, b->turns[i].member, &f->why);
    b->n_found[i] = n;
    if (n > 0)
        memcpy(b->found + i * b->top, f->list.list, n * sizeof *b->found);
}

/* Each member's list depends on no other's, so that it does not matter who finds it. */
static copse_status find_block(block *b, copse_error *err)
{
#pragma omp parallel for schedule(static) num_threads(b->n_finders)
    for (int t = 0; t < b->n_finders; t++)
        for (size_t i = (size_t)t; i < b->n; i += (size_t)b->n_finders)
            find_one(b, &b->finders[t], i);
    for (int t = 0; t < b->n_finders; t++)
        if (b->finders[t].status != COPSE_OK) {
            if (err)
                *err = b->finders[t].why;
            return b->finders[t].status;
        }
    return COPSE_OK;
}

static copse_status write_block(const block *b, const copse_network *net,
                                copse_status (*on_row)(void *, const copse_join_row *, copse_error *), void *user,
                                copse_error *err)
{
    copse_status st = COPSE_OK;
    for (size_t i = 0; i < b->n; i++)
        for (size_t r = 0; st == COPSE_OK && r < b->n_found[i]; r++) {
            const copse_candidate *c = &b->found[i * b->top + r];
            copse_join_row row = {b->turns[i].key, (int)r + 1, net->facts->communities[c->community].key, c->score};
            st = on_row(user, &row, err);
        }
    return st;
}

copse_status copse_question_join_all(const copse_network *net, const copse_model *model,
                                     const copse_join_options *options, const copse_context *ctx,
                                     copse_status (*on_row)(void *user, const copse_join_row *row,
                                                            copse_error *err),
                                     void *user, copse_error *err)
{
    static const copse_join_options defaults = COPSE_JOIN_OPTIONS_INIT;
    if (ctx->audience != COPSE_FOR_STEWARD || !ctx->reason || !ctx->reason[0])
        return copse_error_set(err, COPSE_E_ARGUMENT, "join of all",
                               "ask as the steward, with a reason",
                               "the list of everybody is for the steward, who says why");

    size_t n = 0;
    block b = {0};
    turn *turns = list_turns(&n, net);
    copse_status st = turns ? make_finders(&b, net, model, options ? options : &defaults, ctx, err)
                            : copse_error_nomem(err);
    for (size_t from = 0; st == COPSE_OK && from < n; from += BLOCK) {
        st = copse_context_poll(ctx, err);
        if (st != COPSE_OK)
            break;
        copse_context_progress(ctx, "members", from, n);
        b.turns = turns + from;
        b.n = n - from < BLOCK ? n - from : BLOCK;
        st = find_block(&b, err);
        if (st == COPSE_OK)
            st = write_block(&b, net, on_row, user, err);
    }
    free_finders(&b);
    copse_memory_free(turns);
    return st;
}
