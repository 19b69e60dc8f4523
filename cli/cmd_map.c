/* map: what our knowledge network looks like, as one page that opens by double click. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "knowledge.h"

static const char *const subjects[] = {"trust", "team", "community", "member", "topic", NULL};
static const char *const levels[] = {"teams", "people", NULL};

enum { OF, LEVEL, TITLE, LOGO };

static const cli_option options[] = {
    [OF] = {.name = "of",
            .takes = CLI_TAKES_WORD,
            .placeholder = "WHAT",
            .words = subjects,
            .help = "trust (default), team, community, member or topic; then its name"},
    [LEVEL] = {.name = "level",
               .takes = CLI_TAKES_WORD,
               .placeholder = "LEVEL",
               .words = levels,
               .help = "teams (default), or people as well, as far as they agreed to be named"},
    [TITLE] = {.name = "title", .takes = CLI_TAKES_TEXT, .placeholder = "TEXT", .help = "heading of the page"},
    [LOGO] = {.name = "logo",
              .takes = CLI_TAKES_TEXT,
              .placeholder = "FILE",
              .help = "a logo for the page: PNG, JPEG or SVG of at most 200 kB"},
};

static copse_status read_subject(copse_map_options *out, const cli_call *call, copse_error *err)
{
    const char *word = call->values[OF].is_given ? call->values[OF].text : "trust";
    copse_map_of_parse(&out->of, word);
    out->shows_people = call->values[LEVEL].is_given && strcmp(call->values[LEVEL].text, "people") == 0;
    if (out->of == COPSE_MAP_OF_TRUST && call->n_operands > 0)
        return cli_fail(err, COPSE_E_ARGUMENT, NULL, "say what it is: copse map --of team|community|member|topic NAME",
                        "there is no place for '%s'", call->operands[0]);
    if (out->of != COPSE_MAP_OF_TRUST && call->n_operands == 0)
        return cli_fail(err, COPSE_E_ARGUMENT, "--of", "give its key or name: copse map --of team NAME",
                        "which %s is not said", word);
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

static copse_status find_subject(copse_map_options *out, const cli_call *call, const copse_network *net, copse_error *err)
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

/* The caller frees *bytes. */
static copse_status read_logo(unsigned char **bytes, size_t *n, const char *path, copse_error *err)
{
    enum { MOST = 200 * 1000 };
    FILE *file = fopen(path, "rb");
    if (!file)
        return cli_fail(err, COPSE_E_NOT_FOUND, path, "check the path", "cannot be read: %s", strerror(errno));
    *bytes = malloc(MOST + 1);
    *n = *bytes ? fread(*bytes, 1, MOST + 1, file) : 0;
    fclose(file);
    if (!*bytes)
        return cli_fail(err, COPSE_E_NOMEM, NULL, NULL, "memory ran out");
    if (*n > MOST)
        return cli_fail(err, COPSE_E_ARGUMENT, path, "make it smaller: it goes into every page", "is larger than 200 kB");
    return COPSE_OK;
}

static copse_status run(cli_call *call, copse_error *err)
{
    cli_knowledge knowledge = {0};
    copse_map_options wishes = COPSE_MAP_OPTIONS_INIT;
    copse_map_page page = COPSE_MAP_PAGE_INIT;
    copse_map_answer *answer = NULL;
    unsigned char *logo = NULL;

    copse_status status = read_subject(&wishes, call, err);
    if (status == COPSE_OK && call->values[LOGO].is_given)
        status = read_logo(&logo, &page.n_logo, call->values[LOGO].text, err);
    page.logo = logo;
    page.title = call->values[TITLE].is_given ? call->values[TITLE].text : NULL;
    if (status == COPSE_OK)
        status = cli_knowledge_open(&knowledge, call, COPSE_STORE_READ, err);
    if (status == COPSE_OK)
        status = find_subject(&wishes, call, knowledge.network, err);
    if (status == COPSE_OK && call->ctx.audience == COPSE_FOR_STEWARD)
        status = cli_knowledge_audit(call, "map", copse_map_of_name(wishes.of), err);
    if (status == COPSE_OK)
        status = copse_question_map(&answer, knowledge.network, &wishes, &call->ctx, err);
    if (status == COPSE_OK)
        status = copse_report_map(&call->sink, answer, &page, &call->render, err);
    if (status == COPSE_OK)
        status = cli_call_finish_answer(call, err);
    copse_map_answer_free(answer);
    cli_knowledge_close(&knowledge);
    free(logo);
    return status;
}

const cli_command cli_cmd_map = {
    .name = "map",
    .group = CLI_FOR_EVERYBODY,
    .summary = "Our knowledge network as one page that opens by double click",
    .examples = {"copse map -o map.html", "copse map --of community E10 -o map.html"},
    .usage = "map [OPTIONS]\n"
             "map --of team|community|member|topic NAME [OPTIONS]",
    .details = "Teams and CoPs with what ties them, searchable, with tables of everything that is shown. The page\n"
               "needs no network and no other file. People are in it only with --level people, and only who\n"
               "agreed to be named; counts are those that may be published.",
    CLI_OPTIONS(options),
    .most_operands = 1,
    .formats = CLI_WRITES(COPSE_TEXT) | CLI_WRITES(COPSE_JSON) | CLI_WRITES(COPSE_CSV) | CLI_WRITES(COPSE_HTML),
    .run = run,
};
