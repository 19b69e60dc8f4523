/* The words that files, JSON and the command line use for enumerations. */
#include "copse.h"

#include <string.h>

#define WORDS(name) static const char *const name[]

WORDS(modes) = {"unknown", "face-to-face", "virtual", "hybrid"};
WORDS(visibilities) = {"none", "team", "trust"};
WORDS(statuses) = {"unknown", "active", "dormant", "proposed", "closed"};
WORDS(openness_words) = {"unknown", "open", "request", "invitation", "closed"};
WORDS(sensitivities) = {"undecided", "no", "yes"};
WORDS(exchanges) = {"asked", "answered", "attended", "shared", "update", "debrief"};
WORDS(contacts) = {"none", "ties", "communities", "teams"};
WORDS(found_terms) = {"coverage", "reach", "diversity", "authority", "cohesion", "room"};
WORDS(found_objectives) = {"practice", "sum", "diameter"};
WORDS(bounds) = {"prices", "linear", "exact"};
WORDS(audiences) = {"trust", "self", "team", "steward"};
WORDS(activities) = {"unknown", "active", "quiet"};
WORDS(reasons) = {"community", "topic",      "team",       "site",
                  "role",      "profession", "similarity", "popularity"};

WORDS(decisions) = {"join", "revive", "propose-strand", "create", "not-enough-known"};
WORDS(reaches) = {"yes", "mode", "mode-unknown", "far", "far-unknown"};
WORDS(turns) = {"place", "no-place", "openness", "meets", "mode", "site", "topic", "people", "fewer-people"};
WORDS(pair_terms) = {"strangers", "isolated", "teams", "professions"};
WORDS(pair_lefts) = {"odd", "alone", "no-site", "limit"};
WORDS(links) = {"tie", "team", "community"};
WORDS(levels) = {"team", "department", "site", "community"};
WORDS(things_words) = {"members", "teams", "communities", "topics"};
WORDS(isolation_verdicts) = {"connected", "confirmed", "watch", "too-small", "missing"};
WORDS(isolation_kinds) = {"quiet", "absent", "inward"};
WORDS(unit_record_kinds) = {"flagged", "measured", "accepted", "acted"};
WORDS(graph_modes) = {"two-mode", "teams", "communities", "topics", "people"};
WORDS(graph_formats) = {"graphml", "gexf", "dot", "csv-kumu", "csv-gephi", "json"};
WORDS(map_subjects) = {"trust", "team", "community", "member", "topic"};
WORDS(map_kinds) = {"unit", "site", "topic", "team", "community", "person"};

#define COUNT(words) (sizeof(words) / sizeof((words)[0]))

static int find(const char *const *words, size_t n, const char *word)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(words[i], word) == 0)
            return (int)i;
    return -1;
}

const char *copse_mode_name(copse_mode mode)
{
    return modes[mode];
}

const char *copse_visibility_name(copse_visibility visibility)
{
    return visibilities[visibility];
}

const char *copse_community_status_name(copse_community_status status)
{
    return statuses[status];
}

const char *copse_openness_name(copse_openness openness)
{
    return openness_words[openness];
}

const char *copse_sensitivity_name(copse_sensitivity sensitivity)
{
    return sensitivities[sensitivity];
}

const char *copse_exchange_kind_name(copse_exchange_kind kind)
{
    return exchanges[kind];
}

const char *copse_contact_basis_name(copse_contact_basis basis)
{
    return contacts[basis];
}

const char *copse_found_term_name(copse_found_term term)
{
    return found_terms[term];
}

const char *copse_bound_kind_name(copse_bound_kind kind)
{
    return bounds[kind];
}

const char *copse_decision_name(copse_decision decision)
{
    return decisions[decision];
}

const char *copse_reach_name(copse_reach reach)
{
    return reaches[reach];
}

const char *copse_turn_kind_name(copse_turn_kind kind)
{
    return turns[kind];
}

const char *copse_found_objective_name(copse_found_objective objective)
{
    return found_objectives[objective];
}

const char *copse_audience_name(copse_audience audience)
{
    return audiences[audience];
}

