/*
 * Who should start a CoP, on a clinic that fits on a page.
 *
 *   bob   cat   dan      fay      eve (objected)          ann: all may see;  bob: the team;  cat:
 * nobody \    |    /                                         dan, fay, eve: all may see ann
 *
 *   wounds: ann, bob, dan, eve     diabetes: bob, cat, fay     sleep: nobody      evidence 2 each,
 * so e = 1 - 1/e
 *
 * With half of the weight on coverage and half on cohesion, three are best found by ann: ann, bob
 * and cat have both topics twice, and two of them are a hop from ann: C = e, H = (1 + 3/4 + 3/4)/3
 * = 5/6.
 */
#include <math.h>
#include <stdio.h>

#include "support.h"

#include "base/memory.h"

enum { ANN, BOB, CAT, DAN, EVE, FAY, N };
enum { WOUNDS, DIABETES, SLEEP, N_TOPICS };
enum { WARD, CLINIC, N_TEAMS };

static const double E = 0.63212055882855767840; /* 1 - 1/e */

typedef struct clinic {
    copse_fact_member members[N];
    copse_fact_expertise expertises[16];
    copse_fact_tie ties[4];
    copse_fact_assignment assignments[N];
    copse_facts facts;
    copse_context ctx;
    copse_network *net;
    copse_index topics[3], people[4];
    double alpha[COPSE_FOUND_TERMS];
    copse_found_options options;
} clinic;

static void know(clinic *c, copse_index member, copse_index topic, double evidence)
{
    c->expertises[c->facts.n_expertises++] =
        (copse_fact_expertise){member, topic, evidence, 20000 + (copse_day)member};
}

static void make_clinic(clinic *c)
{
    static const copse_context nobody = COPSE_CONTEXT_INIT;
    static const copse_found_options defaults = COPSE_FOUND_OPTIONS_INIT;
    static const copse_fact_topic topics[] = {{1, "wounds", "Wounds", COPSE_NONE, NULL},
                                              {2, "diabetes", "Diabetes", COPSE_NONE, NULL},
                                              {3, "sleep", "Sleep", COPSE_NONE, NULL}};
    static const copse_fact_team teams[] = {{1, "ward", "Ward", COPSE_NONE},
                                            {2, "clinic", "Clinic", COPSE_NONE}};
    static const char *const keys[] = {"ann", "bob", "cat", "dan", "eve", "fay"};
    static const char *const names[] = {"Ann Ash",    "Bob Birch",  "Cat Canary",
                                        "Dan Damson", "Eve Canary", "Fay Fir"};
    static const copse_visibility seen[] = {COPSE_VISIBLE_TRUST, COPSE_VISIBLE_TEAM,
                                            COPSE_VISIBLE_NONE,  COPSE_VISIBLE_TRUST,
                                            COPSE_VISIBLE_TRUST, COPSE_VISIBLE_TRUST};
    *c = (clinic){.ctx = nobody, .options = defaults};
    for (int i = 0; i < N; i++) {
        c->members[i] = (copse_fact_member){.id = i,
                                            .key = keys[i],
                                            .name = names[i],
                                            .mail = i == BOB ? "bob@example.org" : NULL,
                                            .visibility = seen[i],
                                            .objected = i == EVE};
        c->assignments[i] = (copse_fact_assignment){i,
                                                    i == BOB || i == CAT ? WARD : CLINIC,
                                                    COPSE_NONE,
                                                    NULL,
                                                    COPSE_DAY_UNKNOWN,
                                                    COPSE_DAY_UNKNOWN};
    }
    c->facts = (copse_facts){.data_version = 7,
                             .n_members = N,
                             .members = c->members,
                             .n_topics = N_TOPICS,
                             .topics = topics,
                             .n_teams = N_TEAMS,
                             .teams = teams,
                             .n_assignments = N,
                             .assignments = c->assignments,
                             .expertises = c->expertises,
                             .n_ties = 3,
                             .ties = c->ties};
    static const copse_index holders[2][4] = {{ANN, BOB, DAN, EVE}, {BOB, CAT, FAY, -1}};
    for (int t = 0; t < 2; t++)
        for (int i = 0; i < 4 && holders[t][i] >= 0; i++)
            know(c, holders[t][i], t, holders[t][i] == EVE ? 100.0 : 2.0);
    for (int i = 0; i < 3; i++)
        c->ties[i] = (copse_fact_tie){ANN, BOB + i, COPSE_TIE_STRENGTH, 1.0, COPSE_DAY_UNKNOWN};
    c->topics[0] = WOUNDS;
    c->topics[1] = DIABETES;
    c->alpha[COPSE_FOUND_COVERAGE] = c->alpha[COPSE_FOUND_COHESION] =
        1.0; /* scaled to a half each */
    c->options.topics = c->topics;
    c->options.n_topics = 2;
    c->options.size = 3;
    c->options.alpha = c->alpha;
    c->options.gap = 0.0;
    c->ctx.as_of = 20700;
    c->ctx.audience = COPSE_FOR_STEWARD;
    c->ctx.reason = "test";
}

