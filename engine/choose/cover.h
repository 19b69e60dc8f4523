/*
 * The covering team of smallest distance: a holder for every topic, such that
 * the distances between the holders of any two topics are least in sum (Kargar
 * & An 2011, "Discovering top-k teams of experts with/without a leader in
 * social networks", CIKM), or the largest of them is least (Lappas, Liu &
 * Terzi 2009, "Finding a team of experts in social networks", KDD).
 */
#ifndef COPSE_CHOOSE_COVER_H
#define COPSE_CHOOSE_COVER_H

#include "network/network.h"

/** What stands for the distance of two whom no path connects, where a tie's length is at most 1:
 * more than any team's sum of real ones. */
#define COPSE_COVER_APART 1e5

/** All arrays are borrowed. */
typedef struct copse_cover_problem {
    size_t n;                       /**< candidates */
    const copse_incidence *holders; /**< [topics × n] who can stand for each topic: at least one */
    /** Fill row [n] with distances from a candidate to all, in units of the longest tie; at most
     * COPSE_COVER_APART. */
    copse_status (*distances_from)(double *row, void *user, size_t candidate, copse_error *err);
    /** The same from the nearest holder of a topic. */
    copse_status (*distances_from_topic)(double *row, void *user, size_t topic, copse_error *err);
    void *user;
    bool is_diameter; /**< the largest distance is to be least, then the sum; else the sum */
    int64_t effort;   /**< nodes of the search */
    bool (*is_spent)(void *user); /**< whether to stop early; NULL: never */
    void *is_spent_user;
} copse_cover_problem;

enum { COPSE_COVER_MOST_TOPICS = 64 };

typedef struct copse_cover_choice {
    int32_t holder[COPSE_COVER_MOST_TOPICS]; /**< [topics] a candidate for each */
    double value;                            /**< of the objective */
    double rarest_first;                     /**< what RarestFirst's team has */
    double bound;                            /**< no team has less */
    bool is_optimal, was_stopped;
    int64_t nodes;
} copse_cover_choice;

/**
 * Choose a team: RarestFirst, changed one holder at a time until that helps no more, then branch
 * and bound.
 * @return COPSE_OK, COPSE_E_INTERRUPTED, COPSE_E_NOMEM.
 */
copse_status copse_choose_cover(copse_cover_choice *out, const copse_cover_problem *problem,
                                const copse_context *ctx, copse_error *err);

#endif
