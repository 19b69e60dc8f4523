/*
 * What did a member receive from which CoP, what did they give, what did they promise? Their own ledger, for nobody
 * else. It counts nothing together and compares nobody: who listens has received, and owes nothing.
 */
#include "copse.h"

#include <stdlib.h>
#include <string.h>

#include "question/ledger.h"
#include "question/notes.h"
#include "question/rules.h"

/* One line before it is one of an answer. */
typedef struct line {
    const copse_record_exchange *x; /* of a promise by cadence: the last update */
    copse_giveback_side side;
    copse_index community; /* COPSE_NONE: with people */
    copse_day due;
    int32_t cadence; /* -1 */
} line;

typedef struct asking {
    copse_ledger ledger;
    const copse_giveback_options *options;
    copse_index member;
    bool *is_settled; /* [n_exchanges] */
    line *lines;
    size_t n_lines, capacity;
    copse_giveback_answer *answer;
    copse_arena *arena; /* the answer's */
} asking;

/* ---- which side an exchange stands on ---- */

static bool is_gift(copse_exchange_kind kind)
{
    return kind == COPSE_EXCHANGE_ANSWERED || kind == COPSE_EXCHANGE_SHARED || kind == COPSE_EXCHANGE_UPDATE ||
           kind == COPSE_EXCHANGE_DEBRIEF;
}

/* What the member did. A gift with a day that it is due is one that is still to come. */
static bool side_of_own(copse_giveback_side *out, const copse_record_exchange *x, bool is_settled)
{
    if (x->kind == COPSE_EXCHANGE_ATTENDED)
        *out = COPSE_GIVEBACK_RECEIVED;
    else if (is_gift(x->kind) && x->due == COPSE_DAY_UNKNOWN)
        *out = COPSE_GIVEBACK_GIVEN;
    else if (is_settled)
        return false; /* what kept or answered it stands for it */
    else
        *out = is_gift(x->kind) ? COPSE_GIVEBACK_PROMISED : COPSE_GIVEBACK_ASKED;
    return true;
}

static bool is_answer_to_member(const asking *a, const copse_record_exchange *x)
{
    const copse_record_exchange *earlier = copse_ledger_find(&a->ledger, x->settles);
    return x->to_member == a->member || (earlier && earlier->from_member == a->member);
}

/* What others did. */
static bool side_of_other(copse_giveback_side *out, const asking *a, const copse_record_exchange *x, bool is_settled)
{
    *out = COPSE_GIVEBACK_RECEIVED;
    if (x->kind == COPSE_EXCHANGE_ASKED) {
        *out = COPSE_GIVEBACK_PROMISED;
        return x->to_member == a->member && x->due != COPSE_DAY_UNKNOWN && !is_settled;
    }
    if (!is_gift(x->kind) || x->due != COPSE_DAY_UNKNOWN)
        return false;
    if (is_answer_to_member(a, x))
        return true;
    /* What was shared with a CoP that they were in then, in words that they may read. */
    return x->to_community != COPSE_NONE && copse_ledger_note(&a->ledger, x) &&
           copse_ledger_was_in(&a->ledger, a->member, x->to_community, x->on);
}

static copse_status add_line(asking *a, const line *of, copse_error *err)
{
    if (!copse_memory_grow((void **)&a->lines, &a->capacity, a->n_lines, sizeof *a->lines))
        return copse_error_nomem(err);
    a->lines[a->n_lines++] = *of;
    return COPSE_OK;
}

static copse_status gather(asking *a, copse_error *err)
{
    const copse_records *r = a->ledger.records;
    copse_status st = COPSE_OK;
    for (size_t i = 0; st == COPSE_OK && i < r->n_exchanges; i++) {
        const copse_record_exchange *x = &r->exchanges[i];
        line of = {.x = x, .community = x->to_community, .due = x->due, .cadence = -1};
        bool is_own = x->from_member == a->member;
        if (!copse_ledger_holds(&a->ledger, x) || (a->options->project != COPSE_NONE && x->project != a->options->project))
            continue;
        if (is_own ? side_of_own(&of.side, x, a->is_settled[i]) : side_of_other(&of.side, a, x, a->is_settled[i]))
            st = add_line(a, &of, err);
    }
    return st;
}

/* ---- updates that follow from earlier ones ---- */

/* The last update of each running project to each CoP; gathered lines of own updates come by number. */
static bool is_last_update(const asking *a, size_t at, size_t n)
{
    const copse_record_exchange *x = a->lines[at].x;
    for (size_t i = 0; i < n; i++) {
        const copse_record_exchange *y = a->lines[i].x;
        bool is_same = y->from_member == a->member && y->kind == COPSE_EXCHANGE_UPDATE && y->project == x->project &&
                       y->to_community == x->to_community;
        if (is_same && a->lines[i].side == COPSE_GIVEBACK_PROMISED)
            return false; /* the day was said */
        if (is_same && (y->on > x->on || (y->on == x->on && y->id > x->id)))
            return false;
    }
    return true;
}

