/* Before a project: which CoPs, who is in them, what the team lacks, whom to invite. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "question/asks.h"
#include "question/brief.h"
#include "question/rules.h"

/* ---- CoPs ---- */

static const char *meeting(copse_mode mode)
{
    static const char *const words[] = {"how it meets is not recorded", "face to face", "virtual", "hybrid"};
    return words[mode];
}

/* "hybrid, at Northmere, 30 minutes away" */
static void say_place(copse_text *out, const copse_decide_home *home)
{
    bool is_somewhere = home->mode != COPSE_MODE_VIRTUAL && home->part != COPSE_MODE_VIRTUAL && home->site;
    copse_text_append(out, meeting(home->mode));
    if (home->mode == COPSE_MODE_HYBRID && home->part != COPSE_MODE_HYBRID && home->part != COPSE_MODE_UNKNOWN)
        copse_text_format(out, ", its %s part", home->part == COPSE_MODE_VIRTUAL ? "virtual" : "face-to-face");
    if (is_somewhere)
        copse_text_format(out, ", at %s", home->site);
    if (home->reach == COPSE_REACH_FAR)
        return; /* the obstacle says how far */
    if (is_somewhere && !isnan(home->travel_minutes) && home->travel_minutes > 0.0)
        copse_text_format(out, ", %.0f minutes away", home->travel_minutes);
    else if (is_somewhere && isnan(home->travel_minutes) && !isnan(home->distance_km))
        copse_text_format(out, ", %.0f km away", home->distance_km);
}

static void say_topics(copse_text *out, const copse_decide_home *home)
{
    size_t n = 0;
    for (size_t t = 0; t < home->n_strengths; t++)
        if (home->strengths[t].strength > 0.0)
            copse_text_format(out, "%s%s", n++ > 0 ? ", " : "",
                              home->strengths[t].name ? home->strengths[t].name : home->strengths[t].key);
}

static void say_home(copse_briefing *b, size_t i)
{
    const copse_decide_home *home = &b->decision->homes[i];
    copse_text said = COPSE_TEXT_INIT;
    say_topics(&said, home);
    copse_text_append(&said, "; ");
    say_place(&said, home);
    if (home->obstacle)
        copse_text_format(&said, "; %s", home->obstacle);
    if (home->contact)
        copse_text_format(&said, "; ask %s", home->contact);
    copse_brief_line *line = copse_brief_say(b, "%s: %s", copse_ledger_community(&b->ledger, b->home[i]),
                                             copse_text_get(&said));
    copse_brief_about(b, line, b->home[i], COPSE_NONE);
    b->failed = b->failed || said.failed;
    copse_text_free(&said);
}

static void say_joining(copse_briefing *b)
{
    const copse_decide_answer *d = b->decision;
    copse_brief_line *line = copse_brief_say(b, "%s", d->headline);
    for (size_t i = 0; d->key && i < d->n_homes; i++)
        if (strcmp(d->homes[i].key, d->key) == 0)
            copse_brief_about(b, line, b->home[i], COPSE_NONE);
    line->command = copse_brief_decide(b);
    if (d->turn.sentence)
        copse_brief_say(b, "%s", d->turn.sentence);
    for (size_t i = 0; i < d->n_homes; i++)
        say_home(b, i);
    copse_brief_end(b, "before-join", "", NULL);
}

static bool has_a_community(const copse_briefing *b, size_t topic)
{
    const copse_network *net = b->ledger.net;
    const copse_incidence *of = &net->topic_communities;
    for (size_t i = 0; i < b->decision->n_homes; i++)
        if (b->decision->homes[i].strengths[topic].strength > 0.0)
            return true;
    for (size_t k = of->start[b->topics[topic]]; k < of->start[b->topics[topic] + 1]; k++)
        if (!net->is_sensitive[of->column[k]] &&
            net->facts->communities[of->column[k]].status != COPSE_COMMUNITY_CLOSED)
            return true;
    return false;
}

static void say_creating(copse_briefing *b)
{
    for (size_t t = 0; t < b->n_topics; t++) {
        if (has_a_community(b, t))
            continue;
        copse_brief_line *line =
            copse_brief_say(b, "No CoP is about %s.", copse_ledger_topic(&b->ledger, b->topics[t]));
        copse_brief_about(b, line, COPSE_NONE, b->topics[t]);
        copse_brief_command(b, line, "copse decide --topic %s",
                            copse_brief_word(b, b->ledger.net->facts->topics[b->topics[t]].key));
    }
    copse_brief_end(b, "before-create", "There is one for each topic.", NULL);
}

