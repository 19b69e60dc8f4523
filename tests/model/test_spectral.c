/* What is common to many members, against circles of which it is known; and the weights, against plain loops. */
#include "model/random_org.h"

#include <stdlib.h>

#include "model/record.h"
#include "model/spectrum.h"
#include "network/network.h"

enum { CIRCLES = 16, PER_CIRCLE = 4, CIRCLE_COPS = CIRCLES * PER_CIRCLE, SEEDS = 3 };

/*
 * Circles that share nobody, of four CoPs: four members who leave out one of them each, and in circle i another
 * i % 3 who are in the first two. P has the eigenvalue 1 once for each circle, with sqrt(size) for its vector; within
 * a circle of four members the others are 1/9, for P = I/9 + 2/9 11ᵀ, and in the other circles less than 0.3.
 */
enum { MOST_MEMBERS = CIRCLES * 6 };

typedef struct circles {
    copse_facts facts;
    char keys[MOST_MEMBERS + CIRCLE_COPS][8];
    copse_fact_member members[MOST_MEMBERS];
    copse_fact_community communities[CIRCLE_COPS];
    copse_fact_membership memberships[3 * MOST_MEMBERS];
    double size[CIRCLE_COPS];
} circles;

static void join(circles *o, size_t member, size_t community)
{
    o->memberships[o->facts.n_memberships++] = (copse_fact_membership){.member = (copse_index)member,
                                                                       .community = (copse_index)community,
                                                                       .since = COPSE_DAY_UNKNOWN,
                                                                       .until = COPSE_DAY_UNKNOWN};
    o->size[community] += 1.0;
}

/* One who is in the CoPs from first on, n of them, but for one. */
static void add_member(circles *o, size_t first, size_t n, size_t left_out)
{
    size_t m = o->facts.n_members++;
    for (size_t c = 0; c < n; c++)
        if (c != left_out)
            join(o, m, first + c);
}

static void draw_circles(circles *o)
{
    *o = (circles){.facts = {.n_communities = CIRCLE_COPS}};
    for (size_t i = 0; i < MOST_MEMBERS + CIRCLE_COPS; i++)
        snprintf(o->keys[i], sizeof o->keys[i], "k%04zu", i);
    for (size_t m = 0; m < MOST_MEMBERS; m++)
        o->members[m].key = o->keys[m];
    for (size_t c = 0; c < CIRCLE_COPS; c++)
        o->communities[c] = (copse_fact_community){
            .key = o->keys[MOST_MEMBERS + c], .site = COPSE_NONE, .sensitive = COPSE_SENSITIVE_NO};
    for (size_t i = 0; i < CIRCLES; i++) {
        for (size_t c = 0; c < PER_CIRCLE; c++)
            add_member(o, i * PER_CIRCLE, PER_CIRCLE, c);
        for (size_t more = 0; more < i % 3; more++)
            add_member(o, i * PER_CIRCLE, 2, PER_CIRCLE);
    }
    o->facts.members = o->members;
    o->facts.communities = o->communities;
    o->facts.memberships = o->memberships;
}

/* By hand: Q Qᵀ and P Q Qᵀ P are sqrt(n_j n_c) / Σ n within a circle, 0 between two. */
static void test_spectrum__of_circles_is_a_column_for_each(void **state)
{
    (void)state;
    static circles o;
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_network *net = NULL;
    copse_design *design = NULL;
    copse_spectrum *s = NULL;
    draw_circles(&o);
    assert_ok(copse_network_new(&net, &o.facts, &ctx, NULL));
    assert_ok(copse_design_new(&design, net, NULL));
    assert_ok(copse_spectrum_new(&s, design, COPSE_SPECTRUM_MOST, &ctx, NULL));
    assert_int_equal(s->n_columns, CIRCLES);
    for (size_t j = 0; j < CIRCLE_COPS; j++)
        for (size_t c = 0; c < CIRCLE_COPS; c++) {
            size_t circle = j / PER_CIRCLE * PER_CIRCLE;
            double all = o.size[circle] + o.size[circle + 1] + o.size[circle + 2] + o.size[circle + 3];
            double should = c / PER_CIRCLE == j / PER_CIRCLE ? sqrt(o.size[j] * o.size[c]) / all : 0.0;
            const float *low = s->low, *passed = s->passed;
            size_t n = s->n_columns;
            assert_close((double)copse_spectrum_dot(low + j * n, low + c * n, n), should, 0.01);
            assert_close((double)copse_spectrum_dot(passed + j * n, passed + c * n, n), should, 0.01);
        }
    copse_spectrum_free(s);
    copse_design_free(design);
    copse_network_free(net);
}

typedef struct fitted {
    random_org org;
    copse_network *net;
    copse_design *design;
    copse_spectrum *spectrum;
    copse_model *model;
    /* dense, in the design's order */
    double in[ORG_MEMBERS][ORG_COMMUNITIES], size[ORG_COMMUNITIES], degree[ORG_MEMBERS];
} fitted;

