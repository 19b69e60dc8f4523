/*
 * What people wrote down, as plain arrays: exchanges in their words, projects, actions, debriefs. They are read when
 * somebody asks about them and never with the facts, so that no other command has anybody's notes in memory.
 */
#include "store/store_internal.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ---- ids to indices ---- */

typedef struct place {
    copse_id id;
    copse_index index;
} place;

typedef struct places {
    place *items; /* [n] by id */
    size_t n;
} places;

typedef enum keyed { MEMBER = 0, COMMUNITY, TOPIC, TEAM, SITE, PROJECT, N_KEYED } keyed;

static int by_id(const void *a, const void *b)
{
    const place *x = a, *y = b;
    return (x->id > y->id) - (x->id < y->id);
}

static void sort_places(places *p)
{
    if (p->n > 0)
        qsort(p->items, p->n, sizeof *p->items, by_id);
}

static copse_index find(const places *p, copse_id id)
{
    const place wanted = {id, 0};
    const place *found = p->n > 0 ? bsearch(&wanted, p->items, p->n, sizeof *p->items, by_id) : NULL;
    return found ? found->index : COPSE_NONE;
}

/* The tables differ in their row type only. */
#define FILL_PLACES(p, rows, n_rows)                                                                                   \
    do {                                                                                                               \
        (p)->items = copse_memory_new((n_rows), sizeof *(p)->items);                                                   \
        if (!(p)->items)                                                                                               \
            return copse_error_nomem(err);                                                                             \
        for (size_t i = 0; i < (n_rows); i++)                                                                          \
            (p)->items[i] = (place){(rows)[i].id, (copse_index)i};                                                     \
        (p)->n = (n_rows);                                                                                             \
        sort_places(p);                                                                                                \
    } while (0)

/* ---- reading ---- */

typedef struct reading {
    const copse_store *store;
    const copse_context *ctx;
    copse_arena *arena;
    places of[N_KEYED];
    places merged; /* topics that were merged into others: their id, and where those are */
    copse_store_statement s;
    copse_status status;
    copse_error *err;
} reading;

static copse_status fill_places(reading *r, const copse_facts *f, copse_error *err)
{
    FILL_PLACES(&r->of[MEMBER], f->members, f->n_members);
    FILL_PLACES(&r->of[COMMUNITY], f->communities, f->n_communities);
    FILL_PLACES(&r->of[TOPIC], f->topics, f->n_topics);
    FILL_PLACES(&r->of[TEAM], f->teams, f->n_teams);
    FILL_PLACES(&r->of[SITE], f->sites, f->n_sites);
    return COPSE_OK;
}

static copse_index index_at(reading *r, int column, keyed of)
{
    int64_t id = copse_store_column_int(&r->s, column);
    if (copse_store_column_is_null(&r->s, column))
        return COPSE_NONE;
    copse_index index = find(&r->of[of], id);
    if (index == COPSE_NONE && of == TOPIC)
        index = find(&r->merged, id);
    if (index == COPSE_NONE && r->status == COPSE_OK)
        r->status = copse_error_set(r->err, COPSE_E_STORE, r->store->path,
                                    "ask again; if it is so still, restore the store from a backup",
                                    "%s is %" PRId64 ", which no row that was read defines",
                                    sqlite3_column_name(r->s.handle, column), id);
    return index;
}

static const char *text_at(reading *r, int column)
{
    const char *text = NULL;
    if (r->status == COPSE_OK)
        r->status = copse_store_copy_text(&text, r->arena, &r->s, column, r->err);
    return text;
}

static int64_t number_at(reading *r, int column, int64_t least, int64_t most)
{
    int64_t value = copse_store_column_int(&r->s, column);
    if (value >= least && value <= most)
        return value;
    if (r->status == COPSE_OK)
        r->status = copse_error_set(r->err, COPSE_E_STORE, r->store->path, "restore the store from a backup",
                                    "%s is %" PRId64 ", which is out of its range",
                                    sqlite3_column_name(r->s.handle, column), value);
    return least;
}

static copse_day day_at(reading *r, int column)
{
    return copse_store_column_is_null(&r->s, column) ? COPSE_DAY_UNKNOWN
                                                     : (copse_day)number_at(r, column, INT32_MIN, INT32_MAX);
}

