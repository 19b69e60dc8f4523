/* Imports of files that a test writes itself, into s.copse of the test's folder. */
#ifndef COPSE_TESTS_STORE_IMPORTING_H
#define COPSE_TESTS_STORE_IMPORTING_H

#include "store/folder.h"

static copse_error error;

static inline void write_bytes(const char *name, const char *bytes, size_t n)
{
    FILE *file = fopen(at(name), "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, n, file), n);
    assert_int_equal(fclose(file), 0);
}

static inline void write_file(const char *name, const char *text)
{
    write_bytes(name, text, strlen(text));
}

/* Import the test's folder. @return the report, to be freed; NULL where there is none. */
static inline copse_import_report *import_with(copse_status expected, const copse_import_options *options,
                                               const copse_context *ctx)
{
    copse_import_report *report = NULL;
    error = (copse_error)COPSE_ERROR_INIT;
    copse_status st = copse_store_import(&report, at("s.copse"), folder, options, ctx, &error);
    if (st != expected)
        fail_msg("%s, not %s: %s: %s", copse_status_name(st), copse_status_name(expected), error.where,
                 error.what);
    assert_true((report != NULL) == (st == COPSE_OK || st == COPSE_E_DATA));
    if (report)
        assert_true(report->refused == (st == COPSE_E_DATA));
    return report;
}

/* All bytes of the store, to be freed; *n their number. */
static inline char *store_bytes(size_t *n)
{
    FILE *file = fopen(at("s.copse"), "rb");
    assert_non_null(file);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    *n = (size_t)ftell(file);
    rewind(file);
    char *bytes = malloc(*n + 1);
    assert_non_null(bytes);
    assert_int_equal(fread(bytes, 1, *n, file), *n);
    fclose(file);
    return bytes;
}

/* Whether the store is as it was, to the byte. Frees before. */
static inline void assert_store_is(char *before, size_t n_before)
{
    size_t n;
    char *now = store_bytes(&n);
    assert_int_equal(n, n_before);
    assert_memory_equal(now, before, n);
    free(now);
    free(before);
}

static inline void import_ok(void)
{
    copse_context ctx = today();
    copse_import_report_free(import_with(COPSE_OK, NULL, &ctx));
}

static inline const copse_import_table *table_of(const copse_import_report *report, const char *name)
{
    for (size_t i = 0; i < report->n_tables; i++)
        if (strcmp(report->tables[i].table, name) == 0)
            return &report->tables[i];
    fail_msg("the report has no table %s", name);
    return NULL;
}

static inline void assert_counts(const copse_import_report *report, const char *name, int added,
                                 int updated, int same, int ended, int bad)
{
    const copse_import_table *t = table_of(report, name);
    if (t->added != added || t->updated != updated || t->same != same || t->ended != ended ||
        t->bad != bad)
        fail_msg("%s: %d added, %d updated, %d same, %d ended, %d bad", name, (int)t->added,
                 (int)t->updated, (int)t->same, (int)t->ended, (int)t->bad);
    assert_int_equal(t->rows, added + updated + same + bad);
}

static inline const char *ask(const char *sql)
{
    return ask_sql(at("s.copse"), sql);
}

/* Two members, two CoPs, a team: what the small cases refer to. */
static inline void write_basics(void)
{
    write_file("teams.csv", "team_id,name\nt1,Ward 1\n");
    write_file("members.csv", "member_id,name\nm1,Ada\nm2,Ben\n");
    write_file("communities.csv", "community_id,name\nc1,Wounds\nc2,Falls\n");
    write_file("topics.csv", "topic_id,name\np1,Dressing\np2,Balance\n");
}

#endif
