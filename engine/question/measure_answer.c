/* What was measured, as an answer: names, places, the graph that it was taken on, and what a reader must know. */
#include "question/measure.h"

#include <math.h>

#include "question/recommend.h"

/* A text that may be absent. @return false when memory ran out */
static bool keep_text(const char **out, copse_arena *arena, const char *text)
{
    *out = text ? copse_arena_copy(arena, text) : NULL;
    return *out || !text;
}

static bool name_thing(copse_measured_thing *out, const copse_measuring *a, size_t v)
{
    copse_arena *arena = a->answer->arena;
    const copse_facts *facts = a->net->facts;
    copse_index i = a->of->index[v];
    if (a->things == COPSE_THINGS_MEMBERS) {
        copse_person person = copse_network_person(a->net, a->ctx, i);
        return keep_text(&out->key, arena, person.key) && keep_text(&out->name, arena, person.name);
    }
    const char *name = a->things == COPSE_THINGS_TEAMS         ? facts->teams[i].name
                       : a->things == COPSE_THINGS_COMMUNITIES ? facts->communities[i].name
                                                               : facts->topics[i].name;
    return keep_text(&out->key, arena, copse_measuring_key_of(a, v)) && keep_text(&out->name, arena, name ? name : copse_measuring_key_of(a, v));
}

static copse_status list_rows(copse_measuring *a, copse_error *err)
{
    copse_measure_row *rows = copse_arena_take(a->answer->arena, a->n, sizeof *rows);
    if (!rows)
        return copse_error_nomem(err);
    for (size_t i = 0; i < a->n; i++) {
        const copse_measured *from = &a->rows[i];
        bool is_equal = i > 0 && from->value == a->rows[i - 1].value;
        rows[i].place = isnan(from->value) ? 0 : is_equal ? rows[i - 1].place : (int64_t)i + 1;
        rows[i].value = from->value;
        rows[i].error = from->error;
        if (!name_thing(&rows[i].a, a, from->a) || (from->b != from->a && !name_thing(&rows[i].b, a, from->b)))
            return copse_error_nomem(err);
    }
    a->answer->rows = rows;
    a->answer->n_rows = a->n;
    a->answer->n_in_all = a->n_in_all;
    return COPSE_OK;
}

static const char *describe_ties(const copse_measuring *a)
{
    static const char *const of_people[] = {"none is recorded, nor any CoP or team that two people share",
                                            "ties between people, and questions that somebody answered",
                                            "being in one CoP", "being in one team"};
    if (a->things == COPSE_THINGS_COMMUNITIES)
        return "people who are in both";
    if (a->things == COPSE_THINGS_TOPICS)
        return "CoPs that hold both";
    return of_people[a->of->basis];
}

static void describe_graph(copse_measuring *a)
{
    copse_measure_answer *answer = a->answer;
    answer->n_things = (int64_t)a->of->n;
    answer->n_ties = answer->n_parts = answer->n_alone = -1;
    if (!a->of->component)
        return;
    answer->ties = describe_ties(a);
    answer->n_ties = (int64_t)(a->of->ties.start[a->of->n] / 2);
    answer->n_parts = (int64_t)a->of->n_components;
    answer->n_alone = 0;
    for (size_t c = 0; c < a->of->n_components; c++)
        answer->n_alone += a->of->component_size[c] == 1;
}

static copse_status add_notes(copse_measuring *a, copse_error *err)
{
    enum { MOST = 4 };
    copse_measure_answer *answer = a->answer;
    const char **notes = copse_arena_take(answer->arena, MOST, sizeof *notes);
    size_t n = 0;
    if (!notes)
        return copse_error_nomem(err);
    if (answer->n_small > 0)
        notes[n++] = copse_arena_format(answer->arena, "%lld %s of fewer than %zu people %s not listed.",
                                        (long long)answer->n_small, copse_things_name(a->things),
                                        copse_asking_threshold(a->ctx), answer->n_small == 1 ? "is" : "are");
    if (answer->n_undefined > 0)
        notes[n++] = copse_arena_format(answer->arena, "Of %lld it is undefined; they stand last.",
                                        (long long)answer->n_undefined);
    if (a->n > 0 && !isnan(a->rows[0].error))
        notes[n++] = copse_arena_format(
            answer->arena, "Estimated from a sample that was drawn with seed %llu; ± is half of a 95 %% interval.",
            (unsigned long long)a->ctx->seed);
    if (a->n > 0 && !copse_measuring_is_for_steward(a) && a->things != COPSE_THINGS_TOPICS)
        notes[n++] = a->measure->info.is_of_pairs && a->things == COPSE_THINGS_COMMUNITIES
                         ? "Pairs of CoPs of which only a few people are in both, or in one of them only, are not listed."
                         : "Values are rounded, so that nobody can be told from them.";
    for (size_t i = 0; i < n; i++)
        if (!notes[i])
            return copse_error_nomem(err);
    answer->head.notes = notes;
    answer->head.n_notes = n;
    return COPSE_OK;
}

copse_status copse_measuring_fill(copse_measuring *a, copse_error *err)
{
    copse_measure_answer *answer = a->answer;
    const copse_facts *facts = a->net->facts;
    answer->head = (copse_answer_head){.schema = "copse/measure/1",
                                       .data_version = facts->data_version,
                                       .as_of = a->net->as_of,
                                       .audience = a->ctx->audience,
                                       .seed = a->ctx->seed,
                                       .terms = a->ctx->terms};
    answer->measure = &a->measure->info;
    answer->things = a->things;
    if (a->options->topic != COPSE_NONE && a->of->restart) {
        const copse_fact_topic *topic = &facts->topics[a->options->topic];
        if (!keep_text(&answer->topic, answer->arena, topic->name ? topic->name : topic->key))
            return copse_error_nomem(err);
    }
    describe_graph(a);
    copse_status st = list_rows(a, err);
    return st == COPSE_OK ? add_notes(a, err) : st;
}
