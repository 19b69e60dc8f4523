/*
 * A hospital that fits on a page, for the tests of questions. A test changes
 * what it is about in a copy of its own, then opens it.
 *
 *   me       team imaging at north; in pacs and in the union (sensitive)
 *            knows mri 3, ct 1; wants to learn dicom; likes to meet virtually
 *   bo       names themself to the trust; imaging; in informatics, pacs
 *   ci       names themself to their team;  imaging; in informatics
 *   di       names themself to nobody;      imaging; in informatics
 *   ed       names themself to the trust; wards; in informatics, pacs, union
 *   fi       names themself to their team;  wards; in informatics
 *   gi       names themself to the trust; wards; in informatics, union
 *   hy       names themself to the trust; wards; in small, face
 *   nil      nothing at all is known of them
 *   obi      objected; in informatics and face
 *
 *   CoP          meets            at      topics               notes
 *   informatics  hybrid           near    dicom 4, mri 2, ai 1
 *   small        virtual          -       dicom 1, ai 1        one member, who fills it
 *   face         face to face     north   ct 1                 contact: hy
 *   far          face to face     far     ct 1
 *   ferry        face to face     island  ct 1
 *   hill         face to face     hill    ct 1
 *   lost         face to face     -       ct 1
 *   modeless     not recorded     north   mri 1
 *   sleepy       virtual          -       mri 1                dormant
 *   shut         virtual          -       mri 1                closed
 *   private      virtual          -       mri 1                lets nobody in
 *   pacs         virtual          -       ct 1
 *   union        virtual          -       mri 1                sensitive
 *   faith        virtual          -       mri 1                sensitive
 *
 *   From north: near 6.7 km; far 133.8 km; island 133.8 km, by ferry 25 minutes;
 *   hill 6.7 km, by road 45 minutes.
 */
#ifndef COPSE_TESTS_HOSPITAL_H
#define COPSE_TESTS_HOSPITAL_H

#include "support.h"

enum { ME, BO, CI, DI, ED, FI, GI, HY, NIL, OBI, N_MEMBERS };
enum { IMAGING, WARDS, N_TEAMS };
enum { NORTH, NEAR, FAR, ISLAND, HILL, N_SITES };
enum { MRI, CT, DICOM, AI, N_TOPICS };
enum { INFORMATICS, SMALL, FACE, FAR_FACE, FERRY, HILL_FACE, LOST, MODELESS };
enum { SLEEPY = MODELESS + 1, SHUT, PRIVATE, PACS, UNION, FAITH, N_COMMUNITIES };
enum { TODAY = 20543 /* 2026-03-31 */, ALWAYS = COPSE_DAY_UNKNOWN, OPEN = COPSE_DAY_UNKNOWN };
enum { MOST_MEMBERSHIPS = 24, MOST_EXCHANGES = 4 };

typedef struct hospital {
    copse_fact_member members[N_MEMBERS];
    copse_fact_community communities[N_COMMUNITIES];
    copse_fact_membership memberships[MOST_MEMBERSHIPS];
    copse_fact_exchange exchanges[MOST_EXCHANGES];
    copse_facts facts;
    copse_context ctx; /* me, today */
    const char *kind;  /* of model */
    copse_network *net;
    copse_model *model;
} hospital;

static const copse_fact_member the_members[N_MEMBERS] = {
    [ME] = {1, "me", "Max Ember", "max@example.org", NULL, COPSE_MODE_VIRTUAL, COPSE_VISIBLE_NONE,
            false},
    [BO] = {2, "bo", "Bo Birch", NULL, NULL, COPSE_MODE_UNKNOWN, COPSE_VISIBLE_TRUST, false},
    [CI] = {3, "ci", "Ci Cedar", NULL, NULL, COPSE_MODE_UNKNOWN, COPSE_VISIBLE_TEAM, false},
    [DI] = {4, "di", "Di Canary", NULL, NULL, COPSE_MODE_UNKNOWN, COPSE_VISIBLE_NONE, false},
    [ED] = {5, "ed", "Ed Elder", NULL, NULL, COPSE_MODE_UNKNOWN, COPSE_VISIBLE_TRUST, false},
    [FI] = {6, "fi", "Fi Canary", NULL, NULL, COPSE_MODE_UNKNOWN, COPSE_VISIBLE_TEAM, false},
    [GI] = {7, "gi", "Gi Gorse", NULL, NULL, COPSE_MODE_UNKNOWN, COPSE_VISIBLE_TRUST, false},
    [HY] = {8, "hy", "Hy Hazel", NULL, NULL, COPSE_MODE_UNKNOWN, COPSE_VISIBLE_TRUST, false},
    [NIL] = {9, "nil", "Nil Noname", NULL, NULL, COPSE_MODE_UNKNOWN, COPSE_VISIBLE_TRUST, false},
    [OBI] = {10, "obi", "Obi Canary", NULL, NULL, COPSE_MODE_UNKNOWN, COPSE_VISIBLE_TRUST, true},
};
static const copse_fact_team the_teams[] = {{1, "imaging", "Imaging", COPSE_NONE},
                                            {2, "wards", "Wards", COPSE_NONE}};
