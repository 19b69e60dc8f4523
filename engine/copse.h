/*
 * Copse: make the most of an organisation's communities of practice.
 *
 * The one public header. A program either opens a store (one SQLite file) or
 * hands over arrays of its own (copse_facts); both become a copse_network,
 * which models learn from and questions are asked of.
 *
 *     facts (from a store or from arrays) -> network -> model -> answer -> text, JSON, CSV, HTML
 *
 * Conventions
 *  - A function that can fail returns copse_status and takes copse_error *err
 *    last; err may be NULL. On failure every output is NULL or unchanged.
 *  - A first argument of type T **out is owned by the caller, who frees it with
 *    copse_T_free(); free functions accept NULL. A returned pointer is borrowed
 *    until its parent is freed.
 *  - Text is UTF-8. A day is a number of days since 1970-01-01.
 *  - An undefined number is NaN, an undefined index is COPSE_NONE.
 *  - Call copse_start() once before anything else, and copse_stop() once after all
 *    else, each while no other thread is in the library. The library keeps no other
 *    global state. Between the two, threads may call it at the same time, each with
 *    a store, network, model and context of its own; one store, network, model or
 *    answer is for one thread at a time. What igraph and GLPK compute waits its
 *    turn: their state is the process's. Of two stores on one file each is a
 *    program of its own to the other.
 */
#ifndef COPSE_H
#define COPSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What is declared here is all that the shared library shows. */
#pragma GCC visibility push(default)

/* ------------------------------------------------------------------ */
/* Status and errors                                                   */
/* ------------------------------------------------------------------ */

/** What a caller acts on. The CLI's exit codes are made from these in one table. */
typedef enum copse_status {
    COPSE_OK = 0,
    COPSE_E_ARGUMENT,    /**< the call or the command line is wrong */
    COPSE_E_DATA,        /**< the data given is wrong: file, line and column are said */
    COPSE_E_NOT_FOUND,   /**< a key, name or file that does not exist */
    COPSE_E_NOMEM,       /**< memory ran out; nothing changed */
    COPSE_E_STORE,       /**< the store or another file could not be read or written */
    COPSE_E_NUMERIC,     /**< undefined, or no convergence */
    COPSE_E_INTERRUPTED, /**< cancelled; nothing changed */
    COPSE_E_INTERNAL     /**< a fault of ours */
} copse_status;

/** What went wrong, where, and what to do next. Each part may be "". */
typedef struct copse_error {
    copse_status status;
    char where[256]; /**< "memberships.csv:41:3", a key, or a path */
    char what[512];  /**< one impersonal sentence that names the value */
    char next[256];  /**< what to do about it */
} copse_error;

#define COPSE_ERROR_INIT {COPSE_OK, "", "", ""}

/** The status as one word for programs: "ok", "argument", "data", … Borrowed, static. */
const char *copse_status_name(copse_status status);

/** This library's version, "0.1.0". Borrowed, static. */
const char *copse_version(void);

/**
 * Install Copse's error handlers in igraph, GSL and SQLite, so that none of
 * them aborts or prints. Idempotent; call before anything else.
 *
 * @return COPSE_OK, COPSE_E_INTERNAL (a library refuses to start).
 */
copse_status copse_start(copse_error *err);

/** Give back what copse_start() took. Idempotent. */
void copse_stop(void);

/* ------------------------------------------------------------------ */
/* Days, indices, words                                                */
/* ------------------------------------------------------------------ */

typedef int32_t copse_day;   /**< days since 1970-01-01 */
typedef int64_t copse_index; /**< a row, 0..n-1, in one copse_facts */
typedef int64_t copse_id;    /**< identity in a store; a program with arrays of its own gives 0..n-1 */

#define COPSE_DAY_UNKNOWN INT32_MIN
#define COPSE_NONE ((copse_index)-1)

/** Read "2026-03-31". @return false when text is no such date; *out is then unchanged. */
bool copse_day_parse(copse_day *out, const char *text);

/** Write "2026-03-31", or "" for COPSE_DAY_UNKNOWN and days outside the years 1 to 9999, into 16 bytes. */
void copse_day_format(char *out, copse_day day);

/**
 * The day that lies an age before another: "90d", "12w", "24m" or "2y" (days, weeks, months, years). A month
 * without that day ends at its last: a month before 31 March is 28 or 29 February.
 * @return false when age is no such text or goes back before the year 1; *out is then unchanged.
 */
bool copse_day_before(copse_day *out, copse_day day, const char *age);

/** How a CoP meets, or how a person likes to. Neither mode is better. */
typedef enum copse_mode {
    COPSE_MODE_UNKNOWN = 0,
    COPSE_MODE_FACE_TO_FACE,
    COPSE_MODE_VIRTUAL,
    COPSE_MODE_HYBRID
} copse_mode;

/** How far a person agreed to be named. */
typedef enum copse_visibility {
    COPSE_VISIBLE_NONE = 0, /**< to nobody but themself */
    COPSE_VISIBLE_TEAM,     /**< to people of a team they are in */
    COPSE_VISIBLE_TRUST     /**< to everybody in the organisation */
} copse_visibility;

typedef enum copse_community_status {
    COPSE_COMMUNITY_UNKNOWN = 0,
    COPSE_COMMUNITY_ACTIVE,
    COPSE_COMMUNITY_DORMANT,
    COPSE_COMMUNITY_PROPOSED,
    COPSE_COMMUNITY_CLOSED
} copse_community_status;

/** Who may join. */
typedef enum copse_openness {
    COPSE_OPENNESS_UNKNOWN = 0,
    COPSE_OPENNESS_OPEN,
    COPSE_OPENNESS_REQUEST, /**< ask and be let in */
    COPSE_OPENNESS_INVITATION,
    COPSE_OPENNESS_CLOSED
} copse_openness;

/** Whether membership itself says something private (identity, faith, health, union…). */
typedef enum copse_sensitivity {
    COPSE_SENSITIVE_UNDECIDED = 0, /**< decided by the look of its name until a person decides */
    COPSE_SENSITIVE_NO,
    COPSE_SENSITIVE_YES
} copse_sensitivity;

typedef enum copse_tie_kind {
    COPSE_TIE_STRENGTH = 0, /**< larger is closer */
    COPSE_TIE_COST          /**< smaller is closer */
} copse_tie_kind;

typedef enum copse_exchange_kind {
    COPSE_EXCHANGE_ASKED = 0,
    COPSE_EXCHANGE_ANSWERED,
    COPSE_EXCHANGE_ATTENDED,
    COPSE_EXCHANGE_SHARED,
    COPSE_EXCHANGE_UPDATE,
    COPSE_EXCHANGE_DEBRIEF
} copse_exchange_kind;

/** What says that two people are in contact: the first of these that is recorded at all. */
typedef enum copse_contact_basis {
    COPSE_CONTACT_NONE = 0,    /**< nothing is */
    COPSE_CONTACT_TIES,        /**< ties, and questions that somebody answered */
    COPSE_CONTACT_COMMUNITIES, /**< being in one CoP of at most 150 people */
    COPSE_CONTACT_TEAMS        /**< being in one team of at most 150 people */
} copse_contact_basis;

/* The words that files and JSON use: "face-to-face", "trust", "dormant"… Borrowed, static. */
const char *copse_mode_name(copse_mode mode);
const char *copse_visibility_name(copse_visibility visibility);
const char *copse_community_status_name(copse_community_status status);
const char *copse_openness_name(copse_openness openness);
const char *copse_sensitivity_name(copse_sensitivity sensitivity);
const char *copse_exchange_kind_name(copse_exchange_kind kind);
const char *copse_contact_basis_name(copse_contact_basis basis); /**< "ties", "communities", "teams", "none" */

/* And back; false when the word is none of them (*out is then unchanged). "" is UNKNOWN where there is one. */
bool copse_mode_parse(copse_mode *out, const char *word);
bool copse_visibility_parse(copse_visibility *out, const char *word);
bool copse_community_status_parse(copse_community_status *out, const char *word);
bool copse_openness_parse(copse_openness *out, const char *word);
bool copse_exchange_kind_parse(copse_exchange_kind *out, const char *word);

/**
 * The word that was probably meant: the one at the smallest edit distance, if that is close enough for
 * the word's length, else one that the word begins. The first of equals.
 *
 * @return one of words [n], or NULL where none is close.
 */
const char *copse_closest_word(const char *word, const char *const *words, size_t n);

/**
 * Make text from data fit to be shown, in place: control characters and line
 * ends become spaces, bidirectional controls go, ill-formed bytes become '?'.
 */
void copse_text_clean(char *text);

/* ------------------------------------------------------------------ */
/* Context: who asks, on which day, with which seed                    */
/* ------------------------------------------------------------------ */

/** Whom an answer is for. It decides who is named in it and which counts are shown. */
typedef enum copse_audience {
    COPSE_FOR_TRUST = 0, /**< anybody in the organisation: the default of every shared file */
    COPSE_FOR_SELF,      /**< the one person that the answer is about */
    COPSE_FOR_TEAM,      /**< one team */
    COPSE_FOR_STEWARD    /**< the steward, in order to invite; gives a reason and is audited */
} copse_audience;

const char *copse_audience_name(copse_audience audience);

struct copse_store_options;

/** Everything an answer depends on beside the data. All pointers are borrowed. */
typedef struct copse_context {
    uint64_t seed;           /**< for whatever is drawn at random */
    copse_day as_of;         /**< the only clock: no other date enters an answer */
    copse_audience audience;
    const char *audience_key; /**< the member's key (SELF) or the team's (TEAM); else NULL */
    const char *reason;       /**< why names are asked for (STEWARD); else NULL */
    int threads;              /**< 0: as many as there are processors */
    int threshold;            /**< smallest count that is shown; copse_store_read_terms() has the store's */
    /** Whose data, what for and for how long: printed on every answer, as far as recorded. May be NULL. */
    const struct copse_store_options *terms;
    /** Polled during long work; true stops it with COPSE_E_INTERRUPTED. May be NULL. */
    bool (*is_cancelled)(void *user);
    /** Told of long work; total is 0 when it is not known. May be NULL. */
    void (*on_progress)(void *user, const char *step, uint64_t done, uint64_t total);
    void *user;
} copse_context;

#define COPSE_CONTEXT_INIT {1, COPSE_DAY_UNKNOWN, COPSE_FOR_TRUST, NULL, NULL, 0, 5, NULL, NULL, NULL, NULL}

/* ------------------------------------------------------------------ */
/* Facts: the data as plain arrays                                     */
/* ------------------------------------------------------------------ */

/* Rows refer to each other by index into the arrays of the same copse_facts;
 * COPSE_NONE where there is none. Text may be NULL where nothing is known, but
 * keys are never NULL, and are unique within their array. */

typedef struct copse_fact_member {
    copse_id id;
    const char *key;
    const char *name;
    const char *mail; /**< only to find the person by */
    const char *profession;
    copse_mode mode_preference;
    copse_visibility visibility;
    bool objected; /**< is in no list, model or path */
} copse_fact_member;

typedef struct copse_fact_team {
    copse_id id;
    const char *key;
    const char *name;
    copse_index parent; /**< the unit above */
} copse_fact_team;

typedef struct copse_fact_site {
    copse_id id;
    const char *key;
    const char *name;
    double latitude, longitude; /**< degrees; NaN where unknown */
} copse_fact_site;

typedef struct copse_fact_travel {
    copse_index from_site, to_site;
    double minutes;
} copse_fact_travel;

/** A person's place in the organisation for a while; a person may have several. */
typedef struct copse_fact_assignment {
    copse_index member, team, site;
    const char *role;
    copse_day since, until; /**< until: the first day on which it no longer holds */
} copse_fact_assignment;

typedef struct copse_fact_community {
    copse_id id;
    const char *key;
    const char *name;
    const char *description;
    copse_mode mode;
    copse_index site;
    copse_community_status status;
    copse_openness openness;
    int32_t capacity;     /**< -1: no limit known */
    int32_t cadence_days; /**< -1: not known */
    const char *contact;
    const char *meets;
    copse_sensitivity sensitive;
    copse_day created;
} copse_fact_community;

typedef struct copse_fact_topic {
    copse_id id;
    const char *key;
    const char *name;
    copse_index broader;
    const char *synonyms; /**< separated by ';' */
} copse_fact_topic;

typedef struct copse_fact_membership {
    copse_index member, community;
    const char *role;
    copse_day since, until;
} copse_fact_membership;

typedef struct copse_fact_expertise {
    copse_index member, topic;
    double weight; /**< evidence, > 0; in the unit of its source */
    copse_day last_active;
} copse_fact_expertise;

typedef struct copse_fact_interest {
    copse_index member, topic;
    copse_day since;
} copse_fact_interest;

typedef struct copse_fact_community_topic {
    copse_index community, topic;
    double weight;
} copse_fact_community_topic;

typedef struct copse_fact_tie {
    copse_index a, b;
    copse_tie_kind kind;
    double weight;
    copse_day since;
} copse_fact_tie;

typedef struct copse_fact_exchange {
    copse_index from_member, to_member, to_community, topic;
    copse_exchange_kind kind;
    copse_day on, due;
} copse_fact_exchange;

/** A member's own word that a CoP is not for them: it is not recommended to them. */
typedef struct copse_fact_mark {
    copse_index member, community;
    copse_day on;
} copse_fact_mark;

/** Two people who were brought together: randomised coffee, a debrief. */
typedef struct copse_fact_pairing {
    copse_index a, b;
    const char *kind; /**< "coffee" */
    copse_day on;
} copse_fact_pairing;

/**
 * What is known of an organisation. Fill it by hand (all arrays borrowed) or
 * read it with copse_store_read_facts(). Zero is a valid empty one.
 */
typedef struct copse_facts {
    int64_t data_version; /**< counts changes of facts; 0 for arrays of one's own */
    size_t n_members, n_teams, n_sites, n_travels, n_assignments, n_communities, n_topics;
    size_t n_memberships, n_expertises, n_interests, n_community_topics, n_ties, n_exchanges,
        n_marks, n_pairings;
    const copse_fact_member *members;
    const copse_fact_team *teams;
    const copse_fact_site *sites;
    const copse_fact_travel *travels;
    const copse_fact_assignment *assignments;
    const copse_fact_community *communities;
    const copse_fact_topic *topics;
    const copse_fact_membership *memberships;
    const copse_fact_expertise *expertises;
    const copse_fact_interest *interests;
    const copse_fact_community_topic *community_topics;
    const copse_fact_tie *ties;
    const copse_fact_exchange *exchanges;
    const copse_fact_mark *marks;
    const copse_fact_pairing *pairings;
    struct copse_arena *arena; /**< who owns the arrays; NULL for arrays of one's own */
} copse_facts;

#define COPSE_FACTS_INIT {0}

/** Free what copse_store_read_facts() returned. Not for facts filled by hand. */
void copse_facts_free(copse_facts *facts);

/* ------------------------------------------------------------------ */
/* The store                                                           */
/* ------------------------------------------------------------------ */

typedef struct copse_store copse_store;

typedef enum copse_store_access { COPSE_STORE_READ = 0, COPSE_STORE_WRITE } copse_store_access;

/** Whose data these are and under which terms they are held; all text is borrowed and may be NULL. */
typedef struct copse_store_options {
    copse_visibility default_visibility; /**< of a member row that says nothing */
    const char *organisation;
    const char *purpose;
    const char *lawful_basis;
    const char *dpia_reference;
    int retention_days; /**< 0: no limit recorded */
    int threshold;      /**< smallest count that is published */
} copse_store_options;

#define COPSE_STORE_OPTIONS_INIT {COPSE_VISIBLE_NONE, NULL, NULL, NULL, NULL, 0, 5}

/**
 * Make a new, empty store at path, mode 0600, with the current schema.
 * @return COPSE_OK, COPSE_E_ARGUMENT (a file is there already), COPSE_E_STORE.
 */
copse_status copse_store_create(const char *path, const copse_store_options *options,
                                const copse_context *ctx, copse_error *err);

/**
 * Open a store; an older schema is migrated when access is WRITE.
 * @return COPSE_OK, COPSE_E_NOT_FOUND, COPSE_E_STORE (not a Copse store, newer than this program, locked).
 */
copse_status copse_store_open(copse_store **out, const char *path, copse_store_access access,
                              copse_error *err);

/**
 * Whether a store lies where locks or permissions may not hold (a Windows drive under WSL, a network share, a folder that
 * some program synchronises), and say it in words into out [size; 512 is enough]. It works there, but two programs at
 * once can damage it. @return false: nothing is known against the place, or there is no such file; out is then "".
 */
bool copse_store_doubt_place(char *out, size_t size, const char *path);

/** Close. Accepts NULL. */
void copse_store_close(copse_store *store);

/** The terms of a store, as `copse init` or `copse record` wrote them. Free with copse_store_terms_free(). */
typedef struct copse_store_terms {
    copse_store_options options;
    struct copse_arena *arena;
} copse_store_terms;

void copse_store_terms_free(copse_store_terms *terms);

/** @return COPSE_OK, COPSE_E_STORE (a setting is damaged), COPSE_E_NOMEM. */
copse_status copse_store_read_terms(copse_store_terms **out, copse_store *store, copse_error *err);

/** Counts facts: every import or correction raises it, marks and records do not. */
int64_t copse_store_data_version(const copse_store *store);

/**
 * Read all facts that are current for some day (stints that ended are kept:
 * the network applies the as-of day).
 *
 * Cost: one ordered scan a table. The arrays are ordered by key (members,
 * teams, sites, communities, topics) or by those indices (the rest).
 * @param[out] out  caller frees with copse_facts_free().
 */
copse_status copse_store_read_facts(copse_facts **out, copse_store *store, const copse_context *ctx,
                                    copse_error *err);

/**
 * Copy the whole store to a new file through SQLite's online backup.
 * @return COPSE_OK, COPSE_E_ARGUMENT (target exists), COPSE_E_STORE, COPSE_E_INTERRUPTED.
 */
copse_status copse_store_backup(copse_store *store, const char *to_path, const copse_context *ctx,
                                copse_error *err);

/** Append to the audit log: what was done, why, on how many rows. Never a name or a key of a person. */
copse_status copse_store_audit(copse_store *store, const char *action, const char *detail,
                               const copse_context *ctx, copse_error *err);

/* ---- import ---- */

/** Another file for a table: --use expertise=expertise_solo.csv */
typedef struct copse_import_use {
    const char *table; /**< "expertise" */
    const char *file;  /**< path, or a name within the folder */
} copse_import_use;

/** What a file is, in place of what its header says: --kind staff.csv=esr */
typedef struct copse_import_kind {
    const char *file; /**< its name in the folder; NULL: every file that is not one of Copse's own */
    const char *kind; /**< "esr" */
} copse_import_kind;

typedef struct copse_import_options {
    const copse_import_use *uses;
    size_t n_uses;
    bool replace;  /**< end what this source no longer has, on the context's as-of day */
    bool skip_bad; /**< leave bad rows out and say so; else one bad row refuses the import */
    bool dry_run;  /**< do everything but commit */
    size_t max_problems; /**< how many bad rows are listed; all are counted */
    const copse_import_kind *kinds;
    size_t n_kinds;
    const char *map; /**< path of a mapping file, for what no kind knows; NULL: none */
} copse_import_options;

#define COPSE_IMPORT_OPTIONS_INIT {NULL, 0, false, false, false, 20, NULL, 0, NULL}

/** Where a column of a file goes. */
typedef struct copse_import_mapping {
    const char *column; /**< as the file has it; what stands in for one: "(who the row is of)", "(the file's name)" */
    const char *table;  /**< "members" */
    const char *target; /**< "name" */
} copse_import_mapping;

