/*
 * debrief: pairs against brute force on generated trusts, and by hand in a hospital (see hospital.h) what is read,
 * of whom, and for whom.
 */
#include <stdlib.h>

#include "hospital.h"

#include "base/memory.h"
#include "store/generated.h"

#include "base/random.h"

static hospital h;
static copse_record_exchange rows[8];
static copse_record_action actions[4];
static copse_record_debrief debriefs[2];
static copse_fact_pairing pairings[4];
static copse_records records;
static copse_debrief_answer *answer;

static copse_record_exchange *note(copse_index author, copse_index community, int days_ago, const char *text)
{
    copse_record_exchange *x = &rows[records.n_exchanges];
    *x = (copse_record_exchange){.id = (copse_id)(records.n_exchanges + 1),
                                 .from_member = author,
                                 .to_member = COPSE_NONE,
                                 .to_community = community,
                                 .topic = COPSE_NONE,
                                 .project = COPSE_NONE,
                                 .kind = COPSE_EXCHANGE_ATTENDED,
                                 .on = TODAY - days_ago,
                                 .due = COPSE_DAY_UNKNOWN,
                                 .note = text,
                                 .shared_with = COPSE_VISIBLE_TEAM};
    records.n_exchanges++;
    return x;
}

static int begin(void **state)
{
    (void)state;
    hospital_init(&h);
    h.ctx.audience = COPSE_FOR_TEAM;
    h.ctx.audience_key = "imaging";
    records =
        (copse_records){.exchanges = rows, .actions = actions, .debriefs = debriefs};
    h.facts.pairings = pairings;
    return copse_start(NULL) == COPSE_OK ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    copse_debrief_answer_free(answer);
    answer = NULL;
    copse_network_free(h.net);
    h.net = NULL;
    return 0;
}

static copse_status ask(copse_index team)
{
    copse_error err = COPSE_ERROR_INIT;
    copse_debrief_answer_free(answer);
    answer = NULL;
    copse_network_free(h.net);
    h.net = NULL;
    assert_int_equal(copse_network_new(&h.net, &h.facts, &h.ctx, &err), COPSE_OK);
    return copse_question_debrief(&answer, h.net, &records, team, &h.ctx, &err);
}

static const copse_debrief_community *of(const char *key)
{
    static const copse_debrief_community none;
    for (size_t i = 0; i < answer->n_communities; i++)
        if (strcmp(answer->communities[i].key, key) == 0)
            return &answer->communities[i];
    return &none;
}

/* ---- by hand ---- */

/* Of imaging, bo and ci are named to it; me and di to nobody. bo and ci are in informatics; bo and me in pacs. */
static void test_communities__are_those_of_two_who_may_be_named(void **state)
{
    (void)state;
    assert_int_equal(ask(IMAGING), COPSE_OK);
    assert_int_equal(answer->n_communities, 1);
    assert_string_equal(of("informatics")->name, "Imaging informatics");
    assert_int_equal(of("informatics")->n_members, 2);
    assert_string_equal(of("informatics")->members[0].name, "Bo Birch");
    assert_string_equal(of("informatics")->members[1].name, "Ci Cedar");
    assert_int_equal(of("informatics")->n_topics, 3);
    assert_string_equal(of("informatics")->topics[0], "DICOM"); /* weight 4, 2, 1 */
    assert_string_equal(of("informatics")->topics[2], "Machine learning");
}

static void test_communities__the_steward_with_a_reason_sees_everybody_but_no_sensitive_one(void **state)
{
    (void)state;
    h.ctx.audience = COPSE_FOR_STEWARD;
    h.ctx.reason = "to prepare the meeting";
    h.ctx.audience_key = NULL;
    assert_int_equal(ask(IMAGING), COPSE_OK);
    assert_int_equal(of("informatics")->n_members, 3);
    assert_int_equal(of("pacs")->n_members, 2);
    assert_int_equal(ask(WARDS), COPSE_OK);
    assert_int_equal(of("union")->n_members, 0); /* ed and gi are in it */
    h.ctx.reason = NULL;
    assert_int_equal(ask(IMAGING), COPSE_E_ARGUMENT);
}

