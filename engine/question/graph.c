/*
 * A map as a graph for other programs. It holds what the map shows and nothing else: what may be shown was decided
 * there.
 */
#include "base/memory.h"

#include <math.h>
#include <string.h>

#include "measure/layout.h"

/* What one graph is made with. */
typedef struct graphing {
    const copse_map_answer *map;
    copse_graph_answer *answer;
    copse_graph_node *nodes;
    int32_t *node_of; /* [n_marks] −1: not in the graph */
    copse_incidence ties; /* [n_marks × n_marks] both ways, of the map's links; values: weight */
} graphing;

static bool is_kind(const graphing *g, size_t mark, copse_map_kind kind)
{
    return g->map->marks[mark].kind == kind;
}

static bool is_in(const graphing *g, size_t mark)
{
    switch (g->answer->mode) {
    case COPSE_GRAPH_TEAMS:
        return is_kind(g, mark, COPSE_MAP_TEAM);
    case COPSE_GRAPH_COMMUNITIES:
        return is_kind(g, mark, COPSE_MAP_COMMUNITY);
    case COPSE_GRAPH_TOPICS:
        return is_kind(g, mark, COPSE_MAP_TOPIC);
    case COPSE_GRAPH_PEOPLE:
        return is_kind(g, mark, COPSE_MAP_PERSON);
    case COPSE_GRAPH_TWO_MODE:
        break;
    }
    return !is_kind(g, mark, COPSE_MAP_UNIT) && !is_kind(g, mark, COPSE_MAP_SITE);
}

/* Through what a one-mode graph is tied: CoPs, and for CoPs teams. */
static bool ties_others(const graphing *g, size_t mark)
{
    return is_kind(g, mark, g->answer->mode == COPSE_GRAPH_COMMUNITIES ? COPSE_MAP_TEAM : COPSE_MAP_COMMUNITY);
}

static double weight_of(const copse_map_link *link)
{
    return link->people.is_shown ? (double)link->people.value : 1.0;
}

static copse_status read_links(graphing *g, copse_error *err)
{
    size_t n = g->map->n_links;
    int32_t *row = copse_memory_new(2 * n, sizeof *row), *column = copse_memory_new(2 * n, sizeof *column);
    double *value = copse_memory_new(2 * n, sizeof *value);
    copse_status st = row && column && value ? COPSE_OK : copse_error_nomem(err);
    for (size_t i = 0; st == COPSE_OK && i < n; i++) {
        const copse_map_link *link = &g->map->links[i];
        row[2 * i] = column[2 * i + 1] = link->from;
        column[2 * i] = row[2 * i + 1] = link->to;
        value[2 * i] = value[2 * i + 1] = weight_of(link);
    }
    if (st == COPSE_OK)
        st = copse_incidence_new(&g->ties, g->map->n_marks, g->map->n_marks, 2 * n, row, column, value, err);
    copse_memory_free(row);
    copse_memory_free(column);
    copse_memory_free(value);
    return st;
}

/* ---- nodes ---- */

static copse_status list_nodes(graphing *g, copse_error *err)
{
    g->node_of = copse_memory_new(g->map->n_marks, sizeof *g->node_of);
    g->nodes = copse_arena_take(g->answer->arena, g->map->n_marks, sizeof *g->nodes);
    if (!g->node_of || !g->nodes)
        return copse_error_nomem(err);
    g->answer->nodes = g->nodes;
    for (size_t i = 0; i < g->map->n_marks; i++) {
        g->node_of[i] = is_in(g, i) ? (int32_t)g->answer->n_nodes++ : -1;
        if (g->node_of[i] >= 0)
            g->nodes[g->node_of[i]].mark = (int32_t)i;
    }
    return COPSE_OK;
}

