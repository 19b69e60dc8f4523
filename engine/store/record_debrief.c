/* A team's debrief: what was learned, what is done with it, and who compared notes; and that an action is done. */
#include "store/record.h"

#include <inttypes.h>
#include <stdio.h>

/* More than have talked to each other in one debrief: a directorate debriefs in its teams. */
enum { MOST_PRESENT = 60 };

/* Who works in a team, or below it, on a day: ?1 team, ?2 day. */
#define OF_TEAM                                                                                                        \
    "WITH RECURSIVE unit (id) AS (SELECT ?1 UNION SELECT team.id FROM team JOIN unit ON team.parent = unit.id),"       \
    " staff (id) AS (SELECT DISTINCT member.id FROM assignment JOIN unit ON unit.id = assignment.team"                 \
    " JOIN member ON member.id = assignment.member WHERE objected = 0 AND since <= ?2"                                 \
    " AND (until IS NULL OR until > ?2)) "

typedef struct debrief {
    copse_account_writer *w;
    const copse_debrief_entry *entry;
    const copse_context *ctx;
    int64_t team, project, who;
    int64_t present[MOST_PRESENT];
    size_t n_present;
    copse_error *err;
} debrief;

static copse_status run_of_team(const debrief *d, const char *sql, int64_t third)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    copse_status st = copse_store_prepare(&s, d->w->store, sql, d->err);
    if (st == COPSE_OK) {
        copse_store_bind_int(&s, 1, d->team);
        copse_store_bind_int(&s, 2, d->ctx->as_of);
        if (sqlite3_bind_parameter_count(s.handle) > 2)
            copse_store_bind_int(&s, 3, third);
        st = copse_store_run(&s, d->err);
    }
    copse_store_finish(&s);
    return st;
}

/* ---- who was there ---- */

/* Next to those who are listed already: everybody of the team, or the one whose id is given. */
static copse_status add_present(debrief *d, int64_t only)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    bool has_row = true;
    copse_status st = copse_store_prepare(&s, d->w->store,
                                          OF_TEAM "SELECT id FROM staff WHERE ?3 = 0 OR id = ?3 ORDER BY id", d->err);
    if (st == COPSE_OK) {
        copse_store_bind_int(&s, 1, d->team);
        copse_store_bind_int(&s, 2, d->ctx->as_of);
        copse_store_bind_int(&s, 3, only);
    }
    while (st == COPSE_OK && (st = copse_store_step(&has_row, &s, d->err)) == COPSE_OK && has_row) {
        if (d->n_present == MOST_PRESENT)
            st = copse_error_set(d->err, COPSE_E_ARGUMENT, d->entry->team,
                                 "debrief a team of it, or name with --present who was there",
                                 "more than %d people work there, too many to have compared notes", MOST_PRESENT);
        else
            d->present[d->n_present++] = copse_store_column_int(&s, 0);
    }
    copse_store_finish(&s);
    return st;
}

/* Whoever is named must be of the team; twice is once. */
static copse_status be_present(debrief *d, const char *key)
{
    int64_t id;
    size_t before = d->n_present;
    copse_status st = copse_record_find(&id, d->w->store, COPSE_RECORD_MEMBER, key, d->err);
    for (size_t i = 0; st == COPSE_OK && i < d->n_present; i++)
        if (d->present[i] == id)
            return COPSE_OK;
    if (st == COPSE_OK)
        st = add_present(d, id);
    if (st == COPSE_OK && d->n_present == before)
        st = copse_error_set(d->err, COPSE_E_ARGUMENT, "--present", "name people of the team",
                             "'%s' is not in the team on that day", key);
    return st;
}

static copse_status list_present(debrief *d)
{
    copse_status st = COPSE_OK;
    for (size_t i = 0; st == COPSE_OK && i < d->entry->n_present; i++)
        st = be_present(d, d->entry->present[i]);
    return st == COPSE_OK && d->entry->n_present == 0 ? add_present(d, 0) : st;
}

