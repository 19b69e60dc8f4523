/* What a question is about: topics by name, those that a text speaks of, or a project's. */
#ifndef COPSE_CLI_SUBJECT_H
#define COPSE_CLI_SUBJECT_H

#include "knowledge.h"

typedef struct cli_subject {
    copse_index *topics; /* [n] */
    double *weights;     /* [n] */
    size_t n;
    copse_topic_matches *matches; /* of the text or the project; NULL */
} cli_subject;

/** The options that say it; each may be a value that was not given. */
typedef struct cli_subject_options {
    const cli_value *topic; /* "wounds=2": the topic "wounds" with weight 2, unless one has that very name */
    const cli_value *from_text;
    const cli_value *project;
} cli_subject_options;

/** Whether something says what it is about. @param what  "the group", for the error */
copse_status cli_subject_check(const cli_subject_options *options, const char *what, copse_error *err);

/** Find the topics. Free on failure, too. */
copse_status cli_subject_read(cli_subject *out, const cli_subject_options *options,
                              const cli_knowledge *knowledge, const copse_context *ctx, copse_error *err);
void cli_subject_free(cli_subject *subject);

#endif
