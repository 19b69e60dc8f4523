/* A graph as DOT, which Graphviz draws, and as JSON; and each of its formats. */
#include "report/graph.h"

/* ---- DOT ---- */

/* In quotes a backslash begins an escape that means something of its own in labels. */
static void append_quoted(copse_text *out, const char *text)
{
    copse_text clean = COPSE_TEXT_INIT;
    copse_text_append(&clean, text);
    if (!clean.failed && clean.bytes)
        copse_text_clean(clean.bytes);
    copse_text_append(out, "\"");
    for (const char *at = copse_text_get(&clean); *at; at++) {
        if (*at == '"' || *at == '\\')
            copse_text_append(out, "\\");
        copse_text_append_bytes(out, at, 1);
    }
    copse_text_append(out, "\"");
    out->failed = out->failed || clean.failed;
    copse_text_free(&clean);
}

static void append_id(copse_text *out, copse_text *said, const copse_graph_answer *answer, size_t node)
{
    copse_text_clear(said);
    copse_graph_say_id(said, answer, node);
    append_quoted(out, copse_text_get(said));
}

/* Graphviz gives names such as weight, x and mode a meaning of their own: ours begin otherwise. */
static void append_attributes(copse_text *out, copse_text *said, const copse_graph_column *columns, size_t n,
                              const copse_graph_answer *answer, size_t i)
{
    for (size_t c = 0; c < n; c++) {
        copse_text_clear(said);
        columns[c].say(said, answer, i);
        if (said->length == 0)
            continue;
        copse_text_format(out, ", copse_%s=", columns[c].name);
        append_quoted(out, copse_text_get(said));
    }
}

static copse_status write_dot(const copse_sink *sink, const copse_graph_answer *answer, copse_error *err)
{
    static const char *const shapes[COPSE_MAP_KINDS] = {"box", "box", "plaintext", "box", "ellipse", "point"};
    enum { POINTS = 40 }; /* of a unit of the layout, for neato -n */
    copse_text out = COPSE_TEXT_INIT, said = COPSE_TEXT_INIT;
    copse_text_append(&out, "graph copse {\n  comment=");
    copse_graph_say_origin(&said, answer);
    append_quoted(&out, copse_text_get(&said));
    copse_text_append(&out, ";\n");
    for (size_t i = 0; i < answer->n_nodes; i++) {
        const copse_graph_node *node = &answer->nodes[i];
        copse_text_append(&out, "  ");
        append_id(&out, &said, answer, i);
        copse_text_append(&out, " [label=");
        append_quoted(&out, copse_graph_label(answer, i));
        copse_text_format(&out, ", shape=%s, pos=\"%.9g,%.9g\"", shapes[answer->map->marks[node->mark].kind],
                          POINTS * node->x, -POINTS * node->y);
        append_attributes(&out, &said, copse_graph_of_nodes, copse_graph_n_of_nodes, answer, i);
        copse_text_append(&out, "];\n");
    }
    for (size_t i = 0; i < answer->n_ties; i++) {
        copse_text_append(&out, "  ");
        append_id(&out, &said, answer, (size_t)answer->ties[i].a);
        copse_text_append(&out, " -- ");
        append_id(&out, &said, answer, (size_t)answer->ties[i].b);
        copse_text_format(&out, " [id=\"e%zu\"", i);
        append_attributes(&out, &said, copse_graph_of_ties, copse_graph_n_of_ties, answer, i);
        copse_text_append(&out, "];\n");
    }
    copse_text_append(&out, "}\n");
    out.failed = out.failed || said.failed;
    copse_text_free(&said);
    return copse_report_write(sink, &out, err);
}

/* ---- JSON ---- */

static void put_text(copse_json *json, copse_text *said, const char *key, const copse_graph_column *column,
                     const copse_graph_answer *answer, size_t i)
{
    copse_text_clear(said);
    column->say(said, answer, i);
    copse_json_text(json, key, said->length > 0 ? copse_text_get(said) : NULL);
}

