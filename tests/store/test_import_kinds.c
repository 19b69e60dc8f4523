/* Exports of other systems: known by their headers, and what becomes of their rows. */
#include "store/importing.h"

static copse_import_plan *guess_with(copse_status expected, const copse_import_options *options)
{
    copse_context ctx = today();
    copse_import_plan *plan = NULL;
    error = (copse_error)COPSE_ERROR_INIT;
    copse_status st = copse_store_guess(&plan, folder, options, &ctx, &error);
    if (st != expected)
        fail_msg("%s, not %s: %s: %s", copse_status_name(st), copse_status_name(expected), error.where,
                 error.what);
    assert_true((plan != NULL) == (st == COPSE_OK));
    return plan;
}

/* What a file with this header is taken for; "" for nothing. */
static const char *kind_of(const char *header)
{
    static char kind[64];
    write_file("anything.csv", header);
    write_file("topics.csv", "topic_id\n");
    copse_import_plan *plan = guess_with(COPSE_OK, NULL);
    assert_int_equal(plan->n_guesses, 2);
    for (size_t i = 0; i < 2; i++)
        if (strcmp(plan->guesses[i].file, "anything.csv") == 0)
            snprintf(kind, sizeof kind, "%s", plan->guesses[i].kind ? plan->guesses[i].kind : "");
    copse_import_plan_free(plan);
    return kind;
}

static void test_guess__the_header_says_what_a_file_is_and_its_name_does_not(void **state)
{
    (void)state;
    assert_string_equal(kind_of("userPrincipalName,displayName,mail,objectId,jobTitle,department\n"), "entra-users");
    assert_string_equal(kind_of("User principal name;Display name;Account enabled\n"), "entra-users");
    assert_string_equal(kind_of("id,userPrincipalName,displayName,objectType,userType\n"), "entra-group");
    assert_string_equal(kind_of("Object ID,User principal name,Display name,Member type\n"), "entra-group");
    assert_string_equal(kind_of("\"UserId\",\"User\",\"Name\",\"Role\"\n"), "teams");
    assert_string_equal(kind_of("id,displayName,userPrincipalName,userType\n"), "teams");
    assert_string_equal(kind_of("ID,Display Name,UPN,Role\n"), "teams");
    assert_string_equal(kind_of("id,name,email,job_title,location,department,joined_at,state\n"), "viva");
    assert_string_equal(kind_of("Org L3,Org L4,Employee Number,Staff Group,Role\n"), "esr");
    assert_string_equal(kind_of("EMPLOYEE NUMBER\tSTAFF GROUP\tJOB ROLE\n"), "esr");
    assert_string_equal(
        kind_of("Employee Number,Staff Group,Role,Assignment Number,Effective Start Date,Effective End Date\n"),
        "esr-assignments");
    assert_string_equal(kind_of("username,firstname,lastname,email,cohort1\n"), "moodle");
    assert_string_equal(kind_of("Cohort,Full name,Email address\n"), "moodle");
    assert_string_equal(kind_of("email,name\n"), "list");
    assert_string_equal(kind_of("e-mail\n"), "list");
    assert_string_equal(kind_of("a,b,c,d,email\n"), ""); /* an address somewhere makes no list */
    assert_string_equal(kind_of("ada@x.uk,Ada\n"), "list");
    assert_string_equal(kind_of("ID,Email,Name,What I can help with,What I want to learn\n"), "survey");
    assert_string_equal(kind_of("Your work e-mail,I would like to learn about\n"), "survey");
    assert_string_equal(kind_of("UI,MH,MN\n"), "mesh");
    assert_string_equal(kind_of("*NEWRECORD\nRECTYPE = D\n"), "mesh");
    assert_string_equal(kind_of("Label,Type,Description\n"), "kumu");
    assert_string_equal(kind_of("From,To,Type\n"), "kumu-connections");
    assert_string_equal(kind_of("Id,Label,timeset\n"), "gephi");
    assert_string_equal(kind_of("Source,Target,Type,Id,Label,timeset,Weight\n"), "gephi-edges");
    assert_string_equal(kind_of("kind,subject,choice,question\n"), "decisions");
    assert_string_equal(kind_of("Staff in post\n\nEmployee Number,Staff Group,Role\n"), "esr");
    assert_string_equal(kind_of("colour,size\n"), "");
    assert_string_equal(kind_of("displayName\n"), "");

    /* A file named after a table that has not its columns. */
    write_file("members.csv", "userPrincipalName,displayName,jobTitle\n");
    copse_import_plan *plan = guess_with(COPSE_OK, NULL);
    assert_string_equal(plan->guesses[1].file, "members.csv");
    assert_string_equal(plan->guesses[1].kind, "entra-users");
    copse_import_plan_free(plan);
}

