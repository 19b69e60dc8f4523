/* brief: before, during and after a project, in a hospital; see hospital.h for who is who. */
#include "hospital.h"

#include "base/memory.h"

enum { MOST = 8, SCAN = 0, WARD, N_PROJECTS };

static hospital h;
static copse_record_exchange rows[MOST];
static copse_record_project projects[N_PROJECTS];
static const copse_record_project_topic topics[] = {{SCAN, MRI}, {SCAN, AI}, {WARD, AI}};
static copse_record_action actions[2];
static copse_record_debrief debriefs[1];
static copse_records records;
static copse_brief_options options;
static copse_brief_answer *answer;

/* Told in informatics of the scans, so many days ago. */
static copse_record_exchange *told(copse_exchange_kind kind, copse_index from, copse_index community, int days_ago)
{
    copse_record_exchange *x = &rows[records.n_exchanges];
    assert_true(records.n_exchanges < MOST);
    *x = (copse_record_exchange){.id = (copse_id)(records.n_exchanges + 1),
                                 .from_member = from,
                                 .to_member = COPSE_NONE,
                                 .to_community = community,
                                 .topic = COPSE_NONE,
                                 .project = SCAN,
                                 .kind = kind,
                                 .on = TODAY - days_ago,
                                 .due = COPSE_DAY_UNKNOWN};
    records.n_exchanges++;
    return x;
}

static int begin(void **state)
{
    (void)state;
    hospital_init(&h);
    h.ctx.audience = COPSE_FOR_TEAM;
    h.ctx.audience_key = "imaging";
    projects[SCAN] = (copse_record_project){"scan", "Faster scans", IMAGING, NORTH, TODAY - 100, TODAY + 100};
    projects[WARD] = (copse_record_project){"ward", "Better wards", WARDS, FAR, TODAY + 9, OPEN};
    records = (copse_records){.exchanges = rows,
                              .projects = projects,
                              .n_projects = N_PROJECTS,
                              .project_topics = topics,
                              .n_project_topics = COUNT_OF(topics),
                              .actions = actions,
                              .debriefs = debriefs};
    options = (copse_brief_options)COPSE_BRIEF_OPTIONS_INIT;
    options.project = SCAN;
    return copse_start(NULL) == COPSE_OK ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    copse_brief_answer_free(answer);
    answer = NULL;
    copse_network_free(h.net);
    h.net = NULL;
    return 0;
}

static copse_status ask(void)
{
    copse_error err = COPSE_ERROR_INIT;
    copse_brief_answer_free(answer);
    answer = NULL;
    copse_network_free(h.net);
    h.net = NULL;
    assert_int_equal(copse_network_new(&h.net, &h.facts, &h.ctx, &err), COPSE_OK);
    copse_status st = copse_question_brief(&answer, h.net, &records, &options, &h.ctx, &err);
    assert_true((answer != NULL) == (st == COPSE_OK));
    return st;
}

static const copse_brief_point *point(const char *sentence)
{
    for (size_t i = 0; i < answer->n_phases; i++)
        for (size_t k = 0; k < answer->phases[i].n_points; k++)
            if (strcmp(answer->phases[i].points[k].sentence->id, sentence) == 0)
                return &answer->phases[i].points[k];
    fail_msg("no point serves %s", sentence);
    return NULL;
}

/* The line of a point that is about a CoP or a topic, or whose text has these words; NULL. */
static const copse_brief_line *line(const char *sentence, const char *words)
{
    const copse_brief_point *of = point(sentence);
    for (size_t i = 0; i < of->n_lines; i++) {
        const copse_brief_line *l = &of->lines[i];
        if ((l->community && strcmp(l->community, words) == 0) || (l->topic && strcmp(l->topic, words) == 0) ||
            strstr(l->text, words))
            return l;
    }
    return NULL;
}

/* ---- phases and sentences ---- */

