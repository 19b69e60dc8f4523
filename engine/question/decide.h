/* What the files of `decide` share: the CoPs as homes for the topics, and who waits. */
#ifndef COPSE_QUESTION_DECIDE_H
#define COPSE_QUESTION_DECIDE_H

#include "network/counts.h"
#include "question/reach.h"
#include "question/rules.h"

/** One CoP that is about some of the topics, as one might join it. */
typedef struct copse_home {
    copse_index community;
    double coverage; /**< Σ_t w_t · min(1, strength), in (0, 1] */
    copse_activity activity;
    bool is_asleep;
    bool is_open; /**< takes all, or all who ask */
    bool is_full;
    copse_reach reach;
    copse_way way;   /**< from the nearest site of who asks */
    copse_mode part; /**< of a hybrid one, what fits; else its mode */
    copse_public_count members;
} copse_home;

typedef struct copse_decide_case {
    const copse_network *net;
    const copse_context *ctx;
    const copse_decide_options *options;
    size_t n_topics;
    int32_t *topic;   /**< [n_topics] each once, in the order asked */
    double *weight;   /**< [n_topics] adding up to 1 */
    double *strength; /**< [n_topics × n_communities] in [0, 1] */
    int32_t *through; /**< [n_topics × n_communities] the topic that it is by; -1: none */
    copse_index *site; /**< [wish.n_from] where who asks is */
    copse_reach_wish wish;
    size_t n_homes;
    copse_home *homes; /**< [n_homes] the one to prefer first */
    size_t n_people;   /**< who wait: in no CoP that covers the topics, nor in one for each that they know or want */
    size_t n_teams;    /**< that these work in */
    size_t enough_people, enough_teams;
} copse_decide_case;

/**
 * Gather them. Free on failure, too.
 * @return COPSE_OK, COPSE_E_ARGUMENT, COPSE_E_NOMEM.
 */
copse_status copse_decide_case_new(copse_decide_case *out, const copse_network *net,
                                   const copse_decide_options *options, const copse_context *ctx,
                                   copse_error *err);
void copse_decide_case_free(copse_decide_case *c);

/** How much a CoP about `other` counts for the topic: 1 for itself, less with each step up or down, else 0. */
double copse_decide_kinship(const copse_facts *facts, copse_index topic, copse_index other);

/** Whether a coverage reaches the rule's, as sums of decimals do. */
bool copse_decide_reaches(double coverage, copse_rule rule);

/** Which way the CoP could be used as it is: JOIN, REVIVE or STRAND; UNKNOWN: in none. */
copse_decision copse_decide_use(const copse_home *home);

/** A verdict, and the CoP that it is about: NULL for CREATE and UNKNOWN. */
typedef struct copse_ruling {
    copse_decision decision;
    const copse_home *home;
} copse_ruling;

/** The first rule that holds. @param without  a CoP that is taken to be full; NULL: none */
copse_ruling copse_decide_rule(const copse_decide_case *c, const copse_home *without);

/** The smallest single change that turns a verdict, as facts. */
typedef struct copse_turn {
    copse_turn_kind kind;
    const copse_home *home; /**< that would be different; NULL: people */
    copse_mode mode;
    copse_index site;
    int32_t topic;
    size_t people, teams;
    copse_ruling then;
} copse_turn;

/** Find it; there always is one. O(CoPs × topics). */
copse_turn copse_decide_find_turn(const copse_decide_case *c, copse_ruling now);

/** An answer while it is put together. */
typedef struct copse_deciding {
    const copse_decide_case *c;
    copse_decide_answer *answer;
    copse_arena *arena;
    copse_ruling ruling;
    copse_turn turn;
    bool is_for_steward; /**< numbers of people are exact */
    size_t threshold;
    bool has_holders; /**< somebody knows a topic */
} copse_deciding;

/** The CoP's name, or its key. Borrowed from the facts. */
const char *copse_decide_name(const copse_deciding *d, const copse_home *home);

/** Fill homes[i].obstacle: what stands in its way, in words. @return false when memory ran out */
bool copse_decide_say_obstacle(const char **out, const copse_deciding *d, const copse_home *home);

/** Fill headline and turn. */
copse_status copse_decide_say_verdict(copse_deciding *d, copse_error *err);

/**
 * Whether no topic is recorded of a CoP and its name speaks of one that was asked for, by name or synonym.
 * @return COPSE_OK, COPSE_E_DATA (a name is not UTF-8), COPSE_E_NOMEM.
 */
copse_status copse_decide_sounds_alike(bool *out, const copse_decide_case *c, size_t community, copse_error *err);

/** Fill advice and notes. */
copse_status copse_decide_add_notes(copse_deciding *d, copse_error *err);

/** People as this audience may know them: exact, or rounded to the threshold; -1: fewer. */
int64_t copse_decide_shown_people(const copse_deciding *d, size_t n);

#endif
