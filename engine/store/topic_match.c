/*
 * Topics that a text speaks of, by full-text search (FTS5) over names, synonyms
 * and descriptions, and topics of a project.
 *
 * Every word of the text is looked up on its own. A topic is worth the sum,
 * over the words that lead to it, of ln(1 + topics / topics that the word leads
 * to), so that a rare word says more (Robertson 2004, "Understanding inverse
 * document frequency", J. Documentation 60(5)), more where the word stands in
 * the name or a synonym, and in proportion to how much of the name the text has.
 */
#include "store/store_internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_WORDS = 400, MOST_TOPICS_FOUND = 12 };
/* Worth beside the best, below which a topic is not what the text is about. */
static const double LEAST_SHARE = 0.35;
/* A word that stands in the description only counts for so much of one in the name. */
static const double DESCRIPTION_SHARE = 0.3;

/* Words that say nothing of a topic. */
static const char *const stop_words[] = {
    "a",       "about", "after", "all",        "also",      "an",          "and",    "any",
    "are",     "as",    "at",    "be",         "been",      "best",        "better", "between",
    "both",    "but",   "by",    "can",        "community", "communities", "cop",    "could",
    "do",      "each",  "every", "experience", "for",       "from",        "get",    "group",
    "had",     "has",   "have",  "help",       "how",       "i",           "if",     "in",
    "into",    "is",    "it",    "its",        "know",      "learn",       "like",   "make",
    "more",    "most",  "need",  "new",        "no",        "not",         "of",     "on",
    "one",     "or",    "other", "our",        "out",       "over",        "people", "practice",
    "project", "set",   "share", "should",     "so",        "some",        "start",  "such",
    "than",    "that",  "the",   "their",      "them",      "there",       "these",  "they",
    "this",    "those", "to",    "together",   "under",     "up",          "us",     "use",
    "using",   "want",  "was",   "we",         "were",      "what",        "when",   "where",
    "which",   "who",   "why",   "will",       "with",      "work",        "would",  "you",
    "your",
};

typedef struct word {
    const char *text; /* as written */
    const char *folded;
    size_t n_topics; /* that it leads to */
} word;

/* One topic that some word led to. */
typedef struct found {
    int64_t id;
    double worth;
    size_t n_words;
    size_t word[MOST_WORDS];
} found;

typedef struct matching {
    copse_store *store;
    copse_arena *arena;
    word words[MOST_WORDS];
    size_t n_words;
    int64_t n_all; /* topics in the store */
    found *list;
    size_t n, capacity;
    copse_error *err;
} matching;

/* ---- words ---- */

static bool is_stop_word(const char *folded)
{
    for (size_t i = 0; i < sizeof stop_words / sizeof stop_words[0]; i++)
        if (strcmp(folded, stop_words[i]) == 0)
            return true;
    return false;
}

static bool is_known_word(const matching *m, const char *folded)
{
    for (size_t i = 0; i < m->n_words; i++)
        if (strcmp(m->words[i].folded, folded) == 0)
            return true;
    return false;
}

/* Letters and digits, whatever their script: what is not ASCII counts as a letter, as in FTS5's
 * tokens. */