static void test_guess__native_files_come_first_and_keep_their_names(void **state)
{
    (void)state;
    write_basics();
    write_file("a.csv", "userPrincipalName,displayName,department,shoe size\n");
    copse_import_plan *plan = guess_with(COPSE_OK, NULL);
    assert_int_equal(plan->n_guesses, 5);
    assert_string_equal(plan->guesses[0].kind, "copse");
    assert_string_equal(plan->guesses[0].file, "teams.csv");
    assert_string_equal(plan->guesses[4].kind, "entra-users");
    assert_false(plan->guesses[4].is_given);
    assert_int_equal(plan->guesses[4].n_dropped_columns, 1);
    assert_string_equal(plan->guesses[4].dropped_columns[0], "shoe size");
    copse_import_plan_free(plan);
    assert_int_equal(files_in_folder(), 5);
}

static void test_guess__a_kind_that_is_given_overrules_the_header(void **state)
{
    (void)state;
    copse_import_options options = COPSE_IMPORT_OPTIONS_INIT;
    copse_import_kind kind = {"x.csv", "entra-group"};
    options.kinds = &kind;
    options.n_kinds = 1;
    write_file("x.csv", "userPrincipalName,displayName,department\n");
    copse_import_plan *plan = guess_with(COPSE_OK, &options);
    assert_string_equal(plan->guesses[0].kind, "entra-group");
    assert_true(plan->guesses[0].is_given);
    copse_import_plan_free(plan);

    kind.kind = "entra";
    guess_with(COPSE_E_ARGUMENT, &options);
    assert_non_null(strstr(error.next, "entra-users"));
}

/* ---- Entra ID ---- */

static void write_entra(void)
{
    write_file("people.csv",
               "userPrincipalName,displayName,mail,objectId,userType,jobTitle,department,accountEnabled\n"
               "ada@x.uk,Ada Example,Ada.Example@x.uk,o-1,Member,Ward manager,Stroke Unit,True\n"
               "ben@x.uk,Ben Example,,o-2,Member,Therapist,Stroke  unit,True\n"
               "gus@y.uk,Gus Guest,gus@y.uk,o-3,Guest,,,True\n"
               "old@x.uk,Old Account,old@x.uk,o-4,Member,,Stroke Unit,False\n");
    write_file("Wound care members.csv",
               "id,userPrincipalName,displayName,objectType,userType,isUser,isGroup,isGuest\n"
               "o-2,ben@x.uk,Ben Example,User,Member,True,False,False\n"
               "o-9,cy@x.uk,Cy Example,User,Member,True,False,False\n"
               "o-7,,All nurses,Group,,False,True,False\n");
}

static void test_entra__people_teams_and_the_members_of_a_group(void **state)
{
    (void)state;
    copse_context ctx = today();
    write_entra();
    copse_import_report *report = import_with(COPSE_OK, NULL, &ctx);
    assert_int_equal(report->n_guesses, 2);
    assert_int_equal(report->n_notes, 3); /* a guest, an account that is off, a group in the group */
    copse_import_report_free(report);
    assert_string_equal(ask("SELECT group_concat(key || '=' || name, ';') FROM member ORDER BY id"),
                        "ada.example@x.uk=Ada Example;ben@x.uk=Ben Example;cy@x.uk=Cy Example");
    /* Blanks and case do not make another team. */
    assert_string_equal(ask("SELECT group_concat(key || '=' || name, ';') FROM team"), "stroke-unit=Stroke Unit");
    assert_string_equal(ask("SELECT count(*) FROM assignment WHERE team = 1"), "2");
    assert_string_equal(ask("SELECT role FROM assignment WHERE member = 1"), "Ward manager");
    assert_string_equal(ask("SELECT key || '=' || name FROM community"), "wound-care=Wound care");
    assert_string_equal(ask("SELECT group_concat(key) FROM membership JOIN member ON id = member"), "ben@x.uk,cy@x.uk");
    assert_string_equal(ask("SELECT count(*) FROM identity WHERE member = 1"), "3");
    assert_string_equal(ask("SELECT kind FROM source WHERE name = 'people.csv'"), "entra-users");
}