static void test_phases__the_one_that_the_dates_say_is_first_and_all_three_are_shown(void **state)
{
    (void)state;
    static const struct {
        copse_day starts, ends;
        copse_phase first;
        bool is_current;
    } cases[] = {
        {TODAY + 1, TODAY + 9, COPSE_PHASE_BEFORE, true},  {TODAY, TODAY + 9, COPSE_PHASE_DURING, true},
        {TODAY - 9, TODAY, COPSE_PHASE_DURING, true},      {TODAY - 9, TODAY - 1, COPSE_PHASE_AFTER, true},
        {TODAY - 9, OPEN, COPSE_PHASE_DURING, true},       {ALWAYS, TODAY - 1, COPSE_PHASE_AFTER, true},
        {ALWAYS, OPEN, COPSE_PHASE_BEFORE, false},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        projects[SCAN].starts = cases[i].starts;
        projects[SCAN].ends = cases[i].ends;
        assert_int_equal(ask(), COPSE_OK);
        assert_int_equal(answer->n_phases, 3);
        assert_int_equal(answer->phases[0].phase, cases[i].first);
        assert_int_equal(answer->phases[0].is_current, cases[i].is_current);
        assert_false(answer->phases[1].is_current || answer->phases[2].is_current);
    }
    options.phases = 1U << COPSE_PHASE_AFTER;
    assert_int_equal(ask(), COPSE_OK);
    assert_int_equal(answer->n_phases, 1);
    assert_int_equal(answer->phases[0].phase, COPSE_PHASE_AFTER);
}

/* Each sentence of the handbook about a project has its point, and each point says something. */
static void test_sentences__each_of_a_project_is_served_once_in_its_phase(void **state)
{
    (void)state;
    assert_int_equal(ask(), COPSE_OK);
    size_t n_points = 0, n_sentences = 0;
    for (size_t i = 0; i < answer->n_phases; i++)
        for (size_t k = 0; k < answer->phases[i].n_points; k++, n_points++) {
            const copse_brief_point *p = &answer->phases[i].points[k];
            assert_non_null(p->sentence);
            assert_int_equal(p->sentence->phase, answer->phases[i].phase);
            assert_true(p->n_lines > 0 || (p->empty && p->empty[0]));
        }
    for (size_t i = 0; i < copse_handbook_count(); i++)
        if (copse_handbook_get(i)->phase < COPSE_PHASES) {
            n_sentences++;
            assert_non_null(point(copse_handbook_get(i)->id));
        }
    assert_int_equal(n_points, n_sentences);
}

static void test_topics__are_the_projects_unless_others_are_given(void **state)
{
    (void)state;
    static const copse_index only[] = {DICOM, DICOM};
    assert_int_equal(ask(), COPSE_OK);
    assert_int_equal(answer->n_topics, 2);
    options.topics = only;
    options.n_topics = 2;
    assert_int_equal(ask(), COPSE_OK);
    assert_int_equal(answer->n_topics, 1);
    assert_string_equal(answer->topics[0].key, "dicom");
    options = (copse_brief_options)COPSE_BRIEF_OPTIONS_INIT;
    assert_int_equal(ask(), COPSE_E_ARGUMENT);
    options.topics = only;
    options.n_topics = 1;
    assert_int_equal(ask(), COPSE_OK); /* of nobody, and without dates */
    assert_null(answer->project);
    assert_null(answer->team);
}

/* ---- before ---- */

static void test_before__says_who_is_in_them_already_as_far_as_they_may_be_named(void **state)
{
    (void)state;
    assert_int_equal(ask(), COPSE_OK);
    assert_non_null(line("before-members", "Bo Birch is in Imaging informatics"));
    assert_non_null(line("before-members", "Ci Cedar is in Imaging informatics"));
    assert_null(line("before-members", "Canary"));
    assert_null(line("before-members", "Ed Elder")); /* of another team */
    h.ctx.audience = COPSE_FOR_TRUST;
    assert_int_equal(ask(), COPSE_OK);
    assert_null(line("before-members", "Ci Cedar"));
}

