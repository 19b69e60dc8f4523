/* Whose data these are, what for and for how long: what is read before every answer and printed on it. */
#include "store/account.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEFAULT_THRESHOLD = 5, MOST_THRESHOLD = 1000, MOST_DAYS = 36500 };

void copse_store_terms_free(copse_store_terms *terms)
{
    if (terms)
        copse_arena_free(terms->arena);
}

/* ---- reading ---- */

static copse_status read_text(const char **out, copse_arena *arena, const copse_store *store,
                              const char *name, copse_error *err)
{
    char *value;
    copse_status st = copse_store_get_setting(&value, store, name, err);
    if (st != COPSE_OK || !value)
        return st;
    if (copse_text_is_utf8(value, strlen(value)))
        *out = copse_arena_copy(arena, value);
    else
        st = copse_error_set(err, COPSE_E_STORE, store->path, "record it again, or restore a backup",
                             "setting '%s' is not well-formed UTF-8", name);
    copse_memory_free(value);
    if (st != COPSE_OK)
        return st;
    return *out ? COPSE_OK : copse_error_nomem(err);
}

static copse_status read_number(int *out, const copse_store *store, const char *name, int missing,
                                int least, copse_error *err)
{
    int64_t value;
    copse_status st = copse_store_get_number(&value, store, name, missing, err);
    if (st == COPSE_OK && (value < least || value > INT_MAX))
        return copse_error_set(err, COPSE_E_STORE, store->path, "restore it from a backup",
                               "setting '%s' is %" PRId64 ", which is out of its range", name, value);
    if (st == COPSE_OK)
        *out = (int)value;
    return st;
}

static copse_status read_visibility(copse_visibility *out, copse_arena *arena,
                                    const copse_store *store, copse_error *err)
{
    const char *word = NULL;
    copse_status st = read_text(&word, arena, store, "default_visibility", err);
    if (st == COPSE_OK && word && !copse_visibility_parse(out, word))
        return copse_error_set(
            err, COPSE_E_STORE, store->path, "restore it from a backup",
            "setting 'default_visibility' is '%s', which is none of none, team, trust", word);
    return st;
}

copse_status copse_store_read_terms(copse_store_terms **out, copse_store *store, copse_error *err)
{
    *out = NULL;
    copse_arena *arena = copse_arena_new();
    copse_store_terms *terms = arena ? copse_arena_take(arena, 1, sizeof *terms) : NULL;
    if (!terms) {
        copse_arena_free(arena);
        return copse_error_nomem(err);
    }
    copse_store_options *to = &terms->options;
    terms->arena = arena;
    const struct {
        const char **to, *name;
    } texts[] = {{&to->organisation, "organisation"},
                 {&to->purpose, "purpose"},
                 {&to->lawful_basis, "lawful_basis"},
                 {&to->dpia_reference, "dpia_reference"}};
    copse_status st = COPSE_OK;
    for (size_t i = 0; st == COPSE_OK && i < sizeof texts / sizeof texts[0]; i++)
        st = read_text(texts[i].to, arena, store, texts[i].name, err);
    if (st == COPSE_OK)
        st = read_visibility(&to->default_visibility, arena, store, err);
    if (st == COPSE_OK)
        st = read_number(&to->retention_days, store, "retention_days", 0, 0, err);
    if (st == COPSE_OK)
        st = read_number(&to->threshold, store, "threshold", DEFAULT_THRESHOLD, 1, err);
    if (st == COPSE_OK)
        *out = terms;
    else
        copse_store_terms_free(terms);
    return st;
}

/* ---- recording ---- */

typedef enum term_kind { A_TEXT = 0, A_NUMBER, A_VISIBILITY } term_kind;

typedef struct term {
    const char *name, *setting;
    term_kind kind;
    int64_t least, most;
    bool is_optional;
} term;

static const term terms[] = {
    {"organisation", "organisation", A_TEXT, 0, 0, true},
    {"purpose", "purpose", A_TEXT, 0, 0, true},
    {"lawful-basis", "lawful_basis", A_TEXT, 0, 0, true},
    {"dpia", "dpia_reference", A_TEXT, 0, 0, true},
    {"retention", "retention_days", A_NUMBER, 1, MOST_DAYS, true},
    {"threshold", "threshold", A_NUMBER, 1, MOST_THRESHOLD, false},
    {"default-visibility", "default_visibility", A_VISIBILITY, 0, 0, false},
};

enum { N_TERMS = sizeof terms / sizeof terms[0] };

static copse_status find_term(const term **out, const char *name, copse_error *err)
{
    const char *names[N_TERMS];
    char next[128];
    for (size_t i = 0; i < N_TERMS; i++) {
        names[i] = terms[i].name;
        if (strcmp(terms[i].name, name) == 0) {
            *out = &terms[i];
            return COPSE_OK;
        }
    }
    const char *closest = copse_closest_word(name, names, N_TERMS);
    snprintf(next, sizeof next, closest ? "did you mean '%s'?" : "give organisation, purpose, "
             "lawful-basis, dpia, retention, threshold or default-visibility", closest);
    return copse_error_set(err, COPSE_E_ARGUMENT, NULL, next, "there is no term '%s'", name);
}

