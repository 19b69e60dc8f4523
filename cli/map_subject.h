/* What a map is of: everything, or one thing with what is tied to it. */
#ifndef COPSE_CLI_MAP_SUBJECT_H
#define COPSE_CLI_MAP_SUBJECT_H

#include "call.h"

/** Words of --of and of --level, ended by NULL. */
extern const char *const cli_map_subjects[], *const cli_map_levels[];

/** Read them. @param of  place of --of among the command's own options; @param level  that of --level */
copse_status cli_map_subject_read(copse_map_options *out, const cli_call *call, size_t of, size_t level, copse_error *err);

/** Find the thing that the operand names. */
copse_status cli_map_subject_find(copse_map_options *out, const cli_call *call, const copse_network *net, copse_error *err);

#endif