static copse_found_answer *ask(clinic *c)
{
    copse_found_answer *answer = NULL;
    copse_error err = COPSE_ERROR_INIT;
    if (copse_network_new(&c->net, &c->facts, &c->ctx, &err) != COPSE_OK ||
        copse_question_found(&answer, c->net, &c->options, &c->ctx, &err) != COPSE_OK)
        fail_msg("%s: %s", err.where, err.what);
    return answer;
}

static void close_clinic(clinic *c, copse_found_answer *answer)
{
    copse_found_answer_free(answer);
    copse_network_free(c->net);
}

static const copse_found_seat *seat_of(const copse_found_answer *answer, const char *key)
{
    for (size_t i = 0; i < answer->n_seats; i++)
        if (answer->seats[i].person.key && strcmp(answer->seats[i].person.key, key) == 0)
            return &answer->seats[i];
    return NULL;
}

static bool has_note(const copse_found_answer *answer, const char *text)
{
    for (size_t i = 0; i < answer->head.n_notes; i++)
        if (strstr(answer->head.notes[i], text))
            return true;
    return false;
}

static bool has_relaxation(const copse_found_answer *answer, const char *text)
{
    for (size_t i = 0; i < answer->n_relaxations; i++)
        if (strcmp(answer->relaxations[i], text) == 0)
            return true;
    return false;
}

/* ---- the group, and its figures by hand ---- */

static void test_found__the_group_and_its_value(void **state)
{
    (void)state;
    clinic c;
    make_clinic(&c);
    copse_found_answer *answer = ask(&c);
    assert_true(answer->is_found && answer->is_connected);
    assert_int_equal(answer->n_seats, 3);
    assert_non_null(seat_of(answer, "ann"));
    assert_non_null(seat_of(answer, "bob"));
    assert_non_null(seat_of(answer, "cat"));
    assert_string_equal(answer->seats[0].person.key, "ann");
    assert_true(answer->seats[0].is_coordinator);
    assert_close(answer->value, 0.5 * E + 0.5 * 5.0 / 6.0, 1e-12);
    assert_close(answer->term[COPSE_FOUND_COVERAGE], E, 1e-12);
    assert_close(answer->term[COPSE_FOUND_COHESION], 5.0 / 6.0, 1e-12);
    assert_close(answer->alpha[COPSE_FOUND_COVERAGE], 0.5, 1e-12);
    assert_close(answer->bound, answer->value, 1e-9);
    assert_int_equal(answer->bound_kind, COPSE_BOUND_EXACT);
    assert_int_equal(answer->n_candidates, 5);
    assert_int_equal(answer->basis, COPSE_CONTACT_TIES);
    assert_int_equal(answer->n_unreachable, 0);
    /* Dan and fay are outside; a third of what the five know is theirs, and dan is a hop from ann.
     */
    assert_close(answer->within_one, 0.5, 1e-12);
    assert_close(answer->within_two, 0.5, 1e-12);
    close_clinic(&c, answer);
}

