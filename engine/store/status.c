/* What the store holds, where it came from and how old it is. */
#include "store/store_internal.h"

#include <inttypes.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>

/* Tables that hold what people gave or recorded, in the schema's order. Left out: settings, what
 * can be computed again (model, layout, published counts) and the import log, which is told by
 * source. */
static const char *const tables[] = {
    "site",   "travel",      "team",          "member",    "identity",  "assignment",
    "topic",  "community",   "membership",    "expertise", "interest",  "community_topic",
    "tie",    "project",     "project_topic", "exchange",  "pairing",   "mark",
    "preference", "action", "unit_record", "decision", "output", "tombstone", "audit",
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
        snprintf(sql, sizeof sql, "SELECT count(*) FROM %s", tables[i]);
        copse_status st = copse_context_poll(w->ctx, err);
        if (st == COPSE_OK)
            st = copse_store_query_int(&counts[i].rows, w->store, sql, 0, err);
        if (st != COPSE_OK)
            return st;
        counts[i].table = tables[i];
    }
    w->report->counts = counts;
    w->report->n_counts = N_TABLES;
    return COPSE_OK;
}

/* ---- settings ---- */

static copse_status write_text_setting(const char **out, writer *w, const char *name,
                                       copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    bool has_row = false;
    copse_status st =
        copse_store_prepare(&s, w->store, "SELECT value FROM setting WHERE name = ?1", err);
    if (st == COPSE_OK) {
        copse_store_bind_text(&s, 1, name);
        st = copse_store_step(&has_row, &s, err);
    }
    if (st == COPSE_OK && has_row)
        st = copse_store_copy_text(out, w->arena, &s, 0, err);
    copse_store_finish(&s);
    return st;
}

static copse_status write_visibility(writer *w, copse_error *err)
{
    const char *word = NULL;
    copse_status st = write_text_setting(&word, w, "default_visibility", err);
    if (st == COPSE_OK && word && !copse_visibility_parse(&w->report->default_visibility, word))
        return copse_error_set(
            err, COPSE_E_STORE, w->store->path, "restore it from a backup",
            "setting 'default_visibility' is '%s', which is none of none, team, trust", word);
    return st;
}

static copse_status write_threshold(writer *w, copse_error *err)
{
    int64_t threshold = 0;
    copse_status st = copse_store_get_number(&threshold, w->store, "threshold", 5, err);
    if (st == COPSE_OK && (threshold < 1 || threshold > INT_MAX))
        return copse_error_set(err, COPSE_E_STORE, w->store->path, "restore it from a backup",
                               "setting 'threshold' is %" PRId64 ", which is out of its range",
                               threshold);
    w->report->threshold = (int)threshold;
    return st;
}

static copse_status write_settings(writer *w, copse_error *err)
{
    copse_status_report *report = w->report;
    int64_t version = 0;
    copse_status st = write_text_setting(&report->organisation, w, "organisation", err);
    if (st == COPSE_OK)
        st = write_text_setting(&report->purpose, w, "purpose", err);
    if (st == COPSE_OK)
        st = write_text_setting(&report->lawful_basis, w, "lawful_basis", err);
    if (st == COPSE_OK)
        st = write_text_setting(&report->dpia_reference, w, "dpia_reference", err);
    if (st == COPSE_OK)
        st = write_visibility(w, err);
    if (st == COPSE_OK)
        st = write_threshold(w, err);
    if (st == COPSE_OK)
        st = copse_store_get_number(&report->state_version, w->store, "state_version", 0, err);
    if (st == COPSE_OK)
        st = copse_store_query_int(&version, w->store, "PRAGMA user_version", 0, err);
    report->schema_version = (int)version;
    report->data_version = w->store->data_version;
    return st;
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
        " iif(source.kind = 'copse-csv', sum(import.rows), max(import.rows)), source.kind" LAST_IMPORTS
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
