/*
 * The map as one SVG picture for a slide or a poster, with its legend inside. Data is text or a quoted attribute, never
 * markup; nothing in it runs or asks for anything. Shapes tell apart what colours do.
 */
#include "report/map_scene.h"

static void write_head(copse_text *out, copse_text *said, const copse_scene *s, const char *title)
{
    copse_text_format(out,
                      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" "
                      "width=\"%d\" height=\"%.0f\" viewBox=\"0 0 %d %.0f\" font-family=\"Arial, sans-serif\" "
                      "font-size=\"%.0f\" fill=\"#212b32\">\n<title>",
                      COPSE_SCENE_WIDE, s->high, COPSE_SCENE_WIDE, s->high, s->size);
    if (title)
        copse_text_append(said, title);
    else
        copse_map_say_title(said, s->answer);
    copse_html_text(out, copse_text_get(said));
    copse_text_append(out, "</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n"
                           "<text x=\"40\" y=\"52\" font-size=\"30\" font-weight=\"bold\">");
    copse_html_text(out, copse_text_get(said));
    copse_text_append(out, "</text>\n");
    copse_text_clear(said);
}

static void write_ties(copse_text *out, const copse_scene *s)
{
    copse_text_append(out, "<g stroke=\"#4c6272\" stroke-opacity=\"0.3\" fill=\"none\">\n");
    for (size_t i = 0; i < s->answer->n_links; i++) {
        const copse_map_link *link = &s->answer->links[i];
        int32_t from = s->of_mark[link->from], to = s->of_mark[link->to];
        if (from < 0 || to < 0)
            continue;
        copse_text_format(out, "<path d=\"M%.1f %.1fL%.1f %.1f\" stroke-width=\"%.1f\"/>\n", s->marks[from].x,
                          s->marks[from].y, s->marks[to].x, s->marks[to].y, copse_scene_tie(link));
    }
    copse_text_append(out, "</g>\n");
}

/* A team is a square, one with few links a diamond; a CoP is a circle. */
static void write_shape(copse_text *out, double x, double y, double r, copse_scene_shape shape)
{
    if (shape == COPSE_SHAPE_COP)
        copse_text_format(out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"#005eb8\"/>", x, y, r);
    else if (shape != COPSE_SHAPE_TEAM)
        copse_text_format(out, "<path d=\"M%.1f %.1fl%.1f %.1fl%.1f %.1fl%.1f %.1fz\" fill=\"%s\" stroke=\"#b5141a\" "
                               "stroke-width=\"3\"/>",
                          x, y - 1.4 * r, 1.4 * r, 1.4 * r, -1.4 * r, 1.4 * r, -1.4 * r, -1.4 * r,
                          shape == COPSE_SHAPE_FEW ? "#b5141a" : "#ffffff");
    else
        copse_text_format(out, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"#768692\"/>", x - r, y - r,
                          2.0 * r, 2.0 * r);
}

static void write_mark(copse_text *out, copse_text *said, const copse_scene *s, const copse_scene_mark *at)
{
    const copse_map_mark *mark = &s->answer->marks[at->mark];
    bool is_cop = mark->kind == COPSE_MAP_COMMUNITY;
    copse_text_append(out, "<g><title>");
    copse_text_format(said, "%s: %s, people ", copse_map_name(mark), is_cop ? "CoP" : "team");
    copse_map_say_count(said, s->answer, mark->people);
    if (!is_cop)
        copse_text_format(said, ", links: %s", copse_map_standing(mark));
    copse_html_text(out, copse_text_get(said));
    copse_text_clear(said);
    copse_text_append(out, "</title>");
    write_shape(out, at->x, at->y, at->radius, copse_scene_shape_of(s, (size_t)(at - s->marks)));
    copse_text_append(out, "</g>\n");
}

/* A white edge keeps a name readable above ties. */
static void write_names(copse_text *out, const copse_scene *s)
{
    copse_text_append(out, "<g stroke=\"#ffffff\" stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke\">\n");
    for (size_t i = 0; i < s->n; i++) {
        const copse_scene_mark *at = &s->marks[i];
        if (!at->label)
            continue;
        bool is_cop = s->answer->marks[at->mark].kind == COPSE_MAP_COMMUNITY;
        copse_text_format(out, "<text x=\"%.1f\" y=\"%.1f\"%s unicode-bidi=\"isolate\">", at->label_x, at->label_y,
                          is_cop ? " font-weight=\"bold\"" : "");
        copse_html_text(out, at->label);
        copse_text_append(out, "</text>\n");
    }
    copse_text_append(out, "</g>\n");
}

static void write_legend(copse_text *out, copse_text *said, const copse_scene *s)
{
    double y = s->high - COPSE_SCENE_LEGEND + 30.0, x = 50.0;
    for (int shape = 0; shape < (s->answer->is_judged ? COPSE_SHAPES : COPSE_SHAPE_FEW); shape++, x += COPSE_SCENE_ITEM) {
        write_shape(out, x, y - 5.0, 8.0, (copse_scene_shape)shape);
        copse_text_format(out, "<text x=\"%.0f\" y=\"%.0f\">%s</text>\n", x + 20.0, y, copse_scene_legend[shape]);
    }
    copse_scene_say_reading(said, s);
    copse_text_format(out, "<text x=\"40\" y=\"%.0f\">", y + 32.0);
    copse_html_text(out, copse_text_get(said));
    copse_text_clear(said);
    copse_report_say_terms(said, s->answer->head.terms);
    copse_text_format(out, "</text>\n<text x=\"40\" y=\"%.0f\">", y + 56.0);
    copse_html_text(out, copse_text_get(said));
    copse_text_append(out, "</text>\n");
    copse_text_clear(said);
}

copse_status copse_report_map_svg(const copse_sink *sink, const copse_map_answer *answer, const char *title,
                                  copse_error *err)
{
    copse_text out = COPSE_TEXT_INIT, said = COPSE_TEXT_INIT;
    copse_scene s;
    copse_status st = copse_scene_new(&s, answer, err);
    if (st != COPSE_OK)
        return st;
    write_head(&out, &said, &s, title);
    write_ties(&out, &s);
    for (size_t i = 0; i < s.n; i++)
        write_mark(&out, &said, &s, &s.marks[i]);
    write_names(&out, &s);
    write_legend(&out, &said, &s);
    copse_text_append(&out, "</svg>\n");
    out.failed = out.failed || said.failed;
    copse_text_free(&said);
    copse_scene_free(&s);
    return copse_report_write(sink, &out, err);
}
