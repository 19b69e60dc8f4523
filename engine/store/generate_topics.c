/*
 * Topics: an area, its subjects, aspects of a subject, settings of an aspect.
 * Names and parents follow from the number alone, so none are kept.
 */
#include "store/generate_internal.h"

size_t copse_generate_topic(const copse_generate *g, size_t area, size_t rank)
{
    return area + rank * g->n_areas;
}

/* The hierarchy's levels hold 1, 16, 16·40 and 16·40·20 topics an area, so that
 * the parent of the j-th of a level is the (j mod n)-th of the n one level up. */
static size_t level_of(const copse_generate *g, size_t topic)
{
    size_t level = 0;
    while (level < 3 && topic >= g->topic_first[level + 1])
        level++;
    return level;
}

static size_t broader_of(const copse_generate *g, size_t topic, size_t level)
{
    size_t above = g->topic_first[level] - g->topic_first[level - 1];
    return g->topic_first[level - 1] + (topic - g->topic_first[level]) % above;
}

/** Append the first of names separated by ';'. */
static void append_first(copse_text *out, const char *names)
{
    size_t n = 0;
    while (names[n] && names[n] != ';')
        n++;
    copse_text_append_bytes(out, names, n);
}

static const char *subject_of(const copse_generate *g, size_t topic)
{
    size_t j = topic - g->topic_first[1];
    return copse_generate_subject(j % g->n_areas, j / g->n_areas);
}

void copse_generate_topic_name(copse_text *out, const copse_generate *g, size_t topic)
{
    size_t level = level_of(g, topic);
    if (level == 0) {
        copse_text_append(out, copse_generate_area(topic));
    } else if (level == 1) {
        append_first(out, subject_of(g, topic));
    } else {
        size_t place =
            (topic - g->topic_first[level]) / (g->topic_first[level] - g->topic_first[level - 1]);
        copse_generate_topic_name(out, g, broader_of(g, topic, level));
        copse_text_append(out, level == 2 ? ": " : " in ");
        copse_text_append(out, level == 2 ? copse_generate_aspect(place)
                                          : copse_generate_setting(place));
    }
}

size_t copse_generate_topic_ranks(const copse_generate *g, size_t area)
{
    size_t n = (g->n_topics - area + g->n_areas - 1) / g->n_areas;
    size_t latent = (g->n_latent + g->n_areas - 1 - area) / g->n_areas;
    return n - latent * COPSE_GENERATE_TOPICS_OF_LATENT;
}

/* Latent community l is about the rarest topics of area l mod n_areas, which nothing else draws. */
size_t copse_generate_latent_topic(const copse_generate *g, size_t latent, size_t k)
{
    size_t area = latent % g->n_areas, turn = latent / g->n_areas;
    size_t n = (g->n_topics - area + g->n_areas - 1) / g->n_areas;
    return copse_generate_topic(g, area, n - 1 - turn * COPSE_GENERATE_TOPICS_OF_LATENT - k);
}

size_t copse_generate_team_topic(const copse_generate *g, size_t team, size_t k)
{
    copse_random random =
        copse_generate_stream(g, COPSE_DRAW_TEAM_TOPICS, team * COPSE_GENERATE_TOPICS_OF_TEAM + k);
    size_t area = (size_t)g->teams[team].area;
    return copse_generate_topic(g, area,
                                copse_generate_rank(&random, copse_generate_topic_ranks(g, area)));
}

copse_status copse_generate_write_topics(const copse_generate *g, copse_generate_file *file,
                                         copse_error *err)
{
    copse_text name = COPSE_TEXT_INIT, about = COPSE_TEXT_INIT;
    copse_status status = COPSE_OK;
    for (size_t t = 0; t < g->n_topics && status == COPSE_OK; t++) {
        size_t level = level_of(g, t);
        copse_text_clear(&name);
        copse_text_clear(&about);
        copse_generate_topic_name(&name, g, t);
        const char *synonyms = level == 1 ? subject_of(g, t) : "";
        while (*synonyms && *synonyms++ != ';')
            ;
        copse_text_append(&about, level == 0 ? "The whole field" : "Part of ");
        if (level > 0)
            copse_generate_topic_name(&about, g, broader_of(g, t, level));
        if (name.failed || about.failed) {
            status = copse_error_nomem(err);
            break;
        }
        copse_generate_put_key(file, copse_generate_topic_key(g, t));
        copse_generate_put(file, name.bytes);
        copse_generate_put(file, about.bytes);
        if (level == 0)
            copse_generate_put(file, "");
        else
            copse_generate_put_key(file, copse_generate_topic_key(g, broader_of(g, t, level)));
        copse_generate_put(file, synonyms);
        status = copse_generate_end(file, err);
        if (status == COPSE_OK)
            status = copse_generate_tick(g, "topics", t, g->n_topics, err);
    }
    copse_text_free(&name);
    copse_text_free(&about);
    return status;
}
