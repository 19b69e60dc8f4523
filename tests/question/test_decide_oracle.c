/*
 * Verdicts of `decide` on random organisations, against the rules read out plainly; and its change, made to the
 * facts: it turns the verdict as said, and no smaller kind of change does better.
 */
#include "oracle/decide_rules.h"

#include "base/random.h"

enum { SEEDS = 1500 };
static const double SLIP = 1e-9;

/* ---- a random organisation ---- */

static copse_day any_day(copse_random *r)
{
    static const copse_day days[] = {COPSE_DAY_UNKNOWN, ORG_TODAY - 10, ORG_TODAY - 364, ORG_TODAY - 365,
                                     ORG_TODAY - 900};
    return days[copse_random_below(r, 5)];
}

static copse_index any_site(copse_random *r)
{
    return (copse_index)copse_random_below(r, ORG_SITES + 1) - 1;
}

static void add_cops(decide_org *o, copse_random *r)
{
    size_t n = copse_random_below(r, 5);
    for (size_t c = 0; c < n; c++) {
        copse_fact_community *cop = org_cop(o);
        cop->mode = (copse_mode)copse_random_below(r, 4);
        cop->site = any_site(r);
        cop->status = (copse_community_status)copse_random_below(r, 5);
        cop->openness = (copse_openness)copse_random_below(r, 5);
        cop->capacity = copse_random_below(r, 2) ? (int32_t)copse_random_below(r, 6) : -1;
        cop->sensitive = copse_random_below(r, 6) ? COPSE_SENSITIVE_NO : COPSE_SENSITIVE_YES;
        for (size_t t = 0; t < o->facts.n_topics; t++)
            if (copse_random_below(r, 3) == 0)
                org_about(o, (copse_index)c, (copse_index)t, 0.3 * (double)(1 + copse_random_below(r, 5)));
    }
}

static void add_people(decide_org *o, copse_random *r)
{
    size_t n = copse_random_below(r, 26), teams = 1 + copse_random_below(r, 3);
    bool is_dated = copse_random_below(r, 4) > 0;
    for (size_t i = 0; i < n; i++) {
        copse_index who =
            org_person(o, copse_random_below(r, 4) ? (copse_index)copse_random_below(r, teams) : COPSE_NONE);
        o->members[who].objected = copse_random_below(r, 12) == 0;
        for (size_t t = 0; t < o->facts.n_topics; t++) {
            if (copse_random_below(r, 5) == 0)
                org_knows(o, who, (copse_index)t);
            if (copse_random_below(r, 5) == 0)
                org_wants(o, who, (copse_index)t);
        }
        for (size_t c = 0; c < o->facts.n_communities; c++)
            if (copse_random_below(r, 4) == 0) {
                org_joins(o, who, (copse_index)c, is_dated ? any_day(r) : COPSE_DAY_UNKNOWN);
                if (copse_random_below(r, 8) == 0)
                    o->memberships[o->facts.n_memberships - 1].until = ORG_TODAY;
            }
    }
}

static decide_org *random_org(uint64_t seed)
{
    copse_random r;
    copse_random_seed(&r, seed, 0);
    decide_org *o = decide_org_new();
    size_t n_topics = 1 + copse_random_below(&r, 6);
    for (size_t t = 0; t < n_topics; t++)
        org_topic(o, t > 0 && copse_random_below(&r, 2) ? (copse_index)copse_random_below(&r, t) : COPSE_NONE);
    add_cops(o, &r);
    add_people(o, &r);
    for (copse_index a = 0; a < ORG_SITES; a++)
        for (copse_index b = 0; b < ORG_SITES; b++)
            if (a != b && copse_random_below(&r, 2))
                o->travels[o->facts.n_travels++] =
                    (copse_fact_travel){a, b, 10.0 * (double)copse_random_below(&r, 7)};
    o->options.n_topics = 1 + copse_random_below(&r, n_topics < 3 ? n_topics : 3);
    for (size_t i = 0; i < o->options.n_topics; i++) {
        o->asked[i] = (copse_index)((i + seed) % n_topics);
        o->weights[i] = (double)(1 + copse_random_below(&r, 3));
    }
    o->options.mode = copse_random_below(&r, 2) ? (copse_mode)copse_random_below(&r, 4) : COPSE_MODE_UNKNOWN;
    o->options.site = any_site(&r);
    if (copse_random_below(&r, 2)) {
        o->ctx.audience = COPSE_FOR_STEWARD;
        o->ctx.reason = "test";
    }
    return o;
}

/* ---- changes ---- */

static copse_index index_of(const decide_org *o, const char *key)
{
    for (size_t c = 0; key && c < o->facts.n_communities; c++)
        if (strcmp(o->cops[c].key, key) == 0)
            return (copse_index)c;
    return COPSE_NONE;
}

