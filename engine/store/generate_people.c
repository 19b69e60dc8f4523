/* Members: who they are, where they work, what they know and want to learn. */
#include "store/generate_internal.h"

#include <stdio.h>
#include <stdlib.h>

enum {
    BLANK_PERCENT = 2,
    LEAVER_PERCENT = 1,
    OBJECTED_PERCENT = 1,
    THREE_YEARS = 1095,
    EXPERT_LEAST = 80 /**< halves: an expert's weight is 40 to 60, anyone else's at most 20 */
};

copse_status copse_generate_plan_members(copse_generate *g, copse_error *err)
{
    g->members = copse_memory_new(g->n_staff, sizeof *g->members);
    if (!g->members)
        return copse_error_nomem(err);
    copse_permutation order = copse_generate_permutation(g, 10, g->n_staff);
    size_t blanks = g->n_staff * BLANK_PERCENT / 100;
    size_t leavers = blanks + g->n_staff * LEAVER_PERCENT / 100;
    size_t objectors = leavers + g->n_staff * OBJECTED_PERCENT / 100;
    for (size_t t = 0; t < g->n_teams; t++) {
        for (int32_t k = 0; k < g->teams[t].size; k++) {
            size_t i = (size_t)(g->teams[t].first + k);
            uint64_t place = copse_permutation_apply(&order, i);
            copse_random random = copse_generate_stream(g, COPSE_DRAW_MEMBER, i);
            double u = copse_random_unit(&random);
            g->members[i] =
                (copse_generate_member){.team = (int32_t)t,
                                        .expert = -1,
                                        .latent = -1,
                                        .job = (uint8_t)(COPSE_GENERATE_JOBS * (u * u)),
                                        .is_blank = place < blanks,
                                        .is_leaver = place >= blanks && place < leavers,
                                        .is_objector = place >= leavers && place < objectors};
        }
    }
    return COPSE_OK;
}

copse_status copse_generate_write_members(const copse_generate *g, copse_generate_file *file,
                                          copse_error *err)
{
    static const int visibilities[] = {30, 25, 45}, modes[] = {30, 20, 25, 25};
    char name[64], mail[64];
    for (size_t row = 0; row < g->n_staff; row++) {
        size_t i = copse_permutation_undo(&g->member_keys, row);
        const copse_generate_member *member = &g->members[i];
        copse_random random = copse_generate_stream(g, COPSE_DRAW_MEMBER, g->n_staff + i);
        copse_generate_name person = copse_generate_person(&random);
        copse_generate_key key = copse_generate_member_key(g, i);
        /* Given names may have accents, mail addresses may not; the number keeps them apart. */
        snprintf(name, sizeof name, "%s %s%s", person.given, person.half, person.ending);
        snprintf(mail, sizeof mail, "%s%s%s@trust.example", person.half, person.ending,
                 key.text + 1);
        for (char *at = mail; *at; at++)
            if (*at >= 'A' && *at <= 'Z')
                *at = (char)(*at - 'A' + 'a');

        int mode = copse_generate_pick(&random, modes, 4);
        int visibility = copse_generate_pick(&random, visibilities, 3);
        const char *job = copse_generate_job((size_t)g->teams[member->team].area, member->job);
        copse_generate_put_key(file, key);
        copse_generate_put(file, name);
        copse_generate_put(file, mail);
        copse_generate_put(file, copse_generate_chance(&random, 0.97) ? job : "");
        copse_generate_put(file,
                           mode == COPSE_MODE_UNKNOWN ? "" : copse_mode_name((copse_mode)mode));
        copse_generate_put(file, copse_visibility_name((copse_visibility)visibility));
        copse_generate_put(file, member->is_objector ? "yes" : "no");
        copse_status status = copse_generate_end(file, err);
        if (status == COPSE_OK)
            status = copse_generate_tick(g, "members", row, g->n_staff, err);
        if (status != COPSE_OK)
            return status;
    }
    return COPSE_OK;
}

typedef struct stint {
    size_t team;
    int64_t site; /**< -1: not known */
    const char *role;
    copse_day since, until;
} stint;

static copse_status write_stint(const copse_generate *g, copse_generate_file *file, size_t member,
                                const stint *s, copse_error *err)
{
    copse_generate_put_key(file, copse_generate_member_key(g, member));
    copse_generate_put_key(file, copse_generate_team_key(g, s->team));
    if (s->site < 0)
        copse_generate_put(file, "");
    else
        copse_generate_put_key(file, copse_generate_site_key(g, (size_t)s->site));
    copse_generate_put(file, s->role);
    copse_generate_put_day(file, s->since);
    copse_generate_put_day(file, s->until);
    return copse_generate_end(file, err);
}

static int64_t site_of(const copse_generate *g, const copse_generate_team *team,
                       copse_random *random)
{
    double u = copse_random_unit(random);
    if (u < 0.03)
        return -1;
    if (u < 0.85)
        return team->site;
    size_t first = g->site_first[team->trust], n = g->site_first[team->trust + 1] - first;
    return (int64_t)(first + copse_random_below(random, n));
}

