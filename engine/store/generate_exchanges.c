/* Who asked, answered, attended and shared. */
#include "store/generate_internal.h"

enum { YEAR_AND_A_HALF = 540, ASLEEP = 400 };

/** One row; -1 and COPSE_DAY_UNKNOWN where there is nothing. */
typedef struct exchange {
    copse_exchange_kind kind;
    size_t from;
    int64_t to_member, to_community, topic, project, settles;
    copse_day on, due;
    const char *note;
} exchange;

typedef struct sheet {
    const copse_generate *g;
    copse_generate_file *file;
    int64_t n; /**< rows so far */
} sheet;

static copse_status write_exchange(sheet *s, const exchange *x, copse_error *err)
{
    const copse_generate *g = s->g;
    copse_generate_key none = {""};
    copse_generate_put_key(s->file, copse_generate_exchange_key(g, (uint64_t)s->n++));
    copse_generate_put_key(s->file, copse_generate_member_key(g, x->from));
    copse_generate_put_key(
        s->file, x->to_member < 0 ? none : copse_generate_member_key(g, (size_t)x->to_member));
    copse_generate_put_key(s->file, x->to_community < 0
                                        ? none
                                        : copse_generate_community_key(g, (size_t)x->to_community));
    copse_generate_put(s->file, copse_exchange_kind_name(x->kind));
    copse_generate_put_day(s->file, x->on);
    copse_generate_put_key(s->file,
                           x->topic < 0 ? none : copse_generate_topic_key(g, (size_t)x->topic));
    copse_generate_put_key(
        s->file, x->project < 0 ? none : copse_generate_project_key(g, (size_t)x->project));
    copse_generate_put(s->file, x->note);
    copse_generate_put_day(s->file, x->due);
    copse_generate_put_key(
        s->file, x->settles < 0 ? none : copse_generate_exchange_key(g, (uint64_t)x->settles));
    return copse_generate_end(s->file, err);
}

/* What a member did in one CoP, while in it and while it was awake. */
static copse_status write_in_community(sheet *s, size_t i, const copse_generate_seat *seat,
                                       copse_random *random, copse_error *err)
{
    static const char *const notes[] = {"slides and a checklist", "what we would do differently",
                                        "our protocol, please reuse it",
                                        "results of the first month"};
    const copse_generate *g = s->g;
    const copse_generate_community *c = &g->communities[seat->community];
    bool is_still = c->status == COPSE_COMMUNITY_DORMANT || c->status == COPSE_COMMUNITY_CLOSED;
    copse_day to = is_still ? g->today - ASLEEP : g->today - 1, from = g->today - YEAR_AND_A_HALF;
    if (seat->since != COPSE_DAY_UNKNOWN && seat->since > from)
        from = seat->since;
    if (seat->until != COPSE_DAY_UNKNOWN && seat->until - 1 < to)
        to = seat->until - 1;
    if (to <= from)
        return COPSE_OK;

    size_t project = (size_t)g->members[i].team / 2;
    bool has_project = g->members[i].team % 2 == 0 && project < g->n_projects;
    exchange x = {COPSE_EXCHANGE_ATTENDED, i, -1, seat->community, c->topics[0], -1, -1, 0,
                  COPSE_DAY_UNKNOWN,       ""};
    copse_status status = COPSE_OK;
    size_t times = copse_generate_chance(random, 0.4) ? 1 + copse_random_below(random, 3) : 0;
    for (; times > 0 && status == COPSE_OK; times--) {
        x.on = copse_generate_day(random, from, to);
        status = write_exchange(s, &x, err);
    }
    if (status == COPSE_OK && copse_generate_chance(random, 0.15)) {
        x.kind = COPSE_EXCHANGE_SHARED;
        x.on = copse_generate_day(random, from, to);
        x.note = notes[copse_random_below(random, 4)];
        status = write_exchange(s, &x, err);
    }
    if (status == COPSE_OK && has_project && copse_generate_chance(random, 0.1)) {
        x.kind =
            copse_generate_chance(random, 0.7) ? COPSE_EXCHANGE_UPDATE : COPSE_EXCHANGE_DEBRIEF;
        x.on = copse_generate_day(random, from, to);
        x.note = x.kind == COPSE_EXCHANGE_UPDATE ? "where we are" : "what we learned";
        x.project = (int64_t)project;
        status = write_exchange(s, &x, err);
    }
    return status;
}

/* Half of the questions stay in the team; seven in ten are answered. */
static copse_status write_question(sheet *s, size_t i, copse_random *random, copse_error *err)
{
    const copse_generate *g = s->g;
    const copse_generate_team *team = &g->teams[g->members[i].team];
    size_t other = (size_t)team->first + copse_random_below(random, (uint64_t)team->size);
    if (copse_generate_chance(random, 0.5)) {
        size_t distance = copse_generate_other(g, i, random);
        other = (i + distance) % g->n_staff;
        if (distance == 0 || !copse_generate_reaches(g, i, other, random))
            return COPSE_OK;
    }
    if (other == i || !copse_generate_is_here(g, other))
        return COPSE_OK;

    int32_t topics[COPSE_GENERATE_KNOWN_MAX];
    size_t n = copse_generate_base_topics(topics, g, other);
    int64_t topic = n ? topics[copse_random_below(random, n)] : -1, asked = s->n;
    double u = copse_random_unit(random);
    copse_day on = g->today - 1 - (copse_day)(YEAR_AND_A_HALF * (u * u));
    exchange x = {COPSE_EXCHANGE_ASKED, i, (int64_t)other, -1, topic, -1, -1, on,
                  COPSE_DAY_UNKNOWN,    ""};
    if (copse_generate_chance(random, 0.25))
        x.due = on + 14;
    copse_status status = write_exchange(s, &x, err);
    copse_day answered = on + (copse_day)copse_random_below(random, 21);
    if (status != COPSE_OK || answered >= g->today || !copse_generate_chance(random, 0.7))
        return status;
    x = (exchange){COPSE_EXCHANGE_ANSWERED, other, (int64_t)i, -1, topic, -1, asked, answered,
                   COPSE_DAY_UNKNOWN,       ""};
    return write_exchange(s, &x, err);
}

copse_status copse_generate_write_exchanges(const copse_generate *g, copse_generate_file *file,
                                            copse_error *err)
{
    sheet s = {g, file, 0};
    for (size_t row = 0; row < g->n_staff; row++) {
        size_t i = copse_permutation_undo(&g->member_keys, row);
        copse_status status = copse_generate_tick(g, "exchanges", row, g->n_staff, err);
        if (status == COPSE_OK && !copse_generate_is_here(g, i))
            continue;
        copse_random random = copse_generate_stream(g, COPSE_DRAW_EXCHANGES, i);
        copse_generate_seat seats[COPSE_GENERATE_SEATS_MAX];
        size_t n = copse_generate_seats(seats, g, i);
        for (size_t k = 0; k < n && status == COPSE_OK; k++)
            status = write_in_community(&s, i, &seats[k], &random, err);
        for (size_t k = copse_generate_count(&random, 0.6); k > 0 && status == COPSE_OK; k--)
            status = write_question(&s, i, &random, err);
        if (status != COPSE_OK)
            return status;
    }
    return COPSE_OK;
}
