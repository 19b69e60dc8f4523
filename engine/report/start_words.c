/*
 * The sentences of the first report: plain English for somebody who looks
 * after knowledge and has not seen a network before. A small number is said to
 * be not shown, never to be nothing.
 */
#include "report/start.h"

#include <inttypes.h>
#include <math.h>

const char *copse_start_say_audience(copse_audience audience)
{
    switch (audience) {
    case COPSE_FOR_STEWARD:
        return "It was made for the steward: do not pass it on.";
    case COPSE_FOR_TEAM:
        return "It was made for one team. It names no person.";
    default:
        return "It was made for everybody in the organisation. It names no person.";
    }
}

/* "24 communities": English has two endings here. */
static void say_communities(copse_text *out, int64_t n)
{
    copse_text_format(out, "%" PRId64 " communit%s", n, n == 1 ? "y" : "ies");
}

static void say_people(copse_text *out, int64_t n)
{
    copse_text_format(out, "%" PRId64 " member%s of staff", n, n == 1 ? "" : "s");
}

void copse_start_say_size(copse_text *out, const copse_start_answer *answer)
{
    copse_text_append(out, "The data hold ");
    if (answer->staff.is_shown)
        say_people(out, answer->staff.value);
    else
        copse_text_append(out, "a few members of staff");
    copse_text_append(out, ", ");
    say_communities(out, answer->n_communities);
    copse_text_append(out, ", ");
    copse_figure_count(out, answer->n_teams, "team");
    copse_text_append(out, " and ");
    copse_figure_count(out, answer->n_topics, "topic");
    copse_text_append(out, ".");
}

void copse_start_say_outside(copse_text *out, const copse_start_answer *answer)
{
    copse_public_count outside = answer->in_no_community;
    if (!outside.is_shown) {
        copse_text_append(out, "How many staff are in no community is not shown: they are few, or "
                               "all but a few.");
        return;
    }
    if (outside.value == 0) {
        copse_text_append(out, "Everybody is in at least one community.");
        return;
    }
    say_people(out, outside.value);
    copse_text_append(out, outside.value == 1 ? " is in no community" : " are in no community");
    if (answer->staff.is_shown && answer->staff.value > 0)
        copse_text_format(out, ", %.0f%% of all",
                          100.0 * (double)outside.value / (double)answer->staff.value);
    copse_text_append(out, ".");
}

void copse_start_say_suggested(copse_text *out, const copse_start_answer *answer)
{
    if (!answer->model_kind) {
        copse_text_append(out, "Nothing can be suggested yet: the data do not say who is in which "
                               "community.");
        return;
    }
    if (!answer->suggested.is_shown) {
        copse_text_append(out, "To how many a community can be suggested is not shown: they are "
                               "few, or all but a few.");
        return;
    }
    copse_text_append(out, "Communities can be suggested to ");
    say_people(out, answer->suggested.value);
    if (answer->by_place.is_shown && answer->by_place.value > 0)
        copse_text_format(out,
                          "; to %" PRId64
                          " of them only by their team, site, role or profession, since "
                          "nothing else is known of them",
                          answer->by_place.value);
    copse_text_append(out, ".");
}

void copse_start_say_most(copse_text *out, const copse_start_answer *answer)
{
    enum { NAMED = 3 };
    size_t n = 0;
    while (answer->model_kind && n < NAMED && n < answer->n_community_rows &&
           answer->communities[n].top.is_shown && answer->communities[n].top.value > 0)
        n++;
    if (n == 0)
        return;
    copse_text_append(out, "Suggested most often: ");
    for (size_t i = 0; i < n; i++) {
        const copse_start_community *c = &answer->communities[i];
        copse_text_format(out, "%s%s (to %" PRId64 ")", copse_figure_separator(i, n),
                          copse_figure_name(c->name, c->key), c->top.value);
    }
    copse_text_append(out, ".");
}

void copse_start_say_teams(copse_text *out, const copse_start_answer *answer)
{
    if (answer->n_teams_compared == 0) {
        copse_text_append(out, "Teams cannot be compared: no team with enough people is recorded.");
        return;
    }
    copse_figure_count(out, answer->n_teams_compared, "team");
    copse_text_format(out, " can be compared; the middle one meets other teams in %g communit%s",
                      answer->median_shared, answer->median_shared > 1 ? "ies" : "y");
    if (answer->n_team_rows == 0)
        copse_text_append(out, ", and none in far fewer.");
    else if (answer->n_team_rows == 1)
        copse_text_append(out, ", and one in far fewer.");
    else
        copse_text_format(out, ", and %zu in far fewer.", answer->n_team_rows);
}

const char copse_start_words_teams[] =
    "Two teams meet in a community when somebody of each is in it. This is a count, not a test: "
    "small teams are in fewer communities by chance, a team may rightly work apart, and links "
    "outside communities are not counted here. Read it as a list of teams to ask, not of teams "
    "that fail; 'copse isolated' tells which have fewer links than chance explains.";

void copse_start_say_undecided(copse_text *out, const copse_start_answer *answer)
{
    if (answer->n_undecided == 0)
        return;
    say_communities(out, answer->n_undecided);
    copse_text_append(out,
                      answer->n_undecided == 1
                          ? " has a name which suggests that being in it says something private; "
                            "it is left out of everything until somebody decides."
                          : " have names which suggest that being in one says something private; "
                            "they are left out of everything until somebody decides.");
}

void copse_start_say_missing(copse_text *out, const copse_start_answer *answer)
{
    if (answer->n_gaps == 0)
        return;
    copse_figure_count(out, (int64_t)answer->n_gaps, "thing");
    copse_text_append(out, answer->n_gaps == 1
                               ? " is missing that would make the answers better."
                               : " are missing that would make the answers better.");
}

void copse_start_say_age(copse_text *out, const copse_start_source *source)
{
    char day[COPSE_FIGURE_SIZE];
    copse_figure_day(day, source->imported);
    copse_text_append(out, day);
    if (source->age_days < 0 || isnan(source->age_days))
        return;
    if (source->age_days < 1)
        copse_text_append(out, ", the day of this report");
    else
        copse_text_format(out, ", %.0f day%s before this report", source->age_days,
                          source->age_days < 2 ? "" : "s");
}

const char *copse_start_say_activity(copse_activity activity)
{
    switch (activity) {
    case COPSE_ACTIVITY_ACTIVE:
        return "active";
    case COPSE_ACTIVITY_QUIET:
        return "quiet";
    case COPSE_ACTIVITY_UNKNOWN:
        break;
    }
    return "not known";
}

copse_start_sentence *const copse_start_short[] = {
    copse_start_say_size,      copse_start_say_outside,
    copse_start_say_suggested, copse_start_say_most,
    copse_start_say_teams,     copse_start_say_undecided,
    copse_start_say_missing,   NULL};
