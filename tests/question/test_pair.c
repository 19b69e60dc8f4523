/*
 * Who meets whom, on the hospital of a page. Me and Di are named to nobody; Ci to imaging and Fi to the wards only;
 * Bo (imaging), Ed, Gi and Hy (wards) to all. Obi objected. So Ci can meet Bo only.
 */
#include "question/hospital.h"

#include "base/memory.h"

static copse_status try_pairing(copse_pair_answer **out, hospital *h, const copse_pair_options *options)
{
    copse_network *net;
    assert_ok(copse_network_new(&net, &h->facts, &h->ctx, NULL));
    copse_status st = copse_question_pair(out, net, options, &h->ctx, NULL);
    copse_network_free(net);
    return st;
}

static copse_pair_answer *draw(hospital *h, const copse_pair_options *options)
{
    copse_pair_answer *answer;
    assert_ok(try_pairing(&answer, h, options));
    return answer;
}

static void open_for_steward(hospital *h)
{
    hospital_init(h);
    h->ctx.audience = COPSE_FOR_STEWARD;
    h->ctx.audience_key = NULL;
    h->ctx.reason = "coffee";
}

static const copse_pair *pair_of(const copse_pair_answer *answer, const char *a, const char *b)
{
    for (size_t i = 0; i < answer->n_pairs; i++)
        if ((strcmp(answer->pairs[i].a.person.key, a) == 0 && strcmp(answer->pairs[i].b.person.key, b) == 0) ||
            (strcmp(answer->pairs[i].a.person.key, b) == 0 && strcmp(answer->pairs[i].b.person.key, a) == 0))
            return &answer->pairs[i];
    return NULL;
}

static void test_pair__who_may_be_named_to_each_other(void **state)
{
    (void)state;
    const copse_pair_options options = COPSE_PAIR_OPTIONS_INIT;
    hospital h;
    open_for_steward(&h);
    copse_pair_answer *answer = draw(&h, &options);
    assert_int_equal(answer->n_group, 8);
    assert_int_equal(answer->n_silent, 2);
    assert_int_equal(answer->n_pairs, 3);
    assert_int_equal(answer->n_left, 0);
    assert_non_null(pair_of(answer, "bo", "ci"));
    assert_int_equal(answer->n_isolated_teams, -1);
    copse_pair_answer_free(answer);
}

/* Me, asked in: Bo and I are of one team and both in PACS, so it is worth nothing; Ed and I meet through PACS. */
static void test_pair__who_asks_to_take_part_does(void **state)
{
    (void)state;
    const copse_index me[] = {ME}, others[] = {CI, DI, FI, GI, HY};
    copse_pair_options options = COPSE_PAIR_OPTIONS_INIT;
    options.include = me;
    options.n_include = 1;
    options.exclude = others;
    options.n_exclude = COUNT_OF(others);
    hospital h;
    open_for_steward(&h);
    copse_pair_answer *answer = draw(&h, &options); /* me, Bo, Ed */
    assert_int_equal(answer->n_pairs, 1);
    /* Bo and Ed, or me and Ed: both of other teams and with a CoP in common, 0.20. */
    assert_int_equal(answer->pairs[0].worth, 20);
    assert_int_equal(answer->pairs[0].part[COPSE_PAIR_TEAMS], 20);
    assert_int_equal(answer->pairs[0].hops, 1);
    assert_int_equal(answer->n_left, 1);
    assert_int_equal(answer->left_why[0], COPSE_PAIR_LEFT_ODD);
    copse_pair_answer_free(answer);
}

static void test_pair__face_to_face_is_at_one_site(void **state)
{
    (void)state;
    copse_pair_options options = COPSE_PAIR_OPTIONS_INIT;
    options.mode = COPSE_MODE_FACE_TO_FACE;
    hospital h;
    open_for_steward(&h);
    h.members[CI].visibility = COPSE_VISIBLE_NONE; /* Bo is alone at north */
    copse_pair_answer *answer = draw(&h, &options);
    assert_int_equal(answer->n_pairs, 2);
    for (size_t i = 0; i < answer->n_pairs; i++) {
        assert_string_equal(answer->pairs[i].a.site, answer->pairs[i].b.site);
        assert_false(answer->pairs[i].is_apart);
    }
    assert_int_equal(answer->n_left, 1);
    assert_string_equal(answer->left[0].person.key, "bo");
    assert_int_equal(answer->left_why[0], COPSE_PAIR_LEFT_ALONE);
    copse_pair_answer_free(answer);
}

