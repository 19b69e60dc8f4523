/* Whatever a line of `copse batch` says: it is a request with a command and texts, or refused with a remedy; and it has a reply. */
#include <string.h>

#include "copse.h"
#include "fuzz/expect.h"
#include "fuzz/fuzz.h"

static copse_status count(void *user, const char *bytes, size_t n, copse_error *err)
{
    (void)err;
    *(size_t *)user += n;
    EXPECT(n > 0 && bytes[n - 1] == '\n' && memchr(bytes, '\n', n) == bytes + n - 1);
    return COPSE_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    char *line = malloc(n + 1);
    size_t written = 0;
    copse_sink sink = {.write = count, .user = &written};
    copse_request request;
    copse_error error = COPSE_ERROR_INIT;
    EXPECT(line);
    memcpy(line, bytes, n);
    line[n] = '\0';
    copse_status st = copse_report_read_request(&request, line, &error);
    EXPECT(st == COPSE_OK || (st == COPSE_E_ARGUMENT && error.what[0] && error.next[0]));
    EXPECT(st != COPSE_OK || request.command);
    for (size_t i = 0; st == COPSE_OK && i < request.n_arguments; i++)
        EXPECT(request.arguments[i]);
    EXPECT(copse_report_reply(&sink, &request, 2, NULL, &error, NULL) == COPSE_OK);
    EXPECT(written > 0);
    copse_request_free(&request);
    free(line);
    return 0;
}
