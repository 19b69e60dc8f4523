/*
 * Which people a map puts into which CoP: who may be named, unless that would tell who else is in it.
 *
 * Counts are published, so every name that is shown leaves a remainder: where all but one of a team are named and four
 * of the five who are in a CoP, the fifth is the one who did not want to be named. So people of a team are shown in a
 * CoP only where nobody else of the team is in it, or where the others could be any of enough people; and nobody is
 * where that does not hold of the CoP as a whole.
 */
#include "question/map.h"

#include "network/units.h"

/* Of one CoP in one team, or of all who are in it. */
typedef struct remainder {
    int64_t unnamed;    /* in the CoP and not named */
    int64_t candidates; /* not named, and as far as anybody can tell in the CoP or not */
} remainder;

static bool tells_who(const remainder *of, int64_t threshold)
{
    return of->unnamed > 0 && (of->candidates < threshold || of->unnamed >= of->candidates);
}

typedef struct naming {
    const copse_network *net;
    int64_t threshold;
    size_t n_teams;       /* and one more for people without a team */
    bool *is_named;       /* [n_members] */
    int64_t *unnamed_of;  /* [n_teams + 1] staff who are not named */
    int64_t *unnamed_in;  /* [n_teams + 1] of the CoP at hand */
    size_t *touched;      /* [n_teams + 1] teams with somebody in the CoP at hand */
    bool *is_touched;     /* [n_teams + 1] */
} naming;

static void naming_free(naming *n)
{
    copse_memory_free(n->is_named);
    copse_memory_free(n->unnamed_of);
    copse_memory_free(n->unnamed_in);
    copse_memory_free(n->touched);
    copse_memory_free(n->is_touched);
}

static size_t team_of(const naming *n, size_t member)
{
    copse_index team = copse_mapping_team(n->net, member);
    return team == COPSE_NONE ? n->n_teams : (size_t)team;
}

static copse_status naming_new(naming *n, const copse_mapping *m, copse_error *err)
{
    const copse_network *net = m->counted;
    size_t n_members = net->facts->n_members, n_teams = net->facts->n_teams;
    *n = (naming){.net = net,
                  .threshold = m->answer->threshold,
                  .n_teams = n_teams,
                  .is_named = copse_memory_new(n_members, sizeof *n->is_named),
                  .unnamed_of = copse_memory_new(n_teams + 1, sizeof *n->unnamed_of),
                  .unnamed_in = copse_memory_new(n_teams + 1, sizeof *n->unnamed_in),
                  .touched = copse_memory_new(n_teams + 1, sizeof *n->touched),
                  .is_touched = copse_memory_new(n_teams + 1, sizeof *n->is_touched)};
    if (!n->is_named || !n->unnamed_of || !n->unnamed_in || !n->touched || !n->is_touched) {
        naming_free(n);
        return copse_error_nomem(err);
    }
    for (size_t i = 0; i < n_members; i++) {
        n->is_named[i] = net->is_present[i] && copse_network_person(net, m->ctx, (copse_index)i).named;
        n->unnamed_of[team_of(n, i)] += net->is_present[i] && !n->is_named[i];
    }
    return COPSE_OK;
}

/* @return how many teams have somebody in the CoP; touched and unnamed_in are filled */
static size_t count_remainders(naming *n, size_t community)
{
    const copse_incidence *in = &n->net->community_members;
    size_t n_touched = 0;
    for (size_t k = in->start[community]; k < in->start[community + 1]; k++) {
        size_t team = team_of(n, (size_t)in->column[k]);
        if (!n->is_touched[team]) {
            n->is_touched[team] = true;
            n->touched[n_touched++] = team;
        }
        n->unnamed_in[team] += !n->is_named[in->column[k]];
    }
    return n_touched;
}

static void clear_remainders(naming *n, size_t n_touched)
{
    for (size_t i = 0; i < n_touched; i++) {
        n->is_touched[n->touched[i]] = false;
        n->unnamed_in[n->touched[i]] = 0;
    }
}

/* Whether the CoP as a whole may show names. */
static bool may_show_any(const naming *n, size_t n_touched)
{
    remainder whole = {0, 0};
    for (size_t i = 0; i < n_touched; i++)
        if (n->unnamed_in[n->touched[i]] > 0) {
            whole.unnamed += n->unnamed_in[n->touched[i]];
            whole.candidates += n->unnamed_of[n->touched[i]];
        }
    return !tells_who(&whole, n->threshold);
}

static void choose(const copse_mapping *m, naming *n, size_t community)
{
    const copse_incidence *in = &n->net->community_members;
    size_t n_touched = count_remainders(n, community);
    bool may_show = may_show_any(n, n_touched);
    for (size_t k = in->start[community]; may_show && k < in->start[community + 1]; k++) {
        size_t team = team_of(n, (size_t)in->column[k]);
        const remainder here = {n->unnamed_in[team], n->unnamed_of[team]};
        m->may_name[k] = n->is_named[in->column[k]] && !tells_who(&here, n->threshold);
    }
    clear_remainders(n, n_touched);
}

copse_status copse_mapping_people(copse_mapping *m, copse_error *err)
{
    const copse_incidence *in = &m->counted->community_members;
    naming n;
    m->may_name = copse_memory_new(in->start[in->n_rows], sizeof *m->may_name);
    if (!m->may_name)
        return copse_error_nomem(err);
    if (!m->answer->shows_people)
        return COPSE_OK; /* of a map without people, none is named */
    copse_status st = naming_new(&n, m, err);
    if (st != COPSE_OK)
        return st;
    for (size_t c = 0; c < in->n_rows; c++)
        if (copse_network_links(n.net, c))
            choose(m, &n, c);
    naming_free(&n);
    return COPSE_OK;
}
