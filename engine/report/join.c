/* One join answer, in the format that was asked for. */
#include "report/join.h"

copse_status copse_report_join(const copse_sink *sink, const copse_join_answer *answer,
                               const copse_render *render, copse_error *err)
{
    switch (render->format) {
    case COPSE_TEXT:
        return copse_join_write_text(sink, answer, render, err);
    case COPSE_JSON:
        return copse_join_write_json(sink, answer, err);
    case COPSE_CSV:
        return copse_join_write_csv(sink, answer, err);
    case COPSE_HTML:
        return copse_join_write_letter(sink, answer, render, err);
    }
    return copse_report_no_format("join", "text, JSON, CSV and HTML", err);
}
