/* Whatever bytes stand for a map's page, or for the data in one: places of teams and CoPs, or a refusal. */
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "fuzz/expect.h"
#include "fuzz/fuzz.h"
#include "report/map.h"

static void check(copse_status status, copse_kept_places *places, const copse_error *err)
{
    EXPECT((status == COPSE_OK) == (places != NULL));
    EXPECT(status == COPSE_OK || status == COPSE_E_DATA || status == COPSE_E_ARGUMENT);
    EXPECT(status == COPSE_OK || (err->what[0] && err->next[0]));
    for (size_t i = 0; places && i < places->n; i++) {
        const copse_kept_place *row = &places->rows[i];
        EXPECT(row->kind == COPSE_MAP_TEAM || row->kind == COPSE_MAP_COMMUNITY);
        EXPECT(row->key && strlen(row->key) < SIZE_MAX && isfinite(row->x) && isfinite(row->y));
    }
    copse_kept_places_free(places);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    copse_error err = COPSE_ERROR_INIT;
    copse_kept_places *places;
    copse_status status = copse_map_unpack(&places, bytes, n, COPSE_FOR_TRUST, &err);
    check(status, places, &err);
    status = copse_report_read_map(&places, (const char *)bytes, n, COPSE_FOR_STEWARD, &err);
    check(status, places, &err);
    return 0;
}
