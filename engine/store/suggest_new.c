/*
 * New topics: where neither the vocabulary nor what members know fits a
 * community, its own name is one, without the words for a group of people:
 * Net zero network, Net zero. Two communities of one such name share it.
 */
#include "store/suggest.h"

#include <string.h>

/* One word of a name, as it is written and folded. */
static copse_status next_word(const char **at, const char **word, size_t *n, char **folded,
                              copse_error *err)
{
    copse_text one = COPSE_TEXT_INIT;
    *at += strspn(*at, " ");
    *word = *at;
    *n = strcspn(*at, " ");
    *at += *n;
    copse_text_append_bytes(&one, *word, *n);
    copse_status st =
        one.failed ? copse_error_nomem(err) : copse_text_fold(folded, copse_text_get(&one), err);
    copse_text_free(&one);
    return st;
}

/* The name without words for groups, and without what then stands idle at its ends. */
static copse_status shorten(copse_text *out, const char *name, copse_error *err)
{
    size_t kept = 0; /* bytes up to the last word that says something */
    const char *at = name, *word;
    copse_status st = COPSE_OK;
    while (st == COPSE_OK && at[strspn(at, " ")]) {
        size_t n;
        char *folded = NULL;
        st = next_word(&at, &word, &n, &folded, err);
        if (st != COPSE_OK)
            break;
        bool is_idle = copse_suggest_is_empty(folded) || strspn(folded, "-&/,:") == strlen(folded);
        if (!copse_suggest_is_gathering(folded) && !(is_idle && out->length == 0)) {
            copse_text_append(out, out->length > 0 ? " " : "");
            copse_text_append_bytes(out, word, n);
            kept = is_idle ? kept : out->length;
        }
        copse_memory_free(folded);
    }
    if (out->failed)
        st = copse_error_nomem(err);
    if (st == COPSE_OK && kept > 0) {
        out->length = kept;
        out->bytes[kept] = '\0';
    } else if (st == COPSE_OK) {
        copse_text_clear(out);
        copse_text_append(out, name);
    }
    return st;
}

/* "Net zero": "net-zero". What is no letter or digit becomes one dash. */
static copse_status make_key(copse_text *out, const char *name, copse_error *err)
{
    char *folded = NULL;
    copse_status st = copse_text_fold(&folded, name, err);
    if (st != COPSE_OK)
        return st;
    for (const char *c = folded; *c; c++) {
        bool is_kept = (*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') || (*c & 0x80);
        if (is_kept)
            copse_text_append_bytes(out, c, 1);
        else if (out->length > 0 && out->bytes[out->length - 1] != '-')
            copse_text_append(out, "-");
    }
    copse_memory_free(folded);
    if (out->length > 0 && out->bytes[out->length - 1] == '-')
        out->bytes[--out->length] = '\0';
    return out->failed ? copse_error_nomem(err) : COPSE_OK;
}

/* A topic that is there already may not be taken for the new one. */
static copse_status avoid_known_keys(copse_text *key, const copse_suggest_run *run,
                                     copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    bool is_taken = true;
    copse_status st =
        copse_store_prepare(&s, run->store, "SELECT 1 FROM topic WHERE key = ?1", err);
    while (st == COPSE_OK && is_taken) {
        copse_store_bind_text(&s, 1, copse_text_get(key));
        st = copse_store_step(&is_taken, &s, err);
        if (st == COPSE_OK && is_taken) {
            sqlite3_reset(s.handle);
            copse_text_append(key, "-new");
            st = key->failed ? copse_error_nomem(err) : COPSE_OK;
        }
    }
    copse_store_finish(&s);
    return st;
}

static copse_status add_new(copse_store_statement *insert, const copse_suggest_run *run,
                            int64_t community, const char *name, copse_error *err)
{
    copse_text topic = COPSE_TEXT_INIT, key = COPSE_TEXT_INIT;
    copse_status st = shorten(&topic, name, err);
    if (st == COPSE_OK)
        st = make_key(&key, copse_text_get(&topic), err);
    if (st == COPSE_OK && key.length > 0)
        st = avoid_known_keys(&key, run, err);
    if (st == COPSE_OK && key.length > 0) {
        copse_store_bind_int(insert, 1, community);
        copse_store_bind_text(insert, 2, key.bytes);
        copse_store_bind_text(insert, 3, topic.bytes);
        st = copse_store_run(insert, err);
    }
    copse_text_free(&topic);
    copse_text_free(&key);
    return st;
}

copse_status copse_suggest_new_topics(copse_suggest_run *run, copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT, insert = COPSE_STORE_STATEMENT_INIT;
    bool has_row = true;
    copse_status st = copse_store_prepare(
        &s, run->store,
        "SELECT c.id, c.name FROM community c JOIN temp.suggest_community s ON s.id = c.id"
        " WHERE c.name IS NOT NULL AND c.id NOT IN (SELECT community FROM community_topic)"
        " AND c.id NOT IN (SELECT community FROM temp.suggest_topic) ORDER BY c.key",
        err);
    if (st == COPSE_OK)
        st = copse_store_prepare(&insert, run->store,
                                 "INSERT INTO temp.suggest_new VALUES (?1, ?2, ?3)", err);
    while (st == COPSE_OK) {
        st = copse_store_step(&has_row, &s, err);
        if (st != COPSE_OK || !has_row)
            break;
        const char *name = copse_store_column_text(&s, 1);
        st = name ? add_new(&insert, run, copse_store_column_int(&s, 0), name, err)
                  : copse_error_nomem(err);
    }
    copse_store_finish(&s);
    copse_store_finish(&insert);
    return st;
}
