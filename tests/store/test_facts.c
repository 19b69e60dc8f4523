/* Reading facts: rows that plain SQL put in come out as arrays, and a file that lies never gets
 * through. */
#include "store/folder.h"

#include "base/memory.h"

static copse_error error;

static copse_status read_it(copse_facts **out, const copse_context *ctx)
{
    copse_store *store;
    error = (copse_error)COPSE_ERROR_INIT;
    *out = NULL;
    copse_status st = copse_store_open(&store, at("s.copse"), COPSE_STORE_READ, &error);
    if (st == COPSE_OK)
        st = copse_store_read_facts(out, store, ctx, &error);
    assert_true((st == COPSE_OK) == (*out != NULL));
    copse_store_close(store);
    return st;
}

static copse_facts *facts_of(const char *sql)
{
    copse_context ctx = today();
    copse_facts *facts;
    run_sql(new_store(), sql);
    assert_ok(read_it(&facts, &ctx));
    return facts;
}

/*
 *   sites  n(orth), s(outh)        teams  ward below trust        CoP 'ai' meets at n
 *   ann (id 9): ward at n, in ai, knows ml       bob (id 2): ward at s, was in ai, wants ml
 * Ids run against the keys on purpose: ann sorts before bob.
 */
static const char small[] =
    "INSERT INTO site (id, key, name, latitude, longitude) VALUES (5, 's', 'South', NULL, NULL),"
    "  (7, 'n', 'North', 51.5, -0.25);"
    "INSERT INTO travel (from_site, to_site, minutes) VALUES (5, 7, 35.5);"
    "INSERT INTO team (id, key, name, parent) VALUES (4, 'trust', NULL, NULL), (3, 'ward', 'Ward "
    "3', 4);"
    "INSERT INTO member (id, key, name, mail, profession, mode_preference, visibility, objected) "
    "VALUES"
    "  (2, 'bob', NULL, NULL, 'nurse', 0, 0, 1), (9, 'ann', 'Ann Á', 'ann@x', 'nurse', 2, 2, 0);"
    "INSERT INTO assignment (member, team, site, role, since, until) VALUES (2, 3, 5, 'sister', "
    "100, 200),"
    "  (9, 3, 7, 'sister', -2147483648, NULL), (2, NULL, NULL, NULL, 50, NULL);"
    "INSERT INTO topic (id, key, name, broader, synonyms) VALUES (1, 'ml', 'Learning', 2, "
    "'ai;deep'),"
    "  (2, 'z', NULL, NULL, NULL);"
    "INSERT INTO community (id, key, name, description, mode, site, status, openness, capacity,"
    "  cadence_days, contact, meets, sensitive, created) VALUES"
    "  (8, 'ai', 'AI', 'about AI', 3, 7, 1, 2, 12, 30, 'ann@x', 'Mondays', 1, 150),"
    "  (6, 'bare', NULL, NULL, 0, NULL, 0, 0, NULL, NULL, NULL, NULL, 0, NULL);"
    "INSERT INTO membership (member, community, role, since, until) VALUES (2, 8, NULL, 100, 200),"
    "  (9, 8, 'lead', -2147483648, NULL), (2, 8, NULL, 300, NULL), (2, 6, NULL, 1, NULL);"
    "INSERT INTO expertise (member, topic, source, weight, last_active) VALUES (9, 1, 2, 1.5, 180),"
    "  (9, 1, 1, 4.0, NULL), (2, 2, 0, 0.5, NULL);"
    "INSERT INTO interest (member, topic, since) VALUES (2, 1, 120), (2, 2, NULL);"
    "INSERT INTO community_topic (community, topic, weight) VALUES (6, 2, 1.0), (8, 1, 2.0);"
    "INSERT INTO tie (a, b, kind, weight, since) VALUES (2, 9, 1, 3.0, 90), (2, 9, 0, 2.0, NULL);"
    "INSERT INTO exchange (from_member, to_member, to_community, kind, happened, topic, due, note) "
    "VALUES"
    "  (9, 2, NULL, 1, 190, 1, NULL, 'private'), (9, NULL, 8, 3, 180, NULL, 220, NULL);"
    "UPDATE setting SET value = '17' WHERE name = 'data_version';";

static void test_facts__new_store_is_empty(void **state)
{
    (void)state;
    copse_facts *f = facts_of("SELECT 1");
    assert_int_equal(f->data_version, 0);
    assert_int_equal(f->n_members + f->n_teams + f->n_sites + f->n_travels + f->n_assignments +
                         f->n_communities + f->n_topics + f->n_memberships + f->n_expertises +
                         f->n_interests + f->n_community_topics + f->n_ties + f->n_exchanges,
                     0);
    copse_facts_free(f);
    copse_facts_free(NULL);
}

