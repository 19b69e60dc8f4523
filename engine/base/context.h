/* Progress and cancelling, for whatever takes long. */
#ifndef COPSE_BASE_CONTEXT_H
#define COPSE_BASE_CONTEXT_H

#include "base/error.h"

/** COPSE_E_INTERRUPTED when the caller wants to stop, else COPSE_OK. Cheap: call it every few ms of work. */
copse_status copse_context_poll(const copse_context *ctx, copse_error *err);

/** Tell the caller how far a step is; total 0: unknown. */
void copse_context_progress(const copse_context *ctx, const char *step, uint64_t done, uint64_t total);

/** How many threads to use: ctx->threads, or the processors there are. */
int copse_context_threads(const copse_context *ctx);

#endif
