/*
 * The views of `copse query`, one row each. docs/views.md tells of them, and a
 * test holds it against this table.
 *
 * Counts of people are the published ones: NULL where one is suppressed, which
 * no sum over other rows gives back. People are those who agreed to be named
 * (for the steward: all who did not object). Sensitive CoPs are in none. A
 * view that is called as a table of the store is says which it reads: main.
 */
#include "store/views.h"

#define SHOWN "shown_community"
#define PEOPLE "shown_member"
#define DAY(column) "CASE WHEN " column " > -2147483648 THEN date(" column " * 86400, 'unixepoch') END"
#define HOLDS(of) of ".since <= ?2 AND (" of ".until IS NULL OR " of ".until > ?2)"
#define MODE(column) "CASE " column " WHEN 1 THEN 'face-to-face' WHEN 2 THEN 'virtual' WHEN 3 THEN 'hybrid' END"
#define PUBLISHED(name, of, for_) \
    "(SELECT value FROM published_count WHERE data_version = ?3 AND name IN (" name ") AND of_key = " of \
    " AND for_key = " for_ ")"

/* clang-format off: a view a block */
const copse_store_view copse_store_views[] = {
    {"about", "one row: what these answers are made for",
     "as_of TEXT, data_version INTEGER, audience TEXT, threshold INTEGER",
     "SELECT date(?2 * 86400, 'unixepoch'), ?3, ?4, ?5"},
    {"topics", "a topic",
     "topic TEXT, name TEXT, description TEXT, broader TEXT, synonyms TEXT",
     "SELECT t.key, t.name, t.description, b.key, t.synonyms FROM topic t LEFT JOIN topic b ON b.id = t.broader"
     " ORDER BY t.key"},
    {"sites", "a site; staff: how many people have it as their first, NULL where that is not published",
     "site TEXT, name TEXT, latitude REAL, longitude REAL, staff INTEGER",
     "SELECT key, name, latitude, longitude, " PUBLISHED("'site'", "key", "''") " FROM site ORDER BY key"},
    {"teams", "a team or a unit above it; staff as of sites",
     "team TEXT, name TEXT, parent TEXT, staff INTEGER",
     "SELECT t.key, t.name, p.key, " PUBLISHED("'team', 'unit'", "t.key", "''")
     " FROM team t LEFT JOIN team p ON p.id = t.parent ORDER BY t.key"},
    {"communities", "a CoP that is not sensitive; members: NULL where their number is not published",
     "community TEXT, name TEXT, description TEXT, mode TEXT, site TEXT, status TEXT, openness TEXT,"
     " capacity INTEGER, cadence_days INTEGER, meets TEXT, created TEXT, members INTEGER",
     "SELECT c.key, c.name, c.description, " MODE("c.mode") ", s.key,"
     " CASE c.status WHEN 1 THEN 'active' WHEN 2 THEN 'dormant' WHEN 3 THEN 'proposed' WHEN 4 THEN 'closed' END,"
     " CASE c.openness WHEN 1 THEN 'open' WHEN 2 THEN 'request' WHEN 3 THEN 'invitation' WHEN 4 THEN 'closed' END,"
     " c.capacity, c.cadence_days, c.meets, " DAY("c.created") ", " PUBLISHED("'community'", "''", "c.key")
     " FROM community c JOIN " SHOWN " USING (id) LEFT JOIN site s ON s.id = c.site ORDER BY c.key"},
    {"community_topics", "a topic of a CoP",
     "community TEXT, topic TEXT, weight REAL",
     "SELECT c.key, t.key, x.weight FROM community_topic x JOIN " SHOWN " ON id = x.community"
     " JOIN community c ON c.id = x.community JOIN topic t ON t.id = x.topic ORDER BY c.key, t.key"},
    {"team_communities", "how many people of a team or unit are in a CoP; NULL: some, and not published",
     "team TEXT, community TEXT, members INTEGER",
     "SELECT of_key, for_key, value FROM published_count WHERE data_version = ?3"
     " AND name IN ('team-community', 'unit-community') ORDER BY of_key, for_key"},
    {"site_communities", "how many people of a site are in a CoP; NULL: some, and not published",
     "site TEXT, community TEXT, members INTEGER",
     "SELECT of_key, for_key, value FROM published_count WHERE data_version = ?3 AND name = 'site-community'"
     " ORDER BY of_key, for_key"},
    {"projects", "a project",
     "project TEXT, name TEXT, team TEXT, site TEXT, starts TEXT, ends TEXT",
     "SELECT p.key, p.name, t.key, s.key, " DAY("p.starts") ", " DAY("p.ends")
     " FROM project p LEFT JOIN team t ON t.id = p.team LEFT JOIN site s ON s.id = p.site ORDER BY p.key"},
    {"project_topics", "a topic of a project",
     "project TEXT, topic TEXT",
     "SELECT p.key, t.key FROM project_topic x JOIN project p ON p.id = x.project JOIN topic t ON t.id = x.topic"
     " ORDER BY p.key, t.key"},
    {"people", "a person who may be named, with their first team and site",
     "member TEXT, name TEXT, profession TEXT, mode_preference TEXT, team TEXT, site TEXT",
     "SELECT m.key, m.name, m.profession, " MODE("coalesce((SELECT choice FROM preference WHERE member = m.id AND"
     " kind = 'mode'), m.mode_preference)") ","
     " (SELECT min(t.key) FROM assignment a JOIN team t ON t.id = a.team WHERE a.member = m.id AND " HOLDS("a") "),"
     " (SELECT min(s.key) FROM assignment a JOIN site s ON s.id = a.site WHERE a.member = m.id AND " HOLDS("a") ")"
     " FROM member m JOIN " PEOPLE " USING (id) ORDER BY m.key"},
    {"memberships", "a CoP that one of these people is in now",
     "member TEXT, community TEXT, since TEXT",
     "SELECT m.key, c.key, " DAY("x.since") " FROM membership x JOIN " PEOPLE " p ON p.id = x.member"
     " JOIN " SHOWN " v ON v.id = x.community JOIN member m ON m.id = x.member JOIN community c ON c.id = x.community"
     " WHERE " HOLDS("x") " ORDER BY m.key, c.key"},
    {"expertise", "what one of these people knows, the strongest evidence of each topic",
     "member TEXT, topic TEXT, weight REAL, last_active TEXT",
     "SELECT m.key, t.key, max(x.weight), date(max(x.last_active) * 86400, 'unixepoch') FROM main.expertise x"
     " JOIN " PEOPLE " p ON p.id = x.member JOIN member m ON m.id = x.member JOIN topic t ON t.id = x.topic"
     " GROUP BY m.key, t.key ORDER BY m.key, t.key"},
    {"interests", "what one of these people wants to learn",
     "member TEXT, topic TEXT",
     "SELECT m.key, t.key FROM interest x JOIN " PEOPLE " p ON p.id = x.member JOIN member m ON m.id = x.member"
     " JOIN topic t ON t.id = x.topic ORDER BY m.key, t.key"},
};
/* clang-format on */
const int copse_store_n_views = sizeof copse_store_views / sizeof copse_store_views[0];
