/*
 * Who of a group meets whom this time? The choice is made in the room to the left; here it is asked for and told, for
 * the steward, who invites them.
 */
#include "question/pair.h"

#include <stdlib.h>
#include <string.h>

#include "question/notes.h"
#include "question/rules.h"

enum { THOUSANDTHS_A_HUNDREDTH = COPSE_PAIRING_MOST_WORTH / 100 };

static bool copy_text(const char **out, copse_arena *arena, const char *text)
{
    *out = text && text[0] ? copse_arena_copy(arena, text) : NULL;
    return *out || !text || !text[0];
}

static const char *shown(const char *name, const char *key)
{
    return name && name[0] ? name : key;
}

static copse_status check_asking(const copse_context *ctx, copse_error *err)
{
    if (ctx->audience == COPSE_FOR_STEWARD && ctx->reason && ctx->reason[0])
        return COPSE_OK;
    return copse_error_set(err, COPSE_E_ARGUMENT, "pair", "give a reason, which is audited",
                           "who meets whom is for the steward, who invites them");
}

/* ---- choosing ---- */

static copse_status put_row(copse_pair_worth *out, void *user, size_t person, const int32_t *others,
                            size_t n_others, copse_error *err)
{
    copse_pair_case *c = user;
    (void)err;
    copse_pair_walk(c, person);
    for (size_t i = 0; i < n_others; i++) {
        size_t other = (size_t)others[i];
        int part[COPSE_PAIR_TERMS];
        out[i] = (copse_pair_worth){.may_meet = copse_pair_may_meet(c, person, other)};
        if (!out[i].may_meet)
            continue;
        out[i].is_repeat = copse_incidence_has(&c->met, person, (int32_t)other);
        out[i].worth = THOUSANDTHS_A_HUNDREDTH * copse_pair_parts(part, c, person, other);
    }
    return COPSE_OK;
}

/* ---- telling ---- */

typedef struct telling {
    copse_pair_case *c;
    copse_pair_answer *answer;
    copse_arena *arena;
} telling;

static bool put_person(copse_pair_person *out, const telling *t, size_t i)
{
    const copse_network *net = t->c->net;
    copse_index member = t->c->member[i];
    copse_person person = copse_network_person(net, t->c->ctx, member);
    const copse_incidence *teams = &net->member_teams;
    const char *team = NULL, *site = NULL;
    if (copse_incidence_degree(teams, (size_t)member) > 0) {
        const copse_fact_team *at = &net->facts->teams[teams->column[teams->start[member]]];
        team = shown(at->name, at->key);
    }
    if (t->c->site[i] != COPSE_NONE)
        site = shown(net->facts->sites[t->c->site[i]].name, net->facts->sites[t->c->site[i]].key);
    *out = (copse_pair_person){.person.named = person.named};
    return copy_text(&out->person.key, t->arena, person.key) &&
           copy_text(&out->person.name, t->arena, person.name) &&
           copy_text(&out->mail, t->arena, net->facts->members[member].mail) &&
           copy_text(&out->team, t->arena, team) && copy_text(&out->site, t->arena, site);
}

static copse_day last_met(const copse_pair_case *c, size_t a, size_t b)
{
    copse_day last = COPSE_DAY_UNKNOWN;
    for (size_t i = 0; i < c->net->facts->n_pairings; i++) {
        const copse_fact_pairing *p = &c->net->facts->pairings[i];
        bool are_they = (p->a == c->member[a] && p->b == c->member[b]) ||
                        (p->a == c->member[b] && p->b == c->member[a]);
        if (are_they && copse_network_holds(c->net, p->on, COPSE_DAY_UNKNOWN) && p->on > last)
            last = p->on;
    }
    return last;
}

