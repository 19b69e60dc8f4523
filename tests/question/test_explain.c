/*
 * join --explain: every change that is listed, made in the facts and asked anew
 * with the same model, moves the CoP over the border; and no change that is not
 * listed does. Facts are random organisations, whose sizes random_org.h gives.
 */
#include "model/random_org.h"

#include <stdlib.h>

#include "base/memory.h"

enum { TOP = 4, N_INTERESTS = 30 };

static random_org org;
static copse_fact_interest interests[N_INTERESTS];
static copse_fact_mark marks[2];

static void draw(uint64_t seed)
{
    copse_random random;
    org_draw(&org, seed, false);
    copse_random_seed(&random, seed, 7);
    for (int i = 0; i < N_INTERESTS; i++)
        interests[i] = (copse_fact_interest){(copse_index)copse_random_below(&random, ORG_MEMBERS),
                                             (copse_index)copse_random_below(&random, ORG_TOPICS),
                                             COPSE_DAY_UNKNOWN};
    org.facts.interests = interests;
    org.facts.n_interests = N_INTERESTS;
    /* The last topic is of the sensitive CoP alone. */
    bool is_given = false;
    for (size_t i = 0; i < org.facts.n_community_topics; i++) {
        copse_fact_community_topic *about = &org.community_topics[i];
        if (about->topic == ORG_TOPICS - 1)
            about->topic = 0;
        if (about->community == 3 && !is_given)
            about->topic = ORG_TOPICS - 1;
        is_given |= about->community == 3;
    }
    org.communities[7].status = COPSE_COMMUNITY_CLOSED;
    org.communities[8].status = COPSE_COMMUNITY_DORMANT;
}

static copse_context self(copse_index member)
{
    copse_context ctx = COPSE_CONTEXT_INIT;
    ctx.audience = COPSE_FOR_SELF;
    ctx.audience_key = org.facts.members[member].key;
    return ctx;
}

static copse_model *fit(const char *kind)
{
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_fit_options options = {kind, 0};
    copse_network *net = NULL;
    copse_model *model = NULL;
    assert_ok(copse_network_new(&net, &org.facts, &ctx, NULL));
    assert_ok(copse_model_fit(&model, net, &options, &ctx, NULL));
    copse_network_free(net);
    return model;
}

/* Whether `join` recommends the CoP, by these facts and that model. */
static bool is_recommended(const copse_facts *facts, const copse_model *model, copse_index member,
                           copse_index community)
{
    copse_context ctx = self(member);
    copse_join_options options = COPSE_JOIN_OPTIONS_INIT;
    copse_network *net = NULL;
    copse_join_answer *answer = NULL;
    bool is_in = false;
    options.top = TOP;
    assert_ok(copse_network_new(&net, facts, &ctx, NULL));
    assert_ok(copse_question_join(&answer, net, model, member, &options, &ctx, NULL));
    for (size_t i = 0; i < answer->n_recommendations; i++)
        is_in |= strcmp(answer->recommendations[i].key, facts->communities[community].key) == 0;
    copse_join_answer_free(answer);
    copse_network_free(net);
    return is_in;
}

/* ---- the facts with one thing more or less ---- */

