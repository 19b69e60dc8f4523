/*
 * Nodes are the vertices 1 … n and, after them, blossoms: odd cycles of nodes that are treated as one. A node that
 * lies in no other is *outermost*. In a phase trees grow from the nodes without a mate: OUTER nodes are reached over
 * an even number of edges, INNER ones over an odd number. A tight edge between two OUTER nodes of different trees is
 * the middle of a longer matching; of one tree, it closes a blossom.
 *
 * Prices are kept doubled: slack(u, v) = y_u + y_v − 2 w_uv. Inside a blossom it may fall below 0; the blossom's own
 * price makes up for it, and such edges are never looked at.
 */
#include "choose/matching.h"

#include <string.h>

#include "base/memory.h"

enum { UNSEEN = -1, OUTER = 0, INNER = 1 };

/* The edge of least slack between two nodes: its ends are vertices. */
typedef struct edge {
    int32_t from, to;
    int64_t w;
} edge;

typedef struct matcher {
    int32_t n, n_nodes, room; /* nodes in use are 1 … n_nodes; there is room for `room` */
    edge *edges;              /* [(room + 1)²] */
    int64_t *price;           /* [room + 1] */
    int32_t *mate;            /* [room + 1] a vertex of the node's mate; 0: none */
    int32_t *top;             /* [room + 1] the outermost node around it; 0: not in use */
    int32_t *parent;          /* [room + 1] the vertex that an INNER node was reached from */
    int32_t *nearest;         /* [room + 1] the OUTER vertex whose edge to it has the least slack; 0: none */
    int8_t *label;            /* [room + 1] of outermost nodes */
    int32_t *stamp;           /* [room + 1] when a search for a common root passed */
    int32_t n_stamps;
    int32_t *petal_of; /* [(room + 1) × (n + 1)] the petal of a blossom that holds a vertex; 0: not in it */
    int32_t *petals;   /* [(room + 1) × (n + 1)] of a blossom, around its cycle from its base */
    int32_t *n_petals; /* [room + 1] */
    int32_t *queue;   /* [2n + 1] OUTER vertices to look from */
    int32_t *scratch; /* [n + 1] */
    int32_t first, last;      /* of the queue */
} matcher;

static edge *edge_of(const matcher *m, int32_t u, int32_t v)
{
    return &m->edges[(size_t)u * (size_t)(m->room + 1) + (size_t)v];
}

static int32_t *petals_of(const matcher *m, int32_t blossom)
{
    return &m->petals[(size_t)blossom * (size_t)(m->n + 1)];
}

static int32_t *petal_of(const matcher *m, int32_t blossom)
{
    return &m->petal_of[(size_t)blossom * (size_t)(m->n + 1)];
}

static int64_t slack(const matcher *m, const edge *e)
{
    return m->price[e->from] + m->price[e->to] - 2 * edge_of(m, e->from, e->to)->w;
}

static bool is_outermost(const matcher *m, int32_t node)
{
    return m->top[node] == node;
}

/* ---- the nearest OUTER vertex ---- */

static void offer_nearest(matcher *m, int32_t vertex, int32_t node)
{
    int32_t now = m->nearest[node];
    if (now == 0 || slack(m, edge_of(m, vertex, node)) < slack(m, edge_of(m, now, node)))
        m->nearest[node] = vertex;
}

static void find_nearest(matcher *m, int32_t node)
{
    m->nearest[node] = 0;
    for (int32_t u = 1; u <= m->n; u++)
        if (edge_of(m, u, node)->w > 0 && m->top[u] != node && m->label[m->top[u]] == OUTER)
            offer_nearest(m, u, node);
}

/* ---- nodes and what they hold ---- */

static void enqueue(matcher *m, int32_t node)
{
    if (node <= m->n) {
        m->queue[m->last++] = node;
        return;
    }
    for (int32_t i = 0; i < m->n_petals[node]; i++)
        enqueue(m, petals_of(m, node)[i]);
}

