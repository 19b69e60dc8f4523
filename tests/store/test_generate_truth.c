/*
 * That what truth.json says was planted is there, and that the rest looks like
 * a trust. Recomputed from the imported rows in SQL, which shares nothing with
 * the generator.
 */
#include "store/generated.h"

#include "store/store.h"

static sqlite3 *db;

/* What several claims need: who is where and in what on the reference day, who had direct contact.
 */
static const char *const views =
    "CREATE TEMP TABLE today AS SELECT unixepoch('2026-06-30') / 86400 AS day;"
    "CREATE TEMP TABLE seat AS SELECT DISTINCT member, community FROM membership, today"
    " WHERE since <= day AND (until IS NULL OR until > day);"
    "CREATE INDEX temp.seat_by_member ON seat(member, community);"
    "CREATE INDEX temp.seat_by_community ON seat(community, member);"
    "CREATE TEMP TABLE place AS SELECT DISTINCT member, team FROM assignment, today"
    " WHERE since <= day AND (until IS NULL OR until > day);"
    "CREATE INDEX temp.place_by_member ON place(member, team);"
    "CREATE INDEX temp.place_by_team ON place(team, member);"
    "CREATE TEMP TABLE contact AS SELECT a, b FROM tie"
    " UNION SELECT min(from_member, to_member), max(from_member, to_member) FROM exchange"
    " WHERE kind = 1 AND to_member IS NOT NULL;"
    "CREATE TEMP TABLE reach AS SELECT a AS member, b AS other FROM contact UNION SELECT b, a FROM "
    "contact;"
    "CREATE INDEX temp.reach_by_member ON reach(member, other);"
    "CREATE TEMP TABLE size AS SELECT community, count(*) AS n FROM seat GROUP BY community;"
    "CREATE TEMP TABLE planted AS SELECT t.id AS team, value ->> 'kind' AS kind"
    " FROM truth, json_each(doc, '$.isolated_teams') JOIN team t ON t.key = value ->> 'team_id';"
    "CREATE TEMP TABLE unit AS SELECT team, count(*) AS n,"
    " (SELECT count(*) FROM place q JOIN seat USING (member) WHERE q.team = p.team) AS seats,"
    " (SELECT count(*) FROM place q JOIN reach r USING (member) WHERE q.team = p.team AND NOT "
    "EXISTS"
    "   (SELECT 1 FROM place o WHERE o.member = r.other AND o.team = p.team)) AS outside,"
    " coalesce((SELECT kind FROM planted WHERE planted.team = p.team), 'none') AS kind"
    " FROM place p GROUP BY team;"
    "CREATE TEMP TABLE bridging AS"
    " SELECT team, kind, sum(1.0 * (size.n - inside) / (size.n - 1) * inside) / sum(inside) AS "
    "share FROM"
    "  (SELECT p.team, s.community, count(*) AS inside FROM place p JOIN seat s USING (member) "
    "GROUP BY 1, 2)"
    "  JOIN size USING (community) JOIN unit USING (team) WHERE size.n > 1 GROUP BY team;";

static void run(const char *sql)
{
    char *message = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s: %s", sql, message);
}

static double number(const char *sql)
{
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    double value = sqlite3_column_double(statement, 0);
    sqlite3_finalize(statement);
    return value;
}

static void assert_none(const char *sql)
{
    double n = number(sql);
    if (n != 0.0)
        fail_msg("%g rows: %s", n, sql);
}

static void assert_between(double low, double high, const char *sql)
{
    double value = number(sql);
    if (!(value >= low && value <= high))
        fail_msg("%g is not from %g to %g: %s", value, low, high, sql);
}