static void test_asking__for_anybody_but_the_team_is_refused(void **state)
{
    (void)state;
    assert_int_equal(ask(WARDS), COPSE_E_ARGUMENT);
    h.ctx.audience = COPSE_FOR_TRUST;
    assert_int_equal(ask(IMAGING), COPSE_E_ARGUMENT);
    h.ctx.audience = COPSE_FOR_SELF;
    h.ctx.audience_key = "bo";
    assert_int_equal(ask(IMAGING), COPSE_E_ARGUMENT);
}

static void test_notes__are_those_that_were_shared_since_the_last_debrief(void **state)
{
    (void)state;
    note(BO, INFORMATICS, 9, "before");
    note(BO, INFORMATICS, 8, "on the day");
    note(BO, INFORMATICS, 7, "after");
    note(CI, INFORMATICS, 6, "for ci alone")->shared_with = COPSE_VISIBLE_NONE;
    note(CI, INFORMATICS, 5, "for all")->shared_with = COPSE_VISIBLE_TRUST;
    note(DI, INFORMATICS, 4, "by di");
    note(ED, INFORMATICS, 3, "of another team")->shared_with = COPSE_VISIBLE_TRUST;
    note(BO, INFORMATICS, -1, "tomorrow");
    debriefs[0] = (copse_record_debrief){IMAGING, TODAY - 8, "cases help"};
    debriefs[1] = (copse_record_debrief){WARDS, TODAY - 1, "of the wards"};
    records.n_debriefs = 2;
    assert_int_equal(ask(IMAGING), COPSE_OK);
    assert_int_equal(answer->last, TODAY - 8);
    assert_string_equal(answer->last_note, "cases help");
    assert_int_equal(of("informatics")->n_notes, 3);
    const char *expected[] = {"after", "for all", "by di"}; /* by author */
    for (size_t i = 0; i < 3; i++)
        assert_string_equal(of("informatics")->notes[i].note, expected[i]);
    assert_true(of("informatics")->notes[0].author.named);
    assert_false(of("informatics")->notes[2].author.named);
}

static void test_pairs__go_once_they_came_together_and_come_back_with_the_next_note(void **state)
{
    (void)state;
    assert_int_equal(ask(IMAGING), COPSE_OK);
    assert_int_equal(of("informatics")->n_pairs, 0); /* nobody wrote anything */
    note(BO, INFORMATICS, 9, "a case");
    assert_int_equal(ask(IMAGING), COPSE_OK);
    assert_int_equal(of("informatics")->n_pairs, 1);
    assert_int_equal(of("informatics")->pairs[0].met, COPSE_DAY_UNKNOWN);
    note(CI, INFORMATICS, 8, "A  CASE"); /* the same words */
    assert_int_equal(ask(IMAGING), COPSE_OK);
    assert_int_equal(of("informatics")->n_pairs, 0);
    note(CI, INFORMATICS, 7, "a protocol");
    assert_int_equal(ask(IMAGING), COPSE_OK);
    assert_int_equal(of("informatics")->n_pairs, 1);
    pairings[0] = (copse_fact_pairing){CI, BO, "debrief", TODAY - 7};
    pairings[1] = (copse_fact_pairing){CI, ED, "debrief", TODAY};
    pairings[2] = (copse_fact_pairing){BO, CI, "debrief", TODAY + 1};
    h.facts.n_pairings = 3;
    assert_int_equal(ask(IMAGING), COPSE_OK);
    assert_int_equal(of("informatics")->n_pairs, 0);
    note(BO, INFORMATICS, 6, "a question");
    assert_int_equal(ask(IMAGING), COPSE_OK);
    assert_int_equal(of("informatics")->n_pairs, 1);
    assert_int_equal(of("informatics")->pairs[0].met, TODAY - 7);
}