/* Without ann: bob is the only one for wounds, and cat is two hops from bob. */
static void test_found__what_is_lost_without_each(void **state)
{
    (void)state;
    clinic c;
    make_clinic(&c);
    copse_found_answer *answer = ask(&c);
    const copse_found_seat *ann = seat_of(answer, "ann"), *bob = seat_of(answer, "bob");
    assert_close(ann->share[COPSE_FOUND_COVERAGE], 0.5 * 0.15 * E, 1e-12);
    assert_close(ann->share[COPSE_FOUND_COHESION], 0.5 * (5.0 / 6.0 - 0.5), 1e-12);
    assert_close(ann->loss, 0.075 * E + 0.5 / 3.0, 1e-12);
    /* Without bob: ann for wounds, cat for diabetes, each without a backup, and a member less. */
    assert_close(bob->share[COPSE_FOUND_COVERAGE], 0.5 * 0.3 * E, 1e-12);
    assert_close(bob->share[COPSE_FOUND_COHESION], 0.5 * 0.75 / 3.0, 1e-12);
    /* Dan in the place of bob: wounds twice, diabetes once. */
    assert_true(bob->has_runner_up);
    assert_string_equal(bob->runner_up.key, "dan");
    assert_close(bob->runner_up_cost, 0.5 * 0.15 * E, 1e-12);
    close_clinic(&c, answer);
}

static void test_found__evidence_paths_and_what_only_they_bring(void **state)
{
    (void)state;
    clinic c;
    make_clinic(&c);
    copse_found_answer *answer = ask(&c);
    const copse_found_seat *ann = seat_of(answer, "ann"), *cat = seat_of(answer, "cat");
    assert_int_equal(cat->n_evidence, 1);
    assert_string_equal(cat->evidence[0].key, "diabetes");
    assert_close(cat->evidence[0].evidence, 2.0, 0.0);
    assert_close(cat->evidence[0].saturated, E, 1e-12);
    assert_int_equal(cat->evidence[0].last_active, 20000 + CAT);
    assert_false(cat->evidence[0].is_only);
    assert_int_equal(cat->n_path, 2);
    assert_string_equal(cat->path[0].key, "cat");
    assert_string_equal(cat->path[1].key, "ann");
    assert_int_equal(cat->n_only, 0); /* bob is of the ward, too */
    assert_int_equal(ann->n_only, 1);
    assert_string_equal(ann->only[0], "Clinic");
    assert_int_equal(cat->load, 0);
    assert_string_equal(seat_of(answer, "bob")->mail, "bob@example.org");
    close_clinic(&c, answer);
}

static void test_found__a_topic_nobody_holds_is_said_and_counts_for_nothing(void **state)
{
    (void)state;
    clinic c;
    make_clinic(&c);
    c.topics[2] = SLEEP;
    c.options.n_topics = 3;
    copse_found_answer *answer = ask(&c);
    assert_int_equal(answer->n_topics, 3);
    assert_false(answer->topics[2].has_holders);
    assert_int_equal(answer->topics[2].best, 0);
    assert_close(answer->term[COPSE_FOUND_COVERAGE], E * 2.0 / 3.0, 1e-12);
    assert_true(has_note(answer, "Nobody is recorded as knowing: Sleep"));
    close_clinic(&c, answer);
}

static void test_found__who_objected_is_nowhere(void **state)
{
    (void)state;
    clinic c;
    make_clinic(&c);
    c.options.size = 4;
    copse_found_answer *answer = ask(&c);
    assert_null(seat_of(answer, "eve"));
    c.people[0] = EVE;
    c.options.include = c.people;
    c.options.n_include = 1;
    copse_found_answer *refused;
    assert_int_equal(copse_question_found(&refused, c.net, &c.options, &c.ctx, NULL),
                     COPSE_E_ARGUMENT);
    assert_null(refused);
    close_clinic(&c, answer);
}

