/*
 * Teams that lack connections, as far as an audience may know: the test reads exact counts, so all but its verdict and
 * what would help is the steward's.
 */
#include "question/overview.h"

#include <math.h>

#include "measure/negative_binomial.h"

static const char *judged_by(const copse_isolated_answer *of)
{
    if (of->has_ties && of->has_seats)
        return "direct ties and seats in CoPs";
    return of->has_ties ? "direct ties" : "seats in CoPs (no direct ties are recorded)";
}

static bool keep(const char **out, copse_arena *arena, const char *text)
{
    *out = text ? copse_arena_copy(arena, text) : NULL;
    return *out || !text;
}

static bool copy_remedies(copse_overview_team *to, const copse_isolated_unit *unit, const copse_viewing *v,
                          copse_arena *arena)
{
    copse_isolated_remedy *list = copse_arena_take(arena, unit->n_remedies, sizeof *list);
    if (!list)
        return false;
    for (size_t i = 0; i < unit->n_remedies; i++) {
        list[i] = unit->remedies[i];
        if (!keep(&list[i].key, arena, list[i].key) || !keep(&list[i].name, arena, list[i].name) ||
            !keep(&list[i].topic, arena, list[i].topic))
            return false;
        if (v->is_exact)
            continue;
        list[i].reach = list[i].gain = NAN;
        list[i].people = -1;
    }
    to->remedies = list;
    to->n_remedies = unit->n_remedies;
    return true;
}

/* As it is published, whatever day the test is of. */
static copse_public_count staff_of(const copse_viewing *v, const char *key)
{
    copse_index team = copse_map_get(v->net->team_keys, key, COPSE_NONE);
    copse_count count = copse_network_counts_get(v->counts, COPSE_NONE, COPSE_COUNT_UNIT, team);
    return (copse_public_count){!count.is_suppressed, count.value};
}

static bool copy_team(copse_overview_team *to, const copse_isolated_unit *unit, const copse_viewing *v,
                      copse_arena *arena)
{
    *to = (copse_overview_team){.staff = staff_of(v, unit->key),
                                .verdict = unit->verdict,
                                .ties = {NAN, NAN, NAN},
                                .seats = {NAN, NAN, NAN}};
    if (v->is_exact) {
        to->is_banded = unit->is_banded;
        to->kind = unit->kind;
        to->ties = unit->ties;
        to->seats = unit->seats;
    }
    return keep(&to->key, arena, unit->key) && keep(&to->name, arena, unit->name) &&
           keep(&to->above, arena, unit->above) && keep(&to->accepted, arena, v->is_exact ? unit->accepted : NULL) &&
           copy_remedies(to, unit, v, arena);
}

static bool is_listed(const copse_isolated_unit *unit)
{
    return unit->verdict == COPSE_ISOLATION_CONFIRMED || unit->verdict == COPSE_ISOLATION_WATCH;
}

static copse_status take(copse_overview_answer *answer, const copse_isolated_answer *of, const copse_viewing *v,
                         copse_error *err)
{
    copse_overview_team *teams = copse_arena_take(answer->arena, of->n_units, sizeof *teams);
    if (!teams)
        return copse_error_nomem(err);
    answer->teams = teams;
    for (size_t i = 0; i < of->n_units; i++) {
        const copse_isolated_unit *unit = &of->units[i];
        if (!v->is_exact && !staff_of(v, unit->key).is_shown)
            continue;
        answer->n_judged++;
        answer->n_few += unit->verdict == COPSE_ISOLATION_CONFIRMED;
        answer->n_perhaps_few += unit->verdict == COPSE_ISOLATION_WATCH;
        answer->n_too_small += unit->verdict == COPSE_ISOLATION_TOO_SMALL;
        answer->n_missing += unit->verdict == COPSE_ISOLATION_MISSING;
        if (is_listed(unit) && !copy_team(&teams[answer->n_teams++], unit, v, answer->arena))
            return copse_error_nomem(err);
    }
    return COPSE_OK;
}

static copse_status judge(copse_overview_answer *answer, const copse_network *net, const copse_viewing *v,
                          copse_error *err)
{
    copse_isolated_answer *of = NULL;
    copse_isolated_options options = COPSE_ISOLATED_OPTIONS_INIT;
    copse_error why = COPSE_ERROR_INIT;
    options.records = v->options->units;
    copse_status st = copse_question_isolated(&of, net, &options, v->ctx, &why);
    if (st == COPSE_E_DATA) /* no team, or nothing to judge any by */
        return COPSE_OK;
    if (st != COPSE_OK) {
        if (err)
            *err = why;
        return st;
    }
    answer->is_judged = of->n_units >= COPSE_NEGATIVE_BINOMIAL_LEAST;
    if (answer->is_judged) {
        answer->judged_by = judged_by(of);
        answer->judged_on = net->as_of;
        st = take(answer, of, v, err);
    }
    copse_isolated_answer_free(of);
    return st;
}

copse_status copse_viewing_teams(copse_overview_answer *answer, const copse_viewing *v, copse_error *err)
{
    copse_network *other = NULL;
    copse_day day = copse_network_counts_day(v->counts);
    answer->judged_on = COPSE_DAY_UNKNOWN;
    if (v->is_exact || day == v->net->as_of)
        return judge(answer, v->net, v, err);
    copse_context then = *v->ctx;
    then.as_of = day;
    copse_status st = copse_network_new(&other, v->net->facts, &then, err);
    if (st == COPSE_OK)
        st = judge(answer, other, v, err);
    copse_network_free(other);
    return st;
}
