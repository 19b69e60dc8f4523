#include "map_subject.h"

#include <stdio.h>
#include <string.h>

#include "error.h"

const char *const cli_map_subjects[] = {"trust", "team", "community", "member", "topic", NULL};
const char *const cli_map_levels[] = {"teams", "people", NULL};

copse_status cli_map_subject_read(copse_map_options *out, const cli_call *call, size_t of, size_t level, copse_error *err)
{
    char next[128];
    const char *word = call->values[of].is_given ? call->values[of].text : "trust";
    copse_map_of_parse(&out->of, word);
    out->shows_people = call->values[level].is_given && strcmp(call->values[level].text, "people") == 0;
    snprintf(next, sizeof next, "say what it is: copse %s --of team|community|member|topic NAME", call->command->name);
    if (out->of == COPSE_MAP_OF_TRUST && call->n_operands > 0)
        return cli_fail(err, COPSE_E_ARGUMENT, NULL, next, "there is no place for '%s'", call->operands[0]);
    snprintf(next, sizeof next, "give its key or name: copse %s --of team NAME", call->command->name);
    if (out->of != COPSE_MAP_OF_TRUST && call->n_operands == 0)
        return cli_fail(err, COPSE_E_ARGUMENT, "--of", next, "which %s is not said", word);
    return COPSE_OK;
}

/* Who may not be named is not found, in the same words as who is not there. */
static copse_status find_member(copse_index *out, const copse_network *net, const char *text, copse_error *err)
{
    if (copse_network_find_member(out, net, text, NULL) == COPSE_OK)
        return COPSE_OK;
    return cli_fail(err, COPSE_E_NOT_FOUND, NULL, "a person's own page is: copse join MEMBER",
                    "no member who may be named here and is in a CoP is known by that");
}

copse_status cli_map_subject_find(copse_map_options *out, const cli_call *call, const copse_network *net, copse_error *err)
{
    switch (out->of) {
    case COPSE_MAP_OF_TEAM:
        return copse_network_find_team(&out->thing, net, call->operands[0], err);
    case COPSE_MAP_OF_COMMUNITY:
        return copse_network_find_recommendable(&out->thing, net, call->operands[0], err);
    case COPSE_MAP_OF_MEMBER:
        return find_member(&out->thing, net, call->operands[0], err);
    case COPSE_MAP_OF_TOPIC:
        return copse_network_find_topic(&out->thing, net, call->operands[0], err);
    case COPSE_MAP_OF_TRUST:
        break;
    }
    return COPSE_OK;
}
