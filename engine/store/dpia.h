/* What an impact assessment says of Copse whatever the store holds: tables of fixed text. */
#ifndef COPSE_STORE_DPIA_H
#define COPSE_STORE_DPIA_H

#include "store/store_internal.h"

typedef struct copse_dpia_table {
    const char *name, *meaning;
    const char *const *columns;
    size_t n_columns;
    const char *const *texts; /**< [n_texts], rows of n_columns */
    size_t n_texts;
} copse_dpia_table;

/** In the order in which they are told. */
extern const copse_dpia_table copse_dpia_tables[];
extern const size_t copse_n_dpia_tables;

#endif
