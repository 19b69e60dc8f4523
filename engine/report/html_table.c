/* Sections and tables of a page, which read the same on a desktop, with a screen reader and on paper. */
#include "report/report.h"

void copse_html_section(copse_text *out, const char *id, const char *title)
{
    copse_text_format(out, "<section class=\"long\">\n<h2 id=\"%s\">%s</h2>\n", id, title);
}

void copse_html_section_end(copse_text *out)
{
    copse_text_append(out, "</section>\n");
}

void copse_html_said(copse_text *out, copse_text *said, const char *tag)
{
    if (said->length > 0) {
        copse_text_format(out, "<%s>", tag);
        copse_html_text(out, copse_text_get(said));
        copse_text_format(out, "</%s>\n", tag);
    }
    copse_text_clear(said);
}

void copse_html_table(copse_text *out, const char *caption, const char *const *columns)
{
    copse_text_append(out, "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"");
    copse_html_text(out, caption);
    copse_text_append(out, "\">\n<table>\n<caption>");
    copse_html_text(out, caption);
    copse_text_append(out, "</caption>\n<thead><tr>");
    for (size_t i = 0; columns[i]; i++) {
        bool is_figure = columns[i][0] == '#';
        copse_text_format(out, "<th scope=\"col\"%s>", is_figure ? " class=\"figure\"" : "");
        copse_html_text(out, columns[i] + is_figure);
        copse_text_append(out, "</th>");
    }
    copse_text_append(out, "</tr></thead>\n<tbody>\n");
}

void copse_html_table_end(copse_text *out)
{
    copse_text_append(out, "</tbody>\n</table>\n</div>\n");
}

void copse_html_row(copse_text *out, const char *name)
{
    copse_text_append(out, "<tr><th scope=\"row\">");
    copse_html_name(out, name);
    copse_text_append(out, "</th>");
}

void copse_html_cell(copse_text *out, const char *text)
{
    copse_text_append(out, "<td>");
    copse_html_text(out, text ? text : "");
    copse_text_append(out, "</td>");
}

void copse_html_count(copse_text *out, copse_public_count count)
{
    copse_text_append(out,
                      count.is_shown ? "<td class=\"figure\">" : "<td class=\"figure aside\">");
    copse_figure_public(out, count);
    copse_text_append(out, "</td>");
}

void copse_html_row_end(copse_text *out)
{
    copse_text_append(out, "</tr>\n");
}
