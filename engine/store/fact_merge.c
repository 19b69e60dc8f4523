/*
 * Topics that a person decided to be one. Their rows stay as they came: when
 * facts are read, the one that was merged gives its place to the other, with
 * its name as a synonym. So a file that brings it again changes nothing, and
 * taking the decision back leaves no trace.
 */
#include "store/fact_reader.h"

#include <string.h>

typedef struct merging {
    copse_fact_reader *r;
    copse_fact_topic *topics;
    size_t n;
    copse_index *into; /* [n] the topic that it was merged into; COPSE_NONE */
    size_t n_merged;
} merging;

/* Where a line of merges ends. No line is longer than there are topics. */
static copse_index end_of(const merging *m, copse_index topic)
{
    for (size_t steps = 0; steps < m->n && m->into[topic] != COPSE_NONE; steps++)
        topic = m->into[topic];
    return topic;
}

static copse_status read_decisions(merging *m)
{
    copse_fact_reader *r = m->r;
    bool has_row = true;
    copse_status st =
        copse_store_prepare(&r->s, r->store,
                            "SELECT a.id, b.id FROM decision d JOIN topic a ON a.key = d.subject"
                            " JOIN topic b ON b.key = d.choice WHERE d.kind = 'same-topic'",
                            r->err);
    while (st == COPSE_OK) {
        st = copse_store_step(&has_row, &r->s, r->err);
        if (st != COPSE_OK || !has_row)
            break;
        copse_index from =
            copse_fact_find(&r->places[COPSE_FACT_TOPIC], copse_store_column_int(&r->s, 0));
        copse_index to =
            copse_fact_find(&r->places[COPSE_FACT_TOPIC], copse_store_column_int(&r->s, 1));
        if (from == COPSE_NONE || to == COPSE_NONE || end_of(m, to) == from)
            continue; /* a loop, which no command of ours makes, merges nothing */
        m->into[from] = to;
        m->n_merged++;
    }
    copse_store_finish(&r->s);
    return st;
}

static bool add_synonym(copse_text *list, const char *more)
{
    if (more && more[0])
        copse_text_format(list, "%s%s", list->length > 0 ? "; " : "", more);
    return !list->failed;
}

/* The name and synonyms of what was merged are found by the reader of the other. */
static copse_status join_synonyms(merging *m, size_t from)
{
    const copse_fact_topic *gone = &m->topics[from];
    copse_fact_topic *kept = &m->topics[end_of(m, (copse_index)from)];
    copse_text list = COPSE_TEXT_INIT;
    bool ok = add_synonym(&list, kept->synonyms) && add_synonym(&list, gone->name) &&
              add_synonym(&list, gone->synonyms);
    if (ok && list.length > 0)
        ok = (kept->synonyms = copse_arena_copy(m->r->arena, list.bytes)) != NULL;
    copse_text_free(&list);
    return ok ? COPSE_OK : copse_error_nomem(m->r->err);
}

/* Close the gaps, and let every id lead to what is left. */
static copse_status close_gaps(merging *m)
{
    copse_index *place = copse_memory_new(m->n, sizeof *place);
    size_t kept = 0;
    if (!place)
        return copse_error_nomem(m->r->err);
    for (size_t i = 0; i < m->n; i++)
        if (m->into[i] == COPSE_NONE)
            place[i] = (copse_index)kept++;
    copse_fact_places *places = &m->r->places[COPSE_FACT_TOPIC];
    for (size_t i = 0; i < places->n; i++)
        places->items[i].index = place[end_of(m, places->items[i].index)];
    for (size_t i = 0; i < m->n; i++)
        if (m->into[i] == COPSE_NONE)
            m->topics[place[i]] = m->topics[i];
    m->n = kept;
    copse_memory_free(place);
    return COPSE_OK;
}

void copse_fact_merge_topics(copse_fact_reader *r, copse_fact_topic *topics, size_t *n)
{
    merging m = {.r = r, .topics = topics, .n = *n};
    if (r->status != COPSE_OK || *n == 0)
        return;
    m.into = copse_memory_new(*n, sizeof *m.into);
    copse_status st = m.into ? COPSE_OK : copse_error_nomem(r->err);
    for (size_t i = 0; st == COPSE_OK && i < *n; i++)
        m.into[i] = COPSE_NONE;
    if (st == COPSE_OK)
        st = read_decisions(&m);
    for (size_t i = 0; st == COPSE_OK && m.n_merged > 0 && i < *n; i++)
        if (m.into[i] != COPSE_NONE)
            st = join_synonyms(&m, i);
    if (st == COPSE_OK && m.n_merged > 0)
        st = close_gaps(&m);
    *n = m.n;
    copse_memory_free(m.into);
    r->status = st;
}

/* A topic whose wider one was merged into what lies below it would lie above itself. */
void copse_fact_cut_loops(copse_fact_topic *topics, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        copse_index at = topics[i].broader;
        for (size_t steps = 0; steps < n && at != COPSE_NONE && at != (copse_index)i; steps++)
            at = topics[at].broader;
        if (at == (copse_index)i)
            topics[i].broader = COPSE_NONE;
    }
}
