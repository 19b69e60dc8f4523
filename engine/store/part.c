#include "store/part.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/fact_reader.h"

/* Ids in the order of taking, each once. */
typedef struct taken {
    copse_id *ids;
    size_t n, capacity;
} taken;

/* What leads from one thing that is taken to others. */
typedef struct lead {
    const char *sql; /* of ?1, one column an id */
    copse_part_kind to;
} lead;

static const lead from_member[] = {
    {"SELECT community FROM membership WHERE member = ?1", COPSE_PART_COMMUNITY},
    {"SELECT community FROM mark WHERE kind = 'not' AND member = ?1", COPSE_PART_COMMUNITY},
    {"SELECT topic FROM expertise WHERE member = ?1", COPSE_PART_TOPIC},
    {"SELECT topic FROM interest WHERE member = ?1", COPSE_PART_TOPIC},
    {"SELECT team FROM assignment WHERE member = ?1", COPSE_PART_TEAM},
    {"SELECT site FROM assignment WHERE member = ?1", COPSE_PART_SITE},
};
static const lead from_team[] = {{"SELECT parent FROM team WHERE id = ?1", COPSE_PART_TEAM}};
static const lead from_community[] = {
    {"SELECT topic FROM community_topic WHERE community = ?1", COPSE_PART_TOPIC},
    {"SELECT site FROM community WHERE id = ?1", COPSE_PART_SITE},
};

enum {
    N_FROM_MEMBER = sizeof from_member / sizeof from_member[0],
    N_FROM_COMMUNITY = sizeof from_community / sizeof from_community[0],
    N_LEADS = N_FROM_COMMUNITY + 1
};

struct copse_part {
    copse_store *store;
    copse_id self;
    taken of[COPSE_PART_N_KINDS];
    taken exchanges;                        /* CoPs */
    copse_store_statement leads[N_LEADS];   /* of communities, then of teams: prepared when first used */
    copse_store_statement visibility;
};

copse_store *copse_part_store(const copse_part *part)
{
    return part->store;
}

copse_id copse_part_self(const copse_part *part)
{
    return part->self;
}

/* ---- taking ---- */

/* @param[out] is_new  false where it was there */
static copse_status add(bool *is_new, taken *set, copse_id id, copse_error *err)
{
    *is_new = false;
    for (size_t i = set->n; i > 0; i--)
        if (set->ids[i - 1] == id)
            return COPSE_OK;
    if (!copse_memory_grow((void **)&set->ids, &set->capacity, set->n, sizeof *set->ids))
        return copse_error_nomem(err);
    set->ids[set->n++] = id;
    *is_new = true;
    return COPSE_OK;
}

/* Take what one statement leads to. */
static copse_status follow(copse_part *part, copse_store_statement *s, copse_id from, copse_part_kind to,
                           copse_error *err)
{
    taken found = {0};
    bool has_row = true, is_new;
    copse_store_bind_int(s, 1, from);
    copse_status st = copse_store_step(&has_row, s, err);
    while (st == COPSE_OK && has_row) {
        if (!copse_store_column_is_null(s, 0))
            st = add(&is_new, &found, copse_store_column_int(s, 0), err);
        if (st == COPSE_OK)
            st = copse_store_step(&has_row, s, err);
    }
    /* After the last row: what is taken may use the same statement. */
    for (size_t i = 0; st == COPSE_OK && i < found.n; i++)
        st = copse_part_take(part, to, found.ids[i], err);
    copse_memory_free(found.ids);
    return st;
}

static copse_status follow_lead(copse_part *part, copse_store_statement *s, const lead *l, copse_id from,
                                copse_error *err)
{
    copse_status st = s->handle ? COPSE_OK : copse_store_prepare_kept(s, part->store, l->sql, err);
    return st == COPSE_OK ? follow(part, s, from, l->to, err) : st;
}

copse_status copse_part_take(copse_part *part, copse_part_kind kind, copse_id id, copse_error *err)
{
    bool is_new;
    copse_status st = add(&is_new, &part->of[kind], id, err);
    if (st != COPSE_OK || !is_new)
        return st;
    for (size_t i = 0; st == COPSE_OK && kind == COPSE_PART_COMMUNITY && i < N_FROM_COMMUNITY; i++)
        st = follow_lead(part, &part->leads[i], &from_community[i], id, err);
    if (st == COPSE_OK && kind == COPSE_PART_TEAM)
        st = follow_lead(part, &part->leads[N_FROM_COMMUNITY], &from_team[0], id, err);
    return st;
}

copse_status copse_part_take_exchanges(copse_part *part, copse_id community, copse_error *err)
{
    bool is_new;
    return add(&is_new, &part->exchanges, community, err);
}