/* One trust for all claims: 5,000 staff, which are enough for four isolated teams of each kind. */
static int open_trust(void **state)
{
    size_t n = 0;
    sqlite3_stmt *insert;
    copse_generate_options options = {5000, 400, 60, 500, 0.0, 0.0};
    if (make_folder(state) != 0)
        return -1;
    assert_ok(generate(folder, options, 3, NULL));
    copse_import_report_free(import_generated());
    assert_int_equal(sqlite3_open(at("s.copse"), &db), SQLITE_OK);
    run("CREATE TEMP TABLE truth(doc TEXT)");
    char *doc = read_whole(at("truth.json"), &n);
    assert_int_equal(sqlite3_prepare_v2(db, "INSERT INTO truth VALUES (?)", -1, &insert, NULL),
                     SQLITE_OK);
    sqlite3_bind_text(insert, 1, doc, (int)n, SQLITE_TRANSIENT);
    assert_int_equal(sqlite3_step(insert), SQLITE_DONE);
    sqlite3_finalize(insert);
    free(doc);
    run(views);
    return 0;
}

static int close_trust(void **state)
{
    sqlite3_close(db);
    return remove_folder(state);
}

/* ---- planted ---- */

static void test_truth__says_how_it_was_made(void **state)
{
    (void)state;
    assert_between(1, 1, "SELECT json_valid(doc) FROM truth");
    assert_between(
        1, 1,
        "SELECT doc ->> '$.seed' = '3' AND doc ->> '$.as_of' = '2026-06-30'"
        " AND doc ->> '$.options.staff' = 5000 AND doc ->> '$.options.topics' = 500 FROM truth");
}

static void test_truth__isolated_teams_come_in_three_kinds_and_many_sizes(void **state)
{
    (void)state;
    assert_between(12, 12, "SELECT count(*) FROM planted");
    assert_between(3, 3, "SELECT count(DISTINCT kind) FROM planted");
    assert_between(4, 4, "SELECT min(n) FROM (SELECT count(*) AS n FROM planted GROUP BY kind)");
    assert_between(3, 60, "SELECT min(n) FROM unit JOIN planted USING (team)");
    assert_between(20, 60, "SELECT max(n) FROM unit JOIN planted USING (team)");
}

static void test_truth__quiet_teams_have_few_ties_to_others_and_other_teams_have_many(void **state)
{
    (void)state;
    double usual = number("SELECT avg(1.0 * outside / n) FROM unit WHERE kind = 'none'");
    assert_true(usual > 1.5);
    assert_between(0, 0.35 * usual, "SELECT max(1.0 * outside / n) FROM unit WHERE kind = 'quiet'");
    assert_between(0.6 * usual, 2 * usual,
                   "SELECT avg(1.0 * outside / n) FROM unit WHERE kind = 'absent'");
    assert_between(0.6 * usual, 2 * usual,
                   "SELECT avg(1.0 * outside / n) FROM unit WHERE kind = 'inward'");
}

static void test_truth__absent_teams_have_few_seats_and_other_teams_have_many(void **state)
{
    (void)state;
    double usual = number("SELECT avg(1.0 * seats / n) FROM unit WHERE kind = 'none'");
    assert_true(usual > 2.0);
    assert_between(0, 0.35 * usual, "SELECT max(1.0 * seats / n) FROM unit WHERE kind = 'absent'");
    assert_between(0.6 * usual, 2 * usual,
                   "SELECT avg(1.0 * seats / n) FROM unit WHERE kind = 'quiet'");
    assert_between(0.5 * usual, 2 * usual,
                   "SELECT avg(1.0 * seats / n) FROM unit WHERE kind = 'inward'");
}

static void test_truth__inward_teams_meet_hardly_anybody_else_in_their_communities(void **state)
{
    (void)state;
    assert_between(4, 4, "SELECT count(*) FROM bridging WHERE kind = 'inward'");
    assert_between(0, 0.4, "SELECT max(share) FROM bridging WHERE kind = 'inward'");
    assert_between(0.8, 1,
                   "SELECT min(share) FROM bridging WHERE kind = 'none' AND team IN"
                   " (SELECT team FROM unit WHERE n >= 3)");
}