static bool is_of_word(unsigned char c)
{
    return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static copse_status add_word(matching *m, const char *from, size_t length)
{
    char *text = copse_arena_take(m->arena, length + 1, 1), *folded = NULL;
    if (!text)
        return copse_error_nomem(m->err);
    memcpy(text, from, length);
    copse_status st = copse_text_fold(&folded, text, m->err);
    if (st != COPSE_OK)
        return st;
    bool counts = folded[0] && (folded[1] || (unsigned char)folded[0] >= 0x80) &&
                  !is_stop_word(folded) && !is_known_word(m, folded) && m->n_words < MOST_WORDS;
    if (counts) {
        m->words[m->n_words] = (word){.text = text, .folded = copse_arena_copy(m->arena, folded)};
        if (!m->words[m->n_words++].folded)
            st = copse_error_nomem(m->err);
    }
    copse_memory_free(folded);
    return st;
}

static copse_status split(matching *m, const char *text)
{
    copse_status st = COPSE_OK;
    while (*text && st == COPSE_OK) {
        size_t length = 0;
        while (is_of_word((unsigned char)text[length]))
            length++;
        if (length > 0)
            st = add_word(m, text, length);
        text += length > 0 ? length : 1;
    }
    return st;
}

/* ---- topics ---- */

static found *found_of(matching *m, int64_t id)
{
    for (size_t i = 0; i < m->n; i++)
        if (m->list[i].id == id)
            return &m->list[i];
    if (!copse_memory_grow((void **)&m->list, &m->capacity, m->n, sizeof *m->list))
        return NULL;
    m->list[m->n] = (found){.id = id};
    return &m->list[m->n++];
}

/* The word as one string of FTS5's language, so that nothing in it is an operator. */
static copse_status quote(copse_text *out, const char *columns, const char *text, copse_error *err)
{
    copse_text_clear(out);
    copse_text_format(out, "%s\"", columns);
    for (; *text; text++) {
        copse_text_append_bytes(out, text, 1);
        if (*text == '"')
            copse_text_append(out, "\"");
    }
    copse_text_append(out, "\"");
    return out->failed ? copse_error_nomem(err) : COPSE_OK;
}

/* Rows of a query, each a topic, counted or credited. */
static copse_status look_up(matching *m, size_t at, const char *columns, double share)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    copse_text query = COPSE_TEXT_INIT;
    copse_status st = quote(&query, columns, m->words[at].text, m->err);
    if (st == COPSE_OK)
        st = copse_store_prepare(
            &s, m->store, "SELECT rowid FROM topic_text WHERE topic_text MATCH ?1 ORDER BY rowid",
            m->err);
    if (st == COPSE_OK)
        copse_store_bind_text(&s, 1, copse_text_get(&query));
    for (bool has_row = true; st == COPSE_OK && has_row;) {
        st = copse_store_step(&has_row, &s, m->err);
        if (st != COPSE_OK || !has_row)
            break;
        if (share == 0.0) {
            m->words[at].n_topics++;
            continue;
        }
        found *f = found_of(m, copse_store_column_int(&s, 0));
        if (!f) {
            st = copse_error_nomem(m->err);
            break;
        }
        f->worth += share * log1p((double)m->n_all / (double)m->words[at].n_topics);
        if (f->n_words == 0 || f->word[f->n_words - 1] != at)
            f->word[f->n_words++] = at;
    }
    copse_store_finish(&s);
    copse_text_free(&query);
    return st;
}

static copse_status look_up_all(matching *m)
{
    copse_status st =
        copse_store_query_int(&m->n_all, m->store, "SELECT count(*) FROM topic", 0, m->err);
    for (size_t i = 0; i < m->n_words && st == COPSE_OK; i++) {
        st = look_up(m, i, "", 0.0);
        if (st == COPSE_OK)
            st = look_up(m, i, "", DESCRIPTION_SHARE);
        if (st == COPSE_OK)
            st = look_up(m, i, "{name synonyms} : ", 1.0 - DESCRIPTION_SHARE);
    }
    return st;
}

/* Words in a topic's name: how much of it the text has is how sure one can be. */
static size_t count_words(const char *name)
{
    size_t n = 0;
    for (bool was = false; *name; name++) {
        bool is = is_of_word((unsigned char)*name);
        n += is && !was;
        was = is;
    }
    return n > 0 ? n : 1;
}

static int by_worth(const void *a, const void *b)
{
    const found *x = a, *y = b;
    if (x->worth != y->worth)
        return x->worth > y->worth ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

/* ---- the answer ---- */

static copse_status fill_topic(copse_topic_match *out, matching *m, copse_store_statement *s,
                               int64_t id)
{
    bool has_row;
    copse_store_bind_int(s, 1, id);
    copse_status st = copse_store_step(&has_row, s, m->err);
    if (st == COPSE_OK && has_row)
        st = copse_store_copy_text(&out->key, m->arena, s, 0, m->err);
    if (st == COPSE_OK && has_row)
        st = copse_store_copy_text(&out->name, m->arena, s, 1, m->err);
    return st == COPSE_OK ? copse_store_run(s, m->err) : st;
}

static copse_status weigh(matching *m, copse_topic_match *topics)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    copse_status st =
        copse_store_prepare(&s, m->store, "SELECT key, name FROM topic WHERE id = ?1", m->err);
    for (size_t i = 0; i < m->n && st == COPSE_OK; i++) {
        st = fill_topic(&topics[i], m, &s, m->list[i].id);
        if (st != COPSE_OK)
            break;
        size_t words = count_words(topics[i].name ? topics[i].name : topics[i].key);
        double known = (double)m->list[i].n_words / (double)words;
        m->list[i].worth *= known < 1.0 ? known : 1.0;
    }
    copse_store_finish(&s);
    return st;
}

