/*
 * Which few links would bring a unit nearer to the others. Knows arrays, not people.
 *
 * A seat in a CoP leads to conversations with a few of its members, whoever they are: each is met with probability
 * θ = min(1, contacts / (members − 1)), so that a seat in a large CoP reaches no more people than one in a small one.
 * An introduction leads to one unit for sure. Both are worth what they reach times how much it matters.
 */
#ifndef COPSE_CHOOSE_REMEDY_H
#define COPSE_CHOOSE_REMEDY_H

#include "network/network.h"

/** One that could be taken. */
typedef struct copse_remedy_act {
    double relevance; /**< in [0, 1]: how much what it reaches matters to the unit */
    size_t n;
    const int32_t *unit; /**< [n] units that it leads to */
    const double *p;     /**< [n] how likely each is reached by it */
} copse_remedy_act;

typedef struct copse_remedy_choice {
    size_t act;
    double gain;  /**< units newly reached, as expected, weighted by relevance */
    double reach; /**< the same, not weighted */
} copse_remedy_choice;

/** Probability to meet somebody of a unit that has so many of a CoP's members. */
double copse_choose_remedy_meeting(double of_unit, double members, double contacts);

/**
 * Choose up to `most` acts, each the one of largest gain given those before it,
 *
 *     gain(a) = Σ_u (1 − reached_u) · relevance_a · p_au
 *
 * where reached_u then becomes 1 − (1 − reached_u)(1 − relevance_a p_au). The sum is monotone and submodular, so the
 * gain of an act only falls as others are taken: it is reckoned anew only for the act that leads (Minoux 1978).
 * With that the acts reach at least 1 − 1/e of what the best set of that size does (Nemhauser, Wolsey & Fisher 1978).
 *
 * @param[in,out] reached  [units] how likely each is reached already; as it is with the chosen acts on return
 * @param[out] out  [most] best first; ties by the lower act
 * @param[out] n_out  how many gain more than nothing
 * @return COPSE_OK, COPSE_E_NOMEM.
 * Cost: O(entries of acts + most × entries of those that lead).
 */
copse_status copse_choose_remedy(copse_remedy_choice *out, size_t *n_out, const copse_remedy_act *acts, size_t n_acts,
                                 double *reached, size_t most, copse_error *err);

#endif
