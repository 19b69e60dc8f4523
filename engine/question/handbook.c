/*
 * What people do around a community of practice, a sentence at a time, and the command that helps with each. Briefs
 * name the sentence that a line serves; docs/handbook.md has all of them, and a test holds the two together.
 */
#include "copse.h"

static const copse_handbook_sentence sentences[] = {
    {"decide", COPSE_PHASE_ALWAYS, "See whether there is a CoP for it already before you start another.", "copse decide"},
    {"found", COPSE_PHASE_ALWAYS, "Start a CoP with a few people who know the subject and each other.", "copse found"},
    {"join", COPSE_PHASE_ALWAYS, "Join where you have something to give or to gain.", "copse join"},
    {"talk", COPSE_PHASE_ALWAYS, "Have a conversation with somebody who knows.", "copse talk"},
    {"pair", COPSE_PHASE_ALWAYS, "Bring people together who would not have met: randomised coffee.", "copse pair"},
    {"before-join", COPSE_PHASE_BEFORE, "Before a project, find the CoPs that work on its topics.", "copse brief"},
    {"before-create", COPSE_PHASE_BEFORE, "Where there is none, propose it to one that is near, or create one.", "copse brief"},
    {"before-members", COPSE_PHASE_BEFORE, "Ask who of the team is in them already.", "copse brief"},
    {"before-gaps", COPSE_PHASE_BEFORE, "Know what the team does not know.", "copse brief"},
    {"before-assist", COPSE_PHASE_BEFORE, "Invite people who know it to a peer assist.", "copse brief"},
    {"during-update", COPSE_PHASE_DURING, "During a project, keep CoPs up to date, regularly.", "copse brief"},
    {"during-ask", COPSE_PHASE_DURING, "And ask them whenever a question comes up.", "copse brief"},
    {"during-actions", COPSE_PHASE_DURING, "Do what you said you would do.", "copse brief"},
    {"after-share", COPSE_PHASE_AFTER, "After a project, share what was learned where it is of use.", "copse brief"},
    {"after-serve", COPSE_PHASE_AFTER, "Think of whom it would serve.", "copse brief"},
    {"after-debrief", COPSE_PHASE_AFTER, "Come together over what was learned, and say what you do with it.", "copse brief"},
    {"after-actions", COPSE_PHASE_AFTER, "See what stayed open.", "copse brief"},
    {"debrief-same", COPSE_PHASE_ALWAYS, "Where several of a team are in one CoP, find out.", "copse debrief"},
    {"debrief-compare", COPSE_PHASE_ALWAYS, "Compare what each of you learned there.", "copse debrief"},
    {"debrief-act", COPSE_PHASE_ALWAYS, "Turn it into actions, and see them through.", "copse record"},
    {"giveback-received", COPSE_PHASE_ALWAYS, "Remember what you received, and from whom.", "copse giveback"},
    {"giveback-promised", COPSE_PHASE_ALWAYS, "Give back what you promised.", "copse giveback"},
    {"giveback-listen", COPSE_PHASE_ALWAYS, "Listening is a legitimate way to take part.", "copse giveback"},
    {"record", COPSE_PHASE_ALWAYS, "Write down what passed, in a line.", "copse record"},
};

size_t copse_handbook_count(void)
{
    return sizeof sentences / sizeof sentences[0];
}

const copse_handbook_sentence *copse_handbook_get(size_t i)
{
    return &sentences[i];
}
