/*
 * Migrations: step i brings a store from schema version i to i + 1. A step
 * that was released is never changed; the next schema is a further step.
 */
#include "store/store_internal.h"

#include <stdio.h>

extern const char copse_embedded_schema[], copse_embedded_schema_2[];

static const char *const steps[] = {
    copse_embedded_schema,
    copse_embedded_schema_2,
};

enum { N_STEPS = sizeof steps / sizeof steps[0] };

int copse_store_schema_version(void)
{
    return N_STEPS;
}

static copse_status change(const copse_store *store, int from_version, copse_error *err)
{
    /* Another program may have taken the step while this one waited for its turn. */
    int64_t version;
    copse_status st = copse_store_query_int(&version, store, "PRAGMA user_version", 0, err);
    if (st != COPSE_OK || version != from_version)
        return st;

    /* PRAGMA takes no parameters. */
    char mark[96];
    snprintf(mark, sizeof mark, "PRAGMA application_id = %d; PRAGMA user_version = %d",
             COPSE_STORE_APPLICATION_ID, from_version + 1);
    st = copse_store_exec(store, steps[from_version], err);
    return st == COPSE_OK ? copse_store_exec(store, mark, err) : st;
}

static copse_status take_step(const copse_store *store, int from_version, copse_error *err)
{
    copse_status st = copse_store_exec(store, "BEGIN IMMEDIATE", err);
    if (st != COPSE_OK)
        return st;
    st = change(store, from_version, err);
    if (st == COPSE_OK)
        st = copse_store_exec(store, "COMMIT", err);
    if (st != COPSE_OK && !sqlite3_get_autocommit(store->db))
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    return st;
}

copse_status copse_store_migrate(const copse_store *store, int from_version, copse_error *err)
{
    copse_status st = COPSE_OK;
    for (int version = from_version; st == COPSE_OK && version < N_STEPS; version++)
        st = take_step(store, version, err);
    return st;
}
