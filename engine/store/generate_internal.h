/*
 * A generated trust, shared by the files generate*.c.
 *
 * What is planned (teams, CoPs, what is planted) is kept, O(staff + topics);
 * what a member has (seats, topics) is drawn from a random stream of the
 * member's own whenever it is asked for, so that it is never stored, comes out
 * the same each time, and each file can be written by one scan.
 *
 * Only +, -, *, / and sqrt, which IEEE 754 rounds the same everywhere, are used
 * on drawn numbers: pow, log and exp differ between C libraries.
 */
#ifndef COPSE_STORE_GENERATE_INTERNAL_H
#define COPSE_STORE_GENERATE_INTERNAL_H

#include "base/context.h"
#include "base/memory.h"
#include "base/random.h"
#include "base/text.h"

enum {
    COPSE_GENERATE_AREAS = 16, /**< fields of work, each with a directorate */
    COPSE_GENERATE_SUBJECTS = 16,
    COPSE_GENERATE_JOBS = 6, /**< professions of one area */
    COPSE_GENERATE_ASPECTS = 40,
    COPSE_GENERATE_SETTINGS = 20,
    COPSE_GENERATE_TOPICS_OF_COMMUNITY = 4,
    COPSE_GENERATE_TOPICS_OF_TEAM = 3,
    COPSE_GENERATE_TOPICS_OF_LATENT = 3,
    COPSE_GENERATE_OWN = 2,        /**< CoPs that an inward team keeps to itself */
    COPSE_GENERATE_SEATS_MAX = 96, /**< membership rows of one member */
    COPSE_GENERATE_KNOWN_MAX = 96  /**< topics of one member */
};

/** What a member has on average, unless told otherwise. */
#define COPSE_GENERATE_MEMBERSHIPS 3.0
#define COPSE_GENERATE_EXPERTISE   6.6

/* ---- words ---- */

const char *copse_generate_directorate(size_t area);
const char *copse_generate_area(size_t area);
/** Name, then synonyms, separated by ';'. */
const char *copse_generate_subject(size_t area, size_t subject);
const char *copse_generate_aspect(size_t aspect);
const char *copse_generate_setting(size_t setting);
const char *copse_generate_unit(size_t area, size_t unit);
const char *copse_generate_job(size_t area, size_t rank);
const char *copse_generate_place(size_t place);
size_t copse_generate_places(void);
const char *copse_generate_shore(size_t trust);
size_t copse_generate_shores(void);
const char *copse_generate_site_kind(size_t site);
const char *copse_generate_pattern(size_t pattern); /**< with one %s */

typedef struct copse_generate_name {
    const char *given, *half, *ending; /**< family name: half and ending */
} copse_generate_name;

copse_generate_name copse_generate_person(copse_random *random);

/* ---- drawing ---- */

/** What a random stream is for: one section of one seed never meets another. */
typedef enum copse_generate_section {
    COPSE_DRAW_ORDER = 1,
    COPSE_DRAW_TEAM,
    COPSE_DRAW_TEAM_TOPICS,
    COPSE_DRAW_SITE,
    COPSE_DRAW_COMMUNITY,
    COPSE_DRAW_MEMBER,
    COPSE_DRAW_ASSIGNMENT,
    COPSE_DRAW_TOPICS,
    COPSE_DRAW_SEATS,
    COPSE_DRAW_EXPERTISE,
    COPSE_DRAW_INTEREST,
    COPSE_DRAW_TIES,
    COPSE_DRAW_EXCHANGES,
    COPSE_DRAW_PROJECT,
    COPSE_DRAW_PLANT
} copse_generate_section;

/** A one-to-one map of 0..n-1 that needs no memory: x * multiply + add mod n. */
typedef struct copse_permutation {
    uint64_t n, multiply, add;
    uint64_t divide; /**< multiply * divide = 1 mod n */
} copse_permutation;

uint64_t copse_permutation_apply(const copse_permutation *permutation, uint64_t x);
/** Which x is taken to y. */
uint64_t copse_permutation_undo(const copse_permutation *permutation, uint64_t y);

