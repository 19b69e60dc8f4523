/* A member's right to object: out of every list, model and path, while their rows stay. */
#include "store/account.h"
#include "store/erase.h"

/* @param[out] is_changed  false: it was so already */
static copse_status set_objected(bool *is_changed, copse_store *store, int64_t member,
                                 bool objected, copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    copse_status st = copse_store_prepare(
        &s, store, "UPDATE member SET objected = ?2 WHERE id = ?1 AND objected <> ?2", err);
    if (st == COPSE_OK) {
        copse_store_bind_int(&s, 1, member);
        copse_store_bind_int(&s, 2, objected);
        st = copse_store_run(&s, err);
    }
    *is_changed = st == COPSE_OK && sqlite3_changes(store->db) > 0;
    copse_store_finish(&s);
    return st;
}

static copse_status record(copse_store *store, bool undo, const copse_context *ctx,
                           copse_error *err)
{
    copse_status st = copse_store_drop_derived(store, err);
    if (st == COPSE_OK)
        st = copse_store_raise_data_version(store, err);
    if (st == COPSE_OK)
        st = copse_store_append_audit(
            store, "object", undo ? "a member took their objection back" : "a member objected", ctx,
            err);
    return st;
}

static copse_status change(copse_account_writer *w, const char *member_key, bool undo,
                           const copse_context *ctx, copse_error *err)
{
    int64_t member;
    bool is_changed = false;
    copse_status st = copse_store_find_member(&member, w->store, member_key, err);
    if (st == COPSE_OK)
        st = set_objected(&is_changed, w->store, member, !undo, err);
    if (st == COPSE_OK && is_changed)
        st = record(w->store, undo, ctx, err);
    if (st == COPSE_OK)
        st = copse_account_query(
            w, "member", undo ? "is in answers again" : "is in no list, model or path",
            "SELECT key, CASE objected WHEN 0 THEN 'no' ELSE 'yes' END AS objected"
            " FROM member WHERE id = ?1",
            member, err);
    if (st != COPSE_OK)
        return st;
    if (!is_changed)
        return copse_account_note(w, err, "It was so already: nothing was changed.");
    st = copse_account_note(w, err,
                            "The model that knew them was removed: 'copse fit' makes a new one.");
    if (st == COPSE_OK && !undo)
        st =
            copse_account_note(w, err,
                               "Files that were given out are not changed: 'copse outputs' lists "
                               "them. 'copse forget' removes the rows as well.");
    return st;
}

copse_status copse_store_object(copse_account **out, copse_store *store, const char *member_key,
                                bool undo, const copse_context *ctx, copse_error *err)
{
    copse_account_writer w;
    *out = NULL;
    copse_status st = copse_account_begin(
        &w, store, "copse/object/1", undo ? "An objection was taken back" : "An objection", err);
    if (st != COPSE_OK)
        return st;
    if ((st = copse_store_begin(store, ctx, err)) == COPSE_OK &&
        (st = change(&w, member_key, undo, ctx, err)) == COPSE_OK)
        st = copse_store_commit(store, err);
    if (st != COPSE_OK)
        copse_store_rollback(store);
    else
        st = copse_account_finish(out, &w, err);
    copse_account_discard(&w);
    return st;
}
