/*
 * Trusts, sites, directorates, departments and teams. Below 40,000 staff there
 * is one trust; above, one for every 20,000 and a root over them.
 */
#include "store/generate_internal.h"

#include <math.h>

enum { STAFF_OF_TRUST = 20000, TEAMS_OF_DEPARTMENT = 8, TEAMS_WITHOUT_DEPARTMENTS = 12 };

/* How many of a hundred and something teams each directorate has, in the order of areas. */
static const int weights[COPSE_GENERATE_AREAS] = {9, 10, 7, 6, 5, 3, 3, 3, 2, 5, 4, 6, 3, 4, 2, 2};

static int32_t weight_to(size_t directorates)
{
    int32_t sum = 0;
    for (size_t d = 0; d < directorates; d++)
        sum += weights[d];
    return sum;
}

void copse_generate_trust_name(copse_text *out, size_t trust)
{
    static const char *const parts[] = {"",       " East",    " West", " North",
                                        " South", " Central", " Vale", " Coast"};
    size_t round = trust / copse_generate_shores();
    copse_text_append(out, copse_generate_shore(trust));
    copse_text_append(out, parts[round % (sizeof parts / sizeof parts[0])]);
}

void copse_generate_team_name(copse_text *out, const copse_generate *g, size_t team)
{
    const copse_generate_team *t = &g->teams[team];
    size_t number = (size_t)t->number, places = copse_generate_places();
    /* A department's teams do the same in different places; a small directorate's do different
     * things. */
    size_t unit = t->in_department ? number / TEAMS_OF_DEPARTMENT : number;
    size_t place = (number + 7 * (size_t)t->area) % places;
    copse_text_append(out, copse_generate_place(place));
    copse_text_append(out, " ");
    copse_text_append(out, copse_generate_unit((size_t)t->area, unit));
    if (number >= places)
        copse_text_format(out, " %zu", number / places + 1);
}

static void upper_name(copse_text *out, const copse_generate *g, size_t upper)
{
    const copse_generate_upper *u = &g->uppers[upper];
    if (u->trust < 0) {
        copse_text_append(out, "All trusts");
    } else if (u->area < 0) {
        copse_generate_trust_name(out, (size_t)u->trust);
        copse_text_append(out, " NHS Trust");
    } else if (u->number < 0) {
        copse_text_append(out, copse_generate_directorate((size_t)u->area));
    } else {
        copse_text_append(out, copse_generate_directorate((size_t)u->area));
        copse_text_format(out, " group %d: ", (int)u->number + 1);
        copse_text_append(out, copse_generate_unit((size_t)u->area, (size_t)u->number));
    }
}

static int32_t add_upper(copse_generate *g, copse_generate_upper upper)
{
    g->uppers[g->n_uppers] = upper;
    return (int32_t)g->n_uppers++;
}

/* Teams first..first+n-1 are one directorate. */
static void plan_directorate(copse_generate *g, int32_t trust, int32_t area, int32_t above,
                             size_t first, size_t n)
{
    int32_t directorate = add_upper(g, (copse_generate_upper){above, trust, -1, area});
    bool in_department = n > TEAMS_WITHOUT_DEPARTMENTS;
    int32_t upper = directorate;
    for (size_t i = 0; i < n; i++) {
        if (in_department && i % TEAMS_OF_DEPARTMENT == 0)
            upper = add_upper(g, (copse_generate_upper){directorate, trust,
                                                        (int32_t)(i / TEAMS_OF_DEPARTMENT), area});
        copse_random random = copse_generate_stream(g, COPSE_DRAW_TEAM, first + i);
        size_t sites = g->site_first[trust + 1] - g->site_first[trust];
        size_t site = g->site_first[trust] + copse_generate_rank(&random, sites);
        g->teams[first + i] = (copse_generate_team){.trust = trust,
                                                    .area = area,
                                                    .site = (int32_t)site,
                                                    .upper = upper,
                                                    .number = (int32_t)i,
                                                    .favourite = -1,
                                                    .own = -1,
                                                    .in_department = in_department};
    }
}