static void test_facts__members_sites_and_teams_come_by_key(void **state)
{
    (void)state;
    copse_facts *f = facts_of(small);
    assert_int_equal(f->data_version, 17);

    assert_int_equal(f->n_members, 2);
    const copse_fact_member *ann = &f->members[0], *bob = &f->members[1];
    assert_int_equal(ann->id, 9);
    assert_string_equal(ann->key, "ann");
    assert_string_equal(ann->name, "Ann Á");
    assert_string_equal(ann->mail, "ann@x");
    assert_string_equal(ann->profession, "nurse");
    assert_int_equal(ann->mode_preference, COPSE_MODE_VIRTUAL);
    assert_int_equal(ann->visibility, COPSE_VISIBLE_TRUST);
    assert_false(ann->objected);
    assert_string_equal(bob->key, "bob");
    assert_null(bob->name);
    assert_null(bob->mail);
    assert_int_equal(bob->visibility, COPSE_VISIBLE_NONE);
    assert_true(bob->objected);

    assert_int_equal(f->n_sites, 2);
    assert_string_equal(f->sites[0].key, "n");
    assert_close(f->sites[0].latitude, 51.5, 0);
    assert_close(f->sites[0].longitude, -0.25, 0);
    assert_true(isnan(f->sites[1].latitude));
    assert_int_equal(f->n_travels, 1);
    assert_int_equal(f->travels[0].from_site, 1);
    assert_int_equal(f->travels[0].to_site, 0);
    assert_close(f->travels[0].minutes, 35.5, 0);

    assert_int_equal(f->n_teams, 2);
    assert_int_equal(f->teams[0].parent, COPSE_NONE);
    assert_string_equal(f->teams[1].key, "ward");
    assert_int_equal(f->teams[1].parent, 0);
    copse_facts_free(f);
}

static void test_facts__communities_and_topics_come_whole(void **state)
{
    (void)state;
    copse_facts *f = facts_of(small);
    assert_int_equal(f->n_communities, 2);
    const copse_fact_community *ai = &f->communities[0], *bare = &f->communities[1];
    assert_string_equal(ai->key, "ai");
    assert_string_equal(ai->description, "about AI");
    assert_int_equal(ai->mode, COPSE_MODE_HYBRID);
    assert_int_equal(ai->site, 0);
    assert_int_equal(ai->status, COPSE_COMMUNITY_ACTIVE);
    assert_int_equal(ai->openness, COPSE_OPENNESS_REQUEST);
    assert_int_equal(ai->capacity, 12);
    assert_int_equal(ai->cadence_days, 30);
    assert_string_equal(ai->contact, "ann@x");
    assert_string_equal(ai->meets, "Mondays");
    assert_int_equal(ai->sensitive, COPSE_SENSITIVE_NO);
    assert_int_equal(ai->created, 150);
    assert_null(bare->name);
    assert_int_equal(bare->site, COPSE_NONE);
    assert_int_equal(bare->capacity, -1);
    assert_int_equal(bare->cadence_days, -1);
    assert_int_equal(bare->created, COPSE_DAY_UNKNOWN);

    assert_int_equal(f->n_topics, 2);
    assert_int_equal(f->topics[0].broader, 1);
    assert_string_equal(f->topics[0].synonyms, "ai;deep");
    assert_int_equal(f->topics[1].broader, COPSE_NONE);
    assert_int_equal(f->n_community_topics, 2);
    assert_int_equal(f->community_topics[0].community, 0);
    assert_int_equal(f->community_topics[0].topic, 0);
    assert_close(f->community_topics[0].weight, 2.0, 0);
    copse_facts_free(f);
}

