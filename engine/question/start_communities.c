/* The first report's counts of people: all staff, and by community. */
#include "question/start.h"

#include <stdlib.h>
#include <string.h>

#include "question/activity.h"
#include "question/candidates.h"
#include "question/rules.h"
#include "store/suppress.h"

static copse_public_count to_public(copse_count count)
{
    return (copse_public_count){!count.is_suppressed, count.value};
}

/* ---- all staff ---- */

void copse_starting_count_staff(copse_start_answer *answer, const copse_starting *s)
{
    const copse_network *net = s->net;
    int64_t staff = 0, nameable = 0;
    for (size_t m = 0; m < net->facts->n_members; m++) {
        if (!net->is_present[m])
            continue;
        staff++;
        nameable += net->facts->members[m].visibility == COPSE_VISIBLE_TRUST;
    }
    answer->staff = to_public(copse_network_counts_get(s->counts, COPSE_NONE, COPSE_COUNT_WHOLE, 0));
    answer->in_no_community =
        to_public(copse_network_counts_get(s->counts, COPSE_NONE, COPSE_COUNT_OUTSIDE, 0));
    answer->nameable = copse_starting_part(s, nameable, staff);
}

/* ---- to how many each community is suggested ---- */

typedef struct tally {
    int64_t *of; /* [n_communities] staff for whom it is among the best few */
    int64_t n_staff, n_suggested, n_by_place;
} tally;

/* Of communities whose size is shown: counted of all, it would tell how many are in the others. */
static bool is_in_a_community(const copse_starting *s, size_t member)
{
    const copse_incidence *m = &s->net->member_communities;
    for (size_t k = m->start[member]; k < m->start[member + 1]; k++) {
        copse_count size =
            copse_network_counts_get(s->counts, m->column[k], COPSE_COUNT_WHOLE, 0);
        if (!size.is_suppressed && size.value > 0)
            return true;
    }
    return false;
}

/* Whether a suggestion can stand on what somebody does, beside where they work. */
static bool is_known_by_place_alone(const copse_starting *s, size_t member)
{
    const copse_network *net = s->net;
    return !is_in_a_community(s, member) &&
           copse_incidence_degree(&net->member_topics, member) == 0 &&
           copse_incidence_degree(&net->member_interests, member) == 0;
}

static copse_status tally_suggestions(tally *t, const copse_starting *s, copse_error *err)
{
    const copse_network *net = s->net;
    copse_join_options options = COPSE_JOIN_OPTIONS_INIT;
    copse_scorer *scorer = NULL;
    copse_search *search = NULL;
    size_t top = copse_rule_size(COPSE_RULE_START_TOP), n = net->facts->n_members;
    copse_status st = copse_scorer_new(&scorer, s->model, net, err);
    if (st == COPSE_OK)
        st = copse_search_new(&search, net, scorer, &options, err);
    for (size_t m = 0; st == COPSE_OK && m < n; m++) {
        copse_candidates found = {0};
        if (!net->is_present[m])
            continue;
        const copse_seeker seeker = copse_seeker_of(net, (copse_index)m);
        copse_context_progress(s->ctx, "suggestions for each member", m, n);
        if ((st = copse_context_poll(s->ctx, err)) != COPSE_OK ||
            (st = copse_candidates_find(&found, search, &seeker, err)) != COPSE_OK)
            break;
        t->n_staff++;
        t->n_suggested += found.has_evidence && found.n > 0;
        t->n_by_place += found.has_evidence && found.n > 0 && is_known_by_place_alone(s, m);
        for (size_t i = 0; found.has_evidence && i < found.n && i < top; i++)
            t->of[found.list[i].community]++;
        copse_candidates_free(&found);
    }
    copse_search_free(search);
    copse_scorer_free(scorer);
    return st;
}

/*
 * One group: everybody has about as many suggestions as the next, so that a
 * reader can work out what the whole column adds up to.
 */
