/* giveback: what is promised, received and given, for its person alone; see hospital.h for who is who. */
#include "hospital.h"

#include "base/memory.h"

enum { MOST = 8, SCAN = 0, SPENT, N_PROJECTS };

static hospital h;
static copse_record_exchange rows[MOST];
static const copse_record_project projects[N_PROJECTS] = {
    [SCAN] = {"scan", "Faster scans", IMAGING, NORTH, TODAY - 100, TODAY + 100},
    [SPENT] = {"spent", "Long over", IMAGING, NORTH, TODAY - 300, TODAY - 1},
};
static copse_records records;
static copse_giveback_options options;
static copse_giveback_answer *answer;

/* A row that says nothing but who did what in which CoP, so many days ago. */
static copse_record_exchange *row(copse_exchange_kind kind, copse_index from, copse_index community, int days_ago)
{
    copse_record_exchange *x = &rows[records.n_exchanges];
    assert_true(records.n_exchanges < MOST);
    *x = (copse_record_exchange){.id = (copse_id)(10 * (records.n_exchanges + 1)),
                                 .from_member = from,
                                 .to_member = COPSE_NONE,
                                 .to_community = community,
                                 .topic = COPSE_NONE,
                                 .project = COPSE_NONE,
                                 .kind = kind,
                                 .on = TODAY - days_ago,
                                 .due = COPSE_DAY_UNKNOWN};
    records.n_exchanges++;
    return x;
}

static copse_record_exchange *between(copse_exchange_kind kind, copse_index from, copse_index to, int days_ago)
{
    copse_record_exchange *x = row(kind, from, COPSE_NONE, days_ago);
    x->to_member = to;
    return x;
}

static int begin(void **state)
{
    (void)state;
    hospital_init(&h);
    records = (copse_records){.exchanges = rows, .projects = projects, .n_projects = N_PROJECTS};
    options = (copse_giveback_options)COPSE_GIVEBACK_OPTIONS_INIT;
    return copse_start(NULL) == COPSE_OK ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    copse_giveback_answer_free(answer);
    answer = NULL;
    copse_network_free(h.net);
    h.net = NULL;
    return 0;
}

static copse_status ask(copse_index member)
{
    copse_error err = COPSE_ERROR_INIT;
    copse_giveback_answer_free(answer);
    answer = NULL;
    copse_network_free(h.net);
    h.net = NULL;
    assert_int_equal(copse_network_new(&h.net, &h.facts, &h.ctx, &err), COPSE_OK);
    copse_status st = copse_question_giveback(&answer, h.net, &records, member, &options, &h.ctx, &err);
    assert_true((answer != NULL) == (st == COPSE_OK));
    assert_true((err.what[0] != '\0') == (st != COPSE_OK));
    return st;
}

static const copse_giveback_list *side(const char *community, copse_giveback_side which)
{
    static const copse_giveback_list none;
    for (size_t i = 0; i < answer->n_accounts; i++) {
        const char *key = answer->accounts[i].key;
        if (community ? key && strcmp(key, community) == 0 : key == NULL)
            return &answer->accounts[i].sides[which];
    }
    return &none;
}

static size_t count(copse_giveback_side which)
{
    size_t n = 0;
    for (size_t i = 0; i < answer->n_accounts; i++)
        n += answer->accounts[i].sides[which].n;
    return n;
}

/* ---- listening ---- */

static void test_listening__is_received_and_never_owes_anything(void **state)
{
    (void)state;
    for (int i = 0; i < 5; i++)
        row(COPSE_EXCHANGE_ATTENDED, ME, PACS, 400 - i)->project = SCAN;
    options.cadence_days = 1;
    assert_int_equal(ask(ME), COPSE_OK);
    assert_int_equal(side("pacs", COPSE_GIVEBACK_RECEIVED)->n, 5);
    assert_int_equal(side("pacs", COPSE_GIVEBACK_RECEIVED)->items[0].on, TODAY - 396); /* the latest first */
    assert_int_equal(count(COPSE_GIVEBACK_PROMISED), 0);
}

/* ---- promises ---- */

