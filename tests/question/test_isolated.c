/*
 * Isolated units of an organisation made for it: 24 teams of 8, each person with three ties to other teams and two
 * seats in CoPs that all share, except
 *   team 3   one tie in all, usual seats        quiet
 *   team 5   nothing at all is recorded          missing
 *   team 7   three people, no tie                too few people to show figures of
 */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>

enum { TEAMS = 24, PEOPLE_OF_TEAM = 8, N = TEAMS * PEOPLE_OF_TEAM, COPS = 12, MOST_TIES = 3 * N };
enum { QUIET_TEAM = 3, MISSING_TEAM = 5, SMALL_TEAM = 7, SMALL = 3 };

typedef struct organisation {
    char keys[N][8], team_keys[TEAMS + 1][8], cop_keys[COPS + 1][8];
    copse_fact_member members[N];
    copse_fact_team teams[TEAMS + 1];
    copse_fact_assignment assignments[N];
    copse_fact_community cops[COPS + 1];
    copse_fact_membership memberships[2 * N + N];
    copse_fact_tie ties[MOST_TIES];
    copse_facts facts;
} organisation;

static bool is_absent(size_t person)
{
    return person / PEOPLE_OF_TEAM == SMALL_TEAM && person % PEOPLE_OF_TEAM >= SMALL;
}

static void add_tie(organisation *o, size_t a, size_t b)
{
    o->ties[o->facts.n_ties++] =
        (copse_fact_tie){(copse_index)a, (copse_index)b, COPSE_TIE_STRENGTH, 1.0, COPSE_DAY_UNKNOWN};
}

static void add_membership(organisation *o, size_t person, size_t cop)
{
    o->memberships[o->facts.n_memberships++] = (copse_fact_membership){
        (copse_index)person, (copse_index)cop, NULL, COPSE_DAY_UNKNOWN, COPSE_DAY_UNKNOWN};
}

static void add_person(organisation *o, size_t i)
{
    size_t team = i / PEOPLE_OF_TEAM;
    snprintf(o->keys[i], sizeof o->keys[i], "m%03u", (unsigned)(i % 1000));
    o->members[i] = (copse_fact_member){.key = o->keys[i]};
    if (!is_absent(i))
        o->assignments[o->facts.n_assignments++] =
            (copse_fact_assignment){(copse_index)i, (copse_index)team, COPSE_NONE, NULL, COPSE_DAY_UNKNOWN,
                                    COPSE_DAY_UNKNOWN};
    if (team == MISSING_TEAM || is_absent(i))
        return;
    add_membership(o, i, i * 5 % COPS);
    add_membership(o, i, (i * 5 + 1 + i / 3 % 4) % COPS);
    if (team == QUIET_TEAM || team == SMALL_TEAM)
        return;
    for (size_t k = 0; k < 3; k++) {
        size_t other = (i + PEOPLE_OF_TEAM * (2 + 3 * k) + k) % N, of = other / PEOPLE_OF_TEAM;
        if (of != QUIET_TEAM && of != MISSING_TEAM && of != SMALL_TEAM && of != team)
            add_tie(o, i, other);
    }
}

static organisation *organisation_new(void)
{
    organisation *o = calloc(1, sizeof *o);
    assert_non_null(o);
    o->facts = (copse_facts){.n_members = N, .members = o->members, .n_teams = TEAMS + 1, .teams = o->teams,
                             .assignments = o->assignments, .n_communities = COPS + 1, .communities = o->cops,
                             .memberships = o->memberships, .ties = o->ties};
    for (size_t t = 0; t <= TEAMS; t++) {
        snprintf(o->team_keys[t], sizeof o->team_keys[t], "t%02u", (unsigned)(t % 100));
        o->teams[t] = (copse_fact_team){.key = o->team_keys[t], .name = t == QUIET_TEAM ? "Quiet ward" : NULL,
                                        .parent = t < TEAMS ? TEAMS : COPSE_NONE};
    }
    for (size_t c = 0; c <= COPS; c++) {
        snprintf(o->cop_keys[c], sizeof o->cop_keys[c], "c%02u", (unsigned)(c % 100));
        o->cops[c] = (copse_fact_community){.key = o->cop_keys[c], .site = COPSE_NONE, .capacity = -1,
                                            .cadence_days = -1,
                                            .sensitive = c == COPS ? COPSE_SENSITIVE_YES : COPSE_SENSITIVE_NO};
    }
    for (size_t i = 0; i < N; i++)
        add_person(o, i);
    add_tie(o, QUIET_TEAM * PEOPLE_OF_TEAM, 0);
    return o;
}

