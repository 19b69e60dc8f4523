/* Where a CoP meets, seen from where the member is. */
#include "question/recommend.h"

#include <math.h>

/* How far it is from one site to another, as far as it is known. */
typedef struct way {
    double minutes, km;
} way;

/* By time where both have one, else by distance; what is known is nearer than what is not. */
static bool is_shorter(way a, way b)
{
    if (!isnan(a.minutes) && !isnan(b.minutes))
        return a.minutes < b.minutes;
    if (isnan(a.minutes) != isnan(b.minutes))
        return !isnan(a.minutes);
    return !isnan(a.km) && (isnan(b.km) || a.km < b.km);
}

static way way_between(const copse_network *net, copse_index from, copse_index to)
{
    return (way){copse_network_travel_minutes(net, from, to),
                 copse_network_distance_km(net, from, to)};
}

/* From the site that was asked for, else from the nearest of the member's own. */
static way way_to(const copse_asking *ask, copse_index site)
{
    enum { MOST_SITES = 8 };
    if (ask->options->site != COPSE_NONE)
        return way_between(ask->net, ask->options->site, site);

    copse_index from[MOST_SITES];
    size_t n = copse_network_sites_of(ask->net, ask->member, from, MOST_SITES);
    way shortest = {NAN, NAN};
    for (size_t i = 0; i < n && i < MOST_SITES; i++) {
        way found = way_between(ask->net, from[i], site);
        if (is_shorter(found, shortest))
            shortest = found;
    }
    return shortest;
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
    way found = way_to(ask, c->site);
    r->travel_minutes = found.minutes;
    r->distance_km = found.km;
    r->site = copse_arena_copy(ask->arena, site->name && site->name[0] ? site->name : site->key);
    return r->site != NULL;
}
