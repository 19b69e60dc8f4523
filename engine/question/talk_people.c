/* One person to talk to, in words and parts: every figure here is one that the score was made of. */
#include "question/talk.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "question/rules.h"

static bool copy_text(const char **out, copse_arena *arena, const char *text)
{
    *out = text && text[0] ? copse_arena_copy(arena, text) : NULL;
    return *out || !text || !text[0];
}

static const char *shown(const char *name, const char *key)
{
    return name && name[0] ? name : key;
}

static bool put_person(copse_person *out, const copse_talk_case *c, copse_index member, copse_arena *arena)
{
    copse_person person = copse_network_person(c->net, c->ctx, member);
    *out = (copse_person){.named = person.named};
    return copy_text(&out->key, arena, person.key) && copy_text(&out->name, arena, person.name);
}

/* ---- topics ---- */

static int by_part(const void *a, const void *b)
{
    const copse_talk_part *x = a, *y = b;
    if (x->part != y->part)
        return x->part > y->part ? -1 : 1;
    return strcmp(x->key, y->key);
}

static bool put_part(copse_talk_part *out, const copse_talk_case *c, int32_t topic, int part, copse_day last,
                     copse_arena *arena)
{
    const copse_fact_topic *t = &c->net->facts->topics[topic];
    *out = (copse_talk_part){.part = part, .last_active = last};
    return copy_text(&out->key, arena, t->key) && copy_text(&out->name, arena, t->name);
}

static copse_day last_active(const copse_facts *facts, int32_t member, int32_t topic)
{
    copse_day last = COPSE_DAY_UNKNOWN;
    for (size_t i = 0; i < facts->n_expertises; i++) {
        const copse_fact_expertise *e = &facts->expertises[i];
        if (e->member == member && e->topic == topic && e->last_active > last)
            last = e->last_active;
    }
    return last;
}

static bool put_knows(copse_talk_person *out, const copse_talk_case *c, int32_t member, copse_arena *arena)
{
    copse_talk_part *parts = copse_arena_take(arena, c->n_topics, sizeof *parts);
    size_t n = 0;
    if (!parts)
        return false;
    for (size_t t = 0; t < c->n_topics; t++) {
        int part = copse_talk_expertise_part(c, t, member);
        if (part > 0 && !put_part(&parts[n++], c, c->topic[t], part,
                                  last_active(c->net->facts, member, c->topic[t]), arena))
            return false;
    }
    qsort(parts, n, sizeof *parts, by_part);
    out->knows = parts;
    out->n_knows = n;
    return true;
}

/* All parts, largest first, as far as they fit under 1. */
static bool put_learns(copse_talk_person *out, const copse_talk_case *c, int32_t member, copse_arena *arena)
{
    const copse_incidence *wants = &c->net->member_interests;
    copse_talk_part *parts =
        copse_arena_take(arena, copse_incidence_degree(wants, (size_t)member), sizeof *parts);
    size_t n = 0;
    if (!parts)
        return false;
    for (size_t k = wants->start[member]; k < wants->start[member + 1]; k++) {
        int part = copse_talk_return_part(c, wants->column[k]);
        if (part > 0 && !put_part(&parts[n++], c, wants->column[k], part, COPSE_DAY_UNKNOWN, arena))
            return false;
    }
    qsort(parts, n, sizeof *parts, by_part);
    out->return_base = copse_talk_hundredths(copse_rule_value(COPSE_RULE_TALK_RETURN));
    int left = COPSE_TALK_UNIT - out->return_base;
    out->learns = parts;
    for (size_t i = 0; i < n && left > 0; i++) {
        parts[i].part = parts[i].part < left ? parts[i].part : left;
        left -= parts[i].part;
        out->n_learns++;
    }
    return true;
}

/* ---- the way to them ---- */

static const char *name_of_link(const copse_network *net, const copse_acquaintance_step *step)
{
    if (step->link == COPSE_LINK_TEAM) {
        const copse_fact_team *team = &net->facts->teams[step->through];
        return shown(team->name, team->key);
    }
    if (step->link == COPSE_LINK_COMMUNITY) {
        const copse_fact_community *community = &net->facts->communities[step->through];
        return shown(community->name, community->key);
    }
    return NULL;
}

static bool put_steps(copse_talk_person *out, const copse_talk_case *c, int32_t member, copse_arena *arena)
{
    int hops = c->who.hops[member];
    if (hops < 0)
        return true;
    copse_talk_step *steps = copse_arena_take(arena, (size_t)hops, sizeof *steps);
    if (!steps)
        return false;
    copse_index at = member;
    for (int i = hops; i-- > 0; at = c->who.step[at].before) {
        const copse_acquaintance_step *from = &c->who.step[at];
        steps[i].link = from->link;
        if (!put_person(&steps[i].person, c, at, arena) ||
            !copy_text(&steps[i].through, arena, name_of_link(c->net, from)))
            return false;
    }
    out->steps = steps;
    out->n_steps = (size_t)hops;
    return true;
}

/* ---- where they are ---- */

static bool put_place(copse_talk_person *out, const copse_talk_case *c, int32_t member, copse_arena *arena)
{
    const copse_network *net = c->net;
    const copse_incidence *teams = &net->member_teams;
    copse_index site = COPSE_NONE;
    copse_network_sites_of(net, member, &site, 1);
    out->mode_preference = net->facts->members[member].mode_preference;
    out->travel_minutes = copse_network_travel_minutes(net, c->site, site);
    out->distance_km = copse_network_distance_km(net, c->site, site);
    const char *team = NULL, *place = NULL;
    if (copse_incidence_degree(teams, (size_t)member) > 0) {
        const copse_fact_team *t = &net->facts->teams[teams->column[teams->start[member]]];
        team = shown(t->name, t->key);
    }
    if (site != COPSE_NONE)
        place = shown(net->facts->sites[site].name, net->facts->sites[site].key);
    return copy_text(&out->team, arena, team) && copy_text(&out->site, arena, place);
}

bool copse_talk_describe(copse_talk_person *out, const copse_talk_case *c, const copse_talk_candidate *from,
                         copse_arena *arena)
{
    bool is_for_steward = c->ctx->audience == COPSE_FOR_STEWARD;
    *out = (copse_talk_person){.knows_enough = from->knows_enough,
                               .score = from->score,
                               .expertise = from->expertise,
                               .in_return = from->in_return,
                               .nearness = from->nearness,
                               .hops_cost = from->hops_cost,
                               .travel_cost = from->travel_cost,
                               .room = from->room,
                               .open_asks = is_for_steward ? c->asks[from->member] : -1};
    return put_person(&out->person, c, from->member, arena) && put_knows(out, c, from->member, arena) &&
           put_learns(out, c, from->member, arena) && put_steps(out, c, from->member, arena) &&
           put_place(out, c, from->member, arena);
}
