/*
 * Communities of practice. The ordinary ones stand in pools, one for each trust
 * and area (and in a trust of trusts one for each area over all), the popular
 * ones first; members draw by rank, so that sizes get a heavy tail.
 */
#include "store/generate_internal.h"

#include <stdio.h>

enum { AREA_WOMEN = 2, AREA_MENTAL = 4, AREA_HOME = 11, AREA_PEOPLE = 12, AREA_CANCER = 13 };

static size_t pool_count(const copse_generate *g)
{
    return (g->n_trusts > 1 ? g->n_trusts + 1 : 1) * g->n_areas;
}

/* The main topic, then up to three more of the area or of another. */
static void plan_topics(const copse_generate *g, copse_generate_community *c, size_t main,
                        copse_random *random)
{
    size_t n = 0, wanted = 1 + copse_random_below(random, COPSE_GENERATE_TOPICS_OF_COMMUNITY);
    for (size_t k = 0; k < COPSE_GENERATE_TOPICS_OF_COMMUNITY; k++)
        c->topics[k] = -1;
    c->topics[n++] = (int32_t)main;
    for (int tries = 0; n < wanted && tries < 8; tries++) {
        size_t area = copse_generate_chance(random, 0.8) ? (size_t)c->area
                                                         : copse_random_below(random, g->n_areas);
        size_t topic = copse_generate_topic(
            g, area, copse_generate_rank(random, copse_generate_topic_ranks(g, area)));
        if (!copse_generate_has(c->topics, n, (int32_t)topic))
            c->topics[n++] = (int32_t)topic;
    }
}

static void plan_ordinary(copse_generate *g)
{
    size_t pools = pool_count(g), national = g->n_trusts > 1 ? g->n_ordinary / 5 : 0;
    size_t local = g->n_ordinary - national, n_local = g->n_trusts * g->n_areas;
    for (size_t p = 0; p <= pools; p++)
        g->pool_first[p] =
            p <= n_local ? p * local / n_local : local + (p - n_local) * national / g->n_areas;
    for (size_t p = 0; p < pools; p++) {
        for (size_t i = g->pool_first[p]; i < g->pool_first[p + 1]; i++) {
            size_t rank = i - g->pool_first[p];
            copse_generate_community *c = &g->communities[i];
            c->role = COPSE_ROLE_ORDINARY;
            c->trust = p < n_local ? (int32_t)(p / g->n_areas) : -1;
            c->area = (int32_t)(p % g->n_areas);
            c->number = (int32_t)rank;
        }
    }
}

/* Special CoPs go round the trusts, each of an area drawn at random. */
static void plan_special(copse_generate *g, size_t i, copse_generate_role role, size_t number)
{
    copse_random random = copse_generate_stream(g, COPSE_DRAW_COMMUNITY, 2 * g->n_communities + i);
    g->communities[i].role = role;
    g->communities[i].trust = (int32_t)(number % g->n_trusts);
    g->communities[i].area = (int32_t)copse_random_below(&random, g->n_areas);
    g->communities[i].number = (int32_t)number;
}

/* The first of each pool goes on; of the others some sleep, are new or are over. */
static void plan_status(copse_generate *g)
{
    static const int percent[] = {6, 70, 12, 6, 6};
    size_t n = 0, at = 0;
    for (size_t i = 0; i < g->n_ordinary; i++)
        n += g->communities[i].number > 0;
    copse_permutation order = copse_generate_permutation(g, 21, n);
    for (size_t i = 0; i < g->n_communities; i++) {
        copse_generate_community *c = &g->communities[i];
        c->status = COPSE_COMMUNITY_ACTIVE;
        if (c->role == COPSE_ROLE_EMPTY)
            c->status = COPSE_COMMUNITY_PROPOSED;
        else if (c->role == COPSE_ROLE_ORDINARY && c->number > 0)
            c->status = (copse_community_status)copse_generate_share(
                copse_permutation_apply(&order, at++), n, percent, 5);
    }
}