const char *copse_activity_name(copse_activity activity)
{
    return activities[activity];
}

const char *copse_pair_term_name(copse_pair_term term)
{
    return pair_terms[term];
}

const char *copse_pair_left_name(copse_pair_left why)
{
    return pair_lefts[why];
}

const char *copse_link_kind_name(copse_link_kind kind)
{
    return links[kind];
}

const char *copse_level_name(copse_level level)
{
    return levels[level];
}

const char *copse_things_name(copse_things things)
{
    return things_words[things];
}

const char *copse_isolation_verdict_name(copse_isolation_verdict verdict)
{
    return isolation_verdicts[verdict];
}

const char *copse_phase_name(copse_phase phase)
{
    static const char *const words[] = {"before", "during", "after", "always"};
    return words[phase];
}

const char *copse_giveback_side_name(copse_giveback_side side)
{
    static const char *const words[] = {"promised", "received", "given", "asked"};
    return words[side];
}

const char *copse_isolation_kind_name(copse_isolation_kind kind)
{
    return isolation_kinds[kind];
}

const char *copse_unit_record_kind_name(copse_unit_record_kind kind)
{
    return unit_record_kinds[kind];
}

const char *copse_map_of_name(copse_map_of of)
{
    return map_subjects[of];
}

const char *copse_map_kind_name(copse_map_kind kind)
{
    return map_kinds[kind];
}

const char *copse_graph_mode_name(copse_graph_mode mode)
{
    return graph_modes[mode];
}

const char *copse_graph_format_name(copse_graph_format format)
{
    return graph_formats[format];
}

const char *copse_reason_kind_name(copse_reason_kind kind)
{
    return reasons[kind];
}

/* A blank cell of an export means that nothing is known. */
#define PARSE(words, word) find(words, COUNT(words), (word)[0] ? (word) : "unknown")

bool copse_mode_parse(copse_mode *out, const char *word)
{
    int i = PARSE(modes, word);
    if (i < 0)
        return false;
    *out = (copse_mode)i;
    return true;
}

bool copse_community_status_parse(copse_community_status *out, const char *word)
{
    int i = PARSE(statuses, word);
    if (i < 0)
        return false;
    *out = (copse_community_status)i;
    return true;
}

bool copse_openness_parse(copse_openness *out, const char *word)
{
    int i = PARSE(openness_words, word);
    if (i < 0)
        return false;
    *out = (copse_openness)i;
    return true;
}

bool copse_visibility_parse(copse_visibility *out, const char *word)
{
    int i = find(visibilities, COUNT(visibilities), word);
    if (i < 0)
        return false;
    *out = (copse_visibility)i;
    return true;
}

bool copse_exchange_kind_parse(copse_exchange_kind *out, const char *word)
{
    int i = find(exchanges, COUNT(exchanges), word);
    if (i < 0)
        return false;
    *out = (copse_exchange_kind)i;
    return true;
}

bool copse_things_parse(copse_things *out, const char *word)
{
    int i = find(things_words, COUNT(things_words), word);
    if (i >= 0)
        *out = (copse_things)i;
    return i >= 0;
}

bool copse_level_parse(copse_level *out, const char *word)
{
    int i = find(levels, COUNT(levels), word);
    if (i >= 0)
        *out = (copse_level)i;
    return i >= 0;
}

bool copse_graph_mode_parse(copse_graph_mode *out, const char *word)
{
    int i = find(graph_modes, COUNT(graph_modes), word);
    if (i >= 0)
        *out = (copse_graph_mode)i;
    return i >= 0;
}

bool copse_graph_format_parse(copse_graph_format *out, const char *word)
{
    int i = find(graph_formats, COUNT(graph_formats), word);
    if (i >= 0)
        *out = (copse_graph_format)i;
    return i >= 0;
}

bool copse_map_of_parse(copse_map_of *out, const char *word)
{
    int i = find(map_subjects, COUNT(map_subjects), word);
    if (i >= 0)
        *out = (copse_map_of)i;
    return i >= 0;
}
