#include "question/nearby.h"

#include <string.h>

#include "question/recommend.h"
#include "question/rules.h"

/* A set of ids: open addressing, twice as many places as ids at least. */
typedef struct ids {
    copse_id *places; /* [size], 0: free; no row has that id */
    size_t size, n;
} ids;

typedef struct sized {
    copse_id community;
    size_t n;
} sized;

struct copse_nearby {
    copse_part *part;
    const copse_network *own;
    const copse_context *ctx;
    copse_id self;
    size_t threshold;
    ids team_mates;    /* share a team with the member today */
    ids mates;         /* or a CoP that is not sensitive */
    bool has_unnamed;  /* some of whom a CoP was looked through may not be named */
    size_t n_sizes, size_capacity;
    sized *sizes;
};

/* ---- sets ---- */

static size_t place_of(const ids *set, copse_id id)
{
    size_t at = (size_t)((uint64_t)id * 0x9e3779b97f4a7c15u) & (set->size - 1);
    while (set->places[at] != 0 && set->places[at] != id)
        at = (at + 1) & (set->size - 1);
    return at;
}

static bool has(const ids *set, copse_id id)
{
    return set->size > 0 && set->places[place_of(set, id)] == id;
}

static bool grow(ids *set)
{
    ids larger = {.size = set->size > 0 ? 2 * set->size : 256, .n = set->n};
    larger.places = copse_memory_new(larger.size, sizeof *larger.places);
    if (!larger.places)
        return false;
    for (size_t i = 0; i < set->size; i++)
        if (set->places[i] != 0)
            larger.places[place_of(&larger, set->places[i])] = set->places[i];
    copse_memory_free(set->places);
    *set = larger;
    return true;
}

static bool insert(ids *set, copse_id id)
{
    if (2 * (set->n + 1) > set->size && !grow(set))
        return false;
    size_t at = place_of(set, id);
    set->n += set->places[at] == 0;
    set->places[at] = id;
    return true;
}

/* ---- rolls of one day ---- */

/* Members of a CoP or team on the day, each once and in the order of their keys; rolls have it. */
static size_t keep_holding(copse_stint *roll, size_t n, const copse_network *net)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (copse_network_holds(net, roll[i].since, roll[i].until) &&
            (kept == 0 || roll[kept - 1].id != roll[i].id))
            roll[kept++] = roll[i];
    return kept;
}

static copse_status add_mates(copse_nearby *b, copse_roll_kind kind, copse_id of, copse_error *err)
{
    copse_stint *roll;
    size_t n;
    copse_status st = copse_store_read_roll(&roll, &n, copse_part_store(b->part), kind, of, err);
    if (st != COPSE_OK)
        return st;
    n = keep_holding(roll, n, b->own);
    if (kind == COPSE_ROLL_COMMUNITY &&
        !copse_memory_grow((void **)&b->sizes, &b->size_capacity, b->n_sizes, sizeof *b->sizes))
        st = copse_error_nomem(err);
    else if (kind == COPSE_ROLL_COMMUNITY)
        b->sizes[b->n_sizes++] = (sized){of, n};
    for (size_t i = 0; st == COPSE_OK && i < n; i++)
        if (!insert(&b->mates, roll[i].id) || (kind == COPSE_ROLL_TEAM && !insert(&b->team_mates, roll[i].id)))
            st = copse_error_nomem(err);
    copse_memory_free(roll);
    return st;
}

static copse_status find_mates(copse_nearby *b, copse_index self, copse_error *err)
{
    const copse_network *net = b->own;
    const copse_incidence *teams = &net->member_teams, *joined = &net->member_communities;
    copse_status st = COPSE_OK;
    for (size_t k = teams->start[self]; st == COPSE_OK && k < teams->start[self + 1]; k++)
        st = add_mates(b, COPSE_ROLL_TEAM, net->facts->teams[teams->column[k]].id, err);
    for (size_t k = joined->start[self]; st == COPSE_OK && k < joined->start[self + 1]; k++)
        if (!net->is_sensitive[joined->column[k]])
            st = add_mates(b, COPSE_ROLL_COMMUNITY, net->facts->communities[joined->column[k]].id, err);
    return st;
}

copse_status copse_nearby_new(copse_nearby **out, copse_part *part, const copse_network *own, copse_index self,
                              const copse_context *ctx, copse_error *err)
{
    *out = NULL;
    copse_nearby *b = copse_memory_new(1, sizeof *b);
    if (!b)
        return copse_error_nomem(err);
    *b = (copse_nearby){.part = part,
                        .own = own,
                        .ctx = ctx,
                        .self = own->facts->members[self].id,
                        .threshold = copse_asking_threshold(ctx)};
    copse_status st = find_mates(b, self, err);
    if (st == COPSE_OK)
        *out = b;
    else
        copse_nearby_free(b);
    return st;
}

void copse_nearby_free(copse_nearby *b)
{
    if (!b)
        return;
    copse_memory_free(b->team_mates.places);
    copse_memory_free(b->mates.places);
    copse_memory_free(b->sizes);
    copse_memory_free(b);
}

/* ---- people of one CoP ---- */

static copse_status take(copse_nearby *b, copse_id member, copse_error *err)
{
    return copse_part_take(b->part, COPSE_PART_MEMBER, member, err);
}

/* Whether the member may be told somebody's name, as copse_network_person() decides it. */
static copse_status may_be_named(bool *out, copse_nearby *b, copse_id member, copse_error *err)
{
    copse_visibility visibility;
    copse_status st = copse_part_visibility(&visibility, b->part, member, err);
    *out = visibility == COPSE_VISIBLE_TRUST || (visibility == COPSE_VISIBLE_TEAM && has(&b->team_mates, member));
    return st;
}

