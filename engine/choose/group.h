/* What the files of the founding group share. */
#ifndef COPSE_CHOOSE_GROUP_H
#define COPSE_CHOOSE_GROUP_H

#include "choose/choose.h"

/* ---- group_tables.c: the problem with the weights of its terms multiplied in ---- */

typedef struct copse_group_tables {
    const copse_group_problem *problem;
    double *topic_value; /* [n_topics] α_c w_t */
    double *item_value;  /* [n_items] of R and D, weighted */
    double *own;         /* [n] (α_a A + α_w W) / k */
    double *alone;       /* [n] what each brings to an empty group, H left out */
    int32_t *order;      /* [n] candidates by alone, best first */
    double most_near;    /* no h(v) is larger */
    /* Rows of h(v) = α_h (1 − δ(v, l)) / k, kept for the coordinators last asked for. */
    double *rows;    /* [KEPT_ROWS × n] */
    int32_t *row_of; /* [KEPT_ROWS] whose; -1: nobody's */
    size_t next_row;
} copse_group_tables;

copse_status copse_group_tables_new(copse_group_tables *out, const copse_group_problem *problem,
                                    copse_error *err);
void copse_group_tables_free(copse_group_tables *t);

/** Exact h(v) [n] of a coordinator; borrowed until some 64 others were asked for. */
copse_status copse_group_nearness(const double **out, copse_group_tables *t, int32_t coordinator,
                                  copse_error *err);

/** Upper bounds of h(v), cheap. @param[out] h  [n] */
copse_status copse_group_nearness_bound(double *h, const copse_group_tables *t, int32_t coordinator,
                                        copse_error *err);

/* ---- group_state.c: a group while it is changed ---- */

typedef struct copse_group_state {
    const copse_group_tables *t;
    size_t k;
    int32_t member[COPSE_FOUND_MOST];
    int32_t *covered;      /* [n_items] by how many members */
    double *best, *backup; /* [n_topics] the two largest e */
} copse_group_state;

copse_status copse_group_state_new(copse_group_state *out, const copse_group_tables *t,
                                   copse_error *err);
void copse_group_state_free(copse_group_state *s);
void copse_group_state_clear(copse_group_state *s);
void copse_group_state_add(copse_group_state *s, int32_t v);
void copse_group_state_remove(copse_group_state *s, int32_t v);
bool copse_group_state_has(const copse_group_state *s, int32_t v);

/** What v, who is not in it, would add; H left out. */
double copse_group_state_gain(const copse_group_state *s, int32_t v);

/* ---- group_rules.c: who may be in it with whom ---- */

/** Whether v may sit in any group of this coordinator's; component -1: any. */
bool copse_group_may_join(const copse_group_problem *p, int32_t v, int32_t component);

/** Whether v may join these members, as far as units go. */
bool copse_group_has_room_for(const copse_group_problem *p, const int32_t *member, size_t k,
                              int32_t v);

size_t copse_group_count_sites(const copse_group_problem *p, const int32_t *member, size_t k);

/** Sites of v at which none of these members is. */
size_t copse_group_count_new_sites(const copse_group_problem *p, const int32_t *member, size_t k,
                                   int32_t v);

/**
 * A group that keeps to the rules within one component (-1: any), if there is one.
 * @param[out] member  [k]
 */
copse_status copse_group_find_any(bool *found, int32_t *member, const copse_group_problem *p,
                                  int32_t component, const copse_context *ctx, copse_error *err);

/**
 * The next component in which a group keeps to the rules.
 * @param after  -1: the first; else the one before
 * @param[out] component  -1 where there is no further one
 * @param[out] member  [k] such a group
 */
copse_status copse_group_next_component(int32_t *component, int32_t *member,
                                        const copse_group_problem *p, int32_t after,
                                        const copse_context *ctx, copse_error *err);

/* ---- group_search.c: good groups ---- */

/** F of what the state holds, in the weighted tables' terms. */
double copse_group_state_value(const copse_group_state *s, const double *h);

typedef struct copse_group_best {
    bool is_found;
    double value;
    int32_t member[COPSE_FOUND_MOST]; /* ascending */
    int32_t coordinator;
} copse_group_best;

/** Take a group if it is better than the best, or as good and lower in order. */
void copse_group_best_offer(copse_group_best *best, const copse_group_state *s, int32_t coordinator,
                            double value);

/**
 * Lazy greedy from one coordinator, then swaps until none helps, with the coordinator moving to
 * another member where that helps. Offers what it finds.
 * @param component  the group stays in it; -1: any
 * @param start      [k] begin with this group instead of a greedy one; NULL
 */
