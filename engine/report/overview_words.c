/* The sentences of the whole picture: plain English for a meeting where nobody has seen a network before. */
#include "report/overview.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

/* ---- teams ---- */

const char *copse_overview_say_verdict(copse_isolation_verdict verdict)
{
    return verdict == COPSE_ISOLATION_CONFIRMED ? "few connections" : "perhaps few";
}

static void say_teams_of(copse_text *out, int64_t n, const char *one, const char *many)
{
    copse_figure_count(out, n, "team");
    copse_text_append(out, n == 1 ? one : many);
}

void copse_overview_say_teams(copse_text *out, const copse_overview_answer *answer)
{
    if (!answer->is_judged) {
        copse_text_append(out, "Whether teams lack connections cannot be told: that takes at least 20 teams with people, "
                               "and ties or seats in CoPs to judge them by.");
        return;
    }
    bool is_exact = answer->head.audience == COPSE_FOR_STEWARD;
    copse_text_format(out, "Of %" PRId64 " teams%s, ", answer->n_judged, is_exact ? "" : " whose size is shown");
    if (answer->n_few == 0)
        copse_text_append(out, "none surely has few connections");
    else
        copse_text_format(out, "%" PRId64 " surely ha%s few connections", answer->n_few, answer->n_few == 1 ? "s" : "ve");
    if (answer->n_perhaps_few > 0)
        copse_text_format(out, " and %" PRId64 " perhaps", answer->n_perhaps_few);
    copse_text_format(out, ", judged by %s.", answer->judged_by);
    if (answer->n_too_small > 0) {
        copse_text_append(out, " ");
        say_teams_of(out, answer->n_too_small, " is too small to tell.", " are too small to tell.");
    }
    if (answer->n_missing > 0) {
        copse_text_append(out, " Of ");
        say_teams_of(out, answer->n_missing, " nothing is recorded.", " nothing is recorded.");
    }
}

const char copse_overview_words_teams[] =
    "Few connections: fewer links to others than chance explains in a team of that size; about one in ten of those named "
    "may be a false alarm. Perhaps few: likely less than half of what is usual, but that may be chance. It says "
    "nothing of how good a team is, and a team may rightly work apart. Ask it first; then the cheapest links that "
    "would mend it are the ones named here.";

void copse_overview_say_share(copse_text *out, const copse_overview_team *team, const copse_isolation_share *share)
{
    if (isnan(share->mean))
        copse_text_append(out, "n/a");
    else
        copse_text_format(out, "%s%.0f %%", team->is_banded ? "about " : "", 100.0 * share->mean);
}

void copse_overview_say_remedies(copse_text *out, const copse_overview_team *team)
{
    if (team->accepted) {
        copse_text_format(out, "rightly apart: %s", team->accepted);
        return;
    }
    for (size_t i = 0; i < team->n_remedies; i++) {
        const copse_isolated_remedy *remedy = &team->remedies[i];
        copse_text_format(out, "%s%s %s", i > 0 ? "; " : "", remedy->is_seat ? "a seat in" : "an introduction to",
                          copse_figure_name(remedy->name, remedy->key));
        if (remedy->topic)
            copse_text_format(out, " (both: %s)", remedy->topic);
        if (!isnan(remedy->reach))
            copse_text_format(out, ", reaches about %.1f more teams", remedy->reach);
    }
    if (team->n_remedies == 0)
        copse_text_append(out, "no link of the data at hand would; ask the team");
}

/* ---- actions ---- */

void copse_overview_say_actions(copse_text *out, const copse_overview_answer *answer)
{
    if (!answer->has_actions) {
        copse_text_append(out, "No action is recorded: 'copse record debrief TEAM --action TEXT' keeps what a team said it would do.");
        return;
    }
    if (!answer->open.is_shown) {
        copse_text_append(out, "A few actions are open.");
        return;
    }
    if (answer->open.value == 0) {
        copse_text_append(out, "Every recorded action is done.");
        return;
    }
    copse_figure_count(out, answer->open.value, "action");
    copse_text_append(out, answer->open.value == 1 ? " is open" : " are open");
    if (!answer->late.is_shown)
        copse_text_append(out, ", a few of them past their day.");
    else if (answer->late.value == 0)
        copse_text_append(out, ", none past its day.");
    else
        copse_text_format(out, ", %" PRId64 " of them past their day.", answer->late.value);
}

/* ---- how far to trust it ---- */

static const char *what_it_is(const char *kind)
{
    if (strcmp(kind, "popularity") == 0)
        return "naming the largest CoPs";
    return strcmp(kind, "same-team") == 0 ? "naming the CoPs of colleagues of the team" : kind;
}

static void say_apart(copse_text *out, const copse_overview_answer *answer)
{
    const copse_overview_proof *proof = &answer->proof;
    copse_text_format(out,
                      " On memberships of %s%" PRId64 " members that were kept out of every choice it came to %.2f",
                      answer->head.audience == COPSE_FOR_STEWARD ? "" : "about ", proof->members, proof->apart);
    if (!proof->rival) {
        copse_text_append(out, ".");
        return;
    }
    copse_text_format(out, ", against %.2f for %s", proof->rival_apart, what_it_is(proof->rival));
    copse_text_append(out, proof->rival_apart < proof->apart ? "." : ", which is no worse: do not put much weight on the order.");
}

