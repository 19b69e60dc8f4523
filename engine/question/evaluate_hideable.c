/* Which memberships can be hidden, in the order of their keys. */
#include "question/evaluate.h"

#include <stdlib.h>
#include <string.h>

/* Sorted with its key at hand, since qsort passes no context. */
typedef struct keyed {
    const char *key;
    int32_t index;
} keyed;

static int by_key(const void *a, const void *b)
{
    return strcmp(((const keyed *)a)->key, ((const keyed *)b)->key);
}

static void sort(int32_t *out, keyed *rows, size_t n)
{
    qsort(rows, n, sizeof *rows, by_key);
    for (size_t i = 0; i < n; i++)
        out[i] = rows[i].index;
}

/* As `join` has it: what is closed cannot be joined. */
static bool may_be_recommended(const copse_network *net, size_t c)
{
    const copse_fact_community *community = &net->facts->communities[c];
    return !net->is_sensitive[c] && community->status != COPSE_COMMUNITY_CLOSED &&
           community->openness != COPSE_OPENNESS_CLOSED;
}

static void list_communities(copse_hideable *h, const copse_network *net, keyed *rows)
{
    size_t n = net->facts->n_communities;
    for (size_t c = 0; c < n; c++) {
        rows[c] = (keyed){net->facts->communities[c].key, (int32_t)c};
        h->is_listed[c] = may_be_recommended(net, c);
    }
    sort(h->by_key, rows, n);
}

static size_t count_listed(const copse_hideable *h, const copse_network *net, size_t member)
{
    const copse_incidence *m = &net->member_communities;
    size_t n = 0;
    for (size_t k = m->start[member]; k < m->start[member + 1]; k++)
        n += h->is_listed[m->column[k]];
    return n;
}

static void list_members(copse_hideable *h, const copse_network *net, keyed *rows)
{
    for (size_t i = 0; i < net->facts->n_members; i++)
        if (count_listed(h, net, i) > 0)
            rows[h->n_members++] = (keyed){net->facts->members[i].key, (int32_t)i};
    sort(h->member, rows, h->n_members);
}

/* CoPs in key order, each to its members: so that those of one member stand by key. */
static void list_memberships(copse_hideable *h, const copse_network *net, size_t *place_of)
{
    for (size_t i = 0; i < h->n_members; i++) {
        h->start[i + 1] = h->start[i] + count_listed(h, net, (size_t)h->member[i]);
        place_of[h->member[i]] = h->start[i];
    }
    const copse_incidence *m = &net->community_members;
    for (size_t c = 0; c < m->n_rows; c++) {
        int32_t community = h->by_key[c];
        if (!h->is_listed[community])
            continue;
        for (size_t k = m->start[community]; k < m->start[community + 1]; k++)
            h->community[place_of[m->column[k]]++] = community;
    }
}

copse_status copse_hideable_new(copse_hideable *out, const copse_network *whole, copse_error *err)
{
    size_t n_members = whole->facts->n_members, n_communities = whole->facts->n_communities;
    copse_hideable h = {
        .is_listed = copse_memory_new(n_communities, sizeof *h.is_listed),
        .by_key = copse_memory_new(n_communities, sizeof *h.by_key),
        .member = copse_memory_new(n_members, sizeof *h.member),
        .start = copse_memory_new(n_members + 1, sizeof *h.start),
        .community = copse_memory_new(whole->member_communities.start[n_members], sizeof *h.community),
    };
    keyed *rows = copse_memory_new(n_members > n_communities ? n_members : n_communities, sizeof *rows);
    size_t *place_of = copse_memory_new(n_members, sizeof *place_of);
    bool whole_memory = h.is_listed && h.by_key && h.member && h.start && h.community && rows && place_of;
    if (whole_memory) {
        list_communities(&h, whole, rows);
        list_members(&h, whole, rows);
        list_memberships(&h, whole, place_of);
        *out = h;
    } else {
        copse_hideable_free(&h);
    }
    copse_memory_free(rows);
    copse_memory_free(place_of);
    return whole_memory ? COPSE_OK : copse_error_nomem(err);
}

void copse_hideable_free(copse_hideable *h)
{
    copse_memory_free(h->is_listed);
    copse_memory_free(h->by_key);
    copse_memory_free(h->member);
    copse_memory_free(h->start);
    copse_memory_free(h->community);
    *h = (copse_hideable){0};
}
