/*
 * Who is in which CoP. A member tries a few CoPs of the own field, or of another,
 * and takes the one that fits what they know and where they are: so people of
 * one team, field and topic meet in the same CoPs.
 */
#include "store/generate_internal.h"

enum {
    SEATS_DRAWN = 40, /**< of one member, before twins and returns */
    TRIES = 3,        /**< CoPs looked at for one seat */
    THREE_YEARS = 1095,
    ASLEEP = 400 /**< days for which nothing happened in a dormant CoP */
};

/** What isolation leaves of seats elsewhere. */
static const double leak = 0.08;

bool copse_generate_seat_holds(const copse_generate_seat *seat, copse_day day)
{
    return (seat->since == COPSE_DAY_UNKNOWN || seat->since <= day) &&
           (seat->until == COPSE_DAY_UNKNOWN || seat->until > day);
}

static int32_t draw_community(const copse_generate *g, copse_random *random, size_t trust,
                              size_t area)
{
    if (g->n_trusts > 1 && copse_generate_chance(random, 0.3))
        trust = g->n_trusts;
    size_t pool = trust * g->n_areas + area, n = g->pool_first[pool + 1] - g->pool_first[pool];
    return n ? (int32_t)(g->pool_first[pool] + copse_generate_rank(random, n)) : -1;
}

/* How well a CoP fits: shared topics, and a meeting place that is near. */
static int fit(const copse_generate *g, int32_t community, const int32_t *topics, size_t n,
               int32_t site)
{
    const copse_generate_community *c = &g->communities[community];
    int score = c->site >= 0 && c->site == site;
    for (size_t k = 0; k < COPSE_GENERATE_TOPICS_OF_COMMUNITY && c->topics[k] >= 0; k++)
        score += 2 * copse_generate_has(topics, n, c->topics[k]);
    return score;
}

int32_t copse_generate_best_community(const copse_generate *g, copse_random *random, size_t team,
                                      double at_home, int tries, const int32_t *topics, size_t n)
{
    const copse_generate_team *t = &g->teams[team];
    size_t area = (size_t)t->area;
    if (!copse_generate_chance(random, at_home))
        area = copse_random_below(random, g->n_areas);
    int32_t best = -1;
    int best_fit = -1;
    for (int k = 0; k < tries; k++) {
        int32_t c = draw_community(g, random, (size_t)t->trust, area);
        int score = c < 0 ? -1 : fit(g, c, topics, n, t->site);
        if (score > best_fit) {
            best = c;
            best_fit = score;
        }
    }
    return best;
}

typedef struct taken {
    copse_generate_seat *out;
    size_t n;
} taken;

static bool has_seat(const taken *r, int32_t community)
{
    for (size_t k = 0; k < r->n; k++)
        if (r->out[k].community == community)
            return true;
    return false;
}

/* Dates, and for one in a hundred an earlier stint. Who leaves the trust leaves its CoPs. */
static void take(taken *r, const copse_generate *g, size_t member, int32_t community,
                 copse_random *random)
{
    static const char *const roles[] = {"member", "core", "lead"};
    static const int role_percent[] = {84, 12, 4};
    const copse_generate_community *c = &g->communities[community];
    if (r->n + 2 > COPSE_GENERATE_SEATS_MAX)
        return;
    bool is_over = c->status == COPSE_COMMUNITY_CLOSED;
    bool is_still = is_over || c->status == COPSE_COMMUNITY_DORMANT;
    copse_day first = c->created > g->today - THREE_YEARS ? c->created : g->today - THREE_YEARS;
    copse_day since =
        copse_generate_day(random, first, is_still ? g->today - ASLEEP : g->today - 1);
    copse_day until = since + 30 + (copse_day)copse_random_below(random, 400);
    const char *role = roles[copse_generate_pick(random, role_percent, 3)];
    bool leaves = copse_generate_chance(random, 0.08);
    bool is_unknown = copse_generate_chance(random, 0.03);
    bool returns = copse_generate_chance(random, 0.01);

    if (is_over)
        until = copse_generate_day(random, since + 1, g->today - ASLEEP / 2);
    else if (g->members[member].is_leaver)
        until = copse_generate_day(random, since + 1, g->today);
    else if (!leaves)
        until = COPSE_DAY_UNKNOWN;
    if (returns && since > first + 100) {
        copse_day end = copse_generate_day(random, first + 30, since - 30);
        r->out[r->n++] = (copse_generate_seat){community, first, end, role};
    } else if (is_unknown) {
        since = COPSE_DAY_UNKNOWN;
    }
    r->out[r->n++] = (copse_generate_seat){community, since, until, role};
}

