/* Links between units, or between CoPs, that are gone, and whether another path still leads from one to the other. */
#include "question/compare.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "measure/subject.h"

enum { MOST = 10 };

typedef struct sides {
    copse_subject *of[2];
    copse_things things;
    int32_t *there[2]; /* [n] the same thing of the other side; -1: none */
} sides;

static bool is_of_communities(const sides *s)
{
    return s->things == COPSE_THINGS_COMMUNITIES;
}

static const char *key_of(const sides *s, int side, size_t v)
{
    const copse_subject *of = s->of[side];
    copse_index index = of->index[v];
    return is_of_communities(s) ? of->net->facts->communities[index].key : of->net->facts->teams[index].key;
}

static const char *name_of(const sides *s, int side, size_t v)
{
    const copse_subject *of = s->of[side];
    copse_index index = of->index[v];
    return is_of_communities(s) ? of->net->facts->communities[index].name : of->net->facts->teams[index].name;
}

static copse_status find_there(sides *s, const copse_comparing *c, int side, copse_error *err)
{
    size_t n = s->of[side]->n, n_other = s->of[1 - side]->n;
    copse_map *keys = copse_map_new();
    s->there[side] = copse_memory_new(n, sizeof *s->there[side]);
    bool ok = keys && s->there[side];
    for (size_t v = 0; ok && v < n_other; v++)
        ok = copse_map_set(keys, key_of(s, 1 - side, v), (int64_t)v);
    for (size_t v = 0; ok && v < n; v++) {
        bool takes_part = !is_of_communities(s) || copse_compare_takes_part(c, side, (size_t)s->of[side]->index[v]);
        s->there[side][v] = takes_part ? (int32_t)copse_map_get(keys, key_of(s, side, v), -1) : -1;
    }
    copse_map_free(keys);
    return ok ? COPSE_OK : copse_error_nomem(err);
}

static copse_status prepare(sides *s, const copse_comparing *c, copse_error *err)
{
    copse_status st = COPSE_OK;
    for (int side = 0; st == COPSE_OK && side < 2; side++)
        st = copse_subject_new(&s->of[side], c->net[side], s->things, COPSE_SUBJECT_TIES, COPSE_NONE, c->ctx, err);
    for (int side = 0; st == COPSE_OK && side < 2; side++)
        st = find_there(s, c, side, err);
    return st;
}

static void sides_free(sides *s)
{
    for (int side = 0; side < 2; side++) {
        copse_subject_free(s->of[side]);
        copse_memory_free(s->there[side]);
    }
}

static bool is_by_ties(const sides *s, int side)
{
    return !is_of_communities(s) && s->of[side]->basis == COPSE_CONTACT_TIES;
}

/* ---- gone ---- */

/* A link of the first side, by places there. */
typedef struct gone {
    size_t a, b;
    double weight;
    bool is_apart;
} gone;

static int by_loss(const void *a, const void *b)
{
    const gone *x = a, *y = b;
    if (x->is_apart != y->is_apart)
        return x->is_apart ? -1 : 1;
    if (x->weight != y->weight)
        return x->weight > y->weight ? -1 : 1;
    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    return (x->b > y->b) - (x->b < y->b);
}

/*
 * Links of one side, between things that both sides have, that the other side has not.
 * @param list  [ties], or NULL: only count
 * @param n_all  all links between things that both have
 */
static size_t find_gone(gone *list, size_t *n_all, const sides *s, int side)
{
    const copse_subject *of = s->of[side], *other = s->of[1 - side];
    const int32_t *there = s->there[side];
    size_t n = 0;
    *n_all = 0;
    for (size_t a = 0; a < of->n; a++)
        for (size_t k = of->ties.start[a]; k < of->ties.start[a + 1]; k++) {
            size_t b = (size_t)of->ties.column[k];
            if (b <= a || there[a] < 0 || there[b] < 0)
                continue;
            (*n_all)++;
            if (copse_incidence_has(&other->ties, (size_t)there[a], there[b]))
                continue;
            if (list)
                list[n] = (gone){a, b, copse_incidence_get(&of->ties, a, (int32_t)b),
                                 other->component[there[a]] != other->component[there[b]]};
            n++;
        }
    return n;
}

static copse_status keep(copse_compare_bridges *out, const copse_comparing *c, const sides *s, const gone *list,
                         copse_error *err)
{
    size_t n = out->n_lost < MOST ? out->n_lost : MOST;
    copse_compare_bridge *kept = copse_arena_take(c->arena, n, sizeof *kept);
    if (!kept)
        return copse_error_nomem(err);
    for (size_t i = 0; i < n; i++) {
        copse_compare_bridge *to = &kept[i];
        to->weight = list[i].weight;
        to->is_apart = list[i].is_apart;
        if (!copse_compare_copy(&to->a.key, &to->a.name, c, key_of(s, 0, list[i].a), name_of(s, 0, list[i].a)) ||
            !copse_compare_copy(&to->b.key, &to->b.name, c, key_of(s, 0, list[i].b), name_of(s, 0, list[i].b)))
            return copse_error_nomem(err);
    }
    out->lost = kept;
    out->n = n;
    return COPSE_OK;
}

static copse_status compare(copse_compare_bridges *out, const copse_comparing *c, const sides *s, copse_error *err)
{
    size_t n_after;
    gone *list = copse_memory_new(s->of[0]->ties.start[s->of[0]->n], sizeof *list);
    if (!list)
        return copse_error_nomem(err);
    out->is_compared = true;
    out->ties = is_of_communities(s)  ? "people in both"
                : is_by_ties(s, 0) ? "direct ties between their people"
                                      : "CoPs in which people of both are";
    out->n_lost = find_gone(list, &out->n_before, s, 0);
    out->n_gained = find_gone(NULL, &n_after, s, 1);
    if (out->n_lost > 0)
        qsort(list, out->n_lost, sizeof *list, by_loss);
    copse_status st = keep(out, c, s, list, err);
    copse_memory_free(list);
    return st;
}

copse_status copse_compare_bridging(copse_compare_bridges *out, const copse_comparing *c, copse_things things,
                                    copse_error *err)
{
    sides s = {.things = things};
    copse_status st = prepare(&s, c, err);
    if (st == COPSE_OK && is_by_ties(&s, 0) == is_by_ties(&s, 1))
        st = compare(out, c, &s, err);
    sides_free(&s);
    return st;
}
