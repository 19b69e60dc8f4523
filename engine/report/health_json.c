/* How CoPs fare, for programs: all of it as JSON, a line a CoP as CSV. A count that is not said is "few" or null. */
#include "report/health.h"

#include <math.h>

static void json_count(copse_json *json, const char *key, const copse_health_count *count)
{
    if (count->is_known && !count->is_few)
        copse_json_count(json, key, count->value);
    else
        copse_json_text(json, key, count->is_known ? "few" : NULL);
}

static void json_public(copse_json *json, const char *key, copse_public_count count)
{
    if (count.is_shown)
        copse_json_count(json, key, count.value);
    else
        copse_json_text(json, key, NULL);
}

static void json_topics(copse_json *json, const copse_health_community *cop)
{
    copse_json_array(json, "topics");
    for (size_t i = 0; i < cop->n_topics; i++) {
        copse_json_object(json, NULL);
        copse_json_text(json, "key", cop->topics[i].key);
        copse_json_text(json, "name", cop->topics[i].name);
        json_count(json, "holders", &cop->topics[i].holders);
        json_count(json, "inside", &cop->topics[i].inside);
        copse_json_end(json);
    }
    copse_json_end(json);
}

static void json_people(copse_json *json, const copse_health_community *cop)
{
    copse_json_array(json, "people");
    for (size_t i = 0; i < cop->n_people; i++) {
        const copse_health_person *person = &cop->people[i];
        copse_json_object(json, NULL);
        copse_json_text(json, "key", person->person.key);
        copse_json_text(json, "name", person->person.name);
        copse_json_texts(json, "alone_holds", person->topics, person->n_topics);
        if (person->cut_off < 0)
            copse_json_text(json, "cut_off", NULL);
        else
            copse_json_count(json, "cut_off", person->cut_off);
        copse_json_count(json, "only_link", person->only_link);
        copse_json_number(json, "share", person->share);
        copse_json_end(json);
    }
    copse_json_end(json);
    copse_json_bool(json, "others_not_named", cop->has_unnamed);
}

static void json_twins(copse_json *json, const copse_health_community *cop)
{
    copse_json_array(json, "much_the_same");
    for (size_t i = 0; i < cop->n_twins; i++) {
        const copse_health_twin *twin = &cop->twins[i];
        copse_json_object(json, NULL);
        copse_json_text(json, "key", twin->key);
        copse_json_text(json, "name", twin->name);
        copse_json_number(json, "topics", twin->topics);
        copse_json_bool(json, "same_people", twin->is_of_same);
        json_count(json, "both", &twin->both);
        copse_json_number(json, "expected", twin->expected);
        copse_json_end(json);
    }
    copse_json_end(json);
}

static void json_quarters(copse_json *json, const copse_health_community *cop)
{
    copse_json_array(json, "quarters");
    for (size_t i = 0; i < cop->n_quarters; i++) {
        copse_json_object(json, NULL);
        copse_json_day(json, "first", cop->quarters[i].first);
        copse_json_day(json, "last", cop->quarters[i].last);
        json_count(json, "joined", &cop->quarters[i].joined);
        json_count(json, "left", &cop->quarters[i].left);
        copse_json_end(json);
    }
    copse_json_end(json);
}

static void json_places(copse_json *json, const char *key, const copse_health_place *places, size_t n)
{
    copse_json_array(json, key);
    for (size_t i = 0; i < n; i++) {
        copse_json_object(json, NULL);
        copse_json_text(json, "key", places[i].key);
        copse_json_text(json, "name", places[i].name);
        json_public(json, "members", places[i].members);
        copse_json_end(json);
    }
    copse_json_end(json);
}