static copse_status ask(copse_isolated_answer **out, const organisation *o, const copse_isolated_options *options,
                        copse_error *err)
{
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_network *net;
    assert_ok(copse_network_new(&net, &o->facts, &ctx, NULL));
    copse_status st = copse_question_isolated(out, net, options, &ctx, err);
    copse_network_free(net);
    return st;
}

static const copse_isolated_unit *unit_of(const copse_isolated_answer *answer, const char *key)
{
    for (size_t i = 0; i < answer->n_units; i++)
        if (strcmp(answer->units[i].key, key) == 0)
            return &answer->units[i];
    fail_msg("no unit %s", key);
    return NULL;
}

static void test_isolated__names_the_quiet_team_and_no_other(void **state)
{
    (void)state;
    organisation *o = organisation_new();
    copse_isolated_answer *answer;
    assert_ok(ask(&answer, o, NULL, NULL));
    const copse_isolated_unit *quiet = unit_of(answer, "t03");
    assert_int_equal(quiet->verdict, COPSE_ISOLATION_CONFIRMED);
    assert_int_equal(quiet->kind, COPSE_ISOLATION_QUIET);
    assert_string_equal(quiet->name, "Quiet ward");
    assert_string_equal(quiet->above, "t24");
    assert_int_equal(quiet->staff, PEOPLE_OF_TEAM);
    assert_true(quiet->ties.mean < 0.5 && quiet->ties.lower < quiet->ties.mean && quiet->ties.upper > quiet->ties.mean);
    assert_close(quiet->single_bridge, 1.0, 0.0);
    assert_close(quiet->ei_index, 1.0, 0.0);
    for (size_t i = 0; i < answer->n_units; i++)
        if (answer->units[i].verdict == COPSE_ISOLATION_CONFIRMED)
            assert_true(strcmp(answer->units[i].key, "t03") == 0 || strcmp(answer->units[i].key, "t07") == 0);
    copse_isolated_answer_free(answer);
    free(o);
}

static void test_isolated__nothing_recorded_is_missing_and_not_isolated(void **state)
{
    (void)state;
    organisation *o = organisation_new();
    copse_isolated_answer *answer;
    assert_ok(ask(&answer, o, NULL, NULL));
    const copse_isolated_unit *missing = unit_of(answer, "t05");
    assert_int_equal(missing->verdict, COPSE_ISOLATION_MISSING);
    assert_false(missing->is_cut_off);
    assert_true(isnan(missing->p) && isnan(missing->ties.mean) && isnan(missing->seats.mean));
    assert_int_equal(answer->n_missing, 1);
    copse_isolated_answer_free(answer);
    free(o);
}

/* Being in a CoP that says something private must not show, not even as "not missing". */
static void test_isolated__sensitive_cops_do_not_count(void **state)
{
    (void)state;
    organisation *o = organisation_new();
    copse_isolated_answer *without, *with;
    assert_ok(ask(&without, o, NULL, NULL));
    for (size_t i = 0; i < PEOPLE_OF_TEAM; i++)
        add_membership(o, MISSING_TEAM * PEOPLE_OF_TEAM + i, COPS);
    assert_ok(ask(&with, o, NULL, NULL));
    for (size_t i = 0; i < with->n_units; i++) {
        const copse_isolated_unit *a = &with->units[i], *b = &without->units[i];
        assert_string_equal(a->key, b->key);
        assert_int_equal(a->verdict, b->verdict);
        assert_true(a->seats.mean == b->seats.mean || isnan(a->seats.mean));
    }
    copse_isolated_answer_free(without);
    copse_isolated_answer_free(with);
    free(o);
}

