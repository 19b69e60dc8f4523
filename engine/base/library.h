/* One adapter a library: its codes stop here, its handlers are ours. */
#ifndef COPSE_BASE_LIBRARY_H
#define COPSE_BASE_LIBRARY_H

#include "base/context.h"

/**
 * igraph (Debian's build) and GLPK keep process-wide state: hold this lock over
 * every call of theirs, from the first init to the last destroy. The context
 * is the one whose is_cancelled igraph's interruption handler asks.
 */
void copse_igraph_lock(const copse_context *ctx);
void copse_igraph_unlock(void);

/** Reseed igraph's generator; call before every function of its that draws. Lock held. */
void copse_igraph_seed(uint64_t seed);

/**
 * igraph's code and the first reason that its handler was given, as our status. Lock held.
 * @param doing  "eigenvector centrality", for the message
 */
copse_status copse_igraph_status(int code, const char *doing, copse_error *err);

/**
 * Run work on igraph that is left where memory runs out, since some functions of igraph's (Leiden, Fruchterman-Reingold)
 * do not look whether it did, and write on into what is not there. What igraph had allocated by then is lost, not
 * freed: its own list is wrong. Under the igraph lock.
 *
 * @param work  returns igraph's code; whatever it makes is reachable from user
 * @return igraph's code
 */
int copse_igraph_run(int (*work)(void *user), void *user);

/** GSL's code as our status. */
copse_status copse_gsl_status(int code, const char *doing, copse_error *err);

/**
 * Run work on GLPK: nothing is printed, an error of GLPK's comes back as a status instead of aborting. Takes
 * the igraph lock for as long.
 *
 * @param work   makes, solves and deletes its own problems; whatever it allocates elsewhere is reachable from
 *               user, since an error leaves it at once
 * @param doing  "the choice of a group", for the message
 * @return COPSE_OK, COPSE_E_NOMEM, COPSE_E_NUMERIC (GLPK gave up by a fault).
 */
copse_status copse_glpk_run(void (*work)(void *user), void *user, const copse_context *ctx,
                            const char *doing, copse_error *err);

/** The code of a GLPK solver as our status; that its effort was spent is no failure. */
copse_status copse_glpk_status(int code, const char *doing, copse_error *err);

/** SQLite's extended code as our status; busy and read-only stores say what to do. */
copse_status copse_sqlite_status(int extended_code, const char *message, const char *path,
                                 copse_error *err);

#endif
