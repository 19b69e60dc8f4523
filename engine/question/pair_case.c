/*
 * Who takes part in a round of coffee. A pairing names two people to each other, so it is between people who agreed to
 * be named to each other: that is the opting in. Who agreed to less can ask to take part and is then included.
 */
#include "question/pair.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "question/rules.h"

/* ---- the group ---- */

static bool works_under(const copse_network *net, size_t member, copse_index team)
{
    const copse_incidence *teams = &net->member_teams;
    for (size_t k = teams->start[member]; k < teams->start[member + 1]; k++)
        for (copse_index at = teams->column[k]; at != COPSE_NONE; at = net->facts->teams[at].parent)
            if (at == team)
                return true;
    return false;
}

static bool works_at(const copse_network *net, size_t member, copse_index site)
{
    const copse_incidence *groups = &net->member_groups;
    for (size_t k = groups->start[member]; k < groups->start[member + 1]; k++)
        if (net->groups[groups->column[k]].kind == COPSE_GROUP_SITE && net->groups[groups->column[k]].index == site)
            return true;
    return false;
}

static bool is_of_group(const copse_pair_case *c, size_t member)
{
    const copse_network *net = c->net;
    const copse_pair_options *o = c->options;
    if (!net->is_present[member] || (o->site != COPSE_NONE && !works_at(net, member, o->site)))
        return false;
    if (o->team != COPSE_NONE)
        return works_under(net, member, o->team);
    if (o->community != COPSE_NONE)
        return copse_incidence_has(&net->member_communities, member, (int32_t)o->community);
    return copse_incidence_degree(&net->member_teams, member) > 0 ||
           copse_incidence_degree(&net->member_communities, member) > 0;
}

static bool is_excluded(const copse_pair_options *o, size_t member)
{
    for (size_t i = 0; i < o->n_exclude; i++)
        if (o->exclude[i] == (copse_index)member)
            return true;
    return false;
}

static copse_status gather_people(copse_pair_case *c, copse_error *err)
{
    size_t n_members = c->net->facts->n_members;
    c->position = copse_memory_new(n_members, sizeof *c->position);
    c->is_included = copse_memory_new(n_members, sizeof *c->is_included);
    c->member = copse_memory_new(n_members, sizeof *c->member);
    if (!c->position || !c->is_included || !c->member)
        return copse_error_nomem(err);
    for (size_t i = 0; i < c->options->n_include; i++)
        c->is_included[c->options->include[i]] = true;
    for (size_t i = 0; i < n_members; i++) {
        c->position[i] = -1;
        if (!is_of_group(c, i))
            continue;
        c->n_group++;
        bool is_silent = c->net->facts->members[i].visibility == COPSE_VISIBLE_NONE && !c->is_included[i];
        c->n_silent += is_silent;
        if (is_silent || is_excluded(c->options, i))
            continue;
        c->position[i] = (int32_t)c->n;
        c->member[c->n++] = (int32_t)i;
    }
    return COPSE_OK;
}

/* ---- where, and what was before ---- */

static copse_status gather_places(copse_pair_case *c, copse_error *err)
{
    c->is_face_to_face = c->options->mode == COPSE_MODE_FACE_TO_FACE;
    c->site = copse_memory_new(c->n, sizeof *c->site);
    c->place = copse_memory_new(c->n, sizeof *c->place);
    if (!c->site || !c->place)
        return copse_error_nomem(err);
    for (size_t i = 0; i < c->n; i++) {
        c->site[i] = COPSE_NONE;
        copse_network_sites_of(c->net, c->member[i], &c->site[i], 1);
        if (c->options->site != COPSE_NONE)
            c->site[i] = c->options->site;
        c->place[i] = c->is_face_to_face ? (int32_t)c->site[i] : 0;
    }
    return COPSE_OK;
}

static bool is_coffee(const copse_pair_case *c, const copse_fact_pairing *p)
{
    return p->kind && strcmp(p->kind, "coffee") == 0 && copse_network_holds(c->net, p->on, COPSE_DAY_UNKNOWN) &&
           c->position[p->a] >= 0 && c->position[p->b] >= 0;
}

