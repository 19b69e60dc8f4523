/*
 * Whom a CoP's contact text names.
 *
 * A contact is free text: "Jane Doe, jane.doe@trust.example, bleep 1234". A key,
 * mail or name of a member in it would pass by what they agreed to. All texts
 * are taken as sets of words, so that "Doe, Jane" and "jane.doe@" are both Jane
 * Doe: every run of up to MAX_WORDS words of a contact is kept in a map, sorted,
 * and each member is looked up in it. Hiding a contact too many is the safe side.
 */
#include "network/network_internal.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_WORDS = 8, SHORT_BYTES = 3, SHORT_DIGITS = 5 };

/* The words of a folded text: runs of letters and digits. */
typedef struct words {
    char *text; /* owned, cut into words */
    size_t n, capacity;
    const char **word;
} words;

static void free_words(words *w)
{
    copse_memory_free(w->text);
    copse_memory_free(w->word);
    *w = (words){0};
}

/* Bytes above ASCII belong to letters here: better one word too long than a name cut in two. */
static bool is_in_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c > 0x7f;
}

/* Empty and ill-formed text has no words. */
static copse_status split(words *out, const char *text, copse_error *err)
{
    words w = {0};
    *out = w;
    if (!text || text[0] == '\0')
        return COPSE_OK;
    copse_status st = copse_text_fold(&w.text, text, NULL);
    if (st != COPSE_OK)
        return st == COPSE_E_NOMEM ? copse_error_nomem(err) : COPSE_OK;
    for (char *at = w.text; *at;) {
        if (!is_in_word(*at)) {
            *at++ = '\0';
            continue;
        }
        if (!copse_memory_grow((void **)&w.word, &w.capacity, w.n, sizeof *w.word)) {
            free_words(&w);
            return copse_error_nomem(err);
        }
        w.word[w.n++] = at;
        while (*at && is_in_word(*at))
            at++;
    }
    *out = w;
    return COPSE_OK;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The words in order of the alphabet, one space between: the same for "doe jane" and "jane doe". */
static const char *phrase_of(copse_text *phrase, const char *const *word, size_t n)
{
    const char *sorted[MAX_WORDS];
    copse_text_clear(phrase);
    memcpy(sorted, word, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, by_text);
    for (size_t i = 0; i < n; i++) {
        copse_text_append(phrase, i > 0 ? " " : "");
        copse_text_append(phrase, sorted[i]);
    }
    return phrase->bytes;
}

/* ---- phrases of all contacts ---- */

typedef struct phrases {
    const copse_network *net;
    copse_map *first; /* phrase -> its first use */
    size_t n, capacity;
    struct use {
        int32_t community;
        bool is_all;  /* the contact has no other word */
        int64_t next; /* the next use of the same phrase, or -1 */
    } * uses;
    copse_text text;   /* a phrase while it is made */
    copse_pairs found; /* community, member */
} phrases;

static copse_status add_phrase(phrases *p, size_t community, const char *const *word, size_t n,
                               bool is_all, copse_error *err)
{
    const char *phrase = phrase_of(&p->text, word, n);
    if (p->text.failed ||
        !copse_memory_grow((void **)&p->uses, &p->capacity, p->n, sizeof *p->uses))
        return copse_error_nomem(err);
    p->uses[p->n] = (struct use){(int32_t)community, is_all, copse_map_get(p->first, phrase, -1)};
    if (!copse_map_set(p->first, phrase, (int64_t)p->n))
        return copse_error_nomem(err);
    p->n++;
    return COPSE_OK;
}

static copse_status add_contact(phrases *p, size_t community, copse_error *err)
{
    words w;
    copse_status st = split(&w, p->net->facts->communities[community].contact, err);
    for (size_t from = 0; st == COPSE_OK && from < w.n; from++)
        for (size_t n = 1; st == COPSE_OK && n <= MAX_WORDS && from + n <= w.n; n++)
            st = add_phrase(p, community, w.word + from, n, n == w.n, err);
    free_words(&w);
    return st;
}

/* ---- members in them ---- */

/* "Li" or "12" inside a longer text is more likely something else; alone it is the person. */
static bool is_short(const words *w)
{
    if (w->n != 1)
        return false;
    size_t length = strlen(w->word[0]);
    bool is_number = strspn(w->word[0], "0123456789") == length;
    return length < (is_number ? SHORT_DIGITS : SHORT_BYTES);
}

static copse_status look_up(phrases *p, size_t member, const words *w, copse_error *err)
{
    if (w->n == 0 || w->n > MAX_WORDS)
        return COPSE_OK;
    const char *phrase = phrase_of(&p->text, w->word, w->n);
    if (p->text.failed)
        return copse_error_nomem(err);
    for (int64_t at = copse_map_get(p->first, phrase, -1); at >= 0; at = p->uses[at].next)
        if (p->uses[at].is_all || !is_short(w))
            copse_pairs_add(&p->found, p->uses[at].community, (copse_index)member, 1.0);
    return COPSE_OK;
}

static copse_status look_up_member(phrases *p, size_t member, copse_error *err)
{
    const copse_fact_member *m = &p->net->facts->members[member];
    const char *const texts[] = {m->key, m->mail, m->name};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        words w;
        copse_status st = split(&w, texts[i], err);
        if (st == COPSE_OK)
            st = look_up(p, member, &w, err);
        if (st == COPSE_OK && texts[i] == m->name && w.n > 2) {
            /* Jane Alice Doe signs as Jane Doe. */
            const char *first_and_last[] = {w.word[0], w.word[w.n - 1]};
            st = look_up(p, member, &(words){.n = 2, .word = first_and_last}, err);
        }
        free_words(&w);
        if (st != COPSE_OK)
            return st;
    }
    return COPSE_OK;
}

copse_status copse_network_build_contacts(copse_network *net, copse_error *err)
{
    const copse_facts *f = net->facts;
    phrases p = {.net = net, .first = copse_map_new()};
    copse_status st = p.first ? COPSE_OK : copse_error_nomem(err);
    for (size_t c = 0; st == COPSE_OK && c < f->n_communities; c++)
        st = add_contact(&p, c, err);
    /* Who objected is looked for as well: their name least of all may stand in an answer. */
    for (size_t m = 0; st == COPSE_OK && p.n > 0 && m < f->n_members; m++)
        st = look_up_member(&p, m, err);
    if (st == COPSE_OK)
        st = copse_pairs_to_incidence(&net->contact_members, NULL, &p.found, f->n_communities,
                                      f->n_members, false, err);
    copse_map_free(p.first);
    copse_memory_free(p.uses);
    copse_text_free(&p.text);
    copse_pairs_free(&p.found);
    return st;
}
