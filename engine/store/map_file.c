/* Reading a mapping file: see map_file.h for what one looks like. */
#include "store/map_file.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "store/cell.h"
#include "store/map_words.h"

enum {
    MAP_BYTES = 1024 * 1024,
    PART_COLUMNS = 16 /* at least as many as the widest table has */
};

/* A part that is being read. */
typedef struct part {
    copse_kind_part made;
    const copse_format_table *format;
    copse_kind_column columns[PART_COLUMNS];
    int64_t line;
} part;

/* A section that is being read. */
typedef struct section {
    const char *pattern, *group;
    int64_t line;
    const copse_kind *known;
    part parts[COPSE_KIND_PARTS];
    size_t n_parts;
    copse_kind_identifier identifiers[COPSE_KIND_IDENTIFIERS];
    size_t n_identifiers;
    copse_map_column *columns;
    size_t n_columns, column_capacity;
} section;

typedef struct map_reader {
    const char *label; /* of the mapping file */
    copse_arena *arena;
    section *section; /* NULL: none has begun */
    copse_map_section *sections;
    size_t n_sections, section_capacity;
    copse_map_line line;
    size_t at; /* the next word */
} map_reader;

/* ---- telling ---- */

static copse_status fail_at(const map_reader *m, int64_t line, int64_t column, const char *next,
                            copse_error *err, const char *format, ...) COPSE_PRINTF(6, 7);

static copse_status fail_at(const map_reader *m, int64_t line, int64_t column, const char *next,
                            copse_error *err, const char *format, ...)
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
#define FAIL(m, next, err, ...) fail_at(m, (m)->line.number, place(m), next, err, __VA_ARGS__)

static int64_t place(const map_reader *m)
{
    if (m->at < m->line.n)
        return m->line.words[m->at].column;
    const copse_map_word *last = &m->line.words[m->line.n - 1];
    return last->column + (int64_t)strlen(last->text) + 1;
}

/* ---- words ---- */

static const copse_map_word *peek(const map_reader *m)
{
    return m->at < m->line.n ? &m->line.words[m->at] : NULL;
}

/* Whether the next word is this keyword; it is then passed. */
static bool passes(map_reader *m, const char *keyword)
{
    const copse_map_word *word = peek(m);
    if (!word || word->is_quoted || strcmp(word->text, keyword) != 0)
        return false;
    m->at++;
    return true;
}

/* A value or the name of a column. @param what  it is, for the message */
static copse_status read_text(const char **out, map_reader *m, const char *what, copse_error *err)
{
    const copse_map_word *word = peek(m);
    if (!word || (!word->is_quoted && (strcmp(word->text, "<-") == 0 || strcmp(word->text, "=") == 0 ||
                                       strcmp(word->text, "+") == 0)))
        return FAIL(m, "see docs/import.md for how a mapping is written", err, "%s is missing", what);
    *out = copse_arena_copy(m->arena, word->text);
    m->at++;
    return *out ? COPSE_OK : copse_error_nomem(err);
}

static copse_status expect(map_reader *m, const char *keyword, const char *next, copse_error *err)
{
    const copse_map_word *word = peek(m);
    if (passes(m, keyword))
        return COPSE_OK;
    return word ? FAIL(m, next, err, "'%s' stands where '%s' is expected", word->text, keyword)
                : FAIL(m, next, err, "'%s' is missing", keyword);
}

