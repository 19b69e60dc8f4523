/* Judging kinds of model on a hold-out. */
#include "model/contest.h"

#include "model/closed_form.h"
#include "model/holdout.h"

#include <math.h>
#include <string.h>

typedef struct contest {
    const copse_design *design;
    const copse_context *ctx;
    copse_holdout *holdout;
    copse_design *held_design; /* of what the hold-out leaves */
    const copse_kind *judged;  /* whose options are being chosen */
    double best;               /* its value so far */
} contest;

static bool is_closed_form(const copse_kind *kind)
{
    return kind->fit == copse_closed_form_fit;
}

/* NDCG@20 of a kind on the hold-out. */
static copse_status value_of(double *value, const contest *c, const copse_kind *kind,
                             const copse_choice *choice, copse_error *err)
{
    copse_model *model = NULL;
    copse_status st = copse_record_fit(&model, kind, c->held_design, choice, NULL, 0, c->ctx, err);
    if (st == COPSE_OK)
        st = copse_holdout_value(value, c->holdout, model, c->ctx, err);
    copse_model_free(model);
    return st;
}

static copse_choice only(const copse_recipe *recipe)
{
    return (copse_choice){.n = 1,
                          .setting[0] = {*recipe, NAN, NAN},
                          .popularity_unit = 1.0,
                          .similarity_unit = 1.0,
                          .related_unit = 1.0,
                          .similarity_new = 1.0,
                          .popularity_value = NAN};
}

static copse_status judge(bool *is_better, void *user, const copse_recipe *recipe, copse_error *err)
{
    contest *c = user;
    copse_choice choice = only(recipe);
    double value;
    copse_status st = value_of(&value, c, c->judged, &choice, err);
    if (st != COPSE_OK)
        return st;
    *is_better = isnan(c->best) || value > c->best + 1e-9;
    if (*is_better)
        c->best = value;
    return COPSE_OK;
}

/* The options of a kind, and what it is worth with them. */
static copse_status enter(double *value, copse_choice *choice, contest *c, const copse_kind *kind,
                          copse_error *err)
{
    if (is_closed_form(kind)) {
        copse_status st = copse_choose(choice, c->design, c->ctx, err);
        if (st != COPSE_OK)
            return st;
        /* The mean of several is a little better than the best one alone, which has to do here. */
        copse_choice first = *choice;
        first.n = 1;
        return value_of(value, c, kind, &first, err);
    }
    copse_recipe recipe = copse_recipe_default();
    c->judged = kind;
    c->best = NAN;
    bool is_better;
    copse_status st = judge(&is_better, c, &recipe, err);
    if (st == COPSE_OK)
        st = copse_walk(&recipe, kind->options, kind->n_options, 1, judge, c, err);
    *value = c->best;
    *choice = only(&recipe);
    return st;
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
        offsetof(copse_recipe, lambda),       offsetof(copse_recipe, dropout),
        offsetof(copse_recipe, alpha),        offsetof(copse_recipe, beta),
        offsetof(copse_recipe, gamma),        offsetof(copse_recipe, column_power),
        offsetof(copse_recipe, output_power), offsetof(copse_recipe, popularity),
        offsetof(copse_recipe, similarity),   offsetof(copse_recipe, related),
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

/* Each kind in turn; the first of equals stays. */
static copse_status hold(const copse_kind **best, copse_choice *choice, copse_figures *figures,
                         contest *c, const copse_kind *wanted, copse_error *err)
{
    size_t n;
    const copse_kind *kinds = copse_kinds(&n);
    double best_value = NAN;
    copse_figures found = {0};
    copse_status st = COPSE_OK;
    for (size_t k = 0; st == COPSE_OK && k < n; k++) {
        if ((wanted && &kinds[k] != wanted) ||
            (!wanted && is_closed_form(&kinds[k]) && !copse_closed_form_fits(c->design)))
            continue;
        copse_choice entered;
        double value = NAN;
        st = enter(&value, &entered, c, &kinds[k], err);
        if (st != COPSE_OK)
            break;
        copse_figures_add(&found, value, "validation.holdout.%s", kinds[k].name);
        if (isnan(best_value) || value > best_value + 1e-9) {
            best_value = value;
            *best = &kinds[k];
            *choice = entered;
        }
        copse_context_progress(c->ctx, "comparing kinds", k + 1, n);
    }
    if (st != COPSE_OK)
        return st;
    list_choice(figures, *best, choice);
    copse_figures_add(figures, (double)c->holdout->n, "validation.holdout.members");
    for (size_t i = 0; i < found.n; i++)
        copse_figures_add(figures, found.figure[i].value, "%s", found.figure[i].name);
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
    else if (st == COPSE_OK) {
        st = copse_design_new(&c.held_design, c.holdout->net, err);
        if (st == COPSE_OK)
            st = hold(kind, choice, figures, &c, wanted, err);
    }
    copse_design_free(c.held_design);
    copse_holdout_free(c.holdout);
    return st;
}
