/* The first report for programs: a count that is not shown is null. */
#include "report/start.h"

void copse_start_put_count(copse_json *json, const char *key, copse_public_count count)
{
    if (count.is_shown)
        copse_json_count(json, key, count.value);
    else
        copse_json_text(json, key, NULL);
}

static void json_sources(copse_json *json, const copse_start_answer *answer)
{
    copse_json_array(json, "sources");
    for (size_t i = 0; i < answer->n_sources; i++) {
        const copse_start_source *source = &answer->sources[i];
        copse_json_object(json, NULL);
        copse_json_text(json, "name", source->name);
        if (source->rows >= 0)
            copse_json_count(json, "rows", source->rows);
        else
            copse_json_text(json, "rows", NULL);
        copse_json_day(json, "imported", source->imported);
        copse_json_number(json, "age_days", source->age_days);
        copse_json_end(json);
    }
    copse_json_end(json);
}

static void json_communities(copse_json *json, const copse_start_answer *answer)
{
    copse_json_array(json, "communities");
    for (size_t i = 0; i < answer->n_community_rows; i++) {
        const copse_start_community *c = &answer->communities[i];
        copse_json_object(json, NULL);
        copse_json_text(json, "key", c->key);
        copse_json_text(json, "name", c->name);
        copse_start_put_count(json, "members", c->members);
        if (answer->model_kind)
            copse_start_put_count(json, "suggested_to", c->top);
        else
            copse_json_text(json, "suggested_to", NULL);
        copse_json_text(json, "activity", copse_activity_name(c->activity));
        copse_json_end(json);
    }
    copse_json_end(json);
}

static void json_teams(copse_json *json, const copse_start_answer *answer)
{
    copse_json_object(json, "teams");
    copse_json_count(json, "compared", answer->n_teams_compared);
    copse_json_count(json, "too_small_to_compare", answer->n_teams_small);
    copse_json_number(json, "median_shared", answer->median_shared);
    copse_json_array(json, "with_few_links");
    for (size_t i = 0; i < answer->n_team_rows; i++) {
        const copse_start_team *t = &answer->teams[i];
        copse_json_object(json, NULL);
        copse_json_text(json, "key", t->key);
        copse_json_text(json, "name", t->name);
        copse_start_put_count(json, "staff", t->staff);
        copse_json_count(json, "communities", t->n_communities);
        copse_json_count(json, "shared_communities", t->n_shared);
        copse_json_end(json);
    }
    copse_json_end(json);
    copse_json_end(json);
}

static void json_gaps(copse_json *json, const copse_start_answer *answer)
{
    copse_json_array(json, "missing");
    for (size_t i = 0; i < answer->n_gaps; i++) {
        copse_json_object(json, NULL);
        copse_json_text(json, "what", answer->gaps[i].what);
        copse_json_text(json, "use", answer->gaps[i].use);
        copse_json_text(json, "how", answer->gaps[i].how);
        copse_json_end(json);
    }
    copse_json_end(json);
}

static void json_findings(copse_json *json, const copse_start_answer *answer)
{
    copse_json_array(json, "findings");
    for (size_t i = 0; i < answer->n_findings; i++) {
        const copse_start_finding *finding = &answer->findings[i];
        copse_json_object(json, NULL);
        copse_json_text(json, "check", finding->check);
        copse_json_bool(json, "is_error", finding->is_error);
        copse_start_put_count(json, "count", finding->count);
        copse_json_text(json, "meaning", finding->meaning);
        copse_json_text(json, "next", finding->next);
        copse_json_end(json);
    }
    copse_json_end(json);
}

static void json_sensitive(copse_json *json, const copse_start_answer *answer)
{
    copse_json_object(json, "sensitive");
    copse_json_count(json, "decided", answer->n_left_out);
    copse_json_count(json, "undecided", answer->n_undecided);
    if (answer->undecided)
        copse_json_texts(json, "names", answer->undecided, (size_t)answer->n_undecided);
    else
        copse_json_text(json, "names", NULL);
    copse_json_end(json);
}

void copse_start_put_json(copse_json *json, const copse_start_answer *answer)
{
    copse_json_text(json, "organisation", answer->organisation);
    copse_json_text(json, "purpose", answer->purpose);
    copse_json_text(json, "lawful_basis", answer->lawful_basis);
    copse_json_text(json, "dpia_reference", answer->dpia_reference);
    copse_json_count(json, "threshold", answer->threshold);
    copse_start_put_count(json, "staff", answer->staff);
    copse_start_put_count(json, "in_no_community", answer->in_no_community);
    copse_start_put_count(json, "may_be_named", answer->nameable);
    copse_json_count(json, "teams_recorded", answer->n_teams);
    copse_json_count(json, "communities_recorded", answer->n_communities);
    copse_json_count(json, "topics_recorded", answer->n_topics);
    copse_json_text(json, "model", answer->model_kind);
    copse_json_count(json, "top", answer->top);
    if (answer->model_kind)
        copse_start_put_count(json, "suggested", answer->suggested);
    else
        copse_json_text(json, "suggested", NULL);
    if (answer->model_kind)
        copse_start_put_count(json, "suggested_by_place_alone", answer->by_place);
    else
        copse_json_text(json, "suggested_by_place_alone", NULL);
    json_communities(json, answer);
    json_teams(json, answer);
    json_sensitive(json, answer);
    json_gaps(json, answer);
    json_sources(json, answer);
    json_findings(json, answer);
}

copse_status copse_start_write_json(const copse_sink *sink, const copse_start_answer *answer,
                                    copse_error *err)
{
    copse_json json;
    copse_json_begin(&json, &answer->head);
    copse_start_put_json(&json, answer);
    return copse_json_close(&json, &answer->head, sink, err);
}