/* Rounds are the days on which some of those who take part were paired; the rows need not be in order. */
static size_t count_rounds(copse_day *days, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        bool is_new = true;
        for (size_t j = 0; is_new && j < kept; j++)
            is_new = days[j] != days[i];
        if (is_new)
            days[kept++] = days[i];
    }
    return kept;
}

static copse_status gather_past(copse_pair_case *c, copse_error *err)
{
    const copse_facts *f = c->net->facts;
    int32_t *row = copse_memory_new(2 * f->n_pairings, sizeof *row);
    int32_t *column = copse_memory_new(2 * f->n_pairings, sizeof *column);
    copse_day *days = copse_memory_new(f->n_pairings, sizeof *days);
    size_t n = 0;
    copse_day last = COPSE_DAY_UNKNOWN;
    c->has_priority = copse_memory_new(c->n, sizeof *c->has_priority);
    copse_status st = row && column && days && c->has_priority ? COPSE_OK : copse_error_nomem(err);
    for (size_t i = 0; st == COPSE_OK && i < f->n_pairings; i++) {
        const copse_fact_pairing *p = &f->pairings[i];
        if (!is_coffee(c, p))
            continue;
        row[2 * n] = column[2 * n + 1] = c->position[p->a];
        column[2 * n] = row[2 * n + 1] = c->position[p->b];
        days[n++] = p->on;
        last = p->on > last ? p->on : last;
        c->is_recorded = c->is_recorded || p->on == c->net->as_of;
    }
    if (st == COPSE_OK)
        st = copse_incidence_new(&c->met, c->n, c->n, 2 * n, row, column, NULL, err);
    for (size_t i = 0; st == COPSE_OK && i < c->n; i++)
        c->has_priority[i] = n > 0 && c->options->most_pairs == 0; /* not being drawn is not being left out */
    for (size_t i = 0; st == COPSE_OK && i < n; i++)
        if (days[i] == last)
            c->has_priority[row[2 * i]] = c->has_priority[column[2 * i]] = false;
    if (st == COPSE_OK)
        c->n_rounds = count_rounds(days, n);
    copse_memory_free(row);
    copse_memory_free(column);
    copse_memory_free(days);
    return st;
}

/* ---- isolated teams ---- */

static void mark_isolated(copse_pair_case *c, copse_index team)
{
    bool is_here = false;
    for (size_t i = 0; i < c->n; i++)
        if (copse_incidence_has(&c->net->member_teams, (size_t)c->member[i], (int32_t)team)) {
            is_here = true;
            if (c->isolated[i] == COPSE_NONE)
                c->isolated[i] = team;
        }
    c->n_isolated += is_here;
}

/* Of the whole organisation, whatever the group: isolation is judged against other teams. */
static copse_status gather_isolated(copse_pair_case *c, copse_error *err)
{
    copse_isolated_options options = COPSE_ISOLATED_OPTIONS_INIT;
    copse_isolated_answer *answer = NULL;
    copse_error why = COPSE_ERROR_INIT; /* of data that say nothing of teams there is nothing to tell */
    options.remedies = -1;
    c->isolated = copse_memory_new(c->n, sizeof *c->isolated);
    if (!c->isolated)
        return copse_error_nomem(err);
    for (size_t i = 0; i < c->n; i++)
        c->isolated[i] = COPSE_NONE;
    copse_status st = copse_question_isolated(&answer, c->net, &options, c->ctx, &why);
    if (st == COPSE_E_DATA || (st == COPSE_OK && isnan(answer->global_p))) { /* nothing to judge teams by */
        c->n_isolated = -1;
        copse_isolated_answer_free(answer);
        return COPSE_OK;
    }
    if (st != COPSE_OK)
        return copse_error_set(err, st, why.where, why.next, "%s", why.what);
    for (size_t u = 0; u < answer->n_units; u++)
        if (answer->units[u].verdict == COPSE_ISOLATION_CONFIRMED ||
            answer->units[u].verdict == COPSE_ISOLATION_WATCH)
            mark_isolated(c, copse_map_get(c->net->team_keys, answer->units[u].key, COPSE_NONE));
    copse_isolated_answer_free(answer);
    return COPSE_OK;
}

