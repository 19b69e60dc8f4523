/* Keys in command lines: they come from files, and may hold whatever a shell would run. */
#include "question/ledger.h"

#include <string.h>

#include "base/text.h"

const char *copse_ledger_word(const char *key, copse_arena *arena)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
    copse_text said = COPSE_TEXT_INIT;
    bool is_plain = key[0] && key[0] != '-' && key[strspn(key, plain)] == '\0';
    copse_text_append(&said, is_plain ? key : "'");
    for (const char *at = key; !is_plain && *at; at++)
        copse_text_append_bytes(&said, *at == '\'' ? "'\\''" : at, *at == '\'' ? 4 : 1);
    copse_text_append(&said, is_plain ? "" : "'");
    const char *kept = said.failed ? NULL : copse_arena_copy(arena, copse_text_get(&said));
    copse_text_free(&said);
    return kept;
}