/** What a file of a folder is taken for. */
typedef struct copse_import_guess {
    const char *file;
    const char *kind;    /**< "entra-users"; "copse" for one of Copse's own tables; NULL: not known */
    const char *meaning; /**< "users of Microsoft Entra ID"; "" where it is not known */
    bool is_given;       /**< by the caller; else by its header (one of Copse's own: by its name) */
    const char *encoding; /**< "UTF-8", "Windows-1252"… */
    size_t n_mappings;
    const copse_import_mapping *mappings;
    size_t n_dropped_columns;
    const char *const *dropped_columns; /**< columns that go nowhere; of what is not known, all */
} copse_import_guess;

/** What a folder would be taken for, before anything is done. Free with copse_import_plan_free(). */
typedef struct copse_import_plan {
    size_t n_guesses;
    const copse_import_guess *guesses; /**< in the order in which they are imported, then those not known */
    struct copse_arena *arena;
} copse_import_plan;

void copse_import_plan_free(copse_import_plan *plan);

/** One row that could not be taken. */
typedef struct copse_import_problem {
    const char *file;
    int64_t line, column; /**< from 1; column is a field's number, 0: the whole row */
    const char *what;     /**< one sentence with the value */
    const char *next;
} copse_import_problem;

typedef struct copse_import_table {
    const char *table;
    const char *file;
    bool unchanged; /**< the same bytes as the last time: nothing was done */
    int64_t rows, added, updated, same, ended, bad;
    const char *const *dropped_columns; /**< columns that the store has no place for */
    size_t n_dropped_columns;
} copse_import_table;

/** Something that a person has to decide; the answer is a row of a file of decisions (kind,subject,choice). */
typedef struct copse_import_question {
    const char *kind;    /**< "same-member" */
    const char *subject; /**< the keys of both: "20417 = ada@example.org" */
    const char *text;    /**< who they are, in words: names people, for the steward alone */
} copse_import_question;

/** What an import did. Free with copse_import_report_free(). */
typedef struct copse_import_report {
    bool dry_run;
    bool refused; /**< because of bad rows: nothing was changed */
    bool created_store;
    int64_t data_version; /**< afterwards */
    size_t n_tables;
    const copse_import_table *tables;
    size_t n_left_out; /**< files in the folder that no table takes */
    const char *const *left_out;
    size_t n_problems; /**< those listed; sum of bad is their true number */
    const copse_import_problem *problems;
    size_t n_notes; /**< near-identical keys and the like, for a person to decide */
    const char *const *notes;
    size_t n_guesses;
    const copse_import_guess *guesses; /**< what each file was taken for */
    size_t n_questions; /**< all that are open, not only this import's */
    const copse_import_question *questions;
    struct copse_arena *arena;
} copse_import_report;

void copse_import_report_free(copse_import_report *report);

/**
 * What a folder's files would be taken for: by --use and --kind of the options, by their name and columns
 * (Copse's own tables), or by their header alone (exports of other systems). Reads their first lines only.
 *
 * @return COPSE_OK, COPSE_E_NOT_FOUND (no folder, or nothing in it to import), COPSE_E_DATA (a file that looks
 *         like two kinds), COPSE_E_ARGUMENT, COPSE_E_STORE, COPSE_E_INTERRUPTED, COPSE_E_NOMEM.
 */
copse_status copse_store_guess(copse_import_plan **out, const char *dir, const copse_import_options *options,
                               const copse_context *ctx, copse_error *err);

/**
 * Import a folder (or one file) into the store at store_path, which is made when it does not exist: CSV files
 * named after the tables (members.csv, memberships.csv, …) and exports of other systems, as copse_store_guess()
 * says.
 *
 * One transaction: either all of it or none. A folder may hold any part of the
 * tables; keys resolve against the store. Importing the same folder again
 * changes nothing. Files are streamed.
 *
 * @param[out] out  on COPSE_E_DATA too, with the bad rows; caller frees.
 * @return COPSE_OK, COPSE_E_DATA (bad rows; nothing changed), COPSE_E_NOT_FOUND (no folder, or no file
 *         in it that a table takes), COPSE_E_STORE, COPSE_E_INTERRUPTED, COPSE_E_NOMEM.
 * Cost: O(rows); memory O(keys), never O(rows).
 */
copse_status copse_store_import(copse_import_report **out, const char *store_path, const char *dir,
                                const copse_import_options *options, const copse_context *ctx,
                                copse_error *err);

/**
 * Write every importable table with its header and two example rows, and a README, into dir.
 * @return COPSE_OK, COPSE_E_ARGUMENT (a file of that name exists), COPSE_E_STORE.
 */
copse_status copse_store_write_template(const char *dir, copse_error *err);

/* ---- what people wrote down: exchanges in their words, projects, actions, debriefs ---- */

/* Rows refer by index to the facts of the network that a question is asked of; projects to the same records. */

/** An exchange as it was written down. */
typedef struct copse_record_exchange {
    copse_id id; /**< its number */
    copse_index from_member, to_member, to_community, topic, project;
    copse_exchange_kind kind;
    copse_day on, due;
    copse_id settles; /**< number of the earlier one that it answers or keeps; 0: none */
    const char *note; /**< in its author's words; NULL */
    copse_visibility shared_with; /**< who may read the note: its author, people of a team of theirs, everybody */
} copse_record_exchange;

typedef struct copse_record_project {
    const char *key;
    const char *name;
    copse_index team, site;
    copse_day starts, ends; /**< its first and its last day */
} copse_record_project;

typedef struct copse_record_project_topic {
    copse_index project, topic;
} copse_record_project_topic;

/** What a team, or a project, said that it would do: one of the two is COPSE_NONE. */
typedef struct copse_record_action {
    copse_id id; /**< its number */
    copse_index team, project;
    const char *what;
    copse_index who; /**< COPSE_NONE */
    copse_day on;    /**< when it was said */
    copse_day due, done;
} copse_record_action;

/** That a team came together over what it had learned. */
typedef struct copse_record_debrief {
    copse_index team;
    copse_day on;
    const char *note; /**< NULL */
} copse_record_debrief;

/** Fill it by hand (all arrays borrowed) or read it with copse_store_read_records(). Zero is a valid empty one. */
typedef struct copse_records {
    size_t n_exchanges, n_projects, n_project_topics, n_actions, n_debriefs;
    const copse_record_exchange *exchanges; /**< by number */
    const copse_record_project *projects;   /**< by key */
    const copse_record_project_topic *project_topics; /**< by project, then topic */
    const copse_record_action *actions;     /**< by number */
    const copse_record_debrief *debriefs;   /**< by team, then day */
    struct copse_arena *arena; /**< who owns the arrays; NULL for arrays of one's own */
} copse_records;

#define COPSE_RECORDS_INIT {0}

/** Free what copse_store_read_records() returned. Not for records filled by hand. */
void copse_records_free(copse_records *records);

/**
 * Read what people wrote down, whatever its day: questions apply the as-of day.
 * @param facts  of this store, at its data version: rows refer to them
 * @return COPSE_OK, COPSE_E_STORE (damaged, or the data changed since), COPSE_E_INTERRUPTED, COPSE_E_NOMEM.
 * Cost: an ordered scan of each table.
 */
copse_status copse_store_read_records(copse_records **out, copse_store *store, const copse_facts *facts,
                                      const copse_context *ctx, copse_error *err);

/**
 * Find a project by key or name (case, spaces and Unicode form folded).
 * @return COPSE_OK, COPSE_E_NOT_FOUND (err->next suggests a close key), COPSE_E_ARGUMENT (several have the name).
 */
copse_status copse_records_find_project(copse_index *out, const copse_records *records, const char *text,
                                        copse_error *err);

/* ---- topics of a text, topics of a project ---- */

/** A topic that a text speaks of, or that a project is about. */
typedef struct copse_topic_match {
    const char *key, *name;
    double weight;             /**< in (0, 1]; 1 for the best match, and for all of a project's */
    size_t n_words;
    const char *const *words; /**< of the text, that led to it */
} copse_topic_match;

/** Free with copse_topic_matches_free(). */
typedef struct copse_topic_matches {
    size_t n;
    const copse_topic_match *topics; /**< best first */
    size_t n_unmatched;
    const char *const *unmatched; /**< words of the text that led to no topic, in its order */
    const char *team_key, *site_key; /**< of a project: who runs it, and where; NULL */
    struct copse_arena *arena;
} copse_topic_matches;

void copse_topic_matches_free(copse_topic_matches *matches);

/**
 * Which topics does a text speak of? By full-text search over names, synonyms and descriptions of topics.
 * @return COPSE_OK (also with none), COPSE_E_ARGUMENT (not UTF-8), COPSE_E_STORE, COPSE_E_NOMEM.
 */
copse_status copse_store_match_topics(copse_topic_matches **out, copse_store *store, const char *text,
                                      const copse_context *ctx, copse_error *err);

/**
 * What is a project about, who runs it and where?
 * @param project  its key, or its name with case and spaces folded
 * @return COPSE_OK, COPSE_E_NOT_FOUND (no such project, or it has no topics), COPSE_E_ARGUMENT (several have
 *         that name), COPSE_E_STORE, COPSE_E_NOMEM.
 */
copse_status copse_store_project_topics(copse_topic_matches **out, copse_store *store, const char *project,
                                        const copse_context *ctx, copse_error *err);

/* ---- check and status ---- */

/** One kind of finding, with examples. */
typedef struct copse_finding {
    const char *check;   /**< "members-without-team" */
    const char *meaning; /**< what it is and why it matters */
    const char *next;    /**< what to do */
    bool is_error;       /**< else a prompt to look */
    int64_t count;
    const char *const *examples; /**< keys or names of things, never of people */
    size_t n_examples;
} copse_finding;

typedef struct copse_check_report {
    size_t n_findings;
    const copse_finding *findings;
    int64_t data_version;
    struct copse_arena *arena;
} copse_check_report;

void copse_check_report_free(copse_check_report *report);

/** Look for orphans, duplicates, near-duplicate topics, members in no team, names of CoPs that look sensitive… */
copse_status copse_store_check(copse_check_report **out, copse_store *store, const copse_context *ctx,
                               copse_error *err);

typedef struct copse_status_count {
    const char *table;
    int64_t rows;
    bool is_of_people; /**< shown to the steward only: with published counts it tells those that are not */
} copse_status_count;

typedef struct copse_status_source {
    const char *name;
    copse_day imported; /**< last time */
    int64_t rows;       /**< in the last import of each table that it fills; an export's are counted once */
    double age_days;    /**< at the as-of day, below 0 when that is earlier; NaN when a day is not known */
    const char *kind;   /**< "copse-csv": one of Copse's own tables; "entra-users"… */
    bool is_of_people;  /**< one of these tables is */
} copse_status_source;

typedef struct copse_status_report {
    const char *path;
    const char *organisation, *purpose, *lawful_basis, *dpia_reference;
    int schema_version;
    int64_t data_version, state_version;
    copse_visibility default_visibility;
    int threshold;
    int retention_days; /**< 0: no limit recorded */
    size_t n_counts;
    const copse_status_count *counts;
    size_t n_sources;
    const copse_status_source *sources;
    bool has_model;
    const char *model_kind;
    copse_day model_fitted; /**< as-of day of the fit */
    int64_t model_data_version;
    bool model_is_stale; /**< facts changed since */
    struct copse_arena *arena;
} copse_status_report;

void copse_status_report_free(copse_status_report *report);

/** The state version on disk: marks, records, audit, layout or the model changed when it did. */
copse_status copse_store_state_version(int64_t *out, const copse_store *store, copse_error *err);

/**
 * What the store holds and how fresh it is: counts of its tables in the
 * schema's order, sources by name, the model's age.
 *
 * @param[out] out  caller frees with copse_status_report_free()
 * @return COPSE_OK, COPSE_E_STORE, COPSE_E_INTERRUPTED, COPSE_E_NOMEM.
 * Cost: one scan of the smallest index of each table.
 */
copse_status copse_store_status(copse_status_report **out, copse_store *store, const copse_context *ctx,
                                copse_error *err);

/* ---- keeping trust ---- */

/** NULL text: not known. A number's text is a whole number or a decimal. */
typedef struct copse_account_cell {
    const char *text;
    bool is_number;
} copse_account_cell;

/** One table of an account. */
typedef struct copse_account_section {
    const char *name;    /**< "memberships" */
    const char *meaning; /**< one sentence */
    size_t n_columns, n_rows;
    const char *const *columns;      /**< [n_columns] their names */
    const copse_account_cell *cells; /**< [n_rows × n_columns] */
} copse_account_section;

/**
 * What is held or was done, as tables to be read by a person: what removing, asking for one's data, the audit
 * log and the impact assessment have in common. Free with copse_account_free().
 */
typedef struct copse_account {
    const char *schema; /**< "copse/forget/1" */
    const char *title;
    int64_t data_version; /**< afterwards */
    bool is_dry_run;      /**< nothing was changed */
    bool is_table;        /**< text shows aligned columns, as somebody who asked for rows expects */
    int64_t n_removed;    /**< rows that went, or would go */
    const char *model_kind; /**< of the model that went with the rows; NULL: none did */
    uint64_t model_seed;
    size_t n_sections;
    const copse_account_section *sections;
    size_t n_notes;
    const char *const *notes;
    struct copse_arena *arena;
} copse_account;

void copse_account_free(copse_account *account);

/**
 * Rows of SQL over what ctx's audience (trust or steward) may see: the views that copse_store_list_views() lists.
 *
 * One SELECT; tables of the store, other statements, random functions and functions that reach files are
 * refused. Counts are the published ones, NULL where suppressed; people are those who agreed to be named.
 * @param out  one section, "rows". Free with copse_account_free().
 * @return COPSE_OK, COPSE_E_ARGUMENT (the SQL, or the audience), COPSE_E_INTERRUPTED, COPSE_E_STORE, COPSE_E_NOMEM.
 * Cost: each view that it names is filled once, O(rows); memory as the views and the answer.
 */
copse_status copse_store_query(copse_account **out, copse_store *store, const char *sql,
                               const copse_context *ctx, copse_error *err);

/** The views, with their columns and what a row is. Free with copse_account_free(). */
copse_status copse_store_list_views(copse_account **out, copse_store *store, copse_error *err);

/**
 * A member objects: they are in no list, model or path from now on; undo takes that back. The model goes, and
 * data_version rises. Nothing changes where it is so already.
 * @return COPSE_OK, COPSE_E_NOT_FOUND (no member has that key), COPSE_E_STORE, COPSE_E_NOMEM.
 */
copse_status copse_store_object(copse_account **out, copse_store *store, const char *member_key, bool undo,
                                const copse_context *ctx, copse_error *err);

/** A member's own word, in one call. Zero changes nothing. */
typedef struct copse_profile_change {
    const char *not_community; /**< key of a CoP that is not for them; NULL */
    bool undo;                 /**< take that back */
    bool has_mode, has_visibility;
    copse_mode mode;             /**< how they like to meet; UNKNOWN: either */
    copse_visibility visibility; /**< how far they may be named */
} copse_profile_change;

#define COPSE_PROFILE_CHANGE_INIT {NULL, false, false, false, COPSE_MODE_UNKNOWN, COPSE_VISIBLE_NONE}

/**
 * What Copse goes by about one member, for that member (ctx->audience is COPSE_FOR_SELF and audience_key
 * their key), as of the day; and their own word on it. That is state, not data: it makes no model stale,
 * and no import overrides it. Changes are audited, without who.
 *
 * @param change  NULL: only look
 * @return COPSE_OK, COPSE_E_ARGUMENT (another audience), COPSE_E_NOT_FOUND (no such member or CoP),
 *         COPSE_E_STORE, COPSE_E_NOMEM.
 */
copse_status copse_store_profile(copse_account **out, copse_store *store, const char *member_key,
                                 const copse_profile_change *change, const copse_context *ctx,
                                 copse_error *err);

/**
 * Record the terms under which the data are held, one at a time: "organisation", "purpose", "lawful-basis",
 * "dpia", "retention" (days), "threshold" or "default-visibility" (of a row that says nothing). Audited. Another
 * threshold raises data_version, so that no two answers about one version are suppressed differently.
 * @param value  "" takes a text or the retention away
 * @return COPSE_OK, COPSE_E_ARGUMENT (no such term, or no such value of it), COPSE_E_STORE, COPSE_E_NOMEM.
 */
copse_status copse_store_record_term(copse_account **out, copse_store *store, const char *name,
                                     const char *value, const copse_context *ctx, copse_error *err);

/**
 * Decide whether a CoP is sensitive. Until somebody does, one whose name looks so counts as sensitive; no later
 * import takes the decision back. data_version rises, and what was computed goes. Audited.
 * @return COPSE_OK, COPSE_E_ARGUMENT (undecided), COPSE_E_NOT_FOUND (no CoP has that key), COPSE_E_STORE,
 *         COPSE_E_NOMEM.
 */
copse_status copse_store_record_sensitive(copse_account **out, copse_store *store, const char *community_key,
                                          copse_sensitivity sensitive, const copse_context *ctx,
                                          copse_error *err);

/** Two members who are brought together, by their keys. */
typedef struct copse_pairing_keys {
    const char *a, *b;
} copse_pairing_keys;

/**
 * Record that these meet on ctx->as_of for coffee. All or none; state, not data: no model is made stale. Audited,
 * without who.
 * @return COPSE_OK, COPSE_E_ARGUMENT (somebody is paired on that day already), COPSE_E_NOT_FOUND (no such member),
 *         COPSE_E_STORE, COPSE_E_NOMEM.
 */
copse_status copse_store_record_pairings(copse_store *store, const copse_pairing_keys *pairs, size_t n,
                                         const copse_context *ctx, copse_error *err);

/**
 * Take back the coffees of ctx->as_of between members of a group.
 * @param keys  [n] of the group's members; NULL: of everybody
 * @param[out] n_removed  pairs that went
 * @return COPSE_OK, COPSE_E_NOT_FOUND (none is recorded on that day; err->next says the last day that has some),
 *         COPSE_E_STORE, COPSE_E_NOMEM.
 */
copse_status copse_store_undo_pairings(size_t *n_removed, copse_store *store, const char *const *keys, size_t n,
                                       const copse_context *ctx, copse_error *err);

/**
 * Something that passed between people, as somebody tells it: by keys, NULL where there is none. With a member or
 * with a CoP, never both. Text is borrowed.
 */
typedef struct copse_exchange_entry {
    const char *from_member;
    const char *to_member, *to_community;
    copse_exchange_kind kind;
    copse_day on; /**< UNKNOWN: the context's day */
    const char *topic, *project, *note;
    copse_visibility shared_with; /**< who may read the note: its author, people of a team of theirs, everybody */
    copse_day due;                /**< when something was promised for */
    int64_t settles;              /**< number of the earlier one that this answers or keeps; 0 */
} copse_exchange_entry;

#define COPSE_EXCHANGE_ENTRY_INIT                                                                                      \
    {                                                                                                                  \
        NULL, NULL, NULL, COPSE_EXCHANGE_ASKED, COPSE_DAY_UNKNOWN, NULL, NULL, NULL, COPSE_VISIBLE_NONE,               \
            COPSE_DAY_UNKNOWN, 0                                                                                       \
    }

/**
 * Record what passed. State, not data: it makes no model stale. The same words on the same day are there once.
 * Audited, without who. A sensitive CoP, and a member who objected, are not found.
 * @return COPSE_OK, COPSE_E_ARGUMENT (with nobody, with oneself, after the context's day, due before it happened,
 *         a CoP where a person is meant), COPSE_E_NOT_FOUND (no such key or number), COPSE_E_STORE, COPSE_E_NOMEM.
 */
copse_status copse_store_record_exchange(copse_account **out, copse_store *store, const copse_exchange_entry *entry,
                                         const copse_context *ctx, copse_error *err);

/**
 * Record the rows of a CSV file with columns like those of exchanges.csv, and shared_with: all of them or none.
 * @return as above; COPSE_E_DATA (err->where is FILE:LINE:COLUMN), COPSE_E_INTERRUPTED.
 */
