/*
 * Names stand right, left, above or below their mark, wherever they cover neither a name nor a mark; who has no room has
 * none, and is read in the tables of the page.
 */
#include "report/map_scene.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* Of letters, as shares of their size: how wide one column of a terminal is in Arial at most on average, and how high. */
static const double LETTER_WIDE = 0.62, LETTER_HIGH = 1.15;

enum { LETTERS_MOST = 34 };

static bool has_place(const copse_map_mark *mark)
{
    return (mark->kind == COPSE_MAP_TEAM || mark->kind == COPSE_MAP_COMMUNITY) && !isnan(mark->x);
}

static double radius_of(const copse_map_mark *mark)
{
    double people = mark->people.is_shown ? (double)mark->people.value : 0.0;
    double base = mark->kind == COPSE_MAP_COMMUNITY ? 7.0 : 5.0;
    return fmin(base + 0.9 * sqrt(people), 22.0);
}

/* ---- marks ---- */

static void set_marks(copse_scene *s)
{
    double box[4] = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (size_t i = 0; i < s->answer->n_marks; i++) {
        const copse_map_mark *mark = &s->answer->marks[i];
        s->of_mark[i] = -1;
        if (!has_place(mark))
            continue;
        s->of_mark[i] = (int32_t)s->n;
        s->marks[s->n++] = (copse_scene_mark){.mark = (int32_t)i, .x = mark->x, .y = mark->y, .radius = radius_of(mark)};
        box[0] = fmin(box[0], mark->x);
        box[1] = fmin(box[1], mark->y);
        box[2] = fmax(box[2], mark->x);
        box[3] = fmax(box[3], mark->y);
    }
    double wide = COPSE_SCENE_WIDE - 2.0 * COPSE_SCENE_MARGIN;
    double scale = s->n > 1 && box[2] > box[0] ? wide / (box[2] - box[0]) : 1.0;
    /* A tall map does not grow without end. */
    if (s->n > 1 && (box[3] - box[1]) * scale > 3.0 * wide)
        scale = 3.0 * wide / (box[3] - box[1]);
    double crowd = fmin(1.0, scale / 45.0);
    for (size_t i = 0; i < s->n; i++) {
        s->marks[i].x = COPSE_SCENE_MARGIN + (s->marks[i].x - box[0]) * scale;
        s->marks[i].y = COPSE_SCENE_HEAD + COPSE_SCENE_MARGIN / 2.0 + (s->marks[i].y - box[1]) * scale;
        s->marks[i].radius = fmax(2.0, s->marks[i].radius * crowd);
    }
    s->size = 14.0;
    s->high = COPSE_SCENE_HEAD + COPSE_SCENE_MARGIN + COPSE_SCENE_LEGEND + (s->n > 0 ? (box[3] - box[1]) * scale : 0.0);
}

/* ---- names ---- */

typedef struct box {
    double left, top, right, bottom;
} box;

static bool covers(const box *a, const box *b)
{
    return a->left < b->right && b->left < a->right && a->top < b->bottom && b->top < a->bottom;
}

/* Cut at a whole character. */
static char *shorten(const char *name)
{
    size_t n = strlen(name);
    copse_text out = COPSE_TEXT_INIT;
    char *clean = copse_memory_copy_text(name);
    if (!clean)
        return NULL;
    copse_text_clean(clean);
    n = strlen(clean);
    size_t kept = n;
    while (kept > 0 && (copse_text_columns(clean, kept) > LETTERS_MOST || ((unsigned char)clean[kept] & 0xC0) == 0x80))
        kept--;
    copse_text_append_bytes(&out, clean, kept);
    copse_text_append(&out, kept < n ? "…" : "");
    copse_memory_free(clean);
    char *label = out.failed ? NULL : copse_memory_copy_text(copse_text_get(&out));
    copse_text_free(&out);
    return label;
}

/* First who lacks links, then CoPs and teams by how many they are. */
static int rank_of(const copse_map_mark *mark)
{
    bool is_few = mark->is_judged && mark->verdict == COPSE_ISOLATION_CONFIRMED;
    bool is_perhaps = mark->is_judged && mark->verdict == COPSE_ISOLATION_WATCH;
    return is_few ? 0 : is_perhaps ? 1 : 2;
}

typedef struct turn {
    int rank;
    int64_t people;
    size_t index;
} turn;

static int in_turn(const void *a, const void *b)
{
    const turn *x = a, *y = b;
    if (x->rank != y->rank)
        return (x->rank > y->rank) - (x->rank < y->rank);
    if (x->people != y->people)
        return (x->people < y->people) - (x->people > y->people);
    return (x->index > y->index) - (x->index < y->index);
}

typedef struct naming {
    copse_scene *scene;
    box *taken; /* marks, then names */
    size_t n_taken;
} naming;

