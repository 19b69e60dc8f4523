/* The words of a mapping, one after the other, and what is said where they are wrong. */
#include "store/map_internal.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* ---- telling ---- */

copse_status copse_map_fail_at(const copse_map_reader *m, int64_t line, int64_t column,
                               const char *next, copse_error *err, const char *format, ...)
{
    char where[300], what[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    copse_text_clean(what);
    if (column > 0)
        snprintf(where, sizeof where, "%s:%lld:%lld", m->label, (long long)line, (long long)column);
    else
        snprintf(where, sizeof where, "%s:%lld", m->label, (long long)line);
    return copse_error_set(err, COPSE_E_DATA, where, next, "%s", what);
}

/* Of the word in hand, or behind the last one. */
#define COPSE_MAP_FAIL(m, next, err, ...)                                                          \
    copse_map_fail_at(m, (m)->line.number, copse_map_place(m), next, err, __VA_ARGS__)

int64_t copse_map_place(const copse_map_reader *m)
{
    if (m->at < m->line.n)
        return m->line.words[m->at].column;
    const copse_map_word *last = &m->line.words[m->line.n - 1];
    return last->column + (int64_t)strlen(last->text) + 1;
}

/* ---- words ---- */

const copse_map_word *copse_map_peek(const copse_map_reader *m)
{
    return m->at < m->line.n ? &m->line.words[m->at] : NULL;
}

/* Whether the next word is this keyword; it is then passed. */
bool copse_map_passes(copse_map_reader *m, const char *keyword)
{
    const copse_map_word *word = copse_map_peek(m);
    if (!word || word->is_quoted || strcmp(word->text, keyword) != 0)
        return false;
    m->at++;
    return true;
}

/* A value or the name of a column. @param what  it is, for the message */
copse_status copse_map_read_text(const char **out, copse_map_reader *m, const char *what,
                                 copse_error *err)
{
    const copse_map_word *word = copse_map_peek(m);
    if (!word ||
        (!word->is_quoted && (strcmp(word->text, "<-") == 0 || strcmp(word->text, "=") == 0 ||
                              strcmp(word->text, "+") == 0)))
        return COPSE_MAP_FAIL(m, "see docs/import.md for how a mapping is written", err,
                              "%s is missing", what);
    *out = copse_arena_copy(m->arena, word->text);
    m->at++;
    return *out ? COPSE_OK : copse_error_nomem(err);
}

copse_status copse_map_expect(copse_map_reader *m, const char *keyword, const char *next,
                              copse_error *err)
{
    const copse_map_word *word = copse_map_peek(m);
    if (copse_map_passes(m, keyword))
        return COPSE_OK;
    return word ? COPSE_MAP_FAIL(m, next, err, "'%s' stands where '%s' is expected", word->text,
                                 keyword)
                : COPSE_MAP_FAIL(m, next, err, "'%s' is missing", keyword);
}

/* ---- columns of the file ---- */

/*
 * A name that is meant to the letter, as the pattern that it is: what patterns
 * give a meaning is punctuation, which does not count in names.
 */
static char *literal(copse_arena *arena, const char *name)
{
    char *pattern = copse_arena_copy(arena, name);
    for (char *at = pattern; at && *at; at++)
        if (strchr("*|+", *at))
            *at = ' ';
    return pattern;
}

copse_status copse_map_read_column(const char **out, copse_map_reader *m, copse_error *err)
{
    copse_map_draft *s = m->section;
    const char *name;
    const int64_t column = copse_map_place(m);
    copse_status st = copse_map_read_text(&name, m, "the name of a column", err);
    if (st != COPSE_OK)
        return st;
    if (!copse_memory_grow((void **)&s->columns, &s->column_capacity, s->n_columns,
                           sizeof *s->columns))
        return copse_error_nomem(err);
    s->columns[s->n_columns++] = (copse_map_column){name, m->line.number, column};
    *out = literal(m->arena, name);
    return *out ? COPSE_OK : copse_error_nomem(err);
}