static void test_entra__importing_again_changes_nothing(void **state)
{
    (void)state;
    copse_context ctx = today();
    write_entra();
    import_ok();
    size_t n;
    char *before = store_bytes(&n);
    import_ok();
    assert_store_is(before, n);

    /* Nor do the same facts in other bytes. */
    write_file("people.csv",
               "userPrincipalName,displayName,mail,objectId,userType,jobTitle,department\r\n"
               "BEN@x.uk,Ben Example,,o-2,Member,Therapist,Stroke Unit\r\n");
    copse_import_report *report = import_with(COPSE_OK, NULL, &ctx);
    assert_int_equal(report->data_version, 1);
    copse_import_report_free(report);
}

static void test_entra__whoever_was_forgotten_stays_forgotten(void **state)
{
    (void)state;
    copse_context ctx = today();
    copse_store *store;
    copse_account *account;
    write_entra();
    import_ok();
    assert_ok(copse_store_open(&store, at("s.copse"), COPSE_STORE_WRITE, NULL));
    assert_ok(copse_store_forget(&account, store, "ben@x.uk", false, &ctx, NULL));
    copse_account_free(account);
    copse_store_close(store);

    /* By his directory id alone, and then by the mail that stood beside it. */
    write_file("people.csv",
               "userPrincipalName,displayName,mail,objectId,department\n,Ben Example,b.e@x.uk,o-2,Stroke Unit\n");
    copse_import_report *report = import_with(COPSE_OK, NULL, &ctx);
    assert_non_null(strstr(report->notes[0], "1 row of people who were forgotten was left out"));
    copse_import_report_free(report);
    write_file("people.csv", "userPrincipalName,displayName,mail,department\n,Ben Example,B.E@x.uk,Stroke Unit\n");
    import_ok();
    assert_string_equal(ask("SELECT count(*) FROM member WHERE name LIKE 'Ben%'"), "0");
    assert_string_equal(ask("SELECT count(*) FROM membership"), "1");
}

/* ---- teams ---- */

static void test_esr__levels_are_teams_below_teams(void **state)
{
    (void)state;
    /* Two Administrations; a level that repeats the one above it; a row that stops early. */
    write_file("staff.csv", "Employee Number,Staff Group,Role,Org L3,Org L4,Org L5,Last Name,First Name\n"
                            "1,Nursing,Nurse,Medicine,Administration,,Example,Ada\n"
                            "2,Nursing,Nurse,Surgery,Administration,Administration,Example,Ben\n"
                            "3,Nursing,Nurse,Surgery,,,Example,Cy\n"
                            "4,Nursing,Nurse,surgery,ADMINISTRATION,,Example,Di\n");
    import_ok();
    assert_string_equal(ask("SELECT group_concat(t.key || '<' || coalesce(p.key, ''), ' ') FROM team t"
                            " LEFT JOIN team p ON p.id = t.parent ORDER BY t.id"),
                        "medicine< administration<medicine surgery< administration-2<surgery");
    assert_string_equal(ask("SELECT group_concat(t.key, ' ') FROM assignment a JOIN team t ON t.id = a.team"
                            " ORDER BY a.member"),
                        "administration administration-2 surgery administration-2");
    assert_string_equal(ask("SELECT name || ', ' || profession FROM member WHERE key = '1'"), "Ada Example, Nursing");

    /* Another file's "Administration" could be either: nothing is guessed. "Medicine" is one. */
    copse_context ctx = today();
    write_file("users.csv", "userPrincipalName,displayName,department,employeeId\n"
                            "a@x,Ada,Administration,1\ne@x,Eve,Medicine,5\n");
    copse_import_report *report = import_with(COPSE_OK, NULL, &ctx);
    assert_non_null(strstr(report->notes[0], "1 cell names what several teams are called"));
    copse_import_report_free(report);
    assert_string_equal(ask("SELECT count(*) FROM team"), "4");
    assert_string_equal(ask("SELECT count(*) FROM assignment"), "5");
    assert_string_equal(ask("SELECT team FROM assignment WHERE member = 5"), "1");
}