static void plan_conduct(copse_generate *g, size_t i, const copse_permutation order[2])
{
    static const int modes[] = {6, 30, 34, 30}, openness[] = {6, 54, 24, 10, 6};
    copse_generate_community *c = &g->communities[i];
    copse_random random = copse_generate_stream(g, COPSE_DRAW_COMMUNITY, g->n_communities + i);
    uint64_t n = g->n_communities;
    c->mode = (copse_mode)copse_generate_share(copse_permutation_apply(&order[0], i), n, modes, 4);
    c->openness =
        (copse_openness)copse_generate_share(copse_permutation_apply(&order[1], i), n, openness, 5);
    bool is_new = c->status == COPSE_COMMUNITY_PROPOSED;
    c->created = is_new ? g->today - (copse_day)copse_random_below(&random, 60)
                        : g->today - 800 - (copse_day)copse_random_below(&random, 1000);
    size_t o = c->trust < 0 ? copse_random_below(&random, g->n_trusts) : (size_t)c->trust;
    size_t site =
        g->site_first[o] + copse_generate_rank(&random, g->site_first[o + 1] - g->site_first[o]);
    c->site =
        c->mode == COPSE_MODE_FACE_TO_FACE || c->mode == COPSE_MODE_HYBRID ? (int32_t)site : -1;
    if (c->role <= COPSE_ROLE_EMPTY || c->role == COPSE_ROLE_WORK) {
        size_t ranks = copse_generate_topic_ranks(g, (size_t)c->area);
        size_t rank = (size_t)c->number;
        if (c->role == COPSE_ROLE_EMPTY) { /* about what no CoP of the pool is about */
            size_t pool = (size_t)c->trust * g->n_areas + (size_t)c->area;
            rank += g->pool_first[pool + 1] - g->pool_first[pool];
        }
        plan_topics(g, c, copse_generate_topic(g, (size_t)c->area, rank % ranks), &random);
    } else {
        for (size_t k = 0; k < COPSE_GENERATE_TOPICS_OF_COMMUNITY; k++)
            c->topics[k] = -1;
    }
}

copse_status copse_generate_plan_communities(copse_generate *g, copse_error *err)
{
    g->communities = copse_memory_new(g->n_communities, sizeof *g->communities);
    g->pool_first = copse_memory_new(pool_count(g) + 1, sizeof *g->pool_first);
    if (!g->communities || !g->pool_first)
        return copse_error_nomem(err);
    plan_ordinary(g);
    size_t at = g->n_ordinary;
    for (size_t k = 0; k < g->n_own; k++)
        plan_special(g, at++, COPSE_ROLE_OWN, k);
    for (size_t k = 0; k < g->n_twins; k++)
        plan_special(g, at++, COPSE_ROLE_TWIN, k);
    for (size_t k = 0; k < g->n_empty; k++)
        plan_special(g, at++, COPSE_ROLE_EMPTY, k);
    for (size_t k = 0; k < g->n_private; k++)
        plan_special(g, at++, (copse_generate_role)(COPSE_ROLE_PRIVATE + (int)(k % 3)), k / 3);

    plan_status(g);
    copse_permutation order[2] = {copse_generate_permutation(g, 20, g->n_communities),
                                  copse_generate_permutation(g, 22, g->n_communities)};
    for (size_t i = 0; i < g->n_communities; i++) {
        g->communities[i].twin = -1;
        g->communities[i].team = -1;
        plan_conduct(g, i, order);
    }
    return COPSE_OK;
}

copse_status copse_generate_count_members(copse_generate *g, copse_error *err)
{
    for (size_t i = 0; i < g->n_staff; i++) {
        copse_generate_seat seats[COPSE_GENERATE_SEATS_MAX];
        size_t n = copse_generate_seats(seats, g, i);
        for (size_t k = 0; k < n; k++)
            if (copse_generate_seat_holds(&seats[k], g->today))
                g->communities[seats[k].community].size++;
        copse_status status = copse_generate_tick(g, "plan", i, g->n_staff, err);
        if (status != COPSE_OK)
            return status;
    }
    return COPSE_OK;
}

