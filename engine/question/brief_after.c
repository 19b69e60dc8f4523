/* After a project: where to share what was learned, whom it would serve, what stayed open. */
#include "question/brief.h"

/* ---- sharing ---- */

/* When what was learned was shared there: in a debrief since it began, or in whatever was shared once it was over. */
static copse_day last_shared(const copse_briefing *b, copse_index community)
{
    const copse_records *r = b->ledger.records;
    copse_day last = COPSE_DAY_UNKNOWN;
    for (size_t i = 0; i < r->n_exchanges; i++) {
        const copse_record_exchange *x = &r->exchanges[i];
        bool is_after = b->answer->ends != COPSE_DAY_UNKNOWN && x->on >= b->answer->ends;
        bool is_learned = (x->kind == COPSE_EXCHANGE_DEBRIEF && x->on >= b->answer->starts) ||
                          (x->kind == COPSE_EXCHANGE_SHARED && is_after);
        if (x->to_community == community && is_learned && x->due == COPSE_DAY_UNKNOWN && x->on > last &&
            copse_brief_is_ours(b, x))
            last = x->on;
    }
    return last;
}

static void say_sharing(copse_briefing *b)
{
    bool is_over = b->answer->ends != COPSE_DAY_UNKNOWN && b->answer->ends < b->ledger.ctx->as_of;
    for (size_t i = 0; i < b->decision->n_homes; i++) {
        if (b->decision->homes[i].is_asleep)
            continue;
        const char *name = copse_ledger_community(&b->ledger, b->home[i]);
        copse_day last = last_shared(b, b->home[i]);
        char day[16];
        copse_day_format(day, last);
        copse_brief_line *line = last == COPSE_DAY_UNKNOWN
                                     ? copse_brief_say(b, "%s: what was learned is not shared there yet.", name)
                                     : copse_brief_say(b, "%s: shared there on %s.", name, day);
        line->day = last;
        line->is_due = is_over && last == COPSE_DAY_UNKNOWN;
        copse_brief_about(b, line, b->home[i], COPSE_NONE);
        if (last == COPSE_DAY_UNKNOWN)
            copse_brief_command(b, line, "copse record shared MEMBER --cop %s%s --note \"what we learned\" --share trust",
                                copse_brief_word(b, b->ledger.net->facts->communities[b->home[i]].key),
                                copse_brief_mark(b));
    }
    copse_brief_end(b, "after-share", "No CoP that is awake works on the topics.", copse_brief_decide(b));
}

/* ---- whom it would serve ---- */

/* Everybody who wants to learn the topic: without the team, two briefs could tell what its people want. */
static size_t count_wanting(const copse_briefing *b, copse_index topic)
{
    const copse_network *net = b->ledger.net;
    size_t n = 0;
    for (size_t m = 0; m < net->facts->n_members; m++)
        n += copse_incidence_has(&net->member_interests, m, (int32_t)topic);
    return n;
}

/* Whether another project that is not over is about one of the topics. @return that topic, COPSE_NONE: it is not */
static copse_index shares_a_topic(const copse_briefing *b, size_t project)
{
    const copse_records *r = b->ledger.records;
    copse_day ends = r->projects[project].ends;
    if ((copse_index)project == b->project || (ends != COPSE_DAY_UNKNOWN && ends < b->ledger.ctx->as_of))
        return COPSE_NONE;
    for (size_t i = 0; i < r->n_project_topics; i++)
        for (size_t t = 0; r->project_topics[i].project == (copse_index)project && t < b->n_topics; t++)
            if (r->project_topics[i].topic == b->topics[t])
                return b->topics[t];
    return COPSE_NONE;
}

static void say_serving(copse_briefing *b)
{
    const copse_records *r = b->ledger.records;
    for (size_t t = 0; t < b->n_topics; t++) {
        size_t n = count_wanting(b, b->topics[t]);
        if (n == 0)
            continue;
        copse_brief_line *line = copse_brief_say(b, "Want to learn %s: %s.", copse_ledger_topic(&b->ledger, b->topics[t]),
                                                 copse_brief_people(b, n));
        copse_brief_about(b, line, COPSE_NONE, b->topics[t]);
    }
    for (size_t p = 0; p < r->n_projects; p++) {
        copse_index topic = shares_a_topic(b, p);
        if (topic == COPSE_NONE)
            continue;
        const char *team = copse_ledger_team(&b->ledger, r->projects[p].team);
        copse_brief_line *line =
            copse_brief_say(b, "%s%s%s%s is about %s too.", copse_ledger_project(&b->ledger, (copse_index)p),
                            team ? " (" : "", team ? team : "", team ? ")" : "", copse_ledger_topic(&b->ledger, topic));
        copse_brief_about(b, line, COPSE_NONE, topic);
    }
    copse_brief_end(b, "after-serve", "Nobody is recorded who wants to learn it, and no other project.",
                    "copse template DIR   # and fill in interests.csv and projects.csv");
}

/* ---- coming together ---- */

static void say_debrief(copse_briefing *b)
{
    const copse_records *r = b->ledger.records;
    copse_day last = COPSE_DAY_UNKNOWN;
    char day[16];
    for (size_t i = 0; b->team != COPSE_NONE && i < r->n_debriefs; i++)
        if (r->debriefs[i].team == b->team && r->debriefs[i].on <= b->ledger.ctx->as_of && r->debriefs[i].on > last)
            last = r->debriefs[i].on;
    copse_day_format(day, last);
    if (b->team != COPSE_NONE) {
        bool is_over = b->answer->ends != COPSE_DAY_UNKNOWN && b->answer->ends < b->ledger.ctx->as_of;
        copse_brief_line *line = last == COPSE_DAY_UNKNOWN
                                     ? copse_brief_say(b, "No debrief of the team is recorded.")
                                     : copse_brief_say(b, "The team came together last on %s.", day);
        line->day = last;
        line->is_due = is_over && last < b->answer->ends;
        copse_brief_command(b, line, "copse debrief %s",
                            copse_brief_word(b, b->ledger.net->facts->teams[b->team].key));
    }
    copse_brief_end(b, "after-debrief", "Whose project it is is not said: add --team TEAM.", NULL);
}

void copse_brief_after(copse_briefing *b)
{
    say_sharing(b);
    say_serving(b);
    say_debrief(b);
    copse_brief_actions(b, "after-actions");
}
