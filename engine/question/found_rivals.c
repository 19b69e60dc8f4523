/* Other groups: for other weights, and without each rule. */
#include "question/found.h"

#include <math.h>
#include <string.h>

enum { DEFAULT_ALTERNATIVES = 4 };
/* A dozen groups are looked for beside the one that was proved: by search alone, from that one and
 * from others. */
static copse_group_options lighter(const copse_founding *f)
{
    copse_group_options options = f->options;
    options.effort = -1;
    options.start = f->choice.member;
    options.start_coordinator = f->choice.coordinator;
    return options;
}

static bool is_in(const int32_t *member, size_t k, int32_t v)
{
    for (size_t i = 0; i < k; i++)
        if (member[i] == v)
            return true;
    return false;
}

/* Those of a who are not in b. @return how many */
static size_t without(int32_t *out, const copse_group_choice *a, const copse_group_choice *b)
{
    size_t n = 0;
    for (size_t i = 0; i < a->k; i++)
        if (!is_in(b->member, b->k, a->member[i]))
            out[n++] = a->member[i];
    return n;
}

static double value_at(const double *alpha, const double *term)
{
    double value = 0.0;
    for (int i = 0; i < COPSE_FOUND_TERMS; i++)
        value += alpha[i] * term[i];
    return value;
}

/* The best group for other weights; the group itself where that is as good. */
static copse_status choose_for(copse_group_choice *out, const copse_founding *f,
                               const double *alpha, copse_error *err)
{
    copse_group_problem problem = f->c->problem;
    copse_group_options options = lighter(f);
    double total = 0.0;
    for (int i = 0; i < COPSE_FOUND_TERMS; i++)
        total += alpha[i];
    for (int i = 0; i < COPSE_FOUND_TERMS; i++)
        problem.alpha[i] = alpha[i] / total;
    copse_status st = copse_choose_group(out, &problem, &options, f->c->ctx, err);
    if (st == COPSE_OK && value_at(problem.alpha, f->choice.term) >= out->value - 1e-12) {
        memcpy(out->member, f->choice.member, sizeof out->member);
        memcpy(out->term, f->choice.term, sizeof out->term);
        out->coordinator = f->choice.coordinator;
    }
    return st;
}

/* ---- alternatives ---- */

typedef struct emphasis {
    const char *name;
    unsigned terms; /* a bit each */
} emphasis;

static const emphasis emphases[] = {
    {"deep", 1U << COPSE_FOUND_COVERAGE | 1U << COPSE_FOUND_AUTHORITY},
    {"connected", 1U << COPSE_FOUND_COHESION | 1U << COPSE_FOUND_REACH},
    {"diverse", 1U << COPSE_FOUND_DIVERSITY},
    {"light load", 1U << COPSE_FOUND_ROOM},
};
enum { N_EMPHASES = sizeof emphases / sizeof emphases[0] };

/* The emphasised terms get this share of all weight, in proportion to their own. */
static void emphasise(double *alpha, const copse_founding *f, const emphasis *e, double share)
{
    const double *own = f->c->problem.alpha;
    double inside = 0.0, outside = 0.0;
    int n_inside = 0;
    for (int i = 0; i < COPSE_FOUND_TERMS; i++) {
        bool is_inside = e->terms >> i & 1U;
        *(is_inside ? &inside : &outside) += own[i];
        n_inside += is_inside;
    }
    for (int i = 0; i < COPSE_FOUND_TERMS; i++) {
        if (e->terms >> i & 1U)
            alpha[i] = inside > 0.0 ? share * own[i] / inside : share / n_inside;
        else
            alpha[i] = outside > 0.0 ? (1.0 - share) * own[i] / outside : 0.0;
    }
}

static bool is_same(const copse_group_choice *a, const copse_group_choice *b)
{
    int32_t other[COPSE_FOUND_MOST];
    return without(other, a, b) == 0;
}

/* Whether a is nowhere below b and somewhere above. */
static bool dominates(const double *a, const double *b)
{
    bool is_above = false;
    for (int i = 0; i < COPSE_FOUND_TERMS; i++) {
        if (a[i] < b[i] - 1e-9)
            return false;
        is_above = is_above || a[i] > b[i] + 1e-9;
    }
    return is_above;
}

static bool is_worth_showing(const copse_founding *f, const copse_group_choice *all, size_t n,
                             const copse_group_choice *one)
{
    if (is_same(one, &f->choice) || dominates(f->choice.term, one->term))
        return false;
    for (size_t i = 0; i < n; i++)
        if (is_same(one, &all[i]) || dominates(all[i].term, one->term))
            return false;
    return true;
}

