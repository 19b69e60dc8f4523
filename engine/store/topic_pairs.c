/*
 * Topics that look like one: their names differ by a letter or two, have the
 * same words (folded, stemmed, in any order), the words of one are a synonym
 * of the other, or they share nearly all of their words. A topic and the wider
 * one that it is part of are two, however alike their names.
 */
#include "store/topic_pairs.h"

#include <stdlib.h>
#include <string.h>

#include "store/near_names.h"
#include "store/suggest.h"

enum {
    COMMON_WORD =
        200 /* a word in more names than this leads to no pair: every other word would, too */
};

static const char setup[] = "CREATE TEMP TABLE alike (a TEXT NOT NULL, b TEXT NOT NULL, why TEXT "
                            "NOT NULL, sure INTEGER NOT NULL,"
                            " PRIMARY KEY (a, b)) WITHOUT ROWID";

/* The surest reason of a pair counts: pairs are added from the surest on. */
static const char keep_pair[] =
    "INSERT INTO temp.alike SELECT ?1, ?2, ?3, ?4 WHERE NOT EXISTS (SELECT 1 FROM decision"
    " WHERE kind = 'different-topic' AND subject = ?1 || char(10) || ?2) AND NOT EXISTS"
    " (SELECT 1 FROM topic x JOIN topic y ON y.id = x.broader WHERE (x.key = ?1 AND y.key = ?2)"
    " OR (x.key = ?2 AND y.key = ?1)) ON CONFLICT DO NOTHING";

static const char list_pairs[] =
    "SELECT a.key AS topic, a.name AS name, b.key AS other, b.name AS other_name, why AS reason"
    " FROM temp.alike JOIN topic a ON a.key = alike.a JOIN topic b ON b.key = alike.b ORDER BY "
    "sure, a.key, b.key";

typedef struct pairing {
    copse_store *store;
    const copse_context *ctx;
    copse_arena *arena;
    copse_store_statement keep;
    copse_terms terms;
    copse_phrases phrases;
    const char **keys; /* [n phrases] of the phrase's topic */
    bool *is_name;     /* [n phrases] else a synonym */
    size_t key_capacity, name_capacity;
} pairing;

static void pairing_free(pairing *p)
{
    copse_store_finish(&p->keep);
    copse_terms_close(&p->terms);
    copse_phrases_free(&p->phrases);
    copse_memory_free(p->keys);
    copse_memory_free(p->is_name);
}

static copse_status keep(pairing *p, const char *a, const char *b, const char *why, int sure,
                         copse_error *err)
{
    bool in_order = strcmp(a, b) < 0;
    copse_store_bind_text(&p->keep, 1, in_order ? a : b);
    copse_store_bind_text(&p->keep, 2, in_order ? b : a);
    copse_store_bind_text(&p->keep, 3, why);
    copse_store_bind_int(&p->keep, 4, sure);
    return copse_store_run(&p->keep, err);
}

/* ---- a letter or two ---- */

static copse_status take_near(void *user, const copse_near_pair *pair, copse_error *err)
{
    return keep(user, pair->key, pair->other_key, "their names differ by a letter or two", 3, err);
}

/* ---- the same words ---- */