void copse_overview_say_proof(copse_text *out, const copse_overview_answer *answer)
{
    const copse_overview_proof *proof = &answer->proof;
    if (!answer->start->model_kind) {
        copse_text_append(out, "Nothing could be learned from these data, so there are no suggestions to trust.");
        return;
    }
    if (isnan(proof->chosen)) {
        copse_text_append(out, "These suggestions were not tested: there was too little to hide and find again. Take them as "
                               "ideas to talk about.");
        return;
    }
    copse_text_format(out,
                      "When the suggestions were learned, known memberships were hidden and had to be found again. 1 would be "
                      "every one of them named first, 0 none found: it came to %.2f",
                      proof->chosen);
    if (!isnan(proof->popularity))
        copse_text_format(out, ", against %.2f for naming the largest CoPs to everybody", proof->popularity);
    copse_text_append(out, ".");
    if (proof->members > 0 && !isnan(proof->apart))
        say_apart(out, answer);
}

/* ---- how CoPs fare ---- */

static int64_t count_twins(const copse_health_answer *health)
{
    int64_t n = 0;
    for (size_t i = 0; i < health->n_communities; i++)
        n += health->communities[i].n_twins > 0;
    return n;
}

void copse_overview_say_health(copse_text *out, const copse_overview_answer *answer)
{
    const copse_health_answer *health = answer->health;
    int64_t asleep = 0, twins = count_twins(health);
    if (health->n_communities == 0) {
        copse_text_append(out, "No CoP is recorded.");
        return;
    }
    for (size_t i = 0; i < health->n_communities; i++)
        asleep += health->communities[i].is_dormant;
    copse_text_format(out, "Of %zu CoPs, %" PRId64 " ha%s been quiet for a year or %s recorded as dormant, and %" PRId64
                           " ha%s topics much like those of another.",
                      health->n_communities, asleep, asleep == 1 ? "s" : "ve", asleep == 1 ? "is" : "are", twins,
                      twins == 1 ? "s" : "ve");
}

void copse_overview_say_prompts(copse_text *out, const copse_health_answer *health, const copse_health_community *cop)
{
    size_t n = 0;
    if (cop->is_dormant)
        copse_text_format(out, "%squiet for a year, or dormant: revive, merge or close?", n++ > 0 ? "; " : "");
    if (cop->key_people.is_known && (cop->key_people.is_few || cop->key_people.value > 0)) {
        copse_text_append(out, n++ > 0 ? "; much rests on " : "much rests on ");
        copse_health_say_count(out, health, &cop->key_people);
    }
    if (cop->n_topics_few > 0)
        copse_text_format(out, "%sfew of its members hold %zu of its %zu topics", n++ > 0 ? "; " : "", cop->n_topics_few,
                          cop->n_topics_in_all);
    for (size_t i = 0; i < cop->n_twins; i++)
        copse_text_format(out, "%s%s %s", n++ > 0 ? "; " : "",
                          cop->twins[i].is_of_same ? "same topics and people as" : "same topics, other people than",
                          copse_figure_name(cop->twins[i].name, cop->twins[i].key));
}

const char copse_overview_words_health[] =
    "Prompts to look, not grades: to listen is a fair way to take part, two CoPs on one topic can both be right, and a CoP "
    "may do what nobody recorded. 'copse health COP' tells more of one.";

/* ---- what is not shown ---- */

void copse_overview_say_hidden(copse_text *out, const copse_overview_answer *answer)
{
    if (answer->communities_hidden + answer->teams_hidden == 0)
        copse_text_append(out, "The size of every CoP and team is shown.");
    else
        copse_text_format(out, "Not shown are the sizes of %" PRId64 " of %" PRId64 " CoPs and %" PRId64 " of %" PRId64
                               " teams and units.",
                          answer->communities_hidden, answer->communities_hidden + answer->communities_shown,
                          answer->teams_hidden, answer->teams_hidden + answer->teams_shown);
    int64_t private_ones = answer->start->n_left_out + answer->start->n_undecided;
    if (private_ones > 0)
        copse_text_append(out, " CoPs whose membership says something private (faith, health, identity, union) are in "
                               "nothing here, neither by name nor in any count of who is in a CoP.");
}

const char copse_overview_words_hidden[] =
    "A count of a few people can name them to those who know the place. So counts under the threshold are not shown, nor "
    "counts from which one of these could be worked out by subtracting. 'Not shown' is not nothing. Nobody is named, and "
    "no person's score is in this report: suggestions are counted by CoP.";

void copse_overview_say_audience(copse_text *out, const copse_overview_answer *answer)
{
    copse_text_append(out, copse_start_say_audience(answer->head.audience));
}

/* ---- in short ---- */

static void say_size(copse_text *out, const copse_overview_answer *answer)
{
    copse_start_say_size(out, answer->start);
}

static void say_outside(copse_text *out, const copse_overview_answer *answer)
{
    copse_start_say_outside(out, answer->start);
}

static void say_suggested(copse_text *out, const copse_overview_answer *answer)
{
    copse_start_say_suggested(out, answer->start);
}

static void say_most(copse_text *out, const copse_overview_answer *answer)
{
    copse_start_say_most(out, answer->start);
}

static void say_missing(copse_text *out, const copse_overview_answer *answer)
{
    copse_start_say_missing(out, answer->start);
}

copse_overview_sentence *const copse_overview_short[] = {
    say_size, copse_overview_say_teams, copse_overview_say_health, say_outside, say_suggested, say_most, 
    copse_overview_say_actions, say_missing, NULL};
