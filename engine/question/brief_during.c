/* During a project: which CoP has heard nothing for long, where to ask, what was said would be done. */
#include "question/brief.h"

/* ---- keeping CoPs up to date ---- */

static bool tells(copse_exchange_kind kind)
{
    return kind == COPSE_EXCHANGE_UPDATE || kind == COPSE_EXCHANGE_SHARED || kind == COPSE_EXCHANGE_DEBRIEF;
}

/* When the CoP was last told of the project; UNKNOWN. What is promised is not told yet. */
static copse_day last_told(const copse_briefing *b, copse_index community)
{
    const copse_records *r = b->ledger.records;
    copse_day last = COPSE_DAY_UNKNOWN;
    for (size_t i = 0; i < r->n_exchanges; i++) {
        const copse_record_exchange *x = &r->exchanges[i];
        if (x->to_community == community && tells(x->kind) && x->due == COPSE_DAY_UNKNOWN && x->on > last &&
            copse_brief_is_ours(b, x))
            last = x->on;
    }
    return last;
}

static void say_told(copse_briefing *b, copse_index community, copse_day last)
{
    const char *name = copse_ledger_community(&b->ledger, community);
    copse_day today = b->ledger.ctx->as_of;
    int32_t cadence = copse_ledger_cadence(&b->ledger, community, b->options->cadence_days);
    copse_day since = last == COPSE_DAY_UNKNOWN ? b->answer->starts : last;
    bool has_begun = b->answer->starts == COPSE_DAY_UNKNOWN || b->answer->starts <= today;
    bool is_over = b->answer->ends != COPSE_DAY_UNKNOWN && b->answer->ends < today;
    /* Of what has no first day nobody can say that it was kept from them for long. */
    bool is_due = has_begun && !is_over && since != COPSE_DAY_UNKNOWN && today - since > cadence;
    copse_brief_line *line;
    char day[16], next[16];
    copse_day_format(day, last);
    copse_day_format(next, since == COPSE_DAY_UNKNOWN ? COPSE_DAY_UNKNOWN : since + cadence);
    if (last == COPSE_DAY_UNKNOWN)
        line = copse_brief_say(b, "%s has not been told of it%s.", name, is_due ? ": tell them" : " yet");
    else if (is_due)
        line = copse_brief_say(b, "%s has heard nothing since %s, %d days; every %d is what they are used to: tell them.",
                               name, day, (int)(today - last), (int)cadence);
    else
        line = copse_brief_say(b, "%s was told on %s%s%s.", name, day, is_over ? "" : "; next by ", is_over ? "" : next);
    line->day = last;
    line->is_due = is_due;
    copse_brief_about(b, line, community, COPSE_NONE);
    copse_brief_command(b, line, "copse record update MEMBER --cop %s%s --note \"where we are\" --share trust",
                        copse_brief_word(b, b->ledger.net->facts->communities[community].key),
                        copse_brief_mark(b));
}

static void say_updates(copse_briefing *b)
{
    for (size_t i = 0; i < b->decision->n_homes; i++)
        if (!b->decision->homes[i].is_asleep) /* where nobody would hear it */
            say_told(b, b->home[i], last_told(b, b->home[i]));
    copse_brief_end(b, "during-update", "No CoP that is awake works on the topics.", copse_brief_decide(b));
}

/* ---- asking ---- */

/* The CoP that is most about a topic, the one to prefer among equals. COPSE_NONE: none is. */
static copse_index where_to_ask(const copse_briefing *b, size_t topic)
{
    double best = 0.0;
    copse_index home = COPSE_NONE;
    for (size_t i = 0; i < b->decision->n_homes; i++)
        if (!b->decision->homes[i].is_asleep && b->decision->homes[i].strengths[topic].strength > best) {
            best = b->decision->homes[i].strengths[topic].strength;
            home = b->home[i];
        }
    return home;
}