static void test_actions__come_back_until_they_are_done(void **state)
{
    (void)state;
    static const copse_record_project projects[] = {{"scan", "Faster scans", IMAGING, NORTH, ALWAYS, OPEN},
                                                    {"ward", "Better wards", WARDS, FAR, ALWAYS, OPEN}};
    records.projects = projects;
    records.n_projects = 2;
    actions[0] = (copse_record_action){1, IMAGING, COPSE_NONE, "write it up", BO, TODAY - 9, TODAY - 1, OPEN};
    actions[1] = (copse_record_action){2, COPSE_NONE, 0, "show it", DI, TODAY - 9, TODAY - 2, OPEN};
    actions[2] = (copse_record_action){3, COPSE_NONE, 1, "of another team", BO, TODAY - 9, OPEN, OPEN};
    actions[3] = (copse_record_action){4, IMAGING, COPSE_NONE, "done", COPSE_NONE, TODAY - 9, OPEN, TODAY + 1};
    records.n_actions = 4;
    assert_int_equal(ask(IMAGING), COPSE_OK);
    assert_int_equal(answer->n_actions, 3);
    assert_int_equal(answer->actions[0].number, 2); /* soonest due first */
    assert_true(answer->actions[0].has_who && !answer->actions[0].who.named && answer->actions[0].is_late);
    assert_int_equal(answer->actions[1].number, 1);
    assert_string_equal(answer->actions[1].who.name, "Bo Birch");
    assert_int_equal(answer->actions[2].number, 4); /* done tomorrow: open today */
    h.ctx.as_of = TODAY + 1;
    assert_int_equal(ask(IMAGING), COPSE_OK);
    assert_int_equal(answer->n_actions, 2);
    h.ctx.as_of = TODAY - 10; /* nobody had said any of it */
    assert_int_equal(ask(IMAGING), COPSE_OK);
    assert_int_equal(answer->n_actions, 0);
}

static void test_records__that_refer_to_nothing_are_refused(void **state)
{
    (void)state;
    debriefs[0] = (copse_record_debrief){N_TEAMS, TODAY, NULL};
    records.n_debriefs = 1;
    assert_int_equal(ask(IMAGING), COPSE_E_DATA);
    records.n_debriefs = 0;
    actions[0] = (copse_record_action){1, N_TEAMS, COPSE_NONE, "x", COPSE_NONE, TODAY, OPEN, OPEN};
    records.n_actions = 1;
    assert_int_equal(ask(IMAGING), COPSE_E_DATA);
}

/* ---- against brute force ---- */

/* Texts of which the first two are the same, but for case and blanks. */
static const char *const texts[] = {"a case", "A  Case", "a protocol", "slides"};
static const int meaning[] = {0, 0, 1, 2};

/* What a generated trust's people might have written: its exchanges with other notes, and who met whom. */
static void scribble(copse_record_exchange *x, size_t n, copse_fact_pairing *p, size_t n_pairings,
                     const copse_facts *f, copse_day today, copse_random *random)
{
    for (size_t i = 0; i < n; i++) {
        x[i].shared_with = (copse_visibility)copse_random_below(random, 3);
        uint64_t which = copse_random_below(random, 6);
        x[i].note = which < 4 ? texts[which] : NULL;
        /* So that members of a CoP have more to say about it than the generator has them say. */
        if (x[i].to_community != COPSE_NONE && copse_random_below(random, 2) == 0) {
            const copse_fact_membership *m = &f->memberships[copse_random_below(random, f->n_memberships)];
            x[i].from_member = m->member;
            x[i].to_community = m->community;
        }
    }
    for (size_t i = 0; i < n_pairings; i++) {
        const copse_fact_assignment *a = &f->assignments[copse_random_below(random, f->n_assignments)];
        copse_index other = (copse_index)copse_random_below(random, f->n_members);
        for (int tries = 0; tries < 200; tries++) { /* mostly a team mate */
            const copse_fact_assignment *b = &f->assignments[copse_random_below(random, f->n_assignments)];
            if (b->team == a->team && b->member != a->member) {
                other = b->member;
                break;
            }
        }
        p[i] = (copse_fact_pairing){a->member, other, "coffee", today - (copse_day)copse_random_below(random, 500)};
    }
}

static bool holds(copse_day since, copse_day until, copse_day today)
{
    return since <= today && (until == COPSE_DAY_UNKNOWN || until > today);
}

static bool works_in(const copse_facts *f, copse_index member, copse_index team, copse_day today)
{
    for (size_t i = 0; i < f->n_assignments; i++) {
        const copse_fact_assignment *a = &f->assignments[i];
        if (a->member == member && a->team != COPSE_NONE && holds(a->since, a->until, today))
            for (copse_index at = a->team; at != COPSE_NONE; at = f->teams[at].parent)
                if (at == team)
                    return true;
    }
    return false;
}

static bool is_in(const copse_facts *f, copse_index member, copse_index community, copse_day today)
{
    for (size_t i = 0; i < f->n_memberships; i++) {
        const copse_fact_membership *m = &f->memberships[i];
        if (m->member == member && m->community == community && holds(m->since, m->until, today))
            return true;
    }
    return false;
}

