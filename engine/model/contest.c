/* Judging kinds of model on a hold-out. */
#include "model/contest.h"

#include "model/closed_form.h"
#include "model/holdout.h"
#include "model/spectral.h"

#include <math.h>
#include <string.h>

/* One kind with its best options. */
typedef struct entry {
    const copse_kind *kind;
    copse_choice choice;
    double value; /* mean NDCG@20 */
    double *gain; /* [members of the hold-out] */
} entry;

typedef struct contest {
    const copse_design *design;
    const copse_context *ctx;
    copse_holdout *holdout;
    copse_design *held_design; /* of what the hold-out leaves */
    copse_spectral *spectral;  /* of the same; NULL: no kind has asked for it */
    size_t n_entries;
    entry *entries; /* in the order of the table */
    entry *judged;  /* whose options are being chosen */
    double *gain;   /* [members of the hold-out] scratch */
} contest;

static bool is_closed_form(const copse_kind *kind)
{
    return kind->fit == copse_closed_form_fit;
}

static copse_choice only(const copse_recipe *recipe)
{
    return (copse_choice){.n = 1,
                          .setting[0] = {*recipe, NAN, NAN, NAN, NAN},
                          .popularity_unit = 1.0,
                          .similarity_unit = 1.0,
                          .related_unit = 1.0,
                          .worded_unit = 1.0,
                          .similarity_new = 1.0,
                          .popularity_value = NAN};
}

/* Try a kind's choice; the entry keeps it when it is the best so far. */
static copse_status try_choice(bool *is_better, contest *c, entry *e, const copse_choice *choice,
                               copse_error *err)
{
    copse_model *model = NULL;
    size_t n = c->holdout->n;
    copse_status st =
        copse_record_fit(&model, e->kind, c->held_design, choice, NULL, 0, c->ctx, err);
    if (st == COPSE_OK)
        st = copse_holdout_score(c->gain, c->holdout, model, c->ctx, err);
    copse_model_free(model);
    if (st != COPSE_OK)
        return st;
    double sum = 0.0;
    for (size_t i = 0; i < n; i++)
        sum += c->gain[i];
    *is_better = isnan(e->value) || sum / (double)n > e->value + 1e-9;
    if (*is_better) {
        e->choice = *choice;
        e->choice.spectral = NULL;
        e->value = sum / (double)n;
        memcpy(e->gain, c->gain, n * sizeof *e->gain);
    }
    return COPSE_OK;
}

static copse_status judge(bool *is_better, void *user, const copse_recipe *recipe, double proof,
                          copse_error *err)
{
    (void)proof;
    contest *c = user;
    copse_choice choice = only(recipe);
    choice.spectral = c->spectral;
    return try_choice(is_better, c, c->judged, &choice, err);
}

/* The closed form chooses its options without the hold-out, which then only says what it is worth.
 */
static copse_status enter_closed_form(contest *c, entry *e, copse_error *err)
{
    copse_choice choice;
    copse_status st = copse_choose(&choice, c->design, c->ctx, err);
    if (st != COPSE_OK)
        return st;
    /* The mean of several is a little better than the best one alone, which has to do here. */
    copse_choice first = choice;
    first.n = 1;
    bool is_better;
    st = try_choice(&is_better, c, e, &first, err);
    e->choice = choice;
    return st;
}

/* Where a kind's options start: at the best of another that has been judged, or at defaults. */
static copse_recipe start_of(const contest *c, const copse_kind *kind)
{
    for (size_t i = 0; kind->starts_at && i < c->n_entries; i++)
        if (c->entries[i].gain && strcmp(c->entries[i].kind->name, kind->starts_at) == 0)
            return c->entries[i].choice.setting[0].recipe;
    return copse_recipe_default();
}

static copse_status enter(contest *c, entry *e, const copse_kind *kind, copse_error *err)
{
    *e = (entry){.kind = kind, .value = NAN};
    e->gain = copse_memory_new(c->holdout->n, sizeof *e->gain);
    if (!e->gain)
        return copse_error_nomem(err);
    if (is_closed_form(kind))
        return enter_closed_form(c, e, err);
    copse_recipe recipe = start_of(c, kind);
    c->judged = e;
    copse_status st = COPSE_OK;
    if (kind->fit == copse_spectral_fit)
        st = copse_spectral_new(&c->spectral, c->held_design, c->ctx, err);
    bool is_better;
    if (st == COPSE_OK)
        st = judge(&is_better, c, &recipe, 0.0, err);
    return st == COPSE_OK ? copse_walk(&recipe, kind->options, kind->n_options, 2, judge, c, err)
                          : st;
}