typedef struct copse_generate copse_generate;

copse_random copse_generate_stream(const copse_generate *g, copse_generate_section section,
                                   uint64_t i);
copse_permutation copse_generate_permutation(const copse_generate *g, uint64_t which, uint64_t n);

bool copse_generate_chance(copse_random *random, double probability);
/** 0..n-1, falling: the density at x goes as x^(-2/3). n > 0. */
size_t copse_generate_rank(copse_random *random, size_t n);
/** A count with the given mean and a heavy tail, at most 14 times the mean and one. */
size_t copse_generate_count(copse_random *random, double mean);
/** A day in from..to; from where they cross. */
copse_day copse_generate_day(copse_random *random, copse_day from, copse_day to);
/**
 * Which of k kinds the thing at a position of n gets: each kind at least once
 * where n >= k, the rest by percentages that sum to 100.
 */
int copse_generate_share(uint64_t position, uint64_t n, const int *percent, int k);
/** One of k kinds by percentages. */
int copse_generate_pick(copse_random *random, const int *percent, int k);

/* ---- what is planned ---- */

typedef enum copse_generate_isolation {
    COPSE_PLANTED_NONE = 0,
    COPSE_PLANTED_QUIET,  /**< few direct ties to other teams */
    COPSE_PLANTED_ABSENT, /**< few CoP seats */
    COPSE_PLANTED_INWARD  /**< seats nearly all among themselves */
} copse_generate_isolation;

/** A unit above the teams; parents come first. */
typedef struct copse_generate_upper {
    int32_t parent; /**< -1: the root */
    int32_t trust;
    int32_t number; /**< of a department within its directorate, else -1 */
    int32_t area;   /**< -1 above directorates */
} copse_generate_upper;

typedef struct copse_generate_team {
    int32_t first, size; /**< its members: first .. first + size - 1 */
    int32_t trust, area, site;
    int32_t upper;      /**< the unit above */
    int32_t number;     /**< within its directorate */
    int32_t favourite;  /**< the CoP that most of the team joins, or -1 */
    int32_t own;        /**< the first of an inward team's own CoPs, or -1 */
    bool in_department; /**< its directorate is so large that it has departments */
    bool has_hidden;    /**< a member of it has a held-out membership */
    copse_generate_isolation isolation;
} copse_generate_team;

typedef struct copse_generate_site {
    int32_t trust, number;
    int32_t x, y; /**< from the trust's middle, in units of 100 m */
} copse_generate_site;

typedef struct copse_generate_member {
    int32_t team;
    int32_t expert; /**< the topic that they are a planted expert in, or -1 */
    int32_t latent; /**< the latent community that they are of, or -1 */
    uint8_t job;
    bool is_blank;  /**< nothing at all is known of them */
    bool is_leaver; /**< every stint of theirs has ended */
    bool is_objector;
    bool is_hidden; /**< their membership of the team's favourite is held out */
} copse_generate_member;

typedef enum copse_generate_role {
    COPSE_ROLE_ORDINARY = 0,
    COPSE_ROLE_OWN,     /**< of one inward team */
    COPSE_ROLE_TWIN,    /**< duplicates another */
    COPSE_ROLE_EMPTY,   /**< has no members yet */
    COPSE_ROLE_PRIVATE, /**< decided to be sensitive */
    COPSE_ROLE_WORK,    /**< looks sensitive, decided not to be */
    COPSE_ROLE_LOOKS    /**< looks sensitive, undecided */
} copse_generate_role;

enum { COPSE_GENERATE_SPECIAL_NAMES = 5 };
/** For PRIVATE, WORK and LOOKS. */
const char *copse_generate_special_name(copse_generate_role role, size_t i);

