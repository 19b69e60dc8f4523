/*
 * What is kept of all staff with the model, worked out from the whole network:
 * see store/kept.h. None of it depends on the day, so that an answer of any day
 * can use it.
 */
#include "network/network_internal.h"

#include <math.h>

#include "base/text.h"
#include "network/part.h"
#include "store/kept.h"

typedef struct keeping {
    const copse_network *net;
    copse_arena *arena;
    size_t n_figures, figure_capacity;
    copse_kept_figure *figures;
    size_t n_rolls, roll_capacity;
    copse_kept_roll *rolls;
    bool has_failed; /* memory ran out */
} keeping;

/* ---- figures ---- */

static void add_figure(keeping *k, const char *name, const char *of_key, double value)
{
    if (!copse_memory_grow((void **)&k->figures, &k->figure_capacity, k->n_figures, sizeof *k->figures)) {
        k->has_failed = true;
        return;
    }
    k->figures[k->n_figures++] = (copse_kept_figure){name, of_key, value};
}

static void keep_topics(keeping *k)
{
    const copse_network *net = k->net;
    size_t n_knowing = 0;
    for (size_t m = 0; m < net->member_topics.n_rows; m++)
        n_knowing += copse_incidence_degree(&net->member_topics, m) > 0;
    add_figure(k, COPSE_KEPT_KNOWING, "", (double)n_knowing);
    for (size_t t = 0; t < net->topic_members.n_rows && !k->has_failed; t++) {
        size_t n = copse_incidence_degree(&net->topic_members, t);
        if (n == 0)
            continue;
        add_figure(k, COPSE_KEPT_HOLDERS, net->facts->topics[t].key, (double)n);
        add_figure(k, COPSE_KEPT_SCALE, net->facts->topics[t].key, net->topic_scale[t]);
    }
}

static copse_day earlier(copse_day a, copse_day b)
{
    if (a == COPSE_DAY_UNKNOWN || b == COPSE_DAY_UNKNOWN)
        return a == COPSE_DAY_UNKNOWN ? b : a;
    return a < b ? a : b;
}

static void keep_first_activity(keeping *k)
{
    const copse_facts *f = k->net->facts;
    copse_day first = COPSE_DAY_UNKNOWN;
    for (size_t i = 0; i < f->n_memberships; i++)
        if (k->net->is_present[f->memberships[i].member])
            first = earlier(first, f->memberships[i].since);
    for (size_t i = 0; i < f->n_exchanges; i++)
        if (f->exchanges[i].to_community != COPSE_NONE && k->net->is_present[f->exchanges[i].from_member])
            first = earlier(first, f->exchanges[i].on);
    if (first != COPSE_DAY_UNKNOWN)
        add_figure(k, COPSE_KEPT_ACTIVITY, "", (double)first);
}

static void keep_dormant(keeping *k)
{
    size_t n = 0;
    for (size_t c = 0; c < k->net->facts->n_communities; c++)
        n += copse_network_sleeps(k->net, c);
    add_figure(k, COPSE_KEPT_DORMANT, "", (double)n);
}

/* ---- texts that are spelled in more than one way ---- */

typedef struct spellings {
    copse_map *seen;   /* as written */
    copse_map *folded; /* -> how many spellings */
} spellings;

static copse_status see_text(keeping *k, spellings *s, const char *name, const char *text, copse_error *err)
{
    if (!text || copse_map_get(s->seen, text, 0))
        return COPSE_OK;
    char *folded;
    copse_status st = copse_text_fold(&folded, text, err);
    if (st != COPSE_OK)
        return st;
    int64_t n = copse_map_get(s->folded, folded, 0) + 1;
    if (!copse_map_set(s->seen, text, 1) || !copse_map_set(s->folded, folded, n))
        st = copse_error_nomem(err);
    if (st == COPSE_OK && n == 2) {
        const char *copy = copse_arena_copy(k->arena, folded);
        if (copy)
            add_figure(k, name, copy, 1.0);
        else
            st = copse_error_nomem(err);
    }
    copse_memory_free(folded);
    return st;
}

static copse_status keep_spellings(keeping *k, bool of_roles, copse_error *err)
{
    const copse_facts *f = k->net->facts;
    spellings s = {copse_map_new(), copse_map_new()};
    const char *name = of_roles ? COPSE_KEPT_ROLE : COPSE_KEPT_PROFESSION;
    copse_status st = s.seen && s.folded ? COPSE_OK : copse_error_nomem(err);
    size_t n = of_roles ? f->n_assignments : f->n_members;
    for (size_t i = 0; st == COPSE_OK && i < n; i++)
        st = see_text(k, &s, name, of_roles ? f->assignments[i].role : f->members[i].profession, err);
    copse_map_free(s.seen);
    copse_map_free(s.folded);
    return st;
}

/* ---- rolls ---- */

/* One entry of some roll: of which, by index, and what it says. */
typedef struct entry {
    copse_index of;
    copse_stint stint;
} entry;

/* Entries in any order become one roll for each thing, in the order of things. */
static void add_rolls(keeping *k, copse_roll_kind kind, const copse_id *ids, size_t n_things,
                      const entry *entries, size_t n)
{
    size_t *start = copse_memory_new(n_things + 1, sizeof *start);
    copse_stint *stints = copse_arena_take(k->arena, n, sizeof *stints);
    if (!start || !stints) {
        copse_memory_free(start);
        k->has_failed = true;
        return;
    }
    for (size_t i = 0; i < n; i++)
        start[entries[i].of + 1]++;
    for (size_t t = 0; t < n_things; t++)
        start[t + 1] += start[t];
    for (size_t i = 0; i < n; i++)
        stints[start[entries[i].of]++] = entries[i].stint;
    /* Each start has moved on to where the next one began. */
    for (size_t t = 0, from = 0; t < n_things && !k->has_failed; from = start[t++]) {
        if (start[t] == from)
            continue;
        if (!copse_memory_grow((void **)&k->rolls, &k->roll_capacity, k->n_rolls, sizeof *k->rolls))
            k->has_failed = true;
        else
            k->rolls[k->n_rolls++] = (copse_kept_roll){kind, ids[t], start[t] - from, stints + from};
    }
    copse_memory_free(start);
}

