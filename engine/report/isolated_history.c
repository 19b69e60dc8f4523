/* What became of a unit, in one sentence. */
#include "report/isolated.h"

#include <math.h>
#include <string.h>

/* The words of the table are those of programs. */
static const char *verdict_in_words(const char *verdict)
{
    static const char *const said[] = {"no longer confirmed", "still confirmed", "on the watch-list",
                                       "too small to tell", "nothing recorded of it"};
    for (int i = 0; verdict && i <= COPSE_ISOLATION_MISSING; i++)
        if (strcmp(verdict, copse_isolation_verdict_name((copse_isolation_verdict)i)) == 0)
            return said[i];
    return NULL;
}

/* "26 %", of an inward unit "3.1 times the usual"; nothing where no figure is known. */
static void say_figure(copse_text *out, double value, bool is_inward)
{
    if (!isnan(value))
        copse_text_format(out, is_inward ? "%.1f times the usual" : "%.0f %%", is_inward ? value : 100.0 * value);
}

static void say_flag(copse_text *out, const copse_unit_record *record, bool is_inward)
{
    if (!record->text && isnan(record->value))
        return;
    copse_text_append(out, " (");
    if (record->text)
        copse_text_format(out, "%s%s", record->text, isnan(record->value) ? "" : ", ");
    say_figure(out, record->value, is_inward);
    copse_text_append(out, ")");
}

static void say_measure(copse_text *out, const copse_unit_record *record, bool is_inward)
{
    const char *verdict = verdict_in_words(record->text);
    if (!verdict && isnan(record->value))
        return;
    copse_text_append(out, ": ");
    say_figure(out, record->value, is_inward);
    if (verdict)
        copse_text_format(out, "%s%s", isnan(record->value) ? "" : ", ", verdict);
}

void copse_isolated_say_history(copse_text *out, const copse_isolated_unit *unit)
{
    static const char *const starts[] = {"flagged on ", "measured again on ", "accepted on ", "acted on "};
    bool is_inward = false;
    size_t n = 0;
    copse_text_clear(out);
    for (size_t i = 0; i < unit->n_history; i++) {
        const copse_unit_record *record = &unit->history[i];
        char day[COPSE_FIGURE_SIZE];
        if (record->kind == COPSE_UNIT_ACCEPTED)
            continue; /* stands in a line of its own */
        copse_figure_day(day, record->on);
        copse_text_format(out, "%s%s%s", n++ > 0 ? "; " : "", starts[record->kind], day);
        if (record->kind == COPSE_UNIT_FLAGGED) {
            is_inward = record->text &&
                        strcmp(record->text, copse_isolation_kind_name(COPSE_ISOLATION_INWARD)) == 0;
            say_flag(out, record, is_inward);
        } else if (record->kind == COPSE_UNIT_MEASURED) {
            say_measure(out, record, is_inward);
        } else if (record->text) {
            copse_text_format(out, ": %s", record->text);
        }
    }
}

/* A figure of an inward unit is of another kind: what came before is not in one line with it. */
static bool begins_anew(const copse_unit_record *record, bool *is_inward)
{
    bool was = *is_inward;
    if (record->kind == COPSE_UNIT_FLAGGED)
        *is_inward = record->text && strcmp(record->text, copse_isolation_kind_name(COPSE_ISOLATION_INWARD)) == 0;
    return *is_inward != was;
}

void copse_isolated_draw_history(copse_text *out, const copse_isolated_unit *unit)
{
    double values[COPSE_MOST_DRAWN];
    size_t n = 0;
    bool is_inward = false;
    copse_text_clear(out);
    for (size_t i = 0; i < unit->n_history; i++) {
        n = begins_anew(&unit->history[i], &is_inward) ? 0 : n;
        if (isnan(unit->history[i].value))
            continue;
        if (n == COPSE_MOST_DRAWN)
            memmove(values, values + 1, --n * sizeof values[0]);
        values[n++] = unit->history[i].value;
    }
    if (n > 1)
        copse_draw_trend(out, values, n);
}
