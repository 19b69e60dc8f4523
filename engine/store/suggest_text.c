/*
 * Topics of communities, from their names and descriptions.
 *
 * What tells: the name holds the topic whole (Stroke Rehabilitation Network:
 * Rehabilitation), the topic holds the name whole (SIG Windows: windows-gmsa),
 * the description holds the topic word by word, the one word of the name
 * stands inside a word of the topic (etcd: jetcd), the name holds the topic's
 * initials (EPR users: Electronic patient record). Half a match tells nothing:
 * tried on three organisations, it was wrong more often than right.
 *
 * The words of a name are those that tell it from others: not what groups are
 * called (network, forum), nor what many names here have. A single word in a
 * description tells only where few communities mention it.
 */
#include "store/suggest.h"

#include <stdlib.h>
#include <string.h>

enum {
    COMMON_NAMES = 3, /* a word in more names than this … */
    COMMON_SHARE = 7, /* … and in more than one of so many tells no two apart */
    RARE_SHARE =
        12, /* a single word counts in a description when at most one of so many mentions it */
    LEAST_INSIDE = 4, /* letters of a name that may stand inside a word */
    LEAST_INITIALS = 3,
    MOST_OF_NAME = 12 /* topics proposed because they hold a name: those that add least to it */
};

typedef struct community {
    int64_t id, name, description; /* places of its texts */
} community;

typedef struct matching {
    copse_suggest_run *run;
    copse_terms terms;
    copse_phrases phrases;
    community *communities;
    size_t n_communities, capacity;
    int32_t *in_names,
        *in_texts;       /* [n_terms] communities whose name, or name or description, has it */
    int32_t *matched;    /* [n phrases] distinct words found in the name at hand; all 0 between */
    int32_t *touched;    /* [n phrases] those that are not 0 */
    copse_map *initials; /* of phrases -> its topic; 0 where several have them */
} matching;

static void matching_free(matching *m)
{
    copse_terms_close(&m->terms);
    copse_phrases_free(&m->phrases);
    copse_memory_free(m->communities);
    copse_memory_free(m->in_names);
    copse_memory_free(m->in_texts);
    copse_memory_free(m->matched);
    copse_memory_free(m->touched);
    copse_map_free(m->initials);
}

/* ---- what is there ---- */

static copse_status collect_communities(matching *m, copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    bool has_row = true;
    copse_status st =
        copse_store_prepare(&s, m->run->store,
                            "SELECT c.id, coalesce(c.name, c.key), c.description FROM community c"
                            " JOIN temp.suggest_community s ON s.id = c.id ORDER BY c.key",
                            err);
    while (st == COPSE_OK) {
        st = copse_store_step(&has_row, &s, err);
        if (st != COPSE_OK || !has_row)
            break;
        if (!copse_memory_grow((void **)&m->communities, &m->capacity, m->n_communities,
                               sizeof *m->communities)) {
            st = copse_error_nomem(err);
            break;
        }
        community *c = &m->communities[m->n_communities++];
        c->id = copse_store_column_int(&s, 0);
        st = copse_terms_add(&c->name, &m->terms, copse_store_column_text(&s, 1), err);
        if (st == COPSE_OK)
            st = copse_terms_add(&c->description, &m->terms, copse_store_column_text(&s, 2), err);
    }
    copse_store_finish(&s);
    return st;
}

static bool has_before(const int32_t *term, size_t n, int32_t wanted)
{
    for (size_t i = 0; i < n; i++)
        if (term[i] == wanted)
            return true;
    return false;
}

static copse_status count_terms(matching *m, copse_error *err)
{
    int32_t *last =
        copse_memory_new(m->terms.n_terms, sizeof *last); /* community that had it last, + 1 */
    m->in_names = copse_memory_new(m->terms.n_terms, sizeof *m->in_names);
    m->in_texts = copse_memory_new(m->terms.n_terms, sizeof *m->in_texts);
    if (!last || !m->in_names || !m->in_texts) {
        copse_memory_free(last);
        return copse_error_nomem(err);
    }
    for (size_t c = 0; c < m->n_communities; c++) {
        copse_words name = copse_terms_words(&m->terms, m->communities[c].name);
        copse_words description = copse_terms_words(&m->terms, m->communities[c].description);
        for (size_t i = 0; i < name.n + description.n; i++) {
            int32_t term = i < name.n ? name.term[i] : description.term[i - name.n];
            if (i < name.n && !has_before(name.term, i, term))
                m->in_names[term]++;
            m->in_texts[term] += last[term] != (int32_t)c + 1;
            last[term] = (int32_t)c + 1;
        }
    }
    copse_memory_free(last);
    return COPSE_OK;
}

