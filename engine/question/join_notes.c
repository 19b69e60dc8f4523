/* Notes and advice: what a reader must know to weigh an answer, and what would make it better. */
#include "question/join.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "question/rules.h"

enum { MOST_NOTES = 16 };

/* Notes while they are collected; the texts live in the answer's arena. */
typedef struct notes {
    copse_arena *arena;
    const char *list[MOST_NOTES];
    size_t n;
    bool failed;
} notes;

static void note(notes *to, const char *format, ...) COPSE_PRINTF(2, 3);

static void note(notes *to, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int n = vsnprintf(NULL, 0, format, arguments);
    char *kept = n < 0 ? NULL : copse_arena_take(to->arena, (size_t)n + 1, 1);
    if (kept)
        vsnprintf(kept, (size_t)n + 1, format, again);
    va_end(again);
    va_end(arguments);
    if (!kept || to->n == MOST_NOTES)
        to->failed = true;
    else
        to->list[to->n++] = kept;
}

/* Put the list into the answer. */
static copse_status keep(const char *const **out, size_t *n_out, const notes *from,
                         copse_error *err)
{
    const char **list = copse_arena_take(from->arena, from->n, sizeof *list);
    if (!list || from->failed)
        return copse_error_nomem(err);
    memcpy(list, from->list, from->n * sizeof *list);
    *out = list;
    *n_out = from->n;
    return COPSE_OK;
}

/* ---- what was left out ---- */

static void note_left_out(notes *to, size_t n, const char *why)
{
    if (n > 0)
        note(to, "%zu communit%s left out, because %s.", n, n == 1 ? "y is" : "ies are", why);
}

static void note_filters(notes *to, const copse_asking *ask, const copse_candidates *found)
{
    note_left_out(to, found->left_out.dormant,
                  "dormant; on request they are shown (--include-dormant)");
    note_left_out(to, found->left_out.mode_unknown, "how they meet is not recorded");
    note_left_out(to, found->left_out.site_unknown,
                  "whether they are in reach of the site is not known");

    bool has_hybrid = false;
    for (size_t i = 0; i < found->n && i < copse_candidates_top(ask->options); i++)
        has_hybrid = has_hybrid || ask->net->facts->communities[found->list[i].community].mode ==
                                       COPSE_MODE_HYBRID;
    if (has_hybrid && ask->options->mode == COPSE_MODE_VIRTUAL)
        note(to, "Of a hybrid community, it is the virtual part that fits what was asked for.");
    if (has_hybrid && ask->options->mode == COPSE_MODE_FACE_TO_FACE)
        note(to,
             "Of a hybrid community, it is the face-to-face part that fits what was asked for.");
}

/* ---- how the member likes to meet ---- */

/* Said, never ranked by: nothing shows that either mode is better. */
static void note_preference(notes *to, const copse_join_answer *answer, copse_mode preference)
{
    copse_mode other = preference == COPSE_MODE_VIRTUAL        ? COPSE_MODE_FACE_TO_FACE
                       : preference == COPSE_MODE_FACE_TO_FACE ? COPSE_MODE_VIRTUAL
                                                               : COPSE_MODE_UNKNOWN;
    copse_text names = COPSE_TEXT_INIT;
    size_t n = 0;
    for (size_t i = 0; i < answer->n_recommendations; i++) {
        const copse_recommendation *r = &answer->recommendations[i];
        if (other != COPSE_MODE_UNKNOWN && r->mode == other)
            copse_text_format(&names, "%s%s", n++ > 0 ? "; " : "", r->name ? r->name : r->key);
    }
    to->failed = to->failed || names.failed;
    if (n > 0)
        note(to, "You like to meet %s; of these, %s: %s.",
             preference == COPSE_MODE_VIRTUAL ? "virtually" : "face to face",
             other == COPSE_MODE_VIRTUAL ? "virtual" : "face to face", copse_text_get(&names));
    copse_text_free(&names);
}

/* ---- what cannot be shown ---- */

static void note_people(notes *to, const copse_join_answer *answer, const copse_asking *ask)
{
    bool has_unnamed = false, has_small = false;
    for (size_t i = 0; i < answer->n_recommendations; i++) {
        const copse_recommendation *r = &answer->recommendations[i];
        int64_t c = copse_map_get(ask->net->community_keys, r->key, COPSE_NONE);
        has_unnamed = has_unnamed || r->core_has_unnamed || r->near_has_unnamed;
        has_small = has_small || copse_incidence_degree(&ask->net->community_members, (size_t)c) <
                                     ask->threshold;
    }
    if (has_unnamed)
        note(to, "'Others, not named' are people who have not agreed to be named to you.");
    if (has_small)
        note(to,
             "What members typically know is not shown for communities of fewer than %zu people.",
             ask->threshold);
}

static void note_activity(notes *to, const copse_join_answer *answer, const copse_asking *ask)
{
    if (ask->net->as_of == COPSE_DAY_UNKNOWN)
        note(to, "No date was given: what has not ended counts, and activity is not known.");
    else if (answer->n_recommendations > 0 &&
             answer->recommendations[0].activity == COPSE_ACTIVITY_UNKNOWN)
        note(to, "Which communities are active is not known: no exchange and no date of joining is "
                 "recorded.");
}

copse_status copse_join_add_notes(copse_join_answer *answer, const copse_asking *ask,
                                  const copse_candidates *found, copse_error *err)
{
    notes to = {.arena = ask->arena};
    if (answer->model_is_stale)
        note(&to,
             "The model was fitted on data version %lld and the data are now at version %lld: "
             "'copse fit' brings it up to date.",
             (long long)copse_model_describe(ask->model)->data_version,
             (long long)answer->head.data_version);
    if (answer->enough_known && !found->has_evidence)
        note(&to, "Nothing is known yet of your communities, topics, team or role, so these are "
                  "communities that hold what you want to learn or asked for.");
    note_filters(&to, ask, found);
    note_preference(&to, answer, ask->net->facts->members[ask->member].mode_preference);
    note_people(&to, answer, ask);
    note_activity(&to, answer, ask);
    return keep(&answer->head.notes, &answer->head.n_notes, &to, err);
}

copse_status copse_join_add_advice(copse_join_answer *answer, const copse_asking *ask,
                                   copse_error *err)
{
    const copse_network *net = ask->net;
    size_t member = (size_t)ask->member;
    notes to = {.arena = ask->arena};
    if (copse_incidence_degree(&net->member_communities, member) == 0)
        note(&to,
             "a community of practice that you are in (memberships.csv: member_id, community_id)");
    if (copse_incidence_degree(&net->member_topics, member) == 0)
        note(&to, "a topic that you know (expertise.csv: member_id, topic_id, weight)");
    if (copse_incidence_degree(&net->member_interests, member) == 0)
        note(&to, "a topic that you want to learn (interests.csv: member_id, topic_id)");
    if (copse_incidence_degree(&net->member_teams, member) == 0)
        note(&to, "the team that you work in (assignments.csv: member_id, team_id)");
    if (to.n == 0)
        note(&to,
             "another topic that you know or want to learn; what is recorded of you is not yet "
             "recorded of anybody in a community (expertise.csv, interests.csv: member_id, "
             "topic_id)");
    return keep(&answer->advice, &answer->n_advice, &to, err);
}