static void test_promise__stands_until_it_is_kept_and_is_late_after_its_day(void **state)
{
    (void)state;
    copse_record_exchange *x = row(COPSE_EXCHANGE_SHARED, ME, PACS, 20);
    x->due = TODAY;
    assert_int_equal(ask(ME), COPSE_OK);
    const copse_giveback_list *promised = side("pacs", COPSE_GIVEBACK_PROMISED);
    assert_int_equal(promised->n, 1);
    assert_int_equal(promised->items[0].due, TODAY);
    assert_false(promised->items[0].is_late);
    assert_int_equal(count(COPSE_GIVEBACK_GIVEN), 0);

    x->due = TODAY - 1;
    assert_int_equal(ask(ME), COPSE_OK);
    assert_true(side("pacs", COPSE_GIVEBACK_PROMISED)->items[0].is_late);

    row(COPSE_EXCHANGE_SHARED, ME, PACS, 0)->settles = x->id;
    assert_int_equal(ask(ME), COPSE_OK);
    assert_int_equal(count(COPSE_GIVEBACK_PROMISED), 0);
    assert_int_equal(side("pacs", COPSE_GIVEBACK_GIVEN)->n, 1);
    assert_int_equal(side("pacs", COPSE_GIVEBACK_GIVEN)->items[0].settles, x->id);
}

static void test_promise__an_answer_is_promised_by_its_day_to_whoever_asked(void **state)
{
    (void)state;
    copse_record_exchange *x = between(COPSE_EXCHANGE_ASKED, BO, ME, 9);
    x->topic = MRI;
    assert_int_equal(ask(ME), COPSE_OK);
    assert_int_equal(count(COPSE_GIVEBACK_PROMISED), 0); /* asked, and no day was said */
    x->due = TODAY + 5;
    assert_int_equal(ask(ME), COPSE_OK);
    assert_int_equal(side(NULL, COPSE_GIVEBACK_PROMISED)->n, 1);
    assert_string_equal(side(NULL, COPSE_GIVEBACK_PROMISED)->items[0].other.name, "Bo Birch");

    /* An answer without a number answers the question on its topic, not one before it was asked, nor another. */
    copse_record_exchange *reply = between(COPSE_EXCHANGE_ANSWERED, ME, BO, 10);
    reply->topic = MRI;
    assert_int_equal(ask(ME), COPSE_OK);
    assert_int_equal(count(COPSE_GIVEBACK_PROMISED), 1);
    reply->on = TODAY - 9;
    reply->topic = CT;
    assert_int_equal(ask(ME), COPSE_OK);
    assert_int_equal(count(COPSE_GIVEBACK_PROMISED), 1);
    reply->topic = MRI;
    assert_int_equal(ask(ME), COPSE_OK);
    assert_int_equal(count(COPSE_GIVEBACK_PROMISED), 0);
    assert_int_equal(side(NULL, COPSE_GIVEBACK_GIVEN)->n, 1);
}

static void test_asked__waits_until_it_is_answered_by_a_person_or_in_a_cop(void **state)
{
    (void)state;
    copse_record_exchange *x = row(COPSE_EXCHANGE_ASKED, ME, PACS, 9);
    assert_int_equal(ask(ME), COPSE_OK);
    assert_int_equal(side("pacs", COPSE_GIVEBACK_ASKED)->n, 1);
    row(COPSE_EXCHANGE_ANSWERED, BO, PACS, 3)->settles = x->id;
    assert_int_equal(ask(ME), COPSE_OK);
    assert_int_equal(count(COPSE_GIVEBACK_ASKED), 0);
    assert_int_equal(side("pacs", COPSE_GIVEBACK_RECEIVED)->n, 1);
}

/* ---- updates ---- */

