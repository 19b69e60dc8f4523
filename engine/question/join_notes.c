/* Notes and advice: what a reader must know to weigh an answer, and what would make it better. */
#include "question/join.h"

#include "base/text.h"
#include "question/notes.h"
#include "question/reach.h"
#include "question/rules.h"

/* ---- what was left out ---- */

static void note_left_out(copse_notes *to, size_t n, const char *why)
{
    if (n > 0)
        copse_note(to, "%zu communit%s left out, because %s.", n, n == 1 ? "y is" : "ies are", why);
}

/* Of a hybrid one that is recommended: which part of it fits what was asked for. */
static void note_hybrids(copse_notes *to, const copse_asking *ask, const copse_candidates *found)
{
    const copse_join_options *o = ask->options;
    const copse_reach_wish wish = {o->mode, &o->site, o->site != COPSE_NONE, 0.0};
    bool has_virtual = false, has_face = false;
    for (size_t i = 0; i < found->n && i < copse_candidates_top(o); i++) {
        const copse_fact_community *c = &ask->net->facts->communities[found->list[i].community];
        copse_mode part;
        copse_reach_of(ask->net, &wish, c->mode, c->site, NULL, &part);
        has_virtual = has_virtual || (c->mode == COPSE_MODE_HYBRID && part == COPSE_MODE_VIRTUAL);
        has_face = has_face || (c->mode == COPSE_MODE_HYBRID && part == COPSE_MODE_FACE_TO_FACE);
    }
    if (has_virtual && o->mode == COPSE_MODE_VIRTUAL)
        copse_note(to, "Of a hybrid community, it is the virtual part that fits what was asked for.");
    if (has_virtual && o->mode == COPSE_MODE_UNKNOWN)
        copse_note(to, "Of a hybrid community that is not known to be in reach of the site, it is the virtual "
                       "part that fits.");
    if (has_face)
        copse_note(to,
                   "Of a hybrid community, it is the face-to-face part that fits what was asked for.");
}

static void note_filters(copse_notes *to, const copse_asking *ask, const copse_candidates *found)
{
    note_left_out(to, found->left_out[COPSE_OBSTACLE_MARKED],
                  "you said that they are not for you ('copse profile' lists these)");
    note_left_out(to, found->left_out[COPSE_OBSTACLE_DORMANT],
                  "dormant; on request they are shown (--include-dormant)");
    note_left_out(to, found->left_out[COPSE_OBSTACLE_MODE_UNKNOWN], "how they meet is not recorded");
    note_left_out(to, found->left_out[COPSE_OBSTACLE_SITE_UNKNOWN],
                  "whether they are in reach of the site is not known");

    note_hybrids(to, ask, found);
}

/* ---- how the member likes to meet ---- */

/* Said, never ranked by: nothing shows that either mode is better. */
static void note_preference(copse_notes *to, const copse_join_answer *answer, copse_mode preference)
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
        copse_note(to, "You like to meet %s; of these, %s: %s.",
             preference == COPSE_MODE_VIRTUAL ? "virtually" : "face to face",
             other == COPSE_MODE_VIRTUAL ? "virtual" : "face to face", copse_text_get(&names));
    copse_text_free(&names);
}

/* ---- what cannot be shown ---- */

static void note_people(copse_notes *to, const copse_join_answer *answer, const copse_asking *ask)
{
    bool has_unnamed = false, has_small = false;
    for (size_t i = 0; i < answer->n_recommendations; i++) {
        const copse_recommendation *r = &answer->recommendations[i];
        int64_t c = copse_map_get(ask->net->community_keys, r->key, COPSE_NONE);
        has_unnamed = has_unnamed || r->core_has_unnamed || r->near_has_unnamed;
        has_small = has_small || copse_network_size_of(ask->net, (size_t)c) < ask->threshold;
    }
    if (has_unnamed)
        copse_note(to, "'Others, not named' are people who have not agreed to be named to you.");
    if (has_small)
        copse_note(to,
             "What members typically know is not shown for communities of fewer than %zu people.",
             ask->threshold);
}

static void note_activity(copse_notes *to, const copse_join_answer *answer, const copse_asking *ask)
{
    if (ask->net->as_of == COPSE_DAY_UNKNOWN)
        copse_note(to, "No date was given: what has not ended counts, and activity is not known.");
    else if (answer->n_recommendations > 0 &&
             answer->recommendations[0].activity == COPSE_ACTIVITY_UNKNOWN)
        copse_note(to, "Which communities are active is not known: no exchange and no date of joining is "
                 "recorded.");
}

copse_status copse_join_add_notes(copse_join_answer *answer, const copse_asking *ask,
                                  const copse_candidates *found, copse_error *err)
{
    copse_notes to = {.arena = ask->arena};
    if (answer->model_is_stale)
        copse_note(&to,
             "The model was fitted on data version %lld and the data are now at version %lld: "
             "'copse fit' brings it up to date.",
             (long long)copse_model_describe(ask->model)->data_version,
             (long long)answer->head.data_version);
    if (answer->enough_known && !found->has_evidence)
        copse_note(&to, "Nothing is known yet of your communities, topics, team or role, so these are "
                  "communities that hold what you want to learn or asked for.");
    note_filters(&to, ask, found);
    if (ask->options->diversity > 0.0)
        copse_note(&to,
                   "The order is not by score alone: a community like those above it counts less, by a "
                   "diversity of %g.",
                   ask->options->diversity);
    note_preference(&to, answer, ask->net->facts->members[ask->member].mode_preference);
    note_people(&to, answer, ask);
    note_activity(&to, answer, ask);
    return copse_notes_keep(&answer->head.notes, &answer->head.n_notes, &to, err);
}

copse_status copse_join_add_advice(copse_join_answer *answer, const copse_asking *ask,
                                   copse_error *err)
{
    const copse_network *net = ask->net;
    size_t member = (size_t)ask->member;
    copse_notes to = {.arena = ask->arena};
    if (copse_incidence_degree(&net->member_communities, member) == 0)
        copse_note(&to,
             "a community of practice that you are in (memberships.csv: member_id, community_id)");
    if (copse_incidence_degree(&net->member_topics, member) == 0)
        copse_note(&to, "a topic that you know (expertise.csv: member_id, topic_id, weight)");
    if (copse_incidence_degree(&net->member_interests, member) == 0)
        copse_note(&to, "a topic that you want to learn (interests.csv: member_id, topic_id)");
    if (copse_incidence_degree(&net->member_teams, member) == 0)
        copse_note(&to, "the team that you work in (assignments.csv: member_id, team_id)");
    if (to.n == 0)
        copse_note(&to,
             "another topic that you know or want to learn; what is recorded of you is not yet "
             "recorded of anybody in a community (expertise.csv, interests.csv: member_id, "
             "topic_id)");
    return copse_notes_keep(&answer->advice, &answer->n_advice, &to, err);
}
