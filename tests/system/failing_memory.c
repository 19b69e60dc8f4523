/*
 * Loaded before the program (LD_PRELOAD): makes the COPSE_FAIL_AT-th allocation fail, once, of those that the program
 * itself and SQLite in it ask for, and writes into the file COPSE_FAIL_COUNT how many there were. Unlike the engine's
 * own switch it reaches what the command line allocates, and SQLite.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <link.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);

enum { MOST = 16 };
static struct {
    uintptr_t first, last;
} ranges[MOST];
static int n_ranges;
static long fail_at = -1;
static atomic_long n_asked;

/* The program has no name in the list; it comes first. */
static int add_ranges(struct dl_phdr_info *object, size_t size, void *user)
{
    (void)size;
    (void)user;
    if (object->dlpi_name[0] != '\0' && !strstr(object->dlpi_name, "libsqlite3"))
        return 0;
    for (int i = 0; i < object->dlpi_phnum && n_ranges < MOST; i++) {
        const ElfW(Phdr) *part = &object->dlpi_phdr[i];
        if (part->p_type != PT_LOAD || !(part->p_flags & PF_X))
            continue;
        ranges[n_ranges].first = object->dlpi_addr + part->p_vaddr;
        ranges[n_ranges++].last = object->dlpi_addr + part->p_vaddr + part->p_memsz;
    }
    return 0;
}

__attribute__((constructor)) static void begin(void)
{
    const char *text = getenv("COPSE_FAIL_AT");
    dl_iterate_phdr(add_ranges, NULL);
    fail_at = text ? strtol(text, NULL, 10) : -1;
    atomic_store(&n_asked, 0);
}

__attribute__((destructor)) static void end(void)
{
    const char *path = getenv("COPSE_FAIL_COUNT");
    FILE *file = path ? fopen(path, "w") : NULL;
    if (!file)
        return;
    fprintf(file, "%ld\n", atomic_load(&n_asked));
    fclose(file);
}

static int fails(const void *caller)
{
    for (int i = 0; i < n_ranges; i++)
        if ((uintptr_t)caller >= ranges[i].first && (uintptr_t)caller < ranges[i].last) {
            if (atomic_fetch_add(&n_asked, 1) != fail_at)
                return 0;
            errno = ENOMEM;
            return 1;
        }
    return 0;
}

void *malloc(size_t size)
{
    return fails(__builtin_return_address(0)) ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return fails(__builtin_return_address(0)) ? NULL : __libc_calloc(count, size);
}

void *realloc(void *block, size_t size)
{
    return fails(__builtin_return_address(0)) ? NULL : __libc_realloc(block, size);
}