/*
 * Whether a kind takes part. Walks with restart are blended into the closed
 * form, in proportions that are chosen with less hidden: it stands for them. It
 * is a filter of the whole spectrum, too, and stands for that of its leading part.
 */
static bool is_asked(const contest *c, const copse_kind *kind, const copse_kind *wanted)
{
    if (wanted)
        return kind == wanted;
    bool is_stood_for = kind->fit == copse_pagerank_fit || kind->fit == copse_spectral_fit;
    return (!kind->fits || kind->fits(c->design)) &&
           !(is_stood_for && copse_closed_form_fits(c->design));
}

/* Those that start where others end are judged after them; entries of kinds that take no part are
 * closed up. */
static copse_status enter_all(contest *c, const copse_kind *wanted, copse_error *err)
{
    size_t n, kept = 0, n_done = 0;
    const copse_kind *kinds = copse_kinds(&n);
    copse_status st = COPSE_OK;
    c->n_entries = n;
    for (int pass = 0; pass < 2; pass++)
        for (size_t k = 0; st == COPSE_OK && k < n; k++) {
            if ((pass > 0) != (kinds[k].starts_at != NULL))
                continue;
            if (is_asked(c, &kinds[k], wanted))
                st = enter(c, &c->entries[k], &kinds[k], err);
            copse_context_progress(c->ctx, "comparing kinds", ++n_done, n);
        }
    for (size_t k = 0; st == COPSE_OK && k < n; k++)
        if (c->entries[k].gain)
            c->entries[kept++] = c->entries[k];
    c->n_entries = st == COPSE_OK ? kept : n;
    return st;
}

/* Mean of the paired differences a − b, and its standard error. */
static double mean_difference(double *error, const double *a, const double *b, size_t n)
{
    double sum = 0.0, squares = 0.0;
    for (size_t i = 0; i < n; i++)
        sum += a[i] - b[i];
    double mean = sum / (double)n;
    for (size_t i = 0; i < n; i++)
        squares += (a[i] - b[i] - mean) * (a[i] - b[i] - mean);
    *error = n > 1 ? sqrt(squares / (double)(n - 1) / (double)n) : INFINITY;
    return mean;
}

/* Standard errors by which another kind has to be better: with six rivals, a chance of one in
 * twenty-seven. */
static const double surely = 2.5;

/*
 * Whether a kind loses to popularity, by however little. A hold-out hides so
 * much of small data that what is learned from memberships looks worse than it
 * is: of the closed form, leaving one out says it better.
 */
static bool loses(const entry *e, const entry *popularity)
{
    const copse_setting *best = &e->choice.setting[0];
    if (is_closed_form(e->kind) && !isnan(best->value))
        return best->value < e->choice.popularity_value;
    return e->value < popularity->value;
}

/* Who wins: the first in the table, unless another is surely better; but never who loses. */
static const entry *winner(const contest *c)
{
    const entry *last = &c->entries[c->n_entries - 1], *best = NULL;
    for (size_t i = 0; i < c->n_entries; i++) {
        const entry *e = &c->entries[i];
        double error;
        if (loses(e, last))
            continue;
        if (!best || mean_difference(&error, e->gain, best->gain, c->holdout->n) > surely * error)
            best = e;
    }
    return best;
}

static void list_setting(copse_figures *figures, const copse_recipe *recipe, const size_t *offsets,
                         size_t n_offsets, size_t rank)
{
    size_t n;
    const copse_recipe_field *fields = copse_recipe_fields(&n);
    for (size_t i = 0; i < n; i++)
        for (size_t o = 0; o < n_offsets; o++) {
            if (offsets[o] != fields[i].offset)
                continue;
            double value = copse_recipe_get(recipe, fields[i].offset);
            if (rank == 0)
                copse_figures_add(figures, value, "%s", fields[i].name);
            else
                copse_figures_add(figures, value, "averaged.%zu.%s", rank + 1, fields[i].name);
        }
}