/* What the map gives no place stands beside what it is tied to; people also beside their team. */
static copse_status place_nodes(graphing *g, const copse_context *ctx, copse_error *err)
{
    size_t n = g->map->n_marks;
    double *kept = copse_memory_new(2 * n, sizeof *kept), *place = copse_memory_new(2 * n, sizeof *place);
    int32_t *team = copse_memory_new(n, sizeof *team);
    copse_status st = kept && place && team ? COPSE_OK : copse_error_nomem(err);
    for (size_t i = 0; st == COPSE_OK && i < n; i++) {
        const copse_map_mark *mark = &g->map->marks[i];
        kept[2 * i] = mark->x;
        kept[2 * i + 1] = mark->y;
        team[i] = mark->kind == COPSE_MAP_PERSON ? mark->above : mark->kind == COPSE_MAP_TEAM ? (int32_t)i : -1;
    }
    if (st == COPSE_OK) {
        const copse_layout_request request = {&g->ties, team, kept};
        st = copse_measure_layout(place, &request, ctx, err);
    }
    for (size_t i = 0; st == COPSE_OK && i < g->answer->n_nodes; i++) {
        g->nodes[i].x = place[2 * (size_t)g->nodes[i].mark];
        g->nodes[i].y = place[2 * (size_t)g->nodes[i].mark + 1];
    }
    copse_memory_free(kept);
    copse_memory_free(place);
    copse_memory_free(team);
    return st;
}

/* ---- ties ---- */

static copse_status list_two_mode(graphing *g, copse_error *err)
{
    copse_graph_tie *ties = copse_arena_take(g->answer->arena, g->map->n_links, sizeof *ties);
    if (!ties)
        return copse_error_nomem(err);
    /* Links are by from, then to, and CoPs come after topics and teams, but before people. */
    for (size_t i = 0; i < g->map->n_links; i++) {
        const copse_map_link *link = &g->map->links[i];
        ties[i] = (copse_graph_tie){g->node_of[link->from], g->node_of[link->to], weight_of(link), 0, link->people,
                                    link->since};
    }
    g->answer->ties = ties;
    g->answer->n_ties = g->map->n_links;
    return COPSE_OK;
}

/* Node by node: what is two steps away, and through how many. */
typedef struct reaching {
    double *weight;  /* [n_nodes] 0 for what was not reached */
    int64_t *shared; /* [n_nodes] */
    copse_graph_tie *ties;
    size_t capacity;
} reaching;

static size_t degree_in(const graphing *g, size_t mark)
{
    size_t n = 0;
    for (size_t k = g->ties.start[mark]; k < g->ties.start[mark + 1]; k++)
        n += g->node_of[g->ties.column[k]] >= 0;
    return n;
}

static void reach_from(reaching *r, const graphing *g, size_t node)
{
    size_t mark = (size_t)g->nodes[node].mark;
    for (size_t k = g->ties.start[mark]; k < g->ties.start[mark + 1]; k++) {
        size_t through = (size_t)g->ties.column[k];
        if (!ties_others(g, through))
            continue;
        double part = 1.0 / ((double)degree_in(g, through) - 1.0);
        for (size_t j = g->ties.start[through]; j < g->ties.start[through + 1]; j++) {
            int32_t other = g->node_of[g->ties.column[j]];
            if (other <= (int32_t)node)
                continue;
            r->weight[other] += part;
            r->shared[other]++;
        }
    }
}

static copse_status take_reached(reaching *r, graphing *g, size_t node, copse_error *err)
{
    size_t *n = &g->answer->n_ties;
    for (size_t other = node + 1; other < g->answer->n_nodes; other++) {
        if (r->shared[other] == 0)
            continue;
        if (!copse_memory_grow((void **)&r->ties, &r->capacity, *n, sizeof *r->ties))
            return copse_error_nomem(err);
        r->ties[(*n)++] = (copse_graph_tie){(int32_t)node,    (int32_t)other, r->weight[other],
                                            r->shared[other], {false, 0},     COPSE_DAY_UNKNOWN};
        r->weight[other] = 0.0;
        r->shared[other] = 0;
    }
    return COPSE_OK;
}

