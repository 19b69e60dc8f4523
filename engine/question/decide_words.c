/* A verdict in words: what it is and why, what stands in another CoP's way, and what would turn it. */
#include "question/decide.h"

#include <math.h>

#include "base/text.h"

static const char *meeting(copse_mode mode)
{
    static const char *const words[] = {"in ways that are not recorded", "face to face", "virtually",
                                        "both face to face and virtually"};
    return words[mode];
}

const char *copse_decide_name(const copse_deciding *d, const copse_home *home)
{
    const copse_fact_community *f = &d->c->net->facts->communities[home->community];
    return f->name && f->name[0] ? f->name : f->key;
}

static const char *site_name(const copse_deciding *d, copse_index site)
{
    const copse_fact_site *s = &d->c->net->facts->sites[site];
    return s->name && s->name[0] ? s->name : s->key;
}

static const char *topic_name(const copse_deciding *d, int32_t topic)
{
    const copse_fact_topic *t = &d->c->net->facts->topics[topic];
    return t->name && t->name[0] ? t->name : t->key;
}

/* Put what was said into the answer's arena. */
static copse_status keep(const char **out, const copse_deciding *d, copse_text *said, copse_error *err)
{
    *out = said->failed ? NULL : copse_arena_copy(d->arena, copse_text_get(said));
    copse_text_free(said);
    return *out ? COPSE_OK : copse_error_nomem(err);
}

/* ---- what stands in the way ---- */

/* Why it sleeps. */
static void say_asleep(copse_text *said, const copse_deciding *d, const copse_home *home)
{
    if (d->c->net->facts->communities[home->community].status == COPSE_COMMUNITY_DORMANT)
        copse_text_append(said, "it is dormant");
    else
        copse_text_format(said, "no exchange in it and no joining is recorded in the last %g days",
                          copse_rule_value(COPSE_RULE_ACTIVE_DAYS));
}

static void say_reach(copse_text *said, const copse_deciding *d, const copse_home *home)
{
    switch (home->reach) {
    case COPSE_REACH_YES:
        break;
    case COPSE_REACH_MODE:
        copse_text_format(said, "it meets %s",
                          meeting(d->c->net->facts->communities[home->community].mode));
        break;
    case COPSE_REACH_MODE_UNKNOWN:
        copse_text_append(said, "how it meets is not recorded");
        break;
    case COPSE_REACH_FAR:
        if (isnan(home->way.minutes))
            copse_text_format(said, "it is %.0f km away", home->way.km);
        else
            copse_text_format(said, "it is %g minutes away", home->way.minutes);
        break;
    case COPSE_REACH_FAR_UNKNOWN:
        copse_text_append(said, "how far it is is not known");
        break;
    }
}

static const char *shut(copse_openness openness)
{
    return openness == COPSE_OPENNESS_CLOSED ? "it takes nobody in" : "it takes people by invitation only";
}

/* A semicolon before what comes after something else. */
static void separate(copse_text *said)
{
    if (said->length > 0)
        copse_text_append(said, "; ");
}

bool copse_decide_say_obstacle(const char **out, const copse_deciding *d, const copse_home *home)
{
    copse_text said = COPSE_TEXT_INIT;
    *out = NULL;
    if (home == d->ruling.home)
        return true;
    if (!copse_decide_reaches(home->coverage, COPSE_RULE_DECIDE_STRAND))
        copse_text_append(&said, "it covers too little");
    else if (!copse_decide_reaches(home->coverage, COPSE_RULE_DECIDE_COVERED))
        copse_text_append(&said, "it covers a part only");
    if (home->is_asleep) {
        separate(&said);
        say_asleep(&said, d, home);
    }
    if (home->reach != COPSE_REACH_YES) {
        separate(&said);
        say_reach(&said, d, home);
    }
    if (!home->is_open) {
        separate(&said);
        copse_text_append(&said, shut(d->c->net->facts->communities[home->community].openness));
    }
    if (home->is_full) {
        separate(&said);
        copse_text_append(&said, "it is full");
    }
    if (said.length == 0)
        copse_text_append(&said, "another one comes first");
    return keep(out, d, &said, NULL) == COPSE_OK;
}

/* ---- the headline ---- */

