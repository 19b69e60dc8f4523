/*
 * A small organisation that fits on a page, for the tests of several rooms.
 *
 *   trust ── nursing ── ward-a, ward-b            sites: north (53, -1), south (53, -2)
 *         └─ digital
 *
 *   member  name           sees   team                CoPs              expertise (evidence)
 *   ann     Ann Ash        trust  ward-a              care data         wounds 1, sql 4
 *   bob     Bob Birch      team   ward-a              care              wounds 2
 *   cat     Cat Cedar      none   ward-b              care data faith   wounds 3
 *   dan     Dan Damson     team   digital             data              sql 1 + 2
 *   eve     Eve Elder      trust  ward-a, digital     -                 -
 *   fay     Fay Fir        trust  digital, objected   care data         sql 100
 *   gus     Gus Gorse      team   ward-a until 2026-03-01, ward-b from  care until 2026-03-01
 *   hal     (no name)      team   -                   -                 -
 *
 *   CoP     topics               decided sensitive   meets at
 *   care    wounds 2             no                  north
 *   data    sql 4, wounds 1      no                  -
 *   faith   wounds 1             yes                 south
 *   empty   -                    no                  -
 */
#ifndef COPSE_TESTS_SMALL_H
#define COPSE_TESTS_SMALL_H

#include "support.h"

enum { ANN, BOB, CAT, DAN, EVE, FAY, GUS, HAL, N_SMALL_MEMBERS };
enum { TRUST, NURSING, WARD_A, WARD_B, DIGITAL, N_SMALL_TEAMS };
enum { NORTH, SOUTH, N_SMALL_SITES };
enum { CARE, DATA, FAITH, EMPTY, N_SMALL_COMMUNITIES };
enum { WOUNDS, SQL, UNUSED, N_SMALL_TOPICS };

#define ALWAYS COPSE_DAY_UNKNOWN
#define OPEN   COPSE_DAY_UNKNOWN
#define MARCH  20513 /* 2026-03-01 */

static const copse_fact_member small_members[] = {
    {.id = 1,
     .key = "ann",
     .name = "Ann Ash",
     .mail = "ann.ash@example.org",
     .profession = "Nurse",
     .visibility = COPSE_VISIBLE_TRUST},
    {.id = 2,
     .key = "bob",
     .name = "Bob Birch",
     .mail = "bob.birch@example.org",
     .profession = "nurse",
     .visibility = COPSE_VISIBLE_TEAM},
    {.id = 3,
     .key = "cat",
     .name = "Cat Cedar",
     .mail = "cat.cedar@example.org",
     .visibility = COPSE_VISIBLE_NONE},
    {.id = 4,
     .key = "dan",
     .name = "Dan Damson",
     .mail = "dan.damson@example.org",
     .profession = "Analyst",
     .visibility = COPSE_VISIBLE_TEAM},
    {.id = 5, .key = "eve", .name = "Eve Elder", .visibility = COPSE_VISIBLE_TRUST},
    {.id = 6,
     .key = "fay",
     .name = "Fay Fir",
     .profession = "Astronaut",
     .visibility = COPSE_VISIBLE_TRUST,
     .objected = true},
    {.id = 7, .key = "gus", .name = "Gus Gorse", .visibility = COPSE_VISIBLE_TEAM},
    {.id = 8, .key = "hal", .visibility = COPSE_VISIBLE_TEAM},
};
static const copse_fact_team small_teams[] = {
    {1, "trust", "The Trust", COPSE_NONE}, {2, "nursing", "Nursing", TRUST},
    {3, "ward-a", "Ward A", NURSING},      {4, "ward-b", "Ward B", NURSING},
    {5, "digital", NULL, TRUST},
};
static const copse_fact_site small_sites[] = {{1, "north", "North Site", 53.0, -1.0},
                                              {2, "south", NULL, 53.0, -2.0}};