static copse_status publish_tally(copse_public_count *shown, const int64_t *of,
                                  const copse_starting *s, copse_error *err)
{
    size_t n = s->net->facts->n_communities;
    const int32_t total_of = (int32_t)n;
    int64_t *value = copse_memory_new(n + 1, sizeof *value);
    int32_t *group_of = copse_memory_new(n + 1, sizeof *group_of);
    bool *hidden = copse_memory_new(n + 1, sizeof *hidden);
    copse_status st = value && group_of && hidden ? COPSE_OK : copse_error_nomem(err);
    for (size_t c = 0; st == COPSE_OK && c < n; c++) {
        value[c] = of[c];
        value[n] += of[c];
    }
    if (st == COPSE_OK) {
        group_of[n] = -1;
        st = copse_store_suppress(hidden, value, group_of, n + 1, &total_of, 1, s->threshold, err);
    }
    for (size_t c = 0; st == COPSE_OK && c < n; c++)
        shown[c] = (copse_public_count){!hidden[c], hidden[c] ? 0 : value[c]};
    copse_memory_free(value);
    copse_memory_free(group_of);
    copse_memory_free(hidden);
    return st;
}

/* They are among those who are in no community, and among those to whom anything is suggested: what
 * is left of either may be no few. */
static copse_public_count publish_by_place(const copse_start_answer *answer,
                                           const copse_starting *s, const tally *t)
{
    const copse_public_count hidden = {false, 0};
    if (!answer->in_no_community.is_shown ||
        !copse_starting_part(s, t->n_by_place, answer->in_no_community.value).is_shown)
        return hidden;
    return copse_starting_part(s, t->n_by_place, t->n_suggested);
}

/* @param[out] shown  [n_communities] */
static copse_status count_suggestions(copse_public_count *shown, copse_start_answer *answer,
                                      const copse_starting *s, copse_error *err)
{
    tally t = {.of = copse_memory_new(s->net->facts->n_communities, sizeof *t.of)};
    copse_status st = t.of ? tally_suggestions(&t, s, err) : copse_error_nomem(err);
    if (st == COPSE_OK)
        st = publish_tally(shown, t.of, s, err);
    answer->suggested = copse_starting_part(s, t.n_suggested, t.n_staff);
    answer->by_place = publish_by_place(answer, s, &t);
    copse_memory_free(t.of);
    return st;
}

/* ---- the table ---- */

/* What is not shown goes below what is, and says no more by its place. */
static int by_top(const void *a, const void *b)
{
    const copse_start_community *x = a, *y = b;
    if (x->top.is_shown != y->top.is_shown)
        return x->top.is_shown ? -1 : 1;
    if (x->top.value != y->top.value)
        return x->top.value > y->top.value ? -1 : 1;
    return strcmp(x->key, y->key);
}

static copse_status list_communities(copse_start_answer *answer, const copse_starting *s,
                                     const copse_public_count *top, const copse_activity *activity,
                                     copse_error *err)
{
    const copse_facts *facts = s->net->facts;
    copse_start_community *list = copse_arena_take(s->arena, facts->n_communities, sizeof *list);
    size_t n = 0;
    if (!list)
        return copse_error_nomem(err);
    for (size_t c = 0; c < facts->n_communities; c++) {
        const copse_fact_community *from = &facts->communities[c];
        if (s->net->is_sensitive[c] || from->status == COPSE_COMMUNITY_CLOSED)
            continue;
        copse_start_community *to = &list[n++];
        to->key = copse_arena_copy(s->arena, from->key);
        to->name = copse_arena_copy(s->arena, from->name);
        if (!to->key || (from->name && !to->name))
            return copse_error_nomem(err);
        to->members =
            to_public(copse_network_counts_get(s->counts, (copse_index)c, COPSE_COUNT_WHOLE, 0));
        to->top = top[c];
        to->activity = activity[c];
    }
    qsort(list, n, sizeof *list, by_top);
    answer->communities = list;
    answer->n_community_rows = n;
    return COPSE_OK;
}

copse_status copse_starting_count_communities(copse_start_answer *answer, const copse_starting *s,
                                              copse_error *err)
{
    size_t n = s->net->facts->n_communities;
    copse_public_count *top = copse_memory_new(n, sizeof *top);
    copse_activity *activity = copse_memory_new(n, sizeof *activity);
    copse_status st = top && activity ? COPSE_OK : copse_error_nomem(err);
    if (st == COPSE_OK && s->model)
        st = count_suggestions(top, answer, s, err);
    if (st == COPSE_OK) {
        copse_activity_find(activity, s->net);
        st = list_communities(answer, s, top, activity, err);
    }
    copse_memory_free(top);
    copse_memory_free(activity);
    return st;
}
