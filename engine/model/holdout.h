/*
 * A hold-out: one membership of a third of those in two CoPs or more is hidden, a
 * model fitted on what is left, and the hidden CoPs looked for in its scores.
 */
#ifndef COPSE_MODEL_HOLDOUT_H
#define COPSE_MODEL_HOLDOUT_H

#include "network/network.h"

typedef struct copse_holdout {
    copse_facts facts;  /**< those of the network, without what is hidden */
    copse_network *net; /**< built of them */
    copse_fact_membership *memberships;
    copse_fact_expertise *expertises;
    size_t n;               /**< members with a hidden membership */
    copse_index *member;    /**< [n] in the order of the CoPs that they are in */
    copse_index *community; /**< [n] what is hidden of them */
} copse_holdout;

/** With fewer members than this, kinds are not compared. */
enum { COPSE_HOLDOUT_LEAST = 15 };

/**
 * Hide, drawn with the seed. A topic that the hidden CoP alone carries is left
 * out of the member's expertise: it would give the CoP away.
 *
 * @param net  must outlive the hold-out
 * @return COPSE_OK (n may be 0), COPSE_E_NOMEM, COPSE_E_INTERRUPTED.
 * Cost: O(rows).
 */
copse_status copse_holdout_new(copse_holdout **out, const copse_network *net,
                               const copse_context *ctx, copse_error *err);
void copse_holdout_free(copse_holdout *holdout);

/**
 * NDCG@20 of the hidden CoPs among those that the member is not in, ties halved.
 * @param[out] gain  [holdout->n] of each member
 * @param model      fitted on holdout->net
 * @return COPSE_OK, COPSE_E_NOMEM, COPSE_E_INTERRUPTED.
 */
copse_status copse_holdout_score(double *gain, const copse_holdout *holdout,
                                 const copse_model *model, const copse_context *ctx,
                                 copse_error *err);

/** What a place is worth: 1 / log2(rank + 2) within the first 20, rank from 0 with ties halved. */
double copse_holdout_gain(double rank);

#endif