static void test_update__the_next_is_due_as_often_as_the_cop_meets(void **state)
{
    (void)state;
    row(COPSE_EXCHANGE_UPDATE, ME, PACS, 50)->project = SCAN;
    row(COPSE_EXCHANGE_UPDATE, ME, PACS, 40)->project = SCAN;
    assert_int_equal(ask(ME), COPSE_OK); /* it does not say how often: 28 days, as the rule has it */
    assert_int_equal(side("pacs", COPSE_GIVEBACK_PROMISED)->n, 1);
    const copse_giveback_item *due = &side("pacs", COPSE_GIVEBACK_PROMISED)->items[0];
    assert_int_equal(due->due, TODAY - 40 + 28);
    assert_int_equal(due->cadence_days, 28);
    assert_true(due->is_late);
    assert_int_equal(due->number, rows[1].id);

    h.communities[PACS].cadence_days = 91;
    assert_int_equal(ask(ME), COPSE_OK);
    assert_int_equal(side("pacs", COPSE_GIVEBACK_PROMISED)->items[0].due, TODAY - 40 + 91);
    options.cadence_days = 7;
    assert_int_equal(ask(ME), COPSE_OK);
    assert_int_equal(side("pacs", COPSE_GIVEBACK_PROMISED)->items[0].due, TODAY - 40 + 7);
}

static void test_update__is_due_for_a_project_that_runs_and_whose_day_was_not_said(void **state)
{
    (void)state;
    copse_record_exchange *x = row(COPSE_EXCHANGE_UPDATE, ME, PACS, 40);
    assert_int_equal(ask(ME), COPSE_OK); /* of no project */
    assert_int_equal(count(COPSE_GIVEBACK_PROMISED), 0);
    x->project = SPENT;
    assert_int_equal(ask(ME), COPSE_OK);
    assert_int_equal(count(COPSE_GIVEBACK_PROMISED), 0);
    x->project = SCAN;
    copse_record_exchange *next = row(COPSE_EXCHANGE_UPDATE, ME, PACS, 40);
    next->project = SCAN;
    next->due = TODAY + 3;
    assert_int_equal(ask(ME), COPSE_OK);
    assert_int_equal(count(COPSE_GIVEBACK_PROMISED), 1);
    assert_int_equal(side("pacs", COPSE_GIVEBACK_PROMISED)->items[0].due, TODAY + 3);
    assert_int_equal(side("pacs", COPSE_GIVEBACK_PROMISED)->items[0].cadence_days, -1);
    /* Another's updates are another's. */
    x->from_member = next->from_member = BO;
    assert_int_equal(ask(ME), COPSE_OK);
    assert_int_equal(count(COPSE_GIVEBACK_PROMISED), 0);
}

/* ---- whose words, and whose names ---- */

static void test_words__of_others_are_read_as_far_as_their_author_shared_them(void **state)
{
    (void)state;
    copse_record_exchange *x = between(COPSE_EXCHANGE_SHARED, BO, ME, 3);
    x->note = "a checklist";
    assert_int_equal(ask(ME), COPSE_OK);
    assert_int_equal(side(NULL, COPSE_GIVEBACK_RECEIVED)->n, 1);
    assert_null(side(NULL, COPSE_GIVEBACK_RECEIVED)->items[0].note);
    x->shared_with = COPSE_VISIBLE_TEAM; /* bo works in imaging, as me */
    assert_int_equal(ask(ME), COPSE_OK);
    assert_string_equal(side(NULL, COPSE_GIVEBACK_RECEIVED)->items[0].note, "a checklist");
    x->from_member = ED; /* in the wards */
    assert_int_equal(ask(ME), COPSE_OK);
    assert_null(side(NULL, COPSE_GIVEBACK_RECEIVED)->items[0].note);
    x->shared_with = COPSE_VISIBLE_TRUST;
    assert_int_equal(ask(ME), COPSE_OK);
    assert_string_equal(side(NULL, COPSE_GIVEBACK_RECEIVED)->items[0].note, "a checklist");
}

static void test_words__shared_with_a_cop_reach_who_was_in_it_then(void **state)
{
    (void)state;
    copse_record_exchange *x = row(COPSE_EXCHANGE_SHARED, BO, PACS, 3);
    x->note = "slides";
    assert_int_equal(ask(ME), COPSE_OK);
    assert_int_equal(answer->n_accounts, 0); /* for bo alone */
    x->shared_with = COPSE_VISIBLE_TRUST;
    assert_int_equal(ask(ME), COPSE_OK);
    assert_string_equal(side("pacs", COPSE_GIVEBACK_RECEIVED)->items[0].note, "slides");
    x->to_community = INFORMATICS; /* which me is not in */
    assert_int_equal(ask(ME), COPSE_OK);
    assert_int_equal(answer->n_accounts, 0);
}

