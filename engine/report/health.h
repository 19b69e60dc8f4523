/* What the files of one answer share: how CoPs fare. */
#ifndef COPSE_REPORT_HEALTH_H
#define COPSE_REPORT_HEALTH_H

#include "report/report.h"

copse_status copse_health_write_json(const copse_sink *sink, const copse_health_answer *answer, copse_error *err);
copse_status copse_health_write_csv(const copse_sink *sink, const copse_health_answer *answer, copse_error *err);

#endif
