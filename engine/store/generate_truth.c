/*
 * truth.json: what was planted, written as it is found by scans, since a tree of
 * it would not fit the memory bound. Keys hold letters and digits only and the
 * other words are ours, so no string needs an escape.
 */
#include "store/generate_internal.h"

#include <stdlib.h>

/** An open list: what goes before the next item. */
typedef struct list {
    copse_generate_file *file;
    const char *before;
} list;

static list open_list(copse_generate_file *file, const char *name)
{
    copse_generate_put_raw(file, ",\n  \"");
    copse_generate_put_raw(file, name);
    copse_generate_put_raw(file, "\": [");
    return (list){file, "\n    "};
}

static copse_generate_file *next_item(list *l)
{
    copse_generate_put_raw(l->file, l->before);
    l->before = ",\n    ";
    return l->file;
}

static copse_status close_list(list *l, copse_error *err)
{
    copse_generate_put_raw(l->file, "\n  ]");
    return copse_generate_check(l->file, err);
}

static void put_key(copse_generate_file *file, const char *before, copse_generate_key key)
{
    copse_generate_put_raw(file, before);
    copse_generate_put_raw(file, "\"");
    copse_generate_put_raw(file, key.text);
    copse_generate_put_raw(file, "\"");
}

static void put_count(copse_generate_file *file, const char *before, uint64_t value)
{
    copse_generate_put_raw(file, before);
    copse_generate_put_integer(file, value);
}

static void write_head(const copse_generate *g, copse_generate_file *file)
{
    const copse_generate_options *o = &g->options;
    char today[16];
    copse_day_format(today, g->today);
    copse_generate_put_raw(file, "{\n  \"schema\": \"copse/trust-truth/1\",\n  \"as_of\": \"");
    copse_generate_put_raw(file, today);
    /* As a string: a seed may have more digits than a JSON reader's numbers keep. */
    put_count(file, "\",\n  \"seed\": \"", g->ctx->seed);
    put_count(file, "\",\n  \"options\": {\"staff\": ", (uint64_t)o->staff);
    put_count(file, ", \"teams\": ", (uint64_t)o->teams);
    put_count(file, ", \"communities\": ", (uint64_t)o->communities);
    put_count(file, ", \"topics\": ", (uint64_t)o->topics);
    put_count(file, ", \"memberships_per_1000_members\": ",
              (uint64_t)(o->memberships_per_member * 1000.0 + 0.5));
    put_count(file, ", \"expertise_per_1000_members\": ",
              (uint64_t)(o->expertise_per_member * 1000.0 + 0.5));
    copse_generate_put_raw(file, "}");
}

static copse_status write_isolated(const copse_generate *g, copse_generate_file *file,
                                   copse_error *err)
{
    static const char *const kinds[] = {"none", "quiet", "absent", "inward"};
    list l = open_list(file, "isolated_teams");
    for (size_t t = 0; t < g->n_teams; t++) {
        if (g->teams[t].isolation == COPSE_PLANTED_NONE)
            continue;
        put_key(next_item(&l), "{\"team_id\": ", copse_generate_team_key(g, t));
        copse_generate_put_raw(file, ", \"kind\": \"");
        copse_generate_put_raw(file, kinds[g->teams[t].isolation]);
        copse_generate_put_raw(file, "\"}");
    }
    return close_list(&l, err);
}

/** A member with the number of the group that they are planted in. */
typedef struct placed {
    int32_t group, member;
} placed;

static int by_group(const void *a, const void *b)
{
    const placed *x = a, *y = b;
    if (x->group != y->group)
        return x->group < y->group ? -1 : 1;
    return (x->member > y->member) - (x->member < y->member);
}

/* Members of one group stand together after sorting. @return where the next group starts */
static size_t write_group(const copse_generate *g, copse_generate_file *file, const placed *rows,
                          size_t n, size_t at)
{
    int32_t group = rows[at].group;
    copse_generate_put_raw(file, ", \"members\": [");
    for (const char *before = ""; at < n && rows[at].group == group; at++, before = ", ")
        put_key(file, before, copse_generate_member_key(g, (size_t)rows[at].member));
    copse_generate_put_raw(file, "]}");
    return at;
}

static copse_status write_experts(const copse_generate *g, copse_generate_file *file,
                                  const placed *rows, size_t n, copse_error *err)
{
    list l = open_list(file, "experts");
    copse_status status = COPSE_OK;
    for (size_t at = 0; at < n && status == COPSE_OK;) {
        put_key(next_item(&l),
                "{\"topic_id\": ", copse_generate_topic_key(g, (size_t)rows[at].group));
        at = write_group(g, file, rows, n, at);
        status = copse_generate_check(file, err);
    }
    return status == COPSE_OK ? close_list(&l, err) : status;
}

