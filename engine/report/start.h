/* What the formats of the first report share: its sentences. */
#ifndef COPSE_REPORT_START_H
#define COPSE_REPORT_START_H

#include "report/report.h"

/** The figure, or "not shown". */
void copse_start_say_count(copse_text *out, copse_public_count count);

/** Whom the report may be passed on to, as a sentence. */
const char *copse_start_say_audience(copse_audience audience);

/** What is said in short, in its order; ended by NULL. */
typedef void copse_start_sentence(copse_text *out, const copse_start_answer *answer);
extern copse_start_sentence *const copse_start_short[];

/* Each appends one sentence, or nothing where there is nothing to say. */
void copse_start_say_size(copse_text *out, const copse_start_answer *answer);
void copse_start_say_outside(copse_text *out, const copse_start_answer *answer);
void copse_start_say_suggested(copse_text *out, const copse_start_answer *answer);
void copse_start_say_most(copse_text *out, const copse_start_answer *answer);
void copse_start_say_teams(copse_text *out, const copse_start_answer *answer);
void copse_start_say_undecided(copse_text *out, const copse_start_answer *answer);
void copse_start_say_missing(copse_text *out, const copse_start_answer *answer);

/** What a count of links is, and what it is not. */
extern const char copse_start_words_teams[];

/** "imported 31 March 2026, 12 days before this report". */
void copse_start_say_age(copse_text *out, const copse_start_source *source);

/** "active", "quiet" or "not known". */
const char *copse_start_say_activity(copse_activity activity);

/** The report as a page. */
copse_status copse_start_write_page(const copse_sink *sink, const copse_start_answer *answer,
                                    copse_error *err);
copse_status copse_start_write_json(const copse_sink *sink, const copse_start_answer *answer,
                                    copse_error *err);

#endif
