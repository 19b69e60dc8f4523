/* Which other program holds a store: the kernel lists every lock, and reading that list takes none. */
#ifndef COPSE_STORE_HOLDER_H
#define COPSE_STORE_HOLDER_H

#include <stdbool.h>

typedef struct copse_holder {
    long process;     /**< 0: nobody, or nobody whom this process may see */
    bool is_writing;  /**< it holds, or waits for, the right to write */
    char program[32]; /**< its name; "" where it is not known */
} copse_holder;

/**
 * Look for another process that holds a lock on the store at path or on its shared memory; a writer goes before
 * readers. Never by a lock of our own: closing any descriptor of a file gives up all of a process's locks on it, SQLite's
 * too. Without /proc, from another machine and on some file systems nobody is found.
 */
copse_holder copse_store_find_holder(const char *path);

#endif