static void set_top(matcher *m, int32_t node, int32_t top)
{
    m->top[node] = top;
    for (int32_t i = 0; node > m->n && i < m->n_petals[node]; i++)
        set_top(m, petals_of(m, node)[i], top);
}

static void reverse(int32_t *list, int32_t n)
{
    for (int32_t i = 0, j = n - 1; i < j; i++, j--) {
        int32_t kept = list[i];
        list[i] = list[j];
        list[j] = kept;
    }
}

/* Where a petal stands, with the cycle turned so that an even number of edges leads to it from the base. */
static int32_t even_place(matcher *m, int32_t blossom, int32_t petal)
{
    int32_t *petals = petals_of(m, blossom), n = m->n_petals[blossom], at = 0;
    while (petals[at] != petal)
        at++;
    if (at % 2 == 0)
        return at;
    reverse(petals + 1, n - 1);
    return n - at;
}

/* ---- augmenting ---- */

static void turn_to(matcher *m, int32_t blossom, int32_t at)
{
    int32_t *petals = petals_of(m, blossom), n = m->n_petals[blossom];
    memcpy(m->scratch, petals, (size_t)at * sizeof *petals);
    memmove(petals, petals + at, (size_t)(n - at) * sizeof *petals);
    memcpy(petals + n - at, m->scratch, (size_t)at * sizeof *petals);
}

/* Match a node with another along their edge; in a blossom, the petals before the new base pair up anew. */
static void set_mate(matcher *m, int32_t node, int32_t other)
{
    const edge *e = edge_of(m, node, other);
    m->mate[node] = e->to;
    if (node <= m->n)
        return;
    int32_t base = petal_of(m, node)[e->from], at = even_place(m, node, base);
    int32_t *petals = petals_of(m, node);
    for (int32_t i = 0; i < at; i++)
        set_mate(m, petals[i], petals[i ^ 1]);
    set_mate(m, base, other);
    turn_to(m, node, at);
}

/* From the middle of the path to the root of one tree: matched edges and others change places. */
static void augment(matcher *m, int32_t node, int32_t other)
{
    for (;;) {
        int32_t inner = m->top[m->mate[node]];
        set_mate(m, node, other);
        if (inner == 0)
            return;
        int32_t outer = m->top[m->parent[inner]];
        set_mate(m, inner, outer);
        node = outer;
        other = inner;
    }
}

/* ---- blossoms ---- */

/* The OUTER node above it in its tree; 0 at the root. */
static int32_t above(const matcher *m, int32_t outer)
{
    int32_t inner = m->top[m->mate[outer]];
    return inner == 0 ? 0 : m->top[m->parent[inner]];
}

/* The first node that both come to on their way up, each a step in turn; 0: they stand in different trees. */
static int32_t common_root(matcher *m, int32_t u, int32_t v)
{
    m->n_stamps++;
    while (u != 0 || v != 0) {
        if (u != 0) {
            if (m->stamp[u] == m->n_stamps)
                return u;
            m->stamp[u] = m->n_stamps;
            u = above(m, u);
        }
        int32_t kept = u;
        u = v;
        v = kept;
    }
    return 0;
}

/* Add the way from an OUTER node up to the root; INNER nodes on it become OUTER. */
static void add_way(matcher *m, int32_t blossom, int32_t from, int32_t root)
{
    int32_t *petals = petals_of(m, blossom), *n = &m->n_petals[blossom];
    for (int32_t x = from; x != root; x = above(m, x)) {
        int32_t inner = m->top[m->mate[x]];
        petals[(*n)++] = x;
        petals[(*n)++] = inner;
        enqueue(m, inner);
    }
}

static int32_t free_blossom(matcher *m)
{
    int32_t blossom = m->n + 1;
    while (blossom <= m->n_nodes && m->top[blossom] != 0)
        blossom++;
    if (blossom > m->n_nodes)
        m->n_nodes = blossom;
    return blossom;
}

