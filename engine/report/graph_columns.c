/* What there is to say of a node and of a tie. */
#include "report/graph.h"

#include <inttypes.h>
#include <math.h>

static const copse_map_mark *mark_of(const copse_graph_answer *answer, size_t node)
{
    return &answer->map->marks[answer->nodes[node].mark];
}

static void say_text(copse_text *out, const char *text)
{
    copse_text_append(out, text ? text : "");
}

static void say_number(copse_text *out, double value)
{
    if (isfinite(value))
        copse_text_format(out, "%.9g", value);
}

static void say_day(copse_text *out, copse_day day)
{
    char text[16];
    copse_day_format(text, day);
    copse_text_append(out, text);
}

void copse_graph_say_id(copse_text *out, const copse_graph_answer *answer, size_t node)
{
    const copse_map_mark *mark = mark_of(answer, node);
    copse_text_format(out, "%s:%s", copse_map_kind_name(mark->kind), mark->key);
}

const char *copse_graph_label(const copse_graph_answer *answer, size_t node)
{
    const copse_map_mark *mark = mark_of(answer, node);
    return copse_figure_name(mark->name, mark->key);
}

void copse_graph_say_origin(copse_text *out, const copse_graph_answer *answer)
{
    const copse_answer_head *head = &answer->map->head;
    char day[16];
    copse_day_format(day, head->as_of);
    copse_text_format(out, "Copse, %s, as of %s, data version %" PRId64 ", for %s. ", copse_graph_mode_name(answer->mode),
                      day[0] ? day : "an unknown day", head->data_version, copse_audience_name(head->audience));
    copse_report_say_terms(out, head->terms);
}

/* ---- nodes ---- */

static void say_kind(copse_text *out, const copse_graph_answer *answer, size_t i)
{
    copse_text_append(out, copse_map_kind_name(mark_of(answer, i)->kind));
}

static void say_key(copse_text *out, const copse_graph_answer *answer, size_t i)
{
    copse_text_append(out, mark_of(answer, i)->key);
}

static void say_name(copse_text *out, const copse_graph_answer *answer, size_t i)
{
    copse_text_append(out, copse_graph_label(answer, i));
}

static void say_mark(copse_text *out, const copse_graph_answer *answer, int32_t mark)
{
    if (mark >= 0)
        copse_text_append(out, copse_figure_name(answer->map->marks[mark].name, answer->map->marks[mark].key));
}

static void say_above(copse_text *out, const copse_graph_answer *answer, size_t i)
{
    say_mark(out, answer, mark_of(answer, i)->above);
}

static void say_site(copse_text *out, const copse_graph_answer *answer, size_t i)
{
    say_mark(out, answer, mark_of(answer, i)->site);
}

static bool has_people(const copse_map_mark *mark)
{
    return mark->people.is_shown && (mark->kind == COPSE_MAP_TEAM || mark->kind == COPSE_MAP_COMMUNITY);
}

static void say_people(copse_text *out, const copse_graph_answer *answer, size_t i)
{
    if (has_people(mark_of(answer, i)))
        copse_text_format(out, "%" PRId64, mark_of(answer, i)->people.value);
}

static void say_verdict(copse_text *out, const copse_graph_answer *answer, size_t i)
{
    const copse_map_mark *mark = mark_of(answer, i);
    if (mark->kind == COPSE_MAP_TEAM && mark->is_judged)
        copse_text_append(out, copse_isolation_verdict_name(mark->verdict));
}

static bool is_cop(const copse_graph_answer *answer, size_t i)
{
    return mark_of(answer, i)->kind == COPSE_MAP_COMMUNITY;
}

/* The first word of each of these is that it is not known. */
static void say_mode(copse_text *out, const copse_graph_answer *answer, size_t i)
{
    say_text(out, is_cop(answer, i) && mark_of(answer, i)->mode ? copse_mode_name(mark_of(answer, i)->mode) : NULL);
}

static void say_status(copse_text *out, const copse_graph_answer *answer, size_t i)
{
    say_text(out, is_cop(answer, i) && mark_of(answer, i)->status ? copse_community_status_name(mark_of(answer, i)->status) : NULL);
}

