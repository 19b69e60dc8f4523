/*
 * Whatever a mapping file says: it is read into sections that can be used as they are, or refused with a place, a
 * reason and a remedy.
 */
#include <string.h>

#include "fuzz/expect.h"
#include "fuzz/fuzz.h"
#include "store/map_file.h"

static void check_part(const copse_kind_part *part)
{
    const copse_format_table *format = copse_store_format_find(part->table);
    EXPECT(format && part->n_columns <= format->n_columns);
    EXPECT((part->axis == COPSE_EACH_ITEM) == (part->of != NULL));
    for (size_t i = 0; i < part->n_columns; i++) {
        const copse_kind_column *column = &part->columns[i];
        EXPECT(copse_store_format_index(format, column->target) >= 0);
        EXPECT(column->names || column->make == COPSE_MAKE_MEMBER || column->make == COPSE_MAKE_ITEM ||
               column->make == COPSE_MAKE_SYSTEM);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    char path[SCRATCH];
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_error error = COPSE_ERROR_INIT;
    copse_map_sections sections;
    copse_arena *arena = copse_arena_new();
    EXPECT(arena);
    write_input(path, bytes, n);
    copse_status st = copse_store_read_map(&sections, path, arena, &ctx, &error);
    EXPECT(st == COPSE_OK || st == COPSE_E_DATA);
    EXPECT(st == COPSE_OK || (error.what[0] && error.next[0] && (strchr(error.where, ':') || error.where[0] == '\0')));
    for (size_t i = 0; st == COPSE_OK && i < sections.n; i++) {
        const copse_map_section *section = &sections.items[i];
        EXPECT(section->pattern && (section->kind || section->group));
        for (size_t p = 0; section->kind && p < section->kind->n_parts; p++)
            if (strcmp(section->kind->name, "map") == 0)
                check_part(&section->kind->parts[p]);
    }
    copse_arena_free(arena);
    unlink(path);
    return 0;
}
