#include "store/holder.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "base/text.h"

/* One line: "1: POSIX  ADVISORY  WRITE 25230 fe:00:11042898 1073741824 1073742335". A waiting one has "->" first. */
static bool is_of_file(const char *line, const struct stat *file, bool *is_writing, long *process)
{
    char kind[16], access[16];
    unsigned major_number, minor_number;
    uint64_t inode;
    if (sscanf(line, "%*d: %15s %*s %15s %ld %x:%x:%" SCNu64, kind, access, process, &major_number, &minor_number,
               &inode) != 6 ||
        strcmp(kind, "POSIX") != 0)
        return false;
    *is_writing = strcmp(access, "WRITE") == 0;
    return inode == (uint64_t)file->st_ino && major_number == major(file->st_dev) &&
           minor_number == minor(file->st_dev);
}

static void look_for(copse_holder *holder, FILE *locks, const struct stat *file)
{
    char line[256];
    bool is_writing;
    long process;
    rewind(locks);
    while (fgets(line, sizeof line, locks))
        if (is_of_file(line, file, &is_writing, &process) && process > 0 && process != (long)getpid() &&
            (holder->process == 0 || (is_writing && !holder->is_writing))) {
            holder->process = process;
            holder->is_writing = is_writing;
        }
}

static void find_name(copse_holder *holder)
{
    char path[48];
    snprintf(path, sizeof path, "/proc/%ld/comm", holder->process);
    FILE *file = fopen(path, "r");
    if (!file)
        return;
    if (fgets(holder->program, sizeof holder->program, file))
        holder->program[strcspn(holder->program, "\n")] = '\0';
    fclose(file);
}

copse_holder copse_store_find_holder(const char *path)
{
    copse_holder holder = {0, false, ""};
    copse_text memory = COPSE_TEXT_INIT; /* the shared memory of a store in WAL mode, where its locks are */
    struct stat file;
    FILE *locks = fopen("/proc/locks", "r");
    if (!locks)
        return holder;
    if (stat(path, &file) == 0)
        look_for(&holder, locks, &file);
    copse_text_append(&memory, path);
    copse_text_append(&memory, "-shm");
    if (!memory.failed && stat(memory.bytes, &file) == 0)
        look_for(&holder, locks, &file);
    copse_text_free(&memory);
    fclose(locks);
    if (holder.process > 0)
        find_name(&holder);
    return holder;
}
