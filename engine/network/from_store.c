/* A network that reads its facts from a store and owns them. */
#include "network/network_internal.h"

copse_status copse_network_load(copse_network **out, copse_store *store, const copse_context *ctx,
                                copse_error *err)
{
    copse_facts *facts;
    *out = NULL;
    copse_status st = copse_store_read_facts(&facts, store, ctx, err);
    if (st != COPSE_OK)
        return st;
    copse_network *net;
    st = copse_network_new(&net, facts, ctx, err);
    if (st != COPSE_OK) {
        copse_facts_free(facts);
        return st;
    }
    net->owned_facts = facts;
    st = copse_network_read_counts(net, store, err);
    if (st == COPSE_OK)
        *out = net;
    else
        copse_network_free(net);
    return st;
}
