/*
 * Random walks with restart over members, CoPs, topics and groups: personalised
 * PageRank, as one table of what each thing says of every CoP.
 */
#ifndef COPSE_MODEL_PAGERANK_H
#define COPSE_MODEL_PAGERANK_H

#include "model/trials.h"

/**
 * The walk goes from a thing to somebody who has it, and on to what else they
 * have, in proportion to how much; a word that CoPs describe themselves with
 * counts as somebody who is in all of these; between a CoP and a topic of its
 * own there is a direct way. With Z the rows (members, words), S their sums on
 * the diagonal, B the ways between CoPs and topics, D all degrees, and d the
 * probability of going on,
 *
 *     x = (1 − d) s Σ_k (d T)^k,    T = D⁻¹ (Zᵀ S⁻¹ Z + B)
 *       = (1 − d) s Q D,            Q = (D − d (Zᵀ S⁻¹ Z + B))⁻¹
 *
 * for a walk that starts from the things s that a member has. Q is symmetric
 * and positive definite since D dominates; (1 − d), the same for all, is left out.
 *
 * Source: Page, Brin, Motwani & Winograd 1999, "The PageRank citation ranking",
 * section 6, for the restart; Zhou, Bousquet, Lal, Weston & Schölkopf 2004,
 * "Learning with local and global consistency", NIPS, for the symmetric inverse.
 * Departures: members are stepped through without a restart at them, and a CoP's
 * score may be divided by D^β, as RP3β does (Paudel et al. 2017).
 */
typedef struct copse_pagerank {
    const copse_design *design; /**< borrowed */
    double damping;             /**< d */
    size_t n;                   /**< things: CoPs, topics, groups */
    double *matrix;             /**< [n × n] Q; NULL once dropped */
    double *degree;             /**< [n] D; 1 for what nothing leads to */
    copse_incidence z;          /**< [(members + words) × n] */
    double *row_sum;            /**< [rows of z] S */
} copse_pagerank;

/** What weighs how much in a walk: one value serves all data that it was tried on. */
#define COPSE_PAGERANK_GROUP 0.1 /**< being in a team against being in a CoP */
#define COPSE_PAGERANK_ABOUT 2.0 /**< the ways between a CoP and its topics, together */

/** Whether there are few enough things for it: as many as for the closed form. */
bool copse_pagerank_fits(const copse_design *design);

/**
 * @param damping  d in (0, 1)
 * @return COPSE_OK, COPSE_E_NUMERIC, COPSE_E_INTERRUPTED, COPSE_E_NOMEM.
 * Cost: things³ operations, things² numbers.
 */
copse_status copse_pagerank_new(copse_pagerank **out, const copse_design *design, double damping,
                                const copse_context *ctx, copse_error *err);
void copse_pagerank_free(copse_pagerank *p);

/** Give Q back early: degrees stay, the rest may not be asked any more. */
void copse_pagerank_drop_matrix(copse_pagerank *p);

/**
 * Add to a table what a walk from each thing says of every CoP: target_scale_c ·
 * Q_jc less the median of the row, and nothing for j = c. What is the same for
 * all CoPs changes no rank; without it a reason says more of one CoP than of
 * another. Groups weigh as they do in a walk.
 *
 * Rows of Q are refined once against a residual that is summed in a fixed order,
 * as copse_inverse_solve() does.
 *
 * @param[in,out] table  [copse_design_columns() × n_targets]
 * @param target_scale   [n_targets] D_c^(1 − β), times the weight of this part
 * @return COPSE_OK, COPSE_E_INTERRUPTED, COPSE_E_NOMEM; on failure the table is half done.
 */
copse_status copse_pagerank_add(double *table, const copse_pagerank *p, const double *target_scale,
                                const copse_context *ctx, copse_error *err);

/**
 * s Q in each trial, as if the hidden membership had never been there.
 *
 * Taking the member's row z out of Zᵀ S⁻¹ Z and putting z', without the
 * membership, in its place, and taking 1 off the degree of the hidden CoP, is a
 * change of rank three: with V = [z z' e_c] and C = diag(d/Σz, −d/Σz', −1),
 * Q' = Q − QV (I + C VᵀQV)⁻¹ C VᵀQ (Woodbury 1950). Degrees of topics stay.
 *
 * @param[out] out  [trials × targets]
 * Cost: O(entries of the members' rows × things).
 */
copse_status copse_pagerank_leave_out(float *out, const copse_pagerank *p,
                                      const copse_trials *trials, const copse_context *ctx,
                                      copse_error *err);

/** The degree of the CoP hidden in a trial, as it is without the membership. */
double copse_pagerank_hidden_degree(const copse_pagerank *p, int32_t target);

#endif
