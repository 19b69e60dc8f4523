/* What the formats of a graph share: what there is to say of a node and of a tie, once for all of them. */
#ifndef COPSE_REPORT_GRAPH_H
#define COPSE_REPORT_GRAPH_H

#include "report/report.h"

typedef enum copse_graph_type { COPSE_OF_TEXT = 0, COPSE_OF_COUNT, COPSE_OF_NUMBER } copse_graph_type;

/** An attribute of every node, or of every tie. */
typedef struct copse_graph_column {
    const char *name;
    copse_graph_type type;
    /** Append the value of node or tie i, as it stands in a file; nothing where it is not known or not shown. */
    void (*say)(copse_text *out, const copse_graph_answer *answer, size_t i);
} copse_graph_column;

extern const copse_graph_column copse_graph_of_nodes[], copse_graph_of_ties[];
extern const size_t copse_graph_n_of_nodes, copse_graph_n_of_ties;

/** Append a node's id, "team:WARD3": its kind and key. */
void copse_graph_say_id(copse_text *out, const copse_graph_answer *answer, size_t node);
/** The name that is read beside a node. */
const char *copse_graph_label(const copse_graph_answer *answer, size_t node);
/** What has to be known of the whole: audience, version, day, and under which terms the data are held. */
void copse_graph_say_origin(copse_text *out, const copse_graph_answer *answer);

copse_status copse_graph_write_graphml(const copse_sink *sink, const copse_graph_answer *answer, copse_error *err);
copse_status copse_graph_write_gexf(const copse_sink *sink, const copse_graph_answer *answer, copse_error *err);
copse_status copse_graph_write_csv(const copse_sink *sink, const copse_graph_answer *answer, bool is_kumu, bool of_ties,
                                   copse_error *err);

#endif