static void test_names__are_said_as_far_as_they_agreed(void **state)
{
    (void)state;
    between(COPSE_EXCHANGE_SHARED, DI, ME, 3);
    between(COPSE_EXCHANGE_SHARED, CI, ME, 4);
    between(COPSE_EXCHANGE_SHARED, FI, ME, 5);
    between(COPSE_EXCHANGE_SHARED, OBI, ME, 6); /* objected: takes no part at all */
    assert_int_equal(ask(ME), COPSE_OK);
    const copse_giveback_list *received = side(NULL, COPSE_GIVEBACK_RECEIVED);
    assert_int_equal(received->n, 3);
    assert_false(received->items[0].other.named);
    assert_null(received->items[0].other.name);
    assert_string_equal(received->items[1].other.name, "Ci Cedar");
    assert_false(received->items[2].other.named);
}

static void test_sensitive__is_shown_to_who_is_in_it_and_to_nobody_else(void **state)
{
    (void)state;
    row(COPSE_EXCHANGE_ATTENDED, ME, UNION, 3);
    row(COPSE_EXCHANGE_ATTENDED, ME, FAITH, 3); /* which me is not in now */
    assert_int_equal(ask(ME), COPSE_OK);
    assert_int_equal(answer->n_accounts, 1);
    assert_string_equal(answer->accounts[0].key, "union");
}

static void test_asking__is_for_the_person_alone_and_who_objected_has_no_answer(void **state)
{
    (void)state;
    assert_int_equal(ask(BO), COPSE_E_ARGUMENT);
    h.ctx.audience = COPSE_FOR_STEWARD;
    h.ctx.reason = "curious";
    assert_int_equal(ask(ME), COPSE_E_ARGUMENT);
    h.ctx.audience = COPSE_FOR_SELF;
    h.ctx.audience_key = "obi";
    assert_int_equal(ask(OBI), COPSE_E_NOT_FOUND);
}

/* ---- days, projects, nothing at all ---- */

static void test_day__what_comes_later_is_not_there_yet(void **state)
{
    (void)state;
    row(COPSE_EXCHANGE_ATTENDED, ME, PACS, -1);
    assert_int_equal(ask(ME), COPSE_OK);
    assert_int_equal(answer->n_accounts, 0);
    assert_int_equal(answer->n_advice, 3);
    assert_non_null(strstr(answer->advice[0], "copse record attended me --cop"));
}

static void test_project__only_what_was_for_it(void **state)
{
    (void)state;
    row(COPSE_EXCHANGE_SHARED, ME, PACS, 5)->project = SCAN;
    row(COPSE_EXCHANGE_SHARED, ME, PACS, 4)->project = SPENT;
    row(COPSE_EXCHANGE_SHARED, ME, PACS, 3);
    options.project = SCAN;
    assert_int_equal(ask(ME), COPSE_OK);
    assert_int_equal(side("pacs", COPSE_GIVEBACK_GIVEN)->n, 1);
    assert_string_equal(side("pacs", COPSE_GIVEBACK_GIVEN)->items[0].project, "Faster scans");
}

static void test_list__names_the_latest_ten_and_how_many_more_but_every_promise(void **state)
{
    (void)state;
    static copse_record_exchange many[30];
    for (int i = 0; i < 30; i++) {
        records.n_exchanges = 0;
        many[i] = *row(COPSE_EXCHANGE_SHARED, ME, PACS, 40 - i);
        many[i].id = i + 1;
        many[i].due = i < 15 ? TODAY + i : COPSE_DAY_UNKNOWN;
    }
    records.exchanges = many;
    records.n_exchanges = 30;
    assert_int_equal(ask(ME), COPSE_OK);
    assert_int_equal(side("pacs", COPSE_GIVEBACK_GIVEN)->n, 10);
    assert_int_equal(side("pacs", COPSE_GIVEBACK_GIVEN)->n_more, 5);
    assert_int_equal(side("pacs", COPSE_GIVEBACK_GIVEN)->items[0].number, 30);
    assert_int_equal(side("pacs", COPSE_GIVEBACK_PROMISED)->n, 15);
    assert_int_equal(side("pacs", COPSE_GIVEBACK_PROMISED)->items[0].number, 1); /* due soonest */
}

