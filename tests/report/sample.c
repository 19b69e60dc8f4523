/* Prints one sample in one format, for validators of other tongues: sample join-full json */
#include "report/samples.h"

#include <stdio.h>
#include <string.h>

static copse_status write_sample(const copse_sink *sink, const char *name,
                                 const copse_render *render)
{
    copse_context ctx = sample_context();
    if (strcmp(name, "join-full") == 0)
        return copse_report_join(sink, sample_join_full(), render, NULL);
    if (strcmp(name, "join-hostile") == 0)
        return copse_report_join(sink, sample_join_hostile(), render, NULL);
    if (strcmp(name, "join-unknown") == 0)
        return copse_report_join(sink, sample_join_unknown(), render, NULL);
    if (strcmp(name, "join-none") == 0)
        return copse_report_join(sink, sample_join_none(), render, NULL);
    if (strcmp(name, "import") == 0)
        return copse_report_import(sink, sample_import(), render, &ctx, NULL);
    if (strcmp(name, "import-refused") == 0)
        return copse_report_import(sink, sample_import_refused(), render, &ctx, NULL);
    if (strcmp(name, "check") == 0)
        return copse_report_check(sink, sample_check(), render, &ctx, NULL);
    if (strcmp(name, "status") == 0)
        return copse_report_status(sink, sample_status(), render, &ctx, NULL);
    if (strcmp(name, "status-new") == 0)
        return copse_report_status(sink, sample_status_new(), render, &ctx, NULL);
    if (strcmp(name, "model") == 0)
        return copse_report_model(sink, sample_model(), render, &ctx, NULL);
    if (strcmp(name, "start") == 0)
        return copse_report_start(sink, sample_start(), render, NULL);
    if (strcmp(name, "start-empty") == 0)
        return copse_report_start(sink, sample_start_empty(), render, NULL);
    if (strcmp(name, "start-hostile") == 0)
        return copse_report_start(sink, sample_start_hostile(), render, NULL);
    return COPSE_E_NOT_FOUND;
}

int main(int argc, char **argv)
{
    static sample_bytes bytes;
    copse_sink sink = sample_sink(&bytes);
    copse_render render = COPSE_RENDER_INIT;
    if (argc < 3)
        return 2;
    if (strcmp(argv[2], "json") == 0)
        render.format = COPSE_JSON;
    else if (strcmp(argv[2], "csv") == 0)
        render.format = COPSE_CSV;
    else if (strcmp(argv[2], "html") == 0)
        render.format = COPSE_HTML;
    render.show_scores = argc > 3;
    if (write_sample(&sink, argv[1], &render) != COPSE_OK)
        return 1;
    return fwrite(bytes.text, 1, bytes.length, stdout) == bytes.length ? 0 : 1;
}