static void test_facts__stints_that_ended_are_kept_in_order(void **state)
{
    (void)state;
    copse_facts *f = facts_of(small);
    /* ann in ai, bob in ai twice, bob in bare */
    static const copse_fact_membership expected[] = {
        {0, 0, "lead", COPSE_DAY_UNKNOWN, COPSE_DAY_UNKNOWN},
        {1, 0, NULL, 100, 200},
        {1, 0, NULL, 300, COPSE_DAY_UNKNOWN},
        {1, 1, NULL, 1, COPSE_DAY_UNKNOWN},
    };
    assert_int_equal(f->n_memberships, 4);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(f->memberships[i].member, expected[i].member);
        assert_int_equal(f->memberships[i].community, expected[i].community);
        assert_int_equal(f->memberships[i].since, expected[i].since);
        assert_int_equal(f->memberships[i].until, expected[i].until);
    }
    assert_string_equal(f->memberships[0].role, "lead");
    assert_null(f->memberships[1].role);

    assert_int_equal(f->n_assignments, 3);
    assert_int_equal(f->assignments[0].member, 0);
    assert_int_equal(f->assignments[0].site, 0);
    assert_int_equal(f->assignments[1].team, COPSE_NONE); /* bob's without a team comes first */
    assert_int_equal(f->assignments[1].since, 50);
    assert_int_equal(f->assignments[2].team, 1);
    assert_int_equal(f->assignments[2].until, 200);
    /* One copy of a role serves all. */
    assert_ptr_equal(f->assignments[0].role, f->assignments[2].role);
    copse_facts_free(f);
}

static void test_facts__evidence_interests_ties_and_exchanges(void **state)
{
    (void)state;
    copse_facts *f = facts_of(small);
    assert_int_equal(f->n_expertises, 3); /* two sources of ann's, then bob's */
    assert_close(f->expertises[0].weight, 1.5, 0);
    assert_int_equal(f->expertises[0].last_active, 180);
    assert_close(f->expertises[1].weight, 4.0, 0);
    assert_int_equal(f->expertises[2].member, 1);
    assert_int_equal(f->expertises[2].topic, 1);

    assert_int_equal(f->n_interests, 2);
    assert_int_equal(f->interests[0].member, 1);
    assert_int_equal(f->interests[0].since, 120);
    assert_int_equal(f->interests[1].since, COPSE_DAY_UNKNOWN);

    assert_int_equal(f->n_ties, 2); /* the store has a = bob by id; by index ann comes first */
    assert_int_equal(f->ties[0].a, 0);
    assert_int_equal(f->ties[0].b, 1);
    assert_int_equal(f->ties[0].kind, COPSE_TIE_STRENGTH);
    assert_int_equal(f->ties[0].since, COPSE_DAY_UNKNOWN);
    assert_int_equal(f->ties[1].kind, COPSE_TIE_COST);
    assert_close(f->ties[1].weight, 3.0, 0);

    assert_int_equal(f->n_exchanges, 2);
    assert_int_equal(f->exchanges[0].to_member, COPSE_NONE);
    assert_int_equal(f->exchanges[0].to_community, 0);
    assert_int_equal(f->exchanges[0].kind, COPSE_EXCHANGE_SHARED);
    assert_int_equal(f->exchanges[0].due, 220);
    assert_int_equal(f->exchanges[1].to_member, 1);
    assert_int_equal(f->exchanges[1].topic, 0);
    assert_int_equal(f->exchanges[1].on, 190);
    assert_int_equal(f->exchanges[1].due, COPSE_DAY_UNKNOWN);
    copse_facts_free(f);
}

/* Ids as far apart as SQLite allows, in no order, are found all the same. */
static void test_facts__ids_may_be_any_numbers(void **state)
{
    (void)state;
    copse_facts *f =
        facts_of("INSERT INTO member (id, key) VALUES (9223372036854775807, 'a'), "
                 "(-9223372036854775808, 'b'),"
                 "  (0, 'c'), (1, 'd'), (-1, 'e');"
                 "INSERT INTO community (id, key) VALUES (-5, 'x');"
                 "INSERT INTO membership (member, community) SELECT id, -5 FROM member;");
    assert_int_equal(f->n_memberships, 5);
    for (int i = 0; i < 5; i++)
        assert_int_equal(f->memberships[i].member, i);
    copse_facts_free(f);
}

/* The same facts under other ids give the same arrays. */
static void test_facts__order_of_arrival_changes_nothing(void **state)
{
    (void)state;
    copse_facts *f = facts_of(small), *g;
    run_sql(at("s.copse"), "PRAGMA foreign_keys = OFF;"
                           "UPDATE tie SET a = 9, b = 20 WHERE a = 2;"
                           "UPDATE membership SET member = 20 WHERE member = 2;"
                           "UPDATE assignment SET member = 20 WHERE member = 2;"
                           "UPDATE expertise SET member = 20 WHERE member = 2;"
                           "UPDATE interest SET member = 20 WHERE member = 2;"
                           "UPDATE exchange SET to_member = 20 WHERE to_member = 2;"
                           "UPDATE member SET id = 20 WHERE id = 2;");
    copse_context ctx = today();
    assert_ok(read_it(&g, &ctx));
    assert_int_equal(g->members[1].id, 20);
    assert_memory_equal(f->expertises, g->expertises, f->n_expertises * sizeof *f->expertises);
    assert_memory_equal(f->interests, g->interests, f->n_interests * sizeof *f->interests);
    assert_memory_equal(f->exchanges, g->exchanges, f->n_exchanges * sizeof *f->exchanges);
    for (size_t i = 0; i < f->n_memberships; i++) {
        assert_int_equal(f->memberships[i].member, g->memberships[i].member);
        assert_int_equal(f->memberships[i].community, g->memberships[i].community);
        assert_int_equal(f->memberships[i].since, g->memberships[i].since);
    }
    for (size_t i = 0; i < f->n_ties; i++) {
        assert_int_equal(f->ties[i].a, g->ties[i].a);
        assert_int_equal(f->ties[i].b, g->ties[i].b);
        assert_close(f->ties[i].weight, g->ties[i].weight, 0);
    }
    copse_facts_free(f);
    copse_facts_free(g);
}