static void test_truth__experts_have_the_most_evidence_in_their_topics(void **state)
{
    (void)state;
    run("CREATE TEMP TABLE expert AS SELECT t.id AS topic, m.id AS member FROM truth,"
        " json_each(doc, '$.experts') e, json_each(e.value, '$.members') k"
        " JOIN topic t ON t.key = e.value ->> 'topic_id' JOIN member m ON m.key = k.value;"
        "CREATE INDEX temp.expert_in_topic ON expert(topic, member);");
    assert_between(300, 5000, "SELECT count(DISTINCT topic) FROM expert");
    assert_between(1, 1, "SELECT max(n) FROM (SELECT count(*) AS n FROM expert GROUP BY member)");
    assert_none("SELECT count(*) FROM expert LEFT JOIN expertise USING (topic, member) WHERE "
                "weight IS NULL");
    assert_none("SELECT count(*) FROM (SELECT e.topic,"
                " min(CASE WHEN x.member IS NOT NULL THEN weight END) AS least_of_experts,"
                " max(CASE WHEN x.member IS NULL THEN weight END) AS most_of_others"
                " FROM expertise e LEFT JOIN expert x ON x.topic = e.topic AND x.member = e.member"
                " GROUP BY e.topic) WHERE least_of_experts <= most_of_others");
}

static void
test_truth__latent_communities_share_topics_that_no_community_and_nobody_else_has(void **state)
{
    (void)state;
    run("CREATE TEMP TABLE latent AS SELECT l.key AS place, m.id AS member FROM truth,"
        " json_each(doc, '$.latent_communities') l, json_each(l.value, '$.members') k"
        " JOIN member m ON m.key = k.value;"
        "CREATE TEMP TABLE latent_topic AS SELECT l.key AS place, t.id AS topic FROM truth,"
        " json_each(doc, '$.latent_communities') l, json_each(l.value, '$.topics') k"
        " JOIN topic t ON t.key = k.value;"
        "CREATE TEMP TABLE held AS SELECT member, topic FROM expertise UNION SELECT member, topic "
        "FROM interest;");
    assert_between(8, 8, "SELECT count(DISTINCT place) FROM latent_topic");
    assert_between(8, 20, "SELECT min(n) FROM (SELECT count(*) AS n FROM latent GROUP BY place)");
    assert_between(3, 20,
                   "SELECT min(n) FROM (SELECT count(DISTINCT team) AS n FROM latent"
                   " JOIN place p USING (member) GROUP BY latent.place)");
    assert_none("SELECT count(*) FROM latent_topic JOIN community_topic USING (topic)");
    assert_none("SELECT count(*) FROM latent JOIN latent_topic USING (place) LEFT JOIN held"
                " USING (member, topic) WHERE held.topic IS NULL");
    assert_none("SELECT count(*) FROM held JOIN latent_topic USING (topic)"
                " WHERE (member, place) NOT IN (SELECT member, place FROM latent)");
}

static void test_truth__duplicate_communities_share_topics_and_most_members(void **state)
{
    (void)state;
    run("CREATE TEMP TABLE twins AS SELECT a.id AS a, b.id AS b FROM truth,"
        " json_each(doc, '$.duplicate_communities') JOIN community a ON a.key = value ->> 0"
        " JOIN community b ON b.key = value ->> 1");
    assert_between(1, 60, "SELECT count(*) FROM twins");
    assert_none("SELECT count(*) FROM twins WHERE (SELECT group_concat(topic) FROM"
                " (SELECT topic FROM community_topic WHERE community = a ORDER BY topic)) IS NOT"
                " (SELECT group_concat(topic) FROM (SELECT topic FROM community_topic WHERE "
                "community = b ORDER BY topic))");
    assert_between(0.5, 1,
                   "SELECT min(1.0 * both / (na + nb - both)) FROM (SELECT"
                   " (SELECT count(*) FROM seat x JOIN seat y USING (member)"
                   "  WHERE x.community = a AND y.community = b) AS both,"
                   " (SELECT n FROM size WHERE community = a) AS na,"
                   " (SELECT n FROM size WHERE community = b) AS nb FROM twins)");
}

