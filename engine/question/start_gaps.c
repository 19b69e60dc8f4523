/*
 * What the data lack, what an answer could say with it, and which export or
 * survey has it: a table, in the order in which it helps.
 */
#include "question/start.h"

#include <inttypes.h>

typedef enum gap {
    MEMBERSHIPS = 0,
    TEAMS,
    TOPICS,
    EXPERTISE,
    INTERESTS,
    NAMING,
    DESCRIPTIONS,
    CONTACTS,
    MODES,
    ACTIVITY,
    SITES,
    GOVERNANCE,
    N_GAPS
} gap;

static const struct {
    const char *what; /* when nothing of it is there, or the whole of it is one thing */
    const char *use, *how;
} texts[N_GAPS] = {
    [MEMBERSHIPS] = {"who is in which community", "without it hardly anything can be suggested",
                     "one file a group, as it comes: Entra (Groups, Members, Bulk operations, "
                     "Download members), "
                     "Teams (Get-TeamUser, exported as CSV), Moodle cohorts, lists of addresses; "
                     "or memberships.csv"},
    [TEAMS] = {"the team of staff",
               "which teams have few links, and suggestions for staff who are in no community yet",
               "the staff list of ESR BI (Org L3 to L7, Staff Group, Role), or Entra (Users, "
               "Download users: "
               "department and job title); or team_id in members.csv"},
    [TOPICS] = {"the topics of communities",
                "suggestions by what somebody knows or wants to learn, and for new communities",
                "'copse topics --suggest DIR' proposes them from names and descriptions, and a "
                "vocabulary in "
                "topics.csv; edit the files, then import DIR"},
    [EXPERTISE] = {"what staff know", "what somebody could contribute, and whom to ask",
                   "a survey in Microsoft Forms that asks 'What can I help with?'; its Excel file "
                   "is read as it "
                   "comes; or expertise.csv"},
    [INTERESTS] =
        {"what staff want to learn", "what somebody would gain from a community",
         "a survey in Microsoft Forms that asks 'What do I want to learn?'; or interests.csv"},
    [NAMING] =
        {"consent to be named: nobody agreed to be named to the organisation",
         "answers name people to talk to, not only communities",
         "a survey in Microsoft Forms that asks 'May I be named?'; or visibility in members.csv"},
    [DESCRIPTIONS] = {"descriptions of communities",
                      "readers see what a community is about, and topics can be proposed",
                      "description in communities.csv; a sentence will do"},
    [CONTACTS] = {"a contact of communities", "how to join",
                  "contact in communities.csv: a mailbox of a function, not of a person"},
    [MODES] = {"how communities meet",
               "suggestions that suit who likes to meet in person, or online",
               "mode in communities.csv: face-to-face, virtual or hybrid"},
    [ACTIVITY] = {"when anything happened in communities",
                  "which communities are active and which have gone quiet",
                  "lists of attendance in exchanges.csv, or since in memberships.csv"},
    [SITES] = {"the sites where staff work", "face-to-face communities within reach",
               "sites.csv, and site_id in members.csv and communities.csv"},
    [GOVERNANCE] = {"the purpose, lawful basis or DPIA reference of this processing",
                    "every answer tells readers why these data are held",
                    "ask the information governance officer, then 'copse record purpose TEXT', "
                    "'record lawful-basis TEXT' and 'record dpia TEXT'"},
};

/* A part of more than this is told: below it, it is a matter of single rows. */
static const double tolerated = 0.1;

typedef struct gaps {
    const copse_starting *s;
    copse_start_gap list[N_GAPS];
    size_t n;
    bool failed;
} gaps;

static void add(gaps *g, gap which, const char *what)
{
    g->failed = g->failed || !what;
    g->list[g->n++] = (copse_start_gap){what, texts[which].use, texts[which].how};
}

static void add_whole(gaps *g, gap which)
{
    add(g, which, texts[which].what);
}

/* ---- of communities ---- */

static bool has_text(const char *text)
{
    return text && text[0];
}

static bool lacks(const copse_network *net, size_t c, gap which)
{
    const copse_fact_community *community = &net->facts->communities[c];
    switch (which) {
    case TOPICS:
        return copse_incidence_degree(&net->community_topics, c) == 0;
    case DESCRIPTIONS:
        return !has_text(community->description);
    case CONTACTS:
        return !has_text(community->contact);
    case MODES:
        return community->mode == COPSE_MODE_UNKNOWN;
    default:
        return false;
    }
}

static void look_at_communities(gaps *g, gap which)
{
    const copse_network *net = g->s->net;
    int64_t n = 0, missing = 0;
    for (size_t c = 0; c < net->facts->n_communities; c++) {
        if (net->is_sensitive[c] || net->facts->communities[c].status == COPSE_COMMUNITY_CLOSED)
            continue;
        n++;
        missing += lacks(net, c, which);
    }
    if ((double)missing > tolerated * (double)n)
        add(g, which,
            copse_arena_format(g->s->arena, "%s: %" PRId64 " of %" PRId64, texts[which].what,
                               missing, n));
}

/* ---- of staff ---- */

static void look_at_teams(gaps *g)
{
    const copse_network *net = g->s->net;
    int64_t n = 0, missing = 0;
    for (size_t m = 0; m < net->facts->n_members; m++) {
        n += net->is_present[m];
        missing += net->is_present[m] && copse_incidence_degree(&net->member_teams, m) == 0;
    }
    if ((double)missing <= tolerated * (double)n)
        return;
    /* How many would tell, with the staff of each team, of a team that is not shown. */
    if (missing == n)
        add_whole(g, TEAMS);
    else
        add(g, TEAMS, "the team of more than one in ten staff");
}

static bool has_any_activity(const copse_facts *facts)
{
    for (size_t i = 0; i < facts->n_memberships; i++)
        if (facts->memberships[i].since != COPSE_DAY_UNKNOWN)
            return true;
    return facts->n_exchanges > 0;
}

copse_status copse_starting_find_gaps(copse_start_answer *answer, const copse_starting *s,
                                      copse_error *err)
{
    const copse_facts *facts = s->net->facts;
    gaps g = {.s = s};
    if (facts->n_memberships == 0)
        add_whole(&g, MEMBERSHIPS);
    look_at_teams(&g);
    look_at_communities(&g, TOPICS);
    if (facts->n_expertises == 0)
        add_whole(&g, EXPERTISE);
    if (facts->n_interests == 0)
        add_whole(&g, INTERESTS);
    if (answer->nameable.is_shown && answer->nameable.value == 0)
        add_whole(&g, NAMING);
    look_at_communities(&g, DESCRIPTIONS);
    look_at_communities(&g, CONTACTS);
    look_at_communities(&g, MODES);
    if (!has_any_activity(facts))
        add_whole(&g, ACTIVITY);
    if (facts->n_sites == 0)
        add_whole(&g, SITES);
    if (!answer->purpose || !answer->lawful_basis || !answer->dpia_reference)
        add_whole(&g, GOVERNANCE);

    copse_start_gap *list = copse_arena_take(s->arena, g.n, sizeof *list);
    if (!list || g.failed)
        return copse_error_nomem(err);
    for (size_t i = 0; i < g.n; i++)
        list[i] = g.list[i];
    answer->gaps = list;
    answer->n_gaps = g.n;
    return COPSE_OK;
}
