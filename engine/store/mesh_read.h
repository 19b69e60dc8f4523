/* Descriptors of MeSH in NLM's ASCII format, as records of five fields. */
#ifndef COPSE_STORE_MESH_READ_H
#define COPSE_STORE_MESH_READ_H

#include "store/csv_read.h"

enum { COPSE_MESH_FIELDS = 5, COPSE_MESH_LINE_BYTES = 64 * 1024 };

/** UI, MH, MN, ENTRY, MS: the elements that are read, in the order of a record's fields. Static. */
const char *const *copse_store_mesh_names(void);

typedef struct copse_mesh_reader copse_mesh_reader;

/** @return COPSE_OK, COPSE_E_STORE, COPSE_E_DATA (not in the encoding given), COPSE_E_NOMEM. */
copse_status copse_store_mesh_open(copse_mesh_reader **out, const char *path,
                                   copse_encoding encoding, copse_error *err);
void copse_store_mesh_close(copse_mesh_reader *reader);

/**
 * The next descriptor, with the line of its *NEWRECORD; elements that come several times are joined
 * with ";", and of an entry term only the term is kept. Records of other types (qualifiers,
 * supplementary) are passed over. A record with a line that is no element comes with a fault.
 */
copse_status copse_store_mesh_next(copse_mesh_reader *reader, copse_csv_record *record,
                                   bool *is_end, copse_error *err);

#endif
