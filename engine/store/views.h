/* What `copse query` may read: tables filled for one audience, and nothing else of the store. */
#ifndef COPSE_STORE_VIEWS_H
#define COPSE_STORE_VIEWS_H

typedef struct copse_store_view {
    const char *name;
    const char *meaning; /**< what a row is, one line */
    const char *columns; /**< with their types, as CREATE TABLE takes them */
    /**
     * What fills it. Bound: ?1 1 for the steward, else 0; ?2 the as-of day; ?3 the data version;
     * ?4 the audience's name; ?5 the threshold.
     */
    const char *select;
} copse_store_view;

extern const copse_store_view copse_store_views[];
extern const int copse_store_n_views;

#endif
