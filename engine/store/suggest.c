/*
 * Topics where there are none, proposed as CSV files for a person to edit and
 * import. Nothing is stored: what is worked out lives in temporary tables of
 * the connection, in memory, and goes with it.
 *
 * A topic is also proposed where members know it more than others do: by
 * Pearson's phi of "is in the community" and "knows the topic" over everybody
 * of whom either is known. With N people, m in it, e who know it, k both:
 *
 *     phi = (N k - m e) / sqrt(m e (N - m)(N - e))
 *
 * which is 0 where members know it as others do, whatever the sizes. From
 * 0.25 on, and where at least as many as the threshold do; how many is said in
 * bands, so that the file tells nothing about a few.
 * Source: Yule 1912, J. R. Stat. Soc. 75, 579-652.
 */
#include "store/suggest.h"

#define LEAST_PHI_SQUARED "0.0625" /* 0.25² */

static const char setup[] =
    "CREATE TEMP TABLE suggest_community (id INTEGER PRIMARY KEY);"
    "CREATE TEMP TABLE suggest_topic (community INTEGER NOT NULL, topic INTEGER NOT NULL, why "
    "INTEGER NOT NULL,"
    " evidence TEXT NOT NULL, PRIMARY KEY (community, topic, why)) WITHOUT ROWID;"
    "CREATE TEMP TABLE suggest_new (community INTEGER PRIMARY KEY, key TEXT NOT NULL, name TEXT "
    "NOT NULL);"
    "CREATE TEMP TABLE suggest_same (id INTEGER PRIMARY KEY, root INTEGER NOT NULL);"
    "INSERT INTO temp.suggest_same SELECT a.id, b.id FROM decision d JOIN topic a ON a.key = "
    "d.subject"
    " JOIN topic b ON b.key = d.choice WHERE d.kind = 'same-topic';"
    "CREATE TEMP VIEW suggest_recorded AS SELECT c.community, coalesce(s.root, c.topic) AS topic"
    " FROM community_topic c LEFT JOIN temp.suggest_same s ON s.id = c.topic";

/* One step along lines of merges; without a change they are all at their ends. */
static const char follow_merges[] = "UPDATE temp.suggest_same SET root = (SELECT root FROM "
                                    "temp.suggest_same n WHERE n.id = suggest_same.root)"
                                    " WHERE root IN (SELECT id FROM temp.suggest_same)";

static const char teardown[] =
    "DROP VIEW IF EXISTS temp.suggest_recorded; DROP TABLE IF EXISTS temp.suggest_same;"
    "DROP TABLE IF EXISTS temp.suggest_community; DROP TABLE IF EXISTS temp.suggest_topic;"
    "DROP TABLE IF EXISTS temp.suggest_new; DROP TABLE IF EXISTS temp.suggest_person;"
    "DROP TABLE IF EXISTS temp.suggest_title; DROP TABLE IF EXISTS temp.suggest_expertise";

/* ?1 the as-of day, ?2 the threshold, ?3 the kind of evidence */
static const char from_members[] =
    "WITH here AS (SELECT DISTINCT s.member, s.community FROM membership s JOIN member m ON m.id = "
    "s.member"
    " WHERE m.objected = 0 AND s.since <= ?1 AND (s.until IS NULL OR s.until > ?1)),"
    " knows AS (SELECT DISTINCT e.member, coalesce(s.root, e.topic) AS topic FROM expertise e"
    " JOIN member m ON m.id = e.member LEFT JOIN temp.suggest_same s ON s.id = e.topic WHERE "
    "m.objected = 0),"
    " everybody AS (SELECT CAST(count(*) AS REAL) AS n FROM"
    " (SELECT member FROM here UNION SELECT member FROM knows)),"
    " size AS (SELECT community, CAST(count(*) AS REAL) AS m FROM here GROUP BY community),"
    " spread AS (SELECT topic, CAST(count(*) AS REAL) AS e FROM knows GROUP BY topic),"
    " both AS (SELECT community, topic, count(*) AS k FROM here JOIN knows USING (member)"
    " GROUP BY community, topic HAVING count(*) >= ?2)"
    " INSERT INTO temp.suggest_topic SELECT community, topic, ?3,"
    " CASE WHEN k >= m / 2 THEN 'half or more of its members know it'"
    " WHEN k >= m / 4 THEN 'a quarter or more of its members know it'"
    " ELSE 'its members know it more than others do' END"
    " FROM both JOIN size USING (community) JOIN spread USING (topic), everybody"
    " WHERE community IN (SELECT id FROM temp.suggest_community) AND n * k > m * e"
    " AND (n * k - m * e) * (n * k - m * e) >= " LEAST_PHI_SQUARED " * m * e * (n - m) * (n - e)";

/* ---- what is proposed ---- */

copse_status copse_suggest_propose(copse_suggest_run *run, int64_t community, int64_t topic,
                                   copse_suggest_why why, const char *evidence, copse_error *err)
{
    copse_store_bind_int(&run->propose, 1, community);
    copse_store_bind_int(&run->propose, 2, topic);
    copse_store_bind_int(&run->propose, 3, why);
    copse_store_bind_text(&run->propose, 4, evidence);
    return copse_store_run(&run->propose, err);
}

