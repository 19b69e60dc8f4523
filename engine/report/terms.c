/* Whose data stand behind an answer, what for and for how long: one sentence on every one. */
#include "report/report.h"

static void say(copse_text *out, const char *before, const char *value)
{
    if (value && value[0])
        copse_text_format(out, "%s%s%s", out->length > 0 ? "; " : "", before, value);
}

void copse_report_say_terms(copse_text *out, const copse_store_options *terms)
{
    copse_text said = COPSE_TEXT_INIT;
    if (!terms)
        return;
    say(&said, "held by ", terms->organisation);
    say(&said, "purpose: ", terms->purpose);
    say(&said, "lawful basis: ", terms->lawful_basis);
    say(&said, "data protection impact assessment: ", terms->dpia_reference);
    if (terms->retention_days > 0)
        copse_text_format(&said, "%skept for %d days after it ended", said.length > 0 ? "; " : "",
                          terms->retention_days);
    if (said.length > 0)
        copse_text_format(out, "About these data: %s.", copse_text_get(&said));
    out->failed = out->failed || said.failed;
    copse_text_free(&said);
}

void copse_page_terms(copse_page *page, const copse_store_options *terms)
{
    copse_text said = COPSE_TEXT_INIT;
    copse_report_say_terms(&said, terms);
    if (said.length > 0)
        copse_page_paragraph(page, 0, copse_text_get(&said));
    page->out.failed = page->out.failed || said.failed;
    copse_text_free(&said);
}

void copse_html_terms(copse_text *out, const copse_store_options *terms)
{
    copse_text said = COPSE_TEXT_INIT;
    copse_report_say_terms(&said, terms);
    if (said.length > 0) {
        copse_text_append(out, "<p>");
        copse_html_text(out, copse_text_get(&said));
        copse_text_append(out, "</p>\n");
    }
    out->failed = out->failed || said.failed;
    copse_text_free(&said);
}
