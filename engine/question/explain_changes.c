/*
 * What would change this: each membership, topic and interest that could be
 * recorded or taken away is tried, one at a time, on the stored model. Nothing
 * is estimated: the scores are those that the member would get.
 */
#include "question/explain.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "question/rules.h"

const char *copse_change_kind_name(copse_change_kind kind)
{
    static const char *const names[] = {"membership", "topic", "interest"};
    return names[kind];
}

/* Trials in progress, and room for a profile with one thing more. */
typedef struct trials {
    const copse_explaining *e;
    bool was_in;
    int32_t *index;   /* [most that the member has of a kind, and one] */
    double *evidence; /* the same */
    size_t n, capacity;
    copse_change *changes;
} trials;

static copse_status keep_if_it_flips(trials *t, const copse_seeker *seeker, copse_change change, copse_error *err)
{
    copse_place place = copse_search_place(t->e->search, seeker, t->e->community);
    if (copse_explain_is_in(t->e, &place) == t->was_in)
        return COPSE_OK;
    if (!copse_memory_grow((void **)&t->changes, &t->capacity, t->n, sizeof *t->changes))
        return copse_error_nomem(err);
    change.rank = place.rank;
    change.score = place.score;
    t->changes[t->n++] = change;
    return COPSE_OK;
}

/* The columns without one, or with one more, in order. @return where it stands or stood */
static size_t edit(int32_t *out, const int32_t *from, size_t n, int32_t column, bool is_added)
{
    size_t at = 0, kept = 0;
    while (at < n && from[at] < column)
        at++;
    for (size_t i = 0; i < at; i++)
        out[kept++] = from[i];
    if (is_added)
        out[kept++] = column;
    for (size_t i = is_added ? at : at + 1; i < n; i++)
        out[kept++] = from[i];
    return at;
}

static size_t size_after(size_t n, bool is_added)
{
    return is_added ? n + 1 : n - 1;
}

static copse_status try_membership(trials *t, int32_t community, bool is_added, copse_error *err)
{
    const copse_fact_community *c = &t->e->net->facts->communities[community];
    copse_seeker seeker = t->e->seeker;
    copse_profile *p = &seeker.profile;
    edit(t->index, p->communities, p->n_communities, community, is_added);
    p->communities = t->index;
    p->n_communities = size_after(p->n_communities, is_added);
    return keep_if_it_flips(t, &seeker,
                            (copse_change){.kind = COPSE_CHANGE_MEMBERSHIP, .is_added = is_added, .key = c->key,
                                           .name = c->name, .evidence = NAN},
                            err);
}

static copse_status try_topic(trials *t, int32_t topic, bool is_added, copse_error *err)
{
    const copse_fact_topic *fact = &t->e->net->facts->topics[topic];
    copse_seeker seeker = t->e->seeker;
    copse_profile *p = &seeker.profile;
    double added = is_added ? t->e->usual_evidence[topic] : NAN;
    size_t at = edit(t->index, p->topics, p->n_topics, topic, is_added);
    memcpy(t->evidence, p->evidence, at * sizeof *t->evidence);
    if (is_added)
        t->evidence[at] = added;
    size_t from = is_added ? at : at + 1;
    memcpy(t->evidence + (is_added ? at + 1 : at), p->evidence + from, (p->n_topics - from) * sizeof *t->evidence);
    p->topics = t->index;
    p->evidence = t->evidence;
    p->n_topics = size_after(p->n_topics, is_added);
    return keep_if_it_flips(t, &seeker,
                            (copse_change){.kind = COPSE_CHANGE_TOPIC, .is_added = is_added, .key = fact->key,
                                           .name = fact->name, .evidence = added},
                            err);
}

static copse_status try_interest(trials *t, int32_t topic, bool is_added, copse_error *err)
{
    const copse_fact_topic *fact = &t->e->net->facts->topics[topic];
    copse_seeker seeker = t->e->seeker;
    edit(t->index, seeker.interests, seeker.n_interests, topic, is_added);
    seeker.interests = t->index;
    seeker.n_interests = size_after(seeker.n_interests, is_added);
    return keep_if_it_flips(t, &seeker,
                            (copse_change){.kind = COPSE_CHANGE_INTEREST, .is_added = is_added, .key = fact->key,
                                           .name = fact->name, .evidence = NAN},
                            err);
}

