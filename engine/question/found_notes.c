/* What a reader must know to weigh a suggested group. */
#include "question/found.h"

#include <string.h>

#include "base/text.h"

enum { MOST_NOTES = 16 };

/* Notes while they are collected; the texts live in the answer's arena. */
typedef struct notes {
    copse_arena *arena;
    const char *list[MOST_NOTES];
    size_t n;
    bool has_failed;
} notes;

static void keep(notes *to, const char *text)
{
    if (!text || to->n == MOST_NOTES)
        to->has_failed = true;
    else
        to->list[to->n++] = text;
}

static void note(notes *to, const char *text)
{
    keep(to, copse_arena_copy(to->arena, text));
}

static void note_contacts(notes *to, const copse_found_answer *answer)
{
    switch (answer->basis) {
    case COPSE_CONTACT_TIES:
        note(to, "Who is in contact is taken from recorded ties and answered questions.");
        break;
    case COPSE_CONTACT_COMMUNITIES:
        keep(to, copse_arena_format(to->arena,
                                    "No ties are recorded: who shares a community of at most %d "
                                    "people is taken to be in contact.",
                                    COPSE_COLLABORATION_CIRCLE));
        break;
    case COPSE_CONTACT_TEAMS:
        keep(to, copse_arena_format(to->arena,
                                    "No ties are recorded: who shares a team of at most %d people "
                                    "is taken to be in contact.",
                                    COPSE_COLLABORATION_CIRCLE));
        break;
    case COPSE_CONTACT_NONE:
        note(to, "Nothing is recorded of who is in contact with whom: reach and cohesion "
                 "tell nobody apart.");
        break;
    }
}

static void note_connection(notes *to, const copse_found_answer *answer)
{
    if (!answer->is_found || answer->basis == COPSE_CONTACT_NONE)
        return;
    if (!answer->is_connected)
        note(to, "No group that keeps to the rules is connected: some of these people have no path "
                 "to each other.");
}

static void note_topics(notes *to, const copse_found_answer *answer)
{
    copse_text names = COPSE_TEXT_INIT;
    size_t n = 0;
    for (size_t i = 0; i < answer->n_topics; i++)
        if (!answer->topics[i].has_holders)
            copse_text_format(&names, "%s%s", n++ > 0 ? "; " : "",
                              answer->topics[i].name ? answer->topics[i].name
                                                     : answer->topics[i].key);
    to->has_failed = to->has_failed || names.failed;
    if (n > 0)
        keep(to, copse_arena_format(to->arena, "Nobody is recorded as knowing: %s.",
                                    copse_text_get(&names)));
    copse_text_free(&names);
}

static void note_dates(notes *to, const copse_founding *f)
{
    bool counts = f->answer->objective == COPSE_FOUND_PRACTICE &&
                  f->answer->alpha[COPSE_FOUND_AUTHORITY] > 0.0;
    if (counts && f->answer->is_found && !f->c->has_dates)
        note(to, "When people here were last active is not recorded, so authority takes all of "
                 "their evidence to be as fresh.");
}

static void note_places(notes *to, const copse_founding *f)
{
    bool has_site = false, lacks_site = false;
    for (size_t i = 0; i < f->choice.k; i++) {
        bool is_known = f->c->site[f->choice.member[i]] != COPSE_NONE;
        has_site = has_site || is_known;
        lacks_site = lacks_site || !is_known;
    }
    if (f->c->travel_share == 0.0 && f->c->options->mode == COPSE_MODE_FACE_TO_FACE)
        note(to, "No site is recorded of anybody here, so travel is not counted.");
    else if (has_site && lacks_site)
        note(to, "Of some no site is recorded: their way counts as an hour.");
}

/* Said, never chosen by: how somebody likes to meet is theirs to say when they are asked. */
static void note_preference(notes *to, const copse_founding *f)
{
    copse_mode mode = f->c->options->mode;
    copse_mode other = mode == COPSE_MODE_VIRTUAL        ? COPSE_MODE_FACE_TO_FACE
                       : mode == COPSE_MODE_FACE_TO_FACE ? COPSE_MODE_VIRTUAL
                                                         : COPSE_MODE_UNKNOWN;
    copse_text names = COPSE_TEXT_INIT;
    for (size_t i = 0; f->is_for_steward && other != COPSE_MODE_UNKNOWN && i < f->choice.k; i++) {
        copse_person person = copse_network_person(f->c->net, f->c->ctx, f->c->member[f->choice.member[i]]);
        if (f->c->net->facts->members[f->c->member[f->choice.member[i]]].mode_preference == other)
            copse_text_format(&names, "%s%s", names.length > 0 ? "; " : "",
                              person.name ? person.name : person.key);
    }
    to->has_failed = to->has_failed || names.failed;
    if (names.length > 0)
        keep(to, copse_arena_format(to->arena, "The group is to meet %s; who likes to meet %s: %s.",
                                    mode == COPSE_MODE_VIRTUAL ? "virtually" : "face to face",
                                    mode == COPSE_MODE_VIRTUAL ? "face to face" : "virtually",
                                    copse_text_get(&names)));
    copse_text_free(&names);
}

static void note_proof(notes *to, const copse_found_answer *answer)
{
    if (answer->was_stopped)
        note(to, "The proof was stopped by the time limit: another run may prove more.");
    if (answer->has_costs && answer->objective != COPSE_FOUND_PRACTICE)
        note(to, "Distances are sums of the costs recorded of ties, 1 where none is.");
}

static void note_audience(notes *to, const copse_founding *f)
{
    bool has_unnamed = false;
    for (size_t i = 0; i < f->answer->n_seats; i++)
        has_unnamed = has_unnamed || !f->answer->seats[i].person.named;
    if (has_unnamed)
        note(to, "People who have not agreed to be named are not named. In order to invite them, "
                 "the steward asks with --for steward and a reason.");
    else if (f->answer->is_found && !f->is_for_steward)
        note(to, "What each of them brings is shown to the steward only.");
}

copse_status copse_found_add_notes(copse_founding *f, copse_error *err)
{
    notes to = {.arena = f->arena};
    const copse_found_answer *answer = f->answer;
    note(&to, "This is a suggestion of whom to invite. Evidence measures activity, not competence: "
              "ask people before counting on them.");
    if (answer->is_found && answer->objective == COPSE_FOUND_PRACTICE &&
        answer->alpha[COPSE_FOUND_REACH] + answer->alpha[COPSE_FOUND_DIVERSITY] > 0.0)
        note(&to, "Reach and diversity are policy, not predicted benefit: nothing shows that they "
                  "make a group last.");
    note_contacts(&to, answer);
    note_connection(&to, answer);
    note_topics(&to, answer);
    note_dates(&to, f);
    note_places(&to, f);
    note_preference(&to, f);
    note_proof(&to, answer);
    note_audience(&to, f);
    if (f->c->net->as_of == COPSE_DAY_UNKNOWN)
        note(&to, "No date was given: what has not ended counts.");
    const char **list = copse_arena_take(f->arena, to.n, sizeof *list);
    if (!list || to.has_failed)
        return copse_error_nomem(err);
    memcpy(list, to.list, to.n * sizeof *list);
    f->answer->head.notes = list;
    f->answer->head.n_notes = to.n;
    return COPSE_OK;
}
