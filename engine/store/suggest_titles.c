/*
 * Expertise from what people are called at work: a topic whose words are all
 * in a role or profession. Where a title holds a topic and a wider one (Stroke
 * rehabilitation, Rehabilitation), the one with more words is proposed. Each
 * title is matched once, however many people have it.
 */
#include "store/suggest.h"

#include <string.h>

typedef struct title {
    int64_t place;
    const char *text;
} title;

typedef struct titles {
    copse_suggest_run *run;
    copse_terms terms;
    copse_phrases phrases;
    title *items;
    size_t n, capacity;
    int32_t *matched, *touched; /* [n phrases], as in suggest_text.c */
    copse_store_statement keep; /* (title, topic) */
} titles;

static void titles_free(titles *t)
{
    copse_store_finish(&t->keep);
    copse_terms_close(&t->terms);
    copse_phrases_free(&t->phrases);
    copse_memory_free(t->items);
    copse_memory_free(t->matched);
    copse_memory_free(t->touched);
}

static copse_status collect(titles *t, copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    bool has_row = true;
    copse_status st = copse_store_prepare(
        &s, t->run->store, "SELECT DISTINCT title FROM temp.suggest_person ORDER BY title", err);
    while (st == COPSE_OK) {
        st = copse_store_step(&has_row, &s, err);
        if (st != COPSE_OK || !has_row)
            break;
        if (!copse_memory_grow((void **)&t->items, &t->capacity, t->n, sizeof *t->items)) {
            st = copse_error_nomem(err);
            break;
        }
        title *item = &t->items[t->n++];
        item->text = copse_arena_copy(t->run->arena, copse_store_column_text(&s, 0));
        st = item->text ? copse_terms_add(&item->place, &t->terms, item->text, err)
                        : copse_error_nomem(err);
    }
    copse_store_finish(&s);
    return st;
}

static bool has(copse_words words, int32_t term, size_t before)
{
    for (size_t i = 0; i < words.n && i < before; i++)
        if (words.term[i] == term)
            return true;
    return false;
}

/* Whether all words of phrase a are in phrase b, which has more. */
static bool is_wider(const titles *t, int32_t a, int32_t b)
{
    copse_words in_a = copse_terms_words(&t->terms, t->phrases.items[a].place);
    copse_words in_b = copse_terms_words(&t->terms, t->phrases.items[b].place);
    if (t->phrases.items[a].n_distinct >= t->phrases.items[b].n_distinct)
        return false;
    for (size_t i = 0; i < in_a.n; i++)
        if (!has(in_b, in_a.term[i], in_b.n))
            return false;
    return true;
}

static bool is_whole(const titles *t, int32_t phrase)
{
    return (size_t)t->matched[phrase] == t->phrases.items[phrase].n_distinct;
}

static copse_status keep(titles *t, const title *item, size_t n_touched, copse_error *err)
{
    copse_status st = COPSE_OK;
    for (size_t i = 0; st == COPSE_OK && i < n_touched; i++) {
        bool is_narrowest = is_whole(t, t->touched[i]);
        for (size_t j = 0; is_narrowest && j < n_touched; j++)
            is_narrowest =
                !is_whole(t, t->touched[j]) || !is_wider(t, t->touched[i], t->touched[j]);
        if (!is_narrowest)
            continue;
        copse_store_bind_text(&t->keep, 1, item->text);
        copse_store_bind_int(&t->keep, 2, t->phrases.items[t->touched[i]].topic);
        st = copse_store_run(&t->keep, err);
    }
    return st;
}

static copse_status match(titles *t, const title *item, copse_error *err)
{
    copse_words words = copse_terms_words(&t->terms, item->place);
    size_t n = 0;
    for (size_t i = 0; i < words.n; i++) {
        if (has(words, words.term[i], i))
            continue;
        for (size_t k = t->phrases.start[words.term[i]]; k < t->phrases.start[words.term[i] + 1];
             k++)
            if (t->matched[t->phrases.phrase[k]]++ == 0)
                t->touched[n++] = t->phrases.phrase[k];
    }
    copse_status st = keep(t, item, n, err);
    for (size_t i = 0; i < n; i++)
        t->matched[t->touched[i]] = 0;
    return st;
}

/* Who objected is left out, and what somebody is called no longer. */
static const char people[] =
    "CREATE TEMP TABLE suggest_person AS"
    " SELECT a.member, a.role AS title, 'role' AS kind FROM assignment a JOIN member m ON m.id = "
    "a.member"
    " WHERE a.role IS NOT NULL AND m.objected = 0 AND a.until IS NULL"
    " UNION SELECT id, profession, 'profession' FROM member WHERE profession IS NOT NULL AND "
    "objected = 0;"
    " CREATE TEMP TABLE suggest_title (title TEXT NOT NULL, topic INTEGER NOT NULL,"
    " PRIMARY KEY (title, topic)) WITHOUT ROWID";

static copse_status prepare(titles *t, copse_error *err)
{
    copse_status st = copse_terms_open(&t->terms, t->run->store, t->run->arena, err);
    if (st == COPSE_OK)
        st = copse_store_exec(t->run->store, people, err);
    if (st == COPSE_OK)
        st = copse_store_prepare(
            &t->keep, t->run->store,
            "INSERT INTO temp.suggest_title VALUES (?1, ?2) ON CONFLICT DO NOTHING", err);
    if (st == COPSE_OK)
        st = copse_phrases_collect(&t->phrases, &t->terms, COPSE_PHRASES_MERGED, err);
    if (st == COPSE_OK)
        st = collect(t, err);
    if (st == COPSE_OK)
        st = copse_terms_read(&t->terms, err);
    if (st == COPSE_OK)
        st = copse_phrases_index(&t->phrases, &t->terms, err);
    if (st != COPSE_OK)
        return st;
    t->matched = copse_memory_new(t->phrases.n, sizeof *t->matched);
    t->touched = copse_memory_new(t->phrases.n, sizeof *t->touched);
    return t->matched && t->touched ? COPSE_OK : copse_error_nomem(err);
}

copse_status copse_suggest_from_titles(copse_suggest_run *run, copse_error *err)
{
    titles t = {.run = run};
    copse_status st = prepare(&t, err);
    for (size_t i = 0; st == COPSE_OK && i < t.n; i++) {
        copse_context_progress(run->ctx, "topics of roles", i, t.n);
        st = copse_context_poll(run->ctx, err);
        if (st == COPSE_OK)
            st = match(&t, &t.items[i], err);
    }
    titles_free(&t);
    return st == COPSE_OK
               ? copse_store_exec(
                     run->store,
                     "CREATE TEMP TABLE suggest_expertise AS"
                     " SELECT p.member, t.topic, min(p.kind || ': ' || p.title) AS evidence"
                     " FROM temp.suggest_person p JOIN temp.suggest_title t ON t.title = p.title"
                     " WHERE NOT EXISTS (SELECT 1 FROM expertise e LEFT JOIN temp.suggest_same s"
                     " ON s.id = e.topic WHERE e.member = p.member"
                     " AND coalesce(s.root, e.topic) = t.topic)"
                     " GROUP BY p.member, t.topic",
                     err)
               : st;
}
