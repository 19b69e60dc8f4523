/* Which kind of model, with which options: judged on a hold-out of these data. */
#ifndef COPSE_MODEL_CONTEST_H
#define COPSE_MODEL_CONTEST_H

#include "model/record.h"

/**
 * Choose a kind, or only the options of the one that is wanted.
 *
 * With few members of two CoPs or more nothing can be judged: then it is the
 * closed form with its defaults, or RP3β where that would be too large.
 *
 * @param[out] kind     what is best
 * @param[out] choice   its options
 * @param[out] figures  these, and what each kind was worth
 * @param wanted        NULL: any
 * @return COPSE_OK, COPSE_E_NUMERIC, COPSE_E_INTERRUPTED, COPSE_E_NOMEM.
 */
copse_status copse_contest(const copse_kind **kind, copse_choice *choice, copse_figures *figures,
                           const copse_network *net, const copse_design *design,
                           const copse_kind *wanted, const copse_context *ctx, copse_error *err);

#endif