copse_status copse_store_record_exchanges(copse_account **out, copse_store *store, const char *path,
                                          const copse_context *ctx, copse_error *err);

/**
 * Take back the last exchange of that kind that was recorded by hand of that member.
 * @return COPSE_OK, COPSE_E_NOT_FOUND (no such member, or nothing to take back), COPSE_E_STORE, COPSE_E_NOMEM.
 */
copse_status copse_store_undo_exchange(copse_account **out, copse_store *store, const char *member_key,
                                       copse_exchange_kind kind, const copse_context *ctx, copse_error *err);

/** What a team said when it came together over what it learned. Keys; text is borrowed and may be NULL. */
typedef struct copse_debrief_entry {
    const char *team;
    const char *project; /**< that the actions are of; NULL: of the team */
    const char *note;    /**< what was learned */
    const char *const *actions;
    size_t n_actions;
    const char *who; /**< takes the actions on; NULL */
    copse_day due;   /**< of the actions */
    const char *const *present; /**< members of the team who were there */
    size_t n_present;           /**< 0: all of it */
} copse_debrief_entry;

#define COPSE_DEBRIEF_ENTRY_INIT {NULL, NULL, NULL, NULL, 0, NULL, COPSE_DAY_UNKNOWN, NULL, 0}

/**
 * Record a team's debrief: its note, its actions, and that those who were there have compared notes. Audited,
 * without who.
 * @return COPSE_OK, COPSE_E_ARGUMENT (no word of it, more people than can have talked to each other, somebody
 *         present who is not of the team), COPSE_E_NOT_FOUND, COPSE_E_STORE, COPSE_E_NOMEM.
 */
copse_status copse_store_record_debrief(copse_account **out, copse_store *store, const copse_debrief_entry *entry,
                                        const copse_context *ctx, copse_error *err);

/**
 * Take back the last debrief of a team: its note, its actions that are not done, and that people of the team
 * compared notes on that day.
 * @return COPSE_OK, COPSE_E_NOT_FOUND, COPSE_E_STORE, COPSE_E_NOMEM.
 */
copse_status copse_store_undo_debrief(copse_account **out, copse_store *store, const char *team_key,
                                      const copse_context *ctx, copse_error *err);

/**
 * An action is done on the context's day; undo opens it again.
 * @return COPSE_OK, COPSE_E_NOT_FOUND (no action has that number), COPSE_E_STORE, COPSE_E_NOMEM.
 */
copse_status copse_store_record_done(copse_account **out, copse_store *store, int64_t action, bool undo,
                                     const copse_context *ctx, copse_error *err);

/**
 * Forget a member: their rows go, with every model, layout and published count, and what is written of them in
 * free text. One tombstone for each of their identities keeps an import from bringing them back; it is made
 * with the key in the file STORE.key. Then what the file still holds of them is overwritten; killed before
 * that, the next open of the store does it.
 *
 * @return COPSE_OK (also where another program kept the overwriting from being done: a note says so),
 *         COPSE_E_NOT_FOUND, COPSE_E_STORE (STORE.key is lost or of another store), COPSE_E_INTERRUPTED,
 *         COPSE_E_NOMEM.
 * Cost: O(size of the store), which is written anew and needs as much room again.
 */
copse_status copse_store_forget(copse_account **out, copse_store *store, const char *member_key, bool dry_run,
                                const copse_context *ctx, copse_error *err);

/**
 * Everything that is held about one member, for that member: ctx->audience is COPSE_FOR_SELF and audience_key
 * their key. Other people in it are not named. Audited.
 * @return COPSE_OK, COPSE_E_ARGUMENT (another audience), COPSE_E_NOT_FOUND, COPSE_E_STORE, COPSE_E_NOMEM.
 */
copse_status copse_store_subject_access(copse_account **out, copse_store *store, const char *member_key,
                                        const copse_context *ctx, copse_error *err);

/**
 * Remove what ended or happened before a day: memberships, assignments, exchanges, pairings, marks and done
 * actions, and members who have nothing else: whose every assignment ended by then. Those leave no tombstone,
 * since they may come back; who objected stays. The model goes with the rows, and data_version rises. The file
 * is then written anew, as after forgetting.
 * @return COPSE_OK, COPSE_E_STORE, COPSE_E_INTERRUPTED, COPSE_E_NOMEM.
 */
copse_status copse_store_purge(copse_account **out, copse_store *store, copse_day before, bool dry_run,
                               const copse_context *ctx, copse_error *err);

/** The audit log, oldest first. */
copse_status copse_store_audit_log(copse_account **out, copse_store *store, const copse_context *ctx,
                                   copse_error *err);

/** The files that were given out, oldest first. */
copse_status copse_store_output_register(copse_account **out, copse_store *store, const copse_context *ctx,
                                         copse_error *err);

/**
 * Record a file that was given out: its whole path, for whom, the BLAKE2b-256 of its bytes, the day.
 * @return COPSE_OK, COPSE_E_NOT_FOUND, COPSE_E_STORE (the file cannot be read, the store not written),
 *         COPSE_E_NOMEM.
 */
copse_status copse_store_record_output(copse_store *store, const char *path, const copse_context *ctx,
                                       copse_error *err);

/**
 * Write the store's tables as CSV into a new folder, people's keys replaced by keyed pseudonyms: without
 * names, mails, identities, contacts and free text, without sensitive CoPs and who objected. Names of teams,
 * CoPs and topics stay; a person's in them is taken out. An import takes it as it is. The same key gives the
 * same pseudonyms each time; it is in the file STORE.key, which is made where there is none. For the steward,
 * with a reason; audited.
 * @return COPSE_OK, COPSE_E_ARGUMENT (not for the steward, no reason, the folder exists), COPSE_E_STORE,
 *         COPSE_E_INTERRUPTED, COPSE_E_NOMEM. On failure nothing is left behind.
 */
copse_status copse_store_export_pseudonymous(copse_account **out, copse_store *store, const char *dir,
                                             const copse_context *ctx, copse_error *err);

/**
 * What a data protection impact assessment asks: what is held and where from, why, on which basis, for how
 * long, who sees what, what leaves the machine, and which command serves which right.
 * @return COPSE_OK, COPSE_E_STORE, COPSE_E_INTERRUPTED, COPSE_E_NOMEM.
 */
copse_status copse_store_dpia(copse_account **out, copse_store *store, const copse_context *ctx,
                              copse_error *err);

/* ---- topics ---- */

/**
 * Topics that look like one (names that differ by a letter or two, have the same words, nearly all of them, or
 * meet in a synonym) and those that were merged.
 *
 * @param[out] out  sections "alike", the surest first, and "merged"; caller frees with copse_account_free()
 * @return COPSE_OK, COPSE_E_STORE, COPSE_E_INTERRUPTED, COPSE_E_NOMEM.
 * Cost: O(words of names × names that share a word).
 */
copse_status copse_store_list_topics(copse_account **out, copse_store *store, const copse_context *ctx,
                                     copse_error *err);

typedef enum copse_topic_decision {
    COPSE_TOPIC_MERGE = 0, /**< key is another name of other */
    COPSE_TOPIC_UNDO,      /**< key was merged, and is a topic of its own again */
    COPSE_TOPIC_APART      /**< key and other are two, and not listed as alike again */
} copse_topic_decision;

/** A person's word on topics, by their keys. */
typedef struct copse_topic_word {
    copse_topic_decision kind;
    const char *key;
    const char *other; /**< NULL for UNDO */
} copse_topic_word;

/**
 * Decide about topics, and keep it: rows stay as they came, and what is read of them follows the decision, so
 * that importing a file again does not bring a merged topic back, and undoing leaves no trace. Merging and
 * undoing raise data_version. Audited.
 * @return COPSE_OK, COPSE_E_NOT_FOUND (no such topic; it was not merged), COPSE_E_ARGUMENT (the same one; merged
 *         already; one is part of the other), COPSE_E_STORE, COPSE_E_NOMEM.
 */
copse_status copse_store_decide_topics(copse_account **out, copse_store *store, const copse_topic_word *word,
                                       const copse_context *ctx, copse_error *err);

/**
 * Propose topics where there are none, as CSV files to read, edit and import; nothing is stored.
 *
 * dir, which is made, gets community_topics.csv (from names and descriptions of CoPs, and from what their
 * members know, against the topics of the store and their synonyms), topics.csv (for CoPs that no known topic
 * fits) and, for the steward with a reason, expertise.csv (from roles and professions; audited). A column says
 * why each row is proposed; an import drops it. Sensitive CoPs, and who objected, take no part.
 *
 * @param store  opened to write for the steward, else to read
 * @param[out] out  what was written and why; caller frees with copse_account_free()
 * @return COPSE_OK, COPSE_E_ARGUMENT (dir is there, a steward without a reason), COPSE_E_STORE,
 *         COPSE_E_INTERRUPTED, COPSE_E_NOMEM. On failure no folder is left.
 * Cost: O(words of all texts × topics that share a word), and the pairs of a membership and a thing known.
 */
copse_status copse_store_suggest_topics(copse_account **out, copse_store *store, const char *dir,
                                        const copse_context *ctx, copse_error *err);

/* ---- generate ---- */

/** A synthetic NHS trust with planted truth. Zero sizes take the default of a 400-staff trust. */
typedef struct copse_generate_options {
    int64_t staff, teams, communities, topics;
    double memberships_per_member; /**< current ones, about, on average; at most 10; 0: 3 */
    double expertise_per_member;   /**< topics, about, on average; at most 20; 0: 6.6 */
} copse_generate_options;

#define COPSE_GENERATE_OPTIONS_INIT {400, 40, 24, 120, 0.0, 0.0}

/**
 * Write a generated trust in the native CSV format and its truth.json into dir, which is made when it is not
 * there (its parent must be).
 * The same options, ctx->seed and ctx->as_of give the same bytes. Everything is dated before or around the
 * as-of day; without one that is 2026-06-30, so that it is the same tomorrow.
 * @return COPSE_OK, COPSE_E_ARGUMENT (sizes that do not fit each other, files in the way), COPSE_E_STORE,
 *         COPSE_E_INTERRUPTED, COPSE_E_NOMEM. On failure nothing is left behind.
 * Cost: O(rows written), memory O(staff + teams + communities).
 */
copse_status copse_store_generate_trust(const char *dir, const copse_generate_options *options,
                                        const copse_context *ctx, copse_error *err);

/* ------------------------------------------------------------------ */
/* The network                                                         */
/* ------------------------------------------------------------------ */

/** Who is in which CoP, knows what and works where, on one day, in memory. */
typedef struct copse_network copse_network;

/**
 * Build a network from facts, which must outlive it.
 *
 * Applies ctx->as_of (a stint holds from since to the day before until;
 * COPSE_DAY_UNKNOWN in the context means: whatever has not ended by any date),
 * leaves out members who objected, and merges repeated rows.
 *
 * @return COPSE_OK, COPSE_E_DATA (an index out of range, a repeated key, a weight that is not finite
 *         and positive, a loop in the teams' or topics' hierarchy), COPSE_E_INTERRUPTED, COPSE_E_NOMEM.
 * Cost: O(rows) time and memory.
 */
copse_status copse_network_new(copse_network **out, const copse_facts *facts, const copse_context *ctx,
                               copse_error *err);

/** Read a store's facts and build the network of ctx->as_of, which then owns them. */
copse_status copse_network_load(copse_network **out, copse_store *store, const copse_context *ctx,
                                copse_error *err);

/**
 * Keep with the store's data version the counts of people that shared outputs may show: staff and the
 * members of each CoP, whole, by unit and by site, as of the day of the last import, with counts under
 * ctx->threshold suppressed and as many others as would give them away. Done once a data version;
 * whatever is shown later, for whatever day, is read from there.
 *
 * @param net  of this store, and of its data version; else nothing is kept
 * @return COPSE_OK, COPSE_E_STORE, COPSE_E_INTERRUPTED, COPSE_E_NOMEM.
 * Cost: O(memberships × depth of the hierarchy).
 */
copse_status copse_network_publish(copse_store *store, const copse_network *net, const copse_context *ctx,
                                   copse_error *err);

void copse_network_free(copse_network *net);

const copse_facts *copse_network_facts(const copse_network *net);

/**
 * Find a member by key, mail or name (case, spaces and Unicode form folded), in this order.
 *
 * @param[out] out  the member, COPSE_NONE on failure
 * @return COPSE_OK, COPSE_E_NOT_FOUND (err->next suggests close keys), COPSE_E_ARGUMENT (several people
 *         fit; err->next lists their keys).
 */
copse_status copse_network_find_member(copse_index *out, const copse_network *net, const char *text,
                                       copse_error *err);
copse_status copse_network_find_community(copse_index *out, const copse_network *net, const char *text,
                                          copse_error *err);
/** A CoP that may be recommended: one that is sensitive is not found, in the words for one that there is not. */
copse_status copse_network_find_recommendable(copse_index *out, const copse_network *net, const char *text,
                                              copse_error *err);
copse_status copse_network_find_topic(copse_index *out, const copse_network *net, const char *text,
                                      copse_error *err);
copse_status copse_network_find_team(copse_index *out, const copse_network *net, const char *text,
                                     copse_error *err);
copse_status copse_network_find_site(copse_index *out, const copse_network *net, const char *text,
                                     copse_error *err);

/* ------------------------------------------------------------------ */
/* The model                                                           */
/* ------------------------------------------------------------------ */

/** What was learned from a network; scores are sums of integers, so the same on every machine. */
typedef struct copse_model copse_model;

typedef struct copse_fit_options {
    const char *kind; /**< "auto", or one of copse_model_kinds(); NULL: auto */
    int top_weights;  /**< how many of the largest weights a row keeps; 0: default */
} copse_fit_options;

#define COPSE_FIT_OPTIONS_INIT {NULL, 0}

/** The kinds that fit takes beside "auto", ended by NULL. Borrowed, static. */
const char *const *copse_model_kinds(void);

/**
 * Fit a model; options are chosen on a validation split of these data, drawn with ctx->seed.
 *
 * @return COPSE_OK, COPSE_E_ARGUMENT (unknown kind), COPSE_E_DATA (no membership to learn from),
 *         COPSE_E_NUMERIC, COPSE_E_INTERRUPTED, COPSE_E_NOMEM.
 * Cost: O(min(rows, columns)^3) a fit of the closed form.
 */
copse_status copse_model_fit(copse_model **out, const copse_network *net, const copse_fit_options *options,
                             const copse_context *ctx, copse_error *err);
void copse_model_free(copse_model *model);

/** Store the model in place of the one that is there. A mark of state, not of data. */
copse_status copse_model_save(const copse_model *model, copse_store *store, const copse_context *ctx,
                              copse_error *err);

/** @return COPSE_OK, COPSE_E_NOT_FOUND (nothing was fitted yet), COPSE_E_STORE. */
copse_status copse_model_load(copse_model **out, copse_store *store, copse_error *err);

/** One option or validation figure that a model was fitted with. */
typedef struct copse_model_option {
    const char *name;
    double value;
} copse_model_option;

typedef struct copse_model_summary {
    const char *kind;
    int64_t data_version;
    copse_day fitted; /**< as-of day */
    uint64_t seed;
    size_t n_columns, n_rows, n_weights;
    size_t n_options;
    const copse_model_option *options; /**< chosen options, then figures named "validation.*" */
} copse_model_summary;

/** Borrowed from the model. */
const copse_model_summary *copse_model_describe(const copse_model *model);

/** Scores are whole numbers of millionths. */
#define COPSE_SCORE_UNIT 1000000
/** The score of a community that is no candidate: the member is in it, or it is sensitive. */
#define COPSE_SCORE_NONE INT64_MIN

/**
 * Score every community for one member.
 *
 * @param[out] scores  [n_communities of the network], in millionths; COPSE_SCORE_NONE where not a candidate
 * @param[out] has_evidence  false when nothing the model can use is known of the member
 * Cost: O(what the member has × weights kept of each).
 */
copse_status copse_model_score(int64_t *scores, bool *has_evidence, const copse_model *model,
                               const copse_network *net, copse_index member, copse_error *err);

typedef enum copse_reason_kind {
    COPSE_REASON_COMMUNITY = 0, /**< you are in X */
    COPSE_REASON_TOPIC,         /**< you know T */
    COPSE_REASON_TEAM,          /**< you work in U (a team or a unit above it) */
    COPSE_REASON_SITE,
    COPSE_REASON_ROLE,
    COPSE_REASON_PROFESSION,
    COPSE_REASON_SIMILARITY, /**< your topics are like its topics: one part a topic */
    COPSE_REASON_POPULARITY  /**< many are in it */
} copse_reason_kind;

const char *copse_reason_kind_name(copse_reason_kind kind);

/** One addend of a score. */
typedef struct copse_reason {
    copse_reason_kind kind;
    const char *key;  /**< of the community, topic, team or site; the text of a role or profession; NULL */
    const char *name; /**< to show */
    int64_t value;    /**< millionths; all reasons of one score add up to it exactly */
} copse_reason;

/** Free with copse_explanation_free(). */
typedef struct copse_explanation {
    int64_t score;
    size_t n_reasons; /**< largest absolute value first, ties by kind and key */
    const copse_reason *reasons;
    struct copse_arena *arena;
} copse_explanation;

void copse_explanation_free(copse_explanation *explanation);

/**
 * The exact addends of one score.
 * @return COPSE_OK, COPSE_E_ARGUMENT (the community is no candidate for this member), COPSE_E_NOMEM.
 */
copse_status copse_model_explain(copse_explanation **out, const copse_model *model,
                                 const copse_network *net, copse_index member, copse_index community,
                                 copse_error *err);

/* ------------------------------------------------------------------ */
/* Answers                                                             */
/* ------------------------------------------------------------------ */

/** A person as far as this audience may know them. Only the engine's one naming function makes these. */
typedef struct copse_person {
    bool named;
    const char *key;  /**< NULL unless named */
    const char *name; /**< NULL unless named */
} copse_person;

/** What stands at the head of every answer. */
typedef struct copse_answer_head {
    const char *schema; /**< "copse/join/1" */
    int64_t data_version;
    copse_day as_of;
    copse_audience audience;
    uint64_t seed;
    size_t n_notes;
    const char *const *notes; /**< staleness, what is suppressed and why, what was left out */
    const copse_store_options *terms; /**< as the context has them; renderings say them */
} copse_answer_head;

/** Whether a CoP does anything, from exchanges and joins of the last 12 months. */
typedef enum copse_activity {
    COPSE_ACTIVITY_UNKNOWN = 0, /**< none are recorded for any CoP: never guessed */
    COPSE_ACTIVITY_ACTIVE,
    COPSE_ACTIVITY_QUIET
} copse_activity;

const char *copse_activity_name(copse_activity activity);

/** One topic of a CoP as it bears on one member. */
typedef struct copse_join_topic {
    const char *key;
    const char *name;
    double of_member;    /**< saturated evidence e in [0,1]; 0: none */
    double of_community; /**< what its members typically have, in [0,1]; NaN: not shown or not known */
} copse_join_topic;

typedef enum copse_near_kind {
    COPSE_NEAR_TEAM = 0, /**< same team */
    COPSE_NEAR_COMMUNITY /**< shares a CoP with the member */
} copse_near_kind;

typedef struct copse_join_person {
    copse_person person;
    copse_near_kind near; /**< for those who are near */
    const char *through;  /**< name of the team or CoP; NULL for the core */
} copse_join_person;