static copse_status list_one_mode(graphing *g, const copse_context *ctx, copse_error *err)
{
    size_t n = g->answer->n_nodes;
    reaching r = {copse_memory_new(n, sizeof *r.weight), copse_memory_new(n, sizeof *r.shared), NULL, 0};
    copse_status st = r.weight && r.shared ? COPSE_OK : copse_error_nomem(err);
    for (size_t node = 0; st == COPSE_OK && node < n; node++) {
        reach_from(&r, g, node);
        st = take_reached(&r, g, node, err);
        if (st == COPSE_OK)
            st = copse_context_poll(ctx, err);
    }
    copse_graph_tie *ties = st == COPSE_OK ? copse_arena_take(g->answer->arena, g->answer->n_ties, sizeof *ties) : NULL;
    if (st == COPSE_OK && !ties)
        st = copse_error_nomem(err);
    if (st == COPSE_OK && g->answer->n_ties > 0)
        memcpy(ties, r.ties, g->answer->n_ties * sizeof *ties);
    g->answer->ties = ties;
    copse_memory_free(r.weight);
    copse_memory_free(r.shared);
    copse_memory_free(r.ties);
    return st;
}

/* ---- communities of the graph ---- */

static copse_status find_blocks(graphing *g, const copse_context *ctx, copse_error *err)
{
    size_t n = g->answer->n_nodes, m = g->answer->n_ties;
    copse_incidence ties = {0};
    int32_t *row = copse_memory_new(2 * m, sizeof *row), *column = copse_memory_new(2 * m, sizeof *column);
    int32_t *block = copse_memory_new(n, sizeof *block);
    double *value = copse_memory_new(2 * m, sizeof *value);
    copse_status st = row && column && value && block ? COPSE_OK : copse_error_nomem(err);
    for (size_t i = 0; st == COPSE_OK && i < m; i++) {
        row[2 * i] = column[2 * i + 1] = g->answer->ties[i].a;
        column[2 * i] = row[2 * i + 1] = g->answer->ties[i].b;
        value[2 * i] = value[2 * i + 1] = g->answer->ties[i].weight;
    }
    if (st == COPSE_OK)
        st = copse_incidence_new(&ties, n, n, 2 * m, row, column, value, err);
    if (st == COPSE_OK)
        st = copse_measure_blocks(block, &g->answer->n_blocks, &ties, ctx, err);
    for (size_t i = 0; st == COPSE_OK && i < n; i++)
        g->nodes[i].block = block[i];
    copse_incidence_free(&ties);
    copse_memory_free(row);
    copse_memory_free(column);
    copse_memory_free(value);
    copse_memory_free(block);
    return st;
}

/* ---- the whole ---- */

static copse_status fill(graphing *g, const copse_context *ctx, copse_error *err)
{
    copse_status st = read_links(g, err);
    if (st == COPSE_OK)
        st = list_nodes(g, err);
    if (st == COPSE_OK)
        st = place_nodes(g, ctx, err);
    if (st == COPSE_OK)
        st = g->answer->mode == COPSE_GRAPH_TWO_MODE ? list_two_mode(g, err) : list_one_mode(g, ctx, err);
    return st == COPSE_OK ? find_blocks(g, ctx, err) : st;
}

copse_status copse_question_graph(copse_graph_answer **out, const copse_map_answer *map, copse_graph_mode mode,
                                  const copse_context *ctx, copse_error *err)
{
    *out = NULL;
    copse_arena *arena = copse_arena_new();
    copse_graph_answer *answer = arena ? copse_arena_take(arena, 1, sizeof *answer) : NULL;
    if (!answer) {
        copse_arena_free(arena);
        return copse_error_nomem(err);
    }
    *answer = (copse_graph_answer){.map = map, .mode = mode, .arena = arena};
    graphing g = {.map = map, .answer = answer};
    copse_status st = fill(&g, ctx, err);
    copse_incidence_free(&g.ties);
    copse_memory_free(g.node_of);
    if (st == COPSE_OK)
        *out = answer;
    else
        copse_graph_answer_free(answer);
    return st;
}

void copse_graph_answer_free(copse_graph_answer *answer)
{
    /* The answer itself lives in its arena. */
    if (answer)
        copse_arena_free(answer->arena);
}
