/* Join or create, one writer a format. */
#ifndef COPSE_REPORT_DECIDE_H
#define COPSE_REPORT_DECIDE_H

#include "report/report.h"

copse_status copse_decide_write_text(const copse_sink *sink, const copse_decide_answer *answer,
                                     const copse_render *render, copse_error *err);

#endif
