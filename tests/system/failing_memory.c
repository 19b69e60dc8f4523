/*
 * Loaded before the program (LD_PRELOAD): makes the COPSE_FAIL_AT-th allocation fail, once, of those asked for by what
 * COPSE_FAIL_IN names: libraries, by a part of their files' names, and `copse`, the program itself (where nothing is
 * said, `copse libsqlite3`). Into the file COPSE_FAIL_COUNT it writes how many there were. Unlike the engine's own
 * switch it reaches what the command line allocates, and libraries. What does not fail goes to whoever comes next, so
 * that AddressSanitizer sees it.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <link.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 64 };
static struct {
    uintptr_t first, last;
} ranges[MOST];
static int n_ranges;
static long fail_at = -1;
static atomic_long n_asked;

/* Whether one of the words is part of the path. */
static int is_named(const char *path, const char *words)
{
    char word[64];
    for (size_t length; *words; words += length + strspn(words + length, " ")) {
        length = strcspn(words, " ");
        snprintf(word, sizeof word, "%.*s", (int)length, words);
        if (strstr(path, word))
            return 1;
    }
    return 0;
}

/* The program has no name in the list; it comes first. */
static int add_ranges(struct dl_phdr_info *object, size_t size, void *user)
{
    (void)size;
    if (!is_named(object->dlpi_name[0] ? object->dlpi_name : "copse", user))
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
    char *words = getenv("COPSE_FAIL_IN");
    dl_iterate_phdr(add_ranges, words ? words : "copse libsqlite3");
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

/* The next library's function of that name, into a pointer to a function, which ISO C makes no void pointer into. */
static void find_next(void *function, const char *name)
{
    void *found = dlsym(RTLD_NEXT, name);
    memcpy(function, &found, sizeof found);
}

void *malloc(size_t size)
{
    static void *(*take)(size_t);
    if (!take)
        find_next(&take, "malloc");
    return fails(__builtin_return_address(0)) ? NULL : take(size);
}

void *calloc(size_t count, size_t size)
{
    static void *(*take)(size_t, size_t);
    if (!take)
        find_next(&take, "calloc");
    return fails(__builtin_return_address(0)) ? NULL : take(count, size);
}

void *realloc(void *block, size_t size)
{
    static void *(*take)(void *, size_t);
    if (!take)
        find_next(&take, "realloc");
    return fails(__builtin_return_address(0)) ? NULL : take(block, size);
}
