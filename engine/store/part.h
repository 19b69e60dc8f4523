/*
 * The rows of a store that an answer about one person needs. Things are taken
 * by id, then all that is said of them is read as facts: the arrays are those
 * of copse_store_read_facts() with everything else left out, in the same order.
 */
#ifndef COPSE_STORE_PART_H
#define COPSE_STORE_PART_H

#include "store/kept.h"
#include "store/store.h"

typedef struct copse_part copse_part;

typedef enum copse_part_kind {
    COPSE_PART_SITE = 0,
    COPSE_PART_TEAM,
    COPSE_PART_MEMBER,
    COPSE_PART_TOPIC,
    COPSE_PART_COMMUNITY,
    COPSE_PART_N_KINDS
} copse_part_kind;

/**
 * Begin to read about one member: all that is read until copse_part_free() is of one moment.
 * What they have is taken: CoPs that they are, were or said not to want to be in, topics that they
 * know or want to learn, teams with the units above, sites.
 *
 * @param[out] out  NULL where no part would do, and the whole has to be read: no member has this
 *                  very key, nothing is kept for these facts (store/kept.h), or topics were merged
 * @param store     borrowed; no other transaction may be open
 * @return COPSE_OK, COPSE_E_STORE, COPSE_E_NOMEM.
 */
copse_status copse_part_new(copse_part **out, copse_store *store, const char *member_key,
                            const copse_context *ctx, copse_error *err);
void copse_part_free(copse_part *part);

copse_store *copse_part_store(const copse_part *part);
copse_id copse_part_self(const copse_part *part);

/** Take one more thing. Of a CoP: its topics and site as well. */
copse_status copse_part_take(copse_part *part, copse_part_kind kind, copse_id id, copse_error *err);

/** Read also the exchanges of members that are taken with this CoP. */
copse_status copse_part_take_exchanges(copse_part *part, copse_id community, copse_error *err);

/** Read all facts of what is taken. @param[out] out  caller frees with copse_facts_free() */
copse_status copse_part_read(copse_facts **out, copse_part *part, const copse_context *ctx,
                             copse_error *err);

/** Who may see a member's name. */
copse_status copse_part_visibility(copse_visibility *out, copse_part *part, copse_id member,
                                   copse_error *err);

/** A member who did not object and had an exchange with the CoP on a day with after < day <= until; COPSE_NONE. */
copse_status copse_part_recent_sender(copse_id *out, copse_part *part, copse_id community,
                                      copse_day after, copse_day until, copse_error *err);

/** The id of what has a key; COPSE_NONE where nothing has. */
copse_status copse_part_find(copse_id *out, copse_part *part, copse_part_kind kind, const char *key,
                             copse_error *err);

#endif
