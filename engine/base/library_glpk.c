/*
 * GLPK, tamed: as it comes it prints to stdout and aborts on an error.
 *
 * Its error hook must not return, so work on it runs inside a frame that the
 * hook jumps back to; whatever GLPK had allocated is then freed with its
 * environment. Before it calls the hook it prints why, even where printing is
 * off: that goes to a hook as well. igraph uses the same environment, hence the
 * igraph lock.
 */
#include "base/library.h"

#include <setjmp.h>
#include <string.h>

#include <glpk.h>

typedef struct frame {
    jmp_buf back;
    bool ran_out; /* of memory */
} frame;

static void leave(void *info)
{
    frame *f = info;
    longjmp(f->back, 1);
}

/* @return that it is dealt with */
static int listen(void *info, const char *said)
{
    frame *f = info;
    f->ran_out = f->ran_out || strstr(said, "memory");
    return 1;
}

/* @return whether GLPK came to its end */
static bool run(frame *f, void (*work)(void *), void *user)
{
    /* Any other function of GLPK's aborts where there is no memory for its environment. */
    if (glp_init_env() > 1) {
        f->ran_out = true;
        return false;
    }
    if (setjmp(f->back) != 0) {
        glp_free_env(); /* and every problem in it, with the hooks */
        return false;
    }
    glp_term_hook(listen, f);
    glp_term_out(GLP_OFF);
    glp_error_hook(leave, f);
    work(user);
    glp_error_hook(NULL, NULL);
    glp_term_hook(NULL, NULL);
    return true;
}

copse_status copse_glpk_run(void (*work)(void *user), void *user, const copse_context *ctx,
                            const char *doing, copse_error *err)
{
    frame f = {.ran_out = false};
    copse_igraph_lock(ctx);
    bool is_whole = run(&f, work, user);
    copse_igraph_unlock();
    if (is_whole)
        return COPSE_OK;
    if (f.ran_out)
        return copse_error_nomem(err);
    return copse_error_set(err, COPSE_E_NUMERIC, NULL, "ask for less, or with less --effort",
                           "%s: GLPK gave up", doing);
}

copse_status copse_glpk_status(int code, const char *doing, copse_error *err)
{
    switch (code) {
    case 0:
    case GLP_EITLIM: /* stopped by the effort that it was allowed: its bound holds */
    case GLP_ESTOP:
    case GLP_EMIPGAP:
        return COPSE_OK;
    default:
        return copse_error_set(err, COPSE_E_NUMERIC, NULL, NULL, "%s: GLPK's code %d", doing, code);
    }
}