/** One CoP to join, and why. */
typedef struct copse_recommendation {
    int rank; /**< from 1 */
    const char *key, *name, *description;
    copse_mode mode;
    const char *site; /**< name; NULL */
    double travel_minutes; /**< between sites, where a travel table has it; NaN */
    double distance_km;    /**< great-circle between sites; NaN */
    copse_community_status status;
    copse_activity activity;
    copse_openness openness;
    bool is_full;
    const char *contact, *meets;
    int64_t score; /**< millionths */
    size_t n_reasons;
    const copse_reason *reasons; /**< all of them: they add up to the score */
    double cosine; /**< similarity of topic profiles in [0,1]; NaN where either has none */
    size_t n_gains, n_lacks, n_contributes;
    const copse_join_topic *gains;       /**< what it holds that the member wants to learn or asked for */
    const copse_join_topic *lacks;       /**< what it holds that the member merely has less of */
    const copse_join_topic *contributes; /**< where the member exceeds what its members typically have */
    size_t n_core, n_near;
    const copse_join_person *core; /**< who stands at its core, as far as they may be named */
    const copse_join_person *near;
    bool core_has_unnamed; /**< others, not named, stand there */
    bool near_has_unnamed; /**< others, not named, are near; said only where they could be many people */
} copse_recommendation;

typedef struct copse_join_options {
    int top; /**< how many; 0: 5 */
    copse_mode mode; /**< UNKNOWN: any */
    copse_index site; /**< face-to-face ones must be there or near; COPSE_NONE: anywhere */
    const copse_index *topics; /**< only CoPs that hold one of these, which count as wanted */
    size_t n_topics;
    bool include_dormant;
    double diversity; /**< in [0, 1]: how much a CoP like those above it counts less; 0: by score alone */
} copse_join_options;

#define COPSE_JOIN_OPTIONS_INIT {0, COPSE_MODE_UNKNOWN, COPSE_NONE, NULL, 0, false, 0.0}

typedef struct copse_join_answer {
    copse_answer_head head;
    copse_person member;
    const char *mail;  /**< of the member, for sending them their letter; NULL */
    bool enough_known; /**< false: nothing to go by; advice says what to add */
    size_t n_advice;
    const char *const *advice;
    size_t n_recommendations;
    const copse_recommendation *recommendations;
    const char *model_kind;
    bool model_is_stale;
    struct copse_arena *arena;
} copse_join_answer;

void copse_join_answer_free(copse_join_answer *answer);

/**
 * Read of a store what copse_question_join() needs for one member: a few rows,
 * where the whole network of a large organisation takes seconds. The answer is
 * the same to the byte.
 *
 * @param[out] net, model  caller frees both; both NULL where the whole has to be read, with
 *                         copse_network_load() and copse_model_load(): no member has this very key,
 *                         options ask for a mode, site, topics or diversity, no model
 *                         is of these facts (fit publishes what is needed), or topics were merged
 * @param options          NULL: defaults
 * @return COPSE_OK, COPSE_E_STORE, COPSE_E_INTERRUPTED, COPSE_E_NOMEM.
 * Cost: O(members of the member's CoPs and of those answered + rows of the model that they have).
 */
copse_status copse_question_join_read(copse_network **net, copse_model **model, copse_store *store,
                                      const char *member_key, const copse_join_options *options,
                                      const copse_context *ctx, copse_error *err);

/**
 * Which CoPs should this member join, what would they gain, what could they give, why, and how?
 *
 * Made for the person themself: ctx->audience must be COPSE_FOR_SELF with
 * audience_key the member's key.
 *
 * @return COPSE_OK, COPSE_E_ARGUMENT (another audience), COPSE_E_NOT_FOUND (they objected), COPSE_E_NOMEM.
 */
copse_status copse_question_join(copse_join_answer **out, const copse_network *net,
                                 const copse_model *model, copse_index member,
                                 const copse_join_options *options, const copse_context *ctx,
                                 copse_error *err);

/** What one thing, recorded or no longer so, would do to a recommendation. */
typedef enum copse_change_kind {
    COPSE_CHANGE_MEMBERSHIP = 0,
    COPSE_CHANGE_TOPIC,   /**< that the member knows */
    COPSE_CHANGE_INTEREST /**< a topic that they want to learn */
} copse_change_kind;

/** "membership", "topic", "interest". Borrowed, static. */
const char *copse_change_kind_name(copse_change_kind kind);

typedef struct copse_change {
    copse_change_kind kind;
    bool is_added;
    const char *key, *name; /**< of the CoP or topic */
    double evidence;        /**< of a topic that is added: as much as is usual; else NaN */
    int rank;               /**< that the CoP would have; 0: none */
    int64_t score;          /**< that it would have, millionths */
} copse_change;

/** Why one CoP stands where it does for one member. Free with copse_explain_answer_free(). */
typedef struct copse_explain_answer {
    copse_answer_head head;
    copse_person member;
    const char *key, *name; /**< of the CoP */
    int top;                /**< so many are recommended */
    int rank;               /**< among all that fit; 0: it is not among them */
    int n_listed;           /**< how many fit */
    const char *left_out;   /**< why it is not among them; NULL */
    int64_t score;          /**< millionths */
    size_t n_reasons;
    const copse_reason *reasons; /**< all of them: they add up to the score */
    /** The CoP at the border: the last that is recommended where this one is not, else the first that is not. */
    const char *border_key, *border_name; /**< NULL where there is none */
    int64_t border_score;
    size_t n_changes;
    const copse_change *changes; /**< each alone brings it in or out; those that do most first */
    size_t n_changes_in_all;     /**< of which these are the first */
    const char *model_kind;
    bool model_is_stale;
    struct copse_arena *arena;
} copse_explain_answer;

void copse_explain_answer_free(copse_explain_answer *answer);

/**
 * Why does this CoP have its place in this member's list, and what would change that?
 *
 * Every single membership and topic that could be recorded or taken away, and every interest, is tried
 * on the model as it is stored: the same scores that the member would get. A topic is added with the 75th
 * percentile of the evidence of who knows it, or of all evidence where fewer than ctx->threshold people do.
 * CoPs that are closed or sensitive, and topics that only sensitive CoPs hold, are not tried.
 *
 * @param options  as of the list; its diversity must be 0
 * @return COPSE_OK, COPSE_E_ARGUMENT (another audience than the member, they are in the CoP, a list by
 *         diversity), COPSE_E_NOT_FOUND (they objected, the CoP is none that they may be shown),
 *         COPSE_E_INTERRUPTED, COPSE_E_NOMEM.
 * Cost: O((CoPs + topics) · CoPs).
 */
copse_status copse_question_explain(copse_explain_answer **out, const copse_network *net,
                                    const copse_model *model, copse_index member, copse_index community,
                                    const copse_join_options *options, const copse_context *ctx,
                                    copse_error *err);

/** One row of the steward's list. */
typedef struct copse_join_row {
    const char *member_key;
    int rank;
    const char *community_key;
    int64_t score;
} copse_join_row;

/**
 * The best CoPs of every member, one call a row, members in key order.
 *
 * @param on_row  returns anything but COPSE_OK to stop; that status is passed up
 * @return COPSE_OK, COPSE_E_ARGUMENT (not for the steward, or no reason given), what on_row returned.
 */
copse_status copse_question_join_all(const copse_network *net, const copse_model *model,
                                     const copse_join_options *options, const copse_context *ctx,
                                     copse_status (*on_row)(void *user, const copse_join_row *row,
                                                            copse_error *err),
                                     void *user, copse_error *err);

/* ------------------------------------------------------------------ */
/* Who should start a new CoP                                          */
/* ------------------------------------------------------------------ */

/** The terms of a founding group's worth, each in [0, 1]. */
typedef enum copse_found_term {
    COPSE_FOUND_COVERAGE = 0, /**< the topics are known in it, with a backup */
    COPSE_FOUND_REACH,        /**< how many of those who know the topics are within a hop or two */
    COPSE_FOUND_DIVERSITY,    /**< units, sites and professions */
    COPSE_FOUND_AUTHORITY,    /**< topic-personalised PageRank */
    COPSE_FOUND_COHESION,     /**< nearness to the coordinator */
    COPSE_FOUND_ROOM,         /**< room to take part */
    COPSE_FOUND_TERMS
} copse_found_term;

/** "coverage", "reach", "diversity", "authority", "cohesion", "room". Borrowed, static. */
const char *copse_found_term_name(copse_found_term term);

/** The weights of the rules, for who changes some of them. @param[out] alpha  [COPSE_FOUND_TERMS] */
void copse_found_weights_default(double *alpha);

enum { COPSE_FOUND_LEAST = 3, COPSE_FOUND_MOST = 12 };

/** What proves how good a group is. */
typedef enum copse_bound_kind {
    COPSE_BOUND_PRICES = 0, /**< Lagrangian bound: topics, people reached and places are priced */
    COPSE_BOUND_LINEAR,     /**< linear relaxation, in part branched on */
    COPSE_BOUND_EXACT       /**< branch and bound to its end */
} copse_bound_kind;

/** "prices", "linear", "exact". Borrowed, static. */
const char *copse_bound_kind_name(copse_bound_kind kind);

/** What a group is to be best at. */
typedef enum copse_found_objective {
    COPSE_FOUND_PRACTICE = 0, /**< the weighted terms above */
    COPSE_FOUND_SUM,          /**< a holder for every topic, distances between them least in sum */
    COPSE_FOUND_DIAMETER      /**< the same, the largest distance least */
} copse_found_objective;

/** "practice", "sum", "diameter". Borrowed, static. */
const char *copse_found_objective_name(copse_found_objective objective);

/** All pointers are borrowed. */
typedef struct copse_found_options {
    const copse_index *topics; /**< [n_topics] at least one */
    const double *topic_weights; /**< [n_topics] above 0; NULL: equal */
    size_t n_topics;
    const copse_topic_matches *matches; /**< where the topics come from a text, to be shown; NULL */
    int size;                   /**< 3 to 12; 0: 6 */
    copse_mode mode;            /**< how the group is to meet; UNKNOWN: as hybrid */
    copse_index site;           /**< where it is to meet; COPSE_NONE: where the coordinator is */
    const copse_index *include, *exclude;
    size_t n_include, n_exclude;
    int max_load;    /**< leave out who is in more CoPs than this; -1: nobody */
    int per_unit;    /**< at most so many of one team; 0: any number */
    int least_sites; /**< from at least so many sites; 0: any number */
    copse_found_objective objective;
    const double *alpha; /**< [COPSE_FOUND_TERMS] not negative, one above 0; scaled to add up to 1; NULL: the rules' */
    int alternatives;    /**< how many other groups are shown; -1: 4 */
    double gap;          /**< the proof may stop when this share of the bound is open; below 0: 0.0001 */
    int64_t effort;      /**< nodes and pivots that the proof may take; below 0: 200000 */
    bool (*is_spent)(void *user); /**< asked whether to stop the proof early; NULL: never */
    void *is_spent_user;
} copse_found_options;

#define COPSE_FOUND_OPTIONS_INIT                                                                    \
    {NULL, NULL, 0, NULL, 0, COPSE_MODE_UNKNOWN, COPSE_NONE, NULL, NULL, 0, 0, -1, 0, 0,            \
     COPSE_FOUND_PRACTICE, NULL, -1, -1.0, -1, NULL, NULL}

/** What one member brings to one topic. */
typedef struct copse_found_evidence {
    const char *key, *name;
    double evidence;       /**< in the unit of its source */
    double saturated;      /**< e in (0, 1] */
    copse_day last_active; /**< the latest; COPSE_DAY_UNKNOWN */
    bool is_best, is_backup, is_only; /**< in the group */
} copse_found_evidence;

/** One seat. Of who is not named nothing else is shown. */
typedef struct copse_found_seat {
    int number; /**< from 1; the coordinator's is 1 */
    copse_person person;
    const char *mail, *profession; /**< for the steward; NULL */
    bool is_coordinator, is_included;
    /* What follows is for the steward only, and empty for any other audience. */
    size_t n_evidence;
    const copse_found_evidence *evidence; /**< on the topics asked for, best first */
    double share[COPSE_FOUND_TERMS]; /**< by how much each weighted term falls when they leave; NaN */
    double loss;                     /**< their sum; where they coordinate, the best of the others does instead; NaN */
    size_t n_path; /**< people from them to the coordinator, both included; 0: not in reach */
    const copse_person *path;
    double travel_minutes; /**< to where the group meets; NaN */
    int32_t load;          /**< CoPs that they are in */
    size_t n_only;
    const char *const *only; /**< units, sites and professions that nobody else in the group brings */
    bool has_runner_up;
    copse_person runner_up; /**< who would take the seat best */
    double runner_up_cost;  /**< by how much the group's value falls then */
} copse_found_seat;

/** One topic that was asked for. */
typedef struct copse_found_topic {
    const char *key, *name;
    double weight;       /**< they add up to 1 */
    int best, backup;    /**< seat numbers; 0: nobody in the group */
    double best_saturated, backup_saturated; /**< 0: nobody, NaN: not for this audience */
    bool has_holders;    /**< whether anybody in the organisation holds it */
} copse_found_topic;

/** Another group: what one would get for other weights. */
typedef struct copse_found_alternative {
    const char *name; /**< "deep", "connected", "diverse", "light load" */
    double value;     /**< by the weights that were asked for */
    double term[COPSE_FOUND_TERMS];
    size_t n_stay;    /**< of the group itself */
    size_t n_people;
    const copse_person *people; /**< the coordinator first */
} copse_found_alternative;

/** What becomes of the group when one weight is raised or lowered by half. */
typedef struct copse_found_sensitivity {
    copse_found_term term;
    bool is_raised;
    size_t n_stay;
    size_t n_leave, n_come;
    const copse_person *leave, *come;
} copse_found_sensitivity;

/** What one rule costs: how much better the group would be without it. */
typedef struct copse_found_rule {
    const char *rule; /**< "--per-unit 1" */
    double cost;      /**< 0: it makes no difference */
    size_t n_people;
    const copse_person *people; /**< forced in by it, or in the group that would be best without it */
    bool is_forced_in;
} copse_found_rule;

typedef struct copse_found_answer {
    copse_answer_head head;
    copse_found_objective objective;
    copse_mode mode;
    const char *site;
    size_t n_topics;
    const copse_found_topic *topics; /**< in the order in which they were asked for */
    size_t n_matches;
    const copse_topic_match *matches; /**< how a text was understood */
    size_t n_unmatched;
    const char *const *unmatched;
    bool is_found; /**< false: no group keeps to the rules; failing and relaxations say why */
    const char *failing; /**< the rule that leaves no group */
    size_t n_relaxations;
    const char *const *relaxations; /**< each alone makes a group possible */
    size_t n_seats;
    const copse_found_seat *seats;
    double value, alpha[COPSE_FOUND_TERMS], term[COPSE_FOUND_TERMS]; /**< of PRACTICE; else NaN */
    double distance, rarest_first; /**< of SUM and DIAMETER, beside what RarestFirst finds; else NaN */
    bool has_costs; /**< distances are sums of recorded costs, not hops */
    double bound, gap; /**< no group is better than bound; gap is what is open, as a share of it */
    copse_bound_kind bound_kind;
    bool was_stopped; /**< the time limit ended the proof early */
    int64_t nodes, pivots;
    int64_t n_candidates; /**< who hold evidence; rounded to the threshold but for the steward; -1: fewer */
    double within_one, within_two; /**< shares of what is known outside that is a hop, or two, away */
    copse_contact_basis basis;
    bool is_connected; /**< the coordinator reaches every member */
    int64_t n_unreachable; /**< pairs in the group without any path */
    size_t n_alternatives;
    const copse_found_alternative *alternatives;
    size_t n_sensitivities;
    const copse_found_sensitivity *sensitivities;
    size_t n_rules;
    const copse_found_rule *rules;
    struct copse_arena *arena;
} copse_found_answer;

void copse_found_answer_free(copse_found_answer *answer);

/**
 * Which key group of people should start a CoP on these topics?
 *
 * A suggestion of whom to invite: evidence measures activity, not competence. Names as far as the audience may
 * know them; figures about a person are for the steward, with a reason.
 *
 * @return COPSE_OK (also where no group keeps to the rules: is_found), COPSE_E_ARGUMENT, COPSE_E_NOT_FOUND
 *         (nobody holds any of the topics), COPSE_E_NUMERIC, COPSE_E_INTERRUPTED, COPSE_E_NOMEM.
 * Cost: people who hold a topic × those within two hops, some hundred times; then the effort.
 */
copse_status copse_question_found(copse_found_answer **out, const copse_network *net,
                                  const copse_found_options *options, const copse_context *ctx,
                                  copse_error *err);

/** What one invited person is told. */
typedef struct copse_found_invitation {
    copse_answer_head head; /**< for that person */
    copse_person member;
    const char *mail;
    bool is_coordinator;
    copse_mode mode;
    const char *site; /**< NULL */
    size_t n_topics;
    const char *const *topics; /**< what the group is to be about */
    size_t n_known;
    const char *const *known; /**< of these, what they are recorded as knowing */
    copse_person coordinator;
    size_t n_others;
    const copse_person *others; /**< invited, too: those who may be named to them */
    bool has_unnamed;           /**< and others, not named */
    struct copse_arena *arena;
} copse_found_invitation;

void copse_found_invitation_free(copse_found_invitation *invitation);

/**
 * The invitation to one seat: made for that person, naming the others as far as they agreed to that.
 * @param answer  for the steward; its seats are named
 * @param ctx     the steward's
 * @return COPSE_OK, COPSE_E_ARGUMENT (not for the steward), COPSE_E_NOMEM.
 */
copse_status copse_question_found_invite(copse_found_invitation **out, const copse_network *net,
                                         const copse_found_answer *answer, size_t seat,
                                         const copse_context *ctx, copse_error *err);

/* ------------------------------------------------------------------ */
/* Whom to talk to                                                     */
/* ------------------------------------------------------------------ */

/** What links two people directly, the closest that is recorded. */
typedef enum copse_link_kind {
    COPSE_LINK_TIE = 0,  /**< a tie, a question that one answered, a coffee that they were paired for */
    COPSE_LINK_TEAM,     /**< they work in one team of at most 150 people */
    COPSE_LINK_COMMUNITY /**< they are in one CoP of at most 150 people */
} copse_link_kind;

/** "tie", "team", "community". Borrowed, static. */
const char *copse_link_kind_name(copse_link_kind kind);

/** Factors of a conversation's worth are whole hundredths, and so their product is exact. */
#define COPSE_TALK_UNIT 100
/** A score is the product of four factors: whole hundred-millionths. */
#define COPSE_TALK_SCORE_UNIT 100000000

/** What one topic adds to a factor. */
typedef struct copse_talk_part {
    const char *key, *name; /**< of the topic */
    int part;               /**< hundredths */
    copse_day last_active;  /**< of what they know; COPSE_DAY_UNKNOWN */
} copse_talk_part;

/** A step of an introduction: somebody, and what links them to whoever stands before them. */
typedef struct copse_talk_step {
    copse_person person;
    copse_link_kind link;
    const char *through; /**< name of the team or CoP; NULL for a tie */
} copse_talk_step;

/** Somebody to talk to. They and everybody on the way may be named to this audience. */
typedef struct copse_talk_person {
    copse_person person;
    bool knows_enough; /**< nearly as much as who knows most; such people stand first */
    const char *team, *site; /**< NULL */
    copse_mode mode_preference;
    int64_t score; /**< expertise × in_return × nearness × room */
    /* The factors, in hundredths. */
    int expertise; /**< the sum of knows[] */
    size_t n_knows;
    const copse_talk_part *knows;
    int in_return; /**< return_base and the sum of learns[] */
    int return_base;
    size_t n_learns;
    const copse_talk_part *learns; /**< what they want to learn, and whoever asks knows */
    int nearness; /**< 100 less hops_cost and travel_cost */
    int hops_cost, travel_cost;
    int room;          /**< how little they are asked, beside others who know enough */
    int32_t open_asks; /**< in the last 90 days; for the steward, else -1 */
    double travel_minutes; /**< from where the talk is; NaN */
    double distance_km;    /**< great-circle; NaN */
    size_t n_steps; /**< hops; 0: no introduction is known */
    const copse_talk_step *steps; /**< from whoever asks to this person, the last of them */
} copse_talk_person;