/* ---- writing ---- */

static copse_status pair(const debrief *d)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    copse_status st = copse_store_prepare(
        &s, d->w->store,
        "INSERT OR IGNORE INTO pairing (a, b, kind, happened) VALUES (min(?1, ?2), max(?1, ?2), 'debrief', ?3)",
        d->err);
    for (size_t i = 0; st == COPSE_OK && i < d->n_present; i++)
        for (size_t k = i + 1; st == COPSE_OK && k < d->n_present; k++) {
            copse_store_bind_int(&s, 1, d->present[i]);
            copse_store_bind_int(&s, 2, d->present[k]);
            copse_store_bind_int(&s, 3, d->ctx->as_of);
            st = copse_store_run(&s, d->err);
        }
    copse_store_finish(&s);
    return st;
}

/* A second go on the same day that only adds an action is no debrief of its own. */
static copse_status write_note(const debrief *d)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    copse_status st = copse_store_prepare(&s, d->w->store,
                                          "INSERT INTO unit_record (level, unit, kind, reason, happened)"
                                          " SELECT 'team', ?1, 'debriefed', ?2, ?3 WHERE ?2 IS NOT NULL OR NOT EXISTS (SELECT 1"
                                          " FROM unit_record WHERE level = 'team' AND unit = ?1 AND kind = 'debriefed'"
                                          " AND happened = ?3)",
                                          d->err);
    if (st == COPSE_OK) {
        copse_store_bind_text(&s, 1, d->entry->team);
        copse_store_bind_text(&s, 2, d->entry->note && d->entry->note[0] ? d->entry->note : NULL);
        copse_store_bind_int(&s, 3, d->ctx->as_of);
        st = copse_store_run(&s, d->err);
    }
    copse_store_finish(&s);
    return st;
}

static copse_status write_actions(const debrief *d)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    copse_status st = copse_store_prepare(&s, d->w->store,
                                          "INSERT INTO action (team, project, what, who, happened, due)"
                                          " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                                          d->err);
    for (size_t i = 0; st == COPSE_OK && i < d->entry->n_actions; i++) {
        if (d->project)
            copse_store_bind_int(&s, 2, d->project);
        else
            copse_store_bind_int(&s, 1, d->team);
        copse_store_bind_text(&s, 3, d->entry->actions[i]);
        if (d->who)
            copse_store_bind_int(&s, 4, d->who);
        copse_store_bind_int(&s, 5, d->ctx->as_of);
        if (d->entry->due != COPSE_DAY_UNKNOWN)
            copse_store_bind_int(&s, 6, d->entry->due);
        st = copse_store_run(&s, d->err);
    }
    copse_store_finish(&s);
    return st;
}

/* ---- telling ---- */

#define ACTION_COLUMNS                                                                                                 \
    "SELECT action.id AS number, what, coalesce(team.name, team.key, project.name, project.key) AS \"for\","           \
    " date(due * 86400, 'unixepoch') AS due, date(done * 86400, 'unixepoch') AS done FROM action"                      \
    " LEFT JOIN team ON team.id = action.team LEFT JOIN project ON project.id = action.project "

static const char what_actions_are[] = "each with the number that 'copse record done' takes";

/* Those of today: a debrief that is told in two goes is one. */
static copse_status tell(const debrief *d)
{
    copse_account_writer *w = d->w;
    copse_status st = copse_account_query_on(w, "debrief", "of the team; who was there is counted, not named",
                                             "SELECT key AS team, name, ?2 AS present FROM team WHERE id = ?1",
                                             d->team, (copse_day)d->n_present, d->err);
    if (st == COPSE_OK)
        st = copse_account_query_on(w, "actions", what_actions_are,
                                    d->project ? ACTION_COLUMNS
                                        "WHERE action.project = ?1 AND action.happened = ?2 ORDER BY action.id"
                                               : ACTION_COLUMNS
                                        "WHERE action.team = ?1 AND action.happened = ?2 ORDER BY action.id",
                                    d->project ? d->project : d->team, d->ctx->as_of, d->err);
    return st;
}