static copse_status keep_best(copse_topic_matches *out, matching *m)
{
    copse_topic_match *topics = copse_arena_take(m->arena, MOST_TOPICS_FOUND, sizeof *topics);
    copse_topic_match *scratch = copse_arena_take(m->arena, m->n, sizeof *scratch);
    if (!topics || !scratch)
        return copse_error_nomem(m->err);
    copse_status st = weigh(m, scratch);
    qsort(m->list, m->n, sizeof *m->list, by_worth);
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    if (st == COPSE_OK)
        st = copse_store_prepare(&s, m->store, "SELECT key, name FROM topic WHERE id = ?1", m->err);
    for (size_t i = 0; i < m->n && i < MOST_TOPICS_FOUND && st == COPSE_OK; i++) {
        const found *f = &m->list[i];
        if (f->worth < LEAST_SHARE * m->list[0].worth)
            break;
        copse_topic_match *topic = &topics[out->n++];
        const char **words = copse_arena_take(m->arena, f->n_words, sizeof *words);
        if (!words) {
            st = copse_error_nomem(m->err);
            break;
        }
        st = fill_topic(topic, m, &s, f->id);
        for (size_t j = 0; j < f->n_words; j++)
            words[j] = m->words[f->word[j]].text;
        topic->words = words;
        topic->n_words = f->n_words;
        /* Two decimals: a line that shows them can be typed again. */
        topic->weight = fmax(0.01, round(100.0 * f->worth / m->list[0].worth) / 100.0);
    }
    copse_store_finish(&s);
    out->topics = topics;
    return st;
}

static copse_status list_unmatched(copse_topic_matches *out, const matching *m)
{
    const char **unmatched = copse_arena_take(m->arena, m->n_words, sizeof *unmatched);
    if (!unmatched)
        return copse_error_nomem(m->err);
    for (size_t i = 0; i < m->n_words; i++) {
        bool is_used = false;
        for (size_t j = 0; j < out->n && !is_used; j++)
            for (size_t k = 0; k < out->topics[j].n_words && !is_used; k++)
                is_used = out->topics[j].words[k] == m->words[i].text;
        if (!is_used)
            unmatched[out->n_unmatched++] = m->words[i].text;
    }
    out->unmatched = unmatched;
    return COPSE_OK;
}

static copse_topic_matches *new_matches(copse_error *err)
{
    copse_arena *arena = copse_arena_new();
    copse_topic_matches *matches = arena ? copse_arena_take(arena, 1, sizeof *matches) : NULL;
    if (!matches) {
        copse_arena_free(arena);
        copse_error_nomem(err);
        return NULL;
    }
    matches->arena = arena;
    return matches;
}

void copse_topic_matches_free(copse_topic_matches *matches)
{
    if (matches)
        copse_arena_free(matches->arena);
}

copse_status copse_store_match_topics(copse_topic_matches **out, copse_store *store,
                                      const char *text, const copse_context *ctx, copse_error *err)
{
    *out = NULL;
    if (!copse_text_is_utf8(text, strlen(text)))
        return copse_error_set(err, COPSE_E_ARGUMENT, NULL, "give it as UTF-8",
                               "the text is not well-formed UTF-8");
    copse_topic_matches *matches = new_matches(err);
    matching *m = copse_memory_new(1, sizeof *m);
    if (!matches || !m) {
        copse_topic_matches_free(matches);
        copse_memory_free(m);
        return copse_error_nomem(err);
    }
    m->store = store;
    m->arena = matches->arena;
    m->err = err;
    copse_status st = split(m, text);
    if (st == COPSE_OK)
        st = copse_store_begin_read(store, ctx, err);
    if (st == COPSE_OK)
        st = look_up_all(m);
    if (st == COPSE_OK && m->n > 0)
        st = keep_best(matches, m);
    copse_store_rollback(store);
    if (st == COPSE_OK)
        st = list_unmatched(matches, m);
    copse_memory_free(m->list);
    copse_memory_free(m);
    if (st == COPSE_OK)
        *out = matches;
    else
        copse_topic_matches_free(matches);
    return st;
}

/* ---- a project's ---- */