static bool put_alternative(copse_found_alternative *out, const copse_founding *f, const char *name,
                            const copse_group_choice *choice)
{
    int32_t people[COPSE_FOUND_MOST] = {choice->coordinator}, other[COPSE_FOUND_MOST];
    size_t n = 1;
    for (size_t i = 0; i < choice->k; i++)
        if (choice->member[i] != choice->coordinator)
            people[n++] = choice->member[i];
    *out = (copse_found_alternative){.name = name,
                                     .value = value_at(f->c->problem.alpha, choice->term),
                                     .n_stay = choice->k - without(other, &f->choice, choice)};
    memcpy(out->term, choice->term, sizeof out->term);
    return copse_found_put_people(&out->people, &out->n_people, f, people, n);
}

/* With more and more weight on it, until the group is another one. */
static copse_status find_alternative(bool *is_found, copse_group_choice *out,
                                     const copse_founding *f, const emphasis *e,
                                     const copse_group_choice *all, size_t n, copse_error *err)
{
    static const double shares[] = {0.6, 0.8, 0.95};
    copse_status st = COPSE_OK;
    *is_found = false;
    for (size_t i = 0; i < sizeof shares / sizeof shares[0] && st == COPSE_OK && !*is_found; i++) {
        double alpha[COPSE_FOUND_TERMS];
        emphasise(alpha, f, e, shares[i]);
        st = choose_for(out, f, alpha, err);
        *is_found = st == COPSE_OK && is_worth_showing(f, all, n, out);
    }
    return st;
}

static copse_status fill_alternatives(copse_founding *f, copse_error *err)
{
    copse_group_choice all[N_EMPHASES];
    int wanted = f->c->options->alternatives;
    size_t n = 0, most = wanted < 0 ? DEFAULT_ALTERNATIVES : (size_t)wanted;
    copse_found_alternative *list = copse_arena_take(f->arena, N_EMPHASES, sizeof *list);
    copse_status st = list ? COPSE_OK : copse_error_nomem(err);
    for (int i = 0; i < N_EMPHASES && n < most && st == COPSE_OK; i++) {
        bool is_found;
        st = find_alternative(&is_found, &all[n], f, &emphases[i], all, n, err);
        if (st != COPSE_OK || !is_found)
            continue;
        if (!put_alternative(&list[n], f, emphases[i].name, &all[n]))
            st = copse_error_nomem(err);
        n++;
    }
    f->answer->alternatives = list;
    f->answer->n_alternatives = n;
    return st;
}

/* ---- what each weight does ---- */

static copse_status put_sensitivity(copse_found_sensitivity *out, const copse_founding *f,
                                    copse_found_term term, bool is_raised, copse_error *err)
{
    copse_group_choice choice;
    double alpha[COPSE_FOUND_TERMS];
    int32_t people[COPSE_FOUND_MOST];
    memcpy(alpha, f->c->problem.alpha, sizeof alpha);
    alpha[term] *= is_raised ? 1.5 : 0.5;
    copse_status st = choose_for(&choice, f, alpha, err);
    if (st != COPSE_OK)
        return st;
    *out = (copse_found_sensitivity){.term = term, .is_raised = is_raised};
    bool is_whole = copse_found_put_people(&out->leave, &out->n_leave, f, people,
                                           without(people, &f->choice, &choice)) &&
                    copse_found_put_people(&out->come, &out->n_come, f, people,
                                           without(people, &choice, &f->choice));
    out->n_stay = f->choice.k - out->n_leave;
    return is_whole ? COPSE_OK : copse_error_nomem(err);
}

/* A weight of 0 does not move, and one that has all the weight moves nothing. */
static copse_status fill_sensitivities(copse_founding *f, copse_error *err)
{
    copse_found_sensitivity *list =
        copse_arena_take(f->arena, (size_t)2 * COPSE_FOUND_TERMS, sizeof *list);
    copse_status st = list ? COPSE_OK : copse_error_nomem(err);
    size_t n = 0;
    for (int term = 0; term < COPSE_FOUND_TERMS && st == COPSE_OK; term++) {
        double alpha = f->c->problem.alpha[term];
        for (int raised = 0; raised < 2 && alpha > 0.0 && alpha < 1.0 && st == COPSE_OK; raised++)
            st = put_sensitivity(&list[n++], f, (copse_found_term)term, raised, err);
    }
    f->answer->sensitivities = list;
    f->answer->n_sensitivities = n;
    return st;
}

/* ---- what each rule costs ---- */

