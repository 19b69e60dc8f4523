/* CSV for spreadsheets: how a field is quoted and disarmed is the store's, which also reads it
 * back. */
#include "report/report.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include "store/store.h"

void copse_csv_text(copse_csv *csv, const char *text)
{
    copse_text clean = COPSE_TEXT_INIT;
    if (csv->in_row)
        copse_text_append(&csv->out, ",");
    csv->in_row = true;

    copse_text_append(&clean, text ? text : "");
    if (clean.failed) {
        csv->out.failed = true;
        return;
    }
    copse_text_clean(clean.bytes);
    copse_store_csv_field(&csv->out, clean.bytes);
    copse_text_free(&clean);
}

void copse_csv_count(copse_csv *csv, int64_t value)
{
    char digits[COPSE_FIGURE_SIZE];
    snprintf(digits, sizeof digits, "%" PRId64, value);
    copse_csv_text(csv, digits);
}

void copse_csv_score(copse_csv *csv, int64_t millionths)
{
    char digits[COPSE_FIGURE_SIZE];
    copse_figure_score(digits, millionths);
    copse_csv_text(csv, digits);
}

void copse_csv_number(copse_csv *csv, double value)
{
    char digits[COPSE_FIGURE_SIZE] = "";
    if (isfinite(value))
        snprintf(digits, sizeof digits, "%.9g", value);
    copse_csv_text(csv, digits);
}

void copse_csv_end_row(copse_csv *csv)
{
    copse_text_append(&csv->out, "\n");
    csv->in_row = false;
}

void copse_csv_header(copse_csv *csv, const char *const *names)
{
    for (size_t i = 0; names[i]; i++)
        copse_csv_text(csv, names[i]);
    copse_csv_end_row(csv);
}

copse_status copse_csv_close(copse_csv *csv, const copse_sink *sink, copse_error *err)
{
    return copse_report_write(sink, &csv->out, err);
}