/* At most three: where one is, where one was, and for a few a second post. */
static size_t stints_of(stint out[3], const copse_generate *g, size_t i)
{
    static const char *const roles[] = {"practitioner", "senior practitioner", "trainee",
                                        "administrator"};
    const copse_generate_member *member = &g->members[i];
    const copse_generate_team *team = &g->teams[member->team];
    if (member->is_blank)
        return 0;
    copse_random random = copse_generate_stream(g, COPSE_DRAW_ASSIGNMENT, i);
    size_t role = copse_generate_rank(&random, 4), n = 0;
    size_t other = copse_random_below(&random, g->n_teams);
    copse_day since = g->today - 30 - (copse_day)copse_random_below(&random, 3000);
    bool is_unknown = copse_generate_chance(&random, 0.1);
    bool has_second = copse_generate_chance(&random, 0.08);
    bool had_other = copse_generate_chance(&random, 0.1);
    int64_t site = site_of(g, team, &random);
    out[n++] =
        (stint){(size_t)member->team, site, (int32_t)i == team->first ? "team leader" : roles[role],
                is_unknown ? COPSE_DAY_UNKNOWN : since,
                member->is_leaver ? g->today - 1 - (copse_day)copse_random_below(&random, 29)
                                  : COPSE_DAY_UNKNOWN};
    if (other == (size_t)member->team)
        return n;
    if (had_other)
        out[n++] = (stint){other, g->teams[other].site, roles[role],
                           since - 30 - (copse_day)copse_random_below(&random, 900), since};
    /* A second post would tie an isolated team to another, and add to whom a hidden membership
     * is judged by. */
    const copse_generate_team *to = &g->teams[other];
    if (has_second && !had_other && !member->is_leaver && !member->is_hidden &&
        team->isolation == COPSE_PLANTED_NONE && to->isolation == COPSE_PLANTED_NONE &&
        !to->has_hidden)
        out[n++] = (stint){other, g->teams[other].site, roles[role],
                           copse_generate_day(&random, since, g->today), COPSE_DAY_UNKNOWN};
    return n;
}

copse_status copse_generate_write_assignments(const copse_generate *g, copse_generate_file *file,
                                              copse_error *err)
{
    for (size_t row = 0; row < g->n_staff; row++) {
        size_t i = copse_permutation_undo(&g->member_keys, row);
        stint stints[3];
        size_t n = stints_of(stints, g, i);
        copse_status status = copse_generate_tick(g, "assignments", row, g->n_staff, err);
        for (size_t k = 0; k < n && status == COPSE_OK; k++)
            status = write_stint(g, file, i, &stints[k], err);
        if (status != COPSE_OK)
            return status;
    }
    return COPSE_OK;
}

/* ---- topics ---- */

/** How much a member gets through team and CoPs: all of it from the default mean up. */
static double through_others(const copse_generate *g)
{
    double f = g->options.expertise_per_member / COPSE_GENERATE_EXPERTISE;
    return f < 1.0 ? f : 1.0;
}

static size_t add(int32_t *items, size_t n, size_t item)
{
    if (n < COPSE_GENERATE_KNOWN_MAX && !copse_generate_has(items, n, (int32_t)item))
        items[n++] = (int32_t)item;
    return n;
}

static size_t draw_topic(const copse_generate *g, copse_random *random, size_t area, double at_home)
{
    if (!copse_generate_chance(random, at_home))
        area = copse_random_below(random, g->n_areas);
    return copse_generate_topic(g, area,
                                copse_generate_rank(random, copse_generate_topic_ranks(g, area)));
}

size_t copse_generate_base_topics(int32_t out[COPSE_GENERATE_KNOWN_MAX], const copse_generate *g,
                                  size_t member)
{
    const copse_generate_member *m = &g->members[member];
    if (m->is_blank)
        return 0;
    copse_random random = copse_generate_stream(g, COPSE_DRAW_TOPICS, member);
    double f = through_others(g), own = g->options.expertise_per_member - 3.0 * f;
    size_t n = 0;
    for (size_t k = 0; k < COPSE_GENERATE_TOPICS_OF_TEAM; k++)
        if (copse_generate_chance(&random, 0.7 * f))
            n = add(out, n, copse_generate_team_topic(g, (size_t)m->team, k));
    size_t more = copse_generate_count(&random, own);
    for (size_t k = 0; k < more; k++) {
        size_t before = n;
        for (int tries = 0; tries < 6 && n == before; tries++)
            n = add(out, n,
                    draw_topic(g, &random, (size_t)g->teams[m->team].area, tries ? 0.4 : 0.75));
    }
    return n;
}

