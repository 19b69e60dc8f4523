/*
 * Rows that begin and end: memberships and assignments.
 *
 * Sources know different things of the same stint: a list of today's members
 * has no days, a history has. So a row is held against what the store knows of
 * the same pair before it is added:
 *
 *  - a row without a start is the stint that ends when it does (goes on, if it
 *    has no end), else the one whose start is not known either, which it ends
 *    or, having been ended because a file lacked it for a while, opens again;
 *  - a row with a start is the one that starts on that day, or gives its start
 *    to one whose start was not known and whose end is the same;
 *  - anything else is a new stint.
 *
 * Rows that do not contradict each other give the same stints in whatever
 * order they come.
 */
#include "store/import_internal.h"

#include <string.h>

/* What the store knows of the same pair. */
typedef struct known {
    int64_t id; /* of an assignment */
    int64_t site, since, until, source;
    bool says_other_role;
} known;

struct copse_import_stints {
    const copse_import_run *run;
    int64_t source;
    bool of_teams; /* assignments; else memberships */
    copse_import_pairs *pairs; /* that this file brought to an empty table; NULL: it was not */
    copse_store_statement select, insert, update, see;
    copse_import_batch *batch; /* of new ones, while there are pairs and nothing else reads them; NULL */
    known *found;
    size_t n_found, capacity;
};

/* ---- statements ---- */

typedef struct stint_sql {
    const char *select, *insert, *update, *see, *end;
} stint_sql;

/* Both update statements take their new values from ?4 on: since, until, role, site, source. */
static const stint_sql of_communities_sql = {
    .select = "SELECT 0, NULL, since, until, source, ?3 IS NOT NULL AND role IS NOT ?3"
              " FROM membership WHERE member = ?1 AND community = ?2",
    .insert = "INSERT INTO membership (member, community, since, until, role, source)"
              " VALUES (?1, ?2, ?4, ?5, ?6, ?8)",
    .update = "UPDATE membership SET since = ?4, until = ?5, role = coalesce(?6, role), source = ?8"
              " WHERE member = ?1 AND community = ?2 AND since = ?3",
    .see = "INSERT INTO temp.seen (a, b, c) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
    .end = "UPDATE membership SET until = max(since, ?2) WHERE source = ?1"
           " AND (until IS NULL OR until > max(since, ?2)) AND NOT EXISTS"
           " (SELECT 1 FROM temp.seen WHERE a = +member AND b = +community AND c = +since)",
};

static const stint_sql of_teams_sql = {
    .select = "SELECT id, site, since, until, source, ?3 IS NOT NULL AND role IS NOT ?3"
              " FROM assignment WHERE member = ?1 AND team IS ?2 ORDER BY id",
    .insert = "INSERT INTO assignment (member, team, since, until, role, site, source)"
              " VALUES (?1, ?2, ?4, ?5, ?6, ?7, ?8)",
    .update = "UPDATE assignment SET since = ?4, until = ?5, role = coalesce(?6, role),"
              " site = coalesce(?7, site), source = ?8 WHERE id = ?3",
    .see = "INSERT INTO temp.seen (a, b, c) VALUES (?3, -1, 0) ON CONFLICT DO NOTHING",
    .end = "UPDATE assignment SET until = max(since, ?2) WHERE source = ?1"
           " AND (until IS NULL OR until > max(since, ?2)) AND NOT EXISTS"
           " (SELECT 1 FROM temp.seen WHERE a = +id AND b = -1 AND c = 0)",
};

static const stint_sql *sql_of(const copse_import_stints *stints)
{
    return stints->of_teams ? &of_teams_sql : &of_communities_sql;
}

/* The same places as in bind_values(). */
static copse_status open_batch(copse_import_stints *stints, copse_error *err)
{
    static const char *const of_communities[] = {"member", "community", "since", "until", "role", "source"};
    static const char *const of_teams[] = {"member", "team", "since", "until", "role", "source", "site"};
    return stints->of_teams
               ? copse_import_batch_open(&stints->batch, stints->run, "assignment", of_teams,
                                         sizeof of_teams / sizeof of_teams[0], err)
               : copse_import_batch_open(&stints->batch, stints->run, "membership", of_communities,
                                         sizeof of_communities / sizeof of_communities[0], err);
}

