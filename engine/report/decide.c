/* Join or create, for programs: docs/schema/decide.schema.json, and a row a CoP as CSV. */
#include "report/decide.h"

/* ---- JSON ---- */

static void json_topics(copse_json *json, const copse_decide_answer *answer)
{
    copse_json_array(json, "topics");
    for (size_t i = 0; i < answer->n_topics; i++) {
        const copse_topic_match *t = &answer->topics[i];
        copse_json_object(json, NULL);
        copse_json_text(json, "key", t->key);
        copse_json_text(json, "name", t->name);
        copse_json_number(json, "weight", t->weight);
        copse_json_texts(json, "words", t->words, t->n_words);
        copse_json_end(json);
    }
    copse_json_end(json);
    copse_json_texts(json, "unmatched", answer->unmatched, answer->n_unmatched);
}

static void json_home(copse_json *json, const copse_decide_home *home)
{
    copse_json_object(json, NULL);
    copse_json_text(json, "key", home->key);
    copse_json_text(json, "name", home->name);
    copse_json_number(json, "coverage", home->coverage);
    copse_json_array(json, "topics");
    for (size_t i = 0; i < home->n_strengths; i++) {
        copse_json_object(json, NULL);
        copse_json_text(json, "key", home->strengths[i].key);
        copse_json_number(json, "strength", home->strengths[i].strength);
        copse_json_text(json, "through", home->strengths[i].through);
        copse_json_end(json);
    }
    copse_json_end(json);
    copse_json_text(json, "status", copse_community_status_name(home->status));
    copse_json_text(json, "activity", copse_activity_name(home->activity));
    copse_json_bool(json, "asleep", home->is_asleep);
    copse_json_text(json, "mode", copse_mode_name(home->mode));
    copse_json_text(json, "part", copse_mode_name(home->part));
    copse_json_text(json, "site", home->site);
    copse_json_number(json, "travel_minutes", home->travel_minutes);
    copse_json_number(json, "distance_km", home->distance_km);
    copse_json_text(json, "in_reach", copse_reach_name(home->reach));
    copse_json_text(json, "openness", copse_openness_name(home->openness));
    copse_json_bool(json, "open", home->is_open);
    copse_json_bool(json, "full", home->is_full);
    if (home->members.is_shown)
        copse_json_count(json, "members", home->members.value);
    else
        copse_json_text(json, "members", NULL);
    copse_json_text(json, "contact", home->contact);
    copse_json_text(json, "obstacle", home->obstacle);
    copse_json_bool(json, "near_duplicate", home->is_near_duplicate);
    copse_json_end(json);
}

static void json_turn(copse_json *json, const copse_decide_turn *turn)
{
    bool is_people = turn->kind == COPSE_TURN_PEOPLE || turn->kind == COPSE_TURN_FEWER_PEOPLE;
    copse_json_object(json, "counterfactual");
    copse_json_text(json, "sentence", turn->sentence);
    copse_json_text(json, "change", copse_turn_kind_name(turn->kind));
    copse_json_text(json, "community", turn->key);
    copse_json_text(json, "mode", turn->kind == COPSE_TURN_MODE ? copse_mode_name(turn->mode) : NULL);
    copse_json_text(json, "site", turn->site_key);
    copse_json_text(json, "topic", turn->topic_key);
    if (is_people) {
        copse_json_count(json, "people", turn->people);
        copse_json_count(json, "teams", turn->teams);
    } else {
        copse_json_text(json, "people", NULL);
        copse_json_text(json, "teams", NULL);
    }
    copse_json_object(json, "then");
    copse_json_text(json, "verdict", copse_decision_name(turn->then));
    copse_json_text(json, "community", turn->then_key);
    copse_json_end(json);
    copse_json_end(json);
}

static void json_people(copse_json *json, const copse_decide_answer *answer)
{
    copse_json_object(json, "demand");
    if (answer->people >= 0)
        copse_json_count(json, "people", answer->people);
    else
        copse_json_text(json, "people", NULL);
    copse_json_bool(json, "rounded", answer->is_rounded);
    if (answer->teams >= 0)
        copse_json_count(json, "teams", answer->teams);
    else
        copse_json_text(json, "teams", NULL);
    copse_json_bool(json, "enough_teams", answer->has_many_teams);
    copse_json_end(json);
    copse_json_array(json, "founding_group");
    for (size_t i = 0; i < answer->n_founders; i++) {
        copse_json_object(json, NULL);
        copse_json_text(json, "key", answer->founders[i].key);
        copse_json_text(json, "name", answer->founders[i].name);
        copse_json_end(json);
    }
    copse_json_end(json);
}

