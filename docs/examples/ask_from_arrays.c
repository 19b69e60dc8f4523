/*
 * Ask Copse about arrays of your own: no store, no file.
 *
 *     cc ask_from_arrays.c $(pkg-config --cflags --libs copse)
 *
 * Six people, four communities, three topics. Ada is in Imaging and knows
 * radiology, as everybody in Scan Safety does: which should she join?
 */
#include <stdio.h>

#include <copse.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#define PERSON(i, text) {.id = i, .key = text, .name = text, .visibility = COPSE_VISIBLE_TRUST}
static const copse_fact_member members[] = {PERSON(0, "Ada"),  PERSON(1, "Ben"), PERSON(2, "Cleo"),
                                            PERSON(3, "Dina"), PERSON(4, "Eli"), PERSON(5, "Fay")};

#define COP(i, text) {.id = i, .key = text, .name = text, .site = COPSE_NONE, .capacity = -1, \
                      .cadence_days = -1, .created = COPSE_DAY_UNKNOWN, .sensitive = COPSE_SENSITIVE_NO}
enum { IMAGING, SCAN_SAFETY, WOUND_CARE, CODING };
static const copse_fact_community communities[] = {COP(IMAGING, "Imaging"), COP(SCAN_SAFETY, "Scan Safety"),
                                                   COP(WOUND_CARE, "Wound Care"), COP(CODING, "Coding")};

#define TOPIC(i, text) {.id = i, .key = text, .name = text, .broader = COPSE_NONE}
enum { RADIOLOGY, DRESSINGS, PYTHON };
static const copse_fact_topic topics[] = {TOPIC(RADIOLOGY, "radiology"), TOPIC(DRESSINGS, "dressings"),
                                          TOPIC(PYTHON, "python")};

#define JOINED(who, what) {.member = who, .community = what, .since = COPSE_DAY_UNKNOWN, .until = COPSE_DAY_UNKNOWN}
static const copse_fact_membership memberships[] = {
    JOINED(0, IMAGING),    JOINED(1, IMAGING),    JOINED(1, SCAN_SAFETY), JOINED(2, IMAGING),
    JOINED(2, SCAN_SAFETY), JOINED(3, WOUND_CARE), JOINED(4, WOUND_CARE),  JOINED(4, CODING),
    JOINED(5, CODING)};

#define KNOWS(who, what) {.member = who, .topic = what, .weight = 1, .last_active = COPSE_DAY_UNKNOWN}
static const copse_fact_expertise expertises[] = {KNOWS(0, RADIOLOGY), KNOWS(1, RADIOLOGY), KNOWS(2, RADIOLOGY),
                                                  KNOWS(3, DRESSINGS), KNOWS(4, PYTHON),    KNOWS(5, PYTHON)};

static const copse_fact_community_topic community_topics[] = {
    {.community = IMAGING, .topic = RADIOLOGY, .weight = 1},
    {.community = SCAN_SAFETY, .topic = RADIOLOGY, .weight = 1},
    {.community = WOUND_CARE, .topic = DRESSINGS, .weight = 1},
    {.community = CODING, .topic = PYTHON, .weight = 1}};

static const copse_facts facts = {
    .n_members = COUNT(members),
    .members = members,
    .n_communities = COUNT(communities),
    .communities = communities,
    .n_topics = COUNT(topics),
    .topics = topics,
    .n_memberships = COUNT(memberships),
    .memberships = memberships,
    .n_expertises = COUNT(expertises),
    .expertises = expertises,
    .n_community_topics = COUNT(community_topics),
    .community_topics = community_topics,
};

static copse_status ask(copse_error *err)
{
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_fit_options fit = COPSE_FIT_OPTIONS_INIT;
    copse_join_options join = COPSE_JOIN_OPTIONS_INIT;
    copse_network *net = NULL;
    copse_model *model = NULL;
    copse_join_answer *answer = NULL;

    copse_day_parse(&ctx.as_of, "2026-06-30");
    ctx.audience = COPSE_FOR_SELF;
    ctx.audience_key = "Ada";
    join.top = 2;

    copse_status st = copse_network_new(&net, &facts, &ctx, err);
    if (st == COPSE_OK)
        st = copse_model_fit(&model, net, &fit, &ctx, err);
    if (st == COPSE_OK)
        st = copse_question_join(&answer, net, model, 0, &join, &ctx, err);
    for (size_t i = 0; st == COPSE_OK && i < answer->n_recommendations; i++)
        printf("%d. %s\n", answer->recommendations[i].rank, answer->recommendations[i].name);

    copse_join_answer_free(answer);
    copse_model_free(model);
    copse_network_free(net);
    return st;
}

int main(void)
{
    copse_error err = COPSE_ERROR_INIT;
    copse_status st = copse_start(&err);
    if (st == COPSE_OK)
        st = ask(&err);
    copse_stop();
    if (st != COPSE_OK)
        fprintf(stderr, "%s: %s\n", copse_status_name(st), err.what);
    return st == COPSE_OK ? 0 : 1;
}
