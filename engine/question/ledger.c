#include "question/ledger.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "question/rules.h"

/* ---- records that fit the facts ---- */

typedef struct checked {
    copse_index index;
    size_t n;
    bool may_be_none;
} checked;

static copse_status check(const checked *of, size_t n, const char *table, size_t row, copse_error *err)
{
    char where[64];
    for (size_t i = 0; i < n; i++) {
        bool is_none = of[i].index == COPSE_NONE;
        if (is_none ? of[i].may_be_none : of[i].index >= 0 && (size_t)of[i].index < of[i].n)
            continue;
        snprintf(where, sizeof where, "%s[%zu]", table, row);
        return copse_error_set(err, COPSE_E_DATA, where, "give indices into the facts of the network",
                               "the row refers to %lld, and there are %zu", (long long)of[i].index, of[i].n);
    }
    return COPSE_OK;
}

static copse_status verify_exchanges(const copse_ledger *ledger, copse_error *err)
{
    const copse_facts *f = ledger->net->facts;
    const copse_records *r = ledger->records;
    copse_status st = COPSE_OK;
    for (size_t i = 0; st == COPSE_OK && i < r->n_exchanges; i++) {
        const copse_record_exchange *x = &r->exchanges[i];
        const checked of[] = {{x->from_member, f->n_members, false},
                              {x->to_member, f->n_members, true},
                              {x->to_community, f->n_communities, true},
                              {x->topic, f->n_topics, true},
                              {x->project, r->n_projects, true}};
        st = check(of, sizeof of / sizeof of[0], "exchanges", i, err);
        if (st == COPSE_OK && i > 0 && r->exchanges[i - 1].id >= x->id)
            st = copse_error_set(err, COPSE_E_DATA, "exchanges", "sort them by number",
                                 "row %zu comes after one of a larger number", i);
    }
    return st;
}

static copse_status verify_projects(const copse_ledger *ledger, copse_error *err)
{
    const copse_facts *f = ledger->net->facts;
    const copse_records *r = ledger->records;
    copse_status st = COPSE_OK;
    for (size_t i = 0; st == COPSE_OK && i < r->n_projects; i++) {
        const checked of[] = {{r->projects[i].team, f->n_teams, true}, {r->projects[i].site, f->n_sites, true}};
        st = check(of, 2, "projects", i, err);
    }
    for (size_t i = 0; st == COPSE_OK && i < r->n_project_topics; i++) {
        const checked of[] = {{r->project_topics[i].project, r->n_projects, false},
                              {r->project_topics[i].topic, f->n_topics, false}};
        st = check(of, 2, "project_topics", i, err);
    }
    return st;
}

static copse_status verify_actions(const copse_ledger *ledger, copse_error *err)
{
    const copse_facts *f = ledger->net->facts;
    const copse_records *r = ledger->records;
    copse_status st = COPSE_OK;
    for (size_t i = 0; st == COPSE_OK && i < r->n_actions; i++) {
        const checked of[] = {{r->actions[i].team, f->n_teams, true},
                              {r->actions[i].project, r->n_projects, true},
                              {r->actions[i].who, f->n_members, true}};
        st = check(of, 3, "actions", i, err);
    }
    for (size_t i = 0; st == COPSE_OK && i < r->n_debriefs; i++) {
        const checked of[] = {{r->debriefs[i].team, f->n_teams, false}};
        st = check(of, 1, "debriefs", i, err);
    }
    return st;
}

copse_status copse_ledger_verify(const copse_ledger *ledger, copse_error *err)
{
    copse_status st = verify_projects(ledger, err);
    if (st == COPSE_OK)
        st = verify_exchanges(ledger, err);
    return st == COPSE_OK ? verify_actions(ledger, err) : st;
}

/* ---- exchanges ---- */

bool copse_ledger_holds(const copse_ledger *ledger, const copse_record_exchange *x)
{
    const copse_network *net = ledger->net;
    return x->on <= ledger->ctx->as_of && net->is_present[x->from_member] &&
           (x->to_member == COPSE_NONE || net->is_present[x->to_member]) &&
           (x->to_community == COPSE_NONE || copse_network_may_show(net, ledger->ctx, x->to_community));
}