static void json_community(copse_json *json, const copse_health_community *cop, bool details)
{
    copse_json_object(json, NULL);
    copse_json_text(json, "community", cop->key);
    copse_json_text(json, "name", cop->name);
    copse_json_text(json, "status", copse_community_status_name(cop->status));
    copse_json_text(json, "activity", copse_activity_name(cop->activity));
    copse_json_bool(json, "dormant", cop->is_dormant);
    json_public(json, "members", cop->members);
    json_count(json, "core", &cop->core);
    json_count(json, "active", &cop->active);
    json_count(json, "peripheral", &cop->peripheral);
    json_count(json, "experts", &cop->experts);
    copse_json_number(json, "coverage", cop->coverage);
    copse_json_count(json, "n_topics", (int64_t)cop->n_topics_in_all);
    copse_json_count(json, "topics_few_hold", (int64_t)cop->n_topics_few);
    copse_json_count(json, "topics_none_holds", (int64_t)cop->n_topics_none);
    json_count(json, "key_people", &cop->key_people);
    copse_json_count(json, "n_teams", (int64_t)cop->n_teams);
    copse_json_count(json, "n_sites", (int64_t)cop->n_sites);
    copse_json_number(json, "largest_share", cop->largest_share);
    json_count(json, "joined", &cop->joined);
    json_count(json, "left", &cop->left);
    json_twins(json, cop);
    if (details) {
        json_topics(json, cop);
        json_people(json, cop);
        json_quarters(json, cop);
        json_places(json, "teams", cop->teams, cop->n_team_rows);
        json_places(json, "sites", cop->sites, cop->n_site_rows);
    }
    copse_json_end(json);
}

copse_status copse_health_write_json(const copse_sink *sink, const copse_health_answer *answer, copse_error *err)
{
    copse_json json;
    copse_json_begin(&json, &answer->head);
    copse_json_count(&json, "rounded_to", answer->rounded_to);
    copse_json_day(&json, "from", answer->from);
    copse_json_day(&json, "to", answer->to);
    copse_json_array(&json, "communities");
    for (size_t i = 0; i < answer->n_communities; i++)
        json_community(&json, &answer->communities[i], answer->is_of_one);
    copse_json_end(&json);
    return copse_json_close(&json, &answer->head, sink, err);
}

/* ---- CSV ---- */

static void csv_count(copse_csv *csv, const copse_health_count *count)
{
    if (count->is_known && !count->is_few)
        copse_csv_count(csv, count->value);
    else
        copse_csv_text(csv, count->is_known ? "few" : NULL);
}

static void put_row(copse_csv *csv, const copse_health_community *cop)
{
    const copse_health_twin *twin = cop->n_twins > 0 ? &cop->twins[0] : NULL;
    copse_csv_text(csv, cop->key);
    copse_csv_text(csv, cop->name);
    copse_csv_text(csv, copse_community_status_name(cop->status));
    copse_csv_text(csv, copse_activity_name(cop->activity));
    copse_csv_text(csv, cop->is_dormant ? "yes" : "no");
    if (cop->members.is_shown)
        copse_csv_count(csv, cop->members.value);
    else
        copse_csv_text(csv, NULL);
    csv_count(csv, &cop->core);
    csv_count(csv, &cop->active);
    csv_count(csv, &cop->peripheral);
    csv_count(csv, &cop->experts);
    copse_csv_number(csv, cop->coverage);
    copse_csv_count(csv, (int64_t)cop->n_topics_in_all);
    copse_csv_count(csv, (int64_t)cop->n_topics_few);
    copse_csv_count(csv, (int64_t)cop->n_topics_none);
    csv_count(csv, &cop->key_people);
    copse_csv_count(csv, (int64_t)cop->n_teams);
    copse_csv_count(csv, (int64_t)cop->n_sites);
    copse_csv_number(csv, cop->largest_share);
    csv_count(csv, &cop->joined);
    csv_count(csv, &cop->left);
    copse_csv_text(csv, twin ? twin->key : NULL);
    copse_csv_number(csv, twin ? twin->topics : NAN);
    copse_csv_text(csv, !twin ? NULL : twin->is_of_same ? "yes" : "no");
    copse_csv_end_row(csv);
}

copse_status copse_health_write_csv(const copse_sink *sink, const copse_health_answer *answer, copse_error *err)
{
    static const char *const header[] = {
        "community_id", "name",     "status",          "activity",          "dormant",    "members",
        "core",         "active",   "peripheral",      "experts",           "coverage",   "topics",
        "topics_few_hold", "topics_none_holds", "key_people", "teams", "sites", "largest_share",
        "joined",       "left",     "most_alike",      "topics_alike",      "same_people", NULL};
    copse_csv csv = COPSE_CSV_INIT;
    copse_csv_header(&csv, header);
    for (size_t i = 0; i < answer->n_communities; i++)
        put_row(&csv, &answer->communities[i]);
    return copse_csv_close(&csv, sink, err);
}
