/* A person's word on two topics: they are one, they are two, or that it was wrong. */
#include "store/account.h"
#include "store/topic_pairs.h"

#include <string.h>

static const char same[] = "same-topic", different[] = "different-topic";

/* ---- looking ---- */

static copse_status check_key(const copse_store *store, const char *key, copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    bool has_row = false;
    copse_status st = copse_store_prepare(&s, store, "SELECT 1 FROM topic WHERE key = ?1", err);
    if (st == COPSE_OK) {
        copse_store_bind_text(&s, 1, key);
        st = copse_store_step(&has_row, &s, err);
    }
    copse_store_finish(&s);
    if (st == COPSE_OK && !has_row)
        return copse_error_set(err, COPSE_E_NOT_FOUND, NULL,
                               "'copse topics' lists keys of topics that look alike",
                               "no topic has the key '%s'", key);
    return st;
}

/* @param[out] into  what the topic was merged into, in the arena; NULL: it was not */
static copse_status find_merge(const char **into, const copse_account_writer *w, const char *key,
                               copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    bool has_row = false;
    *into = NULL;
    copse_status st = copse_store_prepare(
        &s, w->store, "SELECT choice FROM decision WHERE kind = ?1 AND subject = ?2", err);
    if (st == COPSE_OK) {
        copse_store_bind_text(&s, 1, same);
        copse_store_bind_text(&s, 2, key);
        st = copse_store_step(&has_row, &s, err);
    }
    if (st == COPSE_OK && has_row)
        st = copse_store_copy_text(into, w->account->arena, &s, 0, err);
    copse_store_finish(&s);
    return st;
}

/* Whether one stands above the other, at any height. */
static copse_status find_above(bool *out, const copse_store *store, const char *a, const char *b,
                               copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    copse_status st = copse_store_prepare(
        &s, store,
        "WITH RECURSIVE up(start, at) AS (SELECT key, broader FROM topic WHERE key IN (?1, ?2)"
        " UNION SELECT up.start, topic.broader FROM up JOIN topic ON topic.id = up.at)"
        " SELECT 1 FROM up JOIN topic ON topic.id = up.at WHERE topic.key IN (?1, ?2) AND "
        "topic.key <> up.start",
        err);
    if (st == COPSE_OK) {
        copse_store_bind_text(&s, 1, a);
        copse_store_bind_text(&s, 2, b);
        st = copse_store_step(out, &s, err);
    }
    copse_store_finish(&s);
    return st;
}

static copse_status check_merge(copse_account_writer *w, const char *key, const char *into,
                                copse_error *err)
{
    const char *merged = NULL, *into_merged = NULL;
    bool is_above = false;
    copse_status st = check_key(w->store, key, err);
    if (st == COPSE_OK)
        st = check_key(w->store, into, err);
    if (st == COPSE_OK && strcmp(key, into) == 0)
        return copse_error_set(err, COPSE_E_ARGUMENT, NULL, "name two",
                               "a topic cannot be merged into itself");
    if (st == COPSE_OK)
        st = find_merge(&merged, w, key, err);
    if (st == COPSE_OK)
        st = find_merge(&into_merged, w, into, err);
    if (st == COPSE_OK && merged)
        return copse_error_set(err, COPSE_E_ARGUMENT, key, "take that back first, with --undo",
                               "it was merged into '%s' already", merged);
    if (st == COPSE_OK && into_merged)
        return copse_error_set(err, COPSE_E_ARGUMENT, into, "merge into that one",
                               "it was merged into '%s' itself", into_merged);
    if (st == COPSE_OK)
        st = find_above(&is_above, w->store, key, into, err);
    if (st == COPSE_OK && is_above)
        return copse_error_set(
            err, COPSE_E_ARGUMENT, key, "if that is wrong, correct broader_id in topics.csv first",
            "'%s' and '%s' are a topic and a part of it, not two names of one", key, into);
    return st;
}

/* ---- deciding ---- */

static copse_status decide(copse_store *store, const char *kind, const char *subject,
                           const char *choice, const copse_context *ctx, copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    copse_status st = copse_store_prepare(&s, store,
                                          "INSERT INTO decision (kind, subject, choice, happened)"
                                          " VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
                                          err);
    if (st == COPSE_OK) {
        copse_store_bind_text(&s, 1, kind);
        copse_store_bind_text(&s, 2, subject);
        copse_store_bind_text(&s, 3, choice);
        copse_store_bind_int(&s, 4, ctx->as_of);
        st = copse_store_run(&s, err);
    }
    copse_store_finish(&s);
    return st;
}