static bool changed(copse_facts *f, copse_index member, copse_change_kind kind, copse_index of, double evidence)
{
    static copse_fact_membership memberships[ORG_MEMBERS * 3 + 1];
    static copse_fact_expertise expertises[ORG_MEMBERS * 3 + 1];
    static copse_fact_interest wanted[N_INTERESTS + 1];
    size_t n = 0, before = 0;
    *f = org.facts;
    switch (kind) {
    case COPSE_CHANGE_MEMBERSHIP:
        for (; before < f->n_memberships; before++)
            if (f->memberships[before].member != member || f->memberships[before].community != of)
                memberships[n++] = f->memberships[before];
        if (n == before)
            memberships[n++] = (copse_fact_membership){.member = member, .community = of,
                                                       .since = COPSE_DAY_UNKNOWN, .until = COPSE_DAY_UNKNOWN};
        f->memberships = memberships;
        f->n_memberships = n;
        break;
    case COPSE_CHANGE_TOPIC:
        for (; before < f->n_expertises; before++)
            if (f->expertises[before].member != member || f->expertises[before].topic != of)
                expertises[n++] = f->expertises[before];
        if (n == before)
            expertises[n++] = (copse_fact_expertise){member, of, evidence, COPSE_DAY_UNKNOWN};
        f->expertises = expertises;
        f->n_expertises = n;
        break;
    case COPSE_CHANGE_INTEREST:
        for (; before < f->n_interests; before++)
            if (f->interests[before].member != member || f->interests[before].topic != of)
                wanted[n++] = f->interests[before];
        if (n == before)
            wanted[n++] = (copse_fact_interest){member, of, COPSE_DAY_UNKNOWN};
        f->interests = wanted;
        f->n_interests = n;
        break;
    }
    return n > before;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Type 7 of Hyndman & Fan at 0.75. */
static double upper_quartile(double *values, size_t n)
{
    double at = 0.75 * (double)(n - 1);
    size_t low = (size_t)at;
    qsort(values, n, sizeof *values, by_value);
    return low + 1 < n ? values[low] + (at - (double)low) * (values[low + 1] - values[low]) : values[low];
}

/* Of the five or more who know the topic, else of all that is known by anybody. */
static double usual_evidence(copse_index topic)
{
    static double sum[ORG_TOPICS][ORG_MEMBERS];
    double known[ORG_MEMBERS], all[ORG_TOPICS * ORG_MEMBERS];
    size_t n = 0, n_all = 0;
    memset(sum, 0, sizeof sum);
    for (size_t i = 0; i < org.facts.n_expertises; i++)
        if (!org.facts.members[org.expertises[i].member].objected)
            sum[org.expertises[i].topic][org.expertises[i].member] += org.expertises[i].weight;
    for (copse_index t = 0; t < ORG_TOPICS; t++)
        for (size_t m = 0; m < ORG_MEMBERS; m++) {
            if (sum[t][m] > 0)
                all[n_all++] = sum[t][m];
            if (sum[t][m] > 0 && t == topic)
                known[n++] = sum[t][m];
        }
    return n >= 5 ? upper_quartile(known, n) : upper_quartile(all, n_all);
}

static bool is_of_sensitive_cops_alone(copse_index topic)
{
    bool any = false;
    for (size_t i = 0; i < org.facts.n_community_topics; i++) {
        if (org.community_topics[i].topic != topic)
            continue;
        if (org.communities[org.community_topics[i].community].sensitive != COPSE_SENSITIVE_YES)
            return false;
        any = true;
    }
    return any;
}

/* ---- the claim ---- */

static copse_index index_of(const copse_change *change)
{
    size_t n = change->kind == COPSE_CHANGE_MEMBERSHIP ? ORG_COMMUNITIES : ORG_TOPICS;
    for (size_t i = 0; i < n; i++)
        if (strcmp(change->kind == COPSE_CHANGE_MEMBERSHIP ? org.communities[i].key : org.topics[i].key,
                   change->key) == 0)
            return (copse_index)i;
    fail_msg("no key %s", change->key);
    return COPSE_NONE;
}

/* How many single changes flip it, by trying them all in the facts. */
static size_t count_flips(const copse_model *model, copse_index member, copse_index community, bool was_in)
{
    size_t flips = 0;
    copse_facts facts;
    for (copse_index c = 0; c < ORG_COMMUNITIES; c++) {
        bool is_added = changed(&facts, member, COPSE_CHANGE_MEMBERSHIP, c, 0);
        if (c == community || org.communities[c].sensitive == COPSE_SENSITIVE_YES ||
            (is_added && org.communities[c].status == COPSE_COMMUNITY_CLOSED))
            continue;
        flips += is_recommended(&facts, model, member, community) != was_in;
    }
    for (copse_index t = 0; t < ORG_TOPICS; t++) {
        if (is_of_sensitive_cops_alone(t))
            continue;
        changed(&facts, member, COPSE_CHANGE_TOPIC, t, usual_evidence(t));
        flips += is_recommended(&facts, model, member, community) != was_in;
        changed(&facts, member, COPSE_CHANGE_INTEREST, t, 0);
        flips += is_recommended(&facts, model, member, community) != was_in;
    }
    return flips;
}

static size_t check_changes(const copse_explain_answer *a, const copse_model *model, copse_index member,
                            copse_index community, bool was_in)
{
    for (size_t i = 0; i < a->n_changes; i++) {
        copse_facts facts;
        const copse_change *change = &a->changes[i];
        assert_false(change->kind != COPSE_CHANGE_MEMBERSHIP && is_of_sensitive_cops_alone(index_of(change)));
        bool is_added = changed(&facts, member, change->kind, index_of(change), change->evidence);
        assert_int_equal(is_added, change->is_added);
        if (change->kind == COPSE_CHANGE_TOPIC && is_added)
            assert_close(change->evidence, usual_evidence(index_of(change)), 1e-12);
        assert_true(is_recommended(&facts, model, member, community) != was_in);
        assert_true(was_in ? change->rank == 0 || change->rank > TOP : change->rank >= 1 && change->rank <= TOP);
    }
    assert_int_equal(a->n_changes_in_all, count_flips(model, member, community, was_in));
    return a->n_changes_in_all;
}

static size_t check_one(const copse_model *model, const copse_network *net, copse_index member,
                        copse_index community)
{
    copse_context ctx = self(member);
    copse_join_options options = COPSE_JOIN_OPTIONS_INIT;
    copse_explain_answer *a = NULL;
    options.top = TOP;
    copse_status st = copse_question_explain(&a, net, model, member, community, &options, &ctx, NULL);
    if (st != COPSE_OK)
        return 0; /* they are in it, or it is sensitive: tested below */
    int64_t sum = 0;
    for (size_t i = 0; i < a->n_reasons; i++)
        sum += a->reasons[i].value;
    assert_int_equal(sum, a->score);
    bool was_in = is_recommended(&org.facts, model, member, community);
    assert_int_equal(was_in, a->rank >= 1 && a->rank <= TOP);
    assert_int_equal(a->rank == 0, a->left_out != NULL);
    size_t flips = check_changes(a, model, member, community, was_in);
    copse_explain_answer_free(a);
    return flips;
}

static void test_explain__each_change_flips_and_no_other_does(void **state)
{
    (void)state;
    static const char *const kinds[] = {"closed-form", "topic-similarity", "same-team", "item-knn", "als"};
    const copse_index members[] = {0, 11, 36, 39}; /* 36 is in no CoP, of 39 nothing is known */
    for (uint64_t seed = 0; seed < sizeof kinds / sizeof kinds[0]; seed++) {
        size_t flips = 0;
        copse_network *net = NULL;
        copse_context ctx = COPSE_CONTEXT_INIT;
        draw(seed + 1);
        copse_model *model = fit(kinds[seed]);
        assert_ok(copse_network_new(&net, &org.facts, &ctx, NULL));
        for (size_t m = 0; m < 4; m++)
            for (copse_index c = (copse_index)(m % 2); c < ORG_COMMUNITIES; c += 2)
                flips += check_one(model, net, members[m], c);
        assert_true(flips > 0);
        copse_network_free(net);
        copse_model_free(model);
    }
}

static void test_explain__what_is_not_answered(void **state)
{
    (void)state;
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_network *net = NULL;
    copse_explain_answer *a = NULL;
    copse_error err = COPSE_ERROR_INIT;
    copse_join_options options = COPSE_JOIN_OPTIONS_INIT;
    draw(1);
    copse_model *model = fit("closed-form");
    assert_ok(copse_network_new(&net, &org.facts, &ctx, NULL));
    copse_index own = org.memberships[0].community;
    if (org.communities[own].sensitive == COPSE_SENSITIVE_YES)
        own = org.memberships[1].community;

    assert_int_equal(copse_question_explain(&a, net, model, 0, 1, NULL, &ctx, &err), COPSE_E_ARGUMENT);
    copse_context mine = self(0);
    assert_int_equal(copse_question_explain(&a, net, model, 0, own, NULL, &mine, &err), COPSE_E_ARGUMENT);
    assert_non_null(strstr(err.what, "already"));
    assert_int_equal(copse_question_explain(&a, net, model, 0, 3, NULL, &mine, &err), COPSE_E_NOT_FOUND);
    assert_null(strstr(err.what, org.communities[3].key)); /* sensitive: not said to exist */
    options.diversity = 0.5;
    assert_int_equal(copse_question_explain(&a, net, model, 0, 1, &options, &mine, &err), COPSE_E_ARGUMENT);
    copse_context objector = self(5);
    assert_int_equal(copse_question_explain(&a, net, model, 5, 1, NULL, &objector, &err), COPSE_E_NOT_FOUND);
    assert_null(a);
    copse_network_free(net);
    copse_model_free(model);
}

static void test_explain__a_mark_keeps_it_out_and_is_said(void **state)
{
    (void)state;
    copse_explain_answer *a = NULL;
    copse_network *net = NULL;
    copse_context ctx = self(0);
    draw(2);
    copse_model *model = fit("closed-form");
    copse_index c = 0;
    while (!is_recommended(&org.facts, model, 0, c))
        c++;
    marks[0] = (copse_fact_mark){0, c, COPSE_DAY_UNKNOWN};
    marks[1] = (copse_fact_mark){1, c == 0 ? 1 : 0, COPSE_DAY_UNKNOWN}; /* another's, of another CoP */
    org.facts.marks = marks;
    org.facts.n_marks = 2;
    assert_false(is_recommended(&org.facts, model, 0, c));
    assert_ok(copse_network_new(&net, &org.facts, &ctx, NULL));
    assert_ok(copse_question_explain(&a, net, model, 0, c, NULL, &ctx, NULL));
    assert_int_equal(a->rank, 0);
    assert_non_null(strstr(a->left_out, "not for you"));
    assert_int_equal(a->n_changes_in_all, 0);
    copse_explain_answer_free(a);
    copse_network_free(net);
    copse_model_free(model);
}

/* What is recorded after the fit counts at once, by the same model. */
static void test_explain__a_new_membership_counts_without_a_refit(void **state)
{
    (void)state;
    copse_facts after;
    copse_network *net = NULL;
    copse_explain_answer *a = NULL;
    copse_context ctx = self(36);
    draw(3);
    copse_model *model = fit("closed-form");
    changed(&after, 36, COPSE_CHANGE_MEMBERSHIP, 1, 0);
    after.data_version = 1;
    assert_ok(copse_network_new(&net, &after, &ctx, NULL));
    assert_ok(copse_question_explain(&a, net, model, 36, 0, NULL, &ctx, NULL));
    bool counts = false;
    for (size_t i = 0; i < a->n_reasons; i++)
        counts |= a->reasons[i].kind == COPSE_REASON_COMMUNITY && strcmp(a->reasons[i].key, after.communities[1].key) == 0;
    assert_true(counts);
    assert_true(a->model_is_stale);
    copse_explain_answer_free(a);
    copse_network_free(net);
    copse_model_free(model);
}

/* A CoP that is newer than the model is recommended by its topics, and explained by them. */
static void test_explain__a_new_cop_is_known_by_its_topics(void **state)
{
    (void)state;
    enum { N = ORG_COMMUNITIES };
    static copse_fact_community communities[N + 1];
    static copse_fact_community_topic about[N * 3 + 1];
    copse_network *net = NULL;
    copse_explain_answer *a = NULL;
    copse_context ctx = self(0);
    draw(4);
    copse_model *model = fit("closed-form");
    memcpy(communities, org.communities, sizeof org.communities);
    communities[N] = communities[0];
    communities[N].key = "new";
    communities[N].name = "New";
    memcpy(about, org.community_topics, org.facts.n_community_topics * sizeof *about);
    about[org.facts.n_community_topics++] = (copse_fact_community_topic){N, org.expertises[0].topic, 1.0};
    org.facts.communities = communities;
    org.facts.n_communities = N + 1;
    org.facts.community_topics = about;
    assert_int_equal(org.expertises[0].member, 0);
    assert_ok(copse_network_new(&net, &org.facts, &ctx, NULL));
    assert_ok(copse_question_explain(&a, net, model, 0, N, NULL, &ctx, NULL));
    assert_true(a->rank > 0 && a->score > 0);
    assert_int_equal(a->n_reasons, 1);
    assert_int_equal(a->reasons[0].kind, COPSE_REASON_SIMILARITY);
    assert_string_equal(a->reasons[0].key, org.topics[org.expertises[0].topic].key);
    copse_explain_answer_free(a);
    copse_network_free(net);
    copse_model_free(model);
}

static void test_explain__every_allocation_may_fail(void **state)
{
    (void)state;
    copse_context ctx = self(0);
    copse_network *net = NULL;
    copse_explain_answer *a = NULL;
    draw(1);
    copse_model *model = fit("closed-form");
    assert_ok(copse_network_new(&net, &org.facts, &ctx, NULL));
    copse_index c = 0;
    while (copse_question_explain(&a, net, model, 0, c, NULL, &ctx, NULL) != COPSE_OK)
        c++;
    copse_explain_answer_free(a);
    copse_status st = COPSE_E_NOMEM;
    int64_t n = 0;
    for (; st != COPSE_OK; n++) {
        copse_memory_fail_at(n);
        st = copse_question_explain(&a, net, model, 0, c, NULL, &ctx, NULL);
        assert_true(st == COPSE_OK || (st == COPSE_E_NOMEM && !a));
    }
    copse_memory_fail_at(-1);
    assert_true(n > 20);
    copse_explain_answer_free(a);
    copse_network_free(net);
    copse_model_free(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_explain__each_change_flips_and_no_other_does),
        cmocka_unit_test(test_explain__what_is_not_answered),
        cmocka_unit_test(test_explain__a_mark_keeps_it_out_and_is_said),
        cmocka_unit_test(test_explain__a_new_membership_counts_without_a_refit),
        cmocka_unit_test(test_explain__a_new_cop_is_known_by_its_topics),
        cmocka_unit_test(test_explain__every_allocation_may_fail),
    };
    if (copse_start(NULL) != COPSE_OK)
        return 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
