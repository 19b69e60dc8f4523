/* What a reader must know to weigh a decision, and what to find out where it rests on too little. */
#include "question/decide.h"

#include "question/notes.h"

/* ---- what to find out ---- */

static void advise_on_homes(copse_notes *to, const copse_deciding *d)
{
    for (size_t i = 0; i < d->answer->n_homes; i++) {
        const copse_decide_home *home = &d->answer->homes[i];
        const char *name = home->name ? home->name : home->key;
        if (!home->is_near_duplicate)
            continue;
        if (home->reach == COPSE_REACH_MODE_UNKNOWN)
            copse_note(to, "how %s meets (communities.csv: mode)", name);
        else if (home->reach == COPSE_REACH_FAR_UNKNOWN && !home->site)
            copse_note(to, "where %s meets (communities.csv: site_id)", name);
        else if (home->reach == COPSE_REACH_FAR_UNKNOWN)
            copse_note(to, "how far it is to %s (travel.csv, or latitude and longitude in sites.csv)",
                       home->site);
    }
}

static void advise_on_people(copse_notes *to, const copse_deciding *d)
{
    const copse_decide_case *c = d->c;
    if (c->n_people < c->enough_people)
        copse_note(to, "who knows the topics or wants to learn them (expertise.csv, interests.csv: member_id, "
                       "topic_id; the survey of 'copse template' asks both)");
    else
        copse_note(to, "who in other teams wants it, and where these people work (interests.csv; "
                       "assignments.csv: member_id, team_id)");
}

/* Those whose name speaks of it one by one, the others by their number. */
static copse_status advise_on_topics(copse_notes *to, const copse_deciding *d, copse_error *err)
{
    const copse_network *net = d->c->net;
    size_t n = 0, n_alike = 0;
    copse_status st = COPSE_OK;
    for (size_t i = 0; st == COPSE_OK && i < net->facts->n_communities; i++) {
        const copse_fact_community *f = &net->facts->communities[i];
        bool is_alike = false;
        if (net->is_sensitive[i] || f->status == COPSE_COMMUNITY_CLOSED ||
            copse_incidence_degree(&net->community_topics, i) > 0)
            continue;
        st = copse_decide_sounds_alike(&is_alike, d->c, i, err);
        if (st == COPSE_OK && is_alike && n_alike++ < copse_rule_size(COPSE_RULE_DECIDE_SHOWN))
            copse_note(to, "whether %s is about it, as its name says: no topic of it is recorded",
                       f->name ? f->name : f->key);
        else
            n++;
    }
    if (n > 0)
        copse_note(to, "what %zu communit%s about of which no topic is recorded "
                       "(community_topics.csv; 'copse topics --suggest DIR' proposes them)",
                   n, n == 1 ? "y is" : "ies are");
    return st;
}

static copse_status fill_advice(copse_deciding *d, copse_error *err)
{
    copse_notes to = {.arena = d->arena};
    copse_status st = COPSE_OK;
    if (d->ruling.decision >= COPSE_DECISION_CREATE) {
        advise_on_homes(&to, d);
        st = advise_on_topics(&to, d, err);
    }
    if (d->ruling.decision == COPSE_DECISION_UNKNOWN)
        advise_on_people(&to, d);
    return st == COPSE_OK ? copse_notes_keep(&d->answer->advice, &d->answer->n_advice, &to, err) : st;
}

/* ---- notes ---- */

static void note_home(copse_notes *to, const copse_deciding *d)
{
    const copse_home *home = d->ruling.home;
    if (!home)
        return;
    const copse_fact_community *f = &d->c->net->facts->communities[home->community];
    if (f->mode == COPSE_MODE_HYBRID && home->part == COPSE_MODE_VIRTUAL)
        copse_note(to, "Of %s, which meets both ways, it is the virtual part that fits%s.", copse_decide_name(d, home),
                   d->c->wish.mode == COPSE_MODE_UNKNOWN ? ": its site is not known to be in reach" : "");
    if (f->mode == COPSE_MODE_HYBRID && home->part == COPSE_MODE_FACE_TO_FACE)
        copse_note(to, "Of %s, which meets both ways, it is the face-to-face part that fits.", copse_decide_name(d, home));
    if (f->mode == COPSE_MODE_UNKNOWN && f->site == COPSE_NONE && d->c->wish.n_from > 0)
        copse_note(to, "Neither how nor where %s meets is recorded, so no travel was held against it.",
                   copse_decide_name(d, home));
}

static void note_activity(copse_notes *to, const copse_deciding *d)
{
    if (d->c->net->as_of == COPSE_DAY_UNKNOWN)
        copse_note(to, "No date was given: what has not ended counts, and activity is not known.");
    else if (d->c->n_homes > 0 && d->c->homes[0].activity == COPSE_ACTIVITY_UNKNOWN)
        copse_note(to, "Which communities are active is not known: no exchange and no date of joining is "
                       "recorded. Only one that says that it is dormant counts as asleep.");
}

copse_status copse_decide_add_notes(copse_deciding *d, copse_error *err)
{
    const copse_decide_case *c = d->c;
    copse_notes to = {.arena = d->arena};
    note_home(&to, d);
    note_activity(&to, d);
    if (c->options->team != COPSE_NONE && c->wish.n_from == 0)
        copse_note(&to, "No site is recorded of the team, so travel does not count.");
    if (d->ruling.decision == COPSE_DECISION_CREATE && !d->has_holders)
        copse_note(&to, "Nobody is recorded as knowing the topics, so no founding group can be suggested: those who "
                        "wait want to learn. Look for somebody who knows.");
    else if (d->ruling.decision == COPSE_DECISION_CREATE && d->answer->n_founders == 0)
        copse_note(&to, "No founding group is suggested: too few people know the topics.");
    if (d->answer->is_rounded)
        copse_note(&to, "Numbers of people are rounded to the nearest %zu.", d->threshold);
    copse_status st = copse_notes_keep(&d->answer->head.notes, &d->answer->head.n_notes, &to, err);
    return st == COPSE_OK ? fill_advice(d, err) : st;
}