/* Which of the three meanings somebody shared about a CoP after a day: one bit each. */
static unsigned said(const copse_records *r, copse_index member, copse_index community, copse_day after, copse_day today)
{
    unsigned bits = 0;
    for (size_t i = 0; i < r->n_exchanges; i++) {
        const copse_record_exchange *x = &r->exchanges[i];
        if (x->from_member != member || x->to_community != community || !x->note || x->shared_with == COPSE_VISIBLE_NONE ||
            x->on <= after || x->on > today)
            continue;
        for (int k = 0; k < 4; k++)
            if (strcmp(texts[k], x->note) == 0)
                bits |= 1U << meaning[k];
    }
    return bits;
}

static copse_day met_on(const copse_facts *f, copse_index a, copse_index b, copse_day today)
{
    copse_day last = COPSE_DAY_UNKNOWN;
    for (size_t i = 0; i < f->n_pairings; i++) {
        const copse_fact_pairing *p = &f->pairings[i];
        bool is_theirs = (p->a == a && p->b == b) || (p->a == b && p->b == a);
        if (is_theirs && p->on <= today && p->on > last)
            last = p->on;
    }
    return last;
}

static bool may_see(const copse_facts *f, copse_index member)
{
    return !f->members[member].objected && f->members[member].visibility != COPSE_VISIBLE_NONE;
}

static bool is_listed(const copse_debrief_community *c, const char *a, const char *b)
{
    for (size_t i = 0; i < c->n_pairs; i++) {
        const char *x = c->pairs[i].a.key, *y = c->pairs[i].b.key;
        if ((strcmp(x, a) == 0 && strcmp(y, b) == 0) || (strcmp(x, b) == 0 && strcmp(y, a) == 0))
            return true;
    }
    return false;
}

/* @return how many pairs there are; each of them must be in the answer */
static size_t check_community(const copse_facts *f, const copse_records *r, copse_index team, copse_index community,
                              copse_day today)
{
    size_t n = 0;
    for (copse_index a = 0; a < (copse_index)f->n_members; a++) {
        if (!may_see(f, a) || !works_in(f, a, team, today) || !is_in(f, a, community, today))
            continue;
        for (copse_index b = a + 1; b < (copse_index)f->n_members; b++) {
            if (!may_see(f, b) || !works_in(f, b, team, today) || !is_in(f, b, community, today))
                continue;
            copse_day after = met_on(f, a, b, today);
            if (said(r, a, community, after, today) == said(r, b, community, after, today))
                continue;
            n++;
            if (!is_listed(of(f->communities[community].key), f->members[a].key, f->members[b].key))
                fail_msg("%s and %s are not listed in %s", f->members[a].key, f->members[b].key,
                         f->communities[community].key);
        }
    }
    return n;
}

/* Which CoPs the generator's truth calls sensitive, whether anybody decided that or not. */
static bool is_asked_about(const copse_fact_community *c, const char *truth)
{
    static const char *const lists[] = {"\"sensitive_communities\"", "\"look_sensitive_undecided\""};
    char quoted[64];
    snprintf(quoted, sizeof quoted, "\"%s\"", c->key);
    for (size_t i = 0; i < 2; i++) {
        const char *from = strstr(truth, lists[i]), *to = from ? strchr(from, ']') : NULL;
        const char *found = from ? strstr(from, quoted) : NULL;
        assert_non_null(to);
        if (found && found < to)
            return false;
    }
    return c->status != COPSE_COMMUNITY_CLOSED;
}

