/* The rules with their thresholds: the same table that the questions read. */
#include "report/report.h"

#include "question/rules.h"

copse_status copse_report_rules(const copse_sink *sink, const copse_render *render,
                                copse_error *err)
{
    if (render->format != COPSE_TEXT)
        return copse_report_no_format("rules", "text", err);

    copse_page page;
    copse_text value = COPSE_TEXT_INIT;
    copse_page_open(&page, render);
    for (int i = 0; i < COPSE_RULE_COUNT; i++) {
        const copse_rule_row *rule = copse_rule_get((copse_rule)i);
        if (i > 0)
            copse_page_blank(&page);
        copse_text_clear(&value);
        copse_text_format(&value, "%g %s", rule->value, rule->unit);
        copse_page_amount(&page, 0, rule->name, copse_text_get(&value), true);
        copse_page_paragraph(&page, 2, rule->meaning);
    }
    page.out.failed = page.out.failed || value.failed;
    copse_text_free(&value);
    return copse_page_close(&page, sink, err);
}
