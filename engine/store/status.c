/* What the store holds, where it came from and how old it is. */
#include "store/store_internal.h"

#include <math.h>
#include <stdio.h>

/* Tables that hold what people gave or recorded, in the schema's order. Left out: settings, what
 * can be computed again (model, layout, published counts) and the import log, which is told by
 * source. */
static const struct {
    const char *name;
    bool is_of_people;
} tables[] = {
    {"site", false},     {"travel", false},     {"team", false},      {"member", true},
    {"identity", true},  {"assignment", true},  {"topic", false},     {"community", false},
    {"membership", true}, {"expertise", true},  {"interest", true},   {"community_topic", false},
    {"tie", true},       {"project", false},    {"project_topic", false}, {"exchange", true},
    {"pairing", true},   {"mark", true},        {"preference", true}, {"action", true},
    {"unit_record", true}, {"decision", true},   {"output", true},     {"tombstone", true},
    {"audit", true},
};

enum { N_TABLES = sizeof tables / sizeof tables[0] };

/** A report being written. */
typedef struct writer {
    copse_store *store;
    const copse_context *ctx;
    copse_status_report *report;
    copse_arena *arena;
} writer;

static copse_status write_counts(writer *w, copse_error *err)
{
    copse_status_count *counts = copse_arena_take(w->arena, N_TABLES, sizeof *counts);
    if (!counts)
        return copse_error_nomem(err);
    for (size_t i = 0; i < N_TABLES; i++) {
        char sql[64];
        snprintf(sql, sizeof sql, "SELECT count(*) FROM %s", tables[i].name);
        copse_status st = copse_context_poll(w->ctx, err);
        if (st == COPSE_OK)
            st = copse_store_query_int(&counts[i].rows, w->store, sql, 0, err);
        if (st != COPSE_OK)
            return st;
        counts[i].table = tables[i].name;
        counts[i].is_of_people = tables[i].is_of_people;
    }
    w->report->counts = counts;
    w->report->n_counts = N_TABLES;
    return COPSE_OK;
}

/* ---- settings ---- */

static copse_status copy(const char **out, writer *w, const char *text, copse_error *err)
{
    *out = copse_arena_copy(w->arena, text);
    return *out || !text ? COPSE_OK : copse_error_nomem(err);
}

static copse_status write_terms(writer *w, copse_error *err)
{
    copse_status_report *report = w->report;
    copse_store_terms *terms;
    copse_status st = copse_store_read_terms(&terms, w->store, err);
    if (st != COPSE_OK)
        return st;
    const copse_store_options *from = &terms->options;
    report->default_visibility = from->default_visibility;
    report->threshold = from->threshold;
    report->retention_days = from->retention_days;
    if ((st = copy(&report->organisation, w, from->organisation, err)) == COPSE_OK &&
        (st = copy(&report->purpose, w, from->purpose, err)) == COPSE_OK &&
        (st = copy(&report->lawful_basis, w, from->lawful_basis, err)) == COPSE_OK)
        st = copy(&report->dpia_reference, w, from->dpia_reference, err);
    copse_store_terms_free(terms);
    return st;
}

static copse_status write_settings(writer *w, copse_error *err)
{
    copse_status_report *report = w->report;
    int64_t version = 0;
    copse_status st = write_terms(w, err);
    if (st == COPSE_OK)
        st = copse_store_get_number(&report->state_version, w->store, "state_version", 0, err);
    if (st == COPSE_OK)
        st = copse_store_query_int(&version, w->store, "PRAGMA user_version", 0, err);
    report->schema_version = (int)version;
    report->data_version = w->store->data_version;
    return st;
}

copse_status copse_store_state_version(int64_t *out, const copse_store *store, copse_error *err)
{
    return copse_store_get_number(out, store, "state_version", 0, err);
}

/* ---- sources ---- */

static double age(copse_day imported, copse_day as_of)
{
    if (imported == COPSE_DAY_UNKNOWN || as_of == COPSE_DAY_UNKNOWN)
        return NAN;
    return (double)as_of - (double)imported;
}

/* Of each table that a source fills, its last import counts; an export fills several with the same rows. */
#define LAST_IMPORTS                                                                               \
    " FROM import JOIN source ON source.id = import.source"                                        \
    " WHERE import.id IN (SELECT max(id) FROM import GROUP BY source, target)"

