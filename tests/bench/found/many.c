/*
 * Founding groups for many lists of topics, the store being read once.
 *
 *     found_many STORE SEATS AS-OF < lists     a line: keys of topics, with spaces between
 *
 * Prints for each line the keys of who is in the group that the search finds, as `copse found
 * --effort 0` does; an empty line where no group of so many can be.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "question/found.h"

enum { MOST_TOPICS = 64 };

static void check(copse_status status, const copse_error *err)
{
    if (status == COPSE_OK)
        return;
    fprintf(stderr, "%s: %s\n", err->where, err->what);
    exit(1);
}

static copse_index topic_of(const copse_network *net, const char *key)
{
    for (size_t t = 0; t < net->facts->n_topics; t++)
        if (strcmp(net->facts->topics[t].key, key) == 0)
            return (copse_index)t;
    fprintf(stderr, "no topic '%s'\n", key);
    exit(1);
}

static void answer(const copse_network *net, const copse_found_options *options,
                   const copse_context *ctx)
{
    copse_found_case c;
    copse_group_choice choice = {0};
    copse_error err = COPSE_ERROR_INIT;
    const copse_group_options search = {.gap = 1e-4, .effort = 0};
    bool fits;
    check(copse_found_case_new(&c, net, options, ctx, &err), &err);
    copse_found_weights_default(c.problem.alpha);
    check(copse_choose_group_fits(&fits, NULL, &c.problem, ctx, &err), &err);
    if (fits)
        check(copse_choose_group(&choice, &c.problem, &search, ctx, &err), &err);
    for (size_t i = 0; i < choice.k; i++)
        printf("%s%s", i > 0 ? " " : "", net->facts->members[c.member[choice.member[i]]].key);
    printf("\n");
    copse_found_case_free(&c);
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fprintf(stderr, "usage: found_many STORE SEATS AS-OF < lists\n");
        return 2;
    }
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_error err = COPSE_ERROR_INIT;
    copse_store *store;
    copse_network *net;
    char line[8192];
    check(copse_start(&err), &err);
    if (!copse_day_parse(&ctx.as_of, argv[3])) {
        fprintf(stderr, "'%s' is no date\n", argv[3]);
        return 2;
    }
    check(copse_store_open(&store, argv[1], COPSE_STORE_READ, &err), &err);
    check(copse_network_load(&net, store, &ctx, &err), &err);
    copse_store_close(store);
    while (fgets(line, sizeof line, stdin)) {
        static const copse_found_options defaults = COPSE_FOUND_OPTIONS_INIT;
        copse_index topics[MOST_TOPICS];
        copse_found_options options = defaults;
        options.topics = topics;
        options.size = atoi(argv[2]);
        for (char *key = strtok(line, " \n"); key && options.n_topics < MOST_TOPICS;
             key = strtok(NULL, " \n"))
            topics[options.n_topics++] = topic_of(net, key);
        answer(net, &options, &ctx);
    }
    copse_network_free(net);
    return 0;
}