static void test_esr__a_team_that_stood_nowhere_finds_its_place(void **state)
{
    (void)state;
    write_file("users.csv", "userPrincipalName,displayName,department\na@x,Ada,Stroke Unit\n");
    import_ok();
    write_file("staff.csv", "Employee Number,Staff Group,Role,Org L3,Org L4\n1,N,N,Medicine,Stroke unit\n"
                            "2,N,N,Theatres,Medicine\n"); /* not the Medicine that is at the top */
    import_ok();
    assert_string_equal(ask("SELECT group_concat(t.key || '<' || coalesce(p.key, ''), ' ') FROM team t"
                            " LEFT JOIN team p ON p.id = t.parent ORDER BY t.id"),
                        "stroke-unit<medicine medicine< theatres< medicine-2<theatres");
}

static void test_esr__assignments_have_open_ends_and_a_last_day(void **state)
{
    (void)state;
    write_file("posts.csv",
               "Employee Number,Assignment Number,Effective Start Date,Effective End Date,Organisation,Position Name\n"
               "1,1,01-JAN-1900,31-MAR-2022,Theatres,Nurse\n"
               "1,1-2,2022-04-01,4712-12-31,Ward 1,Manager\n"
               "1,1-3,01/04/2022,31/12/4712,Ward 2,Bank nurse\n");
    import_ok();
    assert_string_equal(ask("SELECT count(*) FROM member"), "1");
    /* The first day that does not hold is the day after the last that does. */
    assert_string_equal(ask("SELECT since || ' ' || date(until * 86400, 'unixepoch') FROM assignment WHERE role = 'Nurse'"),
                        "-2147483648 2022-04-01");
    assert_string_equal(ask("SELECT group_concat(date(since * 86400, 'unixepoch')) FROM assignment WHERE until IS NULL"),
                        "2022-04-01,2022-04-01");
}

/* ---- groups ---- */

static void test_groups__are_named_after_their_file_or_in_it(void **state)
{
    (void)state;
    write_file("Falls_prevention 2026-03-31.csv", "UserId,User,Name,Role\no-1,a@x,Ada,owner\no-2,g@y,Gus,guest\n");
    write_file("Coffee club.txt", "ada@example.org Ada Example\nBen Example <ben@example.org>\ncy@example.org\n");
    write_file("m365.csv", "id,displayName,userPrincipalName,userType,TeamName\no-1,Ada,a@x,Member,Wound care\n");
    write_file("cohorts.csv", "username,email,cohort1,cohort2\nada,a@x,Preceptors,\nben,b@x,Preceptors,Faculty\n");
    import_ok();
    assert_string_equal(ask("SELECT group_concat(name, '; ') FROM (SELECT name FROM community ORDER BY name)"),
                        "Coffee club; Faculty; Falls prevention; Preceptors; Wound care");
    assert_string_equal(ask("SELECT group_concat(coalesce(name, key), '; ') FROM (SELECT * FROM member ORDER BY key)"),
                        "Ada; Ada Example; b@x; Ben Example; cy@example.org");
    assert_string_equal(ask("SELECT role FROM membership WHERE role IS NOT NULL ORDER BY role DESC"), "owner");
    assert_string_equal(ask("SELECT count(*) FROM membership"), "8");
}

static void test_groups__a_name_that_every_export_has_is_no_name(void **state)
{
    (void)state;
    copse_import_options options = COPSE_IMPORT_OPTIONS_INIT;
    write_file("exportGroupMembers_2026-3-31.csv",
               "id,userPrincipalName,displayName,objectType\no-1,a@x,Ada,User\n");
    guess_with(COPSE_E_DATA, NULL);
    assert_string_equal(error.where, "exportGroupMembers_2026-3-31.csv");
    assert_non_null(strstr(error.next, "group ="));

    write_file("names.map", "file exportGroupMembers_2026-3-31.csv\ngroup = \"Wound care\"\n");
    char map[sizeof folder + 16];
    snprintf(map, sizeof map, "%s", at("names.map"));
    options.map = map;
    copse_context ctx = today();
    copse_import_report_free(import_with(COPSE_OK, &options, &ctx));
    assert_string_equal(ask("SELECT name FROM community"), "Wound care");
}

/* ---- what people say of themselves ---- */