static copse_status check(const copse_debrief_entry *entry, const copse_context *ctx, copse_error *err)
{
    bool has_note = entry->note && entry->note[0];
    if (!has_note && entry->n_actions == 0)
        return copse_error_set(err, COPSE_E_ARGUMENT, NULL, "add --note TEXT, --action TEXT, or both",
                               "nothing is said of what was learned");
    if (entry->n_actions == 0 && (entry->who || entry->due != COPSE_DAY_UNKNOWN))
        return copse_error_set(err, COPSE_E_ARGUMENT, NULL, "add --action TEXT",
                               "there is no action that somebody could do, or by a day");
    if (entry->due != COPSE_DAY_UNKNOWN && entry->due < ctx->as_of)
        return copse_error_set(err, COPSE_E_ARGUMENT, "--due", "give a later day", "it is due before it was said");
    copse_status st = copse_record_check_text("--note", entry->note, err);
    for (size_t i = 0; st == COPSE_OK && i < entry->n_actions; i++)
        st = entry->actions[i][0] ? copse_record_check_text("--action", entry->actions[i], err)
                                  : copse_error_set(err, COPSE_E_ARGUMENT, "--action", "say what is to be done",
                                                    "an action has no words");
    return st;
}

static copse_status find(debrief *d)
{
    const copse_store *store = d->w->store;
    copse_status st = copse_record_find(&d->team, store, COPSE_RECORD_TEAM, d->entry->team, d->err);
    if (st == COPSE_OK)
        st = copse_record_find(&d->project, store, COPSE_RECORD_PROJECT, d->entry->project, d->err);
    if (st == COPSE_OK)
        st = copse_record_find(&d->who, store, COPSE_RECORD_MEMBER, d->entry->who, d->err);
    return st;
}

static copse_status record_debrief(copse_account_writer *w, const void *entry, const copse_context *ctx,
                                   copse_error *err)
{
    debrief d = {.w = w, .entry = entry, .ctx = ctx, .err = err};
    char detail[96];
    copse_status st = check(d.entry, ctx, err);
    if (st == COPSE_OK)
        st = find(&d);
    if (st == COPSE_OK)
        st = list_present(&d);
    if (st == COPSE_OK)
        st = pair(&d);
    if (st == COPSE_OK)
        st = write_note(&d);
    if (st == COPSE_OK)
        st = write_actions(&d);
    if (st == COPSE_OK)
        st = tell(&d);
    snprintf(detail, sizeof detail, "a debrief was recorded, with %zu actions", d.entry->n_actions);
    return st == COPSE_OK ? copse_record_tell_audit(w, detail, ctx, err) : st;
}

copse_status copse_store_record_debrief(copse_account **out, copse_store *store, const copse_debrief_entry *entry,
                                        const copse_context *ctx, copse_error *err)
{
    return copse_record_do(out, store, &(copse_record_work){record_debrief, entry}, ctx, err);
}

/* ---- taking it back ---- */

static copse_status find_last(copse_day *on, int64_t *id, const debrief *d)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    bool has_row = false;
    copse_status st = copse_store_prepare(&s, d->w->store,
                                          "SELECT id, happened FROM unit_record WHERE level = 'team' AND unit = ?1"
                                          " AND kind = 'debriefed' ORDER BY happened DESC, id DESC LIMIT 1",
                                          d->err);
    if (st == COPSE_OK) {
        copse_store_bind_text(&s, 1, d->entry->team);
        st = copse_store_step(&has_row, &s, d->err);
    }
    if (st == COPSE_OK && !has_row)
        st = copse_error_set(d->err, COPSE_E_NOT_FOUND, d->entry->team, "'copse debrief' shows what is recorded",
                             "no debrief of this team is recorded");
    if (st == COPSE_OK) {
        *id = copse_store_column_int(&s, 0);
        *on = (copse_day)copse_store_column_int(&s, 1);
    }
    copse_store_finish(&s);
    return st;
}

