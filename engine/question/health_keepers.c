/*
 * Who keeps a CoP together: topics that nobody else in it holds, members who would be apart without them, CoPs that
 * it reaches through them alone. Every name comes from copse_network_person().
 */
#include "question/health.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "measure/cut_off.h"
#include "network/units.h"
#include "question/rules.h"

/* A member of the CoP at hand. */
typedef struct keeper {
    copse_index member;
    const char *key;
    size_t n_topics, n_links;
    int64_t cut, given;
} keeper;

/* Ties between members of the CoP, by their places in it. */
static copse_status relate(copse_incidence *out, copse_checkup *h, size_t community, copse_error *err)
{
    const copse_incidence *m = &h->net->community_members, *near = &h->ties->neighbours;
    size_t first = m->start[community], n = copse_incidence_degree(m, community), most = 0, n_ties = 0;
    for (size_t i = 0; i < n; i++) {
        h->place[m->column[first + i]] = (int32_t)i;
        most += copse_incidence_degree(near, (size_t)m->column[first + i]);
    }
    int32_t *a = copse_memory_new(most, sizeof *a), *b = copse_memory_new(most, sizeof *b);
    copse_status st = a && b ? COPSE_OK : copse_error_nomem(err);
    for (size_t i = 0; st == COPSE_OK && i < n; i++)
        for (size_t member = (size_t)m->column[first + i], k = near->start[member]; k < near->start[member + 1]; k++)
            if (h->place[near->column[k]] >= 0) {
                a[n_ties] = (int32_t)i;
                b[n_ties++] = h->place[near->column[k]];
            }
    for (size_t i = 0; i < n; i++)
        h->place[m->column[first + i]] = -1;
    if (st == COPSE_OK)
        st = copse_incidence_new(out, n, n, n_ties, a, b, NULL, err);
    copse_memory_free(a);
    copse_memory_free(b);
    return st;
}

static copse_status count_cut(keeper *list, copse_checkup *h, size_t community, copse_error *err)
{
    copse_incidence ties = {0};
    size_t n = copse_incidence_degree(&h->net->community_members, community);
    if (!h->ties)
        return COPSE_OK;
    int64_t *cut = copse_memory_new(n, sizeof *cut);
    copse_status st = cut ? relate(&ties, h, community, err) : copse_error_nomem(err);
    if (st == COPSE_OK)
        st = copse_measure_cut_off(cut, &ties, err);
    for (size_t i = 0; st == COPSE_OK && i < n; i++)
        list[i].cut = cut[i];
    copse_incidence_free(&ties);
    copse_memory_free(cut);
    return st;
}

/* The only holder in the CoP; its end where there are several or none. */
static size_t only_holder(const copse_checkup *h, const keeper *list, size_t n, int32_t topic)
{
    size_t only = n;
    for (size_t i = 0; i < n; i++) {
        if (!copse_health_holds(h, (size_t)list[i].member, topic))
            continue;
        if (only < n)
            return n;
        only = i;
    }
    return only;
}

static void count_topics(keeper *list, const copse_checkup *h, size_t community)
{
    const copse_incidence *topics = &h->net->community_topics;
    size_t n = copse_incidence_degree(&h->net->community_members, community);
    for (size_t t = topics->start[community]; t < topics->start[community + 1]; t++) {
        size_t only = only_holder(h, list, n, topics->column[t]);
        if (only < n)
            list[only].n_topics++;
    }
}

/* Others of whom there is somebody else as well: a CoP of one leads nowhere. */
static bool is_another(const copse_checkup *h, size_t community, size_t other)
{
    return other != community && copse_network_links(h->net, other) &&
           copse_incidence_degree(&h->net->community_members, other) > 1;
}

static void count_links(keeper *list, copse_checkup *h, size_t community)
{
    const copse_incidence *joined = &h->net->member_communities;
    size_t n = copse_incidence_degree(&h->net->community_members, community);
    for (size_t i = 0; i < n; i++)
        for (size_t m = (size_t)list[i].member, k = joined->start[m]; k < joined->start[m + 1]; k++)
            h->tally[joined->column[k]]++;
    for (size_t i = 0; i < n; i++)
        for (size_t m = (size_t)list[i].member, k = joined->start[m]; k < joined->start[m + 1]; k++)
            list[i].n_links +=
                h->tally[joined->column[k]] == 1 && is_another(h, community, (size_t)joined->column[k]);
    for (size_t i = 0; i < n; i++)
        for (size_t m = (size_t)list[i].member, k = joined->start[m]; k < joined->start[m + 1]; k++)
            h->tally[joined->column[k]] = 0;
}

