/* Projects before, in and after their time: project p is of team 2p. */
#include "store/generate_internal.h"

static size_t project_topics(int32_t out[5], const copse_generate *g, size_t project)
{
    copse_random random = copse_generate_stream(g, COPSE_DRAW_PROJECT, g->n_projects + project);
    size_t team = 2 * project % g->n_teams, n = 0;
    for (size_t k = 0; k < COPSE_GENERATE_TOPICS_OF_TEAM; k++) {
        int32_t topic = (int32_t)copse_generate_team_topic(g, team, k);
        if (!copse_generate_has(out, n, topic))
            out[n++] = topic;
    }
    for (size_t k = copse_random_below(&random, 3); k > 0; k--) {
        size_t area = copse_random_below(&random, g->n_areas);
        int32_t topic = (int32_t)copse_generate_topic(
            g, area, copse_generate_rank(&random, copse_generate_topic_ranks(g, area)));
        if (!copse_generate_has(out, n, topic))
            out[n++] = topic;
    }
    return n;
}

copse_status copse_generate_write_projects(const copse_generate *g, copse_generate_file *file,
                                           copse_error *err)
{
    static const char *const forms[] = {"Better ", "Pilot: ", "Review of ", "Joined-up "};
    copse_text name = COPSE_TEXT_INIT;
    copse_status status = COPSE_OK;
    for (size_t p = 0; p < g->n_projects && status == COPSE_OK; p++) {
        copse_random random = copse_generate_stream(g, COPSE_DRAW_PROJECT, p);
        size_t team = 2 * p % g->n_teams;
        int32_t topics[5];
        project_topics(topics, g, p);
        copse_text_clear(&name);
        copse_text_append(&name, forms[p % 4]);
        copse_generate_topic_name(&name, g, (size_t)topics[0]);
        if (name.failed) {
            status = copse_error_nomem(err);
            break;
        }
        /* One in three has not begun, one runs, one is over. */
        copse_day near = 10 + (copse_day)copse_random_below(&random, 120);
        copse_day far = near + 60 + (copse_day)copse_random_below(&random, 300);
        copse_day starts = g->today + (p % 3 == 0 ? near : p % 3 == 1 ? -far : -far - 90);
        copse_day ends = g->today + (p % 3 == 0 ? far : p % 3 == 1 ? near : -near);
        copse_generate_put_key(file, copse_generate_project_key(g, p));
        copse_generate_put(file, name.bytes);
        copse_generate_put_key(file, copse_generate_team_key(g, team));
        copse_generate_put_key(file, copse_generate_site_key(g, (size_t)g->teams[team].site));
        copse_generate_put_day(file, starts);
        copse_generate_put_day(file, ends);
        status = copse_generate_end(file, err);
    }
    copse_text_free(&name);
    return status;
}

copse_status copse_generate_write_project_topics(const copse_generate *g, copse_generate_file *file,
                                                 copse_error *err)
{
    for (size_t p = 0; p < g->n_projects; p++) {
        int32_t topics[5];
        size_t n = project_topics(topics, g, p);
        for (size_t k = 0; k < n; k++) {
            copse_generate_put_key(file, copse_generate_project_key(g, p));
            copse_generate_put_key(file, copse_generate_topic_key(g, (size_t)topics[k]));
            copse_status status = copse_generate_end(file, err);
            if (status != COPSE_OK)
                return status;
        }
    }
    return COPSE_OK;
}
