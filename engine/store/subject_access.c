/*
 * A member's right of access: everything that is held about them, in tables
 * that they can read, and what is done with it. Others in it are "another
 * person"; where a text names one, their name is taken out.
 */
#include <string.h>

#include "store/account.h"
#include "store/erase.h"

/* A day in words, NULL where it is not known. */
#define DAY(column)                                                                                \
    "CASE WHEN " column " > -2147483648 THEN date(" column " * 86400, 'unixepoch') END"

#define MODE(column)                                                                               \
    "CASE " column " WHEN 1 THEN 'face-to-face' WHEN 2 THEN 'virtual' WHEN 3 THEN 'hybrid' END"

#define EXCHANGE_KIND                                                                              \
    "CASE kind WHEN 0 THEN 'asked' WHEN 1 THEN 'answered' WHEN 2 THEN 'attended' WHEN 3 THEN "     \
    "'shared' WHEN 4 THEN 'update' ELSE 'debrief' END"

/* Where a row came from: a file, or a person's hand. */
#define SOURCE(table)                                                                              \
    "coalesce((SELECT others_masked(name) FROM source WHERE source.id = " table                    \
    ".source), 'recorded by hand') AS source"

#define NAME_OF(table, id) "(SELECT coalesce(name, key) FROM " table " WHERE " table ".id = " id ")"

typedef struct section {
    const char *name, *meaning, *sql;
} section;

static const section sections[] = {
    {"member", "who you are here",
     "SELECT 'key' AS what, key AS recorded FROM member WHERE id = ?1"
     " UNION ALL SELECT 'name', name FROM member WHERE id = ?1"
     " UNION ALL SELECT 'mail', mail FROM member WHERE id = ?1"
     " UNION ALL SELECT 'profession', profession FROM member WHERE id = ?1"
     " UNION ALL SELECT 'how you like to meet', " MODE("mode_preference") " FROM member WHERE id = ?1"
     " UNION ALL SELECT 'whom you may be named to', CASE visibility WHEN 0 THEN 'nobody' WHEN 1 THEN"
     " 'your team' ELSE 'everybody in the organisation' END FROM member WHERE id = ?1"
     " UNION ALL SELECT 'you objected', CASE objected WHEN 0 THEN 'no' ELSE 'yes' END FROM member"
     " WHERE id = ?1"
     " UNION ALL SELECT 'source', coalesce((SELECT others_masked(name) FROM source WHERE id ="
     " member.source), 'recorded by hand') FROM member WHERE id = ?1"},
    {"identities", "what other systems call you",
     "SELECT system, key, " SOURCE("identity") " FROM identity WHERE member = ?1"
     " ORDER BY identity.system, identity.key"},
    {"assignments", "where you work and worked",
     "SELECT " NAME_OF("team", "assignment.team") " AS team, " NAME_OF("site", "assignment.site")
     " AS site, others_masked(role) AS role, " DAY("since") " AS since, " DAY("until")
     " AS until, " SOURCE("assignment") " FROM assignment WHERE member = ?1 ORDER BY assignment.since, id"},
    {"memberships", "communities that you are and were in",
     "SELECT " NAME_OF("community", "membership.community") " AS community, others_masked(role) AS role, "
     DAY("since") " AS since, " DAY("until") " AS until, " SOURCE("membership")
     " FROM membership WHERE member = ?1 ORDER BY 1, membership.since"},
    {"expertise", "what you are recorded to know",
     "SELECT " NAME_OF("topic", "expertise.topic") " AS topic, weight, " DAY("last_active")
     " AS last_active, " SOURCE("expertise") " FROM expertise WHERE member = ?1 ORDER BY 1, 4"},
    {"interests", "what you are recorded to want to learn",
     "SELECT " NAME_OF("topic", "interest.topic") " AS topic, " DAY("since") " AS since, "
     SOURCE("interest") " FROM interest WHERE member = ?1 ORDER BY 1"},
    {"ties", "with whom you are recorded to work",
     "SELECT 'another person' AS \"with\", CASE kind WHEN 0 THEN 'strength' ELSE 'cost' END AS kind,"
     " weight, " DAY("since") " AS since, " SOURCE("tie")
     " FROM tie WHERE a = ?1 OR b = ?1 ORDER BY tie.since, weight"},
    {"exchanges", "what passed between you and others",
     "SELECT " DAY("happened") " AS \"on\", " EXCHANGE_KIND " AS kind,"
     " CASE from_member WHEN ?1 THEN 'you' ELSE 'another person' END AS \"from\","
     " CASE WHEN to_member = ?1 THEN 'you' WHEN to_member IS NOT NULL THEN 'another person' ELSE "
     NAME_OF("community", "exchange.to_community") " END AS \"to\", " NAME_OF("topic", "exchange.topic")
     " AS topic, " NAME_OF("project", "exchange.project") " AS project,"
     " CASE WHEN from_member = ?1 OR shared_with > 0 OR note IS NULL THEN others_masked(note)"
     " ELSE 'another person''s own note, not shared' END AS note,"
     " CASE WHEN note IS NULL THEN NULL WHEN shared_with = 0 THEN 'its author' WHEN shared_with = 1 THEN"
     " 'the author''s team' ELSE 'everybody' END AS note_for, " DAY("due") " AS due, "
     SOURCE("exchange") " FROM exchange WHERE from_member = ?1 OR to_member = ?1 ORDER BY happened, id"},
    {"pairings", "whom you were brought together with",
     "SELECT kind, 'another person' AS \"with\", " DAY("happened") " AS \"on\" FROM pairing"
     " WHERE a = ?1 OR b = ?1 ORDER BY happened, 1"},
    {"marks", "what you said of a community",
     "SELECT " NAME_OF("community", "mark.community") " AS community, kind, " DAY("happened")
     " AS \"on\" FROM mark WHERE member = ?1 ORDER BY happened, 1"},
    {"actions", "what you said you would do",
     "SELECT others_masked(what) AS what, coalesce(" NAME_OF("team", "action.team") ", "
     NAME_OF("project", "action.project") ") AS \"for\", " DAY("due") " AS due, " DAY("done")
     " AS done FROM action WHERE who = ?1 ORDER BY action.due, id"},
    {"preferences", "what you said of yourself, which counts before any file",
     "SELECT CASE kind WHEN 'mode' THEN 'how you like to meet' ELSE 'whom you may be named to' END AS what,"
     " CASE kind WHEN 'mode' THEN CASE choice WHEN 1 THEN 'face-to-face' WHEN 2 THEN 'virtual' WHEN 3 THEN"
     " 'hybrid' ELSE 'any' END ELSE CASE choice WHEN 0 THEN 'nobody' WHEN 1 THEN 'your team' ELSE 'everybody in"
     " the organisation' END END AS said, " DAY("happened") " AS \"on\" FROM preference WHERE member = ?1"
     " ORDER BY preference.kind"},
    {"computed", "what was worked out about you and is kept",
     "SELECT measure, " NAME_OF("community", "(SELECT id FROM community WHERE key = of_key)")
     " AS \"of\", value / 1e6 AS value FROM model_value"
     " WHERE for_key = (SELECT key FROM member WHERE id = ?1) ORDER BY measure, of_key"},
};

