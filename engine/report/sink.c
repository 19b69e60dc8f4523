/* The end of every rendering: bytes to the caller, or why not. */
#include "report/report.h"

copse_status copse_report_write(const copse_sink *sink, copse_text *text, copse_error *err)
{
    copse_status st = text->failed ? copse_error_nomem(err) : COPSE_OK;
    if (st == COPSE_OK && text->length > 0)
        st = sink->write(sink->user, text->bytes, text->length, err);
    copse_text_free(text);
    return st;
}

copse_status copse_report_no_format(const char *answer, const char *formats, copse_error *err)
{
    return copse_error_set(err, COPSE_E_ARGUMENT, answer, NULL,
                           "the %s answer is not made in that format, only as %s", answer, formats);
}

copse_answer_head copse_report_head(const char *schema, int64_t data_version,
                                    const copse_context *ctx)
{
    return (copse_answer_head){.schema = schema,
                               .data_version = data_version,
                               .as_of = ctx->as_of,
                               .audience = ctx->audience,
                               .seed = ctx->seed,
                               .terms = ctx->terms};
}