static decide_org *copy_of(const decide_org *o)
{
    decide_org *copy = decide_org_new();
    const copse_facts pointers = copy->facts;
    copse_decide_options options = o->options;
    *copy = *o;
    copy->facts.members = pointers.members;
    copy->facts.teams = pointers.teams;
    copy->facts.sites = pointers.sites;
    copy->facts.travels = pointers.travels;
    copy->facts.assignments = pointers.assignments;
    copy->facts.communities = pointers.communities;
    copy->facts.topics = pointers.topics;
    copy->facts.memberships = pointers.memberships;
    copy->facts.expertises = pointers.expertises;
    copy->facts.interests = pointers.interests;
    copy->facts.community_topics = pointers.community_topics;
    copy->facts.exchanges = pointers.exchanges;
    copy->options = options;
    copy->options.topics = copy->asked;
    copy->options.topic_weights = copy->weights;
    return copy; /* keys stay borrowed from the original */
}

/* Somebody who wants nothing shares something in it today. */
static void wake(decide_org *o, copse_index cop)
{
    if (decide_newest(o, COPSE_NONE) != COPSE_DAY_UNKNOWN) {
        copse_index who = org_person(o, COPSE_NONE);
        o->exchanges[o->facts.n_exchanges++] = (copse_fact_exchange){
            who, COPSE_NONE, cop, COPSE_NONE, COPSE_EXCHANGE_SHARED, ORG_TODAY, COPSE_DAY_UNKNOWN};
    }
    o->cops[cop].status = COPSE_COMMUNITY_ACTIVE;
}

static void add_waiting(decide_org *o, int64_t people, int64_t teams)
{
    for (int64_t i = 0; i < people; i++)
        org_wants(o, org_person(o, ORG_TEAMS - 1 - (i < teams ? i : 0)), o->asked[0]);
}

/* So many are left of those who wait: the others want and know nothing any more. */
static void leave_waiting(decide_org *o, int64_t most)
{
    for (size_t person = 0; person < o->facts.n_members; person++) {
        bool waits = !o->members[person].objected && decide_misses_one(o, person) && !decide_is_served(o, person);
        if (!waits || most-- > 0)
            continue;
        for (size_t i = 0; i < o->facts.n_expertises; i++)
            if ((size_t)o->expertises[i].member == person)
                o->expertises[i--] = o->expertises[--o->facts.n_expertises];
        for (size_t i = 0; i < o->facts.n_interests; i++)
            if ((size_t)o->interests[i].member == person)
                o->interests[i--] = o->interests[--o->facts.n_interests];
    }
}

static void take_up(decide_org *o, copse_index cop, copse_index topic)
{
    for (size_t i = 0; i < o->facts.n_community_topics; i++)
        if (o->cop_topics[i].community == cop && o->cop_topics[i].topic == topic)
            o->cop_topics[i--] = o->cop_topics[--o->facts.n_community_topics];
    org_about(o, cop, topic, 1.0);
}

static void make_change(decide_org *o, const copse_decide_turn *turn)
{
    copse_index cop = index_of(o, turn->key);
    switch (turn->kind) {
    case COPSE_TURN_PLACE:
        o->cops[cop].capacity = decide_size(o, (size_t)cop) + 1;
        break;
    case COPSE_TURN_NO_PLACE:
        o->cops[cop].capacity = decide_size(o, (size_t)cop);
        break;
    case COPSE_TURN_OPENNESS:
        o->cops[cop].openness = COPSE_OPENNESS_REQUEST;
        break;
    case COPSE_TURN_MEETS:
        wake(o, cop);
        break;
    case COPSE_TURN_MODE:
        o->cops[cop].mode = turn->mode;
        break;
    case COPSE_TURN_SITE:
        o->cops[cop].site = turn->site_key[1] - '0';
        break;
    case COPSE_TURN_TOPIC:
        take_up(o, cop, atoi(turn->topic_key + 1));
        break;
    case COPSE_TURN_PEOPLE:
        add_waiting(o, turn->people, turn->teams);
        break;
    case COPSE_TURN_FEWER_PEOPLE:
        leave_waiting(o, turn->people);
        break;
    }
}

/* ---- what is claimed ---- */

static void assert_verdict(const decide_org *o, const copse_decide_answer *answer, uint64_t seed)
{
    double best;
    copse_decision expected = decide_verdict(o, &best);
    if (answer->decision != expected)
        fail_msg("seed %llu: %s, not %s", (unsigned long long)seed, copse_decision_name(answer->decision),
                 copse_decision_name(expected));
    assert_int_equal(answer->key != NULL, expected <= COPSE_DECISION_STRAND);
    if (answer->key)
        assert_close(decide_coverage(o, (size_t)index_of(o, answer->key)), best, SLIP);
    for (size_t i = 0; i < answer->n_homes; i++)
        assert_close(answer->homes[i].coverage, decide_coverage(o, (size_t)index_of(o, answer->homes[i].key)), SLIP);
}

