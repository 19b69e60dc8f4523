/* Which pairs have anything in common: all others are alike in nothing. */
#include "measure/pair.h"

copse_shared copse_measure_shared(const copse_subject *of, size_t a, size_t b)
{
    const copse_incidence *seats = &of->seats;
    copse_shared shared = {0};
    size_t i = seats->start[a], j = seats->start[b];
    while (i < seats->start[a + 1] && j < seats->start[b + 1]) {
        int32_t x = seats->column[i], y = seats->column[j];
        shared.both += x == y;
        i += x <= y;
        j += y <= x;
    }
    shared.only_a = copse_incidence_degree(seats, a) - shared.both;
    shared.only_b = copse_incidence_degree(seats, b) - shared.both;
    return shared;
}

/* Things × the topics at the top of the hierarchy under which they hold any. */
static copse_status find_roots(copse_incidence *out, const copse_subject *of, copse_error *err)
{
    const copse_fact_topic *facts = of->net->facts->topics;
    const copse_incidence *topics = &of->topics;
    size_t n = topics->start[of->n];
    int32_t *row = copse_memory_new(n, sizeof *row), *root = copse_memory_new(n, sizeof *root);
    copse_status st = row && root ? COPSE_OK : copse_error_nomem(err);
    for (size_t v = 0; st == COPSE_OK && v < of->n; v++)
        for (size_t k = topics->start[v]; k < topics->start[v + 1]; k++) {
            copse_index up = topics->column[k];
            while (facts[up].broader != COPSE_NONE)
                up = facts[up].broader;
            row[k] = (int32_t)v;
            root[k] = (int32_t)up;
        }
    if (st == COPSE_OK)
        st = copse_incidence_new(out, of->n, of->net->facts->n_topics, n, row, root, NULL, err);
    copse_memory_free(row);
    copse_memory_free(root);
    return st;
}

typedef struct search {
    const copse_incidence *rows, *hubs;
    size_t *met_by; /* [n] 1 + the last thing that met it */
    copse_status (*tell)(void *user, size_t a, size_t b, copse_error *err);
    void *user;
} search;

static copse_status tell_of(search *s, size_t a, copse_error *err)
{
    for (size_t k = s->rows->start[a]; k < s->rows->start[a + 1]; k++)
        for (size_t h = (size_t)s->rows->column[k], i = s->hubs->start[h]; i < s->hubs->start[h + 1]; i++) {
            size_t b = (size_t)s->hubs->column[i];
            if (b <= a || s->met_by[b] == a + 1)
                continue;
            s->met_by[b] = a + 1;
            copse_status st = s->tell(s->user, a, b, err);
            if (st != COPSE_OK)
                return st;
        }
    return COPSE_OK;
}

copse_status copse_measure_pairs(const copse_subject *of, bool by_topics,
                                 copse_status (*tell)(void *user, size_t a, size_t b, copse_error *err), void *user,
                                 const copse_context *ctx, copse_error *err)
{
    copse_incidence roots = {0}, below = {0};
    search s = {&of->seats, &of->hubs, copse_memory_new(of->n, sizeof(size_t)), tell, user};
    copse_status st = s.met_by ? COPSE_OK : copse_error_nomem(err);
    if (st == COPSE_OK && by_topics) {
        st = find_roots(&roots, of, err);
        if (st == COPSE_OK)
            st = copse_incidence_transpose(&below, &roots, err);
        s.rows = &roots;
        s.hubs = &below;
    }
    for (size_t a = 0; st == COPSE_OK && a < of->n; a++) {
        st = tell_of(&s, a, err);
        if (st == COPSE_OK && a % 64 == 0)
            st = copse_context_poll(ctx, err);
    }
    copse_incidence_free(&roots);
    copse_incidence_free(&below);
    copse_memory_free(s.met_by);
    return st;
}
