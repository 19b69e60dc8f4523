/*
 * The map of a network: teams, CoPs and topics with what ties them, and people as far as they may be named.
 *
 * A map is the file that travels farthest, so for anybody but the steward it is made of published counts alone, and
 * everything in it is as of the day that those are of: two maps of different days tell no more than one.
 */
#include "question/map.h"

#include <string.h>

#include "question/notes.h"
#include "question/recommend.h"

size_t copse_mapping_rows(const copse_mapping *m, copse_map_kind kind)
{
    const copse_facts *facts = m->counted->facts;
    switch (kind) {
    case COPSE_MAP_UNIT:
    case COPSE_MAP_TEAM:
        return facts->n_teams;
    case COPSE_MAP_SITE:
        return facts->n_sites;
    case COPSE_MAP_TOPIC:
        return facts->n_topics;
    case COPSE_MAP_COMMUNITY:
        return facts->n_communities;
    case COPSE_MAP_PERSON:
    case COPSE_MAP_KINDS:
        break;
    }
    return facts->n_members;
}

copse_index copse_mapping_team(const copse_network *net, size_t member)
{
    const copse_incidence *teams = &net->member_teams;
    return copse_incidence_degree(teams, member) > 0 ? teams->column[teams->start[member]] : COPSE_NONE;
}

copse_status copse_mapping_seats(copse_mapping *m, copse_error *err)
{
    const copse_network *net = m->counted;
    const copse_incidence *in = &net->member_communities;
    size_t n = 0, most = in->start[in->n_rows];
    int32_t *team = copse_memory_new(most, sizeof *team), *community = copse_memory_new(most, sizeof *community);
    double *one = copse_memory_new(most, sizeof *one);
    copse_status st = team && community && one ? COPSE_OK : copse_error_nomem(err);
    for (size_t i = 0; st == COPSE_OK && i < in->n_rows; i++) {
        copse_index of = copse_mapping_team(net, i);
        for (size_t k = in->start[i]; of != COPSE_NONE && k < in->start[i + 1]; k++) {
            team[n] = (int32_t)of;
            community[n] = in->column[k];
            one[n++] = 1.0;
        }
    }
    if (st == COPSE_OK)
        st = copse_incidence_new(&m->seats, net->facts->n_teams, net->facts->n_communities, n, team, community, one,
                                 err);
    for (size_t t = 0; st == COPSE_OK && !m->is_exact && t < m->seats.n_rows; t++)
        for (size_t k = m->seats.start[t]; k < m->seats.start[t + 1]; k++) {
            copse_count count = copse_network_counts_get(m->counts, m->seats.column[k], COPSE_COUNT_UNIT, (copse_index)t);
            m->seats.value[k] = count.is_suppressed ? COPSE_MAP_HIDDEN : (double)count.value;
        }
    copse_memory_free(team);
    copse_memory_free(community);
    copse_memory_free(one);
    return st;
}

static copse_public_count to_public(copse_count count)
{
    return (copse_public_count){!count.is_suppressed, count.value};
}

/* A person with no team counts in the whole, as everywhere. */
static void count_staff(copse_mapping *m)
{
    copse_map_answer *answer = m->answer;
    answer->staff = to_public(copse_network_counts_get(m->counts, COPSE_NONE, COPSE_COUNT_WHOLE, 0));
    answer->in_no_community = to_public(copse_network_counts_get(m->counts, COPSE_NONE, COPSE_COUNT_OUTSIDE, 0));
}

static copse_status add_notes(copse_mapping *m, copse_day asked, copse_error *err)
{
    copse_map_answer *answer = m->answer;
    copse_notes notes = {.arena = answer->arena};
    char day[16];
    copse_day_format(day, answer->counted);
    if (!m->is_exact) {
        copse_note(&notes, "Counts of people under %d, and counts that would give one of these away, are not shown.",
                   answer->threshold);
        if (answer->counted != asked && answer->counted != COPSE_DAY_UNKNOWN)
            copse_note(&notes, "People and counts are as of %s, the day of the last import, whatever day is asked for.",
                       day);
        copse_note(&notes, "Whether a team has few connections is said in a word, and only of teams whose size is "
                           "shown; the figures are the steward's ('copse isolated').");
    }
    if (answer->shows_people)
        copse_note(&notes, "People are shown in CoPs as far as they agreed to be named, and where that does not tell who "
                           "else is in it.");
    copse_note(&notes, "A team with few recorded links may have many that nobody recorded. Ask it before anything is done.");
    copse_note(&notes, "What is near on the map is tied by CoPs; the directions mean nothing.");
    return copse_notes_keep(&answer->head.notes, &answer->head.n_notes, &notes, err);
}