static void assert_turns(const decide_org *o, const copse_decide_answer *answer, uint64_t seed)
{
    const copse_decide_turn *turn = &answer->turn;
    decide_org *changed = copy_of(o);
    make_change(changed, turn);
    copse_decide_answer *then = org_ask(changed);
    bool is_same = (!then->key && !turn->then_key) ||
                   (then->key && turn->then_key && strcmp(then->key, turn->then_key) == 0);
    if (then->decision != turn->then || !is_same)
        fail_msg("seed %llu: %s, but it is %s %s", (unsigned long long)seed, turn->sentence,
                 copse_decision_name(then->decision), then->key ? then->key : "");
    assert_true(then->decision != answer->decision ||
                (then->key && answer->key && strcmp(then->key, answer->key) != 0));
    assert_verdict(changed, then, seed);
    copse_decide_answer_free(then);
    free(changed);
}

static copse_decision verdict_after(const decide_org *o, copse_decide_turn turn)
{
    double best;
    decide_org *changed = copy_of(o);
    make_change(changed, &turn);
    copse_decision verdict = decide_verdict(changed, &best);
    free(changed);
    return verdict;
}

/* The best verdict that one circumstance of one CoP could bring. */
static copse_decision best_by_circumstance(const decide_org *o)
{
    static const char *const sites[] = {"s0", "s1", "s2"};
    copse_decision best = COPSE_DECISION_UNKNOWN;
    for (size_t c = 0; c < o->facts.n_communities; c++) {
        copse_decide_turn turn = {.key = o->cops[c].key};
        for (int i = 0; decide_is_there(o, c) && i < 9; i++) {
            static const copse_turn_kind kinds[] = {COPSE_TURN_PLACE, COPSE_TURN_OPENNESS, COPSE_TURN_MEETS,
                                                    COPSE_TURN_MODE,  COPSE_TURN_MODE,     COPSE_TURN_MODE,
                                                    COPSE_TURN_SITE,  COPSE_TURN_SITE,     COPSE_TURN_SITE};
            turn.kind = kinds[i];
            turn.mode = i >= 3 && i < 6 ? (copse_mode)(i - 2) : COPSE_MODE_UNKNOWN;
            turn.site_key = i >= 6 ? sites[i - 6] : NULL;
            copse_decision verdict = verdict_after(o, turn);
            best = verdict < best ? verdict : best;
        }
    }
    return best;
}

/* The best verdict that one more topic of one CoP that is about any could bring. */
static copse_decision best_by_topic(const decide_org *o)
{
    copse_decision best = COPSE_DECISION_UNKNOWN;
    for (size_t c = 0; c < o->facts.n_communities; c++)
        for (size_t t = 0; decide_is_there(o, c) && decide_coverage(o, c) > 0.0 && t < o->options.n_topics; t++) {
            copse_decide_turn turn = {.kind = COPSE_TURN_TOPIC, .key = o->cops[c].key};
            turn.topic_key = o->topics[o->asked[t]].key;
            copse_decision verdict = verdict_after(o, turn);
            best = verdict < best ? verdict : best;
        }
    return best;
}

/* A circumstance goes before a topic, a topic before people; of each, what brings the best verdict. */
static void assert_smallest(const decide_org *o, const copse_decide_answer *answer)
{
    copse_decision now = answer->decision;
    copse_decision by_circumstance = best_by_circumstance(o), by_topic = best_by_topic(o);
    bool is_circumstance = answer->turn.kind <= COPSE_TURN_SITE && answer->turn.kind != COPSE_TURN_NO_PLACE;
    assert_int_equal(is_circumstance, by_circumstance < now);
    if (is_circumstance)
        assert_int_equal(answer->turn.then, by_circumstance);
    assert_int_equal(answer->turn.kind == COPSE_TURN_TOPIC, !is_circumstance && by_topic < now);
    if (answer->turn.kind == COPSE_TURN_TOPIC)
        assert_int_equal(answer->turn.then, by_topic);
}

static void test_decide__verdicts_are_those_of_the_rules_and_turn_as_said(void **state)
{
    (void)state;
    int n[COPSE_DECISION_UNKNOWN + 1] = {0}, turns[COPSE_TURN_FEWER_PEOPLE + 1] = {0};
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        decide_org *o = random_org(seed);
        copse_decide_answer *answer = org_ask(o);
        assert_verdict(o, answer, seed);
        assert_turns(o, answer, seed);
        assert_smallest(o, answer);
        n[answer->decision]++;
        turns[answer->turn.kind]++;
        copse_decide_answer_free(answer);
        free(o);
    }
    /* Every verdict and every kind of change was met. */
    for (int i = 0; i <= COPSE_DECISION_UNKNOWN; i++)
        assert_true(n[i] >= 20);
    for (int i = 0; i <= COPSE_TURN_FEWER_PEOPLE; i++)
        assert_true(turns[i] >= 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_decide__verdicts_are_those_of_the_rules_and_turn_as_said),
    };
    copse_start(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