static copse_status expect_end(map_reader *m, copse_error *err)
{
    const copse_map_word *word = peek(m);
    return word ? FAIL(m, "put a name with blanks in it in quotes", err, "'%s' is too much", word->text)
                : COPSE_OK;
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

static copse_status read_column(const char **out, map_reader *m, copse_error *err)
{
    section *s = m->section;
    const char *name;
    const int64_t column = place(m);
    copse_status st = read_text(&name, m, "the name of a column", err);
    if (st != COPSE_OK)
        return st;
    if (!copse_memory_grow((void **)&s->columns, &s->column_capacity, s->n_columns, sizeof *s->columns))
        return copse_error_nomem(err);
    s->columns[s->n_columns++] = (copse_map_column){name, m->line.number, column};
    *out = literal(m->arena, name);
    return *out ? COPSE_OK : copse_error_nomem(err);
}

/* One column, or several with + between. @param[out] n  how many */
static copse_status read_columns(const char **out, size_t *n, map_reader *m, copse_error *err)
{
    const char *next;
    copse_status st = read_column(out, m, err);
    for (*n = 1; st == COPSE_OK && passes(m, "+"); ++*n) {
        if (*n == COPSE_KIND_LEVELS)
            return FAIL(m, "join fewer of them", err, "more than eight columns are joined");
        st = read_column(&next, m, err);
        if (st == COPSE_OK && !(*out = copse_arena_format(m->arena, "%s+%s", *out, next)))
            st = copse_error_nomem(err);
    }
    return st;
}

/* ---- statements of a section ---- */

static copse_status finish_section(map_reader *m, copse_error *err);

static copse_status begin_section(map_reader *m, const char *pattern, copse_error *err)
{
    m->section = copse_arena_take(m->arena, 1, sizeof *m->section);
    if (!m->section)
        return copse_error_nomem(err);
    m->section->pattern = pattern;
    m->section->line = m->line.number;
    return COPSE_OK;
}

static copse_status read_file(map_reader *m, copse_error *err)
{
    const char *pattern;
    copse_status st = m->section ? finish_section(m, err) : COPSE_OK;
    if (st == COPSE_OK)
        st = read_text(&pattern, m, "the name of the file", err);
    return st == COPSE_OK ? begin_section(m, pattern, err) : st;
}

static copse_status read_kind(map_reader *m, copse_error *err)
{
    const char *name;
    const copse_map_word *word = peek(m);
    if (m->section->known || m->section->n_parts > 0)
        return FAIL(m, "remove the kind, or the tables", err, "a file has one kind, or tables of its own");
    copse_status st = read_text(&name, m, "the kind", err);
    if (st != COPSE_OK)
        return st;
    m->section->known = copse_store_kind_find(name);
    if (m->section->known)
        return COPSE_OK;
    char next[256];
    copse_store_kind_list(next, sizeof next);
    m->at--;
    return FAIL(m, next, err, "there is no kind '%s'", word->text);
}

static copse_status read_group(map_reader *m, copse_error *err)
{
    copse_status st = expect(m, "=", "write group = \"Wound care\"", err);
    return st == COPSE_OK ? read_text(&m->section->group, m, "the group's name", err) : st;
}

static copse_status read_who(map_reader *m, copse_error *err)
{
    section *s = m->section;
    copse_kind_identifier *who = &s->identifiers[s->n_identifiers];
    if (s->n_identifiers == COPSE_KIND_IDENTIFIERS)
        return FAIL(m, "leave some out", err, "there are more than eight of these");
    copse_status st = read_text(&who->system, m, "what the identifier is", err);
    if (st == COPSE_OK)
        st = expect(m, "<-", "write who mail <- Email", err);
    if (st == COPSE_OK)
        st = read_column(&who->names, m, err);
    s->n_identifiers += st == COPSE_OK;
    return st;
}

static copse_status finish_table(const map_reader *m, copse_error *err)
{
    const part *p = m->section->n_parts > 0 ? &m->section->parts[m->section->n_parts - 1] : NULL;
    for (size_t c = 0; p && c < p->format->n_columns; c++) {
        bool is_there = !p->format->columns[c].is_required;
        for (size_t i = 0; i < p->made.n_columns && !is_there; i++)
            is_there = strcmp(p->columns[i].target, p->format->columns[c].name) == 0;
        if (!is_there)
            return fail_at(m, p->line, 0, "say what fills it", err, "nothing fills %s of table %s",
                           p->format->columns[c].name, p->format->stem);
    }
    return COPSE_OK;
}

static void list_tables(char *next, size_t size)
{
    size_t n;
    const copse_format_table *all = copse_store_format(&n);
    snprintf(next, size, "use one of");
    for (size_t i = 0; i < n; i++) {
        size_t used = strlen(next);
        snprintf(next + used, size - used, "%s %s", i > 0 ? "," : "", all[i].stem);
    }
}

static copse_status read_table(map_reader *m, copse_error *err)
{
    section *s = m->section;
    const char *name;
    copse_status st = finish_table(m, err);
    if (st == COPSE_OK && s->known)
        return FAIL(m, "remove the kind, or the tables", err, "a file has one kind, or tables of its own");
    if (st == COPSE_OK)
        st = read_text(&name, m, "the table", err);
    if (st != COPSE_OK)
        return st;
    const copse_format_table *format = copse_store_format_find(name);
    m->at--;
    if (!format) {
        char next[256];
        list_tables(next, sizeof next);
        return FAIL(m, next, err, "there is no table '%s'", name);
    }
    for (size_t i = 0; i < s->n_parts; i++)
        if (s->parts[i].format == format)
            return FAIL(m, "put all of it in one place", err, "table %s comes a second time", format->stem);
    if (s->n_parts == COPSE_KIND_PARTS - 1)
        return FAIL(m, "split the file in two", err, "a file fills more than seven tables");
    m->at++;
    s->parts[s->n_parts++] =
        (part){.made = {.table = format->stem}, .format = format, .line = m->line.number};
    return COPSE_OK;
}

/* ---- what fills a column ---- */

static copse_status read_constant(copse_kind_column *column, map_reader *m, const copse_format_column *target,
                                  copse_error *err)
{
    copse_text what = COPSE_TEXT_INIT, next = COPSE_TEXT_INIT;
    copse_cell cell;
    copse_status st = read_text(&column->names, m, "the value", err);
    if (st != COPSE_OK)
        return st;
    column->make = COPSE_MAKE_CONSTANT;
    if (!copse_store_read_cell(&cell, target, column->names, false, &what, &next)) {
        m->at--;
        st = FAIL(m, copse_text_get(&next), err, "%s", copse_text_get(&what));
    }
    copse_text_free(&what);
    copse_text_free(&next);
    return st;
}

static copse_status read_split(map_reader *m, part *p, copse_error *err)
{
    if (!passes(m, "split"))
        return COPSE_OK;
    return read_text(&p->made.separators, m, "what separates the items", err);
}

/* A table has one list; its key and its name may both be made of the items. */
static copse_status read_items(copse_kind_column *column, map_reader *m, part *p, copse_error *err)
{
    size_t n;
    const char *of;
    const size_t began = m->at;
    copse_status st = read_columns(&of, &n, m, err);
    if (st == COPSE_OK && p->made.of && strcmp(p->made.of, of) != 0)
        return m->at = began, FAIL(m, "one list of a table at a time", err, "table %s has another list already",
                                   p->format->stem);
    if (st == COPSE_OK)
        st = read_split(m, p, err);
    p->made.of = of;
    p->made.axis = COPSE_EACH_ITEM;
    column->make = COPSE_MAKE_ITEM;
    return st;
}

static copse_status read_source(copse_kind_column *column, map_reader *m, part *p,
                                const copse_format_column *target, copse_error *err)
{
    size_t n;
    if (passes(m, "who")) {
        column->make = COPSE_MAKE_MEMBER;
        bool is_member = strcmp(target->name, "member_id") == 0;
        m->at--;
        if (!is_member)
            return FAIL(m, "only member_id is who a row is of", err, "%s is nobody", target->name);
        if (m->section->n_identifiers == 0)
            return FAIL(m, "write who mail <- Email above the tables", err, "nothing says who a row is of");
        m->at++;
        return COPSE_OK;
    }
    column->is_last_day = passes(m, "last");
    if (column->is_last_day && target->kind != COPSE_CELL_DAY)
        return m->at--, FAIL(m, "remove 'last'", err, "%s is no day", target->name);
    column->is_name = passes(m, "named");
    if (column->is_name && target->kind != COPSE_CELL_KEY && target->kind != COPSE_CELL_REFERENCE)
        return m->at--, FAIL(m, "remove 'named'", err, "%s is no key", target->name);
    if (passes(m, "each"))
        return read_items(column, m, p, err);
    copse_status st = read_columns(&column->names, &n, m, err);
    column->make = n > 1 ? COPSE_MAKE_JOINED : COPSE_MAKE_CELL;
    return st;
}

static void list_columns(char *next, size_t size, const copse_format_table *format)
{
    snprintf(next, size, "it has");
    for (size_t c = 0; c < format->n_columns; c++) {
        size_t used = strlen(next);
        snprintf(next + used, size - used, "%s %s", c > 0 ? "," : "", format->columns[c].name);
    }
}

static copse_status read_target(map_reader *m, copse_error *err)
{
    section *s = m->section;
    part *p = &s->parts[s->n_parts - 1];
    const char *name = peek(m)->text;
    int target = copse_store_format_column(p->format, name);
    if (target < 0) {
        char next[256];
        list_columns(next, sizeof next, p->format);
        return FAIL(m, next, err, "table %s has no column '%s'", p->format->stem, name);
    }
    const copse_format_column *format = &p->format->columns[target];
    for (size_t i = 0; i < p->made.n_columns; i++)
        if (strcmp(p->columns[i].target, format->name) == 0)
            return FAIL(m, "remove one of the two", err, "%s is filled a second time", format->name);
    m->at++;
    copse_kind_column *column = &p->columns[p->made.n_columns];
    *column = (copse_kind_column){.target = format->name};
    copse_status st;
    if (passes(m, "="))
        st = read_constant(column, m, format, err);
    else if ((st = expect(m, "<-", "write COLUMN <- \"its name in the file\", or COLUMN = VALUE", err)) == COPSE_OK)
        st = read_source(column, m, p, format, err);
    p->made.n_columns += st == COPSE_OK;
    return st;
}

/* ---- the end of a section ---- */

static const copse_kind_column identity_columns[] = {
    {.target = "member_id", .make = COPSE_MAKE_MEMBER},
    {.target = "system", .make = COPSE_MAKE_SYSTEM},
    {.target = "key", .make = COPSE_MAKE_ITEM},
};

static const void *keep(copse_arena *arena, const void *items, size_t n, size_t size)
{
    void *copy = copse_arena_take(arena, n, size);
    if (copy && n > 0)
        memcpy(copy, items, n * size);
    return copy;
}

/* The parts, and with people among them what their identifiers say. */
static copse_status make_kind(copse_kind *kind, map_reader *m, copse_error *err)
{
    section *s = m->section;
    bool has_members = false, has_identities = false;
    copse_kind_part *parts = copse_arena_take(m->arena, s->n_parts + 1, sizeof *parts);
    if (!parts)
        return copse_error_nomem(err);
    for (size_t i = 0; i < s->n_parts; i++) {
        parts[i] = s->parts[i].made;
        parts[i].columns = s->parts[i].columns;
        has_members = has_members || strcmp(parts[i].table, "members") == 0;
        has_identities = has_identities || strcmp(parts[i].table, "identities") == 0;
    }
    kind->n_parts = s->n_parts;
    if (has_members && !has_identities && s->n_identifiers > 0)
        parts[kind->n_parts++] = (copse_kind_part){.table = "identities",
                                                   .axis = COPSE_EACH_IDENTIFIER,
                                                   .columns = identity_columns,
                                                   .n_columns = sizeof identity_columns / sizeof identity_columns[0]};
    kind->parts = parts;
    kind->identifiers = s->identifiers;
    kind->n_identifiers = s->n_identifiers;
    return COPSE_OK;
}

static copse_status finish_section(map_reader *m, copse_error *err)
{
    section *s = m->section;
    copse_map_section made = {.pattern = s->pattern, .line = s->line, .kind = s->known, .group = s->group};
    copse_status st = finish_table(m, err);
    if (st == COPSE_OK && !s->known && s->n_parts == 0 && !s->group)
        st = fail_at(m, s->line, 0, "write 'table members', or 'kind entra-group'", err,
                     "nothing is said of the file '%s'", s->pattern);
    if (st == COPSE_OK && !s->known && s->n_parts > 0) {
        copse_kind *kind = copse_arena_take(m->arena, 1, sizeof *kind);
        if (!kind)
            return copse_error_nomem(err);
        *kind = (copse_kind){.name = "map", .meaning = copse_arena_format(m->arena, "as %s says", m->label)};
        st = kind->meaning ? make_kind(kind, m, err) : copse_error_nomem(err);
        made.kind = kind;
    }
    made.columns = keep(m->arena, s->columns, s->n_columns, sizeof *s->columns);
    made.n_columns = s->n_columns;
    copse_memory_free(s->columns);
    s->columns = NULL;
    m->section = NULL;
    if (st != COPSE_OK)
        return st;
    if (!made.columns || !copse_memory_grow((void **)&m->sections, &m->section_capacity, m->n_sections,
                                            sizeof *m->sections))
        return copse_error_nomem(err);
    m->sections[m->n_sections++] = made;
    return COPSE_OK;
}

/* ---- lines ---- */

static copse_status read_statement(map_reader *m, copse_error *err)
{
    copse_status st;
    if (passes(m, "file"))
        st = read_file(m, err);
    else if (!m->section && (st = begin_section(m, "*", err)) != COPSE_OK)
        return st;
    else if (passes(m, "kind"))
        st = read_kind(m, err);
    else if (passes(m, "group"))
        st = read_group(m, err);
    else if (passes(m, "who"))
        st = read_who(m, err);
    else if (passes(m, "table"))
        st = read_table(m, err);
    else if (m->section->n_parts == 0)
        st = FAIL(m, "begin with file, kind, group, who or table", err, "'%s' belongs to no table", peek(m)->text);
    else
        st = read_target(m, err);
    return st == COPSE_OK ? expect_end(m, err) : st;
}

static copse_status read_line(map_reader *m, char *line, copse_error *err)
{
    int64_t column;
    m->line.number++;
    m->at = 0;
    const char *fault = copse_map_cut(&m->line, line, &column);
    if (fault)
        return fail_at(m, m->line.number, column, "correct the line", err, "%s", fault);
    return m->line.n > 0 ? read_statement(m, err) : COPSE_OK;
}

static copse_status read_lines(map_reader *m, char *text, copse_error *err)
{
    copse_status st = COPSE_OK;
    while (st == COPSE_OK && text) {
        char *end = strchr(text, '\n');
        if (end)
            *end = '\0';
        st = read_line(m, text, err);
        text = end ? end + 1 : NULL;
    }
    if (st == COPSE_OK && m->section)
        st = finish_section(m, err);
    if (st == COPSE_OK && m->n_sections == 0)
        st = fail_at(m, 1, 0, "see docs/import.md for how a mapping is written", err, "the mapping says nothing");
    return st;
}

/* ---- the file ---- */

static copse_status load(copse_text *text, unsigned char *hash, const map_reader *m, const char *path, const copse_context *ctx,
                         copse_error *err)
{
    copse_file_look look = {.bytes = 0};
    copse_decoder *decoder = NULL;
    const char *bytes;
    size_t n = 1;
    if (access(path, F_OK) != 0)
        return copse_error_set(err, COPSE_E_NOT_FOUND, path, "give the path of the mapping file",
                               "there is no such file");
    copse_status st = copse_store_look_at_file(&look, path, ctx, err);
    if (st == COPSE_OK && (look.bad_line > 0 || look.bytes > MAP_BYTES))
        return fail_at(m, look.bad_line > 0 ? look.bad_line : 1, 0, "give a text file", err,
                       look.bad_line > 0 ? "this is not text" : "a mapping of more than a megabyte is none");
    memcpy(hash, look.hash, COPSE_HASH_BYTES);
    if (st == COPSE_OK)
        st = copse_store_decoder_open(&decoder, path, look.encoding, err);
    while (st == COPSE_OK && n > 0) {
        st = copse_store_decoder_read(decoder, &bytes, &n, err);
        if (st == COPSE_OK)
            copse_text_append_bytes(text, bytes, n);
    }
    copse_store_decoder_close(decoder);
    copse_text_append(text, "");
    return st == COPSE_OK && text->failed ? copse_error_nomem(err) : st;
}

copse_status copse_store_read_map(copse_map_sections *out, const char *path, copse_arena *arena,
                                  const copse_context *ctx, copse_error *err)
{
    const char *slash = strrchr(path, '/');
    map_reader m = {.label = slash ? slash + 1 : path, .arena = arena};
    copse_text text = COPSE_TEXT_INIT;
    *out = (copse_map_sections){.n = 0};
    copse_status st = load(&text, out->hash, &m, path, ctx, err);
    if (st == COPSE_OK)
        st = read_lines(&m, text.bytes, err);
    if (st == COPSE_OK) {
        out->items = keep(arena, m.sections, m.n_sections, sizeof *m.sections);
        out->n = m.n_sections;
        st = out->items ? COPSE_OK : copse_error_nomem(err);
    }
    if (m.section)
        copse_memory_free(m.section->columns);
    copse_memory_free(m.sections);
    copse_text_free(&text);
    return st;
}