static copse_status gather_updates(asking *a, copse_error *err)
{
    copse_status st = COPSE_OK;
    size_t n = a->n_lines;
    for (size_t i = 0; st == COPSE_OK && i < n; i++) {
        const copse_record_exchange *x = a->lines[i].x;
        if (a->lines[i].side != COPSE_GIVEBACK_GIVEN || x->kind != COPSE_EXCHANGE_UPDATE || x->project == COPSE_NONE ||
            x->to_community == COPSE_NONE || !copse_ledger_runs(&a->ledger, x->project) || !is_last_update(a, i, n))
            continue;
        int32_t days = copse_ledger_cadence(&a->ledger, x->to_community, a->options->cadence_days);
        const line of = {x, COPSE_GIVEBACK_PROMISED, x->to_community, x->on + days, days};
        st = add_line(a, &of, err);
    }
    return st;
}

/* ---- in order ---- */

static int order(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/* Within a CoP and a side: what is promised by the day that it is due, all else the latest first. */
static int by_place(const void *a, const void *b)
{
    const line *x = a, *y = b;
    int decided = order(x->community, y->community);
    if (decided == 0)
        decided = order((int)x->side, (int)y->side);
    if (decided == 0)
        decided = x->side == COPSE_GIVEBACK_PROMISED ? order(x->due, y->due) : order(y->x->on, x->x->on);
    return decided != 0 ? decided : order(y->x->id, x->x->id);
}

static bool copy_text(const char **out, copse_arena *arena, const char *text)
{
    *out = copse_arena_copy(arena, text);
    return *out || !text;
}

static bool fill_item(copse_giveback_item *out, const asking *a, const line *of)
{
    const copse_ledger *ledger = &a->ledger;
    const copse_record_exchange *x = of->x;
    copse_index other = x->from_member == a->member ? x->to_member : x->from_member;
    *out = (copse_giveback_item){.number = x->id,
                                 .kind = x->kind,
                                 .on = x->on,
                                 .is_own = x->from_member == a->member,
                                 .has_other = other != COPSE_NONE,
                                 .due = of->due,
                                 .is_late = of->side == COPSE_GIVEBACK_PROMISED && of->due < ledger->ctx->as_of,
                                 .cadence_days = of->cadence,
                                 .settles = copse_ledger_find(ledger, x->settles) ? x->settles : 0};
    return copse_ledger_person(&out->other, ledger, other, a->arena) &&
           copy_text(&out->topic, a->arena, copse_ledger_topic(ledger, x->topic)) &&
           copy_text(&out->project, a->arena, copse_ledger_project(ledger, x->project)) &&
           copy_text(&out->note, a->arena, of->cadence < 0 ? copse_ledger_note(ledger, x) : NULL);
}

static bool fill_list(copse_giveback_list *out, const asking *a, const line *lines, size_t n)
{
    size_t most = copse_rule_size(COPSE_RULE_GIVEBACK_SHOWN);
    /* What is promised is never cut short. */
    size_t shown = n > most && n > 0 && lines[0].side != COPSE_GIVEBACK_PROMISED ? most : n;
    copse_giveback_item *items = copse_arena_take(a->arena, shown, sizeof *items);
    bool whole = items != NULL;
    for (size_t i = 0; whole && i < shown; i++)
        whole = fill_item(&items[i], a, &lines[i]);
    *out = (copse_giveback_list){shown, n - shown, items};
    return whole;
}

/* The lines of one CoP, by side. @return how many there are */
static size_t fill_account(bool *whole, copse_giveback_account *out, const asking *a, const line *lines, size_t n_left)
{
    copse_index community = lines[0].community;
    size_t at = 0;
    if (community != COPSE_NONE)
        *whole = copy_text(&out->key, a->arena, a->ledger.net->facts->communities[community].key) &&
                 copy_text(&out->name, a->arena, copse_ledger_community(&a->ledger, community));
    for (int side = 0; *whole && side < COPSE_GIVEBACK_SIDES; side++) {
        size_t n = 0;
        while (at + n < n_left && lines[at + n].community == community && (int)lines[at + n].side == side)
            n++;
        *whole = fill_list(&out->sides[side], a, lines + at, n);
        at += n;
    }
    return at;
}

static int by_name(const void *a, const void *b)
{
    const copse_giveback_account *x = a, *y = b;
    if (!x->key || !y->key)
        return (x->key == NULL) - (y->key == NULL);
    int names = strcmp(x->name, y->name);
    return names != 0 ? names : strcmp(x->key, y->key);
}

static copse_status fill_accounts(asking *a, copse_error *err)
{
    size_t n = 0, at = 0;
    bool whole = true;
    if (a->n_lines > 0)
        qsort(a->lines, a->n_lines, sizeof *a->lines, by_place);
    for (size_t i = 0; i < a->n_lines; i++)
        n += i == 0 || a->lines[i].community != a->lines[i - 1].community;
    copse_giveback_account *accounts = copse_arena_take(a->arena, n, sizeof *accounts);
    if (!accounts)
        return copse_error_nomem(err);
    for (size_t i = 0; whole && i < n; i++)
        at += fill_account(&whole, &accounts[i], a, a->lines + at, a->n_lines - at);
    if (!whole)
        return copse_error_nomem(err);
    if (n > 0)
        qsort(accounts, n, sizeof *accounts, by_name);
    a->answer->accounts = accounts;
    a->answer->n_accounts = n;
    return COPSE_OK;
}

/* ---- the answer ---- */

static copse_status check_asking(const copse_network *net, copse_index member, const copse_context *ctx,
                                 copse_error *err)
{
    const char *key = net->facts->members[member].key;
    if (!copse_network_is_self(net, ctx, member))
        return copse_error_set(err, COPSE_E_ARGUMENT, "giveback", "ask for them and give it to them alone",
                               "what '%s' promised is for that person, not for '%s'", key,
                               copse_audience_name(ctx->audience));
    if (!net->is_present[member])
        return copse_error_set(err, COPSE_E_NOT_FOUND, key, "leave them out; only they can take their objection back",
                               "'%s' objected, so nothing is worked out about them", key);
    return COPSE_OK;
}

static copse_status fill_head(asking *a, copse_error *err)
{
    const copse_ledger *ledger = &a->ledger;
    copse_giveback_answer *answer = a->answer;
    answer->head = (copse_answer_head){.schema = "copse/giveback/1",
                                       .data_version = ledger->net->facts->data_version,
                                       .as_of = ledger->net->as_of,
                                       .audience = ledger->ctx->audience,
                                       .seed = ledger->ctx->seed,
                                       .terms = ledger->ctx->terms};
    bool whole = copse_ledger_person(&answer->member, ledger, a->member, a->arena) &&
                 copy_text(&answer->project, a->arena, copse_ledger_project(ledger, a->options->project));
    return whole ? COPSE_OK : copse_error_nomem(err);
}

static copse_status add_words(asking *a, copse_error *err)
{
    copse_giveback_answer *answer = a->answer;
    copse_notes notes = {.arena = a->arena}, advice = {.arena = a->arena};
    const char *key = copse_ledger_word(answer->member.key, a->arena);
    if (!key)
        return copse_error_nomem(err);
    if (answer->n_accounts == 0) {
        copse_note(&advice, "After a meeting: copse record attended %s --cop COP --topic T --note \"what they tried\"", key);
        copse_note(&advice, "When you gave something: copse record shared %s --cop COP --note \"our checklist\" --share trust",
                   key);
        copse_note(&advice, "When you promised something: the same with --due DATE; --settles N once it is done");
    }
    if (a->options->project != COPSE_NONE)
        copse_note(&notes, "Only what was recorded with this project is listed.");
    copse_note(&notes, "Listening is a way to take part: what you received asks nothing of you.");
    copse_status st = copse_notes_keep(&answer->head.notes, &answer->head.n_notes, &notes, err);
    return st == COPSE_OK ? copse_notes_keep(&answer->advice, &answer->n_advice, &advice, err) : st;
}

static copse_status fill(asking *a, copse_error *err)
{
    copse_status st = fill_head(a, err);
    if (st == COPSE_OK)
        st = copse_ledger_find_settled(a->is_settled, &a->ledger, err);
    if (st == COPSE_OK)
        st = gather(a, err);
    if (st == COPSE_OK)
        st = gather_updates(a, err);
    if (st == COPSE_OK)
        st = fill_accounts(a, err);
    return st == COPSE_OK ? add_words(a, err) : st;
}

void copse_giveback_answer_free(copse_giveback_answer *answer)
{
    if (answer)
        copse_arena_free(answer->arena);
}

copse_status copse_question_giveback(copse_giveback_answer **out, const copse_network *net,
                                     const copse_records *records, copse_index member,
                                     const copse_giveback_options *options, const copse_context *ctx,
                                     copse_error *err)
{
    static const copse_giveback_options defaults = COPSE_GIVEBACK_OPTIONS_INIT;
    asking a = {.ledger = {net, records, ctx}, .options = options ? options : &defaults, .member = member};
    *out = NULL;
    copse_status st = check_asking(net, member, ctx, err);
    if (st == COPSE_OK)
        st = copse_ledger_verify(&a.ledger, err);
    if (st != COPSE_OK)
        return st;
    a.arena = copse_arena_new();
    a.answer = a.arena ? copse_arena_take(a.arena, 1, sizeof *a.answer) : NULL;
    a.is_settled = copse_memory_new(records->n_exchanges, sizeof *a.is_settled);
    st = a.answer && a.is_settled ? fill(&a, err) : copse_error_nomem(err);
    copse_memory_free(a.is_settled);
    copse_memory_free(a.lines);
    if (st != COPSE_OK) {
        copse_arena_free(a.arena);
        return st;
    }
    a.answer->arena = a.arena;
    *out = a.answer;
    return COPSE_OK;
}
