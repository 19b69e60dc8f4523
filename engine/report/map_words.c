/* What a map says in words: the same on paper, in a terminal and with scripts off. */
#include "report/map.h"

#include <inttypes.h>

const char *copse_map_name(const copse_map_mark *mark)
{
    return copse_figure_name(mark->name, mark->key);
}

void copse_map_say_title(copse_text *out, const copse_map_answer *answer)
{
    const char *whose = answer->head.terms ? answer->head.terms->organisation : NULL;
    if (answer->of != COPSE_MAP_OF_TRUST)
        copse_text_format(out, "The knowledge network around %s", answer->of_name ? answer->of_name : "what was asked for");
    else if (whose && whose[0])
        copse_text_format(out, "The knowledge network of %s", whose);
    else
        copse_text_append(out, "Our knowledge network");
}

void copse_map_say_count(copse_text *out, const copse_map_answer *answer, copse_public_count count)
{
    if (count.is_shown)
        copse_text_format(out, "%" PRId64, count.value);
    else
        copse_text_format(out, "fewer than %d, or withheld", answer->threshold);
}

const char *copse_map_standing(const copse_map_mark *team)
{
    static const char *const words[] = {"as usual", "few links", "perhaps few links", "too small to tell",
                                        "nothing recorded"};
    return team->is_judged ? words[team->verdict] : "not judged";
}

const char *copse_map_standing_meaning(const copse_map_mark *team)
{
    static const char *const words[] = {
        "Its links to others are within what teams of its size have.",
        "It surely has fewer links that lead out than teams of its size: few direct ties, few seats in CoPs, "
        "or seats among its own people. Ask it first: links may not be recorded.",
        "It may have fewer links that lead out than teams of its size; that is not sure.",
        "So few people work here that even no link at all would not stand out.",
        "Nothing at all is recorded of its people: that is missing data, not isolation."};
    return team->is_judged ? words[team->verdict]
                           : "Its size is not shown, or too few teams are known to compare it with.";
}

/* ---- the summary ---- */

static void say_what_is_shown(copse_text *out, const copse_map_answer *answer)
{
    copse_figure_count(out, (int64_t)answer->n_of[COPSE_MAP_TEAM], "team");
    copse_text_append(out, ", ");
    copse_text_format(out, "%zu communit%s of practice (CoPs) and ", answer->n_of[COPSE_MAP_COMMUNITY],
                      answer->n_of[COPSE_MAP_COMMUNITY] == 1 ? "y" : "ies");
    copse_figure_count(out, (int64_t)answer->n_of[COPSE_MAP_TOPIC], "topic");
    copse_text_append(out, " are shown");
    if (answer->shows_people) {
        copse_text_append(out, ", with ");
        copse_text_format(out, "%zu %s who agreed to be named", answer->n_of[COPSE_MAP_PERSON],
                          answer->n_of[COPSE_MAP_PERSON] == 1 ? "person" : "people");
    }
    copse_text_append(out, ".");
}

static void say_staff(copse_text *out, const copse_map_answer *answer)
{
    copse_text_append(out, "Staff: ");
    copse_map_say_count(out, answer, answer->staff);
    copse_text_append(out, "; in no community: ");
    copse_map_say_count(out, answer, answer->in_no_community);
    copse_text_append(out, ". Not to be in one can be right.");
}

static void say_few(copse_text *out, const copse_map_answer *answer)
{
    if (!answer->is_judged) {
        copse_text_append(out, "Which teams have few links cannot be judged: too few teams, or no links, are recorded.");
        return;
    }
    copse_figure_count(out, (int64_t)answer->n_few, "team");
    copse_text_format(out, " %s few links to others, judged by %s", answer->n_few == 1 ? "has" : "have", answer->judged_by);
    if (answer->n_perhaps_few > 0)
        copse_text_format(out, "; %zu more may have", answer->n_perhaps_few);
    copse_text_append(out, ".");
}

bool copse_map_say_short(copse_text *out, const copse_map_answer *answer, size_t i)
{
    static void (*const sentences[])(copse_text *, const copse_map_answer *) = {say_what_is_shown, say_staff, say_few};
    if (i >= sizeof sentences / sizeof sentences[0])
        return false;
    sentences[i](out, answer);
    return true;
}
