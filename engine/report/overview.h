/* What the formats of the whole picture share: its sentences. */
#ifndef COPSE_REPORT_OVERVIEW_H
#define COPSE_REPORT_OVERVIEW_H

#include "report/health.h"
#include "report/start.h"

typedef void copse_overview_sentence(copse_text *out, const copse_overview_answer *answer);

/** What is said in short, in its order; ended by NULL. */
extern copse_overview_sentence *const copse_overview_short[];

/* Each appends a sentence or two. */
void copse_overview_say_teams(copse_text *out, const copse_overview_answer *answer);
void copse_overview_say_health(copse_text *out, const copse_overview_answer *answer);
void copse_overview_say_actions(copse_text *out, const copse_overview_answer *answer);
void copse_overview_say_proof(copse_text *out, const copse_overview_answer *answer);
void copse_overview_say_hidden(copse_text *out, const copse_overview_answer *answer);
void copse_overview_say_audience(copse_text *out, const copse_overview_answer *answer);

/** "few connections" or "perhaps few". */
const char *copse_overview_say_verdict(copse_isolation_verdict verdict);
/** "26 %", "about 25 %", or "n/a". */
void copse_overview_say_share(copse_text *out, const copse_overview_team *team, const copse_isolation_share *share);
/** "a seat in Wound care (both: wounds); an introduction to Ward 3", with what it reaches where that may be said. */
void copse_overview_say_remedies(copse_text *out, const copse_overview_team *team);

/** What asks to be looked at in one CoP; nothing where nothing does. */
void copse_overview_say_prompts(copse_text *out, const copse_health_answer *health, const copse_health_community *cop);
/** What these prompts are not. */
extern const char copse_overview_words_health[];
/** What the verdict on a team means, what it does not, and what to do. */
extern const char copse_overview_words_teams[];
/** Why small counts are not shown. */
extern const char copse_overview_words_hidden[];

copse_status copse_overview_write_page(const copse_sink *sink, const copse_overview_answer *answer, copse_error *err);
copse_status copse_overview_write_json(const copse_sink *sink, const copse_overview_answer *answer, copse_error *err);

#endif
