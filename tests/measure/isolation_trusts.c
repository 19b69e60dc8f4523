#include "isolation_trusts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"

enum { TEAMS = 120, COPS = 60, DIRECTORATES = 8, OWN = 2, MOST_TIES = 400000 };
enum { OPEN = 0, QUIET, ABSENT, INWARD };

/* What an isolated team keeps of its ties or seats. */
static const double LEAK = 0.1;

typedef struct person {
    size_t team;
    double reach, joining; /* how many ties and CoPs to expect */
} person;

typedef struct maker {
    trust_kind kind;
    copse_random random;
    size_t first[TEAMS + 1], directorate[TEAMS];
    int isolation[TEAMS];
    size_t own_of[TEAMS]; /* the first of its own CoPs, inward teams */
    double activity[TEAMS];
    person *people;
    size_t n_people, n_cops;
    double popularity[COPS];
    size_t cop_directorate[COPS];
} maker;

static double unit(maker *m)
{
    return copse_random_unit(&m->random);
}

static double normal(maker *m)
{
    return sqrt(-2.0 * log(1.0 - unit(m))) * cos(6.283185307179586 * unit(m));
}

/* Mean 1; as the mean of shape exponentials. */
static double gamma_of(maker *m, int shape)
{
    double sum = 0.0;
    for (int i = 0; i < shape; i++)
        sum -= log(1.0 - unit(m));
    return sum / shape;
}

static size_t poisson(maker *m, double mean)
{
    double limit = exp(-mean), product = unit(m);
    size_t n = 0;
    while (product > limit) {
        product *= unit(m);
        n++;
    }
    return n;
}

static void make_teams(maker *m)
{
    for (size_t t = 0; t < TEAMS; t++) {
        double size = round(exp(log(11.0) + 0.7 * normal(m)));
        m->first[t + 1] = m->first[t] + (size_t)fmin(fmax(size, 3.0), 60.0);
        m->directorate[t] = t * DIRECTORATES / TEAMS;
    }
    m->n_people = m->first[TEAMS];
    double of_directorate[DIRECTORATES];
    for (size_t d = 0; d < DIRECTORATES; d++)
        of_directorate[d] = m->kind == TRUST_DIRECTORATES ? gamma_of(m, 12) : 1.0;
    for (size_t t = 0; t < TEAMS; t++)
        m->activity[t] = gamma_of(m, m->kind == TRUST_HETEROGENEOUS ? 4 : 10) *
                         of_directorate[m->directorate[t]];
}

static void make_people(maker *m)
{
    m->people = calloc(m->n_people, sizeof *m->people);
    for (size_t t = 0; t < TEAMS; t++)
        for (size_t i = m->first[t]; i < m->first[t + 1]; i++) {
            double own = m->kind == TRUST_HETEROGENEOUS ? exp(0.8 * normal(m) - 0.32) : gamma_of(m, 3);
            m->people[i] = (person){t, 1.3 * m->activity[t] * own, 2.0 * m->activity[t] * gamma_of(m, 3)};
        }
}

static void make_cops(maker *m)
{
    double sum = 0.0;
    for (size_t c = 0; c < COPS; c++) {
        m->popularity[c] = 1.0 / (double)(c + 3);
        m->cop_directorate[c] = copse_random_below(&m->random, DIRECTORATES);
        sum += m->popularity[c];
    }
    for (size_t c = 0; c < COPS; c++)
        m->popularity[c] /= sum;
}

static void plant(maker *m, size_t n_isolated)
{
    m->n_cops = COPS;
    for (size_t k = 0; k < n_isolated;) {
        size_t t = copse_random_below(&m->random, TEAMS);
        if (m->isolation[t] != OPEN || m->first[t + 1] - m->first[t] < 5)
            continue;
        m->isolation[t] = (int)(QUIET + k++ % 3);
        if (m->isolation[t] == INWARD) {
            m->own_of[t] = m->n_cops;
            m->n_cops += OWN;
        }
    }
}

/* Somebody of another team; of the directorate, four times in five, where that matters. */
static size_t partner(maker *m, size_t i)
{
    size_t team = m->people[i].team;
    bool near = m->kind == TRUST_DIRECTORATES && unit(m) < 0.8;
    for (;;) {
        size_t j = copse_random_below(&m->random, m->n_people);
        size_t other = m->people[j].team;
        if (other != team && (!near || m->directorate[other] == m->directorate[team]))
            return j;
    }
}

static int by_pair(const void *a, const void *b)
{
    return memcmp(a, b, 2 * sizeof(uint32_t));
}

static void count_ties(trust *t, maker *m)
{
    uint32_t(*pair)[2] = calloc(MOST_TIES, sizeof *pair);
    size_t n = 0;
    for (size_t i = 0; i < m->n_people; i++)
        for (size_t k = poisson(m, m->people[i].reach); k > 0 && n < MOST_TIES; k--) {
            size_t j = partner(m, i);
            bool is_quiet = m->isolation[m->people[i].team] == QUIET ||
                            m->isolation[m->people[j].team] == QUIET;
            if (is_quiet && unit(m) > LEAK)
                continue;
            pair[n][0] = (uint32_t)(i < j ? i : j);
            pair[n++][1] = (uint32_t)(i < j ? j : i);
        }
    qsort(pair, n, sizeof *pair, by_pair);
    for (size_t k = 0; k < n; k++)
        if (k == 0 || by_pair(pair[k - 1], pair[k]) != 0)
            for (int end = 0; end < 2; end++)
                t->ties[m->people[pair[k][end]].team] += 1.0;
    free(pair);
}

