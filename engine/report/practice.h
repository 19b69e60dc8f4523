/* What the answers about a team's practice write alike. */
#ifndef COPSE_REPORT_PRACTICE_H
#define COPSE_REPORT_PRACTICE_H

#include "report/report.h"

/** Open actions, each under its number. @param said  scratch */
void copse_page_actions(copse_page *page, copse_text *said, const copse_open_action *actions, size_t n);

/** The array "actions". */
void copse_json_actions(copse_json *json, const copse_open_action *actions, size_t n);

#endif
