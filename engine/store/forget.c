/*
 * A member's right to be forgotten.
 *
 * One transaction: their names are collected, tombstones are made of them,
 * their rows and everything that was computed of people go, and what others
 * wrote about them is redacted. It leaves the mark that erase.c works off.
 */
#include <inttypes.h>
#include <stdio.h>

#include "store/account.h"
#include "store/erase.h"
#include "store/tombstone.h"

/* Rows that go with a member, as the schema's cascades have it. */
#define THEIR_ROWS                                                                                 \
    "WITH gone (\"table\", rows) AS ("                                                             \
    " SELECT 'member', count(*) FROM member WHERE id = ?1"                                         \
    " UNION ALL SELECT 'identity', count(*) FROM identity WHERE member = ?1"                       \
    " UNION ALL SELECT 'assignment', count(*) FROM assignment WHERE member = ?1"                   \
    " UNION ALL SELECT 'membership', count(*) FROM membership WHERE member = ?1"                   \
    " UNION ALL SELECT 'expertise', count(*) FROM expertise WHERE member = ?1"                     \
    " UNION ALL SELECT 'interest', count(*) FROM interest WHERE member = ?1"                       \
    " UNION ALL SELECT 'tie', count(*) FROM tie WHERE a = ?1 OR b = ?1"                            \
    " UNION ALL SELECT 'exchange', count(*) FROM exchange WHERE from_member = ?1 OR to_member = "  \
    "?1"                                                                                           \
    " UNION ALL SELECT 'pairing', count(*) FROM pairing WHERE a = ?1 OR b = ?1"                    \
    " UNION ALL SELECT 'mark', count(*) FROM mark WHERE member = ?1"                               \
    " UNION ALL SELECT 'preference', count(*) FROM preference WHERE member = ?1) "

typedef struct run {
    copse_account_writer w;
    copse_store *store;
    copse_mask known; /* texts in the account's arena */
    int64_t member;
    bool is_dry;
    copse_tombstones tombstones;
} run;

/* ---- who it is ---- */

/* Every name that the store has for them, with its kind for tombstones; the kind of a person's name
 * is NULL. */
#define THEIR_NAMES                                                                                \
    "SELECT 'members', key FROM member WHERE id = ?1"                                              \
    " UNION ALL SELECT 'mail', mail FROM member WHERE id = ?1 AND mail IS NOT NULL"                \
    " UNION ALL SELECT NULL, name FROM member WHERE id = ?1 AND name IS NOT NULL"                  \
    " UNION ALL SELECT system, key FROM identity WHERE member = ?1"

static copse_status know(run *r, const char *kind, const char *text, copse_error *err)
{
    copse_status st = copse_mask_add(&r->known, text, err);
    return st == COPSE_OK && kind && !r->is_dry
               ? copse_tombstones_add(&r->tombstones, kind, text, err)
               : st;
}

static copse_status bury_names(run *r, copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    bool has_row = true;
    copse_status st = copse_store_prepare(&s, r->store, THEIR_NAMES, err);
    copse_store_bind_int(&s, 1, r->member);
    while (st == COPSE_OK) {
        const char *kind, *text;
        st = copse_store_step(&has_row, &s, err);
        if (st != COPSE_OK || !has_row)
            break;
        st = copse_store_copy_text(&kind, r->w.account->arena, &s, 0, err);
        if (st == COPSE_OK)
            st = copse_store_copy_text(&text, r->w.account->arena, &s, 1, err);
        if (st == COPSE_OK)
            st = know(r, kind, text, err);
    }
    copse_store_finish(&s);
    return st;
}

/* So that a later file may still name them as what another row settles. */
static copse_status bury_exchanges(run *r, copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    bool has_row = true;
    copse_status st = copse_store_prepare(
        &s, r->store,
        "SELECT key FROM exchange WHERE key IS NOT NULL AND (from_member = ?1 OR to_member = ?1)",
        err);
    copse_store_bind_int(&s, 1, r->member);
    while (st == COPSE_OK && (st = copse_store_step(&has_row, &s, err)) == COPSE_OK && has_row)
        st = copse_tombstones_add(&r->tombstones, "exchanges", copse_store_column_text(&s, 0), err);
    copse_store_finish(&s);
    return st;
}

static copse_status bury(run *r, copse_error *err)
{
    copse_status st = COPSE_OK;
    if (!r->is_dry)
        st = copse_tombstones_open(&r->tombstones, r->store, true, err);
    if (st == COPSE_OK && !r->is_dry)
        st = copse_store_own_secret(&r->tombstones.secret, r->store, err);
    if (st == COPSE_OK)
        st = bury_names(r, err);
    if (st == COPSE_OK && !r->is_dry)
        st = bury_exchanges(r, err);
    copse_tombstones_close(&r->tombstones);
    return st;
}

/* ---- what goes ---- */

static copse_status count_rows(run *r, copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    bool has_row;
    copse_status st =
        copse_store_prepare(&s, r->store, THEIR_ROWS "SELECT sum(rows) FROM gone", err);
    if (st == COPSE_OK) {
        copse_store_bind_int(&s, 1, r->member);
        st = copse_store_step(&has_row, &s, err);
    }
    if (st == COPSE_OK)
        r->w.account->n_removed = copse_store_column_int(&s, 0);
    copse_store_finish(&s);
    return st;
}

