/* An import while memory runs out, at every place where it can. */
#ifndef COPSE_TESTS_STORE_SWEEPING_H
#define COPSE_TESTS_STORE_SWEEPING_H

#include "store/importing.h"

#include "base/memory.h"

/* Import while every allocation in turn fails: a status, and nothing changed. */
static inline void sweep(const copse_import_options *options)
{
    copse_context ctx = today();
    struct stat info;
    const bool is_first = stat(at("s.copse"), &info) != 0;
    const int files = files_in_folder();
    size_t n_bytes = 0;
    char *before = is_first ? NULL : store_bytes(&n_bytes);
    bool is_done = false;
    for (int n = 0; !is_done; n++) {
        copse_import_report *report = (copse_import_report *)&ctx;
        copse_memory_fail_at(n);
        copse_status st = copse_store_import(&report, at("s.copse"), folder, options, &ctx, NULL);
        is_done = copse_memory_count() <= n;
        copse_memory_fail_at(-1);
        assert_true((report != NULL) == (st == COPSE_OK));
        copse_import_report_free(report);
        /* libcsv asks again for less, so that one failure there is none. */
        if (st != COPSE_E_NOMEM && st != COPSE_OK)
            fail_msg("allocation %d: %s", n, copse_status_name(st));
        if (st == COPSE_OK && is_first) {
            unlink(at("s.copse"));
        } else if (st == COPSE_OK) {
            write_bytes("s.copse", before, n_bytes);
        } else if (!is_first) {
            size_t n_now;
            char *now = store_bytes(&n_now);
            assert_int_equal(n_now, n_bytes);
            assert_memory_equal(now, before, n_bytes);
            free(now);
        }
        assert_int_equal(files_in_folder(), files);
    }
    free(before);
}

#endif
