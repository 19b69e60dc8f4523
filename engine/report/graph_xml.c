/*
 * GraphML (Brandes, Eiglsperger, Herman, Himsolt & Marshall 2002, graphml.graphdrawing.org) and GEXF 1.2 (gexf.net),
 * which igraph, networkx, Gephi, Cytoscape and others read.
 */
#include "report/graph.h"

#include <string.h>

/* Text of XML: what a page may hold, without the two characters that XML 1.0 has no place for. */
static void append_xml(copse_text *out, const char *text)
{
    copse_text whole = COPSE_TEXT_INIT;
    copse_html_text(&whole, text);
    for (const char *at = copse_text_get(&whole); *at; at++) {
        bool is_none = strncmp(at, "\xEF\xBF\xBE", 3) == 0 || strncmp(at, "\xEF\xBF\xBF", 3) == 0;
        copse_text_append_bytes(out, is_none ? "?" : at, 1);
        at += is_none ? 2 : 0;
    }
    out->failed = out->failed || whole.failed;
    copse_text_free(&whole);
}

static void append_id(copse_text *out, copse_text *said, const copse_graph_answer *answer, int32_t node)
{
    copse_text_clear(said);
    copse_graph_say_id(said, answer, (size_t)node);
    append_xml(out, copse_text_get(said));
}

static void append_origin(copse_text *out, copse_text *said, const copse_graph_answer *answer)
{
    copse_text_clear(said);
    copse_graph_say_origin(said, answer);
    append_xml(out, copse_text_get(said));
}

static copse_status finish(const copse_sink *sink, copse_text *out, copse_text *said, copse_error *err)
{
    out->failed = out->failed || said->failed;
    copse_text_free(said);
    return copse_report_write(sink, out, err);
}