static void test_survey__answers_become_expertise_interests_visibility_and_mode(void **state)
{
    (void)state;
    write_file("topics.csv", "topic_id,name,synonyms\np1,Dysphagia,swallowing; swallow\n");
    write_file("answers.csv",
               "Completion time,Email,Name,What can you help with?,What do you want to learn?,May I be named?,"
               "Face-to-face or virtual?\n"
               "2026-02-03 09:04,a@x,Ada,Swallowing;Wound care;,,\"Yes, to everybody in the trust\",Face to face\n"
               "2026-02-04 09:04,B@X,Ben,\"wound  CARE\nCoding\",Dysphagia,Only to my team,Online\n"
               "2026-02-05 09:04,c@x,Cy,,Coding,\"No, not even to my team\",Either is fine\n"
               "2026-02-05 09:05,anonymous,,Secrets,,No,\n");
    import_ok();
    assert_string_equal(ask("SELECT group_concat(key || '=' || name, '; ') FROM topic"),
                        "p1=Dysphagia; wound-care=Wound care; coding=Coding");
    assert_string_equal(ask("SELECT group_concat(member || ':' || topic, ' ') FROM expertise"), "1:1 1:2 2:2 2:3");
    assert_string_equal(ask("SELECT group_concat(member || ':' || topic, ' ') FROM interest"), "2:1 3:3");
    assert_string_equal(ask("SELECT group_concat(visibility || mode_preference, ' ') FROM member"), "21 12 03");
    assert_string_equal(ask("SELECT date(last_active * 86400, 'unixepoch') FROM expertise"), "2026-02-03");
}

/* ---- vocabularies and graphs ---- */

/* A: C1.2, D3 -> its shortest is D3, at the top. B: C1 -> top. C: C1.2.9 and E1.1 -> below E1. D: E1. */
static void test_mesh__the_shortest_tree_number_says_what_is_wider(void **state)
{
    (void)state;
    copse_context ctx = today();
    write_file("mesh.csv", "DescriptorUI,DescriptorName,TreeNumbers,EntryTerms\n"
                           "A,Falls,C1.2;D3,Slips|Trips\nB,Accidents,C1,\nC,Falls from beds,C1.2.9;E1.1,\nD,Beds,E1,\n"
                           "E,Orphan,Z9.1,\n");
    copse_import_report *report = import_with(COPSE_OK, NULL, &ctx);
    assert_non_null(strstr(report->notes[0], "what 1 topics stand below is not in the file"));
    copse_import_report_free(report);
    assert_string_equal(ask("SELECT group_concat(t.key || '<' || coalesce(b.key, ''), ' ') FROM topic t"
                            " LEFT JOIN topic b ON b.id = t.broader ORDER BY t.key"),
                        "A< B< C<D D< E<");
    assert_string_equal(ask("SELECT synonyms FROM topic WHERE key = 'A'"), "Slips; Trips");
    assert_string_equal(ask("SELECT rowid FROM topic_text WHERE topic_text MATCH 'trips'"), "1");
}

static void test_mesh__nlm_own_format(void **state)
{
    (void)state;
    write_file("d2026.bin", "*NEWRECORD\nRECTYPE = D\nMH = Accidental Falls\nPRINT ENTRY = Falling|T033|NON|abc\n"
                            "ENTRY = Falls|T033\nMN = N06.1.2\nMS = Slipping = falling\nUI = D1\n\n"
                            "*NEWRECORD\nRECTYPE = Q\nSH = abnormalities\nUI = Q1\n"
                            "*NEWRECORD\nMH = Accidents\nMN = N06.1\nUI = D2\n");
    import_ok();
    assert_string_equal(ask("SELECT group_concat(key || ' ' || name, '; ') FROM topic"),
                        "D1 Accidental Falls; D2 Accidents");
    assert_string_equal(ask("SELECT broader || ' ' || synonyms || ' ' || description FROM topic"),
                        "2 Falling; Falls Slipping = falling");
}

