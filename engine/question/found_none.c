/* Where no group keeps to the rules: which rule it is that leaves none, and what would let one
 * through. */
#include "question/found.h"

#include <string.h>

/* The problem with rules loosened; exclusions are made anew from options. */
typedef struct trial {
    const copse_founding *f;
    copse_group_problem problem;
    bool *is_included, *is_excluded; /* [n] */
    int max_load;
    bool keeps_include, keeps_exclude;
    copse_error *err;
    copse_status status;
} trial;

static bool is_asked_out(const copse_found_case *c, size_t v)
{
    for (size_t i = 0; i < c->options->n_exclude; i++)
        if (c->options->exclude[i] == c->member[v])
            return true;
    return false;
}

/* @return false also where the status says why it is not known */
static bool fits(trial *t)
{
    const copse_found_case *c = t->f->c;
    bool found = false;
    for (size_t v = 0; v < c->n; v++) {
        t->is_included[v] = t->keeps_include && c->is_included[v];
        t->is_excluded[v] = (t->keeps_exclude && is_asked_out(c, v)) ||
                            (t->max_load >= 0 && c->load[v] > t->max_load && !c->is_included[v]);
    }
    if (t->status == COPSE_OK)
        t->status = copse_choose_group_fits(&found, NULL, &t->problem, c->ctx, t->err);
    return found;
}

static void keep_all(trial *t)
{
    const copse_found_case *c = t->f->c;
    t->problem = c->problem;
    t->problem.is_included = t->is_included;
    t->problem.is_excluded = t->is_excluded;
    t->max_load = c->options->max_load;
    t->keeps_include = t->keeps_exclude = true;
}

static void drop_all(trial *t)
{
    keep_all(t);
    t->problem.per_unit = t->problem.least_sites = 0;
    t->max_load = -1;
    t->keeps_include = t->keeps_exclude = false;
}

/* ---- the rule that fails ---- */

static const char *name_failing(trial *t)
{
    const copse_found_case *c = t->f->c;
    copse_arena *arena = t->f->arena;
    drop_all(t);
    if (!fits(t))
        return copse_arena_format(arena, "--size %zu: too few people hold evidence on these topics",
                                  c->problem.k);
    t->keeps_exclude = true;
    if (!fits(t))
        return copse_arena_copy(arena, "--exclude: too few people are left");
    t->max_load = c->options->max_load;
    if (!fits(t))
        return copse_arena_format(arena, "--max-load %d: too few people are in so few communities",
                                  t->max_load);
    t->keeps_include = true;
    if (!fits(t))
        return copse_arena_format(arena, "--include: more people than the %zu that the group has",
                                  c->problem.k);
    t->problem.per_unit = c->problem.per_unit;
    if (!fits(t))
        return copse_arena_format(arena, "--per-unit %zu: the people left are of too few teams",
                                  c->problem.per_unit);
    return copse_arena_format(arena, "--sites %zu: the people left are at too few sites",
                              c->problem.least_sites);
}

/* ---- what lets one through ---- */

typedef struct relaxations {
    const char *list[8];
    size_t n;
    bool has_failed;
} relaxations;

static void add(relaxations *to, const char *text)
{
    to->has_failed = to->has_failed || !text;
    if (text)
        to->list[to->n++] = text;
}

static void try_size(relaxations *to, trial *t)
{
    keep_all(t);
    while (--t->problem.k >= COPSE_FOUND_LEAST)
        if (fits(t)) {
            add(to, copse_arena_format(t->f->arena, "--size %zu", t->problem.k));
            return;
        }
}

static void try_units(relaxations *to, trial *t)
{
    keep_all(t);
    if (t->problem.per_unit == 0)
        return;
    while (++t->problem.per_unit <= t->problem.k)
        if (fits(t)) {
            add(to, copse_arena_format(t->f->arena, "--per-unit %zu", t->problem.per_unit));
            return;
        }
}

static void try_sites(relaxations *to, trial *t)
{
    keep_all(t);
    while (t->problem.least_sites > 0) {
        t->problem.least_sites--;
        if (fits(t)) {
            add(to, t->problem.least_sites > 0
                        ? copse_arena_format(t->f->arena, "--sites %zu", t->problem.least_sites)
                        : copse_arena_copy(t->f->arena, "without --sites"));
            return;
        }
    }
}

static void try_load(relaxations *to, trial *t)
{
    int32_t most = 0;
    for (size_t v = 0; v < t->f->c->n; v++)
        most = t->f->c->load[v] > most ? t->f->c->load[v] : most;
    keep_all(t);
    if (t->max_load < 0)
        return;
    while (++t->max_load <= most)
        if (fits(t)) {
            add(to, copse_arena_format(t->f->arena, "--max-load %d", t->max_load));
            return;
        }
}

static void try_people(relaxations *to, trial *t)
{
    keep_all(t);
    t->keeps_exclude = false;
    if (t->f->c->options->n_exclude > 0 && fits(t))
        add(to, copse_arena_copy(t->f->arena, "without --exclude"));
    keep_all(t);
    t->keeps_include = false;
    if (t->f->c->options->n_include > 0 && fits(t))
        add(to, copse_arena_copy(t->f->arena, "without --include"));
}

copse_status copse_found_explain_none(copse_founding *f, copse_error *err)
{
    trial t = {.f = f, .err = err};
    relaxations to = {.n = 0};
    const char **list = NULL;
    t.is_included = copse_memory_new(f->c->n, sizeof *t.is_included);
    t.is_excluded = copse_memory_new(f->c->n, sizeof *t.is_excluded);
    if (!t.is_included || !t.is_excluded) {
        t.status = copse_error_nomem(err);
    } else {
        f->answer->failing = name_failing(&t);
        try_units(&to, &t);
        try_sites(&to, &t);
        try_load(&to, &t);
        try_people(&to, &t);
        try_size(&to, &t);
        list = copse_arena_take(f->arena, to.n, sizeof *list);
        if (t.status == COPSE_OK && (to.has_failed || !f->answer->failing || !list))
            t.status = copse_error_nomem(err);
    }
    if (t.status == COPSE_OK && to.n > 0)
        memcpy(list, to.list, to.n * sizeof *list);
    f->answer->relaxations = list;
    f->answer->n_relaxations = to.n;
    copse_memory_free(t.is_included);
    copse_memory_free(t.is_excluded);
    return t.status;
}
