/* The member that a command is about, and what is done with their account. */
#ifndef COPSE_CLI_MEMBER_H
#define COPSE_CLI_MEMBER_H

#include "call.h"

/**
 * Find a member by key, mail or name.
 * @param[out] key  caller frees with free()
 */
copse_status cli_member_find(char **key, cli_call *call, const char *text, copse_error *err);

/** Write an account as the call's answer. Takes it, on failure too. */
copse_status cli_account_answer(cli_call *call, copse_account *account, copse_error *err);

#endif