/* Each of these could only be written past Copse and past SQLite's own checks. */
static void test_facts__impossible_values_are_refused_with_their_place(void **state)
{
    (void)state;
    static const struct {
        const char *sql, *says;
    } lies[] = {
        {"UPDATE membership SET member = 77 WHERE member = 9", "membership.member is 77"},
        {"UPDATE community SET site = 77 WHERE id = 8", "community.site is 77"},
        {"UPDATE team SET parent = 77 WHERE id = 3", "id 77"},
        {"UPDATE topic SET broader = 77 WHERE id = 1", "id 77"},
        {"UPDATE community SET mode = 9 WHERE id = 8", "community.mode is 9"},
        {"UPDATE community SET sensitive = -1 WHERE id = 8", "community.sensitive is -1"},
        {"UPDATE community SET capacity = 3000000000 WHERE id = 8",
         "community.capacity is 3000000000"},
        {"UPDATE member SET visibility = 3 WHERE id = 9", "member.visibility is 3"},
        {"UPDATE member SET objected = 2 WHERE id = 9", "member.objected is 2"},
        {"UPDATE exchange SET kind = 6", "exchange.kind is 6"},
        {"UPDATE tie SET kind = 5 WHERE kind = 1", "tie.kind is 5"},
        {"UPDATE interest SET since = 5000000000", "interest.since is 5000000000"},
        {"UPDATE member SET name = CAST(x'ff41' AS TEXT) WHERE id = 9",
         "member.name is not well-formed"},
        {"UPDATE membership SET role = CAST(x'c0' AS TEXT)", "membership.role is not well-formed"},
        {"DROP TABLE community_text; DROP TABLE topic_text; DROP TABLE interest", "'community_text' is missing"},
        {"DROP TABLE interest; CREATE TABLE interest (member, topic, since);"
         "INSERT INTO interest VALUES ('nobody', NULL, 1)",
         "'interest' is not as Copse made it"},
        {"DROP TABLE site; CREATE TABLE site (id, key, name, latitude, longitude);"
         "INSERT INTO site VALUES (5, NULL, NULL, NULL, NULL), (7, 'n', NULL, NULL, NULL)",
         "'site' is not as Copse made it"},
    };
    for (size_t i = 0; i < sizeof lies / sizeof lies[0]; i++) {
        copse_context ctx = today();
        copse_facts *facts;
        char sql[512];
        run_sql(new_store(), small);
        snprintf(sql, sizeof sql,
                 "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; %s",
                 lies[i].sql);
        run_sql(at("s.copse"), sql);
        assert_int_equal(read_it(&facts, &ctx), COPSE_E_STORE);
        if (!strstr(error.what, lies[i].says))
            fail_msg("'%s' does not say '%s'", error.what, lies[i].says);
        assert_string_equal(error.where, at("s.copse"));
        assert_int_equal(unlink(at("s.copse")), 0);
    }
}