/* ---- rules ---- */

static void test_found__a_rule_costs_what_the_group_would_be_better_without_it(void **state)
{
    (void)state;
    clinic c;
    make_clinic(&c);
    c.people[0] = BOB;
    c.options.exclude = c.people;
    c.options.n_exclude = 1;
    copse_found_answer *answer = ask(&c);
    assert_null(seat_of(answer, "bob"));
    assert_int_equal(answer->n_rules, 1);
    assert_string_equal(answer->rules[0].rule, "--exclude");
    assert_close(answer->rules[0].cost, 0.5 * 0.15 * E, 1e-12);
    assert_int_equal(answer->rules[0].n_people, 1);
    assert_string_equal(answer->rules[0].people[0].key, "bob");
    assert_false(answer->rules[0].is_forced_in);
    close_clinic(&c, answer);
}

/* Nobody reaches fay, so with her no group is connected: that is said, and counted. */
static void test_found__forced_in_without_a_path(void **state)
{
    (void)state;
    clinic c;
    make_clinic(&c);
    c.people[0] = FAY;
    c.options.include = c.people;
    c.options.n_include = 1;
    copse_found_answer *answer = ask(&c);
    const copse_found_seat *fay = seat_of(answer, "fay");
    assert_non_null(fay);
    assert_true(fay->is_included);
    assert_false(answer->is_connected);
    assert_int_equal(answer->n_unreachable, 2);
    assert_true(has_note(answer, "no path"));
    assert_int_equal(answer->n_rules, 1);
    assert_true(answer->rules[0].is_forced_in && answer->rules[0].cost > 0.0);
    assert_int_equal(answer->rules[0].n_people, 1);
    assert_string_equal(answer->rules[0].people[0].key, "fay");
    close_clinic(&c, answer);
}

static void test_found__where_nothing_fits_the_failing_rule_and_a_way_out(void **state)
{
    (void)state;
    clinic c;
    make_clinic(&c);
    c.people[0] = ANN;
    c.people[1] = BOB;
    c.people[2] = CAT;
    c.options.exclude = c.people;
    c.options.n_exclude = 3;
    copse_found_answer *answer = ask(&c);
    assert_false(answer->is_found);
    assert_string_equal(answer->failing, "--exclude: too few people are left");
    assert_int_equal(answer->n_relaxations, 1);
    assert_true(has_relaxation(answer, "without --exclude"));
    close_clinic(&c, answer);

    make_clinic(&c);
    c.options.per_unit = 1; /* two teams, three seats */
    answer = ask(&c);
    assert_string_equal(answer->failing, "--per-unit 1: the people left are of too few teams");
    assert_true(has_relaxation(answer, "--per-unit 2"));
    close_clinic(&c, answer);

    make_clinic(&c);
    c.options.size = 6;
    answer = ask(&c);
    assert_string_equal(answer->failing, "--size 6: too few people hold evidence on these topics");
    assert_true(has_relaxation(answer, "--size 5"));
    close_clinic(&c, answer);

    make_clinic(&c);
    c.options.least_sites = 1; /* none is recorded */
    answer = ask(&c);
    assert_string_equal(answer->failing, "--sites 1: the people left are at too few sites");
    assert_true(has_relaxation(answer, "without --sites"));
    close_clinic(&c, answer);
}

