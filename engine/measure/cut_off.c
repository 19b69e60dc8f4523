#include "measure/cut_off.h"

/* The walk keeps its own stack: a chain of a million people is no deeper call. */
typedef struct walk {
    const copse_incidence *ties;
    size_t *number, *low; /* [n] when a vertex was met, from 1; the earliest that its subtree reaches */
    size_t *size;         /* [n] vertices below it, itself included */
    size_t *fallen;       /* [n] vertices of pieces that fall off without it */
    size_t *largest;      /* [n] the largest of these pieces */
    size_t *next;         /* [n] the entry to look at next */
    int32_t *parent, *stack, *order;
    size_t n_met;
} walk;

static void walk_free(walk *w)
{
    copse_memory_free(w->number);
    copse_memory_free(w->low);
    copse_memory_free(w->size);
    copse_memory_free(w->fallen);
    copse_memory_free(w->largest);
    copse_memory_free(w->next);
    copse_memory_free(w->parent);
    copse_memory_free(w->stack);
    copse_memory_free(w->order);
}

static copse_status walk_new(walk *w, const copse_incidence *ties, copse_error *err)
{
    size_t n = ties->n_rows;
    *w = (walk){.ties = ties,
                .number = copse_memory_new(n, sizeof *w->number),
                .low = copse_memory_new(n, sizeof *w->low),
                .size = copse_memory_new(n, sizeof *w->size),
                .fallen = copse_memory_new(n, sizeof *w->fallen),
                .largest = copse_memory_new(n, sizeof *w->largest),
                .next = copse_memory_new(n, sizeof *w->next),
                .parent = copse_memory_new(n, sizeof *w->parent),
                .stack = copse_memory_new(n, sizeof *w->stack),
                .order = copse_memory_new(n, sizeof *w->order)};
    if (w->number && w->low && w->size && w->fallen && w->largest && w->next && w->parent && w->stack && w->order)
        return COPSE_OK;
    walk_free(w);
    return copse_error_nomem(err);
}

static void meet(walk *w, int32_t v, int32_t parent)
{
    w->order[w->n_met] = v;
    w->number[v] = w->low[v] = ++w->n_met;
    w->size[v] = 1;
    w->parent[v] = parent;
    w->next[v] = w->ties->start[v];
}

/* The child is done: what it says of its parent. */
static void leave(walk *w, int32_t child)
{
    int32_t v = w->parent[child];
    if (v < 0)
        return;
    w->size[v] += w->size[child];
    if (w->low[child] < w->low[v])
        w->low[v] = w->low[child];
    if (w->low[child] < w->number[v])
        return;
    w->fallen[v] += w->size[child];
    if (w->size[child] > w->largest[v])
        w->largest[v] = w->size[child];
}

/* Meet everybody in the part of one vertex. */
static void walk_part(walk *w, int32_t root)
{
    size_t depth = 0;
    meet(w, root, -1);
    w->stack[depth++] = root;
    while (depth > 0) {
        int32_t v = w->stack[depth - 1];
        if (w->next[v] == w->ties->start[v + 1]) {
            leave(w, v);
            depth--;
            continue;
        }
        int32_t u = w->ties->column[w->next[v]++];
        if (w->number[u] == 0) {
            meet(w, u, v);
            w->stack[depth++] = u;
        } else if (u != w->parent[v] && w->number[u] < w->low[v]) {
            w->low[v] = w->number[u];
        }
    }
}

copse_status copse_measure_cut_off(int64_t *cut, const copse_incidence *ties, copse_error *err)
{
    walk w;
    copse_status st = walk_new(&w, ties, err);
    for (size_t root = 0; st == COPSE_OK && root < ties->n_rows; root++) {
        if (w.number[root] != 0)
            continue;
        size_t first = w.n_met;
        walk_part(&w, (int32_t)root);
        size_t n = w.n_met - first;
        for (size_t i = first; i < w.n_met; i++) {
            int32_t v = w.order[i];
            /* What does not fall off stays together, through whoever is above. */
            size_t rest = n - 1 - w.fallen[v];
            size_t largest = rest > w.largest[v] ? rest : w.largest[v];
            cut[v] = (int64_t)(n - 1 - largest);
        }
    }
    if (st == COPSE_OK)
        walk_free(&w);
    return st;
}
