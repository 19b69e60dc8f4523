#include "question/matches.h"

static bool copy_text(const char **out, copse_arena *arena, const char *text)
{
    *out = text && text[0] ? copse_arena_copy(arena, text) : NULL;
    return *out || !text || !text[0];
}

static bool copy_match(copse_topic_match *out, copse_arena *arena, const copse_topic_match *from)
{
    const char **words = copse_arena_take(arena, from->n_words, sizeof *words);
    *out = *from;
    out->words = words;
    if (!words || !copy_text(&out->key, arena, from->key) || !copy_text(&out->name, arena, from->name))
        return false;
    for (size_t j = 0; j < from->n_words; j++)
        if (!copy_text(&words[j], arena, from->words[j]))
            return false;
    return true;
}

bool copse_matches_keep(copse_kept_matches *out, copse_arena *arena, const copse_topic_matches *from)
{
    *out = (copse_kept_matches){0};
    if (!from)
        return true;
    copse_topic_match *topics = copse_arena_take(arena, from->n, sizeof *topics);
    const char **unmatched = copse_arena_take(arena, from->n_unmatched, sizeof *unmatched);
    if (!topics || !unmatched)
        return false;
    for (size_t i = 0; i < from->n; i++)
        if (!copy_match(&topics[i], arena, &from->topics[i]))
            return false;
    for (size_t i = 0; i < from->n_unmatched; i++)
        if (!copy_text(&unmatched[i], arena, from->unmatched[i]))
            return false;
    *out = (copse_kept_matches){from->n, topics, from->n_unmatched, unmatched};
    return true;
}
