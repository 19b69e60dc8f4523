/*
 * Whatever bytes an export has: the folder that holds it is looked at and imported whole, as what its header says,
 * or refused with a place, a reason and a remedy; a second import of what was taken changes nothing.
 */
#include <string.h>
#include <sys/stat.h>

#include "fuzz/expect.h"
#include "fuzz/fuzz.h"
#include "store/store.h"

static char folder[SCRATCH], input[64], store[64];

static void prepare(const uint8_t *bytes, size_t n)
{
    scratch_name(folder);
    EXPECT(mkdtemp(folder));
    snprintf(input, sizeof input, "%s/x.csv", folder);
    snprintf(store, sizeof store, "%s/s.copse", folder);
    FILE *file = fopen(input, "wb");
    EXPECT(file && fwrite(bytes, 1, n, file) == n && fclose(file) == 0);
}

static void import_again(const copse_context *ctx)
{
    copse_import_report *report = NULL;
    EXPECT(copse_store_import(&report, store, folder, NULL, ctx, NULL) == COPSE_OK);
    for (size_t i = 0; i < report->n_tables; i++)
        EXPECT(report->tables[i].added == 0 && report->tables[i].updated == 0);
    copse_import_report_free(report);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_error error = COPSE_ERROR_INIT;
    copse_import_report *report = NULL;
    copse_import_plan *plan = NULL;
    struct stat info;
    EXPECT(copse_start(NULL) == COPSE_OK);
    prepare(bytes, n);
    copse_status guessed = copse_store_guess(&plan, folder, NULL, &ctx, NULL);
    EXPECT((plan != NULL) == (guessed == COPSE_OK));
    copse_status st = copse_store_import(&report, store, folder, NULL, &ctx, &error);
    EXPECT(st == COPSE_OK || (error.what[0] && error.next[0]));
    EXPECT((st == COPSE_OK) == (stat(store, &info) == 0));
    EXPECT(guessed == COPSE_OK || st == guessed);
    if (st == COPSE_OK)
        import_again(&ctx);
    copse_import_report_free(report);
    copse_import_plan_free(plan);
    unlink(input);
    unlink(store);
    EXPECT(rmdir(folder) == 0);
    return 0;
}