static const copse_fact_assignment small_assignments[] = {
    {ANN, WARD_A, NORTH, "Ward Sister", ALWAYS, OPEN},
    {BOB, WARD_A, NORTH, "ward  sister", ALWAYS, OPEN},
    {CAT, WARD_B, SOUTH, "porter", ALWAYS, OPEN},
    {DAN, DIGITAL, SOUTH, NULL, ALWAYS, OPEN},
    {EVE, WARD_A, NORTH, NULL, ALWAYS, OPEN},
    {EVE, DIGITAL, SOUTH, NULL, ALWAYS, OPEN},
    {FAY, DIGITAL, SOUTH, NULL, ALWAYS, OPEN},
    {GUS, WARD_A, NORTH, NULL, ALWAYS, MARCH},
    {GUS, WARD_B, SOUTH, NULL, MARCH, OPEN},
};
static const copse_fact_community small_communities[] = {
    {.id = 1, .key = "care", .name = "Wound care", .site = NORTH, .sensitive = COPSE_SENSITIVE_NO},
    {.id = 2, .key = "data", .name = "Data", .site = COPSE_NONE, .sensitive = COPSE_SENSITIVE_NO},
    {.id = 3,
     .key = "faith",
     .name = "Faith at work",
     .site = SOUTH,
     .sensitive = COPSE_SENSITIVE_YES},
    {.id = 4, .key = "empty", .site = COPSE_NONE, .sensitive = COPSE_SENSITIVE_NO},
};
static const copse_fact_topic small_topics[] = {
    {1, "wounds", "Wound healing", COPSE_NONE, "tissue viability; pressure ulcers"},
    {2, "sql", "SQL", COPSE_NONE, NULL},
    {3, "unused", NULL, COPSE_NONE, NULL},
};
static const copse_fact_membership small_memberships[] = {
    {ANN, CARE, NULL, ALWAYS, OPEN},  {ANN, DATA, NULL, ALWAYS, OPEN},
    {BOB, CARE, NULL, ALWAYS, OPEN},  {CAT, CARE, NULL, ALWAYS, OPEN},
    {CAT, DATA, NULL, ALWAYS, OPEN},  {CAT, FAITH, NULL, ALWAYS, OPEN},
    {DAN, DATA, NULL, ALWAYS, OPEN},  {FAY, CARE, NULL, ALWAYS, OPEN},
    {FAY, DATA, NULL, ALWAYS, OPEN},  {GUS, CARE, NULL, ALWAYS, MARCH},
    {DAN, DATA, "lead", MARCH, OPEN},
};
static const copse_fact_expertise small_expertises[] = {
    {ANN, WOUNDS, 1.0, ALWAYS}, {ANN, SQL, 4.0, ALWAYS}, {BOB, WOUNDS, 2.0, ALWAYS},
    {CAT, WOUNDS, 3.0, ALWAYS}, {DAN, SQL, 1.0, ALWAYS}, {DAN, SQL, 2.0, ALWAYS},
    {FAY, SQL, 100.0, ALWAYS},
};
static const copse_fact_interest small_interests[] = {
    {EVE, SQL, ALWAYS}, {EVE, WOUNDS, MARCH}, {FAY, SQL, ALWAYS}};
static const copse_fact_community_topic small_community_topics[] = {
    {CARE, WOUNDS, 2.0}, {DATA, SQL, 4.0}, {DATA, WOUNDS, 1.0}, {FAITH, WOUNDS, 1.0}};

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static inline copse_facts small_facts(void)
{
    return (copse_facts){
        .n_members = N_SMALL_MEMBERS,
        .members = small_members,
        .n_teams = N_SMALL_TEAMS,
        .teams = small_teams,
        .n_sites = N_SMALL_SITES,
        .sites = small_sites,
        .n_assignments = COUNT_OF(small_assignments),
        .assignments = small_assignments,
        .n_communities = N_SMALL_COMMUNITIES,
        .communities = small_communities,
        .n_topics = N_SMALL_TOPICS,
        .topics = small_topics,
        .n_memberships = COUNT_OF(small_memberships),
        .memberships = small_memberships,
        .n_expertises = COUNT_OF(small_expertises),
        .expertises = small_expertises,
        .n_interests = COUNT_OF(small_interests),
        .interests = small_interests,
        .n_community_topics = COUNT_OF(small_community_topics),
        .community_topics = small_community_topics,
    };
}

#endif
