/* One field of a CSV line. */
#include "store/store.h"

#include <csv.h>
#include <string.h>

static const char *past_digits(const char *text)
{
    return text + strspn(text, "0123456789");
}

/* "-2.59" and "+44" are numbers to a spreadsheet, "-2+3" and "=A1" are formulas. */
static bool is_number(const char *text)
{
    const char *whole = text + (text[0] == '+' || text[0] == '-');
    const char *at = past_digits(whole);
    bool has_digits = at > whole;
    if (*at == '.') {
        const char *part = at + 1;
        at = past_digits(part);
        has_digits = has_digits || at > part;
    }
    if (has_digits && (*at == 'e' || *at == 'E')) {
        const char *power = at + 1 + (at[1] == '+' || at[1] == '-');
        at = past_digits(power);
        has_digits = at > power;
    }
    return has_digits && *at == '\0';
}

static bool runs_as_formula(const char *text)
{
    return text[0] != '\0' && strchr("=+-@\t\r\n", text[0]) && !is_number(text);
}

void copse_store_csv_field(copse_text *line, const char *text)
{
    bool is_formula = runs_as_formula(text);
    bool needs_quotes = is_formula || text[0] == ' ' || strpbrk(text, ",;\"\t\r\n") ||
                        (text[0] && text[strlen(text) - 1] == ' ');
    if (!needs_quotes) {
        copse_text_append(line, text);
        return;
    }

    copse_text raw = COPSE_TEXT_INIT;
    if (is_formula)
        copse_text_append(&raw, "'");
    copse_text_append(&raw, text);
    size_t n = raw.failed ? 0 : csv_write2(NULL, 0, raw.bytes, raw.length, '"');
    char *quoted = raw.failed ? NULL : copse_memory_new(n + 1, 1);
    if (quoted) {
        csv_write2(quoted, n, raw.bytes, raw.length, '"');
        copse_text_append_bytes(line, quoted, n);
    } else {
        line->failed = true;
    }
    copse_memory_free(quoted);
    copse_text_free(&raw);
}