static void take_new(taken *r, const copse_generate *g, size_t member, int32_t community,
                     copse_random *random)
{
    if (community >= 0 && !has_seat(r, community))
        take(r, g, member, community, random);
}

/* Seats of the kind that everybody has: the team's favourite, then what fits. */
static void take_usual(taken *r, const copse_generate *g, size_t i, size_t wanted,
                       copse_random *random)
{
    const copse_generate_team *team = &g->teams[g->members[i].team];
    double kept =
        team->isolation == COPSE_PLANTED_ABSENT || team->isolation == COPSE_PLANTED_INWARD
            ? leak
            : 1.0;
    int32_t topics[COPSE_GENERATE_KNOWN_MAX];
    size_t n_topics = copse_generate_base_topics(topics, g, i), done = 0;

    if (copse_generate_chance(random, 0.6) && copse_generate_chance(random, kept)) {
        take_new(r, g, i, team->favourite, random);
        done++;
    }
    for (; done < wanted; done++) {
        int32_t c = -1;
        /* Whoever is in all that is near looks further. */
        for (int tries = 0; tries < 8 && (c < 0 || has_seat(r, c)); tries++)
            c = copse_generate_best_community(g, random, (size_t)g->members[i].team,
                                              tries ? 0.0 : 0.65, TRIES, topics, n_topics);
        if (copse_generate_chance(random, kept))
            take_new(r, g, i, c, random);
    }
}

/** Drop the held-out membership. */
static size_t without(copse_generate_seat *seats, size_t n, int32_t community)
{
    size_t kept = 0;
    for (size_t k = 0; k < n; k++)
        if (seats[k].community != community)
            seats[kept++] = seats[k];
    return kept;
}

size_t copse_generate_seats(copse_generate_seat out[COPSE_GENERATE_SEATS_MAX],
                            const copse_generate *g, size_t member)
{
    const copse_generate_member *m = &g->members[member];
    const copse_generate_team *team = &g->teams[m->team];
    double mean = g->options.memberships_per_member, some = mean < 1.1 ? 0.8 * mean : 0.88;
    taken r = {out, 0};
    if (m->is_blank)
        return 0;
    copse_random random = copse_generate_stream(g, COPSE_DRAW_SEATS, member);
    size_t wanted = copse_generate_chance(&random, some)
                        ? 1 + copse_generate_count(&random, mean / some - 1.0)
                        : 0;
    size_t most = g->n_ordinary / 2 < SEATS_DRAWN ? g->n_ordinary / 2 : SEATS_DRAWN;

    for (int32_t k = 0; team->own >= 0 && k < COPSE_GENERATE_OWN; k++)
        if (copse_generate_chance(&random, 0.9))
            take(&r, g, member, team->own + k, &random);
    if (wanted > 0)
        take_usual(&r, g, member, wanted < most ? wanted : most, &random);
    if (m->is_hidden)
        r.n = without(out, r.n, team->favourite);
    for (size_t k = 0, n = r.n; k < n; k++)
        if (g->communities[out[k].community].twin >= 0 && copse_generate_chance(&random, 0.75))
            take_new(&r, g, member, g->communities[out[k].community].twin, &random);
    if (g->n_private > 0 && team->isolation == COPSE_PLANTED_NONE &&
        copse_generate_chance(&random, 0.04))
        take(&r, g, member,
             (int32_t)(g->n_communities - 1 - copse_random_below(&random, g->n_private)), &random);
    return r.n;
}

copse_status copse_generate_write_memberships(const copse_generate *g, copse_generate_file *file,
                                              copse_error *err)
{
    for (size_t row = 0; row < g->n_staff; row++) {
        size_t i = copse_permutation_undo(&g->member_keys, row);
        copse_generate_seat seats[COPSE_GENERATE_SEATS_MAX];
        size_t n = copse_generate_seats(seats, g, i);
        copse_status status = copse_generate_tick(g, "memberships", row, g->n_staff, err);
        for (size_t k = 0; k < n && status == COPSE_OK; k++) {
            copse_generate_put_key(file, copse_generate_member_key(g, i));
            copse_generate_put_key(file,
                                   copse_generate_community_key(g, (size_t)seats[k].community));
            copse_generate_put(file, seats[k].role);
            copse_generate_put_day(file, seats[k].since);
            copse_generate_put_day(file, seats[k].until);
            status = copse_generate_end(file, err);
        }
        if (status != COPSE_OK)
            return status;
    }
    return COPSE_OK;
}