/* Of imaging, me knows MRI and CT, bo, ci and di know AI: all of them e = 1 - 1/e = 0.63. Nobody knows DICOM. */
static void test_before__knows_what_the_team_does_not_know(void **state)
{
    (void)state;
    static const copse_index both[] = {MRI, DICOM};
    options.topics = both;
    options.n_topics = 2;
    assert_int_equal(ask(), COPSE_OK);
    assert_int_equal(point("before-gaps")->n_lines, 1);
    assert_string_equal(point("before-gaps")->lines[0].topic, "dicom");
    /* Who knows it stands outside, may be named, and is asked for what is lacking only. */
    assert_int_equal(point("before-assist")->n_lines, 1);
    assert_string_equal(point("before-assist")->lines[0].text, "Gi Gorse (Wards) knows DICOM.");
    /* Others are not told what four people do not know. */
    h.ctx.audience = COPSE_FOR_TRUST;
    assert_int_equal(ask(), COPSE_OK);
    assert_int_equal(point("before-gaps")->n_lines, 0);
    assert_non_null(strstr(point("before-gaps")->empty, "too small"));
    h.ctx.threshold = 4;
    assert_int_equal(ask(), COPSE_OK);
    assert_int_equal(point("before-gaps")->n_lines, 1);
}

static void test_before__invites_nobody_of_the_team_nobody_unnamed_and_nobody_who_objected(void **state)
{
    (void)state;
    static const copse_index ai[] = {AI};
    options.topics = ai;
    options.n_topics = 1;
    assert_int_equal(ask(), COPSE_OK); /* ed, fi and hy know it outside the team; fi is named to the wards only */
    assert_int_equal(point("before-assist")->n_lines, 2);
    assert_non_null(line("before-assist", "Ed Elder"));
    assert_non_null(line("before-assist", "Hy Hazel"));
    /* Both know as much: whoever is asked less stands first. */
    assert_string_equal(point("before-assist")->lines[0].person.key, "ed");
    h.exchanges[0] = (copse_fact_exchange){BO, ED, COPSE_NONE, AI, COPSE_EXCHANGE_ASKED, TODAY - 3, OPEN};
    h.facts.n_exchanges = 1;
    assert_int_equal(ask(), COPSE_OK);
    assert_string_equal(point("before-assist")->lines[0].person.key, "hy");
    h.members[HY].objected = true;
    assert_int_equal(ask(), COPSE_OK);
    assert_null(line("before-assist", "Hy Hazel"));
}

static void test_before__names_topics_that_no_cop_is_about(void **state)
{
    (void)state;
    assert_int_equal(ask(), COPSE_OK);
    assert_int_equal(point("before-create")->n_lines, 0);
    h.facts.n_community_topics = 1; /* informatics is about DICOM, and that is all */
    assert_int_equal(ask(), COPSE_OK);
    assert_int_equal(point("before-create")->n_lines, 2);
    assert_string_equal(line("before-create", "mri")->text, "No CoP is about MRI.");
}

/* ---- during ---- */

static void test_during__a_cop_is_due_when_it_heard_nothing_for_longer_than_its_cadence(void **state)
{
    (void)state;
    h.communities[INFORMATICS].cadence_days = 30;
    told(COPSE_EXCHANGE_UPDATE, BO, INFORMATICS, 60);
    copse_record_exchange *last = told(COPSE_EXCHANGE_UPDATE, DI, INFORMATICS, 30);
    assert_int_equal(ask(), COPSE_OK);
    assert_false(line("during-update", "informatics")->is_due); /* 30 days is not longer */
    assert_int_equal(line("during-update", "informatics")->day, TODAY - 30);
    last->on = TODAY - 31;
    assert_int_equal(ask(), COPSE_OK);
    assert_true(line("during-update", "informatics")->is_due);
    assert_non_null(strstr(line("during-update", "informatics")->command,
                           "copse record update MEMBER --cop informatics --project scan"));
    options.cadence_days = 31;
    assert_int_equal(ask(), COPSE_OK);
    assert_false(line("during-update", "informatics")->is_due);
    options.cadence_days = 0;
    last->project = WARD; /* another project's does not count */
    assert_int_equal(ask(), COPSE_OK);
    assert_int_equal(line("during-update", "informatics")->day, TODAY - 60);
    last->project = SCAN;
    last->due = TODAY + 5; /* promised, and not told */
    assert_int_equal(ask(), COPSE_OK);
    assert_int_equal(line("during-update", "informatics")->day, TODAY - 60);
}