/** All pointers are borrowed. */
typedef struct copse_talk_options {
    const copse_index *topics; /**< [n_topics] at least one */
    const double *topic_weights; /**< [n_topics] above 0; NULL: equal */
    size_t n_topics;
    const copse_topic_matches *matches; /**< where the topics come from a text, to be shown; NULL */
    int top;          /**< how many people; 0: 5 */
    copse_mode mode;  /**< how they are to meet; UNKNOWN: as the member likes to */
    copse_index site; /**< where; COPSE_NONE: where the member works */
} copse_talk_options;

#define COPSE_TALK_OPTIONS_INIT {NULL, NULL, 0, NULL, 0, COPSE_MODE_UNKNOWN, COPSE_NONE}

typedef struct copse_talk_answer {
    copse_answer_head head;
    copse_person member; /**< who asks */
    copse_mode mode;
    bool is_mode_theirs; /**< it is what they said they like */
    const char *site;    /**< from which travel counts; NULL: it does not */
    size_t n_topics;
    const copse_found_topic *topics; /**< key, name, weight, has_holders */
    size_t n_matches;
    const copse_topic_match *matches;
    size_t n_unmatched;
    const char *const *unmatched;
    double usual_asks; /**< mean open asks of those who know enough; for the steward, else NaN */
    size_t n_people;
    const copse_talk_person *people; /**< best first */
    int64_t n_enough; /**< who may be named and know enough, of whom these are some */
    struct copse_arena *arena;
} copse_talk_answer;

void copse_talk_answer_free(copse_talk_answer *answer);

/**
 * Whom should this member have a conversation with, why, and who can introduce them?
 *
 * Only people who may be named to the audience are considered, also as the way to somebody; nobody else leaves
 * a trace in the answer.
 *
 * @param ctx  for the member themself (COPSE_FOR_SELF, audience_key their key), or for the steward with a reason
 * @return COPSE_OK (also where nobody is found), COPSE_E_ARGUMENT (another audience, no topic), COPSE_E_NOT_FOUND
 *         (they objected), COPSE_E_NOMEM.
 * Cost: O(people × topics) for those who hold a topic, and the ties and seats within four hops.
 */
copse_status copse_question_talk(copse_talk_answer **out, const copse_network *net, copse_index member,
                                 const copse_talk_options *options, const copse_context *ctx, copse_error *err);

/* ------------------------------------------------------------------ */
/* Randomised coffee                                                   */
/* ------------------------------------------------------------------ */

/** What speaks for a pair. */
typedef enum copse_pair_term {
    COPSE_PAIR_STRANGERS = 0, /**< they are unlikely to know each other */
    COPSE_PAIR_ISOLATED,      /**< one is of an isolated team, and the other is not of that team */
    COPSE_PAIR_TEAMS,         /**< they have no team in common */
    COPSE_PAIR_PROFESSIONS,   /**< their professions are known and differ */
    COPSE_PAIR_TERMS
} copse_pair_term;

/** "strangers", "isolated", "teams", "professions". Borrowed, static. */
const char *copse_pair_term_name(copse_pair_term term);

/** Why somebody who takes part is in no pair. */
typedef enum copse_pair_left {
    COPSE_PAIR_LEFT_ODD = 0, /**< the number was odd, or ran out where they are; they come first next time */
    COPSE_PAIR_LEFT_ALONE,   /**< there is nobody whom they could meet */
    COPSE_PAIR_LEFT_NO_SITE, /**< where they work is not known, and it is face to face */
    COPSE_PAIR_LEFT_LIMIT    /**< only so many pairs were asked for */
} copse_pair_left;

/** "odd", "alone", "no-site", "limit". Borrowed, static. */
const char *copse_pair_left_name(copse_pair_left why);

typedef struct copse_pair_person {
    copse_person person;
    const char *mail, *team, *site; /**< NULL */
} copse_pair_person;

typedef struct copse_pair {
    copse_pair_person a, b;
    int worth; /**< hundredths: the sum of part[] */
    int part[COPSE_PAIR_TERMS];
    int hops;            /**< by ties, teams and CoPs; 0: they have no path of so few as three */
    const char *bridges; /**< name of the isolated team; NULL */
    bool is_repeat;
    copse_day last; /**< when they were paired before; COPSE_DAY_UNKNOWN */
    bool is_apart;  /**< they work at different sites, or it is not known where */
} copse_pair;

typedef struct copse_pair_options {
    copse_index team;      /**< who works in it or under it; COPSE_NONE */
    copse_index community; /**< who is in it; COPSE_NONE; with neither: everybody who works or is in a CoP */
    copse_mode mode; /**< FACE_TO_FACE: at one site only */
    copse_index site; /**< who works there only; COPSE_NONE */
    const copse_index *include; /**< of the group, who asked to take part though not everybody may name them */
    const copse_index *exclude; /**< who sits this one out */
    size_t n_include, n_exclude;
    size_t most_pairs; /**< so many, of those that come first; 0: as many as there can be */
} copse_pair_options;

#define COPSE_PAIR_OPTIONS_INIT {COPSE_NONE, COPSE_NONE, COPSE_MODE_UNKNOWN, COPSE_NONE, NULL, NULL, 0, 0, 0}

typedef struct copse_pair_answer {
    copse_answer_head head;
    const char *group; /**< name of the team or CoP; NULL: everybody */
    copse_mode mode;
    const char *site;
    int64_t n_group;  /**< people */
    int64_t n_silent; /**< of these, who take no part since they agreed to be named to nobody */
    int64_t n_rounds; /**< recorded before */
    bool is_recorded; /**< some of them are in a pair recorded on this very day */
    size_t n_pairs;
    const copse_pair *pairs; /**< most worth first */
    size_t n_left;
    const copse_pair_person *left;
    const copse_pair_left *left_why; /**< [n_left] */
    size_t n_repeats, n_bridging;
    int64_t n_isolated_teams; /**< that anybody here is of; -1: it is not known which teams are isolated */
    bool is_exact;            /**< no other pairs are better */
    double gap;               /**< what at most could be gained, as a share; 0 where it is exact */
    struct copse_arena *arena;
} copse_pair_answer;

void copse_pair_answer_free(copse_pair_answer *answer);

/**
 * Who of a group meets whom this time?
 *
 * Everybody who did not object and may be named to the other takes part. As many pairs as there can be; of these, as
 * few that met before; then who was left out last time; then the most worth; what is alike is drawn with ctx->seed.
 * For the steward, with a reason. Nothing is recorded.
 *
 * @return COPSE_OK (also where nobody can be paired), COPSE_E_ARGUMENT (another audience), COPSE_E_INTERRUPTED,
 *         COPSE_E_NOMEM.
 * Cost: O(n³) to 600 people at a place, O(600² n) above.
 */
copse_status copse_question_pair(copse_pair_answer **out, const copse_network *net,
                                 const copse_pair_options *options, const copse_context *ctx, copse_error *err);

/* ------------------------------------------------------------------ */
/* How far to trust the recommendations                                */
/* ------------------------------------------------------------------ */

/** Which memberships are hidden, to see whether they are found again. */
typedef enum copse_protocol {
    COPSE_LEAVE_ONE_OUT = 0, /**< one of every member with two or more, drawn anew each round */
    COPSE_HOLD_OUT,          /**< a share of all, drawn anew each round; some members are left with none */
    COPSE_BY_TIME,           /**< those that began on a day or later; one round */
    COPSE_K_FOLD             /**< each exactly once, over as many rounds as there are folds */
} copse_protocol;

/** "leave-one-out", "hold-out", "by-time", "k-fold". Borrowed, static. */
const char *copse_protocol_name(copse_protocol protocol);
bool copse_protocol_parse(copse_protocol *out, const char *word);

typedef struct copse_evaluate_options {
    copse_protocol protocol;
    const char *kind; /**< what is put to the test, as copse_fit_options.kind; NULL: auto */
    int k;            /**< length of the list that a member is shown; 0: 5 */
    int rounds;       /**< or folds, then at least 2; 0: 3, and 5 folds */
    double share;     /**< that hold-out hides, in (0, 1); 0: 0.2 */
    copse_day split;  /**< first day that by-time hides; COPSE_DAY_UNKNOWN: hide the last fifth */
    /** Further kinds to compare with beside popularity and same-team; a single "all": all of them. */
    const char *const *against;
    size_t n_against;
} copse_evaluate_options;

#define COPSE_EVALUATE_OPTIONS_INIT {COPSE_LEAVE_ONE_OUT, NULL, 0, 0, 0.0, COPSE_DAY_UNKNOWN, NULL, 0}

/** A mean over members with its 95 % interval by bootstrap over members; NaN where there is none. */
typedef struct copse_interval {
    double mean, lower, upper;
} copse_interval;

/** The four figures at k: each member counts once, by the mean over their rounds. */
typedef struct copse_evaluate_figures {
    copse_interval recall, hit, ndcg, mrr;
} copse_evaluate_figures;

/** One model in one slice. */
typedef struct copse_evaluate_line {
    const char *kind;  /**< of the model: what was asked for, "popularity", "same-team"… */
    const char *slice; /**< "all", "cold members", "cold CoPs", "CoPs of 1 to 9", … */
    int64_t n;         /**< members who lost a membership of this slice */
    copse_evaluate_figures figures;
    double coverage; /**< share of the CoPs that stand in anybody's list, mean over rounds; NaN but for "all" */
} copse_evaluate_line;

/** What is put to the test minus a baseline, paired. */
typedef struct copse_evaluate_difference {
    const char *baseline;
    copse_evaluate_figures figures;
} copse_evaluate_difference;

/** In how many rounds 'auto' took a kind. */
typedef struct copse_evaluate_chosen {
    const char *kind;
    int rounds;
} copse_evaluate_chosen;

typedef enum copse_verdict {
    COPSE_VERDICT_TOO_LITTLE = 0, /**< too few hidden memberships to tell */
    COPSE_VERDICT_DO_NOT_RELY,    /**< not surely better than popularity and same-team, by NDCG */
    COPSE_VERDICT_RELY            /**< better than both, and surely so */
} copse_verdict;

/** "too-little", "do-not-rely", "rely". Borrowed, static. */
const char *copse_verdict_name(copse_verdict verdict);

typedef struct copse_evaluate_answer {
    copse_answer_head head;
    copse_protocol protocol;
    const char *kind;
    int k, rounds;
    copse_day split; /**< by-time; else COPSE_DAY_UNKNOWN */
    int64_t n_hidden, n_members;
    int64_t n_dropped_expertise; /**< rows on topics that only hidden CoPs carry: they would tell */
    size_t n_chosen;
    const copse_evaluate_chosen *chosen; /**< most rounds first */
    size_t n_lines;
    const copse_evaluate_line *lines; /**< by slice, then kind: what is put to the test first */
    size_t n_differences;
    const copse_evaluate_difference *differences;
    copse_verdict verdict;
    const char *words; /**< the verdict as a person would say it */
    struct copse_arena *arena;
} copse_evaluate_answer;

void copse_evaluate_answer_free(copse_evaluate_answer *answer);

/**
 * Hide memberships, fit on the rest, and see whether they are found again.
 *
 * In each round options are chosen on what remains, CoPs that a member is in are masked, and
 * ties are broken by an order of the keys that is drawn anew. Expertise on topics that only hidden
 * CoPs carry is left out. Every model sees the same rounds. CoPs that are closed or sensitive, which
 * are never recommended, are neither hidden nor listed. The order of the facts changes nothing.
 *
 * @param facts  borrowed; the network of each round is built from it
 * @return COPSE_OK, COPSE_E_DATA (nothing can be hidden, no dates to split by, nothing would remain),
 *         COPSE_E_ARGUMENT, COPSE_E_INTERRUPTED, COPSE_E_NOMEM.
 * Cost: rounds × that of a fit of each model, and of scoring those who lost something.
 */
copse_status copse_question_evaluate(copse_evaluate_answer **out, const copse_facts *facts,
                                     const copse_evaluate_options *options, const copse_context *ctx,
                                     copse_error *err);

/* ------------------------------------------------------------------ */
/* The first report                                                    */
/* ------------------------------------------------------------------ */

/** A count of people as far as it may be published. */
typedef struct copse_public_count {
    bool is_shown; /**< false: it is small, or would give a small one away */
    int64_t value; /**< 0 unless shown */
} copse_public_count;

/** Where the data came from, and when. */
typedef struct copse_start_source {
    const char *name;   /**< NULL: the file's name looks sensitive, so it is not shown */
    int64_t rows;       /**< -1: not shown to this audience, since they are about people */
    copse_day imported;
    double age_days; /**< NaN where a day is not known; below 0 where imported after the as-of day */
} copse_start_source;

/** Something that the data lack. All text is static but `what`. */
typedef struct copse_start_gap {
    const char *what; /**< "topics of 12 of 24 communities" */
    const char *use;  /**< what an answer could say with it */
    const char *how;  /**< which export or survey has it, and how it comes in */
} copse_start_gap;

/** A finding of the check, as far as it may be published. */
typedef struct copse_start_finding {
    const char *check, *meaning, *next;
    bool is_error;
    copse_public_count count; /**< of things: always shown */
} copse_start_finding;

typedef struct copse_start_community {
    const char *key, *name;
    copse_public_count members;
    copse_public_count top; /**< staff for whom it is among the best few suggestions */
    copse_activity activity;
} copse_start_community;

typedef struct copse_start_team {
    const char *key, *name;
    copse_public_count staff;
    int64_t n_communities; /**< in which somebody of the team is */
    int64_t n_shared;      /**< of these, in which somebody of another team is as well */
} copse_start_team;

/** What the data hold, lack and say at first sight. Free with copse_start_answer_free(). */
typedef struct copse_start_answer {
    copse_answer_head head;
    const char *organisation, *purpose, *lawful_basis, *dpia_reference; /**< NULL: not recorded */
    int threshold;          /**< the smallest count of people that is shown */
    copse_public_count staff, in_no_community, nameable; /**< nameable: agreed to be named to the trust */
    int64_t n_teams, n_communities, n_topics; /**< communities: neither sensitive nor closed */
    int64_t n_left_out;     /**< communities that were decided to be sensitive */
    int64_t n_undecided;    /**< communities that look sensitive and of which nobody has decided yet */
    const char *const *undecided; /**< [n_undecided] their names, for the steward; else NULL */
    const char *model_kind; /**< NULL: nothing could be learned, so `top` of a community says nothing */
    int top;                /**< how many suggestions count as the best few */
    copse_public_count suggested; /**< staff to whom anything can be suggested */
    copse_public_count by_place;  /**< of these, by team, site, role or profession alone: nothing else is known */
    size_t n_sources, n_gaps, n_findings, n_community_rows, n_team_rows;
    const copse_start_source *sources;  /**< by name */
    const copse_start_gap *gaps;        /**< what helps most first */
    const copse_start_finding *findings;
    const copse_start_community *communities; /**< [n_community_rows] by `top`, then key */
    const copse_start_team *teams; /**< [n_team_rows] with few links: fewest shared first, then larger first */
    int64_t n_teams_compared; /**< large enough to be shown */
    int64_t n_teams_small;    /**< not compared, because so few work there */
    double median_shared;     /**< over the teams compared; NaN without any */
    struct copse_arena *arena;
} copse_start_answer;

void copse_start_answer_free(copse_start_answer *answer);

/** What the question needs beside the network; both are borrowed. */
typedef struct copse_start_options {
    const copse_status_report *status; /**< of the store that the network is of */
    const copse_check_report *check;   /**< NULL: nothing was checked */
} copse_start_options;

/**
 * What is in the data and how fresh, what is missing and how to get it, which CoPs are suggested to
 * how many, who is in none, which teams have few links.
 *
 * For the trust, a team or the steward (with a reason). People are counted, never named; counts follow
 * the rule of publishable counts (store/suppress.h), and with them no sensitive CoP is shown.
 *
 * @param model  NULL: nothing could be learned
 * @return COPSE_OK, COPSE_E_ARGUMENT (for oneself), COPSE_E_INTERRUPTED, COPSE_E_NOMEM.
 * Cost: that of scoring everybody, and O(memberships).
 */
copse_status copse_question_start(copse_start_answer **out, const copse_network *net,
                                  const copse_model *model, const copse_start_options *options,
                                  const copse_context *ctx, copse_error *err);

/* ------------------------------------------------------------------ */
/* Join or create: is there a CoP for this already?                    */
/* ------------------------------------------------------------------ */

typedef enum copse_decision {
    COPSE_DECISION_JOIN = 0,
    COPSE_DECISION_REVIVE, /**< it covers the topics and sleeps */
    COPSE_DECISION_STRAND, /**< it covers a part of them: propose the rest in it */
    COPSE_DECISION_CREATE,
    COPSE_DECISION_UNKNOWN /**< not enough is known */
} copse_decision;

/** "join", "revive", "propose-strand", "create", "not-enough-known". Borrowed, static. */
const char *copse_decision_name(copse_decision decision);

/** Whether a CoP meets in a way, and near enough, for who asks. */
typedef enum copse_reach {
    COPSE_REACH_YES = 0,
    COPSE_REACH_MODE,         /**< it meets in another mode */
    COPSE_REACH_MODE_UNKNOWN, /**< how it meets is not recorded */
    COPSE_REACH_FAR,
    COPSE_REACH_FAR_UNKNOWN   /**< how far it is is not known */
} copse_reach;

/** "yes", "mode", "mode-unknown", "far", "far-unknown". Borrowed, static. */
const char *copse_reach_name(copse_reach reach);

/** The one thing that would have to be different. */
typedef enum copse_turn_kind {
    COPSE_TURN_PLACE = 0,    /**< a CoP that is full has a free place */
    COPSE_TURN_NO_PLACE,     /**< one that has room is full */
    COPSE_TURN_OPENNESS,     /**< one that takes people by invitation, or none, takes all who ask */
    COPSE_TURN_MEETS,        /**< one that sleeps meets again */
    COPSE_TURN_MODE,         /**< one meets in another mode */
    COPSE_TURN_SITE,         /**< one meets at another site */
    COPSE_TURN_TOPIC,        /**< one takes up another topic */
    COPSE_TURN_PEOPLE,       /**< more people, of more teams, want the topics */
    COPSE_TURN_FEWER_PEOPLE  /**< fewer do */
} copse_turn_kind;

/** "place", "no-place", "openness", "meets", "mode", "site", "topic", "people", "fewer-people". Borrowed, static. */
const char *copse_turn_kind_name(copse_turn_kind kind);

/** The smallest single change that turns the verdict, and what it would be then. */
typedef struct copse_decide_turn {
    copse_turn_kind kind;
    const char *key, *name; /**< of the CoP that would be different; NULL for people */
    copse_mode mode;        /**< MODE: the mode that it would have; else UNKNOWN */
    const char *site_key, *site;   /**< SITE; else NULL */
    const char *topic_key, *topic; /**< TOPIC; else NULL */
    int64_t people; /**< PEOPLE: so many more are enough; FEWER_PEOPLE: so many left are too few; else 0 */
    int64_t teams;  /**< PEOPLE: of these, so many each in another team than those there are */
    copse_decision then;
    const char *then_key, *then_name; /**< of the CoP that it would be then; NULL */
    const char *sentence;
} copse_decide_turn;

/** One topic that was asked for, in one CoP. */
typedef struct copse_decide_strength {
    const char *key, *name; /**< of the topic that was asked for */
    double strength;        /**< in [0, 1] */
    const char *through;    /**< name of the wider or narrower topic that it is by; NULL: by itself, or not at all */
} copse_decide_strength;

