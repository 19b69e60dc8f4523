#include "store/map_words.h"

#include <string.h>

/* A word in quotes, in which a quote is written twice. @return past it; NULL: it is not closed */
static char *cut_quoted(copse_map_word *word, char *at)
{
    char *to = ++at;
    word->text = to;
    word->is_quoted = true;
    for (; *at; at++) {
        if (*at == '"' && at[1] != '"') {
            *to = '\0';
            return at + 1;
        }
        at += *at == '"';
        *to++ = *at;
    }
    return NULL;
}

const char *copse_map_cut(copse_map_line *out, char *line, int64_t *column)
{
    char *at = line;
    out->n = 0;
    *column = 0;
    for (;;) {
        at += strspn(at, " \t\r");
        if (*at == '\0' || *at == '#')
            return NULL;
        *column = at - line + 1;
        if (out->n == COPSE_MAP_WORDS)
            return "the line has more than 64 words";
        copse_map_word *word = &out->words[out->n++];
        *word = (copse_map_word){.text = at, .column = *column};
        if (*at == '"') {
            at = cut_quoted(word, at);
            if (!at)
                return "a quote is opened and not closed";
            if (*at != '\0' && !strchr(" \t\r#", *at))
                return "a blank is missing behind the quote";
        } else {
            at += strcspn(at, " \t\r");
            if (*at != '\0')
                *at++ = '\0';
        }
        *column = 0;
    }
}