static bool is_free(const naming *n, const box *at, size_t but)
{
    if (at->left < 0.0 || at->right > COPSE_SCENE_WIDE)
        return false;
    for (size_t i = 0; i < n->n_taken; i++)
        if (i != but && covers(at, &n->taken[i]))
            return false;
    return true;
}

double copse_scene_room(const copse_scene *scene, const char *label)
{
    return LETTER_WIDE * scene->size * (double)copse_text_columns(label, strlen(label));
}

static void try_name(naming *n, size_t index)
{
    copse_scene_mark *mark = &n->scene->marks[index];
    double wide = copse_scene_room(n->scene, mark->label);
    double high = LETTER_HIGH * n->scene->size, gap = 1.4 * mark->radius + 4.0; /* a diamond is so much wider */
    const double corner[4][2] = {{mark->x + gap, mark->y - high / 2.0},
                                 {mark->x - gap - wide, mark->y - high / 2.0},
                                 {mark->x - wide / 2.0, mark->y + gap},
                                 {mark->x - wide / 2.0, mark->y - gap - high}};
    for (int i = 0; i < 4; i++) {
        box at = {corner[i][0], corner[i][1], corner[i][0] + wide, corner[i][1] + high};
        if (!is_free(n, &at, index))
            continue;
        mark->label_x = at.left;
        mark->label_y = at.bottom - 0.25 * high;
        n->taken[n->n_taken++] = at;
        return;
    }
    copse_memory_free(mark->label);
    mark->label = NULL;
}

static copse_status name_marks(naming *n, turn *turns, copse_error *err)
{
    copse_scene *s = n->scene;
    for (size_t i = 0; i < s->n; i++) {
        const copse_map_mark *mark = &s->answer->marks[s->marks[i].mark];
        const copse_scene_mark *at = &s->marks[i];
        turns[i] = (turn){rank_of(mark), mark->people.is_shown ? mark->people.value : 0, i};
        n->taken[n->n_taken++] = (box){at->x - at->radius, at->y - at->radius, at->x + at->radius, at->y + at->radius};
    }
    qsort(turns, s->n, sizeof *turns, in_turn);
    for (size_t i = 0; i < s->n && i < COPSE_SCENE_NAMES; i++) {
        copse_scene_mark *mark = &s->marks[turns[i].index];
        mark->label = shorten(copse_map_name(&s->answer->marks[mark->mark]));
        if (!mark->label)
            return copse_error_nomem(err);
        try_name(n, turns[i].index);
    }
    return COPSE_OK;
}

copse_status copse_scene_new(copse_scene *out, const copse_map_answer *answer, copse_error *err)
{
    copse_scene s = {.answer = answer};
    s.marks = copse_memory_new(answer->n_marks, sizeof *s.marks);
    s.of_mark = copse_memory_new(answer->n_marks, sizeof *s.of_mark);
    naming n = {.scene = &s, .taken = copse_memory_new(2 * answer->n_marks, sizeof *n.taken)};
    turn *turns = copse_memory_new(answer->n_marks, sizeof *turns);
    copse_status st = s.marks && s.of_mark && n.taken && turns ? COPSE_OK : copse_error_nomem(err);
    if (st == COPSE_OK) {
        set_marks(&s);
        st = name_marks(&n, turns, err);
    }
    copse_memory_free(n.taken);
    copse_memory_free(turns);
    if (st == COPSE_OK)
        *out = s;
    else
        copse_scene_free(&s);
    return st;
}

void copse_scene_free(copse_scene *scene)
{
    for (size_t i = 0; i < scene->n; i++)
        copse_memory_free(scene->marks[i].label);
    copse_memory_free(scene->marks);
    copse_memory_free(scene->of_mark);
}

/* ---- what a picture says ---- */

const char *const copse_scene_legend[] = {"Community of practice (CoP)", "Team, larger with more people",
                                          "Team with few links", "Team with perhaps few links"};

copse_scene_shape copse_scene_shape_of(const copse_scene *scene, size_t index)
{
    const copse_map_mark *mark = &scene->answer->marks[scene->marks[index].mark];
    if (mark->kind == COPSE_MAP_COMMUNITY)
        return COPSE_SHAPE_COP;
    int rank = rank_of(mark);
    return rank == 0 ? COPSE_SHAPE_FEW : rank == 1 ? COPSE_SHAPE_PERHAPS_FEW : COPSE_SHAPE_TEAM;
}

double copse_scene_tie(const copse_map_link *link)
{
    return link->people.is_shown ? fmin(4.0, 0.7 + 0.3 * (double)link->people.value) : 0.7;
}

void copse_scene_say_reading(copse_text *out, const copse_scene *scene)
{
    const copse_answer_head *head = &scene->answer->head;
    char day[16];
    copse_day_format(day, head->as_of);
    copse_text_format(out,
                      "A line: people of the team are in the CoP. Near is tied, directions mean nothing. As of %s, data version "
                      "%" PRId64 ", for %s. Counts under %d are not shown.",
                      day, head->data_version, copse_audience_name(head->audience), scene->answer->threshold);
}
