/* Every measure that can be asked for by name: one row each. */
#ifndef COPSE_MEASURE_TABLE_H
#define COPSE_MEASURE_TABLE_H

#include "measure/pair.h"
#include "measure/vertex.h"

typedef struct copse_measure {
    copse_measure_info info;
    unsigned parts;               /**< COPSE_SUBJECT_… that its function reads */
    copse_vertex_measure *vertex; /**< NULL: it is of pairs */
    copse_pair_measure *pair;     /**< NULL: it is not */
} copse_measure;

/** The row that an info is of. */
const copse_measure *copse_measure_row_of(const copse_measure_info *info);

#endif
