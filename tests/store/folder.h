/* A folder of a test's own, and plain SQLite to look into stores behind Copse's back. */
#ifndef COPSE_TESTS_STORE_FOLDER_H
#define COPSE_TESTS_STORE_FOLDER_H

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sqlite3.h>

#include "support.h"

static char folder[64];

/* The path of a file in the folder; good until the next but three calls. */
static inline const char *at(const char *name)
{
    static char paths[4][sizeof folder + 256]; /* a name is at most 255 bytes */
    static unsigned turn;
    char *path = paths[turn++ % 4];
    snprintf(path, sizeof paths[0], "%s/%s", folder, name);
    return path;
}

/* cmocka setup and teardown of one test. */
static inline int make_folder(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/copse-test-XXXXXX");
    return mkdtemp(folder) && copse_start(NULL) == COPSE_OK ? 0 : -1;
}

static inline int files_in_folder(void)
{
    int n = 0;
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir));)
        n += entry->d_name[0] != '.';
    closedir(dir);
    return n;
}

static inline int remove_folder(void **state)
{
    (void)state;
    chmod(folder, 0700);
    DIR *dir = opendir(folder);
    if (!dir)
        return -1;
    for (struct dirent *entry; (entry = readdir(dir));)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            unlink(at(entry->d_name));
    closedir(dir);
    return rmdir(folder);
}

static inline copse_context today(void)
{
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_day_parse(&ctx.as_of, "2026-03-31");
    return ctx;
}

static inline void write_raw(const char *path, const char *bytes, size_t n)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, n, file), n);
    assert_int_equal(fclose(file), 0);
}

static inline copse_status create_store(const char *path, copse_error *err)
{
    copse_store_options options = COPSE_STORE_OPTIONS_INIT;
    copse_context ctx = today();
    return copse_store_create(path, &options, &ctx, err);
}

/* An empty store called s.copse. @return its path */
static inline const char *new_store(void)
{
    assert_ok(create_store(at("s.copse"), NULL));
    return at("s.copse");
}

/* Run SQL on a file without Copse, as another program would. */
static inline void run_sql(const char *path, const char *sql)
{
    sqlite3 *db;
    char *message = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s: %s", sql, message);
    sqlite3_close(db);
}

/* The first value that a query answers, as text; "" for none. Good until the next call. */
static inline const char *ask_sql(const char *path, const char *sql)
{
    static char answer[512];
    sqlite3 *db;
    sqlite3_stmt *statement;
    answer[0] = '\0';
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    if (sqlite3_step(statement) == SQLITE_ROW && sqlite3_column_text(statement, 0))
        snprintf(answer, sizeof answer, "%s", (const char *)sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return answer;
}

#endif
