#include "question/rules.h"

#include "network/collaboration.h"

static const copse_rule_row rules[COPSE_RULE_COUNT] = {
    [COPSE_RULE_THRESHOLD] =
        {
            .name = "threshold",
            .value = 5,
            .unit = "people",
            .meaning = "What members typically know is shown only of communities of at least so "
                       "many, and 'others, not named' near a person is said only where so many "
                       "people could be meant. 'copse init --threshold' sets another number for a "
                       "store.",
        },
    [COPSE_RULE_JOIN_TOP] =
        {
            .name = "join.top",
            .value = 5,
            .unit = "communities",
            .meaning = "'copse join' recommends so many unless --top says otherwise.",
        },
    [COPSE_RULE_LETTER_TOP] =
        {
            .name = "letter.top",
            .value = 5,
            .unit = "communities",
            .meaning = "A page for one person and a row of the mail merge hold at most so many.",
        },
    [COPSE_RULE_EXPLAIN_CHANGES] =
        {
            .name = "explain.changes",
            .value = 10,
            .unit = "changes",
            .meaning = "'copse join --explain' lists so many of the things that would bring a "
                       "community into the list, or out of it, and says how many there are.",
        },
    [COPSE_RULE_EVALUATE_LEAST] =
        {
            .name = "evaluate.least",
            .value = 20,
            .unit = "people",
            .meaning = "'copse evaluate' says that it is too little to tell where memberships of "
                       "fewer people could be hidden.",
        },
    [COPSE_RULE_REACH_MINUTES] =
        {
            .name = "reach.minutes",
            .value = 30,
            .unit = "minutes",
            .meaning = "With --site, a place within this travel time is in reach, where travel.csv "
                       "has the time.",
        },
    [COPSE_RULE_REACH_KM] =
        {
            .name = "reach.km",
            .value = 15,
            .unit = "km",
            .meaning =
                "With --site, a place within this great-circle distance is in reach, where no"
                " travel time is recorded.",
        },
    [COPSE_RULE_ACTIVE_DAYS] =
        {
            .name = "active.days",
            .value = 365,
            .unit = "days",
            .meaning =
                "A community is active when an exchange in it or a joining of it is recorded "
                "in the days before the as-of date; unknown where none is recorded of any "
                "community.",
        },
    [COPSE_RULE_DECIDE_COVERED] =
        {
            .name = "decide.covered",
            .value = 0.6,
            .unit = "of 1",
            .meaning =
                "'copse decide' takes the first rule that holds. First: join a community that covers so "
                "much of the topics, is awake, in reach and open; else revive one that is all that but "
                "asleep. Covered is the sum of the topics' weights, each times how strongly the community "
                "is about it, at most 1. Asleep is dormant by its own word, or without an exchange or a "
                "joining in the days of active.days while others have some. Open is open to all or on "
                "request, with a free place. In reach is the mode that was asked for and, where it meets "
                "face to face, within reach.minutes, else reach.km. Of several: more covered, activity "
                "known, less travel, more members, key.",
        },
    [COPSE_RULE_DECIDE_STRAND] =
        {
            .name = "decide.strand",
            .value = 0.3,
            .unit = "of 1",
            .meaning =
                "Then: propose a strand in a community that covers so much, is awake, in reach and open. "
                "One that covers so much and is not the answer is a near-duplicate of what would be "
                "created.",
        },
    [COPSE_RULE_DECIDE_PEOPLE] =
        {
            .name = "decide.people",
            .value = 8,
            .unit = "people",
            .meaning =
                "Then: create one where so many people wait (or as many as a store's threshold, if that is "
                "more): who know or want a topic that no community of theirs covers to decide.covered, and "
                "are in none that covers so much of the topics as a whole. Otherwise not enough is known.",
        },
    [COPSE_RULE_DECIDE_TEAMS] =
        {
            .name = "decide.teams",
            .value = 2,
            .unit = "teams",
            .meaning = "And these people work in at least so many teams.",
        },
    [COPSE_RULE_DECIDE_KIN] =
        {
            .name = "decide.kin",
            .value = 0.5,
            .unit = "of 1",
            .meaning =
                "A community about a wider or a narrower topic counts so much of what it would count for "
                "the topic itself; two steps away, so much of that.",
        },
    [COPSE_RULE_DECIDE_SHOWN] =
        {
            .name = "decide.shown",
            .value = 5,
            .unit = "communities",
            .meaning =
                "'copse decide' shows so many of those that cover any of the topics. The change that "
                "would turn the verdict is the smallest single one: a circumstance of a community, before "
                "a topic that it would take up, before people who would have to want it; among those the "
                "best verdict, then the community that covers more.",
        },
    [COPSE_RULE_MARGIN] =
        {
            .name = "experience.margin",
            .value = 0.05,
            .unit = "of 1",
            .meaning = "A member's experience in a topic is more, or less, than a community's "
                       "members typically have when it differs by more than this.",
        },
    [COPSE_RULE_EVIDENCE] =
        {
            .name = "experience.enough",
            .value = 0.5,
            .unit = "of 1",
            .meaning = "Where what members typically know is not known or not shown, a member can "
                       "contribute a topic from this experience on.",
        },
    [COPSE_RULE_TOPICS_SHOWN] =
        {
            .name = "join.topics",
            .value = 5,
            .unit = "topics",
            .meaning = "So many topics are listed under each of gain, lack and contribute.",
        },
    [COPSE_RULE_CORE_SHOWN] =
        {
            .name = "join.core",
            .value = 3,
            .unit = "people",
            .meaning = "So many members of largest eigenvector centrality stand at a community's "
                       "core.",
        },
    [COPSE_RULE_NEAR_SHOWN] =
        {
            .name = "join.near",
            .value = 3,
            .unit = "people",
            .meaning = "So many members near a person are named: who share a team with them first, "
                       "then a community.",
        },
    [COPSE_RULE_START_TOP] =
        {
            .name = "start.top",
            .value = 3,
            .unit = "communities",
            .meaning = "The first report counts for how many staff a community is among their so "
                       "many best suggestions.",
        },
    [COPSE_RULE_START_FEW] =
        {
            .name = "start.few",
            .value = 0.5,
            .unit = "of the median",
            .meaning = "In the first report a team has few links when it shares at most this part of "
                       "the number of communities that the middle team shares with other teams. A "
                       "count, no test.",
        },
    [COPSE_RULE_START_TEAMS] =
        {
            .name = "start.teams",
            .value = 10,
            .unit = "teams",
            .meaning = "The first report lists at most so many teams with few links.",
        },
    [COPSE_RULE_ISOLATED_Q] =
        {
            .name = "isolated.q",
            .value = 0.1,
            .unit = "of 1",
            .meaning = "'copse isolated' confirms so many units that this share of them may be false "
                       "alarms, on average. --q sets another.",
        },
    [COPSE_RULE_ISOLATED_SPREAD] =
        {
            .name = "isolated.spread",
            .value = 0.02,
            .unit = "φ",
            .meaning = "Units of one size are taken to differ in their ties and seats by at least "
                       "this dispersion, however alike those of these data happen to be.",
        },
    [COPSE_RULE_ISOLATED_CONTACTS] =
        {
            .name = "isolated.contacts",
            .value = 5,
            .unit = "people",
            .meaning = "A seat in a community is taken to lead to conversations with so many of its "
                       "members, whoever they are, when remedies are weighed.",
        },
    [COPSE_RULE_HEALTH_CORE] =
        {
            .name = "health.core",
            .value = 3,
            .unit = "quarters",
            .meaning = "'copse health' counts as core who took part in a community, in whatever way, in so "
                       "many of the last four quarters; as active who did at all; the others as "
                       "peripheral. Listening is a legitimate way to take part, and attending counts.",
        },
    [COPSE_RULE_HEALTH_ALIKE] =
        {
            .name = "health.alike",
            .value = 0.7,
            .unit = "of 1",
            .meaning = "Two communities do much the same from this cosine of their topics on.",
        },
    [COPSE_RULE_HEALTH_CHANCE] =
        {
            .name = "health.chance",
            .value = 0.05,
            .unit = "of 1",
            .meaning = "Two such communities share more people than chance has it where at most this share "
                       "of the pairs of which that is said are false alarms, on average.",
        },
    [COPSE_RULE_HEALTH_PEOPLE] =
        {
            .name = "health.people",
            .value = 5,
            .unit = "people",
            .meaning = "So many people on whom a community rests most are listed, as far as they may be "
                       "named.",
        },
    [COPSE_RULE_CIRCLE] =
        {
            .name = "contact.circle",
            .value = COPSE_COLLABORATION_CIRCLE,
            .unit = "people",
            .meaning =
                "Where no ties are recorded, who shares a community (else a team) "
                "of at most so many people is taken to be in contact.",
        },
    [COPSE_RULE_FOUND_SIZE] =
        {
            .name = "found.size",
            .value = 6,
            .unit = "people",
            .meaning =
                "'copse found' suggests a group of so many unless --size says "
                "otherwise.",
        },
    [COPSE_RULE_FOUND_COVERAGE] =
        {
            .name = "found.coverage",
            .value = 0.40,
            .unit = "of 1",
            .meaning =
                "Weight of covering the topics, each with a backup.",
        },
    [COPSE_RULE_FOUND_REACH] =
        {
            .name = "found.reach",
            .value = 0.05,
            .unit = "of 1",
            .meaning =
                "Weight of reaching the others who hold the topics. A policy: "
                "nothing shows that it makes a group last.",
        },
    [COPSE_RULE_FOUND_DIVERSITY] =
        {
            .name = "found.diversity",
            .value = 0.05,
            .unit = "of 1",
            .meaning =
                "Weight of units, sites and professions. A policy: nothing shows "
                "that it makes a group last.",
        },
    [COPSE_RULE_FOUND_AUTHORITY] =
        {
            .name = "found.authority",
            .value = 0.35,
            .unit = "of 1",
            .meaning =
                "Weight of standing today: what somebody knows of the topics, less "
                "the longer ago they were active, and a little of what their "
                "contacts know (personalised PageRank).",
        },
    [COPSE_RULE_FOUND_COHESION] =
        {
            .name = "found.cohesion",
            .value = 0.10,
            .unit = "of 1",
            .meaning =
                "Weight of nearness to the coordinator.",
        },
    [COPSE_RULE_FOUND_ROOM] =
        {
            .name = "found.room",
            .value = 0.05,
            .unit = "of 1",
            .meaning =
                "Weight of room to take part.",
        },
    [COPSE_RULE_FOUND_LOAD] =
        {
            .name = "found.load",
            .value = 6,
            .unit = "communities",
            .meaning =
                "Who is in so many has no room for another.",
        },
    [COPSE_RULE_FOUND_FRESH] =
        {
            .name = "found.fresh",
            .value = 183,
            .unit = "days",
            .meaning =
                "For standing, evidence counts half when its owner was last active "
                "in the topic so long ago, a third after twice as long, and again "
                "so by when they were last active in anything. Coverage leaves "
                "dates out.",
        },
    [COPSE_RULE_FOUND_PASSED_ON] =
        {
            .name = "found.passed-on",
            .value = 0.1,
            .unit = "of 1",
            .meaning =
                "Share of somebody's standing that their contacts gain from.",
        },
    [COPSE_RULE_FOUND_TRAVEL_FACE] =
        {
            .name = "found.travel.face-to-face",
            .value = 0.9,
            .unit = "of 1",
            .meaning =
                "Share of travel, rather than of hops, in the distance to the "
                "coordinator of a group that meets face to face; an hour is as far "
                "as it gets.",
        },
    [COPSE_RULE_FOUND_TRAVEL_HYBRID] =
        {
            .name = "found.travel.hybrid",
            .value = 0.5,
            .unit = "of 1",
            .meaning =
                "The same for one that meets both ways, or where that is not said.",
        },
    [COPSE_RULE_FOUND_TRAVEL_VIRTUAL] =
        {
            .name = "found.travel.virtual",
            .value = 0.1,
            .unit = "of 1",
            .meaning =
                "The same for one that meets virtually.",
        },
    [COPSE_RULE_CADENCE] =
        {
            .name = "practice.cadence",
            .value = 28,
            .unit = "days",
            .meaning = "A community that does not say how often it meets is due an update of a "
                       "project after so many days. --cadence sets another for all of them.",
        },
    [COPSE_RULE_BRIEF_GUESTS] =
        {
            .name = "brief.guests",
            .value = 5,
            .unit = "people",
            .meaning = "'copse brief' suggests so many to invite to a peer assist: of those outside "
                       "the team who may be named, who know most of what the team lacks.",
        },
    [COPSE_RULE_GIVEBACK_SHOWN] =
        {
            .name = "giveback.shown",
            .value = 10,
            .unit = "lines",
            .meaning = "Of what was received, given and asked 'copse giveback' lists so many of each "
                       "community, the latest first; of what is promised, all.",
        },
    [COPSE_RULE_TALK_TOP] =
        {
            .name = "talk.top",
            .value = 5,
            .unit = "people",
            .meaning = "'copse talk' names so many unless --top says otherwise.",
        },
    [COPSE_RULE_TALK_ENOUGH] =
        {
            .name = "talk.enough",
            .value = 0.8,
            .unit = "of the most",
            .meaning = "Whoever knows at least this part of what the one who knows most knows, knows "
                       "enough: such people stand first.",
        },
    [COPSE_RULE_TALK_RETURN] =
        {
            .name = "talk.return",
            .value = 0.8,
            .unit = "of 1",
            .meaning = "A conversation counts this much where nothing is recorded that the other "
                       "would learn from it, and up to 1 for what they want to learn and the asker "
                       "knows.",
        },
    [COPSE_RULE_TALK_NEAR] =
        {
            .name = "talk.near",
            .value = 0.7,
            .unit = "of 1",
            .meaning = "A conversation counts this much with somebody four hops away, or to whom no "
                       "path is known, and 1 with somebody whom the asker knows.",
        },
    [COPSE_RULE_TALK_TRAVEL] =
        {
            .name = "talk.travel",
            .value = 0.5,
            .unit = "of 1",
            .meaning = "Share of travel, rather than of hops, in nearness when people meet face to "
                       "face; an hour is as far as it gets. Half of it when they meet both ways, "
                       "none virtually or when that is not said.",
        },
    [COPSE_RULE_TALK_ASKS_DAYS] =
        {
            .name = "talk.asks.days",
            .value = 90,
            .unit = "days",
            .meaning = "Somebody is asked when a question to them of so many days is recorded that "
                       "they have not answered.",
        },
    [COPSE_RULE_TALK_ASKS_SLACK] =
        {
            .name = "talk.asks.slack",
            .value = 3,
            .unit = "questions",
            .meaning = "So many open questions more than nothing weigh little, however few others "
                       "have.",
        },
    [COPSE_RULE_TALK_LOAD] =
        {
            .name = "talk.load",
            .value = 0.5,
            .unit = "of 1",
            .meaning = "How much open questions count: load = w·a / (w·a + m + slack) for a open "
                       "questions where those who know enough have m on average.",
        },
    [COPSE_RULE_PAIR_STRANGERS] =
        {
            .name = "pair.strangers",
            .value = 0.3,
            .unit = "of 1",
            .meaning = "What it counts in 'copse pair' that two people have no path of two hops; half "
                       "of it where they are two hops apart, nothing where they have a tie, a team or "
                       "a community in common.",
        },
    [COPSE_RULE_PAIR_ISOLATED] =
        {
            .name = "pair.isolated",
            .value = 0.4,
            .unit = "of 1",
            .meaning = "What it counts that one of them is of an isolated team (confirmed or on the "
                       "watch-list of 'copse isolated') and the other of another team that is not.",
        },
    [COPSE_RULE_PAIR_TEAMS] =
        {
            .name = "pair.teams",
            .value = 0.2,
            .unit = "of 1",
            .meaning = "What it counts that they have no team in common.",
        },
    [COPSE_RULE_PAIR_PROFESSIONS] =
        {
            .name = "pair.professions",
            .value = 0.1,
            .unit = "of 1",
            .meaning = "What it counts that their professions are recorded and differ.",
        },
};

const copse_rule_row *copse_rule_get(copse_rule rule)
{
    return &rules[rule];
}

double copse_rule_value(copse_rule rule)
{
    return rules[rule].value;
}

size_t copse_rule_size(copse_rule rule)
{
    return (size_t)rules[rule].value;
}
