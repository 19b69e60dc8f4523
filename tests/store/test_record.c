/* Recording by hand: what passed, a team's debrief, that an action is done; all of it can be taken back. */
#include "store/canary.h"

#include "base/memory.h"

static copse_store *store;
static copse_account *account;

static copse_context steward(void)
{
    copse_context ctx = today();
    ctx.audience = COPSE_FOR_STEWARD;
    return ctx;
}

static void open_store(void)
{
    error = (copse_error)COPSE_ERROR_INIT;
    copse_account_free(account);
    account = NULL;
    assert_ok(copse_store_open(&store, at("s.copse"), COPSE_STORE_WRITE, NULL));
}

static copse_status closed(copse_status st)
{
    copse_store_close(store);
    assert_true((account != NULL) == (st == COPSE_OK));
    return st;
}

static copse_status record(copse_exchange_entry entry)
{
    copse_context ctx = steward();
    open_store();
    return closed(copse_store_record_exchange(&account, store, &entry, &ctx, &error));
}

static copse_status take_back(const char *member, copse_exchange_kind kind)
{
    copse_context ctx = steward();
    open_store();
    return closed(copse_store_undo_exchange(&account, store, member, kind, &ctx, &error));
}

static copse_status record_rows(const char *rows)
{
    copse_context ctx = steward();
    write_file("r.txt", rows); /* a name that no import takes */
    open_store();
    return closed(copse_store_record_exchanges(&account, store, at("r.txt"), &ctx, &error));
}

static copse_status debrief(copse_debrief_entry entry)
{
    copse_context ctx = steward();
    open_store();
    return closed(copse_store_record_debrief(&account, store, &entry, &ctx, &error));
}

static int free_account(void **state)
{
    (void)state;
    copse_account_free(account);
    account = NULL;
    return remove_folder(state);
}

static void make_store(void)
{
    write_file("teams.csv", "team_id,name,parent_id\nt1,Ward 1,\nt2,Bay 2,t1\nt9,Elsewhere,\n");
    write_file("members.csv", "member_id,name,team_id,objected\nm1,Ada,t1,\nm2,Ben,t2,\nm3,Cy,t1,\nm4,Di,t9,\nm5,Ed,t1,yes\n");
    write_file("communities.csv", "community_id,name,sensitive\nc1,Wounds,no\nc2,Prayer Group,yes\nc3,Union reps,\n");
    write_file("topics.csv", "topic_id,name\np1,Dressing\n");
    write_file("projects.csv", "project_id,name,team_id\nsoft,Soft diet,t1\n");
    write_file("exchanges.csv", "exchange_id,from_member_id,to_member_id,kind,on\nx1,m2,m1,asked,2026-03-01\n");
    import_ok();
}

static copse_exchange_entry attended(const char *who, const char *cop)
{
    copse_exchange_entry entry = COPSE_EXCHANGE_ENTRY_INIT;
    entry.from_member = who;
    entry.to_community = cop;
    entry.kind = COPSE_EXCHANGE_ATTENDED;
    return entry;
}

static copse_day day_of(const char *text)
{
    copse_day day = 0;
    assert_true(copse_day_parse(&day, text));
    return day;
}

/* ---- one exchange ---- */

static void test_exchange__is_kept_as_it_was_told(void **state)
{
    (void)state;
    make_store();
    copse_exchange_entry entry = attended("m1", "c1");
    entry.topic = "p1";
    entry.project = "soft";
    entry.note = "They begin with a case";
    entry.shared_with = COPSE_VISIBLE_TEAM;
    entry.on = day_of("2026-03-20");
    assert_ok(record(entry));
    assert_string_equal(ask("SELECT m.key || c.key || t.key || p.key || note || shared_with || date(happened * 86400,"
                            " 'unixepoch') || coalesce(x.key, ' by hand') FROM exchange x JOIN member m ON m.id ="
                            " from_member JOIN community c ON c.id = to_community JOIN topic t ON t.id = topic JOIN"
                            " project p ON p.id = project"),
                        "m1c1p1softThey begin with a case12026-03-20 by hand");
}

