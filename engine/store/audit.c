/* What was done and what was given out: the audit log and the register of outputs. */
#include <stdio.h>
#include <string.h>

#include "store/account.h"
#include "store/decode.h"

static copse_status read_log(copse_account **out, copse_store *store, const char *schema,
                             const char *title, const char *name, const char *meaning,
                             const char *sql, const copse_context *ctx, copse_error *err)
{
    copse_account_writer w;
    *out = NULL;
    copse_status st = copse_account_begin(&w, store, schema, title, err);
    if (st != COPSE_OK)
        return st;
    st = copse_store_begin_read(store, ctx, err);
    if (st == COPSE_OK)
        st = copse_account_query(&w, name, meaning, sql, 0, err);
    copse_store_rollback(store);
    if (st == COPSE_OK)
        st = copse_account_finish(out, &w, err);
    copse_account_discard(&w);
    return st;
}

copse_status copse_store_audit_log(copse_account **out, copse_store *store,
                                   const copse_context *ctx, copse_error *err)
{
    return read_log(
        out, store, "copse/audit/1", "Audit log", "audit", "what was done, oldest first",
        "SELECT date(happened * 86400, 'unixepoch') AS \"date\", action, audience, reason, detail"
        " FROM audit ORDER BY id",
        ctx, err);
}

copse_status copse_store_output_register(copse_account **out, copse_store *store,
                                         const copse_context *ctx, copse_error *err)
{
    return read_log(out, store, "copse/outputs/1", "Files that were given out", "outputs",
                    "files that were written, oldest first; the hash is BLAKE2b-256 of their bytes",
                    "SELECT date(happened * 86400, 'unixepoch') AS \"date\", path, audience, hash"
                    " FROM output ORDER BY id",
                    ctx, err);
}

/* ---- the register ---- */

static copse_status insert_output(copse_store *store, const char *path, const char *hash,
                                  const copse_context *ctx, copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    copse_status st = copse_store_prepare(
        &s, store, "INSERT INTO output (path, audience, hash, happened) VALUES (?1, ?2, ?3, ?4)",
        err);
    if (st == COPSE_OK) {
        copse_store_bind_text(&s, 1, path);
        copse_store_bind_text(&s, 2, copse_audience_name(ctx->audience));
        copse_store_bind_text(&s, 3, hash);
        copse_store_bind_int(&s, 4, ctx->as_of);
        st = copse_store_run(&s, err);
    }
    copse_store_finish(&s);
    return st;
}

copse_status copse_store_record_output(copse_store *store, const char *path,
                                       const copse_context *ctx, copse_error *err)
{
    copse_file_look look;
    char hash[2 * COPSE_HASH_BYTES + 1];
    if (!copse_text_is_utf8(path, strlen(path)))
        return copse_error_set(err, COPSE_E_STORE, NULL, "give the file a name in UTF-8",
                               "its name is not well-formed UTF-8");
    copse_status st = copse_store_look_at_file(&look, path, ctx, err);
    if (st != COPSE_OK)
        return st;
    for (size_t i = 0; i < COPSE_HASH_BYTES; i++)
        snprintf(hash + 2 * i, 3, "%02x", look.hash[i]);
    if ((st = copse_store_begin(store, ctx, err)) == COPSE_OK &&
        (st = insert_output(store, path, hash, ctx, err)) == COPSE_OK &&
        (st = copse_store_raise_state_version(store, err)) == COPSE_OK)
        st = copse_store_commit(store, err);
    if (st != COPSE_OK)
        copse_store_rollback(store);
    return st;
}
