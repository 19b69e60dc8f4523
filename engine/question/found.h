/* What the files of `found` share: the people in question as the choice sees them. */
#ifndef COPSE_QUESTION_FOUND_H
#define COPSE_QUESTION_FOUND_H

#include "choose/choose.h"
#include "network/collaboration.h"
#include "question/rules.h"

/** Travel of so many minutes, or more, is as far as it gets. */
enum { COPSE_FOUND_FAR_MINUTES = 60, COPSE_FOUND_FAR_HOPS = 4 };

/** The people in question, and the problem that is made of them; row v of all arrays is candidate
 * v. */
typedef struct copse_found_case {
    const copse_network *net;
    const copse_context *ctx;
    const copse_found_options *options;
    const copse_collaboration *graph;
    copse_walk walk;

    size_t n_topics;
    int32_t *topic;       /* [n_topics] of the network, each once */
    double *topic_weight; /* [n_topics] adding up to 1 */

    size_t n;
    int32_t *member;   /* [n] of the network, ascending */
    int32_t *position; /* [n_members] among the candidates; -1: is none */
    double *share;     /* [n] p_u, adding up to 1; 0: without evidence, included all the same */
    int32_t *load;     /* [n] CoPs that they are in, sensitive ones not counted */
    bool *is_too_busy; /* [n] left out by --max-load */
    copse_index *site; /* [n] the site that they are at, the first by key; COPSE_NONE */
    double **travel; /* [n_sites + 1] from each site, and from an unknown one, to all of them; made
                        when needed */
    double travel_share; /* f of DESIGN section 5 */
    bool has_dates;      /* of somebody it is known when they were last active */

    copse_incidence evidence, covers, units, sites, professions;
    double *item_value, *authority, *room;
    int32_t *component;
    bool *is_included, *is_excluded;
    copse_group_problem problem;
} copse_found_case;

/**
 * Gather them. Free on failure, too.
 * @return COPSE_OK, COPSE_E_ARGUMENT, COPSE_E_INTERRUPTED, COPSE_E_NOMEM.
 */
copse_status copse_found_case_new(copse_found_case *out, const copse_network *net,
                                  const copse_found_options *options, const copse_context *ctx,
                                  copse_error *err);
void copse_found_case_free(copse_found_case *c);

/** An answer while it is put together. */
typedef struct copse_founding {
    copse_found_case *c;
    copse_found_answer *answer;
    copse_arena *arena;          /**< the answer's */
    copse_group_options options; /**< of the proof */
    copse_group_choice choice;
    bool is_for_steward; /**< figures about people may be shown */
} copse_founding;

/** A member as the audience may know them, copied into the answer. @return false when memory ran
 * out */
bool copse_found_put_person(copse_person *out, const copse_founding *f, int32_t candidate);

/** People, as they may be known. @return false when memory ran out */
bool copse_found_put_people(const copse_person **out, size_t *n_out, const copse_founding *f,
                            const int32_t *candidate, size_t n);

/** Fill seats, and each topic's best and backup. */
copse_status copse_found_fill_seats(copse_founding *f, copse_error *err);

/** Fill alternatives, sensitivities and rules: groups for other weights, and without each rule. */
copse_status copse_found_fill_rivals(copse_founding *f, copse_error *err);

/** No group keeps to the rules: fill failing and relaxations. */
copse_status copse_found_explain_none(copse_founding *f, copse_error *err);

/** Choose and fill for COPSE_FOUND_SUM and COPSE_FOUND_DIAMETER. */
copse_status copse_found_fill_cover(copse_founding *f, copse_error *err);

/** Fill the notes: what a reader must know to weigh the answer. */
copse_status copse_found_add_notes(copse_founding *f, copse_error *err);

#endif
