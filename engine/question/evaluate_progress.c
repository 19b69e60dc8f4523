/* Fits within an evaluation: their progress as a part of the whole, so that one time left is told. */
#include "question/evaluate.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { OF_THE_WHOLE = 1000000 };

static bool is_cancelled(void *user)
{
    const copse_context *outer = ((copse_part *)user)->outer;
    return outer->is_cancelled && outer->is_cancelled(outer->user);
}

/* Which step of the part this is; those beyond what can be told apart count as the last. */
static int place_of(copse_part *part, const char *step)
{
    for (int i = 0; i < part->n_steps; i++)
        if (strncmp(part->step[i], step, COPSE_PART_STEP_SIZE - 1) == 0)
            return i;
    if (part->n_steps == COPSE_PART_STEPS)
        return COPSE_PART_STEPS - 1;
    snprintf(part->step[part->n_steps], COPSE_PART_STEP_SIZE, "%s", step);
    return part->n_steps++;
}

static void tell(const copse_part *part)
{
    double done = part->from + part->share * part->reached;
    copse_context_progress(part->outer, part->what, (uint64_t)(done * OF_THE_WHOLE), OF_THE_WHOLE);
}

static void on_progress(void *user, const char *step, uint64_t done, uint64_t total)
{
    copse_part *part = user;
    double of_step = total > 0 && done <= total ? (double)done / (double)total : 0.0;
    double left = ldexp(1.0, -place_of(part, step));
    part->reached = fmax(part->reached, 1.0 - left + left / 2.0 * of_step);
    tell(part);
}

copse_context copse_part_begin(copse_part *part, const copse_context *outer, const char *what, double from,
                               double share)
{
    *part = (copse_part){.outer = outer, .what = what, .from = from, .share = share};
    copse_context ctx = *outer;
    ctx.is_cancelled = is_cancelled;
    ctx.on_progress = on_progress;
    ctx.user = part;
    tell(part);
    return ctx;
}
