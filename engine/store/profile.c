/*
 * What answers go by about one person, for that person, and their own word on
 * it: which CoPs are not for them, how they like to meet, how far they may be
 * named. Their word is state: it makes no model stale, and no import overrides it.
 */
#include "store/account.h"
#include "store/store.h"

#include <string.h>

/* ---- their own word ---- */

static copse_status run_bound(copse_store *store, const char *sql, int64_t member, int64_t second, int64_t day,
                              copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    copse_status st = copse_store_prepare(&s, store, sql, err);
    if (st == COPSE_OK) {
        copse_store_bind_int(&s, 1, member);
        copse_store_bind_int(&s, 2, second);
        if (sqlite3_bind_parameter_count(s.handle) > 2)
            copse_store_bind_int(&s, 3, day);
        st = copse_store_run(&s, err);
    }
    copse_store_finish(&s);
    return st;
}

/* As a network has it: decided to be sensitive, or undecided and looking so. */
static bool is_sensitive(copse_store_statement *s)
{
    int64_t decided = copse_store_column_int(s, 1);
    const char *name = copse_store_column_text(s, 3) ? copse_store_column_text(s, 3) : copse_store_column_text(s, 2);
    return decided == COPSE_SENSITIVE_YES ||
           (decided == COPSE_SENSITIVE_UNDECIDED && copse_store_looks_sensitive(name, copse_store_column_text(s, 4)));
}

/* A sensitive one is never recommended, so there is nothing to say of it, and it is not said to exist. */
static copse_status find_community(int64_t *id, copse_store *store, const char *key, copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    bool has_row = false;
    copse_status st = copse_store_prepare(
        &s, store, "SELECT id, sensitive, key, name, description FROM community WHERE key = ?1", err);
    if (st == COPSE_OK) {
        copse_store_bind_text(&s, 1, key);
        st = copse_store_step(&has_row, &s, err);
    }
    if (st == COPSE_OK && (!has_row || is_sensitive(&s)))
        st = copse_error_set(err, COPSE_E_NOT_FOUND, NULL, "'copse join' lists those that fit",
                             "no community that could be recommended has that key or name");
    if (st == COPSE_OK)
        *id = copse_store_column_int(&s, 0);
    copse_store_finish(&s);
    return st;
}

static copse_status mark(copse_store *store, int64_t member, const copse_profile_change *change, copse_day day,
                         copse_error *err)
{
    int64_t community;
    copse_status st = find_community(&community, store, change->not_community, err);
    if (st != COPSE_OK)
        return st;
    return change->undo
               ? run_bound(store, "DELETE FROM mark WHERE member = ?1 AND community = ?2 AND kind = 'not'", member,
                           community, day, err)
               : run_bound(store,
                           "INSERT INTO mark (member, community, kind, happened) VALUES (?1, ?2, 'not', ?3) "
                           "ON CONFLICT DO NOTHING",
                           member, community, day, err);
}

#define PREFER(kind)                                                                                                   \
    "INSERT INTO preference (member, kind, choice, happened) VALUES (?1, '" kind "', ?2, ?3) "                         \
    "ON CONFLICT (member, kind) DO UPDATE SET choice = excluded.choice, happened = excluded.happened"

static bool changes_something(const copse_profile_change *change)
{
    return change && (change->not_community || change->has_mode || change->has_visibility);
}

static copse_status apply(copse_store *store, int64_t member, const copse_profile_change *change,
                          const copse_context *ctx, copse_error *err)
{
    copse_status st = COPSE_OK;
    if (change->not_community)
        st = mark(store, member, change, ctx->as_of, err);
    if (st == COPSE_OK && change->has_mode)
        st = run_bound(store, PREFER("mode"), member, change->mode, ctx->as_of, err);
    if (st == COPSE_OK && change->has_visibility)
        st = run_bound(store, PREFER("visibility"), member, change->visibility, ctx->as_of, err);
    if (st == COPSE_OK)
        st = copse_store_append_audit(store, "profile", "a member changed what they said of themself", ctx, err);
    return st == COPSE_OK ? copse_store_raise_state_version(store, err) : st;
}

/* ---- what is gone by ---- */

#define DAY(column) "CASE WHEN " column " > -2147483648 THEN date(" column " * 86400, 'unixepoch') END"
#define HOLDS       "since <= ?2 AND (until IS NULL OR until > ?2)"

typedef struct section {
    const char *name, *meaning, *sql;
} section;

