/*
 * What a row of each table is, as a fact. Nothing that the file says is taken
 * on trust: an id, a word's number or a text that cannot be is an error, since
 * another program may have written there.
 */
#include "store/fact_reader.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ---- values ---- */

static const char mend[] = "restore the store from a backup, or import again";

static void refuse_number(copse_fact_reader *r, int column, const char *why)
{
    if (r->status == COPSE_OK)
        r->status = copse_error_set(
            r->err, COPSE_E_STORE, r->store->path, mend, "%s.%s is %" PRId64 ", %s", r->table,
            sqlite3_column_name(r->s.handle, column), copse_store_column_int(&r->s, column), why);
}

/* Without the value, which may be a person's. */
static void refuse_text(copse_fact_reader *r, int column, const char *why)
{
    if (r->status == COPSE_OK)
        r->status = copse_error_set(r->err, COPSE_E_STORE, r->store->path, mend, "a %s.%s %s",
                                    r->table, sqlite3_column_name(r->s.handle, column), why);
}

static void run_out_of_memory(copse_fact_reader *r)
{
    if (r->status == COPSE_OK)
        r->status = copse_error_nomem(r->err);
}

static int32_t number_at(copse_fact_reader *r, int column, int32_t least, int32_t most)
{
    int64_t value = copse_store_column_int(&r->s, column);
    if (value < least || value > most) {
        refuse_number(r, column, "which is out of its range");
        return least;
    }
    return (int32_t)value;
}

static int32_t number_or_minus_1_at(copse_fact_reader *r, int column)
{
    return copse_store_column_is_null(&r->s, column) ? -1 : number_at(r, column, 0, INT32_MAX);
}

static copse_day day_at(copse_fact_reader *r, int column)
{
    if (copse_store_column_is_null(&r->s, column))
        return COPSE_DAY_UNKNOWN;
    return number_at(r, column, COPSE_DAY_UNKNOWN, INT32_MAX);
}

/* Borrowed from the statement; NULL where there is none. */
static const char *borrowed_text_at(copse_fact_reader *r, int column)
{
    const char *text = copse_store_column_text(&r->s, column);
    if (text && !copse_text_is_utf8(text, strlen(text))) {
        refuse_text(r, column, "is not well-formed UTF-8");
        return NULL;
    }
    return text;
}

static const char *text_at(copse_fact_reader *r, int column)
{
    const char *text = borrowed_text_at(r, column);
    const char *copy = copse_arena_copy(r->arena, text);
    if (text && !copy)
        run_out_of_memory(r);
    return copy;
}

static const char *key_at(copse_fact_reader *r, int column)
{
    const char *key = text_at(r, column);
    if (!key)
        refuse_text(r, column, "is missing");
    return key;
}

static const char *shared_text_at(copse_fact_reader *r, int column)
{
    const char *text = borrowed_text_at(r, column);
    if (!text)
        return NULL;
    const char *copy = (const char *)(intptr_t)copse_map_get(r->shared, text, 0);
    if (copy)
        return copy;
    copy = copse_arena_copy(r->arena, text);
    if (!copy || !copse_map_set(r->shared, text, (intptr_t)copy))
        run_out_of_memory(r);
    return copy;
}

/* ---- ids to indices ---- */