static void test_exchange__is_state_and_stays_whatever_is_imported(void **state)
{
    (void)state;
    make_store();
    assert_ok(record(attended("m1", "c1")));
    assert_string_equal(ask("SELECT value FROM setting WHERE name = 'data_version'"), "1");
    write_file("exchanges.csv", "exchange_id,from_member_id,to_member_id,kind,on\nx2,m1,m2,answered,2026-03-02\n");
    copse_context ctx = today();
    const copse_import_options replace = {.replace = true, .max_problems = 20};
    copse_import_report_free(import_with(COPSE_OK, &replace, &ctx));
    assert_string_equal(ask("SELECT count(*) FROM exchange WHERE key IS NULL"), "1");
}

static void test_exchange__told_again_is_there_once_and_can_be_shared_later(void **state)
{
    (void)state;
    make_store();
    copse_exchange_entry entry = attended("m1", "c1");
    entry.note = "a case";
    assert_ok(record(entry));
    assert_ok(record(entry));
    assert_int_equal(account->n_notes, 1); /* that it was so already */
    entry.shared_with = COPSE_VISIBLE_TRUST;
    assert_ok(record(entry));
    assert_string_equal(ask("SELECT group_concat(shared_with) FROM exchange WHERE key IS NULL"), "2");
}

static void test_exchange__audit_does_not_say_who(void **state)
{
    (void)state;
    make_store();
    copse_exchange_entry entry = attended("m1", "c1");
    entry.note = "Ada of m1 said so";
    assert_ok(record(entry));
    assert_string_equal(ask("SELECT detail FROM audit ORDER BY id DESC LIMIT 1"), "an exchange was recorded: attended");
}

static void test_exchange__what_cannot_be_is_refused_and_changes_nothing(void **state)
{
    (void)state;
    make_store();
    size_t n;
    char *before = store_bytes(&n);
    copse_exchange_entry entry = attended("m1", NULL);
    assert_int_equal(record(entry), COPSE_E_ARGUMENT); /* of no CoP */
    entry = attended("m1", "c1");
    entry.to_member = "m2";
    assert_int_equal(record(entry), COPSE_E_ARGUMENT); /* with both */
    entry = attended("m1", NULL);
    entry.kind = COPSE_EXCHANGE_ASKED;
    assert_int_equal(record(entry), COPSE_E_ARGUMENT); /* with nobody */
    entry.to_member = "m1";
    assert_int_equal(record(entry), COPSE_E_ARGUMENT); /* with oneself */
    entry = attended("m1", "c1");
    entry.on = day_of("2026-04-01");
    assert_int_equal(record(entry), COPSE_E_ARGUMENT); /* tomorrow */
    entry.on = day_of("2026-03-31");
    entry.due = day_of("2026-03-30");
    assert_int_equal(record(entry), COPSE_E_ARGUMENT); /* due before */
    entry = attended("m1", "c1");
    entry.shared_with = COPSE_VISIBLE_TEAM;
    assert_int_equal(record(entry), COPSE_E_ARGUMENT); /* no words to share */
    entry = attended("m1", "c1");
    entry.note = "\xff";
    assert_int_equal(record(entry), COPSE_E_ARGUMENT);
    entry = attended("m1", "c1");
    entry.settles = 99;
    assert_int_equal(record(entry), COPSE_E_NOT_FOUND);
    assert_store_is(before, n);
}

/* A sensitive CoP and who objected are told of in the words for what is not there. */
static void test_exchange__of_the_sensitive_and_of_who_objected_is_not_found(void **state)
{
    (void)state;
    make_store();
    assert_int_equal(record(attended("m1", "c8")), COPSE_E_NOT_FOUND);
    assert_string_equal(error.what, "no community that is written about has the key 'c8'");
    assert_int_equal(record(attended("m1", "c2")), COPSE_E_NOT_FOUND);
    assert_string_equal(error.what, "no community that is written about has the key 'c2'");
    assert_int_equal(record(attended("m1", "c3")), COPSE_E_NOT_FOUND); /* looks so, and nobody decided */
    assert_int_equal(record(attended("m5", "c1")), COPSE_E_NOT_FOUND);
    copse_exchange_entry entry = attended("m1", NULL);
    entry.kind = COPSE_EXCHANGE_ASKED;
    entry.to_member = "m5";
    assert_int_equal(record(entry), COPSE_E_NOT_FOUND);
}

