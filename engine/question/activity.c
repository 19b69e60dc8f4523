#include "question/activity.h"

#include "network/part.h"
#include "question/rules.h"

typedef struct watch {
    copse_activity *of; /* [n_communities] */
    copse_day from, to; /* from < day <= to is recent */
    bool any;           /* something is recorded of some CoP */
} watch;

static void see(watch *w, copse_index community, copse_day on)
{
    if (community == COPSE_NONE || on == COPSE_DAY_UNKNOWN || on > w->to)
        return;
    w->any = true;
    if (on > w->from)
        w->of[community] = COPSE_ACTIVITY_ACTIVE;
}

void copse_activity_find(copse_activity *out, const copse_network *net)
{
    const copse_facts *facts = net->facts;
    watch w = {.of = out, .to = net->as_of};
    for (size_t c = 0; c < facts->n_communities; c++)
        out[c] = COPSE_ACTIVITY_UNKNOWN;
    if (net->as_of == COPSE_DAY_UNKNOWN)
        return;

    w.any = net->whole && net->whole->first_activity != COPSE_DAY_UNKNOWN && net->whole->first_activity <= w.to;
    w.from = net->as_of - (copse_day)copse_rule_value(COPSE_RULE_ACTIVE_DAYS);
    for (size_t i = 0; i < facts->n_memberships; i++)
        if (net->is_present[facts->memberships[i].member])
            see(&w, facts->memberships[i].community, facts->memberships[i].since);
    for (size_t i = 0; i < facts->n_exchanges; i++)
        if (net->is_present[facts->exchanges[i].from_member])
            see(&w, facts->exchanges[i].to_community, facts->exchanges[i].on);

    for (size_t c = 0; w.any && c < facts->n_communities; c++)
        if (out[c] == COPSE_ACTIVITY_UNKNOWN)
            out[c] = COPSE_ACTIVITY_QUIET;
}