static copse_status write_latent(const copse_generate *g, copse_generate_file *file,
                                 const placed *rows, size_t n, copse_error *err)
{
    list l = open_list(file, "latent_communities");
    copse_status status = COPSE_OK;
    for (size_t at = 0; at < n && status == COPSE_OK;) {
        copse_generate_put_raw(next_item(&l), "{\"topics\": [");
        for (size_t k = 0; k < COPSE_GENERATE_TOPICS_OF_LATENT; k++)
            put_key(file, k ? ", " : "",
                    copse_generate_topic_key(
                        g, copse_generate_latent_topic(g, (size_t)rows[at].group, k)));
        copse_generate_put_raw(file, "]");
        at = write_group(g, file, rows, n, at);
        status = copse_generate_check(file, err);
    }
    return status == COPSE_OK ? close_list(&l, err) : status;
}

static copse_status write_people(const copse_generate *g, copse_generate_file *file,
                                 copse_error *err)
{
    placed *rows = copse_memory_new(g->n_staff, sizeof *rows);
    if (!rows)
        return copse_error_nomem(err);
    size_t n = 0;
    for (size_t i = 0; i < g->n_staff; i++)
        if (g->members[i].expert >= 0)
            rows[n++] = (placed){g->members[i].expert, (int32_t)i};
    qsort(rows, n, sizeof *rows, by_group);
    copse_status status = write_experts(g, file, rows, n, err);
    n = 0;
    for (size_t i = 0; i < g->n_staff; i++)
        if (g->members[i].latent >= 0)
            rows[n++] = (placed){g->members[i].latent, (int32_t)i};
    qsort(rows, n, sizeof *rows, by_group);
    if (status == COPSE_OK)
        status = write_latent(g, file, rows, n, err);
    copse_memory_free(rows);
    return status;
}

static copse_status write_hidden(const copse_generate *g, copse_generate_file *file,
                                 copse_error *err)
{
    list l = open_list(file, "hidden_best");
    copse_status status = COPSE_OK;
    for (size_t i = 0; i < g->n_staff && status == COPSE_OK; i++) {
        if (!g->members[i].is_hidden)
            continue;
        int32_t community = g->teams[g->members[i].team].favourite;
        put_key(next_item(&l), "{\"member_id\": ", copse_generate_member_key(g, i));
        put_key(file, ", \"community_id\": ", copse_generate_community_key(g, (size_t)community));
        copse_generate_put_raw(file, "}");
        status = copse_generate_check(file, err);
    }
    return status == COPSE_OK ? close_list(&l, err) : status;
}

static copse_status write_twins(const copse_generate *g, copse_generate_file *file,
                                copse_error *err)
{
    list l = open_list(file, "duplicate_communities");
    for (size_t i = 0; i < g->n_communities; i++) {
        const copse_generate_community *c = &g->communities[i];
        if (c->role != COPSE_ROLE_TWIN)
            continue;
        put_key(next_item(&l), "[", copse_generate_community_key(g, (size_t)c->twin));
        put_key(file, ", ", copse_generate_community_key(g, i));
        copse_generate_put_raw(file, "]");
    }
    return close_list(&l, err);
}

static bool is_dormant(const copse_generate_community *c)
{
    return c->status == COPSE_COMMUNITY_DORMANT;
}

static bool is_empty(const copse_generate_community *c)
{
    return c->role == COPSE_ROLE_EMPTY;
}

static bool is_private(const copse_generate_community *c)
{
    return c->role == COPSE_ROLE_PRIVATE;
}

static bool only_looks_private(const copse_generate_community *c)
{
    return c->role == COPSE_ROLE_WORK;
}

static bool is_undecided(const copse_generate_community *c)
{
    return c->role == COPSE_ROLE_LOOKS;
}

static copse_status write_communities(const copse_generate *g, copse_generate_file *file,
                                      const char *name,
                                      bool (*is_one)(const copse_generate_community *),
                                      copse_error *err)
{
    list l = open_list(file, name);
    for (size_t i = 0; i < g->n_communities; i++)
        if (is_one(&g->communities[i]))
            put_key(next_item(&l), "", copse_generate_community_key(g, i));
    return close_list(&l, err);
}

copse_status copse_generate_write_truth(const copse_generate *g, copse_generate_file *file,
                                        copse_error *err)
{
    write_head(g, file);
    copse_status status = write_isolated(g, file, err);
    if (status == COPSE_OK)
        status = write_people(g, file, err);
    if (status == COPSE_OK)
        status = write_hidden(g, file, err);
    if (status == COPSE_OK)
        status = write_twins(g, file, err);
    if (status == COPSE_OK)
        status = write_communities(g, file, "dormant_communities", is_dormant, err);
    if (status == COPSE_OK)
        status = write_communities(g, file, "empty_communities", is_empty, err);
    if (status == COPSE_OK)
        status = write_communities(g, file, "sensitive_communities", is_private, err);
    if (status == COPSE_OK)
        status = write_communities(g, file, "only_look_sensitive", only_looks_private, err);
    if (status == COPSE_OK)
        status = write_communities(g, file, "look_sensitive_undecided", is_undecided, err);
    copse_generate_put_raw(file, "\n}\n");
    return status == COPSE_OK ? copse_generate_check(file, err) : status;
}
