/*
 * Isolated teams of a whole health service, in memory: 1.5 million staff, 100,000 teams, 20,000 CoPs, 4.5 million
 * memberships.
 *
 *     isolated_national [SHARE]     SHARE of that size, 1 unless given
 *
 * "load": the network from arrays, which a store is read into as well, and its graph of who is in contact. "scores":
 * teams cut, counted and judged, false discoveries controlled. "remedies": up to three for each confirmed team.
 * Seconds of CPU, and by the clock.
 *
 * Made for its size and no more: people of a team share a field, and so do most of the CoPs that they join; CoPs are
 * of very unequal size; one team in a hundred has a tenth of the usual ties and seats.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "base/random.h"
#include "bench/stopwatch.h"
#include "network/collaboration.h"
#include "question/isolated.h"
#include "question/remedies.h"

enum { STAFF = 1500000, TEAMS = 100000, COPS = 20000, MEMBERSHIPS = 4500000, TOPICS = 4000, FIELDS = 400 };
enum { KEY = 9, TIES_EACH = 2, KNOWN_EACH = 3, REMEDIES = 3 };

static void say(const char *what, stopwatch start)
{
    stopwatch took = since(start);
    printf("%-9s %7.2f s of CPU, %7.2f s by the clock\n", what, took.cpu, took.wall);
    fflush(stdout);
}

static void check(copse_status status, const copse_error *err)
{
    if (status == COPSE_OK)
        return;
    fprintf(stderr, "%s: %s\n", err->where, err->what);
    exit(1);
}

/* ---- the organisation ---- */

typedef struct organisation {
    size_t staff, teams, cops, memberships;
    char *keys; /* of staff, teams, CoPs and topics, KEY bytes each */
    copse_fact_member *members;
    copse_fact_team *team_rows;
    copse_fact_assignment *assignments;
    copse_fact_community *cop_rows;
    copse_fact_topic *topics;
    copse_fact_membership *joined;
    copse_fact_expertise *expertises;
    copse_fact_community_topic *about;
    copse_fact_tie *ties;
    copse_facts facts;
    copse_random random;
} organisation;

static void *take(size_t n, size_t size)
{
    void *block = calloc(n > 0 ? n : 1, size);
    if (!block) {
        fprintf(stderr, "memory ran out\n");
        exit(1);
    }
    return block;
}

static size_t draw(organisation *o, size_t n)
{
    return (size_t)copse_random_below(&o->random, n);
}

/* Teams of 5 to 25 stand one after another. */
static size_t team_of(const organisation *o, size_t person)
{
    return person * o->teams / o->staff;
}

static size_t field_of_team(size_t team)
{
    return team * 7919 % FIELDS;
}

static bool is_apart(size_t team)
{
    return team % 100 == 50;
}

/* A CoP of somebody's field: the first of a field are the largest, by the square of what is drawn. */
static size_t draw_cop(organisation *o, size_t field)
{
    size_t of_field = o->cops / FIELDS;
    double u = copse_random_unit(&o->random);
    size_t rank = (size_t)((double)of_field * u * u * u);
    return field + FIELDS * (rank < of_field ? rank : of_field - 1);
}

static char *key_of(organisation *o, size_t i, char kind)
{
    char *key = o->keys + i * KEY;
    snprintf(key, KEY, "%c%07zu", kind, i % 10000000);
    return key;
}

static void add_people(organisation *o)
{
    for (size_t i = 0; i < o->staff; i++) {
        o->members[i] = (copse_fact_member){.key = key_of(o, i, 'm'), .visibility = COPSE_VISIBLE_NONE};
        o->assignments[i] = (copse_fact_assignment){(copse_index)i, (copse_index)team_of(o, i), COPSE_NONE, NULL,
                                                    COPSE_DAY_UNKNOWN, COPSE_DAY_UNKNOWN};
    }
    for (size_t t = 0; t < o->teams; t++)
        o->team_rows[t] = (copse_fact_team){.key = key_of(o, o->staff + t, 't'), .parent = COPSE_NONE};
}

static void add_cops(organisation *o)
{
    size_t first = o->staff + o->teams, per_field = TOPICS / FIELDS;
    for (size_t t = 0; t < TOPICS; t++)
        o->topics[t] = (copse_fact_topic){.key = key_of(o, first + o->cops + t, 'k'), .broader = COPSE_NONE};
    for (size_t c = 0; c < o->cops; c++) {
        o->cop_rows[c] = (copse_fact_community){.key = key_of(o, first + c, 'c'), .site = COPSE_NONE, .capacity = -1,
                                                .cadence_days = -1, .sensitive = COPSE_SENSITIVE_NO};
        for (size_t k = 0; k < 2; k++)
            o->about[o->facts.n_community_topics++] = (copse_fact_community_topic){
                (copse_index)c, (copse_index)(c % FIELDS * per_field + (c / FIELDS + k) % per_field), 1.0};
    }
}

static void add_memberships(organisation *o)
{
    while (o->facts.n_memberships < o->memberships) {
        size_t person = draw(o, o->staff), team = team_of(o, person);
        if (is_apart(team) && draw(o, 10) > 0)
            continue;
        size_t field = draw(o, 10) < 7 ? field_of_team(team) : draw(o, FIELDS);
        o->joined[o->facts.n_memberships++] = (copse_fact_membership){
            (copse_index)person, (copse_index)draw_cop(o, field), NULL, COPSE_DAY_UNKNOWN, COPSE_DAY_UNKNOWN};
    }
}

