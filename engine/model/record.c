/* Putting a model together. */
#include "model/record.h"

#include "model/measured.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Weights kept of a row unless the caller says otherwise. */
enum { DEFAULT_TOP = 256 };

void copse_figures_add(copse_figures *f, double value, const char *name, ...)
{
    const size_t room = sizeof f->figure / sizeof f->figure[0];
    if (!isfinite(value) || f->n == room)
        return;
    va_list arguments;
    va_start(arguments, name);
    vsnprintf(f->figure[f->n].name, sizeof f->figure[0].name, name, arguments);
    va_end(arguments);
    f->figure[f->n++].value = value;
}

/* What scoring reads stands first, then what was chosen and found. */
static bool record_options(copse_model_record *record, const copse_design *d,
                           const copse_choice *choice, const copse_figures *figures)
{
    size_t n = figures ? figures->n : 0;
    copse_model_option *options = copse_arena_take(record->arena, n + 2, sizeof *options);
    if (!options)
        return false;
    options[0] = (copse_model_option){COPSE_OPTION_TOPIC_LENGTH, d->known_median};
    options[1] = (copse_model_option){COPSE_OPTION_SIMILARITY_NEW, choice->similarity_new};
    for (size_t i = 0; i < n; i++) {
        options[i + 2] = (copse_model_option){
            copse_arena_copy(record->arena, figures->figure[i].name), figures->figure[i].value};
        if (!options[i + 2].name)
            return false;
    }
    record->options = options;
    record->n_options = n + 2;
    return true;
}

static bool record_targets(copse_model_record *record, const copse_design *d)
{
    const char **targets = copse_arena_take(record->arena, d->n_targets, sizeof *targets);
    for (size_t t = 0; targets && t < d->n_targets; t++) {
        targets[t] = copse_arena_copy(record->arena, copse_design_target_key(d, t));
        if (!targets[t])
            return false;
    }
    record->targets = targets;
    record->n_targets = d->n_targets;
    return targets != NULL;
}

static copse_status record_rows(copse_model_record *record, const copse_kind *kind,
                                const copse_design *d, const copse_choice *choice, int top,
                                const copse_context *ctx, copse_error *err)
{
    copse_builder builder;
    copse_status st = copse_builder_init(&builder, record->arena, d->n_targets,
                                         (size_t)(top > 0 ? top : DEFAULT_TOP), err);
    if (st != COPSE_OK)
        return st;
    st = kind->fit(&builder, d, choice, ctx, err);
    copse_model_row *rows =
        st == COPSE_OK ? copse_arena_take(record->arena, builder.n_rows, sizeof *rows) : NULL;
    if (st == COPSE_OK && !rows)
        st = copse_error_nomem(err);
    if (st == COPSE_OK && builder.n_rows > 0)
        memcpy(rows, builder.rows, builder.n_rows * sizeof *rows);
    if (st == COPSE_OK) {
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

static copse_status fill(copse_model_record *record, const copse_kind *kind, const copse_design *d,
                         const copse_choice *choice, const copse_figures *figures, int top,
                         const copse_context *ctx, copse_error *err)
{
    if (!record_options(record, d, choice, figures) || !record_targets(record, d))
        return copse_error_nomem(err);
    copse_status st = record_rows(record, kind, d, choice, top, ctx, err);
    copse_model_value *values = NULL;
    if (st == COPSE_OK)
        st = copse_measured_new(&values, &record->n_values, record->arena, d, figures != NULL, ctx,
                                err);
    record->values = values;
    return st;
}

copse_status copse_record_fit(copse_model **out, const copse_kind *kind, const copse_design *d,
                              const copse_choice *choice, const copse_figures *figures, int top,
                              const copse_context *ctx, copse_error *err)
{
    *out = NULL;
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
    copse_status st = fill(record, kind, d, choice, figures, top, ctx, err);
    if (st == COPSE_OK)
        st = copse_model_of_record(out, record, free_fitted, err);
    if (st != COPSE_OK)
        copse_arena_free(arena);
    return st;
}
