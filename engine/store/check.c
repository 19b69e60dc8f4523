/*
 * What in the data deserves a look, as a table of questions to the store.
 *
 * Things (CoPs, topics, teams, files) are given as examples by name; people
 * are counted only, because a list of who is in no team is a list about
 * people, and this report is printed, mailed and kept.
 *
 * The questions ask for the sets that are used, not for each thing whether it
 * is used: most tables have no index by their second column.
 */
#include "store/check_internal.h"

#include <string.h>

/* Where ?1 is the as-of day: a stint that holds on it. */
#define HOLDS "since <= ?1 AND (until IS NULL OR until > ?1)"

typedef struct check {
    copse_check_text text;
    const char *sql;     /* rows of names; of people, one row with their number */
    bool of_people;
    bool needs_day; /* makes no sense without an as-of day */
} check;

static const check checks[] = {
    {{"stints-that-end-before-they-start",
      "memberships or assignments whose last day is before their first; they never hold",
      "correct the days at their source and import it again", true},
     "SELECT (SELECT count(*) FROM membership WHERE until < since)"
     " + (SELECT count(*) FROM assignment WHERE until < since)",
     true, false},
    {{"teams-above-themselves", "teams whose line of parents comes back to them",
      "correct parent_id in teams.csv", true},
     "WITH RECURSIVE up(start, at) AS (SELECT id, parent FROM team WHERE parent IS NOT NULL"
     " UNION SELECT up.start, team.parent FROM up JOIN team ON team.id = up.at"
     " WHERE team.parent IS NOT NULL)"
     " SELECT coalesce(name, key) FROM team WHERE id IN (SELECT start FROM up WHERE start = at)"
     " ORDER BY key",
     false, false},
    {{"topics-above-themselves", "topics whose line of wider topics comes back to them",
      "correct broader_id in topics.csv", true},
     "WITH RECURSIVE up(start, at) AS (SELECT id, broader FROM topic WHERE broader IS NOT NULL"
     " UNION SELECT up.start, topic.broader FROM up JOIN topic ON topic.id = up.at"
     " WHERE topic.broader IS NOT NULL)"
     " SELECT coalesce(name, key) FROM topic WHERE id IN (SELECT start FROM up WHERE start = at)"
     " ORDER BY key",
     false, false},
    {{"communities-without-members", "CoPs in which nobody is on this day",
      "add their memberships, or set their status to closed or proposed", false},
     "SELECT coalesce(name, key) FROM community WHERE status NOT IN (3, 4) AND id NOT IN"
     " (SELECT community FROM membership WHERE " HOLDS ") ORDER BY key",
     false, false},
    {{"communities-without-topics",
      "CoPs of which it is not known what they are about: nobody finds them by what they want to learn",
      "add them to community_topics.csv", false},
     "SELECT coalesce(name, key) FROM community c WHERE status <> 4 AND NOT EXISTS"
     " (SELECT 1 FROM community_topic WHERE community = c.id) ORDER BY key",
     false, false},
    {{"communities-without-contact", "CoPs of which it is not known how to join",
      "fill in contact in communities.csv, with a function's mailbox", false},
     "SELECT coalesce(name, key) FROM community WHERE status NOT IN (3, 4) AND contact IS NULL"
     " ORDER BY key",
     false, false},
    {{"face-to-face-without-site", "CoPs that meet in person, it is not known where",
      "fill in site_id in communities.csv", false},
     "SELECT coalesce(name, key) FROM community WHERE mode = 1 AND site IS NULL AND status <> 4"
     " ORDER BY key",
     false, false},
    {{"topics-unused", "topics that nobody knows, wants to learn, or works on in a CoP or project",
      "use them, or remove them from topics.csv before the next first import", false},
     "SELECT coalesce(name, key) FROM topic WHERE"
     " id NOT IN (SELECT broader FROM topic WHERE broader IS NOT NULL)"
     " AND id NOT IN (SELECT topic FROM expertise) AND id NOT IN (SELECT topic FROM interest)"
     " AND id NOT IN (SELECT topic FROM community_topic)"
     " AND id NOT IN (SELECT topic FROM project_topic) ORDER BY key",
     false, false},
    {{"teams-without-members", "teams in which, and below which, nobody works on this day",
      "add their people to members.csv or assignments.csv", false},
     "WITH RECURSIVE used(id) AS (SELECT DISTINCT team FROM assignment WHERE team IS NOT NULL AND " HOLDS
     " UNION SELECT parent FROM team JOIN used ON team.id = used.id WHERE parent IS NOT NULL)"
     " SELECT coalesce(name, key) FROM team WHERE id NOT IN (SELECT id FROM used) ORDER BY key",
     false, false},
    {{"members-without-team", "people of whom no team is known on this day: no answer can use their place",
      "fill in team_id in members.csv", false},
     "SELECT count(*) FROM member m WHERE objected = 0 AND NOT EXISTS"
     " (SELECT 1 FROM assignment WHERE member = m.id AND team IS NOT NULL AND " HOLDS ")",
     true, false},
    {{"members-without-community", "people in no CoP on this day: their answers rest on topics and team",
      "nothing, if that is so; else add their memberships", false},
     "SELECT count(*) FROM member m WHERE objected = 0 AND NOT EXISTS"
     " (SELECT 1 FROM membership WHERE member = m.id AND " HOLDS ")",
     true, false},
    {{"members-without-anything",
      "people of whom neither CoP, nor expertise, interest or team is known: there is nothing to go by",
      "add any one of these for them", false},
     "SELECT count(*) FROM member m WHERE objected = 0"
     " AND NOT EXISTS (SELECT 1 FROM membership WHERE member = m.id AND " HOLDS ")"
     " AND NOT EXISTS (SELECT 1 FROM assignment WHERE member = m.id AND team IS NOT NULL AND " HOLDS ")"
     " AND NOT EXISTS (SELECT 1 FROM expertise WHERE member = m.id)"
     " AND NOT EXISTS (SELECT 1 FROM interest WHERE member = m.id)",
     true, false},
    {{"terms-not-recorded",
      "what an answer should say of these data and cannot: every page tells people what is done with them",
      "ask the information governance officer, then: copse record purpose TEXT, and so on", false},
     "SELECT column1 FROM (VALUES ('purpose', 'purpose'), ('lawful-basis', 'lawful_basis'),"
     " ('dpia', 'dpia_reference'), ('retention', 'retention_days')) WHERE NOT EXISTS"
     " (SELECT 1 FROM setting WHERE name = column2 AND value <> '0')",
     false, false},
    {{"sources-half-a-year-old", "files that were last imported more than 180 days ago",
      "export them again and import them", false},
     "SELECT s.name FROM source s JOIN import i ON i.source = s.id"
     " GROUP BY s.id HAVING max(i.imported) < ?1 - 180 ORDER BY s.name",
     false, true},
};

