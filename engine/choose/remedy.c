#include "choose/remedy.h"

#include <math.h>

double copse_choose_remedy_meeting(double of_unit, double members, double contacts)
{
    if (members < 2.0)
        return 0.0;
    double theta = fmin(1.0, contacts / (members - 1.0));
    return 1.0 - pow(1.0 - theta, of_unit);
}

static copse_remedy_choice value_of(const copse_remedy_act *act, size_t number, const double *reached)
{
    copse_remedy_choice value = {number, 0.0, 0.0};
    for (size_t i = 0; i < act->n; i++)
        value.reach += (1.0 - reached[act->unit[i]]) * act->p[i];
    value.gain = act->relevance * value.reach;
    return value;
}

static void take(const copse_remedy_act *act, double *reached)
{
    for (size_t i = 0; i < act->n; i++)
        reached[act->unit[i]] = 1.0 - (1.0 - reached[act->unit[i]]) * (1.0 - act->relevance * act->p[i]);
}

/* The act of largest known gain; n: none is left. */
static size_t leader(const copse_remedy_choice *known, size_t n, const bool *is_taken)
{
    size_t best = n;
    for (size_t a = 0; a < n; a++)
        if (!is_taken[a] && (best == n || known[a].gain > known[best].gain))
            best = a;
    return best;
}

copse_status copse_choose_remedy(copse_remedy_choice *out, size_t *n_out, const copse_remedy_act *acts, size_t n_acts,
                                 double *reached, size_t most, copse_error *err)
{
    copse_remedy_choice *known = copse_memory_new(n_acts, sizeof *known);
    bool *is_taken = copse_memory_new(n_acts, sizeof *is_taken);
    *n_out = 0;
    if (!known || !is_taken) {
        copse_memory_free(known);
        copse_memory_free(is_taken);
        return copse_error_nomem(err);
    }
    for (size_t a = 0; a < n_acts; a++)
        known[a] = value_of(&acts[a], a, reached);
    while (*n_out < most) {
        size_t a = leader(known, n_acts, is_taken);
        if (a == n_acts)
            break;
        double believed = known[a].gain;
        known[a] = value_of(&acts[a], a, reached);
        if (known[a].gain < believed && leader(known, n_acts, is_taken) != a)
            continue; /* it has fallen behind another */
        if (!(known[a].gain > 0.0))
            break;
        take(&acts[a], reached);
        is_taken[a] = true;
        out[(*n_out)++] = known[a];
    }
    copse_memory_free(known);
    copse_memory_free(is_taken);
    return COPSE_OK;
}
