/*
 * Is there a CoP for these topics already? The case is gathered and ruled on beside this; here it is put together
 * with what this audience may know.
 */
#include "question/decide.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "question/matches.h"
#include "question/recommend.h"

/* ---- people ---- */

int64_t copse_decide_shown_people(const copse_deciding *d, size_t n)
{
    if (d->is_for_steward)
        return (int64_t)n;
    if (n < d->threshold)
        return -1;
    return (int64_t)((n + d->threshold / 2) / d->threshold * d->threshold);
}

/* What the turn says of people must tell no more than what is shown of them: as many as are enough in any case. */
static void blur_turn(copse_deciding *d)
{
    size_t n = d->c->n_people, enough = d->c->enough_people;
    copse_turn *turn = &d->turn;
    if (d->is_for_steward || turn->kind != COPSE_TURN_PEOPLE)
        return;
    int64_t shown = copse_decide_shown_people(d, n);
    while (n > 0 && copse_decide_shown_people(d, n - 1) == shown)
        n--;
    if (shown < 0)
        turn->teams = d->c->enough_teams;
    turn->people = d->c->n_people < enough ? enough - n : turn->people;
}

static void put_people(copse_deciding *d)
{
    const copse_decide_case *c = d->c;
    copse_decide_answer *answer = d->answer;
    answer->is_rounded = !d->is_for_steward;
    answer->people = copse_decide_shown_people(d, c->n_people);
    answer->teams = d->is_for_steward ? (int64_t)c->n_teams : -1;
    answer->has_many_teams = answer->people >= 0 && c->n_teams >= c->enough_teams;
}

/* ---- what was asked ---- */

/* A text that may be absent. @return false when memory ran out */
static bool copy_text(const char **out, copse_arena *arena, const char *text)
{
    *out = text && text[0] ? copse_arena_copy(arena, text) : NULL;
    return *out || !text || !text[0];
}

static const char *shown(const char *name, const char *key)
{
    return name && name[0] ? name : key;
}

/* The words of a text that led to the topic. */
static void put_words(copse_topic_match *to, const copse_kept_matches *kept)
{
    for (size_t i = 0; i < kept->n; i++)
        if (strcmp(kept->topics[i].key, to->key) == 0) {
            to->words = kept->topics[i].words;
            to->n_words = kept->topics[i].n_words;
        }
}

static bool put_topics(copse_deciding *d)
{
    const copse_decide_case *c = d->c;
    copse_kept_matches kept;
    copse_topic_match *topics = copse_arena_take(d->arena, c->n_topics, sizeof *topics);
    if (!topics || !copse_matches_keep(&kept, d->arena, c->options->matches))
        return false;
    for (size_t t = 0; t < c->n_topics; t++) {
        const copse_fact_topic *from = &c->net->facts->topics[c->topic[t]];
        topics[t].weight = c->weight[t];
        if (!copy_text(&topics[t].key, d->arena, from->key) ||
            !copy_text(&topics[t].name, d->arena, from->name))
            return false;
        put_words(&topics[t], &kept);
        d->has_holders = d->has_holders ||
                         copse_incidence_degree(&c->net->topic_members, (size_t)c->topic[t]) > 0;
    }
    d->answer->topics = topics;
    d->answer->n_topics = c->n_topics;
    d->answer->unmatched = kept.unmatched;
    d->answer->n_unmatched = kept.n_unmatched;
    return true;
}

static bool put_sites(copse_deciding *d)
{
    const copse_decide_case *c = d->c;
    const char **sites = copse_arena_take(d->arena, c->wish.n_from, sizeof *sites);
    for (size_t i = 0; sites && i < c->wish.n_from; i++) {
        const copse_fact_site *site = &c->net->facts->sites[c->site[i]];
        if (!copy_text(&sites[i], d->arena, shown(site->name, site->key)))
            return false;
    }
    d->answer->sites = sites;
    d->answer->n_sites = c->wish.n_from;
    return sites != NULL;
}

static copse_status fill_head(copse_deciding *d, copse_error *err)
{
    const copse_decide_case *c = d->c;
    d->answer->head = (copse_answer_head){.schema = "copse/decide/1",
                                          .data_version = c->net->facts->data_version,
                                          .as_of = c->net->as_of,
                                          .audience = c->ctx->audience,
                                          .seed = c->ctx->seed,
                                          .terms = c->ctx->terms};
    d->answer->mode = c->options->mode;
    d->answer->max_minutes = c->wish.max_minutes > 0.0 ? c->wish.max_minutes
                                                       : copse_rule_value(COPSE_RULE_REACH_MINUTES);
    return put_topics(d) && put_sites(d) ? COPSE_OK : copse_error_nomem(err);
}

/* ---- CoPs ---- */

static bool put_strengths(copse_decide_home *to, const copse_deciding *d, const copse_home *from)
{
    const copse_decide_case *c = d->c;
    copse_decide_strength *list = copse_arena_take(d->arena, c->n_topics, sizeof *list);
    for (size_t t = 0; list && t < c->n_topics; t++) {
        size_t at = t * c->net->facts->n_communities + (size_t)from->community;
        const copse_fact_topic *through =
            c->through[at] >= 0 && c->through[at] != c->topic[t] ? &c->net->facts->topics[c->through[at]]
                                                                 : NULL;
        list[t].key = d->answer->topics[t].key;
        list[t].name = d->answer->topics[t].name;
        list[t].strength = c->strength[at];
        if (through && !copy_text(&list[t].through, d->arena, shown(through->name, through->key)))
            return false;
    }
    to->strengths = list;
    to->n_strengths = c->n_topics;
    return list != NULL;
}

