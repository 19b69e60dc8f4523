/*
 * What questions cost once a store is read: each step's seconds by the clock and of the processor.
 *
 *     bench-scale-asked STORE DAY [MAP.html]     one line of JSON
 *
 * "load": the store's rows and the network of the day. "isolated": teams judged, false discoveries
 * controlled. "remedies": the same with up to three links for each confirmed team. "map": the page
 * of teams and CoPs, written to MAP.html.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "bench/stopwatch.h"
#include "copse.h"

static void say(const char *step, stopwatch start)
{
    stopwatch took = since(start);
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    printf("\"%s\": {\"wall\": %.3f, \"cpu\": %.3f, \"peak_mb\": %.0f}, ", step, took.wall,
           took.cpu, (double)used.ru_maxrss / 1024.0);
}

static void check(copse_status status, const copse_error *err)
{
    if (status == COPSE_OK)
        return;
    fprintf(stderr, "%s: %s\n", err->where, err->what);
    exit(1);
}

static copse_status write_bytes(void *user, const char *bytes, size_t n, copse_error *err)
{
    (void)err;
    return fwrite(bytes, 1, n, user) == n ? COPSE_OK : COPSE_E_STORE;
}

static void judge(const char *step, const copse_network *net, int remedies, const copse_context *ctx)
{
    copse_error err = COPSE_ERROR_INIT;
    copse_isolated_options options = COPSE_ISOLATED_OPTIONS_INIT;
    copse_isolated_answer *answer;
    options.remedies = remedies;
    stopwatch start = begin();
    check(copse_question_isolated(&answer, net, &options, ctx, &err), &err);
    say(step, start);
    printf("\"%s_confirmed\": %zu, ", step, answer->n_confirmed);
    copse_isolated_answer_free(answer);
}

static void draw(const char *path, const copse_network *net, const copse_context *ctx)
{
    copse_error err = COPSE_ERROR_INIT;
    copse_map_options options = COPSE_MAP_OPTIONS_INIT;
    copse_map_page page = COPSE_MAP_PAGE_INIT;
    copse_render render = COPSE_RENDER_INIT;
    copse_map_answer *answer;
    FILE *file = fopen(path, "wb");
    if (!file) {
        perror(path);
        exit(1);
    }
    copse_sink sink = {write_bytes, file};
    render.format = COPSE_HTML;
    stopwatch start = begin();
    check(copse_question_map(&answer, net, &options, ctx, &err), &err);
    check(copse_report_map(&sink, answer, &page, &render, &err), &err);
    say("map", start);
    printf("\"map_bytes\": %ld, \"map_marks\": %zu, \"map_links\": %zu, ", ftell(file), answer->n_marks, answer->n_links);
    fclose(file);
    copse_map_answer_free(answer);
}

int main(int argc, char **argv)
{
    copse_error err = COPSE_ERROR_INIT;
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_store *store;
    copse_network *net;
    if (argc < 3 || !copse_day_parse(&ctx.as_of, argv[2])) {
        fprintf(stderr, "usage: %s STORE DAY [MAP.html]\n", argv[0]);
        return 2;
    }
    check(copse_start(&err), &err);
    check(copse_store_open(&store, argv[1], COPSE_STORE_READ, &err), &err);
    putchar('{');
    stopwatch start = begin();
    check(copse_network_load(&net, store, &ctx, &err), &err);
    say("load", start);
    fflush(stdout);
    judge("isolated", net, -1, &ctx);
    judge("remedies", net, 3, &ctx);
    if (argc > 3)
        draw(argv[3], net, &ctx);
    printf("\"done\": true}\n");
    copse_network_free(net);
    copse_store_close(store);
    copse_stop();
    return 0;
}