static bool is_common(const matching *m, int32_t term)
{
    int32_t n = m->in_names[term];
    return n > COMMON_NAMES && (size_t)n * COMMON_SHARE > m->n_communities;
}

/* The words that tell this name from others, each once. @return how many */
static size_t telling_words(int32_t *out, const matching *m, copse_words name)
{
    size_t n = 0;
    for (size_t i = 0; i < name.n; i++)
        if (!is_common(m, name.term[i]) && !m->terms.is_gathering[name.term[i]] &&
            !has_before(out, n, name.term[i]))
            out[n++] = name.term[i];
    /* SIG Network: what is left when nothing else is. */
    for (size_t i = 0; n == 0 && i < name.n; i++)
        if (!is_common(m, name.term[i]))
            out[n++] = name.term[i];
    return n;
}

/* ---- the name ---- */

typedef struct of_name {
    int32_t phrase;
    size_t more; /* words that the topic has beside the name */
} of_name;

static int by_more(const void *a, const void *b)
{
    const of_name *x = a, *y = b;
    if (x->more != y->more)
        return x->more < y->more ? -1 : 1;
    return (x->phrase > y->phrase) - (x->phrase < y->phrase);
}

static copse_status propose_topics_of_name(const matching *m, const community *c, of_name *found,
                                           size_t n, copse_error *err)
{
    copse_status st = COPSE_OK;
    qsort(found, n, sizeof *found, by_more);
    for (size_t i = 0; st == COPSE_OK && i < n && i < MOST_OF_NAME; i++)
        st = copse_suggest_propose(m->run, c->id, m->phrases.items[found[i].phrase].topic,
                                   COPSE_SUGGEST_OF_NAME, "the topic has its whole name", err);
    return st;
}

/* Count, of each topic's name, the words that this community's name has. */
static size_t touch(matching *m, copse_words name)
{
    size_t n = 0;
    for (size_t i = 0; i < name.n; i++) {
        if (has_before(name.term, i, name.term[i]))
            continue;
        for (size_t k = m->phrases.start[name.term[i]]; k < m->phrases.start[name.term[i] + 1];
             k++) {
            int32_t p = m->phrases.phrase[k];
            if (m->matched[p]++ == 0)
                m->touched[n++] = p;
        }
    }
    return n;
}

static size_t count_held(const matching *m, int32_t phrase, const int32_t *words, size_t n)
{
    copse_words of = copse_terms_words(&m->terms, m->phrases.items[phrase].place);
    size_t held = 0;
    for (size_t i = 0; i < n; i++)
        held += has_before(of.term, of.n, words[i]);
    return held;
}

static copse_status match_name(matching *m, const community *c, const int32_t *telling,
                               size_t n_telling, copse_error *err)
{
    copse_words name = copse_terms_words(&m->terms, c->name);
    size_t n_touched = touch(m, name), n_found = 0;
    copse_status st = COPSE_OK;
    of_name *found = copse_memory_new(n_touched, sizeof *found);
    if (!found)
        st = copse_error_nomem(err);
    for (size_t i = 0; i < n_touched; i++) {
        int32_t p = m->touched[i];
        const copse_phrase *phrase = &m->phrases.items[p];
        size_t held = st == COPSE_OK ? count_held(m, p, telling, n_telling) : 0;
        if (held > 0 && (size_t)m->matched[p] == phrase->n_distinct)
            st = copse_suggest_propose(m->run, c->id, phrase->topic, COPSE_SUGGEST_IN_NAME,
                                       "its name has the whole topic", err);
        else if (held > 0 && held == n_telling)
            found[n_found++] = (of_name){p, phrase->n_distinct - held};
        m->matched[p] = 0;
    }
    if (st == COPSE_OK)
        st = propose_topics_of_name(m, c, found, n_found, err);
    copse_memory_free(found);
    return st;
}

static copse_status match_inside(const matching *m, const community *c, const char *word,
                                 copse_error *err)
{
    copse_status st = COPSE_OK;
    if (strlen(word) < LEAST_INSIDE)
        return COPSE_OK;
    for (size_t t = 0; st == COPSE_OK && t < m->terms.n_terms; t++) {
        size_t first = m->phrases.start[t], end = m->phrases.start[t + 1];
        if (first == end || strcmp(m->terms.spelt[t], word) == 0 ||
            !strstr(m->terms.spelt[t], word))
            continue;
        for (size_t k = first; st == COPSE_OK && k < end; k++)
            st = copse_suggest_propose(m->run, c->id, m->phrases.items[m->phrases.phrase[k]].topic,
                                       COPSE_SUGGEST_IN_WORD,
                                       "a word of the topic has its name inside", err);
    }
    return st;
}

