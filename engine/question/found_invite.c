/* An invitation: what the steward's answer says, as far as the invited person may know it. */
#include "question/found.h"

#include <string.h>

static bool copy_text(const char **out, copse_arena *arena, const char *text)
{
    *out = text && text[0] ? copse_arena_copy(arena, text) : NULL;
    return *out || !text || !text[0];
}

static bool put_person(copse_person *out, copse_arena *arena, const copse_network *net,
                       const copse_context *self, const char *key)
{
    copse_person person =
        copse_network_person(net, self, copse_map_get(net->member_keys, key, COPSE_NONE));
    *out = (copse_person){.named = person.named};
    return copy_text(&out->key, arena, person.key) && copy_text(&out->name, arena, person.name);
}

static const char *shown(const char *name, const char *key)
{
    return name && name[0] ? name : key;
}

static bool put_topics(copse_found_invitation *to, const copse_found_answer *answer,
                       const copse_found_seat *seat)
{
    const char **topics = copse_arena_take(to->arena, answer->n_topics, sizeof *topics);
    const char **known = copse_arena_take(to->arena, seat->n_evidence, sizeof *known);
    if (!topics || !known)
        return false;
    for (size_t i = 0; i < answer->n_topics; i++)
        if (!copy_text(&topics[i], to->arena, shown(answer->topics[i].name, answer->topics[i].key)))
            return false;
    for (size_t i = 0; i < seat->n_evidence; i++)
        if (!copy_text(&known[i], to->arena, shown(seat->evidence[i].name, seat->evidence[i].key)))
            return false;
    to->topics = topics;
    to->n_topics = answer->n_topics;
    to->known = known;
    to->n_known = seat->n_evidence;
    return true;
}

static bool put_others(copse_found_invitation *to, const copse_found_answer *answer, size_t seat,
                       const copse_network *net, const copse_context *self)
{
    copse_person *others = copse_arena_take(to->arena, answer->n_seats, sizeof *others);
    if (!others)
        return false;
    for (size_t i = 0; i < answer->n_seats; i++) {
        copse_person *next = &others[to->n_others];
        if (!put_person(next, to->arena, net, self, answer->seats[i].person.key))
            return false;
        if (answer->seats[i].is_coordinator)
            to->coordinator = *next;
        if (i == seat)
            to->member = *next;
        else if (next->named)
            to->n_others++;
        else
            to->has_unnamed = true;
    }
    to->others = others;
    return true;
}

copse_status copse_question_found_invite(copse_found_invitation **out, const copse_network *net,
                                         const copse_found_answer *answer, size_t seat,
                                         const copse_context *ctx, copse_error *err)
{
    *out = NULL;
    if (ctx->audience != COPSE_FOR_STEWARD || !ctx->reason || !ctx->reason[0] ||
        answer->head.audience != COPSE_FOR_STEWARD)
        return copse_error_set(err, COPSE_E_ARGUMENT, "found", "give a reason, which is audited",
                               "invitations are for the steward to send");
    copse_arena *arena = copse_arena_new();
    copse_found_invitation *to = arena ? copse_arena_take(arena, 1, sizeof *to) : NULL;
    if (!to) {
        copse_arena_free(arena);
        return copse_error_nomem(err);
    }
    copse_context self = *ctx;
    self.audience = COPSE_FOR_SELF;
    self.audience_key = answer->seats[seat].person.key;
    self.reason = NULL;
    to->arena = arena;
    to->head = answer->head;
    to->head.audience = COPSE_FOR_SELF;
    to->head.notes = NULL;
    to->head.n_notes = 0;
    to->mode = answer->mode;
    to->is_coordinator = answer->seats[seat].is_coordinator;
    if (!copy_text(&to->site, arena, answer->site) ||
        !copy_text(&to->mail, arena, answer->seats[seat].mail) ||
        !put_topics(to, answer, &answer->seats[seat]) ||
        !put_others(to, answer, seat, net, &self)) {
        copse_found_invitation_free(to);
        return copse_error_nomem(err);
    }
    *out = to;
    return COPSE_OK;
}

void copse_found_invitation_free(copse_found_invitation *invitation)
{
    /* The invitation itself lives in its arena. */
    if (invitation)
        copse_arena_free(invitation->arena);
}
