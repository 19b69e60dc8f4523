#include "question/asks.h"

#include <stdlib.h>

#include "question/rules.h"

static int by_people_and_day(const void *a, const void *b)
{
    const copse_fact_exchange *x = *(const copse_fact_exchange *const *)a,
                              *y = *(const copse_fact_exchange *const *)b;
    if (x->from_member != y->from_member)
        return x->from_member < y->from_member ? -1 : 1;
    if (x->to_member != y->to_member)
        return x->to_member < y->to_member ? -1 : 1;
    return (x->on > y->on) - (x->on < y->on);
}

static bool has_happened(const copse_network *net, copse_day on)
{
    return on == COPSE_DAY_UNKNOWN || net->as_of == COPSE_DAY_UNKNOWN || on <= net->as_of;
}

static size_t gather_answers(const copse_fact_exchange **answers, const copse_network *net)
{
    size_t n = 0;
    for (size_t i = 0; i < net->facts->n_exchanges; i++) {
        const copse_fact_exchange *x = &net->facts->exchanges[i];
        if (x->kind == COPSE_EXCHANGE_ANSWERED && x->to_member != COPSE_NONE && has_happened(net, x->on))
            answers[n++] = x;
    }
    qsort(answers, n, sizeof *answers, by_people_and_day);
    return n;
}

static bool is_answered(const copse_fact_exchange *const *answers, size_t n, const copse_fact_exchange *ask)
{
    const copse_fact_exchange wanted = {
        .from_member = ask->to_member, .to_member = ask->from_member, .on = ask->on};
    const copse_fact_exchange *first = &wanted;
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (by_people_and_day(&answers[middle], &first) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < n && answers[low]->from_member == ask->to_member &&
           answers[low]->to_member == ask->from_member;
         low++)
        if (answers[low]->topic == ask->topic || answers[low]->topic == COPSE_NONE ||
            ask->topic == COPSE_NONE)
            return true;
    return false;
}

static bool is_recent_ask(const copse_network *net, const copse_fact_exchange *x)
{
    if (x->kind != COPSE_EXCHANGE_ASKED || x->to_member == COPSE_NONE || !net->is_present[x->from_member])
        return false;
    if (net->as_of == COPSE_DAY_UNKNOWN)
        return true;
    copse_day days = (copse_day)copse_rule_value(COPSE_RULE_TALK_ASKS_DAYS);
    return x->on != COPSE_DAY_UNKNOWN && x->on <= net->as_of && x->on > net->as_of - days;
}

copse_status copse_asks_count_open(int32_t *out, const copse_network *net, copse_error *err)
{
    const copse_facts *facts = net->facts;
    const copse_fact_exchange **answers = copse_memory_new(facts->n_exchanges, sizeof *answers);
    if (!answers)
        return copse_error_nomem(err);
    size_t n = gather_answers(answers, net);
    for (size_t i = 0; i < facts->n_members; i++)
        out[i] = 0;
    for (size_t i = 0; i < facts->n_exchanges; i++) {
        const copse_fact_exchange *x = &facts->exchanges[i];
        if (is_recent_ask(net, x) && !is_answered(answers, n, x))
            out[x->to_member]++;
    }
    copse_memory_free(answers);
    return COPSE_OK;
}
