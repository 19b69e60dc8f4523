/*
 * Who of a team is in the same CoP, what did each share with the team, and who has not compared notes? It reads only
 * what its authors shared, and lists a CoP only for people of the team who may be named: one of whom nothing may be
 * said is not counted either.
 */
#include "copse.h"

#include <stdlib.h>
#include <string.h>

#include "question/ledger.h"
#include "question/notes.h"
#include "question/rules.h"
#include "question/shared.h"

typedef struct asking {
    copse_ledger ledger;
    copse_index team;
    copse_day last;
    bool *is_of_team; /* [n_members] */
    copse_shared *shared;
    copse_debrief_answer *answer;
    copse_arena *arena; /* the answer's */
} asking;

static int order(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/* ---- one CoP ---- */

static bool may_be_named(const asking *a, copse_index member)
{
    return a->is_of_team[member] && copse_network_person(a->ledger.net, a->ledger.ctx, member).named;
}

static bool keep_text(const char **out, const asking *a, const char *text)
{
    *out = copse_arena_copy(a->arena, text);
    return *out || !text;
}

static bool fill_notes(copse_debrief_community *out, const asking *a, copse_index community)
{
    size_t n_all, n = 0;
    const copse_shared_note *all = copse_shared_notes(&n_all, a->shared, community, COPSE_NONE);
    copse_debrief_note *notes = copse_arena_take(a->arena, n_all, sizeof *notes);
    bool whole = notes != NULL;
    for (size_t i = 0; whole && i < n_all; i++) {
        const copse_record_exchange *x = all[i].x;
        if (x->on <= a->last)
            continue;
        notes[n] = (copse_debrief_note){.on = x->on, .kind = x->kind};
        whole = copse_ledger_person(&notes[n].author, &a->ledger, x->from_member, a->arena) &&
                keep_text(&notes[n].topic, a, copse_ledger_topic(&a->ledger, x->topic)) &&
                keep_text(&notes[n].note, a, all[i].note);
        n++;
    }
    out->notes = notes;
    out->n_notes = n;
    return whole;
}

/* @param members  [n] of the team in the CoP who may be named, ascending */
static bool fill_pairs(copse_debrief_community *out, const asking *a, copse_index community, const copse_index *members,
                       size_t n)
{
    size_t n_pairs = 0, n_notes;
    copse_shared_notes(&n_notes, a->shared, community, COPSE_NONE);
    if (n_notes == 0)
        return true; /* all are alike: nothing was shared */
    for (size_t i = 0; i < n; i++)
        for (size_t k = i + 1; k < n; k++)
            n_pairs += copse_shared_differs(a->shared, community, members[i], members[k]);
    copse_debrief_pair *pairs = copse_arena_take(a->arena, n_pairs, sizeof *pairs);
    bool whole = pairs != NULL;
    for (size_t i = 0; i < n; i++)
        for (size_t k = i + 1; whole && k < n; k++) {
            if (!copse_shared_differs(a->shared, community, members[i], members[k]))
                continue;
            copse_debrief_pair *pair = &pairs[out->n_pairs++];
            pair->met = copse_shared_met(a->shared, members[i], members[k]);
            whole = copse_ledger_person(&pair->a, &a->ledger, members[i], a->arena) &&
                    copse_ledger_person(&pair->b, &a->ledger, members[k], a->arena);
        }
    out->pairs = pairs;
    return whole;
}

typedef struct weighed {
    int32_t topic;
    double weight;
} weighed;

static int by_weight(const void *a, const void *b)
{
    const weighed *x = a, *y = b;
    return x->weight != y->weight ? (x->weight < y->weight ? 1 : -1) : order(x->topic, y->topic);
}

static bool fill_topics(copse_debrief_community *out, const asking *a, copse_index community)
{
    const copse_incidence *of = &a->ledger.net->community_topics;
    size_t n = copse_incidence_degree(of, (size_t)community), most = copse_rule_size(COPSE_RULE_TOPICS_SHOWN);
    weighed *all = copse_memory_new(n, sizeof *all);
    const char **topics = copse_arena_take(a->arena, n, sizeof *topics);
    bool whole = all && topics;
    for (size_t i = 0; whole && i < n; i++)
        all[i] = (weighed){of->column[of->start[community] + i], of->value[of->start[community] + i]};
    if (whole && n > 0)
        qsort(all, n, sizeof *all, by_weight);
    out->n_topics = n < most ? n : most;
    for (size_t i = 0; whole && i < out->n_topics; i++)
        whole = keep_text(&topics[i], a, copse_ledger_topic(&a->ledger, all[i].topic));
    out->topics = topics;
    copse_memory_free(all);
    return whole;
}

static int by_person(const void *a, const void *b)
{
    const copse_person *x = a, *y = b;
    int names = strcmp(x->name, y->name);
    return names != 0 ? names : strcmp(x->key, y->key);
}

static bool fill_members(copse_debrief_community *out, const asking *a, const copse_index *members, size_t n)
{
    copse_person *people = copse_arena_take(a->arena, n, sizeof *people);
    bool whole = people != NULL;
    for (size_t i = 0; whole && i < n; i++)
        whole = copse_ledger_person(&people[i], &a->ledger, members[i], a->arena);
    if (whole)
        qsort(people, n, sizeof *people, by_person);
    out->members = people;
    out->n_members = n;
    return whole;
}

static bool fill_community(copse_debrief_community *out, const asking *a, copse_index community,
                           const copse_index *members, size_t n)
{
    return keep_text(&out->key, a, a->ledger.net->facts->communities[community].key) &&
           keep_text(&out->name, a, copse_ledger_community(&a->ledger, community)) && fill_topics(out, a, community) &&
           fill_members(out, a, members, n) && fill_notes(out, a, community) &&
           fill_pairs(out, a, community, members, n);
}

/* ---- all of them ---- */

/* Those of the team in the CoP who may be named, ascending. */
static size_t list_members(copse_index *out, const asking *a, size_t community)
{
    const copse_incidence *m = &a->ledger.net->community_members;
    size_t n = 0;
    for (size_t k = m->start[community]; k < m->start[community + 1]; k++)
        if (may_be_named(a, m->column[k]))
            out[n++] = m->column[k];
    return n;
}

static bool is_asked_about(const asking *a, size_t community)
{
    return !a->ledger.net->is_sensitive[community] &&
           a->ledger.net->facts->communities[community].status != COPSE_COMMUNITY_CLOSED;
}

static int by_name(const void *a, const void *b)
{
    const copse_debrief_community *x = a, *y = b;
    int names = strcmp(x->name, y->name);
    return names != 0 ? names : strcmp(x->key, y->key);
}

static copse_status fill_communities(asking *a, copse_error *err)
{
    const copse_facts *f = a->ledger.net->facts;
    copse_index *members = copse_memory_new(f->n_members, sizeof *members);
    size_t n = 0;
    bool whole = members != NULL;
    for (size_t c = 0; whole && c < f->n_communities; c++)
        n += is_asked_about(a, c) && list_members(members, a, c) >= 2;
    copse_debrief_community *list = copse_arena_take(a->arena, n, sizeof *list);
    whole = whole && list;
    n = 0;
    for (size_t c = 0; whole && c < f->n_communities; c++) {
        size_t n_members = is_asked_about(a, c) ? list_members(members, a, c) : 0;
        if (n_members >= 2)
            whole = fill_community(&list[n++], a, (copse_index)c, members, n_members);
    }
    copse_memory_free(members);
    if (!whole)
        return copse_error_nomem(err);
    if (n > 0)
        qsort(list, n, sizeof *list, by_name);
    a->answer->communities = list;
    a->answer->n_communities = n;
    return COPSE_OK;
}

/* ---- the answer ---- */

static copse_status check_asking(const asking *a, copse_error *err)
{
    const copse_context *ctx = a->ledger.ctx;
    const char *key = a->ledger.net->facts->teams[a->team].key;
    bool is_team = ctx->audience == COPSE_FOR_TEAM && ctx->audience_key && strcmp(ctx->audience_key, key) == 0;
    bool is_steward = ctx->audience == COPSE_FOR_STEWARD && ctx->reason && ctx->reason[0];
    if (is_team || is_steward)
        return COPSE_OK;
    return copse_error_set(err, COPSE_E_ARGUMENT, "debrief", "ask for the team itself, or for the steward with a reason",
                           "what a team learned is for that team, not for '%s'", copse_audience_name(ctx->audience));
}

static void find_last(asking *a)
{
    const copse_records *r = a->ledger.records;
    a->last = COPSE_DAY_UNKNOWN;
    for (size_t i = 0; i < r->n_debriefs; i++)
        if (r->debriefs[i].team == a->team && r->debriefs[i].on <= a->ledger.ctx->as_of &&
            r->debriefs[i].on >= a->last) {
            a->last = r->debriefs[i].on;
            a->answer->last_note = r->debriefs[i].note;
        }
}

static copse_status fill_head(asking *a, copse_error *err)
{
    const copse_ledger *ledger = &a->ledger;
    copse_debrief_answer *answer = a->answer;
    answer->head = (copse_answer_head){.schema = "copse/debrief/1",
                                       .data_version = ledger->net->facts->data_version,
                                       .as_of = ledger->net->as_of,
                                       .audience = ledger->ctx->audience,
                                       .seed = ledger->ctx->seed,
                                       .terms = ledger->ctx->terms};
    find_last(a);
    answer->last = a->last;
    bool whole = keep_text(&answer->last_note, a, answer->last_note) &&
                 keep_text(&answer->team, a, ledger->net->facts->teams[a->team].key) &&
                 keep_text(&answer->team_name, a, copse_ledger_team(ledger, a->team));
    return whole ? COPSE_OK : copse_error_nomem(err);
}

static copse_status prepare(asking *a, copse_error *err)
{
    const copse_network *net = a->ledger.net;
    a->is_of_team = copse_memory_new(net->facts->n_members, sizeof *a->is_of_team);
    if (!a->is_of_team)
        return copse_error_nomem(err);
    for (size_t m = 0; m < net->facts->n_members; m++)
        a->is_of_team[m] = net->is_present[m] && copse_network_works_under(net, (copse_index)m, a->team);
    return copse_shared_new(&a->shared, &a->ledger, a->is_of_team, err);
}

static copse_status add_words(asking *a, copse_error *err)
{
    copse_debrief_answer *answer = a->answer;
    copse_notes notes = {.arena = a->arena}, advice = {.arena = a->arena};
    const char *team = copse_ledger_word(answer->team, a->arena);
    size_t n_notes = 0;
    if (!team)
        return copse_error_nomem(err);
    for (size_t i = 0; i < answer->n_communities; i++)
        n_notes += answer->communities[i].n_notes;
    if (answer->n_communities == 0)
        copse_note(&advice, "No CoP has two of the team who may be named in it. Each says for themself who may: copse "
                            "profile MEMBER --visible team");
    else if (n_notes == 0)
        copse_note(&advice, "Nobody shared a note with the team %s: copse record attended MEMBER --cop COP --note "
                            "\"what they tried\" --share team",
                   answer->last == COPSE_DAY_UNKNOWN ? "yet" : "since then");
    if (n_notes > 0)
        copse_note(&advice, "Once you have talked: copse record debrief %s --note \"what we learned\" --action \"what we "
                            "do with it\" --who MEMBER --due DATE",
                   team);
    if (answer->n_actions > 0)
        copse_note(&advice, "What is done: copse record done NUMBER");
    copse_note(&notes, "People are listed who may be named to this audience; others of the team may be in these CoPs "
                       "and in others. Notes are those that their authors shared.");
    copse_status st = copse_notes_keep(&answer->head.notes, &answer->head.n_notes, &notes, err);
    return st == COPSE_OK ? copse_notes_keep(&answer->advice, &answer->n_advice, &advice, err) : st;
}

static copse_status fill(asking *a, copse_error *err)
{
    copse_status st = fill_head(a, err);
    if (st == COPSE_OK)
        st = prepare(a, err);
    if (st == COPSE_OK)
        st = fill_communities(a, err);
    if (st == COPSE_OK)
        st = copse_ledger_open_actions(&a->answer->actions, &a->answer->n_actions, &a->ledger, a->team, COPSE_NONE,
                                       a->arena, err);
    return st == COPSE_OK ? add_words(a, err) : st;
}

static void asking_free(asking *a)
{
    copse_shared_free(a->shared);
    copse_memory_free(a->is_of_team);
}

void copse_debrief_answer_free(copse_debrief_answer *answer)
{
    if (answer)
        copse_arena_free(answer->arena);
}

copse_status copse_question_debrief(copse_debrief_answer **out, const copse_network *net, const copse_records *records,
                                    copse_index team, const copse_context *ctx, copse_error *err)
{
    asking a = {.ledger = {net, records, ctx}, .team = team};
    *out = NULL;
    copse_status st = check_asking(&a, err);
    if (st == COPSE_OK)
        st = copse_ledger_verify(&a.ledger, err);
    if (st != COPSE_OK)
        return st;
    a.arena = copse_arena_new();
    a.answer = a.arena ? copse_arena_take(a.arena, 1, sizeof *a.answer) : NULL;
    st = a.answer ? fill(&a, err) : copse_error_nomem(err);
    asking_free(&a);
    if (st != COPSE_OK) {
        copse_arena_free(a.arena);
        return st;
    }
    a.answer->arena = a.arena;
    *out = a.answer;
    return COPSE_OK;
}
