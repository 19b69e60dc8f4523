/*
 * What passed between people, recorded as it is told: asked, answered, attended, shared… It is state, not data: no
 * model learns from it, no import takes it back, and the person it is of can.
 */
#include "store/record.h"

#include <inttypes.h>
#include <stdio.h>

/* ---- what an exchange must fulfil ---- */

static copse_status refuse(copse_error *err, const char *next, const char *what)
{
    return copse_error_set(err, COPSE_E_ARGUMENT, NULL, next, "%s", what);
}

static bool is_there(const char *key)
{
    return key && key[0] != '\0';
}

static bool is_of_a_community(copse_exchange_kind kind)
{
    return kind == COPSE_EXCHANGE_ATTENDED || kind == COPSE_EXCHANGE_UPDATE || kind == COPSE_EXCHANGE_DEBRIEF;
}

static copse_status check_ends(const copse_exchange_entry *entry, copse_error *err)
{
    bool has_member = is_there(entry->to_member), has_community = is_there(entry->to_community);
    if (!is_there(entry->from_member))
        return refuse(err, "say who did it", "nobody is named");
    if (has_member && has_community)
        return refuse(err, "record two, one with each", "it is with a person or with a CoP, not with both");
    if (is_of_a_community(entry->kind) && !has_community)
        return copse_error_set(err, COPSE_E_ARGUMENT, NULL, "say which", "'%s' is said of a CoP",
                               copse_exchange_kind_name(entry->kind));
    if (!has_member && !has_community)
        return refuse(err, "name a person or a CoP", "with whom is not said");
    return COPSE_OK;
}

static copse_status check_days(copse_day on, const copse_exchange_entry *entry, const copse_context *ctx,
                               copse_error *err)
{
    if (on == COPSE_DAY_UNKNOWN)
        return refuse(err, "say on which day", "the day is not known");
    if (on > ctx->as_of)
        return refuse(err, "record it once it has happened; what is promised has a day that it is due",
                      "the day is still to come");
    if (entry->due != COPSE_DAY_UNKNOWN && entry->due < on)
        return refuse(err, "give a later day", "it is due before it happened");
    return COPSE_OK;
}

static copse_status check_note(const copse_exchange_entry *entry, copse_error *err)
{
    if (entry->shared_with != COPSE_VISIBLE_NONE && !is_there(entry->note))
        return refuse(err, "add the note", "there are no words to share");
    return copse_record_check_text("note", entry->note, err);
}

static copse_status check_settles(const copse_store *store, int64_t number, copse_day on, copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    bool has_row = false;
    if (number == 0)
        return COPSE_OK;
    copse_status st = copse_store_prepare(&s, store, "SELECT 1 FROM exchange WHERE id = ?1 AND happened <= ?2", err);
    if (st == COPSE_OK) {
        copse_store_bind_int(&s, 1, number);
        copse_store_bind_int(&s, 2, on);
        st = copse_store_step(&has_row, &s, err);
    }
    if (st == COPSE_OK && !has_row)
        st = copse_error_set(err, COPSE_E_NOT_FOUND, NULL, "'copse giveback' shows the numbers",
                             "nothing that was recorded before has the number %" PRId64, number);
    copse_store_finish(&s);
    return st;
}

/* ---- writing ---- */

/* The ids of what an entry names; 0: nothing. */
typedef struct ends {
    int64_t from, to_member, to_community, topic, project;
} ends;

static copse_status find_ends(ends *out, const char **column, const copse_store *store, const copse_exchange_entry *entry,
                              copse_error *err)
{
    const struct {
        int64_t *id;
        copse_record_thing thing;
        const char *key, *column;
    } named[] = {{&out->from, COPSE_RECORD_MEMBER, entry->from_member, "from_member_id"},
                 {&out->to_member, COPSE_RECORD_MEMBER, entry->to_member, "to_member_id"},
                 {&out->to_community, COPSE_RECORD_COMMUNITY, entry->to_community, "to_community_id"},
                 {&out->topic, COPSE_RECORD_TOPIC, entry->topic, "topic_id"},
                 {&out->project, COPSE_RECORD_PROJECT, entry->project, "project_id"}};
    for (size_t i = 0; i < sizeof named / sizeof named[0]; i++) {
        *column = named[i].column;
        copse_status st = copse_record_find(named[i].id, store, named[i].thing, named[i].key, err);
        if (st != COPSE_OK)
            return st;
    }
    *column = "to_member_id";
    return out->from == out->to_member ? refuse(err, "name the other", "it is with oneself") : COPSE_OK;
}

