/*
 * Before, during and after a project: which CoPs, whom to ask, whom to tell? Gathers what the project is about and
 * whose it is, asks whether to join or create, and has each phase written line by line.
 */
#include "question/brief.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "question/notes.h"

enum { MOST_POINTS = 5 }; /* of one phase */

/* ---- what it is about ---- */

static bool has_topic(const copse_index *topics, size_t n, copse_index topic)
{
    for (size_t i = 0; i < n; i++)
        if (topics[i] == topic)
            return true;
    return false;
}

/* Those that were given, else the project's. */
static copse_status gather_topics(copse_briefing *b, copse_error *err)
{
    const copse_records *r = b->ledger.records;
    const copse_brief_options *o = b->options;
    copse_index *topics = copse_arena_take(b->arena, o->n_topics + r->n_project_topics, sizeof *topics);
    if (!topics)
        return copse_error_nomem(err);
    for (size_t i = 0; i < o->n_topics; i++)
        if (!has_topic(topics, b->n_topics, o->topics[i]))
            topics[b->n_topics++] = o->topics[i];
    for (size_t i = 0; o->n_topics == 0 && b->project != COPSE_NONE && i < r->n_project_topics; i++)
        if (r->project_topics[i].project == b->project && !has_topic(topics, b->n_topics, r->project_topics[i].topic))
            topics[b->n_topics++] = r->project_topics[i].topic;
    b->topics = topics;
    if (b->n_topics > 0)
        return COPSE_OK;
    if (b->project == COPSE_NONE)
        return copse_error_set(err, COPSE_E_ARGUMENT, "brief", "add --project P, or --topic T",
                               "it is not said what the project is about");
    return copse_error_set(err, COPSE_E_ARGUMENT, r->projects[b->project].key,
                           "import project_topics.csv, or add --topic T", "no topic is recorded for this project");
}

static copse_status gather_team(copse_briefing *b, copse_error *err)
{
    const copse_network *net = b->ledger.net;
    b->is_of_team = copse_memory_new(net->facts->n_members, sizeof *b->is_of_team);
    b->is_settled = copse_memory_new(b->ledger.records->n_exchanges, sizeof *b->is_settled);
    if (!b->is_of_team || !b->is_settled)
        return copse_error_nomem(err);
    for (size_t m = 0; b->team != COPSE_NONE && m < net->facts->n_members; m++) {
        b->is_of_team[m] = net->is_present[m] && copse_network_works_under(net, (copse_index)m, b->team);
        b->n_of_team += b->is_of_team[m];
    }
    return copse_ledger_find_settled(b->is_settled, &b->ledger, err);
}

static copse_status decide(copse_briefing *b, copse_error *err)
{
    const copse_network *net = b->ledger.net;
    copse_decide_options wishes = COPSE_DECIDE_OPTIONS_INIT;
    wishes.topics = b->topics;
    wishes.n_topics = b->n_topics;
    wishes.mode = b->options->mode;
    wishes.team = b->team;
    wishes.site = b->site;
    copse_status st = copse_question_decide(&b->decision, net, &wishes, b->ledger.ctx, err);
    if (st != COPSE_OK)
        return st;
    b->home = copse_memory_new(b->decision->n_homes, sizeof *b->home);
    if (!b->home)
        return copse_error_nomem(err);
    for (size_t i = 0; i < b->decision->n_homes; i++)
        b->home[i] = copse_map_get(net->community_keys, b->decision->homes[i].key, COPSE_NONE);
    return COPSE_OK;
}

bool copse_brief_is_ours(const copse_briefing *b, const copse_record_exchange *x)
{
    if (!copse_ledger_holds(&b->ledger, x))
        return false;
    if (b->project != COPSE_NONE)
        return x->project == b->project;
    return b->is_of_team[x->from_member] && x->topic != COPSE_NONE && has_topic(b->topics, b->n_topics, x->topic);
}

/* ---- phases ---- */

static copse_phase current_phase(const copse_briefing *b)
{
    copse_day today = b->ledger.ctx->as_of;
    if (b->answer->starts != COPSE_DAY_UNKNOWN && today < b->answer->starts)
        return COPSE_PHASE_BEFORE;
    if (b->answer->ends != COPSE_DAY_UNKNOWN && today > b->answer->ends)
        return COPSE_PHASE_AFTER;
    return b->answer->starts == COPSE_DAY_UNKNOWN ? COPSE_PHASE_BEFORE : COPSE_PHASE_DURING;
}

static bool is_asked_for(const copse_briefing *b, copse_phase phase)
{
    return b->options->phases == 0 || (b->options->phases & (1U << phase));
}

static void write_phase(copse_briefing *b, copse_brief_phase *out, copse_phase phase, bool is_current)
{
    static void (*const writers[])(copse_briefing *) = {copse_brief_before, copse_brief_during, copse_brief_after};
    b->points = copse_arena_take(b->arena, MOST_POINTS, sizeof *b->points);
    b->n_points = 0;
    if (!b->points) {
        b->failed = true;
        return;
    }
    writers[phase](b);
    *out = (copse_brief_phase){phase, is_current, b->n_points, b->points};
}