/** One CoP that is about some of the topics. */
typedef struct copse_decide_home {
    const char *key, *name;
    double coverage; /**< in (0, 1] */
    size_t n_strengths;
    const copse_decide_strength *strengths; /**< one for each topic that was asked for */
    copse_community_status status;
    copse_activity activity;
    bool is_asleep;
    copse_mode mode;
    copse_mode part; /**< of a hybrid one, what fits: virtual or face-to-face; else its mode */
    const char *site;
    double travel_minutes, distance_km; /**< NaN */
    copse_reach reach;
    copse_openness openness;
    bool is_open, is_full;
    copse_public_count members;
    const char *contact; /**< NULL */
    const char *obstacle; /**< why it is not the verdict, in words; NULL for the one that is */
    bool is_near_duplicate; /**< a new CoP would compete with it */
} copse_decide_home;

/** All pointers are borrowed. */
typedef struct copse_decide_options {
    const copse_index *topics;   /**< [n_topics] at least one */
    const double *topic_weights; /**< [n_topics] above 0; NULL: equal */
    size_t n_topics;
    const copse_topic_matches *matches; /**< where the topics come from a text, to be shown; NULL */
    copse_mode mode;    /**< UNKNOWN: any */
    copse_index site;   /**< where they are; COPSE_NONE: where the team is */
    copse_index team;   /**< who asks; COPSE_NONE: anybody, and with no site travel does not count */
    double max_minutes; /**< how long a way is near; 0: as the rule has it */
} copse_decide_options;

#define COPSE_DECIDE_OPTIONS_INIT {NULL, NULL, 0, NULL, COPSE_MODE_UNKNOWN, COPSE_NONE, COPSE_NONE, 0.0}

typedef struct copse_decide_answer {
    copse_answer_head head;
    copse_decision decision;
    const char *key, *name; /**< of the CoP to join, revive or propose a strand in; NULL */
    const char *headline;   /**< the verdict and why, in a sentence or two */
    copse_decide_turn turn;
    size_t n_topics;
    const copse_topic_match *topics; /**< each once; weights add up to 1; words of a text */
    size_t n_unmatched;
    const char *const *unmatched; /**< words of a text that led to no topic */
    copse_mode mode;
    size_t n_sites;
    const char *const *sites; /**< names of where travel is counted from */
    double max_minutes;
    size_t n_homes;
    const copse_decide_home *homes; /**< the first few: best covered first */
    size_t n_homes_in_all;
    bool is_rounded;     /**< people are rounded to the threshold: not for the steward */
    /** Who wait: know or want a topic that no CoP of theirs covers, and are in none that covers the topics as a
     * whole. -1: fewer than the threshold. */
    int64_t people;
    int64_t teams;       /**< that they work in, for the steward; else -1 */
    bool has_many_teams; /**< in enough teams for a CoP; false where people is -1 */
    size_t n_founders;
    const copse_person *founders; /**< of CREATE: a group that could begin, coordinator first; see copse_question_found() */
    size_t n_advice;
    const char *const *advice; /**< what to find out, or to record */
    struct copse_arena *arena;
} copse_decide_answer;

void copse_decide_answer_free(copse_decide_answer *answer);

/**
 * Is there a CoP for these topics already, or should one be created?
 *
 * The first rule that holds, with the thresholds of the rules "decide.*": a CoP that covers the topics, is awake,
 * in reach and open: join it; the same but asleep: revive it; one that covers a part: propose a strand in it; enough
 * people of enough teams who know or want a topic that no CoP of theirs covers: create one; else not enough is
 * known. CoPs that are closed or sensitive take no part.
 *
 * Nobody is named but the founding group, as far as the audience may know them. Numbers of people are exact for the
 * steward with a reason, and else rounded.
 *
 * @return COPSE_OK, COPSE_E_ARGUMENT (no topic, a weight or time that is none), COPSE_E_INTERRUPTED, COPSE_E_NOMEM.
 * Cost: topics asked for × CoPs, O(members), and to create that of copse_question_found().
 */
copse_status copse_question_decide(copse_decide_answer **out, const copse_network *net,
                                   const copse_decide_options *options, const copse_context *ctx,
                                   copse_error *err);

/* ------------------------------------------------------------------ */
/* Which units lack connections                                        */
/* ------------------------------------------------------------------ */

/** What a unit is. */
typedef enum copse_level {
    COPSE_LEVEL_TEAM = 0,   /**< a team with people of its own */
    COPSE_LEVEL_DEPARTMENT, /**< the unit right above such a team, with all its teams */
    COPSE_LEVEL_SITE,
    COPSE_LEVEL_COMMUNITY   /**< a CoP whose members may be in no other */
} copse_level;

/** "team", "department", "site", "community". Borrowed, static. */
const char *copse_level_name(copse_level level);
bool copse_level_parse(copse_level *out, const char *word);

typedef enum copse_isolation_verdict {
    COPSE_ISOLATION_CONNECTED = 0,
    COPSE_ISOLATION_CONFIRMED, /**< survives the control of false discoveries */
    COPSE_ISOLATION_WATCH,     /**< likely below half of what its size has, but not significant */
    COPSE_ISOLATION_TOO_SMALL, /**< even no tie and no seat would not be significant */
    COPSE_ISOLATION_MISSING    /**< nothing at all is recorded of its people */
} copse_isolation_verdict;

/** "connected", "confirmed", "watch", "too-small", "missing". Borrowed, static. */
const char *copse_isolation_verdict_name(copse_isolation_verdict verdict);

typedef enum copse_isolation_kind {
    COPSE_ISOLATION_QUIET = 0, /**< few direct ties to others */
    COPSE_ISOLATION_ABSENT,    /**< few seats in CoPs */
    COPSE_ISOLATION_INWARD,    /**< seats, but among themselves */
    COPSE_ISOLATION_KINDS
} copse_isolation_kind;

/** "quiet", "absent", "inward". Borrowed, static. */
const char *copse_isolation_kind_name(copse_isolation_kind kind);

/** What was said of a unit on some day. */
typedef enum copse_unit_record_kind {
    COPSE_UNIT_FLAGGED = 0, /**< its lack of connections was confirmed; text: the copse_isolation_kind's name */
    COPSE_UNIT_MEASURED,    /**< measured again; text: the copse_isolation_verdict's name */
    COPSE_UNIT_ACCEPTED,    /**< it is rightly apart; text: why */
    COPSE_UNIT_ACTED        /**< something was done; text: what */
} copse_unit_record_kind;

/** "flagged", "measured", "accepted", "acted". Borrowed, static. */
const char *copse_unit_record_kind_name(copse_unit_record_kind kind);

typedef struct copse_unit_record {
    copse_level level;
    const char *unit; /**< its key */
    copse_unit_record_kind kind;
    const char *text;
    double value;  /**< of FLAGGED and MEASURED: the share that the flag was about, or of an inward unit how many
                        times the usual its people share CoPs; NaN */
    copse_day on;
} copse_unit_record;

/** Free with copse_unit_records_free(). */
typedef struct copse_unit_records {
    size_t n;
    const copse_unit_record *rows; /**< by the level's name and the unit's key, each unit's in the order in which
                                        they were recorded */
    struct copse_arena *arena;
} copse_unit_records;

void copse_unit_records_free(copse_unit_records *records);

/**
 * What was recorded of units up to ctx->as_of, without what was taken back by then.
 * @return COPSE_OK, COPSE_E_STORE (a row is damaged), COPSE_E_INTERRUPTED, COPSE_E_NOMEM.
 */
copse_status copse_store_read_unit_records(copse_unit_records **out, copse_store *store, const copse_context *ctx,
                                           copse_error *err);

/**
 * Record, as of ctx->as_of, that a unit is rightly apart (ACCEPTED) or what was done (ACTED). It is state: no model
 * becomes stale. Rows are never removed: taking back is another row, so an answer of an earlier day stays as it was.
 * Audited, without which unit.
 *
 * @param record  its value and day do not matter; text NULL: take back that it is accepted, or the last act
 * @return COPSE_OK, COPSE_E_ARGUMENT (another kind, a blank text), COPSE_E_NOT_FOUND (nothing to take back),
 *         COPSE_E_STORE, COPSE_E_NOMEM.
 */
copse_status copse_store_record_unit(copse_account **out, copse_store *store, const copse_unit_record *record,
                                     const copse_context *ctx, copse_error *err);

/**
 * Keep, as of ctx->as_of, what copse_question_isolated_track() says of units. Rows of one kind, unit and day replace
 * each other, so that a second look on a day counts once. Audited.
 * @return COPSE_OK, COPSE_E_STORE, COPSE_E_INTERRUPTED, COPSE_E_NOMEM.
 */
copse_status copse_store_track_units(copse_store *store, const copse_unit_record *rows, size_t n,
                                     const copse_context *ctx, copse_error *err);

/** What a unit has as a share of what units of its size have; NaN where that is not known. */
typedef struct copse_isolation_share {
    double mean, lower, upper; /**< as counted, with a 90 % interval; in quarters for a unit of few people */
} copse_isolation_share;

/** A link that would bring a unit nearer to the others: a seat in a CoP, or an introduction to another unit. */
typedef struct copse_isolated_remedy {
    bool is_seat;
    const char *key, *name; /**< of the CoP, or of the unit to be introduced to */
    const char *topic;      /**< name of what both are most about; NULL where no topics are known */
    double reach;           /**< units newly reached, as expected */
    double gain;            /**< the same, weighted by how alike the topics are, in [0, reach] */
    int64_t people;         /**< of the unit who know or want a topic of it, to the nearest five; -1: few */
} copse_isolated_remedy;

typedef struct copse_isolated_unit {
    const char *key, *name;
    const char *above;  /**< name of the unit above; NULL */
    int64_t staff;      /**< people; -1: fewer than the threshold, or suppressed */
    bool is_banded;     /**< few people: shares stand in quarters and p in powers of ten */
    copse_isolation_verdict verdict;
    copse_isolation_kind kind; /**< the strongest signal, whatever the verdict */
    bool is_cut_off; /**< a fact, not a test: no recorded tie nor seat leads out of it */
    double p;                  /**< combined over the signals; NaN where none is available */
    copse_isolation_share ties, seats;
    double overlap;    /**< how often its people share CoPs, as a multiple of what is usual for units; NaN */
    double detectable; /**< the largest share that would have been confirmed; NaN: not even none at all */
    /* Diagnostics: shown, never used to flag. NaN where no tie is recorded of it. */
    double ei_index;      /**< (outside − inside) / (outside + inside) ties, Krackhardt & Stern 1988 */
    double conductance;   /**< ties that lead out over the ends of all its ties */
    double single_bridge; /**< share of its outside ties that one person holds */
    const char *accepted; /**< why it is rightly apart, as recorded; NULL */
    size_t n_history;
    const copse_unit_record *history; /**< what was recorded of it, oldest first */
    /* Of confirmed ones and of the watch-list, unless they are rightly apart. */
    size_t n_remedies;
    const copse_isolated_remedy *remedies; /**< best first, each on top of those before it */
    double ties_then, seats_then; /**< shares with all of them taken, as expected; NaN */
} copse_isolated_unit;

typedef struct copse_isolated_options {
    copse_level level;
    double q;       /**< expected share of false alarms among the confirmed; 0: 0.1 */
    size_t samples; /**< > 0: the two-mode null is sampled so often instead of the closed form */
    int remedies;   /**< at most so many for a unit; 0: 3; negative: none */
    const copse_unit_records *records; /**< what was recorded of units, or NULL; borrowed */
} copse_isolated_options;

#define COPSE_ISOLATED_OPTIONS_INIT {COPSE_LEVEL_TEAM, 0.0, 0, 0, NULL}

typedef struct copse_isolated_answer {
    copse_answer_head head;
    copse_level level;
    double q;
    size_t samples;
    bool has_ties, has_seats, has_overlap; /**< which signals could be judged */
    double usual_overlap; /**< how many times chance team mates usually share CoPs; NaN */
    double global_p;      /**< of the test that no unit at all is isolated */
    const char *headline; /**< what was measured, and what came out, in a sentence or two */
    size_t n_units; /**< all of the level, in the order in which they should be looked at */
    const copse_isolated_unit *units;
    size_t n_confirmed, n_watch, n_too_small, n_missing;
    struct copse_arena *arena;
} copse_isolated_answer;

void copse_isolated_answer_free(copse_isolated_answer *answer);

/**
 * Which units lack connections, how sure is that, and of which kind are they?
 *
 * Three signals are held against what units of the same size have: direct ties, seats in CoPs, and how much its people
 * sit in the same CoPs; see docs/formulas.md. False alarms among the confirmed are held at q.
 *
 * Under 20 units none is judged, and the answer says so.
 *
 * @return COPSE_OK, COPSE_E_DATA (no unit of the level, or nothing to judge any by), COPSE_E_INTERRUPTED,
 *         COPSE_E_NOMEM.
 * Cost: O(memberships + ties), and a fit of a few parameters to the units.
 */
copse_status copse_question_isolated(copse_isolated_answer **out, const copse_network *net,
                                     const copse_isolated_options *options, const copse_context *ctx,
                                     copse_error *err);

/**
 * What is to be kept of an answer, so that a later one can say what became of it: that confirmed units were flagged
 * (unless they are rightly apart), and what was measured of those that were flagged before. Figures as they were
 * shown.
 *
 * @param[out] out  [n_out], in the answer's arena
 * @return COPSE_OK, COPSE_E_NOMEM.
 */
copse_status copse_question_isolated_track(const copse_unit_record **out, size_t *n_out,
                                           const copse_isolated_answer *answer, copse_error *err);

/* ------------------------------------------------------------------ */
/* What was received, given and promised                               */
/* ------------------------------------------------------------------ */

typedef enum copse_giveback_side {
    COPSE_GIVEBACK_PROMISED = 0, /**< an answer, an update or something to share, for a day */
    COPSE_GIVEBACK_RECEIVED,
    COPSE_GIVEBACK_GIVEN,
    COPSE_GIVEBACK_ASKED, /**< and not answered yet */
    COPSE_GIVEBACK_SIDES
} copse_giveback_side;

/** "promised", "received", "given", "asked". Borrowed, static. */
const char *copse_giveback_side_name(copse_giveback_side side);

/** One line of the ledger. */
typedef struct copse_giveback_item {
    copse_id number; /**< what --settles takes */
    copse_exchange_kind kind;
    copse_day on;
    bool is_own;           /**< done by the member; else by another person */
    bool has_other;        /**< another person is the other end of it */
    copse_person other;    /**< as far as they may be named */
    const char *topic, *project; /**< names; NULL */
    const char *note;      /**< in words that the member may read; NULL */
    copse_day due;         /**< of what is promised, or asked; UNKNOWN */
    bool is_late;          /**< promised for a day that is past */
    int32_t cadence_days;  /**< the day it is due follows from this; -1: somebody said it */
    copse_id settles;      /**< number of the earlier one; 0 */
} copse_giveback_item;

typedef struct copse_giveback_list {
    size_t n, n_more; /**< n_more: earlier ones, not listed */
    const copse_giveback_item *items; /**< promised: soonest due first; else the latest first */
} copse_giveback_list;

/** With one CoP, or with people outside of any. */
typedef struct copse_giveback_account {
    const char *key, *name; /**< of the CoP; NULL: with people */
    copse_giveback_list sides[COPSE_GIVEBACK_SIDES];
} copse_giveback_account;

typedef struct copse_giveback_options {
    copse_index project;  /**< only what was for it; COPSE_NONE: all */
    int32_t cadence_days; /**< after so many days a CoP is due an update; 0: as often as it meets, else the rule */
} copse_giveback_options;

#define COPSE_GIVEBACK_OPTIONS_INIT {COPSE_NONE, 0}

typedef struct copse_giveback_answer {
    copse_answer_head head;
    copse_person member;
    const char *project; /**< name; NULL */
    size_t n_accounts;
    const copse_giveback_account *accounts; /**< CoPs by name, then people */
    size_t n_advice;
    const char *const *advice; /**< what to record, and how, where there is nothing yet */
    struct copse_arena *arena;
} copse_giveback_answer;

void copse_giveback_answer_free(copse_giveback_answer *answer);

/**
 * What did a member receive from which CoP, what did they give, and what did they promise? For that member alone.
 *
 * Promised: what they said they would give by a day and did not yet, what somebody asked of them by a day, and the
 * next update of a running project to a CoP that they have told of it before. Whoever only listens owes nothing.
 *
 * @param records  of the network's facts
 * @return COPSE_OK, COPSE_E_ARGUMENT (another audience; they objected), COPSE_E_DATA (records that refer to nothing),
 *         COPSE_E_NOMEM.
 * Cost: O(exchanges × log exchanges).
 */
copse_status copse_question_giveback(copse_giveback_answer **out, const copse_network *net,
                                     const copse_records *records, copse_index member,
                                     const copse_giveback_options *options, const copse_context *ctx,
                                     copse_error *err);

/* ------------------------------------------------------------------ */
/* The handbook's practice                                             */
/* ------------------------------------------------------------------ */

/** When in a project a sentence of the handbook is about. */
typedef enum copse_phase {
    COPSE_PHASE_BEFORE = 0,
    COPSE_PHASE_DURING,
    COPSE_PHASE_AFTER,
    COPSE_PHASES,
    COPSE_PHASE_ALWAYS = COPSE_PHASES /**< apart from projects */
} copse_phase;

/** "before", "during", "after", "always". Borrowed, static. */
const char *copse_phase_name(copse_phase phase);

/** One thing that people do around a CoP, and the command that helps with it. All text is static. */
typedef struct copse_handbook_sentence {
    const char *id; /**< "before-join" */
    copse_phase phase;
    const char *text;
    const char *command; /**< "copse brief" */
} copse_handbook_sentence;

/** All sentences, in the order in which they are done; docs/handbook.md explains each. Borrowed, static. */
size_t copse_handbook_count(void);
const copse_handbook_sentence *copse_handbook_get(size_t i);

/* ------------------------------------------------------------------ */
/* Before, during and after a project                                  */
/* ------------------------------------------------------------------ */

/** One line of a brief. */
typedef struct copse_brief_line {
    const char *text;             /**< in words */
    const char *community, *topic; /**< keys; NULL */
    bool has_person;
    copse_person person; /**< may be named to this audience */
    copse_day day;       /**< since when, or by when; UNKNOWN */
    bool is_due;         /**< now */
    const char *command; /**< what to type next; NULL */
} copse_brief_line;

/** What serves one sentence of the handbook. */
typedef struct copse_brief_point {
    const copse_handbook_sentence *sentence;
    size_t n_lines;
    const copse_brief_line *lines;
    const char *empty;         /**< where there is no line: what that means */
    const char *empty_command; /**< and what to type then; NULL */
} copse_brief_point;

typedef struct copse_brief_phase {
    copse_phase phase;
    bool is_current;
    size_t n_points;
    const copse_brief_point *points;
} copse_brief_phase;

/** All pointers are borrowed. A project brings its topics, team and site; what is given beside it comes first. */
typedef struct copse_brief_options {
    copse_index project; /**< of the records; COPSE_NONE: none that is stored */
    const copse_index *topics;
    size_t n_topics;
    copse_index team, site;
    copse_mode mode;      /**< how CoPs are to meet; UNKNOWN: any */
    int32_t cadence_days; /**< a CoP is told of the project so often; 0: as often as it meets, else the rule */
    unsigned phases;      /**< one bit a copse_phase; 0: all */
} copse_brief_options;

#define COPSE_BRIEF_OPTIONS_INIT                                                                                       \
    {                                                                                                                  \
        COPSE_NONE, NULL, 0, COPSE_NONE, COPSE_NONE, COPSE_MODE_UNKNOWN, 0, 0                                          \
    }

typedef struct copse_brief_answer {
    copse_answer_head head;
    const char *project, *project_name; /**< NULL: none that is stored */
    const char *team, *team_name;       /**< NULL: nobody's */
    copse_day starts, ends;
    size_t n_topics;
    const copse_topic_match *topics; /**< keys and names */
    size_t n_phases;
    const copse_brief_phase *phases; /**< the current one first */
    struct copse_arena *arena;
} copse_brief_answer;

void copse_brief_answer_free(copse_brief_answer *answer);

