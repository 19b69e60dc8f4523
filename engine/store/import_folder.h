/* Which file of a folder belongs to which table. */
#ifndef COPSE_STORE_IMPORT_FOLDER_H
#define COPSE_STORE_IMPORT_FOLDER_H

#include "store/import_internal.h"

/** [COPSE_IMPORT_TABLES], by place in copse_store_format(); NULL where the folder has none. In the run's arena. */
typedef const char *copse_import_paths[COPSE_IMPORT_TABLES];

/**
 * Match a folder's files with the tables: by name, whatever its case, or as
 * options->uses say. Data files that no table takes are put into run->left_out.
 *
 * @return COPSE_OK, COPSE_E_ARGUMENT (--use names no table, or a table twice), COPSE_E_DATA (two files
 *         for one table), COPSE_E_NOT_FOUND (no folder, no such file, or nothing in it to import),
 *         COPSE_E_STORE, COPSE_E_NOMEM.
 */
copse_status copse_import_match_folder(copse_import_paths paths, copse_import_run *run, const char *dir,
                                       copse_error *err);

#endif