/* What nobody could be told to join is not tried. */
static bool can_be_joined(const trials *t, size_t c)
{
    const copse_fact_community *fact = &t->e->net->facts->communities[c];
    return (copse_index)c != t->e->community && !t->e->net->is_sensitive[c] &&
           fact->status != COPSE_COMMUNITY_CLOSED && fact->openness != COPSE_OPENNESS_CLOSED;
}

static copse_status try_all(trials *t, copse_error *err)
{
    const copse_network *net = t->e->net;
    size_t member = (size_t)t->e->seeker.member, n = net->facts->n_communities, n_topics = net->facts->n_topics;
    copse_status st = COPSE_OK;
    for (size_t c = 0; c < n && st == COPSE_OK; c++) {
        bool is_in = copse_incidence_has(&net->member_communities, member, (int32_t)c);
        copse_context_progress(t->e->ctx, "trying what would change it", c, n + n_topics);
        st = copse_context_poll(t->e->ctx, err);
        if (st == COPSE_OK && (is_in ? !net->is_sensitive[c] : can_be_joined(t, c)))
            st = try_membership(t, (int32_t)c, !is_in, err);
    }
    for (size_t topic = 0; topic < n_topics && st == COPSE_OK; topic++) {
        copse_context_progress(t->e->ctx, "trying what would change it", n + topic, n + n_topics);
        st = copse_context_poll(t->e->ctx, err);
        if (!copse_network_may_show_topic(net, topic))
            continue;
        if (st == COPSE_OK)
            st = try_topic(t, (int32_t)topic, !copse_incidence_has(&net->member_topics, member, (int32_t)topic),
                           err);
        /* Where scores stand on something, interests only decide between equals. */
        if (st == COPSE_OK && t->e->has_equals)
            st = try_interest(t, (int32_t)topic,
                              !copse_incidence_has(&net->member_interests, member, (int32_t)topic), err);
    }
    return st;
}

/* Those that do most first: the best rank where it comes in; where it goes out the worst, then none. */
static int by_effect(const void *a, const void *b)
{
    const copse_change *x = a, *y = b;
    if (x->rank != y->rank && x->rank > 0 && y->rank > 0)
        return x->rank - y->rank;
    if (x->rank != y->rank)
        return x->rank > 0 ? -1 : 1;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    return strcmp(x->key, y->key);
}

static int by_effect_outward(const void *a, const void *b)
{
    const copse_change *x = a, *y = b;
    int order = by_effect(b, a);
    if (x->rank == y->rank && x->score == y->score)
        order = by_effect(a, b);
    return order;
}

static copse_status keep(copse_explain_answer *answer, trials *t, copse_error *err)
{
    size_t most = copse_rule_size(COPSE_RULE_EXPLAIN_CHANGES), n = t->n < most ? t->n : most;
    copse_change *kept = copse_arena_take(answer->arena, n, sizeof *kept);
    if (!kept)
        return copse_error_nomem(err);
    if (t->n > 0) /* qsort takes no NULL */
        qsort(t->changes, t->n, sizeof *t->changes, t->was_in ? by_effect_outward : by_effect);
    for (size_t i = 0; i < n; i++) {
        kept[i] = t->changes[i];
        kept[i].key = copse_arena_copy(answer->arena, kept[i].key);
        kept[i].name = copse_arena_copy(answer->arena, kept[i].name);
        if (!kept[i].key || (t->changes[i].name && !kept[i].name))
            return copse_error_nomem(err);
    }
    answer->changes = kept;
    answer->n_changes = n;
    answer->n_changes_in_all = t->n;
    return COPSE_OK;
}

static size_t most_of(const copse_seeker *s)
{
    size_t most = s->profile.n_communities;
    if (s->profile.n_topics > most)
        most = s->profile.n_topics;
    return (s->n_interests > most ? s->n_interests : most) + 1;
}

copse_status copse_explain_changes(copse_explain_answer *answer, const copse_explaining *e, copse_error *err)
{
    size_t most = most_of(&e->seeker);
    trials t = {.e = e,
                .was_in = copse_explain_is_in(e, &e->place),
                .index = copse_memory_new(most, sizeof *t.index),
                .evidence = copse_memory_new(most, sizeof *t.evidence)};
    copse_status st = t.index && t.evidence ? try_all(&t, err) : copse_error_nomem(err);
    if (st == COPSE_OK)
        st = keep(answer, &t, err);
    copse_memory_free(t.index);
    copse_memory_free(t.evidence);
    copse_memory_free(t.changes);
    return st;
}
