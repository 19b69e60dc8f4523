/* What SQLite itself does not look at when it opens a file: whose schema it is, and whether a crash damaged it. */
#include "store/sound.h"

#include <string.h>
#include <sys/stat.h>

#include "store/holder.h"

bool copse_store_has_companion(const char *path, const char *suffix, bool *known)
{
    copse_text name = COPSE_TEXT_INIT;
    copse_text_append(&name, path);
    copse_text_append(&name, suffix);
    struct stat info;
    *known = !name.failed;
    bool has = !name.failed && stat(name.bytes, &info) == 0 && info.st_size > 0;
    copse_text_free(&name);
    return has;
}

bool copse_store_was_left_by_a_crash(const char *path)
{
    bool log_known, journal_known;
    bool has_log = copse_store_has_companion(path, "-wal", &log_known);
    bool has_journal = copse_store_has_companion(path, "-journal", &journal_known);
    if (!has_log && !has_journal && log_known && journal_known)
        return false;
    return copse_store_find_holder(path).process == 0;
}

/* ---- the schema ---- */

/* In one order on both sides. Statistics come and go with ANALYZE. */
static const char listing[] = "SELECT type, name, tbl_name, sql FROM sqlite_schema"
                              " WHERE name NOT LIKE 'sqlite\\_stat_' ESCAPE '\\' ORDER BY name, type, sql";

enum { TYPE, NAME, TABLE, SQL, N_COLUMNS };

/* FTS5 writes the tables behind its indices itself, and may write them in other words in another version. */
static bool is_behind_index(const char *name)
{
    static const char *const indices[] = {"community_text_", "topic_text_"};
    for (size_t i = 0; i < sizeof indices / sizeof indices[0]; i++)
        if (strncmp(name, indices[i], strlen(indices[i])) == 0)
            return true;
    return false;
}

static bool is_same(copse_store_statement *ours, copse_store_statement *theirs)
{
    for (int column = TYPE; column < N_COLUMNS; column++) {
        const char *expected = copse_store_column_text(ours, column);
        const char *found = copse_store_column_text(theirs, column);
        if (!expected || !found) {
            if (expected || found)
                return false;
        } else if (column == SQL && is_behind_index(copse_store_column_text(ours, NAME))) {
            static const char beginning[] = "CREATE TABLE ";
            if (strncmp(found, beginning, sizeof beginning - 1) != 0)
                return false;
        } else if (strcmp(expected, found) != 0) {
            return false;
        }
    }
    return true;
}

static copse_status differs(const copse_store *store, copse_store_statement *ours, copse_store_statement *theirs,
                            bool has_ours, bool has_theirs, copse_error *err)
{
    static const char next[] = "restore it from a backup, or import again into a new store";
    const char *expected = has_ours ? copse_store_column_text(ours, NAME) : NULL;
    const char *found = has_theirs ? copse_store_column_text(theirs, NAME) : NULL;
    int order = !found ? -1 : !expected ? 1 : strcmp(expected, found);
    if (order < 0)
        return copse_error_set(err, COPSE_E_STORE, store->path, next,
                               "no sound Copse store: %s '%.100s' is missing, or something else is in its place",
                               copse_store_column_text(ours, TYPE), expected ? expected : "");
    const char *type = copse_store_column_text(theirs, TYPE);
    return copse_error_set(err, COPSE_E_STORE, store->path, next,
                           order > 0 ? "no sound Copse store: it has a %.20s '%.100s' that Copse did not make"
                                     : "no sound Copse store: the %.20s '%.100s' is not as Copse made it",
                           type ? type : "thing", found ? found : "");
}

static copse_status compare(const copse_store *expected, const copse_store *store, copse_error *err)
{
    copse_store_statement ours = COPSE_STORE_STATEMENT_INIT, theirs = COPSE_STORE_STATEMENT_INIT;
    bool has_ours = true, has_theirs = true;
    copse_status st = copse_store_prepare(&ours, expected, listing, err);
    if (st == COPSE_OK)
        st = copse_store_prepare(&theirs, store, listing, err);
    while (st == COPSE_OK) {
        st = copse_store_step(&has_ours, &ours, err);
        if (st == COPSE_OK)
            st = copse_store_step(&has_theirs, &theirs, err);
        if (st != COPSE_OK || (!has_ours && !has_theirs))
            break;
        if (!has_ours || !has_theirs || !is_same(&ours, &theirs))
            st = differs(store, &ours, &theirs, has_ours, has_theirs, err);
    }
    copse_store_finish(&ours);
    copse_store_finish(&theirs);
    return st;
}

copse_status copse_store_check_schema(const copse_store *store, copse_error *err)
{
    copse_store expected = {.path = store->path};
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_EXRESCODE;
    int rc = sqlite3_open_v2(":memory:", &expected.db, flags, NULL);
    copse_status st = rc != SQLITE_OK ? copse_error_nomem(err) : copse_store_migrate(&expected, 0, err);
    if (st == COPSE_OK)
        st = compare(&expected, store, err);
    sqlite3_close(expected.db);
    return st;
}

/* ---- the pages ---- */

copse_status copse_store_check_pages(const copse_store *store, copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    bool has_row = false;
    copse_status st = copse_store_prepare(&s, store, "PRAGMA quick_check(1)", err);
    if (st == COPSE_OK)
        st = copse_store_step(&has_row, &s, err);
    const char *said = st == COPSE_OK && has_row ? copse_store_column_text(&s, 0) : NULL;
    if (st == COPSE_OK && (!said || strcmp(said, "ok") != 0))
        st = copse_error_set(err, COPSE_E_STORE, store->path, "restore it from a backup, or import again into a new store",
                             "the store was left by a crash and is damaged: %.200s", said ? said : "nothing is known");
    copse_store_finish(&s);
    return st;
}