/* ---- names ---- */

static void topic_pattern(copse_text *out, const copse_generate *g, size_t topic, size_t pattern)
{
    const char *form = copse_generate_pattern(pattern);
    for (; *form; form++) {
        if (form[0] == '%' && form[1] == 's') {
            copse_generate_topic_name(out, g, topic);
            form++;
        } else {
            copse_text_append_bytes(out, form, 1);
        }
    }
}

void copse_generate_community_name(copse_text *out, const copse_generate *g, size_t community)
{
    const copse_generate_community *c = &g->communities[community];
    static const char *const own[COPSE_GENERATE_OWN] = {" huddle", " journal club"};
    size_t number = (size_t)c->number, ranks;
    switch (c->role) {
    case COPSE_ROLE_OWN:
        copse_generate_team_name(out, g, (size_t)c->team);
        copse_text_append(out, own[number % COPSE_GENERATE_OWN]);
        break;
    case COPSE_ROLE_PRIVATE:
    case COPSE_ROLE_LOOKS:
    case COPSE_ROLE_WORK:
        number /= g->n_trusts;
        copse_text_append(out, copse_generate_special_name(c->role, number + (size_t)c->trust));
        if (number >= COPSE_GENERATE_SPECIAL_NAMES)
            copse_text_format(out, " %zu", number / COPSE_GENERATE_SPECIAL_NAMES + 1);
        break;
    case COPSE_ROLE_TWIN:
        topic_pattern(out, g, (size_t)c->topics[0], number + 3);
        break;
    default:
        /* Where an area has more CoPs than topics, each round takes the next pattern. */
        ranks = copse_generate_topic_ranks(g, (size_t)c->area);
        topic_pattern(out, g, (size_t)c->topics[0], number % ranks + number / ranks);
    }
    if (g->n_trusts > 1 && c->trust >= 0) {
        copse_text_append(out, ", ");
        copse_generate_trust_name(out, (size_t)c->trust);
    }
}

/* ---- files ---- */

static const char *decision_of(const copse_generate_community *c, copse_random *random)
{
    /* Names of these areas speak of health and identity without meaning the members'. */
    bool is_delicate = c->area == AREA_WOMEN || c->area == AREA_MENTAL || c->area == AREA_HOME ||
                       c->area == AREA_PEOPLE || c->area == AREA_CANCER;
    bool is_decided = copse_generate_chance(random, 0.6);
    switch (c->role) {
    case COPSE_ROLE_PRIVATE:
        return "yes";
    case COPSE_ROLE_LOOKS:
        return "";
    case COPSE_ROLE_WORK:
        return "no";
    default:
        return is_decided || is_delicate ? "no" : "";
    }
}

static void about(copse_text *out, const copse_generate *g, const copse_generate_community *c)
{
    if (c->topics[0] < 0) {
        copse_text_append(out, "A place to meet, listen and support each other.");
        return;
    }
    copse_text_append(out, "Shares what works, and what does not, in ");
    for (size_t k = 0; k < COPSE_GENERATE_TOPICS_OF_COMMUNITY && c->topics[k] >= 0; k++) {
        bool is_last = k + 1 == COPSE_GENERATE_TOPICS_OF_COMMUNITY || c->topics[k + 1] < 0;
        copse_text_append(out, k == 0 ? "" : is_last ? " and " : ", ");
        copse_generate_topic_name(out, g, (size_t)c->topics[k]);
    }
    copse_text_append(out, ".");
}

