/* The seats of a founding group: what each brings, what is lost without them, and who would take
 * their place. */
#include "question/found.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A seat while they are put in order. */
typedef struct ordered {
    size_t place; /* in choice.member */
    bool is_coordinator;
    double loss;
    int32_t candidate;
} ordered;

static int by_order(const void *a, const void *b)
{
    const ordered *x = a, *y = b;
    if (x->is_coordinator != y->is_coordinator)
        return x->is_coordinator ? -1 : 1;
    if (x->loss != y->loss)
        return x->loss > y->loss ? -1 : 1;
    return (x->candidate > y->candidate) - (x->candidate < y->candidate);
}

/* ---- topics ---- */

/* Seat numbers of the best and the backup of a topic; 0: nobody. */
static void find_two(int *best, int *backup, const copse_founding *f, const ordered *order,
                     size_t topic)
{
    double first = 0.0, second = 0.0;
    *best = *backup = 0;
    for (size_t i = 0; i < f->choice.k; i++) {
        double e = copse_incidence_get(&f->c->evidence, (size_t)order[i].candidate, (int32_t)topic);
        if (e > first) {
            second = first;
            *backup = *best;
            first = e;
            *best = (int)i + 1;
        } else if (e > second) {
            second = e;
            *backup = (int)i + 1;
        }
    }
}

/* Who is not named is no number, either. */
static int shown_seat(const copse_found_seat *seats, int number)
{
    return number > 0 && !seats[number - 1].person.named ? -1 : number;
}

static void fill_topics(copse_founding *f, copse_found_topic *topics, const copse_found_seat *seats,
                        const ordered *order)
{
    for (size_t t = 0; t < f->c->n_topics; t++) {
        int best, backup;
        find_two(&best, &backup, f, order, t);
        topics[t].best = shown_seat(seats, best);
        topics[t].backup = shown_seat(seats, backup);
        double e[2] = {0.0, 0.0};
        for (int i = 0; i < 2; i++)
            if ((i ? backup : best) > 0)
                e[i] = copse_incidence_get(
                    &f->c->evidence, (size_t)order[(i ? backup : best) - 1].candidate, (int32_t)t);
        topics[t].best_saturated = f->is_for_steward || best == 0 ? e[0] : NAN;
        topics[t].backup_saturated = f->is_for_steward || backup == 0 ? e[1] : NAN;
    }
}

/* ---- evidence ---- */

static copse_day last_active(const copse_founding *f, int32_t member, int32_t topic)
{
    const copse_facts *facts = f->c->net->facts;
    copse_day latest = COPSE_DAY_UNKNOWN;
    for (size_t i = 0; i < facts->n_expertises; i++) {
        const copse_fact_expertise *e = &facts->expertises[i];
        if (e->member == member && e->topic == topic && e->last_active > latest)
            latest = e->last_active;
    }
    return latest;
}

static int by_saturated(const void *a, const void *b)
{
    const copse_found_evidence *x = a, *y = b;
    if (x->saturated != y->saturated)
        return x->saturated > y->saturated ? -1 : 1;
    return strcmp(x->key, y->key);
}

static bool put_evidence(copse_found_seat *seat, const copse_founding *f, int32_t candidate)
{
    const copse_incidence *evidence = &f->c->evidence;
    size_t n = copse_incidence_degree(evidence, (size_t)candidate);
    copse_found_evidence *list = copse_arena_take(f->arena, n, sizeof *list);
    if (!list)
        return false;
    for (size_t i = 0; i < n; i++) {
        int32_t t = evidence->column[evidence->start[candidate] + i];
        int32_t topic = f->c->topic[t], member = f->c->member[candidate];
        const copse_found_topic *of = &f->answer->topics[t];
        list[i] = (copse_found_evidence){
            .key = of->key,
            .name = of->name,
            .evidence = copse_incidence_get(&f->c->net->member_topics, (size_t)member, topic),
            .saturated = evidence->value[evidence->start[candidate] + i],
            .last_active = last_active(f, member, topic),
            .is_best = of->best == seat->number,
            .is_backup = of->backup == seat->number,
            .is_only = of->best == seat->number && of->backup == 0};
    }
    qsort(list, n, sizeof *list, by_saturated);
    seat->evidence = list;
    seat->n_evidence = n;
    return true;
}

/* ---- what nobody else brings ---- */

typedef struct texts {
    const char *list[64];
    size_t n;
} texts;

static void add_text(texts *to, const char *name, const char *key)
{
    if (to->n < sizeof to->list / sizeof to->list[0])
        to->list[to->n++] = name && name[0] ? name : key;
}

static bool is_alone_in(const copse_founding *f, const copse_incidence *groups, int32_t candidate,
                        int32_t group)
{
    for (size_t i = 0; i < f->choice.k; i++)
        if (f->choice.member[i] != candidate &&
            copse_incidence_has(groups, (size_t)f->choice.member[i], group))
            return false;
    return true;
}

/* Groups of the network of one kind have numbers in order: the n-th of that kind. */
static const copse_group *group_of(const copse_founding *f, copse_group_kind kind, int32_t number)
{
    const copse_network *net = f->c->net;
    size_t g = 0;
    while (net->groups[g].kind != kind)
        g++;
    return &net->groups[g + (size_t)number];
}

