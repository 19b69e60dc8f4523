/* What the files of this room share: the steps of building a network. */
#ifndef COPSE_NETWORK_INTERNAL_H
#define COPSE_NETWORK_INTERNAL_H

#include "network/counts.h"
#include "store/store.h"

/** Pairs of indices that are collected before they become an incidence. */
typedef struct copse_pairs {
    size_t n, row_capacity, column_capacity, value_capacity;
    int32_t *row, *column;
    double *value;
    bool has_failed; /**< memory ran out: said once, when the incidence is made */
} copse_pairs;

void copse_pairs_add(copse_pairs *pairs, copse_index row, copse_index column, double value);

void copse_pairs_free(copse_pairs *pairs);

/**
 * Make the incidence and, unless columns is NULL, its transpose.
 * @param has_values  whether repeated pairs add up their values, or count once
 */
copse_status copse_pairs_to_incidence(copse_incidence *rows, copse_incidence *columns,
                                      const copse_pairs *pairs, size_t n_rows, size_t n_columns,
                                      bool has_values, copse_error *err);

/** Refuse facts that no network can be built of, and fill the network's key maps. */
copse_status copse_network_verify(copse_network *net, copse_error *err);

/** Groups that hold somebody on the day, and who is in them. */
copse_status copse_network_build_groups(copse_network *net, copse_error *err);

/** Whom each CoP's contact text names. */
copse_status copse_network_build_contacts(copse_network *net, copse_error *err);

/** The travel table in the order that it is searched in. */
copse_status copse_network_build_travels(copse_network *net, copse_error *err);

/* ---- publishable counts ---- */

enum { COPSE_COUNT_SUPPRESSED = -1 };

/** One count that is not 0: those are shown, and no equation needs them. */
typedef struct copse_count_cell {
    int32_t community; /**< n_communities: all staff */
    int32_t kind;      /**< a copse_count_kind, or people of a unit who are in none below it */
    int32_t of;
    int64_t value;
} copse_count_cell;

struct copse_counts {
    int32_t n_communities;
    copse_day day;
    size_t n, capacity;
    copse_count_cell *cells; /**< by community, kind, of */
};

/** Put the cells into their order. */
void copse_counts_sort(copse_counts *counts);

/** Take the counts that the store keeps for the facts' data version, if it does. */
copse_status copse_network_read_counts(copse_network *net, const copse_store *store,
                                       copse_error *err);

#endif
