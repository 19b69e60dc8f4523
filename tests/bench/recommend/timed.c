/*
 * One fit and one list for everybody, timed in CPU seconds.
 *
 *     timed PAIRS.csv KIND KEEP LISTS.txt [OPTION=VALUE...]
 *
 * PAIRS.csv has a header and lines "user,item". Options are the recipe's, as
 * 'copse model' shows them; nothing is chosen here. Written to LISTS.txt: a
 * line a user, their number and the best 20 items. Printed: one line of JSON.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "model/record.h"
#include "network/network.h"

enum { BEST = 20 };

typedef struct pairs {
    size_t n, n_users, n_items;
    copse_fact_membership *joined;
    copse_fact_member *users;
    copse_fact_community *items;
} pairs;

static double cpu_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static void fail(const char *what, const copse_error *err)
{
    fprintf(stderr, "timed: %s: %s\n", what, err ? err->what : "failed");
    exit(EXIT_FAILURE);
}

static char *number_key(size_t number)
{
    char *key = NULL;
    if (asprintf(&key, "%07zu", number) < 0)
        fail("memory", NULL);
    return key;
}

static pairs read_pairs(const char *path)
{
    pairs p = {0};
    size_t room = 0;
    unsigned long user, item;
    FILE *file = fopen(path, "r");
    if (!file || fscanf(file, "%*[^\n]") != 0)
        fail(path, NULL);
    while (fscanf(file, "%lu,%lu", &user, &item) == 2) {
        if (p.n == room) {
            room = room ? 2 * room : 1024;
            p.joined = realloc(p.joined, room * sizeof *p.joined);
            if (!p.joined)
                fail("memory", NULL);
        }
        p.n_users = user >= p.n_users ? user + 1 : p.n_users;
        p.n_items = item >= p.n_items ? item + 1 : p.n_items;
        p.joined[p.n++] = (copse_fact_membership){.member = (copse_index)user,
                                                  .community = (copse_index)item,
                                                  .since = COPSE_DAY_UNKNOWN,
                                                  .until = COPSE_DAY_UNKNOWN};
    }
    fclose(file);
    p.users = calloc(p.n_users, sizeof *p.users);
    p.items = calloc(p.n_items, sizeof *p.items);
    if (!p.users || !p.items)
        fail("memory", NULL);
    for (size_t i = 0; i < p.n_users; i++)
        p.users[i].key = number_key(i);
    for (size_t i = 0; i < p.n_items; i++)
        p.items[i] = (copse_fact_community){
            .key = number_key(i), .site = COPSE_NONE, .sensitive = COPSE_SENSITIVE_NO};
    return p;
}

static copse_recipe read_recipe(char **words, int n)
{
    copse_recipe recipe = copse_recipe_default();
    size_t n_fields;
    const copse_recipe_field *fields = copse_recipe_fields(&n_fields);
    for (int i = 0; i < n; i++) {
        char *value = strchr(words[i], '=');
        bool is_known = false;
        for (size_t f = 0; value && f < n_fields; f++)
            if (strlen(fields[f].name) == (size_t)(value - words[i]) &&
                strncmp(fields[f].name, words[i], (size_t)(value - words[i])) == 0) {
                copse_recipe_set(&recipe, fields[f].offset, strtod(value + 1, NULL));
                is_known = true;
            }
        if (!is_known)
            fail(words[i], NULL);
    }
    return recipe;
}

/* Lists are kept in memory while the clock runs. */
typedef struct lists {
    size_t n;
    const char **member, **community;
} lists;

static copse_status keep(void *user, const copse_join_row *row, copse_error *err)
{
    (void)err;
    lists *l = user;
    l->member[l->n] = row->member_key;
    l->community[l->n++] = row->community_key;
    return COPSE_OK;
}

static void write_lists(const lists *l, const char *path)
{
    FILE *file = fopen(path, "w");
    if (!file)
        fail(path, NULL);
    for (size_t i = 0; i < l->n; i++) {
        bool is_first = i == 0 || l->member[i] != l->member[i - 1];
        fprintf(file, is_first ? "%s%ld" : "%s", is_first && i > 0 ? "\n" : "", atol(l->member[i]));
        fprintf(file, " %ld", atol(l->community[i]));
    }
    fprintf(file, "\n");
    fclose(file);
}

int main(int argc, char **argv)
{
    copse_error err = COPSE_ERROR_INIT;
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_network *net = NULL;
    copse_design *design = NULL;
    copse_model *model = NULL;
    if (argc < 5)
        fail("usage: timed PAIRS.csv KIND KEEP LISTS.txt [OPTION=VALUE...]", NULL);
    pairs p = read_pairs(argv[1]);
    const copse_kind *kind = copse_kind_find(argv[2]);
    if (!kind)
        fail(argv[2], NULL);
    copse_choice choice = {.n = 1, .setting[0].recipe = read_recipe(argv + 5, argc - 5)};
    copse_facts facts = {.n_members = p.n_users,
                         .members = p.users,
                         .n_communities = p.n_items,
                         .communities = p.items,
                         .n_memberships = p.n,
                         .memberships = p.joined};
    lists l = {0, calloc(p.n_users * BEST, sizeof *l.member), calloc(p.n_users * BEST, sizeof *l.community)};
    ctx.audience = COPSE_FOR_STEWARD;
    ctx.reason = "benchmark";
    ctx.threads = 1;
    copse_join_options options = COPSE_JOIN_OPTIONS_INIT;
    options.top = BEST;
    if (!l.member || !l.community || copse_start(&err) != COPSE_OK ||
        copse_network_new(&net, &facts, &ctx, &err) != COPSE_OK || copse_design_new(&design, net, &err) != COPSE_OK)
        fail("network", &err);

    double start = cpu_seconds();
    if (copse_record_fit(&model, kind, design, &choice, NULL, atoi(argv[3]), &ctx, &err) != COPSE_OK)
        fail("fit", &err);
    double fitted = cpu_seconds();
    if (copse_question_join_all(net, model, &options, &ctx, keep, &l, &err) != COPSE_OK)
        fail("lists", &err);
    double listed = cpu_seconds();

    write_lists(&l, argv[4]);
    printf("{\"fit\": %.4f, \"recommend\": %.4f}\n", fitted - start, listed - fitted);
    return EXIT_SUCCESS;
}
