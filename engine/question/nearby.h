/* Which people have to be read so that an answer about one member and a few CoPs says of people what the whole would. */
#ifndef COPSE_QUESTION_NEARBY_H
#define COPSE_QUESTION_NEARBY_H

#include "network/part.h"

typedef struct copse_nearby copse_nearby;

/**
 * Who shares a team or a CoP with the member.
 * @param own  the member's network, in which they are `self`; borrowed, as the part
 */
copse_status copse_nearby_new(copse_nearby **out, copse_part *part, const copse_network *own, copse_index self,
                              const copse_context *ctx, copse_error *err);
void copse_nearby_free(copse_nearby *nearby);

/**
 * Take who the answer may name at a CoP, or say that they are not named: its core, who is near the
 * member, whom its contact names, and somebody who was active there of late.
 * @param core  its members as the model has them, most central first
 */
copse_status copse_nearby_take(copse_nearby *nearby, copse_id community, const copse_model_value *core,
                               size_t n_core, copse_error *err);

/** Take as many of those near as tell that many may not be named. After all CoPs. */
copse_status copse_nearby_finish(copse_nearby *nearby, copse_error *err);

/** Tell the network how many are in the CoPs that were asked about and in the member's own. */
void copse_nearby_tell_sizes(const copse_nearby *nearby, copse_network *net);

#endif