static void test_found__wrong_questions_are_refused(void **state)
{
    (void)state;
    clinic c;
    copse_found_answer *answer, *refused;
    make_clinic(&c);
    answer = ask(&c);
    copse_found_options o = c.options;
    o.n_topics = 0;
    assert_int_equal(copse_question_found(&refused, c.net, &o, &c.ctx, NULL), COPSE_E_ARGUMENT);
    o = c.options;
    o.size = 2;
    assert_int_equal(copse_question_found(&refused, c.net, &o, &c.ctx, NULL), COPSE_E_ARGUMENT);
    o = c.options;
    double weights[] = {1.0, -1.0};
    o.topic_weights = weights;
    assert_int_equal(copse_question_found(&refused, c.net, &o, &c.ctx, NULL), COPSE_E_ARGUMENT);
    o = c.options;
    double nothing[COPSE_FOUND_TERMS] = {0};
    o.alpha = nothing;
    assert_int_equal(copse_question_found(&refused, c.net, &o, &c.ctx, NULL), COPSE_E_ARGUMENT);
    o = c.options;
    o.objective = COPSE_FOUND_SUM;
    o.per_unit = 1;
    assert_int_equal(copse_question_found(&refused, c.net, &o, &c.ctx, NULL), COPSE_E_ARGUMENT);
    assert_null(refused);
    close_clinic(&c, answer);
}

/* ---- standing, of those who know about wounds ---- */

/*
 * Ann was last active today, bob half a year ago, in the topic and at all; when dan was is not
 * known, so it is as usual: (1 + 1/4)/2. Only ann and bob are in contact, and each passes on a
 * tenth: x = .9 s + .1 x of the other, with s in proportion to 1, 1/4 and 5/8.
 */
static void make_standing(clinic *c)
{
    make_clinic(c);
    for (size_t i = 0; i < c->facts.n_expertises; i++) {
        copse_fact_expertise *e = &c->expertises[i];
        e->last_active = e->member == ANN   ? c->ctx.as_of
                         : e->member == BOB ? c->ctx.as_of - 183
                                            : COPSE_DAY_UNKNOWN;
    }
    c->facts.n_ties = 1; /* ann and bob */
    c->alpha[COPSE_FOUND_COVERAGE] = c->alpha[COPSE_FOUND_COHESION] = 0.0;
    c->alpha[COPSE_FOUND_AUTHORITY] = 1.0;
    c->options.n_topics = 1;
}

static void assert_standing(clinic *c, double ann, double bob, double dan)
{
    double most = fmax(ann, fmax(bob, dan));
    copse_found_answer *answer = ask(c);
    bool has_dates = c->expertises[0].last_active != COPSE_DAY_UNKNOWN;
    assert_int_equal(has_note(answer, "last active is not recorded"), !has_dates);
    assert_int_equal(answer->n_seats, 3);
    assert_close(seat_of(answer, "ann")->share[COPSE_FOUND_AUTHORITY], ann / most / 3.0, 1e-9);
    assert_close(seat_of(answer, "bob")->share[COPSE_FOUND_AUTHORITY], bob / most / 3.0, 1e-9);
    assert_close(seat_of(answer, "dan")->share[COPSE_FOUND_AUTHORITY], dan / most / 3.0, 1e-9);
    assert_close(answer->value, (ann + bob + dan) / most / 3.0, 1e-9);
    close_clinic(c, answer);
}

static void test_standing__fades_and_is_passed_on(void **state)
{
    (void)state;
    clinic c;
    make_standing(&c);
    assert_standing(&c, 0.9 * (1.0 + 0.1 * 0.25) / 0.99, 0.9 * (0.25 + 0.1 * 1.0) / 0.99,
                    0.9 * 0.625);
}

/* Bob wrote yesterday, in another topic: one half less is taken off. To a sensitive CoP, or
 * tomorrow: it says nothing. */