static copse_status match_initials(const matching *m, const community *c, const int32_t *telling,
                                   size_t n, copse_error *err)
{
    copse_status st = COPSE_OK;
    for (size_t i = 0; st == COPSE_OK && i < n; i++) {
        int64_t topic = copse_map_get(m->initials, m->terms.spelt[telling[i]], 0);
        if (topic != 0)
            st = copse_suggest_propose(m->run, c->id, topic, COPSE_SUGGEST_INITIALS,
                                       "its name has the topic's initials", err);
    }
    return st;
}

/* ---- the description ---- */

static bool stands_at(const matching *m, copse_words text, size_t at, copse_words phrase)
{
    return at + phrase.n <= text.n &&
           memcmp(text.term + at, phrase.term, phrase.n * sizeof *phrase.term) == 0 &&
           (phrase.n > 1 || (size_t)m->in_texts[phrase.term[0]] * RARE_SHARE <= m->n_communities ||
            m->in_texts[phrase.term[0]] == 1);
}

static copse_status match_description(const matching *m, const community *c, copse_error *err)
{
    copse_words text = copse_terms_words(&m->terms, c->description);
    copse_status st = COPSE_OK;
    for (size_t at = 0; at < text.n; at++) {
        int32_t term = text.term[at];
        for (size_t k = m->phrases.start[term]; st == COPSE_OK && k < m->phrases.start[term + 1];
             k++) {
            const copse_phrase *phrase = &m->phrases.items[m->phrases.phrase[k]];
            if (stands_at(m, text, at, copse_terms_words(&m->terms, phrase->place)))
                st = copse_suggest_propose(m->run, c->id, phrase->topic,
                                           COPSE_SUGGEST_IN_DESCRIPTION,
                                           "its description has the topic", err);
        }
    }
    return st;
}

/* ---- all of it ---- */

static copse_status collect_initials(matching *m, copse_error *err)
{
    char initials[16];
    m->initials = copse_map_new();
    if (!m->initials)
        return copse_error_nomem(err);
    for (size_t p = 0; p < m->phrases.n; p++) {
        copse_words words = copse_terms_words(&m->terms, m->phrases.items[p].place);
        if (words.n < LEAST_INITIALS || words.n >= sizeof initials)
            continue;
        for (size_t i = 0; i < words.n; i++)
            initials[i] = m->terms.spelt[words.term[i]][0];
        initials[words.n] = '\0';
        int64_t topic = m->phrases.items[p].topic,
                other = copse_map_get(m->initials, initials, topic);
        if (!copse_map_set(m->initials, initials, other == topic ? topic : 0))
            return copse_error_nomem(err);
    }
    return COPSE_OK;
}

static copse_status match_community(matching *m, const community *c, copse_error *err)
{
    copse_words name = copse_terms_words(&m->terms, c->name);
    int32_t *telling = copse_memory_new(name.n, sizeof *telling);
    if (!telling)
        return copse_error_nomem(err);
    size_t n = telling_words(telling, m, name);
    copse_status st = match_name(m, c, telling, n, err);
    if (st == COPSE_OK && n == 1)
        st = match_inside(m, c, m->terms.spelt[telling[0]], err);
    if (st == COPSE_OK)
        st = match_initials(m, c, telling, n, err);
    if (st == COPSE_OK)
        st = match_description(m, c, err);
    copse_memory_free(telling);
    return st;
}

static copse_status prepare(matching *m, copse_error *err)
{
    copse_status st = copse_terms_open(&m->terms, m->run->store, m->run->arena, err);
    if (st == COPSE_OK)
        st = copse_phrases_collect(&m->phrases, &m->terms, COPSE_PHRASES_MERGED, err);
    if (st == COPSE_OK)
        st = collect_communities(m, err);
    if (st == COPSE_OK)
        st = copse_terms_read(&m->terms, err);
    if (st == COPSE_OK)
        st = copse_phrases_index(&m->phrases, &m->terms, err);
    if (st == COPSE_OK)
        st = count_terms(m, err);
    if (st == COPSE_OK)
        st = collect_initials(m, err);
    if (st != COPSE_OK)
        return st;
    m->matched = copse_memory_new(m->phrases.n, sizeof *m->matched);
    m->touched = copse_memory_new(m->phrases.n, sizeof *m->touched);
    return m->matched && m->touched ? COPSE_OK : copse_error_nomem(err);
}

copse_status copse_suggest_from_text(copse_suggest_run *run, copse_error *err)
{
    matching m = {.run = run};
    copse_status st = prepare(&m, err);
    for (size_t c = 0; st == COPSE_OK && c < m.n_communities; c++) {
        copse_context_progress(run->ctx, "topics of communities", c, m.n_communities);
        st = copse_context_poll(run->ctx, err);
        if (st == COPSE_OK)
            st = match_community(&m, &m.communities[c], err);
    }
    matching_free(&m);
    return st;
}