static void say_where(copse_briefing *b, size_t topic)
{
    const copse_facts *f = b->ledger.net->facts;
    copse_index home = where_to_ask(b, topic);
    const char *name = copse_ledger_topic(&b->ledger, b->topics[topic]);
    copse_brief_line *line;
    if (home == COPSE_NONE) {
        line = copse_brief_say(b, "On %s no CoP that is awake can be asked: ask a person.", name);
        line->command = copse_brief_talk(b, b->topics[topic]);
    } else {
        const char *contact = copse_network_contact(b->ledger.net, b->ledger.ctx, home);
        line = copse_brief_say(b, "On %s ask in %s%s%s.", name, copse_ledger_community(&b->ledger, home),
                               contact ? ": " : "", contact ? contact : "");
        copse_brief_command(b, line, "copse record asked MEMBER --cop %s --topic %s%s --note \"the question\"",
                            copse_brief_word(b, f->communities[home].key),
                            copse_brief_word(b, f->topics[b->topics[topic]].key),
                            b->project == COPSE_NONE ? "" : copse_brief_mark(b));
    }
    copse_brief_about(b, line, home, b->topics[topic]);
}

static void say_open_question(copse_briefing *b, const copse_record_exchange *x)
{
    char day[16];
    const char *topic = copse_ledger_topic(&b->ledger, x->topic);
    copse_day_format(day, x->on);
    copse_brief_line *line =
        copse_brief_say(b, "A question of %s%s%s is not answered yet (number %lld).", day, topic ? ", on " : "",
                        topic ? topic : "", (long long)x->id);
    line->day = x->on;
    line->is_due = x->due != COPSE_DAY_UNKNOWN && x->due < b->ledger.ctx->as_of;
    copse_brief_about(b, line, x->to_community, x->topic);
    copse_brief_command(b, line, "copse record answered MEMBER --with MEMBER --settles %lld", (long long)x->id);
}

static void say_questions(copse_briefing *b)
{
    const copse_records *r = b->ledger.records;
    for (size_t t = 0; t < b->n_topics; t++)
        say_where(b, t);
    for (size_t i = 0; i < r->n_exchanges; i++)
        if (r->exchanges[i].kind == COPSE_EXCHANGE_ASKED && r->exchanges[i].project != COPSE_NONE &&
            r->exchanges[i].project == b->project && !b->is_settled[i] && copse_ledger_holds(&b->ledger, &r->exchanges[i]))
            say_open_question(b, &r->exchanges[i]);
    copse_brief_end(b, "during-ask", "", NULL);
}

/* ---- actions ---- */

void copse_brief_actions(copse_briefing *b, const char *sentence)
{
    const copse_open_action *actions = NULL;
    size_t n = 0;
    if (copse_ledger_open_actions(&actions, &n, &b->ledger, b->team, b->project, b->arena, NULL) != COPSE_OK)
        b->failed = true;
    for (size_t i = 0; i < n; i++) {
        char day[16];
        const copse_open_action *action = &actions[i];
        const char *who = !action->has_who ? NULL : action->who.named ? action->who.name : "somebody, not named";
        copse_day_format(day, action->due);
        copse_brief_line *line =
            copse_brief_say(b, "%s%s%s%s%s%s", action->what, who ? " (" : "", who ? who : "", who ? ")" : "",
                            !day[0] ? "" : action->is_late ? ": was due on " : ": due on ", day);
        line->day = action->due;
        line->is_due = action->is_late;
        line->has_person = action->has_who && action->who.named;
        line->person = action->who;
        copse_brief_command(b, line, "copse record done %lld", (long long)action->number);
    }
    copse_brief_end(b, sentence, "Nothing is open that was recorded.",
                    "copse record debrief TEAM --action \"what we do with it\" --who MEMBER --due DATE");
}

void copse_brief_during(copse_briefing *b)
{
    say_updates(b);
    say_questions(b);
    copse_brief_actions(b, "during-actions");
}
