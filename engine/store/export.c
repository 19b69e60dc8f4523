/*
 * The store's tables as CSV without who is who: people's keys are replaced by
 * keyed hashes, names and free text stay here. Whoever has the store's key file
 * can tell who is meant, so what is written is still about people.
 */
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/account.h"
#include "store/mask.h"
#include "store/tombstone.h"

#define DAY(column) "CASE WHEN " column " > -2147483648 THEN date(" column " * 86400, 'unixepoch') END"
#define KEY_OF(table, id) "(SELECT key FROM " table " WHERE " table ".id = " id ")"
#define MEMBER(id) "(SELECT pseudonym(key) FROM member WHERE member.id = " id ")"

/* Who and what is in it: temp tables of ids, made first. */
#define MEMBER_IS_IN(column) column " IN (SELECT id FROM temp.exported_member)"
#define COP_IS_IN(column) column " IN (SELECT id FROM temp.exported_community)"

static const char selection[] =
    "CREATE TEMP TABLE exported_member AS SELECT id FROM member WHERE objected = 0;"
    "CREATE TEMP TABLE exported_community AS SELECT id FROM community WHERE sensitive = 1"
    " OR (sensitive = 0 AND NOT looks_sensitive(name, key, description))";

/* Columns are named as an import reads them. */
static const struct {
    const char *stem, *sql;
} files[] = {
    {"sites", "SELECT key AS site_id, masked(name) AS name, latitude, longitude FROM site ORDER BY 1"},
    {"travel", "SELECT " KEY_OF("site", "from_site") " AS from_site_id, " KEY_OF("site", "to_site")
               " AS to_site_id, minutes FROM travel ORDER BY 1, 2"},
    {"teams", "SELECT key AS team_id, masked(name) AS name, (SELECT key FROM team AS above WHERE above.id ="
              " team.parent) AS parent_id FROM team ORDER BY 1"},
    {"topics", "SELECT key AS topic_id, masked(name) AS name, (SELECT key FROM topic AS above WHERE above.id ="
               " topic.broader) AS broader_id, masked(synonyms) AS synonyms FROM topic ORDER BY 1"},
    {"members", "SELECT pseudonym(key) AS member_id, masked(profession) AS profession, CASE mode_preference"
                " WHEN 1 THEN 'face-to-face' WHEN 2 THEN 'virtual' WHEN 3 THEN 'hybrid' END AS mode_preference"
                " FROM member WHERE " MEMBER_IS_IN("id") " ORDER BY 1"},
    {"assignments", "SELECT " MEMBER("member") " AS member_id, " KEY_OF("team", "team") " AS team_id, "
                    KEY_OF("site", "site") " AS site_id, masked(role) AS role, " DAY("since") " AS since, "
                    DAY("until") " AS until FROM assignment WHERE " MEMBER_IS_IN("member") " ORDER BY 1, 2, 5"},
    {"communities", "SELECT key AS community_id, masked(name) AS name, CASE mode WHEN 1 THEN 'face-to-face'"
                    " WHEN 2 THEN 'virtual' WHEN 3 THEN 'hybrid' END AS mode, " KEY_OF("site", "community.site")
                    " AS site_id, CASE status WHEN 1 THEN 'active' WHEN 2 THEN 'dormant' WHEN 3 THEN 'proposed'"
                    " WHEN 4 THEN 'closed' END AS status, CASE openness WHEN 1 THEN 'open' WHEN 2 THEN 'request'"
                    " WHEN 3 THEN 'invitation' WHEN 4 THEN 'closed' END AS openness, capacity, cadence_days,"
                    " CASE sensitive WHEN 1 THEN 'no' END AS sensitive, " DAY("created") " AS created"
                    " FROM community WHERE " COP_IS_IN("id") " ORDER BY 1"},
    {"memberships", "SELECT " MEMBER("member") " AS member_id, " KEY_OF("community", "community")
                    " AS community_id, masked(role) AS role, " DAY("since") " AS since, " DAY("until")
                    " AS until FROM membership WHERE " MEMBER_IS_IN("member") " AND " COP_IS_IN("community")
                    " ORDER BY 1, 2, 4"},
    {"expertise", "SELECT " MEMBER("member") " AS member_id, " KEY_OF("topic", "topic")
                  " AS topic_id, sum(weight) AS weight, " DAY("max(last_active)") " AS last_active"
                  " FROM expertise WHERE " MEMBER_IS_IN("member") " GROUP BY member, topic ORDER BY 1, 2"},
    {"interests", "SELECT " MEMBER("member") " AS member_id, " KEY_OF("topic", "topic") " AS topic_id, "
                  DAY("since") " AS since FROM interest WHERE " MEMBER_IS_IN("member") " ORDER BY 1, 2"},
    {"community_topics", "SELECT " KEY_OF("community", "community") " AS community_id, "
                         KEY_OF("topic", "topic") " AS topic_id, weight FROM community_topic WHERE "
                         COP_IS_IN("community") " ORDER BY 1, 2"},
    {"ties", "SELECT min(x, y) AS member_a, max(x, y) AS member_b, kind, weight, since FROM (SELECT "
             MEMBER("a") " AS x, " MEMBER("b") " AS y, CASE kind WHEN 0 THEN 'strength' ELSE 'cost' END AS kind,"
             " weight, " DAY("since") " AS since FROM tie WHERE " MEMBER_IS_IN("a") " AND " MEMBER_IS_IN("b")
             ") ORDER BY 1, 2, 3"},
    {"projects", "SELECT key AS project_id, masked(name) AS name, " KEY_OF("team", "project.team")
                 " AS team_id, " KEY_OF("site", "project.site") " AS site_id, " DAY("starts") " AS starts, "
                 DAY("ends") " AS ends FROM project ORDER BY 1"},
    {"project_topics", "SELECT " KEY_OF("project", "project") " AS project_id, " KEY_OF("topic", "topic")
                       " AS topic_id FROM project_topic ORDER BY 1, 2"},
    {"exchanges", "SELECT pseudonym('exchange ' || id) AS exchange_id, " MEMBER("from_member")
                  " AS from_member_id, " MEMBER("to_member") " AS to_member_id, "
                  KEY_OF("community", "exchange.to_community") " AS to_community_id, CASE kind WHEN 0 THEN"
                  " 'asked' WHEN 1 THEN 'answered' WHEN 2 THEN 'attended' WHEN 3 THEN 'shared' WHEN 4 THEN"
                  " 'update' ELSE 'debrief' END AS kind, " DAY("happened") " AS \"on\", "
                  KEY_OF("topic", "exchange.topic") " AS topic_id, " KEY_OF("project", "exchange.project")
                  " AS project_id, " DAY("due") " AS due FROM exchange WHERE " MEMBER_IS_IN("from_member")
                  " AND (to_member IS NULL OR " MEMBER_IS_IN("to_member") ") AND (to_community IS NULL OR "
                  COP_IS_IN("to_community") ") ORDER BY 6, 1"},
};