static void test_during__who_was_never_told_is_due_from_the_first_cadence_on_while_it_runs(void **state)
{
    (void)state;
    h.communities[INFORMATICS].cadence_days = 30;
    projects[SCAN].starts = TODAY - 31;
    assert_int_equal(ask(), COPSE_OK);
    assert_true(line("during-update", "informatics")->is_due);
    projects[SCAN].starts = TODAY - 30;
    assert_int_equal(ask(), COPSE_OK);
    assert_false(line("during-update", "informatics")->is_due);
    projects[SCAN].starts = TODAY + 1;
    assert_int_equal(ask(), COPSE_OK);
    assert_false(line("during-update", "informatics")->is_due);
    projects[SCAN].starts = TODAY - 99;
    projects[SCAN].ends = TODAY - 1;
    assert_int_equal(ask(), COPSE_OK);
    assert_false(line("during-update", "informatics")->is_due);
    projects[SCAN].starts = projects[SCAN].ends = COPSE_DAY_UNKNOWN; /* nobody knows whether it has begun */
    assert_int_equal(ask(), COPSE_OK);
    assert_false(line("during-update", "informatics")->is_due);
    told(COPSE_EXCHANGE_UPDATE, BO, INFORMATICS, 31); /* it has */
    assert_int_equal(ask(), COPSE_OK);
    assert_true(line("during-update", "informatics")->is_due);
}

/* informatics is about DICOM and, with 2, about MRI: as much as counts, as modeless is and private; sleepy sleeps. */
static void test_during__a_question_goes_where_the_topic_is_at_home_and_somebody_is_awake(void **state)
{
    (void)state;
    assert_int_equal(ask(), COPSE_OK);
    assert_string_equal(line("during-ask", "ai")->community, "informatics");
    assert_non_null(line("during-ask", "mri")->community);
    assert_string_not_equal(line("during-ask", "mri")->community, "sleepy");
    assert_null(line("during-update", "sleepy"));
    assert_null(line("after-share", "sleepy"));
}

static void test_during__open_questions_of_the_project_are_listed_until_they_are_answered(void **state)
{
    (void)state;
    copse_record_exchange *x = told(COPSE_EXCHANGE_ASKED, BO, INFORMATICS, 9);
    x->topic = MRI;
    assert_int_equal(ask(), COPSE_OK);
    assert_non_null(line("during-ask", "not answered yet"));
    assert_null(line("during-ask", "Bo Birch")); /* who asked is nobody's business here */
    told(COPSE_EXCHANGE_ANSWERED, ED, INFORMATICS, 3)->settles = x->id;
    assert_int_equal(ask(), COPSE_OK);
    assert_null(line("during-ask", "not answered yet"));
}

static void test_actions__come_back_during_and_after_until_they_are_done(void **state)
{
    (void)state;
    actions[0] = (copse_record_action){7, COPSE_NONE, SCAN, "write it up", BO, TODAY - 9, TODAY - 1, OPEN};
    actions[1] = (copse_record_action){8, IMAGING, COPSE_NONE, "ask pharmacy", DI, TODAY - 9, OPEN, OPEN};
    records.n_actions = 2;
    assert_int_equal(ask(), COPSE_OK);
    assert_int_equal(point("during-actions")->n_lines, 2);
    assert_string_equal(point("during-actions")->lines[0].text, "write it up (Bo Birch): was due on 2026-03-30");
    assert_string_equal(point("during-actions")->lines[0].command, "copse record done 7");
    assert_string_equal(point("during-actions")->lines[1].text, "ask pharmacy (somebody, not named)");
    assert_int_equal(point("after-actions")->n_lines, 2);
    actions[0].done = TODAY;
    actions[1].done = TODAY;
    assert_int_equal(ask(), COPSE_OK);
    assert_int_equal(point("during-actions")->n_lines, 0);
    assert_int_equal(point("after-actions")->n_lines, 0);
    /* Of another project of the team they are not this one's. */
    projects[WARD].team = IMAGING;
    actions[0] = (copse_record_action){7, COPSE_NONE, WARD, "of the other", BO, TODAY - 9, OPEN, OPEN};
    records.n_actions = 1;
    assert_int_equal(ask(), COPSE_OK);
    assert_int_equal(point("after-actions")->n_lines, 0);
}