static const section sections[] = {
    {"person", "who you are here, how you like to meet, to whom you may be named",
     "WITH m AS (SELECT * FROM member WHERE id = ?1), p AS (SELECT kind, choice FROM preference WHERE member = ?1) "
     "SELECT 'key' AS what, key AS value FROM m UNION ALL SELECT 'name', name FROM m "
     "UNION ALL SELECT 'mail', mail FROM m UNION ALL SELECT 'profession', profession FROM m "
     "UNION ALL SELECT 'mode', CASE coalesce((SELECT choice FROM p WHERE kind = 'mode'), mode_preference) "
     "WHEN 1 THEN 'face-to-face' WHEN 2 THEN 'virtual' WHEN 3 THEN 'hybrid' ELSE 'any' END FROM m "
     "UNION ALL SELECT 'visible', CASE coalesce((SELECT choice FROM p WHERE kind = 'visibility'), visibility) "
     "WHEN 1 THEN 'team' WHEN 2 THEN 'trust' ELSE 'none' END FROM m"},
    {"work", "where and as what you work",
     "SELECT t.key AS team, t.name AS team_name, s.key AS site, s.name AS site_name, a.role, " DAY("a.since")
     " AS since FROM assignment AS a LEFT JOIN team AS t ON t.id = a.team LEFT JOIN site AS s ON s.id = a.site "
     "WHERE a.member = ?1 AND " HOLDS " ORDER BY a.since, t.key, s.key, a.id"},
    {"communities", "which you are in",
     "SELECT c.key AS community, c.name, m.role, " DAY("m.since") " AS since FROM membership AS m "
     "JOIN community AS c ON c.id = m.community WHERE m.member = ?1 AND " HOLDS " ORDER BY c.key, m.since"},
    {"topics", "that you know, and how much speaks for it",
     "SELECT t.key AS topic, t.name, sum(e.weight) AS evidence, " DAY("max(e.last_active)") " AS last_active "
     "FROM expertise AS e JOIN topic AS t ON t.id = e.topic WHERE e.member = ?1 GROUP BY t.id ORDER BY t.key"},
    {"interests", "what you want to learn",
     "SELECT t.key AS topic, t.name, " DAY("i.since") " AS since FROM interest AS i JOIN topic AS t ON t.id = i.topic "
     "WHERE i.member = ?1 AND coalesce(i.since, ?2) <= ?2 ORDER BY t.key"},
    {"not_for_you", "communities that are not recommended to you, because you said so",
     "SELECT c.key AS community, c.name, date(k.happened * 86400, 'unixepoch') AS said FROM mark AS k "
     "JOIN community AS c ON c.id = k.community WHERE k.member = ?1 AND k.kind = 'not' AND k.happened <= ?2 "
     "ORDER BY c.key"},
};

static copse_status tell(copse_account_writer *w, int64_t member, const copse_profile_change *change, copse_day day,
                         copse_error *err)
{
    copse_status st = COPSE_OK;
    for (size_t i = 0; st == COPSE_OK && i < sizeof sections / sizeof sections[0]; i++)
        st = copse_account_query_on(w, sections[i].name, sections[i].meaning, sections[i].sql, member, day, err);
    if (st == COPSE_OK && change && change->has_visibility)
        st = copse_account_note(w, err,
                                "Answers name you so from now on; files that were given out are not changed: "
                                "'copse outputs' lists them.");
    if (st == COPSE_OK)
        st = copse_account_note(w, err,
                                "'copse join' says what follows from this. What is wrong here is mended where it comes "
                                "from, and imported again.");
    return st;
}

static copse_status ask(copse_account_writer *w, const char *member_key, const copse_profile_change *change,
                        const copse_context *ctx, copse_error *err)
{
    int64_t member;
    copse_status st = copse_store_find_member(&member, w->store, member_key, err);
    if (st == COPSE_OK && changes_something(change))
        st = apply(w->store, member, change, ctx, err);
    return st == COPSE_OK ? tell(w, member, change, ctx->as_of, err) : st;
}

/* A look needs no store that can be written. */
static copse_status ask_within(copse_account_writer *w, const char *member_key, const copse_profile_change *change,
                               const copse_context *ctx, copse_error *err)
{
    bool writes = changes_something(change);
    copse_status st =
        writes ? copse_store_begin(w->store, ctx, err) : copse_store_begin_read(w->store, ctx, err);
    if (st != COPSE_OK)
        return st;
    st = ask(w, member_key, change, ctx, err);
    if (st == COPSE_OK && writes)
        return copse_store_commit(w->store, err);
    copse_store_rollback(w->store);
    return st;
}

copse_status copse_store_profile(copse_account **out, copse_store *store, const char *member_key,
                                 const copse_profile_change *change, const copse_context *ctx,
                                 copse_error *err)
{
    copse_account_writer w;
    *out = NULL;
    if (ctx->audience != COPSE_FOR_SELF || !ctx->audience_key || strcmp(ctx->audience_key, member_key) != 0)
        return copse_error_set(err, COPSE_E_ARGUMENT, "profile", "ask for them and give it to them alone",
                               "a profile is for the person themself, not for '%s'",
                               copse_audience_name(ctx->audience));
    copse_status st = copse_account_begin(&w, store, "copse/profile/1", "What Copse goes by about you", err);
    if (st == COPSE_OK)
        st = ask_within(&w, member_key, change, ctx, err);
    if (st == COPSE_OK)
        st = copse_account_finish(out, &w, err);
    copse_account_discard(&w);
    return st;
}
