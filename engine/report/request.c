/*
 * Requests of a service that keeps one process warm, and the replies: a line of JSON each.
 *
 *     {"id": 7, "command": "join", "arguments": ["w01", "--top", "3"]}
 *     {"id": 7, "exit": 0, "answer": {"schema": "copse/join/1", …}}
 *     {"id": 8, "exit": 2, "error": {"status": "argument", "where": "--top", "what": …, "next": …}}
 */
#include "report/report.h"

#include <string.h>

#include <cJSON.h>

static const char next[] = "{\"id\": 1, \"command\": \"join\", \"arguments\": [\"w01\"]} is one";

static copse_status refuse(copse_error *err, const char *what)
{
    return copse_error_set(err, COPSE_E_ARGUMENT, NULL, next, "%s", what);
}

static copse_status copy(const char **out, copse_arena *arena, const char *text, copse_error *err)
{
    *out = copse_arena_copy(arena, text);
    return *out ? COPSE_OK : copse_error_nomem(err);
}

/* As it was written, to be given back: a text, a number or nothing. */
static copse_status read_id(copse_request *request, const cJSON *id, copse_error *err)
{
    char *text;
    copse_status st;
    if (!id || cJSON_IsNull(id))
        return copy(&request->id, request->arena, "null", err);
    if (!cJSON_IsString(id) && !cJSON_IsNumber(id))
        return refuse(err, "the id is neither a text nor a number");
    text = cJSON_PrintUnformatted(id);
    st = text ? copy(&request->id, request->arena, text, err) : copse_error_nomem(err);
    cJSON_free(text);
    return st;
}

static copse_status read_arguments(copse_request *request, const cJSON *arguments, copse_error *err)
{
    const cJSON *item;
    size_t n = 0;
    if (!arguments)
        return COPSE_OK;
    if (!cJSON_IsArray(arguments))
        return refuse(err, "the arguments are no list");
    const char **texts = copse_arena_take(request->arena, (size_t)cJSON_GetArraySize(arguments), sizeof *texts);
    if (!texts)
        return copse_error_nomem(err);
    cJSON_ArrayForEach(item, arguments)
    {
        if (!cJSON_IsString(item))
            return refuse(err, "an argument is no text");
        copse_status st = copy(&texts[n++], request->arena, item->valuestring, err);
        if (st != COPSE_OK)
            return st;
    }
    request->arguments = texts;
    request->n_arguments = n;
    return COPSE_OK;
}

static copse_status read_object(copse_request *request, const cJSON *json, copse_error *err)
{
    const cJSON *item;
    const cJSON *command = cJSON_GetObjectItemCaseSensitive(json, "command");
    if (!cJSON_IsObject(json))
        return refuse(err, "the line is no JSON object");
    copse_status st = read_id(request, cJSON_GetObjectItemCaseSensitive(json, "id"), err);
    if (st != COPSE_OK)
        return st;
    cJSON_ArrayForEach(item, json)
    {
        if (strcmp(item->string, "id") != 0 && strcmp(item->string, "command") != 0 &&
            strcmp(item->string, "arguments") != 0)
            return refuse(err, "a request has id, command and arguments, and nothing else");
    }
    if (!cJSON_IsString(command))
        return refuse(err, "the command is missing");
    st = copy(&request->command, request->arena, command->valuestring, err);
    return st == COPSE_OK ? read_arguments(request, cJSON_GetObjectItemCaseSensitive(json, "arguments"), err) : st;
}

copse_status copse_report_read_request(copse_request *out, const char *line, copse_error *err)
{
    *out = (copse_request){.id = "null", .arena = copse_arena_new()};
    if (!out->arena)
        return copse_error_nomem(err);
    if (!copse_text_is_utf8(line, strlen(line)))
        return refuse(err, "the line is not UTF-8");
    const char *end = line;
    cJSON *json = cJSON_ParseWithOpts(line, &end, true);
    if (!json)
        out->column = (size_t)(end - line) + 1;
    copse_status st = json ? read_object(out, json, err) : refuse(err, "the line is no JSON");
    cJSON_Delete(json);
    return st;
}

void copse_request_free(copse_request *request)
{
    copse_arena_free(request->arena);
    *request = (copse_request){0};
}

/* ---- replies ---- */

static bool add_error(cJSON *reply, const copse_error *why)
{
    cJSON *error = cJSON_AddObjectToObject(reply, "error");
    return error && cJSON_AddStringToObject(error, "status", copse_status_name(why->status)) &&
           cJSON_AddStringToObject(error, "where", why->where) &&
           cJSON_AddStringToObject(error, "what", why->what) && cJSON_AddStringToObject(error, "next", why->next);
}

copse_status copse_report_reply(const copse_sink *sink, const copse_request *request, int exit_code, char *answer,
                                const copse_error *why, copse_error *err)
{
    copse_text line = COPSE_TEXT_INIT;
    cJSON *reply = cJSON_CreateObject();
    bool is_whole = reply && cJSON_AddRawToObject(reply, "id", request->id) &&
                    cJSON_AddNumberToObject(reply, "exit", exit_code);
    if (is_whole && answer) {
        cJSON_Minify(answer);
        is_whole = cJSON_AddRawToObject(reply, "answer", answer);
    } else if (is_whole) {
        is_whole = add_error(reply, why);
    }
    char *text = is_whole ? cJSON_PrintUnformatted(reply) : NULL;
    cJSON_Delete(reply);
    if (!text)
        return copse_error_nomem(err);
    copse_text_format(&line, "%s\n", text);
    cJSON_free(text);
    return copse_report_write(sink, &line, err);
}