static void fit(fitted *f, uint64_t seed, const copse_recipe *recipe)
{
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_choice choice = {.n = 1, .setting[0].recipe = *recipe};
    *f = (fitted){0};
    org_draw(&f->org, seed, false);
    assert_ok(copse_network_new(&f->net, &f->org.facts, &ctx, NULL));
    assert_ok(copse_design_new(&f->design, f->net, NULL));
    assert_ok(copse_spectrum_new(&f->spectrum, f->design, COPSE_SPECTRUM_MOST, &ctx, NULL));
    assert_ok(copse_record_fit(&f->model, copse_kind_find("spectral"), f->design, &choice, NULL, 0, &ctx, NULL));
    for (size_t i = 0; i < f->org.facts.n_memberships; i++)
        for (size_t m = 0; m < f->design->n_members; m++)
            for (size_t c = 0; c < f->design->n_targets; c++)
                if (f->org.memberships[i].member == f->design->member[m] &&
                    f->org.memberships[i].community == f->design->target[c])
                    f->in[m][c] = 1.0;
    for (size_t m = 0; m < f->design->n_members; m++)
        for (size_t c = 0; c < f->design->n_targets; c++) {
            f->size[c] += f->in[m][c];
            f->degree[m] += f->in[m][c];
        }
}

static void forget(fitted *f)
{
    copse_model_free(f->model);
    copse_spectrum_free(f->spectrum);
    copse_design_free(f->design);
    copse_network_free(f->net);
}

enum { WALK, LOW, BLUR, N_PARTS };

static double product(const float *rows, size_t columns, size_t j, size_t c)
{
    double sum = 0.0;
    for (size_t k = 0; k < columns; k++)
        sum += (double)rows[j * columns + k] * (double)rows[c * columns + k];
    return sum;
}

/* Whether the two share a member, and then the three parts. */
static bool parts_of(double part[N_PARTS], const fitted *f, const copse_recipe *r, size_t j, size_t c)
{
    double walk = 0.0;
    for (size_t m = 0; m < f->design->n_members; m++)
        if (f->in[m][j] * f->in[m][c] > 0.0)
            walk += pow(f->degree[m], -r->walk_power);
    if (walk == 0.0 || j == c)
        return false;
    part[WALK] = walk * pow(f->size[j], -r->walk_start) * pow(f->size[c], -r->walk_penalty);
    part[LOW] = product(f->spectrum->low, f->spectrum->n_columns, j, c) * sqrt(f->size[c] / f->size[j]);
    part[BLUR] = product(f->spectrum->passed, f->spectrum->n_columns, j, c);
    return true;
}

static double weight_of(const fitted *f, size_t j, size_t c)
{
    const copse_model_row *row =
        copse_model_find_row(f->model, COPSE_REASON_COMMUNITY, copse_design_target_key(f->design, j));
    for (size_t i = 0; row && i < row->n; i++)
        if ((size_t)row->target[i] == c)
            return (double)row->weight[i];
    return 0.0;
}

/* The scale is taken from the largest weight, which is exact to half a unit. */
static void check(const copse_recipe *r, uint64_t seed)
{
    static fitted f;
    static double should[ORG_COMMUNITIES][ORG_COMMUNITIES];
    double part[N_PARTS], squares[N_PARTS] = {0}, pairs = 0.0, scale = 0.0, largest = 0.0;
    size_t n_telling = 0;
    fit(&f, seed, r);
    size_t n = f.design->n_targets;
    for (size_t j = 0; j < n; j++)
        for (size_t c = 0; c < n; c++) {
            bool is_pair = parts_of(part, &f, r, j, c);
            for (int k = 0; is_pair && k < N_PARTS; k++)
                squares[k] += f.size[j] * part[k] * part[k];
            pairs += is_pair ? f.size[j] : 0.0;
        }
    const double times[N_PARTS] = {1.0, r->low_pass, -r->sharpening};
    for (size_t j = 0; j < n; j++)
        for (size_t c = 0; c < n; c++) {
            bool is_pair = parts_of(part, &f, r, j, c);
            should[j][c] = 0.0;
            for (int k = 0; is_pair && k < N_PARTS; k++)
                should[j][c] += times[k] * part[k] / sqrt(squares[k] / pairs);
            if (fabs(should[j][c]) > largest) {
                largest = fabs(should[j][c]);
                scale = weight_of(&f, j, c) / should[j][c];
            }
        }
    assert_true(scale > 0.0);
    for (size_t j = 0; j < n; j++)
        for (size_t c = 0; c < n; c++) {
            /* The engine's products are of single precision. */
            assert_close(weight_of(&f, j, c), scale * should[j][c], 1.0 + 2e-6 * scale * largest);
            n_telling += fabs(should[j][c]) > 0.01 * largest;
        }
    assert_true(n_telling > n);
    forget(&f);
}

static void test_spectral__weights_are_those_of_plain_loops(void **state)
{
    (void)state;
    copse_recipe recipe = copse_recipe_default();
    recipe.walk_start = 0.7;
    recipe.walk_power = 0.4;
    recipe.walk_penalty = 0.25;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        recipe.low_pass = 0.3;
        recipe.sharpening = 0.2;
        check(&recipe, seed);
        recipe.low_pass = 0.0;
        check(&recipe, seed);
        recipe.sharpening = 0.0;
        check(&recipe, seed);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_spectrum__of_circles_is_a_column_for_each),
        cmocka_unit_test(test_spectral__weights_are_those_of_plain_loops),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
