/* Between facts.c, which reads tables, and fact_row.c, which knows what a row of each is. */
#ifndef COPSE_STORE_FACT_READER_H
#define COPSE_STORE_FACT_READER_H

#include "base/map.h"
#include "store/store_internal.h"

/** Tables whose rows others name, each after those that it names. */
typedef enum copse_fact_keyed {
    COPSE_FACT_SITE = 0,
    COPSE_FACT_TEAM,
    COPSE_FACT_MEMBER,
    COPSE_FACT_TOPIC,
    COPSE_FACT_COMMUNITY,
    COPSE_FACT_N_KEYED
} copse_fact_keyed;

typedef struct copse_fact_place {
    copse_id id;
    copse_index index;
} copse_fact_place;

/** All ids of a table, ascending, with their indices. */
typedef struct copse_fact_places {
    copse_fact_place *items;
    size_t n;
} copse_fact_places;

/** Reading in progress. After a failure every further read does nothing and status says why. */
typedef struct copse_fact_reader {
    const copse_store *store;
    const copse_context *ctx;
    copse_arena *arena;
    copse_map
        *shared; /**< text that many rows have, such as a role -> the address of its one copy */
    copse_fact_places places[COPSE_FACT_N_KEYED];
    const char *table; /**< being read */
    copse_store_statement s;
    copse_status status;
    copse_error *err;
} copse_fact_reader;

/** How one table is read. */
typedef struct copse_fact_table {
    const char *name;
    const char *select;
    size_t row_size;
    void (*fill)(copse_fact_reader *r, void *row); /**< from the reader's statement */
    int (*compare)(const void *a, const void *b);  /**< NULL: the query orders by key */
    copse_fact_keyed begins_with; /**< whose index a row begins with and is ordered by first; N_KEYED: nobody's */
} copse_fact_table;

/** Rows of these begin with their id, and a team's parent and a topic's broader are ids as well. */
extern const copse_fact_table copse_fact_keyed_tables[COPSE_FACT_N_KEYED];

extern const copse_fact_table copse_fact_travel_table, copse_fact_assignment_table,
    copse_fact_membership_table, copse_fact_expertise_table, copse_fact_interest_table,
    copse_fact_community_topic_table, copse_fact_tie_table, copse_fact_exchange_table,
    copse_fact_mark_table, copse_fact_pairing_table;

/**
 * Leave out topics that were merged into others, which take over their ids, names and synonyms. The rest keeps
 * its order. Before `broader` is resolved; fails as the reader does.
 */
void copse_fact_merge_topics(copse_fact_reader *r, copse_fact_topic *topics, size_t *n);

/** After merging, with `broader` resolved: no topic lies above itself. */
void copse_fact_cut_loops(copse_fact_topic *topics, size_t n);

/** Empty facts in an arena of their own; NULL when memory ran out. */
copse_facts *copse_facts_new(void);

/** Let ids of these rows lead to their places; fails as the reader does. */
void copse_fact_remember_places(copse_fact_reader *r, copse_fact_keyed which, const void *rows, size_t n);

/** The index of an id, COPSE_NONE where no row has it. */
copse_index copse_fact_find(const copse_fact_places *places, copse_id id);

/** For qsort: places by id. */
int copse_fact_compare_places(const void *a, const void *b);

#endif
