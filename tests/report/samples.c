#include "report/samples.h"

#include <math.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* 2026-03-31 */
enum { AS_OF = 20543 };

/* ---- join, with everything known ---- */

/* 0.412000 + 0.300001 - 0.020000 + 0.010000 + 6 × 0.001000 + 0.000001 = 0.708002 */
static const copse_reason full_reasons[] = {
    {COPSE_REASON_COMMUNITY, "pacs", "PACS users", 412000},
    {COPSE_REASON_SIMILARITY, "dicom", "DICOM", 300001},
    {COPSE_REASON_TEAM, "imaging", "Imaging", -20000},
    {COPSE_REASON_SIMILARITY, "mri", "MRI", 10000},
    {COPSE_REASON_TOPIC, "ct", "CT", 1000},
    {COPSE_REASON_SITE, "north", "North Hospital", 1000},
    {COPSE_REASON_ROLE, "radiographer", "Radiographer", 1000},
    {COPSE_REASON_PROFESSION, "ahp", "Allied health", 1000},
    {COPSE_REASON_COMMUNITY, "audit", "Clinical audit", 1000},
    {COPSE_REASON_TOPIC, "xray", NULL, 1000},
    {COPSE_REASON_POPULARITY, NULL, NULL, 1},
};
static const copse_reason negative_reasons[] = {
    {COPSE_REASON_TOPIC, "mri", "MRI", -600000},
};
static const copse_join_topic gains[] = {{"dicom", "DICOM", 0.2, 0.625},
                                         {"pacs-admin", NULL, 0.0, NAN}};
static const copse_join_topic lacks[] = {{"ai", "Machine learning", 0.0, 0.5}};
static const copse_join_topic contributes[] = {{"mri", "MRI", 0.9, 0.25}};
static const copse_join_person core[] = {{{true, "m7", "Ann Example"}, COPSE_NEAR_TEAM, NULL}};
static const copse_join_person near[] = {
    {{true, "m2", "Bob Zoë"}, COPSE_NEAR_TEAM, "Imaging"},
    {{true, "m3", NULL}, COPSE_NEAR_COMMUNITY, "PACS users"},
};
static const char *const full_notes[] = {
    "The model was fitted on data version 2 and the data are now at version 3.",
    "'others, not named' are people who did not agree to be named to you."};

static const copse_recommendation full_recommendations[] = {
    {.rank = 1,
     .key = "informatics",
     .name = "Imaging informatics",
     .description = "Pictures & how they get about",
     .mode = COPSE_MODE_HYBRID,
     .site = "North Hospital",
     .travel_minutes = 25.0,
     .distance_km = 11.5,
     .status = COPSE_COMMUNITY_ACTIVE,
     .activity = COPSE_ACTIVITY_ACTIVE,
     .openness = COPSE_OPENNESS_REQUEST,
     .contact = "informatics@example.org",
     .meets = "first Tuesday, 12:30",
     .score = 708002,
     .n_reasons = COUNT(full_reasons),
     .reasons = full_reasons,
     .cosine = 0.708,
     .n_gains = COUNT(gains),
     .n_lacks = COUNT(lacks),
     .n_contributes = COUNT(contributes),
     .gains = gains,
     .lacks = lacks,
     .contributes = contributes,
     .n_core = COUNT(core),
     .n_near = COUNT(near),
     .core = core,
     .near = near,
     .core_has_unnamed = true},
    {.rank = 2,
     .key = "quiet",
     .mode = COPSE_MODE_UNKNOWN,
     .travel_minutes = NAN,
     .distance_km = NAN,
     .score = -600000,
     .n_reasons = COUNT(negative_reasons),
     .reasons = negative_reasons,
     .cosine = NAN,
     .is_full = true},
};

const copse_join_answer *sample_join_full(void)
{
    static const copse_join_answer answer = {
        .head = {"copse/join/1", 3, AS_OF, COPSE_FOR_SELF, 1, COUNT(full_notes), full_notes},
        .member = {true, "m1", "Cy Person"},
        .mail = "cy@example.org",
        .enough_known = true,
        .n_recommendations = COUNT(full_recommendations),
        .recommendations = full_recommendations,
        .model_kind = "closed-form",
        .model_is_stale = true,
    };
    return &answer;
}