static void test_isolated__figures_of_a_few_people_are_in_bands(void **state)
{
    (void)state;
    organisation *o = organisation_new();
    copse_isolated_answer *answer;
    assert_ok(ask(&answer, o, NULL, NULL));
    const copse_isolated_unit *small = unit_of(answer, "t07");
    assert_true(small->is_banded);
    assert_int_equal(small->staff, -1);
    assert_close(4.0 * small->ties.mean, round(4.0 * small->ties.mean), 0.0);
    assert_close(log10(small->p), round(log10(small->p)), 1e-9);
    assert_true(isnan(small->ei_index) && isnan(small->single_bridge));
    copse_isolated_answer_free(answer);
    free(o);
}

static void test_isolated__says_what_was_measured(void **state)
{
    (void)state;
    organisation *o = organisation_new();
    copse_isolated_answer *answer;
    o->facts.n_ties = 0;
    assert_ok(ask(&answer, o, NULL, NULL));
    assert_false(answer->has_ties);
    assert_non_null(strstr(answer->headline, "no direct ties recorded"));
    assert_true(isnan(answer->units[0].ties.mean));
    copse_isolated_answer_free(answer);
    free(o);
}

static void test_isolated__rightly_apart_keeps_its_reason(void **state)
{
    (void)state;
    const copse_unit_record rows[] = {
        {COPSE_LEVEL_SITE, "t03", COPSE_UNIT_ACCEPTED, "another level", NAN, 20000},
        {COPSE_LEVEL_TEAM, "t03", COPSE_UNIT_ACCEPTED, "works nights", NAN, 20000}};
    const copse_unit_records records = {2, rows, NULL};
    copse_isolated_options options = COPSE_ISOLATED_OPTIONS_INIT;
    organisation *o = organisation_new();
    copse_isolated_answer *answer;
    options.records = &records;
    assert_ok(ask(&answer, o, &options, NULL));
    assert_string_equal(unit_of(answer, "t03")->accepted, "works nights");
    assert_null(unit_of(answer, "t04")->accepted);
    copse_isolated_answer_free(answer);
    free(o);
}

static const copse_unit_record *row_of(const copse_unit_record *rows, size_t n, const char *unit)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(rows[i].unit, unit) == 0)
            return &rows[i];
    return NULL;
}

/* The quiet team is kept as flagged with the share that was shown, once; then it is measured again. */
static void test_isolated__what_is_kept_of_it_comes_back_as_its_history(void **state)
{
    (void)state;
    copse_isolated_options options = COPSE_ISOLATED_OPTIONS_INIT;
    organisation *o = organisation_new();
    copse_isolated_answer *first, *later;
    const copse_unit_record *rows, *again;
    size_t n, n_again;
    assert_ok(ask(&first, o, NULL, NULL));
    assert_ok(copse_question_isolated_track(&rows, &n, first, NULL));
    assert_int_equal(n, first->n_confirmed);
    const copse_unit_record *flag = row_of(rows, n, "t03");
    assert_int_equal(flag->kind, COPSE_UNIT_FLAGGED);
    assert_string_equal(flag->text, "quiet");
    assert_close(flag->value, unit_of(first, "t03")->ties.mean, 0.0);

    copse_unit_record kept[] = {*flag, {COPSE_LEVEL_TEAM, "t03", COPSE_UNIT_ACTED, "two met", NAN, 20010},
                                {COPSE_LEVEL_TEAM, "t04", COPSE_UNIT_FLAGGED, "absent", 0.25, 20000}};
    kept[0].on = 20000;
    const copse_unit_records records = {3, kept, NULL};
    options.records = &records;
    add_tie(o, QUIET_TEAM * PEOPLE_OF_TEAM, PEOPLE_OF_TEAM);
    assert_ok(ask(&later, o, &options, NULL));
    const copse_isolated_unit *quiet = unit_of(later, "t03");
    assert_int_equal(quiet->n_history, 2);
    assert_string_equal(quiet->history[1].text, "two met");
    assert_null(quiet->accepted);
    assert_ok(copse_question_isolated_track(&again, &n_again, later, NULL));
    const copse_unit_record *measured = row_of(again, n_again, "t03");
    assert_int_equal(measured->kind, COPSE_UNIT_MEASURED);
    assert_string_equal(measured->text, "confirmed");
    assert_close(measured->value, 2.0 * flag->value, 0.2 * flag->value); /* two ties, not one */
    measured = row_of(again, n_again, "t04"); /* on no list any more, and followed all the same */
    assert_string_equal(measured->text, "connected");
    assert_close(measured->value, unit_of(later, "t04")->seats.mean, 0.0);
    copse_isolated_answer_free(first);
    copse_isolated_answer_free(later);
    free(o);
}

