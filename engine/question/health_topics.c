/* What a CoP covers: how many of those who hold its topics are in it, and which topics rest on few. */
#include "question/health.h"

#include <math.h>

/* People who hold a topic: all, and of the CoP. */
typedef struct holders {
    int64_t all, inside;
} holders;

static holders count_holders(const copse_checkup *h, size_t community, int32_t topic)
{
    const copse_incidence *people = &h->net->topic_members;
    holders n = {0, 0};
    for (size_t k = people->start[topic]; k < people->start[topic + 1]; k++) {
        size_t member = (size_t)people->column[k];
        if (!copse_health_holds(h, member, topic))
            continue;
        n.all++;
        n.inside += copse_incidence_has(&h->net->community_members, community, people->column[k]);
    }
    return n;
}

/* People who hold any topic of it, each once. */
static holders count_experts(copse_checkup *h, size_t community)
{
    const copse_incidence *topics = &h->net->community_topics, *people = &h->net->topic_members;
    holders n = {0, 0};
    for (size_t t = topics->start[community]; t < topics->start[community + 1]; t++)
        for (size_t topic = (size_t)topics->column[t], k = people->start[topic]; k < people->start[topic + 1]; k++) {
            size_t member = (size_t)people->column[k];
            if (h->met_by[member] == community + 1 || !copse_health_holds(h, member, (int32_t)topic))
                continue;
            h->met_by[member] = community + 1;
            n.all++;
            n.inside += copse_incidence_has(&h->net->community_members, community, people->column[k]);
        }
    return n;
}

static void count_thin(copse_health_community *out, const copse_checkup *h, const holders *n)
{
    if (!h->is_for_steward) {
        out->n_topics_few += n->inside < h->threshold;
        return;
    }
    out->n_topics_few += n->inside == 1;
    out->n_topics_none += n->inside == 0;
}

static bool describe(copse_health_topic *out, const copse_checkup *h, size_t community, int32_t topic,
                     const holders *n)
{
    const copse_fact_topic *fact = &h->net->facts->topics[topic];
    out->holders = copse_health_count_of(h, community, n->all, true);
    out->inside = copse_health_count_of(h, community, n->inside, true);
    return copse_health_copy(&out->key, h, fact->key) && copse_health_copy(&out->name, h, fact->name);
}

copse_status copse_health_cover(copse_health_community *out, copse_checkup *h, size_t community, bool details,
                                copse_error *err)
{
    const copse_incidence *topics = &h->net->community_topics;
    size_t first = topics->start[community], n = copse_incidence_degree(topics, community);
    out->n_topics_in_all = n;
    if (!copse_health_may_show(h, community))
        return COPSE_OK;
    holders experts = count_experts(h, community);
    out->experts = copse_health_count_of(h, community, experts.all, n > 0);
    if (experts.all > 0 && (h->is_for_steward || experts.all >= h->threshold))
        out->coverage = copse_health_share_of(h, (double)experts.inside / (double)experts.all);
    copse_health_topic *list = copse_arena_take(h->arena, details ? n : 0, sizeof *list);
    if (!list)
        return copse_error_nomem(err);
    for (size_t i = 0; i < n; i++) {
        holders of = count_holders(h, community, topics->column[first + i]);
        count_thin(out, h, &of);
        if (details && !describe(&list[i], h, community, topics->column[first + i], &of))
            return copse_error_nomem(err);
    }
    out->topics = list;
    out->n_topics = details ? n : 0;
    return COPSE_OK;
}
