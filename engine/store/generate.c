/* Generate a trust: resolve the sizes, plan, then write one file after the other. */
#include "store/generate_internal.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct {
    const char *name;
    const char *header; /**< NULL: no CSV */
    copse_generate_writer *write;
} files[] = {
    {"sites.csv", "site_id,name,latitude,longitude", copse_generate_write_sites},
    {"travel.csv", "from_site_id,to_site_id,minutes", copse_generate_write_travel},
    {"teams.csv", "team_id,name,parent_id", copse_generate_write_teams},
    {"members.csv", "member_id,name,mail,profession,mode_preference,visibility,objected",
     copse_generate_write_members},
    {"assignments.csv", "member_id,team_id,site_id,role,since,until",
     copse_generate_write_assignments},
    {"topics.csv", "topic_id,name,description,broader_id,synonyms", copse_generate_write_topics},
    {"communities.csv",
     "community_id,name,description,mode,site_id,status,openness,capacity,cadence_days,contact,"
     "meets,"
     "sensitive,created",
     copse_generate_write_communities},
    {"community_topics.csv", "community_id,topic_id,weight", copse_generate_write_community_topics},
    {"memberships.csv", "member_id,community_id,role,since,until",
     copse_generate_write_memberships},
    {"expertise.csv", "member_id,topic_id,weight,last_active", copse_generate_write_expertise},
    {"interests.csv", "member_id,topic_id,since", copse_generate_write_interests},
    {"ties.csv", "member_a,member_b,kind,weight,since", copse_generate_write_ties},
    {"projects.csv", "project_id,name,team_id,site_id,starts,ends", copse_generate_write_projects},
    {"project_topics.csv", "project_id,topic_id", copse_generate_write_project_topics},
    {"exchanges.csv",
     "exchange_id,from_member_id,to_member_id,to_community_id,kind,on,topic_id,project_id,note,due,"
     "settles_id",
     copse_generate_write_exchanges},
    {"truth.json", NULL, copse_generate_write_truth},
};
enum { FILES = sizeof files / sizeof files[0] };

copse_status copse_generate_tick(const copse_generate *g, const char *step, size_t i, size_t n,
                                 copse_error *err)
{
    if (i % 1024 != 0)
        return COPSE_OK;
    copse_context_progress(g->ctx, step, i, n);
    return copse_context_poll(g->ctx, err);
}

static int64_t or_default(int64_t value, int64_t usual)
{
    return value ? value : usual;
}

static copse_status resolve_options(copse_generate_options *o, const copse_generate_options *given,
                                    copse_error *err)
{
    const copse_generate_options usual = COPSE_GENERATE_OPTIONS_INIT;
    *o = *given;
    o->staff = or_default(o->staff, usual.staff);
    o->teams = or_default(o->teams, usual.teams);
    o->communities = or_default(o->communities, usual.communities);
    o->topics = or_default(o->topics, usual.topics);
    if (o->memberships_per_member == 0.0)
        o->memberships_per_member = COPSE_GENERATE_MEMBERSHIPS;
    if (o->expertise_per_member == 0.0)
        o->expertise_per_member = COPSE_GENERATE_EXPERTISE;

    const int64_t most_topics =
        COPSE_GENERATE_AREAS *
        (1 +
         COPSE_GENERATE_SUBJECTS * (1 + COPSE_GENERATE_ASPECTS * (1 + COPSE_GENERATE_SETTINGS)));
    const struct {
        const char *name;
        int64_t value, most;
    } sizes[] = {{"staff", o->staff, 100000000},
                 {"teams", o->teams, 10000000},
                 {"communities", o->communities, 10000000},
                 {"topics", o->topics, most_topics}};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
        if (sizes[i].value < 1 || sizes[i].value > sizes[i].most)
            return copse_error_set(err, COPSE_E_ARGUMENT, sizes[i].name,
                                   "give a size within these limits", "%lld is not from 1 to %lld",
                                   (long long)sizes[i].value, (long long)sizes[i].most);
    if (o->teams > o->staff)
        return copse_error_set(err, COPSE_E_ARGUMENT, "teams", "give fewer teams or more staff",
                               "%lld teams cannot each have one of %lld staff", (long long)o->teams,
                               (long long)o->staff);
    if (!(o->memberships_per_member > 0.0 && o->memberships_per_member <= 10.0) ||
        !(o->expertise_per_member > 0.0 && o->expertise_per_member <= 20.0))
        return copse_error_set(err, COPSE_E_ARGUMENT, NULL,
                               "give at most 10 memberships and 20 topics a member",
                               "means of %g memberships and %g topics a member are out of range",
                               o->memberships_per_member, o->expertise_per_member);
    return COPSE_OK;
}