/* ---- a pair ---- */

static bool may_know(const copse_pair_case *c, size_t who, size_t whom)
{
    if (c->is_included[c->member[whom]])
        return true;
    copse_context theirs = *c->ctx;
    theirs.audience = COPSE_FOR_SELF;
    theirs.audience_key = c->net->facts->members[c->member[who]].key;
    theirs.reason = NULL;
    return copse_network_person(c->net, &theirs, c->member[whom]).named;
}

bool copse_pair_may_meet(const copse_pair_case *c, size_t a, size_t b)
{
    if (a == b || c->place[a] != c->place[b] || (c->is_face_to_face && c->site[a] == COPSE_NONE))
        return false;
    return may_know(c, a, b) && may_know(c, b, a);
}

void copse_pair_walk(copse_pair_case *c, size_t a)
{
    copse_acquaintance_walk(&c->who, c->member[a], COPSE_PAIR_HOPS, NULL);
}

static bool share_a_team(const copse_pair_case *c, size_t a, size_t b)
{
    const copse_incidence *teams = &c->net->member_teams;
    size_t row = (size_t)c->member[a];
    for (size_t k = teams->start[row]; k < teams->start[row + 1]; k++)
        if (copse_incidence_has(teams, (size_t)c->member[b], teams->column[k]))
            return true;
    return false;
}

static bool differ_in_profession(const copse_pair_case *c, size_t a, size_t b)
{
    const char *x = c->net->facts->members[c->member[a]].profession,
               *y = c->net->facts->members[c->member[b]].profession;
    return x && y && x[0] && y[0] && strcmp(x, y) != 0;
}

int copse_pair_parts(int part[COPSE_PAIR_TERMS], const copse_pair_case *c, size_t a, size_t b)
{
    static const copse_rule rules[COPSE_PAIR_TERMS] = {COPSE_RULE_PAIR_STRANGERS, COPSE_RULE_PAIR_ISOLATED,
                                                       COPSE_RULE_PAIR_TEAMS, COPSE_RULE_PAIR_PROFESSIONS};
    bool share = share_a_team(c, a, b);
    int hops = c->who.hops[c->member[b]], sum = 0;
    const double of[COPSE_PAIR_TERMS] = {
        [COPSE_PAIR_STRANGERS] = hops < 0 ? 1.0 : hops == 2 ? 0.5 : 0.0,
        [COPSE_PAIR_ISOLATED] = !share && (c->isolated[a] != COPSE_NONE) != (c->isolated[b] != COPSE_NONE) ? 1.0 : 0.0,
        [COPSE_PAIR_TEAMS] = share ? 0.0 : 1.0,
        [COPSE_PAIR_PROFESSIONS] = differ_in_profession(c, a, b) ? 1.0 : 0.0,
    };
    for (int i = 0; i < COPSE_PAIR_TERMS; i++)
        sum += part[i] = (int)lround(100.0 * of[i] * copse_rule_value(rules[i]));
    return sum;
}

/* ---- the whole ---- */

copse_status copse_pair_case_new(copse_pair_case *out, const copse_network *net, const copse_pair_options *options,
                                 const copse_context *ctx, copse_error *err)
{
    *out = (copse_pair_case){.net = net, .ctx = ctx, .options = options};
    copse_status st = gather_people(out, err);
    if (st == COPSE_OK)
        st = gather_places(out, err);
    if (st == COPSE_OK)
        st = gather_past(out, err);
    if (st == COPSE_OK)
        st = gather_isolated(out, err);
    return st == COPSE_OK ? copse_acquaintance_new(&out->who, net, err) : st;
}

void copse_pair_case_free(copse_pair_case *c)
{
    copse_memory_free(c->member);
    copse_memory_free(c->position);
    copse_memory_free(c->is_included);
    copse_memory_free(c->site);
    copse_memory_free(c->place);
    copse_memory_free(c->has_priority);
    copse_memory_free(c->isolated);
    copse_incidence_free(&c->met);
    copse_acquaintance_free(&c->who);
}