static copse_status undo(copse_account_writer *w, const void *entry, const copse_context *ctx, copse_error *err)
{
    copse_context of_then = *ctx;
    debrief d = {.w = w, .entry = entry, .ctx = &of_then, .err = err};
    int64_t id = 0;
    copse_status st = find(&d);
    if (st == COPSE_OK)
        st = find_last(&of_then.as_of, &id, &d);
    if (st == COPSE_OK)
        st = run_of_team(&d, "DELETE FROM unit_record WHERE id = ?3 AND ?1 AND ?2 IS NOT NULL", id);
    if (st == COPSE_OK)
        st = run_of_team(&d, OF_TEAM "DELETE FROM pairing WHERE kind = 'debrief' AND happened = ?2"
                                     " AND a IN (SELECT id FROM staff) AND b IN (SELECT id FROM staff)",
                         0);
    if (st == COPSE_OK)
        st = run_of_team(&d,
                         "DELETE FROM action WHERE done IS NULL AND happened = ?2 AND (team = ?1 OR project IN"
                         " (SELECT id FROM project WHERE team = ?1))",
                         0);
    if (st == COPSE_OK)
        st = copse_record_tell_audit(w, "a debrief was taken back", ctx, err);
    w->account->n_removed = st == COPSE_OK;
    return st == COPSE_OK ? copse_account_note(w, err, "The last debrief was taken back, with what of it is not done.")
                          : st;
}

copse_status copse_store_undo_debrief(copse_account **out, copse_store *store, const char *team_key,
                                      const copse_context *ctx, copse_error *err)
{
    copse_debrief_entry entry = COPSE_DEBRIEF_ENTRY_INIT;
    entry.team = team_key;
    return copse_record_do(out, store, &(copse_record_work){undo, &entry}, ctx, err);
}

/* ---- done ---- */

typedef struct doing {
    int64_t action;
    bool undo;
} doing;

static copse_status record_done(copse_account_writer *w, const void *entry, const copse_context *ctx, copse_error *err)
{
    const doing *of = entry;
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    copse_status st = copse_store_prepare(&s, w->store,
                                          of->undo ? "UPDATE action SET done = NULL WHERE id = ?1 AND ?2 IS NOT NULL"
                                                   : "UPDATE action SET done = coalesce(done, ?2) WHERE id = ?1"
                                                     " AND happened <= ?2",
                                          err);
    if (st == COPSE_OK) {
        copse_store_bind_int(&s, 1, of->action);
        copse_store_bind_int(&s, 2, ctx->as_of);
        st = copse_store_run(&s, err);
    }
    copse_store_finish(&s);
    if (st == COPSE_OK && sqlite3_changes(w->store->db) == 0)
        st = copse_error_set(err, COPSE_E_NOT_FOUND, NULL, "'copse brief' and 'copse debrief' show the numbers",
                             "no action that was said by that day has the number %" PRId64, of->action);
    if (st == COPSE_OK)
        st = copse_account_query(w, "actions", what_actions_are, ACTION_COLUMNS "WHERE action.id = ?1", of->action,
                                 err);
    if (st != COPSE_OK)
        return st;
    return copse_record_tell_audit(w, of->undo ? "an action was opened again" : "an action was done", ctx, err);
}

copse_status copse_store_record_done(copse_account **out, copse_store *store, int64_t action, bool undo,
                                     const copse_context *ctx, copse_error *err)
{
    const doing entry = {action, undo};
    return copse_record_do(out, store, &(copse_record_work){record_done, &entry}, ctx, err);
}
