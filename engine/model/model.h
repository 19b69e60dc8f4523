/*
 * What the model offers to the rooms on its right, beside copse.h: values
 * measured at fit, and scoring many members without binding again.
 */
#ifndef COPSE_MODEL_H
#define COPSE_MODEL_H

#include "network/network.h"
#include "store/store.h"

/**
 * What a CoP's members typically have in a topic, as measured at fit.
 * @param[out] out  in [0, 1]; unchanged when the model has no such value
 * @return whether it has one
 */
bool copse_model_norm(double *out, const copse_model *model, const char *community_key,
                      const char *topic_key);

/**
 * Who stands at a CoP's core, as measured at fit: for_key is a member's key,
 * value in millionths; largest first, ties by key. Borrowed from the model.
 * @return how many; *out is NULL when there are none
 */
size_t copse_model_core(const copse_model_value **out, const copse_model *model,
                        const char *community_key);

/**
 * What a member has, as scoring sees it: theirs, or what it would be. Indices ascend, each at most
 * once; arrays are borrowed.
 */
typedef struct copse_profile {
    size_t n_communities, n_topics, n_groups;
    const int32_t *communities, *topics, *groups;
    const double *evidence; /**< [n_topics] > 0 */
} copse_profile;

/** The member's own profile; borrowed from the network. */
copse_profile copse_profile_of(const copse_network *net, copse_index member);

/** A model and a network brought together, for scoring many members. */
typedef struct copse_scorer copse_scorer;

/**
 * @param model  must outlive the scorer, as must the network
 * @return COPSE_OK, COPSE_E_NOMEM.
 * Cost: O(CoPs + topics + groups).
 */
copse_status copse_scorer_new(copse_scorer **out, const copse_model *model,
                              const copse_network *net, copse_error *err);
void copse_scorer_free(copse_scorer *scorer);

/** As copse_model_score(), without an allocation; it cannot fail. */
void copse_scorer_score(int64_t *scores, bool *has_evidence, copse_scorer *scorer,
                        copse_index member);

/**
 * The same for what a member would have: the very scores that they get once it is recorded, with the
 * same model.
 * @param profile  with at most one community and one topic more than the member of most has
 */
void copse_scorer_score_profile(int64_t *scores, bool *has_evidence, copse_scorer *scorer,
                                const copse_profile *profile);

/** A CoP and its score, in millionths. */
typedef struct copse_scored {
    copse_index community;
    int64_t score;
} copse_scored;

/**
 * The CoPs that could be recommended and that something is said of, in no
 * order; all others that could be have a score of 0. Where there are many CoPs
 * this is far cheaper than a score for each.
 *
 * @param[out] out  borrowed until the scorer is next used
 * @return how many
 * Cost: O(weights of what the member has + CoPs / 64).
 */
size_t copse_scorer_list(const copse_scored **out, bool *has_evidence, copse_scorer *scorer,
                         const copse_profile *profile);

/**
 * How many CoPs stand before this one in a member's list, each of the same
 * score counted a half. 0: it is the first.
 * @param community  one that could be recommended to the member
 */
double copse_scorer_rank(copse_scorer *scorer, copse_index member, copse_index community);

/** As copse_model_explain(). */
copse_status copse_scorer_explain(copse_explanation **out, copse_scorer *scorer, copse_index member,
                                  copse_index community, copse_error *err);

/** Whether the CoP was not known when the model was fitted: its scores are topic similarity alone.
 */
bool copse_scorer_is_new(const copse_scorer *scorer, copse_index community);

#endif
