/* What the files of `talk` share: who could be talked to, and what speaks for each. */
#ifndef COPSE_QUESTION_TALK_H
#define COPSE_QUESTION_TALK_H

#include "network/acquaintance.h"

/** From so many hops on, and for so long a way, somebody is as far as it gets. */
enum { COPSE_TALK_FAR_HOPS = 4, COPSE_TALK_FAR_MINUTES = 60 };

/** Somebody who knows a topic; figures in hundredths. */
typedef struct copse_talk_candidate {
    int32_t member;
    bool knows_enough;
    int expertise, in_return, hops_cost, travel_cost, nearness, room;
    int64_t score;
} copse_talk_candidate;

typedef struct copse_talk_case {
    const copse_network *net;
    const copse_context *ctx;
    const copse_talk_options *options;
    copse_index member; /**< who asks */
    size_t n_topics;
    int32_t *topic; /**< [n_topics] of the network, each once */
    double *weight; /**< [n_topics] adding up to 1 */
    bool *may_name; /**< [n_members] to this audience */
    int32_t *asks;  /**< [n_members] open ones */
    copse_acquaintance who; /**< walked from whoever asks */
    copse_mode mode;
    bool is_mode_theirs;
    copse_index site;    /**< from which travel counts; COPSE_NONE */
    double travel_share; /**< of nearness; 0: travel does not count */
    double usual_asks;   /**< mean of those who know enough; NaN: nobody does */
    size_t n, n_enough;
    copse_talk_candidate *list; /**< [n] best first */
} copse_talk_case;

/**
 * Gather everybody who may be named and knows something of the topics, and put them in order. Free on failure, too.
 * @return COPSE_OK, COPSE_E_ARGUMENT (no topic, a weight that is none), COPSE_E_NOMEM.
 */
copse_status copse_talk_case_new(copse_talk_case *out, const copse_network *net, copse_index member,
                                 const copse_talk_options *options, const copse_context *ctx,
                                 copse_error *err);
void copse_talk_case_free(copse_talk_case *c);

/** Hundredths that a topic adds to a member's expertise. */
int copse_talk_expertise_part(const copse_talk_case *c, size_t topic, int32_t member);

/** Hundredths that a topic adds to what a member gets in return: what they want to learn and who asks knows. */
int copse_talk_return_part(const copse_talk_case *c, int32_t topic);

/** A rule's value in hundredths. */
int copse_talk_hundredths(double value);

/** Put one person into the answer. @return false when memory ran out */
bool copse_talk_describe(copse_talk_person *out, const copse_talk_case *c, const copse_talk_candidate *from,
                         copse_arena *arena);

/** The notes of an answer whose people are filled in. */
copse_status copse_talk_add_notes(copse_talk_answer *answer, const copse_talk_case *c, copse_error *err);

#endif