const char *copse_ledger_note(const copse_ledger *ledger, const copse_record_exchange *x)
{
    if (!x->note || !x->note[0])
        return NULL;
    if (copse_network_is_self(ledger->net, ledger->ctx, x->from_member))
        return x->note;
    switch (x->shared_with) {
    case COPSE_VISIBLE_TRUST:
        return x->note;
    case COPSE_VISIBLE_TEAM:
        return copse_network_is_of_their_team(ledger->net, ledger->ctx, x->from_member) ? x->note : NULL;
    case COPSE_VISIBLE_NONE:
        break;
    }
    return NULL;
}

static int by_number(const void *wanted, const void *row)
{
    copse_id a = *(const copse_id *)wanted, b = ((const copse_record_exchange *)row)->id;
    return (a > b) - (a < b);
}

const copse_record_exchange *copse_ledger_find(const copse_ledger *ledger, copse_id number)
{
    const copse_records *r = ledger->records;
    if (number == 0 || r->n_exchanges == 0)
        return NULL;
    return bsearch(&number, r->exchanges, r->n_exchanges, sizeof *r->exchanges, by_number);
}

/* Answers in the order of who gave them to whom, on what, when. */
static int by_answer(const void *a, const void *b)
{
    const copse_record_exchange *x = *(const copse_record_exchange *const *)a,
                                *y = *(const copse_record_exchange *const *)b;
    const int64_t keys[][2] = {{x->from_member, y->from_member},
                               {x->to_member, y->to_member},
                               {x->topic, y->topic},
                               {x->on, y->on}};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        if (keys[i][0] != keys[i][1])
            return keys[i][0] < keys[i][1] ? -1 : 1;
    return 0;
}

