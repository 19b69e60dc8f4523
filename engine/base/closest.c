/* "Did you mean…", one measure of closeness for commands, options, keys and names. */
#include "base/text.h"

#include <string.h>

int copse_text_tolerance(const char *word)
{
    size_t slips = (strlen(word) + 1) / 4;
    return slips < 1 ? 1 : slips > 4 ? 4 : (int)slips;
}

const char *copse_closest_word(const char *word, const char *const *words, size_t n)
{
    size_t length = strlen(word);
    if (length < 2)
        return NULL;

    const char *closest = NULL, *begun = NULL;
    int least = copse_text_tolerance(word) + 1;
    for (size_t i = 0; i < n; i++) {
        int distance = copse_text_distance(word, words[i], least);
        if (distance < least) {
            least = distance;
            closest = words[i];
        }
        if (!begun && strncmp(word, words[i], length) == 0)
            begun = words[i];
    }
    return closest ? closest : begun;
}
