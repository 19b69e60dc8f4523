#include "spool.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "error.h"
#include "interrupt.h"

static copse_status fail(const char *where, copse_error *err)
{
    return cli_fail(err, COPSE_E_STORE, where, NULL, "stdin cannot be kept there: %s",
                    strerror(errno));
}

static copse_status name_file(cli_spool *spool, copse_error *err)
{
    const char *base = getenv("TMPDIR");
    if (!base || !*base)
        base = "/tmp";
    size_t size = strlen(base) + sizeof "/copse-XXXXXX";
    char *dir = malloc(size);
    char *path = malloc(size + sizeof "/stdin");
    if (!dir || !path) {
        free(dir);
        free(path);
        return cli_fail(err, COPSE_E_NOMEM, NULL, NULL, "memory ran out");
    }
    snprintf(dir, size, "%s/copse-XXXXXX", base);
    if (!mkdtemp(dir)) {
        free(dir);
        free(path);
        return fail(base, err);
    }
    snprintf(path, size + sizeof "/stdin", "%s/stdin", dir);
    spool->dir = dir;
    spool->path = path;
    return COPSE_OK;
}

/* By read() and not by stdio, since a signal has to end the waiting. */
static copse_status copy_stdin(FILE *to, const char *path, copse_error *err)
{
    char bytes[65536];
    for (;;) {
        ssize_t n = read(STDIN_FILENO, bytes, sizeof bytes);
        if (cli_interrupt_is_asked(NULL))
            return cli_fail(err, COPSE_E_INTERRUPTED, NULL, NULL,
                            "stopped on request; nothing was changed");
        if (n == 0)
            return COPSE_OK;
        if (n < 0 && errno != EINTR)
            return cli_fail(err, COPSE_E_STORE, NULL, NULL, "stdin cannot be read: %s",
                            strerror(errno));
        if (n > 0 && fwrite(bytes, 1, (size_t)n, to) != (size_t)n)
            return fail(path, err);
    }
}

copse_status cli_spool_stdin(cli_spool *spool, copse_error *err)
{
    copse_status status = name_file(spool, err);
    if (status != COPSE_OK)
        return status;
    FILE *to = fopen(spool->path, "wx");
    if (!to)
        return fail(spool->path, err);
    status = copy_stdin(to, spool->path, err);
    if (fclose(to) != 0 && status == COPSE_OK)
        status = fail(spool->path, err);
    return status;
}

void cli_spool_remove(cli_spool *spool)
{
    if (spool->path)
        unlink(spool->path);
    if (spool->dir)
        rmdir(spool->dir);
    free(spool->path);
    free(spool->dir);
    *spool = (cli_spool)CLI_SPOOL_INIT;
}
