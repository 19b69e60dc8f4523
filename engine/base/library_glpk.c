/*
 * GLPK, tamed: as it comes it prints to stdout and aborts on an error.
 *
 * Its error hook must not return, so work on it runs inside a frame that the
 * hook jumps back to; whatever GLPK had allocated is then freed with its
 * environment. igraph uses the same environment, hence the igraph lock.
 */
#include "base/library.h"

#include <setjmp.h>

#include <glpk.h>

static void leave(void *info)
{
    jmp_buf *frame = info;
    longjmp(*frame, 1);
}

/* @return whether GLPK came to its end */
static bool run(void (*work)(void *), void *user)
{
    jmp_buf frame;
    if (setjmp(frame) != 0) {
        glp_free_env(); /* and every problem in it, with the hook */
        return false;
    }
    glp_term_out(GLP_OFF);
    glp_error_hook(leave, &frame);
    work(user);
    glp_error_hook(NULL, NULL);
    return true;
}

copse_status copse_glpk_run(void (*work)(void *user), void *user, const copse_context *ctx,
                            const char *doing, copse_error *err)
{
    copse_igraph_lock(ctx);
    bool is_whole = run(work, user);
    copse_igraph_unlock();
    if (!is_whole)
        return copse_error_set(err, COPSE_E_NUMERIC, NULL, "ask for less, or with less --effort",
                               "%s: GLPK gave up", doing);
    return COPSE_OK;
}

copse_status copse_glpk_status(int code, const char *doing, copse_error *err)
{
    switch (code) {
    case 0:
        return COPSE_OK;
    case GLP_EITLIM: /* stopped by the effort that it was allowed: its bound holds */
    case GLP_ESTOP:
    case GLP_EMIPGAP:
        return COPSE_OK;
    default:
        return copse_error_set(err, COPSE_E_NUMERIC, NULL, NULL, "%s: GLPK's code %d", doing, code);
    }
}
