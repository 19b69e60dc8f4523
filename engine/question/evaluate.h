/*
 * What the files of `evaluate` share. A round draws what is hidden (split),
 * fits each kind on the rest and judges its lists (judge); the answer adds up.
 */
#ifndef COPSE_QUESTION_EVALUATE_H
#define COPSE_QUESTION_EVALUATE_H

#include "base/memory.h"
#include "base/random.h"
#include "measure/ranking.h"
#include "model/model.h"

/* ---- what is hidden ---- */

/**
 * What can be hidden, in an order that depends on keys alone: facts may stand in any order, and
 * nothing that is drawn may be told apart by it.
 */
typedef struct copse_hideable {
    bool *is_listed;        /**< [n_communities] may be recommended: not closed, not sensitive */
    int32_t *by_key;        /**< [n_communities] CoPs by key */
    size_t n_members;       /**< those who are in a CoP that is listed */
    int32_t *member;        /**< [n_members] by key */
    size_t *start;          /**< [n_members + 1] */
    int32_t *community;     /**< [start[n_members]] of each of them, by key */
} copse_hideable;

/** @param whole  the network of ctx->as_of. @return COPSE_OK, COPSE_E_NOMEM. */
copse_status copse_hideable_new(copse_hideable *out, const copse_network *whole, copse_error *err);
void copse_hideable_free(copse_hideable *hideable);

/** One membership that a round hides. */
typedef struct copse_hidden {
    int32_t member, community;
} copse_hidden;

/** What one round hides and what it learns from. */
typedef struct copse_split {
    size_t n_hidden;
    copse_hidden *hidden; /**< by member, then community */
    copse_facts train;    /**< the facts without it; arrays below, the rest borrowed */
    copse_fact_membership *memberships;
    copse_fact_expertise *expertises;
    size_t n_dropped_expertise;
    copse_day train_as_of; /**< before the split, when the split is by time */
} copse_split;

void copse_split_free(copse_split *split);

/**
 * Draw what round `round` hides.
 *
 * @param whole    the network of ctx->as_of
 * @param rounds   of k-fold: the number of folds
 * @return COPSE_OK, COPSE_E_DATA (nothing to hide, nothing would remain), COPSE_E_NOMEM.
 */
copse_status copse_split_new(copse_split *out, const copse_network *whole, const copse_hideable *hideable,
                             const copse_evaluate_options *options, int round, int rounds,
                             const copse_context *ctx, copse_error *err);

/**
 * The first day that by-time hides: the one asked for, else one that hides a fifth of the dated
 * memberships, or as near to it as dates that many share allow.
 * @return COPSE_OK, COPSE_E_DATA (too few dates, none on that side of the day), COPSE_E_NOMEM.
 */
copse_status copse_split_day(copse_day *out, const copse_network *whole, copse_day asked, copse_error *err);

/* ---- how it is judged ---- */

/** Slices of what was hidden: by what is left of the member and of the CoP. */
typedef enum copse_slice {
    COPSE_SLICE_ALL,
    COPSE_SLICE_COLD_MEMBERS,
    COPSE_SLICE_COLD_COPS,
    COPSE_SLICE_SMALL_COPS,
    COPSE_SLICE_MIDDLE_COPS,
    COPSE_SLICE_LARGE_COPS,
    COPSE_N_SLICES
} copse_slice;

const char *copse_slice_name(copse_slice slice);

/** Recall, hit, NDCG, reciprocal rank: the order of the four figures in every array of them. */
enum { COPSE_N_FIGURES = 4 };

/** What was found of each member, in every round so far. */
typedef struct copse_tally {
    size_t n_members, n_kinds, n_communities;
    int32_t *lists;  /**< [n_members × slices] in how many rounds something of this slice was hidden */
    double *sum;     /**< [n_members × slices × kinds × 4 figures] over these rounds */
    double *covered; /**< [kinds] share of listed CoPs in somebody's list, summed over rounds */
    bool *is_shown;  /**< [n_communities] in the round and kind at hand */
} copse_tally;

copse_status copse_tally_new(copse_tally *out, size_t n_members, size_t n_kinds, size_t n_communities,
                             copse_error *err);
void copse_tally_free(copse_tally *tally);

/** The four sums of one member, slice and kind. */
double *copse_tally_sums(const copse_tally *tally, size_t member, copse_slice slice, size_t kind);

/** Everything that judging one round needs. */
typedef struct copse_round {
    const copse_hideable *hideable;
    const copse_network *train;
    const copse_split *split;
    const int64_t *tie_rank; /**< [n_communities] who goes first among equal scores */
    int k;
} copse_round;

/**
 * The order of equal scores in one round: a permutation of the keys, drawn anew.
 * @param[out] tie_rank  [n_communities]
 */
void copse_round_draw_ties(int64_t *tie_rank, int64_t *scratch, const copse_hideable *hideable,
                           size_t n_communities, uint64_t seed, int round);

/**
 * Score and judge everybody who lost something in this round.
 * @param kind  its place in the tally; 0 counts the lists
 * @return COPSE_OK, COPSE_E_INTERRUPTED, COPSE_E_NOMEM.
 */
copse_status copse_round_judge(copse_tally *tally, const copse_round *round, size_t kind,
                               const copse_model *model, const copse_context *ctx, copse_error *err);

/* ---- how far it is ---- */

enum { COPSE_PART_STEPS = 8, COPSE_PART_STEP_SIZE = 32 };

/**
 * The progress of one part of a longer work, told to its own context as a part of the whole. A part
 * does not say how many steps it has: each that is seen for the first time gets half of what is left,
 * and the whole never goes back.
 */
typedef struct copse_part {
    const copse_context *outer;
    const char *what;   /**< the whole, as it is called */
    double from, share; /**< of the whole, in [0, 1] */
    double reached;     /**< of the part, in [0, 1] */
    int n_steps;
    char step[COPSE_PART_STEPS][COPSE_PART_STEP_SIZE];
} copse_part;

/** The context for the work of one part: the outer one, with its progress seen as a part of the whole. */
copse_context copse_part_begin(copse_part *part, const copse_context *outer, const char *what, double from,
                               double share);

/* ---- what comes of it ---- */

/** One evaluation. */
typedef struct copse_evaluation {
    const copse_network *whole;
    const copse_evaluate_options *options;
    const copse_context *ctx;
    copse_hideable hideable;
    size_t n_kinds;
    const char **kinds; /**< [n_kinds] what is put to the test, popularity, same-team, others */
    int k, rounds;
    copse_day split_day;
    copse_tally tally;
    char **taken;       /**< [rounds] the kind that the model put to the test was of */
    int64_t n_hidden, n_dropped;
} copse_evaluation;

/** @return COPSE_OK, COPSE_E_INTERRUPTED, COPSE_E_NOMEM. */
copse_status copse_evaluate_make_answer(copse_evaluate_answer **out, const copse_evaluation *e,
                                        copse_error *err);

/** Verdict, words and notes of an answer whose figures are filled. */
copse_status copse_evaluate_say(copse_evaluate_answer *answer, const copse_evaluation *e, copse_error *err);

#endif