static void fill_project(reading *r, void *row)
{
    copse_record_project *project = row;
    project->key = text_at(r, 1);
    project->name = text_at(r, 2);
    project->team = index_at(r, 3, TEAM);
    project->site = index_at(r, 4, SITE);
    project->starts = day_at(r, 5);
    project->ends = day_at(r, 6);
}

static void fill_project_topic(reading *r, void *row)
{
    copse_record_project_topic *topic = row;
    topic->project = index_at(r, 0, PROJECT);
    topic->topic = index_at(r, 1, TOPIC);
}

static void fill_exchange(reading *r, void *row)
{
    copse_record_exchange *exchange = row;
    exchange->id = copse_store_column_int(&r->s, 0);
    exchange->from_member = index_at(r, 1, MEMBER);
    exchange->to_member = index_at(r, 2, MEMBER);
    exchange->to_community = index_at(r, 3, COMMUNITY);
    exchange->topic = index_at(r, 4, TOPIC);
    exchange->project = index_at(r, 5, PROJECT);
    exchange->kind = (copse_exchange_kind)number_at(r, 6, 0, COPSE_EXCHANGE_DEBRIEF);
    exchange->on = day_at(r, 7);
    exchange->due = day_at(r, 8);
    exchange->settles = copse_store_column_int(&r->s, 9); /* NULL reads as 0 */
    exchange->note = text_at(r, 10);
    exchange->shared_with = (copse_visibility)number_at(r, 11, 0, COPSE_VISIBLE_TRUST);
}

static void fill_action(reading *r, void *row)
{
    copse_record_action *action = row;
    action->id = copse_store_column_int(&r->s, 0);
    action->team = index_at(r, 1, TEAM);
    action->project = index_at(r, 2, PROJECT);
    action->what = text_at(r, 3);
    action->who = index_at(r, 4, MEMBER);
    action->on = day_at(r, 5);
    action->due = day_at(r, 6);
    action->done = day_at(r, 7);
}

static void fill_debrief(reading *r, void *row)
{
    copse_record_debrief *debrief = row;
    debrief->team = index_at(r, 0, TEAM);
    debrief->on = day_at(r, 1);
    debrief->note = text_at(r, 2);
}

/* How one table is read; the rows come in the order of the query. */
typedef struct table {
    const char *select, *count;
    size_t row_size;
    void (*fill)(reading *r, void *row);
} table;

static const table projects = {"SELECT id, key, name, team, site, starts, ends FROM project ORDER BY key",
                               "SELECT count(*) FROM project", sizeof(copse_record_project), fill_project};
static const table project_topics = {"SELECT project, topic FROM project_topic JOIN project ON project.id = project"
                                     " JOIN topic ON topic.id = topic ORDER BY project.key, topic.key",
                                     "SELECT count(*) FROM project_topic", sizeof(copse_record_project_topic),
                                     fill_project_topic};
static const table exchanges = {"SELECT id, from_member, to_member, to_community, topic, project, kind, happened, due,"
                                " settles, note, shared_with FROM exchange ORDER BY id",
                                "SELECT count(*) FROM exchange", sizeof(copse_record_exchange), fill_exchange};
static const table actions = {"SELECT id, team, project, what, who, happened, due, done FROM action ORDER BY id",
                              "SELECT count(*) FROM action", sizeof(copse_record_action), fill_action};
static const table debriefs = {"SELECT team.id AS team, happened, reason FROM unit_record JOIN team ON team.key = unit"
                               " WHERE level = 'team' AND unit_record.kind = 'debriefed'"
                               " ORDER BY team.key, happened, unit_record.id",
                               "SELECT count(*) FROM unit_record WHERE level = 'team' AND kind = 'debriefed'",
                               sizeof(copse_record_debrief), fill_debrief};

