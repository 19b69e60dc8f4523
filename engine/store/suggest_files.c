/* What is proposed, as CSV files in a folder of their own, and as a section of what is told. */
#include "store/suggest.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Pairs that are recorded need no proposal. */
static const char community_rows[] =
    "SELECT c.key AS community_id, t.key AS topic_id, 1 AS weight, c.name AS community_name,"
    " t.name AS topic_name, group_concat(p.evidence, '; ') AS evidence, min(p.why) AS best"
    " FROM temp.suggest_topic p JOIN community c ON c.id = p.community JOIN topic t ON t.id = "
    "p.topic"
    " WHERE NOT EXISTS (SELECT 1 FROM temp.suggest_recorded WHERE community = p.community AND "
    "topic = p.topic)"
    " GROUP BY p.community, p.topic"
    " UNION ALL SELECT c.key, n.key, 1, c.name, n.name, 'its own name, for want of a topic', 9"
    " FROM temp.suggest_new n JOIN community c ON c.id = n.community"
    " ORDER BY community_id, best, topic_id";
static const char topic_rows[] =
    "SELECT n.key AS topic_id, min(n.name) AS name, 'from the name of ' || group_concat(c.key, ', "
    "') AS evidence"
    " FROM temp.suggest_new n JOIN community c ON c.id = n.community GROUP BY n.key ORDER BY n.key";
static const char expertise_rows[] =
    "SELECT m.key AS member_id, t.key AS topic_id, 1 AS weight, t.name AS topic_name, s.evidence"
    " FROM temp.suggest_expertise s JOIN member m ON m.id = s.member JOIN topic t ON t.id = s.topic"
    " ORDER BY s.evidence, t.key, m.key";

/* ---- files ---- */

/* All columns of the query but "best", which only orders it. */
static copse_status render(copse_text *out, int64_t *n_rows, const copse_suggest_run *run,
                           const char *sql, copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    bool has_row = true;
    int n = 0;
    *n_rows = 0;
    copse_status st = copse_store_prepare(&s, run->store, sql, err);
    if (st == COPSE_OK) {
        n = sqlite3_column_count(s.handle);
        n -= strcmp(sqlite3_column_name(s.handle, n - 1), "best") == 0;
        for (int c = 0; c < n; c++)
            copse_text_format(out, "%s%s", c > 0 ? "," : "", sqlite3_column_name(s.handle, c));
        copse_text_append(out, "\n");
    }
    while (st == COPSE_OK) {
        st = copse_store_step(&has_row, &s, err);
        if (st != COPSE_OK || !has_row)
            break;
        for (int c = 0; c < n; c++) {
            const char *text = copse_store_column_text(&s, c);
            copse_text_append(out, c > 0 ? "," : "");
            copse_store_csv_field(out, text ? text : "");
        }
        copse_text_append(out, "\n");
        ++*n_rows;
    }
    copse_store_finish(&s);
    return st == COPSE_OK && out->failed ? copse_error_nomem(err) : st;
}

static const struct {
    const char *file, *sql;
    bool of_people;
} files[COPSE_SUGGEST_FILES] = {
    {"topics.csv", topic_rows, false},
    {"community_topics.csv", community_rows, false},
    {"expertise.csv", expertise_rows, true},
};
enum { PATH_BYTES = 4096 };

static copse_status path_in(char out[PATH_BYTES], const char *dir, size_t i, copse_error *err)
{
    int n = snprintf(out, PATH_BYTES, "%s/%s", dir, files[i].file);
    return n > 0 && n < PATH_BYTES
               ? COPSE_OK
               : copse_error_set(err, COPSE_E_ARGUMENT, dir, "choose a shorter path",
                                 "the path is longer than 4095 characters");
}

/* A file without a row is not written: it would say that something was found. */
static copse_status write_file(int64_t *n_rows, const copse_suggest_run *run, const char *dir,
                               size_t i, copse_error *err)
{
    char path[PATH_BYTES];
    copse_text text = COPSE_TEXT_INIT;
    copse_status st = render(&text, n_rows, run, files[i].sql, err);
    if (st == COPSE_OK)
        st = path_in(path, dir, i, err);
    if (st == COPSE_OK && *n_rows > 0)
        st = copse_store_write_new_file(path, copse_text_get(&text), 0600, err);
    copse_text_free(&text);
    return st;
}