/* ---- after ---- */

static void test_after__what_was_learned_is_shared_or_it_is_due_once_the_project_is_over(void **state)
{
    (void)state;
    assert_int_equal(ask(), COPSE_OK);
    assert_false(line("after-share", "informatics")->is_due);
    projects[SCAN].ends = TODAY - 5;
    told(COPSE_EXCHANGE_SHARED, BO, INFORMATICS, 9); /* while it ran: an update */
    assert_int_equal(ask(), COPSE_OK);
    assert_true(line("after-share", "informatics")->is_due);
    told(COPSE_EXCHANGE_DEBRIEF, BO, INFORMATICS, 8);
    assert_int_equal(ask(), COPSE_OK);
    assert_false(line("after-share", "informatics")->is_due);
    assert_int_equal(line("after-share", "informatics")->day, TODAY - 8);
    rows[1].kind = COPSE_EXCHANGE_UPDATE;
    rows[0].on = TODAY - 5;
    assert_int_equal(ask(), COPSE_OK);
    assert_int_equal(line("after-share", "informatics")->day, TODAY - 5);
}

static void test_after__says_whom_it_would_serve_in_round_numbers_and_which_projects(void **state)
{
    (void)state;
    static copse_fact_interest interests[N_MEMBERS];
    size_t n = 0;
    for (copse_index m = ED; m < HY; m++) /* three of the wards, and one of the team */
        interests[n++] = (copse_fact_interest){m, MRI, ALWAYS};
    interests[n++] = (copse_fact_interest){BO, MRI, ALWAYS};
    h.facts.interests = interests;
    h.facts.n_interests = n;
    assert_int_equal(ask(), COPSE_OK);
    assert_string_equal(line("after-serve", "mri")->text, "Want to learn MRI: fewer than 5 people.");
    interests[n++] = (copse_fact_interest){NIL, MRI, ALWAYS};
    h.facts.n_interests = n;
    assert_int_equal(ask(), COPSE_OK);
    assert_string_equal(line("after-serve", "mri")->text, "Want to learn MRI: about 5 people.");
    assert_non_null(line("after-serve", "Better wards (Wards) is about Machine learning too."));
    projects[WARD].ends = TODAY - 1;
    assert_int_equal(ask(), COPSE_OK);
    assert_null(line("after-serve", "Better wards"));
}

static void test_after__a_debrief_is_due_when_none_followed_the_end(void **state)
{
    (void)state;
    projects[SCAN].ends = TODAY - 5;
    assert_int_equal(ask(), COPSE_OK);
    assert_true(point("after-debrief")->lines[0].is_due);
    assert_string_equal(point("after-debrief")->lines[0].command, "copse debrief imaging");
    debriefs[0] = (copse_record_debrief){IMAGING, TODAY - 6, NULL};
    records.n_debriefs = 1;
    assert_int_equal(ask(), COPSE_OK);
    assert_true(point("after-debrief")->lines[0].is_due);
    debriefs[0].on = TODAY - 5;
    assert_int_equal(ask(), COPSE_OK);
    assert_false(point("after-debrief")->lines[0].is_due);
}

/* ---- trust ---- */

