/* Where a CoP meets, seen from where the member is. */
#include "question/recommend.h"

#include <math.h>

#include "question/reach.h"

/* From the site that was asked for, else from the nearest of the member's own. */
static copse_way way_to(const copse_asking *ask, copse_index site)
{
    enum { MOST_SITES = 8 };
    if (ask->options->site != COPSE_NONE)
        return copse_way_shortest(ask->net, &ask->options->site, 1, site);

    copse_index from[MOST_SITES];
    size_t n = copse_network_sites_of(ask->net, ask->member, from, MOST_SITES);
    return copse_way_shortest(ask->net, from, n < MOST_SITES ? n : MOST_SITES, site);
}

bool copse_recommend_place(copse_recommendation *r, const copse_asking *ask, copse_index community)
{
    const copse_facts *facts = ask->net->facts;
    const copse_fact_community *c = &facts->communities[community];
    r->mode = c->mode;
    r->travel_minutes = NAN;
    r->distance_km = NAN;
    if (c->site == COPSE_NONE)
        return true;

    const copse_fact_site *site = &facts->sites[c->site];
    copse_way found = way_to(ask, c->site);
    r->travel_minutes = found.minutes;
    r->distance_km = found.km;
    r->site = copse_arena_copy(ask->arena, site->name && site->name[0] ? site->name : site->key);
    return r->site != NULL;
}
