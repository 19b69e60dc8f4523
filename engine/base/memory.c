/* The allocator that can be told to fail, and arenas on top of it. */
#include "base/memory.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Test hook. Atomic, because scoring may allocate from several threads. */
static atomic_llong fail_at = -1;
static atomic_llong allocations;

static bool must_fail(void)
{
    return atomic_fetch_add(&allocations, 1) == atomic_load(&fail_at);
}

void copse_memory_fail_at(int64_t n)
{
    atomic_store(&allocations, 0);
    atomic_store(&fail_at, n);
}

int64_t copse_memory_count(void)
{
    return atomic_load(&allocations);
}

void *copse_memory_new(size_t count, size_t size)
{
    if (must_fail())
        return NULL;
    return calloc(count ? count : 1, size ? size : 1);
}

void *copse_memory_resize(void *block, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size)
        return NULL;
    if (must_fail())
        return NULL;
    size_t bytes = count * size;
    return realloc(block, bytes > 0 ? bytes : 1);
}

void copse_memory_free(void *block)
{
    free(block);
}

char *copse_memory_copy_text(const char *text)
{
    size_t n = strlen(text) + 1;
    char *copy = copse_memory_new(n, 1);
    if (copy)
        memcpy(copy, text, n);
    return copy;
}

bool copse_memory_grow(void **array, size_t *capacity, size_t count, size_t size)
{
    if (count < *capacity)
        return true;
    size_t wanted = *capacity ? *capacity * 2 : 16;
    void *grown = copse_memory_resize(*array, wanted, size);
    if (!grown)
        return false;
    *array = grown;
    *capacity = wanted;
    return true;
}

/* ---- arenas ---- */

enum { CHUNK_BYTES = 64 * 1024 };

typedef struct chunk {
    struct chunk *next;
    size_t used, size;
    _Alignas(max_align_t) unsigned char bytes[];
} chunk;

struct copse_arena {
    chunk *first;
};

copse_arena *copse_arena_new(void)
{
    return copse_memory_new(1, sizeof(copse_arena));
}

void copse_arena_free(copse_arena *arena)
{
    if (!arena)
        return;
    for (chunk *c = arena->first; c;) {
        chunk *next = c->next;
        copse_memory_free(c);
        c = next;
    }
    copse_memory_free(arena);
}

/* A block larger than a chunk gets a chunk of its own behind the current one, which stays in use. */
static chunk *chunk_with_room(copse_arena *arena, size_t bytes)
{
    chunk *c = arena->first;
    if (c && c->size - c->used >= bytes)
        return c;

    size_t size = bytes > CHUNK_BYTES / 2 ? bytes : CHUNK_BYTES;
    chunk *fresh = copse_memory_new(1, sizeof(chunk) + size);
    if (!fresh)
        return NULL;
    fresh->size = size;
    if (c && size != CHUNK_BYTES) {
        fresh->next = c->next;
        c->next = fresh;
    } else {
        fresh->next = c;
        arena->first = fresh;
    }
    return fresh;
}

void *copse_arena_take(copse_arena *arena, size_t count, size_t size)
{
    const size_t align = _Alignof(max_align_t);
    if (size != 0 && count > (SIZE_MAX - sizeof(chunk) - align) / size)
        return NULL;
    size_t bytes = (count * size + align - 1) / align * align;
    if (bytes == 0)
        bytes = align;

    chunk *c = chunk_with_room(arena, bytes);
    if (!c)
        return NULL;
    void *block = c->bytes + c->used;
    c->used += bytes;
    return block;
}

char *copse_arena_copy(copse_arena *arena, const char *text)
{
    if (!text)
        return NULL;
    size_t n = strlen(text) + 1;
    char *copy = copse_arena_take(arena, n, 1);
    if (copy)
        memcpy(copy, text, n);
    return copy;
}

char *copse_arena_format(copse_arena *arena, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int n = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *text = n < 0 ? NULL : copse_arena_take(arena, (size_t)n + 1, 1);
    if (text)
        vsnprintf(text, (size_t)n + 1, format, again);
    va_end(again);
    return text;
}