/**
 * Before, during and after a project: which CoPs, whom to ask, whom to tell, what stayed open?
 *
 * Every line serves a sentence of the handbook. The phase that the project's dates say comes first; without dates
 * all are as they come. People are named as far as the audience may know them, and numbers of people are rounded.
 *
 * @return COPSE_OK, COPSE_E_ARGUMENT (no topic), COPSE_E_DATA (records that refer to nothing), COPSE_E_INTERRUPTED,
 *         COPSE_E_NOMEM.
 * Cost: that of copse_question_decide(), and O(members of the topics + exchanges log exchanges).
 */
copse_status copse_question_brief(copse_brief_answer **out, const copse_network *net, const copse_records *records,
                                  const copse_brief_options *options, const copse_context *ctx, copse_error *err);

/* ------------------------------------------------------------------ */
/* What a team learned                                                 */
/* ------------------------------------------------------------------ */

/** Words that somebody of the team shared about a CoP. */
typedef struct copse_debrief_note {
    copse_person author; /**< as far as they may be named */
    copse_day on;
    copse_exchange_kind kind;
    const char *topic; /**< name; NULL */
    const char *note;
} copse_debrief_note;

/** Two of the team in one CoP, whose notes differ and who have not come together since. Both may be named. */
typedef struct copse_debrief_pair {
    copse_person a, b;
    copse_day met; /**< when they last came together; UNKNOWN: not recorded */
} copse_debrief_pair;

/** A CoP with two or more of the team in it who may be named to this audience. */
typedef struct copse_debrief_community {
    const char *key, *name;
    size_t n_topics, n_members, n_notes, n_pairs;
    const char *const *topics; /**< names, what it is most about first */
    const copse_person *members; /**< by name */
    const copse_debrief_note *notes; /**< since the last debrief, the latest first */
    const copse_debrief_pair *pairs;
} copse_debrief_community;

/** What was said would be done, and is not done. */
typedef struct copse_open_action {
    copse_id number; /**< what 'copse record done' takes */
    const char *what;
    const char *of; /**< name of the team or project */
    bool has_who;
    copse_person who; /**< as far as they may be named */
    copse_day on, due;
    bool is_late;
} copse_open_action;

typedef struct copse_debrief_answer {
    copse_answer_head head;
    const char *team, *team_name;
    copse_day last;        /**< the last debrief; UNKNOWN: none is recorded */
    const char *last_note; /**< what was learned then; NULL */
    size_t n_communities, n_actions, n_advice;
    const copse_debrief_community *communities; /**< by name */
    const copse_open_action *actions; /**< soonest due first */
    const char *const *advice; /**< what to record, and how, where there is nothing yet */
    struct copse_arena *arena;
} copse_debrief_answer;

void copse_debrief_answer_free(copse_debrief_answer *answer);

/**
 * Who of a team is in the same CoP, what did each share with the team, who has not compared notes, what is not done?
 * Only notes that their author shared with this audience are read.
 *
 * @param team  with all teams below it
 * @param ctx   for the team itself, or for the steward with a reason
 * @return COPSE_OK, COPSE_E_ARGUMENT (another audience), COPSE_E_DATA (records that refer to nothing), COPSE_E_NOMEM.
 * Cost: O(members + exchanges), and for each CoP the people of the team in it × those of them who wrote.
 */
copse_status copse_question_debrief(copse_debrief_answer **out, const copse_network *net,
                                    const copse_records *records, copse_index team, const copse_context *ctx,
                                    copse_error *err);

/* ------------------------------------------------------------------ */
/* How CoPs fare                                                       */
/* ------------------------------------------------------------------ */

/**
 * A count of some members of a CoP. For anybody but the steward it is rounded to the threshold, and where it is under
 * it only that is said.
 */
typedef struct copse_health_count {
    bool is_known; /**< false: nothing that it could be counted from is recorded, or the CoP's size is not shown */
    bool is_few;   /**< under the threshold, 0 included: how many is not said */
    int64_t value; /**< 0 where it is not said */
} copse_health_count;

/** A topic of a CoP, and who holds it: with a saturated evidence of at least the rule experience.enough. */
typedef struct copse_health_topic {
    const char *key, *name;
    copse_health_count holders; /**< among all staff */
    copse_health_count inside;  /**< of these, members of the CoP */
} copse_health_topic;

/** One whole quarter of the calendar. */
typedef struct copse_health_quarter {
    copse_day first, last;
    copse_health_count joined, left; /**< with a recorded date; who comes back at once has not left */
} copse_health_quarter;

/** Members of a CoP who work in one place, as published. */
typedef struct copse_health_place {
    const char *key, *name;
    copse_public_count members; /**< above 0, or not shown */
} copse_health_place;

/** A CoP that does much the same. */
typedef struct copse_health_twin {
    const char *key, *name;
    double topics;    /**< cosine of their topics, in [0, 1] */
    bool is_of_same;  /**< more people are in both than chance has it */
    copse_health_count both; /**< people in both, for the steward; else not known */
    double expected;  /**< by chance, for the steward; else NaN */
} copse_health_twin;

/** Somebody on whom much rests. Figures are for the steward; else 0, -1 and NaN. */
typedef struct copse_health_person {
    copse_person person;
    size_t n_topics;
    const char *const *topics; /**< names of topics that nobody else in the CoP holds */
    int64_t cut_off;   /**< members who would be apart from most of the others without them; -1: no ties recorded */
    int64_t only_link; /**< other CoPs to which nobody else of this one belongs */
    double share;      /**< of what members contributed in the last four quarters; NaN: none is recorded */
} copse_health_person;

typedef struct copse_health_community {
    const char *key, *name;
    copse_community_status status; /**< as recorded */
    copse_activity activity;
    bool is_dormant; /**< recorded so, or neither exchange nor joining for the rule active.days */
    copse_public_count members;    /**< as published; the steward's as it is */
    copse_health_count core, active, peripheral; /**< by their contributions in the last four quarters */
    copse_health_count experts;    /**< staff who hold at least one of its topics */
    double coverage;               /**< share of these who are members; in quarters but for the steward; NaN */
    size_t n_topics_in_all;
    size_t n_topics_few;           /**< that few of its members hold: one, or under the threshold but for the steward */
    size_t n_topics_none;          /**< that none of its members holds; 0 but for the steward */
    copse_health_count key_people; /**< on whom a topic or the holding together rests; for the steward */
    size_t n_teams, n_sites;       /**< places in which somebody of it works, by published counts */
    double largest_share;          /**< of the published size, that one team has; NaN: not shown */
    copse_health_count joined, left; /**< in the last four quarters */
    size_t n_twins;
    const copse_health_twin *twins; /**< most alike first */
    /* Of a single CoP; else empty. */
    size_t n_topics, n_quarters, n_team_rows, n_site_rows, n_people;
    const copse_health_topic *topics;
    const copse_health_quarter *quarters; /**< oldest first */
    const copse_health_place *teams, *sites;
    const copse_health_person *people; /**< those who may be named to this audience */
    bool has_unnamed;                  /**< others, not named, stand there */
} copse_health_community;

typedef struct copse_health_answer {
    copse_answer_head head;
    bool is_of_one;   /**< a single CoP, with all that is known of it */
    int rounded_to;   /**< 1: counts are as they are */
    copse_day from, to; /**< the last four whole quarters: what counts as recent; UNKNOWN without a day */
    size_t n_communities;
    const copse_health_community *communities; /**< by key */
    struct copse_arena *arena;
} copse_health_answer;

void copse_health_answer_free(copse_health_answer *answer);

/**
 * How does a CoP fare, or how do all: who takes part, what it covers, what rests on few, what it doubles, whether it
 * sleeps, where its members are, who came and went? Prompts to look, not grades.
 *
 * Sensitive and closed CoPs take no part. Figures of people are for the steward with a reason; anybody else reads
 * published counts and what is rounded, and of a CoP whose size is not published nothing about its members.
 *
 * @param community  COPSE_NONE: all
 * @return COPSE_OK, COPSE_E_ARGUMENT (a steward without a reason; a CoP that takes no part), COPSE_E_INTERRUPTED,
 *         COPSE_E_NOMEM.
 * Cost: O(memberships + expertise + exchanges + ties), and the pairs of CoPs that share a topic.
 */
copse_status copse_question_health(copse_health_answer **out, const copse_network *net, copse_index community,
                                   const copse_context *ctx, copse_error *err);

/* The whole picture, for a meeting                                    */
/* ------------------------------------------------------------------ */

/** A team that has few connections, surely or perhaps. */
typedef struct copse_overview_team {
    const char *key, *name;
    const char *above; /**< name of the unit above; NULL */
    copse_public_count staff;
    copse_isolation_verdict verdict; /**< CONFIRMED or WATCH */
    const char *accepted;            /**< why it is rightly apart, for the steward; NULL */
    /* For the steward; else NaN, and a remedy says only what it is. */
    bool is_banded;
    copse_isolation_kind kind;
    copse_isolation_share ties, seats;
    size_t n_remedies;
    const copse_isolated_remedy *remedies; /**< best first */
} copse_overview_team;

/** How well memberships that were hidden from the model were found again when it was fitted: NDCG in [0, 1], or NaN. */
typedef struct copse_overview_proof {
    double chosen, popularity;  /**< on those that its options were chosen by */
    int64_t members;            /**< whose memberships were hidden from the choice as well, rounded but for the
                                     steward; 0: none were, or few */
    double apart;               /**< on these */
    const char *rival;          /**< kind of the best other model on these; NULL */
    double rival_apart;
} copse_overview_proof;

typedef struct copse_overview_options {
    const copse_status_report *status; /**< of the store that the network is of */
    const copse_check_report *check;   /**< NULL: nothing was checked */
    const copse_unit_records *units;   /**< what was recorded of teams; NULL: nothing */
    const copse_records *records;      /**< for actions; NULL: none */
} copse_overview_options;

/** Free with copse_overview_answer_free(). */
typedef struct copse_overview_answer {
    copse_answer_head head;
    copse_start_answer *start; /**< what the data hold and lack, and to how many each CoP is suggested; freed with this */
    bool is_judged;                  /**< teams could be judged */
    const char *judged_by;           /**< "direct ties and seats in CoPs"; NULL where none are */
    copse_day judged_on;             /**< the day that counts are of; for the steward the as-of day */
    int64_t n_judged;                /**< teams; but for the steward those whose size is shown */
    int64_t n_few, n_perhaps_few, n_too_small, n_missing; /**< of these */
    size_t n_teams;
    const copse_overview_team *teams; /**< those with few, then those with perhaps few */
    copse_health_answer *health;      /**< of all CoPs; freed with this */
    bool has_actions;                 /**< any was ever recorded */
    copse_public_count open, late;    /**< actions that are not done; of these, whose day is past */
    copse_overview_proof proof;
    int64_t communities_shown, communities_hidden; /**< whose size is shown, and is not */
    int64_t teams_shown, teams_hidden;
    struct copse_arena *arena;
} copse_overview_answer;

void copse_overview_answer_free(copse_overview_answer *answer);

/**
 * The whole picture for a meeting: what copse_question_start() says, teams that lack connections with what would help
 * them, how CoPs fare, open actions, how far to trust the suggestions, and what is not shown.
 *
 * For the trust, a team or the steward (with a reason). The test of connections reads exact counts, so for anybody but
 * the steward a team stands there in a word, only where its size is shown, judged as of the day that published counts
 * are of, and what would help has no figures.
 *
 * @param model  NULL: nothing could be learned
 * @return COPSE_OK, COPSE_E_ARGUMENT (for oneself; a steward without a reason), COPSE_E_INTERRUPTED, COPSE_E_NOMEM,
 *         COPSE_E_NUMERIC.
 * Cost: that of copse_question_start(), copse_question_isolated() and copse_question_health().
 */
copse_status copse_question_overview(copse_overview_answer **out, const copse_network *net, const copse_model *model,
                                     const copse_overview_options *options, const copse_context *ctx,
                                     copse_error *err);

/* ------------------------------------------------------------------ */
/* What changed                                                        */
/* ------------------------------------------------------------------ */

/** One of the two that are compared. */
typedef struct copse_compare_side {
    int64_t data_version;
    copse_day as_of;
} copse_compare_side;

/** What a unit has of ties or seats as a share of what units of its size have, then and now. */
typedef struct copse_compare_share {
    double before, after; /**< NaN: not known */
    double p;             /**< how likely so large a change is where nothing changed but by chance; NaN */
    bool exceeds;         /**< the change is more than that, false alarms among all such held at q */
} copse_compare_share;

typedef struct copse_compare_unit {
    const char *key, *name;
    bool is_banded; /**< few people: shares stand in quarters and p in powers of ten */
    copse_isolation_verdict before, after;
    copse_compare_share ties, seats;
    int direction;  /**< -1: more isolated, 1: less, by the surer of those that exceed; 0: neither does */
} copse_compare_unit;

/** A thing that is there now and was not, or the other way round. */
typedef struct copse_compare_thing {
    const char *key, *name;
} copse_compare_thing;

typedef struct copse_compare_community {
    const char *key, *name;
    copse_public_count before, after;
} copse_compare_community;

/** A link that was between two units, or two CoPs, and is no more. */
typedef struct copse_compare_bridge {
    copse_compare_thing a, b;
    double weight;  /**< that it had */
    bool is_apart;  /**< no other path leads from one to the other now */
} copse_compare_bridge;

typedef struct copse_compare_bridges {
    bool is_compared;   /**< for the steward, where the same is recorded of both */
    const char *ties;   /**< what they are made of; NULL */
    size_t n_before, n_lost, n_gained, n;
    const copse_compare_bridge *lost; /**< [n] those that leave two apart first, then the strongest; at most ten */
} copse_compare_bridges;

typedef struct copse_compare_options {
    copse_level level;
    double q; /**< expected share of false alarms among changes that exceed their uncertainty; 0: the rule's */
} copse_compare_options;

#define COPSE_COMPARE_OPTIONS_INIT {COPSE_LEVEL_TEAM, 0.0}

typedef struct copse_compare_answer {
    copse_answer_head head; /**< of the later one */
    copse_compare_side before, after;
    copse_level level;
    double q;
    bool units_are_compared; /**< for the steward, where both can be judged */
    size_t n_units;
    const copse_compare_unit *units; /**< in both; what changed most surely first */
    size_t n_new_units, n_gone_units;
    const copse_compare_thing *new_units, *gone_units;
    bool sizes_are_compared; /**< false: counts of one version of the data are published of one day only */
    size_t n_communities, n_new_communities, n_gone_communities;
    const copse_compare_community *communities; /**< in both, whose size changed; the most first */
    const copse_compare_thing *new_communities, *gone_communities;
    copse_compare_bridges unit_bridges, community_bridges;
    size_t n_covered, n_uncovered;
    const copse_compare_thing *covered, *uncovered; /**< topics that a CoP with somebody in it is about, newly or no more */
    struct copse_arena *arena;
} copse_compare_answer;

void copse_compare_answer_free(copse_compare_answer *answer);

/**
 * What changed between two networks, of two stores or of two days: which units became more or less isolated, and is
 * that more than chance; which CoPs grew or shrank; which links between units and CoPs are gone; which topics are
 * covered now. Things are the same where their keys are.
 *
 * Changes of units and links are for the steward; anybody else reads published counts.
 *
 * @return COPSE_OK, COPSE_E_ARGUMENT (for oneself), COPSE_E_INTERRUPTED, COPSE_E_NOMEM.
 * Cost: that of judging both for isolation, and of the ties between units and between CoPs of both.
 */
copse_status copse_question_compare(copse_compare_answer **out, const copse_network *before,
                                    const copse_network *after, const copse_compare_options *options,
                                    const copse_context *ctx, copse_error *err);

/* ------------------------------------------------------------------ */
/* One measure: centrality, brokerage, similarity                      */
/* ------------------------------------------------------------------ */

/** What a measure is taken of. */
typedef enum copse_things {
    COPSE_THINGS_MEMBERS = 0, /**< for the steward only */
    COPSE_THINGS_TEAMS,
    COPSE_THINGS_COMMUNITIES,
    COPSE_THINGS_TOPICS
} copse_things;

/** "members", "teams", "communities", "topics". Borrowed, static. */
const char *copse_things_name(copse_things things);
bool copse_things_parse(copse_things *out, const char *word);

/** One bit a copse_things. */
#define COPSE_OF(things) (1U << (things))

/** What there is to know of a measure before one relies on it. All text is static. */
typedef struct copse_measure_info {
    const char *name;     /**< "closeness" */
    unsigned of;          /**< COPSE_OF() bits of what it can be taken of */
    bool is_of_pairs;     /**< it says how alike two things are */
    bool less_is_more;    /**< the smallest value stands first */
    bool counts_people;   /**< rounded to the threshold unless it is for the steward */
    const char *unit;     /**< "neighbours"; what a value of 1 is one of */
    const char *meaning;  /**< in plain words */
    const char *caution;  /**< what it does not mean */
    const char *formula;
    const char *apart;    /**< what it does with isolates and with several connected parts */
    const char *cost;
    const char *source;
} copse_measure_info;

/** All measures, by family. Borrowed, static. */
size_t copse_measure_count(void);
const copse_measure_info *copse_measure_get(size_t i);

/** @return COPSE_OK, COPSE_E_ARGUMENT (err->next suggests a close name). */
copse_status copse_measure_find(const copse_measure_info **out, const char *name, copse_error *err);

/** A thing, or a person as far as they may be named. */
typedef struct copse_measured_thing {
    const char *key, *name; /**< NULL: not named, or the second of a measure that is not of pairs */
} copse_measured_thing;

typedef struct copse_measure_row {
    int64_t place; /**< equal values share one; 0 where the value is undefined */
    copse_measured_thing a, b;
    double value; /**< NaN: undefined */
    double error; /**< half of a 95 % interval where it was estimated from a sample; else NaN */
} copse_measure_row;

typedef struct copse_measure_options {
    const copse_measure_info *measure;
    unsigned of;       /**< one COPSE_OF() bit; 0: communities, or else what comes first */
    copse_index topic; /**< of measures that begin somewhere; COPSE_NONE: anywhere alike */
    size_t top;        /**< rows; 0: 20 */
} copse_measure_options;

#define COPSE_MEASURE_OPTIONS_INIT {NULL, 0, COPSE_NONE, 0}

typedef struct copse_measure_answer {
    copse_answer_head head;
    const copse_measure_info *measure;
    copse_things things;
    const char *topic;         /**< name of the topic that it begins at; NULL */
    const char *ties;          /**< what ties the things together; NULL where no tie is used */
    int64_t n_things;          /**< that were measured */
    int64_t n_ties, n_parts, n_alone; /**< of the graph; -1 where no tie is used */
    int64_t n_small;           /**< things of so few people that they are not listed */
    int64_t n_undefined;       /**< listed things whose value is undefined, after all others */
    size_t n_in_all, n_rows;
    const copse_measure_row *rows; /**< the first of them */
    struct copse_arena *arena;
} copse_measure_answer;

void copse_measure_answer_free(copse_measure_answer *answer);

/**
 * One measure of every member, team, CoP or topic, or of their pairs, with its meaning.
 *
 * Sensitive and closed CoPs take no part. Values have 9 significant digits for the steward; for anybody else 3,
 * units of fewer people than the threshold are left out, and so are pairs of CoPs of which fewer are in both, or
 * in one of them only.
 *
 * @return COPSE_OK, COPSE_E_ARGUMENT (no such level of the measure; members for anybody but the steward with a
 *         reason), COPSE_E_DATA (nothing holds the topic), COPSE_E_NUMERIC (no convergence), COPSE_E_INTERRUPTED,
 *         COPSE_E_NOMEM.
 * Cost: that of the measure, and O(n log n); pairs: those that have something in common.
 */
copse_status copse_question_measure(copse_measure_answer **out, const copse_network *net,
                                    const copse_measure_options *options, const copse_context *ctx,
                                    copse_error *err);

