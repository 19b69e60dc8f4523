/* Where things stand on a map: near what they are tied to, not on top of each other, and where they stood before. */
#ifndef COPSE_MEASURE_LAYOUT_H
#define COPSE_MEASURE_LAYOUT_H

#include "network/network.h"

/** Up to so many things of one connected part are laid out as a whole; above it, by blocks. */
enum { COPSE_LAYOUT_WHOLE = 1000 };

typedef struct copse_layout_request {
    const copse_incidence *ties; /**< [n × n] both ways, without loops; values: strength, > 0, or NULL */
    const int32_t *block; /**< [n] which things belong together, from 0; −1: stands by itself. NULL: found from ties */
    const double *kept;   /**< [n × 2] x, y where a thing stood before, NaN where it is new. NULL: all are new */
} copse_layout_request;

/**
 * Give every thing a place.
 *
 * Each connected part by itself: up to COPSE_LAYOUT_WHOLE things by Kamada and Kawai's springs; more in two levels,
 * blocks by Fruchterman and Reingold's forces and their things as a sunflower inside, each turned towards what it is
 * tied to. Known blocks stay whole discs that lie apart; from those that were found things may leave, to be nearer to
 * what they are tied to. The largest part stands on top, the others in rows below it (y grows downwards). A unit is
 * the distance at which two marks stand side by side; places are multiples of 1/64.
 *
 * Whatever has a kept place stays there to the bit; what is new stands beside what it is tied to (else beside
 * its block), and new parts stand below all that was there.
 *
 * @param[out] place  [n × 2] x, y
 * @return COPSE_OK, COPSE_E_INTERRUPTED, COPSE_E_NOMEM, COPSE_E_NUMERIC.
 * Cost: O(n + ties) and sorting, beyond finding blocks; springs of at most COPSE_LAYOUT_WHOLE things a part.
 * Source: Kamada & Kawai 1989, "An algorithm for drawing general undirected graphs", Information Processing Letters
 * 31, 7–15; Fruchterman & Reingold 1991, "Graph drawing by force-directed placement", Software: Practice and
 * Experience 21, 1129–1164; Vogel 1979, "A better way to construct the sunflower head", Mathematical Biosciences 44, 179–189.
 */
copse_status copse_measure_layout(double *place, const copse_layout_request *of, const copse_context *ctx,
                                  copse_error *err);

/**
 * Blocks of things that are tied more among themselves than chance would have it: the Leiden algorithm on modularity,
 * COPSE_BLOCK_ROUNDS rounds from the context's seed. Numbered by their first thing.
 *
 * @param[out] block     [n]
 * @param[out] n_blocks  how many there are
 * @return COPSE_OK, COPSE_E_INTERRUPTED, COPSE_E_NOMEM, COPSE_E_NUMERIC.
 * Cost: some rounds of O(ties).
 * Source: Traag, Waltman & van Eck 2019, "From Louvain to Leiden: guaranteeing well-connected communities",
 * Scientific Reports 9, 5233.
 */
copse_status copse_measure_blocks(int32_t *block, size_t *n_blocks, const copse_incidence *ties,
                                  const copse_context *ctx, copse_error *err);

enum { COPSE_BLOCK_ROUNDS = 4 };

#endif