/* Capacity, cadence, contact, meets. */
static void put_meetings(copse_generate_file *file, const copse_generate_community *c,
                         copse_generate_key key, copse_random *random)
{
    static const int cadences[] = {14, 28, 28, 30, 60, 91};
    static const char *const meets[] = {
        "first Tuesday of the month, 12:30", "Wednesdays, 8:15 to 9:00",
        "last Friday, after the ward round", "every second Monday, 16:00",
        "when somebody brings a question"};
    /* Three in ten have a limit; a third of those are full. */
    bool has_limit = c->size > 0 && copse_generate_chance(random, 0.3);
    bool is_full = copse_generate_chance(random, 0.34);
    int64_t room = is_full ? 0 : 1 + (int64_t)copse_random_below(random, (uint64_t)c->size / 2 + 5);
    size_t cadence = copse_random_below(random, 6), meet = copse_random_below(random, 5);
    char contact[64];
    snprintf(contact, sizeof contact, "%s@trust.example", key.text);
    copse_generate_put_maybe(file, has_limit, c->size + room);
    copse_generate_put_maybe(file, copse_generate_chance(random, 0.8), cadences[cadence]);
    copse_generate_put(file, copse_generate_chance(random, 0.85) ? contact : "");
    copse_generate_put(file, copse_generate_chance(random, 0.85) ? meets[meet] : "");
}

static copse_status write_community(const copse_generate *g, copse_generate_file *file, size_t i,
                                    const char *name, const char *description, copse_error *err)
{
    const copse_generate_community *c = &g->communities[i];
    copse_generate_key key = copse_generate_community_key(g, i);
    copse_random random = copse_generate_stream(g, COPSE_DRAW_COMMUNITY, i);
    copse_generate_put_key(file, key);
    copse_generate_put(file, name);
    copse_generate_put(file, description);
    copse_generate_put(file, c->mode ? copse_mode_name(c->mode) : "");
    if (c->site < 0)
        copse_generate_put(file, "");
    else
        copse_generate_put_key(file, copse_generate_site_key(g, (size_t)c->site));
    copse_generate_put(file, c->status ? copse_community_status_name(c->status) : "");
    copse_generate_put(file, c->openness ? copse_openness_name(c->openness) : "");
    put_meetings(file, c, key, &random);
    copse_generate_put(file, decision_of(c, &random));
    copse_generate_put_day(file, c->created);
    return copse_generate_end(file, err);
}

copse_status copse_generate_write_communities(const copse_generate *g, copse_generate_file *file,
                                              copse_error *err)
{
    copse_text name = COPSE_TEXT_INIT, description = COPSE_TEXT_INIT;
    copse_status status = COPSE_OK;
    for (size_t row = 0; row < g->n_communities && status == COPSE_OK; row++) {
        size_t i = copse_permutation_undo(&g->community_keys, row);
        copse_text_clear(&name);
        copse_text_clear(&description);
        copse_generate_community_name(&name, g, i);
        about(&description, g, &g->communities[i]);
        if (name.failed || description.failed)
            status = copse_error_nomem(err);
        else
            status = write_community(g, file, i, name.bytes, description.bytes, err);
        if (status == COPSE_OK)
            status = copse_generate_tick(g, "communities", row, g->n_communities, err);
    }
    copse_text_free(&name);
    copse_text_free(&description);
    return status;
}

copse_status copse_generate_write_community_topics(const copse_generate *g,
                                                   copse_generate_file *file, copse_error *err)
{
    for (size_t row = 0; row < g->n_communities; row++) {
        size_t i = copse_permutation_undo(&g->community_keys, row);
        copse_random random =
            copse_generate_stream(g, COPSE_DRAW_COMMUNITY, 3 * g->n_communities + i);
        const copse_generate_community *c = &g->communities[i];
        for (size_t k = 0; k < COPSE_GENERATE_TOPICS_OF_COMMUNITY && c->topics[k] >= 0; k++) {
            int64_t tenths = k == 0 ? 10 : 2 + (int64_t)copse_random_below(&random, 7);
            copse_generate_put_key(file, copse_generate_community_key(g, i));
            copse_generate_put_key(file, copse_generate_topic_key(g, (size_t)c->topics[k]));
            copse_generate_put_decimal(file, tenths, 1);
            copse_status status = copse_generate_end(file, err);
            if (status != COPSE_OK)
                return status;
        }
    }
    return COPSE_OK;
}
