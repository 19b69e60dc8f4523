/* What the files of one question share: how CoPs fare. All that they give lives in the answer's arena. */
#ifndef COPSE_QUESTION_HEALTH_H
#define COPSE_QUESTION_HEALTH_H

#include "base/memory.h"
#include "measure/shared_members.h"
#include "network/collaboration.h"
#include "network/counts.h"

enum { COPSE_HEALTH_QUARTERS = 4 };

/** People who begin to be in a CoP, or cease to, on one day. */
typedef struct copse_health_move {
    int32_t community;
    bool is_joining;
    copse_day on;
} copse_health_move;

/** Two CoPs that do much the same. */
typedef struct copse_health_pair {
    int32_t a, b; /**< a < b */
    double topics, expected, p;
    int64_t both;
    bool is_of_same;
} copse_health_pair;

/** Everything one asking needs; freed as a whole. */
typedef struct copse_checkup {
    const copse_network *net;
    const copse_context *ctx;
    copse_arena *arena; /**< the answer's */
    bool is_for_steward;
    int64_t threshold;
    copse_counts *counts; /**< published */
    copse_activity *activity; /**< [communities] */
    copse_day start[COPSE_HEALTH_QUARTERS + 1]; /**< first days of the quarters, and the day after them; UNKNOWN */
    /* health_contributions.c: of each entry of community_members */
    bool *is_recorded;   /**< [communities] some exchange in it is */
    uint8_t *quarters;   /**< [memberships] one bit a quarter in which they took part */
    int32_t *given;      /**< [memberships] exchanges in these quarters */
    /* health_topics.c and health_keepers.c: scratch */
    size_t *met_by;      /**< [members] 1 + the last community that met them */
    int32_t *place;      /**< [members] of the community at hand: its row there; else -1 */
    int32_t *tally;      /**< [communities] all zero between two uses */
    const copse_collaboration *ties; /**< NULL: none recorded */
    /* health_movement.c */
    copse_health_move *moves; /**< [n_moves] by community and day */
    size_t n_moves;
    bool knows_leaving;  /**< some end of a membership is recorded */
    bool *knows_joining; /**< [communities] some beginning of a membership in it is */
    /* health_twins.c */
    copse_health_pair *pairs; /**< [n_pairs] most alike first */
    size_t n_pairs;
} copse_checkup;

/** Whether anything of the members of a CoP may be shown: for the steward, else where its size is published. */
bool copse_health_may_show(const copse_checkup *h, size_t community);

/** A count as this audience may know it. */
copse_health_count copse_health_count_of(const copse_checkup *h, size_t community, int64_t n, bool is_known);

/** A share, in quarters but for the steward. */
double copse_health_share_of(const copse_checkup *h, double share);

/** A copy of text in the arena. @return false when memory ran out */
bool copse_health_copy(const char **out, const copse_checkup *h, const char *text);

/** Whether a member holds a topic: the rule experience.enough. */
bool copse_health_holds(const copse_checkup *h, size_t member, int32_t topic);

/* Each file's part: what is made ready once, then what is filled in of one CoP. */
copse_status copse_health_read_contributions(copse_checkup *h, copse_error *err);
void copse_health_count_contributions(copse_health_community *out, const copse_checkup *h, size_t community);

/** Experts, coverage and topics that few hold. @param details  also each topic */
copse_status copse_health_cover(copse_health_community *out, copse_checkup *h, size_t community, bool details,
                                copse_error *err);

copse_status copse_health_find_keepers(copse_health_community *out, copse_checkup *h, size_t community, bool details,
                                       copse_error *err);

copse_status copse_health_read_movement(copse_checkup *h, copse_error *err);
copse_status copse_health_count_movement(copse_health_community *out, const copse_checkup *h, size_t community,
                                         bool details, copse_error *err);

copse_status copse_health_list_places(copse_health_community *out, const copse_checkup *h, size_t community, bool details,
                                copse_error *err);

copse_status copse_health_pair_up(copse_checkup *h, copse_error *err);
copse_status copse_health_list_twins(copse_health_community *out, const copse_checkup *h, size_t community,
                                     copse_error *err);

#endif
