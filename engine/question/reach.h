/* Whether a CoP can be met as somebody wants to: mode, and travel where it counts. */
#ifndef COPSE_QUESTION_REACH_H
#define COPSE_QUESTION_REACH_H

#include "network/network.h"

/** How far it is from one site to another, as far as it is known; NaN. */
typedef struct copse_way {
    double minutes, km;
} copse_way;

/** The shortest from any of some sites: by time where both have one, else by distance. */
copse_way copse_way_shortest(const copse_network *net, const copse_index *from, size_t n_from, copse_index to);

/** How somebody wants to meet, and where they are. */
typedef struct copse_reach_wish {
    copse_mode mode; /**< UNKNOWN: any */
    const copse_index *from;
    size_t n_from;      /**< sites; 0: anywhere, so that travel does not count */
    double max_minutes; /**< 0: the rule's */
} copse_reach_wish;

/**
 * Whether a CoP of this mode and site fits the wish.
 *
 * Virtual needs no travel, face-to-face does. Of a hybrid one it is the part that was asked for; where any
 * mode will do and its site is out of reach, the virtual part. Of which neither mode nor site is recorded,
 * nothing says that it meets anywhere.
 *
 * @param[out] way   to its site; may be NULL
 * @param[out] part  of a hybrid one, what fits: VIRTUAL, FACE_TO_FACE, or HYBRID for all of it; may be NULL
 */
copse_reach copse_reach_of(const copse_network *net, const copse_reach_wish *wish, copse_mode mode,
                           copse_index site, copse_way *way, copse_mode *part);

#endif
