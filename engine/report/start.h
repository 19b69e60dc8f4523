/* What the formats of the first report share: its sentences. */
#ifndef COPSE_REPORT_START_H
#define COPSE_REPORT_START_H

#include "report/report.h"

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

/* Sections of its text, which the whole picture has as well. `said` is scratch. */
void copse_start_print_communities(copse_page *page, copse_text *said, const copse_start_answer *answer);
void copse_start_print_undecided(copse_page *page, copse_text *said, const copse_start_answer *answer);
void copse_start_print_gaps(copse_page *page, const copse_start_answer *answer);
void copse_start_print_sources(copse_page *page, copse_text *said, const copse_start_answer *answer);

/* Sections of its page, which the whole picture has as well. `said` is scratch. */
void copse_start_write_communities(copse_text *out, copse_text *said, const copse_start_answer *answer);
void copse_start_write_outside(copse_text *out, copse_text *said, const copse_start_answer *answer);
void copse_start_write_undecided(copse_text *out, copse_text *said, const copse_start_answer *answer);
void copse_start_write_gaps(copse_text *out, const copse_start_answer *answer);
void copse_start_write_sources(copse_text *out, copse_text *said, const copse_start_answer *answer);
void copse_start_write_findings(copse_text *out, const copse_start_answer *answer);
/** Why the data are held, then the notes. */
void copse_start_write_footer(copse_text *out, const copse_start_answer *answer, const char *const *notes, size_t n_notes);

/** The report as a page. */
copse_status copse_start_write_page(const copse_sink *sink, const copse_start_answer *answer,
                                    copse_error *err);
/** What its JSON holds, into an answer that was begun. */
void copse_start_put_json(copse_json *json, const copse_start_answer *answer);
/** A count that is not shown is null. */
void copse_start_put_count(copse_json *json, const char *key, copse_public_count count);
copse_status copse_start_write_json(const copse_sink *sink, const copse_start_answer *answer,
                                    copse_error *err);

#endif