static void test_standing__is_of_whoever_does_something(void **state)
{
    (void)state;
    static const copse_fact_community support[] = {{.id = 1,
                                                    .key = "support",
                                                    .name = "Support",
                                                    .site = COPSE_NONE,
                                                    .sensitive = COPSE_SENSITIVE_YES}};
    for (int i = 0; i < 3; i++) {
        clinic c;
        make_standing(&c);
        copse_fact_exchange x = {.from_member = BOB,
                                 .to_member = COPSE_NONE,
                                 .to_community = i == 1 ? 0 : COPSE_NONE,
                                 .topic = DIABETES,
                                 .kind = COPSE_EXCHANGE_SHARED,
                                 .on = c.ctx.as_of + (i == 2),
                                 .due = COPSE_DAY_UNKNOWN};
        c.facts.exchanges = &x;
        c.facts.n_exchanges = 1;
        c.facts.communities = support;
        c.facts.n_communities = 1;
        double bob = i == 0 ? 0.5 : 0.25, dan = (1.0 + bob) / 2.0;
        assert_standing(&c, 0.9 * (1.0 + 0.1 * bob) / 0.99, 0.9 * (bob + 0.1) / 0.99, 0.9 * dan);
    }
}

/* No dates at all: what they know tells, and dan, in contact with nobody, is a tenth behind. */
static void test_standing__without_dates_nothing_fades(void **state)
{
    (void)state;
    clinic c;
    make_standing(&c);
    for (size_t i = 0; i < c.facts.n_expertises; i++)
        c.expertises[i].last_active = COPSE_DAY_UNKNOWN;
    assert_standing(&c, 1.0, 1.0, 0.9);
}

/* ---- other groups ---- */

static void test_found__alternatives_are_on_the_front(void **state)
{
    (void)state;
    clinic c;
    make_clinic(&c);
    for (int i = 0; i < COPSE_FOUND_TERMS; i++)
        c.alpha[i] = 1.0;
    know(&c, DAN, DIABETES, 1.0);
    copse_found_answer *answer = ask(&c);
    for (size_t i = 0; i < answer->n_alternatives; i++) {
        const copse_found_alternative *a = &answer->alternatives[i];
        double sum = 0.0;
        bool is_above = false;
        assert_int_equal(a->n_people, 3);
        for (int t = 0; t < COPSE_FOUND_TERMS; t++) {
            sum += answer->alpha[t] * a->term[t];
            is_above = is_above || a->term[t] > answer->term[t] + 1e-9;
        }
        assert_true(is_above); /* in something it is better */
        assert_close(a->value, sum, 1e-12);
        assert_true(a->value <= answer->value + 1e-9);
        assert_true(a->n_stay < 3);
    }
    close_clinic(&c, answer);
}

/* Coverage and cohesion have weight: each is halved and raised, and the same three stay. */
static void test_found__sensitivity_is_of_the_weights_that_count(void **state)
{
    (void)state;
    clinic c;
    make_clinic(&c);
    copse_found_answer *answer = ask(&c);
    assert_int_equal(answer->n_sensitivities, 4);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(answer->sensitivities[i].n_stay, 3);
        assert_int_equal(answer->sensitivities[i].n_come, 0);
    }
    close_clinic(&c, answer);
}

/* ---- who may know what ---- */

static void test_found__for_the_trust_names_of_those_who_agreed_and_no_figures(void **state)
{
    (void)state;
    clinic c;
    make_clinic(&c);
    c.ctx.audience = COPSE_FOR_TRUST;
    c.ctx.reason = NULL;
    c.ctx.threshold = 6;
    copse_found_answer *answer = ask(&c);
    assert_int_equal(answer->n_candidates, -1); /* five are fewer than six */
    int n_named = 0;
    for (size_t i = 0; i < 3; i++) {
        const copse_found_seat *seat = &answer->seats[i];
        n_named += seat->person.named;
        assert_true(!seat->person.named || strcmp(seat->person.key, "ann") == 0);
        assert_int_equal(seat->n_evidence + seat->n_path + seat->n_only, 0);
        assert_true(isnan(seat->loss) && !seat->has_runner_up && !seat->mail);
    }
    assert_int_equal(n_named, 1);
    assert_true(isnan(answer->topics[0].best_saturated));
    assert_true(answer->topics[1].best == -1); /* bob or cat: not named, not numbered */
    copse_found_answer_free(answer);

    c.ctx.threshold = 3; /* the same five, to the nearest three */
    assert_ok(copse_question_found(&answer, c.net, &c.options, &c.ctx, NULL));
    assert_int_equal(answer->n_candidates, 6);
    close_clinic(&c, answer);
}