static void
test_truth__hidden_best_community_fits_by_topics_and_team_and_is_not_joined(void **state)
{
    (void)state;
    run("CREATE TEMP TABLE hidden AS SELECT m.id AS member, c.id AS community FROM truth,"
        " json_each(doc, '$.hidden_best') JOIN member m ON m.key = value ->> 'member_id'"
        " JOIN community c ON c.key = value ->> 'community_id';"
        "CREATE TEMP TABLE mates AS SELECT h.member, s.community, count(*) AS n FROM hidden h"
        " JOIN place p USING (member) JOIN place q ON q.team = p.team AND q.member <> h.member"
        " JOIN member o ON o.id = q.member AND NOT o.objected"
        " JOIN seat s ON s.member = q.member GROUP BY 1, 2;"
        "CREATE INDEX temp.mates_by_member ON mates(member, community);");
    assert_between(100, 125, "SELECT count(DISTINCT member) FROM hidden");
    assert_none("SELECT count(*) FROM hidden JOIN membership USING (member, community)");
    assert_none("SELECT count(*) FROM hidden JOIN community_topic USING (community)"
                " WHERE (member, topic) NOT IN (SELECT member, topic FROM expertise)");
    assert_between(2, 60, "SELECT min(n) FROM hidden JOIN mates USING (member, community)");
    assert_none("SELECT count(*) FROM hidden h JOIN mates best USING (member, community)"
                " JOIN mates other ON other.member = h.member AND other.community <> h.community"
                " AND other.n >= best.n WHERE NOT EXISTS (SELECT 1 FROM seat s WHERE s.member = "
                "other.member"
                " AND s.community = other.community)");
    assert_none(
        "SELECT count(*) FROM hidden LEFT JOIN mates USING (member, community) WHERE n IS NULL");
}

static void test_truth__dormant_and_empty_communities_are_so(void **state)
{
    (void)state;
    run("CREATE TEMP TABLE dormant AS SELECT c.id FROM truth, json_each(doc, "
        "'$.dormant_communities')"
        " JOIN community c ON c.key = value;"
        "CREATE TEMP TABLE vacant AS SELECT c.id FROM truth, json_each(doc, '$.empty_communities')"
        " JOIN community c ON c.key = value;");
    assert_between(2, 20, "SELECT count(*) FROM dormant");
    assert_none(
        "SELECT count(*) FROM community WHERE (status = 2) <> (id IN (SELECT id FROM dormant))");
    assert_none("SELECT count(*) FROM membership, today WHERE community IN (SELECT id FROM dormant)"
                " AND since > day - 365");
    assert_none(
        "SELECT count(*) FROM exchange, today WHERE to_community IN (SELECT id FROM dormant)"
        " AND happened > day - 365");
    assert_between(1, 10, "SELECT count(*) FROM vacant");
    assert_none("SELECT count(*) FROM membership WHERE community IN (SELECT id FROM vacant)");
}

/* Every name of a list of truth.json looks sensitive, and carries the decision that it should. */
static void assert_looks(const char *list, int decision)
{
    char sql[256];
    sqlite3_stmt *rows;
    int n = 0;
    snprintf(sql, sizeof sql,
             "SELECT name, description, sensitive FROM truth, json_each(doc, '$.%s')"
             " JOIN community c ON c.key = value",
             list);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &rows, NULL), SQLITE_OK);
    for (; sqlite3_step(rows) == SQLITE_ROW; n++) {
        const char *name = (const char *)sqlite3_column_text(rows, 0);
        if (!copse_store_looks_sensitive(name, (const char *)sqlite3_column_text(rows, 1)))
            fail_msg("%s does not look sensitive", name);
        assert_int_equal(sqlite3_column_int(rows, 2), decision);
    }
    sqlite3_finalize(rows);
    assert_true(n > 0);
}

/* How many undecided communities look sensitive, by the rule that imports and answers use. */
static int count_undecided(void)
{
    sqlite3_stmt *rows;
    int n = 0;
    assert_int_equal(
        sqlite3_prepare_v2(db, "SELECT name, description FROM community WHERE sensitive = 0", -1,
                           &rows, NULL),
        SQLITE_OK);
    while (sqlite3_step(rows) == SQLITE_ROW)
        n += copse_store_looks_sensitive((const char *)sqlite3_column_text(rows, 0),
                                         (const char *)sqlite3_column_text(rows, 1));
    sqlite3_finalize(rows);
    return n;
}

