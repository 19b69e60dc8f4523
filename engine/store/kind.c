/* Which kind of export a header belongs to. */
#include "store/kind.h"

#include <fnmatch.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

enum { NAME_BYTES = 256 };

/* ---- names ---- */

/* Without case, blanks and punctuation: "User principal name" is userPrincipalName. Bytes above
 * ASCII stay. */
static void plain(char out[NAME_BYTES], const char *text, size_t n, const char *keep)
{
    size_t length = 0;
    for (size_t i = 0; i < n && length + 1 < NAME_BYTES; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c >= 'A' && c <= 'Z')
            c = (unsigned char)(c - 'A' + 'a');
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80 || strchr(keep, c))
            out[length++] = (char)c;
    }
    out[length] = '\0';
}

/* Whether text is the pattern of n bytes; both without what does not count. */
static bool is_like(const char *text, const char *pattern, size_t n)
{
    char name[NAME_BYTES], glob[NAME_BYTES];
    plain(name, text, strlen(text), "");
    plain(glob, pattern, n, "*");
    return name[0] != '\0' && fnmatch(glob, name, 0) == 0;
}

/* The place among alternatives that text is, from 0; -1: it is none. */
static int alternative_of(const char *text, const char *alternatives, size_t n)
{
    const char *at = alternatives, *end = alternatives + n;
    for (int i = 0; at < end; i++) {
        size_t length = strcspn(at, "|");
        if (length > (size_t)(end - at))
            length = (size_t)(end - at);
        if (is_like(text, at, length))
            return i;
        at += length + 1;
    }
    return -1;
}

bool copse_store_kind_is_word(const char *text, const char *words)
{
    return alternative_of(text, words, strlen(words)) >= 0;
}

static int column_of(const char *names, size_t length, const char *const *header, size_t n)
{
    int best = -1, best_place = 0;
    for (size_t i = 0; i < n; i++) {
        int place = alternative_of(header[i], names, length);
        if (place >= 0 && (best < 0 || place < best_place)) {
            best = (int)i;
            best_place = place;
        }
    }
    return best;
}

int copse_store_kind_column(const char *names, const char *const *header, size_t n)
{
    return column_of(names, strlen(names), header, n);
}

/* ---- kinds ---- */

const copse_kind *copse_store_kind_find(const char *name)
{
    const copse_kind *kind;
    for (size_t i = 0; (kind = copse_store_kind_at(i)) != NULL; i++)
        if (strcmp(kind->name, name) == 0)
            return kind;
    return NULL;
}

void copse_store_kind_list(char *out, size_t size)
{
    const copse_kind *kind;
    snprintf(out, size, "use one of");
    for (size_t i = 0; (kind = copse_store_kind_at(i)) != NULL; i++) {
        size_t used = strlen(out);
        snprintf(out + used, size - used, "%s %s", i > 0 ? "," : "", kind->name);
    }
}

/* How many columns of a signature the header has; 0 unless it has all of them. */
static int count_signature(const char *signature, const char *const *header, size_t n)
{
    int count = 0;
    for (const char *at = signature;; at++) {
        size_t length = strcspn(at, "+");
        if (column_of(at, length, header, n) < 0)
            return 0;
        count++;
        at += length;
        if (*at == '\0')
            return count;
    }
}

static int best_signature(const copse_kind *kind, const char *const *header, size_t n)
{
    int best = 0;
    if (kind->most_columns > 0 && n > kind->most_columns)
        return 0;
    for (size_t i = 0;
         i < sizeof kind->signatures / sizeof kind->signatures[0] && kind->signatures[i]; i++) {
        int count = count_signature(kind->signatures[i], header, n);
        best = count > best ? count : best;
    }
    return best;
}

const copse_kind *copse_store_kind_guess(const copse_kind **other, const char *const *header,
                                         size_t n)
{
    const copse_kind *kind, *best = NULL;
    int best_count = 0;
    *other = NULL;
    for (size_t i = 0; (kind = copse_store_kind_at(i)) != NULL; i++) {
        int count = best_signature(kind, header, n);
        if (count > best_count) {
            best = kind;
            best_count = count;
            *other = NULL;
        } else if (count > 0 && count == best_count) {
            *other = kind;
        }
    }
    return best;
}
