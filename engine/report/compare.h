/* What the files of one answer share: what changed. */
#ifndef COPSE_REPORT_COMPARE_H
#define COPSE_REPORT_COMPARE_H

#include "report/report.h"

copse_status copse_compare_write_json(const copse_sink *sink, const copse_compare_answer *answer, copse_error *err);
copse_status copse_compare_write_csv(const copse_sink *sink, const copse_compare_answer *answer, copse_error *err);

#endif