/* ---- people ---- */

static void say_members(copse_briefing *b)
{
    const copse_network *net = b->ledger.net;
    for (size_t i = 0; i < b->decision->n_homes; i++) {
        const copse_incidence *m = &net->community_members;
        size_t row = (size_t)b->home[i];
        for (size_t k = m->start[row]; k < m->start[row + 1]; k++) {
            copse_person person;
            if (!b->is_of_team[m->column[k]])
                continue;
            if (!copse_ledger_person(&person, &b->ledger, m->column[k], b->arena))
                b->failed = true;
            if (!person.named)
                continue;
            copse_brief_line *line =
                copse_brief_say(b, "%s is in %s.", person.name, copse_ledger_community(&b->ledger, b->home[i]));
            copse_brief_about(b, line, b->home[i], COPSE_NONE);
            line->has_person = true;
            line->person = person;
        }
    }
    copse_brief_end(b, "before-members", b->team == COPSE_NONE ? "Whose project it is is not said: add --team TEAM."
                                                               : "Nobody of the team who may be named to this audience.",
                    b->team == COPSE_NONE ? NULL : "copse profile MEMBER --visible team");
}

/* The most that anybody of the team knows of a topic. */
static double best_of_team(const copse_briefing *b, copse_index topic)
{
    const copse_incidence *m = &b->ledger.net->topic_members;
    double best = 0.0;
    for (size_t k = m->start[topic]; k < m->start[topic + 1]; k++)
        if (b->is_of_team[m->column[k]])
            best = fmax(best, copse_network_saturated(b->ledger.net, (size_t)m->column[k], (int32_t)topic));
    return best;
}

static bool is_known(const copse_briefing *b, copse_index topic)
{
    return best_of_team(b, topic) >= copse_rule_value(COPSE_RULE_EVIDENCE);
}

static bool has_expertise(const copse_briefing *b)
{
    for (size_t m = 0; m < b->ledger.net->facts->n_members; m++)
        if (b->is_of_team[m] && copse_incidence_degree(&b->ledger.net->member_topics, m) > 0)
            return true;
    return false;
}

/* What few people do not know says something of each of them: that is for themselves. */
static bool may_tell_gaps(const copse_briefing *b)
{
    return b->ledger.ctx->audience == COPSE_FOR_TEAM || b->ledger.ctx->audience == COPSE_FOR_STEWARD ||
           b->n_of_team >= (size_t)b->ledger.ctx->threshold;
}

static void say_gaps(copse_briefing *b)
{
    const char *empty = "Each topic is known in the team.", *command = NULL;
    bool may_tell = may_tell_gaps(b);
    if (b->team == COPSE_NONE)
        empty = "Whose project it is is not said: add --team TEAM.";
    else if (!may_tell)
        empty = "The team is too small for others to be told what it does not know.";
    else if (!has_expertise(b)) {
        empty = "Nothing is recorded of what the team knows.";
        command = "copse template DIR   # and fill in expertise.csv";
    } else
        for (size_t t = 0; t < b->n_topics; t++) {
            if (is_known(b, b->topics[t]))
                continue;
            copse_brief_line *line = copse_brief_say(b, "Hardly anything is recorded that the team knows of %s.",
                                                     copse_ledger_topic(&b->ledger, b->topics[t]));
            copse_brief_about(b, line, COPSE_NONE, b->topics[t]);
        }
    copse_brief_end(b, "before-gaps", empty, command);
}

/* ---- a peer assist ---- */

typedef struct guest {
    copse_index member;
    double knows; /* summed over the topics */
    bool knows_enough;
    int32_t asks; /* that are open */
} guest;

/* Of those who know enough whoever is asked least first, so that the same few are not always asked; see talk. */
static int by_knowledge(const void *a, const void *b)
{
    const guest *x = a, *y = b;
    if (x->knows_enough != y->knows_enough)
        return x->knows_enough ? -1 : 1;
    if (x->knows_enough && x->asks != y->asks)
        return x->asks < y->asks ? -1 : 1;
    if (x->knows != y->knows)
        return x->knows < y->knows ? 1 : -1;
    return (x->member > y->member) - (x->member < y->member);
}

