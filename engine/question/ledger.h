/* What people wrote down, as far as a question may go by it. */
#ifndef COPSE_QUESTION_LEDGER_H
#define COPSE_QUESTION_LEDGER_H

#include "network/network.h"

/** Records and what they refer to. All borrowed. */
typedef struct copse_ledger {
    const copse_network *net;
    const copse_records *records;
    const copse_context *ctx;
} copse_ledger;

/** Refuse records that refer to nothing. @return COPSE_OK, COPSE_E_DATA. */
copse_status copse_ledger_verify(const copse_ledger *ledger, copse_error *err);

/**
 * Whether an exchange takes part at all: it has happened by the day, nobody in it objected, and the audience may
 * be shown its CoP.
 */
bool copse_ledger_holds(const copse_ledger *ledger, const copse_record_exchange *x);

/** An exchange's note as far as the audience may read it: its author's word counts. Else NULL. */
const char *copse_ledger_note(const copse_ledger *ledger, const copse_record_exchange *x);

/** The exchange with that number; NULL where there is none. O(log n). */
const copse_record_exchange *copse_ledger_find(const copse_ledger *ledger, copse_id number);

/**
 * For each exchange whether a later one by anybody settles it, or, where nobody gave numbers, answers it: the asked
 * answers whoever asked, on that topic, on that day or later.
 * @param[out] out  [n_exchanges]
 * Cost: O(exchanges × log exchanges).
 */
copse_status copse_ledger_find_settled(bool *out, const copse_ledger *ledger, copse_error *err);

/** Whether the member was in the CoP on a day. */
bool copse_ledger_was_in(const copse_ledger *ledger, copse_index member, copse_index community, copse_day on);

/**
 * What a team, or a project, said it would do and has not done by the day, soonest due first.
 * @param team     and all below it, with their projects; COPSE_NONE
 * @param project  only this one of the team's; COPSE_NONE: all
 * @param arena    that the list lives in
 */
copse_status copse_ledger_open_actions(const copse_open_action **out, size_t *n_out, const copse_ledger *ledger,
                                       copse_index team, copse_index project, copse_arena *arena, copse_error *err);

/** A person as far as the audience may know them, kept in the arena. @return false when memory ran out. */
bool copse_ledger_person(copse_person *out, const copse_ledger *ledger, copse_index member, copse_arena *arena);

/** After how many days a CoP is due an update: what was asked for, else as often as it meets, else the rule. */
int32_t copse_ledger_cadence(const copse_ledger *ledger, copse_index community, int32_t asked_for);

/** Whether a project runs on the day. */
bool copse_ledger_runs(const copse_ledger *ledger, copse_index project);

/**
 * A key as a word of a command line that somebody may copy into a shell: in single quotes where it is more than
 * letters, digits and ._-. NULL when memory ran out; the arena's.
 */
const char *copse_ledger_word(const char *key, copse_arena *arena);

/* Names to show, or the key where there is none; NULL for COPSE_NONE. Borrowed from facts and records. */
const char *copse_ledger_topic(const copse_ledger *ledger, copse_index topic);
const char *copse_ledger_community(const copse_ledger *ledger, copse_index community);
const char *copse_ledger_team(const copse_ledger *ledger, copse_index team);
const char *copse_ledger_project(const copse_ledger *ledger, copse_index project);

#endif