static copse_status tell(run *r, copse_error *err)
{
    copse_status st = copse_account_query(
        &r->w, "removed", "rows that go with them, by table",
        THEIR_ROWS "SELECT \"table\", rows FROM gone WHERE rows > 0", r->member, err);
    if (st == COPSE_OK)
        st = copse_account_query(
            &r->w, "outputs",
            "files that were given out and may hold them: recall what is still there",
            "SELECT path, audience, date(happened * 86400, 'unixepoch') AS \"date\", hash FROM "
            "output ORDER BY id",
            r->member, err);
    if (st == COPSE_OK)
        st = count_rows(r, err);
    return st == COPSE_OK ? copse_account_remember_model(&r->w, err) : st;
}

/* Whether two members are one is kept under both keys, of which one may be too short to be looked for as a word. */
#define THEIR_DECISIONS                                                                            \
    "DELETE FROM decision WHERE kind = 'same-member' AND EXISTS"                                   \
    " (SELECT 1 FROM (SELECT key FROM member WHERE id = ?1 UNION SELECT key FROM identity"         \
    "  WHERE member = ?1 AND system = 'member')"                                                   \
    "  WHERE substr(subject, 1, length(key) + 3) = key || ' = '"                                   \
    "  OR substr(subject, -length(key) - 3) = ' = ' || key)"

static copse_status run_for_member(const run *r, const char *sql, copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    copse_status st = copse_store_prepare(&s, r->store, sql, err);
    if (st == COPSE_OK) {
        copse_store_bind_int(&s, 1, r->member);
        st = copse_store_run(&s, err);
    }
    copse_store_finish(&s);
    return st;
}

static copse_status remove_member(run *r, copse_error *err)
{
    copse_status st = run_for_member(r, THEIR_DECISIONS, err);
    if (st == COPSE_OK)
        st = run_for_member(r, "DELETE FROM member WHERE id = ?1", err);
    return st == COPSE_OK ? copse_store_drop_derived(r->store, err) : st;
}

static copse_status record(run *r, const copse_context *ctx, copse_error *err)
{
    char detail[96];
    snprintf(detail, sizeof detail, "one member and their rows were removed");
    copse_status st = copse_store_append_audit(r->store, "forget", detail, ctx, err);
    if (st == COPSE_OK)
        st = copse_store_raise_data_version(r->store, err);
    return st == COPSE_OK ? copse_store_raise_state_version(r->store, err) : st;
}

/* The reason of this very command may name them too: the log is redacted after it was written. */
static copse_status redact(run *r, copse_error *err)
{
    int64_t n = 0;
    copse_mask_ready(&r->known);
    copse_status st = copse_store_redact(&n, r->store, &r->known, err);
    if (st == COPSE_OK && n > 0)
        st = copse_account_note(
            &r->w, err, "Free text of %" PRId64 " other %s named them: '[removed]' is put there.",
            n, n == 1 ? "row" : "rows");
    return st;
}

static copse_status work(run *r, const char *member_key, const copse_context *ctx, copse_error *err)
{
    copse_status st = copse_store_find_member(&r->member, r->store, member_key, err);
    if (st == COPSE_OK)
        st = tell(r, err);
    if (st == COPSE_OK)
        st = bury(r, err);
    if (st == COPSE_OK)
        st = remove_member(r, err);
    if (st == COPSE_OK)
        st = record(r, ctx, err);
    if (st == COPSE_OK)
        st = redact(r, err);
    return st == COPSE_OK ? copse_store_mark_purge(r->store, err) : st;
}

/* ---- afterwards ---- */

static copse_status advise(run *r, const copse_error *why, copse_error *err)
{
    copse_status st = COPSE_OK;
    if (why->status != COPSE_OK)
        st = copse_account_note(
            &r->w, err,
            "The rows are gone, but the file still holds traces of them (%s). The next "
            "command that opens the store tries again: run 'copse status'.",
            why->what);
    if (st == COPSE_OK)
        st = copse_account_note(&r->w, err,
                                "Backups and the files that were imported still hold them: forget "
                                "them there too. An import leaves their rows out.");
    return st;
}

copse_status copse_store_forget(copse_account **out, copse_store *store, const char *member_key,
                                bool dry_run, const copse_context *ctx, copse_error *err)
{
    run r = {.store = store, .is_dry = dry_run, .known = {.instead = "[removed]"}};
    copse_error why = COPSE_ERROR_INIT;

    *out = NULL;
    copse_status st = copse_account_begin(
        &r.w, store, "copse/forget/1", dry_run ? "What forgetting would remove" : "Forgotten", err);
    if (st != COPSE_OK)
        return st;
    r.w.account->is_dry_run = dry_run;
    if ((st = copse_store_begin(store, ctx, err)) == COPSE_OK &&
        (st = work(&r, member_key, ctx, err)) == COPSE_OK && !dry_run)
        st = copse_store_commit(store, err);
    if (st != COPSE_OK || dry_run)
        copse_store_rollback(store);
    if (st == COPSE_OK && !dry_run) {
        copse_store_finish_purge(store, &why);
        st = advise(&r, &why, err);
    }
    if (st == COPSE_OK)
        st = copse_account_finish(out, &r.w, err);
    copse_mask_free(&r.known);
    copse_account_discard(&r.w);
    return st;
}