static const copse_fact_site the_sites[] = {{1, "north", "North Hospital", 53.0, -1.0},
                                            {2, "near", "Near Clinic", 53.0, -1.1},
                                            {3, "far", "Far Hospital", 53.0, -3.0},
                                            {4, "island", "Island", 53.0, -3.0},
                                            {5, "hill", "Hill Hospital", 53.0, -0.9}};
static const copse_fact_travel the_travels[] = {{NORTH, ISLAND, 25.0}, {HILL, NORTH, 45.0}};
static const copse_fact_assignment the_assignments[] = {
    {ME, IMAGING, NORTH, NULL, ALWAYS, OPEN}, {BO, IMAGING, NORTH, NULL, ALWAYS, OPEN},
    {CI, IMAGING, NORTH, NULL, ALWAYS, OPEN}, {DI, IMAGING, NORTH, NULL, ALWAYS, OPEN},
    {ED, WARDS, FAR, NULL, ALWAYS, OPEN},     {FI, WARDS, FAR, NULL, ALWAYS, OPEN},
    {GI, WARDS, FAR, NULL, ALWAYS, OPEN},     {HY, WARDS, FAR, NULL, ALWAYS, OPEN},
};

#define COP(id_, key_, name_, mode_, site_)                                                        \
    .id = (id_), .key = (key_), .name = (name_), .mode = COPSE_MODE_##mode_, .site = (site_),      \
    .capacity = -1, .cadence_days = -1, .created = COPSE_DAY_UNKNOWN

static const copse_fact_community the_communities[N_COMMUNITIES] = {
    [INFORMATICS] = {COP(1, "informatics", "Imaging informatics", HYBRID, NEAR),
                     .contact = "informatics@example.org", .meets = "Tuesdays",
                     .openness = COPSE_OPENNESS_OPEN},
    [SMALL] = {COP(2, "small", "Small circle", VIRTUAL, COPSE_NONE)},
    [FACE] = {COP(3, "face", "Scanner users", FACE_TO_FACE, NORTH), .contact = "Hy Hazel"},
    [FAR_FACE] = {COP(4, "far", NULL, FACE_TO_FACE, FAR)},
    [FERRY] = {COP(5, "ferry", NULL, FACE_TO_FACE, ISLAND)},
    [HILL_FACE] = {COP(6, "hill", NULL, FACE_TO_FACE, HILL)},
    [LOST] = {COP(7, "lost", NULL, FACE_TO_FACE, COPSE_NONE)},
    [MODELESS] = {COP(8, "modeless", NULL, UNKNOWN, NORTH)},
    [SLEEPY] = {COP(9, "sleepy", NULL, VIRTUAL, COPSE_NONE), .status = COPSE_COMMUNITY_DORMANT},
    [SHUT] = {COP(10, "shut", NULL, VIRTUAL, COPSE_NONE), .status = COPSE_COMMUNITY_CLOSED},
    [PRIVATE] = {COP(11, "private", NULL, VIRTUAL, COPSE_NONE), .openness = COPSE_OPENNESS_CLOSED},
    [PACS] = {COP(12, "pacs", "PACS users", VIRTUAL, COPSE_NONE)},
    [UNION] = {COP(13, "union", "Canary Union", VIRTUAL, COPSE_NONE),
               .sensitive = COPSE_SENSITIVE_YES},
    [FAITH] = {COP(14, "faith", "Canary Faith", VIRTUAL, COPSE_NONE),
               .sensitive = COPSE_SENSITIVE_YES},
};
static const copse_fact_topic the_topics[] = {{1, "mri", "MRI", COPSE_NONE, NULL},
                                              {2, "ct", "CT", COPSE_NONE, NULL},
                                              {3, "dicom", "DICOM", COPSE_NONE, NULL},
                                              {4, "ai", "Machine learning", COPSE_NONE, NULL}};