static void bind_id(copse_store_statement *s, int place, int64_t id)
{
    if (id == 0)
        copse_store_bind_null(s, place);
    else
        copse_store_bind_int(s, place, id);
}

static void bind_day(copse_store_statement *s, int place, copse_day day)
{
    if (day == COPSE_DAY_UNKNOWN)
        copse_store_bind_null(s, place);
    else
        copse_store_bind_int(s, place, day);
}

static void bind(copse_store_statement *s, const ends *of, const copse_exchange_entry *entry, copse_day on)
{
    copse_store_bind_int(s, 1, of->from);
    bind_id(s, 2, of->to_member);
    bind_id(s, 3, of->to_community);
    copse_store_bind_int(s, 4, entry->kind);
    copse_store_bind_int(s, 5, on);
    bind_id(s, 6, of->topic);
    bind_id(s, 7, of->project);
    copse_store_bind_text(s, 8, is_there(entry->note) ? entry->note : NULL);
    bind_day(s, 9, entry->due);
    bind_id(s, 10, entry->settles);
}

static copse_status find_same(int64_t *id, const copse_store *store, const ends *of,
                              const copse_exchange_entry *entry, copse_day on, copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    bool has_row = false;
    copse_status st =
        copse_store_prepare(&s, store,
                            "SELECT id FROM exchange WHERE from_member = ?1 AND to_member IS ?2 AND to_community IS ?3"
                            " AND kind = ?4 AND happened = ?5 AND topic IS ?6 AND project IS ?7 AND note IS ?8"
                            " AND due IS ?9 AND settles IS ?10 ORDER BY id LIMIT 1",
                            err);
    if (st == COPSE_OK) {
        bind(&s, of, entry, on);
        st = copse_store_step(&has_row, &s, err);
    }
    *id = st == COPSE_OK && has_row ? copse_store_column_int(&s, 0) : 0;
    copse_store_finish(&s);
    return st;
}