static void test_kumu__connections_are_ties_or_memberships_whichever_end_is_the_cop(void **state)
{
    (void)state;
    write_file("elements.csv", "Label,Type,Description,Email\nAda,Person,,a@x\nBen,,,\nWounds,Community,All of it,\n"
                               "Acme,Company,,\n");
    write_file("links.csv", "From,To,Label,Weight\nAda,Ben|Wounds,,2\nWounds,Ben,chair,\n");
    import_ok();
    assert_string_equal(ask("SELECT group_concat(key || '=' || name, ' ') FROM member"), "a@x=Ada Ben=Ben");
    assert_string_equal(ask("SELECT description FROM community WHERE name = 'Wounds'"), "All of it");
    assert_string_equal(ask("SELECT group_concat(member || coalesce(role, ''), ' ') FROM membership"), "1 2chair");
    assert_string_equal(ask("SELECT a || b || weight FROM tie"), "122.0");
    assert_string_equal(ask("SELECT count(*) FROM tie"), "1");
}

static void test_gephi__ids_are_people_and_weights_have_a_comma_where_fields_have_semicolons(void **state)
{
    (void)state;
    write_file("nodes.csv", "Id;Label;Type\n1;Ada;\n2;Ben;person\n3;Wounds;CoP\n");
    write_file("edges.csv", "Source;Target;Type;Id;Label;Weight\n2;1;Undirected;0;;0,5\n1;3;Undirected;1;;\n");
    import_ok();
    assert_string_equal(ask("SELECT group_concat(key || '=' || name, ' ') FROM member"), "1=Ada 2=Ben");
    assert_string_equal(ask("SELECT key || '=' || name FROM community"), "3=Wounds");
    assert_string_equal(ask("SELECT a || b || weight FROM tie"), "120.5");
    assert_string_equal(ask("SELECT member FROM membership"), "1");
}

/* ---- a mapping ---- */

static void test_map__says_what_no_kind_knows(void **state)
{
    (void)state;
    copse_import_options options = COPSE_IMPORT_OPTIONS_INIT;
    copse_context ctx = today();
    write_file("x.csv", "Payroll no;Fore name;Sur*name;Skills;Unit;Ends\n1;Ada;Example;Wounds|Falls;Ward 1;31/03/2026\n");
    write_file("x.map", "file x*.csv\nwho employee-number <- \"Payroll no\"\n"
                        "table members\nmember_id <- who\nname <- \"Fore name\" + Sur*name # in this order\n"
                        "visibility = trust\ntable teams\nteam_id <- named Unit\nname <- Unit\n"
                        "table assignments\nmember_id <- who\nteam_id <- named Unit\nuntil <- last Ends\n"
                        "table topics\ntopic_id <- named each Skills split \"|\"\nname <- each Skills\n"
                        "table expertise\nmember_id <- who\ntopic_id <- named each Skills split \"|\"\nweight = 2\n");
    char map[sizeof folder + 8];
    snprintf(map, sizeof map, "%s", at("x.map"));
    options.map = map;
    copse_import_report *report = import_with(COPSE_OK, &options, &ctx);
    assert_string_equal(report->guesses[0].kind, "map");
    assert_true(report->guesses[0].is_given);
    copse_import_report_free(report);
    assert_string_equal(ask("SELECT key || name || visibility FROM member"), "1Ada Example2");
    assert_string_equal(ask("SELECT system || key FROM identity"), "employee-number1");
    assert_string_equal(ask("SELECT date(until * 86400, 'unixepoch') FROM assignment"), "2026-04-01");
    assert_string_equal(ask("SELECT group_concat(weight, ' ') FROM expertise"), "2.0 2.0");

    /* Another mapping means other facts of the same bytes. */
    write_file("x.map", "file x.csv\nwho employee-number <- \"Payroll no\"\ntable members\nmember_id <- who\n"
                        "profession <- Unit\n");
    copse_import_report_free(import_with(COPSE_OK, &options, &ctx));
    assert_string_equal(ask("SELECT profession FROM member"), "Ward 1");
}

/* ---- who is who ---- */

static void test_who__identifiers_join_sources_and_names_do_not(void **state)
{
    (void)state;
    write_file("members.csv", "member_id,name,mail\n7,Ada,Ada@X.uk\nm8,Ben,\n");
    write_file("staff.csv", "Employee Number,Staff Group,Role,Name\n7,N,N,Ada\n8,N,N,Ben\n");
    write_file("readers.csv", "email,name\nADA@x.UK,Somebody\nben@x.uk,Ben\n");
    import_ok();
    assert_string_equal(ask("SELECT group_concat(key, ' ') FROM (SELECT key FROM member ORDER BY id)"),
                        "7 m8 8 ben@x.uk");
    assert_string_equal(ask("SELECT group_concat(member, ' ') FROM membership"), "1 4");
}

