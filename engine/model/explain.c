/* The addends of one score, largest first. */
#include "model/scorer.h"

#include <stdlib.h>
#include <string.h>

static copse_reason describe(const copse_scorer *s, const copse_holding *h, int64_t value)
{
    const copse_facts *f = s->net->facts;
    const char *key = NULL, *name = NULL;
    switch (h->kind) {
    case COPSE_REASON_COMMUNITY:
        key = f->communities[h->index].key;
        name = f->communities[h->index].name;
        break;
    case COPSE_REASON_TOPIC:
    case COPSE_REASON_SIMILARITY:
        key = f->topics[h->index].key;
        name = f->topics[h->index].name;
        break;
    case COPSE_REASON_TEAM:
    case COPSE_REASON_SITE:
    case COPSE_REASON_ROLE:
    case COPSE_REASON_PROFESSION:
        key = s->net->groups[h->index].key;
        name = s->net->groups[h->index].name;
        break;
    case COPSE_REASON_POPULARITY:
        break;
    }
    return (copse_reason){h->kind, key, name ? name : key, value};
}

static int by_size(const void *a, const void *b)
{
    const copse_reason *x = a, *y = b;
    int64_t of_x = llabs(x->value), of_y = llabs(y->value);
    if (of_x != of_y)
        return of_x < of_y ? 1 : -1;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    return strcmp(x->key ? x->key : "", y->key ? y->key : "");
}

/* Texts are copied, so that an explanation outlives its network. */
static bool own_texts(copse_arena *arena, copse_reason *reason)
{
    bool is_unnamed = !reason->key;
    reason->key = copse_arena_copy(arena, reason->key);
    reason->name = copse_arena_copy(arena, reason->name);
    return is_unnamed || (reason->key && reason->name);
}

static copse_explanation *add_up(copse_arena *arena, copse_scorer *s, copse_index community)
{
    copse_explanation *e = copse_arena_take(arena, 1, sizeof *e);
    copse_reason *reasons = copse_arena_take(arena, s->n_holdings, sizeof *reasons);
    if (!e || !reasons)
        return NULL;
    size_t n = 0;
    for (size_t i = 0; i < s->n_holdings; i++) {
        int64_t value = copse_scorer_part(s, &s->holdings[i], community);
        if (value == 0)
            continue;
        reasons[n] = describe(s, &s->holdings[i], value);
        if (!own_texts(arena, &reasons[n++]))
            return NULL;
        e->score += value;
    }
    qsort(reasons, n, sizeof *reasons, by_size);
    e->n_reasons = n;
    e->reasons = reasons;
    e->arena = arena;
    return e;
}

copse_status copse_scorer_explain(copse_explanation **out, copse_scorer *s, copse_index member,
                                  copse_index community, copse_error *err)
{
    *out = NULL;
    const copse_profile own = copse_profile_of(s->net, member);
    if (!copse_scorer_is_candidate(s, &own, community))
        return copse_error_set(err, COPSE_E_ARGUMENT, s->net->facts->communities[community].key,
                               "ask of a CoP that the member is not in",
                               "the CoP cannot be recommended to this member");
    copse_scorer_gather(s, &own);
    copse_arena *arena = copse_arena_new();
    copse_explanation *e = arena ? add_up(arena, s, community) : NULL;
    if (!e) {
        copse_arena_free(arena);
        return copse_error_nomem(err);
    }
    *out = e;
    return COPSE_OK;
}

copse_status copse_model_explain(copse_explanation **out, const copse_model *model,
                                 const copse_network *net, copse_index member,
                                 copse_index community, copse_error *err)
{
    *out = NULL;
    copse_scorer *scorer = NULL;
    copse_status st = copse_scorer_new(&scorer, model, net, err);
    if (st == COPSE_OK)
        st = copse_scorer_explain(out, scorer, member, community, err);
    copse_scorer_free(scorer);
    return st;
}

void copse_explanation_free(copse_explanation *explanation)
{
    if (explanation)
        copse_arena_free(explanation->arena);
}
