/*
 * The network: who is in which CoP, knows what and works where, on one day.
 *
 * Rows and columns are indices into the arrays of the facts that it was built
 * from. Everything here is already filtered: stints that do not hold on the
 * day, members who objected and repeated rows are gone.
 */
#ifndef COPSE_NETWORK_H
#define COPSE_NETWORK_H

#include "base/context.h"
#include "base/map.h"
#include "base/memory.h"

/**
 * One two-mode incidence in compressed rows: row r holds entries
 * start[r] .. start[r + 1] - 1, columns ascending, each at most once.
 */
typedef struct copse_incidence {
    size_t n_rows, n_columns;
    size_t *start;   /**< [n_rows + 1] */
    int32_t *column; /**< [start[n_rows]] */
    double *value;   /**< [start[n_rows]], or NULL where every entry counts 1 */
} copse_incidence;

/** Entries of one row. */
static inline size_t copse_incidence_degree(const copse_incidence *m, size_t row)
{
    return m->start[row + 1] - m->start[row];
}

/** Whether the entry is there; binary search in the row. */
bool copse_incidence_has(const copse_incidence *m, size_t row, int32_t column);

/** The entry's value (1 where there are none), or 0 where there is no entry. */
double copse_incidence_get(const copse_incidence *m, size_t row, int32_t column);

/**
 * Build from n triples in any order. A repeated entry counts once; with values
 * they are added up.
 * @param value  [n], or NULL
 */
copse_status copse_incidence_new(copse_incidence *out, size_t n_rows, size_t n_columns, size_t n,
                                 const int32_t *row, const int32_t *column, const double *value,
                                 copse_error *err);
copse_status copse_incidence_transpose(copse_incidence *out, const copse_incidence *m,
                                       copse_error *err);
void copse_incidence_free(copse_incidence *m);

/** What a column of the group incidence stands for. */
typedef enum copse_group_kind {
    COPSE_GROUP_TEAM = 0, /**< a team or a unit above it */
    COPSE_GROUP_SITE,
    COPSE_GROUP_ROLE,
    COPSE_GROUP_PROFESSION
} copse_group_kind;

typedef struct copse_group {
    copse_group_kind kind;
    copse_index index; /**< of the team or site; COPSE_NONE for roles and professions */
    const char *key;   /**< the team's or site's key, or the folded text */
    const char *name;  /**< to show */
} copse_group;

/** What is made when it is first asked for, and kept: one network is for one thread at a time. */
struct copse_network_made_later {
    struct copse_collaboration *collaboration; /**< copse_network_collaboration() */
};

struct copse_network {
    const copse_facts *facts;
    copse_facts *owned_facts; /**< freed with the network; NULL when the facts are borrowed */
    copse_arena *arena;
    copse_day as_of;

    copse_day counts_day; /**< that publishable counts are of; UNKNOWN: the network's own */
    struct copse_counts *kept_counts; /**< as the store keeps them; NULL: it does not yet */

    bool *is_present;   /**< [n_members] false: objected, in nothing below */
    bool *is_sensitive; /**< [n_communities] decided so, or undecided and looks so */

    copse_incidence member_communities; /**< current memberships, sensitive CoPs included */
    copse_incidence community_members;
    copse_incidence member_topics; /**< values: evidence, summed over sources */
    copse_incidence topic_members;
    copse_incidence community_topics; /**< values: weight */
    copse_incidence topic_communities;
    copse_incidence member_interests;
    copse_incidence member_marks; /**< CoPs that they said are not for them */
    copse_incidence member_teams; /**< current assignments, their team only */

    size_t n_groups;           /**< those that hold somebody */
    const copse_group *groups; /**< by kind, then key */
    /** Teams and every unit above them, sites, roles, professions. */
    copse_incidence member_groups;

    /** [n_topics] τ_t: 75th percentile (type 7) of evidence; NaN where nobody has any. */
    double *topic_scale;

    copse_incidence contact_members; /**< whom a CoP's contact text names; who objected included */
    copse_fact_travel *travels;      /**< [facts->n_travels] by sites, then minutes */

    struct copse_network_made_later *made_later; /**< never NULL in a network that was made */
    struct copse_network_whole *whole; /**< of a network of a few people, see part.h; else NULL */

    /* key -> index */
    copse_map *member_keys, *community_keys, *topic_keys, *team_keys, *site_keys;
};

/**
 * Whether a stint holds on the network's day: since <= as_of < until. An
 * unknown start was always, an unknown end is open. Where the day itself is
 * unknown, whatever is open holds.
 */
bool copse_network_holds(const copse_network *net, copse_day since, copse_day until);

/**
 * Saturated evidence e = 1 − exp(−evidence / τ_t) of a member in a topic,
 * DESIGN section 5: 0 without evidence, 0.63 at the topic's 75th percentile.
 */
double copse_network_saturated(const copse_network *net, size_t member, int32_t topic);

/**
 * The one function that names people: what this audience may know of a member.
 *
 * SELF: oneself; of others who is visible to the trust, or to a team that both
 * are in. TEAM: who is visible to the trust, or to the team when in it. TRUST: who is
 * visible to the trust. STEWARD (with a reason): everybody who did not object.
 * Who objected is named to nobody but themself, and an audience without its
 * key, or a steward without a reason, learns no more than the trust.
 * Somebody without a name is shown by their key.
 */
copse_person copse_network_person(const copse_network *net, const copse_context *ctx,
                                  copse_index member);

/** Whether the audience is the member themself. */
bool copse_network_is_self(const copse_network *net, const copse_context *ctx, copse_index member);

/** Whether the audience is a person who shares a team with the member, or the member's team or a unit above it. */
bool copse_network_is_of_their_team(const copse_network *net, const copse_context *ctx, copse_index member);

/** Whether the member works in the team, or in one below it. */
bool copse_network_works_under(const copse_network *net, copse_index member, copse_index team);

/**
 * A CoP's contact text as this audience may see it: a member's key, mail or
 * name in it is shown only when that member may be named. Else NULL.
 */
const char *copse_network_contact(const copse_network *net, const copse_context *ctx,
                                  copse_index community);

/**
 * Whether a person may be shown that this CoP exists at all: not when it is
 * sensitive, unless ctx is SELF and they are in it.
 */
bool copse_network_may_show(const copse_network *net, const copse_context *ctx,
                            copse_index community);

/** How many are in the CoP, of the whole network. */
size_t copse_network_size_of(const copse_network *net, size_t community);

/** Whether the CoP is dormant, and could be joined if it woke up: not sensitive, not closed. */
bool copse_network_sleeps(const copse_network *net, size_t community);

/** Whether a topic may stand in an answer unasked: not where only sensitive CoPs hold it. */
bool copse_network_may_show_topic(const copse_network *net, size_t topic);

/**
 * Minutes between two sites from the travel table: in this direction if it has
 * it, else in the other, the least where it has several. 0 at one site; NaN
 * when not recorded or for COPSE_NONE.
 */
double copse_network_travel_minutes(const copse_network *net, copse_index from, copse_index to);

/**
 * Great-circle distance between two sites in km (haversine, R = 6371.0088 km): 0 at one site, NaN
 * without coordinates.
 */
double copse_network_distance_km(const copse_network *net, copse_index from, copse_index to);

/** The member's current sites, by key. @param[out] out  at most max; @return how many there are. */
size_t copse_network_sites_of(const copse_network *net, copse_index member, copse_index *out,
                              size_t max);

#endif