static copse_status take_self(copse_part *part, copse_error *err)
{
    copse_status st = copse_part_take(part, COPSE_PART_MEMBER, part->self, err);
    for (size_t i = 0; st == COPSE_OK && i < N_FROM_MEMBER; i++) {
        copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
        st = follow_lead(part, &s, &from_member[i], part->self, err);
        copse_store_finish(&s);
    }
    return st;
}

/* ---- beginning ---- */

copse_status copse_part_find(copse_id *out, copse_part *part, copse_part_kind kind, const char *key,
                             copse_error *err)
{
    char sql[64];
    *out = COPSE_NONE;
    snprintf(sql, sizeof sql, "SELECT id FROM %s WHERE key = ?1", copse_fact_keyed_tables[kind].name);
    return copse_store_find_int(out, part->store, sql, key, COPSE_NONE, err);
}

/* @param[out] does  whether a part of this store answers as the whole does */
static copse_status check(bool *does, copse_part *part, const char *member_key, copse_error *err)
{
    int64_t n_merged = 0;
    copse_status st = copse_store_has_kept(does, part->store, err);
    if (st == COPSE_OK && *does)
        st = copse_store_query_int(&n_merged, part->store,
                                   "SELECT count(*) FROM decision WHERE kind = 'same-topic'", 0, err);
    if (st == COPSE_OK && *does)
        st = copse_part_find(&part->self, part, COPSE_PART_MEMBER, member_key, err);
    *does = *does && n_merged == 0 && part->self != COPSE_NONE;
    return st;
}

copse_status copse_part_new(copse_part **out, copse_store *store, const char *member_key,
                            const copse_context *ctx, copse_error *err)
{
    bool does = false;
    *out = NULL;
    copse_part *part = copse_memory_new(1, sizeof *part);
    if (!part)
        return copse_error_nomem(err);
    *part = (copse_part){.store = store, .self = COPSE_NONE};
    copse_status st = copse_store_begin_read(store, ctx, err);
    if (st == COPSE_OK)
        st = check(&does, part, member_key, err);
    if (st == COPSE_OK && does)
        st = take_self(part, err);
    if (st == COPSE_OK && does)
        *out = part;
    else
        copse_part_free(part);
    return st;
}

void copse_part_free(copse_part *part)
{
    if (!part)
        return;
    for (size_t i = 0; i < N_LEADS; i++)
        copse_store_finish(&part->leads[i]);
    copse_store_finish(&part->visibility);
    copse_store_rollback(part->store);
    for (size_t i = 0; i < COPSE_PART_N_KINDS; i++)
        copse_memory_free(part->of[i].ids);
    copse_memory_free(part->exchanges.ids);
    copse_memory_free(part);
}

/* ---- reading ---- */

/** Reading in progress: rows of one table that are not yet in the arena. */
typedef struct rows {
    unsigned char *bytes;
    size_t n, capacity;
} rows;

/* Read what the reader's statement gives, of rows whose links all lead to what is taken. */
static void read_some(rows *to, copse_fact_reader *r, const copse_fact_table *table, const copse_fact_keyed *links,
                      size_t n_links)
{
    bool has_row = true;
    while (r->status == COPSE_OK) {
        r->status = copse_store_step(&has_row, &r->s, r->err);
        if (r->status != COPSE_OK || !has_row)
            return;
        bool is_whole = true;
        for (size_t i = 0; i < n_links; i++)
            is_whole = is_whole && (copse_store_column_is_null(&r->s, (int)i) ||
                                    copse_fact_find(&r->places[links[i]], copse_store_column_int(&r->s, (int)i)) !=
                                        COPSE_NONE);
        if (!is_whole)
            continue;
        if (!copse_memory_grow((void **)&to->bytes, &to->capacity, to->n, table->row_size)) {
            r->status = copse_error_nomem(r->err);
            return;
        }
        table->fill(r, to->bytes + to->n++ * table->row_size);
    }
}

static void *keep_rows(size_t *n, rows *from, copse_fact_reader *r, size_t row_size,
                       int (*compare)(const void *, const void *))
{
    void *kept = r->status == COPSE_OK ? copse_arena_take(r->arena, from->n, row_size) : NULL;
    if (r->status == COPSE_OK && !kept)
        r->status = copse_error_nomem(r->err);
    *n = kept ? from->n : 0;
    if (*n > 0) {
        memcpy(kept, from->bytes, from->n * row_size);
        qsort(kept, from->n, row_size, compare);
    }
    copse_memory_free(from->bytes);
    return kept;
}

/* The select of a whole table, cut before its order where it has one, and continued. */
static void prepare(copse_fact_reader *r, const copse_fact_table *table, const char *rest)
{
    char sql[640];
    static const char order[] = " ORDER BY key";
    const char *end = strstr(table->select, order);
    int length = end ? (int)(end - table->select) : (int)strlen(table->select);
    int used = snprintf(sql, sizeof sql, "%.*s %s", length, table->select, rest);
    if (r->status != COPSE_OK || used < 0 || (size_t)used >= sizeof sql)
        return;
    r->table = table->name;
    r->status = copse_store_prepare_kept(&r->s, r->store, sql, r->err);
}

