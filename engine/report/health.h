/* What the files of one answer share: how CoPs fare. */
#ifndef COPSE_REPORT_HEALTH_H
#define COPSE_REPORT_HEALTH_H

#include "report/report.h"

/** "12", "about 10", "fewer than 5", "unknown" */
void copse_health_say_count(copse_text *out, const copse_health_answer *answer, const copse_health_count *count);
/** "fewer than 5 core, about 15 active, about 15 peripheral" */
void copse_health_say_part(copse_text *out, const copse_health_answer *answer, const copse_health_community *cop);
/** "joined about 15, left fewer than 5" */
void copse_health_say_moves(copse_text *out, const copse_health_answer *answer, const copse_health_count *joined,
                            const copse_health_count *left);

copse_status copse_health_write_json(const copse_sink *sink, const copse_health_answer *answer, copse_error *err);
copse_status copse_health_write_csv(const copse_sink *sink, const copse_health_answer *answer, copse_error *err);

#endif
