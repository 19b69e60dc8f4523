/* Whatever bytes stand for descriptors of MeSH: records in order, five fields of UTF-8 each, or a fault with a remedy. */
#include <string.h>

#include "base/text.h"
#include "fuzz/expect.h"
#include "fuzz/fuzz.h"
#include "store/mesh_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    char path[SCRATCH];
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_file_look look;
    copse_mesh_reader *reader = NULL;
    copse_csv_record record;
    bool is_end = false;
    int64_t line = 0;
    write_input(path, bytes, n);
    EXPECT(copse_store_look_at_file(&look, path, &ctx, NULL) == COPSE_OK);
    if (look.bad_line == 0 && copse_store_mesh_open(&reader, path, look.encoding, NULL) == COPSE_OK)
        while (copse_store_mesh_next(reader, &record, &is_end, NULL) == COPSE_OK && !is_end) {
            EXPECT(record.line > line && record.n_fields == COPSE_MESH_FIELDS);
            EXPECT((record.fault == NULL) == (record.remedy == NULL));
            line = record.line;
            for (size_t i = 0; i < record.n_fields; i++)
                EXPECT(copse_text_is_utf8(record.fields[i], strlen(record.fields[i])) || record.fault);
        }
    copse_store_mesh_close(reader);
    unlink(path);
    return 0;
}