static int32_t cop_for(maker *m, size_t team)
{
    if (m->isolation[team] == INWARD && unit(m) > LEAK)
        return (int32_t)(m->own_of[team] + copse_random_below(&m->random, OWN));
    for (;;) {
        double at = unit(m);
        size_t c = 0;
        while (c + 1 < COPS && at >= m->popularity[c])
            at -= m->popularity[c++];
        /* Teams lean to some CoPs: the same third of them for all in a team. */
        bool leans = (c * 7 + team * 13) % 3 == 0 || unit(m) < 0.5;
        bool fits = m->kind != TRUST_DIRECTORATES || m->cop_directorate[c] == m->directorate[team] ||
                    unit(m) < 0.15;
        if (leans && fits)
            return (int32_t)c;
    }
}

static void make_seats(trust *t, maker *m)
{
    size_t n = 0, most = 40 * m->n_people;
    int32_t *row = calloc(most, sizeof *row), *column = calloc(most, sizeof *column);
    for (size_t i = 0; i < m->n_people; i++) {
        size_t team = m->people[i].team;
        double leak = m->isolation[team] == ABSENT ? LEAK : 1.0;
        for (size_t k = poisson(m, m->people[i].joining * leak); k > 0 && n < most; k--) {
            row[n] = (int32_t)i;
            column[n++] = cop_for(m, team);
        }
    }
    if (copse_incidence_new(&t->joined, m->n_people, m->n_cops, n, row, column, NULL, NULL) != COPSE_OK)
        abort();
    free(row);
    free(column);
}

static void count_seats(trust *t)
{
    copse_context ctx = COPSE_CONTEXT_INIT;
    if (copse_measure_bridging(t->bridging, &t->joined, &t->units, &ctx, NULL) != COPSE_OK)
        abort();
    for (size_t u = 0; u < t->n_teams; u++) {
        t->seats[u] = 0.0;
        for (size_t k = t->units.start[u]; k < t->units.start[u + 1]; k++)
            t->seats[u] += (double)copse_incidence_degree(&t->joined, (size_t)t->units.column[k]);
    }
}

trust trust_make(trust_kind kind, size_t n_isolated, uint64_t seed)
{
    maker m = {.kind = kind};
    trust t = {.n_teams = TEAMS};
    copse_random_seed(&m.random, seed, 100 + (uint64_t)kind);
    make_teams(&m);
    make_people(&m);
    make_cops(&m);
    plant(&m, n_isolated);
    t.n_people = m.n_people;
    t.n_cops = m.n_cops;
    t.staff = calloc(TEAMS, sizeof *t.staff);
    t.ties = calloc(TEAMS, sizeof *t.ties);
    t.seats = calloc(TEAMS, sizeof *t.seats);
    t.is_missing = calloc(TEAMS, sizeof *t.is_missing);
    t.is_isolated = calloc(TEAMS, sizeof *t.is_isolated);
    t.bridging = calloc(TEAMS, sizeof *t.bridging);
    int32_t *row = calloc(m.n_people, sizeof *row), *column = calloc(m.n_people, sizeof *column);
    for (size_t i = 0; i < m.n_people; i++) {
        row[i] = (int32_t)m.people[i].team;
        column[i] = (int32_t)i;
        t.staff[row[i]] += 1.0;
    }
    if (copse_incidence_new(&t.units, TEAMS, m.n_people, m.n_people, row, column, NULL, NULL) != COPSE_OK)
        abort();
    for (size_t u = 0; u < TEAMS; u++)
        t.is_isolated[u] = m.isolation[u] != OPEN;
    count_ties(&t, &m);
    make_seats(&t, &m);
    count_seats(&t);
    free(row);
    free(column);
    free(m.people);
    return t;
}

void trust_thin(trust *t, double share, uint64_t seed)
{
    copse_random random;
    copse_random_seed(&random, seed, 7);
    copse_incidence *joined = &t->joined;
    size_t at = 0, from = 0;
    for (size_t i = 0; i < joined->n_rows; i++) {
        size_t past = joined->start[i + 1];
        for (size_t k = from; k < past; k++)
            if (copse_random_unit(&random) >= share)
                joined->column[at++] = joined->column[k];
        from = past;
        joined->start[i + 1] = at;
    }
    count_seats(t);
}

copse_unit_counts trust_counts(const trust *t)
{
    double *size = calloc(t->n_cops, sizeof *size), largest = 0.0;
    for (size_t k = 0; k < t->joined.start[t->joined.n_rows]; k++)
        largest = fmax(largest, size[t->joined.column[k]] += 1.0);
    free(size);
    return (copse_unit_counts){.n_units = t->n_teams,
                               .staff = t->staff,
                               .ties = t->ties,
                               .seats = t->seats,
                               .bridging = t->bridging,
                               .largest_cop = largest,
                               .is_missing = t->is_missing};
}

void trust_free(trust *t)
{
    copse_incidence_free(&t->joined);
    copse_incidence_free(&t->units);
    free(t->staff);
    free(t->ties);
    free(t->seats);
    free(t->is_missing);
    free(t->is_isolated);
    free(t->bridging);
}
