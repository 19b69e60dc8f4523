/* The best CoPs of every member: the steward's list, one row at a time. */
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

static copse_status list_member(copse_shortlist *list, const turn *who,
                                copse_status (*on_row)(void *, const copse_join_row *,
                                                       copse_error *),
                                void *user, copse_error *err)
{
    size_t n = 0;
    copse_status st = copse_shortlist_find(&n, list, who->member, err);
    for (size_t i = 0; st == COPSE_OK && i < n; i++) {
        copse_join_row row = {who->key, (int)i + 1,
                              list->net->facts->communities[list->list[i].community].key,
                              list->list[i].score};
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
    copse_scorer *scorer = NULL;
    copse_shortlist list = {0};
    turn *turns = list_turns(&n, net);
    copse_status st = turns ? copse_scorer_new(&scorer, model, net, err) : copse_error_nomem(err);
    if (st == COPSE_OK)
        st = copse_shortlist_init(&list, net, scorer, options ? options : &defaults, err);
    for (size_t i = 0; st == COPSE_OK && i < n; i++) {
        st = copse_context_poll(ctx, err);
        if (st != COPSE_OK)
            break;
        copse_context_progress(ctx, "members", i, n);
        st = list_member(&list, &turns[i], on_row, user, err);
    }
    copse_shortlist_free(&list);
    copse_scorer_free(scorer);
    copse_memory_free(turns);
    return st;
}
