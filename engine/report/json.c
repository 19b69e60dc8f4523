/* The versioned contract for programs. Values are added in order to what was begun last. */
#include "report/report.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include <cJSON.h>

/* Takes the item over, whatever happens. */
static bool add(copse_json *json, const char *key, cJSON *item)
{
    cJSON *parent = json->failed ? NULL : json->open[json->depth - 1];
    bool added =
        parent && item &&
        (key ? cJSON_AddItemToObject(parent, key, item) : cJSON_AddItemToArray(parent, item));
    if (!added) {
        cJSON_Delete(item);
        json->failed = true;
    }
    return added;
}

static void begin(copse_json *json, const char *key, cJSON *item)
{
    assert(json->depth < COPSE_JSON_DEPTH);
    if (add(json, key, item))
        json->open[json->depth++] = item;
}

void copse_json_object(copse_json *json, const char *key)
{
    begin(json, key, cJSON_CreateObject());
}

void copse_json_array(copse_json *json, const char *key)
{
    begin(json, key, cJSON_CreateArray());
}

void copse_json_end(copse_json *json)
{
    if (!json->failed)
        json->depth--;
}

void copse_json_text(copse_json *json, const char *key, const char *text)
{
    copse_text clean = COPSE_TEXT_INIT;
    copse_text_append(&clean, text ? text : "");
    if (!clean.failed)
        copse_text_clean(clean.bytes);
    add(json, key,
        !text          ? cJSON_CreateNull()
        : clean.failed ? NULL
                       : cJSON_CreateString(clean.bytes));
    copse_text_free(&clean);
}

void copse_json_bool(copse_json *json, const char *key, bool value)
{
    add(json, key, cJSON_CreateBool(value));
}

/* Raw, because cJSON holds numbers as doubles and would print the nearest one in its own way. */
void copse_json_count(copse_json *json, const char *key, int64_t value)
{
    char digits[COPSE_FIGURE_SIZE];
    snprintf(digits, sizeof digits, "%" PRId64, value);
    add(json, key, cJSON_CreateRaw(digits));
}

void copse_json_score(copse_json *json, const char *key, int64_t millionths)
{
    char digits[COPSE_FIGURE_SIZE];
    copse_figure_score(digits, millionths);
    add(json, key, cJSON_CreateRaw(digits));
}

void copse_json_number(copse_json *json, const char *key, double value)
{
    char digits[COPSE_FIGURE_SIZE];
    snprintf(digits, sizeof digits, "%.9g", value);
    add(json, key, isfinite(value) ? cJSON_CreateRaw(digits) : cJSON_CreateNull());
}

void copse_json_day(copse_json *json, const char *key, copse_day day)
{
    char text[16];
    copse_day_format(text, day);
    copse_json_text(json, key, text[0] ? text : NULL);
}

void copse_json_texts(copse_json *json, const char *key, const char *const *texts, size_t n)
{
    copse_json_array(json, key);
    for (size_t i = 0; i < n; i++)
        copse_json_text(json, NULL, texts[i]);
    copse_json_end(json);
}

void copse_json_begin(copse_json *json, const copse_answer_head *head)
{
    char seed[COPSE_FIGURE_SIZE];
    copse_figure_seed(seed, head->seed);
    *json = (copse_json){.depth = 0};
    json->open[0] = cJSON_CreateObject();
    json->depth = 1;
    json->failed = !json->open[0];
    copse_json_text(json, "schema", head->schema);
    copse_json_count(json, "data_version", head->data_version);
    copse_json_day(json, "as_of", head->as_of);
    copse_json_text(json, "audience", copse_audience_name(head->audience));
    copse_json_text(json, "seed", seed);
    copse_json_object(json, "answer");
}

static void json_terms(copse_json *json, const copse_store_options *terms)
{
    copse_text said = COPSE_TEXT_INIT;
    copse_report_say_terms(&said, terms);
    if (said.length > 0)
        copse_json_text(json, NULL, copse_text_get(&said));
    json->failed = json->failed || said.failed;
    copse_text_free(&said);
}

copse_status copse_json_close(copse_json *json, const copse_answer_head *head,
                              const copse_sink *sink, copse_error *err)
{
    copse_json_end(json);
    copse_json_array(json, "notes");
    for (size_t i = 0; i < head->n_notes; i++)
        copse_json_text(json, NULL, head->notes[i]);
    json_terms(json, head->terms);
    copse_json_end(json);
    assert(json->failed || json->depth == 1);

    copse_text out = COPSE_TEXT_INIT;
    char *printed = json->failed ? NULL : cJSON_Print(json->open[0]);
    if (printed) {
        copse_text_append(&out, printed);
        copse_text_append(&out, "\n");
    } else {
        out.failed = true;
    }
    cJSON_free(printed);
    cJSON_Delete(json->open[0]);
    return copse_report_write(sink, &out, err);
}