static copse_status write_source(copse_status_source *source, writer *w, copse_store_statement *s,
                                 copse_error *err)
{
    source->imported = (copse_day)copse_store_column_int(s, 1);
    source->rows = copse_store_column_int(s, 2);
    source->is_of_people = copse_store_column_int(s, 4) != 0;
    source->age_days = age(source->imported, w->ctx->as_of);
    copse_status st = copse_store_copy_text(&source->name, w->arena, s, 0, err);
    return st == COPSE_OK ? copse_store_copy_text(&source->kind, w->arena, s, 3, err) : st;
}

static copse_status write_sources(writer *w, copse_error *err)
{
    int64_t counted;
    copse_status st = copse_store_query_int(
        &counted, w->store, "SELECT count(DISTINCT source.id)" LAST_IMPORTS, 0, err);
    if (st != COPSE_OK)
        return st;
    copse_status_source *sources = copse_arena_take(w->arena, (size_t)counted, sizeof *sources);
    if (!sources)
        return copse_error_nomem(err);

    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    bool has_row;
    size_t n = 0;
    st = copse_store_prepare(
        &s, w->store,
        "SELECT source.name, max(import.imported),"
        " iif(source.kind = 'copse-csv', sum(import.rows), max(import.rows)), source.kind,"
        " max(target NOT IN ('sites', 'travel', 'teams', 'topics', 'communities', 'community_topics',"
        " 'projects', 'project_topics'))" LAST_IMPORTS
        " GROUP BY source.id ORDER BY source.name",
        err);
    while (st == COPSE_OK && n < (size_t)counted) {
        st = copse_store_step(&has_row, &s, err);
        if (st == COPSE_OK && !has_row)
            break;
        if (st == COPSE_OK)
            st = write_source(&sources[n++], w, &s, err);
    }
    copse_store_finish(&s);
    w->report->sources = sources;
    w->report->n_sources = n;
    return st;
}

/* ---- model ---- */

static copse_status write_model(writer *w, copse_error *err)
{
    copse_status_report *report = w->report;
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    copse_status st =
        copse_store_prepare(&s, w->store, "SELECT kind, fitted, data_version FROM model", err);
    if (st == COPSE_OK)
        st = copse_store_step(&report->has_model, &s, err);
    if (st == COPSE_OK && report->has_model) {
        report->model_fitted = (copse_day)copse_store_column_int(&s, 1);
        report->model_data_version = copse_store_column_int(&s, 2);
        report->model_is_stale = report->model_data_version != report->data_version;
        st = copse_store_copy_text(&report->model_kind, w->arena, &s, 0, err);
    }
    copse_store_finish(&s);
    return st;
}

/* ---- the report ---- */

static copse_status write_report(writer *w, copse_error *err)
{
    copse_status_report *report = w->report;
    report->model_fitted = COPSE_DAY_UNKNOWN;
    report->path = copse_arena_copy(w->arena, w->store->path);
    copse_status st = report->path ? write_settings(w, err) : copse_error_nomem(err);
    if (st == COPSE_OK)
        st = write_counts(w, err);
    if (st == COPSE_OK)
        st = write_sources(w, err);
    return st == COPSE_OK ? write_model(w, err) : st;
}

void copse_status_report_free(copse_status_report *report)
{
    if (report)
        copse_arena_free(report->arena);
}

copse_status copse_store_status(copse_status_report **out, copse_store *store,
                                const copse_context *ctx, copse_error *err)
{
    writer w = {.store = store, .ctx = ctx};

    *out = NULL;
    w.arena = copse_arena_new();
    w.report = w.arena ? copse_arena_take(w.arena, 1, sizeof *w.report) : NULL;
    if (!w.report) {
        copse_arena_free(w.arena);
        return copse_error_nomem(err);
    }
    w.report->arena = w.arena;

    copse_status st = copse_store_begin_read(store, ctx, err);
    if (st == COPSE_OK) {
        st = write_report(&w, err);
        copse_store_rollback(store);
    }
    if (st != COPSE_OK) {
        copse_status_report_free(w.report);
        return st;
    }
    *out = w.report;
    return COPSE_OK;
}