static size_t list_memberships(entry *to, const copse_network *net)
{
    const copse_facts *f = net->facts;
    size_t n = 0;
    for (size_t i = 0; i < f->n_memberships; i++) {
        const copse_fact_membership *m = &f->memberships[i];
        if (net->is_present[m->member])
            to[n++] = (entry){m->community, {f->members[m->member].id, m->since, m->until}};
    }
    return n;
}

static size_t list_assignments(entry *to, const copse_network *net)
{
    const copse_facts *f = net->facts;
    size_t n = 0;
    for (size_t i = 0; i < f->n_assignments; i++) {
        const copse_fact_assignment *a = &f->assignments[i];
        if (a->team != COPSE_NONE && net->is_present[a->member])
            to[n++] = (entry){a->team, {f->members[a->member].id, a->since, a->until}};
    }
    return n;
}

static size_t list_community_topics(entry *to, const copse_network *net)
{
    const copse_facts *f = net->facts;
    for (size_t i = 0; i < f->n_community_topics; i++)
        to[i] = (entry){f->community_topics[i].topic,
                        {f->communities[f->community_topics[i].community].id, COPSE_DAY_UNKNOWN, COPSE_DAY_UNKNOWN}};
    return f->n_community_topics;
}

static size_t list_contacts(entry *to, const copse_network *net)
{
    const copse_incidence *m = &net->contact_members;
    size_t n = 0;
    for (size_t c = 0; c < m->n_rows; c++)
        for (size_t e = m->start[c]; e < m->start[c + 1]; e++)
            to[n++] = (entry){(copse_index)c,
                              {net->facts->members[m->column[e]].id, COPSE_DAY_UNKNOWN, COPSE_DAY_UNKNOWN}};
    return n;
}

/* The ids of rows that begin with theirs. */
static void list_ids(copse_id *to, const void *rows, size_t n, size_t row_size)
{
    for (size_t i = 0; i < n; i++)
        to[i] = *(const copse_id *)(const void *)((const unsigned char *)rows + i * row_size);
}

static copse_status keep_rolls(keeping *k, copse_error *err)
{
    const copse_facts *f = k->net->facts;
    const struct {
        copse_roll_kind kind;
        size_t most;
        size_t (*list)(entry *, const copse_network *);
        const void *things;
        size_t n_things, size;
    } of[] = {
        {COPSE_ROLL_COMMUNITY, f->n_memberships, list_memberships, f->communities, f->n_communities,
         sizeof *f->communities},
        {COPSE_ROLL_TEAM, f->n_assignments, list_assignments, f->teams, f->n_teams, sizeof *f->teams},
        {COPSE_ROLL_TOPIC, f->n_community_topics, list_community_topics, f->topics, f->n_topics, sizeof *f->topics},
        {COPSE_ROLL_CONTACT, k->net->contact_members.start[f->n_communities], list_contacts, f->communities,
         f->n_communities, sizeof *f->communities},
    };
    for (size_t i = 0; i < sizeof of / sizeof of[0] && !k->has_failed; i++) {
        entry *entries = copse_memory_new(of[i].most, sizeof *entries);
        copse_id *ids = copse_memory_new(of[i].n_things, sizeof *ids);
        k->has_failed = !entries || !ids;
        if (!k->has_failed) {
            list_ids(ids, of[i].things, of[i].n_things, of[i].size);
            add_rolls(k, of[i].kind, ids, of[i].n_things, entries, of[i].list(entries, k->net));
        }
        copse_memory_free(entries);
        copse_memory_free(ids);
    }
    return k->has_failed ? copse_error_nomem(err) : COPSE_OK;
}

/* ---- all of it ---- */

static copse_status keep_all(keeping *k, copse_store *store, const copse_context *ctx, copse_error *err)
{
    keep_topics(k);
    keep_first_activity(k);
    keep_dormant(k);
    copse_status st = keep_spellings(k, true, err);
    if (st == COPSE_OK)
        st = keep_spellings(k, false, err);
    if (st == COPSE_OK)
        st = copse_context_poll(ctx, err);
    if (st == COPSE_OK)
        st = keep_rolls(k, err);
    const copse_kept kept = {k->n_figures, k->n_rolls, k->figures, k->rolls};
    if (st == COPSE_OK && k->has_failed)
        st = copse_error_nomem(err);
    return st == COPSE_OK ? copse_store_save_kept(store, &kept, k->net->facts->data_version, ctx, err) : st;
}

copse_status copse_network_keep(copse_store *store, const copse_network *net, const copse_context *ctx,
                                copse_error *err)
{
    bool is_kept;
    copse_status st = copse_store_has_kept(&is_kept, store, err);
    if (st != COPSE_OK || is_kept)
        return st;
    keeping k = {.net = net, .arena = copse_arena_new()};
    st = k.arena ? keep_all(&k, store, ctx, err) : copse_error_nomem(err);
    copse_memory_free(k.figures);
    copse_memory_free(k.rolls);
    copse_arena_free(k.arena);
    return st;
}