/* The problem with one rule taken out; arrays of its own where those change. */
typedef struct loosened {
    copse_group_problem problem;
    bool *flags; /* [n] */
} loosened;

static copse_status loosen(loosened *out, const copse_founding *f, copse_error *err)
{
    out->problem = f->c->problem;
    out->flags = copse_memory_new(f->c->n, sizeof *out->flags);
    return out->flags ? COPSE_OK : copse_error_nomem(err);
}

static copse_status put_rule(copse_found_rule *out, const copse_founding *f, loosened *l,
                             const char *rule, bool is_forced_in, copse_error *err)
{
    copse_group_choice free_choice;
    copse_group_options options = lighter(f);
    int32_t people[COPSE_FOUND_MOST];
    copse_status st = copse_choose_group(&free_choice, &l->problem, &options, f->c->ctx, err);
    if (st != COPSE_OK)
        return st;
    double cost = free_choice.value - f->choice.value;
    *out = (copse_found_rule){.rule = rule, .cost = fmax(0.0, cost), .is_forced_in = is_forced_in};
    size_t n = 0;
    if (cost > 1e-12)
        n = is_forced_in ? without(people, &f->choice, &free_choice)
                         : without(people, &free_choice, &f->choice);
    /* Forced in are only those who were asked for, not who came with them. */
    for (size_t i = n; is_forced_in && i-- > 0;)
        if (!f->c->is_included[people[i]])
            people[i] = people[--n];
    return copse_found_put_people(&out->people, &out->n_people, f, people, n)
               ? COPSE_OK
               : copse_error_nomem(err);
}

typedef struct rules {
    copse_found_rule *list;
    size_t n;
} rules;

static copse_status add_include(rules *to, const copse_founding *f, copse_error *err)
{
    loosened l;
    if (f->c->options->n_include == 0)
        return COPSE_OK;
    copse_status st = loosen(&l, f, err);
    l.problem.is_included = l.flags;
    if (st == COPSE_OK)
        st = put_rule(&to->list[to->n++], f, &l, "--include", true, err);
    copse_memory_free(l.flags);
    return st;
}

static copse_status add_exclude(rules *to, const copse_founding *f, bool is_load, copse_error *err)
{
    const copse_found_case *c = f->c;
    loosened l;
    const char *rule = "--exclude";
    if (is_load ? c->options->max_load < 0 : c->options->n_exclude == 0)
        return COPSE_OK;
    if (is_load)
        rule = copse_arena_format(f->arena, "--max-load %d", c->options->max_load);
    copse_status st = loosen(&l, f, err);
    for (size_t v = 0; st == COPSE_OK && v < c->n; v++)
        l.flags[v] = c->is_excluded[v] && c->is_too_busy[v] != is_load;
    l.problem.is_excluded = l.flags;
    if (st == COPSE_OK && !rule)
        st = copse_error_nomem(err);
    if (st == COPSE_OK)
        st = put_rule(&to->list[to->n++], f, &l, rule, false, err);
    copse_memory_free(l.flags);
    return st;
}

static copse_status add_count(rules *to, const copse_founding *f, bool is_units, copse_error *err)
{
    loosened l = {.problem = f->c->problem};
    size_t n = is_units ? l.problem.per_unit : l.problem.least_sites;
    if (n == 0)
        return COPSE_OK;
    const char *rule = copse_arena_format(f->arena, "--%s %zu", is_units ? "per-unit" : "sites", n);
    if (!rule)
        return copse_error_nomem(err);
    *(is_units ? &l.problem.per_unit : &l.problem.least_sites) = 0;
    return put_rule(&to->list[to->n++], f, &l, rule, false, err);
}

static copse_status fill_rules(copse_founding *f, copse_error *err)
{
    enum { MOST_RULES = 5 };
    rules to = {.list = copse_arena_take(f->arena, MOST_RULES, sizeof *to.list)};
    if (!to.list)
        return copse_error_nomem(err);
    copse_status st = add_include(&to, f, err);
    if (st == COPSE_OK)
        st = add_exclude(&to, f, false, err);
    if (st == COPSE_OK)
        st = add_exclude(&to, f, true, err);
    if (st == COPSE_OK)
        st = add_count(&to, f, true, err);
    if (st == COPSE_OK)
        st = add_count(&to, f, false, err);
    f->answer->rules = to.list;
    f->answer->n_rules = to.n;
    return st;
}

copse_status copse_found_fill_rivals(copse_founding *f, copse_error *err)
{
    copse_status st = fill_alternatives(f, err);
    if (st == COPSE_OK)
        st = fill_sensitivities(f, err);
    return st == COPSE_OK ? fill_rules(f, err) : st;
}