static void test_found__a_steward_without_a_reason_learns_no_more(void **state)
{
    (void)state;
    clinic c;
    make_clinic(&c);
    c.ctx.reason = NULL;
    copse_found_answer *answer = ask(&c);
    assert_null(seat_of(answer, "bob"));
    assert_int_equal(answer->seats[0].n_evidence, 0);
    close_clinic(&c, answer);
}

static void test_invitation__is_for_its_own_person(void **state)
{
    (void)state;
    clinic c;
    make_clinic(&c);
    copse_found_answer *answer = ask(&c);
    for (size_t i = 0; i < answer->n_seats; i++) {
        copse_found_invitation *to;
        assert_ok(copse_question_found_invite(&to, c.net, answer, i, &c.ctx, NULL));
        assert_int_equal(to->head.audience, COPSE_FOR_SELF);
        assert_string_equal(to->member.key, answer->seats[i].person.key);
        assert_int_equal(to->n_topics, 2);
        /* Cat is named to nobody, bob to his team: cat. */
        bool is_ann = strcmp(to->member.key, "ann") == 0,
             is_bob = strcmp(to->member.key, "bob") == 0;
        assert_int_equal(to->n_others, is_ann ? 0 : is_bob ? 1 : 2);
        assert_int_equal(to->has_unnamed, is_ann || is_bob);
        assert_int_equal(to->is_coordinator, is_ann);
        assert_int_equal(to->n_known, is_bob ? 2 : 1);
        assert_string_equal(to->coordinator.key, "ann");
        copse_found_invitation_free(to);
    }
    copse_context trust = c.ctx;
    trust.audience = COPSE_FOR_TRUST;
    copse_found_invitation *to;
    assert_int_equal(copse_question_found_invite(&to, c.net, answer, 0, &trust, NULL),
                     COPSE_E_ARGUMENT);
    assert_null(to);
    close_clinic(&c, answer);
}

/* ---- covering teams ---- */

static void test_cover__bob_alone_and_without_him_ann_and_cat(void **state)
{
    (void)state;
    clinic c;
    make_clinic(&c);
    c.options.objective = COPSE_FOUND_SUM;
    copse_found_answer *answer = ask(&c);
    assert_int_equal(answer->n_seats, 1);
    assert_string_equal(answer->seats[0].person.key, "bob");
    assert_close(answer->distance, 0.0, 0.0);
    assert_true(isnan(answer->value));
    close_clinic(&c, answer);

    make_clinic(&c);
    c.options.objective = COPSE_FOUND_DIAMETER;
    c.people[0] = BOB;
    c.options.exclude = c.people;
    c.options.n_exclude = 1;
    answer = ask(&c);
    assert_int_equal(answer->n_seats, 2);
    assert_non_null(seat_of(answer, "ann"));
    assert_non_null(seat_of(answer, "cat"));
    assert_close(answer->distance, 1.0, 0.0);
    assert_int_equal(answer->bound_kind, COPSE_BOUND_EXACT);
    close_clinic(&c, answer);
}

/* ---- how they like to meet ---- */

static const char *note_of(const copse_found_answer *answer, const char *part)
{
    for (size_t i = 0; i < answer->head.n_notes; i++)
        if (strstr(answer->head.notes[i], part))
            return answer->head.notes[i];
    return NULL;
}