static bool put_only(copse_found_seat *seat, const copse_founding *f, int32_t candidate)
{
    const copse_incidence *units = &f->c->units, *sites = &f->c->sites,
                          *professions = &f->c->professions;
    texts found = {.n = 0};
    for (size_t k = units->start[candidate]; k < units->start[candidate + 1]; k++)
        if (is_alone_in(f, units, candidate, units->column[k])) {
            const copse_fact_team *team = &f->c->net->facts->teams[units->column[k]];
            add_text(&found, team->name, team->key);
        }
    for (size_t k = sites->start[candidate]; k < sites->start[candidate + 1]; k++)
        if (is_alone_in(f, sites, candidate, sites->column[k]))
            add_text(&found, group_of(f, COPSE_GROUP_SITE, sites->column[k])->name, NULL);
    for (size_t k = professions->start[candidate]; k < professions->start[candidate + 1]; k++)
        if (is_alone_in(f, professions, candidate, professions->column[k]))
            add_text(&found, group_of(f, COPSE_GROUP_PROFESSION, professions->column[k])->name,
                     NULL);
    const char **only = copse_arena_take(f->arena, found.n, sizeof *only);
    if (!only)
        return false;
    for (size_t i = 0; i < found.n; i++) {
        only[i] = copse_arena_copy(f->arena, found.list[i]);
        if (!only[i])
            return false;
    }
    seat->only = only;
    seat->n_only = found.n;
    return true;
}

/* ---- the way to the coordinator ---- */

static copse_status put_path(copse_found_seat *seat, copse_founding *f, int32_t candidate,
                             copse_error *err)
{
    enum { MOST_HOPS = 64 };
    copse_index path[MOST_HOPS + 1];
    size_t n = copse_walk_path(path, &f->c->walk, f->c->member[candidate],
                               f->c->member[f->choice.coordinator], MOST_HOPS);
    copse_person *people = copse_arena_take(f->arena, n, sizeof *people);
    if (!people)
        return copse_error_nomem(err);
    for (size_t i = 0; i < n; i++) {
        copse_person person = copse_network_person(f->c->net, f->c->ctx, path[i]);
        people[i].named = person.named;
        people[i].key = copse_arena_copy(f->arena, person.key);
        people[i].name = copse_arena_copy(f->arena, person.name);
        if ((person.key && !people[i].key) || (person.name && !people[i].name))
            return copse_error_nomem(err);
    }
    seat->path = people;
    seat->n_path = n;
    return COPSE_OK;
}

static double travel_minutes(const copse_founding *f, int32_t candidate)
{
    const copse_found_case *c = f->c;
    copse_index to =
        c->options->site != COPSE_NONE ? c->options->site : c->site[f->choice.coordinator];
    return copse_network_travel_minutes(c->net, c->site[candidate], to);
}

/* ---- a seat ---- */

static bool put_words(copse_found_seat *seat, const copse_founding *f, int32_t candidate)
{
    const copse_fact_member *m = &f->c->net->facts->members[f->c->member[candidate]];
    seat->mail = copse_arena_copy(f->arena, m->mail);
    seat->profession = copse_arena_copy(f->arena, m->profession);
    return (seat->mail || !m->mail) && (seat->profession || !m->profession);
}

/* Figures about a person are for the steward. */
static copse_status put_details(copse_found_seat *seat, copse_founding *f,
                                const copse_group_seat *from, int32_t candidate, copse_error *err)
{
    if (f->answer->objective == COPSE_FOUND_PRACTICE) {
        memcpy(seat->share, from->share, sizeof seat->share);
        seat->loss = from->loss;
        seat->has_runner_up = from->runner_up >= 0;
    }
    seat->load = f->c->load[candidate];
    seat->travel_minutes = travel_minutes(f, candidate);
    bool is_whole = put_words(seat, f, candidate) && put_evidence(seat, f, candidate) &&
                    put_only(seat, f, candidate);
    if (is_whole && seat->has_runner_up) {
        seat->runner_up_cost = f->choice.value - from->runner_up_value;
        is_whole = copse_found_put_person(&seat->runner_up, f, from->runner_up);
    }
    return is_whole ? put_path(seat, f, candidate, err) : copse_error_nomem(err);
}

copse_status copse_found_fill_seats(copse_founding *f, copse_error *err)
{
    copse_group_seat from[COPSE_FOUND_MOST];
    ordered order[COPSE_FOUND_MOST];
    size_t k = f->choice.k;
    copse_found_seat *seats = copse_arena_take(f->arena, k, sizeof *seats);
    copse_found_topic *topics = copse_arena_take(f->arena, f->c->n_topics, sizeof *topics);
    if (!seats || !topics)
        return copse_error_nomem(err);
    copse_status st = COPSE_OK;
    memset(from, 0, sizeof from);
    if (f->answer->objective == COPSE_FOUND_PRACTICE)
        st = copse_choose_group_seats(from, &f->c->problem, &f->choice, err);
    if (st != COPSE_OK)
        return st;
    for (size_t i = 0; i < k; i++)
        order[i] = (ordered){i, f->choice.member[i] == f->choice.coordinator, from[i].loss,
                             f->choice.member[i]};
    qsort(order, k, sizeof *order, by_order);
    for (size_t i = 0; i < k; i++) {
        seats[i] = (copse_found_seat){.number = (int)i + 1,
                                      .is_coordinator = order[i].is_coordinator,
                                      .is_included = f->c->is_included[order[i].candidate],
                                      .loss = NAN,
                                      .travel_minutes = NAN};
        for (int t = 0; t < COPSE_FOUND_TERMS; t++)
            seats[i].share[t] = NAN;
        if (!copse_found_put_person(&seats[i].person, f, order[i].candidate))
            return copse_error_nomem(err);
    }
    memcpy(topics, f->answer->topics, f->c->n_topics * sizeof *topics);
    fill_topics(f, topics, seats, order);
    f->answer->topics = topics;
    f->answer->seats = seats;
    f->answer->n_seats = k;
    for (size_t i = 0; i < k && st == COPSE_OK && f->is_for_steward; i++)
        st = put_details(&seats[i], f, &from[order[i].place], order[i].candidate, err);
    return st;
}
