/* What the files of `pair` share: who takes part, and what speaks for each pair. */
#ifndef COPSE_QUESTION_PAIR_H
#define COPSE_QUESTION_PAIR_H

#include "choose/pairing.h"
#include "network/acquaintance.h"

/** A path of so many hops is looked for; longer ones are as good as none. */
enum { COPSE_PAIR_HOPS = 2 };

typedef struct copse_pair_case {
    const copse_network *net;
    const copse_context *ctx;
    const copse_pair_options *options;
    size_t n_group, n_silent;
    size_t n;
    int32_t *member;       /**< [n] who take part, of the network, ascending */
    int32_t *position;     /**< [n_members] among them; -1: is none */
    bool *is_included;     /**< [n_members] asked to take part */
    copse_index *site;     /**< [n] the first by key; COPSE_NONE */
    int32_t *place;        /**< [n] the site as a number, face to face; else 0 */
    bool *has_priority;    /**< [n] left out of the last round */
    copse_index *isolated; /**< [n] the isolated team that they are of; COPSE_NONE */
    int64_t n_isolated;    /**< such teams; -1: not known */
    size_t n_rounds;
    bool is_recorded;
    copse_incidence met; /**< [n × n] past coffees, both ways; values: the last day */
    copse_acquaintance who;
    bool is_face_to_face;
} copse_pair_case;

/** Free on failure, too. @return COPSE_OK, COPSE_E_INTERRUPTED, COPSE_E_NOMEM. */
copse_status copse_pair_case_new(copse_pair_case *out, const copse_network *net, const copse_pair_options *options,
                                 const copse_context *ctx, copse_error *err);
void copse_pair_case_free(copse_pair_case *c);

/** The parts of a pair's worth in hundredths, once the walk of a is done. @return their sum */
int copse_pair_parts(int part[COPSE_PAIR_TERMS], const copse_pair_case *c, size_t a, size_t b);

/** Whether each may be named to the other, and they are at one place. */
bool copse_pair_may_meet(const copse_pair_case *c, size_t a, size_t b);

/** Walk from a person, for copse_pair_parts(). */
void copse_pair_walk(copse_pair_case *c, size_t a);

#endif
