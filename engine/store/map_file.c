/* Reading a mapping file: see map_file.h for what one looks like. */
#include "store/map_internal.h"

#include <string.h>
#include <unistd.h>

enum { MAP_BYTES = 1024 * 1024 };

/* ---- statements of a section ---- */

static copse_status finish_section(copse_map_reader *m, copse_error *err);

static copse_status begin_section(copse_map_reader *m, const char *pattern, copse_error *err)
{
    m->section = copse_arena_take(m->arena, 1, sizeof *m->section);
    if (!m->section)
        return copse_error_nomem(err);
    m->section->pattern = pattern;
    m->section->line = m->line.number;
    return COPSE_OK;
}

static copse_status read_file(copse_map_reader *m, copse_error *err)
{
    const char *pattern;
    copse_status st = m->section ? finish_section(m, err) : COPSE_OK;
    if (st == COPSE_OK)
        st = copse_map_read_text(&pattern, m, "the name of the file", err);
    return st == COPSE_OK ? begin_section(m, pattern, err) : st;
}

static copse_status read_kind(copse_map_reader *m, copse_error *err)
{
    const char *name;
    const copse_map_word *word = copse_map_peek(m);
    if (m->section->known || m->section->n_parts > 0)
        return COPSE_MAP_FAIL(m, "remove the kind, or the tables", err,
                              "a file has one kind, or tables of its own");
    copse_status st = copse_map_read_text(&name, m, "the kind", err);
    if (st != COPSE_OK)
        return st;
    m->section->known = copse_store_kind_find(name);
    if (m->section->known)
        return COPSE_OK;
    char next[256];
    copse_store_kind_list(next, sizeof next);
    m->at--;
    return COPSE_MAP_FAIL(m, next, err, "there is no kind '%s'", word->text);
}

static copse_status read_group(copse_map_reader *m, copse_error *err)
{
    copse_status st = copse_map_expect(m, "=", "write group = \"Wound care\"", err);
    return st == COPSE_OK ? copse_map_read_text(&m->section->group, m, "the group's name", err)
                          : st;
}

static copse_status read_who(copse_map_reader *m, copse_error *err)
{
    copse_map_draft *s = m->section;
    copse_kind_identifier *who = &s->identifiers[s->n_identifiers];
    if (s->n_identifiers == COPSE_KIND_IDENTIFIERS)
        return COPSE_MAP_FAIL(m, "leave some out", err, "there are more than eight of these");
    copse_status st = copse_map_read_text(&who->system, m, "what the identifier is", err);
    if (st == COPSE_OK)
        st = copse_map_expect(m, "<-", "write who mail <- Email", err);
    if (st == COPSE_OK)
        st = copse_map_read_column(&who->names, m, err);
    s->n_identifiers += st == COPSE_OK;
    return st;
}

static copse_status expect_end(copse_map_reader *m, copse_error *err)
{
    const copse_map_word *word = copse_map_peek(m);
    return word ? COPSE_MAP_FAIL(m, "put a name with blanks in it in quotes", err,
                                 "'%s' is too much", word->text)
                : COPSE_OK;
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
static copse_status make_kind(copse_kind *kind, copse_map_reader *m, copse_error *err)
{
    copse_map_draft *s = m->section;
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
        parts[kind->n_parts++] =
            (copse_kind_part){.table = "identities",
                              .axis = COPSE_EACH_IDENTIFIER,
                              .columns = identity_columns,
                              .n_columns = sizeof identity_columns / sizeof identity_columns[0]};
    kind->parts = parts;
    kind->identifiers = s->identifiers;
    kind->n_identifiers = s->n_identifiers;
    return COPSE_OK;
}

static copse_status finish_section(copse_map_reader *m, copse_error *err)
{
    copse_map_draft *s = m->section;
    copse_map_section made = {
        .pattern = s->pattern, .line = s->line, .kind = s->known, .group = s->group};
    copse_status st = copse_map_finish_table(m, err);
    if (st == COPSE_OK && !s->known && s->n_parts == 0 && !s->group)
        st = copse_map_fail_at(m, s->line, 0, "write 'table members', or 'kind entra-group'", err,
                               "nothing is said of the file '%s'", s->pattern);
    if (st == COPSE_OK && !s->known && s->n_parts > 0) {
        copse_kind *kind = copse_arena_take(m->arena, 1, sizeof *kind);
        if (!kind)
            return copse_error_nomem(err);
        *kind = (copse_kind){.name = "map",
                             .meaning = copse_arena_format(m->arena, "as %s says", m->label)};
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
    if (!made.columns || !copse_memory_grow((void **)&m->sections, &m->section_capacity,
                                            m->n_sections, sizeof *m->sections))
        return copse_error_nomem(err);
    m->sections[m->n_sections++] = made;
    return COPSE_OK;
}

/* ---- lines ---- */

static copse_status read_statement(copse_map_reader *m, copse_error *err)
{
    copse_status st;
    if (copse_map_passes(m, "file"))
        st = read_file(m, err);
    else if (!m->section && (st = begin_section(m, "*", err)) != COPSE_OK)
        return st;
    else if (copse_map_passes(m, "kind"))
        st = read_kind(m, err);
    else if (copse_map_passes(m, "group"))
        st = read_group(m, err);
    else if (copse_map_passes(m, "who"))
        st = read_who(m, err);
    else if (copse_map_passes(m, "table"))
        st = copse_map_read_table(m, err);
    else if (m->section->n_parts == 0)
        st = COPSE_MAP_FAIL(m, "begin with file, kind, group, who or table", err,
                            "'%s' belongs to no table", copse_map_peek(m)->text);
    else
        st = copse_map_read_target(m, err);
    return st == COPSE_OK ? expect_end(m, err) : st;
}

static copse_status read_line(copse_map_reader *m, char *line, copse_error *err)
{
    int64_t column;
    m->line.number++;
    m->at = 0;
    const char *fault = copse_map_cut(&m->line, line, &column);
    if (fault)
        return copse_map_fail_at(m, m->line.number, column, "correct the line", err, "%s", fault);
    return m->line.n > 0 ? read_statement(m, err) : COPSE_OK;
}

static copse_status read_lines(copse_map_reader *m, char *text, copse_error *err)
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
        st = copse_map_fail_at(m, 1, 0, "see docs/import.md for how a mapping is written", err,
                               "the mapping says nothing");
    return st;
}

/* ---- the file ---- */

static copse_status load(copse_text *text, unsigned char *hash, const copse_map_reader *m,
                         const char *path, const copse_context *ctx, copse_error *err)
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
        return copse_map_fail_at(
            m, look.bad_line > 0 ? look.bad_line : 1, 0, "give a text file", err,
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
    copse_map_reader m = {.label = slash ? slash + 1 : path, .arena = arena};
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
