#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "question/brief.h"

/* printf into the answer's arena; "" when memory ran out. */
static const char *format_text(copse_briefing *b, const char *format, va_list arguments)
{
    char text[1024];
    vsnprintf(text, sizeof text, format, arguments);
    const char *kept = copse_arena_copy(b->arena, text);
    b->failed = b->failed || !kept;
    return kept ? kept : "";
}

copse_brief_line *copse_brief_say(copse_briefing *b, const char *format, ...)
{
    static copse_brief_line nowhere; /* so that callers need not look */
    va_list arguments;
    if (!copse_memory_grow((void **)&b->lines, &b->capacity, b->n_lines, sizeof *b->lines)) {
        b->failed = true;
        return &nowhere;
    }
    copse_brief_line *line = &b->lines[b->n_lines++];
    *line = (copse_brief_line){.day = COPSE_DAY_UNKNOWN};
    va_start(arguments, format);
    line->text = format_text(b, format, arguments);
    va_end(arguments);
    return line;
}

void copse_brief_command(copse_briefing *b, copse_brief_line *line, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    line->command = format_text(b, format, arguments);
    va_end(arguments);
}

static const char *keep(copse_briefing *b, const char *text)
{
    const char *kept = copse_arena_copy(b->arena, text);
    b->failed = b->failed || (text && !kept);
    return kept;
}

void copse_brief_about(copse_briefing *b, copse_brief_line *line, copse_index community, copse_index topic)
{
    const copse_facts *f = b->ledger.net->facts;
    line->community = community == COPSE_NONE ? NULL : keep(b, f->communities[community].key);
    line->topic = topic == COPSE_NONE ? NULL : keep(b, f->topics[topic].key);
}

static const copse_handbook_sentence *sentence_of(const char *id)
{
    for (size_t i = 0; i < copse_handbook_count(); i++)
        if (strcmp(copse_handbook_get(i)->id, id) == 0)
            return copse_handbook_get(i);
    return NULL;
}

void copse_brief_end(copse_briefing *b, const char *sentence, const char *empty, const char *command)
{
    copse_brief_line *lines = copse_arena_take(b->arena, b->n_lines, sizeof *lines);
    if (!lines) {
        b->failed = true;
        return;
    }
    if (b->n_lines > 0)
        memcpy(lines, b->lines, b->n_lines * sizeof *lines);
    b->points[b->n_points++] = (copse_brief_point){.sentence = sentence_of(sentence),
                                                   .n_lines = b->n_lines,
                                                   .lines = lines,
                                                   .empty = b->n_lines > 0 ? NULL : keep(b, empty),
                                                   .empty_command = b->n_lines > 0 ? NULL : keep(b, command)};
    b->n_lines = 0;
}

static const char *keep_said(copse_briefing *b, copse_text *said)
{
    const char *kept = said->failed ? NULL : copse_arena_copy(b->arena, copse_text_get(said));
    copse_text_free(said);
    b->failed = b->failed || !kept;
    return kept ? kept : "";
}

const char *copse_brief_word(copse_briefing *b, const char *key)
{
    const char *word = copse_ledger_word(key, b->arena);
    b->failed = b->failed || !word;
    return word ? word : "";
}

const char *copse_brief_mark(copse_briefing *b)
{
    copse_text said = COPSE_TEXT_INIT;
    bool is_stored = b->project != COPSE_NONE;
    copse_text_append(&said, is_stored ? " --project " : " --topic ");
    copse_text_append(&said, copse_brief_word(b, is_stored ? b->ledger.records->projects[b->project].key
                                 : b->ledger.net->facts->topics[b->topics[0]].key));
    return keep_said(b, &said);
}

const char *copse_brief_subject(copse_briefing *b)
{
    const copse_facts *f = b->ledger.net->facts;
    const copse_brief_options *o = b->options;
    copse_text said = COPSE_TEXT_INIT;
    if (b->project != COPSE_NONE && o->n_topics == 0)
        copse_text_append(&said, copse_brief_mark(b));
    for (size_t i = 0; (b->project == COPSE_NONE || o->n_topics > 0) && i < b->n_topics; i++) {
        copse_text_append(&said, " --topic ");
        copse_text_append(&said, copse_brief_word(b, f->topics[b->topics[i]].key));
    }
    if (o->mode != COPSE_MODE_UNKNOWN)
        copse_text_format(&said, " --mode %s", copse_mode_name(o->mode));
    if (o->site != COPSE_NONE) {
        copse_text_append(&said, " --site ");
        copse_text_append(&said, copse_brief_word(b, f->sites[o->site].key));
    }
    if (o->team != COPSE_NONE) {
        copse_text_append(&said, " --team ");
        copse_text_append(&said, copse_brief_word(b, f->teams[o->team].key));
    }
    return keep_said(b, &said);
}

const char *copse_brief_decide(copse_briefing *b)
{
    copse_text said = COPSE_TEXT_INIT;
    copse_text_format(&said, "copse decide%s", copse_brief_subject(b));
    return keep_said(b, &said);
}

const char *copse_brief_talk(copse_briefing *b, copse_index topic)
{
    copse_text said = COPSE_TEXT_INIT;
    copse_text_append(&said, "copse talk MEMBER --topic ");
    copse_text_append(&said, copse_brief_word(b, b->ledger.net->facts->topics[topic].key));
    return keep_said(b, &said);
}

const char *copse_brief_people(copse_briefing *b, size_t n)
{
    size_t least = b->ledger.ctx->threshold > 0 ? (size_t)b->ledger.ctx->threshold : 1;
    const char *said = n < least ? copse_arena_format(b->arena, "fewer than %zu people", least)
                                 : copse_arena_format(b->arena, "about %zu people", (n + least / 2) / least * least);
    b->failed = b->failed || !said;
    return said ? said : "";
}
