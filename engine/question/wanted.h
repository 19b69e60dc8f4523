/* The topics that somebody asks about, as a question weighs them. */
#ifndef COPSE_QUESTION_WANTED_H
#define COPSE_QUESTION_WANTED_H

#include "network/network.h"

/**
 * Each topic once, in the order asked; weights of one that was named twice add up.
 *
 * @param[out] topic   [*n] of the network; caller frees with copse_memory_free(), on failure too
 * @param[out] weight  [*n] adding up to 1; the same
 * @param asked        [n_asked]
 * @param weights      [n_asked]; NULL: all alike
 * @return COPSE_OK, COPSE_E_ARGUMENT (a weight is not above 0), COPSE_E_NOMEM.
 */
copse_status copse_wanted_topics(int32_t **topic, double **weight, size_t *n, const copse_network *net,
                                 const copse_index *asked, const double *weights, size_t n_asked, copse_error *err);

#endif