static size_t at_least_one(size_t n)
{
    return n ? n : 1;
}

static size_t at_most(size_t n, size_t most)
{
    return n < most ? n : most;
}

/* How many of each there will be. Small trusts have nothing planted that could not be told apart in
 * them. */
static void resolve_sizes(copse_generate *g)
{
    g->n_staff = (size_t)g->options.staff;
    g->n_teams = (size_t)g->options.teams;
    g->n_communities = (size_t)g->options.communities;
    g->n_topics = (size_t)g->options.topics;
    g->n_projects = at_least_one(g->n_teams / 2);
    g->n_areas =
        at_most(at_least_one(at_most(g->n_topics / 8, g->n_communities / 3)), COPSE_GENERATE_AREAS);

    g->topic_first[1] = g->n_areas;
    g->topic_first[2] = g->topic_first[1] + g->n_areas * COPSE_GENERATE_SUBJECTS;
    g->topic_first[3] =
        g->topic_first[2] + g->n_areas * COPSE_GENERATE_SUBJECTS * COPSE_GENERATE_ASPECTS;

    bool is_small = g->n_teams < 12 || g->n_communities < 12;
    g->n_isolated = is_small ? 0 : at_least_one(g->n_teams / 100);
    g->n_isolated = at_most(g->n_isolated, g->n_communities / 6 / COPSE_GENERATE_OWN);
    g->n_own = g->n_isolated * COPSE_GENERATE_OWN;
    g->n_twins = is_small ? 0 : at_least_one(g->n_communities / 40);
    g->n_empty = is_small ? 0 : at_least_one(g->n_communities / 50);
    g->n_private = is_small ? 0 : 3 * at_least_one(g->n_communities / 120);
    g->n_ordinary = g->n_communities - g->n_own - g->n_twins - g->n_empty - g->n_private;

    /* At most a quarter of an area's topics is left to latent communities. */
    size_t turns = g->n_topics / g->n_areas / 4 / COPSE_GENERATE_TOPICS_OF_LATENT;
    g->n_latent =
        at_most(at_least_one(g->n_topics / 60), at_most(g->n_staff / 100, turns * g->n_areas));
    if (is_small)
        g->n_latent = 0;
    g->n_expert_topics = at_most(g->n_topics, g->n_staff / 12);
}

static copse_status plan(copse_generate *g, copse_error *err)
{
    resolve_sizes(g);
    g->member_keys = copse_generate_permutation(g, 1, g->n_staff);
    g->community_keys = copse_generate_permutation(g, 2, g->n_communities);
    g->team_keys = copse_generate_permutation(g, 3, g->n_teams);
    copse_status status = copse_generate_plan_organisation(g, err);
    if (status == COPSE_OK)
        status = copse_generate_plan_members(g, err);
    if (status == COPSE_OK)
        status = copse_generate_plan_communities(g, err);
    if (status == COPSE_OK)
        status = copse_generate_plant(g, err);
    if (status == COPSE_OK)
        status = copse_generate_count_members(g, err);
    return status;
}

