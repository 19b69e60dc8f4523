/*
 * Where the people in question work: teams, sites and professions, and how far
 * places are from each other.
 */
#include "question/found_case.h"

#include <math.h>
#include <string.h>

#include "question/rules.h"

/* Candidates × groups of one kind, columns numbered from 0. */
static copse_status gather_groups(copse_incidence *out, const copse_found_case *c,
                                  copse_group_kind kind, copse_error *err)
{
    const copse_incidence *of = &c->net->member_groups;
    size_t n_columns = 0, at = 0, n = 0;
    int32_t *number = copse_memory_new(c->net->n_groups, sizeof *number);
    for (size_t g = 0; number && g < c->net->n_groups; g++)
        number[g] = c->net->groups[g].kind == kind ? (int32_t)n_columns++ : -1;
    for (size_t v = 0; v < c->n; v++)
        n += copse_incidence_degree(of, (size_t)c->member[v]);
    *out = (copse_incidence){.n_rows = c->n, .n_columns = n_columns};
    out->start = copse_memory_new(c->n + 1, sizeof *out->start);
    out->column = copse_memory_new(n, sizeof *out->column);
    bool is_whole = number && out->start && out->column;
    for (size_t v = 0; is_whole && v < c->n; v++) {
        size_t row = (size_t)c->member[v];
        for (size_t k = of->start[row]; k < of->start[row + 1]; k++)
            if (number[of->column[k]] >= 0)
                out->column[at++] = number[of->column[k]];
        out->start[v + 1] = at;
    }
    copse_memory_free(number);
    return is_whole ? COPSE_OK : copse_error_nomem(err);
}

/* A unit here is the team itself: those above it are shared by too many to tell people apart. */
static copse_status gather_units(copse_found_case *c, copse_error *err)
{
    const copse_incidence *of = &c->net->member_teams;
    size_t n = 0, at = 0;
    for (size_t v = 0; v < c->n; v++)
        n += copse_incidence_degree(of, (size_t)c->member[v]);
    c->units = (copse_incidence){.n_rows = c->n, .n_columns = c->net->facts->n_teams};
    c->units.start = copse_memory_new(c->n + 1, sizeof *c->units.start);
    c->units.column = copse_memory_new(n, sizeof *c->units.column);
    if (!c->units.start || !c->units.column)
        return copse_error_nomem(err);
    for (size_t v = 0; v < c->n; v++) {
        size_t row = (size_t)c->member[v], degree = copse_incidence_degree(of, row);
        if (degree > 0)
            memcpy(c->units.column + at, of->column + of->start[row], degree * sizeof(int32_t));
        at += degree;
        c->units.start[v + 1] = at;
    }
    return COPSE_OK;
}

copse_status copse_found_case_places(copse_found_case *c, copse_error *err)
{
    copse_status st = gather_units(c, err);
    if (st == COPSE_OK)
        st = gather_groups(&c->sites, c, COPSE_GROUP_SITE, err);
    if (st == COPSE_OK)
        st = gather_groups(&c->professions, c, COPSE_GROUP_PROFESSION, err);
    c->travel = copse_memory_new(c->net->facts->n_sites + 1, sizeof *c->travel);
    if (st == COPSE_OK && !c->travel)
        st = copse_error_nomem(err);
    bool has_sites = false;
    for (size_t v = 0; st == COPSE_OK && v < c->n; v++) {
        c->site[v] = COPSE_NONE;
        has_sites = copse_network_sites_of(c->net, c->member[v], &c->site[v], 1) > 0 || has_sites;
    }
    static const copse_rule shares[] = {
        [COPSE_MODE_UNKNOWN] = COPSE_RULE_FOUND_TRAVEL_HYBRID,
        [COPSE_MODE_FACE_TO_FACE] = COPSE_RULE_FOUND_TRAVEL_FACE,
        [COPSE_MODE_VIRTUAL] = COPSE_RULE_FOUND_TRAVEL_VIRTUAL,
        [COPSE_MODE_HYBRID] = COPSE_RULE_FOUND_TRAVEL_HYBRID,
    };
    /* Where no site is recorded, travel says nothing of anybody. */
    c->travel_share = has_sites ? copse_rule_value(shares[c->options->mode]) : 0.0;
    return st;
}