/* @param[out] n  decisions that were taken back */
static copse_status take_back(int *n, copse_store *store, const char *kind, const char *subject,
                              copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    copse_status st = copse_store_prepare(
        &s, store, "DELETE FROM decision WHERE kind = ?1 AND subject = ?2", err);
    if (st == COPSE_OK) {
        copse_store_bind_text(&s, 1, kind);
        copse_store_bind_text(&s, 2, subject);
        st = copse_store_run(&s, err);
    }
    *n = st == COPSE_OK ? sqlite3_changes(store->db) : 0;
    copse_store_finish(&s);
    return st;
}

static copse_status merge(copse_account_writer *w, const copse_topic_word *word,
                          const copse_context *ctx, copse_error *err)
{
    copse_status st = check_merge(w, word->key, word->other, err);
    if (st == COPSE_OK)
        st = decide(w->store, same, word->key, word->other, ctx, err);
    if (st == COPSE_OK)
        st = copse_account_note(
            w, err,
            "What is recorded of '%s' counts as recorded of '%s' from now on, also when a file "
            "brings it again. Nothing was overwritten: 'copse topics --undo %s' takes it back.",
            word->key, word->other, word->key);
    return st;
}

static copse_status undo(copse_account_writer *w, const copse_topic_word *word, copse_error *err)
{
    int n = 0;
    copse_status st = take_back(&n, w->store, same, word->key, err);
    if (st == COPSE_OK && n == 0)
        return copse_error_set(err, COPSE_E_NOT_FOUND, NULL, "'copse topics' lists what was merged",
                               "no topic with the key '%s' was merged", word->key);
    return st == COPSE_OK ? copse_account_note(
                                w, err, "'%s' is a topic of its own again, as before.", word->key)
                          : st;
}

static copse_status keep_apart(copse_account_writer *w, const copse_topic_word *word,
                               const copse_context *ctx, copse_error *err)
{
    bool in_order = strcmp(word->key, word->other) < 0;
    const char *subject =
        copse_arena_format(w->account->arena, "%s\n%s", in_order ? word->key : word->other,
                           in_order ? word->other : word->key);
    copse_status st = subject ? check_key(w->store, word->key, err) : copse_error_nomem(err);
    if (st == COPSE_OK)
        st = check_key(w->store, word->other, err);
    if (st == COPSE_OK)
        st = decide(w->store, different, subject, "apart", ctx, err);
    if (st == COPSE_OK)
        st = copse_account_note(w, err,
                                "'%s' and '%s' are two topics, and are not listed as alike again.",
                                word->key, word->other);
    return st;
}

static copse_status apply(copse_account_writer *w, const copse_topic_word *word,
                          const copse_context *ctx, copse_error *err)
{
    static const char *const details[] = {
        "two topics were merged", "a merge of topics was taken back", "two topics are kept apart"};
    copse_status st = word->kind == COPSE_TOPIC_MERGE  ? merge(w, word, ctx, err)
                      : word->kind == COPSE_TOPIC_UNDO ? undo(w, word, err)
                                                       : keep_apart(w, word, ctx, err);
    /* That two are two changes no fact. */
    if (st == COPSE_OK && word->kind != COPSE_TOPIC_APART)
        st = copse_store_raise_data_version(w->store, err);
    if (st == COPSE_OK)
        st = copse_store_raise_state_version(w->store, err);
    if (st == COPSE_OK)
        st = copse_store_append_audit(w->store, "topics", details[word->kind], ctx, err);
    if (st == COPSE_OK)
        st = copse_topic_pairs_tell_merged(w, err);
    return st;
}

copse_status copse_store_decide_topics(copse_account **out, copse_store *store,
                                       const copse_topic_word *word, const copse_context *ctx,
                                       copse_error *err)
{
    copse_account_writer w;
    *out = NULL;
    copse_status st = copse_account_begin(&w, store, "copse/topics/1", "Topics", err);
    if (st != COPSE_OK)
        return st;
    if ((st = copse_store_begin(store, ctx, err)) == COPSE_OK &&
        (st = apply(&w, word, ctx, err)) == COPSE_OK)
        st = copse_store_commit(store, err);
    if (st != COPSE_OK)
        copse_store_rollback(store);
    else
        st = copse_account_finish(out, &w, err);
    copse_account_discard(&w);
    return st;
}