enum { N_SECTIONS = sizeof sections / sizeof sections[0] };

/* ---- names: theirs, and everybody else's ---- */

typedef struct access {
    copse_account_writer w;
    copse_mask others, own;
    int64_t member;
} access;

static const char every_name[] = "SELECT key, id AS member FROM member UNION ALL SELECT name, id FROM member"
                                 " UNION ALL SELECT mail, id FROM member"
                                 " UNION ALL SELECT key, member FROM identity";

static copse_status read_names(access *a, copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    bool has_row = true;
    copse_status st = copse_store_prepare(&s, a->w.store, every_name, err);
    while (st == COPSE_OK && (st = copse_store_step(&has_row, &s, err)) == COPSE_OK && has_row) {
        const char *text;
        bool is_own = copse_store_column_int(&s, 1) == a->member;
        st = copse_store_copy_text(&text, a->w.account->arena, &s, 0, err);
        if (st == COPSE_OK && text)
            st = copse_mask_add(is_own ? &a->own : &a->others, text, err);
    }
    copse_store_finish(&s);
    copse_mask_ready(&a->others);
    copse_mask_ready(&a->own);
    return st;
}

/* ---- where else they are named ---- */

/* One query over every column of free text: how many rows of it name them. */
static copse_status tell_mentions(access *a, copse_error *err)
{
    copse_text sql = COPSE_TEXT_INIT;
    copse_text_append(&sql, "WITH said (place, \"where\", rows) AS (");
    for (size_t i = 0; i < copse_n_free_texts; i++)
        copse_text_format(&sql,
                          "%sSELECT %zu, '%s of %s', count(*) FROM %s WHERE own_masked(%s) IS NOT %s",
                          i > 0 ? " UNION ALL " : "", i, copse_free_texts[i].column,
                          copse_free_texts[i].table, copse_free_texts[i].table,
                          copse_free_texts[i].column, copse_free_texts[i].column);
    copse_text_append(&sql, ") SELECT \"where\", rows FROM said WHERE rows > 0 ORDER BY place");
    copse_status st = sql.failed ? copse_error_nomem(err) : COPSE_OK;
    if (st == COPSE_OK)
        st = copse_account_query(&a->w, "mentions", "texts in which you are named", sql.bytes,
                                 a->member, err);
    copse_text_free(&sql);
    return st;
}