static copse_status prepare(copse_mapping *m, copse_error *err)
{
    for (copse_map_kind kind = 0; kind < COPSE_MAP_KINDS; kind++) {
        size_t n = copse_mapping_rows(m, kind);
        m->shows[kind] = copse_memory_new(n, sizeof *m->shows[kind]);
        m->mark_of[kind] = copse_memory_new(n, sizeof *m->mark_of[kind]);
        if (!m->shows[kind] || !m->mark_of[kind])
            return copse_error_nomem(err);
        memset(m->mark_of[kind], 0xFF, n * sizeof *m->mark_of[kind]); /* -1 */
    }
    return copse_mapping_seats(m, err);
}

static copse_status fill(copse_mapping *m, copse_day asked, copse_error *err)
{
    static copse_status (*const steps[])(copse_mapping *, copse_error *) = {
        prepare,             copse_mapping_people, copse_mapping_scope, copse_mapping_marks,
        copse_mapping_links, copse_mapping_judge,  copse_mapping_place};
    copse_status st = COPSE_OK;
    for (size_t i = 0; st == COPSE_OK && i < sizeof steps / sizeof steps[0]; i++) {
        copse_context_progress(m->ctx, "map", i, sizeof steps / sizeof steps[0]);
        st = copse_context_poll(m->ctx, err);
        if (st == COPSE_OK)
            st = steps[i](m, err);
    }
    if (st != COPSE_OK)
        return st;
    count_staff(m);
    return add_notes(m, asked, err);
}

/* The network of the day that counts are of: this one, or one of the same facts. */
static copse_status on_counted_day(copse_network **other, copse_mapping *m, const copse_network *net, copse_error *err)
{
    copse_day day = copse_network_counts_day(m->counts);
    m->counted = net;
    m->answer->counted = net->as_of;
    if (m->is_exact || day == net->as_of)
        return COPSE_OK;
    copse_context then = *m->ctx;
    then.as_of = day;
    copse_status st = copse_network_new(other, net->facts, &then, err);
    if (st == COPSE_OK)
        m->counted = *other;
    m->answer->counted = day;
    return st;
}

static copse_status make(copse_map_answer *answer, const copse_network *net, const copse_map_options *options,
                         const copse_context *ctx, copse_error *err)
{
    copse_network *other = NULL;
    copse_counts *counts = NULL;
    copse_mapping m = {.options = options, .ctx = ctx, .answer = answer, .is_exact = ctx->audience == COPSE_FOR_STEWARD};
    answer->head = (copse_answer_head){.schema = "copse/map/1",
                                       .data_version = net->facts->data_version,
                                       .as_of = net->as_of,
                                       .audience = ctx->audience,
                                       .seed = ctx->seed,
                                       .terms = ctx->terms};
    answer->of = options->of;
    answer->shows_people = options->shows_people || options->of == COPSE_MAP_OF_MEMBER;
    answer->threshold = (int)copse_asking_threshold(ctx);
    copse_status st = copse_network_counts_new(&counts, net, (int64_t)answer->threshold, err);
    m.counts = counts;
    if (st == COPSE_OK)
        st = on_counted_day(&other, &m, net, err);
    if (st == COPSE_OK)
        st = fill(&m, net->as_of, err);
    for (copse_map_kind kind = 0; kind < COPSE_MAP_KINDS; kind++) {
        copse_memory_free(m.shows[kind]);
        copse_memory_free(m.mark_of[kind]);
    }
    copse_memory_free(m.may_name);
    copse_incidence_free(&m.seats);
    copse_network_counts_free(counts);
    copse_network_free(other);
    return st;
}

copse_status copse_question_map(copse_map_answer **out, const copse_network *net, const copse_map_options *options,
                                const copse_context *ctx, copse_error *err)
{
    *out = NULL;
    if (ctx->audience == COPSE_FOR_STEWARD && !(ctx->reason && ctx->reason[0]))
        return copse_error_set(err, COPSE_E_ARGUMENT, "map", "say what it is needed for",
                               "what the steward may see needs a reason");
    copse_arena *arena = copse_arena_new();
    copse_map_answer *answer = arena ? copse_arena_take(arena, 1, sizeof *answer) : NULL;
    if (!answer) {
        copse_arena_free(arena);
        return copse_error_nomem(err);
    }
    answer->arena = arena;
    copse_status st = make(answer, net, options, ctx, err);
    if (st == COPSE_OK)
        *out = answer;
    else
        copse_map_answer_free(answer);
    return st;
}

void copse_map_answer_free(copse_map_answer *answer)
{
    /* The answer itself lives in its arena. */
    if (answer)
        copse_arena_free(answer->arena);
}
