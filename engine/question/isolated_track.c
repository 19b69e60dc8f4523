/* What became of isolated units: what was recorded of each, and what is to be recorded of an answer. */
#include "question/isolated.h"

#include <math.h>
#include <string.h>

static int compare(const copse_unit_record *record, copse_level level, const char *unit)
{
    int by_level = strcmp(copse_level_name(record->level), copse_level_name(level));
    return by_level != 0 ? by_level : strcmp(record->unit, unit);
}

/* The first row of a unit, or where it would stand. */
static size_t find_first(const copse_unit_records *records, copse_level level, const char *unit)
{
    size_t low = 0, high = records ? records->n : 0;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare(&records->rows[middle], level, unit) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool copse_isolated_remember(copse_isolated_unit *unit, copse_level level, const copse_unit_records *records,
                             copse_arena *arena)
{
    size_t first = find_first(records, level, unit->key), n = 0;
    while (records && first + n < records->n && compare(&records->rows[first + n], level, unit->key) == 0)
        n++;
    copse_unit_record *history = copse_arena_take(arena, n, sizeof *history);
    if (!history)
        return false;
    for (size_t i = 0; i < n; i++) {
        history[i] = records->rows[first + i];
        history[i].unit = unit->key;
        history[i].text = copse_arena_copy(arena, records->rows[first + i].text);
        if (!history[i].text && records->rows[first + i].text)
            return false;
        if (history[i].kind == COPSE_UNIT_ACCEPTED)
            unit->accepted = history[i].text;
    }
    unit->history = history;
    unit->n_history = n;
    return true;
}

/* ---- what is to be recorded ---- */

static const copse_unit_record *flag_of(const copse_isolated_unit *unit)
{
    for (size_t i = 0; i < unit->n_history; i++)
        if (unit->history[i].kind == COPSE_UNIT_FLAGGED)
            return &unit->history[i];
    return NULL;
}

/* What a flag of that kind is about. */
static double figure_of(const copse_isolated_unit *unit, const char *kind)
{
    if (kind && strcmp(kind, copse_isolation_kind_name(COPSE_ISOLATION_INWARD)) == 0)
        return unit->overlap;
    if (kind && strcmp(kind, copse_isolation_kind_name(COPSE_ISOLATION_QUIET)) == 0)
        return unit->ties.mean;
    return unit->seats.mean;
}

static bool is_to_be_flagged(const copse_isolated_unit *unit)
{
    return unit->verdict == COPSE_ISOLATION_CONFIRMED && !unit->accepted;
}

copse_status copse_question_isolated_track(const copse_unit_record **out, size_t *n_out,
                                           const copse_isolated_answer *answer, copse_error *err)
{
    copse_unit_record *rows = copse_arena_take(answer->arena, answer->n_units, sizeof *rows);
    size_t n = 0;
    *out = NULL;
    *n_out = 0;
    if (!rows)
        return copse_error_nomem(err);
    for (size_t i = 0; i < answer->n_units; i++) {
        const copse_isolated_unit *unit = &answer->units[i];
        const copse_unit_record *flag = flag_of(unit);
        copse_unit_record row = {.level = answer->level, .unit = unit->key, .on = answer->head.as_of};
        /* A flag of this very day is put anew: it was not measured again, only looked at twice. */
        bool is_flag = is_to_be_flagged(unit) && (!flag || flag->on == answer->head.as_of);
        if (!is_flag && !flag)
            continue;
        row.kind = is_flag ? COPSE_UNIT_FLAGGED : COPSE_UNIT_MEASURED;
        row.text = is_flag ? copse_isolation_kind_name(unit->kind) : copse_isolation_verdict_name(unit->verdict);
        row.value = figure_of(unit, is_flag ? row.text : flag->text);
        rows[n++] = row;
    }
    *out = rows;
    *n_out = n;
    return COPSE_OK;
}
