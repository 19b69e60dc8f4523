/* A generated trust of a test's own: its files, the store that they import into, and its truth. */
#ifndef COPSE_TESTS_STORE_GENERATED_H
#define COPSE_TESTS_STORE_GENERATED_H

#include "store/folder.h"

static const char *const generated_files[] = {
    "sites.csv",       "travel.csv",         "teams.csv",       "members.csv",
    "assignments.csv", "topics.csv",         "communities.csv", "community_topics.csv",
    "memberships.csv", "expertise.csv",      "interests.csv",   "ties.csv",
    "projects.csv",    "project_topics.csv", "exchanges.csv",   "truth.json"};
enum { GENERATED_FILES = sizeof generated_files / sizeof generated_files[0] };

/* The whole of a file, ended by NUL; the caller frees it. NULL where there is none. */
static inline char *read_whole(const char *path, size_t *n)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    *n = (size_t)ftell(file);
    rewind(file);
    char *bytes = malloc(*n + 1);
    assert_non_null(bytes);
    assert_int_equal(fread(bytes, 1, *n, file), *n);
    bytes[*n] = '\0';
    fclose(file);
    return bytes;
}

static inline copse_status generate(const char *dir, copse_generate_options options, uint64_t seed,
                                    copse_error *err)
{
    copse_context ctx = COPSE_CONTEXT_INIT;
    ctx.seed = seed;
    return copse_store_generate_trust(dir, &options, &ctx, err);
}

/* Import the test's folder into its s.copse, strictly, on the day that generated trusts have. */
static inline copse_import_report *import_generated(void)
{
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_import_options options = COPSE_IMPORT_OPTIONS_INIT;
    copse_import_report *report = NULL;
    copse_error err = COPSE_ERROR_INIT;
    copse_day_parse(&ctx.as_of, "2026-06-30");
    if (copse_store_import(&report, at("s.copse"), folder, &options, &ctx, &err) != COPSE_OK)
        fail_msg("%s: %s", err.where, err.what);
    return report;
}

#endif