/* ---- join, with hostile names ---- */

#define FIFTY(letter)                                                                              \
    letter letter letter letter letter letter letter letter letter letter letter letter letter     \
        letter letter letter letter letter letter letter letter letter letter letter letter letter \
            letter letter letter letter letter letter letter letter letter letter letter letter    \
                letter letter letter letter letter letter letter letter letter letter letter       \
                    letter
#define LONG_NAME FIFTY("a") FIFTY("a") FIFTY("b") FIFTY("b") FIFTY("c") FIFTY("c")

static const copse_reason hostile_reasons[] = {
    {COPSE_REASON_COMMUNITY, "k", "</script><script>alert(1)</script>", 500000},
    {COPSE_REASON_TOPIC, "t", "\"quoted\" 'name' & <b>", 250000},
    {COPSE_REASON_TEAM, "u", "Team \xe2\x80\xaegnitekram", 125000},
    {COPSE_REASON_ROLE, "r", "bell\a esc\x1b[2J", 62500},
};
static const copse_join_topic hostile_topics[] = {{"t", "=HYPERLINK(\"http://x\")", 0.1, 0.2},
                                                  {"t2", "👨‍👩‍👧 נועה", 0.1, 0.2},
                                                  {"t3", "\xff\xfe broken", 0.1, 0.2}};
static const copse_join_person hostile_people[] = {
    {{true, "+1", "-2+3 <img src=x onerror=alert(1)>"}, COPSE_NEAR_TEAM, "@team\nline"}};

static const char *const hostile_notes[] = {"<i>note</i>"};

const copse_join_answer *sample_join_hostile(void)
{
    static const copse_recommendation one[] = {{.rank = 1,
                                                .key = "=1+1",
                                                .name = LONG_NAME,
                                                .description = "<!-- ]]> --> {{title}}",
                                                .mode = COPSE_MODE_FACE_TO_FACE,
                                                .site = "\" onload=\"x",
                                                .travel_minutes = NAN,
                                                .distance_km = 3.2,
                                                .contact = "javascript:alert(1)",
                                                .meets = "a\r\nb\tc",
                                                .score = 937500,
                                                .n_reasons = COUNT(hostile_reasons),
                                                .reasons = hostile_reasons,
                                                .cosine = NAN,
                                                .n_gains = COUNT(hostile_topics),
                                                .gains = hostile_topics,
                                                .n_core = COUNT(hostile_people),
                                                .core = hostile_people,
                                                .n_near = COUNT(hostile_people),
                                                .near = hostile_people}};
    static const copse_join_answer answer = {
        .head = {"copse/join/1", 3, AS_OF, COPSE_FOR_SELF, 1, COUNT(hostile_notes), hostile_notes},
        .member = {true, "@SUM(A1)", "</title><script>alert(1)</script>"},
        .mail = "=cmd|' /C calc'!A0",
        .enough_known = true,
        .n_recommendations = 1,
        .recommendations = one,
        .model_kind = "closed-form",
    };
    return &answer;
}

/* ---- join, with nothing to say ---- */

const copse_join_answer *sample_join_unknown(void)
{
    static const char *const advice[] = {"a community that you are in", "a topic that you know"};
    static const copse_join_answer answer = {
        .head = {"copse/join/1", 0, COPSE_DAY_UNKNOWN, COPSE_FOR_SELF, 1, 0, NULL},
        .member = {true, "m9", NULL},
        .enough_known = false,
        .n_advice = COUNT(advice),
        .advice = advice,
        .model_kind = "closed-form",
    };
    return &answer;
}

const copse_join_answer *sample_join_none(void)
{
    static const copse_join_answer answer = {
        .head = {"copse/join/1", 3, AS_OF, COPSE_FOR_SELF, 1, 0, NULL},
        .member = {true, "m1", "Cy Person"},
        .enough_known = true,
        .model_kind = "closed-form",
    };
    return &answer;
}

/* ---- the other reports ---- */