/* ---- findings ---- */

copse_status copse_check_add_example(copse_check_run *run, const char *text, copse_error *err)
{
    if (run->n_examples == COPSE_CHECK_EXAMPLES)
        return COPSE_OK;
    const char *copy = copse_arena_copy(run->arena, text);
    if (!copy)
        return copse_error_nomem(err);
    run->examples[run->n_examples++] = copy;
    return COPSE_OK;
}

copse_status copse_check_add_finding(copse_check_run *run, const copse_check_text *text, int64_t count,
                                     copse_error *err)
{
    size_t n = run->n_examples;
    run->n_examples = 0;
    if (count == 0)
        return COPSE_OK;
    const char **examples = copse_arena_take(run->arena, n, sizeof *examples);
    if (!examples)
        return copse_error_nomem(err);
    memcpy(examples, run->examples, n * sizeof *examples);
    run->findings[run->n_findings++] = (copse_finding){
        .check = text->check,
        .meaning = text->meaning,
        .next = text->next,
        .is_error = text->is_error,
        .count = count,
        .examples = examples,
        .n_examples = n,
    };
    return COPSE_OK;
}

static copse_status run_check(copse_check_run *run, const check *c, copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    bool has_row = true;
    int64_t count = 0;
    copse_day day = run->ctx->as_of;
    if (day == COPSE_DAY_UNKNOWN && c->needs_day)
        return COPSE_OK;

    copse_status st = copse_store_prepare(&s, run->store, c->sql, err);
    /* Without a day, whatever has not ended by any: as the network reads it. */
    if (st == COPSE_OK && sqlite3_bind_parameter_count(s.handle) > 0)
        copse_store_bind_int(&s, 1, day == COPSE_DAY_UNKNOWN ? INT32_MAX : day);
    while (st == COPSE_OK) {
        st = copse_store_step(&has_row, &s, err);
        if (st != COPSE_OK || !has_row)
            break;
        if (c->of_people) {
            count = copse_store_column_int(&s, 0);
        } else {
            count++;
            st = copse_check_add_example(run, copse_store_column_text(&s, 0), err);
        }
    }
    copse_store_finish(&s);
    return st == COPSE_OK ? copse_check_add_finding(run, &c->text, count, err) : st;
}

