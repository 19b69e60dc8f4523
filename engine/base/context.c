#include "base/context.h"

#include <unistd.h>

copse_status copse_context_poll(const copse_context *ctx, copse_error *err)
{
    if (ctx->is_cancelled && ctx->is_cancelled(ctx->user))
        return copse_error_set(err, COPSE_E_INTERRUPTED, NULL, "run it again to do the whole of it",
                               "stopped on request; nothing was changed");
    return COPSE_OK;
}

void copse_context_progress(const copse_context *ctx, const char *step, uint64_t done, uint64_t total)
{
    if (ctx->on_progress)
        ctx->on_progress(ctx->user, step, done, total);
}

int copse_context_threads(const copse_context *ctx)
{
    if (ctx->threads > 0)
        return ctx->threads;
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online > 0 ? (int)online : 1;
}