static void add_ties(organisation *o)
{
    for (size_t i = 0; i < o->staff; i++)
        for (int k = 0; k < TIES_EACH; k++) {
            size_t other = draw(o, 10) < 7 ? i / 15 * 15 + draw(o, 15) : draw(o, o->staff);
            bool leads_out = other < o->staff && team_of(o, other) != team_of(o, i);
            if (other >= o->staff || other == i)
                continue;
            if (leads_out && (is_apart(team_of(o, i)) || is_apart(team_of(o, other))) && draw(o, 10) > 0)
                continue;
            o->ties[o->facts.n_ties++] = (copse_fact_tie){(copse_index)(other < i ? other : i),
                                                          (copse_index)(other < i ? i : other), COPSE_TIE_STRENGTH,
                                                          1.0, COPSE_DAY_UNKNOWN};
        }
}

static void add_knowledge(organisation *o)
{
    size_t per_field = TOPICS / FIELDS;
    for (size_t i = 0; i < o->staff; i++)
        for (int k = 0; k < KNOWN_EACH; k++) {
            size_t field = draw(o, 10) < 7 ? field_of_team(team_of(o, i)) : draw(o, FIELDS);
            o->expertises[o->facts.n_expertises++] = (copse_fact_expertise){
                (copse_index)i, (copse_index)(field * per_field + draw(o, per_field)), 1.0 + (double)draw(o, 5),
                COPSE_DAY_UNKNOWN};
        }
}

static void organisation_new(organisation *o, double share)
{
    memset(o, 0, sizeof *o);
    o->staff = (size_t)(share * STAFF);
    o->teams = (size_t)(share * TEAMS);
    o->cops = (size_t)(share * COPS) / FIELDS * FIELDS;
    o->memberships = (size_t)(share * MEMBERSHIPS);
    copse_random_seed(&o->random, 1, 0);
    o->keys = take(o->staff + o->teams + o->cops + TOPICS, KEY);
    o->members = take(o->staff, sizeof *o->members);
    o->team_rows = take(o->teams, sizeof *o->team_rows);
    o->assignments = take(o->staff, sizeof *o->assignments);
    o->cop_rows = take(o->cops, sizeof *o->cop_rows);
    o->topics = take(TOPICS, sizeof *o->topics);
    o->joined = take(o->memberships, sizeof *o->joined);
    o->expertises = take(o->staff * KNOWN_EACH, sizeof *o->expertises);
    o->about = take(2 * o->cops, sizeof *o->about);
    o->ties = take(o->staff * TIES_EACH, sizeof *o->ties);
    add_people(o);
    add_cops(o);
    add_memberships(o);
    add_ties(o);
    add_knowledge(o);
    copse_facts *f = &o->facts;
    f->n_members = f->n_assignments = o->staff;
    f->n_teams = o->teams;
    f->n_communities = o->cops;
    f->n_topics = TOPICS;
    f->members = o->members;
    f->teams = o->team_rows;
    f->assignments = o->assignments;
    f->communities = o->cop_rows;
    f->topics = o->topics;
    f->memberships = o->joined;
    f->expertises = o->expertises;
    f->community_topics = o->about;
    f->ties = o->ties;
}

static void organisation_free(organisation *o)
{
    free(o->keys);
    free(o->members);
    free(o->team_rows);
    free(o->assignments);
    free(o->cop_rows);
    free(o->topics);
    free(o->joined);
    free(o->expertises);
    free(o->about);
    free(o->ties);
}

/* ---- what is timed ---- */

static copse_network *load(const organisation *o, const copse_context *ctx)
{
    copse_error err = COPSE_ERROR_INIT;
    copse_network *net;
    const copse_collaboration *graph;
    stopwatch start = begin();
    check(copse_network_new(&net, &o->facts, ctx, &err), &err);
    check(copse_network_collaboration(&graph, net, &err), &err);
    say("load", start);
    return net;
}

static void find_remedies(const copse_network *net, const copse_isolated_case *judged)
{
    copse_error err = COPSE_ERROR_INIT;
    copse_remedies *remedies;
    copse_arena *arena = copse_arena_new();
    size_t n_units = 0, n_links = 0;
    stopwatch start = begin();
    check(copse_remedies_new(&remedies, net, judged->units, &err), &err);
    say("prepared", start);
    for (size_t u = 0; u < judged->units->n; u++) {
        const copse_isolated_remedy *list;
        size_t n = 0;
        if (judged->of[u].verdict != COPSE_ISOLATION_CONFIRMED)
            continue;
        check(copse_remedies_find(&list, &n, remedies, u, REMEDIES, 5, arena, &err), &err);
        n_units++;
        n_links += n;
    }
    say("remedies", start);
    printf("%zu links for %zu confirmed teams\n", n_links, n_units);
    copse_remedies_free(remedies);
    copse_arena_free(arena);
}

int main(int argc, char **argv)
{
    static organisation o;
    copse_error err = COPSE_ERROR_INIT;
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_isolated_options options = COPSE_ISOLATED_OPTIONS_INIT;
    copse_isolated_case judged;
    check(copse_start(&err), &err);
    organisation_new(&o, argc > 1 ? strtod(argv[1], NULL) : 1.0);
    printf("%zu staff, %zu teams, %zu CoPs, %zu memberships, %zu ties\n", o.staff, o.teams, o.cops,
           o.facts.n_memberships, o.facts.n_ties);
    copse_network *net = load(&o, &ctx);
    stopwatch start = begin();
    check(copse_isolated_case_new(&judged, net, &options, &ctx, &err), &err);
    say("scores", start);
    find_remedies(net, &judged);
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    printf("at most %.1f GiB\n", (double)used.ru_maxrss / 1048576.0);
    copse_isolated_case_free(&judged);
    copse_network_free(net);
    organisation_free(&o);
    copse_stop();
    return 0;
}
