/*
 * Retention: what ended or happened before a day goes, and with it whoever left
 * and has nothing else here. What stays is what still holds.
 */
#include <inttypes.h>
#include <stdio.h>

#include "store/account.h"
#include "store/erase.h"

/* ?1: the first day that is kept. until is the first day on which a row no longer held. */
#define ENDED "until <= ?1"
#define HAPPENED "happened < ?1 AND (due IS NULL OR due < ?1)"

/*
 * Who left: every place of work of theirs ended, and so did whatever else they
 * were in. Who objected stays, since an import that did not know it would bring
 * them back without their objection.
 */
#define LEFT                                                                                       \
    "objected = 0 AND id IN (SELECT member FROM assignment)"                                       \
    " AND id NOT IN (SELECT member FROM assignment WHERE until IS NULL OR until > ?1)"             \
    " AND id NOT IN (SELECT member FROM membership WHERE until IS NULL OR until > ?1)"             \
    " AND id NOT IN (SELECT from_member FROM exchange WHERE NOT (" HAPPENED "))"                   \
    " AND id NOT IN (SELECT to_member FROM exchange WHERE to_member IS NOT NULL AND NOT (" HAPPENED "))" \
    " AND id NOT IN (SELECT who FROM action WHERE who IS NOT NULL AND (done IS NULL OR done >= ?1))"

/* In an order in which each is counted before what it depends on has gone. */
static const struct {
    const char *table, *where;
} kinds[] = {
    {"member", LEFT},
    {"assignment", ENDED},
    {"membership", ENDED},
    {"exchange", HAPPENED},
    {"pairing", "happened < ?1"},
    {"mark", "happened < ?1"},
    {"action", "done < ?1"},
    {"unit_record", "kind = 'debriefed' AND happened < ?1"},
};

enum { N_KINDS = sizeof kinds / sizeof kinds[0] };

static copse_status tell(copse_account_writer *w, copse_day before, copse_error *err)
{
    copse_text sql = COPSE_TEXT_INIT;
    copse_text_append(&sql, "WITH gone (\"table\", rows) AS (");
    for (size_t i = 0; i < N_KINDS; i++)
        copse_text_format(&sql, "%sSELECT '%s', count(*) FROM %s WHERE %s", i > 0 ? " UNION ALL " : "",
                          kinds[i].table, kinds[i].table, kinds[i].where);
    copse_text_append(&sql, ") SELECT \"table\", rows FROM gone WHERE rows > 0");
    copse_status st = sql.failed ? copse_error_nomem(err) : COPSE_OK;
    if (st == COPSE_OK)
        st = copse_account_query(w, "removed", "rows that ended or happened before that day, by table; a member goes with all that is theirs",
                                 sql.bytes, before, err);
    copse_text_free(&sql);
    if (st != COPSE_OK)
        return st;
    const copse_account_section *removed = &w->sections[w->account->n_sections - 1];
    for (size_t row = 0; row < removed->n_rows; row++) {
        int64_t n = 0;
        sscanf(removed->cells[2 * row + 1].text, "%" SCNd64, &n);
        w->account->n_removed += n;
    }
    return COPSE_OK;
}

static copse_status delete_rows(copse_store *store, copse_day before, copse_error *err)
{
    copse_status st = COPSE_OK;
    for (size_t i = 0; st == COPSE_OK && i < N_KINDS; i++) {
        char sql[1024];
        copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
        snprintf(sql, sizeof sql, "DELETE FROM %s WHERE %s", kinds[i].table, kinds[i].where);
        st = copse_store_prepare(&s, store, sql, err);
        if (st == COPSE_OK) {
            copse_store_bind_int(&s, 1, before);
            st = copse_store_run(&s, err);
        }
        copse_store_finish(&s);
    }
    return st;
}

static copse_status record(copse_account_writer *w, copse_day before, const copse_context *ctx,
                           copse_error *err)
{
    char day[16], detail[96];
    copse_day_format(day, before);
    snprintf(detail, sizeof detail, "what ended before %s was removed: %" PRId64 " rows", day,
             w->account->n_removed);
    copse_status st = copse_store_append_audit(w->store, "purge", detail, ctx, err);
    if (st == COPSE_OK)
        st = copse_store_drop_derived(w->store, err);
    if (st == COPSE_OK)
        st = copse_store_raise_data_version(w->store, err);
    if (st == COPSE_OK)
        st = copse_store_raise_state_version(w->store, err);
    return st == COPSE_OK ? copse_store_mark_purge(w->store, err) : st;
}

static copse_status work(copse_account_writer *w, copse_day before, const copse_context *ctx,
                         copse_error *err)
{
    copse_status st = tell(w, before, err);
    if (st == COPSE_OK)
        st = copse_account_remember_model(w, err);
    if (st != COPSE_OK || w->account->is_dry_run || w->account->n_removed == 0)
        return st;
    st = delete_rows(w->store, before, err);
    return st == COPSE_OK ? record(w, before, ctx, err) : st;
}

static copse_status advise(copse_account_writer *w, const copse_error *why, copse_error *err)
{
    copse_status st = COPSE_OK;
    if (why->status != COPSE_OK)
        st = copse_account_note(w, err,
                                "The rows are gone, but the file still holds traces of them (%s). The next "
                                "command that opens the store tries again: run 'copse status'.",
                                why->what);
    if (st == COPSE_OK)
        st = copse_account_note(w, err, "Files that still list these rows bring them back when they are "
                                        "imported after a change: export the current ones.");
    return st;
}

copse_status copse_store_purge(copse_account **out, copse_store *store, copse_day before,
                               bool dry_run, const copse_context *ctx, copse_error *err)
{
    copse_account_writer w;
    copse_error why = COPSE_ERROR_INIT;
    *out = NULL;
    copse_status st = copse_account_begin(&w, store, "copse/purge/1",
                                          dry_run ? "What a purge would remove" : "Purged", err);
    if (st != COPSE_OK)
        return st;
    w.account->is_dry_run = dry_run;
    if ((st = copse_store_begin(store, ctx, err)) == COPSE_OK &&
        (st = work(&w, before, ctx, err)) == COPSE_OK && !dry_run)
        st = copse_store_commit(store, err);
    if (st != COPSE_OK || dry_run)
        copse_store_rollback(store);
    if (st == COPSE_OK && !dry_run && w.account->n_removed > 0) {
        copse_store_finish_purge(store, &why);
        st = advise(&w, &why, err);
    }
    if (st == COPSE_OK)
        st = copse_account_finish(out, &w, err);
    copse_account_discard(&w);
    return st;
}