/* The blossom's edges are the tightest of its petals', to every node. */
static void take_edges(matcher *m, int32_t blossom)
{
    int32_t *holder = petal_of(m, blossom);
    memset(holder, 0, (size_t)(m->n + 1) * sizeof *holder);
    for (int32_t x = 1; x <= m->n_nodes; x++)
        edge_of(m, blossom, x)->w = edge_of(m, x, blossom)->w = 0;
    for (int32_t i = 0; i < m->n_petals[blossom]; i++) {
        int32_t petal = petals_of(m, blossom)[i];
        for (int32_t x = 1; x <= m->n_nodes; x++)
            if (edge_of(m, petal, x)->w > 0 &&
                (edge_of(m, blossom, x)->w == 0 ||
                 slack(m, edge_of(m, petal, x)) < slack(m, edge_of(m, blossom, x)))) {
                *edge_of(m, blossom, x) = *edge_of(m, petal, x);
                *edge_of(m, x, blossom) = *edge_of(m, x, petal);
            }
        for (int32_t x = 1; x <= m->n; x++)
            if (petal_of(m, petal)[x] != 0)
                holder[x] = petal;
    }
}

static void close_blossom(matcher *m, int32_t u, int32_t root, int32_t v)
{
    int32_t blossom = free_blossom(m);
    m->price[blossom] = 0;
    m->label[blossom] = OUTER;
    m->mate[blossom] = m->mate[root];
    m->parent[blossom] = m->parent[root];
    m->n_petals[blossom] = 1;
    petals_of(m, blossom)[0] = root;
    add_way(m, blossom, u, root);
    reverse(petals_of(m, blossom) + 1, m->n_petals[blossom] - 1);
    add_way(m, blossom, v, root);
    set_top(m, blossom, blossom);
    take_edges(m, blossom);
    find_nearest(m, blossom);
}

/* An INNER blossom whose price has come to 0 falls apart: the even way through it stays in the tree. */
static void open_blossom(matcher *m, int32_t blossom)
{
    int32_t *petals = petals_of(m, blossom), n = m->n_petals[blossom];
    for (int32_t i = 0; i < n; i++)
        set_top(m, petals[i], petals[i]);
    int32_t entry = petal_of(m, blossom)[edge_of(m, blossom, m->parent[blossom])->from];
    int32_t at = even_place(m, blossom, entry);
    for (int32_t i = 0; i < at; i += 2) {
        int32_t inner = petals[i], outer = petals[i + 1];
        m->parent[inner] = edge_of(m, outer, inner)->from;
        m->label[inner] = INNER;
        m->label[outer] = OUTER;
        m->nearest[inner] = 0;
        find_nearest(m, outer);
        enqueue(m, outer);
    }
    m->label[entry] = INNER;
    m->parent[entry] = m->parent[blossom];
    m->nearest[entry] = 0;
    for (int32_t i = at + 1; i < n; i++) {
        m->label[petals[i]] = UNSEEN;
        find_nearest(m, petals[i]);
    }
    m->top[blossom] = 0;
}

/* ---- a phase ---- */

/* A tight edge from an OUTER node. @return whether the matching has grown */
static bool use_edge(matcher *m, const edge *e)
{
    int32_t u = m->top[e->from], v = m->top[e->to];
    if (m->label[v] == UNSEEN) {
        int32_t outer = m->top[m->mate[v]];
        m->parent[v] = e->from;
        m->label[v] = INNER;
        m->label[outer] = OUTER;
        m->nearest[v] = m->nearest[outer] = 0;
        enqueue(m, outer);
    } else if (m->label[v] == OUTER) {
        int32_t root = common_root(m, u, v);
        if (root == 0) {
            augment(m, u, v);
            augment(m, v, u);
            return true;
        }
        close_blossom(m, u, root, v);
    }
    return false;
}

