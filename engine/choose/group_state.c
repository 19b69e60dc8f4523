/* A group while it is changed: what it covers, and who is best and backup in each topic. */
#include "choose/group.h"

#include <string.h>

copse_status copse_group_state_new(copse_group_state *out, const copse_group_tables *t,
                                   copse_error *err)
{
    *out = (copse_group_state){.t = t};
    out->covered = copse_memory_new(t->problem->covers->n_columns, sizeof *out->covered);
    out->best = copse_memory_new(t->problem->n_topics, sizeof(double));
    out->backup = copse_memory_new(t->problem->n_topics, sizeof(double));
    if (out->covered && out->best && out->backup)
        return COPSE_OK;
    copse_group_state_free(out);
    return copse_error_nomem(err);
}

void copse_group_state_free(copse_group_state *s)
{
    copse_memory_free(s->covered);
    copse_memory_free(s->best);
    copse_memory_free(s->backup);
    *s = (copse_group_state){0};
}

void copse_group_state_clear(copse_group_state *s)
{
    while (s->k > 0)
        copse_group_state_remove(s, s->member[s->k - 1]);
}

void copse_group_state_add(copse_group_state *s, int32_t v)
{
    const copse_incidence *e = s->t->problem->evidence, *c = s->t->problem->covers;
    for (size_t i = c->start[v]; i < c->start[v + 1]; i++)
        s->covered[c->column[i]]++;
    for (size_t i = e->start[v]; i < e->start[v + 1]; i++) {
        double *best = &s->best[e->column[i]], *backup = &s->backup[e->column[i]];
        if (e->value[i] > *best) {
            *backup = *best;
            *best = e->value[i];
        } else if (e->value[i] > *backup) {
            *backup = e->value[i];
        }
    }
    s->member[s->k++] = v;
}

static void rank_topic(copse_group_state *s, int32_t topic)
{
    double best = 0.0, backup = 0.0;
    for (size_t i = 0; i < s->k; i++) {
        double e = copse_incidence_get(s->t->problem->evidence, (size_t)s->member[i], topic);
        if (e > best) {
            backup = best;
            best = e;
        } else if (e > backup) {
            backup = e;
        }
    }
    s->best[topic] = best;
    s->backup[topic] = backup;
}

void copse_group_state_remove(copse_group_state *s, int32_t v)
{
    const copse_incidence *e = s->t->problem->evidence, *c = s->t->problem->covers;
    size_t at = 0;
    while (s->member[at] != v)
        at++;
    memmove(s->member + at, s->member + at + 1, (s->k - at - 1) * sizeof *s->member);
    s->k--;
    for (size_t i = c->start[v]; i < c->start[v + 1]; i++)
        s->covered[c->column[i]]--;
    for (size_t i = e->start[v]; i < e->start[v + 1]; i++)
        rank_topic(s, e->column[i]);
}

bool copse_group_state_has(const copse_group_state *s, int32_t v)
{
    for (size_t i = 0; i < s->k; i++)
        if (s->member[i] == v)
            return true;
    return false;
}

double copse_group_state_gain(const copse_group_state *s, int32_t v)
{
    const copse_group_tables *t = s->t;
    const copse_incidence *e = t->problem->evidence, *c = t->problem->covers;
    double gain = t->own[v];
    for (size_t i = e->start[v]; i < e->start[v + 1]; i++) {
        int32_t topic = e->column[i];
        double best = s->best[topic], backup = s->backup[topic], more = 0.0;
        if (e->value[i] > best)
            more = COPSE_CHOOSE_BEST * (e->value[i] - best) + COPSE_CHOOSE_BACKUP * (best - backup);
        else if (e->value[i] > backup)
            more = COPSE_CHOOSE_BACKUP * (e->value[i] - backup);
        gain += t->topic_value[topic] * more;
    }
    for (size_t i = c->start[v]; i < c->start[v + 1]; i++)
        if (s->covered[c->column[i]] == 0)
            gain += t->item_value[c->column[i]];
    return gain;
}
