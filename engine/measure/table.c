/*
 * The table of measures. It drives `copse measure`, `copse help measures`, docs/measures.md and the tests of edge
 * cases: a new measure is a file with its formula and a row here (docs/adding-a-measure.md).
 */
#include "measure/table.h"

#include <stdio.h>
#include <string.h>

enum {
    MEMBERS = COPSE_OF(COPSE_THINGS_MEMBERS),
    TEAMS = COPSE_OF(COPSE_THINGS_TEAMS),
    COPS = COPSE_OF(COPSE_THINGS_COMMUNITIES),
    ALL = MEMBERS | TEAMS | COPS | COPSE_OF(COPSE_THINGS_TOPICS)
};

static const copse_measure table[] = {
    /* ---- how much ---- */
    {
        .info = {.name = "degree",
                 .of = ALL,
                 .unit = "others that it is tied to",
                 .meaning = "How many others it is tied to.",
                 .caution = "Many ties are not strong ties, and a large CoP ties its people to many whom they never met.",
                 .formula = "d_v = number of u with w_vu > 0",
                 .apart = "An isolate has 0. Other connected parts play no role.",
                 .cost = "O(n)",
                 .source = "Freeman 1978, Social Networks 1, 215-239"},
        .parts = COPSE_SUBJECT_TIES,
        .vertex = copse_measure_degree,
    },
    {
        .info = {.name = "strength",
                 .of = ALL,
                 .counts_people = true,
                 .unit = "weight of its ties",
                 .meaning = "How much it shares with others, all ties together: a place in a CoP counts once, however "
                            "many are in it.",
                 .caution = "It grows with size: a large team has more of everything.",
                 .formula = "s_v = sum over u of w_vu",
                 .apart = "An isolate has 0. Other connected parts play no role.",
                 .cost = "O(ties)",
                 .source = "Barrat, Barthelemy, Pastor-Satorras & Vespignani 2004, PNAS 101, 3747-3752"},
        .parts = COPSE_SUBJECT_TIES,
        .vertex = copse_measure_strength,
    },
    /* ---- where in the whole ---- */
    {
        .info = {.name = "closeness",
                 .of = ALL,
                 .unit = "1 over the mean number of steps",
                 .meaning = "How few steps it is from the others in its connected part: 1 where it is next to all of them.",
                 .caution = "Values of different connected parts do not compare: in a part of two both have 1. See "
                            "closeness-whole.",
                 .formula = "r / sum of d(v, u) over the r others that v reaches, d in steps",
                 .apart = "Undefined for an isolate; each connected part by itself.",
                 .cost = "O(n · ties)",
                 .source = "Freeman 1978, Social Networks 1, 215-239"},
        .parts = COPSE_SUBJECT_TIES,
        .vertex = copse_measure_closeness,
    },
    {
        .info = {.name = "closeness-whole",
                 .of = ALL,
                 .unit = "share reached, over the mean number of steps",
                 .meaning = "Closeness, times the share of all others that it reaches at all.",
                 .caution = "Where data are incomplete, a small connected part may be one of which little was recorded.",
                 .formula = "r / (N - 1) · r / sum of d(v, u)",
                 .apart = "An isolate has 0; undefined where there is but one vertex.",
                 .cost = "O(n · ties)",
                 .source = "Wasserman & Faust 1994, Social Network Analysis, chapter 5"},
        .parts = COPSE_SUBJECT_TIES,
        .vertex = copse_measure_closeness_whole,
    },
    {
        .info = {.name = "betweenness",
                 .of = ALL,
                 .unit = "share of the pairs of others",
                 .meaning = "For what share of the pairs of others in its connected part the shortest way runs through it.",
                 .caution = "People do not only take shortest ways, and a way of five steps hardly carries anything.",
                 .formula = "sum over pairs s, t of (shortest paths through v / all shortest paths), over the number of pairs",
                 .apart = "Each connected part by itself; undefined in one of fewer than three. Above 10,000 vertices "
                          "estimated from paths out of 1,000 of them, with half of a 95 % interval, which is too narrow for "
                          "values near 0.",
                 .cost = "O(n · ties) up to 10,000 vertices, then O(1,000 · ties)",
                 .source = "Freeman 1977, Sociometry 40, 35-41; Brandes 2001, J. Math. Sociol. 25, 163-177; sampled: "
                           "Brandes & Pich 2007, Int. J. Bifurcation and Chaos 17, 2303-2318"},
        .parts = COPSE_SUBJECT_TIES,
        .vertex = copse_measure_betweenness,
    },
    {
        .info = {.name = "eigenvector",
                 .of = ALL,
                 .unit = "of the largest in its connected part",
                 .meaning = "How much it is tied to those who are themselves much tied: 1 for the one at the centre of its "
                            "connected part.",
                 .caution = "It dwells on one dense corner: outside that it is small for everybody, and tells them little apart.",
                 .formula = "lambda x = A x for the largest lambda, largest x scaled to 1",
                 .apart = "Undefined for an isolate; each connected part by itself.",
                 .cost = "O(ties) a round, tens to thousands of rounds",
                 .source = "Bonacich 1972, J. Math. Sociol. 2, 113-120"},
        .parts = COPSE_SUBJECT_TIES,
        .vertex = copse_measure_eigenvector,
    },
    {
        .info = {.name = "katz",
                 .of = ALL,
                 .unit = "ways that lead to it, faded",
                 .meaning = "How many ways lead to it over others, long ones counting less: like eigenvector, but every "
                            "vertex has a share.",
                 .caution = "How fast ways fade is a choice: 0.85 over the largest eigenvalue here.",
                 .formula = "x = sum over k >= 1 of a^k A^k 1, a = 0.85 / lambda_1",
                 .apart = "An isolate has 0; a is the same in every connected part, so that values compare.",
                 .cost = "O(ties) a round, about 200 rounds",
                 .source = "Katz 1953, Psychometrika 18, 39-43"},
        .parts = COPSE_SUBJECT_TIES,
        .vertex = copse_measure_katz,
    },
    {
        .info = {.name = "power",
                 .of = ALL,
                 .unit = "1 is the middle of the range",
                 .meaning = "How much others depend on it: a tie to somebody who has few other ties counts more.",
                 .caution = "That dependence is power holds in bargaining, not where knowledge is shared.",
                 .formula = "c = a (I - b A)^-1 A 1, b = -0.5 / lambda_1, a so that the squares add up to n",
                 .apart = "An isolate has 0; b is the same in every connected part. May be below 0.",
                 .cost = "O(ties) a round, about 50 rounds",
                 .source = "Bonacich 1987, American Journal of Sociology 92, 1170-1182"},
        .parts = COPSE_SUBJECT_TIES,
        .vertex = copse_measure_power,
    },
    {
        .info = {.name = "pagerank",
                 .of = ALL,
                 .unit = "share of a walker's time",
                 .meaning = "How often somebody comes by who walks from neighbour to neighbour and begins anew now and "
                            "then: with --topic, at those who hold the topic.",
                 .caution = "It finds who stands near what is known, which is not the same as knowing it.",
                 .formula = "x = (1 - d) s + d W' x, d = 0.85, W the steps in proportion to weight, s where walks begin",
                 .apart = "Connected parts where no walk begins have 0; from an isolate no walk goes on, so that values "
                          "then add up to less than 1.",
                 .cost = "O(ties) a round, some 200 rounds",
                 .source = "Page, Brin, Motwani & Winograd 1999, The PageRank citation ranking, section 6"},
        .parts = COPSE_SUBJECT_TIES | COPSE_SUBJECT_RESTART,
        .vertex = copse_measure_pagerank,
    },
    {
        .info = {.name = "k-core",
                 .of = ALL,
                 .unit = "ties within the core",
                 .meaning = "The largest k so that it belongs to a group in which everybody has k ties or more to the group.",
                 .caution = "One crowded CoP makes a deep core of all who are in it.",
                 .formula = "take away what has fewer than k ties, again and again; the last k that it survives",
                 .apart = "An isolate has 0. Other connected parts play no role.",
                 .cost = "O(ties)",
                 .source = "Seidman 1983, Social Networks 5, 269-287"},
        .parts = COPSE_SUBJECT_TIES,
        .vertex = copse_measure_k_core,
    },
    /* ---- between others ---- */
    {
        .info = {.name = "constraint",
                 .of = ALL,
                 .less_is_more = true,
                 .unit = "1 about: all contacts know each other",
                 .meaning = "How far its contacts are each other's contacts: little where it bridges groups that are not "
                            "tied otherwise.",
                 .caution = "It falls with the number of ties alone: compare those that have about as many.",
                 .formula = "sum over j of (p_vj + sum over q of p_vq p_qj)^2, p_vj = w_vj / s_v",
                 .apart = "Undefined for an isolate. Other connected parts play no role.",
                 .cost = "O(sum of degree squared)",
                 .source = "Burt 1992, Structural Holes, chapter 2"},
        .parts = COPSE_SUBJECT_TIES,
        .vertex = copse_measure_constraint,
    },
    {
        .info = {.name = "effective-size",
                 .of = ALL,
                 .unit = "contacts that are not redundant",
                 .meaning = "How many separate groups its contacts stand for: contacts who know each other count as less "
                            "than one each.",
                 .caution = "It grows with the number of ties; so does any measure of brokerage that is not divided by them.",
                 .formula = "sum over j of (1 - sum over q of p_vq w_jq / max_k w_jk)",
                 .apart = "Undefined for an isolate. Other connected parts play no role.",
                 .cost = "O(sum of degree squared)",
                 .source = "Burt 1992, Structural Holes, chapter 2; Borgatti 1997, Connections 20, 35-38"},
        .parts = COPSE_SUBJECT_TIES,
        .vertex = copse_measure_effective_size,
    },
    {
        .info = {.name = "brokerage",
                 .of = ALL,
                 .unit = "pairs of others",
                 .meaning = "How many pairs of its neighbours are not tied to each other.",
                 .caution = "Most pairs of strangers have no business with each other.",
                 .formula = "number of pairs a, b of neighbours without a tie",
                 .apart = "An isolate has 0. Other connected parts play no role.",
                 .cost = "O(sum of degree squared · log degree)",
                 .source = "Gould & Fernandez 1989, Sociological Methodology 19, 89-126"},
        .parts = COPSE_SUBJECT_TIES | COPSE_SUBJECT_TEAMS,
        .vertex = copse_measure_brokerage,
    },
    {
        .info = {.name = "coordinator",
                 .of = MEMBERS,
                 .unit = "pairs of others",
                 .meaning = "Brokerage between two of one's own team.",
                 .caution = "Two of one team who are not tied on paper may sit side by side.",
                 .formula = "pairs a, b of untied neighbours: a, v and b in one team",
                 .apart = "Undefined for who is in no team; an isolate in one has 0.",
                 .cost = "O(sum of degree squared · log degree)",
                 .source = "Gould & Fernandez 1989, Sociological Methodology 19, 89-126"},
        .parts = COPSE_SUBJECT_TIES | COPSE_SUBJECT_TEAMS,
        .vertex = copse_measure_coordinator,
    },
    {
        .info = {.name = "consultant",
                 .of = MEMBERS,
                 .unit = "pairs of others",
                 .meaning = "Brokerage between two of one other team (the itinerant broker).",
                 .caution = "Two of one team who are not tied on paper may sit side by side.",
                 .formula = "pairs a, b of untied neighbours: a and b in one team, v in another",
                 .apart = "Undefined for who is in no team; an isolate in one has 0.",
                 .cost = "O(sum of degree squared · log degree)",
                 .source = "Gould & Fernandez 1989, Sociological Methodology 19, 89-126"},
        .parts = COPSE_SUBJECT_TIES | COPSE_SUBJECT_TEAMS,
        .vertex = copse_measure_consultant,
    },
    {
        .info = {.name = "gatekeeper",
                 .of = MEMBERS,
                 .unit = "pairs of others",
                 .meaning = "Brokerage between one's own team and another: as gatekeeper inwards, as representative "
                            "outwards, which ties without direction cannot tell apart.",
                 .caution = "It says who stands at the door, not who opens it.",
                 .formula = "pairs a, b of untied neighbours: one in v's team, one in another",
                 .apart = "Undefined for who is in no team; an isolate in one has 0.",
                 .cost = "O(sum of degree squared · log degree)",
                 .source = "Gould & Fernandez 1989, Sociological Methodology 19, 89-126"},
        .parts = COPSE_SUBJECT_TIES | COPSE_SUBJECT_TEAMS,
        .vertex = copse_measure_gatekeeper,
    },
    {
        .info = {.name = "liaison",
                 .of = MEMBERS,
                 .unit = "pairs of others",
                 .meaning = "Brokerage between two other teams.",
                 .caution = "It says who stands between, not who passes anything on.",
                 .formula = "pairs a, b of untied neighbours: a, v and b in three teams",
                 .apart = "Undefined for who is in no team; an isolate in one has 0.",
                 .cost = "O(sum of degree squared · log degree)",
                 .source = "Gould & Fernandez 1989, Sociological Methodology 19, 89-126"},
        .parts = COPSE_SUBJECT_TIES | COPSE_SUBJECT_TEAMS,
        .vertex = copse_measure_liaison,
    },
    /* ---- inwards and outwards ---- */
    {
        .info = {.name = "ei-index",
                 .of = MEMBERS | TEAMS | COPS,
                 .unit = "from -1, all inside, to 1, all outside",
                 .meaning = "Whether ties lead out of the team (or CoP) or stay in it.",
                 .caution = "Small teams have few colleagues to be tied to, so theirs lead out by necessity: 'copse isolated' "
                            "compares units of one size.",
                 .formula = "(E - I) / (E + I), E ties that lead out, I ties inside",
                 .apart = "Undefined without any tie. Of teams where no tie is recorded it is taken of seats in CoPs.",
                 .cost = "O(ties)",
                 .source = "Krackhardt & Stern 1988, Social Psychology Quarterly 51, 123-140"},
        .parts = COPSE_SUBJECT_TIES | COPSE_SUBJECT_TEAMS | COPSE_SUBJECT_TALLIES,
        .vertex = copse_measure_outwardness,
    },
    {
        .info = {.name = "conductance",
                 .of = TEAMS | COPS,
                 .less_is_more = true,
                 .unit = "share of tie ends",
                 .meaning = "What share of the ties of its people lead out: little where a unit keeps to itself.",
                 .caution = "A team of one has 1, whoever works in it.",
                 .formula = "ties out / min(tie ends inside, tie ends outside)",
                 .apart = "Undefined where no tie between people is recorded, or none of its people's.",
                 .cost = "O(ties)",
                 .source = "Kannan, Vempala & Vetta 2004, Journal of the ACM 51, 497-515"},
        .parts = COPSE_SUBJECT_TALLIES,
        .vertex = copse_measure_cut,
    },
    /* ---- how alike ---- */
    {
        .info = {.name = "jaccard",
                 .of = ALL,
                 .is_of_pairs = true,
                 .unit = "share of what either has",
                 .meaning = "What share of all that either has both have: 1 for twins.",
                 .caution = "A small CoP inside a large one scores low, though nothing of it is outside.",
                 .formula = "|A and B| / |A or B|",
                 .apart = "Only pairs with something in common are listed.",
                 .cost = "O(sum over hubs of size squared)",
                 .source = "Jaccard 1912, New Phytologist 11, 37-50"},
        .parts = COPSE_SUBJECT_SEATS,
        .pair = copse_measure_jaccard,
    },
    {
        .info = {.name = "cosine",
                 .of = ALL,
                 .is_of_pairs = true,
                 .unit = "of the geometric mean of the two sizes",
                 .meaning = "How much two have in common, against what their sizes allow: 1 for twins.",
                 .caution = "Two who each have one thing, the same, are as alike as can be: see how much that is.",
                 .formula = "|A and B| / sqrt(|A| |B|)",
                 .apart = "Only pairs with something in common are listed.",
                 .cost = "O(sum over hubs of size squared)",
                 .source = "Salton & McGill 1983, Introduction to Modern Information Retrieval"},
        .parts = COPSE_SUBJECT_SEATS,
        .pair = copse_measure_ochiai,
    },
    {
        .info = {.name = "adamic-adar",
                 .of = ALL,
                 .is_of_pairs = true,
                 .unit = "shared hubs, rare ones more",
                 .meaning = "How much two have in common, where sharing something rare counts more than what everybody has.",
                 .caution = "It grows with size, and has no upper end: compare within one list only.",
                 .formula = "sum over shared hubs of 1 / ln(size)",
                 .apart = "Only pairs with something in common are listed.",
                 .cost = "O(sum over hubs of size squared)",
                 .source = "Adamic & Adar 2003, Social Networks 25, 211-230"},
        .parts = COPSE_SUBJECT_SEATS,
        .pair = copse_measure_adamic_adar,
    },
    {
        .info = {.name = "newman",
                 .of = ALL,
                 .is_of_pairs = true,
                 .unit = "shared hubs, each over its other members",
                 .meaning = "How much of their time in common hubs two would have for each other: the weight of a tie here.",
                 .caution = "It supposes that everybody in a CoP meets everybody alike.",
                 .formula = "sum over shared hubs of 1 / (size - 1)",
                 .apart = "Only pairs with something in common are listed.",
                 .cost = "O(sum over hubs of size squared)",
                 .source = "Newman 2001, Physical Review E 64, 016132"},
        .parts = COPSE_SUBJECT_SEATS,
        .pair = copse_measure_newman,
    },
    {
        .info = {.name = "expected-shared",
                 .of = MEMBERS,
                 .is_of_pairs = true,
                 .unit = "shared CoPs",
                 .meaning = "How many CoPs two would share by chance, being in as many CoPs, of as many people, as they are.",
                 .caution = "Chance here knows no teams and no topics: colleagues share more, for good reasons.",
                 .formula = "E[S] of the fixed-margin null of pair-test",
                 .apart = "Only pairs that share a CoP are listed.",
                 .cost = "O(CoPs · d_a · d_b · min(d_a, d_b)) for each two numbers of CoPs",
                 .source = "Saracco et al. 2015, Scientific Reports 5, 10595; Hajek 1964, Ann. Math. Statist. 35, 1491-1523"},
        .parts = COPSE_SUBJECT_SEATS | COPSE_SUBJECT_NULL,
        .pair = copse_measure_expected_shared,
    },
    {
        .info = {.name = "pair-test",
                 .of = MEMBERS,
                 .is_of_pairs = true,
                 .less_is_more = true,
                 .unit = "p, upper tail",
                 .meaning = "How likely two would share so many CoPs, or more, by chance, given how many CoPs each is in and "
                            "how many people each CoP has.",
                 .caution = "Among thousands of pairs some are unlikely by chance alone: of n pairs, look at those below 0.05 / n.",
                 .formula = "P(S >= shared), S = number of c with X_c = Y_c = 1 given the sums of X and of Y",
                 .apart = "Only pairs that share a CoP are listed.",
                 .cost = "O(CoPs · d_a · d_b · min(d_a, d_b)) for each two numbers of CoPs",
                 .source = "Zweig & Kaufmann 2011, Social Network Analysis and Mining 1, 187-218; Saracco et al. 2015; Hajek 1964"},
        .parts = COPSE_SUBJECT_SEATS | COPSE_SUBJECT_NULL,
        .pair = copse_measure_pair_test,
    },
    {
        .info = {.name = "topics",
                 .of = ALL,
                 .is_of_pairs = true,
                 .unit = "cosine",
                 .meaning = "How alike their topics are; topics under one broader topic count as partly the same.",
                 .caution = "Similar topics make two CoPs worth comparing, not worth merging.",
                 .formula = "A.B / sqrt(A.A B.B), A.B = sum over t, u of a_t b_u 2 depth(LCA) / (depth(t) + depth(u))",
                 .apart = "Only pairs with topics of one family are listed; without a hierarchy that is a plain cosine.",
                 .cost = "O(pairs · topics of the two · depth)",
                 .source = "Ganesan, Garcia-Molina & Widom 2003, ACM Transactions on Information Systems 21, 64-93"},
        .parts = COPSE_SUBJECT_SEATS | COPSE_SUBJECT_TOPICS,
        .pair = copse_measure_topics_alike,
    },
};

enum { N_MEASURES = sizeof table / sizeof table[0] };

size_t copse_measure_count(void)
{
    return N_MEASURES;
}

const copse_measure_info *copse_measure_get(size_t i)
{
    return &table[i].info;
}

const copse_measure *copse_measure_row_of(const copse_measure_info *info)
{
    for (size_t i = 0; i < N_MEASURES; i++)
        if (&table[i].info == info)
            return &table[i];
    return NULL;
}

copse_status copse_measure_find(const copse_measure_info **out, const char *name, copse_error *err)
{
    const char *names[N_MEASURES], *closest;
    for (size_t i = 0; i < N_MEASURES; i++) {
        if (strcmp(table[i].info.name, name) == 0) {
            *out = &table[i].info;
            return COPSE_OK;
        }
        names[i] = table[i].info.name;
    }
    char next[96] = "'copse help measures' lists them";
    closest = copse_closest_word(name, names, N_MEASURES);
    if (closest)
        snprintf(next, sizeof next, "did you mean '%s'?", closest);
    return copse_error_set(err, COPSE_E_ARGUMENT, NULL, next, "there is no measure '%s'", name);
}