static void say_awake(copse_text *said, const copse_deciding *d, const copse_home *home)
{
    if (d->c->net->facts->communities[home->community].status == COPSE_COMMUNITY_PROPOSED)
        copse_text_append(said, "is proposed and yet to begin");
    else
        copse_text_append(said, home->activity == COPSE_ACTIVITY_ACTIVE ? "is active"
                                                                        : "is not known to sleep");
}

/* What could be used as it is, however little it covers. */
static bool is_at_hand(const copse_home *home)
{
    return !home->is_asleep && home->reach == COPSE_REACH_YES && home->is_open && !home->is_full;
}

static void say_none_covers(copse_text *said, const copse_deciding *d)
{
    double most = 0.0;
    for (size_t i = 0; i < d->c->n_homes; i++)
        if (is_at_hand(&d->c->homes[i]) && d->c->homes[i].coverage > most)
            most = d->c->homes[i].coverage;
    if (d->c->n_homes == 0)
        copse_text_append(said, "no CoP is recorded as being about any of the topics");
    else if (most <= 0.0)
        copse_text_append(said, "no CoP that is awake, in reach and open is about any of the topics");
    else
        copse_text_format(said, "no CoP that is awake, in reach and open covers more than %g %% of the topics",
                          copse_text_percent(most));
}

static void say_people(copse_text *said, const copse_deciding *d)
{
    const copse_decide_answer *answer = d->answer;
    if (answer->people < 0)
        copse_text_format(said, "fewer than %zu people", d->threshold);
    else if (!answer->is_rounded)
        copse_text_format(said, "%lld %s of %lld %s", (long long)answer->people,
                          answer->people == 1 ? "person" : "people", (long long)answer->teams,
                          answer->teams == 1 ? "team" : "teams");
    else
        copse_text_format(said, "about %lld people%s", (long long)answer->people,
                          answer->has_many_teams ? " of several teams" : ", not known to be of several teams,");
    copse_text_format(said, " %s or %s a topic that no CoP of theirs covers",
                      answer->people == 1 ? "knows" : "know", answer->people == 1 ? "wants" : "want");
}

static void say_headline(copse_text *said, const copse_deciding *d)
{
    const copse_home *home = d->ruling.home;
    switch (d->ruling.decision) {
    case COPSE_DECISION_JOIN:
        copse_text_format(said, "Join %s: it covers %g %% of the topics, ", copse_decide_name(d, home),
                          copse_text_percent(home->coverage));
        say_awake(said, d, home);
        copse_text_append(said, ", in reach and open.");
        break;
    case COPSE_DECISION_REVIVE:
        copse_text_format(said, "Revive %s: it covers %g %% of the topics, is in reach and open, but ",
                          copse_decide_name(d, home), copse_text_percent(home->coverage));
        say_asleep(said, d, home);
        copse_text_append(said, ".");
        break;
    case COPSE_DECISION_STRAND:
        copse_text_format(said,
                          "Propose a strand in %s: it covers %g %% of the topics, and no CoP that is awake, in "
                          "reach and open covers %g %%.",
                          copse_decide_name(d, home), copse_text_percent(home->coverage),
                          copse_text_percent(copse_rule_value(COPSE_RULE_DECIDE_COVERED)));
        break;
    case COPSE_DECISION_CREATE:
    case COPSE_DECISION_UNKNOWN:
        copse_text_append(said, d->ruling.decision == COPSE_DECISION_CREATE ? "Create a CoP: "
                                                                            : "Not enough is known: ");
        say_none_covers(said, d);
        copse_text_append(said, ", and ");
        say_people(said, d);
        copse_text_append(said, ".");
        break;
    }
}

/* ---- what would turn it ---- */

static void say_then(copse_text *said, const copse_deciding *d, copse_ruling then)
{
    static const char *const words[] = {"join", "revive", "propose a strand in", "create", "not enough known"};
    copse_text_format(said, "It would be '%s%s%s'", words[then.decision], then.home ? " " : "",
                      then.home ? copse_decide_name(d, then.home) : "");
}