copse_status copse_import_stints_open(copse_import_stints **out, copse_import_run *run,
                                      const copse_import_file *file, copse_error *err)
{
    *out = NULL;
    copse_import_stints *stints = copse_memory_new(1, sizeof *stints);
    if (!stints)
        return copse_error_nomem(err);
    stints->run = run;
    stints->source = file->source;
    stints->of_teams = strcmp(file->format->stem, "memberships") != 0;
    const stint_sql *sql = sql_of(stints);
    bool is_fresh;
    copse_status st =
        copse_import_is_empty(&is_fresh, run, stints->of_teams ? "assignment" : "membership", err);
    if (st == COPSE_OK && is_fresh && !(stints->pairs = copse_import_pairs_new()))
        st = copse_error_nomem(err);
    if (st != COPSE_OK ||
        (st = copse_store_prepare(&stints->select, run->store, sql->select, err)) != COPSE_OK ||
        (st = copse_store_prepare(&stints->insert, run->store, sql->insert, err)) != COPSE_OK ||
        (st = copse_store_prepare(&stints->update, run->store, sql->update, err)) != COPSE_OK ||
        (st = copse_store_prepare(&stints->see, run->store, sql->see, err)) != COPSE_OK ||
        (stints->pairs && !file->view.part && (st = open_batch(stints, err)) != COPSE_OK)) {
        copse_import_stints_close(stints);
        return st;
    }
    *out = stints;
    return COPSE_OK;
}

void copse_import_stints_close(copse_import_stints *stints)
{
    if (!stints)
        return;
    copse_store_finish(&stints->select);
    copse_store_finish(&stints->insert);
    copse_store_finish(&stints->update);
    copse_store_finish(&stints->see);
    copse_import_pairs_free(stints->pairs);
    copse_import_batch_close(stints->batch);
    copse_memory_free(stints->found);
    copse_memory_free(stints);
}

copse_status copse_import_stints_flush(copse_import_stints *stints, copse_error *err)
{
    return stints->batch ? copse_import_batch_flush(stints->batch, err) : COPSE_OK;
}

/* ---- what is known ---- */

static copse_status look_up(copse_import_stints *stints, const copse_import_stint *stint,
                            copse_error *err)
{
    copse_store_statement *s = &stints->select;
    bool has_row = true, may_be_known = true;
    stints->n_found = 0;
    if (stints->pairs &&
        !copse_import_pairs_add(&may_be_known, stints->pairs, stint->member, stint->other))
        return copse_error_nomem(err);
    if (!may_be_known)
        return COPSE_OK;
    copse_status flushed = copse_import_stints_flush(stints, err);
    if (flushed != COPSE_OK)
        return flushed;
    copse_store_bind_int(s, 1, stint->member);
    if (stint->other != 0)
        copse_store_bind_int(s, 2, stint->other);
    else
        copse_store_bind_null(s, 2);
    copse_store_bind_text(s, 3, stint->role);
    for (;;) {
        copse_status st = copse_store_step(&has_row, s, err);
        if (st != COPSE_OK || !has_row)
            return st;
        if (!copse_memory_grow((void **)&stints->found, &stints->capacity, stints->n_found,
                               sizeof *stints->found))
            return copse_error_nomem(err);
        stints->found[stints->n_found++] = (known){
            .id = copse_store_column_int(s, 0),
            .site = copse_store_column_int(s, 1),
            .since = copse_store_column_int(s, 2),
            .until = copse_store_column_is_null(s, 3) ? COPSE_STINT_OPEN
                                                      : copse_store_column_int(s, 3),
            .source = copse_store_column_int(s, 4),
            .says_other_role = copse_store_column_int(s, 5) != 0,
        };
    }
}

/* Another site is another place of work; a site that one of the two does not know is no other. */
static int site_fit(const known *k, const copse_import_stint *stint)
{
    if (k->site == stint->site)
        return 2;
    return k->site == 0 || stint->site == 0 ? 1 : 0;
}

/*
 * How surely a known stint is the one that the row means; 0: it is another.
 * Ties go to the one that starts last.
 */
static int fit(const known *k, const copse_import_stint *stint)
{
    int site = site_fit(k, stint);
    if (site == 0)
        return 0;
    if (stint->since != COPSE_DAY_UNKNOWN) {
        if (k->since == stint->since)
            return 4 + site;
        return k->since == COPSE_DAY_UNKNOWN && k->until == stint->until ? 2 + site : 0;
    }
    if (k->until == stint->until)
        return 6 + site;
    return k->since == COPSE_DAY_UNKNOWN ? 4 + site : 0;
}

static const known *best_fit(const copse_import_stints *stints, const copse_import_stint *stint)
{
    const known *best = NULL;
    int best_value = 0;
    for (size_t i = 0; i < stints->n_found; i++) {
        const known *k = &stints->found[i];
        int value = fit(k, stint);
        if (value > best_value || (value > 0 && value == best_value && k->since > best->since)) {
            best = k;
            best_value = value;
        }
    }
    return best;
}

/* ---- writing ---- */