/* Keys come from files: what is offered to be typed must not run them. */
static void test_commands__quote_keys_that_a_shell_would_cut_up_or_run(void **state)
{
    (void)state;
    h.communities[INFORMATICS].key = "a $(reboot) 'b'";
    projects[SCAN].key = "-p;q";
    assert_int_equal(ask(), COPSE_OK);
    assert_string_equal(line("during-update", "a $(reboot) 'b'")->command,
                        "copse record update MEMBER --cop 'a $(reboot) '\\''b'\\''' --project '-p;q' --note \"where we are\""
                        " --share trust");
    assert_string_equal(point("before-join")->lines[0].command, "copse decide --project '-p;q'");
}

static void test_no_line__tells_of_a_sensitive_cop_or_of_who_is_named_to_nobody(void **state)
{
    (void)state;
    told(COPSE_EXCHANGE_UPDATE, ED, UNION, 3);
    told(COPSE_EXCHANGE_ASKED, OBI, INFORMATICS, 3);
    actions[0] = (copse_record_action){7, COPSE_NONE, SCAN, "write it up", OBI, TODAY - 9, TODAY - 1, OPEN};
    records.n_actions = 1;
    assert_int_equal(ask(), COPSE_OK);
    for (size_t i = 0; i < answer->n_phases; i++)
        for (size_t k = 0; k < answer->phases[i].n_points; k++)
            for (size_t l = 0; l < answer->phases[i].points[k].n_lines; l++) {
                const copse_brief_line *of = &answer->phases[i].points[k].lines[l];
                assert_null(strstr(of->text, "Canary")); /* union, faith, di, fi and obi */
                assert_true(!of->community || (strcmp(of->community, "union") != 0 && strcmp(of->community, "faith") != 0));
            }
    assert_null(line("during-ask", "not answered yet")); /* by who objected */
    assert_string_equal(point("during-actions")->lines[0].text, "write it up: was due on 2026-03-30");
}

static void test_asking__whatever_allocation_fails_is_said(void **state)
{
    (void)state;
    told(COPSE_EXCHANGE_UPDATE, BO, INFORMATICS, 60);
    told(COPSE_EXCHANGE_ASKED, BO, INFORMATICS, 9);
    actions[0] = (copse_record_action){7, COPSE_NONE, SCAN, "write it up", BO, TODAY - 9, TODAY - 1, OPEN};
    records.n_actions = 1;
    copse_error err = COPSE_ERROR_INIT;
    assert_int_equal(copse_network_new(&h.net, &h.facts, &h.ctx, &err), COPSE_OK);
    bool is_done = false;
    for (int n = 0; !is_done; n++) {
        copse_memory_fail_at(n);
        copse_status st = copse_question_brief(&answer, h.net, &records, &options, &h.ctx, NULL);
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
        TEST(test_phases__the_one_that_the_dates_say_is_first_and_all_three_are_shown),
        TEST(test_sentences__each_of_a_project_is_served_once_in_its_phase),
        TEST(test_topics__are_the_projects_unless_others_are_given),
        TEST(test_before__says_who_is_in_them_already_as_far_as_they_may_be_named),
        TEST(test_before__knows_what_the_team_does_not_know),
        TEST(test_before__invites_nobody_of_the_team_nobody_unnamed_and_nobody_who_objected),
        TEST(test_before__names_topics_that_no_cop_is_about),
        TEST(test_during__a_cop_is_due_when_it_heard_nothing_for_longer_than_its_cadence),
        TEST(test_during__who_was_never_told_is_due_from_the_first_cadence_on_while_it_runs),
        TEST(test_during__a_question_goes_where_the_topic_is_at_home_and_somebody_is_awake),
        TEST(test_during__open_questions_of_the_project_are_listed_until_they_are_answered),
        TEST(test_actions__come_back_during_and_after_until_they_are_done),
        TEST(test_after__what_was_learned_is_shared_or_it_is_due_once_the_project_is_over),
        TEST(test_after__says_whom_it_would_serve_in_round_numbers_and_which_projects),
        TEST(test_after__a_debrief_is_due_when_none_followed_the_end),
        TEST(test_commands__quote_keys_that_a_shell_would_cut_up_or_run),
        TEST(test_no_line__tells_of_a_sensitive_cop_or_of_who_is_named_to_nobody),
        TEST(test_asking__whatever_allocation_fails_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