/* Gaps of the team first: where there are none, all topics. */
static bool is_wanted(const copse_briefing *b, size_t topic, bool has_gaps)
{
    return !has_gaps || !is_known(b, b->topics[topic]);
}

static double worth_inviting(const copse_briefing *b, size_t member, bool has_gaps)
{
    double knows = 0.0;
    for (size_t t = 0; t < b->n_topics; t++)
        if (is_wanted(b, t, has_gaps) && copse_incidence_has(&b->ledger.net->member_topics, member, (int32_t)b->topics[t]))
            knows += copse_network_saturated(b->ledger.net, member, (int32_t)b->topics[t]);
    return knows;
}

static void say_guest(copse_briefing *b, const guest *of, bool has_gaps)
{
    const copse_network *net = b->ledger.net;
    copse_text said = COPSE_TEXT_INIT;
    copse_person person;
    size_t n = 0;
    if (!copse_ledger_person(&person, &b->ledger, of->member, b->arena))
        b->failed = true;
    for (size_t t = 0; t < b->n_topics; t++)
        if (is_wanted(b, t, has_gaps) &&
            copse_network_saturated(net, (size_t)of->member, (int32_t)b->topics[t]) >= copse_rule_value(COPSE_RULE_EVIDENCE))
            copse_text_format(&said, "%s%s", n++ > 0 ? ", " : "", copse_ledger_topic(&b->ledger, b->topics[t]));
    size_t teams = net->member_teams.start[of->member];
    const char *team = copse_incidence_degree(&net->member_teams, (size_t)of->member) > 0
                           ? copse_ledger_team(&b->ledger, net->member_teams.column[teams])
                           : NULL;
    copse_brief_line *line = copse_brief_say(b, "%s%s%s%s knows %s.", person.name, team ? " (" : "", team ? team : "",
                                             team ? ")" : "", copse_text_get(&said));
    line->has_person = true;
    line->person = person;
    b->failed = b->failed || said.failed;
    copse_text_free(&said);
}

static bool has_gap(const copse_briefing *b)
{
    for (size_t t = 0; b->team != COPSE_NONE && may_tell_gaps(b) && t < b->n_topics; t++)
        if (!is_known(b, b->topics[t]))
            return true;
    return false;
}

/* Those outside the team who know enough of it and may be named. @param guests  [n_members] */
static size_t list_guests(guest *guests, const copse_briefing *b, const int32_t *asks, bool has_gaps)
{
    const copse_network *net = b->ledger.net;
    size_t n = 0;
    double best = 0.0;
    for (size_t m = 0; m < net->facts->n_members; m++) {
        double knows = b->is_of_team[m] || !net->is_present[m] ? 0.0 : worth_inviting(b, m, has_gaps);
        if (knows < copse_rule_value(COPSE_RULE_EVIDENCE) ||
            !copse_network_person(net, b->ledger.ctx, (copse_index)m).named)
            continue;
        guests[n++] = (guest){(copse_index)m, knows, false, asks[m]};
        best = fmax(best, knows);
    }
    for (size_t i = 0; i < n; i++)
        guests[i].knows_enough = guests[i].knows >= copse_rule_value(COPSE_RULE_TALK_ENOUGH) * best;
    if (n > 0)
        qsort(guests, n, sizeof *guests, by_knowledge);
    return n;
}

static void say_assist(copse_briefing *b)
{
    size_t n_members = b->ledger.net->facts->n_members, n = 0, most = copse_rule_size(COPSE_RULE_BRIEF_GUESTS);
    guest *guests = copse_memory_new(n_members, sizeof *guests);
    int32_t *asks = copse_memory_new(n_members, sizeof *asks);
    bool has_gaps = has_gap(b);
    if (!guests || !asks || copse_asks_count_open(asks, b->ledger.net, NULL) != COPSE_OK)
        b->failed = true;
    else
        n = list_guests(guests, b, asks, has_gaps);
    for (size_t i = 0; i < n && i < most; i++)
        say_guest(b, &guests[i], has_gaps);
    copse_memory_free(guests);
    copse_memory_free(asks);
    copse_brief_end(b, "before-assist", "Nobody outside the team who knows enough may be named to this audience: ask for "
                                        "one person, or as the steward.",
                    copse_brief_talk(b, b->topics[0]));
}

void copse_brief_before(copse_briefing *b)
{
    say_joining(b);
    say_creating(b);
    say_members(b);
    say_gaps(b);
    say_assist(b);
}
