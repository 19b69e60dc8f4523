/*
 * Plain text for a terminal or a file: wrapped to a width that is counted in
 * columns, not bytes, and free of whatever a name could do to a terminal.
 */
#include "report/report.h"

#include <string.h>

enum { WIDTH_DEFAULT = 80, WIDTH_LEAST = 40, WIDTH_TO_DRAW = 60 };

static const char bold[] = "\x1b[1m", plain[] = "\x1b[0m";

void copse_page_open(copse_page *page, const copse_render *render)
{
    *page = (copse_page){COPSE_TEXT_INIT, COPSE_TEXT_INIT, WIDTH_DEFAULT, render->colour, false};
    if (render->width > 0)
        page->width = render->width < WIDTH_LEAST ? WIDTH_LEAST : (size_t)render->width;
    page->draws = render->draws && page->width >= WIDTH_TO_DRAW;
}

void copse_page_blank(copse_page *page)
{
    copse_text_append(&page->out, "\n");
}

static void spaces(copse_text *out, size_t n)
{
    for (size_t i = 0; i < n; i++)
        copse_text_append(out, " ");
}

/* Bytes of the character at text, which is well-formed. */
static size_t character(const char *text)
{
    size_t n = 1;
    while (((unsigned char)text[n] & 0xC0) == 0x80)
        n++;
    return n;
}

/* Bytes that go on a line of so many columns: up to a space, or as far as characters fit. */
static size_t line_length(const char *text, size_t room)
{
    size_t at = 0, columns = 0, space = 0;
    while (text[at]) {
        size_t n = character(text + at);
        columns += copse_text_columns(text + at, n);
        if (columns > room && at > 0 && text[at] != ' ')
            return space > 0 ? space : at;
        if (text[at] == ' ')
            space = at;
        at += n;
    }
    return at;
}

/* The text, cleaned, in the page's scratch; "" when memory ran out. */
static const char *cleaned(copse_page *page, const char *text)
{
    copse_text_clear(&page->line);
    copse_text_append(&page->line, text);
    if (page->line.failed) {
        page->out.failed = true;
        return "";
    }
    copse_text_clean(page->line.bytes);
    return page->line.bytes;
}

/*
 * Wrap text into columns hang .. hang + room of lines of their own; the first
 * line already stands at hang. Leaves the last line open.
 * @return columns that the last line takes beyond hang
 */
static size_t wrap(copse_page *page, size_t hang, size_t room, const char *text)
{
    size_t used = 0;
    text += strspn(text, " ");
    while (*text) {
        size_t n = line_length(text, room), rest = n + strspn(text + n, " ");
        while (n > 0 && text[n - 1] == ' ')
            n--;
        copse_text_append_bytes(&page->out, text, n);
        used = copse_text_columns(text, n);
        text += rest;
        if (*text) {
            copse_text_append(&page->out, "\n");
            spaces(&page->out, hang);
        }
    }
    return used;
}

static size_t room_after(const copse_page *page, size_t hang)
{
    return page->width > hang + 10 ? page->width - hang : 10;
}

void copse_page_heading(copse_page *page, const char *text)
{
    if (page->colour)
        copse_text_append(&page->out, bold);
    wrap(page, 0, page->width, cleaned(page, text));
    copse_text_append(&page->out, page->colour ? plain : "");
    copse_text_append(&page->out, "\n");
}

void copse_page_paragraph(copse_page *page, size_t indent, const char *text)
{
    spaces(&page->out, indent);
    wrap(page, indent, room_after(page, indent), cleaned(page, text));
    copse_text_append(&page->out, "\n");
}

void copse_page_item(copse_page *page, size_t indent, size_t hang, const char *label,
                     const char *text)
{
    spaces(&page->out, indent);
    size_t used = indent + wrap(page, indent, room_after(page, indent), cleaned(page, label));
    if (used + 1 > hang) {
        copse_text_append(&page->out, "\n");
        used = 0;
    }
    spaces(&page->out, hang - used);
    wrap(page, hang, room_after(page, hang), cleaned(page, text));
    copse_text_append(&page->out, "\n");
}

/* Leaves the line open. */
static void write_amount(copse_page *page, size_t indent, const char *text, const char *amount, bool is_bold)
{
    /* All amounts of a page end in one column, so that they can be added up by eye. */
    size_t columns = copse_text_columns(amount, strlen(amount));
    size_t room = room_after(page, indent + columns + 2);
    spaces(&page->out, indent);
    if (is_bold && page->colour)
        copse_text_append(&page->out, bold);
    size_t used = wrap(page, indent, room, cleaned(page, text));
    spaces(&page->out, room - used + 2);
    copse_text_append(&page->out, amount);
    if (is_bold && page->colour)
        copse_text_append(&page->out, plain);
}

void copse_page_amount(copse_page *page, size_t indent, const char *text, const char *amount,
                       bool is_bold)
{
    write_amount(page, indent, text, amount, is_bold);
    copse_text_append(&page->out, "\n");
}

void copse_page_amount_drawn(copse_page *page, size_t indent, const char *text, const char *amount, double share)
{
    size_t width = page->width;
    if (page->draws)
        page->width -= COPSE_BAR_COLUMNS + 1;
    write_amount(page, indent, text, amount, false);
    page->width = width;
    if (page->draws) {
        copse_text_append(&page->out, " ");
        copse_draw_bar(&page->out, share);
    }
    copse_text_append(&page->out, "\n");
}

void copse_page_notes(copse_page *page, const char *title, const char *const *notes, size_t n)
{
    if (n == 0)
        return;
    copse_page_blank(page);
    copse_page_heading(page, title);
    for (size_t i = 0; i < n; i++)
        copse_page_item(page, 0, 2, "-", notes[i]);
}

void copse_page_head(copse_page *page, const copse_answer_head *head)
{
    char day[16];
    copse_text line = COPSE_TEXT_INIT;
    copse_day_format(day, head->as_of);
    copse_text_format(&line, "as of %s, data version %lld, for %s", day[0] ? day : "an unknown day",
                      (long long)head->data_version, copse_audience_name(head->audience));
    if (line.failed)
        page->out.failed = true;
    else
        copse_page_paragraph(page, 0, line.bytes);
    copse_text_free(&line);
    copse_page_terms(page, head->terms);
}

copse_status copse_page_close(copse_page *page, const copse_sink *sink, copse_error *err)
{
    copse_text_free(&page->line);
    return copse_report_write(sink, &page->out, err);
}