static copse_status write_json(const copse_sink *sink, const copse_decide_answer *answer, copse_error *err)
{
    copse_json json;
    copse_json_begin(&json, &answer->head);
    copse_json_text(&json, "verdict", copse_decision_name(answer->decision));
    copse_json_text(&json, "community", answer->key);
    copse_json_text(&json, "name", answer->name);
    copse_json_text(&json, "headline", answer->headline);
    json_turn(&json, &answer->turn);
    json_topics(&json, answer);
    copse_json_text(&json, "mode", copse_mode_name(answer->mode));
    copse_json_texts(&json, "sites", answer->sites, answer->n_sites);
    copse_json_number(&json, "max_minutes", answer->max_minutes);
    copse_json_count(&json, "communities_in_all", (int64_t)answer->n_homes_in_all);
    copse_json_array(&json, "communities");
    for (size_t i = 0; i < answer->n_homes; i++)
        json_home(&json, &answer->homes[i]);
    copse_json_end(&json);
    json_people(&json, answer);
    copse_json_texts(&json, "find_out", answer->advice, answer->n_advice);
    return copse_json_close(&json, &answer->head, sink, err);
}

/* ---- CSV ---- */

static void csv_home(copse_csv *csv, const copse_decide_home *home)
{
    copse_csv_text(csv, home->key);
    copse_csv_text(csv, home->name);
    copse_csv_number(csv, home->coverage);
    copse_csv_text(csv, copse_community_status_name(home->status));
    copse_csv_text(csv, copse_activity_name(home->activity));
    copse_csv_text(csv, home->is_asleep ? "yes" : "no");
    copse_csv_text(csv, copse_mode_name(home->mode));
    copse_csv_text(csv, copse_mode_name(home->part));
    copse_csv_text(csv, home->site);
    copse_csv_number(csv, home->travel_minutes);
    copse_csv_number(csv, home->distance_km);
    copse_csv_text(csv, copse_reach_name(home->reach));
    copse_csv_text(csv, copse_openness_name(home->openness));
    copse_csv_text(csv, home->is_full ? "yes" : "no");
    if (home->members.is_shown)
        copse_csv_count(csv, home->members.value);
    else
        copse_csv_text(csv, NULL);
    copse_csv_text(csv, home->is_near_duplicate ? "yes" : "no");
    copse_csv_text(csv, home->obstacle);
    copse_csv_end_row(csv);
}

/* The verdict stands in the row of the CoP that it is about, else in a row of its own. */
static copse_status write_csv(const copse_sink *sink, const copse_decide_answer *answer, copse_error *err)
{
    static const char *const header[] = {
        "verdict",  "community_id", "name",        "coverage",       "status",      "activity",
        "asleep",   "mode",         "part",        "site",           "travel_minutes", "distance_km",
        "in_reach", "openness",     "full",        "members",        "near_duplicate", "obstacle",
        NULL};
    enum { N_HOME = sizeof header / sizeof header[0] - 2 };
    copse_csv csv = COPSE_CSV_INIT;
    copse_csv_header(&csv, header);
    if (!answer->key) {
        copse_csv_text(&csv, copse_decision_name(answer->decision));
        for (int i = 0; i < N_HOME; i++)
            copse_csv_text(&csv, NULL);
        copse_csv_end_row(&csv);
    }
    for (size_t i = 0; i < answer->n_homes; i++) {
        bool is_it = !answer->homes[i].obstacle;
        copse_csv_text(&csv, is_it ? copse_decision_name(answer->decision) : NULL);
        csv_home(&csv, &answer->homes[i]);
    }
    return copse_csv_close(&csv, sink, err);
}

copse_status copse_report_decide(const copse_sink *sink, const copse_decide_answer *answer,
                                 const copse_render *render, copse_error *err)
{
    switch (render->format) {
    case COPSE_TEXT:
        return copse_decide_write_text(sink, answer, render, err);
    case COPSE_JSON:
        return write_json(sink, answer, err);
    case COPSE_CSV:
        return write_csv(sink, answer, err);
    case COPSE_HTML:
        break;
    }
    return copse_report_no_format("decide", "text, JSON and CSV", err);
}
