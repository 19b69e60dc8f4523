/*
 * Texts as sequences of words. SQLite's full-text search cuts, folds and stems
 * them, the same way in which it would search them, and its vocabulary table
 * gives them back word by word.
 */
#include "store/suggest.h"

#include <string.h>

/* Words that say nothing about what a text is about. They are stemmed as every text is. */
static const char empty_words[] = "a about all also an and any are around as at be being by can "
                                  "for from has have how in including into is it "
                                  "its more not of on or other our out over own per so such than "
                                  "that the their them these they this those to "
                                  "up us we what when where which who with within you your";

/* Words for a group of people: every name has one, so that they tell no two apart. */
static const char gathering_words[] = "community communities practice cop network networks "
                                      "networking group groups forum team teams committee "
                                      "circle club society association alliance special interest "
                                      "sig working wg party hub faculty council board "
                                      "meeting huddle learning set journal collaborative users";

static const char setup[] =
    "CREATE VIRTUAL TABLE temp.suggest_text USING fts5(text, tokenize='porter unicode61 "
    "remove_diacritics 2');"
    "CREATE VIRTUAL TABLE temp.suggest_word USING fts5vocab(temp, suggest_text, instance)";
static const char teardown[] =
    "DROP TABLE IF EXISTS temp.suggest_word; DROP TABLE IF EXISTS temp.suggest_text";

enum { EMPTY = 0, GATHERING, FIRST_TEXT }; /* row numbers of the two lists, then the texts */

static bool is_listed(const char *list, const char *word)
{
    size_t n = strlen(word);
    for (const char *at = list; n > 0 && (at = strstr(at, word)) != NULL; at += n)
        if ((at == list || at[-1] == ' ') && (at[n] == ' ' || at[n] == '\0'))
            return true;
    return false;
}

bool copse_suggest_is_gathering(const char *folded)
{
    return is_listed(gathering_words, folded);
}

bool copse_suggest_is_empty(const char *folded)
{
    return is_listed(empty_words, folded);
}

copse_words copse_terms_words(const copse_terms *terms, int64_t place)
{
    size_t start = terms->start[place];
    return (copse_words){terms->term + start, terms->start[place + 1] - start};
}

copse_status copse_terms_add(int64_t *place, copse_terms *terms, const char *text, copse_error *err)
{
    *place = terms->n_texts++;
    copse_store_bind_int(&terms->insert, 1, *place);
    copse_store_bind_text(&terms->insert, 2, text ? text : "");
    return copse_store_run(&terms->insert, err);
}

copse_status copse_terms_open(copse_terms *out, copse_store *store, copse_arena *arena,
                              copse_error *err)
{
    int64_t place;
    *out = (copse_terms){.store = store, .arena = arena};
    copse_status st = copse_store_exec(store, setup, err);
    if (st == COPSE_OK)
        st =
            copse_store_prepare(&out->insert, store,
                                "INSERT INTO temp.suggest_text (rowid, text) VALUES (?1, ?2)", err);
    if (st == COPSE_OK)
        st = copse_terms_add(&place, out, empty_words, err);
    if (st == COPSE_OK)
        st = copse_terms_add(&place, out, gathering_words, err);
    return st;
}

/* ---- from the vocabulary ---- */

typedef struct reading {
    copse_terms *terms;
    copse_map *ids;
    bool *is_empty; /* [n_terms] */
    size_t n, capacity, spelt_capacity, empty_capacity, gathering_capacity;
} reading;

static copse_status add_term(int64_t *id, reading *r, const char *word, copse_error *err)
{
    copse_terms *terms = r->terms;
    *id = copse_map_get(r->ids, word, -1);
    if (*id >= 0)
        return COPSE_OK;
    *id = (int64_t)terms->n_terms;
    const char *copy = copse_arena_copy(terms->arena, word);
    if (!copy || !copse_map_set(r->ids, word, *id) ||
        !copse_memory_grow((void **)&terms->spelt, &r->spelt_capacity, terms->n_terms,
                           sizeof *terms->spelt) ||
        !copse_memory_grow((void **)&r->is_empty, &r->empty_capacity, terms->n_terms,
                           sizeof *r->is_empty) ||
        !copse_memory_grow((void **)&terms->is_gathering, &r->gathering_capacity, terms->n_terms,
                           sizeof *terms->is_gathering))
        return copse_error_nomem(err);
    terms->spelt[terms->n_terms] = copy;
    r->is_empty[terms->n_terms] = terms->is_gathering[terms->n_terms] = false;
    terms->n_terms++;
    return COPSE_OK;
}

/* Rows come by text and place in it. start[i] is set when text i begins. */
static copse_status take_word(reading *r, int64_t text, const char *word, int64_t *at,
                              copse_error *err)
{
    copse_terms *terms = r->terms;
    int64_t id;
    copse_status st = add_term(&id, r, word, err);
    if (st != COPSE_OK)
        return st;
    if (text == EMPTY)
        r->is_empty[id] = true;
    if (text == GATHERING)
        terms->is_gathering[id] = true;
    if (text < FIRST_TEXT || r->is_empty[id])
        return COPSE_OK;
    while (*at < text)
        terms->start[++*at] = r->n;
    if (!copse_memory_grow((void **)&terms->term, &r->capacity, r->n, sizeof *terms->term))
        return copse_error_nomem(err);
    terms->term[r->n++] = (int32_t)id;
    return COPSE_OK;
}