static void test_truth__sensitive_communities_are_of_three_kinds(void **state)
{
    (void)state;
    assert_looks("sensitive_communities", COPSE_SENSITIVE_YES);
    assert_looks("only_look_sensitive", COPSE_SENSITIVE_NO);
    assert_looks("look_sensitive_undecided", COPSE_SENSITIVE_UNDECIDED);
    assert_none("SELECT count(*) FROM community, truth WHERE sensitive = 2 AND key NOT IN"
                " (SELECT value FROM json_each(doc, '$.sensitive_communities'))");
    assert_int_equal(
        count_undecided(),
        number("SELECT json_array_length(doc, '$.look_sensitive_undecided') FROM truth"));
}

static void test_truth__nothing_is_planted_on_who_objected(void **state)
{
    (void)state;
    assert_none("SELECT count(*) FROM truth, json_tree(doc) j JOIN member m ON m.key = j.atom "
                "WHERE m.objected");
    assert_between(500, 5000,
                   "SELECT count(*) FROM truth, json_tree(doc) j JOIN member m ON m.key = j.atom");
}

/* ---- the rest looks like a trust ---- */

static void test_generated__sizes_are_as_asked(void **state)
{
    (void)state;
    assert_between(5000, 5000, "SELECT count(*) FROM member");
    assert_between(400, 400, "SELECT count(*) FROM team WHERE key LIKE 't%'");
    assert_between(60, 60, "SELECT count(*) FROM community");
    assert_between(500, 500, "SELECT count(*) FROM topic");
    assert_between(2.5, 3.3, "SELECT count(*) / 5000.0 FROM seat");
    assert_between(6.0, 7.2, "SELECT count(*) / 5000.0 FROM expertise");
}

static void test_generated__teams_and_topics_stand_in_a_hierarchy(void **state)
{
    (void)state;
    assert_between(1, 1, "SELECT count(*) FROM team WHERE parent IS NULL");
    assert_between(
        3, 3,
        "WITH RECURSIVE up(id, depth) AS (SELECT id, 0 FROM team WHERE parent IS NULL UNION ALL"
        " SELECT team.id, depth + 1 FROM team JOIN up ON team.parent = up.id)"
        " SELECT max(depth) FROM up");
    assert_between(16, 16, "SELECT count(*) FROM topic WHERE broader IS NULL");
    assert_between(
        2, 2,
        "WITH RECURSIVE up(id, depth) AS (SELECT id, 0 FROM topic WHERE broader IS NULL UNION ALL"
        " SELECT topic.id, depth + 1 FROM topic JOIN up ON topic.broader = up.id)"
        " SELECT max(depth) FROM up");
    assert_between(500, 500, "SELECT count(DISTINCT name) FROM topic");
    assert_between(60, 60, "SELECT count(DISTINCT name) FROM community");
}

static void test_generated__every_word_of_every_list_occurs(void **state)
{
    (void)state;
    assert_between(4, 4, "SELECT count(DISTINCT mode) FROM community");
    assert_between(5, 5, "SELECT count(DISTINCT status) FROM community");
    assert_between(5, 5, "SELECT count(DISTINCT openness) FROM community");
    assert_between(3, 3, "SELECT count(DISTINCT sensitive) FROM community");
    assert_between(4, 4, "SELECT count(DISTINCT mode_preference) FROM member");
    assert_between(0.2, 0.4, "SELECT avg(visibility = 0) FROM member");
    assert_between(3, 3, "SELECT count(DISTINCT visibility) FROM member");
    assert_between(2, 2, "SELECT count(DISTINCT kind) FROM tie");
    assert_between(6, 6, "SELECT count(DISTINCT kind) FROM exchange");
    assert_between(40, 60, "SELECT sum(objected) FROM member");
    assert_none("SELECT count(*) FROM community WHERE mode = 1 AND site IS NULL");
    assert_none("SELECT count(*) FROM community WHERE mode = 2 AND site IS NOT NULL");
    assert_none("SELECT count(*) FROM community JOIN size ON community = id WHERE capacity < n");
    assert_between(1, 60,
                   "SELECT count(*) FROM community JOIN size ON community = id WHERE capacity = n");
}

