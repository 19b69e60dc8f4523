/* Topic by topic: what a member would find in a CoP, and what they would bring to it. */
#include "question/recommend.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "question/rules.h"

/* A topic of the CoP as it bears on the member, and how much there is to say about it. */
typedef struct bearing {
    copse_join_topic topic;
    bool is_wanted;
    double weight; /* of the topic in the CoP */
    double worth;  /* in the list that is made now; 0: not in it */
} bearing;

static int by_worth(const void *a, const void *b)
{
    const bearing *x = a, *y = b;
    if (x->worth != y->worth)
        return x->worth > y->worth ? -1 : 1;
    return strcmp(x->topic.key, y->topic.key);
}

static double worth_of_gain(const bearing *b)
{
    return b->is_wanted ? b->weight : 0.0;
}

static double worth_of_lack(const bearing *b)
{
    double more = b->topic.of_community - b->topic.of_member;
    return !b->is_wanted && more > copse_rule_value(COPSE_RULE_MARGIN) ? more : 0.0;
}

static double worth_of_contribution(const bearing *b)
{
    double e = b->topic.of_member;
    if (isnan(b->topic.of_community))
        return e >= copse_rule_value(COPSE_RULE_EVIDENCE) ? e : 0.0;
    double more = e - b->topic.of_community;
    return more > copse_rule_value(COPSE_RULE_MARGIN) ? more : 0.0;
}

/* The bearings of most worth, best first. */
static bool choose(const copse_join_topic **out, size_t *n_out, bearing *all, size_t n,
                   double (*worth)(const bearing *), copse_arena *arena)
{
    for (size_t i = 0; i < n; i++)
        all[i].worth = worth(&all[i]);
    qsort(all, n, sizeof *all, by_worth);

    size_t most = copse_rule_size(COPSE_RULE_TOPICS_SHOWN), kept = 0;
    while (kept < n && kept < most && all[kept].worth > 0.0)
        kept++;
    copse_join_topic *topics = copse_arena_take(arena, kept, sizeof *topics);
    if (!topics)
        return false;
    for (size_t i = 0; i < kept; i++) {
        topics[i] = all[i].topic;
        topics[i].key = copse_arena_copy(arena, all[i].topic.key);
        topics[i].name = copse_arena_copy(arena, all[i].topic.name);
        if (!topics[i].key || (all[i].topic.name && !topics[i].name))
            return false;
    }
    *out = topics;
    *n_out = kept;
    return true;
}

static bearing bearing_of(const copse_asking *ask, copse_index community, size_t entry)
{
    const copse_network *net = ask->net;
    int32_t topic = net->community_topics.column[entry];
    const copse_fact_topic *t = &net->facts->topics[topic];
    /* What few members typically know is what one of them knows. */
    size_t members = copse_network_size_of(net, (size_t)community);
    double norm = NAN;
    if (members >= ask->threshold)
        copse_model_norm(&norm, ask->model, net->facts->communities[community].key, t->key);
    return (bearing){
        .topic = {.key = t->key,
                  .name = t->name,
                  .of_member = copse_network_saturated(net, (size_t)ask->member, topic),
                  .of_community = norm},
        .is_wanted = ask->is_wanted[topic],
        .weight = net->community_topics.value[entry],
    };
}

bool copse_recommend_topics(copse_recommendation *r, const copse_asking *ask, copse_index community)
{
    const copse_incidence *topics = &ask->net->community_topics;
    size_t first = topics->start[community], n = copse_incidence_degree(topics, (size_t)community);
    bearing *all = copse_memory_new(n, sizeof *all);
    if (!all)
        return false;
    for (size_t i = 0; i < n; i++)
        all[i] = bearing_of(ask, community, first + i);

    bool done =
        choose(&r->gains, &r->n_gains, all, n, worth_of_gain, ask->arena) &&
        choose(&r->lacks, &r->n_lacks, all, n, worth_of_lack, ask->arena) &&
        choose(&r->contributes, &r->n_contributes, all, n, worth_of_contribution, ask->arena);
    copse_memory_free(all);
    return done;
}
