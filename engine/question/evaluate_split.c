/* Which memberships a round of `evaluate` hides, and the facts without them. */
#include "question/evaluate.h"

#include <math.h>
#include <stdlib.h>

/* Streams of the seed: each round and purpose draws its own numbers. */
enum { STREAM_HIDE = 1000, STREAM_FOLDS = 999 };

static const double share_hidden = 0.2;

void copse_split_free(copse_split *split)
{
    copse_memory_free(split->hidden);
    copse_memory_free(split->memberships);
    copse_memory_free(split->expertises);
    *split = (copse_split){0};
}

/* ---- what is hidden ---- */

static void hide(copse_split *s, int32_t member, int32_t community)
{
    s->hidden[s->n_hidden++] = (copse_hidden){member, community};
}

static int by_member_and_community(const void *a, const void *b)
{
    const copse_hidden *x = a, *y = b;
    int members = (x->member > y->member) - (x->member < y->member);
    return members != 0 ? members : (x->community > y->community) - (x->community < y->community);
}

static void hide_one_each(copse_split *s, const copse_hideable *h, copse_random *random)
{
    for (size_t i = 0; i < h->n_members; i++) {
        size_t n = h->start[i + 1] - h->start[i];
        if (n >= 2)
            hide(s, h->member[i], h->community[h->start[i] + copse_random_below(random, n)]);
    }
}

/*
 * All memberships in a random order, of which one part is hidden: each fold, or
 * the first share. Parts differ by at most one membership in size.
 */
static copse_status hide_part(copse_split *s, const copse_hideable *h, copse_random *random, size_t first,
                              size_t step, size_t most, copse_error *err)
{
    size_t n = h->start[h->n_members];
    int64_t *order = copse_memory_new(n, sizeof *order);
    int32_t *member_of = copse_memory_new(n, sizeof *member_of);
    copse_status st = order && member_of ? COPSE_OK : copse_error_nomem(err);
    if (st == COPSE_OK) {
        for (size_t i = 0; i < h->n_members; i++)
            for (size_t k = h->start[i]; k < h->start[i + 1]; k++) {
                order[k] = (int64_t)k;
                member_of[k] = h->member[i];
            }
        copse_random_shuffle(random, order, n);
        for (size_t i = first; i < n && s->n_hidden < most; i += step)
            hide(s, member_of[order[i]], h->community[order[i]]);
    }
    copse_memory_free(order);
    copse_memory_free(member_of);
    return st;
}

/* Those that hold now and did not hold on the day before the split. */
static copse_status hide_later(copse_split *s, const copse_network *whole, const copse_hideable *h,
                               copse_day day, const copse_context *ctx, copse_error *err)
{
    copse_context earlier = *ctx;
    copse_network *before = NULL;
    earlier.as_of = s->train_as_of = day - 1;
    copse_status st = copse_network_new(&before, whole->facts, &earlier, err);
    if (st != COPSE_OK)
        return st;
    for (size_t i = 0; i < h->n_members; i++)
        for (size_t k = h->start[i]; k < h->start[i + 1]; k++)
            if (!copse_incidence_has(&before->member_communities, (size_t)h->member[i], h->community[k]))
                hide(s, h->member[i], h->community[k]);
    copse_network_free(before);
    return COPSE_OK;
}

static copse_status choose_hidden(copse_split *s, const copse_network *whole, const copse_hideable *h,
                                  const copse_evaluate_options *options, int round, int rounds,
                                  const copse_context *ctx, copse_error *err)
{
    copse_status st = COPSE_OK;
    copse_random random;
    size_t n = h->start[h->n_members];
    double share = options->share > 0.0 ? options->share : share_hidden;
    s->hidden = copse_memory_new(n, sizeof *s->hidden);
    if (!s->hidden)
        return copse_error_nomem(err);
    copse_random_seed(&random, ctx->seed, STREAM_HIDE + (uint64_t)round);
    switch (options->protocol) {
    case COPSE_LEAVE_ONE_OUT:
        hide_one_each(s, h, &random);
        break;
    case COPSE_HOLD_OUT:
        st = hide_part(s, h, &random, 0, 1, (size_t)ceil(share * (double)n), err);
        break;
    case COPSE_K_FOLD:
        copse_random_seed(&random, ctx->seed, STREAM_FOLDS); /* the same order in every round */
        st = hide_part(s, h, &random, (size_t)round, (size_t)rounds, n, err);
        break;
    case COPSE_BY_TIME:
        st = hide_later(s, whole, h, options->split, ctx, err);
        break;
    }
    qsort(s->hidden, s->n_hidden, sizeof *s->hidden, by_member_and_community);
    return st;
}

/* ---- what remains ---- */

static bool is_hidden(const copse_split *s, copse_index member, copse_index community)
{
    const copse_hidden wanted = {(int32_t)member, (int32_t)community};
    return bsearch(&wanted, s->hidden, s->n_hidden, sizeof wanted, by_member_and_community) != NULL;
}

static copse_status drop_memberships(copse_split *s, const copse_facts *f, copse_error *err)
{
    s->memberships = copse_memory_new(f->n_memberships, sizeof *s->memberships);
    if (!s->memberships)
        return copse_error_nomem(err);
    size_t n = 0;
    for (size_t i = 0; i < f->n_memberships; i++)
        if (!is_hidden(s, f->memberships[i].member, f->memberships[i].community))
            s->memberships[n++] = f->memberships[i];
    s->train.memberships = s->memberships;
    s->train.n_memberships = n;
    return COPSE_OK;
}