static const char *const dropped[] = {"nhs_number", "home <address>"};
static const copse_import_table tables[] = {
    {"members", "members.csv", false, 400, 390, 0, 10, 0, 0, dropped, COUNT(dropped)},
    {"memberships", "memberships.csv", false, 900, 880, 5, 0, 3, 15, NULL, 0},
    {"topics", "topics.csv", true, 1, 0, 0, 1, 0, 0, NULL, 0},
};
static const copse_import_problem problems[] = {
    {"memberships.csv", 41, 2, "membership names community 'imaging', which no row defines",
     "add it to communities.csv"},
    {"memberships.csv", 42, 0, "the row has 2 fields where the header has 3", NULL},
};
static const char *const left_out[] = {"README.md", "=evil.csv"};
static const char *const import_notes[] = {"Keys that differ only by zeros: '007' and '7'."};

const copse_import_report *sample_import(void)
{
    static const copse_import_report report = {
        .created_store = true,
        .data_version = 1,
        .n_tables = COUNT(tables),
        .tables = tables,
        .n_left_out = COUNT(left_out),
        .left_out = left_out,
        .n_problems = COUNT(problems),
        .problems = problems,
        .n_notes = COUNT(import_notes),
        .notes = import_notes,
    };
    return &report;
}

const copse_import_report *sample_import_refused(void)
{
    static const copse_import_report report = {.refused = true,
                                               .n_tables = 1,
                                               .tables = &tables[1],
                                               .n_problems = 1,
                                               .problems = problems};
    return &report;
}

const copse_check_report *sample_check(void)
{
    static const char *const examples[] = {"Radiology", "radiology "};
    static const copse_finding findings[] = {
        {"near-duplicate-topics", "Two topics that may be one.", "Decide which stays.", false, 2,
         examples, COUNT(examples)},
        {"members-without-team", "Who is in no team.", NULL, true, 12, NULL, 0},
    };
    static const copse_check_report report = {COUNT(findings), findings, 5, NULL};
    return &report;
}

const copse_status_report *sample_status(void)
{
    static const copse_status_count counts[] = {{"members", 400, true}, {"memberships", 900, true}};
    static const copse_status_source sources[] = {{"members.csv", AS_OF - 1, 400, 1, "copse-csv", true}};
    static const copse_status_report report = {
        .path = "trust.copse",
        .organisation = "St Elsewhere",
        .purpose = "finding communities",
        .schema_version = 1,
        .data_version = 5,
        .state_version = 7,
        .default_visibility = COPSE_VISIBLE_TEAM,
        .threshold = 5,
        .n_counts = COUNT(counts),
        .counts = counts,
        .n_sources = COUNT(sources),
        .sources = sources,
        .has_model = true,
        .model_kind = "closed-form",
        .model_fitted = AS_OF,
        .model_data_version = 4,
        .model_is_stale = true,
    };
    return &report;
}

const copse_status_report *sample_status_new(void)
{
    static const copse_status_report report = {.schema_version = 1, .threshold = 5};
    return &report;
}

const copse_model_summary *sample_model(void)
{
    static const copse_model_option options[] = {{"lambda", 3.5}, {"validation.ndcg20", NAN}};
    static const copse_model_summary summary = {.kind = "closed-form",
                                                .data_version = 5,
                                                .fitted = AS_OF,
                                                .seed = 1,
                                                .n_columns = 24,
                                                .n_rows = 400,
                                                .n_weights = 1200,
                                                .n_options = COUNT(options),
                                                .options = options};
    return &summary;
}

/* ---- the first report ---- */

static const char *const start_notes[] = {"Counts of people under 5 are not shown."};
static const copse_start_source start_sources[] = {
    {NULL, 12, AS_OF, 0},
    {"members.csv", 400, AS_OF - 12, 12},
    {"old.csv", 1, COPSE_DAY_UNKNOWN, NAN},
};
static const copse_start_gap start_gaps[] = {{"what staff know", "whom to ask", "a survey"}};
static const copse_start_finding start_findings[] = {
    {"members-twice", "people who seem to be in twice", "compare the keys", false, {false, 0}},
    {"teams-above-themselves", "teams above themselves", NULL, true, {true, 2}},
};
static const copse_start_community start_communities[] = {
    {"stroke", "Stroke care", {true, 40}, {true, 14}, COPSE_ACTIVITY_ACTIVE},
    {"audit", NULL, {true, 12}, {true, 0}, COPSE_ACTIVITY_QUIET},
    {"mri", "MRI users", {false, 0}, {false, 0}, COPSE_ACTIVITY_UNKNOWN},
};
static const copse_start_team start_teams[] = {{"w4", "Ward 4", {true, 9}, 2, 1}};