static void bind_values(copse_store_statement *s, const copse_import_stints *stints,
                        const copse_import_stint *stint)
{
    copse_store_bind_int(s, 1, stint->member);
    if (stint->other != 0)
        copse_store_bind_int(s, 2, stint->other);
    copse_store_bind_int(s, 4, stint->since);
    if (stint->until != COPSE_STINT_OPEN)
        copse_store_bind_int(s, 5, stint->until);
    copse_store_bind_text(s, 6, stint->role);
    if (stint->site != 0 && stints->of_teams)
        copse_store_bind_int(s, 7, stint->site);
    copse_store_bind_int(s, 8, stints->source);
}

/* @param before  what was known of it before; NULL: nothing, so that it is new whatever was seen */
static copse_status see(bool *is_new, copse_import_stints *stints, const copse_import_stint *stint,
                        int64_t id, const known *before, copse_error *err)
{
    copse_store_statement *s = &stints->see;
    if (stints->pairs) {
        /* All that is known this file has, except a start that the row just brought. */
        *is_new = !before || (!stints->of_teams && before->since != stint->since);
        return COPSE_OK;
    }
    if (stints->of_teams) {
        copse_store_bind_int(s, 3, id);
    } else {
        copse_store_bind_int(s, 1, stint->member);
        copse_store_bind_int(s, 2, stint->other);
        copse_store_bind_int(s, 3, stint->since);
    }
    copse_status st = copse_store_run(s, err);
    *is_new = st == COPSE_OK && sqlite3_changes(stints->run->store->db) == 1;
    return st;
}

static copse_cell number(int64_t value, int64_t none)
{
    return value == none ? (copse_cell){.type = COPSE_CELL_IS_BLANK}
                         : (copse_cell){.type = COPSE_CELL_IS_WHOLE, .whole = value};
}

static copse_status add_to_batch(copse_import_stints *stints, const copse_import_stint *stint,
                                 copse_error *err)
{
    const copse_cell values[] = {
        number(stint->member, 0),
        number(stint->other, 0),
        {.type = COPSE_CELL_IS_WHOLE, .whole = stint->since},
        number(stint->until, COPSE_STINT_OPEN),
        stint->role ? (copse_cell){.type = COPSE_CELL_IS_TEXT, .text = stint->role} : number(0, 0),
        number(stints->source, 0),
        number(stint->site, 0),
    };
    return copse_import_batch_add(stints->batch, values, err);
}

copse_status copse_import_stints_take(copse_import_outcome *out, copse_import_stints *stints,
                                      const copse_import_stint *stint, copse_error *err)
{
    bool is_new;
    copse_status st = look_up(stints, stint, err);
    if (st != COPSE_OK)
        return st;
    const known *k = best_fit(stints, stint);
    if (!k && stints->batch) {
        *out = COPSE_IMPORT_ADDED;
        return add_to_batch(stints, stint, err);
    }
    if (!k) {
        bind_values(&stints->insert, stints, stint);
        if ((st = copse_store_run(&stints->insert, err)) != COPSE_OK)
            return st;
        *out = COPSE_IMPORT_ADDED;
        return see(&is_new, stints, stint, sqlite3_last_insert_rowid(stints->run->store->db), NULL,
                   err);
    }

    copse_import_stint merged = *stint;
    if (merged.since == COPSE_DAY_UNKNOWN)
        merged.since = k->since;
    bool is_changed = merged.since != k->since || merged.until != k->until || k->says_other_role ||
                      (stint->site != 0 && k->site == 0);
    if (is_changed || k->source != stints->source) {
        bind_values(&stints->update, stints, &merged);
        copse_store_bind_int(&stints->update, 3, stints->of_teams ? k->id : k->since);
        if ((st = copse_store_run(&stints->update, err)) != COPSE_OK)
            return st;
    }
    if ((st = see(&is_new, stints, &merged, k->id, k, err)) != COPSE_OK)
        return st;
    if (is_new)
        *out = is_changed ? COPSE_IMPORT_UPDATED : COPSE_IMPORT_SAME;
    else
        *out = is_changed ? COPSE_IMPORT_CONTRADICTED : COPSE_IMPORT_REPEATED;
    return COPSE_OK;
}

copse_status copse_import_stints_end_gone(int64_t *n_ended, copse_import_stints *stints,
                                          copse_day as_of, copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    if (stints->pairs)
        return COPSE_OK;
    copse_status st = copse_store_prepare(&s, stints->run->store, sql_of(stints)->end, err);
    if (st == COPSE_OK) {
        copse_store_bind_int(&s, 1, stints->source);
        copse_store_bind_int(&s, 2, as_of);
        st = copse_store_run(&s, err);
    }
    if (st == COPSE_OK)
        *n_ended += sqlite3_changes64(stints->run->store->db);
    copse_store_finish(&s);
    return st;
}