static bool look_from_queue(matcher *m)
{
    while (m->first < m->last) {
        int32_t u = m->queue[m->first++];
        if (m->label[m->top[u]] == INNER)
            continue;
        for (int32_t v = 1; v <= m->n; v++) {
            const edge *e = edge_of(m, u, v);
            if (e->w <= 0 || m->top[u] == m->top[v])
                continue;
            if (slack(m, e) > 0)
                offer_nearest(m, u, m->top[v]);
            else if (use_edge(m, e))
                return true;
        }
    }
    return false;
}

/* The largest change of prices that leaves every slack and every blossom's price at 0 or more. */
static int64_t largest_change(const matcher *m)
{
    int64_t most = INT64_MAX;
    for (int32_t x = 1; x <= m->n_nodes; x++) {
        if (!is_outermost(m, x))
            continue;
        int64_t change = INT64_MAX;
        if (x > m->n && m->label[x] == INNER)
            change = m->price[x] / 2;
        else if (m->nearest[x] != 0 && m->label[x] == UNSEEN)
            change = slack(m, edge_of(m, m->nearest[x], x));
        else if (m->nearest[x] != 0 && m->label[x] == OUTER)
            change = slack(m, edge_of(m, m->nearest[x], x)) / 2;
        most = change < most ? change : most;
    }
    return most;
}

/* @return whether a vertex without a mate has become worth nothing: then none need have one */
static bool change_prices(matcher *m)
{
    int64_t change = largest_change(m);
    bool is_over = false;
    for (int32_t u = 1; u <= m->n; u++)
        if (m->label[m->top[u]] == OUTER && m->price[u] <= change) {
            change = m->price[u];
            is_over = true;
        }
    for (int32_t u = 1; u <= m->n; u++)
        if (m->label[m->top[u]] != UNSEEN)
            m->price[u] += m->label[m->top[u]] == OUTER ? -change : change;
    for (int32_t b = m->n + 1; b <= m->n_nodes; b++)
        if (is_outermost(m, b) && m->label[b] != UNSEEN)
            m->price[b] += m->label[b] == OUTER ? 2 * change : -2 * change;
    return is_over;
}

static bool look_at_nearest(matcher *m)
{
    for (int32_t x = 1; x <= m->n_nodes; x++) {
        int32_t u = m->nearest[x];
        if (is_outermost(m, x) && u != 0 && m->top[u] != x && slack(m, edge_of(m, u, x)) == 0 &&
            use_edge(m, edge_of(m, u, x)))
            return true;
    }
    for (int32_t b = m->n + 1; b <= m->n_nodes; b++)
        if (is_outermost(m, b) && m->label[b] == INNER && m->price[b] == 0)
            open_blossom(m, b);
    return false;
}

static void plant_trees(matcher *m)
{
    m->first = m->last = 0;
    for (int32_t x = 1; x <= m->n_nodes; x++) {
        m->label[x] = UNSEEN;
        m->nearest[x] = 0;
    }
    for (int32_t x = 1; x <= m->n_nodes; x++)
        if (is_outermost(m, x) && m->mate[x] == 0) {
            m->parent[x] = 0;
            m->label[x] = OUTER;
            enqueue(m, x);
        }
}

/* @return whether the matching has grown */
static bool run_phase(matcher *m)
{
    plant_trees(m);
    if (m->last == 0)
        return false;
    for (;;) {
        if (look_from_queue(m))
            return true;
        if (change_prices(m))
            return false;
        m->first = m->last = 0;
        if (look_at_nearest(m))
            return true;
    }
}

/* ---- the whole ---- */

static void matcher_free(matcher *m)
{
    copse_memory_free(m->edges);
    copse_memory_free(m->price);
    copse_memory_free(m->mate);
    copse_memory_free(m->top);
    copse_memory_free(m->parent);
    copse_memory_free(m->nearest);
    copse_memory_free(m->label);
    copse_memory_free(m->stamp);
    copse_memory_free(m->petal_of);
    copse_memory_free(m->petals);
    copse_memory_free(m->n_petals);
    copse_memory_free(m->queue);
    copse_memory_free(m->scratch);
}

