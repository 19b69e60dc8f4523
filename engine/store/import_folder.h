/* Which files a folder has, and what each is taken for. */
#ifndef COPSE_STORE_IMPORT_FOLDER_H
#define COPSE_STORE_IMPORT_FOLDER_H

#include "store/import_internal.h"

/**
 * Look at a folder's files and put those that can be imported into run->inputs.
 * A file named after a table that has that table's columns is native; any
 * other is what its header says; options->uses and ->kinds overrule both. Data
 * files that nothing takes are put into run->unknown.
 *
 * @return COPSE_OK, COPSE_E_ARGUMENT (--use names no table, or a table twice; --kind names no kind),
 *         COPSE_E_DATA (two files for one table), COPSE_E_NOT_FOUND (no folder, no such file, or nothing
 *         in it to import), COPSE_E_STORE, COPSE_E_INTERRUPTED, COPSE_E_NOMEM.
 */
copse_status copse_import_match_folder(copse_import_run *run, const char *dir, copse_error *err);

/**
 * Look at the file and its first line: what it needs before it can be taken for something. Of a workbook the
 * first sheet is unpacked. A file that is no text has no names.
 */
copse_status copse_import_sniff(copse_import_input *input, copse_import_run *run, copse_error *err);

/** Take the record after the first n_above ones for the header. */
copse_status copse_import_sniff_below(copse_import_input *input, copse_import_run *run, size_t n_above,
                                      copse_error *err);

/**
 * Whether a file without a header is a list of addresses; its columns then get names.
 * @param[out] is_list  false: the input is as it was
 */
copse_status copse_import_sniff_list(bool *is_list, copse_import_input *input, copse_import_run *run,
                                     copse_error *err);

/** The group that a file lists the members of, by its name: "Wound_care members.csv" is Wound care. */
const char *copse_import_group_of(copse_import_run *run, const char *label);

/* ---- a mapping file: import_map.c ---- */

/** Read options->map, if there is one, into run->map. */
copse_status copse_import_read_map(copse_import_run *run, copse_error *err);

/** What the mapping says of a file; NULL: nothing. */
const copse_map_section *copse_import_section_for(copse_import_run *run, const char *name, bool is_native);

/** Take the file for what the mapping says. @return COPSE_OK, COPSE_E_DATA (it lacks a column that is named). */
copse_status copse_import_apply_section(copse_import_input *input, const copse_import_run *run,
                                        const copse_map_section *section, copse_error *err);

/** @return COPSE_OK, COPSE_E_DATA (something is said of a file that is not in the folder). */
copse_status copse_import_check_sections(const copse_import_run *run, copse_error *err);

#endif
