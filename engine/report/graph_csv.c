/*
 * Kumu's elements and connections and Gephi's nodes and edges, as tables. Column names: docs.kumu.io, "Structure your
 * data for Kumu"; gephi.org, "Spreadsheet". `copse import` knows both by the same names.
 */
#include "report/graph.h"

#include <string.h>

#include "base/map.h"

static void put(copse_csv *csv, copse_text *said, const copse_graph_column *column, const copse_graph_answer *answer,
                size_t i)
{
    copse_text_clear(said);
    column->say(said, answer, i);
    copse_csv_text(csv, copse_text_get(said));
}

/* ---- labels by which Kumu ties ---- */

/* Kumu has no ids: a connection names the labels of its ends, so one that two things have gets their keys. */
static bool count_labels(copse_map *times, const copse_graph_answer *answer)
{
    for (size_t i = 0; i < answer->n_nodes; i++) {
        const char *label = copse_graph_label(answer, i);
        if (!copse_map_set(times, label, copse_map_get(times, label, 0) + 1))
            return false;
    }
    return true;
}

static void put_label(copse_csv *csv, copse_text *said, const copse_map *times, const copse_graph_answer *answer,
                      size_t node)
{
    const char *label = copse_graph_label(answer, node);
    copse_text_clear(said);
    copse_text_append(said, label);
    if (copse_map_get(times, label, 0) > 1) {
        copse_text_append(said, " (");
        copse_graph_say_id(said, answer, node);
        copse_text_append(said, ")");
    }
    copse_csv_text(csv, copse_text_get(said));
}

static void put_id(copse_csv *csv, copse_text *said, const copse_graph_answer *answer, size_t node)
{
    copse_text_clear(said);
    copse_graph_say_id(said, answer, node);
    copse_csv_text(csv, copse_text_get(said));
}

/* ---- tables ---- */

/* Columns that say under Copse's name what stands under the program's already. */
static bool is_said(const copse_graph_column *column)
{
    static const char *const said[] = {"kind", "name", "description", "weight", NULL};
    for (size_t i = 0; said[i]; i++)
        if (strcmp(column->name, said[i]) == 0)
            return true;
    return false;
}

static void put_rest(copse_csv *csv, copse_text *said, const copse_graph_column *columns, size_t n,
                     const copse_graph_answer *answer, size_t i, bool is_header)
{
    for (size_t c = 0; c < n; c++) {
        if (is_said(&columns[c]))
            continue;
        if (is_header)
            copse_csv_text(csv, columns[c].name);
        else
            put(csv, said, &columns[c], answer, i);
    }
    copse_csv_end_row(csv);
}

static const copse_graph_column *find(const copse_graph_column *columns, const char *name)
{
    while (strcmp(columns->name, name) != 0)
        columns++;
    return columns;
}

static const char *type_of(const copse_graph_answer *answer, size_t node)
{
    static const char *const types[COPSE_MAP_KINDS] = {"Unit", "Site", "Topic", "Team", "Community", "Person"};
    return types[answer->map->marks[answer->nodes[node].mark].kind];
}

static void write_nodes(copse_csv *csv, copse_text *said, const copse_map *times, const copse_graph_answer *answer,
                        bool is_kumu)
{
    const copse_graph_column *all = copse_graph_of_nodes;
    copse_csv_text(csv, is_kumu ? "Label" : "Id");
    copse_csv_text(csv, is_kumu ? "Type" : "Label");
    copse_csv_text(csv, is_kumu ? "Description" : "Type");
    put_rest(csv, said, all, copse_graph_n_of_nodes, answer, 0, true);
    for (size_t i = 0; i < answer->n_nodes; i++) {
        if (is_kumu) {
            put_label(csv, said, times, answer, i);
            copse_csv_text(csv, type_of(answer, i));
            put(csv, said, find(all, "description"), answer, i);
        } else {
            put_id(csv, said, answer, i);
            copse_csv_text(csv, copse_graph_label(answer, i));
            copse_csv_text(csv, type_of(answer, i));
        }
        put_rest(csv, said, all, copse_graph_n_of_nodes, answer, i, false);
    }
}

static void write_ties(copse_csv *csv, copse_text *said, const copse_map *times, const copse_graph_answer *answer,
                       bool is_kumu)
{
    const copse_graph_column *all = copse_graph_of_ties;
    copse_csv_text(csv, is_kumu ? "From" : "Source");
    copse_csv_text(csv, is_kumu ? "To" : "Target");
    copse_csv_text(csv, "Type");
    copse_csv_text(csv, "Weight");
    put_rest(csv, said, all, copse_graph_n_of_ties, answer, 0, true);
    for (size_t i = 0; i < answer->n_ties; i++) {
        const copse_graph_tie *tie = &answer->ties[i];
        for (int end = 0; end < 2; end++) {
            size_t node = (size_t)(end == 0 ? tie->a : tie->b);
            if (is_kumu)
                put_label(csv, said, times, answer, node);
            else
                put_id(csv, said, answer, node);
        }
        copse_csv_text(csv, is_kumu ? type_of(answer, (size_t)tie->a) : "Undirected");
        put(csv, said, find(all, "weight"), answer, i);
        put_rest(csv, said, all, copse_graph_n_of_ties, answer, i, false);
    }
}

copse_status copse_graph_write_csv(const copse_sink *sink, const copse_graph_answer *answer, bool is_kumu, bool of_ties,
                                   copse_error *err)
{
    copse_csv csv = COPSE_CSV_INIT;
    copse_text said = COPSE_TEXT_INIT;
    copse_map *times = copse_map_new();
    bool is_counted = times && count_labels(times, answer);
    if (is_counted && of_ties)
        write_ties(&csv, &said, times, answer, is_kumu);
    else if (is_counted)
        write_nodes(&csv, &said, times, answer, is_kumu);
    csv.cells.failed = csv.cells.failed || said.failed || !is_counted;
    copse_map_free(times);
    copse_text_free(&said);
    return copse_csv_close(&csv, sink, err);
}
