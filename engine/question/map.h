/* The steps of making a map; each fills its part of the answer. */
#ifndef COPSE_QUESTION_MAP_H
#define COPSE_QUESTION_MAP_H

#include "network/counts.h"

/** What a map is made from. */
typedef struct copse_mapping {
    const copse_network *counted; /**< of the day that counts are of */
    const copse_map_options *options;
    const copse_context *ctx;
    const copse_counts *counts;
    bool is_exact; /**< for the steward */
    /** [n_teams × n_communities] people of the team in the CoP; HIDDEN where that is not shown. */
    copse_incidence seats;
    bool *may_name; /**< [entries of counted->community_members] whether the map says that this person is in the CoP */
    bool *shows[COPSE_MAP_KINDS];      /**< [rows of the facts] whether it is on the map */
    int32_t *mark_of[COPSE_MAP_KINDS]; /**< [rows of the facts] its mark; -1 */
    copse_map_answer *answer;
    copse_map_mark *marks; /**< of the answer */
    copse_map_link *links;
} copse_mapping;

#define COPSE_MAP_HIDDEN (-1.0)

/** How many things of a kind the facts have. */
size_t copse_mapping_rows(const copse_mapping *m, copse_map_kind kind);

/** The first of a person's teams, as in the publishable counts; COPSE_NONE. */
copse_index copse_mapping_team(const copse_network *net, size_t member);

/** Fill seats. @return COPSE_OK, COPSE_E_NOMEM. */
copse_status copse_mapping_seats(copse_mapping *m, copse_error *err);

/** Fill shows. @return COPSE_OK, COPSE_E_NOT_FOUND (nothing of the thing may be shown), COPSE_E_NOMEM. */
copse_status copse_mapping_scope(copse_mapping *m, copse_error *err);

/** Fill may_name. @return COPSE_OK, COPSE_E_NOMEM. */
copse_status copse_mapping_people(copse_mapping *m, copse_error *err);

/** Fill the answer's marks and mark_of, but for places and verdicts. */
copse_status copse_mapping_marks(copse_mapping *m, copse_error *err);

/** Fill the answer's links. */
copse_status copse_mapping_links(copse_mapping *m, copse_error *err);

/** Judge the teams, as far as this audience may know it. */
copse_status copse_mapping_judge(copse_mapping *m, copse_error *err);

/** Give teams and CoPs their places. */
copse_status copse_mapping_place(copse_mapping *m, copse_error *err);

#endif