static void test_undo__takes_the_last_of_its_kind_and_its_person_and_nothing_that_was_imported(void **state)
{
    (void)state;
    make_store();
    copse_exchange_entry entry = attended("m1", "c1");
    entry.note = "first";
    assert_ok(record(entry));
    entry.note = "second";
    assert_ok(record(entry));
    entry.from_member = "m2";
    assert_ok(record(entry));
    assert_ok(take_back("m1", COPSE_EXCHANGE_ATTENDED));
    assert_string_equal(ask("SELECT group_concat(note) FROM exchange WHERE key IS NULL ORDER BY id"), "first,second");
    assert_string_equal(ask("SELECT note FROM exchange WHERE from_member = 1 AND key IS NULL"), "first");
    assert_ok(take_back("m1", COPSE_EXCHANGE_ATTENDED));
    assert_int_equal(take_back("m1", COPSE_EXCHANGE_ATTENDED), COPSE_E_NOT_FOUND);
    assert_int_equal(take_back("m2", COPSE_EXCHANGE_ASKED), COPSE_E_NOT_FOUND);
    assert_string_equal(ask("SELECT count(*) FROM exchange WHERE key = 'x1'"), "1");
}

/* ---- a file ---- */

static void test_file__all_rows_or_none_with_the_place_of_the_first_that_is_bad(void **state)
{
    (void)state;
    make_store();
    static const struct {
        const char *rows, *where;
    } bad[] = {
        {"from_member_id,kind,to_community_id\nm1,attended,c1\nm1,attended,c9\n", "r.txt:3:3"},
        {"from_member_id,kind,to_community_id\nm1,attended,c1\nm9,attended,c1\n", "r.txt:3:1"},
        {"from_member_id,kind,to_community_id\nm1,attented,c1\n", "r.txt:2:2"},
        {"from_member_id,kind,to_community_id\nm1,attended,c1\n\n,attended,c1\n", "r.txt:4:1"},
        {"kind,on,from_member_id,to_community_id\nattended,2026-03-32,m1,c1\n", "r.txt:2:2"},
        {"kind,on,from_member_id,to_community_id\nattended,2026-04-02,m1,c1\n", "r.txt:2:2"},
        {"kind,from_member_id,to_community_id,settles\nshared,m1,c1,77\n", "r.txt:2:4"},
        {"kind,from_member_id,to_community_id,shared_with\nshared,m1,c1,team\n", "r.txt:2"},
        {"kind,from_member_id,to_community_id\nattended,m1,c2\n", "r.txt:2:3"},
        {"kind,from_member_id,to_member_id\nasked,m1,m1\n", "r.txt:2:3"},
        {"kind,from_member_id,feelings\nasked,m1,good\n", "r.txt:1"},
        {"kind,kind,from_member_id\n", "r.txt:1"},
        {"from_member_id,to_member_id\n", "r.txt:1"},
        {"", "r.txt:1"},
        {"\n \n", "r.txt:1"},
        {"kind,from_member_id\nattended\n", "r.txt:2"},
        {"kind,from_member_id\nattended,m1,c1\n", "r.txt:2:3"},
        {"kind,from_member_id\n,m1\n", "r.txt:2:1"},
        {"kind,from_member_id,note\nattended,m1,\"open\n", "r.txt:2:3"},
        {"kind,from_member_id,note\nattended,m1,a \"b\" c\n", "r.txt:2:3"},
        {"\"kind,from_member_id\nattended,m1\n", "r.txt:1:1"},
        {"kind,from_member_id\nattended,m\x02\n", "r.txt:2"},
        {"kind,from_member_id\nattended,\x81\n", "r.txt:2"},
        {"\x7F" "ELF\x02\x01\x01", "r.txt:1"},
        {"kind,from_member_id,to_member_id\nasked,m1,m9\n", "r.txt:2:3"},
        {"kind,from_member_id,to_community_id,to_member_id\nasked,m1,c1,m2\n", "r.txt:2"},
        {"kind,from_member_id,to_community_id,topic_id\nasked,m1,c1,p9\n", "r.txt:2:4"},
        {"kind,from_member_id,to_community_id,project_id\nasked,m1,c1,j9\n", "r.txt:2:4"},
        {"kind,from_member_id,to_community_id,shared_with,note\nshared,m1,c1,everybody,x\n", "r.txt:2:4"},
        {"kind,from_member_id,to_community_id,due\nupdate,m1,c1,soon\n", "r.txt:2:4"},
        {"kind,from_member_id,to_community_id,due\nupdate,m1,c1,31/04/2026\n", "r.txt:2:4"},
        {"kind,from_member_id,to_community_id,on\nattended,m1,c1,1/4/26\n", "r.txt:2:4"},
        {"kind,from_member_id,to_community_id,on\nattended,m1,c1,02/30/2026\n", "r.txt:2:4"},
        {"kind,from_member_id,to_community_id,settles\nanswered,m1,c1,one\n", "r.txt:2:4"},
        {"kind,from_member_id,to_community_id,settles\nanswered,m1,c1,-1\n", "r.txt:2:4"},
        {"kind,from_member_id,to_community_id,settles\nanswered,m1,c1,1.5\n", "r.txt:2:4"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        size_t n;
        char *before = store_bytes(&n);
        if (record_rows(bad[i].rows) != COPSE_E_DATA || strcmp(error.where, bad[i].where) != 0)
            fail_msg("%s: %s, not %s", bad[i].rows, error.where, bad[i].where);
        assert_true(error.what[0] && error.next[0]);
        assert_store_is(before, n);
    }
    print_message("measured malformed files of records: %zu\n", sizeof bad / sizeof bad[0]);
}

static void test_file__is_taken_once_in_any_order_of_columns(void **state)
{
    (void)state;
    make_store();
    const char *rows = "on;note;kind;from_member_id;to_community_id;shared_with;due\n"
                       "20/03/2026;\"a; case\";shared;m1;c1;Team;\n"
                       ";;update;m2;c1;;2026-05-01\n";
    assert_ok(record_rows(rows));
    assert_string_equal(ask("SELECT group_concat(kind || coalesce(note, '-') || shared_with || coalesce(date(due * 86400,"
                            " 'unixepoch'), '-')) FROM exchange WHERE key IS NULL"),
                        "3a; case1-,4-02026-05-01");
    assert_ok(record_rows(rows));
    assert_string_equal(ask("SELECT count(*) FROM exchange WHERE key IS NULL"), "2");
    assert_string_equal(account->notes[0], "2 of 2 rows were there already.");
}

/* ---- a debrief ---- */

static void test_debrief__keeps_its_note_its_actions_and_who_compared_notes(void **state)
{
    (void)state;
    make_store();
    static const char *const actions[] = {"Write the leaflet", "Show it to Wounds"};
    copse_debrief_entry entry = COPSE_DEBRIEF_ENTRY_INIT;
    entry.team = "t1";
    entry.note = "Cases help";
    entry.actions = actions;
    entry.n_actions = 2;
    entry.who = "m4"; /* somebody else may take it on */
    entry.due = day_of("2026-05-01");
    assert_ok(debrief(entry));
    assert_string_equal(ask("SELECT level || unit || kind || reason FROM unit_record"), "teamt1debriefedCases help");
    assert_string_equal(ask("SELECT group_concat(what || who || date(due * 86400, 'unixepoch')) FROM action"),
                        "Write the leaflet42026-05-01,Show it to Wounds42026-05-01");
    /* m1 and m3 work in t1, m2 in t2 below it, m4 elsewhere, m5 objected. */
    assert_string_equal(ask("SELECT group_concat(a || '+' || b) FROM (SELECT * FROM pairing ORDER BY a, b)"),
                        "1+2,1+3,2+3");
}

static void test_debrief__in_two_goes_on_a_day_is_one(void **state)
{
    (void)state;
    make_store();
    static const char *const actions[] = {"Another"};
    copse_debrief_entry entry = COPSE_DEBRIEF_ENTRY_INIT;
    entry.team = "t1";
    entry.note = "Cases help";
    assert_ok(debrief(entry));
    entry.note = NULL;
    entry.actions = actions;
    entry.n_actions = 1;
    assert_ok(debrief(entry));
    assert_string_equal(ask("SELECT group_concat(reason) FROM unit_record"), "Cases help");
    assert_string_equal(ask("SELECT what FROM action"), "Another");
}

static void test_debrief__of_those_who_were_there(void **state)
{
    (void)state;
    make_store();
    static const char *const there[] = {"m3", "m1", "m3"}, *const stranger[] = {"m4"};
    copse_debrief_entry entry = COPSE_DEBRIEF_ENTRY_INIT;
    entry.team = "t1";
    entry.note = "Cases help";
    entry.present = stranger;
    entry.n_present = 1;
    assert_int_equal(debrief(entry), COPSE_E_ARGUMENT);
    entry.present = there;
    entry.n_present = 3;
    assert_ok(debrief(entry));
    assert_string_equal(ask("SELECT group_concat(a || '+' || b) FROM pairing"), "1+3");
}

static void test_debrief__with_nothing_to_say_or_nobody_to_do_it_is_refused(void **state)
{
    (void)state;
    make_store();
    static const char *const none[] = {""};
    copse_debrief_entry entry = COPSE_DEBRIEF_ENTRY_INIT;
    entry.team = "t1";
    assert_int_equal(debrief(entry), COPSE_E_ARGUMENT);
    entry.note = "said";
    entry.who = "m1";
    assert_int_equal(debrief(entry), COPSE_E_ARGUMENT);
    entry.actions = none;
    entry.n_actions = 1;
    assert_int_equal(debrief(entry), COPSE_E_ARGUMENT);
    entry = (copse_debrief_entry)COPSE_DEBRIEF_ENTRY_INIT;
    entry.team = "t8";
    entry.note = "said";
    assert_int_equal(debrief(entry), COPSE_E_NOT_FOUND);
    assert_string_equal(ask("SELECT count(*) FROM unit_record"), "0");
}

static void test_debrief__can_be_taken_back_but_for_what_is_done(void **state)
{
    (void)state;
    make_store();
    static const char *const actions[] = {"One", "Two"};
    copse_debrief_entry entry = COPSE_DEBRIEF_ENTRY_INIT;
    copse_context ctx = steward();
    entry.team = "t1";
    entry.actions = actions;
    entry.n_actions = 2;
    assert_ok(debrief(entry));
    open_store();
    assert_ok(closed(copse_store_record_done(&account, store, 1, false, &ctx, &error)));
    open_store();
    assert_ok(closed(copse_store_undo_debrief(&account, store, "t1", &ctx, &error)));
    assert_string_equal(ask("SELECT group_concat(what) FROM action"), "One");
    assert_string_equal(ask("SELECT (SELECT count(*) FROM pairing) + (SELECT count(*) FROM unit_record)"), "0");
    open_store();
    assert_int_equal(closed(copse_store_undo_debrief(&account, store, "t1", &ctx, &error)), COPSE_E_NOT_FOUND);
}

static void test_done__keeps_its_first_day_until_it_is_opened_again(void **state)
{
    (void)state;
    make_store();
    static const char *const actions[] = {"One"};
    copse_debrief_entry entry = COPSE_DEBRIEF_ENTRY_INIT;
    copse_context ctx = steward();
    entry.team = "t1";
    entry.project = "soft";
    entry.actions = actions;
    entry.n_actions = 1;
    assert_ok(debrief(entry));
    open_store();
    assert_ok(closed(copse_store_record_done(&account, store, 1, false, &ctx, &error)));
    ctx.as_of += 9;
    open_store();
    assert_ok(closed(copse_store_record_done(&account, store, 1, false, &ctx, &error)));
    assert_string_equal(ask("SELECT date(done * 86400, 'unixepoch') FROM action WHERE team IS NULL"), "2026-03-31");
    open_store();
    assert_ok(closed(copse_store_record_done(&account, store, 1, true, &ctx, &error)));
    assert_string_equal(ask("SELECT count(*) FROM action WHERE done IS NULL"), "1");
    open_store();
    assert_int_equal(closed(copse_store_record_done(&account, store, 2, false, &ctx, &error)), COPSE_E_NOT_FOUND);
}

/* ---- the person's rights over it ---- */

static void test_forget__removes_what_was_recorded_of_them_and_their_name_from_what_others_wrote(void **state)
{
    (void)state;
    write_canary_folder();
    import_ok();
    static const char *const actions[] = {"Ask Cana Canary again"};
    copse_exchange_entry entry = attended("canary01", "care");
    copse_debrief_entry said = COPSE_DEBRIEF_ENTRY_INIT;
    copse_context ctx = steward();
    entry.note = "I, Cana Canary, was there";
    entry.shared_with = COPSE_VISIBLE_TRUST;
    assert_ok(record(entry));
    entry = attended("m2", "care");
    entry.note = "canary01 showed it";
    assert_ok(record(entry));
    said.team = "alpha";
    said.note = "Thanks to Cana Canary";
    said.actions = actions;
    said.n_actions = 1;
    said.who = "canary01";
    assert_ok(debrief(said));
    open_store();
    ctx.reason = "asked";
    assert_ok(closed(copse_store_forget(&account, store, "canary01", false, &ctx, &error)));
    assert_no_canary();
    assert_string_equal(ask("SELECT group_concat(note) FROM exchange WHERE key IS NULL"), "[removed] showed it");
    assert_string_equal(ask("SELECT reason FROM unit_record"), "Thanks to [removed]");
    assert_string_equal(ask("SELECT what || coalesce(who, ' of nobody') FROM action"), "Ask [removed] again of nobody");
}

static void test_access__lists_what_was_recorded_of_them_with_whom_it_is_shared(void **state)
{
    (void)state;
    make_store();
    copse_exchange_entry entry = attended("m1", "c1");
    copse_context ctx = today();
    entry.note = "a case";
    entry.shared_with = COPSE_VISIBLE_TEAM;
    assert_ok(record(entry));
    open_store();
    ctx.audience = COPSE_FOR_SELF;
    ctx.audience_key = "m1";
    assert_ok(closed(copse_store_subject_access(&account, store, "m1", &ctx, &error)));
    bool has_note = false, has_share = false;
    for (size_t i = 0; i < account->n_sections; i++)
        for (size_t k = 0; k < account->sections[i].n_rows * account->sections[i].n_columns; k++) {
            const char *text = account->sections[i].cells[k].text;
            has_note |= text && strcmp(text, "a case") == 0;
            has_share |= text && strcmp(text, "the author's team") == 0;
        }
    assert_true(has_note && has_share);
}

/* ---- reading it all back ---- */

static void test_records__are_read_with_places_in_the_facts_and_merged_topics_follow(void **state)
{
    (void)state;
    make_store();
    copse_exchange_entry entry = attended("m2", "c1");
    static const char *const actions[] = {"One"};
    copse_debrief_entry said = COPSE_DEBRIEF_ENTRY_INIT;
    copse_context ctx = steward();
    copse_facts *facts;
    copse_records *records;
    write_file("topics.csv", "topic_id,name\np0,Dressings\np1,Dressing\n");
    write_file("project_topics.csv", "project_id,topic_id\nsoft,p1\n");
    import_ok();
    entry.topic = "p1";
    entry.project = "soft";
    entry.note = "a case";
    entry.shared_with = COPSE_VISIBLE_TEAM;
    assert_ok(record(entry));
    said.team = "t2";
    said.actions = actions;
    said.n_actions = 1;
    said.who = "m4";
    assert_ok(debrief(said));
    open_store();
    const copse_topic_word merge = {COPSE_TOPIC_MERGE, "p1", "p0"};
    assert_ok(copse_store_decide_topics(&account, store, &merge, &ctx, &error));
    assert_ok(copse_store_read_facts(&facts, store, &ctx, &error));
    assert_ok(copse_store_read_records(&records, store, facts, &ctx, &error));
    assert_int_equal(records->n_exchanges, 2);
    const copse_record_exchange *x = &records->exchanges[1];
    assert_string_equal(facts->members[x->from_member].key, "m2");
    assert_string_equal(facts->communities[x->to_community].key, "c1");
    assert_string_equal(facts->topics[x->topic].key, "p0");
    assert_string_equal(records->projects[x->project].key, "soft");
    assert_int_equal(x->to_member, COPSE_NONE);
    assert_string_equal(x->note, "a case");
    assert_int_equal(x->shared_with, COPSE_VISIBLE_TEAM);
    assert_int_equal(records->n_project_topics, 1);
    assert_string_equal(facts->topics[records->project_topics[0].topic].key, "p0");
    assert_string_equal(facts->teams[records->actions[0].team].key, "t2");
    assert_string_equal(facts->members[records->actions[0].who].key, "m4");
    assert_int_equal(records->actions[0].done, COPSE_DAY_UNKNOWN);
    assert_int_equal(records->n_debriefs, 1);
    assert_null(records->debriefs[0].note);
    copse_records_free(records);
    facts->data_version++; /* as if somebody had imported in between */
    assert_int_equal(copse_store_read_records(&records, store, facts, &ctx, &error), COPSE_E_STORE);
    facts->data_version--;
    copse_facts_free(facts);
    copse_store_close(store);
}

/* Every allocation in turn fails: a status, and nothing changed. */
static void test_record__whatever_allocation_fails_is_said_and_nothing_changes(void **state)
{
    (void)state;
    make_store();
    copse_exchange_entry entry = attended("m1", "c1");
    bool is_done = false;
    entry.note = "a case";
    for (int n = 0; !is_done; n++) {
        copse_context ctx = steward();
        open_store();
        copse_memory_fail_at(n);
        copse_status st = copse_store_record_exchange(&account, store, &entry, &ctx, NULL);
        is_done = copse_memory_count() <= n;
        copse_memory_fail_at(-1);
        closed(st);
        if (st != COPSE_OK) {
            assert_int_equal(st, COPSE_E_NOMEM);
            copse_account_free(account);
            account = NULL;
        }
    }
    assert_string_equal(ask("SELECT count(*) FROM exchange WHERE key IS NULL"), "1");
}

static void test_records__whatever_allocation_fails_is_said(void **state)
{
    (void)state;
    make_store();
    copse_context ctx = steward();
    copse_facts *facts;
    bool is_done = false;
    assert_ok(record(attended("m1", "c1")));
    open_store();
    assert_ok(copse_store_read_facts(&facts, store, &ctx, &error));
    for (int n = 0; !is_done; n++) {
        copse_records *records = NULL;
        copse_memory_fail_at(n);
        copse_status st = copse_store_read_records(&records, store, facts, &ctx, NULL);
        is_done = copse_memory_count() <= n;
        copse_memory_fail_at(-1);
        assert_int_equal(st, is_done ? COPSE_OK : COPSE_E_NOMEM);
        assert_true((records != NULL) == is_done);
        copse_records_free(records);
    }
    copse_facts_free(facts);
    copse_store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, free_account)
        TEST(test_exchange__is_kept_as_it_was_told),
        TEST(test_exchange__is_state_and_stays_whatever_is_imported),
        TEST(test_exchange__told_again_is_there_once_and_can_be_shared_later),
        TEST(test_exchange__audit_does_not_say_who),
        TEST(test_exchange__what_cannot_be_is_refused_and_changes_nothing),
        TEST(test_exchange__of_the_sensitive_and_of_who_objected_is_not_found),
        TEST(test_undo__takes_the_last_of_its_kind_and_its_person_and_nothing_that_was_imported),
        TEST(test_file__all_rows_or_none_with_the_place_of_the_first_that_is_bad),
        TEST(test_file__is_taken_once_in_any_order_of_columns),
        TEST(test_debrief__keeps_its_note_its_actions_and_who_compared_notes),
        TEST(test_debrief__in_two_goes_on_a_day_is_one),
        TEST(test_debrief__of_those_who_were_there),
        TEST(test_debrief__with_nothing_to_say_or_nobody_to_do_it_is_refused),
        TEST(test_debrief__can_be_taken_back_but_for_what_is_done),
        TEST(test_done__keeps_its_first_day_until_it_is_opened_again),
        TEST(test_forget__removes_what_was_recorded_of_them_and_their_name_from_what_others_wrote),
        TEST(test_records__are_read_with_places_in_the_facts_and_merged_topics_follow),
        TEST(test_record__whatever_allocation_fails_is_said_and_nothing_changes),
        TEST(test_records__whatever_allocation_fails_is_said),
        TEST(test_access__lists_what_was_recorded_of_them_with_whom_it_is_shared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
