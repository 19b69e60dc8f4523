/*
 * People of one name who may be one.
 *
 * A staff list without addresses and a mailing list without employee numbers have
 * nothing in common but names. Those are compared as bags of words, since one has
 * "Example, Mrs Ada" and the other "Ada Example". Two people of one name are asked
 * about when a team is known of both and they share one, or of one only; never
 * when one system knows both of them, each under an identifier of their own.
 */
#include "store/import_decide.h"

#include <stdlib.h>
#include <string.h>

enum { NAME_WORDS = 8, MOST_OF_ONE_NAME = 4 };

/* One member's name; those of one name hang together. */
typedef struct person {
    int64_t member;
    size_t before; /* place of the one before who is called so, from 1; 0: none */
    size_t first;  /* place of the first, from 0 */
    size_t n_all;  /* of the first: how many are called so */
} person;

typedef struct crowd {
    copse_map *last; /* name -> place of the last who is called so, from 1 */
    person *people;
    size_t n, capacity;
    copse_store_statement is_likely;
} crowd;

static int compare_words(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool is_title(const char *word)
{
    static const char *const titles[] = {"mr", "mrs",  "ms",        "miss", "mx",
                                         "dr", "prof", "professor", "sir",  "rev"};
    for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++)
        if (strcmp(word, titles[i]) == 0)
            return true;
    return false;
}

/* The words of a name in one order, without titles; "" where it has fewer than two. */
static copse_status sort_words(copse_text *out, const char *name, copse_error *err)
{
    static const char gaps[] = " ,.;()-'";
    char *words[NAME_WORDS], *folded;
    size_t n = 0;
    copse_text_clear(out);
    copse_text_append(out, "");
    copse_status st = copse_text_fold(&folded, name, err);
    if (st != COPSE_OK)
        return st;
    for (char *at = folded; *at && n < NAME_WORDS;) {
        at += strspn(at, gaps);
        size_t length = strcspn(at, gaps);
        bool is_last = at[length] == '\0';
        at[length] = '\0';
        if (length > 0 && !is_title(at))
            words[n++] = at;
        at += length + !is_last;
    }
    qsort(words, n, sizeof *words, compare_words);
    for (size_t i = 0; n > 1 && i < n; i++)
        copse_text_format(out, "%s%s", i > 0 ? " " : "", words[i]);
    copse_memory_free(folded);
    return out->failed ? copse_error_nomem(err) : COPSE_OK;
}

static copse_status add_person(crowd *c, int64_t member, const char *name, copse_error *err)
{
    copse_text words = COPSE_TEXT_INIT;
    copse_status st = sort_words(&words, name, err);
    if (st == COPSE_OK && copse_text_get(&words)[0] != '\0') {
        size_t before = (size_t)copse_map_get(c->last, words.bytes, 0);
        if (!copse_memory_grow((void **)&c->people, &c->capacity, c->n, sizeof *c->people)) {
            st = copse_error_nomem(err);
        } else {
            size_t first = before > 0 ? c->people[before - 1].first : c->n;
            c->people[c->n++] = (person){.member = member, .before = before, .first = first};
            c->people[first].n_all++;
            if (!copse_map_set(c->last, words.bytes, (int64_t)c->n))
                st = copse_error_nomem(err);
        }
    }
    copse_text_free(&words);
    return st;
}

static copse_status read_people(crowd *c, copse_import_run *run, copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    bool has_row = true;
    copse_status st = copse_store_prepare(
        &s, run->store,
        "SELECT id, name FROM member WHERE name IS NOT NULL AND objected = 0 ORDER BY id", err);
    while (st == COPSE_OK && (st = copse_store_step(&has_row, &s, err)) == COPSE_OK && has_row) {
        const char *name = copse_store_column_text(&s, 1);
        st =
            name ? add_person(c, copse_store_column_int(&s, 0), name, err) : copse_error_nomem(err);
    }
    copse_store_finish(&s);
    return st;
}

/* Whether ?1 and ?2, who have one name, may be one person. */
static const char likely_sql[] =
    "SELECT NOT EXISTS (SELECT 1 FROM identity a JOIN identity b ON a.system = b.system"
    "  WHERE a.member = ?1 AND b.member = ?2 AND a.system <> 'mail')"
    " AND (EXISTS (SELECT 1 FROM assignment a JOIN assignment b ON a.team = b.team"
    "   WHERE a.member = ?1 AND b.member = ?2)"
    "  OR NOT EXISTS (SELECT 1 FROM assignment WHERE member = ?1 AND team IS NOT NULL)"
    "  OR NOT EXISTS (SELECT 1 FROM assignment WHERE member = ?2 AND team IS NOT NULL))";

static copse_status compare(crowd *c, copse_import_run *run, int64_t member, int64_t other,
                            copse_error *err)
{
    bool has_row = false;
    copse_store_bind_int(&c->is_likely, 1, member);
    copse_store_bind_int(&c->is_likely, 2, other);
    copse_status st = copse_store_step(&has_row, &c->is_likely, err);
    bool is_likely = st == COPSE_OK && has_row && copse_store_column_int(&c->is_likely, 0) != 0;
    if (st == COPSE_OK && has_row)
        st = copse_store_step(&has_row, &c->is_likely, err);
    return st == COPSE_OK && is_likely ? copse_import_ask_same(run, member, other, false, err) : st;
}

/* Where many have one name, the name says nothing. */
static copse_status compare_all(crowd *c, copse_import_run *run, copse_error *err)
{
    copse_status st = COPSE_OK;
    for (size_t i = 0; st == COPSE_OK && i < c->n; i++) {
        if (i % COPSE_IMPORT_POLL_ROWS == 0)
            st = copse_context_poll(run->ctx, err);
        if (c->people[c->people[i].first].n_all > MOST_OF_ONE_NAME)
            continue;
        for (size_t k = c->people[i].before; st == COPSE_OK && k > 0; k = c->people[k - 1].before)
            st = compare(c, run, c->people[k - 1].member, c->people[i].member, err);
    }
    return st;
}

/* In a store of files of one's own, keys say who is who. */
static copse_status has_other_systems(bool *out, const copse_import_run *run, copse_error *err)
{
    int64_t n = 0;
    copse_status st = copse_store_query_int(
        &n, run->store, "SELECT EXISTS (SELECT 1 FROM source WHERE kind <> 'copse-csv')", 0, err);
    *out = n != 0;
    return st;
}

copse_status copse_import_suggest_same(copse_import_run *run, copse_error *err)
{
    bool is_asked;
    copse_status st = has_other_systems(&is_asked, run, err);
    if (st != COPSE_OK || !is_asked)
        return st;
    crowd c = {.last = copse_map_new(), .is_likely = COPSE_STORE_STATEMENT_INIT};
    st = c.last ? read_people(&c, run, err) : copse_error_nomem(err);
    if (st == COPSE_OK)
        st = copse_store_prepare(&c.is_likely, run->store, likely_sql, err);
    if (st == COPSE_OK)
        st = compare_all(&c, run, err);
    copse_store_finish(&c.is_likely);
    copse_map_free(c.last);
    copse_memory_free(c.people);
    return st;
}