/* Every team of one trust. @return how many pairs there are in it */
static size_t check_trust(uint64_t seed)
{
    copse_generate_options options = COPSE_GENERATE_OPTIONS_INIT;
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_error err = COPSE_ERROR_INIT;
    copse_store *store;
    copse_facts *f;
    copse_records *read;
    copse_network *net;
    copse_random random;
    size_t n_pairs = 0;
    enum { PAIRINGS = 600 };
    static copse_fact_pairing met[PAIRINGS];

    options.staff = 200;
    options.teams = 20;
    options.communities = 12;
    options.topics = 60;
    options.memberships_per_member = 4;
    assert_int_equal(generate(folder, options, seed, &err), COPSE_OK);
    copse_import_report_free(import_generated());
    copse_day_parse(&ctx.as_of, "2026-06-30");
    ctx.audience = COPSE_FOR_TEAM;
    assert_int_equal(copse_store_open(&store, at("s.copse"), COPSE_STORE_READ, &err), COPSE_OK);
    assert_int_equal(copse_store_read_facts(&f, store, &ctx, &err), COPSE_OK);
    assert_int_equal(copse_store_read_records(&read, store, f, &ctx, &err), COPSE_OK);
    copse_record_exchange *x = malloc(read->n_exchanges * sizeof *x);
    assert_non_null(x);
    memcpy(x, read->exchanges, read->n_exchanges * sizeof *x);
    copse_random_seed(&random, seed, 0);
    scribble(x, read->n_exchanges, met, PAIRINGS, f, ctx.as_of, &random);
    copse_facts with = *f;
    with.pairings = met;
    with.n_pairings = PAIRINGS;
    assert_int_equal(copse_network_new(&net, &with, &ctx, &err), COPSE_OK);
    size_t n_truth;
    char *truth = read_whole(at("truth.json"), &n_truth);
    copse_records r = *read;
    r.exchanges = x;

    for (size_t team = 0; team < f->n_teams; team++) {
        size_t listed = 0, counted = 0;
        ctx.audience_key = f->teams[team].key;
        copse_debrief_answer_free(answer);
        answer = NULL;
        assert_int_equal(copse_question_debrief(&answer, net, &r, (copse_index)team, &ctx, &err), COPSE_OK);
        for (size_t i = 0; i < answer->n_communities; i++)
            listed += answer->communities[i].n_pairs;
        for (size_t c = 0; c < f->n_communities; c++)
            if (is_asked_about(&f->communities[c], truth))
                counted += check_community(&with, &r, (copse_index)team, (copse_index)c, ctx.as_of);
        if (listed != counted)
            fail_msg("seed %d, team %s: %zu pairs listed, %zu by brute force", (int)seed, ctx.audience_key, listed, counted);
        n_pairs += counted;
    }
    free(truth);
    free(x);
    copse_network_free(net);
    copse_records_free(read);
    copse_facts_free(f);
    copse_store_close(store);
    return n_pairs;
}

static void test_pairs__equal_brute_force_on_generated_trusts(void **state)
{
    size_t n_pairs = 0;
    for (uint64_t seed = 1; seed <= 4; seed++) {
        assert_int_equal(make_folder(state), 0);
        n_pairs += check_trust(seed);
        assert_int_equal(remove_folder(state), 0);
    }
    assert_true(n_pairs > 400); /* there was something to find */
    print_message("%zu pairs in 4 trusts of 200 staff, as by brute force\n", n_pairs);
}

static void test_asking__whatever_allocation_fails_is_said(void **state)
{
    (void)state;
    note(BO, INFORMATICS, 9, "a case");
    note(CI, INFORMATICS, 8, "a protocol");
    actions[0] = (copse_record_action){1, IMAGING, COPSE_NONE, "write it up", BO, TODAY - 9, TODAY - 1, OPEN};
    records.n_actions = 1;
    pairings[0] = (copse_fact_pairing){CI, BO, "debrief", TODAY - 9};
    h.facts.n_pairings = 1;
    copse_error err = COPSE_ERROR_INIT;
    assert_int_equal(copse_network_new(&h.net, &h.facts, &h.ctx, &err), COPSE_OK);
    bool is_done = false;
    for (int n = 0; !is_done; n++) {
        copse_memory_fail_at(n);
        copse_status st = copse_question_debrief(&answer, h.net, &records, IMAGING, &h.ctx, NULL);
        is_done = copse_memory_count() <= n;
        copse_memory_fail_at(-1);
        assert_int_equal(st, is_done ? COPSE_OK : COPSE_E_NOMEM);
        assert_true((answer != NULL) == is_done);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
        TEST(test_communities__are_those_of_two_who_may_be_named),
        TEST(test_communities__the_steward_with_a_reason_sees_everybody_but_no_sensitive_one),
        TEST(test_asking__for_anybody_but_the_team_is_refused),
        TEST(test_notes__are_those_that_were_shared_since_the_last_debrief),
        TEST(test_pairs__go_once_they_came_together_and_come_back_with_the_next_note),
        TEST(test_actions__come_back_until_they_are_done),
        TEST(test_records__that_refer_to_nothing_are_refused),
        TEST(test_pairs__equal_brute_force_on_generated_trusts),
        TEST(test_asking__whatever_allocation_fails_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