static bool put_home(copse_decide_home *to, const copse_deciding *d, const copse_home *from)
{
    const copse_facts *facts = d->c->net->facts;
    const copse_fact_community *f = &facts->communities[from->community];
    const copse_fact_site *site = f->site != COPSE_NONE ? &facts->sites[f->site] : NULL;
    *to = (copse_decide_home){.coverage = from->coverage,
                              .status = f->status,
                              .activity = from->activity,
                              .is_asleep = from->is_asleep,
                              .mode = f->mode,
                              .part = from->part,
                              .travel_minutes = from->way.minutes,
                              .distance_km = from->way.km,
                              .reach = from->reach,
                              .openness = f->openness,
                              .is_open = from->is_open,
                              .is_full = from->is_full,
                              .members = from->members};
    to->is_near_duplicate =
        from != d->ruling.home && copse_decide_reaches(from->coverage, COPSE_RULE_DECIDE_STRAND);
    return copy_text(&to->key, d->arena, f->key) && copy_text(&to->name, d->arena, f->name) &&
           (!site || copy_text(&to->site, d->arena, shown(site->name, site->key))) &&
           copy_text(&to->contact, d->arena,
                     copse_network_contact(d->c->net, d->c->ctx, from->community)) &&
           put_strengths(to, d, from) && copse_decide_say_obstacle(&to->obstacle, d, from);
}

/* The first few, and in any case the one that the verdict is about. */
static copse_status fill_homes(copse_deciding *d, copse_error *err)
{
    const copse_decide_case *c = d->c;
    size_t most = copse_rule_size(COPSE_RULE_DECIDE_SHOWN), n = 0;
    copse_decide_home *homes = copse_arena_take(d->arena, most + 1, sizeof *homes);
    if (!homes)
        return copse_error_nomem(err);
    for (size_t i = 0; i < c->n_homes; i++)
        if ((i < most || &c->homes[i] == d->ruling.home) && !put_home(&homes[n++], d, &c->homes[i]))
            return copse_error_nomem(err);
    d->answer->homes = homes;
    d->answer->n_homes = n;
    d->answer->n_homes_in_all = c->n_homes;
    return COPSE_OK;
}

/* ---- the founding group ---- */

static copse_status put_founders(copse_deciding *d, const copse_found_answer *found, copse_error *err)
{
    copse_person *founders = copse_arena_take(d->arena, found->n_seats, sizeof *founders);
    if (!founders)
        return copse_error_nomem(err);
    for (size_t i = 0; i < found->n_seats; i++) {
        founders[i].named = found->seats[i].person.named;
        if (!copy_text(&founders[i].key, d->arena, found->seats[i].person.key) ||
            !copy_text(&founders[i].name, d->arena, found->seats[i].person.name))
            return copse_error_nomem(err);
    }
    d->answer->founders = founders;
    d->answer->n_founders = found->n_seats;
    return COPSE_OK;
}

/* Of those who know the topics; where fewer do than make a group, there is none. */
static copse_status fill_founders(copse_deciding *d, copse_error *err)
{
    const copse_decide_options *o = d->c->options;
    copse_found_options options = COPSE_FOUND_OPTIONS_INIT;
    copse_found_answer *found = NULL;
    if (d->ruling.decision != COPSE_DECISION_CREATE || !d->has_holders)
        return COPSE_OK;
    options.topics = o->topics;
    options.topic_weights = o->topic_weights;
    options.n_topics = o->n_topics;
    options.mode = o->mode;
    options.site = d->c->wish.n_from == 1 ? d->c->site[0] : COPSE_NONE;
    options.alternatives = 0;
    copse_status st = copse_question_found(&found, d->c->net, &options, d->c->ctx, err);
    if (st == COPSE_OK)
        st = put_founders(d, found, err);
    copse_found_answer_free(found);
    return st;
}

/* ---- the answer ---- */

static copse_status fill_answer(copse_deciding *d, copse_error *err)
{
    d->ruling = copse_decide_rule(d->c, NULL);
    d->turn = copse_decide_find_turn(d->c, d->ruling);
    d->answer->decision = d->ruling.decision;
    blur_turn(d);
    put_people(d);
    copse_status st = fill_head(d, err);
    if (st == COPSE_OK)
        st = fill_homes(d, err);
    if (st == COPSE_OK)
        st = copse_decide_say_verdict(d, err);
    if (st == COPSE_OK)
        st = fill_founders(d, err);
    return st == COPSE_OK ? copse_decide_add_notes(d, err) : st;
}

copse_status copse_question_decide(copse_decide_answer **out, const copse_network *net,
                                   const copse_decide_options *options, const copse_context *ctx,
                                   copse_error *err)
{
    copse_decide_case c;
    *out = NULL;
    copse_arena *arena = copse_arena_new();
    copse_decide_answer *answer = arena ? copse_arena_take(arena, 1, sizeof *answer) : NULL;
    if (!answer) {
        copse_arena_free(arena);
        return copse_error_nomem(err);
    }
    answer->arena = arena;
    copse_deciding d = {
        .c = &c,
        .answer = answer,
        .arena = arena,
        .is_for_steward = ctx->audience == COPSE_FOR_STEWARD && ctx->reason && ctx->reason[0],
        .threshold = copse_asking_threshold(ctx),
    };
    copse_status st = copse_decide_case_new(&c, net, options, ctx, err);
    if (st == COPSE_OK)
        st = fill_answer(&d, err);
    copse_decide_case_free(&c);
    if (st == COPSE_OK)
        *out = answer;
    else
        copse_decide_answer_free(answer);
    return st;
}

void copse_decide_answer_free(copse_decide_answer *answer)
{
    /* The answer itself lives in its arena. */
    if (answer)
        copse_arena_free(answer->arena);
}