static int order(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

int copse_fact_compare_places(const void *a, const void *b)
{
    return order(((const copse_fact_place *)a)->id, ((const copse_fact_place *)b)->id);
}

copse_index copse_fact_find(const copse_fact_places *p, copse_id id)
{
    /* Ids are given in order and seldom taken away, so most stand where they would if none ever
     * was. */
    if (p->n > 0 && id >= p->items[0].id) {
        uint64_t guess = (uint64_t)id - (uint64_t)p->items[0].id;
        if (guess < p->n && p->items[guess].id == id)
            return p->items[guess].index;
    }
    const copse_fact_place wanted = {id, 0};
    const copse_fact_place *found =
        p->n ? bsearch(&wanted, p->items, p->n, sizeof *p->items, copse_fact_compare_places) : NULL;
    return found ? found->index : COPSE_NONE;
}

static copse_index index_at(copse_fact_reader *r, int column, copse_fact_keyed of)
{
    copse_index index = copse_fact_find(&r->places[of], copse_store_column_int(&r->s, column));
    if (index == COPSE_NONE)
        refuse_number(r, column, "which no row defines");
    return index;
}

static copse_index index_or_none_at(copse_fact_reader *r, int column, copse_fact_keyed of)
{
    return copse_store_column_is_null(&r->s, column) ? COPSE_NONE : index_at(r, column, of);
}

/* ---- rows ---- */

static void fill_site(copse_fact_reader *r, void *row)
{
    copse_fact_site *site = row;
    site->id = copse_store_column_int(&r->s, 0);
    site->key = key_at(r, 1);
    site->name = text_at(r, 2);
    site->latitude = copse_store_column_real(&r->s, 3);
    site->longitude = copse_store_column_real(&r->s, 4);
}

/* A unit above may come later: its id stands in for its index until all are known. */
static copse_index id_or_none_at(const copse_fact_reader *r, int column)
{
    return copse_store_column_is_null(&r->s, column) ? COPSE_NONE
                                                     : copse_store_column_int(&r->s, column);
}

static void fill_team(copse_fact_reader *r, void *row)
{
    copse_fact_team *team = row;
    team->id = copse_store_column_int(&r->s, 0);
    team->key = key_at(r, 1);
    team->name = text_at(r, 2);
    team->parent = id_or_none_at(r, 3);
}

static void fill_member(copse_fact_reader *r, void *row)
{
    copse_fact_member *member = row;
    member->id = copse_store_column_int(&r->s, 0);
    member->key = key_at(r, 1);
    member->name = text_at(r, 2);
    member->mail = text_at(r, 3);
    member->profession = shared_text_at(r, 4);
    member->mode_preference = (copse_mode)number_at(r, 5, 0, COPSE_MODE_HYBRID);
    member->visibility = (copse_visibility)number_at(r, 6, 0, COPSE_VISIBLE_TRUST);
    member->objected = number_at(r, 7, 0, 1) != 0;
}

static void fill_topic(copse_fact_reader *r, void *row)
{
    copse_fact_topic *topic = row;
    topic->id = copse_store_column_int(&r->s, 0);
    topic->key = key_at(r, 1);
    topic->name = text_at(r, 2);
    topic->broader = id_or_none_at(r, 3);
    topic->synonyms = text_at(r, 4);
}

static void fill_community(copse_fact_reader *r, void *row)
{
    copse_fact_community *community = row;
    community->id = copse_store_column_int(&r->s, 0);
    community->key = key_at(r, 1);
    community->name = text_at(r, 2);
    community->description = text_at(r, 3);
    community->mode = (copse_mode)number_at(r, 4, 0, COPSE_MODE_HYBRID);
    community->site = index_or_none_at(r, 5, COPSE_FACT_SITE);
    community->status = (copse_community_status)number_at(r, 6, 0, COPSE_COMMUNITY_CLOSED);
    community->openness = (copse_openness)number_at(r, 7, 0, COPSE_OPENNESS_CLOSED);
    community->capacity = number_or_minus_1_at(r, 8);
    community->cadence_days = number_or_minus_1_at(r, 9);
    community->contact = text_at(r, 10);
    community->meets = text_at(r, 11);
    community->sensitive = (copse_sensitivity)number_at(r, 12, 0, COPSE_SENSITIVE_YES);
    community->created = day_at(r, 13);
}

static void fill_travel(copse_fact_reader *r, void *row)
{
    copse_fact_travel *travel = row;
    travel->from_site = index_at(r, 0, COPSE_FACT_SITE);
    travel->to_site = index_at(r, 1, COPSE_FACT_SITE);
    travel->minutes = copse_store_column_real(&r->s, 2);
}

static void fill_assignment(copse_fact_reader *r, void *row)
{
    copse_fact_assignment *assignment = row;
    assignment->member = index_at(r, 0, COPSE_FACT_MEMBER);
    assignment->team = index_or_none_at(r, 1, COPSE_FACT_TEAM);
    assignment->site = index_or_none_at(r, 2, COPSE_FACT_SITE);
    assignment->role = shared_text_at(r, 3);
    assignment->since = day_at(r, 4);
    assignment->until = day_at(r, 5);
}

static void fill_membership(copse_fact_reader *r, void *row)
{
    copse_fact_membership *membership = row;
    membership->member = index_at(r, 0, COPSE_FACT_MEMBER);
    membership->community = index_at(r, 1, COPSE_FACT_COMMUNITY);
    membership->role = shared_text_at(r, 2);
    membership->since = day_at(r, 3);
    membership->until = day_at(r, 4);
}

static void fill_expertise(copse_fact_reader *r, void *row)
{
    copse_fact_expertise *expertise = row;
    expertise->member = index_at(r, 0, COPSE_FACT_MEMBER);
    expertise->topic = index_at(r, 1, COPSE_FACT_TOPIC);
    expertise->weight = copse_store_column_real(&r->s, 2);
    expertise->last_active = day_at(r, 3);
}

static void fill_mark(copse_fact_reader *r, void *row)
{
    copse_fact_mark *mark = row;
    mark->member = index_at(r, 0, COPSE_FACT_MEMBER);
    mark->community = index_at(r, 1, COPSE_FACT_COMMUNITY);
    mark->on = day_at(r, 2);
}

static void fill_interest(copse_fact_reader *r, void *row)
{
    copse_fact_interest *interest = row;
    interest->member = index_at(r, 0, COPSE_FACT_MEMBER);
    interest->topic = index_at(r, 1, COPSE_FACT_TOPIC);
    interest->since = day_at(r, 2);
}

static void fill_community_topic(copse_fact_reader *r, void *row)
{
    copse_fact_community_topic *topic = row;
    topic->community = index_at(r, 0, COPSE_FACT_COMMUNITY);
    topic->topic = index_at(r, 1, COPSE_FACT_TOPIC);
    topic->weight = copse_store_column_real(&r->s, 2);
}

/* The store has the lower id first, the arrays the lower index, so that ids change nothing. */
static void fill_tie(copse_fact_reader *r, void *row)
{
    copse_fact_tie *tie = row;
    copse_index a = index_at(r, 0, COPSE_FACT_MEMBER), b = index_at(r, 1, COPSE_FACT_MEMBER);
    tie->a = a < b ? a : b;
    tie->b = a < b ? b : a;
    tie->kind = (copse_tie_kind)number_at(r, 2, 0, COPSE_TIE_COST);
    tie->weight = copse_store_column_real(&r->s, 3);
    tie->since = day_at(r, 4);
}

static void fill_exchange(copse_fact_reader *r, void *row)
{
    copse_fact_exchange *exchange = row;
    exchange->from_member = index_at(r, 0, COPSE_FACT_MEMBER);
    exchange->to_member = index_or_none_at(r, 1, COPSE_FACT_MEMBER);
    exchange->to_community = index_or_none_at(r, 2, COPSE_FACT_COMMUNITY);
    exchange->topic = index_or_none_at(r, 3, COPSE_FACT_TOPIC);
    exchange->kind = (copse_exchange_kind)number_at(r, 4, 0, COPSE_EXCHANGE_DEBRIEF);
    exchange->on = day_at(r, 5);
    exchange->due = day_at(r, 6);
}

/* As ties: the lower index first. */
static void fill_pairing(copse_fact_reader *r, void *row)
{
    copse_fact_pairing *pairing = row;
    copse_index a = index_at(r, 0, COPSE_FACT_MEMBER), b = index_at(r, 1, COPSE_FACT_MEMBER);
    pairing->a = a < b ? a : b;
    pairing->b = a < b ? b : a;
    pairing->kind = shared_text_at(r, 2);
    pairing->on = day_at(r, 3);
}

/* ---- order of rows: by the indices that they name, then by all that tells them apart ---- */

/* The first difference decides. */
static int then(int decided, int otherwise)
{
    return decided != 0 ? decided : otherwise;
}

static int order_real(double a, double b)
{
    return (a > b) - (a < b);
}

static int order_text(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "");
}

