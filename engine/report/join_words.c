/*
 * The sentences of a join answer. Neither mode of meeting is praised, a part
 * that counts against a CoP is said as plainly as one that counts for it, and
 * what is not recorded is left unsaid.
 */
#include "report/join.h"

#include <math.h>

#include "question/rules.h"

size_t copse_join_letter_count(const copse_join_answer *answer)
{
    size_t most = copse_rule_size(COPSE_RULE_LETTER_TOP);
    return answer->n_recommendations < most ? answer->n_recommendations : most;
}

void copse_join_say_reason(copse_text *out, const copse_reason *reason)
{
    const char *name = copse_figure_name(reason->name, reason->key);
    copse_text_append(out, reason->value < 0 ? "although " : "because ");
    switch (reason->kind) {
    case COPSE_REASON_COMMUNITY:
        copse_text_format(out, "you are in %s", name);
        break;
    case COPSE_REASON_TOPIC:
        copse_text_format(out, "you know %s", name);
        break;
    case COPSE_REASON_TEAM:
        copse_text_format(out, "you work in %s", name);
        break;
    case COPSE_REASON_SITE:
        copse_text_format(out, "you work at %s", name);
        break;
    case COPSE_REASON_ROLE:
        copse_text_format(out, "your role is %s", name);
        break;
    case COPSE_REASON_PROFESSION:
        copse_text_format(out, "your profession is %s", name);
        break;
    case COPSE_REASON_SIMILARITY:
        copse_text_format(out, "%s, one of your topics, is its core", name);
        break;
    case COPSE_REASON_POPULARITY:
        copse_text_append(out,
                          reason->value < 0 ? "few people are in it" : "many people are in it");
        break;
    }
}

/* A clause names this many CoPs or topics; the parts name all. */
enum { NAMED_IN_CLAUSE = 2 };

/* "you are in X and Y": the largest positive parts of one kind. @return whether there is any */
static bool say_names(copse_text *out, const copse_recommendation *r, copse_reason_kind kind,
                      const char *before)
{
    const char *names[NAMED_IN_CLAUSE];
    size_t n = 0;
    for (size_t i = 0; i < r->n_reasons && n < NAMED_IN_CLAUSE; i++)
        if (r->reasons[i].kind == kind && r->reasons[i].value > 0)
            names[n++] = copse_figure_name(r->reasons[i].name, r->reasons[i].key);
    for (size_t i = 0; i < n; i++)
        copse_text_format(out, "%s%s", i == 0 ? before : copse_figure_separator(i, n), names[i]);
    return n > 0;
}

static size_t count_positive(const copse_recommendation *r, copse_reason_kind kind)
{
    size_t n = 0;
    for (size_t i = 0; i < r->n_reasons; i++)
        n += r->reasons[i].kind == kind && r->reasons[i].value > 0;
    return n;
}

void copse_join_say_why(copse_text *out, const copse_recommendation *r)
{
    bool said = say_names(out, r, COPSE_REASON_COMMUNITY, "you are in ");
    size_t shared = count_positive(r, COPSE_REASON_SIMILARITY);
    if (shared > 0) {
        copse_text_format(out, "%s%zu of your topics %s its core", said ? ", and " : "", shared,
                          shared == 1 ? "is" : "are");
        said = true;
    } else if (count_positive(r, COPSE_REASON_TOPIC) > 0) {
        said = say_names(out, r, COPSE_REASON_TOPIC, said ? ", and you know " : "you know ");
    }

    /* Without CoPs and topics, where and as what the person works is all there is. */
    if (!said)
        said = say_names(out, r, COPSE_REASON_TEAM, "you work in ") ||
               say_names(out, r, COPSE_REASON_ROLE, "your role is ") ||
               say_names(out, r, COPSE_REASON_PROFESSION, "your profession is ") ||
               say_names(out, r, COPSE_REASON_SITE, "you work at ");
    if (!said && r->n_gains > 0)
        copse_text_format(out, "it holds %s", copse_figure_name(r->gains[0].name, r->gains[0].key));
    else if (!said && count_positive(r, COPSE_REASON_POPULARITY) > 0)
        copse_text_append(out, "many people are in it");
}

static void say_distance(copse_text *out, const copse_recommendation *r)
{
    if (r->travel_minutes > 0.0)
        copse_text_format(out, ", %.0f minutes from you", r->travel_minutes);
    else if (r->travel_minutes == 0.0)
        copse_text_append(out, ", where you are");
    else if (isfinite(r->distance_km))
        copse_text_format(out, ", %.0f km from you", r->distance_km);
}

void copse_join_say_where(copse_text *out, const copse_recommendation *r)
{
    switch (r->mode) {
    case COPSE_MODE_FACE_TO_FACE:
        copse_text_append(out, "Face to face");
        break;
    case COPSE_MODE_VIRTUAL:
        copse_text_append(out, "Virtual");
        return;
    case COPSE_MODE_HYBRID:
        copse_text_append(out, "Hybrid: virtual, and face to face");
        break;
    case COPSE_MODE_UNKNOWN:
        copse_text_append(out, "How it meets is not recorded");
        break;
    }
    if (r->site) {
        copse_text_format(out, " at %s", r->site);
        say_distance(out, r);
    }
}

void copse_join_say_state(copse_text *out, const copse_recommendation *r)
{
    const char *said[4];
    size_t n = 0;

    if (r->status == COPSE_COMMUNITY_DORMANT)
        said[n++] = "Dormant at present.";
    else if (r->status == COPSE_COMMUNITY_PROPOSED)
        said[n++] = "Proposed, not started yet.";

    if (r->activity == COPSE_ACTIVITY_ACTIVE)
        said[n++] = "Active in the last 12 months.";
    else if (r->activity == COPSE_ACTIVITY_QUIET)
        said[n++] = "Nothing recorded of it in the last 12 months.";

    if (r->openness == COPSE_OPENNESS_OPEN)
        said[n++] = "Open to everybody.";
    else if (r->openness == COPSE_OPENNESS_REQUEST)
        said[n++] = "Ask, and you are let in.";
    else if (r->openness == COPSE_OPENNESS_INVITATION)
        said[n++] = "By invitation.";

    if (r->is_full)
        said[n++] = "Full at present: ask for a place.";
    for (size_t i = 0; i < n; i++)
        copse_text_format(out, "%s%s", i ? " " : "", said[i]);
}

void copse_join_say_through(copse_text *out, const copse_join_person *person)
{
    copse_text_format(out, "%s %s", person->near == COPSE_NEAR_TEAM ? "same team," : "also in",
                      person->through ? person->through : "");
}
