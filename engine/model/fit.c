/* Fitting: choose a kind and its options, make the weights, measure what answers cite. */
#include "model/kinds.h"
#include "model/measured.h"

#include <stdio.h>
#include <string.h>

/* Weights kept of a row unless the caller says otherwise. */
enum { DEFAULT_TOP = 256 };

static copse_status unknown_kind(const char *kind, copse_error *err)
{
    size_t n = 0;
    const char *const *names = copse_model_kinds();
    while (names[n])
        n++;
    const char *close = copse_closest_word(kind, names, n);
    char next[128] = "'copse model --help' lists the kinds";
    if (close)
        snprintf(next, sizeof next, "did you mean '%s'?", close);
    return copse_error_set(err, COPSE_E_ARGUMENT, kind, next, "there is no such kind of model");
}

/* Record the options that the model was fitted with. */
static bool record_options(copse_model_record *record, const copse_recipe *recipe)
{
    size_t n;
    const copse_recipe_field *fields = copse_recipe_fields(&n);
    copse_model_option *options = copse_arena_take(record->arena, n, sizeof *options);
    if (!options)
        return false;
    for (size_t i = 0; i < n; i++)
        options[i] = (copse_model_option){fields[i].name, copse_recipe_get(recipe, &fields[i])};
    record->options = options;
    record->n_options = n;
    return true;
}

static bool record_targets(copse_model_record *record, const copse_design *d)
{
    const char **targets = copse_arena_take(record->arena, d->n_targets, sizeof *targets);
    for (size_t t = 0; targets && t < d->n_targets; t++) {
        targets[t] = copse_arena_copy(record->arena, d->net->facts->communities[d->target[t]].key);
        if (!targets[t])
            return false;
    }
    record->targets = targets;
    record->n_targets = d->n_targets;
    return targets != NULL;
}

static copse_status record_rows(copse_model_record *record, const copse_kind *kind,
                                const copse_design *d, const copse_recipe *recipe, int top,
                                const copse_context *ctx, copse_error *err)
{
    copse_builder builder;
    copse_status st = copse_builder_init(&builder, record->arena, d->n_targets,
                                         (size_t)(top > 0 ? top : DEFAULT_TOP), err);
    if (st != COPSE_OK)
        return st;
    st = kind->fit(&builder, d, recipe, ctx, err);
    copse_model_row *rows =
        st == COPSE_OK ? copse_arena_take(record->arena, builder.n_rows, sizeof *rows) : NULL;
    if (st == COPSE_OK && !rows)
        st = copse_error_nomem(err);
    if (st == COPSE_OK && builder.n_rows > 0) {
        memcpy(rows, builder.rows, builder.n_rows * sizeof *rows);
        record->rows = rows;
        record->n_rows = builder.n_rows;
    }
    copse_builder_free(&builder);
    return st;
}

/* A fitted record lives in its own arena. */
static void free_fitted(copse_model_record *record)
{
    copse_arena_free(record->arena);
}

static copse_status fit_kind(copse_model **out, const copse_kind *kind, const copse_design *d,
                             const copse_recipe *recipe, int top, const copse_context *ctx,
                             copse_error *err)
{
    copse_arena *arena = copse_arena_new();
    copse_model_record *record = arena ? copse_arena_take(arena, 1, sizeof *record) : NULL;
    if (!record) {
        copse_arena_free(arena);
        return copse_error_nomem(err);
    }
    *record = (copse_model_record){
        .kind = kind->name,
        .data_version = d->net->facts->data_version,
        .fitted = ctx->as_of,
        .seed = ctx->seed,
        .arena = arena,
    };
    copse_status st = COPSE_OK;
    if (!record_options(record, recipe) || !record_targets(record, d))
        st = copse_error_nomem(err);
    if (st == COPSE_OK)
        st = record_rows(record, kind, d, recipe, top, ctx, err);
    copse_model_value *values = NULL;
    if (st == COPSE_OK)
        st = copse_measured_new(&values, &record->n_values, arena, d, ctx, err);
    record->values = values;
    if (st == COPSE_OK)
        st = copse_model_of_record(out, record, free_fitted, err);
    if (st != COPSE_OK)
        copse_arena_free(arena);
    return st;
}

copse_status copse_model_fit(copse_model **out, const copse_network *net,
                             const copse_fit_options *options, const copse_context *ctx,
                             copse_error *err)
{
    *out = NULL;
    const char *name = options && options->kind ? options->kind : "auto";
    const copse_kind *kind = copse_kind_find(strcmp(name, "auto") == 0 ? "closed-form" : name);
    if (!kind)
        return unknown_kind(name, err);
    copse_design *design = NULL;
    copse_status st = copse_design_new(&design, net, NULL, err);
    if (st == COPSE_OK && design->joined.start[design->n_members] == 0)
        st = copse_error_set(
            err, COPSE_E_DATA, "memberships", "import memberships.csv, or check the as-of date",
            "nobody is in a community on this day: there is nothing to learn from");
    copse_recipe recipe = copse_recipe_default();
    if (st == COPSE_OK)
        st = fit_kind(out, kind, design, &recipe, options ? options->top_weights : 0, ctx, err);
    copse_design_free(design);
    return st;
}