/*
 * Of those who share a CoP, in the order of keys: as many as can be named, and
 * one who may not be. Who shares a team is listed before them, and all are taken.
 */
static copse_status take_near(copse_nearby *b, const copse_stint *roll, size_t n, copse_error *err)
{
    size_t n_named = 0, most = copse_rule_size(COPSE_RULE_NEAR_SHOWN);
    bool has_unnamed = false;
    copse_status st = COPSE_OK;
    for (size_t i = 0; st == COPSE_OK && i < n; i++) {
        bool is_of_team = has(&b->team_mates, roll[i].id), is_named;
        bool is_enough = n_named >= most && has_unnamed;
        if (roll[i].id == b->self || !has(&b->mates, roll[i].id) || (is_enough && !is_of_team))
            continue;
        st = may_be_named(&is_named, b, roll[i].id, err);
        has_unnamed = has_unnamed || !is_named;
        n_named += is_named && !is_of_team;
        if (st == COPSE_OK)
            st = take(b, roll[i].id, err);
    }
    b->has_unnamed = b->has_unnamed || has_unnamed;
    return st;
}

static bool is_on(const copse_stint *roll, size_t n, copse_id member)
{
    for (size_t i = 0; i < n; i++)
        if (roll[i].id == member)
            return true;
    return false;
}

static copse_status take_core(copse_nearby *b, const copse_stint *roll, size_t n, const copse_model_value *core,
                              size_t n_core, copse_error *err)
{
    size_t most = copse_rule_size(COPSE_RULE_CORE_SHOWN), n_taken = 0;
    copse_status st = COPSE_OK;
    for (size_t i = 0; st == COPSE_OK && i < n_core && n_taken < most; i++) {
        copse_id member = COPSE_NONE;
        st = copse_part_find(&member, b->part, COPSE_PART_MEMBER, core[i].for_key, err);
        if (st != COPSE_OK || !is_on(roll, n, member))
            continue;
        st = take(b, member, err);
        n_taken++;
    }
    return st;
}

static copse_status take_contacts(copse_nearby *b, copse_id community, copse_error *err)
{
    copse_stint *roll;
    size_t n;
    copse_status st =
        copse_store_read_roll(&roll, &n, copse_part_store(b->part), COPSE_ROLL_CONTACT, community, err);
    for (size_t i = 0; st == COPSE_OK && i < n; i++)
        st = take(b, roll[i].id, err);
    copse_memory_free(roll);
    return st;
}

/* Somebody who joined within the days that count as of late, else who exchanged something with the CoP. */
static copse_status take_active(copse_nearby *b, copse_id community, const copse_stint *roll, size_t n,
                                copse_error *err)
{
    copse_day to = b->own->as_of;
    if (to == COPSE_DAY_UNKNOWN)
        return COPSE_OK;
    copse_day after = to - (copse_day)copse_rule_value(COPSE_RULE_ACTIVE_DAYS);
    for (size_t i = 0; i < n; i++)
        if (roll[i].since > after && roll[i].since <= to)
            return take(b, roll[i].id, err);
    copse_id sender;
    copse_status st = copse_part_recent_sender(&sender, b->part, community, after, to, err);
    if (st == COPSE_OK && sender != COPSE_NONE)
        st = take(b, sender, err);
    return st == COPSE_OK && sender != COPSE_NONE ? copse_part_take_exchanges(b->part, community, err) : st;
}

copse_status copse_nearby_take(copse_nearby *b, copse_id community, const copse_model_value *core, size_t n_core,
                               copse_error *err)
{
    copse_stint *roll;
    size_t n;
    copse_status st =
        copse_store_read_roll(&roll, &n, copse_part_store(b->part), COPSE_ROLL_COMMUNITY, community, err);
    if (st == COPSE_OK)
        st = take_active(b, community, roll, n, err); /* also who left again */
    if (st == COPSE_OK && !copse_memory_grow((void **)&b->sizes, &b->size_capacity, b->n_sizes, sizeof *b->sizes))
        st = copse_error_nomem(err);
    if (st == COPSE_OK) {
        n = keep_holding(roll, n, b->own);
        b->sizes[b->n_sizes++] = (sized){community, n};
        st = take_near(b, roll, n, err);
    }
    if (st == COPSE_OK)
        st = take_core(b, roll, n, core, n_core, err);
    copse_memory_free(roll);
    return st == COPSE_OK ? take_contacts(b, community, err) : st;
}

/* ---- in the end ---- */

copse_status copse_nearby_finish(copse_nearby *b, copse_error *err)
{
    copse_status st = COPSE_OK;
    size_t n_unnamed = 0;
    for (size_t i = 0; st == COPSE_OK && b->has_unnamed && i < b->mates.size && n_unnamed < b->threshold; i++) {
        copse_id member = b->mates.places[i];
        bool is_named = true;
        if (member != 0 && member != b->self)
            st = may_be_named(&is_named, b, member, err);
        if (st == COPSE_OK && !is_named) {
            st = take(b, member, err);
            n_unnamed++;
        }
    }
    return st;
}

void copse_nearby_tell_sizes(const copse_nearby *b, copse_network *net)
{
    for (size_t c = 0; c < net->facts->n_communities; c++)
        for (size_t i = 0; i < b->n_sizes; i++)
            if (b->sizes[i].community == net->facts->communities[c].id)
                net->whole->community_size[c] = b->sizes[i].n;
}
