/* Every allocation of the engine's own goes through here, so that tests can make any of them fail. */
#ifndef COPSE_BASE_MEMORY_H
#define COPSE_BASE_MEMORY_H

#include "base/error.h"

/** count × size zeroed bytes; NULL when memory ran out or the product overflows. count 0 gives 1 byte. */
void *copse_memory_new(size_t count, size_t size);

/** Resize to count × size bytes; NULL leaves the old block as it was. New bytes are not cleared. */
void *copse_memory_resize(void *block, size_t count, size_t size);

/** Free what the two above gave. Accepts NULL. */
void copse_memory_free(void *block);

/** A copy of text; NULL when memory ran out. Free with copse_memory_free(). */
char *copse_memory_copy_text(const char *text);

/**
 * Make room for one more element in a growing array, doubling it when full.
 *
 *     if (!copse_memory_grow((void **)&rows, &capacity, n, sizeof *rows))
 *         return copse_error_nomem(err);
 *     rows[n++] = row;
 */
bool copse_memory_grow(void **array, size_t *capacity, size_t count, size_t size);

/** For tests: the n-th allocation from now (0: the next) fails, once. Negative: none fails. */
void copse_memory_fail_at(int64_t n);

/** For tests: allocations made since the last copse_memory_fail_at(). */
int64_t copse_memory_count(void);

/**
 * An arena: many small blocks, freed together. Answers and facts live in one.
 */
typedef struct copse_arena copse_arena;

copse_arena *copse_arena_new(void);
void copse_arena_free(copse_arena *arena);
/** count × size zeroed bytes, aligned for any type; NULL when memory ran out. */
void *copse_arena_take(copse_arena *arena, size_t count, size_t size);
/** A copy of text; NULL for NULL text and when memory ran out. */
char *copse_arena_copy(copse_arena *arena, const char *text);
/** printf into the arena; NULL when memory ran out. */
char *copse_arena_format(copse_arena *arena, const char *format, ...) COPSE_PRINTF(2, 3);

#endif