copse_status copse_group_climb(copse_group_best *best, copse_group_state *s, copse_group_tables *t,
                               int32_t coordinator, int32_t component, const int32_t *start,
                               copse_error *err);

/* ---- group_prices.c: the bound ---- */

/**
 * Lagrangian prices. What an item, or a topic's best or backup place, is worth beyond its price
 * counts for every group; what candidates are paid for counts for those who are in it. For any
 * prices
 *
 *     F(S, l) <= Σ_i (v_i − π_i) + Σ_t (λ_t + μ_t) + Σ_{v in S} (r_v + h_v(l))
 */
typedef struct copse_group_prices {
    const copse_group_tables *t;
    double *item;                                   /* [n_items] π in [0, v_i] */
    double *best, *backup;                          /* [n_topics] λ, μ >= 0 */
    double *paid;                                   /* [n] r_v at these prices */
    double everybody;                               /* what counts for every group */
    double *slope_item, *slope_best, *slope_backup; /* of the bound, while it is lowered */
    double *kept_item, *kept_best, *kept_backup;    /* the best prices so far */
} copse_group_prices;

copse_status copse_group_prices_new(copse_group_prices *out, const copse_group_tables *t,
                                    copse_error *err);
void copse_group_prices_free(copse_group_prices *p);

/** Prices at which this group's own members pay: where the lowering begins. */
void copse_group_prices_start(copse_group_prices *p, copse_group_state *s, const int32_t *member,
                              size_t k);

/** The bound of one coordinator's groups. @param h  [n] nearness, or bounds of it */
typedef struct copse_group_bound {
    double value;
    size_t n;
    int32_t top[COPSE_FOUND_MOST]; /* who makes it up: forced ones first */
    size_t n_forced;
    double least_in,
        most_out; /* of the others: the least paid in it and the most paid outside; -inf: none */
} copse_group_bound;

void copse_group_prices_bound(copse_group_bound *out, const copse_group_prices *p, const double *h,
                              int32_t coordinator, int32_t component);

/** Candidates by what they are paid, and scratch, for the bounds of many coordinators one after the
 * other. */
typedef struct copse_group_ranking {
    int32_t *by_pay; /* [n] best paid first */
    int32_t
        *mark; /* [n] whether a candidate is in the near list: the coordinator last asked about */
    int32_t *who;  /* [n] */
    double *least; /* [n] */
} copse_group_ranking;

copse_status copse_group_ranking_new(copse_group_ranking *out, const copse_group_prices *p,
                                     copse_error *err);
void copse_group_ranking_free(copse_group_ranking *r);

/** A bound of one coordinator's groups that looks at those near to them only: not the least one,
 * but cheap. */
double copse_group_quick_bound(copse_group_ranking *r, const copse_group_prices *p,
                               int32_t coordinator);

/** Lower it by subgradient steps towards a value that is known to be reached. */
void copse_group_prices_lower(copse_group_bound *out, copse_group_prices *p, const double *h,
                              int32_t coordinator, int32_t component, double target, int steps);

/* ---- group_branch.c, group_linear.c: branch and bound over those whom the prices do not rule out
 * ---- */

/** What is searched: the groups of one coordinator. */
typedef struct copse_group_task {
    const copse_group_tables *t;
    const double *h; /* [n] nearness to the coordinator */
    int32_t coordinator, component;
    const int32_t *kept; /* [n_kept] the coordinator and whoever must be in it first, then by what
                            they are paid */
    size_t n_kept, n_forced;
    double gap;          /* groups that are better by a smaller share than this need not be found */
    int64_t most_effort; /* nodes and pivots */
} copse_group_task;

typedef struct copse_group_proof {
    bool is_done; /* no group of this coordinator's is better by more than the gap */
    double bound; /* of this coordinator's groups, where it is not done; +inf: none was found */
    int64_t nodes, pivots;
} copse_group_proof;

/** Depth first, bounded by the prices as they are: best where they rule out nearly all. Offers what
 * it finds. */
copse_status copse_group_branch(copse_group_proof *out, copse_group_best *best,
                                copse_group_state *s, const copse_group_task *task,
                                const copse_group_prices *prices, const copse_context *ctx,
                                copse_error *err);

/** As an integer programme, by GLPK. Offers what it finds. */
copse_status copse_group_solve_linear(copse_group_proof *out, copse_group_best *best,
                                      copse_group_state *s, const copse_group_task *task,
                                      const copse_context *ctx, copse_error *err);

/** What a group of this value leaves no room above: bounds up to this are as good as reached. */
static inline double copse_group_cutoff(const copse_group_best *best, double gap)
{
    return best->value / (1.0 - gap) + 1e-12;
}

#endif