static const char header[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/* ---- GraphML ---- */

static void declare_keys(copse_text *out, const char *of, const copse_graph_column *columns, size_t n)
{
    static const char *const types[] = {"string", "long", "double"};
    for (size_t i = 0; i < n; i++)
        copse_text_format(out, "  <key id=\"%s_%s\" for=\"%s\" attr.name=\"%s\" attr.type=\"%s\"/>\n", of,
                          columns[i].name, of, columns[i].name, types[columns[i].type]);
}

/* What is not known has no element. */
static void append_data(copse_text *out, copse_text *said, const char *of, const copse_graph_column *columns, size_t n,
                        const copse_graph_answer *answer, size_t i)
{
    for (size_t c = 0; c < n; c++) {
        copse_text_clear(said);
        columns[c].say(said, answer, i);
        if (said->length == 0)
            continue;
        copse_text_format(out, "<data key=\"%s_%s\">", of, columns[c].name);
        append_xml(out, copse_text_get(said));
        copse_text_append(out, "</data>");
    }
}

copse_status copse_graph_write_graphml(const copse_sink *sink, const copse_graph_answer *answer, copse_error *err)
{
    copse_text out = COPSE_TEXT_INIT, said = COPSE_TEXT_INIT;
    copse_text_append(&out, header);
    copse_text_append(&out, "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n  <desc>");
    append_origin(&out, &said, answer);
    copse_text_append(&out, "</desc>\n");
    declare_keys(&out, "node", copse_graph_of_nodes, copse_graph_n_of_nodes);
    declare_keys(&out, "edge", copse_graph_of_ties, copse_graph_n_of_ties);
    copse_text_append(&out, "  <graph id=\"G\" edgedefault=\"undirected\">\n");
    for (size_t i = 0; i < answer->n_nodes; i++) {
        copse_text_append(&out, "    <node id=\"");
        append_id(&out, &said, answer, (int32_t)i);
        copse_text_append(&out, "\">");
        append_data(&out, &said, "node", copse_graph_of_nodes, copse_graph_n_of_nodes, answer, i);
        copse_text_append(&out, "</node>\n");
    }
    for (size_t i = 0; i < answer->n_ties; i++) {
        copse_text_append(&out, "    <edge source=\"");
        append_id(&out, &said, answer, answer->ties[i].a);
        copse_text_append(&out, "\" target=\"");
        append_id(&out, &said, answer, answer->ties[i].b);
        copse_text_append(&out, "\">");
        append_data(&out, &said, "edge", copse_graph_of_ties, copse_graph_n_of_ties, answer, i);
        copse_text_append(&out, "</edge>\n");
    }
    copse_text_append(&out, "  </graph>\n</graphml>\n");
    return finish(sink, &out, &said, err);
}

/* ---- GEXF ---- */

/* A node's name is its label and a tie's weight an attribute of its element: neither is said twice. */
static void declare_attributes(copse_text *out, const char *class, const copse_graph_column *columns, size_t n)
{
    static const char *const types[] = {"string", "long", "double"};
    copse_text_format(out, "    <attributes class=\"%s\">\n", class);
    for (size_t i = 0; i < n; i++)
        copse_text_format(out, "      <attribute id=\"%s_%s\" title=\"%s\" type=\"%s\"/>\n", class, columns[i].name,
                          columns[i].name, types[columns[i].type]);
    copse_text_append(out, "    </attributes>\n");
}

static void append_values(copse_text *out, copse_text *said, const char *class, const copse_graph_column *columns, size_t n,
                          const copse_graph_answer *answer, size_t i)
{
    copse_text_append(out, "<attvalues>");
    for (size_t c = 0; c < n; c++) {
        copse_text_clear(said);
        columns[c].say(said, answer, i);
        if (said->length == 0)
            continue;
        copse_text_format(out, "<attvalue for=\"%s_%s\" value=\"", class, columns[c].name);
        append_xml(out, copse_text_get(said));
        copse_text_append(out, "\"/>");
    }
    copse_text_append(out, "</attvalues>");
}

/* y grows upwards there. */
static void append_gexf_node(copse_text *out, copse_text *said, const copse_graph_answer *answer, size_t i)
{
    copse_text_append(out, "      <node id=\"");
    append_id(out, said, answer, (int32_t)i);
    copse_text_append(out, "\" label=\"");
    append_xml(out, copse_graph_label(answer, i));
    copse_text_append(out, "\">");
    append_values(out, said, "node", copse_graph_of_nodes, copse_graph_n_of_nodes, answer, i);
    copse_text_format(out, "<viz:position x=\"%.9g\" y=\"%.9g\" z=\"0\"/></node>\n", answer->nodes[i].x,
                      -answer->nodes[i].y);
}

copse_status copse_graph_write_gexf(const copse_sink *sink, const copse_graph_answer *answer, copse_error *err)
{
    copse_text out = COPSE_TEXT_INIT, said = COPSE_TEXT_INIT;
    copse_text_append(&out, header);
    copse_text_append(&out, "<gexf xmlns=\"http://www.gexf.net/1.2draft\" xmlns:viz=\"http://www.gexf.net/1.2draft/viz\" "
                            "version=\"1.2\">\n  <meta><creator>Copse</creator><description>");
    append_origin(&out, &said, answer);
    copse_text_append(&out, "</description></meta>\n  <graph defaultedgetype=\"undirected\" mode=\"static\">\n");
    declare_attributes(&out, "node", copse_graph_of_nodes, copse_graph_n_of_nodes);
    declare_attributes(&out, "edge", copse_graph_of_ties, copse_graph_n_of_ties);
    copse_text_append(&out, "    <nodes>\n");
    for (size_t i = 0; i < answer->n_nodes; i++)
        append_gexf_node(&out, &said, answer, i);
    copse_text_append(&out, "    </nodes>\n    <edges>\n");
    for (size_t i = 0; i < answer->n_ties; i++) {
        copse_text_format(&out, "      <edge id=\"%zu\" source=\"", i);
        append_id(&out, &said, answer, answer->ties[i].a);
        copse_text_append(&out, "\" target=\"");
        append_id(&out, &said, answer, answer->ties[i].b);
        copse_text_format(&out, "\" weight=\"%.9g\">", answer->ties[i].weight);
        append_values(&out, &said, "edge", copse_graph_of_ties, copse_graph_n_of_ties, answer, i);
        copse_text_append(&out, "</edge>\n");
    }
    copse_text_append(&out, "    </edges>\n  </graph>\n</gexf>\n");
    return finish(sink, &out, &said, err);
}
