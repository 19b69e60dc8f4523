/*
 * Pages that open offline by double click. Data is text or a quoted attribute,
 * never markup, and the content security policy allows the one style and
 * nothing else: no script, no request.
 */
#include "report/report.h"

#include <string.h>

extern const char copse_embedded_page_css[];

static void escape(copse_text *out, const char *text)
{
    for (; *text; text++) {
        switch (*text) {
        case '&':
            copse_text_append(out, "&amp;");
            break;
        case '<':
            copse_text_append(out, "&lt;");
            break;
        case '>':
            copse_text_append(out, "&gt;");
            break;
        case '"':
            copse_text_append(out, "&quot;");
            break;
        case '\'':
            copse_text_append(out, "&#39;");
            break;
        default:
            copse_text_append_bytes(out, text, 1);
        }
    }
}

void copse_html_text(copse_text *out, const char *data)
{
    copse_text clean = COPSE_TEXT_INIT;
    copse_text_append(&clean, data);
    if (clean.failed) {
        out->failed = true;
        return;
    }
    copse_text_clean(clean.bytes);
    escape(out, clean.bytes);
    copse_text_free(&clean);
}

void copse_html_name(copse_text *out, const char *name)
{
    copse_text_append(out, "<bdi>");
    copse_html_text(out, name);
    copse_text_append(out, "</bdi>");
}

#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

/* Narrow on purpose: what it refuses is still shown, only not as a link. */
static bool is_mail(const char *text)
{
    size_t local = strspn(text, LETTERS "._+-'");
    if (local == 0 || text[local] != '@')
        return false;
    const char *domain = text + local + 1;
    return domain[0] && domain[strspn(domain, LETTERS ".-")] == '\0';
}

static bool is_address(const char *text)
{
    static const char scheme[] = "https://";
    if (strncmp(text, scheme, sizeof scheme - 1) != 0)
        return false;
    const char *rest = text + sizeof scheme - 1;
    return rest[0] && rest[strspn(rest, LETTERS "-._~:/?#[]@!$&()*+,;=%")] == '\0';
}

void copse_html_contact(copse_text *out, const char *contact)
{
    bool mail = is_mail(contact);
    if (!mail && !is_address(contact)) {
        copse_html_name(out, contact);
        return;
    }
    copse_text_append(out, mail ? "<a href=\"mailto:" : "<a href=\"");
    copse_html_text(out, contact);
    copse_text_append(out, "\">");
    copse_html_text(out, contact);
    copse_text_append(out, "</a>");
}

void copse_html_begin(copse_text *out, const char *title)
{
    copse_text_append(out,
                      "<!doctype html>\n"
                      "<html lang=\"en-GB\">\n"
                      "<head>\n"
                      "<meta charset=\"utf-8\">\n"
                      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                      "style-src 'sha256-" COPSE_PAGE_CSS_SHA256 "'; base-uri 'none'; "
                      "form-action 'none'\">\n"
                      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                      "<meta name=\"robots\" content=\"noindex\">\n"
                      "<meta name=\"referrer\" content=\"no-referrer\">\n"
                      "<title>");
    copse_html_text(out, title);
    /* The policy's hash is of every byte between the style's tags. */
    copse_text_append(out, "</title>\n<style>");
    copse_text_append(out, copse_embedded_page_css);
    copse_text_append(out, "</style>\n</head>\n<body>\n");
}

void copse_html_end(copse_text *out)
{
    copse_text_append(out, "</body>\n</html>\n");
}
