/* What the files of `brief` share: the case, and writing points line by line. */
#ifndef COPSE_QUESTION_BRIEF_H
#define COPSE_QUESTION_BRIEF_H

#include "base/text.h"
#include "question/ledger.h"

/** One brief while it is made. */
typedef struct copse_briefing {
    copse_ledger ledger;
    const copse_brief_options *options;
    copse_index project, team, site; /**< COPSE_NONE */
    const copse_index *topics;       /**< [n_topics] each once */
    size_t n_topics;
    bool *is_of_team;  /**< [n_members] nobody where there is no team */
    size_t n_of_team;
    bool *is_settled;  /**< [n_exchanges] */
    copse_decide_answer *decision; /**< its homes are the CoPs that the brief is about */
    copse_index *home; /**< [decision->n_homes] their indices */
    copse_brief_answer *answer;
    copse_arena *arena; /**< the answer's */

    /* The point that is being written. */
    copse_brief_line *lines;
    size_t n_lines, capacity;
    copse_brief_point *points;
    size_t n_points;
    bool failed; /**< memory ran out */
} copse_briefing;

/* ---- writing (brief_write.c): a failure is remembered ---- */

/** A new line, in printf's manner. What else it tells is filled in by the caller until the next call. */
copse_brief_line *copse_brief_say(copse_briefing *b, const char *format, ...) COPSE_PRINTF(2, 3);

/** What to type next, for the line. */
void copse_brief_command(copse_briefing *b, copse_brief_line *line, const char *format, ...) COPSE_PRINTF(3, 4);

/** The keys that a line is about; NULL: none. */
void copse_brief_about(copse_briefing *b, copse_brief_line *line, copse_index community, copse_index topic);

/**
 * The point is whole: its lines serve this sentence.
 * @param empty    what it means where there is no line
 * @param command  what to type then; NULL
 */
void copse_brief_end(copse_briefing *b, const char *sentence, const char *empty, const char *command);

/** A key as a word of a command line. */
const char *copse_brief_word(copse_briefing *b, const char *key);

/** " --project P", or " --topic T…", and what else was asked for: for `copse decide`. */
const char *copse_brief_subject(copse_briefing *b);

/** " --project P", or " --topic T" of the first topic: for `copse record`, so that the brief knows it again. */
const char *copse_brief_mark(copse_briefing *b);

/* ---- the phases (brief_before.c, brief_during.c, brief_after.c) ---- */

void copse_brief_before(copse_briefing *b);
void copse_brief_during(copse_briefing *b);
void copse_brief_after(copse_briefing *b);

/** The open actions, as lines under the sentence. */
void copse_brief_actions(copse_briefing *b, const char *sentence);

/** Whether an exchange is of the project, or, without one, of the team's people on its topics. */
bool copse_brief_is_ours(const copse_briefing *b, const copse_record_exchange *x);

/** "copse decide", with what the brief is about. */
const char *copse_brief_decide(copse_briefing *b);

/** "copse talk MEMBER --topic T": whom one of the team could ask in person. */
const char *copse_brief_talk(copse_briefing *b, copse_index topic);

/** How many people that is for this audience: "fewer than 5 people", "about 15 people". */
const char *copse_brief_people(copse_briefing *b, size_t n);

#endif