enum { N_FILES = sizeof files / sizeof files[0], PIECE = 1 << 16, PSEUDONYM_BYTES = 8 };

typedef struct export {
    copse_account_writer w;
    copse_store *store;
    const char *dir;
    copse_text folder; /* of another name until it is whole */
    copse_secret secret;
    copse_mask names;
    const char *told[2 * N_FILES]; /* file and number of rows */
    size_t n_files;
} export;

/* ---- functions of SQL ---- */

static void call_pseudonym(sqlite3_context *call, int n_arguments, sqlite3_value **arguments)
{
    (void)n_arguments;
    const char *key = (const char *)sqlite3_value_text(arguments[0]);
    unsigned char hash[COPSE_KEYED_HASH_BYTES];
    char text[2 + 2 * PSEUDONYM_BYTES] = "p";
    if (!key)
        return;
    copse_secret_hash(hash, sqlite3_user_data(call), "pseudonym", key);
    for (int i = 0; i < PSEUDONYM_BYTES; i++)
        snprintf(text + 1 + 2 * i, 3, "%02x", hash[i]);
    sqlite3_result_text(call, text, -1, SQLITE_TRANSIENT);
}

static copse_status install(export *e, copse_error *err)
{
    int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
    int code = sqlite3_create_function_v2(e->store->db, "pseudonym", 1, flags, &e->secret, call_pseudonym,
                                          NULL, NULL, NULL);
    if (code != SQLITE_OK)
        return copse_store_fail(e->store, err);
    copse_status st = copse_store_install_looks_sensitive(e->store, err);
    return st == COPSE_OK ? copse_mask_install(e->store, &e->names, "masked", err) : st;
}

