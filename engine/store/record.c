/* What all recording by hand has in common: finding what is named, one transaction, the audit log. */
#include "store/record.h"

#include <string.h>

enum { TEXT_BYTES = 4000 }; /* a longer note is a document, which has its own place */

typedef struct thing {
    const char *sql; /* id, and for a CoP what tells whether it is sensitive */
    const char *name, *next;
} thing;

static const thing things[] = {
    [COPSE_RECORD_MEMBER] = {"SELECT id FROM member WHERE key = ?1 AND objected = 0", "member",
                             "check the spelling of the key"},
    [COPSE_RECORD_COMMUNITY] = {"SELECT id, sensitive, coalesce(name, key), description FROM community WHERE key = ?1",
                                "community that is written about", "check the spelling of the key"},
    [COPSE_RECORD_TOPIC] = {"SELECT id FROM topic WHERE key = ?1", "topic", "'copse topics' is about topics"},
    [COPSE_RECORD_PROJECT] = {"SELECT id FROM project WHERE key = ?1", "project",
                              "import it with projects.csv, or leave it out"},
    [COPSE_RECORD_TEAM] = {"SELECT id FROM team WHERE key = ?1", "team", "check the spelling of the key"},
};

static bool is_sensitive(copse_store_statement *s)
{
    int64_t decided = copse_store_column_int(s, 1);
    return decided == COPSE_SENSITIVE_YES ||
           (decided == COPSE_SENSITIVE_UNDECIDED &&
            copse_store_looks_sensitive(copse_store_column_text(s, 2), copse_store_column_text(s, 3)));
}

copse_status copse_record_find(int64_t *id, const copse_store *store, copse_record_thing which, const char *key,
                               copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    const thing *of = &things[which];
    bool has_row = false;
    *id = 0;
    if (!key || key[0] == '\0')
        return COPSE_OK;
    copse_status st = copse_store_prepare(&s, store, of->sql, err);
    if (st == COPSE_OK) {
        copse_store_bind_text(&s, 1, key);
        st = copse_store_step(&has_row, &s, err);
    }
    if (st == COPSE_OK && (!has_row || (which == COPSE_RECORD_COMMUNITY && is_sensitive(&s))))
        st = copse_error_set(err, COPSE_E_NOT_FOUND, NULL, of->next, "no %s has the key '%s'", of->name, key);
    if (st == COPSE_OK)
        *id = copse_store_column_int(&s, 0);
    copse_store_finish(&s);
    return st;
}

copse_status copse_record_check_text(const char *what, const char *text, copse_error *err)
{
    size_t n = text ? strlen(text) : 0;
    if (n > TEXT_BYTES)
        return copse_error_set(err, COPSE_E_ARGUMENT, what, "write the gist, and where the rest is",
                               "the text is of %zu bytes, and %d are kept", n, TEXT_BYTES);
    if (text && !copse_text_is_utf8(text, n))
        return copse_error_set(err, COPSE_E_ARGUMENT, what, "use a UTF-8 terminal",
                               "the text is not well-formed UTF-8");
    return COPSE_OK;
}

copse_status copse_record_tell_audit(copse_account_writer *w, const char *detail, const copse_context *ctx,
                                     copse_error *err)
{
    copse_status st = copse_store_append_audit(w->store, "record", detail, ctx, err);
    return st == COPSE_OK ? copse_store_raise_state_version(w->store, err) : st;
}

copse_status copse_record_do(copse_account **out, copse_store *store, const copse_record_work *work,
                             const copse_context *ctx, copse_error *err)
{
    copse_account_writer w;
    *out = NULL;
    copse_status st = copse_account_begin(&w, store, "copse/record/1", "Recorded", err);
    if (st != COPSE_OK)
        return st;
    st = copse_store_begin(store, ctx, err);
    if (st == COPSE_OK)
        st = work->run(&w, work->entry, ctx, err);
    if (st == COPSE_OK)
        st = copse_store_commit(store, err);
    if (st != COPSE_OK)
        copse_store_rollback(store);
    else
        st = copse_account_finish(out, &w, err);
    copse_account_discard(&w);
    return st;
}