static copse_status tell_outputs(access *a, copse_error *err)
{
    return copse_account_query(
        &a->w, "outputs", "files that were given out from these data: any of them may hold you",
        "SELECT date(happened * 86400, 'unixepoch') AS \"date\", audience, others_masked(path) AS path"
        " FROM output ORDER BY id",
        a->member, err);
}

static copse_status tell_rights(access *a, copse_error *err)
{
    static const char *const columns[] = {"right", "how"};
    static const char *const texts[] = {
        "to have it put right", "tell the steward, who corrects it where it came from and imports again",
        "to say who may name you", "tell the steward (copse profile)",
        "to object", "tell the steward: you are then in no list, model or path (copse object)",
        "to be forgotten", "tell the steward: your rows go and do not come back (copse forget)",
        "to complain", "to your data protection officer, or to the Information Commissioner's Office, ico.org.uk",
        "not to be decided about by a machine", "nothing here decides: it suggests, and whether you follow is up to you",
    };
    return copse_account_texts(&a->w, "rights", "what you can ask for", columns, 2, texts,
                               sizeof texts / sizeof texts[0] / 2, err);
}

/* ---- the account ---- */

static copse_status tell(access *a, copse_error *err)
{
    copse_status st = read_names(a, err);
    if (st == COPSE_OK)
        st = copse_mask_install(a->w.store, &a->others, "others_masked", err);
    if (st == COPSE_OK)
        st = copse_mask_install(a->w.store, &a->own, "own_masked", err);
    for (size_t i = 0; st == COPSE_OK && i < N_SECTIONS; i++)
        st = copse_account_query(&a->w, sections[i].name, sections[i].meaning, sections[i].sql,
                                 a->member, err);
    if (st == COPSE_OK)
        st = tell_mentions(a, err);
    if (st == COPSE_OK)
        st = tell_outputs(a, err);
    copse_mask_remove(a->w.store, "others_masked");
    copse_mask_remove(a->w.store, "own_masked");
    if (st == COPSE_OK)
        st = copse_store_tell_terms(&a->w, err);
    if (st == COPSE_OK)
        st = tell_rights(a, err);
    if (st == COPSE_OK)
        st = copse_account_note(&a->w, err,
                                "Suggestions are worked out from this when they are asked for, and are not "
                                "kept: 'copse join' shows yours, with the reasons.");
    return st;
}

static copse_status answer(access *a, const char *member_key, const copse_context *ctx, copse_error *err)
{
    copse_store *store = a->w.store;
    copse_status st = copse_store_begin(store, ctx, err);
    if (st == COPSE_OK)
        st = copse_store_find_member(&a->member, store, member_key, err);
    if (st == COPSE_OK)
        st = tell(a, err);
    if (st == COPSE_OK)
        st = copse_store_append_audit(store, "subject-access",
                                      "a member was told what is held about them", ctx, err);
    if (st == COPSE_OK)
        st = copse_store_raise_state_version(store, err);
    if (st == COPSE_OK)
        st = copse_store_commit(store, err);
    if (st != COPSE_OK)
        copse_store_rollback(store);
    return st;
}

copse_status copse_store_subject_access(copse_account **out, copse_store *store,
                                        const char *member_key, const copse_context *ctx,
                                        copse_error *err)
{
    access a = {.others = {.instead = "[another person]"}, .own = {.instead = "[you]"}};
    *out = NULL;
    if (ctx->audience != COPSE_FOR_SELF || !ctx->audience_key || strcmp(ctx->audience_key, member_key) != 0)
        return copse_error_set(err, COPSE_E_ARGUMENT, NULL, "ask for the person themself",
                               "what is held about somebody is for nobody else");
    copse_status st = copse_account_begin(&a.w, store, "copse/subject-access/1",
                                          "What is held about you", err);
    if (st != COPSE_OK)
        return st;
    st = answer(&a, member_key, ctx, err);
    if (st == COPSE_OK)
        st = copse_account_finish(out, &a.w, err);
    copse_mask_free(&a.others);
    copse_mask_free(&a.own);
    copse_account_discard(&a.w);
    return st;
}