/* The project's id: by key, else by its folded name. */
static copse_status find_project(int64_t *id, copse_store *store, const char *wanted,
                                 copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    char *folded = NULL;
    size_t n_named = 0;
    bool is_key = false;
    copse_status st = copse_text_fold(&folded, wanted, err);
    if (st == COPSE_OK)
        st = copse_store_prepare(&s, store, "SELECT id, key, name FROM project ORDER BY key", err);
    for (bool has_row = true; st == COPSE_OK && has_row && !is_key;) {
        st = copse_store_step(&has_row, &s, err);
        if (st != COPSE_OK || !has_row)
            break;
        const char *key = copse_store_column_text(&s, 1), *name = copse_store_column_text(&s, 2);
        char *other = NULL;
        is_key = key && strcmp(key, wanted) == 0;
        if (name)
            st = copse_text_fold(&other, name, err);
        if (is_key || (other && folded[0] && strcmp(other, folded) == 0)) {
            *id = copse_store_column_int(&s, 0);
            n_named++;
        }
        copse_memory_free(other);
    }
    copse_store_finish(&s);
    copse_memory_free(folded);
    if (st != COPSE_OK || is_key || n_named == 1)
        return st;
    if (n_named > 1)
        return copse_error_set(err, COPSE_E_ARGUMENT, NULL, "give its key",
                               "%zu projects are called '%s'", n_named, wanted);
    return copse_error_set(err, COPSE_E_NOT_FOUND, NULL,
                           "check the spelling, or import projects.csv first",
                           "no project has the key or name '%s'", wanted);
}

static copse_status read_project(copse_topic_matches *out, copse_store *store, int64_t project,
                                 copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    copse_topic_match *topics = NULL;
    size_t capacity = 0;
    copse_status st = copse_store_prepare(&s, store,
                                          "SELECT topic.key, topic.name FROM project_topic"
                                          " JOIN topic ON topic.id = project_topic.topic"
                                          " WHERE project = ?1 ORDER BY topic.key",
                                          err);
    if (st == COPSE_OK)
        copse_store_bind_int(&s, 1, project);
    for (bool has_row = true; st == COPSE_OK && has_row;) {
        st = copse_store_step(&has_row, &s, err);
        if (st != COPSE_OK || !has_row)
            break;
        copse_topic_match topic = {.weight = 1.0};
        st = copse_store_copy_text(&topic.key, out->arena, &s, 0, err);
        if (st == COPSE_OK)
            st = copse_store_copy_text(&topic.name, out->arena, &s, 1, err);
        if (st == COPSE_OK && !copse_memory_grow((void **)&topics, &capacity, out->n, sizeof topic))
            st = copse_error_nomem(err);
        if (st == COPSE_OK)
            topics[out->n++] = topic;
    }
    copse_store_finish(&s);
    copse_topic_match *kept = copse_arena_take(out->arena, out->n, sizeof *kept);
    if (st == COPSE_OK && !kept)
        st = copse_error_nomem(err);
    if (st == COPSE_OK && out->n > 0)
        memcpy(kept, topics, out->n * sizeof *kept);
    out->topics = kept;
    copse_memory_free(topics);
    return st;
}

static copse_status read_place(copse_topic_matches *out, copse_store *store, int64_t project,
                               copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    bool has_row = false;
    copse_status st = copse_store_prepare(&s, store,
                                          "SELECT team.key, site.key FROM project"
                                          " LEFT JOIN team ON team.id = project.team"
                                          " LEFT JOIN site ON site.id = project.site"
                                          " WHERE project.id = ?1",
                                          err);
    if (st == COPSE_OK)
        copse_store_bind_int(&s, 1, project);
    if (st == COPSE_OK)
        st = copse_store_step(&has_row, &s, err);
    if (st == COPSE_OK && has_row)
        st = copse_store_copy_text(&out->team_key, out->arena, &s, 0, err);
    if (st == COPSE_OK && has_row)
        st = copse_store_copy_text(&out->site_key, out->arena, &s, 1, err);
    copse_store_finish(&s);
    return st;
}

copse_status copse_store_project_topics(copse_topic_matches **out, copse_store *store,
                                        const char *project, const copse_context *ctx,
                                        copse_error *err)
{
    int64_t id = 0;
    *out = NULL;
    copse_topic_matches *matches = new_matches(err);
    if (!matches)
        return COPSE_E_NOMEM;
    copse_status st = copse_store_begin_read(store, ctx, err);
    if (st == COPSE_OK)
        st = find_project(&id, store, project, err);
    if (st == COPSE_OK)
        st = read_project(matches, store, id, err);
    if (st == COPSE_OK)
        st = read_place(matches, store, id, err);
    copse_store_rollback(store);
    if (st == COPSE_OK && matches->n == 0)
        st = copse_error_set(err, COPSE_E_NOT_FOUND, project,
                             "import project_topics.csv, or give --topic",
                             "no topic is recorded for this project");
    if (st == COPSE_OK)
        *out = matches;
    else
        copse_topic_matches_free(matches);
    return st;
}
