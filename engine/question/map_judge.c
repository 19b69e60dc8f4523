/*
 * Whether teams have few connections, as far as an audience may know.
 *
 * The test reads exact counts, so its figures are the steward's. Others get its verdict in a word, of teams whose size
 * is shown, as of the one day that published counts are of: one verdict a team and version of the data, which says of
 * five people or more that together they have fewer links than is usual.
 */
#include "question/map.h"

#include "measure/negative_binomial.h"

static void take(copse_mapping *m, const copse_isolated_unit *unit)
{
    copse_index team = copse_map_get(m->counted->team_keys, unit->key, COPSE_NONE);
    if (team == COPSE_NONE || !m->shows[COPSE_MAP_TEAM][team])
        return;
    copse_map_mark *mark = &m->marks[m->mark_of[COPSE_MAP_TEAM][team]];
    if (!m->is_exact && !mark->people.is_shown)
        return;
    mark->is_judged = true;
    mark->verdict = unit->verdict;
    m->answer->n_few += unit->verdict == COPSE_ISOLATION_CONFIRMED;
    m->answer->n_perhaps_few += unit->verdict == COPSE_ISOLATION_WATCH;
    if (!m->is_exact)
        return;
    mark->signal = unit->kind;
    mark->ties = unit->ties;
    mark->seats = unit->seats;
}

static const char *judged_by(const copse_isolated_answer *of)
{
    if (of->has_ties && of->has_seats)
        return "direct ties and seats in CoPs";
    return of->has_ties ? "direct ties" : "seats in CoPs (no direct ties are recorded)";
}

copse_status copse_mapping_judge(copse_mapping *m, copse_error *err)
{
    copse_isolated_answer *of = NULL;
    copse_isolated_options options = COPSE_ISOLATED_OPTIONS_INIT;
    copse_error why = COPSE_ERROR_INIT;
    options.remedies = -1;
    copse_status st = copse_question_isolated(&of, m->counted, &options, m->ctx, &why);
    if (st == COPSE_E_DATA) /* no team, or nothing to judge any by: then none is */
        return COPSE_OK;
    if (st != COPSE_OK) {
        if (err)
            *err = why;
        return st;
    }
    m->answer->is_judged = of->n_units >= COPSE_NEGATIVE_BINOMIAL_LEAST;
    if (m->answer->is_judged)
        m->answer->judged_by = judged_by(of);
    for (size_t i = 0; m->answer->is_judged && i < of->n_units; i++)
        take(m, &of->units[i]);
    copse_isolated_answer_free(of);
    return COPSE_OK;
}