/* A topic that no CoP carries but those that are hidden from this member would give them away. */
static bool gives_away(const copse_split *s, const copse_network *net, const copse_fact_expertise *e)
{
    const copse_incidence *t = &net->topic_communities;
    for (size_t k = t->start[e->topic]; k < t->start[e->topic + 1]; k++)
        if (!is_hidden(s, e->member, t->column[k]))
            return false;
    return copse_incidence_degree(t, (size_t)e->topic) > 0;
}

static copse_status drop_expertise(copse_split *s, const copse_network *net, copse_error *err)
{
    const copse_facts *f = net->facts;
    s->expertises = copse_memory_new(f->n_expertises, sizeof *s->expertises);
    if (!s->expertises)
        return copse_error_nomem(err);
    size_t n = 0;
    for (size_t i = 0; i < f->n_expertises; i++)
        if (!gives_away(s, net, &f->expertises[i]))
            s->expertises[n++] = f->expertises[i];
    s->n_dropped_expertise = f->n_expertises - n;
    s->train.expertises = s->expertises;
    s->train.n_expertises = n;
    return COPSE_OK;
}

static copse_status check_hidden(const copse_split *s, const copse_hideable *h,
                                 const copse_evaluate_options *options, int rounds, copse_error *err)
{
    size_t n = h->start[h->n_members];
    if (options->protocol == COPSE_K_FOLD && (size_t)rounds > n)
        return copse_error_set(err, COPSE_E_DATA, NULL, "take fewer folds (--rounds), or import more memberships",
                               "%zu memberships do not make %d folds", n, rounds);
    if (s->n_hidden == 0)
        return copse_error_set(err, COPSE_E_DATA, NULL, "import more memberships, or choose another protocol",
                               "no membership can be hidden by this protocol");
    if (s->n_hidden == n)
        return copse_error_set(err, COPSE_E_DATA, NULL,
                               "import more memberships, or choose another protocol or a later day",
                               "this protocol hides every membership: nothing is left to learn from");
    return COPSE_OK;
}

copse_status copse_split_new(copse_split *out, const copse_network *whole, const copse_hideable *hideable,
                             const copse_evaluate_options *options, int round, int rounds,
                             const copse_context *ctx, copse_error *err)
{
    copse_split s = {.train = *whole->facts, .train_as_of = whole->as_of};
    copse_status st = choose_hidden(&s, whole, hideable, options, round, rounds, ctx, err);
    if (st == COPSE_OK)
        st = check_hidden(&s, hideable, options, rounds, err);
    if (st == COPSE_OK)
        st = drop_memberships(&s, whole->facts, err);
    if (st == COPSE_OK)
        st = drop_expertise(&s, whole, err);
    if (st != COPSE_OK) {
        copse_split_free(&s);
        return st;
    }
    *out = s;
    return COPSE_OK;
}

/* ---- by time ---- */

static int by_day(const void *a, const void *b)
{
    copse_day x = *(const copse_day *)a, y = *(const copse_day *)b;
    return (x > y) - (x < y);
}

static size_t list_days(copse_day *days, const copse_network *whole)
{
    const copse_facts *f = whole->facts;
    size_t n = 0;
    for (size_t i = 0; i < f->n_memberships; i++) {
        const copse_fact_membership *m = &f->memberships[i];
        if (m->since != COPSE_DAY_UNKNOWN && copse_network_holds(whole, m->since, m->until))
            days[n++] = m->since;
    }
    qsort(days, n, sizeof *days, by_day);
    return n;
}

/* The first day of the last fifth; where that is the first day of all, the next later one. */
static copse_day day_of_a_fifth(const copse_day *days, size_t n)
{
    size_t at = n - (size_t)ceil(share_hidden * (double)n);
    while (at < n - 1 && days[at] == days[0])
        at++;
    return days[at];
}

copse_status copse_split_day(copse_day *out, const copse_network *whole, copse_day asked, copse_error *err)
{
    copse_status st = COPSE_OK;
    char last[16] = "";
    copse_day *days = copse_memory_new(whole->facts->n_memberships, sizeof *days);
    if (!days)
        return copse_error_nomem(err);
    size_t n = list_days(days, whole);
    copse_day day = asked != COPSE_DAY_UNKNOWN || n == 0 ? asked : day_of_a_fifth(days, n);
    if (n > 0)
        copse_day_format(last, days[n - 1]);
    if (n == 0)
        st = copse_error_set(err, COPSE_E_DATA, NULL,
                             "import memberships with a since column, or use --protocol leave-one-out",
                             "no current membership has a start date to split by");
    else if (asked == COPSE_DAY_UNKNOWN && days[0] == days[n - 1])
        st = copse_error_set(err, COPSE_E_DATA, NULL, "use --protocol leave-one-out",
                             "all current memberships that have a start date began on %s: no day splits them",
                             last);
    else if (day > days[n - 1])
        st = copse_error_set(err, COPSE_E_DATA, "--since", "give an earlier day",
                             "no current membership began on that day or later; the last began on %s", last);
    copse_memory_free(days);
    if (st == COPSE_OK)
        *out = day;
    return st;
}