static void uninstall(export *e)
{
    sqlite3_exec(e->store->db, "DROP TABLE IF EXISTS temp.exported_member;"
                               "DROP TABLE IF EXISTS temp.exported_community", NULL, NULL, NULL);
    sqlite3_create_function_v2(e->store->db, "pseudonym", 1, SQLITE_UTF8, NULL, NULL, NULL, NULL, NULL);
    copse_store_remove_looks_sensitive(e->store);
    copse_mask_remove(e->store, "masked");
}

/* ---- files ---- */

static copse_status fail_write(const char *path, copse_error *err)
{
    return copse_error_set(err, COPSE_E_STORE, path, "make room, or give a folder that can be written to",
                           "the file cannot be written: %s", strerror(errno));
}

static void write_header(copse_text *out, const copse_store_statement *s, int n)
{
    for (int c = 0; c < n; c++)
        copse_text_format(out, "%s%s", c > 0 ? "," : "", sqlite3_column_name(s->handle, c));
    copse_text_append(out, "\n");
}

static copse_status write_rows(int64_t *n_rows, FILE *to, const char *path, copse_store_statement *s,
                               const copse_context *ctx, copse_error *err)
{
    copse_text out = COPSE_TEXT_INIT;
    bool has_row = true;
    int n = sqlite3_column_count(s->handle);
    copse_status st = COPSE_OK;
    write_header(&out, s, n);
    while (st == COPSE_OK && (st = copse_store_step(&has_row, s, err)) == COPSE_OK) {
        for (int c = 0; has_row && c < n; c++) {
            const char *text = copse_store_column_text(s, c);
            copse_text_append(&out, c > 0 ? "," : "");
            copse_store_csv_field(&out, text ? text : "");
        }
        copse_text_append(&out, has_row ? "\n" : "");
        *n_rows += has_row;
        if (has_row && out.length < PIECE)
            continue;
        if (out.failed)
            st = copse_error_nomem(err);
        else if (out.length > 0 && fwrite(out.bytes, 1, out.length, to) != out.length)
            st = fail_write(path, err);
        copse_text_clear(&out);
        if (!has_row)
            break;
        if (st == COPSE_OK)
            st = copse_context_poll(ctx, err);
    }
    copse_text_free(&out);
    return st;
}