static void forget_plan(copse_generate *g)
{
    copse_memory_free(g->uppers);
    copse_memory_free(g->teams);
    copse_memory_free(g->sites);
    copse_memory_free(g->site_first);
    copse_memory_free(g->members);
    copse_memory_free(g->communities);
    copse_memory_free(g->pool_first);
}

/** Make path "dir/name". */
static copse_status set_path(copse_text *path, const char *dir, const char *name, copse_error *err)
{
    copse_text_clear(path);
    copse_text_append(path, dir);
    copse_text_append(path, "/");
    copse_text_append(path, name);
    return path->failed ? copse_error_nomem(err) : COPSE_OK;
}

static copse_status write_file(const copse_generate *g, const char *path, size_t i,
                               copse_error *err)
{
    copse_generate_file *file = NULL;
    copse_status status = copse_generate_open(&file, path, err);
    if (status != COPSE_OK)
        return status;
    if (files[i].header) {
        copse_generate_put_raw(file, files[i].header);
        copse_generate_put_raw(file, "\n");
    }
    copse_context_progress(g->ctx, files[i].name, 0, 0);
    status = copse_context_poll(g->ctx, err);
    if (status == COPSE_OK)
        status = files[i].write(g, file, err);
    copse_status closed = copse_generate_close(file, status == COPSE_OK ? err : NULL);
    if (status == COPSE_OK)
        status = closed;
    if (status != COPSE_OK)
        remove(path);
    return status;
}

/* All files or none. */
static copse_status write_files(const copse_generate *g, const char *dir, copse_text *path,
                                copse_error *err)
{
    copse_status status = COPSE_OK;
    size_t done = 0;
    for (; done < FILES; done++) {
        status = set_path(path, dir, files[done].name, err);
        if (status == COPSE_OK)
            status = write_file(g, path->bytes, done, err);
        if (status != COPSE_OK)
            break;
    }
    for (size_t i = 0; status != COPSE_OK && i < done; i++)
        if (set_path(path, dir, files[i].name, NULL) == COPSE_OK)
            remove(path->bytes);
    return status;
}

/* Refuse before the work, not after it. */
static copse_status check_folder(const char *dir, copse_text *path, bool *is_new, copse_error *err)
{
    *is_new = false;
    if (mkdir(dir, 0777) == 0)
        *is_new = true;
    else if (errno != EEXIST)
        return copse_error_set(err, COPSE_E_STORE, dir,
                               "give a folder whose parent is there and can be written to",
                               "the folder cannot be made: %s", strerror(errno));
    for (size_t i = 0; i < FILES; i++) {
        copse_status status = set_path(path, dir, files[i].name, err);
        if (status != COPSE_OK)
            return status;
        if (access(path->bytes, F_OK) == 0)
            return copse_error_set(err, COPSE_E_ARGUMENT, path->bytes,
                                   "give another folder, or remove the file",
                                   "a file of this name is there already");
    }
    return COPSE_OK;
}

copse_status copse_store_generate_trust(const char *dir, const copse_generate_options *options,
                                        const copse_context *ctx, copse_error *err)
{
    copse_generate g = {.ctx = ctx, .today = ctx->as_of};
    copse_text path = COPSE_TEXT_INIT;
    bool is_new = false;
    /* Without a day given, a fixed one: today would give other bytes tomorrow. */
    if (g.today == COPSE_DAY_UNKNOWN)
        copse_day_parse(&g.today, "2026-06-30");
    copse_status status = resolve_options(&g.options, options, err);
    if (status != COPSE_OK)
        return status;
    status = check_folder(dir, &path, &is_new, err);
    if (status == COPSE_OK)
        status = plan(&g, err);
    if (status == COPSE_OK)
        status = write_files(&g, dir, &path, err);
    if (status != COPSE_OK && is_new)
        rmdir(dir);
    forget_plan(&g);
    copse_text_free(&path);
    return status;
}