/* ------------------------------------------------------------------ */
/* The map of a network                                                */
/* ------------------------------------------------------------------ */

/** What a map is of: everything, or one thing with what is tied to it. */
typedef enum copse_map_of {
    COPSE_MAP_OF_TRUST = 0,
    COPSE_MAP_OF_TEAM, /**< a team, or a unit with all teams below it */
    COPSE_MAP_OF_COMMUNITY,
    COPSE_MAP_OF_MEMBER, /**< who may be named to the audience */
    COPSE_MAP_OF_TOPIC
} copse_map_of;

/** "trust", "team", "community", "member", "topic". Borrowed, static. */
const char *copse_map_of_name(copse_map_of of);
bool copse_map_of_parse(copse_map_of *out, const char *word);

typedef enum copse_map_kind {
    COPSE_MAP_UNIT = 0, /**< stands above teams; has no place */
    COPSE_MAP_SITE,     /**< has no place */
    COPSE_MAP_TOPIC,    /**< has no place */
    COPSE_MAP_TEAM,
    COPSE_MAP_COMMUNITY,
    COPSE_MAP_PERSON, /**< who may be named to the audience; stands around their team */
    COPSE_MAP_KINDS
} copse_map_kind;

/** "unit", "site", "topic", "team", "community", "person". Borrowed, static. */
const char *copse_map_kind_name(copse_map_kind kind);

/** One thing of a map. */
typedef struct copse_map_mark {
    copse_map_kind kind;
    const char *key, *name;
    int32_t above;            /**< mark of the unit above, of a person's team, of a broader topic; -1 */
    int32_t site;             /**< mark of a CoP's site; for the steward of a team's, where most work; -1 */
    double x, y;              /**< a unit is the distance of two marks side by side; NaN: it has no place */
    copse_public_count people; /**< of a team, unit or CoP */
    /* Of a team. */
    bool is_judged; /**< its connections may be judged before this audience */
    copse_isolation_verdict verdict;
    copse_isolation_kind signal;         /**< the strongest, for the steward only */
    copse_isolation_share ties, seats;   /**< for the steward only, else NaN */
    /* Of a CoP. */
    copse_mode mode;
    copse_community_status status;
    copse_openness openness;
    copse_activity activity;
    const char *description, *contact, *meets; /**< NULL: not recorded, or not for this audience */
    copse_day since; /**< when a CoP was founded */
} copse_map_mark;

/** One tie of a map: people of a team in a CoP, a topic of a CoP, a person in a CoP. */
typedef struct copse_map_link {
    int32_t from;              /**< mark of the team, topic or person */
    int32_t to;                /**< mark of the CoP */
    copse_public_count people; /**< of the team in the CoP; of others not shown */
    copse_day since; /**< when a person joined; for the steward also when the first of those of a team did */
} copse_map_link;

/** Where a team or CoP stood on an earlier map. */
typedef struct copse_kept_place {
    copse_map_kind kind;
    const char *key;
    double x, y;
} copse_kept_place;

/** Free with copse_kept_places_free(). */
typedef struct copse_kept_places {
    size_t n;
    const copse_kept_place *rows;
    struct copse_arena *arena;
} copse_kept_places;

void copse_kept_places_free(copse_kept_places *places);

/** The places that the store keeps. @return COPSE_OK, COPSE_E_STORE (a row is damaged), COPSE_E_NOMEM. */
copse_status copse_store_read_places(copse_kept_places **out, copse_store *store, copse_error *err);

typedef struct copse_map_options {
    copse_map_of of;
    copse_index thing;   /**< the team, community, member or topic */
    bool shows_people;   /**< also who may be named */
    const copse_kept_places *kept; /**< what stood somewhere stays there, to the bit; NULL: everything is placed anew */
} copse_map_options;

#define COPSE_MAP_OPTIONS_INIT {COPSE_MAP_OF_TRUST, COPSE_NONE, false, NULL}

typedef struct copse_map_answer {
    copse_answer_head head;
    copse_map_of of;
    const char *of_key, *of_name; /**< of the thing; NULL for the trust */
    bool shows_people;
    int threshold; /**< smallest count that is shown */
    copse_day counted; /**< the day that counts and people are of */
    copse_public_count staff, in_no_community;
    size_t n_of[COPSE_MAP_KINDS];
    size_t n_marks; /**< by kind, then in the order of the facts */
    const copse_map_mark *marks;
    size_t n_links; /**< by from, then to */
    const copse_map_link *links;
    size_t n_few, n_perhaps_few; /**< teams that surely, and that perhaps, have few connections */
    bool is_judged;              /**< some are */
    const char *judged_by;       /**< "direct ties and CoP links"; NULL where none are */
    size_t n_stayed;             /**< teams and CoPs that stand where the options' kept had them */
    struct copse_arena *arena;
} copse_map_answer;

void copse_map_answer_free(copse_map_answer *answer);

/**
 * What does our knowledge network look like? Teams, CoPs and topics with what ties them, each with a place.
 *
 * For the trust and for a team everything is as of the day of the last import and every count is a published one;
 * whether a team has few connections is then said in a word, of teams whose size is shown. People are shown where the
 * options say so, as far as they may be named and where that does not tell who else is in the CoP. Sensitive and closed CoPs are not shown.
 *
 * @return COPSE_OK, COPSE_E_ARGUMENT (the steward without a reason), COPSE_E_NOT_FOUND (a thing of which nothing may
 *         be shown), COPSE_E_INTERRUPTED, COPSE_E_NOMEM, COPSE_E_NUMERIC.
 * Cost: O(memberships + teams × CoPs), the test of isolation, and the layout of teams and CoPs.
 */
copse_status copse_question_map(copse_map_answer **out, const copse_network *net, const copse_map_options *options,
                                const copse_context *ctx, copse_error *err);

/**
 * Keep where a map of the trust put teams and CoPs. It is state: no model becomes stale.
 * @return COPSE_OK, COPSE_E_ARGUMENT (a map for the steward, placed by exact counts, or of one thing), COPSE_E_STORE,
 *         COPSE_E_INTERRUPTED, COPSE_E_NOMEM.
 */
copse_status copse_store_keep_places(copse_store *store, const copse_map_answer *map, const copse_context *ctx,
                                     copse_error *err);

/* ------------------------------------------------------------------ */
/* A map as a graph, for other programs                                */
/* ------------------------------------------------------------------ */

/** What a graph is of: things tied to CoPs, or one kind of thing tied to its like by what both are tied to. */
typedef enum copse_graph_mode {
    COPSE_GRAPH_TWO_MODE = 0, /**< teams, topics and people, each tied to CoPs */
    COPSE_GRAPH_TEAMS,        /**< by CoPs that both are in */
    COPSE_GRAPH_COMMUNITIES,  /**< by teams that are in both */
    COPSE_GRAPH_TOPICS,       /**< by CoPs that are about both */
    COPSE_GRAPH_PEOPLE        /**< by CoPs that both are in */
} copse_graph_mode;

/** "two-mode", "teams", "communities", "topics", "people". Borrowed, static. */
const char *copse_graph_mode_name(copse_graph_mode mode);
bool copse_graph_mode_parse(copse_graph_mode *out, const char *word);

typedef struct copse_graph_node {
    int32_t mark;  /**< of the map */
    int32_t block; /**< community of the graph, found by the Leiden algorithm, numbered from 0 */
    double x, y;   /**< a unit is the distance of two marks side by side */
} copse_graph_node;

typedef struct copse_graph_tie {
    int32_t a, b;  /**< nodes */
    double weight; /**< two-mode: people of the team in the CoP, where that is shown, else 1; one-mode: Σ over what both are
                        tied to of 1/(k − 1), of k things there */
    int64_t shared;            /**< one-mode: how many things both are tied to; two-mode: 0 */
    copse_public_count people; /**< two-mode: of a team in a CoP */
    copse_day since;           /**< as the map has it; UNKNOWN */
} copse_graph_tie;

/** Free with copse_graph_answer_free(). */
typedef struct copse_graph_answer {
    const copse_map_answer *map; /**< borrowed */
    copse_graph_mode mode;
    size_t n_nodes, n_ties, n_blocks;
    const copse_graph_node *nodes; /**< in the order of the map's marks */
    const copse_graph_tie *ties;   /**< each once, by a, then b */
    struct copse_arena *arena;
} copse_graph_answer;

void copse_graph_answer_free(copse_graph_answer *answer);

/**
 * A map as a graph: what it shows and nothing else, so that it is for the map's audience.
 *
 * @return COPSE_OK, COPSE_E_INTERRUPTED, COPSE_E_NOMEM, COPSE_E_NUMERIC.
 * Cost: two-mode O(marks + links); one-mode Σ over what things are tied to of k², and nodes²; and finding communities.
 */
copse_status copse_question_graph(copse_graph_answer **out, const copse_map_answer *map, copse_graph_mode mode,
                                  const copse_context *ctx, copse_error *err);

/* ------------------------------------------------------------------ */
/* Reports: an answer as text, JSON, CSV or a page                     */
/* ------------------------------------------------------------------ */

typedef enum copse_format { COPSE_TEXT = 0, COPSE_JSON, COPSE_CSV, COPSE_HTML } copse_format;

/** Where rendered bytes go. write returns COPSE_OK or why not. */
typedef struct copse_sink {
    copse_status (*write)(void *user, const char *bytes, size_t n, copse_error *err);
    void *user;
    /** Takes the cells of a table in place of its CSV: a workbook's. NULL: bytes only. */
    copse_status (*write_cells)(void *user, const char *cells, size_t n, copse_error *err);
} copse_sink;

typedef struct copse_render {
    copse_format format;
    bool colour;      /**< text only */
    bool show_scores; /**< pages: scores are left out unless asked for */
    int width;        /**< text only; 0: 80 */
    bool draws;       /**< text only: bars and trends, made of block letters */
} copse_render;

#define COPSE_RENDER_INIT {COPSE_TEXT, false, false, 0, false}

/* Each writes the answer to the sink. @return COPSE_OK, COPSE_E_ARGUMENT (no such format of this answer),
 * COPSE_E_NOMEM, what the sink returned. */
copse_status copse_report_join(const copse_sink *sink, const copse_join_answer *answer,
                               const copse_render *render, copse_error *err);
copse_status copse_report_explain(const copse_sink *sink, const copse_explain_answer *answer,
                                  const copse_render *render, copse_error *err);
copse_status copse_report_import(const copse_sink *sink, const copse_import_report *report,
                                 const copse_render *render, const copse_context *ctx, copse_error *err);

/** A table as a workbook for Excel: one sheet, the first row frozen, numbers and days as such, no formula. */
typedef struct copse_workbook copse_workbook;

/**
 * @param[out] out  empty; caller frees with copse_workbook_free()
 * @param name      of its sheet, at most 31 characters; borrowed until then
 */
copse_status copse_workbook_new(copse_workbook **out, const char *name, copse_error *err);
void copse_workbook_free(copse_workbook *book);

/** A sink that collects in the book the table of an answer rendered as COPSE_CSV. Borrows the book. */
copse_sink copse_workbook_sink(copse_workbook *book);

/**
 * Write the workbook's bytes, the same for the same table.
 *
 * @return COPSE_OK, COPSE_E_ARGUMENT (more rows than a sheet has: 1,048,576), COPSE_E_STORE (no temporary file),
 * COPSE_E_NOMEM, what the sink returned.
 */
copse_status copse_workbook_write(const copse_sink *to, const copse_workbook *book, copse_error *err);

/** What a person has to decide, as a file of decisions to fill in. */
copse_status copse_report_questions(const copse_sink *sink, const copse_import_report *report, copse_error *err);
copse_status copse_report_check(const copse_sink *sink, const copse_check_report *report,
                                const copse_render *render, const copse_context *ctx, copse_error *err);
copse_status copse_report_status(const copse_sink *sink, const copse_status_report *report,
                                 const copse_render *render, const copse_context *ctx, copse_error *err);
copse_status copse_report_model(const copse_sink *sink, const copse_model_summary *summary,
                                const copse_render *render, const copse_context *ctx, copse_error *err);
copse_status copse_report_account(const copse_sink *sink, const copse_account *account,
                                  const copse_render *render, const copse_context *ctx, copse_error *err);
copse_status copse_report_found(const copse_sink *sink, const copse_found_answer *answer,
                                const copse_render *render, copse_error *err);
copse_status copse_report_talk(const copse_sink *sink, const copse_talk_answer *answer,
                               const copse_render *render, copse_error *err);
copse_status copse_report_pair(const copse_sink *sink, const copse_pair_answer *answer,
                               const copse_render *render, copse_error *err);
copse_status copse_report_evaluate(const copse_sink *sink, const copse_evaluate_answer *answer,
                                   const copse_render *render, copse_error *err);
copse_status copse_report_isolated(const copse_sink *sink, const copse_isolated_answer *answer,
                                   const copse_render *render, copse_error *err);
copse_status copse_report_decide(const copse_sink *sink, const copse_decide_answer *answer,
                                 const copse_render *render, copse_error *err);

copse_status copse_report_giveback(const copse_sink *sink, const copse_giveback_answer *answer,
                                   const copse_render *render, copse_error *err);
copse_status copse_report_brief(const copse_sink *sink, const copse_brief_answer *answer,
                                const copse_render *render, copse_error *err);
copse_status copse_report_debrief(const copse_sink *sink, const copse_debrief_answer *answer,
                                  const copse_render *render, copse_error *err);
copse_status copse_report_health(const copse_sink *sink, const copse_health_answer *answer,
                                 const copse_render *render, copse_error *err);

copse_status copse_report_compare(const copse_sink *sink, const copse_compare_answer *answer,
                                  const copse_render *render, copse_error *err);

copse_status copse_report_measure(const copse_sink *sink, const copse_measure_answer *answer,
                                  const copse_render *render, copse_error *err);

/** What a page of a map shows beside the map. */
typedef struct copse_map_page {
    const char *title;        /**< NULL: a title of Copse's own */
    const unsigned char *logo; /**< [n_logo] a PNG, JPEG or SVG picture; NULL: none */
    size_t n_logo;
} copse_map_page;

#define COPSE_MAP_PAGE_INIT {NULL, NULL, 0}

/**
 * As HTML: one page that needs no other file and makes no request. As text: what is in it. As JSON: all of it. As CSV: the
 * marks.
 * @return COPSE_E_ARGUMENT also for a logo of another kind.
 */
copse_status copse_report_map(const copse_sink *sink, const copse_map_answer *answer, const copse_map_page *page,
                              const copse_render *render, copse_error *err);

/** Bytes of the largest page that copse_report_read_map() takes. */
#define COPSE_MAP_PAGE_MOST ((size_t)64 * 1024 * 1024)

/**
 * Where teams and CoPs stood on a page that copse_report_map() made, for the kept of copse_map_options: the same to the
 * bit. The page may come from anybody: whatever else the bytes are is refused, and what reading takes is bounded.
 *
 * @param[out] out  caller frees with copse_kept_places_free()
 * @param page      [n] the file's bytes; borrowed
 * @param audience  whom the new map is for
 * @return COPSE_OK, COPSE_E_DATA (no map's page, of another version of Copse, damaged, or larger than
 *         COPSE_MAP_PAGE_MOST), COPSE_E_ARGUMENT (the steward's page for a map of others), COPSE_E_NOMEM.
 * Cost: O(page); memory of at most some hundred megabytes, whatever the page says of itself.
 */
copse_status copse_report_read_map(copse_kept_places **out, const char *page, size_t n, copse_audience audience,
                                   copse_error *err);

/** All measures with their meaning, as `copse help measures` prints them. */
copse_status copse_report_measures(const copse_sink *sink, const copse_render *render, const copse_context *ctx,
                                   copse_error *err);

/** CSV: the table of communities. */
copse_status copse_report_start(const copse_sink *sink, const copse_start_answer *answer,
                                const copse_render *render, copse_error *err);

/**
 * The map as one SVG picture, legend inside: teams and CoPs with what ties them, and names wherever there is room.
 * @param title  NULL: one of Copse's own
 */
copse_status copse_report_map_svg(const copse_sink *sink, const copse_map_answer *answer, const char *title,
                                  copse_error *err);

/** The same as a PNG picture, two of its pixels for one. @return COPSE_E_NUMERIC also where it cannot be drawn. */
copse_status copse_report_map_png(const copse_sink *sink, const copse_map_answer *answer, const char *title,
                                  copse_error *err);

/** How a graph is written for other programs; the CSVs are of nodes or of ties. */
typedef enum copse_graph_format {
    COPSE_GRAPHML = 0,
    COPSE_GEXF,
    COPSE_DOT,
    COPSE_KUMU,
    COPSE_GEPHI,
    COPSE_GRAPH_JSON
} copse_graph_format;

/** "graphml", "gexf", "dot", "csv-kumu", "csv-gephi", "json". Borrowed, static. */
const char *copse_graph_format_name(copse_graph_format format);
bool copse_graph_format_parse(copse_graph_format *out, const char *word);

/** @param of_ties  the table of a CSV; else of no matter */
copse_status copse_report_graph(const copse_sink *sink, const copse_graph_answer *answer, copse_graph_format format,
                                bool of_ties, copse_error *err);

/** CSV: the table of communities. */
copse_status copse_report_overview(const copse_sink *sink, const copse_overview_answer *answer,
                                   const copse_render *render, copse_error *err);

/** The steward's list as CSV: its header line, then one line a row. */
copse_status copse_report_join_header(const copse_sink *sink, copse_error *err);
copse_status copse_report_join_row(const copse_sink *sink, const copse_join_row *row, copse_error *err);

/** The mail merge that goes with the letters: its header line, then one line a member's answer. */
copse_status copse_report_merge_header(const copse_sink *sink, copse_error *err);
copse_status copse_report_merge_row(const copse_sink *sink, const copse_join_answer *answer,
                                    const char *letter_file, copse_error *err);

/** An invitation as a page for one person, and the mail merge that goes with them: its header, then a line each. */
copse_status copse_report_invitation(const copse_sink *sink, const copse_found_invitation *invitation,
                                     copse_error *err);
copse_status copse_report_invitation_header(const copse_sink *sink, copse_error *err);
copse_status copse_report_invitation_row(const copse_sink *sink, const copse_found_invitation *invitation,
                                         const char *letter_file, copse_error *err);

/** The handbook's sentences, each with the command that helps, as `copse help handbook` prints them. */
copse_status copse_report_handbook(const copse_sink *sink, const copse_render *render, copse_error *err);

/** A line of `copse batch`. Text is borrowed from it. */
typedef struct copse_request {
    const char *id; /**< as JSON, "null" where there is none: what the reply bears */
    const char *command;
    size_t n_arguments;
    const char *const *arguments; /**< [n_arguments] */
    size_t column;                /**< of a line that is no JSON, the byte where reading ended, from 1; else 0 */
    struct copse_arena *arena;
} copse_request;

/**
 * Read {"id": …, "command": "join", "arguments": ["w01", "--top", "3"]}; id and arguments may be left out.
 * @param[out] out  free it with copse_request_free() on failure, too: its id is there as far as it could be read
 * @return COPSE_OK, COPSE_E_ARGUMENT (no such JSON), COPSE_E_NOMEM.
 */
copse_status copse_report_read_request(copse_request *out, const char *line, copse_error *err);
void copse_request_free(copse_request *request);

/**
 * Write one line: {"id": …, "exit": 0, "answer": …}, or {"id": …, "exit": 2, "error": …}.
 * @param answer  the JSON of a command, from which blanks between values are taken out in place; NULL: why it has none
 */
copse_status copse_report_reply(const copse_sink *sink, const copse_request *request, int exit_code, char *answer,
                                const copse_error *why, copse_error *err);

/** The rules with their thresholds, as `copse help rules` prints them. */
copse_status copse_report_rules(const copse_sink *sink, const copse_render *render, copse_error *err);

#pragma GCC visibility pop

#ifdef __cplusplus
}
#endif

#endif