static void say_more_people(copse_text *said, const copse_turn *turn)
{
    copse_text_format(said, "%zu more %s", turn->people, turn->people == 1 ? "person" : "people");
    if (turn->teams == 1)
        copse_text_append(said, turn->people == 1 ? " of another team" : ", one of them of another team,");
    else if (turn->teams > 1)
        copse_text_format(said, " of %zu other teams", turn->teams);
    copse_text_append(said, " wanted the topics");
}

static void say_change(copse_text *said, const copse_deciding *d)
{
    const copse_turn *turn = &d->turn;
    if (turn->home)
        copse_text_format(said, "%s ", turn->home == turn->then.home ? "it" : copse_decide_name(d, turn->home));
    switch (turn->kind) {
    case COPSE_TURN_PLACE:
        copse_text_append(said, "had a free place");
        break;
    case COPSE_TURN_NO_PLACE:
        copse_text_append(said, "had no free place");
        break;
    case COPSE_TURN_OPENNESS:
        copse_text_append(said, "took in all who ask");
        break;
    case COPSE_TURN_MEETS:
        copse_text_append(said, "met again");
        break;
    case COPSE_TURN_MODE:
        copse_text_format(said, "%s %s",
                          turn->home->reach == COPSE_REACH_MODE_UNKNOWN ? "is found to meet" : "met",
                          meeting(turn->mode));
        break;
    case COPSE_TURN_SITE:
        copse_text_format(said, "met at %s", site_name(d, turn->site));
        break;
    case COPSE_TURN_TOPIC:
        copse_text_format(said, "took up %s as well", topic_name(d, turn->topic));
        break;
    case COPSE_TURN_PEOPLE:
        say_more_people(said, turn);
        break;
    case COPSE_TURN_FEWER_PEOPLE:
        copse_text_format(said, "fewer than %zu people knew or wanted the topics", turn->people + 1);
        break;
    }
}

/* Names of the CoP in an answer, copied. @return false when memory ran out */
static bool put_community(const char **key, const char **name, const copse_deciding *d,
                          const copse_home *home)
{
    if (!home)
        return true;
    const copse_fact_community *f = &d->c->net->facts->communities[home->community];
    *key = copse_arena_copy(d->arena, f->key);
    *name = copse_arena_copy(d->arena, f->name);
    return *key && (*name || !f->name);
}

static copse_status put_turn(copse_deciding *d, copse_error *err)
{
    const copse_turn *from = &d->turn;
    copse_decide_turn *to = &d->answer->turn;
    const copse_facts *facts = d->c->net->facts;
    bool is_site = from->kind == COPSE_TURN_SITE, is_topic = from->kind == COPSE_TURN_TOPIC;
    *to = (copse_decide_turn){.kind = from->kind,
                              .mode = from->mode,
                              .people = (int64_t)from->people,
                              .teams = (int64_t)from->teams,
                              .then = from->then.decision};
    bool is_whole = put_community(&to->key, &to->name, d, from->home) &&
                    put_community(&to->then_key, &to->then_name, d, from->then.home);
    if (is_whole && is_site) {
        to->site_key = copse_arena_copy(d->arena, facts->sites[from->site].key);
        to->site = copse_arena_copy(d->arena, site_name(d, from->site));
    }
    if (is_whole && is_topic) {
        to->topic_key = copse_arena_copy(d->arena, facts->topics[from->topic].key);
        to->topic = copse_arena_copy(d->arena, topic_name(d, from->topic));
    }
    if (!is_whole || (is_site && (!to->site_key || !to->site)) || (is_topic && (!to->topic_key || !to->topic)))
        return copse_error_nomem(err);
    copse_text said = COPSE_TEXT_INIT;
    say_then(&said, d, from->then);
    copse_text_append(&said, " if ");
    say_change(&said, d);
    copse_text_append(&said, ".");
    return keep(&to->sentence, d, &said, err);
}

copse_status copse_decide_say_verdict(copse_deciding *d, copse_error *err)
{
    copse_text said = COPSE_TEXT_INIT;
    say_headline(&said, d);
    copse_status st = keep(&d->answer->headline, d, &said, err);
    if (st == COPSE_OK && !put_community(&d->answer->key, &d->answer->name, d, d->ruling.home))
        st = copse_error_nomem(err);
    return st == COPSE_OK ? put_turn(d, err) : st;
}