static copse_status run_all(copse_check_run *run, copse_error *err)
{
    static const copse_check_text near_communities = {
        "communities-of-nearly-the-same-name", "CoPs whose names differ by a letter or two, or not at all",
        "join forces, or give one of them a clearer name", false};
    static const copse_check_text near_topics = {
        "topics-of-nearly-the-same-name", "topics whose names differ by a letter or two, or not at all",
        "'copse topics' lists them and merges two; it can be undone", false};
    copse_status st = COPSE_OK;
    for (size_t i = 0; st == COPSE_OK && i < sizeof checks / sizeof checks[0]; i++) {
        st = copse_context_poll(run->ctx, err);
        if (st == COPSE_OK)
            st = run_check(run, &checks[i], err);
    }
    if (st == COPSE_OK)
        st = copse_check_near_names(run, false, &near_communities, err);
    if (st == COPSE_OK)
        st = copse_check_near_names(run, true, &near_topics, err);
    if (st == COPSE_OK)
        st = copse_check_members_twice(run, err);
    if (st == COPSE_OK)
        st = copse_check_sensitive_names(run, err);
    return st;
}

static copse_status make_report(copse_check_report **out, copse_check_run *run, copse_error *err)
{
    copse_check_report *report = copse_arena_take(run->arena, 1, sizeof *report);
    copse_finding *findings = copse_arena_take(run->arena, run->n_findings, sizeof *findings);
    if (!report || !findings)
        return copse_error_nomem(err);
    memcpy(findings, run->findings, run->n_findings * sizeof *findings);
    report->n_findings = run->n_findings;
    report->findings = findings;
    report->data_version = copse_store_data_version(run->store);
    report->arena = run->arena;
    run->arena = NULL;
    *out = report;
    return COPSE_OK;
}

copse_status copse_store_check(copse_check_report **out, copse_store *store, const copse_context *ctx,
                               copse_error *err)
{
    copse_check_run run = {.store = store, .ctx = ctx, .arena = copse_arena_new()};
    *out = NULL;
    if (!run.arena)
        return copse_error_nomem(err);
    copse_status st = copse_store_begin_read(store, ctx, err);
    if (st == COPSE_OK)
        st = run_all(&run, err);
    if (st == COPSE_OK)
        st = make_report(out, &run, err);
    copse_store_rollback(store);
    copse_arena_free(run.arena);
    return st;
}

void copse_check_report_free(copse_check_report *report)
{
    if (report)
        copse_arena_free(report->arena);
}