typedef struct copse_generate_community {
    copse_generate_role role;
    int32_t trust; /**< -1: for all of them */
    int32_t area, site;
    int32_t twin;   /**< the CoP that duplicates this one, or that this one duplicates; -1 */
    int32_t number; /**< place among its like */
    int32_t team;   /**< whose own it is, or -1 */
    int32_t topics[COPSE_GENERATE_TOPICS_OF_COMMUNITY]; /**< the main one first; -1 ends */
    int32_t size;                                       /**< members on the reference day */
    copse_mode mode;
    copse_community_status status;
    copse_openness openness;
    copse_day created;
} copse_generate_community;

struct copse_generate {
    const copse_context *ctx;
    copse_generate_options options; /**< resolved: no zeros */
    copse_day today;                /**< the reference day */
    size_t n_areas, n_trusts, n_uppers, n_sites;
    size_t n_staff, n_teams, n_communities, n_topics, n_projects;
    size_t n_ordinary;              /**< CoPs 0..n_ordinary-1; the special ones follow */
    size_t n_own, n_twins, n_empty; /**< in this order */
    size_t n_private;               /**< the last: the sensitive and what looks so */
    size_t n_isolated;              /**< teams, of each kind */
    size_t n_latent;                /**< latent communities */
    size_t n_expert_topics;         /**< the commonest topics have planted experts */
    size_t topic_first[4];          /**< first topic of each level of the hierarchy */
    copse_generate_upper *uppers;
    copse_generate_team *teams;
    copse_generate_site *sites;
    size_t *site_first; /**< [n_trusts + 1] */
    copse_generate_member *members;
    copse_generate_community *communities;
    size_t *pool_first; /**< [pools + 1]: CoPs of a trust and area; one more trust stands for all */
    copse_permutation member_keys, community_keys, team_keys;
};

copse_status copse_generate_plan_organisation(copse_generate *g, copse_error *err);
copse_status copse_generate_plan_members(copse_generate *g, copse_error *err);
copse_status copse_generate_plan_communities(copse_generate *g, copse_error *err);
copse_status copse_generate_plant(copse_generate *g, copse_error *err);
/** Set each CoP's size, once everything is planted. */
copse_status copse_generate_count_members(copse_generate *g, copse_error *err);

/** Poll and tell progress, every thousand rounds of a loop or so. */
copse_status copse_generate_tick(const copse_generate *g, const char *step, size_t i, size_t n,
                                 copse_error *err);

static inline bool copse_generate_is_here(const copse_generate *g, size_t member)
{
    return !g->members[member].is_blank && !g->members[member].is_leaver;
}

/** Nothing is planted on people who objected: they are in no answer, so it could not be found. */
static inline bool copse_generate_is_seen(const copse_generate *g, size_t member)
{
    return copse_generate_is_here(g, member) && !g->members[member].is_objector;
}

/* ---- topics: t's area is t mod n_areas; ranks go from common to rare ---- */

size_t copse_generate_topic(const copse_generate *g, size_t area, size_t rank);
/** Ranks of the area's topics that may be drawn; those of latent communities are above. */
size_t copse_generate_topic_ranks(const copse_generate *g, size_t area);
size_t copse_generate_latent_topic(const copse_generate *g, size_t latent, size_t k);
size_t copse_generate_team_topic(const copse_generate *g, size_t team, size_t k);
void copse_generate_topic_name(copse_text *out, const copse_generate *g, size_t topic);
void copse_generate_trust_name(copse_text *out, size_t trust);
void copse_generate_community_name(copse_text *out, const copse_generate *g, size_t community);
void copse_generate_team_name(copse_text *out, const copse_generate *g, size_t team);

/* ---- what a member has ---- */

typedef struct copse_generate_seat {
    int32_t community;
    copse_day since, until; /**< COPSE_DAY_UNKNOWN: not known; open */
    const char *role;
} copse_generate_seat;

/** Membership rows of a member. @return how many. */
size_t copse_generate_seats(copse_generate_seat out[COPSE_GENERATE_SEATS_MAX],
                            const copse_generate *g, size_t member);
bool copse_generate_seat_holds(const copse_generate_seat *seat, copse_day day);

