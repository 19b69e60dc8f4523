/* Settings: what the store knows about itself, as names and values; versions and the audit log. */
#include "store/store_internal.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

copse_status copse_store_get_setting(char **out, const copse_store *store, const char *name,
                                     copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    bool has_row = false;
    *out = NULL;
    copse_status st =
        copse_store_prepare(&s, store, "SELECT value FROM setting WHERE name = ?1", err);
    if (st == COPSE_OK) {
        copse_store_bind_text(&s, 1, name);
        st = copse_store_step(&has_row, &s, err);
    }
    if (st == COPSE_OK && has_row) {
        const char *value = copse_store_column_text(&s, 0);
        *out = value ? copse_memory_copy_text(value) : NULL;
        if (!*out)
            st = copse_error_nomem(err);
    }
    copse_store_finish(&s);
    return st;
}

copse_status copse_store_get_number(int64_t *out, const copse_store *store, const char *name,
                                    int64_t missing, copse_error *err)
{
    char *text;
    copse_status st = copse_store_get_setting(&text, store, name, err);
    if (st != COPSE_OK)
        return st;
    if (!text) {
        *out = missing;
        return COPSE_OK;
    }
    char *end;
    errno = 0;
    long long value = strtoll(text, &end, 10);
    if (end == text || *end != '\0' || errno == ERANGE)
        st = copse_error_set(err, COPSE_E_STORE, store->path, "restore it from a backup",
                             "setting '%s' is '%s', which is no whole number", name, text);
    else
        *out = value;
    copse_memory_free(text);
    return st;
}

copse_status copse_store_set_setting(const copse_store *store, const char *name, const char *value,
                                     copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    copse_status st =
        copse_store_prepare(&s, store,
                            value ? "INSERT INTO setting (name, value) VALUES (?1, ?2) "
                                    "ON CONFLICT (name) DO UPDATE SET value = excluded.value"
                                  : "DELETE FROM setting WHERE name = ?1",
                            err);
    if (st == COPSE_OK) {
        copse_store_bind_text(&s, 1, name);
        if (value)
            copse_store_bind_text(&s, 2, value);
        st = copse_store_run(&s, err);
    }
    copse_store_finish(&s);
    return st;
}

copse_status copse_store_set_number(const copse_store *store, const char *name, int64_t value,
                                    copse_error *err)
{
    char text[32];
    snprintf(text, sizeof text, "%" PRId64, value);
    return copse_store_set_setting(store, name, text, err);
}

static copse_status raise_number(int64_t *out, const copse_store *store, const char *name,
                                 copse_error *err)
{
    int64_t now;
    copse_status st = copse_store_get_number(&now, store, name, 0, err);
    if (st == COPSE_OK && now == INT64_MAX)
        return copse_error_set(err, COPSE_E_STORE, store->path, "restore it from a backup",
                               "setting '%s' has no number after %" PRId64, name, now);
    if (st == COPSE_OK)
        st = copse_store_set_number(store, name, now + 1, err);
    if (st == COPSE_OK)
        *out = now + 1;
    return st;
}

copse_status copse_store_raise_data_version(copse_store *store, copse_error *err)
{
    return raise_number(&store->data_version, store, "data_version", err);
}

copse_status copse_store_raise_state_version(const copse_store *store, copse_error *err)
{
    int64_t raised;
    return raise_number(&raised, store, "state_version", err);
}

copse_status copse_store_append_audit(const copse_store *store, const char *action,
                                      const char *detail, const copse_context *ctx,
                                      copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    copse_status st = copse_store_prepare(&s, store,
                                          "INSERT INTO audit (happened, action, audience, reason, "
                                          "detail) VALUES (?1, ?2, ?3, ?4, ?5)",
                                          err);
    if (st == COPSE_OK) {
        copse_store_bind_int(&s, 1, ctx->as_of);
        copse_store_bind_text(&s, 2, action);
        copse_store_bind_text(&s, 3, copse_audience_name(ctx->audience));
        copse_store_bind_text(&s, 4, ctx->reason);
        copse_store_bind_text(&s, 5, detail);
        st = copse_store_run(&s, err);
    }
    copse_store_finish(&s);
    return st;
}

copse_status copse_store_audit(copse_store *store, const char *action, const char *detail,
                               const copse_context *ctx, copse_error *err)
{
    copse_status st = copse_store_begin(store, ctx, err);
    if (st != COPSE_OK)
        return st;
    st = copse_store_append_audit(store, action, detail, ctx, err);
    if (st == COPSE_OK)
        st = copse_store_raise_state_version(store, err);
    if (st == COPSE_OK)
        st = copse_store_commit(store, err);
    if (st != COPSE_OK)
        copse_store_rollback(store);
    return st;
}