static void put_count(copse_json *json, const char *key, copse_public_count count)
{
    if (count.is_shown)
        copse_json_count(json, key, count.value);
    else
        copse_json_text(json, key, NULL);
}

/* Numbers stand as numbers, which the columns' texts are not. */
static void put_node(copse_json *json, copse_text *said, const copse_graph_answer *answer, size_t i)
{
    const copse_map_mark *mark = &answer->map->marks[answer->nodes[i].mark];
    bool has_people = mark->kind == COPSE_MAP_TEAM || mark->kind == COPSE_MAP_COMMUNITY;
    copse_json_object(json, NULL);
    copse_text_clear(said);
    copse_graph_say_id(said, answer, i);
    copse_json_text(json, "id", copse_text_get(said));
    for (size_t c = 0; c < copse_graph_n_of_nodes; c++)
        if (copse_graph_of_nodes[c].type == COPSE_OF_TEXT)
            put_text(json, said, copse_graph_of_nodes[c].name, &copse_graph_of_nodes[c], answer, i);
    put_count(json, "people", has_people ? mark->people : (copse_public_count){false, 0});
    copse_json_count(json, "community", answer->nodes[i].block);
    copse_json_number(json, "x", answer->nodes[i].x);
    copse_json_number(json, "y", answer->nodes[i].y);
    copse_json_end(json);
}

static void put_tie(copse_json *json, copse_text *said, const copse_graph_answer *answer, size_t i)
{
    const copse_graph_tie *tie = &answer->ties[i];
    copse_json_object(json, NULL);
    copse_text_clear(said);
    copse_graph_say_id(said, answer, (size_t)tie->a);
    copse_json_text(json, "source", copse_text_get(said));
    copse_text_clear(said);
    copse_graph_say_id(said, answer, (size_t)tie->b);
    copse_json_text(json, "target", copse_text_get(said));
    copse_json_number(json, "weight", tie->weight);
    put_count(json, "shared", (copse_public_count){answer->mode != COPSE_GRAPH_TWO_MODE, tie->shared});
    put_count(json, "people", tie->people);
    copse_json_day(json, "since", tie->since);
    copse_json_end(json);
}

static copse_status write_json(const copse_sink *sink, const copse_graph_answer *answer, copse_error *err)
{
    copse_answer_head head = answer->map->head;
    copse_text said = COPSE_TEXT_INIT;
    copse_json json;
    head.schema = "copse/graph/1";
    copse_json_begin(&json, &head);
    copse_json_text(&json, "mode", copse_graph_mode_name(answer->mode));
    copse_json_count(&json, "communities", (int64_t)answer->n_blocks);
    copse_json_array(&json, "nodes");
    for (size_t i = 0; i < answer->n_nodes; i++)
        put_node(&json, &said, answer, i);
    copse_json_end(&json);
    copse_json_array(&json, "ties");
    for (size_t i = 0; i < answer->n_ties; i++)
        put_tie(&json, &said, answer, i);
    copse_json_end(&json);
    json.failed = json.failed || said.failed;
    copse_text_free(&said);
    return copse_json_close(&json, &head, sink, err);
}

copse_status copse_report_graph(const copse_sink *sink, const copse_graph_answer *answer, copse_graph_format format,
                                bool of_ties, copse_error *err)
{
    switch (format) {
    case COPSE_GRAPHML:
        return copse_graph_write_graphml(sink, answer, err);
    case COPSE_GEXF:
        return copse_graph_write_gexf(sink, answer, err);
    case COPSE_DOT:
        return write_dot(sink, answer, err);
    case COPSE_KUMU:
        return copse_graph_write_csv(sink, answer, true, of_ties, err);
    case COPSE_GEPHI:
        return copse_graph_write_csv(sink, answer, false, of_ties, err);
    case COPSE_GRAPH_JSON:
        break;
    }
    return write_json(sink, answer, err);
}