/**
 * The CoP that fits the topics and the team's site best among a few drawn from
 * the team's field or, with probability 1 - at_home, any. -1: there is none.
 */
int32_t copse_generate_best_community(const copse_generate *g, copse_random *random, size_t team,
                                      double at_home, int tries, const int32_t *topics, size_t n);

/** The topics that a member knew before any CoP. @return how many. */
size_t copse_generate_base_topics(int32_t out[COPSE_GENERATE_KNOWN_MAX], const copse_generate *g,
                                  size_t member);
bool copse_generate_has(const int32_t *items, size_t n, int32_t item);

/* ---- direct contact ---- */

/** Whether contact between two teams comes about when it is tried; a quiet team has little. */
bool copse_generate_reaches(const copse_generate *g, size_t a, size_t b, copse_random *random);
/**
 * Draw somebody of another team, less than half way round the ring of all
 * members, the nearer the likelier: members of one directorate stand together.
 * A pair is then found from one of its ends only, so that no tie comes twice.
 *
 * @return the distance from member a, or 0 when none was found
 */
size_t copse_generate_other(const copse_generate *g, size_t a, copse_random *random);

/* ---- keys ---- */

typedef struct copse_generate_key {
    char text[24];
} copse_generate_key;

/* Keys of members, teams and CoPs are shuffled, so that they do not tell who belongs together.
 * Files go by key. */
copse_generate_key copse_generate_member_key(const copse_generate *g, size_t member);
copse_generate_key copse_generate_team_key(const copse_generate *g, size_t team);
copse_generate_key copse_generate_upper_key(const copse_generate *g, size_t upper);
copse_generate_key copse_generate_site_key(const copse_generate *g, size_t site);
copse_generate_key copse_generate_community_key(const copse_generate *g, size_t community);
copse_generate_key copse_generate_topic_key(const copse_generate *g, size_t topic);
copse_generate_key copse_generate_project_key(const copse_generate *g, size_t project);
copse_generate_key copse_generate_exchange_key(const copse_generate *g, uint64_t exchange);

/* ---- files ---- */

typedef struct copse_generate_file copse_generate_file;

/** Make a file that must not exist yet. */
copse_status copse_generate_open(copse_generate_file **out, const char *path, copse_error *err);
/** Write what is left, close and free. @return what failed since the file was opened. */
copse_status copse_generate_close(copse_generate_file *file, copse_error *err);

/* The fields of a row, left to right. What fails is kept until copse_generate_end(). */
void copse_generate_put(copse_generate_file *file, const char *text);
void copse_generate_put_number(copse_generate_file *file, int64_t value);
/** The number, or nothing. */
void copse_generate_put_maybe(copse_generate_file *file, bool is_known, int64_t value);
/** value / 10^places, with as many places. */
void copse_generate_put_decimal(copse_generate_file *file, int64_t value, int places);
void copse_generate_put_day(copse_generate_file *file, copse_day day);
void copse_generate_put_key(copse_generate_file *file, copse_generate_key key);
copse_status copse_generate_end(copse_generate_file *file, copse_error *err);

/* Bytes that are no field. */
void copse_generate_put_integer(copse_generate_file *file, uint64_t value);
void copse_generate_put_raw(copse_generate_file *file, const char *text);
copse_status copse_generate_check(copse_generate_file *file, copse_error *err);

/* The writers of the files, in the order of files[] in generate.c. */
typedef copse_status copse_generate_writer(const copse_generate *g, copse_generate_file *file,
                                           copse_error *err);
copse_generate_writer copse_generate_write_sites, copse_generate_write_travel,
    copse_generate_write_teams, copse_generate_write_members, copse_generate_write_assignments,
    copse_generate_write_topics, copse_generate_write_communities,
    copse_generate_write_community_topics, copse_generate_write_memberships,
    copse_generate_write_expertise, copse_generate_write_interests, copse_generate_write_ties,
    copse_generate_write_projects, copse_generate_write_project_topics,
    copse_generate_write_exchanges, copse_generate_write_truth;

#endif
