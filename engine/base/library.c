/*
 * Handlers of igraph, GSL and SQLite.
 *
 * igraph's default error handler aborts, and calls its handler once for each
 * stack frame that the error passes: only the first says why. Its handlers
 * take no user pointer, so the reason and the current context stand in static
 * variables, the library's only mutable globals, guarded by the igraph lock.
 */
#include "base/library.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <gsl/gsl_errno.h>
#include <igraph.h>
#include <sqlite3.h>

static pthread_mutex_t igraph_lock = PTHREAD_MUTEX_INITIALIZER;
static const copse_context *igraph_context;
static char igraph_reason[256];
static igraph_error_t igraph_code; /* the first one: a function may make another of it */
static jmp_buf *igraph_frame;      /* of copse_igraph_run() */

static void on_igraph_error(const char *reason, const char *file, int line, igraph_error_t code)
{
    (void)file;
    (void)line;
    if (igraph_code == IGRAPH_SUCCESS)
        igraph_code = code;
    if (igraph_reason[0] == '\0' && reason)
        snprintf(igraph_reason, sizeof igraph_reason, "%s", reason);
    if (igraph_frame && code == IGRAPH_ENOMEM) {
        /* Not freed: Leiden's list has a graph in it that is gone already. */
        IGRAPH_FINALLY_CLEAN(IGRAPH_FINALLY_STACK_SIZE());
        longjmp(*igraph_frame, 1);
    }
    /* Frees what igraph had allocated on its way here. */
    IGRAPH_FINALLY_FREE();
}

/* Warnings would go to stderr, which belongs to the program that calls us. */
static void on_igraph_warning(const char *reason, const char *file, int line)
{
    (void)reason;
    (void)file;
    (void)line;
}

static igraph_error_t on_igraph_interruption(void *data)
{
    (void)data;
    if (!igraph_context || !igraph_context->is_cancelled ||
        !igraph_context->is_cancelled(igraph_context->user))
        return IGRAPH_SUCCESS;
    IGRAPH_FINALLY_FREE();
    return IGRAPH_INTERRUPTED;
}

copse_status copse_start(copse_error *err)
{
    igraph_set_error_handler(on_igraph_error);
    igraph_set_warning_handler(on_igraph_warning);
    igraph_set_interruption_handler(on_igraph_interruption);
    gsl_set_error_handler_off();
    int rc = sqlite3_initialize();
    if (rc == SQLITE_NOMEM)
        return copse_error_nomem(err);
    if (rc != SQLITE_OK)
        return copse_error_set(err, COPSE_E_INTERNAL, NULL, NULL, "SQLite does not start: %s",
                               sqlite3_errstr(rc));
    return COPSE_OK;
}

void copse_stop(void)
{
    sqlite3_shutdown();
}

void copse_igraph_lock(const copse_context *ctx)
{
    pthread_mutex_lock(&igraph_lock);
    igraph_context = ctx;
    igraph_reason[0] = '\0';
    igraph_code = IGRAPH_SUCCESS;
}

void copse_igraph_unlock(void)
{
    igraph_context = NULL;
    pthread_mutex_unlock(&igraph_lock);
}

int copse_igraph_run(int (*work)(void *user), void *user)
{
    jmp_buf frame;
    if (setjmp(frame) != 0) {
        igraph_frame = NULL;
        return IGRAPH_ENOMEM;
    }
    igraph_frame = &frame;
    int code = work(user);
    igraph_frame = NULL;
    return code;
}

void copse_igraph_seed(uint64_t seed)
{
    igraph_rng_seed(igraph_rng_default(), (igraph_uint_t)seed);
}

copse_status copse_igraph_status(int code, const char *doing, copse_error *err)
{
    char reason[sizeof igraph_reason];
    igraph_error_t first = igraph_code;
    memcpy(reason, igraph_reason, sizeof reason);
    igraph_reason[0] = '\0';
    igraph_code = IGRAPH_SUCCESS;

    switch (code != IGRAPH_SUCCESS && first == IGRAPH_ENOMEM ? IGRAPH_ENOMEM : code) {
    case IGRAPH_SUCCESS:
        return COPSE_OK;
    case IGRAPH_ENOMEM:
        return copse_error_nomem(err);
    case IGRAPH_INTERRUPTED:
        return copse_error_set(err, COPSE_E_INTERRUPTED, NULL, NULL, "%s was stopped on request", doing);
    default:
        return copse_error_set(err, COPSE_E_NUMERIC, NULL, NULL, "%s: %s", doing,
                               reason[0] ? reason : igraph_strerror((igraph_error_t)code));
    }
}

copse_status copse_gsl_status(int code, const char *doing, copse_error *err)
{
    if (code == GSL_SUCCESS)
        return COPSE_OK;
    if (code == GSL_ENOMEM)
        return copse_error_nomem(err);
    return copse_error_set(err, COPSE_E_NUMERIC, NULL, NULL, "%s: %s", doing, gsl_strerror(code));
}

copse_status copse_sqlite_status(int extended_code, const char *message, const char *path,
                                 copse_error *err)
{
    if (extended_code == SQLITE_IOERR_NOMEM) /* its primary code speaks of the disk */
        return copse_error_nomem(err);
    switch (extended_code & 0xff) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE:
        return COPSE_OK;
    case SQLITE_NOMEM:
        return copse_error_nomem(err);
    case SQLITE_INTERRUPT:
        return copse_error_set(err, COPSE_E_INTERRUPTED, path, "run it again to do the whole of it",
                               "stopped on request; nothing was changed");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return copse_error_set(err, COPSE_E_STORE, path, "wait until it has finished and try again",
                               "the store is busy: another program is writing to it");
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
        return copse_error_set(err, COPSE_E_STORE, path, "check the path and its permissions",
                               "the store cannot be opened for this: %s", message);
    case SQLITE_FULL:
        return copse_error_set(err, COPSE_E_STORE, path, "free some disk space and try again",
                               "the disk is full; nothing was changed");
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
        return copse_error_set(err, COPSE_E_STORE, path, "restore it from a backup, or import again",
                               "not a sound Copse store: %s", message);
    case SQLITE_TOOBIG:
        return copse_error_set(err, COPSE_E_STORE, path, "restore it from a backup, or import again",
                               "the store holds a text that no Copse store would: %s", message);
    default:
        return copse_error_set(err, COPSE_E_STORE, path,
                               "check the disk; if it is sound, restore the store from a backup",
                               "the store answered: %s", message);
    }
}
