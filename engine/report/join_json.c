/* A join answer for programs: docs/schema/join.schema.json. */
#include "report/join.h"

void copse_join_json_reasons(copse_json *json, const copse_reason *reasons, size_t n)
{
    copse_json_array(json, "reasons");
    for (size_t i = 0; i < n; i++) {
        copse_json_object(json, NULL);
        copse_json_text(json, "kind", copse_reason_kind_name(reasons[i].kind));
        copse_json_text(json, "key", reasons[i].key);
        copse_json_text(json, "name", reasons[i].name);
        copse_json_score(json, "value", reasons[i].value);
        copse_json_end(json);
    }
    copse_json_end(json);
}

static void write_topics(copse_json *json, const char *key, const copse_join_topic *topics,
                         size_t n)
{
    copse_json_array(json, key);
    for (size_t i = 0; i < n; i++) {
        copse_json_object(json, NULL);
        copse_json_text(json, "key", topics[i].key);
        copse_json_text(json, "name", topics[i].name);
        copse_json_number(json, "of_member", topics[i].of_member);
        copse_json_number(json, "of_community", topics[i].of_community);
        copse_json_end(json);
    }
    copse_json_end(json);
}

static void write_people(copse_json *json, const char *key, const copse_join_person *people,
                         size_t n, bool is_near, bool has_unnamed)
{
    copse_json_object(json, key);
    copse_json_array(json, "people");
    for (size_t i = 0; i < n; i++) {
        copse_json_object(json, NULL);
        copse_json_text(json, "key", people[i].person.key);
        copse_json_text(json, "name", people[i].person.name);
        if (is_near) {
            copse_json_text(json, "near", people[i].near == COPSE_NEAR_TEAM ? "team" : "community");
            copse_json_text(json, "through", people[i].through);
        }
        copse_json_end(json);
    }
    copse_json_end(json);
    copse_json_bool(json, "others_not_named", has_unnamed);
    copse_json_end(json);
}

static void write_recommendation(copse_json *json, const copse_recommendation *r)
{
    copse_json_object(json, NULL);
    copse_json_count(json, "rank", r->rank);
    copse_json_object(json, "community");
    copse_json_text(json, "key", r->key);
    copse_json_text(json, "name", r->name);
    copse_json_text(json, "description", r->description);
    copse_json_end(json);
    copse_json_text(json, "mode", copse_mode_name(r->mode));
    copse_json_text(json, "site", r->site);
    copse_json_number(json, "travel_minutes", r->travel_minutes);
    copse_json_number(json, "distance_km", r->distance_km);
    copse_json_text(json, "status", copse_community_status_name(r->status));
    copse_json_text(json, "activity", copse_activity_name(r->activity));
    copse_json_text(json, "openness", copse_openness_name(r->openness));
    copse_json_bool(json, "is_full", r->is_full);
    copse_json_text(json, "contact", r->contact);
    copse_json_text(json, "meets", r->meets);
    copse_json_score(json, "score", r->score);
    copse_join_json_reasons(json, r->reasons, r->n_reasons);
    copse_json_number(json, "cosine", r->cosine);
    write_topics(json, "gains", r->gains, r->n_gains);
    write_topics(json, "lacks", r->lacks, r->n_lacks);
    write_topics(json, "contributes", r->contributes, r->n_contributes);
    write_people(json, "core", r->core, r->n_core, false, r->core_has_unnamed);
    write_people(json, "near", r->near, r->n_near, true, r->near_has_unnamed);
    copse_json_end(json);
}

copse_status copse_join_write_json(const copse_sink *sink, const copse_join_answer *answer,
                                   copse_error *err)
{
    copse_json json;
    copse_json_begin(&json, &answer->head);
    copse_json_object(&json, "member");
    copse_json_text(&json, "key", answer->member.key);
    copse_json_text(&json, "name", answer->member.name);
    copse_json_end(&json);
    copse_json_object(&json, "model");
    copse_json_text(&json, "kind", answer->model_kind);
    copse_json_bool(&json, "is_stale", answer->model_is_stale);
    copse_json_end(&json);
    copse_json_bool(&json, "enough_known", answer->enough_known);
    copse_json_texts(&json, "advice", answer->advice, answer->n_advice);
    copse_json_array(&json, "recommendations");
    for (size_t i = 0; i < answer->n_recommendations; i++)
        write_recommendation(&json, &answer->recommendations[i]);
    copse_json_end(&json);
    return copse_json_close(&json, &answer->head, sink, err);
}
