#include "question/reach.h"

#include <math.h>

#include "question/rules.h"

/* ---- how far ---- */

/* By time where both have one, else by distance; what is known is nearer than what is not. */
static bool is_shorter(copse_way a, copse_way b)
{
    if (!isnan(a.minutes) && !isnan(b.minutes))
        return a.minutes < b.minutes;
    if (isnan(a.minutes) != isnan(b.minutes))
        return !isnan(a.minutes);
    return !isnan(a.km) && (isnan(b.km) || a.km < b.km);
}

copse_way copse_way_shortest(const copse_network *net, const copse_index *from, size_t n_from, copse_index to)
{
    copse_way shortest = {NAN, NAN};
    for (size_t i = 0; i < n_from; i++) {
        copse_way way = {copse_network_travel_minutes(net, from[i], to),
                         copse_network_distance_km(net, from[i], to)};
        if (is_shorter(way, shortest))
            shortest = way;
    }
    return shortest;
}

/* Who travels longer than the rule says goes further on the map in proportion. */
static copse_reach reach_of_way(copse_way way, double max_minutes)
{
    double usual = copse_rule_value(COPSE_RULE_REACH_MINUTES);
    double minutes = max_minutes > 0.0 ? max_minutes : usual;
    double km = copse_rule_value(COPSE_RULE_REACH_KM) * minutes / usual;
    if (!isnan(way.minutes))
        return way.minutes <= minutes ? COPSE_REACH_YES : COPSE_REACH_FAR;
    if (!isnan(way.km))
        return way.km <= km ? COPSE_REACH_YES : COPSE_REACH_FAR;
    return COPSE_REACH_FAR_UNKNOWN;
}

/* ---- how ---- */

static copse_reach reach_of_mode(copse_mode mode, copse_mode asked)
{
    if (asked == COPSE_MODE_UNKNOWN || mode == asked || mode == COPSE_MODE_HYBRID)
        return COPSE_REACH_YES;
    return mode == COPSE_MODE_UNKNOWN ? COPSE_REACH_MODE_UNKNOWN : COPSE_REACH_MODE;
}

copse_reach copse_reach_of(const copse_network *net, const copse_reach_wish *wish, copse_mode mode,
                           copse_index site, copse_way *way, copse_mode *part)
{
    copse_way found = copse_way_shortest(net, wish->from, wish->n_from, site);
    bool is_hybrid = mode == COPSE_MODE_HYBRID;
    copse_mode fits = is_hybrid && wish->mode != COPSE_MODE_UNKNOWN ? wish->mode : mode;
    copse_reach reach = reach_of_mode(mode, wish->mode);
    bool has_place = site != COPSE_NONE || mode != COPSE_MODE_UNKNOWN;

    if (reach == COPSE_REACH_YES && wish->n_from > 0 && fits != COPSE_MODE_VIRTUAL && has_place) {
        reach = reach_of_way(found, wish->max_minutes);
        if (is_hybrid && wish->mode == COPSE_MODE_UNKNOWN && reach != COPSE_REACH_YES) {
            reach = COPSE_REACH_YES;
            fits = COPSE_MODE_VIRTUAL;
        }
    }
    if (way)
        *way = found;
    if (part)
        *part = fits;
    return reach;
}