/* Sensitive communities take part in nothing; closed ones need no topics. */
static copse_status choose_communities(copse_suggest_run *run, copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT, keep = COPSE_STORE_STATEMENT_INIT;
    bool has_row = true;
    copse_status st =
        copse_store_prepare(&s, run->store,
                            "SELECT id, coalesce(name, key), description, sensitive FROM community"
                            " WHERE sensitive <> 2 AND status <> 4 ORDER BY id",
                            err);
    if (st == COPSE_OK)
        st = copse_store_prepare(&keep, run->store,
                                 "INSERT INTO temp.suggest_community VALUES (?1)", err);
    while (st == COPSE_OK) {
        st = copse_store_step(&has_row, &s, err);
        if (st != COPSE_OK || !has_row)
            break;
        const char *name = copse_store_column_text(&s, 1),
                   *description = copse_store_column_text(&s, 2);
        if (copse_store_column_int(&s, 3) == COPSE_SENSITIVE_UNDECIDED &&
            copse_store_looks_sensitive(name, description))
            continue;
        copse_store_bind_int(&keep, 1, copse_store_column_int(&s, 0));
        st = copse_store_run(&keep, err);
    }
    copse_store_finish(&s);
    copse_store_finish(&keep);
    return st;
}

static copse_status propose_from_members(copse_suggest_run *run, copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    copse_day day = run->ctx->as_of;
    copse_context_progress(run->ctx, "what members know", 0, 0);
    copse_status st = copse_store_prepare(&s, run->store, from_members, err);
    if (st == COPSE_OK) {
        copse_store_bind_int(&s, 1, day == COPSE_DAY_UNKNOWN ? INT32_MAX : day);
        copse_store_bind_int(&s, 2, run->threshold);
        copse_store_bind_int(&s, 3, COPSE_SUGGEST_MEMBERS);
        st = copse_store_run(&s, err);
    }
    copse_store_finish(&s);
    return st;
}

static copse_status propose_all(copse_suggest_run *run, copse_error *err)
{
    copse_status st = copse_store_exec(run->store, setup, err);
    if (st == COPSE_OK)
        st = copse_store_get_number(&run->threshold, run->store, "threshold", 5, err);
    /* Each step doubles how far a line is followed, so that these are enough for any line, and an
     * end for a loop, which only another program can have made. */
    for (int steps = 0, changed = 1; st == COPSE_OK && changed > 0 && steps < 64; steps++) {
        st = copse_store_exec(run->store, follow_merges, err);
        changed = sqlite3_changes(run->store->db);
    }
    if (st == COPSE_OK)
        st = choose_communities(run, err);
    if (st == COPSE_OK)
        st = copse_store_prepare(
            &run->propose, run->store,
            "INSERT INTO temp.suggest_topic VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING", err);
    if (st == COPSE_OK)
        st = copse_suggest_from_text(run, err);
    if (st == COPSE_OK)
        st = propose_from_members(run, err);
    if (st == COPSE_OK)
        st = copse_suggest_new_topics(run, err);
    if (st == COPSE_OK && run->ctx->audience == COPSE_FOR_STEWARD)
        st = copse_suggest_from_titles(run, err);
    copse_store_finish(&run->propose);
    return st;
}

static copse_status propose_and_write(copse_account_writer *w, copse_suggest_run *run,
                                      const char *dir, copse_error *err)
{
    int64_t n_rows[COPSE_SUGGEST_FILES] = {0};
    copse_status st = copse_store_begin_read(run->store, run->ctx, err);
    if (st == COPSE_OK)
        st = propose_all(run, err);
    if (st == COPSE_OK)
        st = copse_suggest_write(n_rows, run, dir, err);
    if (st == COPSE_OK)
        st = copse_suggest_tell(w, run, dir, n_rows, err);
    copse_store_rollback(run->store);
    copse_store_exec(run->store, teardown, NULL);
    return st;
}

static copse_status run_all(copse_account_writer *w, copse_suggest_run *run, const char *dir,
                            copse_error *err)
{
    int64_t was_query_only = 0;
    copse_status st = copse_store_allow_temporary(&was_query_only, run->store, err);
    if (st == COPSE_OK)
        st = propose_and_write(w, run, dir, err);
    copse_store_forbid_temporary(was_query_only, run->store);
    return st;
}

static copse_status suggest(copse_account **out, copse_suggest_run *run, const char *dir,
                            copse_error *err)
{
    copse_account_writer w;
    copse_status st =
        copse_account_begin(&w, run->store, "copse/topics/1", "Topics that are proposed", err);
    if (st != COPSE_OK)
        return st;
    st = run_all(&w, run, dir, err);
    if (st == COPSE_OK)
        st = copse_account_finish(out, &w, err);
    copse_account_discard(&w);
    return st;
}

copse_status copse_store_suggest_topics(copse_account **out, copse_store *store, const char *dir,
                                        const copse_context *ctx, copse_error *err)
{
    bool of_people = ctx->audience == COPSE_FOR_STEWARD;
    *out = NULL;
    if (of_people && !(ctx->reason && ctx->reason[0]))
        return copse_error_set(err, COPSE_E_ARGUMENT, "topics", "say what it is needed for",
                               "what is proposed about people needs a reason");
    copse_status st = copse_suggest_make_folder(dir, err);
    if (st != COPSE_OK)
        return st;
    copse_suggest_run run = {.store = store, .ctx = ctx, .arena = copse_arena_new()};
    if (!run.arena)
        st = copse_error_nomem(err);
    /* What is about people leaves a row in the audit log before it is given out. */
    if (st == COPSE_OK && of_people)
        st = copse_store_audit(store, "topics", "expertise was proposed from roles and professions",
                               ctx, err);
    if (st == COPSE_OK)
        st = suggest(out, &run, dir, err);
    copse_arena_free(run.arena);
    if (st != COPSE_OK)
        copse_suggest_remove_folder(dir);
    return st;
}
