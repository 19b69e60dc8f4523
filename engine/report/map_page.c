/*
 * The map as one page that opens by double click and makes no request.
 *
 * The page is the viewer's, built from viewer/ and compiled in, with its style, its script and a content security policy
 * that allows these two by their hashes and nothing else. Here its slots are filled; what is put into them is text,
 * escaped, or base64.
 */
#include "report/map.h"

#include <sodium.h>
#include <string.h>

#include "base/memory.h"

extern const char copse_embedded_viewer[];

/* ---- the logo ---- */

static const char *kind_of_picture(const copse_map_page *page)
{
    static const struct {
        const char *begins;
        size_t n;
        const char *kind;
    } kinds[] = {{"\x89PNG\r\n\x1A\n", 8, "image/png"}, {"\xFF\xD8\xFF", 3, "image/jpeg"}, {"<svg", 4, "image/svg+xml"},
                 {"<?xml", 5, "image/svg+xml"}};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (page->n_logo >= kinds[i].n && memcmp(page->logo, kinds[i].begins, kinds[i].n) == 0)
            return kinds[i].kind;
    return NULL;
}

/* A picture in an img element runs no script, whatever it holds. */
static void write_logo(copse_text *out, const copse_map_page *page)
{
    size_t room = sodium_base64_encoded_len(page->n_logo, sodium_base64_VARIANT_ORIGINAL);
    char *letters = copse_memory_new(room, 1);
    if (!letters) {
        out->failed = true;
        return;
    }
    sodium_bin2base64(letters, room, page->logo, page->n_logo, sodium_base64_VARIANT_ORIGINAL);
    copse_text_format(out, "<img class=\"copse-logo\" alt=\"\" src=\"data:%s;base64,", kind_of_picture(page));
    copse_text_append(out, letters);
    copse_text_append(out, "\">");
    copse_memory_free(letters);
}

/* ---- the slots ---- */

typedef struct filling {
    const copse_map_answer *answer;
    const copse_map_page *page;
    copse_error *err;
    copse_status status;
} filling;

static void write_title(copse_text *out, filling *f)
{
    copse_text title = COPSE_TEXT_INIT;
    if (f->page->title)
        copse_text_append(&title, f->page->title);
    else
        copse_map_say_title(&title, f->answer);
    copse_html_text(out, copse_text_get(&title));
    out->failed = out->failed || title.failed;
    copse_text_free(&title);
}

/* Pictures only where there is one. */
static void write_policy(copse_text *out, filling *f)
{
    if (f->page->logo)
        copse_text_append(out, "img-src data:; ");
}

static void write_masthead(copse_text *out, filling *f)
{
    char day[COPSE_FIGURE_SIZE];
    if (f->page->logo)
        write_logo(out, f->page);
    copse_text_append(out, "<h1 class=\"nhsuk-heading-l\">");
    write_title(out, f);
    copse_figure_day(day, f->answer->counted);
    copse_text_format(out, "</h1>\n<p class=\"copse-aside\">As of %s, from version %lld of the data, for %s.</p>\n", day,
                      (long long)f->answer->head.data_version,
                      f->answer->head.audience == COPSE_FOR_STEWARD ? "the steward alone: do not pass it on"
                      : f->answer->head.audience == COPSE_FOR_TEAM  ? "one team"
                                                                    : "everybody in the organisation");
}

static void write_short(copse_text *out, filling *f)
{
    copse_map_html_short(out, f->answer);
}

static void write_tables(copse_text *out, filling *f)
{
    copse_map_html_tables(out, f->answer);
}

static void write_about(copse_text *out, filling *f)
{
    copse_map_html_about(out, f->answer);
}

static void write_data(copse_text *out, filling *f)
{
    if (f->status == COPSE_OK)
        f->status = copse_map_pack(out, f->answer, f->err);
}

static const struct {
    const char *name;
    void (*write)(copse_text *out, filling *f);
} slots[] = {{"policy", write_policy}, {"title", write_title}, {"masthead", write_masthead},
             {"short", write_short},   {"tables", write_tables}, {"about", write_about},
             {"data", write_data}};

/* "{{copse:NAME}}" in the viewer's page; @return where it goes on, at the slot's end */
static const char *fill_slot(copse_text *out, filling *f, const char *slot)
{
    const char *end = strstr(slot, "}}");
    for (size_t i = 0; i < sizeof slots / sizeof slots[0]; i++)
        if (strncmp(slot, slots[i].name, strlen(slots[i].name)) == 0 && slot + strlen(slots[i].name) == end)
            slots[i].write(out, f);
    return end + 2;
}

copse_status copse_map_write_page(const copse_sink *sink, const copse_map_answer *answer, const copse_map_page *page,
                                  copse_error *err)
{
    static const char mark[] = "{{copse:";
    copse_text out = COPSE_TEXT_INIT;
    filling f = {answer, page, err, COPSE_OK};
    if (page->logo && !kind_of_picture(page))
        return copse_error_set(err, COPSE_E_ARGUMENT, "--logo", "give a PNG, JPEG or SVG file",
                               "the logo is no picture that a page can show");
    const char *at = copse_embedded_viewer, *slot;
    while ((slot = strstr(at, mark))) {
        copse_text_append_bytes(&out, at, (size_t)(slot - at));
        at = fill_slot(&out, &f, slot + sizeof mark - 1);
    }
    copse_text_append(&out, at);
    if (f.status != COPSE_OK) {
        copse_text_free(&out);
        return f.status;
    }
    return copse_report_write(sink, &out, err);
}