static void plan_sites(copse_generate *g)
{
    g->n_sites = 0;
    for (size_t o = 0; o < g->n_trusts; o++) {
        size_t teams = (o + 1) * g->n_teams / g->n_trusts - o * g->n_teams / g->n_trusts;
        size_t n = teams / 8 < 2 ? 2 : teams / 8 > 12 ? 12 : teams / 8;
        g->site_first[o] = g->n_sites;
        for (size_t i = 0; i < n; i++) {
            copse_random random = copse_generate_stream(g, COPSE_DRAW_SITE, g->n_sites);
            g->sites[g->n_sites++] = (copse_generate_site){
                (int32_t)o, (int32_t)i, (int32_t)copse_random_below(&random, 401) - 200,
                (int32_t)copse_random_below(&random, 401) - 200};
        }
    }
    g->site_first[g->n_trusts] = g->n_sites;
}

/* Sizes fall as 1/w^2 from the smallest to about fourteen times that, as teams do. */
static copse_status plan_sizes(copse_generate *g, copse_error *err)
{
    double *share = copse_memory_new(g->n_teams, sizeof *share), sum = 0.0;
    if (!share)
        return copse_error_nomem(err);
    for (size_t t = 0; t < g->n_teams; t++) {
        copse_random random = copse_generate_stream(g, COPSE_DRAW_TEAM, g->n_teams + t);
        share[t] = 1.0 / (1.0 - copse_random_unit(&random) * (13.0 / 14.0));
        sum += share[t];
    }
    size_t smallest = g->n_staff / g->n_teams < 3 ? g->n_staff / g->n_teams : 3;
    size_t rest = g->n_staff - smallest * g->n_teams, given = 0, first = 0;
    for (size_t t = 0; t < g->n_teams; t++) {
        size_t more = (size_t)((double)rest * (share[t] / sum));
        g->teams[t].size = (int32_t)(smallest + more);
        given += more;
    }
    /* Rounding down left some over, fewer than there are teams; rounding of the sum may take one
     * back. */
    for (size_t t = 0; given < rest; t = (t + 1) % g->n_teams, given++)
        g->teams[t].size++;
    for (size_t t = 0; given > rest; t = (t + 1) % g->n_teams)
        if (g->teams[t].size > (int32_t)smallest) {
            g->teams[t].size--;
            given--;
        }
    for (size_t t = 0; t < g->n_teams; t++) {
        g->teams[t].first = (int32_t)first;
        first += (size_t)g->teams[t].size;
    }
    copse_memory_free(share);
    return COPSE_OK;
}

copse_status copse_generate_plan_organisation(copse_generate *g, copse_error *err)
{
    g->n_trusts = g->n_staff / STAFF_OF_TRUST;
    if (g->n_trusts > g->n_teams / 20)
        g->n_trusts = g->n_teams / 20;
    if (g->n_trusts < 1)
        g->n_trusts = 1;
    size_t uppers =
        1 + g->n_trusts * (1 + COPSE_GENERATE_AREAS * 2) + g->n_teams / TEAMS_OF_DEPARTMENT;
    g->uppers = copse_memory_new(uppers, sizeof *g->uppers);
    g->teams = copse_memory_new(g->n_teams, sizeof *g->teams);
    g->sites = copse_memory_new(g->n_trusts * 12, sizeof *g->sites);
    g->site_first = copse_memory_new(g->n_trusts + 1, sizeof *g->site_first);
    if (!g->uppers || !g->teams || !g->sites || !g->site_first)
        return copse_error_nomem(err);
    plan_sites(g);

    int32_t root = g->n_trusts > 1 ? add_upper(g, (copse_generate_upper){-1, -1, -1, -1}) : -1;
    for (size_t o = 0; o < g->n_trusts; o++) {
        int32_t above = add_upper(g, (copse_generate_upper){root, (int32_t)o, -1, -1});
        size_t first = o * g->n_teams / g->n_trusts, n = (o + 1) * g->n_teams / g->n_trusts - first;
        size_t directorates = n / 5 < 1 ? 1 : n / 5 > g->n_areas ? g->n_areas : n / 5;
        size_t all = (size_t)weight_to(directorates);
        for (size_t d = 0; d < directorates; d++) {
            size_t from = n * (size_t)weight_to(d) / all, to = n * (size_t)weight_to(d + 1) / all;
            plan_directorate(g, (int32_t)o, (int32_t)d, above, first + from, to - from);
        }
    }
    return plan_sizes(g, err);
}

