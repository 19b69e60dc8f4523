/* Places of teams and CoPs: near what they are tied to. People stand around their team, topics nowhere. */
#include "question/map.h"

#include <math.h>

#include "measure/layout.h"

/* Vertices of the layout: the marks from the first team to the last CoP. */
static size_t first_placed(const copse_map_answer *answer)
{
    return answer->n_of[COPSE_MAP_UNIT] + answer->n_of[COPSE_MAP_SITE] + answer->n_of[COPSE_MAP_TOPIC];
}

/* A count that is not shown must not show in how near two marks stand: it ties as one person would. */
static copse_status gather(copse_incidence *ties, const copse_mapping *m, size_t first, size_t n, copse_error *err)
{
    const copse_map_answer *answer = m->answer;
    int32_t *from = copse_memory_new(2 * answer->n_links, sizeof *from);
    int32_t *to = copse_memory_new(2 * answer->n_links, sizeof *to);
    double *strength = copse_memory_new(2 * answer->n_links, sizeof *strength);
    size_t k = 0;
    for (size_t i = 0; from && to && strength && i < answer->n_links; i++) {
        const copse_map_link *link = &answer->links[i];
        if (answer->marks[link->from].kind != COPSE_MAP_TEAM)
            continue;
        from[k] = to[k + 1] = link->from - (int32_t)first;
        to[k] = from[k + 1] = link->to - (int32_t)first;
        strength[k] = strength[k + 1] = link->people.is_shown ? (double)link->people.value : 1.0;
        k += 2;
    }
    copse_status st = from && to && strength ? copse_incidence_new(ties, n, n, k, from, to, strength, err)
                                             : copse_error_nomem(err);
    copse_memory_free(from);
    copse_memory_free(to);
    copse_memory_free(strength);
    return st;
}

/* Where the marks stood before; NaN where they are new. NULL where nothing is kept, or memory ran out. */
static double *find_kept(const copse_mapping *m, size_t first, size_t n)
{
    const copse_kept_places *places = m->options->kept;
    double *kept = places ? copse_memory_new(2 * n, sizeof *kept) : NULL;
    for (size_t i = 0; kept && i < 2 * n; i++)
        kept[i] = NAN;
    for (size_t i = 0; kept && i < places->n; i++) {
        const copse_kept_place *place = &places->rows[i];
        const copse_map *keys = place->kind == COPSE_MAP_TEAM        ? m->counted->team_keys
                                : place->kind == COPSE_MAP_COMMUNITY ? m->counted->community_keys
                                                                     : NULL;
        copse_index row = keys ? copse_map_get(keys, place->key, COPSE_NONE) : COPSE_NONE;
        int32_t mark = row == COPSE_NONE ? -1 : m->mark_of[place->kind][row];
        if (mark < 0)
            continue;
        m->answer->n_stayed += isnan(kept[2 * ((size_t)mark - first)]) ? 1 : 0;
        kept[2 * ((size_t)mark - first)] = place->x;
        kept[2 * ((size_t)mark - first) + 1] = place->y;
    }
    return kept;
}

copse_status copse_mapping_place(copse_mapping *m, copse_error *err)
{
    copse_incidence ties = {0};
    size_t first = first_placed(m->answer);
    size_t n = m->answer->n_of[COPSE_MAP_TEAM] + m->answer->n_of[COPSE_MAP_COMMUNITY];
    double *place = copse_memory_new(2 * n, sizeof *place);
    double *kept = find_kept(m, first, n);
    bool has_room = place && (kept || !m->options->kept);
    copse_status st = has_room ? gather(&ties, m, first, n, err) : copse_error_nomem(err);
    if (st == COPSE_OK && n > 0) {
        const copse_layout_request request = {.ties = &ties, .kept = kept};
        st = copse_measure_layout(place, &request, m->ctx, err);
    }
    for (size_t i = 0; st == COPSE_OK && i < n; i++) {
        m->marks[first + i].x = place[2 * i];
        m->marks[first + i].y = place[2 * i + 1];
    }
    copse_incidence_free(&ties);
    copse_memory_free(place);
    copse_memory_free(kept);
    return st;
}
