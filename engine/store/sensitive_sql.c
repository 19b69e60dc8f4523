/* Whether a CoP looks sensitive, as a function of SQL: where the store's own queries must leave such CoPs out. */
#include "store/store_internal.h"

/* looks_sensitive(name, key, description): a CoP without a name is shown, and so judged, by its key. */
static void call_looks_sensitive(sqlite3_context *call, int n_arguments, sqlite3_value **arguments)
{
    (void)n_arguments;
    const char *name = (const char *)sqlite3_value_text(arguments[0]);
    const char *key = (const char *)sqlite3_value_text(arguments[1]);
    const char *description = (const char *)sqlite3_value_text(arguments[2]);
    sqlite3_result_int(call, copse_store_looks_sensitive(name ? name : key, description));
}

copse_status copse_store_install_looks_sensitive(const copse_store *store, copse_error *err)
{
    int code = sqlite3_create_function_v2(store->db, "looks_sensitive", 3,
                                          SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL,
                                          call_looks_sensitive, NULL, NULL, NULL);
    return code == SQLITE_OK ? COPSE_OK : copse_store_fail(store, err);
}

void copse_store_remove_looks_sensitive(const copse_store *store)
{
    sqlite3_create_function_v2(store->db, "looks_sensitive", 3, SQLITE_UTF8, NULL, NULL, NULL, NULL, NULL);
}