/* Three members, of whom a directory's row says that two are one. */
static void write_conflict(void)
{
    write_file("staff.csv", "Employee Number,Staff Group,Role,Org L3,Name\n1,Nursing,Nurse,Ward 1,Ada Example\n");
    write_file("readers.csv", "email,name\nada@x,A. Example\n");
    import_ok();
    unlink(at("staff.csv"));
    unlink(at("readers.csv"));
    write_file("users.csv", "userPrincipalName,displayName,mail,department,employeeId\nu@x,Ada Example,ada@x,,1\n");
}

static void test_who__a_row_of_two_people_is_asked_about_once(void **state)
{
    (void)state;
    copse_context ctx = today();
    write_conflict();
    copse_import_report *report = import_with(COPSE_OK, NULL, &ctx);
    assert_int_equal(report->n_questions, 1);
    assert_string_equal(report->questions[0].subject, "1 = ada@x");
    assert_non_null(strstr(report->questions[0].text, "Ada Example (Ward 1; "));
    copse_import_report_free(report);
    assert_string_equal(ask("SELECT count(*) FROM member"), "2");

    /* It stays open until it is answered, and no longer. */
    report = import_with(COPSE_OK, NULL, &ctx);
    assert_int_equal(report->n_questions, 1);
    copse_import_report_free(report);
    write_file("no.csv", "kind,subject,choice\nsame-member,1 = ada@x,No\n");
    report = import_with(COPSE_OK, NULL, &ctx);
    assert_int_equal(report->n_questions, 0);
    assert_counts(report, "decisions", 0, 1, 0, 0, 0);
    copse_import_report_free(report);
    unlink(at("no.csv"));
    write_file("users.csv", "userPrincipalName,displayName,mail,department,employeeId\nU@x,Ada,ADA@x,,1\n");
    report = import_with(COPSE_OK, NULL, &ctx);
    assert_int_equal(report->n_questions, 0);
    copse_import_report_free(report);
    assert_string_equal(ask("SELECT count(*) FROM member"), "2");
}

static void test_who__those_who_are_one_have_everything_of_both(void **state)
{
    (void)state;
    copse_context ctx = today();
    write_conflict();
    import_ok();
    run_sql(at("s.copse"),
            "PRAGMA foreign_keys = ON; INSERT INTO member (id, key, visibility) VALUES (9, 'm9', 2);"
            "INSERT INTO topic (id, key) VALUES (1, 'p1'); UPDATE member SET visibility = 2 WHERE key = '1';"
            "INSERT INTO expertise (member, topic, weight) VALUES (2, 1, 1); INSERT INTO interest (member, topic) VALUES (2, 1);"
            "INSERT INTO tie (a, b, kind, weight) VALUES (1, 2, 0, 1), (2, 9, 0, 3);"
            "INSERT INTO pairing (a, b, kind, happened) VALUES (2, 9, 'coffee', 20000);"
            "INSERT INTO exchange (id, from_member, to_member, kind, happened) VALUES (1, 9, 2, 0, 20000);"
            "INSERT INTO mark (member, community, kind, happened) VALUES (2, 1, 'not', 20000)");
    write_file("yes.csv", "kind,subject,choice\nsame-member,1 = ada@x,yes\n");
    copse_import_report *report = import_with(COPSE_OK, NULL, &ctx);
    assert_non_null(strstr(report->notes[report->n_notes - 1], "1 member was made one with another"));
    copse_import_report_free(report);
    assert_string_equal(ask("SELECT group_concat(key, ' ') FROM member"), "1 m9");
    assert_string_equal(ask("SELECT mail || ' ' || visibility FROM member WHERE id = 1"), "ada@x 0");
    assert_string_equal(ask("SELECT group_concat(member, ' ') FROM membership"), "1");
    assert_string_equal(ask("SELECT member || (SELECT member FROM interest) FROM expertise"), "11");
    assert_string_equal(ask("SELECT group_concat(a || '-' || b || ':' || weight, ' ') FROM tie"), "1-9:3.0");
    assert_string_equal(ask("SELECT a || '-' || b FROM pairing"), "1-9");
    assert_string_equal(ask("SELECT to_member || (SELECT member FROM mark) FROM exchange"), "11");
    assert_string_equal(ask("SELECT count(*) FROM pragma_foreign_key_check"), "0");

    /* A file of one's own may still call her by the key that went. */
    write_file("interests.csv", "member_id,topic_id\nada@x,p1\n");
    import_ok();
    assert_string_equal(ask("SELECT count(*) FROM member"), "2");
}