static void test_isolated__rightly_apart_is_not_flagged(void **state)
{
    (void)state;
    const copse_unit_record row = {COPSE_LEVEL_TEAM, "t03", COPSE_UNIT_ACCEPTED, "works nights", NAN, 20000};
    const copse_unit_records records = {1, &row, NULL};
    copse_isolated_options options = COPSE_ISOLATED_OPTIONS_INIT;
    organisation *o = organisation_new();
    copse_isolated_answer *answer;
    const copse_unit_record *rows;
    size_t n;
    options.records = &records;
    assert_ok(ask(&answer, o, &options, NULL));
    assert_ok(copse_question_isolated_track(&rows, &n, answer, NULL));
    assert_int_equal(unit_of(answer, "t03")->verdict, COPSE_ISOLATION_CONFIRMED);
    assert_null(row_of(rows, n, "t03"));
    copse_isolated_answer_free(answer);
    free(o);
}

static void test_isolated__the_sampled_null_finds_the_same(void **state)
{
    (void)state;
    copse_isolated_options options = COPSE_ISOLATED_OPTIONS_INIT;
    organisation *o = organisation_new();
    copse_isolated_answer *answer;
    options.samples = 200;
    assert_ok(ask(&answer, o, &options, NULL));
    assert_int_equal(answer->samples, 200);
    assert_int_equal(unit_of(answer, "t03")->verdict, COPSE_ISOLATION_CONFIRMED);
    copse_isolated_answer_free(answer);
    free(o);
}

static void test_isolated__too_few_units_are_not_judged(void **state)
{
    (void)state;
    copse_isolated_options options = COPSE_ISOLATED_OPTIONS_INIT;
    organisation *o = organisation_new();
    copse_isolated_answer *answer;
    options.level = COPSE_LEVEL_DEPARTMENT;
    assert_ok(ask(&answer, o, &options, NULL));
    assert_int_equal(answer->n_units, 1);
    assert_int_equal(answer->units[0].verdict, COPSE_ISOLATION_TOO_SMALL);
    assert_true(isnan(answer->units[0].p) && isnan(answer->global_p));
    assert_non_null(strstr(answer->headline, "no null can be fitted to fewer than 20"));
    copse_isolated_answer_free(answer);
    free(o);
}

static void test_isolated__no_unit_at_all(void **state)
{
    (void)state;
    organisation *o = organisation_new();
    copse_isolated_answer *answer = (copse_isolated_answer *)o;
    copse_error err = COPSE_ERROR_INIT;
    o->facts.n_assignments = 0;
    assert_int_equal(ask(&answer, o, NULL, &err), COPSE_E_DATA);
    assert_null(answer);
    assert_non_null(strstr(err.next, "--level community"));
    free(o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_isolated__names_the_quiet_team_and_no_other),
        cmocka_unit_test(test_isolated__nothing_recorded_is_missing_and_not_isolated),
        cmocka_unit_test(test_isolated__sensitive_cops_do_not_count),
        cmocka_unit_test(test_isolated__figures_of_a_few_people_are_in_bands),
        cmocka_unit_test(test_isolated__says_what_was_measured),
        cmocka_unit_test(test_isolated__rightly_apart_keeps_its_reason),
        cmocka_unit_test(test_isolated__what_is_kept_of_it_comes_back_as_its_history),
        cmocka_unit_test(test_isolated__rightly_apart_is_not_flagged),
        cmocka_unit_test(test_isolated__the_sampled_null_finds_the_same),
        cmocka_unit_test(test_isolated__too_few_units_are_not_judged),
        cmocka_unit_test(test_isolated__no_unit_at_all),
    };
    copse_start(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