static const copse_fact_membership the_memberships[] = {
    {ME, PACS, NULL, ALWAYS, OPEN},         {ME, UNION, NULL, ALWAYS, OPEN},
    {BO, INFORMATICS, NULL, ALWAYS, OPEN},  {BO, PACS, NULL, ALWAYS, OPEN},
    {CI, INFORMATICS, NULL, ALWAYS, OPEN},  {DI, INFORMATICS, NULL, ALWAYS, OPEN},
    {ED, INFORMATICS, NULL, ALWAYS, OPEN},  {ED, PACS, NULL, ALWAYS, OPEN},
    {ED, UNION, NULL, ALWAYS, OPEN},        {FI, INFORMATICS, NULL, ALWAYS, OPEN},
    {GI, INFORMATICS, NULL, ALWAYS, OPEN},  {GI, UNION, NULL, ALWAYS, OPEN},
    {HY, SMALL, NULL, ALWAYS, OPEN},        {HY, FACE, NULL, ALWAYS, OPEN},
    {OBI, INFORMATICS, NULL, ALWAYS, OPEN}, {OBI, FACE, NULL, ALWAYS, OPEN},
};
/* All who know a topic know it equally, so that τ is that evidence and e is 1 - 1/e for each. */
static const copse_fact_expertise the_expertises[] = {
    {ME, MRI, 3.0, ALWAYS}, {ME, CT, 1.0, ALWAYS},    {BO, AI, 2.0, ALWAYS},
    {CI, AI, 2.0, ALWAYS},  {DI, AI, 2.0, ALWAYS},    {ED, AI, 2.0, ALWAYS},
    {FI, AI, 2.0, ALWAYS},  {GI, DICOM, 5.0, ALWAYS}, {HY, AI, 2.0, ALWAYS},
};
static const copse_fact_interest the_interests[] = {{ME, DICOM, ALWAYS}};
static const copse_fact_community_topic the_community_topics[] = {
    {INFORMATICS, DICOM, 4.0}, {INFORMATICS, MRI, 2.0}, {INFORMATICS, AI, 1.0}, {SMALL, DICOM, 1.0},
    {SMALL, AI, 1.0},          {FACE, CT, 1.0},         {FAR_FACE, CT, 1.0},    {FERRY, CT, 1.0},
    {HILL_FACE, CT, 1.0},      {LOST, CT, 1.0},         {MODELESS, MRI, 1.0},   {SLEEPY, MRI, 1.0},
    {SHUT, MRI, 1.0},          {PRIVATE, MRI, 1.0},     {PACS, CT, 1.0},        {UNION, MRI, 1.0},
    {FAITH, MRI, 1.0},
};

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static inline void hospital_init(hospital *h)
{
    static const copse_context nobody = COPSE_CONTEXT_INIT;
    *h = (hospital){.ctx = nobody, .kind = "closed-form"};
    memcpy(h->members, the_members, sizeof the_members);
    memcpy(h->communities, the_communities, sizeof the_communities);
    memcpy(h->memberships, the_memberships, sizeof the_memberships);
    h->communities[SMALL].capacity = 1;
    h->ctx.as_of = TODAY;
    h->ctx.audience = COPSE_FOR_SELF;
    h->ctx.audience_key = "me";
    h->facts = (copse_facts){
        .data_version = 3,
        .n_members = N_MEMBERS,
        .members = h->members,
        .n_teams = N_TEAMS,
        .teams = the_teams,
        .n_sites = N_SITES,
        .sites = the_sites,
        .n_travels = COUNT_OF(the_travels),
        .travels = the_travels,
        .n_assignments = COUNT_OF(the_assignments),
        .assignments = the_assignments,
        .n_communities = N_COMMUNITIES,
        .communities = h->communities,
        .n_topics = N_TOPICS,
        .topics = the_topics,
        .n_memberships = COUNT_OF(the_memberships),
        .memberships = h->memberships,
        .n_expertises = COUNT_OF(the_expertises),
        .expertises = the_expertises,
        .n_interests = COUNT_OF(the_interests),
        .interests = the_interests,
        .n_community_topics = COUNT_OF(the_community_topics),
        .community_topics = the_community_topics,
        .exchanges = h->exchanges,
    };
}

/* Build the network and fit the model. */
static inline void hospital_open(hospital *h)
{
    copse_error err = COPSE_ERROR_INIT;
    copse_fit_options options = {h->kind, 0};
    if (copse_network_new(&h->net, &h->facts, &h->ctx, &err) != COPSE_OK ||
        copse_model_fit(&h->model, h->net, &options, &h->ctx, &err) != COPSE_OK)
        fail_msg("%s: %s", err.where, err.what);
}

static inline void hospital_close(hospital *h)
{
    copse_model_free(h->model);
    copse_network_free(h->net);
}

/* What the open hospital answers to me. */
static inline copse_join_answer *hospital_ask(hospital *h, const copse_join_options *options)
{
    copse_join_answer *answer = NULL;
    copse_error err = COPSE_ERROR_INIT;
    if (copse_question_join(&answer, h->net, h->model, ME, options, &h->ctx, &err) != COPSE_OK)
        fail_msg("%s: %s", err.where, err.what);
    return answer;
}

/* The recommendation of a CoP, or NULL. */
static inline const copse_recommendation *hospital_find(const copse_join_answer *answer,
                                                        const char *key)
{
    for (size_t i = 0; i < answer->n_recommendations; i++)
        if (strcmp(answer->recommendations[i].key, key) == 0)
            return &answer->recommendations[i];
    return NULL;
}

static inline bool hospital_notes(const copse_join_answer *answer, const char *text)
{
    for (size_t i = 0; i < answer->head.n_notes; i++)
        if (strstr(answer->head.notes[i], text))
            return true;
    return false;
}

#endif