static copse_status read_words(reading *r, copse_error *err)
{
    copse_terms *terms = r->terms;
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    bool has_row = true;
    int64_t at = 0;
    copse_status st = copse_store_prepare(
        &s, terms->store, "SELECT doc, term FROM temp.suggest_word ORDER BY doc, offset", err);
    while (st == COPSE_OK) {
        st = copse_store_step(&has_row, &s, err);
        if (st != COPSE_OK || !has_row)
            break;
        const char *word = copse_store_column_text(&s, 1);
        st = word ? take_word(r, copse_store_column_int(&s, 0), word, &at, err)
                  : copse_error_nomem(err);
    }
    copse_store_finish(&s);
    while (st == COPSE_OK && at < terms->n_texts)
        terms->start[++at] = r->n;
    return st;
}

copse_status copse_terms_read(copse_terms *terms, copse_error *err)
{
    reading r = {.terms = terms, .ids = copse_map_new()};
    copse_store_finish(&terms->insert);
    terms->start = copse_memory_new((size_t)terms->n_texts + 1, sizeof *terms->start);
    copse_status st = r.ids && terms->start ? read_words(&r, err) : copse_error_nomem(err);
    copse_map_free(r.ids);
    copse_memory_free(r.is_empty);
    return st;
}

void copse_terms_close(copse_terms *terms)
{
    copse_store_finish(&terms->insert);
    copse_memory_free(terms->start);
    copse_memory_free(terms->term);
    copse_memory_free(terms->spelt);
    copse_memory_free(terms->is_gathering);
    if (terms->store)
        copse_store_exec(terms->store, teardown, NULL);
    *terms = (copse_terms){0};
}

/* ---- names of topics ---- */

static copse_status add_phrase(copse_phrases *out, copse_terms *terms, int64_t topic,
                               const char *text, copse_error *err)
{
    if (!copse_memory_grow((void **)&out->items, &out->capacity, out->n, sizeof *out->items))
        return copse_error_nomem(err);
    copse_phrase *phrase = &out->items[out->n++];
    *phrase = (copse_phrase){.topic = topic};
    return copse_terms_add(&phrase->place, terms, text, err);
}

/* "swallowing; swallow", each on its own. */
static copse_status add_synonyms(copse_phrases *out, copse_terms *terms, int64_t topic,
                                 const char *list, copse_error *err)
{
    copse_status st = COPSE_OK;
    copse_text one = COPSE_TEXT_INIT;
    while (st == COPSE_OK && *list) {
        size_t n = strcspn(list, ";");
        copse_text_clear(&one);
        copse_text_append_bytes(&one, list, n);
        if (one.failed)
            st = copse_error_nomem(err);
        else if (strspn(copse_text_get(&one), " ") < n)
            st = add_phrase(out, terms, topic, one.bytes, err);
        list += n + (list[n] == ';');
    }
    copse_text_free(&one);
    return st;
}

copse_status copse_phrases_collect(copse_phrases *out, copse_terms *terms, copse_phrases_of which,
                                   copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    bool has_row = true;
    copse_status st = copse_store_prepare(
        &s, terms->store,
        which == COPSE_PHRASES_MERGED
            ? "SELECT coalesce(s.root, t.id), coalesce(t.name, t.key), t.synonyms FROM topic t"
              " LEFT JOIN temp.suggest_same s ON s.id = t.id ORDER BY t.key"
            : "SELECT id, coalesce(name, key), synonyms FROM topic WHERE key NOT IN"
              " (SELECT subject FROM decision WHERE kind = 'same-topic') ORDER BY key",
        err);
    while (st == COPSE_OK) {
        st = copse_store_step(&has_row, &s, err);
        if (st != COPSE_OK || !has_row)
            break;
        int64_t topic = copse_store_column_int(&s, 0);
        st = add_phrase(out, terms, topic, copse_store_column_text(&s, 1), err);
        const char *synonyms = st == COPSE_OK ? copse_store_column_text(&s, 2) : NULL;
        if (synonyms)
            st = add_synonyms(out, terms, topic, synonyms, err);
    }
    copse_store_finish(&s);
    return st;
}

static bool stands_before(copse_words words, size_t i)
{
    for (size_t j = 0; j < i; j++)
        if (words.term[j] == words.term[i])
            return true;
    return false;
}

/* Count with fill NULL, then fill. */
static void pass_over(copse_phrases *phrases, const copse_terms *terms, size_t *fill)
{
    for (size_t p = 0; p < phrases->n; p++) {
        copse_words words = copse_terms_words(terms, phrases->items[p].place);
        for (size_t i = 0; i < words.n; i++) {
            if (stands_before(words, i))
                continue;
            if (fill)
                phrases->phrase[fill[words.term[i]]++] = (int32_t)p;
            else
                phrases->start[words.term[i] + 1]++;
            phrases->items[p].n_distinct += fill == NULL;
        }
    }
}

copse_status copse_phrases_index(copse_phrases *phrases, const copse_terms *terms, copse_error *err)
{
    size_t n = terms->n_terms;
    size_t *fill = copse_memory_new(n + 1, sizeof *fill);
    phrases->start = copse_memory_new(n + 1, sizeof *phrases->start);
    if (!fill || !phrases->start) {
        copse_memory_free(fill);
        return copse_error_nomem(err);
    }
    pass_over(phrases, terms, NULL);
    for (size_t t = 0; t < n; t++) {
        phrases->start[t + 1] += phrases->start[t];
        fill[t] = phrases->start[t];
    }
    phrases->phrase = copse_memory_new(phrases->start[n], sizeof *phrases->phrase);
    if (phrases->phrase)
        pass_over(phrases, terms, fill);
    copse_memory_free(fill);
    return phrases->phrase ? COPSE_OK : copse_error_nomem(err);
}

void copse_phrases_free(copse_phrases *phrases)
{
    copse_memory_free(phrases->items);
    copse_memory_free(phrases->start);
    copse_memory_free(phrases->phrase);
    *phrases = (copse_phrases){0};
}
