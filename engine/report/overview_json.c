/* The whole picture for programs: what the first report holds, and what a meeting adds to it. */
#include "report/overview.h"

static void put_share(copse_json *json, const char *key, const copse_isolation_share *share)
{
    copse_json_object(json, key);
    copse_json_number(json, "share", share->mean);
    copse_json_number(json, "lower", share->lower);
    copse_json_number(json, "upper", share->upper);
    copse_json_end(json);
}

static void put_remedies(copse_json *json, const copse_overview_team *team)
{
    copse_json_array(json, "remedies");
    for (size_t i = 0; i < team->n_remedies; i++) {
        const copse_isolated_remedy *remedy = &team->remedies[i];
        copse_json_object(json, NULL);
        copse_json_text(json, "kind", remedy->is_seat ? "seat" : "introduction");
        copse_json_text(json, "key", remedy->key);
        copse_json_text(json, "name", remedy->name);
        copse_json_text(json, "topic", remedy->topic);
        copse_json_number(json, "reach", remedy->reach);
        copse_json_end(json);
    }
    copse_json_end(json);
}

static void put_teams(copse_json *json, const copse_overview_answer *answer)
{
    copse_json_object(json, "connections");
    copse_json_text(json, "judged_by", answer->judged_by);
    copse_json_day(json, "judged_on", answer->judged_on);
    copse_json_count(json, "judged", answer->n_judged);
    copse_json_count(json, "few", answer->n_few);
    copse_json_count(json, "perhaps_few", answer->n_perhaps_few);
    copse_json_count(json, "too_small", answer->n_too_small);
    copse_json_count(json, "missing", answer->n_missing);
    copse_json_array(json, "teams");
    for (size_t i = 0; i < answer->n_teams; i++) {
        const copse_overview_team *team = &answer->teams[i];
        copse_json_object(json, NULL);
        copse_json_text(json, "key", team->key);
        copse_json_text(json, "name", team->name);
        copse_json_text(json, "above", team->above);
        copse_start_put_count(json, "staff", team->staff);
        copse_json_text(json, "verdict", copse_isolation_verdict_name(team->verdict));
        copse_json_text(json, "accepted", team->accepted);
        put_share(json, "ties", &team->ties);
        put_share(json, "seats", &team->seats);
        put_remedies(json, team);
        copse_json_end(json);
    }
    copse_json_end(json);
    copse_json_end(json);
}

/* 'copse health --json' holds the rest. */
static void put_health(copse_json *json, const copse_overview_answer *answer)
{
    copse_json_array(json, "health");
    for (size_t i = 0; i < answer->health->n_communities; i++) {
        const copse_health_community *cop = &answer->health->communities[i];
        copse_json_object(json, NULL);
        copse_json_text(json, "key", cop->key);
        copse_json_text(json, "name", cop->name);
        copse_json_bool(json, "dormant", cop->is_dormant);
        copse_json_count(json, "topics", (int64_t)cop->n_topics_in_all);
        copse_json_count(json, "topics_few_hold", (int64_t)cop->n_topics_few);
        copse_json_array(json, "alike");
        for (size_t k = 0; k < cop->n_twins; k++)
            copse_json_text(json, NULL, cop->twins[k].key);
        copse_json_end(json);
        copse_json_end(json);
    }
    copse_json_end(json);
}

static void put_actions(copse_json *json, const copse_overview_answer *answer)
{
    copse_json_object(json, "actions");
    copse_json_bool(json, "recorded", answer->has_actions);
    copse_start_put_count(json, "open", answer->open);
    copse_start_put_count(json, "late", answer->late);
    copse_json_end(json);
}

static void put_proof(copse_json *json, const copse_overview_proof *proof)
{
    copse_json_object(json, "proof");
    copse_json_number(json, "ndcg", proof->chosen);
    copse_json_number(json, "ndcg_popularity", proof->popularity);
    copse_json_count(json, "members_apart", proof->members);
    copse_json_number(json, "ndcg_apart", proof->apart);
    copse_json_text(json, "rival", proof->rival);
    copse_json_number(json, "ndcg_rival", proof->rival_apart);
    copse_json_end(json);
}

static void put_hidden(copse_json *json, const copse_overview_answer *answer)
{
    copse_json_object(json, "sizes");
    copse_json_count(json, "communities_shown", answer->communities_shown);
    copse_json_count(json, "communities_hidden", answer->communities_hidden);
    copse_json_count(json, "teams_shown", answer->teams_shown);
    copse_json_count(json, "teams_hidden", answer->teams_hidden);
    copse_json_end(json);
}

copse_status copse_overview_write_json(const copse_sink *sink, const copse_overview_answer *answer, copse_error *err)
{
    copse_json json;
    copse_json_begin(&json, &answer->head);
    copse_start_put_json(&json, answer->start);
    put_teams(&json, answer);
    put_health(&json, answer);
    put_actions(&json, answer);
    put_proof(&json, &answer->proof);
    put_hidden(&json, answer);
    return copse_json_close(&json, &answer->head, sink, err);
}
