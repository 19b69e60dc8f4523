#include "network/part.h"

#include <math.h>

#include "network/network_internal.h"

size_t copse_network_size_of(const copse_network *net, size_t community)
{
    return net->whole ? net->whole->community_size[community]
                      : copse_incidence_degree(&net->community_members, community);
}

bool copse_network_sleeps(const copse_network *net, size_t community)
{
    const copse_fact_community *c = &net->facts->communities[community];
    return c->status == COPSE_COMMUNITY_DORMANT && c->openness != COPSE_OPENNESS_CLOSED &&
           !net->is_sensitive[community];
}

static copse_status read_topics(copse_network *net, struct copse_network_whole *whole, const copse_store *store,
                                copse_error *err)
{
    copse_status st = COPSE_OK;
    for (size_t t = 0; st == COPSE_OK && t < net->facts->n_topics; t++) {
        double n_holders = NAN;
        st = copse_store_read_figure(&n_holders, store, COPSE_KEPT_HOLDERS, net->facts->topics[t].key, err);
        whole->n_holders[t] = isnan(n_holders) ? 0 : (size_t)n_holders;
        if (st == COPSE_OK)
            st = copse_store_read_figure(&net->topic_scale[t], store, COPSE_KEPT_SCALE, net->facts->topics[t].key,
                                         err);
    }
    return st;
}

static copse_status read_whole(copse_network *net, const copse_store *store, copse_error *err)
{
    struct copse_network_whole *whole = copse_arena_take(net->arena, 1, sizeof *whole);
    if (!whole)
        return copse_error_nomem(err);
    whole->n_holders = copse_arena_take(net->arena, net->facts->n_topics, sizeof *whole->n_holders);
    whole->community_size = copse_arena_take(net->arena, net->facts->n_communities, sizeof *whole->community_size);
    if (!whole->n_holders || !whole->community_size)
        return copse_error_nomem(err);
    double n_knowing = NAN, first = NAN, n_dormant = NAN;
    copse_status st = copse_store_read_figure(&n_knowing, store, COPSE_KEPT_KNOWING, "", err);
    if (st == COPSE_OK)
        st = copse_store_read_figure(&first, store, COPSE_KEPT_ACTIVITY, "", err);
    if (st == COPSE_OK)
        st = copse_store_read_figure(&n_dormant, store, COPSE_KEPT_DORMANT, "", err);
    if (st == COPSE_OK)
        st = read_topics(net, whole, store, err);
    if (st != COPSE_OK)
        return st;
    size_t here = 0;
    for (size_t c = 0; c < net->facts->n_communities; c++)
        here += copse_network_sleeps(net, c);
    whole->n_knowing = isnan(n_knowing) ? 0 : (size_t)n_knowing;
    whole->first_activity = isnan(first) ? COPSE_DAY_UNKNOWN : (copse_day)first;
    whole->n_dormant = n_dormant > (double)here ? (size_t)n_dormant - here : 0;
    net->whole = whole;
    return COPSE_OK;
}

copse_status copse_network_part(copse_network **out, copse_part *part, const copse_context *ctx, copse_error *err)
{
    copse_facts *facts = NULL;
    copse_network *net = NULL;
    *out = NULL;
    copse_status st = copse_part_read(&facts, part, ctx, err);
    if (st == COPSE_OK)
        st = copse_network_new(&net, facts, ctx, err);
    if (st != COPSE_OK) {
        copse_facts_free(facts);
        return st;
    }
    net->owned_facts = facts;
    st = read_whole(net, copse_part_store(part), err);
    if (st == COPSE_OK)
        *out = net;
    else
        copse_network_free(net);
    return st;
}

copse_status copse_network_has_plain_groups(bool *out, const copse_network *net, const copse_store *store,
                                            copse_error *err)
{
    copse_status st = COPSE_OK;
    *out = true;
    for (size_t g = 0; st == COPSE_OK && *out && g < net->n_groups; g++) {
        copse_group_kind kind = net->groups[g].kind;
        double several = NAN;
        if (kind == COPSE_GROUP_ROLE || kind == COPSE_GROUP_PROFESSION)
            st = copse_store_read_figure(&several, store,
                                         kind == COPSE_GROUP_ROLE ? COPSE_KEPT_ROLE : COPSE_KEPT_PROFESSION,
                                         net->groups[g].key, err);
        *out = isnan(several);
    }
    return st;
}