static copse_status insert(int64_t *id, copse_store *store, const ends *of, const copse_exchange_entry *entry,
                           copse_day on, copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    copse_status st = copse_store_prepare(
        &s, store,
        "INSERT INTO exchange (from_member, to_member, to_community, kind, happened, topic, project, note, due,"
        " settles, shared_with) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        err);
    if (st == COPSE_OK) {
        bind(&s, of, entry, on);
        copse_store_bind_int(&s, 11, entry->shared_with);
        st = copse_store_run(&s, err);
    }
    copse_store_finish(&s);
    if (st == COPSE_OK)
        *id = sqlite3_last_insert_rowid(store->db);
    return st;
}

/* The same words again, for more or fewer people than before. */
static copse_status share_anew(copse_record_outcome *out, copse_store *store, copse_visibility with, copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    copse_status st =
        copse_store_prepare(&s, store, "UPDATE exchange SET shared_with = ?2 WHERE id = ?1 AND shared_with <> ?2", err);
    if (st == COPSE_OK) {
        copse_store_bind_int(&s, 1, out->id);
        copse_store_bind_int(&s, 2, with);
        st = copse_store_run(&s, err);
    }
    copse_store_finish(&s);
    out->is_new = st == COPSE_OK && sqlite3_changes(store->db) > 0;
    return st;
}

static copse_status check(const char **column, const copse_store *store, const copse_exchange_entry *entry,
                          copse_day on, const copse_context *ctx, copse_error *err)
{
    copse_status st = check_ends(entry, err);
    if (st != COPSE_OK)
        return st;
    *column = "on";
    if ((st = check_days(on, entry, ctx, err)) != COPSE_OK)
        return st;
    *column = "note";
    if ((st = check_note(entry, err)) != COPSE_OK)
        return st;
    *column = "settles";
    return check_settles(store, entry->settles, on, err);
}

copse_status copse_record_add_exchange(copse_record_outcome *out, copse_store *store,
                                       const copse_exchange_entry *entry, const copse_context *ctx, copse_error *err)
{
    copse_day on = entry->on == COPSE_DAY_UNKNOWN ? ctx->as_of : entry->on;
    ends of = {0};
    *out = (copse_record_outcome){0};
    copse_status st = check(&out->column, store, entry, on, ctx, err);
    if (st == COPSE_OK)
        st = find_ends(&of, &out->column, store, entry, err);
    if (st == COPSE_OK)
        st = find_same(&out->id, store, &of, entry, on, err);
    if (st != COPSE_OK)
        return st;
    if (out->id != 0)
        return share_anew(out, store, entry->shared_with, err);
    out->is_new = true;
    return insert(&out->id, store, &of, entry, on, err);
}

/* ---- one, and taking it back ---- */

/* Of the people in it nobody is named: who asks knows, and others need not. */
static copse_status tell_one(copse_account_writer *w, const char *meaning, int64_t id, copse_error *err)
{
    return copse_account_query(
        w, "exchange", meaning,
        "SELECT x.id AS number, CASE kind WHEN 0 THEN 'asked' WHEN 1 THEN 'answered' WHEN 2 THEN 'attended' WHEN 3 THEN"
        " 'shared' WHEN 4 THEN 'update' ELSE 'debrief' END AS kind, date(happened * 86400, 'unixepoch') AS \"on\","
        " coalesce(c.name, c.key, 'a person') AS \"with\", coalesce(t.name, t.key) AS topic,"
        " coalesce(p.name, p.key) AS project, date(due * 86400, 'unixepoch') AS due, settles, CASE WHEN note IS NULL"
        " THEN NULL WHEN shared_with = 0 THEN 'its author' WHEN shared_with = 1 THEN 'the author''s team' ELSE 'everybody' END"
        " AS note_for FROM exchange AS x LEFT JOIN community AS c ON c.id = to_community LEFT JOIN topic AS t ON"
        " t.id = topic LEFT JOIN project AS p ON p.id = project WHERE x.id = ?1",
        id, err);
}

static copse_status record_one(copse_account_writer *w, const void *entry, const copse_context *ctx, copse_error *err)
{
    const copse_exchange_entry *of = entry;
    char detail[96];
    copse_record_outcome outcome;
    copse_status st = copse_record_add_exchange(&outcome, w->store, of, ctx, err);
    if (st != COPSE_OK)
        return st;
    snprintf(detail, sizeof detail, "an exchange was recorded: %s", copse_exchange_kind_name(of->kind));
    st = outcome.is_new ? copse_record_tell_audit(w, detail, ctx, err)
                : copse_account_note(w, err, "It was so already: nothing was changed.");
    return st == COPSE_OK
               ? tell_one(w, "as it stands from now on; its number is what --settles takes", outcome.id, err)
               : st;
}

copse_status copse_store_record_exchange(copse_account **out, copse_store *store, const copse_exchange_entry *entry,
                                         const copse_context *ctx, copse_error *err)
{
    return copse_record_do(out, store, &(copse_record_work){record_one, entry}, ctx, err);
}

static copse_status find_last(int64_t *id, const copse_store *store, const copse_exchange_entry *of, copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    int64_t member = 0;
    bool has_row = false;
    copse_status st = copse_record_find(&member, store, COPSE_RECORD_MEMBER, of->from_member, err);
    if (st != COPSE_OK)
        return st;
    st = copse_store_prepare(&s, store,
                             "SELECT max(id) FROM exchange WHERE from_member = ?1 AND kind = ?2 AND key IS NULL", err);
    if (st == COPSE_OK) {
        copse_store_bind_int(&s, 1, member);
        copse_store_bind_int(&s, 2, of->kind);
        st = copse_store_step(&has_row, &s, err);
    }
    *id = st == COPSE_OK && has_row ? copse_store_column_int(&s, 0) : 0;
    copse_store_finish(&s);
    if (st == COPSE_OK && *id == 0)
        return copse_error_set(err, COPSE_E_NOT_FOUND, NULL, "what a file brought is mended in the file",
                               "nothing of the kind '%s' was recorded by hand for them",
                               copse_exchange_kind_name(of->kind));
    return st;
}

static copse_status undo_one(copse_account_writer *w, const void *entry, const copse_context *ctx, copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    int64_t id;
    copse_status st = find_last(&id, w->store, entry, err);
    if (st == COPSE_OK)
        st = tell_one(w, "that was taken back", id, err);
    if (st == COPSE_OK)
        st = copse_store_prepare(&s, w->store, "DELETE FROM exchange WHERE id = ?1", err);
    if (st == COPSE_OK) {
        copse_store_bind_int(&s, 1, id);
        st = copse_store_run(&s, err);
    }
    copse_store_finish(&s);
    if (st == COPSE_OK)
        st = copse_record_tell_audit(w, "an exchange was taken back", ctx, err);
    w->account->n_removed = st == COPSE_OK;
    return st;
}

copse_status copse_store_undo_exchange(copse_account **out, copse_store *store, const char *member_key,
                                       copse_exchange_kind kind, const copse_context *ctx, copse_error *err)
{
    copse_exchange_entry entry = COPSE_EXCHANGE_ENTRY_INIT;
    entry.from_member = member_key;
    entry.kind = kind;
    return copse_record_do(out, store, &(copse_record_work){undo_one, &entry}, ctx, err);
}