static bool put_pair(copse_pair *out, const telling *t, size_t a, size_t b)
{
    copse_pair_case *c = t->c;
    *out = (copse_pair){.is_repeat = copse_incidence_has(&c->met, a, (int32_t)b), .last = COPSE_DAY_UNKNOWN};
    copse_pair_walk(c, a);
    out->worth = copse_pair_parts(out->part, c, a, b);
    int hops = c->who.hops[c->member[b]];
    out->hops = hops < 0 ? 0 : hops;
    out->is_apart = c->site[a] == COPSE_NONE || c->site[a] != c->site[b];
    if (out->is_repeat)
        out->last = last_met(c, a, b);
    const char *bridges = NULL;
    if (out->part[COPSE_PAIR_ISOLATED] > 0) {
        copse_index team = c->isolated[a] != COPSE_NONE ? c->isolated[a] : c->isolated[b];
        bridges = shown(c->net->facts->teams[team].name, c->net->facts->teams[team].key);
    }
    return copy_text(&out->bridges, t->arena, bridges) && put_person(&out->a, t, a) && put_person(&out->b, t, b);
}

static int by_worth(const void *a, const void *b)
{
    const copse_pair *x = a, *y = b;
    if (x->worth != y->worth)
        return x->worth > y->worth ? -1 : 1;
    return strcmp(x->a.person.key, y->a.person.key);
}

static copse_pair_left why_left(const copse_pair_case *c, size_t i)
{
    if (c->is_face_to_face && c->site[i] == COPSE_NONE)
        return COPSE_PAIR_LEFT_NO_SITE;
    for (size_t j = 0; j < c->n; j++)
        if (copse_pair_may_meet(c, i, j))
            return c->options->most_pairs > 0 ? COPSE_PAIR_LEFT_LIMIT : COPSE_PAIR_LEFT_ODD;
    return COPSE_PAIR_LEFT_ALONE;
}

static bool put_pairs(telling *t, const int32_t *mate, const copse_pairing *chosen)
{
    copse_pair_answer *answer = t->answer;
    size_t n = t->c->n, n_left = n - 2 * chosen->n_pairs;
    copse_pair *pairs = copse_arena_take(t->arena, chosen->n_pairs, sizeof *pairs);
    copse_pair_person *left = copse_arena_take(t->arena, n_left, sizeof *left);
    copse_pair_left *why = copse_arena_take(t->arena, n_left, sizeof *why);
    if (!pairs || !left || !why)
        return false;
    answer->pairs = pairs;
    answer->left = left;
    answer->left_why = why;
    for (size_t i = 0; i < n; i++) {
        if (mate[i] > (int32_t)i) {
            copse_pair *pair = &pairs[answer->n_pairs++];
            if (!put_pair(pair, t, i, (size_t)mate[i]))
                return false;
            answer->n_bridging += pair->bridges != NULL;
        } else if (mate[i] < 0) {
            why[answer->n_left] = why_left(t->c, i);
            if (!put_person(&left[answer->n_left++], t, i))
                return false;
        }
    }
    qsort(pairs, answer->n_pairs, sizeof *pairs, by_worth);
    return true;
}

static bool put_head(telling *t, const copse_pairing *chosen)
{
    const copse_pair_case *c = t->c;
    const copse_facts *f = c->net->facts;
    copse_pair_answer *answer = t->answer;
    answer->head = (copse_answer_head){.schema = "copse/pair/1",
                                       .data_version = f->data_version,
                                       .as_of = c->net->as_of,
                                       .audience = c->ctx->audience,
                                       .seed = c->ctx->seed,
                                       .terms = c->ctx->terms};
    answer->mode = c->options->mode;
    answer->n_group = (int64_t)c->n_group;
    answer->n_silent = (int64_t)c->n_silent;
    answer->n_rounds = (int64_t)c->n_rounds;
    answer->is_recorded = c->is_recorded;
    answer->n_repeats = chosen->n_repeats;
    answer->n_isolated_teams = c->n_isolated;
    answer->is_exact = chosen->is_exact;
    answer->gap = chosen->bound > 0 ? (double)(chosen->bound - chosen->worth) / (double)chosen->bound : 0.0;
    const char *group = NULL, *site = NULL;
    if (c->options->team != COPSE_NONE)
        group = shown(f->teams[c->options->team].name, f->teams[c->options->team].key);
    else if (c->options->community != COPSE_NONE)
        group = shown(f->communities[c->options->community].name, f->communities[c->options->community].key);
    if (c->options->site != COPSE_NONE)
        site = shown(f->sites[c->options->site].name, f->sites[c->options->site].key);
    return copy_text(&answer->group, t->arena, group) && copy_text(&answer->site, t->arena, site);
}