/* Rows of keyed tables begin with these two. */
typedef struct identified {
    copse_id id;
    const char *key;
} identified;

static int by_key(const void *a, const void *b)
{
    return strcmp(((const identified *)a)->key, ((const identified *)b)->key);
}

static void *read_keyed(size_t *n, copse_fact_reader *r, copse_fact_keyed which, const taken *set)
{
    const copse_fact_table *table = &copse_fact_keyed_tables[which];
    rows found = {0};
    *n = 0;
    prepare(r, table, "WHERE id = ?1");
    for (size_t i = 0; r->status == COPSE_OK && i < set->n; i++) {
        copse_store_bind_int(&r->s, 1, set->ids[i]);
        read_some(&found, r, table, NULL, 0);
    }
    copse_store_finish(&r->s);
    void *kept = keep_rows(n, &found, r, table->row_size, by_key);
    if (kept)
        copse_fact_remember_places(r, which, kept, *n);
    return kept;
}

/* Rows of each of the ids. @param links  of the leading columns, where they lead */
static void *read_linked(size_t *n, copse_fact_reader *r, const copse_fact_table *table, const char *rest,
                         copse_id self, const copse_id *ids, size_t n_ids, const copse_fact_keyed *links,
                         size_t n_links)
{
    rows found = {0};
    *n = 0;
    prepare(r, table, rest);
    for (size_t i = 0; r->status == COPSE_OK && i < n_ids; i++) {
        copse_store_bind_int(&r->s, 1, ids[i]);
        if (sqlite3_bind_parameter_count(r->s.handle) > 1)
            copse_store_bind_int(&r->s, 2, self);
        read_some(&found, r, table, links, n_links);
    }
    copse_store_finish(&r->s);
    return keep_rows(n, &found, r, table->row_size, table->compare);
}

static void *read_travels(size_t *n, copse_fact_reader *r, const taken *sites)
{
    const copse_fact_table *table = &copse_fact_travel_table;
    rows found = {0};
    *n = 0;
    prepare(r, table, "WHERE from_site = ?1 AND to_site = ?2");
    for (size_t i = 0; i < sites->n; i++)
        for (size_t j = 0; r->status == COPSE_OK && j < sites->n; j++) {
            copse_store_bind_int(&r->s, 1, sites->ids[i]);
            copse_store_bind_int(&r->s, 2, sites->ids[j]);
            read_some(&found, r, table, NULL, 0);
        }
    copse_store_finish(&r->s);
    return keep_rows(n, &found, r, table->row_size, table->compare);
}

static copse_fact_team *read_teams(size_t *n, copse_fact_reader *r, const copse_part *part)
{
    copse_fact_team *teams = read_keyed(n, r, COPSE_FACT_TEAM, &part->of[COPSE_PART_TEAM]);
    for (size_t i = 0; i < *n && r->status == COPSE_OK; i++)
        if (teams[i].parent != COPSE_NONE)
            teams[i].parent = copse_fact_find(&r->places[COPSE_FACT_TEAM], teams[i].parent);
    return teams;
}

/* What is wider than these topics is not taken. */
static copse_fact_topic *read_topics(size_t *n, copse_fact_reader *r, const copse_part *part)
{
    copse_fact_topic *topics = read_keyed(n, r, COPSE_FACT_TOPIC, &part->of[COPSE_PART_TOPIC]);
    for (size_t i = 0; i < *n; i++)
        topics[i].broader = COPSE_NONE;
    return topics;
}

