/*
 * The map as a PNG picture: the scene of the SVG, drawn by cairo. Names are set in whatever face the system has for
 * Arial, narrowed where that is wider than the room that was found for them.
 */
#include "report/map_scene.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include <cairo.h>

/* Pixels of the picture for one of the sheet. */
static const double SHARP = 2.0;

static void set_colour(cairo_t *c, uint32_t rgb, double opacity)
{
    cairo_set_source_rgba(c, (double)(rgb >> 16 & 0xFF) / 255.0, (double)(rgb >> 8 & 0xFF) / 255.0,
                          (double)(rgb & 0xFF) / 255.0, opacity);
}

enum { INK = 0x212b32, TIE = 0x4c6272, COP = 0x005eb8, TEAM = 0x768692, FEW = 0xb5141a, PAPER = 0xffffff };

static void set_face(cairo_t *c, double size, bool is_bold)
{
    cairo_select_font_face(c, "Arial", CAIRO_FONT_SLANT_NORMAL, is_bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_font_size(c, size);
}

/* @param room  NaN: as wide as it comes */
static void draw_text(cairo_t *c, double x, double y, const char *text, double room)
{
    cairo_text_extents_t extents;
    cairo_text_extents(c, text, &extents);
    cairo_save(c);
    cairo_translate(c, x, y);
    if (extents.x_advance > room)
        cairo_scale(c, room / extents.x_advance, 1.0);
    cairo_move_to(c, 0.0, 0.0);
    cairo_text_path(c, text);
    set_colour(c, PAPER, 1.0);
    cairo_set_line_width(c, 3.0);
    cairo_stroke_preserve(c);
    set_colour(c, INK, 1.0);
    cairo_fill(c);
    cairo_restore(c);
}

static void draw_said(cairo_t *c, double x, double y, copse_text *said)
{
    if (said->length > 0)
        copse_text_clean(said->bytes);
    draw_text(c, x, y, copse_text_get(said), NAN);
    copse_text_clear(said);
}

static void draw_ties(cairo_t *c, const copse_scene *s)
{
    set_colour(c, TIE, 0.3);
    for (size_t i = 0; i < s->answer->n_links; i++) {
        const copse_map_link *link = &s->answer->links[i];
        int32_t from = s->of_mark[link->from], to = s->of_mark[link->to];
        if (from < 0 || to < 0)
            continue;
        cairo_set_line_width(c, copse_scene_tie(link));
        cairo_move_to(c, s->marks[from].x, s->marks[from].y);
        cairo_line_to(c, s->marks[to].x, s->marks[to].y);
        cairo_stroke(c);
    }
}

static void draw_shape(cairo_t *c, double x, double y, double r, copse_scene_shape shape)
{
    if (shape == COPSE_SHAPE_COP) {
        cairo_arc(c, x, y, r, 0.0, 6.28318530717958648);
        set_colour(c, COP, 1.0);
        cairo_fill(c);
    } else if (shape == COPSE_SHAPE_TEAM) {
        cairo_rectangle(c, x - r, y - r, 2.0 * r, 2.0 * r);
        set_colour(c, TEAM, 1.0);
        cairo_fill(c);
    } else {
        cairo_move_to(c, x, y - 1.4 * r);
        cairo_line_to(c, x + 1.4 * r, y);
        cairo_line_to(c, x, y + 1.4 * r);
        cairo_line_to(c, x - 1.4 * r, y);
        cairo_close_path(c);
        set_colour(c, shape == COPSE_SHAPE_FEW ? FEW : PAPER, 1.0);
        cairo_fill_preserve(c);
        set_colour(c, FEW, 1.0);
        cairo_set_line_width(c, 3.0);
        cairo_stroke(c);
    }
}

static void draw_marks(cairo_t *c, const copse_scene *s)
{
    for (size_t i = 0; i < s->n; i++)
        draw_shape(c, s->marks[i].x, s->marks[i].y, s->marks[i].radius, copse_scene_shape_of(s, i));
    for (size_t i = 0; i < s->n; i++) {
        if (!s->marks[i].label)
            continue;
        set_face(c, s->size, copse_scene_shape_of(s, i) == COPSE_SHAPE_COP);
        draw_text(c, s->marks[i].label_x, s->marks[i].label_y, s->marks[i].label, copse_scene_room(s, s->marks[i].label));
    }
}

static void draw_around(cairo_t *c, copse_text *said, const copse_scene *s, const char *title)
{
    double y = s->high - COPSE_SCENE_LEGEND + 30.0, x = 50.0;
    set_face(c, 30.0, true);
    if (title)
        copse_text_append(said, title);
    else
        copse_map_say_title(said, s->answer);
    draw_said(c, 40.0, 52.0, said);
    set_face(c, s->size, false);
    for (int shape = 0; shape < (s->answer->is_judged ? COPSE_SHAPES : COPSE_SHAPE_FEW); shape++, x += COPSE_SCENE_ITEM) {
        draw_shape(c, x, y - 5.0, 8.0, (copse_scene_shape)shape);
        draw_text(c, x + 20.0, y, copse_scene_legend[shape], NAN);
    }
    copse_scene_say_reading(said, s);
    draw_said(c, 40.0, y + 32.0, said);
    copse_report_say_terms(said, s->answer->head.terms);
    draw_said(c, 40.0, y + 56.0, said);
}

static cairo_status_t append(void *user, const unsigned char *bytes, unsigned int n)
{
    copse_text_append_bytes(user, (const char *)bytes, n);
    return CAIRO_STATUS_SUCCESS;
}

static cairo_status_t draw(copse_text *out, const copse_scene *s, const char *title)
{
    copse_text said = COPSE_TEXT_INIT;
    cairo_surface_t *sheet = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)(SHARP * COPSE_SCENE_WIDE),
                                                        (int)(SHARP * s->high));
    cairo_t *c = cairo_create(sheet);
    cairo_scale(c, SHARP, SHARP);
    set_colour(c, PAPER, 1.0);
    cairo_paint(c);
    draw_ties(c, s);
    draw_marks(c, s);
    draw_around(c, &said, s, title);
    cairo_status_t rc = cairo_status(c);
    if (rc == CAIRO_STATUS_SUCCESS)
        rc = cairo_surface_write_to_png_stream(sheet, append, out);
    cairo_destroy(c);
    cairo_surface_destroy(sheet);
    out->failed = out->failed || said.failed;
    copse_text_free(&said);
    return rc;
}

copse_status copse_report_map_png(const copse_sink *sink, const copse_map_answer *answer, const char *title,
                                  copse_error *err)
{
    copse_text out = COPSE_TEXT_INIT;
    copse_scene s;
    copse_status st = copse_scene_new(&s, answer, err);
    if (st != COPSE_OK)
        return st;
    cairo_status_t rc = draw(&out, &s, title);
    copse_scene_free(&s);
    if (rc == CAIRO_STATUS_SUCCESS)
        return copse_report_write(sink, &out, err);
    copse_text_free(&out);
    if (rc == CAIRO_STATUS_NO_MEMORY)
        return copse_error_nomem(err);
    return copse_error_set(err, COPSE_E_NUMERIC, "map", "write it as .svg", "the picture cannot be drawn: %s",
                           cairo_status_to_string(rc));
}