static void say_openness(copse_text *out, const copse_graph_answer *answer, size_t i)
{
    say_text(out, is_cop(answer, i) && mark_of(answer, i)->openness ? copse_openness_name(mark_of(answer, i)->openness) : NULL);
}

static void say_activity(copse_text *out, const copse_graph_answer *answer, size_t i)
{
    say_text(out, is_cop(answer, i) && mark_of(answer, i)->activity ? copse_activity_name(mark_of(answer, i)->activity) : NULL);
}

static void say_founded(copse_text *out, const copse_graph_answer *answer, size_t i)
{
    if (is_cop(answer, i))
        say_day(out, mark_of(answer, i)->since);
}

static void say_description(copse_text *out, const copse_graph_answer *answer, size_t i)
{
    say_text(out, mark_of(answer, i)->description);
}

static void say_contact(copse_text *out, const copse_graph_answer *answer, size_t i)
{
    say_text(out, mark_of(answer, i)->contact);
}

static void say_meets(copse_text *out, const copse_graph_answer *answer, size_t i)
{
    say_text(out, mark_of(answer, i)->meets);
}

static void say_block(copse_text *out, const copse_graph_answer *answer, size_t i)
{
    copse_text_format(out, "%" PRId32, answer->nodes[i].block);
}

static void say_x(copse_text *out, const copse_graph_answer *answer, size_t i)
{
    say_number(out, answer->nodes[i].x);
}

static void say_y(copse_text *out, const copse_graph_answer *answer, size_t i)
{
    say_number(out, answer->nodes[i].y);
}

const copse_graph_column copse_graph_of_nodes[] = {
    {"kind", COPSE_OF_TEXT, say_kind},         {"key", COPSE_OF_TEXT, say_key},
    {"name", COPSE_OF_TEXT, say_name},         {"above", COPSE_OF_TEXT, say_above},
    {"site", COPSE_OF_TEXT, say_site},         {"people", COPSE_OF_COUNT, say_people},
    {"connections", COPSE_OF_TEXT, say_verdict}, {"mode", COPSE_OF_TEXT, say_mode},
    {"status", COPSE_OF_TEXT, say_status},     {"openness", COPSE_OF_TEXT, say_openness},
    {"activity", COPSE_OF_TEXT, say_activity}, {"founded", COPSE_OF_TEXT, say_founded},
    {"description", COPSE_OF_TEXT, say_description}, {"contact", COPSE_OF_TEXT, say_contact},
    {"meets", COPSE_OF_TEXT, say_meets},       {"community", COPSE_OF_COUNT, say_block},
    {"x", COPSE_OF_NUMBER, say_x},             {"y", COPSE_OF_NUMBER, say_y},
};
const size_t copse_graph_n_of_nodes = sizeof copse_graph_of_nodes / sizeof copse_graph_of_nodes[0];

/* ---- ties ---- */

static void say_weight(copse_text *out, const copse_graph_answer *answer, size_t i)
{
    say_number(out, answer->ties[i].weight);
}

static void say_shared(copse_text *out, const copse_graph_answer *answer, size_t i)
{
    if (answer->mode != COPSE_GRAPH_TWO_MODE)
        copse_text_format(out, "%" PRId64, answer->ties[i].shared);
}

static void say_seats(copse_text *out, const copse_graph_answer *answer, size_t i)
{
    if (answer->ties[i].people.is_shown)
        copse_text_format(out, "%" PRId64, answer->ties[i].people.value);
}

static void say_since(copse_text *out, const copse_graph_answer *answer, size_t i)
{
    say_day(out, answer->ties[i].since);
}

const copse_graph_column copse_graph_of_ties[] = {
    {"weight", COPSE_OF_NUMBER, say_weight},
    {"shared", COPSE_OF_COUNT, say_shared},
    {"people", COPSE_OF_COUNT, say_seats},
    {"since", COPSE_OF_TEXT, say_since},
};
const size_t copse_graph_n_of_ties = sizeof copse_graph_of_ties / sizeof copse_graph_of_ties[0];