static int by_number(const void *a, const void *b)
{
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

/* The phrase's different words, ascending, as text. */
static copse_status sign(copse_text *out, const pairing *p, size_t phrase, copse_error *err)
{
    copse_words words = copse_terms_words(&p->terms, p->phrases.items[phrase].place);
    int32_t *sorted = copse_memory_new(words.n, sizeof *sorted);
    if (!sorted)
        return copse_error_nomem(err);
    if (words.n > 0)
        memcpy(sorted, words.term, words.n * sizeof *sorted);
    qsort(sorted, words.n, sizeof *sorted, by_number);
    copse_text_clear(out);
    for (size_t i = 0; i < words.n; i++)
        if (i == 0 || sorted[i] != sorted[i - 1])
            copse_text_format(out, "%d ", (int)sorted[i]);
    copse_memory_free(sorted);
    return out->failed ? copse_error_nomem(err) : COPSE_OK;
}

/* Phrases of one signature: each against the first of them that belongs to another topic. */
static copse_status pair_same_words(pairing *p, copse_error *err)
{
    copse_map *seen = copse_map_new(); /* signature -> phrase + 1 */
    copse_text text = COPSE_TEXT_INIT;
    copse_status st = seen ? COPSE_OK : copse_error_nomem(err);
    for (size_t i = 0; st == COPSE_OK && i < p->phrases.n; i++) {
        st = sign(&text, p, i, err);
        if (st != COPSE_OK || text.length == 0)
            continue;
        int64_t first = copse_map_get(seen, text.bytes, 0) - 1;
        if (first < 0 && !copse_map_set(seen, text.bytes, (int64_t)i + 1))
            st = copse_error_nomem(err);
        if (first < 0 || strcmp(p->keys[first], p->keys[i]) == 0)
            continue;
        bool are_names = p->is_name[first] && p->is_name[i];
        st = keep(p, p->keys[first], p->keys[i],
                  are_names ? "their names have the same words"
                            : "one's synonym is the other's name or synonym",
                  are_names ? 1 : 2, err);
    }
    copse_text_free(&text);
    copse_map_free(seen);
    return st;
}

/* ---- nearly all words ---- */

static size_t count_shared(const pairing *p, size_t a, size_t b)
{
    copse_words x = copse_terms_words(&p->terms, p->phrases.items[a].place);
    copse_words y = copse_terms_words(&p->terms, p->phrases.items[b].place);
    size_t shared = 0;
    for (size_t i = 0; i < x.n; i++) {
        bool is_first = true, is_there = false;
        for (size_t j = 0; j < i; j++)
            is_first = is_first && x.term[j] != x.term[i];
        for (size_t j = 0; j < y.n; j++)
            is_there = is_there || y.term[j] == x.term[i];
        shared += is_first && is_there;
    }
    return shared;
}

/* Three words of four, by Jaccard: of fewer words, one more is another topic. */
static bool shares_most(const pairing *p, size_t a, size_t b)
{
    size_t n = p->phrases.items[a].n_distinct, m = p->phrases.items[b].n_distinct;
    if (n < 3 || m < 3)
        return false;
    size_t shared = count_shared(p, a, b);
    return 4 * shared >= 3 * (n + m - shared);
}

static copse_status pair_with_others(pairing *p, size_t phrase, copse_error *err)
{
    copse_words words = copse_terms_words(&p->terms, p->phrases.items[phrase].place);
    copse_status st = COPSE_OK;
    for (size_t i = 0; i < words.n; i++) {
        size_t first = p->phrases.start[words.term[i]], end = p->phrases.start[words.term[i] + 1];
        if (end - first > COMMON_WORD)
            continue;
        for (size_t k = first; st == COPSE_OK && k < end; k++) {
            size_t other = (size_t)p->phrases.phrase[k];
            if (other > phrase && p->is_name[other] &&
                strcmp(p->keys[other], p->keys[phrase]) != 0 && shares_most(p, phrase, other))
                st = keep(p, p->keys[phrase], p->keys[other], "their names share nearly all words",
                          4, err);
        }
    }
    return st;
}

static copse_status pair_shared_words(pairing *p, copse_error *err)
{
    copse_status st = COPSE_OK;
    for (size_t i = 0; st == COPSE_OK && i < p->phrases.n; i++) {
        if (!p->is_name[i])
            continue;
        copse_context_progress(p->ctx, "topics that look alike", i, p->phrases.n);
        st = copse_context_poll(p->ctx, err);
        if (st == COPSE_OK)
            st = pair_with_others(p, i, err);
    }
    return st;
}

/* ---- all of it ---- */

/* From a phrase to its topic's key, and whether it is the name: the first phrase of a topic is. */
static copse_status name_phrases(pairing *p, copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    bool has_row = false;
    copse_status st = copse_store_prepare(&s, p->store, "SELECT key FROM topic WHERE id = ?1", err);
    for (size_t i = 0; st == COPSE_OK && i < p->phrases.n; i++) {
        if (!copse_memory_grow((void **)&p->keys, &p->key_capacity, i, sizeof *p->keys) ||
            !copse_memory_grow((void **)&p->is_name, &p->name_capacity, i, sizeof *p->is_name)) {
            st = copse_error_nomem(err);
            break;
        }
        p->is_name[i] = i == 0 || p->phrases.items[i].topic != p->phrases.items[i - 1].topic;
        p->keys[i] = i > 0 ? p->keys[i - 1] : NULL;
        if (!p->is_name[i])
            continue;
        copse_store_bind_int(&s, 1, p->phrases.items[i].topic);
        st = copse_store_step(&has_row, &s, err);
        if (st == COPSE_OK)
            st = copse_store_copy_text(&p->keys[i], p->arena, &s, 0, err);
        sqlite3_reset(s.handle);
    }
    copse_store_finish(&s);
    return st;
}

static copse_status find_pairs(pairing *p, copse_error *err)
{
    copse_status st = copse_store_exec(p->store, setup, err);
    if (st == COPSE_OK)
        st = copse_store_prepare(&p->keep, p->store, keep_pair, err);
    if (st == COPSE_OK)
        st = copse_terms_open(&p->terms, p->store, p->arena, err);
    if (st == COPSE_OK)
        st = copse_phrases_collect(&p->phrases, &p->terms, COPSE_PHRASES_OF_THEIR_OWN, err);
    if (st == COPSE_OK)
        st = copse_terms_read(&p->terms, err);
    if (st == COPSE_OK)
        st = copse_phrases_index(&p->phrases, &p->terms, err);
    if (st == COPSE_OK)
        st = name_phrases(p, err);
    if (st == COPSE_OK)
        st = pair_same_words(p, err);
    if (st == COPSE_OK)
        st = copse_near_names_each(p->store, p->ctx, true, take_near, p, err);
    return st == COPSE_OK ? pair_shared_words(p, err) : st;
}

copse_status copse_topic_pairs_tell_merged(copse_account_writer *w, copse_error *err)
{
    return copse_account_query(
        w, "merged", "counts as the other from its day on; --undo takes it back",
        "SELECT subject AS topic, choice AS into_topic, date(happened * 86400, 'unixepoch') AS day"
        " FROM decision WHERE kind = 'same-topic' ORDER BY subject",
        0, err);
}

static copse_status tell(copse_account_writer *w, pairing *p, copse_error *err)
{
    copse_status st = copse_store_begin_read(p->store, p->ctx, err);
    if (st == COPSE_OK)
        st = find_pairs(p, err);
    if (st == COPSE_OK)
        st = copse_account_query(w, "alike", "may be one; the surest first", list_pairs, 0, err);
    if (st == COPSE_OK)
        st = copse_topic_pairs_tell_merged(w, err);
    if (st == COPSE_OK)
        st = copse_account_note(
            w, err,
            "For each pair decide: 'copse topics --merge KEY --into KEY' makes one of two, "
            "'copse topics --apart KEY --from KEY' keeps them two.");
    pairing_free(p);
    copse_store_rollback(p->store);
    return st;
}

static copse_status list(copse_account **out, pairing *p, copse_error *err)
{
    copse_account_writer w;
    copse_status st =
        copse_account_begin(&w, p->store, "copse/topics/1", "Topics that look alike", err);
    if (st != COPSE_OK)
        return st;
    st = tell(&w, p, err);
    if (st == COPSE_OK)
        st = copse_account_finish(out, &w, err);
    copse_account_discard(&w);
    return st;
}

copse_status copse_store_list_topics(copse_account **out, copse_store *store,
                                     const copse_context *ctx, copse_error *err)
{
    pairing p = {.store = store, .ctx = ctx, .arena = copse_arena_new()};
    int64_t was_query_only = 0;
    *out = NULL;
    copse_status st =
        p.arena ? copse_store_allow_temporary(&was_query_only, store, err) : copse_error_nomem(err);
    if (st == COPSE_OK)
        st = list(out, &p, err);
    copse_store_forbid_temporary(was_query_only, store);
    copse_arena_free(p.arena);
    return st;
}