const copse_start_answer *sample_start(void)
{
    static const copse_start_answer answer = {
        .head = {"copse/start/1", 3, AS_OF, COPSE_FOR_TRUST, 1, COUNT(start_notes), start_notes},
        .organisation = "St Elsewhere",
        .purpose = "finding communities",
        .threshold = 5,
        .staff = {true, 400},
        .in_no_community = {true, 100},
        .nameable = {false, 0},
        .n_teams = 40,
        .n_communities = 3,
        .n_topics = 1,
        .n_left_out = 1,
        .n_undecided = 2,
        .model_kind = "closed-form",
        .top = 3,
        .suggested = {true, 380},
        .by_place = {true, 30},
        .n_sources = COUNT(start_sources),
        .n_gaps = COUNT(start_gaps),
        .n_findings = COUNT(start_findings),
        .n_community_rows = COUNT(start_communities),
        .n_team_rows = COUNT(start_teams),
        .sources = start_sources,
        .gaps = start_gaps,
        .findings = start_findings,
        .communities = start_communities,
        .teams = start_teams,
        .n_teams_compared = 30,
        .n_teams_small = 4,
        .median_shared = 6.5,
    };
    return &answer;
}

const copse_start_answer *sample_start_empty(void)
{
    static const copse_start_answer answer = {
        .head = {"copse/start/1", 0, AS_OF, COPSE_FOR_STEWARD, 1, 0, NULL},
        .threshold = 5,
        .top = 3,
        .median_shared = NAN,
    };
    return &answer;
}

const copse_start_answer *sample_start_hostile(void)
{
    static const copse_start_community communities[] = {
        {"k1", "<script>alert(1)</script>", {true, 40}, {true, 14}, COPSE_ACTIVITY_ACTIVE},
        {"k2", "=HYPERLINK(\"http://x\")", {true, 40}, {true, 14}, COPSE_ACTIVITY_ACTIVE},
        {"k3", "\"quoted\" 'name' \xe2\x80\xaegnitekram", {true, 9}, {true, 9}, COPSE_ACTIVITY_ACTIVE},
    };
    static const copse_start_team teams[] = {{"t", "bell\a <b>bold</b>", {true, 9}, 2, 1}};
    static const char *const undecided[] = {"<img src=x onerror=alert(1)>"};
    static copse_start_answer answer;
    answer = *sample_start();
    answer.organisation = "</title><script>alert(2)</script>";
    answer.purpose = "a < b & c";
    answer.communities = communities;
    answer.n_community_rows = COUNT(communities);
    answer.teams = teams;
    answer.undecided = undecided;
    answer.n_undecided = 1;
    return &answer;
}

/* ---- context and sink ---- */

copse_context sample_context(void)
{
    copse_context ctx = COPSE_CONTEXT_INIT;
    ctx.as_of = AS_OF;
    ctx.seed = UINT64_MAX;
    return ctx;
}

static copse_status keep(void *user, const char *bytes, size_t n, copse_error *err)
{
    sample_bytes *kept = user;
    if (kept->fail_after == 0 || n >= sizeof kept->text - kept->length) {
        if (err)
            *err = (copse_error){COPSE_E_STORE, "sink", "the disk is full", ""};
        return COPSE_E_STORE;
    }
    kept->fail_after--;
    memcpy(kept->text + kept->length, bytes, n);
    kept->length += n;
    kept->text[kept->length] = '\0';
    return COPSE_OK;
}

copse_sink sample_sink(sample_bytes *bytes)
{
    bytes->text[0] = '\0';
    bytes->length = 0;
    bytes->fail_after = -1;
    return (copse_sink){.write = keep, .user = bytes};
}
