#include "letters.h"

#include "error.h"
#include "folder.h"

static copse_status write_page(cli_folder *folder, char name[CLI_LETTER_NAME_SIZE],
                               const copse_join_answer *answer, const copse_render *render,
                               copse_error *err)
{
    cli_output page = CLI_OUTPUT_INIT;
    copse_status status = cli_folder_open_letter(&page, name, folder, err);
    copse_sink sink = cli_output_sink(&page);
    if (status == COPSE_OK)
        status = copse_report_join(&sink, answer, render, err);
    if (status == COPSE_OK)
        status = cli_output_commit(&page, err);
    cli_output_discard(&page);
    return status;
}

/* One person's page is made for that person, whoever prints it. */
static copse_status write_letter(cli_folder *folder, const cli_knowledge *knowledge,
                                 copse_index member, const copse_join_options *wishes,
                                 const copse_render *render, const copse_context *ctx,
                                 copse_error *err)
{
    copse_join_answer *answer = NULL;
    copse_context own = *ctx;
    char name[CLI_LETTER_NAME_SIZE];

    own.audience = COPSE_FOR_SELF;
    own.audience_key = copse_network_facts(knowledge->network)->members[member].key;
    own.reason = NULL;
    copse_status status = copse_question_join(&answer, knowledge->network, knowledge->model, member,
                                              wishes, &own, err);
    if (status == COPSE_OK)
        status = write_page(folder, name, answer, render, err);
    if (status == COPSE_OK) {
        copse_sink sink = cli_output_sink(&folder->merge);
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
    cli_folder folder = CLI_FOLDER_INIT;
    copse_render page = *render;
    page.format = COPSE_HTML;

    copse_status status = cli_folder_open(&folder, dir, err);
    if (status == COPSE_OK) {
        copse_sink sink = cli_output_sink(&folder.merge);
        status = copse_report_merge_header(&sink, err);
    }
    for (size_t i = 0; status == COPSE_OK && i < facts->n_members; i++) {
        if (facts->members[i].objected)
            continue;
        if (ctx->is_cancelled(ctx->user)) {
            status = cli_fail(err, COPSE_E_INTERRUPTED, NULL, "run it again to write them all",
                              "stopped on request; no letter was written");
            break;
        }
        ctx->on_progress(ctx->user, "writing letters", i, facts->n_members);
        status = write_letter(&folder, knowledge, (copse_index)i, wishes, &page, ctx, err);
    }
    if (status == COPSE_OK)
        status = cli_folder_commit(&folder, dir, err);
    *n_written = folder.n_letters;
    cli_folder_discard(&folder);
    return status;
}
