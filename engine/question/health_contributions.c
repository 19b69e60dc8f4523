/*
 * Core, active, peripheral: in how many of the last quarters a member took part, in whatever way. Where nothing that
 * happened in a CoP is recorded, nothing is said.
 */
#include "question/health.h"

#include "question/rules.h"

/* The entry of community_members; its end where they are not in it. */
static size_t entry_of(const copse_incidence *m, size_t community, copse_index member)
{
    size_t low = m->start[community], high = m->start[community + 1];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (m->column[middle] < member)
            low = middle + 1;
        else
            high = middle;
    }
    bool is_there = low < m->start[community + 1] && m->column[low] == member;
    return is_there ? low : m->start[community + 1];
}

static void take(copse_checkup *h, const copse_fact_exchange *x)
{
    const copse_incidence *m = &h->net->community_members;
    size_t community = (size_t)x->to_community;
    h->is_recorded[community] = true;
    size_t entry = entry_of(m, community, x->from_member);
    if (entry == m->start[community + 1] || h->start[0] == COPSE_DAY_UNKNOWN)
        return;
    for (int q = 0; q < COPSE_HEALTH_QUARTERS; q++)
        if (x->on >= h->start[q] && x->on < h->start[q + 1]) {
            h->quarters[entry] |= (uint8_t)(1U << q);
            h->given[entry]++;
        }
}

copse_status copse_health_read_contributions(copse_checkup *h, copse_error *err)
{
    const copse_facts *facts = h->net->facts;
    size_t n = h->net->community_members.start[facts->n_communities];
    h->is_recorded = copse_memory_new(facts->n_communities, sizeof *h->is_recorded);
    h->quarters = copse_memory_new(n, sizeof *h->quarters);
    h->given = copse_memory_new(n, sizeof *h->given);
    if (!h->is_recorded || !h->quarters || !h->given)
        return copse_error_nomem(err);
    for (size_t i = 0; i < facts->n_exchanges; i++) {
        const copse_fact_exchange *x = &facts->exchanges[i];
        if (x->to_community != COPSE_NONE && x->on != COPSE_DAY_UNKNOWN && x->on <= h->net->as_of &&
            h->net->is_present[x->from_member])
            take(h, x);
    }
    return COPSE_OK;
}

static int count_quarters(uint8_t bits)
{
    int n = 0;
    for (; bits; bits &= (uint8_t)(bits - 1))
        n++;
    return n;
}

void copse_health_count_contributions(copse_health_community *out, const copse_checkup *h, size_t community)
{
    const copse_incidence *m = &h->net->community_members;
    int64_t core = 0, active = 0, peripheral = 0;
    bool is_known = h->is_recorded[community] && h->start[0] != COPSE_DAY_UNKNOWN;
    for (size_t k = m->start[community]; k < m->start[community + 1]; k++) {
        int quarters = count_quarters(h->quarters[k]);
        core += quarters >= (int)copse_rule_value(COPSE_RULE_HEALTH_CORE);
        peripheral += quarters == 0;
        active += quarters > 0 && quarters < (int)copse_rule_value(COPSE_RULE_HEALTH_CORE);
    }
    out->core = copse_health_count_of(h, community, core, is_known);
    out->active = copse_health_count_of(h, community, active, is_known);
    out->peripheral = copse_health_count_of(h, community, peripheral, is_known);
}