static int by_number(const void *a, const void *b)
{
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

/* Base topics, those of CoPs that the member is in, and what is planted. */
static size_t known_topics(int32_t out[COPSE_GENERATE_KNOWN_MAX], const copse_generate *g, size_t i,
                           copse_random *random)
{
    const copse_generate_member *m = &g->members[i];
    copse_generate_seat seats[COPSE_GENERATE_SEATS_MAX];
    size_t n = 0, n_seats = copse_generate_seats(seats, g, i);
    double f = through_others(g);

    /* What is planted comes first: it must not be cut off. */
    if (m->expert >= 0)
        n = add(out, n, (size_t)m->expert);
    for (size_t k = 0; m->latent >= 0 && k < COPSE_GENERATE_TOPICS_OF_LATENT; k++)
        if (k != i % COPSE_GENERATE_TOPICS_OF_LATENT)
            n = add(out, n, copse_generate_latent_topic(g, (size_t)m->latent, k));
    if (m->is_hidden) {
        const int32_t *topics = g->communities[g->teams[m->team].favourite].topics;
        for (size_t k = 0; k < COPSE_GENERATE_TOPICS_OF_COMMUNITY && topics[k] >= 0; k++)
            n = add(out, n, (size_t)topics[k]);
    }

    int32_t base[COPSE_GENERATE_KNOWN_MAX];
    size_t n_base = copse_generate_base_topics(base, g, i);
    for (size_t k = 0; k < n_base; k++)
        n = add(out, n, (size_t)base[k]);
    for (size_t k = 0; k < n_seats; k++) {
        const int32_t *topics = g->communities[seats[k].community].topics;
        if (topics[0] >= 0 && copse_generate_chance(random, 0.45 * f))
            n = add(out, n, (size_t)topics[0]);
    }
    /* Order must not tell what was planted. */
    qsort(out, n, sizeof *out, by_number);
    return n;
}

copse_status copse_generate_write_expertise(const copse_generate *g, copse_generate_file *file,
                                            copse_error *err)
{
    for (size_t row = 0; row < g->n_staff; row++) {
        size_t i = copse_permutation_undo(&g->member_keys, row);
        int32_t topics[COPSE_GENERATE_KNOWN_MAX];
        copse_random random = copse_generate_stream(g, COPSE_DRAW_EXPERTISE, i);
        copse_status status = copse_generate_tick(g, "expertise", row, g->n_staff, err);
        size_t n = g->members[i].is_blank ? 0 : known_topics(topics, g, i, &random);
        for (size_t k = 0; k < n && status == COPSE_OK; k++) {
            size_t count = copse_generate_count(&random, 4.0);
            int64_t halves = 1 + (int64_t)(count < 39 ? count : 39);
            if (topics[k] == g->members[i].expert)
                halves = EXPERT_LEAST + (int64_t)copse_random_below(&random, 41);
            copse_day last = g->today - (copse_day)copse_random_below(&random, THREE_YEARS);
            copse_generate_put_key(file, copse_generate_member_key(g, i));
            copse_generate_put_key(file, copse_generate_topic_key(g, (size_t)topics[k]));
            copse_generate_put_decimal(file, halves * 5, 1);
            copse_generate_put_day(file,
                                   copse_generate_chance(&random, 0.1) ? COPSE_DAY_UNKNOWN : last);
            status = copse_generate_end(file, err);
        }
        if (status != COPSE_OK)
            return status;
    }
    return COPSE_OK;
}

/* One wants to learn what one does not know: topics of one's own field, or of any. */
static size_t wanted_topics(int32_t out[COPSE_GENERATE_KNOWN_MAX], const copse_generate *g,
                            size_t i, copse_random *random)
{
    const copse_generate_member *m = &g->members[i];
    int32_t known[COPSE_GENERATE_KNOWN_MAX];
    copse_random again = copse_generate_stream(g, COPSE_DRAW_EXPERTISE, i);
    size_t n = 0, n_known = known_topics(known, g, i, &again);
    if (m->latent >= 0)
        n = add(
            out, n,
            copse_generate_latent_topic(g, (size_t)m->latent, i % COPSE_GENERATE_TOPICS_OF_LATENT));
    for (size_t k = copse_generate_count(random, 1.3); k > 0; k--) {
        size_t topic = draw_topic(g, random, (size_t)g->teams[m->team].area, 0.6);
        if (!copse_generate_has(known, n_known, (int32_t)topic))
            n = add(out, n, topic);
    }
    qsort(out, n, sizeof *out, by_number);
    return n;
}

copse_status copse_generate_write_interests(const copse_generate *g, copse_generate_file *file,
                                            copse_error *err)
{
    for (size_t row = 0; row < g->n_staff; row++) {
        size_t i = copse_permutation_undo(&g->member_keys, row);
        int32_t topics[COPSE_GENERATE_KNOWN_MAX];
        copse_random random = copse_generate_stream(g, COPSE_DRAW_INTEREST, i);
        copse_status status = copse_generate_tick(g, "interests", row, g->n_staff, err);
        size_t n = g->members[i].is_blank ? 0 : wanted_topics(topics, g, i, &random);
        for (size_t k = 0; k < n && status == COPSE_OK; k++) {
            copse_day since = g->today - (copse_day)copse_random_below(&random, THREE_YEARS);
            copse_generate_put_key(file, copse_generate_member_key(g, i));
            copse_generate_put_key(file, copse_generate_topic_key(g, (size_t)topics[k]));
            copse_generate_put_day(file,
                                   copse_generate_chance(&random, 0.1) ? COPSE_DAY_UNKNOWN : since);
            status = copse_generate_end(file, err);
        }
        if (status != COPSE_OK)
            return status;
    }
    return COPSE_OK;
}