/* What was chosen: of the closed form every setting that is averaged, the best one first. */
static void list_choice(copse_figures *figures, const copse_kind *kind, const copse_choice *choice)
{
    static const size_t of_closed_form[] = {
        offsetof(copse_recipe, lambda),
        offsetof(copse_recipe, dropout),
        offsetof(copse_recipe, alpha),
        offsetof(copse_recipe, beta),
        offsetof(copse_recipe, gamma),
        offsetof(copse_recipe, column_power),
        offsetof(copse_recipe, output_power),
        offsetof(copse_recipe, popularity),
        offsetof(copse_recipe, similarity),
        offsetof(copse_recipe, related),
        offsetof(copse_recipe, wording),
        offsetof(copse_recipe, pagerank),
        offsetof(copse_recipe, pagerank_penalty),
    };
    if (!is_closed_form(kind)) {
        for (size_t i = 0; i < kind->n_options; i++)
            list_setting(figures, &choice->setting[0].recipe, &kind->options[i].offset, 1, 0);
        return;
    }
    copse_figures_add(figures, (double)choice->n, "averaged");
    for (size_t i = 0; i < choice->n; i++)
        list_setting(figures, &choice->setting[i].recipe, of_closed_form,
                     sizeof of_closed_form / sizeof of_closed_form[0], i);
    copse_figures_add(figures, (double)choice->n_trials, "validation.trials");
    copse_figures_add(figures, (double)choice->n_fits, "validation.fits");
    copse_figures_add(figures, choice->setting[0].value, "validation.ndcg");
    copse_figures_add(figures, choice->popularity_value, "validation.ndcg.popularity");
}

static copse_status hold(const copse_kind **kind, copse_choice *choice, copse_figures *figures,
                         contest *c, const copse_kind *wanted, copse_error *err)
{
    size_t n;
    copse_kinds(&n);
    c->entries = copse_memory_new(n, sizeof *c->entries);
    c->gain = copse_memory_new(c->holdout->n, sizeof *c->gain);
    copse_status st = c->entries && c->gain
                          ? copse_design_new(&c->held_design, c->holdout->net, err)
                          : copse_error_nomem(err);
    if (st == COPSE_OK)
        st = enter_all(c, wanted, err);
    if (st != COPSE_OK)
        return st;
    const entry *best = winner(c);
    *kind = best->kind;
    *choice = best->choice;
    list_choice(figures, *kind, choice);
    copse_figures_add(figures, (double)c->holdout->n, "validation.holdout.members");
    for (size_t i = 0; i < c->n_entries; i++)
        copse_figures_add(figures, c->entries[i].value, "validation.holdout.%s",
                          c->entries[i].kind->name);
    return COPSE_OK;
}

/* Nothing to compare: the kind's own way of choosing, or defaults. */
static copse_status choose_alone(const copse_kind **kind, copse_choice *choice,
                                 copse_figures *figures, const contest *c, const copse_kind *wanted,
                                 copse_error *err)
{
    const char *name = copse_closed_form_fits(c->design) ? "closed-form" : "rp3beta";
    *kind = wanted ? wanted : copse_kind_find(name);
    copse_recipe recipe = copse_recipe_default();
    *choice = only(&recipe);
    if (is_closed_form(*kind)) {
        copse_status st = copse_choose(choice, c->design, c->ctx, err);
        if (st != COPSE_OK)
            return st;
    }
    list_choice(figures, *kind, choice);
    return COPSE_OK;
}

copse_status copse_contest(const copse_kind **kind, copse_choice *choice, copse_figures *figures,
                           const copse_network *net, const copse_design *design,
                           const copse_kind *wanted, const copse_context *ctx, copse_error *err)
{
    contest c = {.design = design, .ctx = ctx};
    /* The closed form chooses its options without a hold-out; others may have none. */
    if (wanted && wanted->n_options == 0)
        return choose_alone(kind, choice, figures, &c, wanted, err);
    copse_status st = copse_holdout_new(&c.holdout, net, ctx, err);
    if (st == COPSE_OK && c.holdout->n < COPSE_HOLDOUT_LEAST)
        st = choose_alone(kind, choice, figures, &c, wanted, err);
    else if (st == COPSE_OK)
        st = hold(kind, choice, figures, &c, wanted, err);
    for (size_t i = 0; i < c.n_entries; i++)
        copse_memory_free(c.entries[i].gain);
    copse_memory_free(c.entries);
    copse_memory_free(c.gain);
    copse_design_free(c.held_design);
    copse_spectral_free(c.spectral);
    copse_holdout_free(c.holdout);
    return st;
}
