/*
 * A workbook is XML in a zip archive, with days as numbers and styles that say
 * which numbers are days. xlsx2csv knows all that; it is run as a program of its
 * own, so that whatever a hostile file does to it ends with it.
 */
#include "store/xlsx.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/memory.h"

extern char **environ;

static const off_t most_bytes = (off_t)1 << 30;

bool copse_store_is_workbook(const char *path)
{
    char head[4] = "";
    int file = open(path, O_RDONLY | O_CLOEXEC);
    bool is_zip = file >= 0 && read(file, head, sizeof head) == sizeof head &&
                  memcmp(head, "PK\x03\x04", 4) == 0;
    if (file >= 0)
        close(file);
    return is_zip;
}

static copse_status fail_missing(copse_error *err)
{
    return copse_error_set(err, COPSE_E_STORE, "xlsx2csv",
                           "install it (apt-get install xlsx2csv), or save the sheet as CSV",
                           "the program that reads workbooks is not installed");
}

static copse_status make_file(char **out, copse_error *err)
{
    const char *base = getenv("TMPDIR");
    if (!base || !*base)
        base = "/tmp";
    size_t size = strlen(base) + sizeof "/copse-sheet-XXXXXX";
    char *path = copse_memory_new(size, 1);
    if (!path)
        return copse_error_nomem(err);
    snprintf(path, size, "%s/copse-sheet-XXXXXX", base);
    int file = mkstemp(path);
    if (file < 0) {
        copse_status st =
            copse_error_set(err, COPSE_E_STORE, base, "set TMPDIR to a folder with room",
                            "no temporary file can be made there: %s", strerror(errno));
        copse_memory_free(path);
        return st;
    }
    close(file);
    *out = path;
    return COPSE_OK;
}

/* Nothing of what the program says is ours to show: no answer may hold what a file made it print.
 */
static int start(pid_t *child, const char *path, const char *to)
{
    char workbook[4096], sheet[4096]; /* a path that does not fit is one that does not exist */
    snprintf(workbook, sizeof workbook, "%s%s", path[0] == '-' ? "./" : "", path);
    snprintf(sheet, sizeof sheet, "%s", to);
    char *const arguments[] = {"xlsx2csv", "--no-line-breaks", "-f", "%Y-%m-%d", workbook, sheet,
                               NULL};
    posix_spawn_file_actions_t actions;
    if (posix_spawn_file_actions_init(&actions) != 0)
        return ENOMEM;
    int rc = posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    if (rc == 0)
        rc = posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    if (rc == 0)
        rc = posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    if (rc == 0)
        rc = posix_spawnp(child, "xlsx2csv", &actions, NULL, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    return rc;
}

static void stop(pid_t child)
{
    kill(child, SIGKILL);
    while (waitpid(child, NULL, 0) < 0 && errno == EINTR)
        ;
}

static copse_status wait_for(int *exit_status, pid_t child, const char *path, const char *to,
                             const copse_context *ctx, copse_error *err)
{
    const struct timespec pause = {0, 5 * 1000 * 1000};
    for (;;) {
        struct stat info;
        int status;
        pid_t done = waitpid(child, &status, WNOHANG);
        if (done == child) {
            *exit_status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
            return COPSE_OK;
        }
        copse_status st = copse_context_poll(ctx, err);
        if (st == COPSE_OK && stat(to, &info) == 0 && info.st_size > most_bytes)
            st =
                copse_error_set(err, COPSE_E_DATA, path,
                                "look whether this is the right file; save its sheet as CSV",
                                "the first sheet of the workbook has more than a gigabyte of text");
        if (st != COPSE_OK) {
            stop(child);
            return st;
        }
        nanosleep(&pause, NULL);
    }
}

static copse_status convert(const char *to, const char *path, const copse_context *ctx,
                            copse_error *err)
{
    pid_t child;
    int exit_status = 0, rc = start(&child, path, to);
    if (rc == ENOENT)
        return fail_missing(err);
    if (rc != 0)
        return copse_error_set(err, COPSE_E_STORE, "xlsx2csv", "save the sheet as CSV",
                               "the program that reads workbooks cannot be started: %s",
                               strerror(rc));
    copse_status st = wait_for(&exit_status, child, path, to, ctx, err);
    if (st == COPSE_OK && exit_status == 127)
        return fail_missing(err);
    if (st == COPSE_OK && exit_status != 0)
        return copse_error_set(err, COPSE_E_DATA, path,
                               "open it in a spreadsheet program and save it again, or as CSV",
                               "the workbook cannot be read");
    return st;
}

copse_status copse_store_convert_workbook(char **out, const char *path, const copse_context *ctx,
                                          copse_error *err)
{
    char *to = NULL;
    *out = NULL;
    copse_status st = make_file(&to, err);
    if (st == COPSE_OK)
        st = convert(to, path, ctx, err);
    if (st != COPSE_OK && to) {
        unlink(to);
        copse_memory_free(to);
        return st;
    }
    *out = to;
    return st;
}