static void read_all(copse_facts *f, copse_fact_reader *r, const copse_part *part)
{
    static const copse_fact_keyed of_membership[] = {COPSE_FACT_MEMBER, COPSE_FACT_COMMUNITY},
                                  of_assignment[] = {COPSE_FACT_MEMBER, COPSE_FACT_TEAM},
                                  of_community[] = {COPSE_FACT_COMMUNITY, COPSE_FACT_TOPIC},
                                  of_exchange[] = {COPSE_FACT_MEMBER};
    const taken *members = &part->of[COPSE_PART_MEMBER], *communities = &part->of[COPSE_PART_COMMUNITY];

    f->sites = read_keyed(&f->n_sites, r, COPSE_FACT_SITE, &part->of[COPSE_PART_SITE]);
    f->teams = read_teams(&f->n_teams, r, part);
    f->members = read_keyed(&f->n_members, r, COPSE_FACT_MEMBER, members);
    f->topics = read_topics(&f->n_topics, r, part);
    f->communities = read_keyed(&f->n_communities, r, COPSE_FACT_COMMUNITY, communities);

    f->travels = read_travels(&f->n_travels, r, &part->of[COPSE_PART_SITE]);
    copse_fact_table assignment = copse_fact_assignment_table;
    /* Of others their team says who is near; their sites are not taken. */
    assignment.select = "SELECT member, team, iif(member = ?2, site, NULL) AS site,"
                        " iif(member = ?2, role, NULL) AS role, since, until FROM assignment";
    f->assignments = read_linked(&f->n_assignments, r, &assignment, "WHERE member = ?1", part->self, members->ids, members->n,
                                 of_assignment, 2);
    f->memberships = read_linked(&f->n_memberships, r, &copse_fact_membership_table, "WHERE member = ?1", part->self, members->ids, members->n, of_membership, 2);
    f->expertises = read_linked(&f->n_expertises, r, &copse_fact_expertise_table, "WHERE member = ?1", part->self, &part->self,
                                1, NULL, 0);
    f->interests = read_linked(&f->n_interests, r, &copse_fact_interest_table, "WHERE member = ?1", part->self, &part->self, 1,
                               NULL, 0);
    f->community_topics = read_linked(&f->n_community_topics, r, &copse_fact_community_topic_table,
                                      "WHERE community = ?1", part->self, communities->ids, communities->n, of_community, 2);
    /* Without whom and what else they name, which may not be taken. */
    copse_fact_table exchange = copse_fact_exchange_table;
    exchange.select = "SELECT from_member, NULL AS to_member, to_community, NULL AS topic, kind, happened, due FROM exchange";
    f->exchanges = read_linked(&f->n_exchanges, r, &exchange, "WHERE to_community = ?1", part->self, part->exchanges.ids,
                               part->exchanges.n, of_exchange, 1);
    f->marks = read_linked(&f->n_marks, r, &copse_fact_mark_table, "AND member = ?1", part->self, &part->self, 1, NULL, 0);
}

copse_status copse_part_read(copse_facts **out, copse_part *part, const copse_context *ctx, copse_error *err)
{
    copse_fact_reader r = {.store = part->store, .ctx = ctx, .s = COPSE_STORE_STATEMENT_INIT, .err = err};
    *out = NULL;
    copse_facts *facts = copse_facts_new();
    r.shared = copse_map_new();
    r.status = facts && r.shared ? COPSE_OK : copse_error_nomem(err);
    if (r.status == COPSE_OK) {
        r.arena = facts->arena;
        facts->data_version = part->store->data_version;
        read_all(facts, &r, part);
    }
    for (int i = 0; i < COPSE_FACT_N_KEYED; i++)
        copse_memory_free(r.places[i].items);
    copse_map_free(r.shared);
    if (r.status == COPSE_OK)
        *out = facts;
    else
        copse_facts_free(facts);
    return r.status;
}

/* ---- single questions ---- */

copse_status copse_part_visibility(copse_visibility *out, copse_part *part, copse_id member, copse_error *err)
{
    copse_store_statement *s = &part->visibility;
    bool has_row = false, ends;
    *out = COPSE_VISIBLE_NONE;
    copse_status st = s->handle ? COPSE_OK
                                : copse_store_prepare_kept(s, part->store,
                                                      "SELECT coalesce((SELECT choice FROM preference WHERE member = id"
                                                      " AND kind = 'visibility'), visibility) FROM member WHERE id = ?1",
                                                      err);
    if (st == COPSE_OK) {
        copse_store_bind_int(s, 1, member);
        st = copse_store_step(&has_row, s, err);
    }
    if (st == COPSE_OK && has_row) {
        *out = (copse_visibility)copse_store_column_int(s, 0);
        st = copse_store_step(&ends, s, err);
    }
    return st;
}

copse_status copse_part_recent_sender(copse_id *out, copse_part *part, copse_id community, copse_day after,
                                      copse_day until, copse_error *err)
{
    copse_store_statement s = COPSE_STORE_STATEMENT_INIT;
    bool has_row = false;
    *out = COPSE_NONE;
    copse_status st = copse_store_prepare_kept(&s, part->store,
                                          "SELECT from_member FROM exchange JOIN member ON member.id = from_member"
                                          " WHERE to_community = ?1 AND happened > ?2 AND happened <= ?3"
                                          " AND objected = 0 LIMIT 1",
                                          err);
    if (st == COPSE_OK) {
        copse_store_bind_int(&s, 1, community);
        copse_store_bind_int(&s, 2, after);
        copse_store_bind_int(&s, 3, until);
        st = copse_store_step(&has_row, &s, err);
    }
    if (st == COPSE_OK && has_row)
        *out = copse_store_column_int(&s, 0);
    copse_store_finish(&s);
    return st;
}
