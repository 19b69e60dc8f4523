#include "subject.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"

static copse_status read_topic(copse_index *topic, double *weight, const copse_network *network,
                               const char *text, copse_error *err)
{
    copse_error ignored = COPSE_ERROR_INIT;
    const char *equals = strrchr(text, '=');
    *weight = 1.0;
    if (!equals || copse_network_find_topic(topic, network, text, &ignored) == COPSE_OK)
        return copse_network_find_topic(topic, network, text, err);

    char *end = NULL;
    *weight = strtod(equals + 1, &end);
    if (end == equals + 1 || *end || !isfinite(*weight) || *weight <= 0.0)
        return cli_fail(err, COPSE_E_ARGUMENT, "--topic", "write it as --topic TOPIC=2",
                        "'%s' is no weight above 0", equals + 1);
    char *name = strndup(text, (size_t)(equals - text));
    if (!name)
        return cli_fail(err, COPSE_E_NOMEM, NULL, NULL, "memory ran out");
    copse_status status = copse_network_find_topic(topic, network, name, err);
    free(name);
    return status;
}

static copse_status match_topics(cli_subject *s, const cli_subject_options *options, copse_store *store,
                                 const copse_context *ctx, copse_error *err)
{
    if (options->from_text->is_given) {
        copse_status status =
            copse_store_match_topics(&s->matches, store, options->from_text->text, ctx, err);
        if (status == COPSE_OK && s->matches->n == 0 && !options->topic->is_given)
            return cli_fail(
                err, COPSE_E_NOT_FOUND, "--from-text",
                "use the words of topics.csv, or name topics with --topic",
                "no word of the text is the name, a synonym or a description of a topic");
        return status;
    }
    if (options->project->is_given)
        return copse_store_project_topics(&s->matches, store, options->project->text, ctx, err);
    return COPSE_OK;
}

copse_status cli_subject_check(const cli_subject_options *options, const char *what, copse_error *err)
{
    if (!options->topic->is_given && !options->from_text->is_given && !options->project->is_given)
        return cli_fail(err, COPSE_E_ARGUMENT, NULL,
                        "give --topic TOPIC, --from-text \"…\" or --project P",
                        "it is not said what %s is to be about", what);
    if (options->from_text->is_given && options->project->is_given)
        return cli_fail(err, COPSE_E_ARGUMENT, NULL, "give one of them",
                        "--from-text and --project exclude each other");
    return COPSE_OK;
}

copse_status cli_subject_read(cli_subject *out, const cli_subject_options *options,
                              const cli_knowledge *knowledge, const copse_context *ctx, copse_error *err)
{
    const copse_network *network = knowledge->network;
    const cli_value *named = options->topic;
    *out = (cli_subject){0};
    copse_status status = match_topics(out, options, knowledge->store, ctx, err);
    if (status != COPSE_OK)
        return status;
    size_t n_found = out->matches ? out->matches->n : 0, n = 0;
    out->topics = calloc(named->n_texts + n_found + 1, sizeof *out->topics);
    out->weights = calloc(named->n_texts + n_found + 1, sizeof *out->weights);
    if (!out->topics || !out->weights)
        return cli_fail(err, COPSE_E_NOMEM, NULL, NULL, "memory ran out");
    for (size_t i = 0; status == COPSE_OK && i < named->n_texts; i++, n++)
        status = read_topic(&out->topics[n], &out->weights[n], network, named->texts[i], err);
    for (size_t i = 0; status == COPSE_OK && i < n_found; i++, n++) {
        out->weights[n] = out->matches->topics[i].weight;
        status = copse_network_find_topic(&out->topics[n], network, out->matches->topics[i].key, err);
    }
    out->n = n;
    return status;
}

void cli_subject_free(cli_subject *subject)
{
    free(subject->topics);
    free(subject->weights);
    copse_topic_matches_free(subject->matches);
    *subject = (cli_subject){0};
}