static copse_status write_phases(copse_briefing *b, copse_error *err)
{
    copse_phase current = current_phase(b);
    bool has_dates = b->answer->starts != COPSE_DAY_UNKNOWN || b->answer->ends != COPSE_DAY_UNKNOWN;
    copse_brief_phase *phases = copse_arena_take(b->arena, COPSE_PHASES, sizeof *phases);
    if (!phases)
        return copse_error_nomem(err);
    /* The current one, then the others as they come. */
    for (int step = -1; step < COPSE_PHASES && !b->failed; step++) {
        copse_phase phase = step < 0 ? current : (copse_phase)step;
        if ((step >= 0 && phase == current) || !is_asked_for(b, phase))
            continue;
        write_phase(b, &phases[b->answer->n_phases++], phase, has_dates && phase == current);
    }
    b->answer->phases = phases;
    return b->failed ? copse_error_nomem(err) : COPSE_OK;
}

/* ---- the answer ---- */

static bool keep_text(const char **out, copse_briefing *b, const char *text)
{
    *out = copse_arena_copy(b->arena, text);
    return *out || !text;
}

static bool put_topics(copse_briefing *b)
{
    const copse_facts *f = b->ledger.net->facts;
    copse_topic_match *topics = copse_arena_take(b->arena, b->n_topics, sizeof *topics);
    bool whole = topics != NULL;
    for (size_t i = 0; whole && i < b->n_topics; i++) {
        topics[i].weight = 1.0;
        whole = keep_text(&topics[i].key, b, f->topics[b->topics[i]].key) &&
                keep_text(&topics[i].name, b, copse_ledger_topic(&b->ledger, b->topics[i]));
    }
    b->answer->topics = topics;
    b->answer->n_topics = b->n_topics;
    return whole;
}

static copse_status fill_head(copse_briefing *b, copse_error *err)
{
    const copse_ledger *ledger = &b->ledger;
    copse_brief_answer *answer = b->answer;
    const copse_record_project *project =
        b->project == COPSE_NONE ? NULL : &ledger->records->projects[b->project];
    answer->head = (copse_answer_head){.schema = "copse/brief/1",
                                       .data_version = ledger->net->facts->data_version,
                                       .as_of = ledger->net->as_of,
                                       .audience = ledger->ctx->audience,
                                       .seed = ledger->ctx->seed,
                                       .terms = ledger->ctx->terms};
    answer->starts = project ? project->starts : COPSE_DAY_UNKNOWN;
    answer->ends = project ? project->ends : COPSE_DAY_UNKNOWN;
    bool whole = put_topics(b) && keep_text(&answer->project, b, project ? project->key : NULL) &&
                 keep_text(&answer->project_name, b, copse_ledger_project(ledger, b->project)) &&
                 keep_text(&answer->team, b, b->team == COPSE_NONE ? NULL : ledger->net->facts->teams[b->team].key) &&
                 keep_text(&answer->team_name, b, copse_ledger_team(ledger, b->team));
    return whole ? COPSE_OK : copse_error_nomem(err);
}

static copse_status add_notes(copse_briefing *b, copse_error *err)
{
    copse_notes notes = {.arena = b->arena};
    copse_note(&notes, "The words in brackets name the sentence of docs/handbook.md that the lines serve.");
    if (b->ledger.ctx->audience == COPSE_FOR_TEAM)
        copse_note(&notes, "People are named who may be named to the team; --for trust is for others.");
    else
        copse_note(&notes, "People are named who may be named to this audience.");
    if (b->project == COPSE_NONE)
        copse_note(&notes, "No stored project: what a CoP was told is what the team's people told it on these topics.");
    return copse_notes_keep(&b->answer->head.notes, &b->answer->head.n_notes, &notes, err);
}

static copse_status fill(copse_briefing *b, copse_error *err)
{
    copse_status st = gather_topics(b, err);
    if (st == COPSE_OK)
        st = fill_head(b, err);
    if (st == COPSE_OK)
        st = gather_team(b, err);
    if (st == COPSE_OK)
        st = decide(b, err);
    if (st == COPSE_OK)
        st = write_phases(b, err);
    return st == COPSE_OK ? add_notes(b, err) : st;
}

static void briefing_free(copse_briefing *b)
{
    copse_memory_free(b->is_of_team);
    copse_memory_free(b->is_settled);
    copse_memory_free(b->home);
    copse_memory_free(b->lines);
    copse_decide_answer_free(b->decision);
}

void copse_brief_answer_free(copse_brief_answer *answer)
{
    if (answer)
        copse_arena_free(answer->arena);
}

copse_status copse_question_brief(copse_brief_answer **out, const copse_network *net, const copse_records *records,
                                  const copse_brief_options *options, const copse_context *ctx, copse_error *err)
{
    copse_briefing b = {.ledger = {net, records, ctx}, .options = options, .project = options->project};
    *out = NULL;
    copse_status st = copse_ledger_verify(&b.ledger, err);
    if (st != COPSE_OK)
        return st;
    const copse_record_project *project = b.project == COPSE_NONE ? NULL : &records->projects[b.project];
    b.team = options->team != COPSE_NONE ? options->team : project ? project->team : COPSE_NONE;
    b.site = options->site != COPSE_NONE ? options->site : project ? project->site : COPSE_NONE;
    b.arena = copse_arena_new();
    b.answer = b.arena ? copse_arena_take(b.arena, 1, sizeof *b.answer) : NULL;
    st = b.answer ? fill(&b, err) : copse_error_nomem(err);
    briefing_free(&b);
    if (st != COPSE_OK) {
        copse_arena_free(b.arena);
        return st;
    }
    b.answer->arena = b.arena;
    *out = b.answer;
    return COPSE_OK;
}