copse_status copse_suggest_write(int64_t n_rows[COPSE_SUGGEST_FILES], const copse_suggest_run *run,
                                 const char *dir, copse_error *err)
{
    copse_status st = COPSE_OK;
    for (size_t i = 0; st == COPSE_OK && i < COPSE_SUGGEST_FILES; i++)
        if (!files[i].of_people || run->ctx->audience == COPSE_FOR_STEWARD)
            st = write_file(&n_rows[i], run, dir, i, err);
    return st;
}

copse_status copse_suggest_make_folder(const char *dir, copse_error *err)
{
    int code = mkdir(dir, 0700) == 0 ? 0 : errno;
    if (code == EEXIST)
        return copse_error_set(err, COPSE_E_ARGUMENT, dir, "name a folder that is not there yet",
                               "this is there already; nothing in it is overwritten");
    if (code != 0)
        return copse_error_set(err, COPSE_E_STORE, dir, "check the path and its permissions",
                               "the folder cannot be made: %s", strerror(code));
    return COPSE_OK;
}

void copse_suggest_remove_folder(const char *dir)
{
    char path[PATH_BYTES];
    for (size_t i = 0; i < COPSE_SUGGEST_FILES; i++)
        if (path_in(path, dir, i, NULL) == COPSE_OK)
            unlink(path);
    rmdir(dir);
}

/* ---- what is told ---- */

/* The files as a section: a query over their own numbers, as the section of reasons is one. */
static copse_status tell_files(copse_account_writer *w, const int64_t n_rows[COPSE_SUGGEST_FILES],
                               copse_error *err)
{
    copse_text sql = COPSE_TEXT_INIT;
    copse_text_append(&sql, "SELECT column1 AS rows, column2 AS file FROM (VALUES ");
    for (size_t i = 0; i < COPSE_SUGGEST_FILES; i++)
        copse_text_format(&sql, "%s(%lld, '%s')", i > 0 ? ", " : "", (long long)n_rows[i],
                          files[i].file);
    copse_text_append(&sql, ") WHERE column1 > 0");
    copse_status st = sql.failed
                          ? copse_error_nomem(err)
                          : copse_account_query(w, "proposed", "rows to read, edit and import",
                                                sql.bytes, 0, err);
    copse_text_free(&sql);
    return st;
}

static const char reasons[] =
    "SELECT count(*) AS pairs, CASE why WHEN 5 THEN 'its members know it more than others do' ELSE "
    "evidence END"
    " AS reason FROM temp.suggest_topic p WHERE NOT EXISTS (SELECT 1 FROM temp.suggest_recorded"
    " WHERE community = p.community AND topic = p.topic) GROUP BY why"
    " UNION ALL SELECT count(*), 'its own name, for want of a topic' FROM temp.suggest_new HAVING "
    "count(*) > 0";

copse_status copse_suggest_tell(copse_account_writer *w, const copse_suggest_run *run,
                                const char *dir, const int64_t n_rows[COPSE_SUGGEST_FILES],
                                copse_error *err)
{
    int64_t all = 0;
    for (size_t i = 0; i < COPSE_SUGGEST_FILES; i++)
        all += n_rows[i];
    copse_status st = tell_files(w, n_rows, err);
    if (st == COPSE_OK)
        st = copse_account_query(w, "why", "pairs of a community and a topic, by reason", reasons,
                                 0, err);
    if (st == COPSE_OK && all > 0)
        st = copse_account_note(
            w, err,
            "Nothing was stored. Read the files, delete and change rows, then: copse import %s",
            dir);
    if (st == COPSE_OK && all == 0)
        st = copse_account_note(
            w, err,
            "Nothing is proposed: fill in name and description in communities.csv, "
            "and import a vocabulary as topics.csv.");
    if (st == COPSE_OK && run->ctx->audience != COPSE_FOR_STEWARD)
        st = copse_account_note(
            w, err,
            "Expertise of people, from their roles and professions, is proposed for "
            "the steward: add --for steward --reason TEXT.");
    return st;
}
