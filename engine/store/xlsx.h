/* Workbooks: the first sheet of an .xlsx file as CSV, by the program xlsx2csv. */
#ifndef COPSE_STORE_XLSX_H
#define COPSE_STORE_XLSX_H

#include "base/context.h"

/** Whether a file begins as every .xlsx does: it is a zip archive. */
bool copse_store_is_workbook(const char *path);

/**
 * Write the first sheet into a new file that only its owner can read, one line a row, days as
 * 2026-03-31. The program runs without a shell; it is stopped when ctx says so, or when it writes
 * more than a gigabyte.
 *
 * @param[out] out  path of the file; caller unlinks it, and frees with copse_memory_free()
 * @return COPSE_OK, COPSE_E_STORE (no xlsx2csv, or no room), COPSE_E_DATA (not a workbook that it
 * can read), COPSE_E_INTERRUPTED, COPSE_E_NOMEM.
 */
copse_status copse_store_convert_workbook(char **out, const char *path, const copse_context *ctx,
                                          copse_error *err);

#endif