/* @param[out] to  a new file of that name in the folder, for its owner only; path is whole */
static copse_status open_file(FILE **to, copse_text *path, const export *e, const char *name,
                              copse_error *err)
{
    copse_text_format(path, "%s/%s", copse_text_get(&e->folder), name);
    if (path->failed)
        return copse_error_nomem(err);
    int descriptor = open(path->bytes, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    *to = descriptor < 0 ? NULL : fdopen(descriptor, "w");
    if (!*to && descriptor >= 0)
        close(descriptor);
    return *to ? COPSE_OK : fail_write(path->bytes, err);
}

static copse_status write_table(export *e, size_t i, const copse_context *ctx, copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    copse_text path = COPSE_TEXT_INIT;
    FILE *to = NULL;
    int64_t n_rows = 0;
    char name[32];
    copse_arena *arena = e->w.account->arena;
    snprintf(name, sizeof name, "%s.csv", files[i].stem);
    copse_status st = copse_store_prepare(&s, e->store, files[i].sql, err);
    if (st == COPSE_OK)
        st = open_file(&to, &path, e, name, err);
    if (st == COPSE_OK)
        st = write_rows(&n_rows, to, path.bytes, &s, ctx, err);
    if (to && fclose(to) != 0 && st == COPSE_OK)
        st = fail_write(path.bytes, err);
    copse_store_finish(&s);
    copse_text_free(&path);
    if (st != COPSE_OK)
        return st;
    e->told[2 * e->n_files] = copse_arena_copy(arena, name);
    e->told[2 * e->n_files + 1] = copse_arena_format(arena, "%lld", (long long)n_rows);
    bool is_told = e->told[2 * e->n_files] && e->told[2 * e->n_files + 1];
    e->n_files++;
    return is_told ? COPSE_OK : copse_error_nomem(err);
}

static copse_status write_readme(const export *e, const copse_context *ctx, copse_error *err)
{
    copse_text path = COPSE_TEXT_INIT, said = COPSE_TEXT_INIT;
    FILE *to = NULL;
    char day[16];
    copse_day_format(day, ctx->as_of);
    copse_text_format(&said,
                      "Pseudonymous data, exported by Copse on %s (data version %lld).\n\n"
                      "Names, mail addresses, keys of other systems, contacts and free text are left out, and\n"
                      "so are communities whose membership says something private and people who objected.\n"
                      "People are told apart by a code. Who has the store and its key file can tell who is\n"
                      "meant, and who knows where somebody works and since when may guess it: these are still\n"
                      "personal data. Use them for what they were exported for, and delete them afterwards.\n",
                      day, (long long)copse_store_data_version(e->store));
    copse_status st = said.failed ? copse_error_nomem(err) : open_file(&to, &path, e, "README.txt", err);
    if (st == COPSE_OK && fwrite(said.bytes, 1, said.length, to) != said.length)
        st = fail_write(path.bytes, err);
    if (to && fclose(to) != 0 && st == COPSE_OK)
        st = fail_write(path.bytes, err);
    copse_text_free(&said);
    copse_text_free(&path);
    return st;
}

static copse_status make_folder(export *e, copse_error *err)
{
    struct stat info;
    if (lstat(e->dir, &info) == 0)
        return copse_error_set(err, COPSE_E_ARGUMENT, e->dir, "give the name of a new folder",
                               "there is something of this name already");
    copse_text_format(&e->folder, "%s.copse-XXXXXX", e->dir);
    if (e->folder.failed)
        return copse_error_nomem(err);
    if (mkdtemp(e->folder.bytes))
        return COPSE_OK;
    copse_text_clear(&e->folder); /* there is nothing to remove */
    return copse_error_set(err, COPSE_E_STORE, e->dir, "give a folder whose parent can be written to",
                           "the folder cannot be made: %s", strerror(errno));
}

static void remove_folder(const export *e)
{
    if (e->folder.length == 0)
        return;
    for (size_t i = 0; i <= N_FILES; i++) {
        copse_text path = COPSE_TEXT_INIT;
        if (i < N_FILES)
            copse_text_format(&path, "%s/%s.csv", e->folder.bytes, files[i].stem);
        else
            copse_text_format(&path, "%s/README.txt", e->folder.bytes);
        if (!path.failed)
            unlink(path.bytes);
        copse_text_free(&path);
    }
    rmdir(e->folder.bytes);
}

/* ---- the export ---- */

static copse_status read_names(export *e, copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    bool has_row = true;
    copse_status st = copse_store_prepare(&s, e->store,
                                          "SELECT key FROM member UNION ALL SELECT name FROM member"
                                          " UNION ALL SELECT mail FROM member UNION ALL SELECT key FROM identity",
                                          err);
    while (st == COPSE_OK && (st = copse_store_step(&has_row, &s, err)) == COPSE_OK && has_row) {
        const char *text;
        st = copse_store_copy_text(&text, e->w.account->arena, &s, 0, err);
        if (st == COPSE_OK && text)
            st = copse_mask_add(&e->names, text, err);
    }
    copse_store_finish(&s);
    copse_mask_ready(&e->names);
    return st;
}

static copse_status tell(export *e, copse_error *err)
{
    static const char *const columns[] = {"file", "rows"};
    copse_status st = copse_account_texts(&e->w, "files", "what was written, without who is who", columns, 2,
                                          e->told, e->n_files, err);
    if (st == COPSE_OK)
        st = copse_account_note(&e->w, err,
                                "These are still personal data: whoever has the store's key file, or knows "
                                "where somebody works and since when, may tell who is meant.");
    return st;
}

static copse_status write_all(export *e, const copse_context *ctx, copse_error *err)
{
    copse_status st = copse_store_load_secret(&e->secret, e->store, true, err);
    if (st == COPSE_OK)
        st = copse_store_own_secret(&e->secret, e->store, err);
    if (st == COPSE_OK)
        st = read_names(e, err);
    if (st == COPSE_OK)
        st = install(e, err);
    if (st == COPSE_OK)
        st = copse_store_exec(e->store, selection, err);
    for (size_t i = 0; st == COPSE_OK && i < N_FILES; i++)
        st = write_table(e, i, ctx, err);
    if (st == COPSE_OK)
        st = write_readme(e, ctx, err);
    uninstall(e);
    if (st == COPSE_OK)
        st = copse_store_append_audit(e->store, "export", "a pseudonymous export was made", ctx, err);
    return st == COPSE_OK ? copse_store_raise_state_version(e->store, err) : st;
}

static copse_status publish(export *e, copse_error *err)
{
    if (rename(e->folder.bytes, e->dir) == 0) {
        copse_text_clear(&e->folder);
        return COPSE_OK;
    }
    return copse_error_set(err, COPSE_E_STORE, e->dir, "give the name of a new folder",
                           "the folder cannot be given its name: %s", strerror(errno));
}

copse_status copse_store_export_pseudonymous(copse_account **out, copse_store *store, const char *dir,
                                             const copse_context *ctx, copse_error *err)
{
    export e = {.store = store, .dir = dir, .folder = COPSE_TEXT_INIT, .names = {.instead = "[removed]"}};
    *out = NULL;
    if (ctx->audience != COPSE_FOR_STEWARD || !ctx->reason || !ctx->reason[0])
        return copse_error_set(err, COPSE_E_ARGUMENT, NULL, "export for the steward, and say why",
                               "what leaves the store for others to work on needs a reason");
    copse_status st = copse_account_begin(&e.w, store, "copse/export/1", "Exported without who is who", err);
    if (st != COPSE_OK)
        return st;
    if ((st = make_folder(&e, err)) == COPSE_OK && (st = copse_store_begin(store, ctx, err)) == COPSE_OK &&
        (st = write_all(&e, ctx, err)) == COPSE_OK && (st = tell(&e, err)) == COPSE_OK)
        st = copse_store_commit(store, err);
    if (st != COPSE_OK)
        copse_store_rollback(store);
    /* Only now: what is given out is in the audit log, whatever happens here. */
    if (st == COPSE_OK)
        st = publish(&e, err);
    remove_folder(&e);
    sodium_memzero(&e.secret, sizeof e.secret);
    if (st == COPSE_OK)
        st = copse_account_finish(out, &e.w, err);
    copse_text_free(&e.folder);
    copse_mask_free(&e.names);
    copse_account_discard(&e.w);
    return st;
}