static void test_found__who_likes_to_meet_otherwise_is_said_to_the_steward_and_chosen_all_the_same(void **state)
{
    (void)state;
    clinic c;
    make_clinic(&c);
    c.members[BOB].mode_preference = COPSE_MODE_VIRTUAL;
    c.members[CAT].mode_preference = COPSE_MODE_FACE_TO_FACE;
    c.options.mode = COPSE_MODE_FACE_TO_FACE;
    copse_found_answer *answer = ask(&c);
    assert_non_null(seat_of(answer, "bob"));
    assert_string_equal(note_of(answer, "likes to meet"),
                        "The group is to meet face to face; who likes to meet virtually: Bob Birch.");
    close_clinic(&c, answer);

    make_clinic(&c);
    c.members[BOB].mode_preference = COPSE_MODE_VIRTUAL;
    c.options.mode = COPSE_MODE_HYBRID; /* has a part for either */
    answer = ask(&c);
    assert_null(note_of(answer, "likes to meet"));
    close_clinic(&c, answer);

    make_clinic(&c);
    c.members[BOB].mode_preference = COPSE_MODE_VIRTUAL;
    c.options.mode = COPSE_MODE_FACE_TO_FACE;
    c.ctx.audience = COPSE_FOR_TRUST;
    answer = ask(&c);
    assert_null(note_of(answer, "likes to meet"));
    close_clinic(&c, answer);
}

/* ---- memory ---- */

static void sweep(clinic *c)
{
    copse_found_answer *answer = ask(c);
    copse_found_answer_free(answer);
    for (int64_t n = 0, stride = 1;; n += stride) {
        answer = NULL;
        stride = n < 300 ? 1 : 17;
        copse_memory_fail_at(n);
        copse_status st = copse_question_found(&answer, c->net, &c->options, &c->ctx, NULL);
        copse_memory_fail_at(-1);
        if (st == COPSE_OK)
            break;
        assert_int_equal(st, COPSE_E_NOMEM);
        assert_null(answer);
    }
    close_clinic(c, answer);
}

static void test_found__whatever_allocation_fails_is_said(void **state)
{
    (void)state;
    clinic c;
    make_clinic(&c);
    sweep(&c);
    make_clinic(&c);
    c.options.objective = COPSE_FOUND_DIAMETER;
    sweep(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_found__the_group_and_its_value),
        cmocka_unit_test(test_found__what_is_lost_without_each),
        cmocka_unit_test(test_found__evidence_paths_and_what_only_they_bring),
        cmocka_unit_test(test_found__a_topic_nobody_holds_is_said_and_counts_for_nothing),
        cmocka_unit_test(test_found__who_objected_is_nowhere),
        cmocka_unit_test(test_found__a_rule_costs_what_the_group_would_be_better_without_it),
        cmocka_unit_test(test_found__forced_in_without_a_path),
        cmocka_unit_test(test_found__where_nothing_fits_the_failing_rule_and_a_way_out),
        cmocka_unit_test(test_found__wrong_questions_are_refused),
        cmocka_unit_test(test_standing__fades_and_is_passed_on),
        cmocka_unit_test(test_standing__is_of_whoever_does_something),
        cmocka_unit_test(test_standing__without_dates_nothing_fades),
        cmocka_unit_test(test_found__alternatives_are_on_the_front),
        cmocka_unit_test(test_found__sensitivity_is_of_the_weights_that_count),
        cmocka_unit_test(test_found__for_the_trust_names_of_those_who_agreed_and_no_figures),
        cmocka_unit_test(test_found__a_steward_without_a_reason_learns_no_more),
        cmocka_unit_test(test_invitation__is_for_its_own_person),
        cmocka_unit_test(test_cover__bob_alone_and_without_him_ann_and_cat),
        cmocka_unit_test(
            test_found__who_likes_to_meet_otherwise_is_said_to_the_steward_and_chosen_all_the_same),
        cmocka_unit_test(test_found__whatever_allocation_fails_is_said),
    };
    copse_start(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
