/* Direct ties: most within teams, some to other teams of the same directorate, few beyond. */
#include "store/generate_internal.h"

enum { THREE_YEARS = 1095 };

/** What isolation leaves of ties to other teams. */
static const double leak = 0.08;

bool copse_generate_reaches(const copse_generate *g, size_t a, size_t b, copse_random *random)
{
    bool is_quiet = g->teams[g->members[a].team].isolation == COPSE_PLANTED_QUIET ||
                    g->teams[g->members[b].team].isolation == COPSE_PLANTED_QUIET;
    return copse_generate_chance(random, is_quiet ? leak : 1.0);
}

size_t copse_generate_other(const copse_generate *g, size_t a, copse_random *random)
{
    size_t half = (g->n_staff - 1) / 2;
    for (int tries = 0; half > 0 && tries < 8; tries++) {
        size_t distance = 1 + copse_generate_rank(random, half);
        size_t b = (a + distance) % g->n_staff;
        if (g->members[b].team != g->members[a].team && copse_generate_is_here(g, b))
            return distance;
    }
    return 0;
}

static copse_status write_tie(const copse_generate *g, copse_generate_file *file, size_t a,
                              size_t b, int64_t weight, copse_random *random, copse_error *err)
{
    /* A few are recorded as a cost, where less is closer. */
    bool is_cost = copse_generate_chance(random, 0.03),
         is_undated = copse_generate_chance(random, 0.1);
    copse_day since = g->today - (copse_day)copse_random_below(random, THREE_YEARS);
    copse_generate_put_key(file, copse_generate_member_key(g, a));
    copse_generate_put_key(file, copse_generate_member_key(g, b));
    copse_generate_put(file, is_cost ? "cost" : "strength");
    copse_generate_put_number(file, is_cost ? 11 - weight : weight);
    copse_generate_put_day(file, is_undated ? COPSE_DAY_UNKNOWN : since);
    return copse_generate_end(file, err);
}

static copse_status write_ties_of(const copse_generate *g, copse_generate_file *file, size_t i,
                                  copse_error *err)
{
    enum { MOST = 24 };
    const copse_generate_team *team = &g->teams[g->members[i].team];
    copse_random random = copse_generate_stream(g, COPSE_DRAW_TIES, i);
    copse_status status = COPSE_OK;
    /* About six colleagues each, everybody in a small team. */
    double within = team->size > 7 ? 6.0 / (team->size - 1) : 0.9;
    for (size_t j = i + 1; j < (size_t)(team->first + team->size) && status == COPSE_OK; j++)
        if (copse_generate_is_here(g, j) && copse_generate_chance(&random, within))
            status =
                write_tie(g, file, i, j, 3 + (int64_t)copse_random_below(&random, 8), &random, err);

    /* Some teams reach out more than others. */
    copse_random of_team =
        copse_generate_stream(g, COPSE_DRAW_TEAM, 3 * g->n_teams + (size_t)g->members[i].team);
    size_t wanted = copse_generate_count(&random, 1.2 * (0.5 + copse_random_unit(&of_team))), n = 0;
    int32_t drawn[MOST];
    for (; wanted > 0 && n < MOST && status == COPSE_OK; wanted--) {
        size_t distance = copse_generate_other(g, i, &random), other = (i + distance) % g->n_staff;
        if (distance == 0 || copse_generate_has(drawn, n, (int32_t)distance))
            continue;
        drawn[n++] = (int32_t)distance;
        if (copse_generate_reaches(g, i, other, &random))
            status = write_tie(g, file, i, other, 1 + (int64_t)copse_random_below(&random, 5),
                               &random, err);
    }
    return status;
}

copse_status copse_generate_write_ties(const copse_generate *g, copse_generate_file *file,
                                       copse_error *err)
{
    for (size_t row = 0; row < g->n_staff; row++) {
        size_t i = copse_permutation_undo(&g->member_keys, row);
        copse_status status = copse_generate_tick(g, "ties", row, g->n_staff, err);
        if (status == COPSE_OK && copse_generate_is_here(g, i))
            status = write_ties_of(g, file, i, err);
        if (status != COPSE_OK)
            return status;
    }
    return COPSE_OK;
}
