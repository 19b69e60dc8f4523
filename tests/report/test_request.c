/* Lines of `copse batch` that are no request, one fault each: refused with what is wrong, a remedy, and where JSON ends. */
#include "support.h"

typedef struct bad_line {
    const char *line;
    size_t column; /* of the first byte that no JSON has there; 0: it is JSON */
    const char *what;
    const char *id; /* for the reply */
} bad_line;

#define NO_JSON "the line is no JSON"
#define NO_OBJECT "the line is no JSON object"
#define NO_COMMAND "the command is missing"
#define NO_LIST "the arguments are no list"
#define NO_TEXT "an argument is no text"
#define MORE "a request has id, command and arguments, and nothing else"
#define BAD_ID "the id is neither a text nor a number"

static const bad_line bad_lines[] = {
    /* No JSON. */
    {"", 1, NO_JSON, "null"},
    {"nothing", 1, NO_JSON, "null"},
    {"{", 2, NO_JSON, "null"},
    {"{\"command\"", 11, NO_JSON, "null"},
    {"{\"command\": }", 13, NO_JSON, "null"},
    {"{\"command\": \"jo", 14, NO_JSON, "null"},
    {"{\"command\": \"join\"", 19, NO_JSON, "null"},
    {"{\"command\": \"join\",}", 20, NO_JSON, "null"},
    {"{\"command\" \"join\"}", 12, NO_JSON, "null"},
    {"{command: \"join\"}", 2, NO_JSON, "null"},
    {"{'command': 'join'}", 2, NO_JSON, "null"},
    {"{\"command\": \"join\"} {}", 21, NO_JSON, "null"},
    {"{\"command\": \"join\"}x", 20, NO_JSON, "null"},
    {"{\"command\": \"join\", \"arguments\": [\"w01\"}", 40, NO_JSON, "null"},
    {"{\"command\": \"join\", \"arguments\": [\"w01\",]}", 41, NO_JSON, "null"},
    {"{\"command\": \"join\", \"arguments\": [\"w01\" \"w02\"]}", 41, NO_JSON, "null"},
    {"{\"command\": \"\\x\"}", 15, NO_JSON, "null"},
    {"{\"command\": \"\\u12\"}", 14, NO_JSON, "null"},
    {"{\"command\": \"\\ud800\"}", 14, NO_JSON, "null"},
    {"{\"command\": nil}", 13, NO_JSON, "null"},
    {"{\"id\": 1e, \"command\": \"join\"}", 9, NO_JSON, "null"},
    {"# {\"command\": \"join\"}", 1, NO_JSON, "null"},
    {"join w01", 1, NO_JSON, "null"},
    {"{\"command\": \"join\"]", 19, NO_JSON, "null"},
    /* No text. */
    {"\xFF\xFE{\"command\": \"join\"}", 0, "the line is not UTF-8", "null"},
    {"{\"command\": \"\xC3\"}", 0, "the line is not UTF-8", "null"},
    {"{\"command\": \"\xED\xA0\x80\"}", 0, "the line is not UTF-8", "null"},
    /* JSON that is no request. */
    {"[]", 0, NO_OBJECT, "null"},
    {"[{\"command\": \"join\"}]", 0, NO_OBJECT, "null"},
    {"\"join\"", 0, NO_OBJECT, "null"},
    {"7", 0, NO_OBJECT, "null"},
    {"null", 0, NO_OBJECT, "null"},
    {"true", 0, NO_OBJECT, "null"},
    {"{}", 0, NO_COMMAND, "null"},
    {"{\"id\": 7}", 0, NO_COMMAND, "7"},
    {"{\"id\": \"a\", \"command\": null}", 0, NO_COMMAND, "\"a\""},
    {"{\"command\": 3}", 0, NO_COMMAND, "null"},
    {"{\"command\": [\"join\"]}", 0, NO_COMMAND, "null"},
    {"{\"Command\": \"join\"}", 0, MORE, "null"},
    {"{\"id\": 1, \"command\": \"join\", \"more\": 1}", 0, MORE, "1"},
    {"{\"id\": [], \"command\": \"join\"}", 0, BAD_ID, "null"},
    {"{\"id\": {}, \"command\": \"join\"}", 0, BAD_ID, "null"},
    {"{\"id\": true, \"command\": \"join\"}", 0, BAD_ID, "null"},
    {"{\"command\": \"join\", \"arguments\": \"w01\"}", 0, NO_LIST, "null"},
    {"{\"command\": \"join\", \"arguments\": {\"0\": \"w01\"}}", 0, NO_LIST, "null"},
    {"{\"command\": \"join\", \"arguments\": null}", 0, NO_LIST, "null"},
    {"{\"command\": \"join\", \"arguments\": [1]}", 0, NO_TEXT, "null"},
    {"{\"command\": \"join\", \"arguments\": [\"w01\", null]}", 0, NO_TEXT, "null"},
    {"{\"id\": 5, \"command\": \"join\", \"arguments\": [[\"w01\"]]}", 0, NO_TEXT, "5"},
};

/* cJSON may have read a quote, a comma or an escape further, or names the beginning of one. */
static bool is_near(size_t column, size_t expected)
{
    return expected == 0 ? column == 0 : column > 0 && column + 2 >= expected && column <= expected + 2;
}

static void test_request__each_bad_line_is_refused_with_place_reason_and_remedy(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof bad_lines / sizeof bad_lines[0]; i++) {
        const bad_line *bad = &bad_lines[i];
        copse_request request;
        copse_error error = COPSE_ERROR_INIT;
        assert_int_equal(copse_report_read_request(&request, bad->line, &error), COPSE_E_ARGUMENT);
        if (!is_near(request.column, bad->column) || strcmp(error.what, bad->what) != 0 || strcmp(request.id, bad->id) != 0 ||
            !strstr(error.next, "\"command\""))
            fail_msg("%s: byte %zu, %s, id %s -> %s", bad->line, request.column, error.what, request.id, error.next);
        copse_request_free(&request);
    }
    print_message("measured malformed requests: %zu\n", sizeof bad_lines / sizeof bad_lines[0]);
}

static void test_request__what_is_one_is_taken(void **state)
{
    (void)state;
    copse_request request;
    assert_ok(copse_report_read_request(
        &request, " {\"arguments\": [\"w01\", \"\"], \"id\": 12345678901234, \"command\": \"join\"}\r\n", NULL));
    assert_string_equal(request.command, "join");
    assert_int_equal(request.n_arguments, 2);
    assert_string_equal(request.arguments[0], "w01");
    assert_string_equal(request.arguments[1], "");
    assert_string_equal(request.id, "12345678901234");
    assert_int_equal(request.column, 0);
    copse_request_free(&request);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_request__each_bad_line_is_refused_with_place_reason_and_remedy),
        cmocka_unit_test(test_request__what_is_one_is_taken),
    };
    return cmocka_run_group_tests_name("report/request", tests, NULL, NULL);
}