static void test_records__that_refer_to_nothing_are_refused(void **state)
{
    (void)state;
    row(COPSE_EXCHANGE_SHARED, ME, N_COMMUNITIES, 5);
    assert_int_equal(ask(ME), COPSE_E_DATA);
    rows[0].to_community = PACS;
    rows[0].project = N_PROJECTS;
    assert_int_equal(ask(ME), COPSE_E_DATA);
    rows[0].project = COPSE_NONE;
    rows[0].from_member = COPSE_NONE;
    assert_int_equal(ask(ME), COPSE_E_DATA);
    rows[0].from_member = ME;
    row(COPSE_EXCHANGE_SHARED, ME, PACS, 5)->id = rows[0].id;
    assert_int_equal(ask(ME), COPSE_E_DATA); /* two of one number */
}

static void test_find_project__by_key_or_name(void **state)
{
    (void)state;
    copse_index found;
    copse_error err = COPSE_ERROR_INIT;
    assert_int_equal(copse_records_find_project(&found, &records, "spent", &err), COPSE_OK);
    assert_int_equal(found, SPENT);
    assert_int_equal(copse_records_find_project(&found, &records, " faster  SCANS", &err), COPSE_OK);
    assert_int_equal(found, SCAN);
    assert_int_equal(copse_records_find_project(&found, &records, "scna", &err), COPSE_E_NOT_FOUND);
    assert_string_equal(err.next, "did you mean scan?");
    const copse_record_project twins[] = {projects[0], projects[0]};
    records.projects = twins;
    assert_int_equal(copse_records_find_project(&found, &records, "Faster scans", &err), COPSE_E_ARGUMENT);
}

static void test_asking__whatever_allocation_fails_is_said(void **state)
{
    (void)state;
    copse_record_exchange *x = between(COPSE_EXCHANGE_ASKED, ME, BO, 9);
    between(COPSE_EXCHANGE_ANSWERED, BO, ME, 3)->settles = x->id;
    row(COPSE_EXCHANGE_UPDATE, ME, PACS, 40)->project = SCAN;
    row(COPSE_EXCHANGE_SHARED, ME, PACS, 3)->note = "slides";
    copse_error err = COPSE_ERROR_INIT;
    assert_int_equal(copse_network_new(&h.net, &h.facts, &h.ctx, &err), COPSE_OK);
    bool is_done = false;
    for (int n = 0; !is_done; n++) {
        copse_memory_fail_at(n);
        copse_status st = copse_question_giveback(&answer, h.net, &records, ME, &options, &h.ctx, NULL);
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
        TEST(test_listening__is_received_and_never_owes_anything),
        TEST(test_promise__stands_until_it_is_kept_and_is_late_after_its_day),
        TEST(test_promise__an_answer_is_promised_by_its_day_to_whoever_asked),
        TEST(test_asked__waits_until_it_is_answered_by_a_person_or_in_a_cop),
        TEST(test_update__the_next_is_due_as_often_as_the_cop_meets),
        TEST(test_update__is_due_for_a_project_that_runs_and_whose_day_was_not_said),
        TEST(test_words__of_others_are_read_as_far_as_their_author_shared_them),
        TEST(test_words__shared_with_a_cop_reach_who_was_in_it_then),
        TEST(test_names__are_said_as_far_as_they_agreed),
        TEST(test_sensitive__is_shown_to_who_is_in_it_and_to_nobody_else),
        TEST(test_asking__is_for_the_person_alone_and_who_objected_has_no_answer),
        TEST(test_day__what_comes_later_is_not_there_yet),
        TEST(test_project__only_what_was_for_it),
        TEST(test_list__names_the_latest_ten_and_how_many_more_but_every_promise),
        TEST(test_records__that_refer_to_nothing_are_refused),
        TEST(test_find_project__by_key_or_name),
        TEST(test_asking__whatever_allocation_fails_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