static void *read_table(size_t *n, reading *r, const table *of)
{
    enum { ROWS_BETWEEN_POLLS = 65536 };
    int64_t counted = 0;
    bool has_row = true;
    *n = 0;
    if (r->status == COPSE_OK)
        r->status = copse_store_query_int(&counted, r->store, of->count, 0, r->err);
    if (r->status != COPSE_OK)
        return NULL;
    unsigned char *rows = copse_arena_take(r->arena, (size_t)counted, of->row_size);
    r->status = rows ? copse_store_prepare(&r->s, r->store, of->select, r->err) : copse_error_nomem(r->err);
    while (r->status == COPSE_OK) {
        r->status = copse_store_step(&has_row, &r->s, r->err);
        if (r->status != COPSE_OK || !has_row || *n == (size_t)counted)
            break;
        of->fill(r, rows + *n * of->row_size);
        if (++*n % ROWS_BETWEEN_POLLS == 0 && r->status == COPSE_OK)
            r->status = copse_context_poll(r->ctx, r->err);
    }
    copse_store_finish(&r->s);
    return rows;
}

/* Pairs of ids, ascending by the first. The second leads to the place of what it is the id of. */
static void read_places(places *out, reading *r, const char *sql, keyed of)
{
    size_t capacity = 0;
    bool has_row = true;
    if (r->status == COPSE_OK)
        r->status = copse_store_prepare(&r->s, r->store, sql, r->err);
    while (r->status == COPSE_OK) {
        r->status = copse_store_step(&has_row, &r->s, r->err);
        if (r->status != COPSE_OK || !has_row)
            break;
        if (!copse_memory_grow((void **)&out->items, &capacity, out->n, sizeof *out->items)) {
            r->status = copse_error_nomem(r->err);
            break;
        }
        copse_index index = of == PROJECT ? (copse_index)out->n : index_at(r, 1, of);
        out->items[out->n++] = (place){copse_store_column_int(&r->s, 0), index};
    }
    copse_store_finish(&r->s);
    sort_places(out);
}

/* As store/fact_merge.c has it: a line of merges ends in a topic that was not merged itself. */
static const char topics_merged[] =
    "WITH RECURSIVE step (a, b) AS (SELECT a.id, b.id FROM decision AS d JOIN topic AS a ON a.key = d.subject"
    " JOIN topic AS b ON b.key = d.choice WHERE d.kind = 'same-topic'),"
    " line (id, at) AS (SELECT a, b FROM step UNION SELECT line.id, step.b FROM line JOIN step ON step.a = line.at)"
    " SELECT id, at FROM line WHERE at NOT IN (SELECT a FROM step) ORDER BY id";

static void read_all(copse_records *out, reading *r)
{
    read_places(&r->merged, r, topics_merged, TOPIC);
    read_places(&r->of[PROJECT], r, "SELECT id FROM project ORDER BY key", PROJECT);
    out->projects = read_table(&out->n_projects, r, &projects);
    out->project_topics = read_table(&out->n_project_topics, r, &project_topics);
    out->exchanges = read_table(&out->n_exchanges, r, &exchanges);
    out->actions = read_table(&out->n_actions, r, &actions);
    out->debriefs = read_table(&out->n_debriefs, r, &debriefs);
}

static copse_status read_whole(copse_records *out, reading *r, copse_store *store, const copse_facts *facts,
                               copse_error *err)
{
    copse_status st = copse_store_begin_read(store, r->ctx, err);
    if (st != COPSE_OK)
        return st;
    if (store->data_version == facts->data_version)
        read_all(out, r);
    else
        r->status = copse_error_set(err, COPSE_E_STORE, store->path, "ask again",
                                    "the data changed while they were read");
    copse_store_rollback(store);
    return r->status;
}

void copse_records_free(copse_records *records)
{
    if (records)
        copse_arena_free(records->arena);
}

copse_status copse_store_read_records(copse_records **out, copse_store *store, const copse_facts *facts,
                                      const copse_context *ctx, copse_error *err)
{
    reading r = {.store = store, .ctx = ctx, .s = COPSE_STORE_STATEMENT_INIT, .err = err};
    *out = NULL;
    r.arena = copse_arena_new();
    copse_records *records = r.arena ? copse_arena_take(r.arena, 1, sizeof *records) : NULL;
    copse_status st = records ? fill_places(&r, facts, err) : copse_error_nomem(err);
    if (st == COPSE_OK)
        st = read_whole(records, &r, store, facts, err);
    for (int i = 0; i < N_KEYED; i++)
        copse_memory_free(r.of[i].items);
    copse_memory_free(r.merged.items);
    if (st != COPSE_OK) {
        copse_arena_free(r.arena);
        return st;
    }
    records->arena = r.arena;
    *out = records;
    return COPSE_OK;
}