static int by_weight(const void *a, const void *b)
{
    const keeper *x = a, *y = b;
    if (x->n_topics != y->n_topics)
        return x->n_topics > y->n_topics ? -1 : 1;
    if (x->cut != y->cut)
        return x->cut > y->cut ? -1 : 1;
    if (x->n_links != y->n_links)
        return x->n_links > y->n_links ? -1 : 1;
    return strcmp(x->key, y->key);
}

static int by_key(const void *a, const void *b)
{
    return strcmp(((const keeper *)a)->key, ((const keeper *)b)->key);
}

/* ---- the list ---- */

static copse_status list_topics(copse_health_person *out, const copse_checkup *h, size_t community,
                                const keeper *list, size_t n, const keeper *of, copse_error *err)
{
    const copse_incidence *topics = &h->net->community_topics;
    const char **names = copse_arena_take(h->arena, of->n_topics, sizeof *names);
    if (!names)
        return copse_error_nomem(err);
    for (size_t t = topics->start[community]; t < topics->start[community + 1]; t++) {
        const copse_fact_topic *fact = &h->net->facts->topics[topics->column[t]];
        size_t only = only_holder(h, list, n, topics->column[t]);
        if (only == n || list[only].member != of->member)
            continue;
        if (!copse_health_copy(&names[out->n_topics++], h, fact->name && fact->name[0] ? fact->name : fact->key))
            return copse_error_nomem(err);
    }
    out->topics = names;
    return COPSE_OK;
}

static bool copy_person(copse_person *out, const copse_checkup *h, copse_person person)
{
    *out = person;
    return copse_health_copy(&out->key, h, person.key) && copse_health_copy(&out->name, h, person.name);
}

static copse_status list_people(copse_health_community *out, const copse_checkup *h, size_t community, keeper *list,
                                size_t n, copse_error *err)
{
    size_t most = copse_rule_size(COPSE_RULE_HEALTH_PEOPLE), n_kept = 0;
    int64_t given = 0;
    copse_health_person *kept = copse_arena_take(h->arena, most, sizeof *kept);
    if (!kept)
        return copse_error_nomem(err);
    for (size_t i = 0; i < n; i++)
        given += list[i].given;
    while (n_kept < n && n_kept < most && (list[n_kept].n_topics > 0 || list[n_kept].cut > 0 || list[n_kept].n_links > 0))
        n_kept++;
    /* Where no figure is shown, the order must not be one. */
    if (!h->is_for_steward)
        qsort(list, n_kept, sizeof *list, by_key);
    for (size_t i = 0; i < n_kept; i++) {
        copse_person person = copse_network_person(h->net, h->ctx, list[i].member);
        out->has_unnamed = out->has_unnamed || !person.named;
        if (!person.named)
            continue;
        copse_health_person *to = &kept[out->n_people++];
        *to = (copse_health_person){.cut_off = -1, .share = NAN};
        if (!copy_person(&to->person, h, person))
            return copse_error_nomem(err);
        if (!h->is_for_steward)
            continue;
        to->cut_off = h->ties ? list[i].cut : -1;
        to->only_link = (int64_t)list[i].n_links;
        to->share = given > 0 ? (double)list[i].given / (double)given : NAN;
        copse_status st = list_topics(to, h, community, list, n, &list[i], err);
        if (st != COPSE_OK)
            return st;
    }
    out->people = kept;
    return COPSE_OK;
}

copse_status copse_health_find_keepers(copse_health_community *out, copse_checkup *h, size_t community, bool details,
                                       copse_error *err)
{
    const copse_incidence *m = &h->net->community_members;
    size_t first = m->start[community], n = copse_incidence_degree(m, community);
    int64_t n_key = 0;
    if (!copse_health_may_show(h, community) || (!h->is_for_steward && !details))
        return COPSE_OK;
    keeper *list = copse_memory_new(n, sizeof *list);
    if (!list)
        return copse_error_nomem(err);
    for (size_t i = 0; i < n; i++)
        list[i] = (keeper){.member = m->column[first + i],
                           .key = h->net->facts->members[m->column[first + i]].key,
                           .given = h->given[first + i]};
    count_topics(list, h, community);
    copse_status st = count_cut(list, h, community, err);
    count_links(list, h, community);
    for (size_t i = 0; i < n; i++)
        n_key += list[i].n_topics > 0 || list[i].cut > 0;
    if (h->is_for_steward)
        out->key_people = copse_health_count_of(h, community, n_key, true);
    if (n > 0)
        qsort(list, n, sizeof *list, by_weight);
    if (st == COPSE_OK && details)
        st = list_people(out, h, community, list, n, err);
    copse_memory_free(list);
    return st;
}