static void test_generated__some_people_have_little_or_nothing(void **state)
{
    (void)state;
    assert_between(
        100, 100,
        "SELECT count(*) FROM member WHERE id NOT IN (SELECT member FROM assignment)"
        " AND id NOT IN (SELECT member FROM expertise)"
        " AND id NOT IN (SELECT member FROM interest)"
        " AND id NOT IN (SELECT member FROM membership)"
        " AND id NOT IN (SELECT a FROM tie UNION SELECT b FROM tie)"
        " AND id NOT IN (SELECT from_member FROM exchange UNION SELECT to_member FROM exchange"
        "   WHERE to_member IS NOT NULL)");
    assert_between(500, 1200,
                   "SELECT count(*) FROM member WHERE id NOT IN (SELECT member FROM membership)");
    assert_between(
        100, 300,
        "SELECT count(*) FROM (SELECT member FROM place GROUP BY member HAVING count(*) > 1)");
    assert_between(300, 600,
                   "SELECT count(DISTINCT member) FROM assignment WHERE until IS NOT NULL");
}

static void test_generated__memberships_spread_over_three_years_and_some_ended(void **state)
{
    (void)state;
    for (int year = 0; year < 3; year++) {
        char sql[160];
        snprintf(sql, sizeof sql,
                 "SELECT avg(since > day - %d AND since <= day - %d) FROM membership, today WHERE "
                 "since > 0",
                 365 * (year + 1), 365 * year);
        assert_between(0.15, 0.6, sql);
    }
    assert_none("SELECT count(*) FROM membership, today WHERE since > day");
    assert_none("SELECT count(*) FROM membership JOIN community ON id = community WHERE since > 0 "
                "AND since < created");
    assert_between(0.05, 0.2,
                   "SELECT avg(until IS NOT NULL AND until <= day) FROM membership, today");
    assert_between(0.01, 0.06, "SELECT avg(since < 0) FROM membership");
    assert_between(20, 500,
                   "SELECT count(*) - count(DISTINCT member || ' ' || community) FROM membership");
}

static void test_generated__sizes_of_communities_and_seats_of_people_have_heavy_tails(void **state)
{
    (void)state;
    assert_between(4, 50,
                   "SELECT max(n) / (SELECT n FROM size ORDER BY n LIMIT 1 OFFSET (SELECT count(*) "
                   "/ 2 FROM size))"
                   " FROM size");
    assert_between(0.25, 0.8,
                   "SELECT sum(n) * 1.0 / (SELECT count(*) FROM seat) FROM"
                   " (SELECT n FROM size ORDER BY n DESC LIMIT 6)");
    assert_between(15, 90, "SELECT max(n) FROM (SELECT count(*) AS n FROM seat GROUP BY member)");
}

static void test_generated__like_joins_like(void **state)
{
    (void)state;
    /* Two of a team share a CoP far more often than two people next to each other in the key order.
     */
    double of_team =
        number("SELECT avg(EXISTS (SELECT 1 FROM seat x JOIN seat y USING (community)"
               " WHERE x.member = p.member AND y.member = q.member))"
               " FROM place p JOIN place q ON p.team = q.team AND p.member < q.member");
    double of_any = number("SELECT avg(EXISTS (SELECT 1 FROM seat x JOIN seat y USING (community)"
                           " WHERE x.member = m.id AND y.member = m.id + 1)) FROM member m");
    assert_true(of_team > 3.0 * of_any);
    /* And members of a CoP know its topics far more often than other people do. */
    double inside = number(
        "SELECT avg(EXISTS (SELECT 1 FROM community_topic t JOIN expertise e ON e.topic = t.topic"
        " AND e.member = s.member WHERE t.community = s.community)) FROM seat s");
    double outside = number(
        "SELECT avg(EXISTS (SELECT 1 FROM community_topic t JOIN expertise e ON e.topic = t.topic"
        " AND e.member = s.member % 5000 + 1 WHERE t.community = s.community)) FROM seat s");
    assert_true(inside > 2.0 * outside);
}

