#include "options.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"

typedef struct line {
    cli_option_table *tables;
    size_t n_tables;
    const char *const *argv;
    size_t n, at; /* at: the next word */
} line;

/* By its letter, or where that is 0 by its name; NULL: there is none. */
static const cli_option *find(const line *l, const char *name, size_t length, char letter,
                              cli_value **value)
{
    for (size_t t = 0; t < l->n_tables; t++)
        for (size_t i = 0; i < l->tables[t].n; i++) {
            const cli_option *option = &l->tables[t].options[i];
            bool is_it =
                letter ? option->letter == letter
                       : strlen(option->name) == length && memcmp(option->name, name, length) == 0;
            if (is_it) {
                *value = &l->tables[t].values[i];
                return option;
            }
        }
    return NULL;
}

static copse_status fail_unknown(const line *l, const char *word, size_t length, copse_error *err)
{
    char name[64], next[128] = "--help lists the options";
    const char *names[64];
    size_t n = 0;
    for (size_t t = 0; t < l->n_tables; t++)
        for (size_t i = 0; i < l->tables[t].n && n < 64; i++)
            names[n++] = l->tables[t].options[i].name;

    const char *closest = NULL;
    if (word[0] == '-' && word[1] == '-' && length - 2 < sizeof name) {
        memcpy(name, word + 2, length - 2);
        name[length - 2] = '\0';
        closest = copse_closest_word(name, names, n);
    }
    if (closest)
        snprintf(next, sizeof next, "did you mean --%s?", closest);
    return cli_fail(err, COPSE_E_ARGUMENT, NULL, next, "there is no option %.*s", (int)length,
                    word);
}

static copse_status read_number(cli_value *value, const cli_option *option, const char *shown,
                                copse_error *err)
{
    char *end = NULL;
    errno = 0;
    long long number = strtoll(value->text, &end, 10);
    bool is_number = end != value->text && *end == '\0' && errno == 0;
    if (!is_number || number < option->least || number > option->most)
        return cli_fail(err, COPSE_E_ARGUMENT, shown, NULL,
                        "'%s' is not a whole number from %" PRId64 " to %" PRId64, value->text,
                        option->least, option->most);
    value->number = number;
    return COPSE_OK;
}

static copse_status read_word(cli_value *value, const cli_option *option, const char *shown,
                              copse_error *err)
{
    size_t n = 0;
    char list[192] = "";
    for (; option->words[n]; n++) {
        if (strcmp(option->words[n], value->text) == 0) {
            value->number = (int64_t)n;
            return COPSE_OK;
        }
        size_t used = strlen(list);
        snprintf(list + used, sizeof list - used, "%s%s", n ? ", " : "", option->words[n]);
    }
    char next[64] = "";
    const char *closest = copse_closest_word(value->text, option->words, n);
    if (closest)
        snprintf(next, sizeof next, "did you mean %s?", closest);
    return cli_fail(err, COPSE_E_ARGUMENT, shown, next, "'%s' is not one of %s", value->text, list);
}

static copse_status read_day(cli_value *value, const char *shown, copse_error *err)
{
    copse_day day;
    if (!copse_day_parse(&day, value->text))
        return cli_fail(err, COPSE_E_ARGUMENT, shown, "write it as 2026-03-31",
                        "'%s' is not a date", value->text);
    value->number = day;
    return COPSE_OK;
}

static copse_status keep_text(const line *l, cli_value *value, copse_error *err)
{
    if (!value->texts)
        value->texts = calloc(l->n, sizeof *value->texts);
    if (!value->texts)
        return cli_fail(err, COPSE_E_NOMEM, NULL, NULL, "memory ran out");
    value->texts[value->n_texts++] = value->text;
    return COPSE_OK;
}

/* given: what followed "=" or the letter, or NULL: the value is the next word. */
static copse_status take_value(line *l, const cli_option *option, cli_value *value,
                               const char *given, copse_error *err)
{
    char shown[64];
    snprintf(shown, sizeof shown, "--%s", option->name);
    value->is_given = true;
    if (option->takes == CLI_TAKES_NOTHING) {
        if (given)
            return cli_fail(err, COPSE_E_ARGUMENT, shown, NULL, "takes no value, and got '%s'",
                            given);
        return COPSE_OK;
    }
    if (!given && l->at == l->n)
        return cli_fail(err, COPSE_E_ARGUMENT, shown, NULL, "needs a value: --%s %s", option->name,
                        option->placeholder);
    value->text = given ? given : l->argv[l->at++];

    if (option->key_after && strcmp(value->text, option->key_after) == 0) {
        if (l->at == l->n)
            return cli_fail(err, COPSE_E_ARGUMENT, shown, NULL, "needs a key after '%s'",
                            value->text);
        value->key = l->argv[l->at++];
    }
    switch (option->takes) {
    case CLI_TAKES_NUMBER:
        return read_number(value, option, shown, err);
    case CLI_TAKES_DAY:
        return read_day(value, shown, err);
    case CLI_TAKES_WORD:
        return read_word(value, option, shown, err);
    case CLI_TAKES_TEXTS:
        return keep_text(l, value, err);
    case CLI_TAKES_NOTHING:
    case CLI_TAKES_TEXT:
        break;
    }
    return COPSE_OK;
}

static copse_status take_option(line *l, const char *word, copse_error *err)
{
    bool is_long = word[1] == '-';
    const char *equals = is_long ? strchr(word, '=') : NULL;
    size_t length = equals ? (size_t)(equals - word) : is_long ? strlen(word) : 2;
    cli_value *value = NULL;
    const cli_option *option =
        is_long ? find(l, word + 2, length - 2, 0, &value) : find(l, NULL, 0, word[1], &value);
    if (!option)
        return fail_unknown(l, word, length, err);
    const char *given = equals ? equals + 1 : !is_long && word[2] ? word + 2 : NULL;
    return take_value(l, option, value, given, err);
}

copse_status cli_options_parse(cli_option_table *tables, size_t n_tables, cli_operands *operands,
                               const char *const *argv, size_t n, copse_error *err)
{
    line l = {.tables = tables, .n_tables = n_tables, .argv = argv, .n = n};
    bool are_over = false;

    *operands = (cli_operands){.items = calloc(n + 1, sizeof *operands->items)};
    if (!operands->items)
        return cli_fail(err, COPSE_E_NOMEM, NULL, NULL, "memory ran out");

    while (l.at < n) {
        const char *word = argv[l.at++];
        if (!are_over && strcmp(word, "--") == 0) {
            are_over = true;
        } else if (are_over || word[0] != '-' || word[1] == '\0') { /* "-" is stdin */
            operands->items[operands->n++] = word;
        } else {
            copse_status status = take_option(&l, word, err);
            if (status != COPSE_OK)
                return status;
        }
    }
    return COPSE_OK;
}

void cli_options_free(cli_option_table *tables, size_t n_tables, cli_operands *operands)
{
    for (size_t t = 0; t < n_tables; t++)
        for (size_t i = 0; tables[t].values && i < tables[t].n; i++)
            free(tables[t].values[i].texts);
    free(operands->items);
    *operands = (cli_operands){0};
}

copse_status cli_value_share(double *out, const cli_value *value, const char *name, copse_error *err)
{
    char *end;
    if (!value->is_given)
        return COPSE_OK;
    double share = strtod(value->text, &end);
    if (end == value->text || *end != '\0' || !(share > 0.0 && share < 1.0))
        return cli_fail(err, COPSE_E_ARGUMENT, name, "give a share such as 0.1", "'%s' is no share between 0 and 1",
                        value->text);
    *out = share;
    return COPSE_OK;
}
