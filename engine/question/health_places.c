/* Where members of a CoP work, by published counts alone. */
#include "question/health.h"

#include <math.h>

/* [n_teams] whether other units are below it: its people are counted there. */
static bool *find_upper(const copse_facts *facts)
{
    bool *is_upper = copse_memory_new(facts->n_teams, sizeof *is_upper);
    for (size_t t = 0; is_upper && t < facts->n_teams; t++)
        if (facts->teams[t].parent != COPSE_NONE)
            is_upper[facts->teams[t].parent] = true;
    return is_upper;
}

/* Places with somebody in them; a count that is not shown is not 0. */
typedef struct survey {
    const copse_checkup *h;
    size_t community;
    copse_health_place *list; /* NULL: only counted */
    size_t n;
    int64_t largest;
    bool has_failed;
} survey;

static void visit(survey *s, copse_count_kind kind, size_t place, const char *key, const char *name)
{
    copse_count count = copse_network_counts_get(s->h->counts, (copse_index)s->community, kind, (copse_index)place);
    if (!count.is_suppressed && count.value == 0)
        return;
    if (count.value > s->largest)
        s->largest = count.value;
    if (s->list) {
        copse_health_place *to = &s->list[s->n];
        to->members = (copse_public_count){!count.is_suppressed, count.value};
        if (!copse_health_copy(&to->key, s->h, key) || !copse_health_copy(&to->name, s->h, name))
            s->has_failed = true;
    }
    s->n++;
}

static void visit_teams(survey *s, const bool *is_upper)
{
    const copse_facts *facts = s->h->net->facts;
    for (size_t t = 0; t < facts->n_teams; t++)
        if (!is_upper[t])
            visit(s, COPSE_COUNT_UNIT, t, facts->teams[t].key, facts->teams[t].name);
}

static void visit_sites(survey *s)
{
    const copse_facts *facts = s->h->net->facts;
    for (size_t i = 0; i < facts->n_sites; i++)
        visit(s, COPSE_COUNT_SITE, i, facts->sites[i].key, facts->sites[i].name);
}

copse_status copse_health_list_places(copse_health_community *out, const copse_checkup *h, size_t community, bool details,
                                copse_error *err)
{
    const copse_facts *facts = h->net->facts;
    survey teams = {.h = h, .community = community}, sites = {.h = h, .community = community};
    bool *is_upper = find_upper(facts);
    if (!is_upper)
        return copse_error_nomem(err);
    if (details) {
        teams.list = copse_arena_take(h->arena, facts->n_teams, sizeof *teams.list);
        sites.list = copse_arena_take(h->arena, facts->n_sites, sizeof *sites.list);
        teams.has_failed = !teams.list || !sites.list;
    }
    visit_teams(&teams, is_upper);
    visit_sites(&sites);
    copse_memory_free(is_upper);
    if (teams.has_failed || sites.has_failed)
        return copse_error_nomem(err);
    copse_count size = copse_network_counts_get(h->counts, (copse_index)community, COPSE_COUNT_WHOLE, 0);
    out->n_teams = teams.n;
    out->n_sites = sites.n;
    if (teams.largest > 0 && !size.is_suppressed)
        out->largest_share = (double)teams.largest / (double)size.value;
    out->teams = teams.list;
    out->sites = sites.list;
    out->n_team_rows = details ? teams.n : 0;
    out->n_site_rows = details ? sites.n : 0;
    return COPSE_OK;
}
