/* What the files of one question share: what changed between two networks. */
#ifndef COPSE_QUESTION_COMPARE_H
#define COPSE_QUESTION_COMPARE_H

#include "base/memory.h"
#include "network/counts.h"
#include "question/isolated.h"

/** Everything one asking needs; [0] is before, [1] after. */
typedef struct copse_comparing {
    const copse_network *net[2];
    const copse_compare_options *options;
    const copse_context *ctx;
    copse_counts *counts[2]; /**< published */
    bool is_for_steward;
    size_t threshold;
    copse_arena *arena; /**< the answer's */
} copse_comparing;

/** A copy of a key and a name in the arena; a name that is not known is NULL. @return false when memory ran out */
bool copse_compare_copy(const char **key, const char **name, const copse_comparing *c, const char *of_key,
                        const char *of_name);

/** Whether a CoP of one side is shown at all: a CoP that is sensitive in either network is in neither. */
bool copse_compare_takes_part(const copse_comparing *c, int side, size_t community);

/* Each file's part of the answer. */
copse_status copse_compare_units(copse_compare_answer *out, const copse_comparing *c, copse_error *err);
copse_status copse_compare_communities(copse_compare_answer *out, const copse_comparing *c, copse_error *err);
copse_status copse_compare_topics(copse_compare_answer *out, const copse_comparing *c, copse_error *err);

/** @param things  teams or communities */
copse_status copse_compare_bridging(copse_compare_bridges *out, const copse_comparing *c, copse_things things,
                                    copse_error *err);

#endif
