/* map: what our knowledge network looks like, as one page that opens by double click. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "knowledge.h"
#include "map_subject.h"

static const char *const keepers[] = {"store", NULL};

enum { OF, LEVEL, TITLE, LOGO, KEEP };

static const cli_option options[] = {
    [OF] = {.name = "of",
            .takes = CLI_TAKES_WORD,
            .placeholder = "WHAT",
            .words = cli_map_subjects,
            .help = "trust (default), team, community, member or topic; then its name"},
    [LEVEL] = {.name = "level",
               .takes = CLI_TAKES_WORD,
               .placeholder = "LEVEL",
               .words = cli_map_levels,
               .help = "teams (default), or people as well, as far as they agreed to be named"},
    [TITLE] = {.name = "title", .takes = CLI_TAKES_TEXT, .placeholder = "TEXT", .help = "heading of the page"},
    [LOGO] = {.name = "logo",
              .takes = CLI_TAKES_TEXT,
              .placeholder = "FILE",
              .help = "a logo for the page: PNG, JPEG or SVG of at most 200 kB"},
    [KEEP] = {.name = "keep",
              .takes = CLI_TAKES_WORD,
              .placeholder = "WHERE",
              .words = keepers,
              .help = "store: what stood on the last map stays where it was; then the\nplaces of a map for the trust are kept "
                      "there"},
};

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

/* Places of a map for the steward would tell what its exact counts are, so they are not kept for others. */
static copse_status keep(cli_call *call, const copse_map_answer *answer, copse_error *err)
{
    copse_store *store = NULL;
    if (answer->head.audience == COPSE_FOR_STEWARD || answer->of != COPSE_MAP_OF_TRUST) {
        cli_call_note(call, "only places of a map of the trust, for the trust, are kept in the store");
        return COPSE_OK;
    }
    copse_status status = copse_store_open(&store, call->store_path, COPSE_STORE_WRITE, err);
    if (status == COPSE_OK)
        status = copse_store_keep_places(store, answer, &call->ctx, err);
    copse_store_close(store);
    return status;
}

static bool ends_in(const char *path, const char *ending)
{
    const char *last = path ? strrchr(path, '.') : NULL;
    return last && strcmp(last, ending) == 0;
}

static copse_status write(cli_call *call, const copse_map_answer *answer, const copse_map_page *page, copse_error *err)
{
    if (ends_in(call->output.path, ".svg"))
        return copse_report_map_svg(&call->sink, answer, page->title, err);
    if (ends_in(call->output.path, ".png"))
        return copse_report_map_png(&call->sink, answer, page->title, err);
    return copse_report_map(&call->sink, answer, page, &call->render, err);
}

static copse_status run(cli_call *call, copse_error *err)
{
    cli_knowledge knowledge = {0};
    copse_map_options wishes = COPSE_MAP_OPTIONS_INIT;
    copse_map_page page = COPSE_MAP_PAGE_INIT;
    copse_map_answer *answer = NULL;
    copse_kept_places *kept = NULL;
    unsigned char *logo = NULL;

    copse_status status = cli_map_subject_read(&wishes, call, OF, LEVEL, err);
    if (status == COPSE_OK && call->values[LOGO].is_given)
        status = read_logo(&logo, &page.n_logo, call->values[LOGO].text, err);
    page.logo = logo;
    page.title = call->values[TITLE].is_given ? call->values[TITLE].text : NULL;
    if (status == COPSE_OK)
        status = cli_knowledge_open(&knowledge, call, COPSE_STORE_READ, err);
    if (status == COPSE_OK)
        status = cli_map_subject_find(&wishes, call, knowledge.network, err);
    if (status == COPSE_OK && call->ctx.audience == COPSE_FOR_STEWARD)
        status = cli_knowledge_audit(call, "map", copse_map_of_name(wishes.of), err);
    if (status == COPSE_OK && call->values[KEEP].is_given)
        status = copse_store_read_places(&kept, knowledge.store, err);
    wishes.kept = kept;
    if (status == COPSE_OK)
        status = copse_question_map(&answer, knowledge.network, &wishes, &call->ctx, err);
    if (status == COPSE_OK)
        status = write(call, answer, &page, err);
    if (status == COPSE_OK)
        status = cli_call_finish_answer(call, err);
    if (status == COPSE_OK && call->values[KEEP].is_given)
        status = keep(call, answer, err);
    copse_kept_places_free(kept);
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
    .details = "Teams and CoPs with what ties them, searchable, with tables of everything that is shown. With\n"
               "-o map.svg or map.png it is a picture instead. The page\n"
               "needs no network and no other file. People are in it only with --level people, and only who\n"
               "agreed to be named; counts are those that may be published.",
    CLI_OPTIONS(options),
    .most_operands = 1,
    .formats = CLI_WRITES(COPSE_TEXT) | CLI_WRITES(COPSE_JSON) | CLI_WRITES(COPSE_CSV) | CLI_WRITES(COPSE_HTML),
    .run = run,
};
