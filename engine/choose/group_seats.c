/* What a group loses with each of its members, and who would take their place best. */
#include "choose/group.h"

#include <math.h>
#include <string.h>

/* Terms are sums: what is nothing may come out as less than this. */
static const double ROUNDING = 1e-12;

typedef struct vacancy {
    copse_group_tables *tables;
    copse_group_state *state; /* without the member */
    const copse_group_choice *choice;
    copse_error *err;
} vacancy;

static bool may_take(const vacancy *v, int32_t candidate, int32_t out)
{
    const copse_group_problem *p = v->tables->problem;
    const copse_group_state *s = v->state;
    int32_t scope = v->choice->is_connected ? p->component[v->choice->coordinator] : -1;
    return candidate != out && copse_group_may_join(p, candidate, scope) &&
           !copse_group_state_has(s, candidate) &&
           copse_group_has_room_for(p, s->member, s->k, candidate) &&
           copse_group_count_sites(p, s->member, s->k) +
                   copse_group_count_new_sites(p, s->member, s->k, candidate) >=
               p->least_sites;
}

/* Whoever adds most under one coordinator. */
static void find_runner_up(copse_group_seat *seat, const vacancy *v, const double *h, int32_t out)
{
    const copse_group_tables *t = v->tables;
    double most = -INFINITY, here = copse_group_state_value(v->state, h);
    int32_t chosen = -1;
    for (size_t i = 0; i < t->problem->n; i++) {
        int32_t candidate = t->order[i];
        if (t->alone[candidate] + t->most_near <= most)
            break;
        if (t->alone[candidate] + h[candidate] <= most || !may_take(v, candidate, out))
            continue;
        double gain = copse_group_state_gain(v->state, candidate) + h[candidate];
        if (gain > most) {
            most = gain;
            chosen = candidate;
        }
    }
    if (chosen >= 0 && (seat->runner_up < 0 || here + most > seat->runner_up_value)) {
        seat->runner_up = chosen;
        seat->runner_up_value = here + most;
    }
}

/* The best coordinator among those who are left, for those who are left. */
static copse_status elect(int32_t *coordinator, const vacancy *v)
{
    double most = -INFINITY;
    for (size_t i = 0; i < v->state->k; i++) {
        const double *h;
        copse_status st = copse_group_nearness(&h, v->tables, v->state->member[i], v->err);
        if (st != COPSE_OK)
            return st;
        double value = copse_group_state_value(v->state, h);
        if (value > most) {
            most = value;
            *coordinator = v->state->member[i];
        }
    }
    return COPSE_OK;
}

/* Where the coordinator leaves, any of the others may coordinate with the one who comes. */
static copse_status fill_seat(copse_group_seat *seat, const vacancy *v, int32_t out)
{
    const double *h;
    int32_t coordinator = v->choice->coordinator;
    copse_status st = COPSE_OK;
    if (out != coordinator) {
        st = copse_group_nearness(&h, v->tables, coordinator, v->err);
        if (st == COPSE_OK)
            find_runner_up(seat, v, h, out);
    } else {
        st = elect(&coordinator, v);
        for (size_t i = 0; i < v->state->k && st == COPSE_OK; i++) {
            st = copse_group_nearness(&h, v->tables, v->state->member[i], v->err);
            if (st == COPSE_OK)
                find_runner_up(seat, v, h, out);
        }
    }
    double term[COPSE_FOUND_TERMS], value;
    if (st == COPSE_OK)
        st = copse_choose_group_value(&value, term, v->tables->problem, v->state->member,
                                      v->state->k, coordinator, v->err);
    for (int i = 0; st == COPSE_OK && i < COPSE_FOUND_TERMS; i++) {
        seat->share[i] = v->tables->problem->alpha[i] * (v->choice->term[i] - term[i]);
        if (fabs(seat->share[i]) < ROUNDING)
            seat->share[i] = 0.0;
        seat->loss += seat->share[i];
    }
    return st;
}

copse_status copse_choose_group_seats(copse_group_seat *out, const copse_group_problem *problem,
                                      const copse_group_choice *choice, copse_error *err)
{
    copse_group_tables tables;
    copse_group_state state;
    copse_status st = copse_group_tables_new(&tables, problem, err);
    if (st != COPSE_OK)
        return st;
    st = copse_group_state_new(&state, &tables, err);
    vacancy v = {&tables, &state, choice, err};
    for (size_t i = 0; i < choice->k && st == COPSE_OK; i++) {
        out[i] = (copse_group_seat){.runner_up = -1};
        copse_group_state_clear(&state);
        for (size_t j = 0; j < choice->k; j++)
            if (j != i)
                copse_group_state_add(&state, choice->member[j]);
        st = fill_seat(&out[i], &v, choice->member[i]);
    }
    copse_group_state_free(&state);
    copse_group_tables_free(&tables);
    return st;
}