static int compare_travels(const void *a, const void *b)
{
    const copse_fact_travel *x = a, *y = b;
    return then(order(x->from_site, y->from_site), order(x->to_site, y->to_site));
}

static int compare_assignments(const void *a, const void *b)
{
    const copse_fact_assignment *x = a, *y = b;
    int places =
        then(order(x->member, y->member), then(order(x->team, y->team), order(x->site, y->site)));
    int stint = then(order(x->since, y->since), order(x->until, y->until));
    return then(places, then(stint, order_text(x->role, y->role)));
}

static int compare_memberships(const void *a, const void *b)
{
    const copse_fact_membership *x = a, *y = b;
    return then(order(x->member, y->member),
                then(order(x->community, y->community), order(x->since, y->since)));
}

/* Several sources may hold evidence of one topic. */
static int compare_expertises(const void *a, const void *b)
{
    const copse_fact_expertise *x = a, *y = b;
    return then(then(order(x->member, y->member), order(x->topic, y->topic)),
                then(order_real(x->weight, y->weight), order(x->last_active, y->last_active)));
}

static int compare_marks(const void *a, const void *b)
{
    const copse_fact_mark *x = a, *y = b;
    int members = order(x->member, y->member);
    return members != 0 ? members : order(x->community, y->community);
}

static int compare_interests(const void *a, const void *b)
{
    const copse_fact_interest *x = a, *y = b;
    return then(order(x->member, y->member), order(x->topic, y->topic));
}

static int compare_community_topics(const void *a, const void *b)
{
    const copse_fact_community_topic *x = a, *y = b;
    return then(order(x->community, y->community), order(x->topic, y->topic));
}

static int compare_ties(const void *a, const void *b)
{
    const copse_fact_tie *x = a, *y = b;
    return then(order(x->a, y->a), then(order(x->b, y->b), order((int)x->kind, (int)y->kind)));
}

