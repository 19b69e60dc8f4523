/*
 * Combinatorial choice, with the proof of how good it is. Knows arrays, not people.
 *
 * The founding group, DESIGN section 5: a coordinator l and a group S of k candidates, l in S,
 * maximising
 *
 *     F = a_c C + a_r R + a_d D + a_a A + a_h H + a_w W
 *
 * C and the sum of covered values (R and D are such sums) are monotone submodular, A, H and W are
 * sums over the members once l is fixed.
 */
#ifndef COPSE_CHOOSE_H
#define COPSE_CHOOSE_H

#include "network/network.h"

/* C counts the best in a topic by so much, and the second best by the rest. */
#define COPSE_CHOOSE_BEST   0.7
#define COPSE_CHOOSE_BACKUP (1.0 - COPSE_CHOOSE_BEST)

/** One problem. All arrays are borrowed. */
typedef struct copse_group_problem {
    size_t n;                        /**< candidates */
    size_t k;                        /**< size of the group */
    double alpha[COPSE_FOUND_TERMS]; /**< weights of the terms, not negative, adding up to 1 */

    size_t n_topics;
    const double *topic_weight;      /**< [n_topics] adding up to 1 */
    const copse_incidence *evidence; /**< [n × n_topics] values: e in (0, 1] */

    /**
     * [n × n_items] what each candidate covers, a value that counts once however many do. Items
     * before first_diversity_item are those of R, the others those of D.
     */
    const copse_incidence *covers;
    const double
        *item_value; /**< [n_items] not negative; the items of one term add up to 1 at most */
    size_t first_diversity_item;

    const double *authority; /**< [n] in [0, 1] */
    const double *room;      /**< [n] in [0, 1]: 1 − load */

    /**
     * Fill delta [n] with every candidate's distance to a coordinator, in [0, 1].
     * is_exact false: lower bounds will do, and are cheap.
     */
    copse_status (*distances)(double *delta, void *user, size_t coordinator, bool is_exact,
                              copse_error *err);
    /**
     * Who may be nearer to a coordinator than far: everybody else is at least far away. Cheap.
     * @param[out] who, least  [n] candidates, the coordinator among them, and lower bounds of their
     * distances
     * @return how many
     */
    size_t (*near)(int32_t *who, double *least, void *user, size_t coordinator);
    double far;
    void *user;
    const int32_t *component; /**< [n] equal ones are connected */

    const bool *is_included;      /**< [n] must be in the group; at most k are */
    const bool *is_excluded;      /**< [n] must not be */
    const copse_incidence *units; /**< [n × units] who belongs where, for per_unit */
    const copse_incidence *sites; /**< [n × sites], for least_sites */
    size_t per_unit;              /**< at most so many of one unit; 0: any number */
    size_t least_sites;           /**< the group is from at least so many sites */
} copse_group_problem;

typedef struct copse_group_options {
    double gap; /**< stop once bound − value is at most this share of the bound */
    /** Nodes and pivots that the proof may take. 0: the bound of prices alone. Below 0: none, and a
     * short search. */
    int64_t effort;
    const int32_t
        *start; /**< [k] a group that keeps to the rules, to begin with; NULL: none is known */
    int32_t start_coordinator;
    bool (*is_spent)(void *user); /**< asked between steps whether to stop early; NULL: never */
    void *is_spent_user;
} copse_group_options;

/** What was chosen. */
typedef struct copse_group_choice {
    size_t k;
    int32_t member[COPSE_FOUND_MOST]; /**< [k] candidates, ascending */
    int32_t coordinator;
    double value;
    double term[COPSE_FOUND_TERMS]; /**< each in [0, 1], before its weight */
    double greedy_value;            /**< of the best group before the proof began */
    double bound;                   /**< no group that is allowed has more; at least value */
    copse_bound_kind bound_kind;
    bool is_connected; /**< the coordinator reaches every member */
    bool was_stopped;  /**< is_spent said so */
    int64_t nodes, pivots;
} copse_group_choice;

/**
 * Choose a group.
 *
 * Of the groups that keep to the rules; of these those whose members the coordinator reaches,
 * whenever there is one. Of equal groups that it comes by, the one of lower candidate numbers. Call
 * only where copse_choose_group_fits().
 *
 * @return COPSE_OK, COPSE_E_ARGUMENT (no group keeps to the rules), COPSE_E_NUMERIC,
 * COPSE_E_INTERRUPTED, COPSE_E_NOMEM.
 */
copse_status copse_choose_group(copse_group_choice *out, const copse_group_problem *problem,
                                const copse_group_options *options, const copse_context *ctx,
                                copse_error *err);

/**
 * F of one group, and its terms; reckoned from the arrays anew.
 * @param member  [k] k may be less than the problem's, whose shares it is then reckoned in
 * @param[out] term  [COPSE_FOUND_TERMS], or NULL
 */
copse_status copse_choose_group_value(double *out, double *term, const copse_group_problem *problem,
                                      const int32_t *member, size_t k, int32_t coordinator,
                                      copse_error *err);

/** What one member is to the group. */
typedef struct copse_group_seat {
    double share[COPSE_FOUND_TERMS]; /**< by how much each weighted term falls without them; may be
                                        below 0 */
    double loss;                     /**< their sum */
    int32_t runner_up;      /**< who, in their place, leaves most of the value; -1: nobody may */
    double runner_up_value; /**< F of the group with them */
} copse_group_seat;

/**
 * The seats of a chosen group. A group without its coordinator is coordinated by the best of the
 * others.
 * @param[out] out  [k] in the order of choice->member
 * @return COPSE_OK, COPSE_E_INTERRUPTED, COPSE_E_NOMEM.
 */
copse_status copse_choose_group_seats(copse_group_seat *out, const copse_group_problem *problem,
                                      const copse_group_choice *choice, copse_error *err);

/**
 * Whether any group keeps to the rules, connected or not.
 * @param[out] is_connected  whether one in a single component does; may be NULL
 */
copse_status copse_choose_group_fits(bool *fits, bool *is_connected,
                                     const copse_group_problem *problem, const copse_context *ctx,
                                     copse_error *err);

#endif
