#include "question/shared.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

struct copse_shared {
    const copse_ledger *ledger;
    const bool *is_of_them;
    copse_shared_note *notes; /* by CoP, author, latest first */
    size_t n_notes, capacity;
    copse_fact_pairing *met; /* a < b, by both and day */
    size_t n_met;
};

static int order(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/* ---- what was shared ---- */

static int by_place(const void *a, const void *b)
{
    const copse_shared_note *x = a, *y = b;
    int decided = order(x->x->to_community, y->x->to_community);
    if (decided == 0)
        decided = order(x->x->from_member, y->x->from_member);
    if (decided == 0)
        decided = order(y->x->on, x->x->on);
    return decided != 0 ? decided : order(y->x->id, x->x->id);
}

static copse_status add_note(copse_shared *s, const copse_record_exchange *x, const char *note, copse_error *err)
{
    if (!copse_memory_grow((void **)&s->notes, &s->capacity, s->n_notes, sizeof *s->notes))
        return copse_error_nomem(err);
    copse_shared_note *of = &s->notes[s->n_notes];
    *of = (copse_shared_note){x, note, NULL};
    copse_status st = copse_text_fold(&of->folded, note, err);
    s->n_notes += st == COPSE_OK;
    return st;
}

static copse_status gather_notes(copse_shared *s, copse_error *err)
{
    const copse_records *r = s->ledger->records;
    copse_status st = COPSE_OK;
    for (size_t i = 0; st == COPSE_OK && i < r->n_exchanges; i++) {
        const copse_record_exchange *x = &r->exchanges[i];
        const char *note = copse_ledger_note(s->ledger, x);
        if (note && x->to_community != COPSE_NONE && s->is_of_them[x->from_member] && copse_ledger_holds(s->ledger, x))
            st = add_note(s, x, note, err);
    }
    if (s->n_notes > 0)
        qsort(s->notes, s->n_notes, sizeof *s->notes, by_place);
    return st;
}

/* The first place whose note is about no earlier CoP, nor about this one by an earlier author. */
static size_t first_place(const copse_shared *s, copse_index community, copse_index author)
{
    size_t from = 0, to = s->n_notes;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        const copse_record_exchange *x = s->notes[middle].x;
        if (x->to_community < community || (x->to_community == community && x->from_member < author))
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

const copse_shared_note *copse_shared_notes(size_t *n, const copse_shared *s, copse_index community,
                                            copse_index author)
{
    size_t from = first_place(s, community, author); /* COPSE_NONE is before all authors */
    size_t to = author == COPSE_NONE ? first_place(s, community + 1, COPSE_NONE)
                                     : first_place(s, community, author + 1);
    *n = to - from;
    return s->notes + from;
}

/* ---- who has come together ---- */

static int by_both(const void *a, const void *b)
{
    const copse_fact_pairing *x = a, *y = b;
    int decided = order(x->a, y->a);
    if (decided == 0)
        decided = order(x->b, y->b);
    return decided != 0 ? decided : order(x->on, y->on);
}

static copse_status gather_met(copse_shared *s, copse_error *err)
{
    const copse_facts *f = s->ledger->net->facts;
    s->met = copse_memory_new(f->n_pairings, sizeof *s->met);
    if (!s->met)
        return copse_error_nomem(err);
    for (size_t i = 0; i < f->n_pairings; i++) {
        copse_fact_pairing p = f->pairings[i];
        if (p.on > s->ledger->ctx->as_of || !s->is_of_them[p.a] || !s->is_of_them[p.b])
            continue;
        s->met[s->n_met++] = (copse_fact_pairing){p.a < p.b ? p.a : p.b, p.a < p.b ? p.b : p.a, NULL, p.on};
    }
    if (s->n_met > 0)
        qsort(s->met, s->n_met, sizeof *s->met, by_both);
    return COPSE_OK;
}

copse_day copse_shared_met(const copse_shared *s, copse_index a, copse_index b)
{
    const copse_fact_pairing wanted = {a < b ? a : b, a < b ? b : a, NULL, INT32_MAX};
    size_t from = 0, to = s->n_met;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (by_both(&s->met[middle], &wanted) <= 0)
            from = middle + 1;
        else
            to = middle;
    }
    if (from == 0 || s->met[from - 1].a != wanted.a || s->met[from - 1].b != wanted.b)
        return COPSE_DAY_UNKNOWN;
    return s->met[from - 1].on;
}

/* Whether one of the notes after a day is not among the others after that day. */
static bool has_more(const copse_shared_note *of, size_t n, const copse_shared_note *others, size_t n_others,
                     copse_day after)
{
    for (size_t i = 0; i < n && of[i].x->on > after; i++) {
        bool is_there = false;
        for (size_t k = 0; !is_there && k < n_others && others[k].x->on > after; k++)
            is_there = strcmp(of[i].folded, others[k].folded) == 0;
        if (!is_there)
            return true;
    }
    return false;
}

bool copse_shared_differs(const copse_shared *s, copse_index community, copse_index a, copse_index b)
{
    copse_day after = copse_shared_met(s, a, b);
    size_t n_a, n_b;
    const copse_shared_note *of_a = copse_shared_notes(&n_a, s, community, a),
                            *of_b = copse_shared_notes(&n_b, s, community, b);
    return has_more(of_a, n_a, of_b, n_b, after) || has_more(of_b, n_b, of_a, n_a, after);
}

/* ---- made and given back ---- */

void copse_shared_free(copse_shared *s)
{
    if (!s)
        return;
    for (size_t i = 0; i < s->n_notes; i++)
        copse_memory_free(s->notes[i].folded);
    copse_memory_free(s->notes);
    copse_memory_free(s->met);
    copse_memory_free(s);
}

copse_status copse_shared_new(copse_shared **out, const copse_ledger *ledger, const bool *is_of_them, copse_error *err)
{
    copse_shared *s = copse_memory_new(1, sizeof *s);
    *out = NULL;
    if (!s)
        return copse_error_nomem(err);
    s->ledger = ledger;
    s->is_of_them = is_of_them;
    copse_status st = gather_notes(s, err);
    if (st == COPSE_OK)
        st = gather_met(s, err);
    if (st == COPSE_OK)
        *out = s;
    else
        copse_shared_free(s);
    return st;
}
