/* Which CoPs may be recommended to a member, and in which order. */
#ifndef COPSE_QUESTION_CANDIDATES_H
#define COPSE_QUESTION_CANDIDATES_H

#include "model/model.h"

typedef struct copse_candidate {
    copse_index community;
    int64_t score;
    size_t wanted; /**< topics that it holds and the member wants */
} copse_candidate;

/** Why a CoP is not in a list that it would otherwise be in. */
typedef enum copse_obstacle {
    COPSE_OBSTACLE_NONE = 0,
    COPSE_OBSTACLE_MARKED, /**< the member said that it is not for them */
    COPSE_OBSTACLE_CLOSED,
    COPSE_OBSTACLE_TOPIC, /**< topics were asked for and it holds none of them */
    COPSE_OBSTACLE_MODE,
    COPSE_OBSTACLE_MODE_UNKNOWN, /**< a mode was asked for and theirs is not recorded */
    COPSE_OBSTACLE_SITE,
    COPSE_OBSTACLE_SITE_UNKNOWN, /**< a site was asked for and whether they are in reach is not known */
    COPSE_OBSTACLE_DORMANT,
    COPSE_OBSTACLE_NOT_WANTED, /**< nothing is known of the member, and it holds nothing that they want */
    COPSE_N_OBSTACLES
} copse_obstacle;

typedef struct copse_candidates {
    size_t n;
    copse_candidate *list; /**< by score, then wanted, then key; with diversity, as that has it */
    bool has_evidence;     /**< whether the scores stand on anything */
    bool *is_wanted;       /**< [n_topics] what the member wants to learn or asked for */
    size_t n_wanted;
    size_t left_out[COPSE_N_OBSTACLES]; /**< how many each kept out */
} copse_candidates;

/** Who asks, as recorded or as they would be. */
typedef struct copse_seeker {
    copse_index member;
    copse_profile profile;
    size_t n_interests;
    const int32_t *interests;
} copse_seeker;

copse_seeker copse_seeker_of(const copse_network *net, copse_index member);

/** What searching for one member after the other needs. */
typedef struct copse_search copse_search;

/**
 * @param scorer, options  borrowed by the search
 * @return COPSE_OK, COPSE_E_ARGUMENT (a diversity outside [0, 1]), COPSE_E_NOMEM.
 */
copse_status copse_search_new(copse_search **out, const copse_network *net, copse_scorer *scorer,
                              const copse_join_options *options, copse_error *err);
void copse_search_free(copse_search *search);

/**
 * Score and filter: not the member's own CoPs, none that is sensitive, closed or marked by them, dormant
 * ones only if asked for, and what options ask of mode, site and topics. Where the model has nothing to
 * go by but the member wants topics, only CoPs that hold one of them are left.
 *
 * Cost: that of copse_scorer_score(), and a sort; with diversity, the length of the list times as much.
 */
copse_status copse_candidates_find(copse_candidates *out, copse_search *search, const copse_seeker *seeker,
                                   copse_error *err);
void copse_candidates_free(copse_candidates *candidates);

/** Whether the CoP's own state and place, and what is asked for, let it be recommended to anybody. */
bool copse_search_admits(const copse_search *search, size_t community);

/** Topics that the CoP holds and that are wanted. @param is_wanted  [n_topics] */
size_t copse_candidates_count_wanted(const copse_network *net, const bool *is_wanted, size_t community);

/** Where one CoP stands. */
typedef struct copse_place {
    int rank; /**< from 1, by score; 0: not in the list, or there is none since nothing is known */
    int64_t score;
    copse_obstacle obstacle;
} copse_place;

/** The place of one CoP in the seeker's list, without making it. Allocates nothing, and cannot fail. */
copse_place copse_search_place(copse_search *search, const copse_seeker *seeker, copse_index community);

/** How many are asked for. */
size_t copse_candidates_top(const copse_join_options *options);

/**
 * Put the first `top` of a list in the order of maximal marginal relevance over topic profiles:
 *
 *     next = argmax over the rest of (1 − λ) · r(c) − λ · max over those above of cos(c, d)
 *
 * r: the score, scaled to [0, 1] over the list; a CoP without topics is like none.
 * @param idf  [n_topics]
 * Source: Carbonell & Goldstein 1998, SIGIR, 335–336, with λ for diversity instead of relevance.
 */
void copse_candidates_diversify(copse_candidates *list, const copse_network *net, const double *idf,
                                double lambda, size_t top);

#endif