/* Every page in turn is overwritten with rubbish: facts or an error, never a crash. */
static void test_facts__damaged_pages_never_crash(void **state)
{
    (void)state;
    copse_context ctx = today();
    run_sql(new_store(), small);
    struct stat info;
    assert_int_equal(stat(at("s.copse"), &info), 0);
    unsigned char before[4096], rubbish[4096];
    for (size_t i = 0; i < sizeof rubbish; i++)
        rubbish[i] = (unsigned char)(i * 197 + 13);

    int refused = 0;
    for (off_t offset = 4096; offset < info.st_size; offset += 4096) {
        FILE *file = fopen(at("s.copse"), "r+b");
        assert_int_equal(fseek(file, (long)offset, SEEK_SET), 0);
        assert_int_equal(fread(before, 1, sizeof before, file), sizeof before);
        assert_int_equal(fseek(file, (long)offset, SEEK_SET), 0);
        assert_int_equal(fwrite(rubbish, 1, sizeof rubbish, file), sizeof rubbish);
        assert_int_equal(fflush(file), 0);

        copse_store *store;
        copse_facts *facts = NULL;
        copse_status st = copse_store_open(&store, at("s.copse"), COPSE_STORE_READ, NULL);
        if (st == COPSE_OK)
            st = copse_store_read_facts(&facts, store, &ctx, NULL);
        assert_true(st == COPSE_OK || st == COPSE_E_STORE);
        refused += st == COPSE_E_STORE;
        copse_facts_free(facts);
        copse_store_close(store);

        assert_int_equal(fseek(file, (long)offset, SEEK_SET), 0);
        assert_int_equal(fwrite(before, 1, sizeof before, file), sizeof before);
        assert_int_equal(fclose(file), 0);
    }
    assert_true(refused > 10);
}

static void test_facts__out_of_memory_gives_nothing(void **state)
{
    (void)state;
    copse_context ctx = today();
    copse_store *store;
    copse_facts *facts;
    run_sql(new_store(), small);
    assert_ok(copse_store_open(&store, at("s.copse"), COPSE_STORE_READ, NULL));
    int64_t n = 0;
    for (;; n++) {
        copse_memory_fail_at(n);
        copse_status st = copse_store_read_facts(&facts, store, &ctx, NULL);
        copse_memory_fail_at(-1);
        if (st == COPSE_OK)
            break;
        assert_int_equal(st, COPSE_E_NOMEM);
        assert_null(facts);
    }
    assert_true(n > 8);
    assert_int_equal(facts->n_memberships, 4);
    copse_facts_free(facts);
    copse_store_close(store);
}

/* Agrees to begin, then wants to stop: the long scan itself must notice. */
static bool stop_after_some(void *user)
{
    int *calls = user;
    return ++*calls > 20;
}

static void test_facts__a_long_scan_stops_when_asked(void **state)
{
    (void)state;
    int calls = 0;
    copse_context ctx = today();
    ctx.is_cancelled = stop_after_some;
    ctx.user = &calls;
    copse_facts *facts;
    run_sql(new_store(),
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)"
            "INSERT INTO member (key) SELECT 'm' || i FROM n");
    assert_int_equal(read_it(&facts, &ctx), COPSE_E_INTERRUPTED);
    assert_int_equal(calls, 21);
}

static bool stop_at_once(void *user)
{
    (void)user;
    return true;
}

static void test_facts__a_stopped_reader_leaves_the_store_usable(void **state)
{
    (void)state;
    copse_context stopping = today(), ctx = today();
    stopping.is_cancelled = stop_at_once;
    copse_store *store;
    copse_facts *facts;
    run_sql(new_store(), small);
    assert_ok(copse_store_open(&store, at("s.copse"), COPSE_STORE_READ, NULL));
    assert_int_equal(copse_store_read_facts(&facts, store, &stopping, NULL), COPSE_E_INTERRUPTED);
    assert_null(facts);
    /* Another program writes meanwhile; the next reading sees it. */
    run_sql(at("s.copse"), "INSERT INTO member (key) VALUES ('new');"
                           "UPDATE setting SET value = '18' WHERE name = 'data_version'");
    assert_ok(copse_store_read_facts(&facts, store, &ctx, NULL));
    assert_int_equal(facts->n_members, 3);
    assert_int_equal(facts->data_version, 18);
    assert_int_equal(copse_store_data_version(store), 18);
    copse_facts_free(facts);
    copse_store_close(store);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_facts__new_store_is_empty),
        TEST(test_facts__members_sites_and_teams_come_by_key),
        TEST(test_facts__communities_and_topics_come_whole),
        TEST(test_facts__stints_that_ended_are_kept_in_order),
        TEST(test_facts__evidence_interests_ties_and_exchanges),
        TEST(test_facts__ids_may_be_any_numbers),
        TEST(test_facts__order_of_arrival_changes_nothing),
        TEST(test_facts__impossible_values_are_refused_with_their_place),
        TEST(test_facts__damaged_pages_never_crash),
        TEST(test_facts__out_of_memory_gives_nothing),
        TEST(test_facts__a_long_scan_stops_when_asked),
        TEST(test_facts__a_stopped_reader_leaves_the_store_usable),
    };
    return cmocka_run_group_tests_name("store/facts", tests, NULL, NULL);
}
