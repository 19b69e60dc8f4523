/* Which memberships a round of `evaluate` hides, and the facts without them. */
#include "question/evaluate.h"

#include <stdlib.h>

/* Streams of the seed: each round and purpose draws its own numbers. */
enum { STREAM_HIDE = 1000, STREAM_FOLDS = 999 };

void copse_split_free(copse_split *split)
{
    copse_memory_free(split->hidden);
    copse_memory_free(split->memberships);
    copse_memory_free(split->expertises);
    *split = (copse_split){0};
}

static size_t shown_memberships(const copse_network *net, size_t member, int32_t *out)
{
    const copse_incidence *m = &net->member_communities;
    size_t n = 0;
    for (size_t i = m->start[member]; i < m->start[member + 1]; i++)
        if (!net->is_sensitive[m->column[i]])
            out[n++] = m->column[i];
    return n;
}

static void hide_one_each(copse_split *s, const copse_network *net, int32_t *joined, copse_random *random)
{
    for (size_t i = 0; i < net->facts->n_members; i++) {
        size_t n = shown_memberships(net, i, joined);
        if (n >= 2)
            s->hidden[s->n_hidden++] =
                (copse_hidden){(int32_t)i, joined[copse_random_below(random, n)]};
    }
}

static void hide_share(copse_split *s, const copse_network *net, int32_t *joined, double share,
                       copse_random *random)
{
    for (size_t i = 0; i < net->facts->n_members; i++) {
        size_t n = shown_memberships(net, i, joined);
        for (size_t j = 0; j < n; j++)
            if (copse_random_unit(random) < share)
                s->hidden[s->n_hidden++] = (copse_hidden){(int32_t)i, joined[j]};
    }
}

/* Every membership draws its fold from the same stream in every round, so each is hidden once. */
static void hide_fold(copse_split *s, const copse_network *net, int32_t *joined, int fold, int folds,
                      copse_random *random)
{
    for (size_t i = 0; i < net->facts->n_members; i++) {
        size_t n = shown_memberships(net, i, joined);
        for (size_t j = 0; j < n; j++)
            if (copse_random_below(random, (uint64_t)folds) == (uint64_t)fold)
                s->hidden[s->n_hidden++] = (copse_hidden){(int32_t)i, joined[j]};
    }
}

static bool is_hidden(const copse_split *s, copse_index member, copse_index community)
{
    size_t low = 0, high = s->n_hidden;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const copse_hidden *h = &s->hidden[middle];
        if (h->member < member || (h->member == member && h->community < community))
            low = middle + 1;
        else
            high = middle;
    }
    return low < s->n_hidden && s->hidden[low].member == member && s->hidden[low].community == community;
}

/* Joined on the day or later, of those that hold now and did not hold before. */
static void hide_later(copse_split *s, const copse_network *net, int32_t *joined,
                       const copse_network *before)
{
    for (size_t i = 0; i < net->facts->n_members; i++) {
        size_t n = shown_memberships(net, i, joined);
        for (size_t j = 0; j < n; j++)
            if (!copse_incidence_has(&before->member_communities, i, joined[j]))
                s->hidden[s->n_hidden++] = (copse_hidden){(int32_t)i, joined[j]};
    }
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

/* A topic that one CoP alone carries would give that CoP away. */
static bool gives_away(const copse_split *s, const copse_network *net, const copse_fact_expertise *e)
{
    const copse_incidence *t = &net->topic_communities;
    return copse_incidence_degree(t, (size_t)e->topic) == 1 &&
           is_hidden(s, e->member, t->column[t->start[e->topic]]);
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

static copse_status hide_by_time(copse_split *s, const copse_network *whole, int32_t *joined,
                                 copse_day day, const copse_context *ctx, copse_error *err)
{
    copse_context earlier = *ctx;
    copse_network *before = NULL;
    earlier.as_of = day - 1;
    copse_status st = copse_network_new(&before, whole->facts, &earlier, err);
    if (st != COPSE_OK)
        return st;
    hide_later(s, whole, joined, before);
    copse_network_free(before);
    s->train_as_of = day - 1;
    return COPSE_OK;
}

static copse_status choose_hidden(copse_split *s, const copse_network *whole,
                                  const copse_evaluate_options *options, int round, int rounds,
                                  copse_day split_day, const copse_context *ctx, copse_error *err)
{
    copse_status st = COPSE_OK;
    copse_random random;
    int32_t *joined = copse_memory_new(whole->facts->n_communities, sizeof *joined);
    s->hidden = copse_memory_new(whole->member_communities.start[whole->facts->n_members], sizeof *s->hidden);
    if (!joined || !s->hidden) {
        copse_memory_free(joined);
        return copse_error_nomem(err);
    }
    copse_random_seed(&random, ctx->seed, STREAM_HIDE + (uint64_t)round);
    switch (options->protocol) {
    case COPSE_LEAVE_ONE_OUT:
        hide_one_each(s, whole, joined, &random);
        break;
    case COPSE_HOLD_OUT:
        hide_share(s, whole, joined, options->share > 0.0 ? options->share : 0.2, &random);
        break;
    case COPSE_K_FOLD:
        copse_random_seed(&random, ctx->seed, STREAM_FOLDS);
        hide_fold(s, whole, joined, round, rounds, &random);
        break;
    case COPSE_BY_TIME:
        st = hide_by_time(s, whole, joined, split_day, ctx, err);
        break;
    }
    copse_memory_free(joined);
    return st;
}

copse_status copse_split_new(copse_split *out, const copse_network *whole,
                             const copse_evaluate_options *options, int round, int rounds,
                             copse_day split_day, const copse_context *ctx, copse_error *err)
{
    copse_split s = {.train = *whole->facts, .train_as_of = whole->as_of};
    copse_status st = choose_hidden(&s, whole, options, round, rounds, split_day, ctx, err);
    if (st == COPSE_OK && s.n_hidden == 0)
        st = copse_error_set(err, COPSE_E_DATA, NULL,
                             "import more memberships, or choose another protocol",
                             "no membership can be hidden by this protocol");
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

static int by_day(const void *a, const void *b)
{
    copse_day x = *(const copse_day *)a, y = *(const copse_day *)b;
    return (x > y) - (x < y);
}

copse_status copse_split_default_day(copse_day *out, const copse_network *whole, copse_error *err)
{
    const copse_facts *f = whole->facts;
    copse_day *days = copse_memory_new(f->n_memberships, sizeof *days);
    if (!days)
        return copse_error_nomem(err);
    size_t n = 0;
    for (size_t i = 0; i < f->n_memberships; i++) {
        const copse_fact_membership *m = &f->memberships[i];
        if (m->since != COPSE_DAY_UNKNOWN && copse_network_holds(whole, m->since, m->until))
            days[n++] = m->since;
    }
    qsort(days, n, sizeof *days, by_day);
    if (n >= 10)
        *out = days[n - n / 5];
    copse_memory_free(days);
    if (n < 10)
        return copse_error_set(err, COPSE_E_DATA, NULL,
                               "import memberships with a since column, or use --protocol leave-one-out",
                               "only %zu current memberships have a start date", n);
    return COPSE_OK;
}