copse_status copse_generate_write_sites(const copse_generate *g, copse_generate_file *file,
                                        copse_error *err)
{
    copse_text name = COPSE_TEXT_INIT;
    copse_status status = COPSE_OK;
    for (size_t s = 0; s < g->n_sites && status == COPSE_OK; s++) {
        const copse_generate_site *site = &g->sites[s];
        copse_text_clear(&name);
        copse_generate_trust_name(&name, (size_t)site->trust);
        copse_text_append(&name, " ");
        copse_text_append(&name, copse_generate_site_kind((size_t)site->number));
        if (name.failed) {
            status = copse_error_nomem(err);
            break;
        }
        /* Trusts stand on a grid in the Atlantic, a degree apart. 100 m are 90 hundred-thousandths
         * of a degree north and, at 50 to 58 degrees north, about 155 east. */
        int64_t north = 5000000 + (site->trust % 9) * 100000 + (int64_t)site->y * 90;
        int64_t east = -3200000 + (site->trust / 9) * 160000 + (int64_t)site->x * 155;
        copse_generate_put_key(file, copse_generate_site_key(g, s));
        copse_generate_put(file, name.bytes);
        copse_generate_put_decimal(file, north, 5);
        copse_generate_put_decimal(file, east, 5);
        status = copse_generate_end(file, err);
    }
    copse_text_free(&name);
    return status;
}

copse_status copse_generate_write_travel(const copse_generate *g, copse_generate_file *file,
                                         copse_error *err)
{
    for (size_t o = 0; o < g->n_trusts; o++) {
        for (size_t a = g->site_first[o]; a < g->site_first[o + 1]; a++) {
            for (size_t b = g->site_first[o]; b < g->site_first[o + 1]; b++) {
                /* Tables have gaps: there the distance has to do. */
                if (a == b || (a + b) % 7 == 3)
                    continue;
                double x = g->sites[a].x - g->sites[b].x, y = g->sites[a].y - g->sites[b].y;
                copse_generate_put_key(file, copse_generate_site_key(g, a));
                copse_generate_put_key(file, copse_generate_site_key(g, b));
                copse_generate_put_number(file, 6 + (int64_t)(sqrt(x * x + y * y) * 0.16));
                copse_status status = copse_generate_end(file, err);
                if (status != COPSE_OK)
                    return status;
            }
        }
    }
    return COPSE_OK;
}

static copse_status write_team(const copse_generate *g, copse_generate_file *file,
                               copse_generate_key key, copse_text *name, int32_t above,
                               copse_error *err)
{
    if (name->failed)
        return copse_error_nomem(err);
    copse_generate_put_key(file, key);
    copse_generate_put(file, name->bytes);
    if (above < 0)
        copse_generate_put(file, "");
    else
        copse_generate_put_key(file, copse_generate_upper_key(g, (size_t)above));
    copse_text_clear(name);
    return copse_generate_end(file, err);
}

copse_status copse_generate_write_teams(const copse_generate *g, copse_generate_file *file,
                                        copse_error *err)
{
    copse_text name = COPSE_TEXT_INIT;
    copse_status status = COPSE_OK;
    for (size_t u = 0; u < g->n_uppers && status == COPSE_OK; u++) {
        upper_name(&name, g, u);
        status =
            write_team(g, file, copse_generate_upper_key(g, u), &name, g->uppers[u].parent, err);
    }
    for (size_t row = 0; row < g->n_teams && status == COPSE_OK; row++) {
        size_t t = copse_permutation_undo(&g->team_keys, row);
        copse_generate_team_name(&name, g, t);
        status = write_team(g, file, copse_generate_team_key(g, t), &name, g->teams[t].upper, err);
    }
    copse_text_free(&name);
    return status;
}