/* Blossoms lie in each other or apart and have three petals at least, so there are never more than n / 2. */
static copse_status matcher_new(matcher *m, size_t n, copse_error *err)
{
    size_t room = n + n / 2 + 1, nodes = room + 1;
    *m = (matcher){.n = (int32_t)n, .n_nodes = (int32_t)n, .room = (int32_t)room};
    m->edges = copse_memory_new(nodes * nodes, sizeof *m->edges);
    m->price = copse_memory_new(nodes, sizeof *m->price);
    m->mate = copse_memory_new(nodes, sizeof *m->mate);
    m->top = copse_memory_new(nodes, sizeof *m->top);
    m->parent = copse_memory_new(nodes, sizeof *m->parent);
    m->nearest = copse_memory_new(nodes, sizeof *m->nearest);
    m->label = copse_memory_new(nodes, sizeof *m->label);
    m->stamp = copse_memory_new(nodes, sizeof *m->stamp);
    m->petal_of = copse_memory_new(nodes * (n + 1), sizeof *m->petal_of);
    m->petals = copse_memory_new(nodes * (n + 1), sizeof *m->petals);
    m->n_petals = copse_memory_new(nodes, sizeof *m->n_petals);
    m->queue = copse_memory_new(2 * n + 1, sizeof *m->queue);
    m->scratch = copse_memory_new(n + 1, sizeof *m->scratch);
    if (m->edges && m->price && m->mate && m->top && m->parent && m->nearest && m->label && m->stamp &&
        m->petal_of && m->petals && m->n_petals && m->queue && m->scratch)
        return COPSE_OK;
    matcher_free(m);
    return copse_error_nomem(err);
}

static void take_weights(matcher *m, const int64_t *w)
{
    int64_t most = 0;
    for (int32_t u = 1; u <= m->n; u++) {
        m->top[u] = u;
        petal_of(m, u)[u] = u;
        for (int32_t v = 1; v <= m->n; v++) {
            int64_t weight = u == v ? 0 : w[(size_t)(u - 1) * (size_t)m->n + (size_t)(v - 1)];
            *edge_of(m, u, v) = (edge){u, v, weight > 0 ? weight : 0};
            most = weight > most ? weight : most;
        }
    }
    for (int32_t u = 1; u <= m->n; u++)
        m->price[u] = most;
}

/* Half of Σ y + Σ z ⌊size / 2⌋, since prices are doubled. */
static int64_t value_of_prices(const matcher *m)
{
    int64_t sum = 0;
    for (int32_t u = 1; u <= m->n; u++)
        sum += m->price[u];
    for (int32_t b = m->n + 1; b <= m->n_nodes; b++) {
        int64_t size = 0;
        for (int32_t u = 1; m->top[b] != 0 && u <= m->n; u++)
            size += petal_of(m, b)[u] != 0;
        sum += m->top[b] != 0 ? m->price[b] * (size / 2) : 0;
    }
    return sum / 2;
}

copse_status copse_choose_matching(int32_t *mate, int64_t *weight, int64_t *bound, const int64_t *w, size_t n,
                                   const copse_context *ctx, copse_error *err)
{
    matcher m;
    *weight = 0;
    copse_status st = matcher_new(&m, n, err);
    if (st != COPSE_OK)
        return st;
    take_weights(&m, w);
    do
        st = copse_context_poll(ctx, err);
    while (st == COPSE_OK && run_phase(&m));
    if (st == COPSE_OK) {
        for (size_t u = 0; u < n; u++) {
            mate[u] = m.mate[u + 1] - 1;
            if (mate[u] > (int32_t)u)
                *weight += w[u * n + (size_t)mate[u]];
        }
        if (bound)
            *bound = value_of_prices(&m);
    }
    matcher_free(&m);
    return st;
}