static int compare_exchanges(const void *a, const void *b)
{
    const copse_fact_exchange *x = a, *y = b;
    int whom =
        then(order(x->from_member, y->from_member),
             then(order(x->to_member, y->to_member), order(x->to_community, y->to_community)));
    int what = then(order(x->topic, y->topic), order((int)x->kind, (int)y->kind));
    int when = then(order(x->on, y->on), order(x->due, y->due));
    return then(whom, then(what, when));
}

static int compare_pairings(const void *a, const void *b)
{
    const copse_fact_pairing *x = a, *y = b;
    return then(then(order(x->on, y->on), order(x->a, y->a)),
                then(order(x->b, y->b), order_text(x->kind, y->kind)));
}

/* ---- tables ---- */

const copse_fact_table copse_fact_keyed_tables[COPSE_FACT_N_KEYED] = {
    [COPSE_FACT_SITE] = {"site", "SELECT id, key, name, latitude, longitude FROM site ORDER BY key",
                         sizeof(copse_fact_site), fill_site, NULL, COPSE_FACT_N_KEYED},
    [COPSE_FACT_TEAM] = {"team", "SELECT id, key, name, parent FROM team ORDER BY key",
                         sizeof(copse_fact_team), fill_team, NULL, COPSE_FACT_N_KEYED},
    [COPSE_FACT_MEMBER] =
        {"member",
         "SELECT id, key, name, mail, profession, "
         "coalesce((SELECT choice FROM preference WHERE member = id AND kind = 'mode'), mode_preference)"
         " AS mode_preference, "
         "coalesce((SELECT choice FROM preference WHERE member = id AND kind = 'visibility'), visibility)"
         " AS visibility, objected "
         "FROM member ORDER BY key",
         sizeof(copse_fact_member), fill_member, NULL, COPSE_FACT_N_KEYED},
    [COPSE_FACT_TOPIC] = {"topic",
                          "SELECT id, key, name, broader, synonyms FROM topic ORDER BY key",
                          sizeof(copse_fact_topic), fill_topic, NULL, COPSE_FACT_N_KEYED},
    [COPSE_FACT_COMMUNITY] =
        {"community",
         "SELECT id, key, name, description, mode, site, status, openness, capacity, "
         "cadence_days, contact, meets, sensitive, created FROM community ORDER BY key",
         sizeof(copse_fact_community), fill_community, NULL, COPSE_FACT_N_KEYED},
};

const copse_fact_table copse_fact_travel_table = {
    "travel", "SELECT from_site, to_site, minutes FROM travel", sizeof(copse_fact_travel),
    fill_travel, compare_travels, COPSE_FACT_SITE};

const copse_fact_table copse_fact_assignment_table = {
    "assignment", "SELECT member, team, site, role, since, until FROM assignment",
    sizeof(copse_fact_assignment), fill_assignment, compare_assignments, COPSE_FACT_MEMBER};

const copse_fact_table copse_fact_membership_table = {
    "membership", "SELECT member, community, role, since, until FROM membership",
    sizeof(copse_fact_membership), fill_membership, compare_memberships, COPSE_FACT_MEMBER};

const copse_fact_table copse_fact_expertise_table = {
    "expertise", "SELECT member, topic, weight, last_active FROM expertise",
    sizeof(copse_fact_expertise), fill_expertise, compare_expertises, COPSE_FACT_MEMBER};

const copse_fact_table copse_fact_mark_table = {
    "mark", "SELECT member, community, happened FROM mark WHERE kind = 'not'", sizeof(copse_fact_mark),
    fill_mark, compare_marks, COPSE_FACT_MEMBER};

const copse_fact_table copse_fact_interest_table = {
    "interest", "SELECT member, topic, since FROM interest", sizeof(copse_fact_interest),
    fill_interest, compare_interests, COPSE_FACT_MEMBER};

const copse_fact_table copse_fact_community_topic_table = {
    "community_topic", "SELECT community, topic, weight FROM community_topic",
    sizeof(copse_fact_community_topic), fill_community_topic, compare_community_topics, COPSE_FACT_COMMUNITY};

const copse_fact_table copse_fact_tie_table = {"tie", "SELECT a, b, kind, weight, since FROM tie",
                                               sizeof(copse_fact_tie), fill_tie, compare_ties, COPSE_FACT_MEMBER};

const copse_fact_table copse_fact_exchange_table = {
    "exchange",
    "SELECT from_member, to_member, to_community, topic, kind, happened, due FROM exchange",
    sizeof(copse_fact_exchange), fill_exchange, compare_exchanges, COPSE_FACT_MEMBER};

const copse_fact_table copse_fact_pairing_table = {
    "pairing", "SELECT a, b, kind, happened FROM pairing", sizeof(copse_fact_pairing), fill_pairing,
    compare_pairings, COPSE_FACT_N_KEYED};
