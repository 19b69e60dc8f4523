/*
 * What a person decides, so that no later file takes it back: whether a CoP is
 * sensitive. The decision is kept, and every import ends by applying it.
 */
#include "store/account.h"
#include "store/erase.h"

/* ---- kept decisions ---- */

static copse_status keep(const copse_store *store, const char *community_key,
                         copse_sensitivity sensitive, const copse_context *ctx, copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    copse_status st = copse_store_prepare(
        &s, store,
        "INSERT INTO decision (kind, subject, choice, happened) VALUES ('sensitive', ?1, ?2, ?3)"
        " ON CONFLICT (kind, subject) DO UPDATE SET choice = excluded.choice, happened = excluded.happened",
        err);
    if (st == COPSE_OK) {
        copse_store_bind_text(&s, 1, community_key);
        copse_store_bind_text(&s, 2, copse_sensitivity_name(sensitive));
        copse_store_bind_int(&s, 3, ctx->as_of);
        st = copse_store_run(&s, err);
    }
    copse_store_finish(&s);
    return st;
}

copse_status copse_store_apply_decisions(const copse_store *store, copse_error *err)
{
    return copse_store_exec(store,
                            "WITH decided AS (SELECT subject, CASE choice WHEN 'yes' THEN 2 ELSE 1 END AS choice"
                            " FROM decision WHERE kind = 'sensitive')"
                            " UPDATE community SET sensitive = (SELECT choice FROM decided WHERE subject = key)"
                            " WHERE key IN (SELECT subject FROM decided)"
                            " AND sensitive IS NOT (SELECT choice FROM decided WHERE subject = key)",
                            err);
}

/* ---- deciding ---- */

static copse_status find_community(int64_t *id, const copse_store *store, const char *key,
                                   copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    bool has_row = false;
    copse_status st = copse_store_prepare(&s, store, "SELECT id FROM community WHERE key = ?1", err);
    if (st == COPSE_OK) {
        copse_store_bind_text(&s, 1, key);
        st = copse_store_step(&has_row, &s, err);
    }
    if (st == COPSE_OK && !has_row)
        st = copse_error_set(err, COPSE_E_NOT_FOUND, NULL, "check the spelling",
                             "no community has the key '%s'", key);
    if (st == COPSE_OK)
        *id = copse_store_column_int(&s, 0);
    copse_store_finish(&s);
    return st;
}

/* The log says what was decided, and not of which: its name would tell. */
static copse_status record_change(copse_account_writer *w, copse_sensitivity sensitive,
                                  const copse_context *ctx, copse_error *err)
{
    const char *said = sensitive == COPSE_SENSITIVE_YES ? "a community was decided to be sensitive"
                                                        : "a community was decided not to be sensitive";
    copse_status st = copse_store_drop_derived(w->store, err);
    if (st == COPSE_OK)
        st = copse_store_raise_data_version(w->store, err);
    if (st == COPSE_OK)
        st = copse_store_append_audit(w->store, "record", said, ctx, err);
    if (st == COPSE_OK)
        st = copse_account_note(w, err,
                                "What was computed was removed: 'copse fit' makes a new model. Files "
                                "that were given out are not changed: 'copse outputs' lists them.");
    return st;
}

static copse_status decide(copse_account_writer *w, const char *community_key,
                           copse_sensitivity sensitive, const copse_context *ctx, copse_error *err)
{
    int64_t id = 0;
    copse_status st = find_community(&id, w->store, community_key, err);
    if (st == COPSE_OK)
        st = keep(w->store, community_key, sensitive, ctx, err);
    if (st == COPSE_OK)
        st = copse_store_apply_decisions(w->store, err);
    if (st == COPSE_OK)
        st = sqlite3_changes(w->store->db) > 0 ? record_change(w, sensitive, ctx, err)
                                               : copse_account_note(w, err, "It was so already.");
    if (st == COPSE_OK)
        st = copse_account_query(
            w, "community", "as it counts from now on",
            "SELECT key, coalesce(name, key) AS name, CASE sensitive WHEN 0 THEN 'undecided' WHEN 1 THEN"
            " 'no' ELSE 'yes' END AS sensitive FROM community WHERE id = ?1",
            id, err);
    return st;
}

copse_status copse_store_record_sensitive(copse_account **out, copse_store *store,
                                          const char *community_key, copse_sensitivity sensitive,
                                          const copse_context *ctx, copse_error *err)
{
    copse_account_writer w;
    *out = NULL;
    if (sensitive == COPSE_SENSITIVE_UNDECIDED)
        return copse_error_set(err, COPSE_E_ARGUMENT, NULL, "decide yes or no",
                               "to leave it open is no decision");
    copse_status st = copse_account_begin(&w, store, "copse/record/1", "Recorded", err);
    if (st != COPSE_OK)
        return st;
    if ((st = copse_store_begin(store, ctx, err)) == COPSE_OK &&
        (st = decide(&w, community_key, sensitive, ctx, err)) == COPSE_OK)
        st = copse_store_commit(store, err);
    if (st != COPSE_OK)
        copse_store_rollback(store);
    else
        st = copse_account_finish(out, &w, err);
    copse_account_discard(&w);
    return st;
}