static copse_status check_number(const term *t, const char *value, copse_error *err)
{
    char *end;
    errno = 0;
    long long number = strtoll(value, &end, 10);
    if (end == value || *end != '\0' || errno != 0 || number < t->least || number > t->most)
        return copse_error_set(err, COPSE_E_ARGUMENT, t->name, "give a number in this range",
                               "'%s' is not a whole number from %" PRId64 " to %" PRId64, value,
                               t->least, t->most);
    return COPSE_OK;
}

static copse_status check_value(const term *t, const char *value, copse_error *err)
{
    copse_visibility visibility;
    if (!copse_text_is_utf8(value, strlen(value)))
        return copse_error_set(err, COPSE_E_ARGUMENT, t->name, "use a UTF-8 terminal",
                               "the text is not well-formed UTF-8");
    if (!value[0] && t->is_optional)
        return COPSE_OK;
    if (t->kind == A_NUMBER)
        return check_number(t, value, err);
    if (t->kind == A_VISIBILITY && !copse_visibility_parse(&visibility, value))
        return copse_error_set(err, COPSE_E_ARGUMENT, t->name, "give none, team or trust",
                               "'%s' is not one of none, team, trust", value);
    return COPSE_OK;
}

/* Counts that were suppressed by another threshold tell more together than either alone. */
static copse_status count_anew(copse_store *store, copse_error *err)
{
    copse_status st = copse_store_exec(store, "DELETE FROM published_count", err);
    return st == COPSE_OK ? copse_store_raise_data_version(store, err) : st;
}

static copse_status set_term(const term *t, const char *value, copse_store *store,
                             const copse_context *ctx, copse_error *err)
{
    char detail[96], plain[32];
    if (t->kind == A_NUMBER && value[0]) { /* "007" is 7 */
        snprintf(plain, sizeof plain, "%lld", strtoll(value, NULL, 10));
        value = plain;
    }
    copse_status st = copse_store_set_setting(store, t->setting, value[0] ? value : NULL, err);
    /* What it says may name somebody; that it was changed does not. */
    snprintf(detail, sizeof detail, "%s was %s", t->name, value[0] ? "recorded" : "taken away");
    if (st == COPSE_OK)
        st = copse_store_append_audit(store, "record", detail, ctx, err);
    if (st == COPSE_OK)
        st = copse_store_raise_state_version(store, err);
    if (st == COPSE_OK && strcmp(t->name, "threshold") == 0)
        st = count_anew(store, err);
    return st;
}

static copse_status record(copse_account_writer *w, const term *t, const char *value,
                           const copse_context *ctx, copse_error *err)
{
    char *before;
    copse_status st = copse_store_get_setting(&before, w->store, t->setting, err);
    if (st != COPSE_OK)
        return st;
    bool is_same = strcmp(before ? before : "", value) == 0;
    copse_memory_free(before);
    st = is_same ? copse_account_note(w, err, "It was so already: nothing was changed.")
                 : set_term(t, value, w->store, ctx, err);
    return st;
}

copse_status copse_store_tell_terms(copse_account_writer *w, copse_error *err)
{
    return copse_account_query(
        w, "terms", "under which the data are held",
        "WITH term (place, name, setting) AS (VALUES (1, 'organisation', 'organisation'),"
        " (2, 'purpose', 'purpose'), (3, 'lawful basis', 'lawful_basis'), (4, 'DPIA', 'dpia_reference'),"
        " (5, 'retention in days', 'retention_days'), (6, 'smallest count', 'threshold'),"
        " (7, 'named to', 'default_visibility'))"
        " SELECT term.name AS term, nullif(setting.value, '0') AS recorded FROM term"
        " LEFT JOIN setting ON setting.name = term.setting ORDER BY place",
        0, err);
}

copse_status copse_store_record_term(copse_account **out, copse_store *store, const char *name,
                                     const char *value, const copse_context *ctx, copse_error *err)
{
    const term *t = NULL;
    copse_account_writer w;
    *out = NULL;
    copse_status st = find_term(&t, name, err);
    if (st == COPSE_OK)
        st = check_value(t, value, err);
    if (st == COPSE_OK)
        st = copse_account_begin(&w, store, "copse/record/1", "Recorded", err);
    if (st != COPSE_OK)
        return st;
    if ((st = copse_store_begin(store, ctx, err)) == COPSE_OK &&
        (st = record(&w, t, value, ctx, err)) == COPSE_OK &&
        (st = copse_store_tell_terms(&w, err)) == COPSE_OK)
        st = copse_store_commit(store, err);
    if (st != COPSE_OK)
        copse_store_rollback(store);
    else
        st = copse_account_finish(out, &w, err);
    copse_account_discard(&w);
    return st;
}
