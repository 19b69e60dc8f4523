/* What a reader must know to weigh whom to talk to. */
#include "question/talk.h"

#include "question/notes.h"
#include "question/rules.h"

static void note_nobody(copse_notes *to, const copse_talk_answer *answer, const copse_talk_case *c)
{
    bool has_holders = false;
    for (size_t i = 0; i < answer->n_topics; i++) {
        has_holders = has_holders || answer->topics[i].has_holders;
        if (!answer->topics[i].has_holders)
            copse_note(to, "Nobody is recorded as knowing %s.",
                       answer->topics[i].name ? answer->topics[i].name : answer->topics[i].key);
    }
    if (answer->n_people > 0 || !has_holders)
        return;
    if (c->ctx->audience == COPSE_FOR_STEWARD)
        copse_note(to, "Nobody but whoever asks is recorded as knowing it.");
    else
        copse_note(to, "Nobody who may be named here is recorded as knowing it. The steward can ask with --for "
                       "steward and a reason, and pass the question on; 'copse join' lists communities.");
}

static void note_place(copse_notes *to, const copse_talk_answer *answer, const copse_talk_case *c)
{
    bool counts = c->mode == COPSE_MODE_FACE_TO_FACE || c->mode == COPSE_MODE_HYBRID;
    bool lacks_site = false;
    if (counts && c->site == COPSE_NONE)
        copse_note(to, "Where you are is not recorded, so travel is not counted: --site says where to meet.");
    for (size_t i = 0; i < answer->n_people; i++)
        lacks_site = lacks_site || !answer->people[i].site;
    if (counts && c->site != COPSE_NONE && lacks_site)
        copse_note(to, "Of some no site is recorded: their way counts as an hour.");
}

copse_status copse_talk_add_notes(copse_talk_answer *answer, const copse_talk_case *c, copse_error *err)
{
    copse_notes to = {.arena = answer->arena};
    note_nobody(&to, answer, c);
    if (answer->n_people > 0) {
        copse_note(&to, "Evidence measures activity, not competence, and nobody named here has been asked whether "
                        "they have time.");
        copse_note(&to, "Room falls with questions of the last %.0f days that somebody has not answered, so that "
                        "the same few are not always asked. It knows only of those that are recorded.",
                   copse_rule_value(COPSE_RULE_TALK_ASKS_DAYS));
    }
    note_place(&to, answer, c);
    if (c->net->as_of == COPSE_DAY_UNKNOWN)
        copse_note(&to, "No date was given: what has not ended counts.");
    return copse_notes_keep(&answer->head.notes, &answer->head.n_notes, &to, err);
}