static copse_status add_notes(copse_pair_answer *answer, copse_arena *arena, copse_error *err)
{
    copse_notes to = {.arena = arena};
    if (answer->n_silent > 0)
        copse_note(&to, "%lld of the group agreed to be named to nobody and take no part. Who asks to take part all the "
                        "same is added with --include.", (long long)answer->n_silent);
    if (answer->n_isolated_teams < 0)
        copse_note(&to, "Which teams are isolated is not known: there are too few teams, or too little is recorded.");
    if (answer->n_repeats > 0)
        copse_note(&to, "Some met before: as many pairs without would leave nobody else to meet.");
    if (answer->is_recorded)
        copse_note(&to, "A round with some of these people is recorded on this day already.");
    copse_note(&to, "Who is invited is free not to come. Nothing is recorded unless --record is given.");
    return copse_notes_keep(&answer->head.notes, &answer->head.n_notes, &to, err);
}

static copse_status tell(copse_pair_answer **out, copse_pair_case *c, const int32_t *mate,
                         const copse_pairing *chosen, copse_error *err)
{
    copse_arena *arena = copse_arena_new();
    copse_pair_answer *answer = arena ? copse_arena_take(arena, 1, sizeof *answer) : NULL;
    if (!answer) {
        copse_arena_free(arena);
        return copse_error_nomem(err);
    }
    answer->arena = arena;
    telling t = {c, answer, arena};
    copse_status st =
        put_head(&t, chosen) && put_pairs(&t, mate, chosen) ? add_notes(answer, arena, err) : copse_error_nomem(err);
    if (st == COPSE_OK)
        *out = answer;
    else
        copse_pair_answer_free(answer);
    return st;
}

copse_status copse_question_pair(copse_pair_answer **out, const copse_network *net,
                                 const copse_pair_options *options, const copse_context *ctx, copse_error *err)
{
    copse_pair_case c = {0};
    copse_pairing chosen;
    int32_t *mate = NULL;
    *out = NULL;
    copse_status st = check_asking(ctx, err);
    if (st != COPSE_OK)
        return st;
    st = copse_pair_case_new(&c, net, options, ctx, err);
    if (st == COPSE_OK && options->most_pairs > 0 && c.n > COPSE_PAIRING_CIRCLE)
        st = copse_error_set(err, COPSE_E_ARGUMENT, "pair", "take a unit, a site or a CoP at a time",
                             "the best so many pairs are chosen among %d people at most, not %zu",
                             COPSE_PAIRING_CIRCLE, c.n);
    if (st == COPSE_OK) {
        mate = copse_memory_new(c.n, sizeof *mate);
        st = mate ? COPSE_OK : copse_error_nomem(err);
    }
    if (st == COPSE_OK) {
        const copse_pairing_problem problem = {
            .n = c.n, .place = c.place, .most_pairs = options->most_pairs, .has_priority = c.has_priority, .put_row = put_row, .user = &c};
        st = copse_choose_pairs(mate, &chosen, &problem, ctx, err);
    }
    if (st == COPSE_OK)
        st = tell(out, &c, mate, &chosen, err);
    copse_memory_free(mate);
    copse_pair_case_free(&c);
    return st;
}

void copse_pair_answer_free(copse_pair_answer *answer)
{
    /* The answer itself lives in its arena. */
    if (answer)
        copse_arena_free(answer->arena);
}
