#define _GNU_SOURCE /* O_TMPFILE; realpath() is in POSIX as an X/Open extension */

#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "error.h"

static const char *place(const cli_output *output)
{
    return output->path ? output->path : "standard output";
}

static copse_status fail_write(cli_output *output, int code, copse_error *err)
{
    output->is_reader_gone = code == EPIPE;
    const char *next = code == ENOSPC
                           ? "free some disk space and try again"
                           : "check the path and its permissions, or give another -o FILE";
    return cli_fail(err, COPSE_E_STORE, place(output), output->path || code == ENOSPC ? next : NULL,
                    "cannot be written: %s", strerror(code));
}

/* The name that a file has until it is whole, ending in XXXXXX. */
static char *draft_name(const cli_output *output)
{
    static const char suffix[] = ".copse-XXXXXX";
    size_t size = strlen(output->target) + sizeof suffix;
    char *name = malloc(size);
    if (name)
        snprintf(name, size, "%s%s", output->target, suffix);
    return name;
}

enum { SELF_SIZE = 48 };

/* Where a file without a name is linked from. */
static void self_name(char self[SELF_SIZE], int descriptor)
{
    snprintf(self, SELF_SIZE, "/proc/self/fd/%d", descriptor);
}

/* A file without a name, which goes by itself when the program is killed. @return -1 where there is no such thing, or
 * no /proc to name it from, as in a plain chroot */
static int open_nameless(const cli_output *output)
{
    char self[SELF_SIZE];
    char *folder = strdup(output->target);
    if (!folder)
        return -1;
    char *slash = strrchr(folder, '/');
    if (slash)
        slash[slash == folder] = '\0';
    int descriptor = open(slash ? folder : ".", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    free(folder);
    self_name(self, descriptor);
    if (descriptor >= 0 && access(self, F_OK) != 0) {
        close(descriptor);
        return -1;
    }
    return descriptor;
}

static copse_status open_temporary(cli_output *output, bool is_private, copse_error *err)
{
    int descriptor = open_nameless(output);
    output->is_nameless = descriptor >= 0;
    if (descriptor < 0) {
        output->temporary = draft_name(output);
        if (!output->temporary)
            return cli_fail(err, COPSE_E_NOMEM, NULL, NULL, "memory ran out");
        descriptor = mkstemp(output->temporary); /* mode 0600 */
    }
    if (descriptor < 0) {
        int code = errno;
        free(output->temporary);
        output->temporary = NULL;
        return fail_write(output, code, err);
    }
    if (!is_private) {
        mode_t mask = umask(0);
        umask(mask);
        fchmod(descriptor, 0666 & ~mask);
    }
    output->file = fdopen(descriptor, "w");
    if (!output->file) {
        int code = errno;
        close(descriptor);
        return fail_write(output, code, err);
    }
    return COPSE_OK;
}

/* A link cannot replace a file and a rename can: where there is one it is linked to a drawn name first. */
static copse_status give_name(cli_output *output, copse_error *err)
{
    char self[SELF_SIZE];
    self_name(self, fileno(output->file));
    if (linkat(AT_FDCWD, self, AT_FDCWD, output->target, AT_SYMLINK_FOLLOW) == 0)
        return COPSE_OK;
    char *name = draft_name(output);
    if (!name)
        return cli_fail(err, COPSE_E_NOMEM, NULL, NULL, "memory ran out");
    int descriptor = mkstemp(name);
    if (descriptor >= 0) {
        close(descriptor);
        unlink(name); /* the name is what was wanted: a link needs it free */
    }
    if (descriptor < 0 || linkat(AT_FDCWD, self, AT_FDCWD, name, AT_SYMLINK_FOLLOW) != 0) {
        int code = errno;
        free(name);
        return fail_write(output, code, err);
    }
    output->temporary = name;
    return COPSE_OK;
}

static copse_status open_path(cli_output *output, const char *path, bool is_private,
                              copse_error *err)
{
    struct stat about;
    bool is_there = stat(path, &about) == 0;

    output->path = strdup(path);
    output->target = is_there ? realpath(path, NULL) : strdup(path);
    if (!output->path || !output->target)
        return cli_fail(err, COPSE_E_NOMEM, NULL, NULL, "memory ran out");
    if (is_there && S_ISDIR(about.st_mode))
        return fail_write(output, EISDIR, err);
    output->is_regular = !is_there || S_ISREG(about.st_mode);
    if (output->is_regular)
        return open_temporary(output, is_private, err);

    output->file = fopen(output->target, "w"); /* a device or a pipe: a rename would replace it */
    return output->file ? COPSE_OK : fail_write(output, errno, err);
}

copse_status cli_output_open(cli_output *output, const char *path, bool is_private,
                             copse_error *err)
{
    *output = (cli_output)CLI_OUTPUT_INIT;
    if (!path || strcmp(path, "-") == 0) {
        output->file = stdout;
        return COPSE_OK;
    }
    copse_status status = open_path(output, path, is_private, err);
    if (status != COPSE_OK)
        cli_output_discard(output);
    return status;
}

static copse_status write_bytes(void *user, const char *bytes, size_t n, copse_error *err)
{
    cli_output *output = user;
    if (n > 0 && fwrite(bytes, 1, n, output->file) != n)
        return fail_write(output, errno, err);
    return COPSE_OK;
}

copse_sink cli_output_sink(cli_output *output)
{
    return (copse_sink){.write = write_bytes, .user = output};
}

copse_status cli_output_write(cli_output *output, const char *text, copse_error *err)
{
    return write_bytes(output, text, strlen(text), err);
}

copse_status cli_output_commit(cli_output *output, copse_error *err)
{
    if (fflush(output->file) != 0)
        return fail_write(output, errno, err);
    if (!output->path)
        return COPSE_OK;
    if (output->is_nameless) {
        copse_status status = give_name(output, err);
        if (status != COPSE_OK)
            return status;
    }

    FILE *file = output->file;
    output->file = NULL;
    if (fclose(file) != 0)
        return fail_write(output, errno, err);
    if (output->temporary && rename(output->temporary, output->target) != 0)
        return fail_write(output, errno, err);
    free(output->temporary);
    output->temporary = NULL;
    return COPSE_OK;
}

void cli_output_discard(cli_output *output)
{
    if (output->file && output->path)
        fclose(output->file);
    if (output->temporary)
        unlink(output->temporary);
    free(output->temporary);
    free(output->target);
    free(output->path);
    bool is_reader_gone = output->is_reader_gone;
    *output = (cli_output)CLI_OUTPUT_INIT;
    output->is_reader_gone = is_reader_gone;
}
