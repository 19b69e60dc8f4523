/* The handbook's practice, a sentence at a time: the same table that briefs cite. */
#include "report/report.h"

copse_status copse_report_handbook(const copse_sink *sink, const copse_render *render, copse_error *err)
{
    enum { HANG = 20 };
    if (render->format != COPSE_TEXT)
        return copse_report_no_format("the handbook", "text", err);

    copse_page page;
    copse_text said = COPSE_TEXT_INIT;
    copse_page_open(&page, render);
    for (size_t i = 0; i < copse_handbook_count(); i++) {
        const copse_handbook_sentence *sentence = copse_handbook_get(i);
        copse_text_clear(&said);
        copse_text_format(&said, "%s (%s)", sentence->text, sentence->command);
        copse_page_item(&page, 0, HANG, sentence->id, copse_text_get(&said));
    }
    page.out.failed = page.out.failed || said.failed;
    copse_text_free(&said);
    return copse_page_close(&page, sink, err);
}