/* On the wards Ed, Fi, Gi and Hy have three ways to meet, and all three are taken before any is again. */
static void test_pair__meets_again_only_when_all_have_met(void **state)
{
    (void)state;
    copse_fact_pairing past[8];
    copse_pair_options options = COPSE_PAIR_OPTIONS_INIT;
    options.team = WARDS;
    hospital h;
    open_for_steward(&h);
    h.facts.pairings = past;
    for (int round = 0; round < 4; round++) {
        copse_pair_answer *answer = draw(&h, &options);
        assert_string_equal(answer->group, "Wards");
        assert_int_equal(answer->n_pairs, 2);
        assert_int_equal(answer->n_rounds, round);
        assert_int_equal(answer->n_repeats, round < 3 ? 0 : 2);
        for (size_t i = 0; i < answer->n_pairs; i++) {
            copse_network *net;
            copse_fact_pairing *to = &past[h.facts.n_pairings++];
            *to = (copse_fact_pairing){.kind = "coffee", .on = TODAY + round};
            assert_ok(copse_network_new(&net, &h.facts, &h.ctx, NULL));
            assert_ok(copse_network_find_member(&to->a, net, answer->pairs[i].a.person.key, NULL));
            assert_ok(copse_network_find_member(&to->b, net, answer->pairs[i].b.person.key, NULL));
            copse_network_free(net);
        }
        h.ctx.as_of = TODAY + round;
        copse_pair_answer_free(answer);
    }
}

static void test_pair__a_debrief_is_no_coffee_and_tomorrow_is_not_yet(void **state)
{
    (void)state;
    const copse_fact_pairing past[] = {{ED, FI, "debrief", TODAY}, {GI, HY, "coffee", TODAY + 1}};
    copse_pair_options options = COPSE_PAIR_OPTIONS_INIT;
    options.team = WARDS;
    hospital h;
    open_for_steward(&h);
    h.facts.pairings = past;
    h.facts.n_pairings = COUNT_OF(past);
    copse_pair_answer *answer = draw(&h, &options);
    assert_int_equal(answer->n_rounds, 0);
    assert_int_equal(answer->n_repeats, 0);
    copse_pair_answer_free(answer);
}

static void test_pair__is_for_the_steward_with_a_reason(void **state)
{
    (void)state;
    const copse_pair_options options = COPSE_PAIR_OPTIONS_INIT;
    copse_pair_answer *answer;
    hospital h;
    open_for_steward(&h);
    h.ctx.reason = NULL;
    assert_int_equal(try_pairing(&answer, &h, &options), COPSE_E_ARGUMENT);
    h.ctx.reason = "coffee";
    h.ctx.audience = COPSE_FOR_TRUST;
    assert_int_equal(try_pairing(&answer, &h, &options), COPSE_E_ARGUMENT);
    assert_null(answer);
}

static void test_pair__memory_that_runs_out_is_said(void **state)
{
    (void)state;
    const copse_pair_options options = COPSE_PAIR_OPTIONS_INIT;
    hospital h;
    copse_network *net;
    open_for_steward(&h);
    assert_ok(copse_network_new(&net, &h.facts, &h.ctx, NULL));
    for (int64_t n = 0;; n++) {
        copse_pair_answer *answer;
        copse_memory_fail_at(n);
        copse_status st = copse_question_pair(&answer, net, &options, &h.ctx, NULL);
        copse_memory_fail_at(-1);
        if (st == COPSE_OK) {
            assert_true(n > 20);
            copse_pair_answer_free(answer);
            break;
        }
        assert_int_equal(st, COPSE_E_NOMEM);
        assert_null(answer);
    }
    copse_network_free(net);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pair__who_may_be_named_to_each_other),
        cmocka_unit_test(test_pair__who_asks_to_take_part_does),
        cmocka_unit_test(test_pair__face_to_face_is_at_one_site),
        cmocka_unit_test(test_pair__meets_again_only_when_all_have_met),
        cmocka_unit_test(test_pair__a_debrief_is_no_coffee_and_tomorrow_is_not_yet),
        cmocka_unit_test(test_pair__is_for_the_steward_with_a_reason),
        cmocka_unit_test(test_pair__memory_that_runs_out_is_said),
    };
    copse_start(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
