/*
 * How long a founding group takes in an organisation of 100,000: 50 briefs of 20 topics drawn at
 * random, ten seats.
 *
 *     found_speed FOLDER [BRIEFS]     FOLDER is made, and kept for the next time
 *
 * "group": people gathered, the search alone, its bound by prices. "bound": the proof to 0.01 %.
 * "answer": all that `copse found` says, with other groups and what each weight does. Seconds of
 * CPU, and by the clock; after the store is read and the graph of who is in contact is made, which
 * is said as well.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "bench/stopwatch.h"
#include "question/found.h"

enum { STAFF = 100000, TEAMS = 5000, COMMUNITIES = 1500, TOPICS = 10000, BRIEF = 20, SEATS = 10 };

static int by_cpu(const void *a, const void *b)
{
    double x = ((const stopwatch *)a)->cpu, y = ((const stopwatch *)b)->cpu;
    return (x > y) - (x < y);
}

static void report(const char *what, stopwatch *all, int n)
{
    double worst_wall = 0.0;
    for (int i = 0; i < n; i++)
        worst_wall = all[i].wall > worst_wall ? all[i].wall : worst_wall;
    qsort(all, (size_t)n, sizeof *all, by_cpu);
    printf("%-7s median %.3f s, worst %.3f s of CPU; worst %.3f s by the clock\n", what,
           all[n / 2].cpu, all[n - 1].cpu, worst_wall);
}

static void check(copse_status status, const copse_error *err)
{
    if (status == COPSE_OK)
        return;
    fprintf(stderr, "%s: %s\n", err->where, err->what);
    exit(1);
}

/* The store in the folder; generated and imported where it is not there. */
static copse_network *read_network(const char *folder, copse_context *ctx)
{
    char csv[4200], path[4200];
    copse_error err = COPSE_ERROR_INIT;
    copse_store *store = NULL;
    copse_network *net;
    snprintf(csv, sizeof csv, "%s-csv", folder);
    snprintf(path, sizeof path, "%s.copse", folder);
    if (copse_store_open(&store, path, COPSE_STORE_READ, &err) != COPSE_OK) {
        copse_generate_options size = {STAFF, TEAMS, COMMUNITIES, TOPICS, 0.0, 0.0};
        copse_import_options options = COPSE_IMPORT_OPTIONS_INIT;
        copse_import_report *report = NULL;
        check(copse_store_generate_trust(csv, &size, ctx, &err), &err);
        check(copse_store_import(&report, path, csv, &options, ctx, &err), &err);
        copse_import_report_free(report);
        check(copse_store_open(&store, path, COPSE_STORE_READ, &err), &err);
    }
    stopwatch start = begin();
    check(copse_network_load(&net, store, ctx, &err), &err);
    printf("load    %.3f s of CPU\n", since(start).cpu);
    const copse_collaboration *graph;
    start = begin();
    check(copse_network_collaboration(&graph, net, &err), &err);
    printf("graph   %.3f s of CPU, once\n", since(start).cpu);
    copse_store_close(store);
    return net;
}

typedef struct brief {
    copse_index topics[BRIEF];
    copse_found_options options;
} brief;

static void draw(brief *b, const copse_network *net, copse_random *r)
{
    static const copse_found_options defaults = COPSE_FOUND_OPTIONS_INIT;
    b->options = defaults;
    for (int i = 0; i < BRIEF; i++)
        b->topics[i] = (copse_index)copse_random_below(r, net->facts->n_topics);
    b->options.topics = b->topics;
    b->options.n_topics = BRIEF;
    b->options.size = SEATS;
}

static copse_group_choice choose(const brief *b, const copse_network *net, int64_t effort,
                                 const copse_context *ctx)
{
    copse_found_case c;
    copse_group_choice choice;
    copse_error err = COPSE_ERROR_INIT;
    copse_group_options options = {.gap = 1e-4, .effort = effort};
    check(copse_found_case_new(&c, net, &b->options, ctx, &err), &err);
    copse_found_weights_default(c.problem.alpha);
    check(copse_choose_group(&choice, &c.problem, &options, ctx, &err), &err);
    copse_found_case_free(&c);
    return choice;
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "usage: found_speed FOLDER [BRIEFS]\n");
        return 2;
    }
    int n = argc > 2 ? atoi(argv[2]) : 50, n_proved = 0;
    double worst_below = 0.0;
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_error err = COPSE_ERROR_INIT;
    copse_random r;
    check(copse_start(&err), &err);
    copse_day_parse(&ctx.as_of, "2026-06-30");
    copse_network *net = read_network(argv[1], &ctx);
    copse_random_seed(&r, 1, 0);
    stopwatch *group = calloc((size_t)n, sizeof *group), *bound = calloc((size_t)n, sizeof *bound),
              *whole = calloc((size_t)n, sizeof *whole);
    for (int i = 0; i < n; i++) {
        brief b;
        copse_found_answer *answer;
        draw(&b, net, &r);
        stopwatch start = begin();
        copse_group_choice quick = choose(&b, net, 0, &ctx);
        group[i] = since(start);
        start = begin();
        copse_group_choice proved = choose(&b, net, 200000, &ctx);
        bound[i] = since(start);
        n_proved += proved.bound_kind == COPSE_BOUND_EXACT;
        double below = 1.0 - quick.value / proved.value;
        worst_below = below > worst_below ? below : worst_below;
        start = begin();
        check(copse_question_found(&answer, net, &b.options, &ctx, &err), &err);
        whole[i] = since(start);
        copse_found_answer_free(answer);
    }
    report("group", group, n);
    report("bound", bound, n);
    report("answer", whole, n);
    printf("proved to 0.01 %%: %d of %d; the search alone was at worst %.2f %% below\n", n_proved,
           n, 100.0 * worst_below);
    free(group);
    free(bound);
    free(whole);
    copse_network_free(net);
    return 0;
}