static void test_who__of_those_who_were_forgotten_no_decision_stays(void **state)
{
    (void)state;
    copse_context ctx = today();
    copse_store *store;
    copse_account *account;
    write_conflict();
    import_ok();
    assert_string_equal(ask("SELECT count(*) FROM decision"), "1");
    assert_ok(copse_store_open(&store, at("s.copse"), COPSE_STORE_WRITE, NULL));
    assert_ok(copse_store_forget(&account, store, "1", false, &ctx, NULL));
    copse_account_free(account);
    copse_store_close(store);
    assert_string_equal(ask("SELECT count(*) FROM decision"), "0");
}

/* ---- hostile cells ---- */

static void test_hostile__cells_are_text_whatever_they_say(void **state)
{
    (void)state;
    static const char *const cells[] = {"=HYPERLINK(\"\"http://x\"\")", "@SUM(1)", "<script>alert(1)</script>",
                                        "'); DROP TABLE member; --", "\xE2\x80\xAE" "evil", "\x1b[31mred", "%s%n%x",
                                        "../../etc/passwd", "${HOME}", "a;b|c"};
    char text[2048] = "userPrincipalName,displayName,department,jobTitle\n";
    copse_context ctx = today();
    const size_t n = sizeof cells / sizeof cells[0];
    for (size_t i = 0; i < n; i++)
        sprintf(text + strlen(text), "p%zu@x,\"%s\",\"%s\",\"%s\"\n", i, cells[i], cells[i], cells[i]);
    write_file("$(touch x); `touch y`.csv", text);
    copse_import_report *report = import_with(COPSE_OK, NULL, &ctx);
    for (size_t i = 0; i < report->n_notes; i++)
        assert_null(strpbrk(report->notes[i], "\x1b\n"));
    copse_import_report_free(report);
    assert_string_equal(ask("SELECT count(*) FROM member"), "10");
    assert_string_equal(ask("SELECT name FROM member WHERE key = 'p0@x'"), "=HYPERLINK(\"http://x\")");
    assert_string_equal(ask("SELECT count(*) FROM team"), "10");
    assert_string_equal(ask("SELECT name FROM member WHERE key = 'p3@x'"), "'); DROP TABLE member; --");
    assert_int_equal(files_in_folder(), 2);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)
    const struct CMUnitTest tests[] = {
        TEST(test_guess__the_header_says_what_a_file_is_and_its_name_does_not),
        TEST(test_guess__native_files_come_first_and_keep_their_names),
        TEST(test_guess__a_kind_that_is_given_overrules_the_header),
        TEST(test_entra__people_teams_and_the_members_of_a_group),
        TEST(test_entra__importing_again_changes_nothing),
        TEST(test_entra__whoever_was_forgotten_stays_forgotten),
        TEST(test_esr__levels_are_teams_below_teams),
        TEST(test_esr__a_team_that_stood_nowhere_finds_its_place),
        TEST(test_esr__assignments_have_open_ends_and_a_last_day),
        TEST(test_groups__are_named_after_their_file_or_in_it),
        TEST(test_groups__a_name_that_every_export_has_is_no_name),
        TEST(test_survey__answers_become_expertise_interests_visibility_and_mode),
        TEST(test_mesh__the_shortest_tree_number_says_what_is_wider),
        TEST(test_mesh__nlm_own_format),
        TEST(test_kumu__connections_are_ties_or_memberships_whichever_end_is_the_cop),
        TEST(test_gephi__ids_are_people_and_weights_have_a_comma_where_fields_have_semicolons),
        TEST(test_map__says_what_no_kind_knows),
        TEST(test_who__identifiers_join_sources_and_names_do_not),
        TEST(test_who__a_row_of_two_people_is_asked_about_once),
        TEST(test_who__those_who_are_one_have_everything_of_both),
        TEST(test_who__of_those_who_were_forgotten_no_decision_stays),
        TEST(test_hostile__cells_are_text_whatever_they_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
