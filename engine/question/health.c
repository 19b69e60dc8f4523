/*
 * How does a CoP fare? Each part of the answer is a file of its own; this one makes ready what they share, goes
 * through the CoPs, and says what the whole can and cannot tell.
 */
#include "question/health.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "network/units.h"
#include "question/activity.h"
#include "question/notes.h"
#include "question/recommend.h"
#include "question/rules.h"

/* ---- what may be said ---- */

static copse_count size_of(const copse_checkup *h, size_t community)
{
    return copse_network_counts_get(h->counts, (copse_index)community, COPSE_COUNT_WHOLE, 0);
}

bool copse_health_may_show(const copse_checkup *h, size_t community)
{
    copse_count size = size_of(h, community);
    return h->is_for_steward || (!size.is_suppressed && size.value >= h->threshold);
}

copse_health_count copse_health_count_of(const copse_checkup *h, size_t community, int64_t n, bool is_known)
{
    if (!is_known || !copse_health_may_show(h, community))
        return (copse_health_count){0};
    if (h->is_for_steward)
        return (copse_health_count){true, false, n};
    if (n < h->threshold)
        return (copse_health_count){true, true, 0};
    return (copse_health_count){true, false, (n + h->threshold / 2) / h->threshold * h->threshold};
}

double copse_health_share_of(const copse_checkup *h, double share)
{
    return h->is_for_steward ? share : round(4.0 * share) / 4.0;
}

bool copse_health_copy(const char **out, const copse_checkup *h, const char *text)
{
    *out = text && text[0] ? copse_arena_copy(h->arena, text) : NULL;
    return *out || !text || !text[0];
}

bool copse_health_holds(const copse_checkup *h, size_t member, int32_t topic)
{
    return copse_network_saturated(h->net, member, topic) >= copse_rule_value(COPSE_RULE_EVIDENCE);
}

/* ---- made ready once ---- */

/*
 * The last whole quarters of the calendar: a window that moves with the day would tell, from one day to the next,
 * of one person. UNKNOWN where the day is, or where the calendar ends.
 */
static void find_quarters(copse_checkup *h)
{
    char text[16];
    copse_day day = COPSE_DAY_UNKNOWN;
    for (int q = 0; q <= COPSE_HEALTH_QUARTERS; q++)
        h->start[q] = COPSE_DAY_UNKNOWN;
    if (h->net->as_of == COPSE_DAY_UNKNOWN)
        return;
    copse_day_format(text, h->net->as_of + 1);
    int month = text[0] ? (text[5] - '0') * 10 + text[6] - '0' : 0;
    if (month == 0)
        return;
    snprintf(text + 5, sizeof text - 5, "%02d-01", ((month - 1) / 3 * 3 + 1) % 100);
    if (!copse_day_parse(&day, text))
        return;
    for (int q = COPSE_HEALTH_QUARTERS; q >= 0; q--) {
        h->start[q] = day;
        if (q > 0 && !copse_day_before(&day, day, "3m")) {
            h->start[0] = COPSE_DAY_UNKNOWN;
            return;
        }
    }
}

static copse_status prepare(copse_checkup *h, copse_error *err)
{
    const copse_facts *facts = h->net->facts;
    h->activity = copse_memory_new(facts->n_communities, sizeof *h->activity);
    h->met_by = copse_memory_new(facts->n_members, sizeof *h->met_by);
    h->place = copse_memory_new(facts->n_members, sizeof *h->place);
    h->tally = copse_memory_new(facts->n_communities, sizeof *h->tally);
    if (!h->activity || !h->met_by || !h->place || !h->tally)
        return copse_error_nomem(err);
    for (size_t m = 0; m < facts->n_members; m++)
        h->place[m] = -1;
    find_quarters(h);
    copse_activity_find(h->activity, h->net);
    const copse_collaboration *graph = NULL;
    copse_status st = copse_network_counts_new(&h->counts, h->net, h->threshold, err);
    if (st == COPSE_OK)
        st = copse_network_collaboration(&graph, h->net, err);
    if (st == COPSE_OK && graph->basis == COPSE_CONTACT_TIES)
        h->ties = graph;
    if (st == COPSE_OK)
        st = copse_health_read_contributions(h, err);
    if (st == COPSE_OK)
        st = copse_health_read_movement(h, err);
    return st == COPSE_OK ? copse_health_pair_up(h, err) : st;
}

static void checkup_free(copse_checkup *h)
{
    copse_network_counts_free(h->counts);
    copse_memory_free(h->activity);
    copse_memory_free(h->is_recorded);
    copse_memory_free(h->quarters);
    copse_memory_free(h->given);
    copse_memory_free(h->met_by);
    copse_memory_free(h->place);
    copse_memory_free(h->tally);
    copse_memory_free(h->moves);
    copse_memory_free(h->knows_joining);
    copse_memory_free(h->pairs);
}

/* ---- one CoP ---- */

static copse_public_count members_of(const copse_checkup *h, size_t community)
{
    if (h->is_for_steward)
        return (copse_public_count){true, (int64_t)copse_incidence_degree(&h->net->community_members, community)};
    copse_count size = size_of(h, community);
    return (copse_public_count){!size.is_suppressed, size.value};
}

