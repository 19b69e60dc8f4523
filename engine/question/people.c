/*
 * Who is in a CoP, as far as they agreed to be named to the person who asks.
 * Every name comes from copse_network_person().
 */
#include "question/recommend.h"

#include <stdlib.h>
#include <string.h>

#include "question/rules.h"

size_t copse_asking_threshold(const copse_context *ctx)
{
    return ctx->threshold > 0 ? (size_t)ctx->threshold : copse_rule_size(COPSE_RULE_THRESHOLD);
}

/* A member of the CoP, and what ties them to who asks. */
typedef struct someone {
    copse_index member;
    const char *key;
    copse_near_kind near;
    const char *through; /* borrowed from the facts */
} someone;

/* ---- adding to the answer ---- */

static bool keep_person(copse_join_person *to, const copse_asking *ask, const someone *from,
                        copse_person person)
{
    *to = (copse_join_person){.near = from->near};
    to->person.named = true;
    to->person.key = copse_arena_copy(ask->arena, person.key);
    to->person.name = copse_arena_copy(ask->arena, person.name);
    to->through = copse_arena_copy(ask->arena, from->through);
    return to->person.key && (to->person.name || !person.name) && (to->through || !from->through);
}

/* The first most of the list who may be named; whether others among those looked at may not. */
static bool keep_named(const copse_join_person **out, size_t *n_out, bool *has_unnamed,
                       const copse_asking *ask, const someone *list, size_t n, size_t most)
{
    copse_join_person *kept = copse_arena_take(ask->arena, most, sizeof *kept);
    size_t n_kept = 0;
    if (!kept)
        return false;
    for (size_t i = 0; i < n; i++) {
        copse_person person = copse_network_person(ask->net, ask->ctx, list[i].member);
        if (!person.named)
            *has_unnamed = true;
        else if (n_kept < most && !keep_person(&kept[n_kept++], ask, &list[i], person))
            return false;
    }
    *out = kept;
    *n_out = n_kept;
    return true;
}

/* ---- the core ---- */

/*
 * The model has them in order. Who left since it was fitted is passed over, and
 * who joined since has no centrality yet.
 */
static size_t list_core(someone *list, const copse_asking *ask, copse_index community)
{
    const copse_network *net = ask->net;
    const copse_model_value *values;
    size_t n_values = copse_model_core(&values, ask->model, net->facts->communities[community].key);
    size_t n = 0;
    for (size_t i = 0; i < n_values && n < copse_rule_size(COPSE_RULE_CORE_SHOWN); i++) {
        copse_index member = copse_map_get(net->member_keys, values[i].for_key, COPSE_NONE);
        if (member != COPSE_NONE &&
            copse_incidence_has(&net->community_members, (size_t)community, (int32_t)member))
            list[n++] = (someone){.member = member, .key = values[i].for_key};
    }
    return n;
}

/* ---- who is near ---- */

static const char *shown(const char *name, const char *key)
{
    return name && name[0] ? name : key;
}

/* The shared team with the least key; NULL. */
static const char *shared_team(const copse_network *net, copse_index a, copse_index b)
{
    const copse_incidence *teams = &net->member_teams;
    const copse_fact_team *found = NULL;
    for (size_t k = teams->start[a]; k < teams->start[a + 1]; k++) {
        const copse_fact_team *team = &net->facts->teams[teams->column[k]];
        if (copse_incidence_has(teams, (size_t)b, teams->column[k]) &&
            (!found || strcmp(team->key, found->key) < 0))
            found = team;
    }
    return found ? shown(found->name, found->key) : NULL;
}

/* The smallest shared CoP, which says most, then the least key; NULL. Never a sensitive one. */
static const char *shared_community(const copse_network *net, copse_index a, copse_index b)
{
    const copse_incidence *of = &net->member_communities;
    const copse_fact_community *found = NULL;
    size_t least = 0;
    for (size_t k = of->start[a]; k < of->start[a + 1]; k++) {
        int32_t c = of->column[k];
        if (net->is_sensitive[c] || !copse_incidence_has(of, (size_t)b, c))
            continue;
        const copse_fact_community *community = &net->facts->communities[c];
        size_t size = copse_network_size_of(net, (size_t)c);
        if (!found || size < least || (size == least && strcmp(community->key, found->key) < 0)) {
            found = community;
            least = size;
        }
    }
    return found ? shown(found->name, found->key) : NULL;
}

static int by_nearness(const void *a, const void *b)
{
    const someone *x = a, *y = b;
    if (x->near != y->near)
        return x->near < y->near ? -1 : 1;
    return strcmp(x->key, y->key);
}

static size_t list_near(someone *list, const copse_asking *ask, copse_index community)
{
    const copse_network *net = ask->net;
    const copse_incidence *members = &net->community_members;
    size_t n = 0;
    for (size_t k = members->start[community]; k < members->start[community + 1]; k++) {
        copse_index member = members->column[k];
        someone s = {.member = member, .key = net->facts->members[member].key};
        s.near = COPSE_NEAR_TEAM;
        s.through = shared_team(net, ask->member, member);
        if (!s.through) {
            s.near = COPSE_NEAR_COMMUNITY;
            s.through = shared_community(net, ask->member, member);
        }
        if (s.through)
            list[n++] = s;
    }
    qsort(list, n, sizeof *list, by_nearness);
    return n;
}

bool copse_recommend_people(copse_recommendation *r, const copse_asking *ask, copse_index community)
{
    size_t n = copse_incidence_degree(&ask->net->community_members, (size_t)community);
    someone *list = copse_memory_new(n, sizeof *list);
    if (!list)
        return false;

    n = list_core(list, ask, community);
    bool done = keep_named(&r->core, &r->n_core, &r->core_has_unnamed, ask, list, n, n);
    if (done) {
        n = list_near(list, ask, community);
        done = keep_named(&r->near, &r->n_near, &r->near_has_unnamed, ask, list, n,
                          copse_rule_size(COPSE_RULE_NEAR_SHOWN));
    }
    copse_memory_free(list);
    return done;
}

/* ---- how many could be meant ---- */

/* Count who is new in the row and may not be named. */
static size_t count_unnamed(bool *is_seen, const copse_asking *ask, const copse_incidence *members,
                            size_t row)
{
    size_t n = 0;
    for (size_t k = members->start[row]; k < members->start[row + 1]; k++) {
        int32_t member = members->column[k];
        if (is_seen[member])
            continue;
        is_seen[member] = true;
        n += !copse_network_person(ask->net, ask->ctx, member).named;
    }
    return n;
}

copse_status copse_recommend_many_unnamed(bool *out, const copse_asking *ask, copse_error *err)
{
    const copse_network *net = ask->net;
    const copse_incidence *communities = &net->member_communities;
    bool *is_seen = copse_memory_new(net->facts->n_members, sizeof *is_seen);
    if (!is_seen)
        return copse_error_nomem(err);

    size_t n = 0;
    for (size_t m = 0; m < net->facts->n_members; m++)
        if (shared_team(net, ask->member, (copse_index)m)) {
            is_seen[m] = true;
            n += !copse_network_person(net, ask->ctx, (copse_index)m).named;
        }
    for (size_t k = communities->start[ask->member]; k < communities->start[ask->member + 1]; k++)
        if (!net->is_sensitive[communities->column[k]])
            n += count_unnamed(is_seen, ask, &net->community_members,
                               (size_t)communities->column[k]);
    copse_memory_free(is_seen);
    *out = n >= ask->threshold;
    return COPSE_OK;
}
