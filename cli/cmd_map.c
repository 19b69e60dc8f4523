/* map: what our knowledge network looks like, as one page that opens by double click. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "knowledge.h"
#include "map_subject.h"

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
              .takes = CLI_TAKES_TEXT,
              .placeholder = "WHERE",
              .help = "store, or the HTML file of an earlier map: what stood there stays\nwhere it was; the store keeps "
                      "the places of the new map as well"},
};

/* The caller frees *bytes. Of a file that is too large it reads one byte more than the most that may be. */
static copse_status read_file(char **bytes, size_t *n, const char *path, size_t most, copse_error *err)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return cli_fail(err, COPSE_E_NOT_FOUND, path, "check the path", "cannot be read: %s", strerror(errno));
    *bytes = malloc(most + 1);
    *n = *bytes ? fread(*bytes, 1, most + 1, file) : 0;
    bool failed = ferror(file);
    int reason = errno;
    fclose(file);
    if (!*bytes)
        return cli_fail(err, COPSE_E_NOMEM, NULL, NULL, "memory ran out");
    if (failed)
        return cli_fail(err, COPSE_E_NOT_FOUND, path, "check the path", "cannot be read: %s", strerror(reason));
    return COPSE_OK;
}

static copse_status read_logo(char **bytes, size_t *n, const char *path, copse_error *err)
{
    enum { MOST = 200 * 1000 };
    copse_status status = read_file(bytes, n, path, MOST, err);
    if (status == COPSE_OK && *n > MOST)
        return cli_fail(err, COPSE_E_ARGUMENT, path, "make it smaller: it goes into every page", "is larger than 200 kB");
    return status;
}

static copse_status read_page(copse_kept_places **out, const char *path, copse_audience audience, copse_error *err)
{
    char *bytes = NULL;
    size_t n = 0;
    copse_status status = read_file(&bytes, &n, path, COPSE_MAP_PAGE_MOST, err);
    if (status == COPSE_OK) {
        status = copse_report_read_map(out, bytes, n, audience, err);
        if (status != COPSE_OK)
            snprintf(err->where, sizeof err->where, "%s", path);
    }
    free(bytes);
    return status;
}

static bool is_store(const cli_value *where)
{
    return where->is_given && strcmp(where->text, "store") == 0;
}

static copse_status read_places(copse_kept_places **out, const cli_call *call, copse_store *store, copse_error *err)
{
    const cli_value *where = &call->values[KEEP];
    if (!where->is_given)
        return COPSE_OK;
    return is_store(where) ? copse_store_read_places(out, store, err) : read_page(out, where->text, call->ctx.audience, err);
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

static void note_stayed(cli_call *call, const copse_map_answer *answer)
{
    size_t all = answer->n_of[COPSE_MAP_TEAM] + answer->n_of[COPSE_MAP_COMMUNITY];
    if (answer->n_stayed == 0)
        cli_call_note(call, "nothing on %s is on this map: all was placed anew", call->values[KEEP].text);
    else
        cli_call_note(call, "%zu of %zu teams and CoPs stand where they did on %s", answer->n_stayed, all,
                      call->values[KEEP].text);
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
    char *logo = NULL;

    copse_status status = cli_map_subject_read(&wishes, call, OF, LEVEL, err);
    if (status == COPSE_OK && call->values[LOGO].is_given)
        status = read_logo(&logo, &page.n_logo, call->values[LOGO].text, err);
    page.logo = (const unsigned char *)logo;
    page.title = call->values[TITLE].is_given ? call->values[TITLE].text : NULL;
    if (status == COPSE_OK)
        status = cli_knowledge_open(&knowledge, call, COPSE_STORE_READ, err);
    if (status == COPSE_OK)
        status = cli_map_subject_find(&wishes, call, knowledge.network, err);
    if (status == COPSE_OK && call->ctx.audience == COPSE_FOR_STEWARD)
        status = cli_knowledge_audit(call, "map", copse_map_of_name(wishes.of), err);
    if (status == COPSE_OK)
        status = read_places(&kept, call, knowledge.store, err);
    wishes.kept = kept;
    if (status == COPSE_OK)
        status = copse_question_map(&answer, knowledge.network, &wishes, &call->ctx, err);
    if (status == COPSE_OK)
        status = write(call, answer, &page, err);
    if (status == COPSE_OK)
        status = cli_call_finish_answer(call, err);
    if (status == COPSE_OK && is_store(&call->values[KEEP]))
        status = keep(call, answer, err);
    else if (status == COPSE_OK && kept)
        note_stayed(call, answer);
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
    .formats = CLI_WRITES_TABLE | CLI_WRITES(COPSE_HTML) | CLI_WRITES(CLI_PICTURE),
    .run = run,
};