/* Whether among the sorted answers one is of the asked to whoever asked, on the topic, on that day or later. */
static bool is_answered(const copse_record_exchange *const *answers, size_t n, const copse_record_exchange *ask)
{
    const copse_record_exchange least = {
        .from_member = ask->to_member, .to_member = ask->from_member, .topic = ask->topic, .on = ask->on};
    const copse_record_exchange *wanted = &least;
    size_t from = 0, to = n;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (by_answer(&answers[middle], &wanted) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return from < n && answers[from]->from_member == least.from_member &&
           answers[from]->to_member == least.to_member && answers[from]->topic == least.topic;
}

copse_status copse_ledger_find_settled(bool *out, const copse_ledger *ledger, copse_error *err)
{
    const copse_records *r = ledger->records;
    const copse_record_exchange **answers = copse_memory_new(r->n_exchanges, sizeof *answers);
    size_t n = 0;
    if (!answers)
        return copse_error_nomem(err);
    memset(out, 0, r->n_exchanges * sizeof *out);
    for (size_t i = 0; i < r->n_exchanges; i++) {
        const copse_record_exchange *x = &r->exchanges[i];
        if (!copse_ledger_holds(ledger, x))
            continue;
        const copse_record_exchange *earlier = copse_ledger_find(ledger, x->settles);
        if (earlier)
            out[earlier - r->exchanges] = true;
        else if (x->kind == COPSE_EXCHANGE_ANSWERED && x->to_member != COPSE_NONE)
            answers[n++] = x;
    }
    if (n > 0)
        qsort(answers, n, sizeof *answers, by_answer);
    for (size_t i = 0; i < r->n_exchanges; i++)
        if (!out[i] && r->exchanges[i].kind == COPSE_EXCHANGE_ASKED && r->exchanges[i].to_member != COPSE_NONE)
            out[i] = is_answered(answers, n, &r->exchanges[i]);
    copse_memory_free(answers);
    return COPSE_OK;
}

bool copse_ledger_was_in(const copse_ledger *ledger, copse_index member, copse_index community, copse_day on)
{
    const copse_facts *f = ledger->net->facts;
    for (size_t i = 0; i < f->n_memberships; i++) {
        const copse_fact_membership *m = &f->memberships[i];
        if (m->member == member && m->community == community && m->since <= on &&
            (m->until == COPSE_DAY_UNKNOWN || on < m->until))
            return true;
    }
    return false;
}

/* ---- actions ---- */

static bool is_open(const copse_record_action *action, copse_day today)
{
    return action->on <= today && (action->done == COPSE_DAY_UNKNOWN || action->done > today);
}

/* Of a team and what is below it, or of a project of theirs. */
static bool is_of(const copse_ledger *ledger, const copse_record_action *action, copse_index team, copse_index project)
{
    copse_index of_team = action->project == COPSE_NONE ? action->team : ledger->records->projects[action->project].team;
    if (project != COPSE_NONE && action->project == project)
        return true;
    /* Of one project: what its team said of itself, not what it said of its other projects. */
    if (project != COPSE_NONE && action->project != COPSE_NONE)
        return false;
    for (copse_index at = of_team; team != COPSE_NONE && at != COPSE_NONE; at = ledger->net->facts->teams[at].parent)
        if (at == team)
            return true;
    return false;
}

static int by_due(const void *a, const void *b)
{
    const copse_open_action *x = a, *y = b;
    bool x_has = x->due != COPSE_DAY_UNKNOWN, y_has = y->due != COPSE_DAY_UNKNOWN;
    if (x_has != y_has)
        return x_has ? -1 : 1;
    if (x->due != y->due)
        return x->due < y->due ? -1 : 1;
    return (x->number > y->number) - (x->number < y->number);
}

static bool fill_action(copse_open_action *out, const copse_ledger *ledger, const copse_record_action *action,
                        copse_arena *arena)
{
    const char *of = action->project != COPSE_NONE ? copse_ledger_project(ledger, action->project)
                                                   : copse_ledger_team(ledger, action->team);
    *out = (copse_open_action){.number = action->id,
                               .what = copse_arena_copy(arena, action->what),
                               .of = copse_arena_copy(arena, of),
                               .has_who = action->who != COPSE_NONE && ledger->net->is_present[action->who],
                               .on = action->on,
                               .due = action->due,
                               .is_late = action->due != COPSE_DAY_UNKNOWN && action->due < ledger->ctx->as_of};
    return out->what && (out->of || !of) && copse_ledger_person(&out->who, ledger, action->who, arena);
}

copse_status copse_ledger_open_actions(const copse_open_action **out, size_t *n_out, const copse_ledger *ledger,
                                       copse_index team, copse_index project, copse_arena *arena, copse_error *err)
{
    const copse_records *r = ledger->records;
    size_t n = 0;
    for (size_t i = 0; i < r->n_actions; i++)
        n += is_open(&r->actions[i], ledger->ctx->as_of) && is_of(ledger, &r->actions[i], team, project);
    copse_open_action *list = copse_arena_take(arena, n, sizeof *list);
    bool whole = list != NULL;
    n = 0;
    for (size_t i = 0; whole && i < r->n_actions; i++)
        if (is_open(&r->actions[i], ledger->ctx->as_of) && is_of(ledger, &r->actions[i], team, project))
            whole = fill_action(&list[n++], ledger, &r->actions[i], arena);
    if (!whole)
        return copse_error_nomem(err);
    if (n > 0)
        qsort(list, n, sizeof *list, by_due);
    *out = list;
    *n_out = n;
    return COPSE_OK;
}

/* ---- projects and names ---- */

bool copse_ledger_person(copse_person *out, const copse_ledger *ledger, copse_index member, copse_arena *arena)
{
    copse_person person = copse_network_person(ledger->net, ledger->ctx, member);
    *out = (copse_person){person.named, copse_arena_copy(arena, person.key), copse_arena_copy(arena, person.name)};
    return !person.named || (out->key && out->name);
}

int32_t copse_ledger_cadence(const copse_ledger *ledger, copse_index community, int32_t asked_for)
{
    int32_t own = ledger->net->facts->communities[community].cadence_days;
    if (asked_for > 0)
        return asked_for;
    return own > 0 ? own : (int32_t)copse_rule_value(COPSE_RULE_CADENCE);
}

bool copse_ledger_runs(const copse_ledger *ledger, copse_index project)
{
    const copse_record_project *p = &ledger->records->projects[project];
    copse_day today = ledger->ctx->as_of;
    return p->starts <= today && (p->ends == COPSE_DAY_UNKNOWN || today <= p->ends);
}

static const char *shown(const char *name, const char *key)
{
    return name && name[0] ? name : key;
}

const char *copse_ledger_topic(const copse_ledger *ledger, copse_index topic)
{
    const copse_fact_topic *of = topic == COPSE_NONE ? NULL : &ledger->net->facts->topics[topic];
    return of ? shown(of->name, of->key) : NULL;
}

const char *copse_ledger_community(const copse_ledger *ledger, copse_index community)
{
    const copse_fact_community *of = community == COPSE_NONE ? NULL : &ledger->net->facts->communities[community];
    return of ? shown(of->name, of->key) : NULL;
}

const char *copse_ledger_team(const copse_ledger *ledger, copse_index team)
{
    const copse_fact_team *of = team == COPSE_NONE ? NULL : &ledger->net->facts->teams[team];
    return of ? shown(of->name, of->key) : NULL;
}

const char *copse_ledger_project(const copse_ledger *ledger, copse_index project)
{
    const copse_record_project *of = project == COPSE_NONE ? NULL : &ledger->records->projects[project];
    return of ? shown(of->name, of->key) : NULL;
}

/* ---- finding a project ---- */

static copse_status is_called(bool *out, const char *name, const char *wanted, copse_error *err)
{
    char *folded = NULL;
    *out = false;
    if (!name || copse_text_fold(&folded, name, NULL) == COPSE_E_DATA)
        return COPSE_OK;
    if (!folded)
        return copse_error_nomem(err);
    *out = strcmp(folded, wanted) == 0;
    copse_memory_free(folded);
    return COPSE_OK;
}

static copse_status say_not_found(const copse_records *records, const char *text, copse_error *err)
{
    char next[256] = "check the spelling, or import projects.csv first";
    const char **keys = copse_memory_new(records->n_projects, sizeof *keys);
    if (!keys)
        return copse_error_nomem(err);
    for (size_t i = 0; i < records->n_projects; i++)
        keys[i] = records->projects[i].key;
    const char *closest = copse_closest_word(text, keys, records->n_projects);
    if (closest)
        snprintf(next, sizeof next, "did you mean %s?", closest);
    copse_memory_free(keys);
    return copse_error_set(err, COPSE_E_NOT_FOUND, NULL, next, "no project has the key or name '%s'", text);
}

copse_status copse_records_find_project(copse_index *out, const copse_records *records, const char *text,
                                        copse_error *err)
{
    char *wanted = NULL;
    size_t n_named = 0;
    *out = COPSE_NONE;
    for (size_t i = 0; i < records->n_projects; i++)
        if (strcmp(records->projects[i].key, text) == 0) {
            *out = (copse_index)i;
            return COPSE_OK;
        }
    copse_status st = copse_text_fold(&wanted, text, err);
    for (size_t i = 0; st == COPSE_OK && i < records->n_projects; i++) {
        bool is_it;
        st = is_called(&is_it, records->projects[i].name, wanted, err);
        if (is_it && n_named++ == 0)
            *out = (copse_index)i;
    }
    copse_memory_free(wanted);
    if (st == COPSE_OK && n_named > 1) {
        *out = COPSE_NONE;
        st = copse_error_set(err, COPSE_E_ARGUMENT, NULL, "give its key", "%zu projects are called '%s'", n_named,
                             text);
    }
    return st == COPSE_OK && n_named == 0 ? say_not_found(records, text, err) : st;
}
