/* Files that appear whole or not at all: made under a temporary name, named when they are finished.
 */
#define _GNU_SOURCE /* renameat2() */
#include "store/store_internal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/holder.h"

static copse_status failed(const char *path, const char *doing, copse_error *err)
{
    return copse_error_set(err, COPSE_E_STORE, path,
                           "check the folder, its permissions and its space", "%s: %s", doing,
                           strerror(errno));
}

static copse_status taken(const char *path, copse_error *err)
{
    return copse_error_set(err, COPSE_E_ARGUMENT, path,
                           "choose another name, or move the file away",
                           "there is a file of this name already; it is not overwritten");
}

char *copse_store_plain_name(const char *path)
{
    copse_text name = COPSE_TEXT_INIT;
    if (path[0] != '/')
        copse_text_append(&name, "./");
    copse_text_append(&name, path);
    if (name.failed)
        copse_text_free(&name);
    return name.bytes;
}

copse_status copse_store_refuse_existing(const char *path, copse_error *err)
{
    struct stat info;
    if (lstat(path, &info) == 0)
        return taken(path, err);
    return errno == ENOENT ? COPSE_OK : failed(path, "the file cannot be made", err);
}

/* ---- temporary files ---- */

static const char mark[] = ".copse-"; /* before six characters of mkstemp's */
enum { DRAWN = 6, OLD_SECONDS = 3600 };

/* Whether a name is that of a temporary file of another called name [n], or of its journal. */
static bool is_temporary_of(const char *entry, const char *name, size_t n)
{
    if (strncmp(entry, name, n) != 0 || strncmp(entry + n, mark, sizeof mark - 1) != 0)
        return false;
    const char *drawn = entry + n + sizeof mark - 1;
    size_t length = strcspn(drawn, "-");
    return length == DRAWN && (drawn[length] == '\0' || strcmp(drawn + length, "-journal") == 0);
}

/*
 * Those of programs that were killed: nobody holds them, and they are an hour older than the one that was just made.
 * What cannot be looked at or removed stays, and is nobody's failure.
 */
static void remove_old_ones(const char *path, const char *made)
{
    char folder[4096], old[sizeof folder + 256];
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    struct stat now, info;
    int length = snprintf(folder, sizeof folder, "%.*s.", (int)(name - path), path);
    DIR *dir = length < (int)sizeof folder && stat(made, &now) == 0 ? opendir(folder) : NULL;
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        if (!is_temporary_of(entry->d_name, name, strlen(name)) ||
            fstatat(dirfd(dir), entry->d_name, &info, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(info.st_mode) ||
            info.st_uid != geteuid() || info.st_mtime > now.st_mtime - OLD_SECONDS)
            continue;
        snprintf(old, sizeof old, "%s/%s", folder, entry->d_name);
        if (copse_store_find_holder(old).process == 0)
            unlink(old);
    }
    if (dir)
        closedir(dir);
}

copse_status copse_store_make_temporary(char **out, const char *path, copse_error *err)
{
    copse_text text = COPSE_TEXT_INIT;
    *out = NULL;
    copse_text_format(&text, "%s%sXXXXXX", path, mark);
    if (text.failed) {
        copse_text_free(&text);
        return copse_error_nomem(err);
    }
    char *name = text.bytes;

    /* mkstemp opens with O_CREAT | O_EXCL and mode 0600: nobody else can read it even for a moment.
     */
    int file = mkstemp(name);
    if (file < 0) {
        copse_memory_free(name);
        return failed(path, "the file cannot be made", err);
    }
    close(file);
    remove_old_ones(path, name);
    *out = name;
    return COPSE_OK;
}

/* A name is safe on the disk once its folder is. Where a folder cannot be synced there is nothing
 * more to do. */
static void sync_folder_of(const char *path)
{
    char folder[4096];
    const char *slash = strrchr(path, '/');
    size_t n = slash ? (size_t)(slash - path) + 1 : 0;
    if (n >= sizeof folder)
        return;
    memcpy(folder, path, n);
    folder[n] = '\0';
    int file = open(n ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file < 0)
        return;
    fsync(file);
    close(file);
}

copse_status copse_store_publish(const char *temporary, const char *path, copse_error *err)
{
    /* A name that is taken is left, whoever took it and when; rename alone would overwrite. In one step where the file
     * system can, so that a killed program leaves no second name. */
    if (renameat2(AT_FDCWD, temporary, AT_FDCWD, path, RENAME_NOREPLACE) == 0) {
        sync_folder_of(path);
        return COPSE_OK;
    }
    if (errno != EEXIST && link(temporary, path) == 0) {
        unlink(temporary);
    } else if (errno == EEXIST) {
        return taken(path, err);
    } else {
        /* File systems without links (FAT, some network shares) leave a look before the rename. */
        copse_status st = copse_store_refuse_existing(path, err);
        if (st != COPSE_OK)
            return st;
        if (rename(temporary, path) != 0)
            return failed(path, "the finished file cannot be given its name", err);
    }
    sync_folder_of(path);
    return COPSE_OK;
}

static copse_status cannot_write(const char *path, int code, copse_error *err)
{
    return copse_error_set(err, COPSE_E_STORE, path, "check the folder, its permissions and its space",
                           "the file cannot be written: %s", strerror(code));
}

copse_status copse_store_write_new_file(const char *path, const char *text, unsigned mode, copse_error *err)
{
    size_t length = strlen(text);
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, (mode_t)mode);
    if (file < 0)
        return cannot_write(path, errno, err);
    for (size_t at = 0; at < length;) {
        ssize_t n = write(file, text + at, length - at);
        if (n < 0 && errno != EINTR) {
            int code = errno;
            close(file);
            unlink(path);
            return cannot_write(path, code, err);
        }
        at += n > 0 ? (size_t)n : 0;
    }
    return close(file) == 0 ? COPSE_OK : cannot_write(path, errno, err);
}
