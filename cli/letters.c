#include "letters.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "error.h"
#include "output.h"

/* The folder under the name that it has until it is whole. */
typedef struct folder {
    char *temporary;
    size_t n_letters;
    cli_output merge;
} folder;

static copse_status fail_folder(const char *dir, int code, copse_error *err)
{
    bool is_in_the_way = code == EEXIST || code == ENOTEMPTY || code == ENOTDIR;
    return cli_fail(err, is_in_the_way ? COPSE_E_ARGUMENT : COPSE_E_STORE, dir,
                    is_in_the_way ? "give a new folder, so that no old letter is sent again"
                                  : "check the path and its permissions, or give another",
                    "the letters cannot be put there: %s", strerror(code));
}

static char *path_in(const char *dir, const char *name)
{
    size_t size = strlen(dir) + strlen(name) + 2;
    char *path = malloc(size);
    if (path)
        snprintf(path, size, "%s/%s", dir, name);
    return path;
}

static void name_letter(char name[32], size_t number)
{
    snprintf(name, 32, "letter-%04zu.html", number);
}

static copse_status open_in(cli_output *output, const char *dir, const char *name, copse_error *err)
{
    char *path = path_in(dir, name);
    if (!path)
        return cli_fail(err, COPSE_E_NOMEM, NULL, NULL, "memory ran out");
    copse_status status = cli_output_open(output, path, true, err);
    free(path);
    return status;
}

static copse_status open_folder(folder *f, const char *dir, copse_error *err)
{
    static const char suffix[] = ".copse-XXXXXX";
    size_t length = strlen(dir);
    while (length > 1 && dir[length - 1] == '/')
        length--;
    f->temporary = malloc(length + sizeof suffix);
    if (!f->temporary)
        return cli_fail(err, COPSE_E_NOMEM, NULL, NULL, "memory ran out");
    snprintf(f->temporary, length + sizeof suffix, "%.*s%s", (int)length, dir, suffix);
    if (!mkdtemp(f->temporary)) {
        int code = errno;
        free(f->temporary);
        f->temporary = NULL;
        return fail_folder(dir, code, err);
    }
    copse_status status = open_in(&f->merge, f->temporary, "merge.csv", err);
    copse_sink sink = cli_output_sink(&f->merge);
    return status == COPSE_OK ? copse_report_merge_header(&sink, err) : status;
}

static copse_status commit_folder(folder *f, const char *dir, copse_error *err)
{
    copse_status status = cli_output_commit(&f->merge, err);
    if (status != COPSE_OK)
        return status;
    if (rename(f->temporary, dir) != 0)
        return fail_folder(dir, errno, err);
    free(f->temporary);
    f->temporary = NULL;
    return COPSE_OK;
}

static void remove_in(const char *dir, const char *name)
{
    char *path = path_in(dir, name);
    if (path)
        unlink(path);
    free(path);
}

/* Removes exactly what was written, so that nothing else can be lost. */
static void discard_folder(folder *f)
{
    cli_output_discard(&f->merge);
    if (!f->temporary)
        return;
    remove_in(f->temporary, "merge.csv");
    for (size_t i = 1; i <= f->n_letters; i++) {
        char name[32];
        name_letter(name, i);
        remove_in(f->temporary, name);
    }
    rmdir(f->temporary);
    free(f->temporary);
}

static copse_status write_page(folder *f, const char *name, const copse_join_answer *answer,
                               const copse_render *render, copse_error *err)
{
    cli_output page = CLI_OUTPUT_INIT;
    copse_status status = open_in(&page, f->temporary, name, err);
    copse_sink sink = cli_output_sink(&page);
    if (status == COPSE_OK)
        status = copse_report_join(&sink, answer, render, err);
    if (status == COPSE_OK)
        status = cli_output_commit(&page, err);
    cli_output_discard(&page);
    return status;
}

/* One person's page is made for that person, whoever prints it. */
static copse_status write_letter(folder *f, const cli_knowledge *knowledge, copse_index member,
                                 const copse_join_options *wishes, const copse_render *render,
                                 const copse_context *ctx, copse_error *err)
{
    copse_join_answer *answer = NULL;
    copse_context own = *ctx;
    char name[32];

    own.audience = COPSE_FOR_SELF;
    own.audience_key = copse_network_facts(knowledge->network)->members[member].key;
    own.reason = NULL;
    copse_status status = copse_question_join(&answer, knowledge->network, knowledge->model, member,
                                              wishes, &own, err);
    if (status == COPSE_OK) {
        name_letter(name, ++f->n_letters);
        status = write_page(f, name, answer, render, err);
    }
    if (status == COPSE_OK) {
        copse_sink sink = cli_output_sink(&f->merge);
        status = copse_report_merge_row(&sink, answer, name, err);
    }
    copse_join_answer_free(answer);
    return status;
}

copse_status cli_letters_write(const char *dir, const cli_knowledge *knowledge,
                               const copse_join_options *wishes, const copse_render *render,
                               const copse_context *ctx, size_t *n_written, copse_error *err)
{
    const copse_facts *facts = copse_network_facts(knowledge->network);
    folder f = {.merge = CLI_OUTPUT_INIT};
    copse_render page = *render;
    page.format = COPSE_HTML;

    copse_status status = open_folder(&f, dir, err);
    for (size_t i = 0; status == COPSE_OK && i < facts->n_members; i++) {
        if (facts->members[i].objected)
            continue;
        if (ctx->is_cancelled(ctx->user)) {
            status = cli_fail(err, COPSE_E_INTERRUPTED, NULL, "run it again to write them all",
                              "stopped on request; no letter was written");
            break;
        }
        ctx->on_progress(ctx->user, "writing letters", i, facts->n_members);
        status = write_letter(&f, knowledge, (copse_index)i, wishes, &page, ctx, err);
    }
    if (status == COPSE_OK)
        status = commit_folder(&f, dir, err);
    *n_written = f.n_letters;
    discard_folder(&f);
    return status;
}