static copse_status look_at(copse_health_community *out, copse_checkup *h, size_t community, bool details,
                            copse_error *err)
{
    const copse_fact_community *fact = &h->net->facts->communities[community];
    *out = (copse_health_community){.status = fact->status,
                                    .activity = h->activity[community],
                                    .is_dormant = fact->status == COPSE_COMMUNITY_DORMANT ||
                                                  h->activity[community] == COPSE_ACTIVITY_QUIET,
                                    .members = members_of(h, community),
                                    .coverage = NAN,
                                    .largest_share = NAN};
    if (!copse_health_copy(&out->key, h, fact->key) || !copse_health_copy(&out->name, h, fact->name))
        return copse_error_nomem(err);
    copse_health_count_contributions(out, h, community);
    copse_status st = copse_health_cover(out, h, community, details, err);
    if (st == COPSE_OK)
        st = copse_health_find_keepers(out, h, community, details, err);
    if (st == COPSE_OK)
        st = copse_health_list_places(out, h, community, details, err);
    if (st == COPSE_OK)
        st = copse_health_count_movement(out, h, community, details, err);
    return st == COPSE_OK ? copse_health_list_twins(out, h, community, err) : st;
}

/* ---- the whole ---- */

static bool lacks_exchanges(const copse_checkup *h)
{
    for (size_t c = 0; c < h->net->facts->n_communities; c++)
        if (h->is_recorded[c])
            return false;
    return true;
}

static copse_status add_notes(copse_health_answer *answer, const copse_checkup *h, copse_error *err)
{
    copse_notes notes = {.arena = h->arena};
    char day[16];
    copse_note(&notes, "These are prompts to look and ask, not grades: a small, quiet or overlapping CoP may be just "
                       "what its members need.");
    if (lacks_exchanges(h))
        copse_note(&notes, "Who takes part is not known: no exchange in any CoP is recorded.");
    if (!h->ties)
        copse_note(&notes, "Who holds members together is not known: no ties between people are recorded.");
    if (!h->is_for_steward) {
        copse_day_format(day, copse_network_counts_day(h->counts));
        copse_note(&notes,
                   "Sizes and places are the published counts%s%s. Other counts are rounded to %d, and of a CoP whose "
                   "size is not shown nothing about members is.",
                   day[0] ? ", as of " : "", day, answer->rounded_to);
    }
    return copse_notes_keep(&answer->head.notes, &answer->head.n_notes, &notes, err);
}

static copse_status fill(copse_health_answer *answer, copse_checkup *h, copse_index community, copse_error *err)
{
    size_t n = h->net->facts->n_communities;
    answer->head = (copse_answer_head){.schema = "copse/health/1",
                                       .data_version = h->net->facts->data_version,
                                       .as_of = h->net->as_of,
                                       .audience = h->ctx->audience,
                                       .seed = h->ctx->seed,
                                       .terms = h->ctx->terms};
    answer->is_of_one = community != COPSE_NONE;
    answer->rounded_to = h->is_for_steward ? 1 : (int)h->threshold;
    answer->from = h->start[0];
    answer->to = h->start[0] == COPSE_DAY_UNKNOWN ? COPSE_DAY_UNKNOWN : h->start[COPSE_HEALTH_QUARTERS] - 1;
    copse_health_community *list = copse_arena_take(h->arena, answer->is_of_one ? 1 : n, sizeof *list);
    copse_status st = list ? COPSE_OK : copse_error_nomem(err);
    for (size_t c = 0; st == COPSE_OK && c < n; c++) {
        bool is_asked = answer->is_of_one ? (copse_index)c == community : copse_network_links(h->net, c);
        if (!is_asked)
            continue;
        st = look_at(&list[answer->n_communities++], h, c, answer->is_of_one, err);
        if (st == COPSE_OK)
            st = copse_context_poll(h->ctx, err);
    }
    answer->communities = list;
    return st == COPSE_OK ? add_notes(answer, h, err) : st;
}

static copse_status check(const copse_network *net, copse_index community, const copse_context *ctx, copse_error *err)
{
    if (ctx->audience == COPSE_FOR_SELF)
        return copse_error_set(err, COPSE_E_ARGUMENT, "health", "ask for the trust, a team or the steward",
                               "it is about CoPs, not about one person");
    if (ctx->audience == COPSE_FOR_STEWARD && !(ctx->reason && ctx->reason[0]))
        return copse_error_set(err, COPSE_E_ARGUMENT, "health", "give a reason",
                               "who keeps a CoP together is told to a steward with a reason");
    if (community != COPSE_NONE && !copse_network_links(net, (size_t)community))
        return copse_error_set(err, COPSE_E_ARGUMENT, "health", "'copse health' lists those that there are",
                               "the CoP is closed, or takes no part in answers");
    return COPSE_OK;
}

copse_status copse_question_health(copse_health_answer **out, const copse_network *net, copse_index community,
                                   const copse_context *ctx, copse_error *err)
{
    copse_checkup h = {.net = net,
                       .ctx = ctx,
                       .is_for_steward = ctx->audience == COPSE_FOR_STEWARD,
                       .threshold = (int64_t)copse_asking_threshold(ctx)};
    *out = NULL;
    copse_status st = check(net, community, ctx, err);
    if (st != COPSE_OK)
        return st;
    h.arena = copse_arena_new();
    copse_health_answer *answer = h.arena ? copse_arena_take(h.arena, 1, sizeof *answer) : NULL;
    st = answer ? prepare(&h, err) : copse_error_nomem(err);
    if (st == COPSE_OK) {
        answer->arena = h.arena;
        st = fill(answer, &h, community, err);
    }
    if (st == COPSE_OK)
        *out = answer;
    else
        copse_arena_free(h.arena);
    checkup_free(&h);
    return st;
}

void copse_health_answer_free(copse_health_answer *answer)
{
    /* The answer itself lives in its arena. */
    if (answer)
        copse_arena_free(answer->arena);
}