static void test_generated__ties_are_mostly_within_teams(void **state)
{
    (void)state;
    assert_between(0.5, 0.9,
                   "SELECT avg(EXISTS (SELECT 1 FROM place p JOIN place q USING (team)"
                   " WHERE p.member = a AND q.member = b)) FROM tie");
    assert_between(6, 10, "SELECT 2.0 * count(*) / 5000 FROM tie");
}

static void test_generated__answers_settle_earlier_questions(void **state)
{
    (void)state;
    assert_none("SELECT count(*) FROM exchange x, today WHERE happened >= day");
    assert_none("SELECT count(*) FROM exchange x LEFT JOIN exchange q ON q.id = x.settles WHERE "
                "x.kind = 1 AND"
                " (q.kind IS NOT 0 OR q.from_member <> x.to_member OR q.to_member <> x.from_member"
                "  OR q.happened > x.happened)");
    assert_between(0.4, 0.8,
                   "SELECT avg(id IN (SELECT settles FROM exchange WHERE settles IS NOT NULL)) "
                   "FROM exchange WHERE kind = 0");
    assert_none(
        "SELECT count(*) FROM exchange x LEFT JOIN membership m ON m.member = x.from_member AND"
        " m.community = x.to_community AND m.since <= x.happened AND (m.until IS NULL OR m.until > "
        "x.happened)"
        " WHERE x.to_community IS NOT NULL AND m.member IS NULL");
    assert_between(
        3, 3,
        "SELECT count(DISTINCT CASE WHEN starts > day THEN 'before' WHEN ends < day THEN 'after'"
        " ELSE 'during' END) FROM project, today");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_truth__says_how_it_was_made),
        cmocka_unit_test(test_truth__isolated_teams_come_in_three_kinds_and_many_sizes),
        cmocka_unit_test(test_truth__quiet_teams_have_few_ties_to_others_and_other_teams_have_many),
        cmocka_unit_test(test_truth__absent_teams_have_few_seats_and_other_teams_have_many),
        cmocka_unit_test(test_truth__inward_teams_meet_hardly_anybody_else_in_their_communities),
        cmocka_unit_test(test_truth__experts_have_the_most_evidence_in_their_topics),
        cmocka_unit_test(
            test_truth__latent_communities_share_topics_that_no_community_and_nobody_else_has),
        cmocka_unit_test(test_truth__duplicate_communities_share_topics_and_most_members),
        cmocka_unit_test(
            test_truth__hidden_best_community_fits_by_topics_and_team_and_is_not_joined),
        cmocka_unit_test(test_truth__dormant_and_empty_communities_are_so),
        cmocka_unit_test(test_truth__sensitive_communities_are_of_three_kinds),
        cmocka_unit_test(test_truth__nothing_is_planted_on_who_objected),
        cmocka_unit_test(test_generated__sizes_are_as_asked),
        cmocka_unit_test(test_generated__teams_and_topics_stand_in_a_hierarchy),
        cmocka_unit_test(test_generated__every_word_of_every_list_occurs),
        cmocka_unit_test(test_generated__some_people_have_little_or_nothing),
        cmocka_unit_test(test_generated__memberships_spread_over_three_years_and_some_ended),
        cmocka_unit_test(test_generated__sizes_of_communities_and_seats_of_people_have_heavy_tails),
        cmocka_unit_test(test_generated__like_joins_like),
        cmocka_unit_test(test_generated__ties_are_mostly_within_teams),
        cmocka_unit_test(test_generated__answers_settle_earlier_questions),
    };
    return cmocka_run_group_tests(tests, open_trust, close_trust);
}
