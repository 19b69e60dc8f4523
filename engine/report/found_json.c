/* A founding group for programs: docs/schema/found.schema.json. */
#include "report/found.h"

#include <math.h>

static void write_person(copse_json *json, const char *key, const copse_person *person)
{
    copse_json_object(json, key);
    copse_json_text(json, "key", person->key);
    copse_json_text(json, "name", person->name);
    copse_json_end(json);
}

static void write_people(copse_json *json, const char *key, const copse_person *people, size_t n)
{
    copse_json_array(json, key);
    for (size_t i = 0; i < n; i++)
        write_person(json, NULL, &people[i]);
    copse_json_end(json);
}

static void write_terms(copse_json *json, const char *key, const double *terms)
{
    copse_json_object(json, key);
    for (int i = 0; i < COPSE_FOUND_TERMS; i++)
        copse_json_number(json, copse_found_term_name((copse_found_term)i), terms[i]);
    copse_json_end(json);
}

static void write_matches(copse_json *json, const copse_found_answer *answer)
{
    copse_json_array(json, "matches");
    for (size_t i = 0; i < answer->n_matches; i++) {
        const copse_topic_match *m = &answer->matches[i];
        copse_json_object(json, NULL);
        copse_json_text(json, "key", m->key);
        copse_json_text(json, "name", m->name);
        copse_json_number(json, "weight", m->weight);
        copse_json_texts(json, "words", m->words, m->n_words);
        copse_json_end(json);
    }
    copse_json_end(json);
    copse_json_texts(json, "unmatched", answer->unmatched, answer->n_unmatched);
}

/* 0: nobody, null; below 0: somebody who is not named. */
static void write_seat_number(copse_json *json, const char *key, int seat)
{
    if (seat == 0)
        copse_json_text(json, key, NULL);
    else if (seat < 0)
        copse_json_text(json, key, "not named");
    else
        copse_json_count(json, key, seat);
}

static void write_topics(copse_json *json, const copse_found_answer *answer)
{
    copse_json_array(json, "topics");
    for (size_t i = 0; i < answer->n_topics; i++) {
        const copse_found_topic *t = &answer->topics[i];
        copse_json_object(json, NULL);
        copse_json_text(json, "key", t->key);
        copse_json_text(json, "name", t->name);
        copse_json_number(json, "weight", t->weight);
        copse_json_bool(json, "has_holders", t->has_holders);
        write_seat_number(json, "best", t->best);
        copse_json_number(json, "best_saturated", t->best_saturated);
        write_seat_number(json, "backup", t->backup);
        copse_json_number(json, "backup_saturated", t->backup_saturated);
        copse_json_end(json);
    }
    copse_json_end(json);
}

static void write_evidence(copse_json *json, const copse_found_seat *seat)
{
    copse_json_array(json, "evidence");
    for (size_t i = 0; i < seat->n_evidence; i++) {
        const copse_found_evidence *e = &seat->evidence[i];
        copse_json_object(json, NULL);
        copse_json_text(json, "key", e->key);
        copse_json_text(json, "name", e->name);
        copse_json_number(json, "evidence", e->evidence);
        copse_json_number(json, "saturated", e->saturated);
        copse_json_day(json, "last_active", e->last_active);
        copse_json_bool(json, "is_best", e->is_best);
        copse_json_bool(json, "is_backup", e->is_backup);
        copse_json_bool(json, "is_only", e->is_only);
        copse_json_end(json);
    }
    copse_json_end(json);
}

static void write_details(copse_json *json, const copse_found_seat *seat)
{
    copse_json_object(json, "details");
    copse_json_text(json, "profession", seat->profession);
    write_evidence(json, seat);
    write_terms(json, "lost_without", seat->share);
    copse_json_number(json, "loss", seat->loss);
    write_people(json, "path_to_coordinator", seat->path, seat->n_path);
    copse_json_number(json, "travel_minutes", seat->travel_minutes);
    copse_json_count(json, "communities", seat->load);
    copse_json_texts(json, "only_they_bring", seat->only, seat->n_only);
    if (seat->has_runner_up) {
        write_person(json, "runner_up", &seat->runner_up);
        copse_json_number(json, "runner_up_cost", seat->runner_up_cost);
    } else {
        copse_json_text(json, "runner_up", NULL);
        copse_json_text(json, "runner_up_cost", NULL);
    }
    copse_json_end(json);
}

static void write_seats(copse_json *json, const copse_found_answer *answer)
{
    copse_json_array(json, "seats");
    for (size_t i = 0; i < answer->n_seats; i++) {
        const copse_found_seat *seat = &answer->seats[i];
        copse_json_object(json, NULL);
        copse_json_count(json, "number", seat->number);
        write_person(json, "person", &seat->person);
        copse_json_bool(json, "is_coordinator", seat->is_coordinator);
        copse_json_bool(json, "is_included", seat->is_included);
        if (answer->head.audience == COPSE_FOR_STEWARD && seat->person.named)
            write_details(json, seat);
        else
            copse_json_text(json, "details", NULL);
        copse_json_end(json);
    }
    copse_json_end(json);
}

static void write_value(copse_json *json, const copse_found_answer *answer)
{
    copse_json_number(json, "value", answer->value);
    write_terms(json, "weights", answer->alpha);
    write_terms(json, "terms", answer->term);
    copse_json_number(json, "distance", answer->distance);
    copse_json_number(json, "rarest_first", answer->rarest_first);
    copse_json_object(json, "proof");
    copse_json_number(json, "bound", answer->bound);
    copse_json_number(json, "gap", answer->gap);
    if (answer->is_found)
        copse_json_text(json, "kind", copse_bound_kind_name(answer->bound_kind));
    else
        copse_json_text(json, "kind", NULL);
    copse_json_count(json, "nodes", answer->nodes);
    copse_json_count(json, "pivots", answer->pivots);
    copse_json_bool(json, "was_stopped", answer->was_stopped);
    copse_json_end(json);
    if (answer->n_candidates >= 0)
        copse_json_count(json, "candidates", answer->n_candidates);
    else
        copse_json_text(json, "candidates", NULL);
    copse_json_number(json, "within_one_hop", answer->within_one);
    copse_json_number(json, "within_two_hops", answer->within_two);
    copse_json_text(json, "contacts", copse_contact_basis_name(answer->basis));
    copse_json_bool(json, "is_connected", answer->is_connected);
    copse_json_count(json, "unreachable_pairs", answer->n_unreachable);
}

static void write_alternatives(copse_json *json, const copse_found_answer *answer)
{
    copse_json_array(json, "alternatives");
    for (size_t i = 0; i < answer->n_alternatives; i++) {
        const copse_found_alternative *a = &answer->alternatives[i];
        copse_json_object(json, NULL);
        copse_json_text(json, "name", a->name);
        copse_json_number(json, "value", a->value);
        write_terms(json, "terms", a->term);
        copse_json_count(json, "stay", (int64_t)a->n_stay);
        write_people(json, "people", a->people, a->n_people);
        copse_json_end(json);
    }
    copse_json_end(json);
}

static void write_sensitivities(copse_json *json, const copse_found_answer *answer)
{
    copse_json_array(json, "sensitivity");
    for (size_t i = 0; i < answer->n_sensitivities; i++) {
        const copse_found_sensitivity *s = &answer->sensitivities[i];
        copse_json_object(json, NULL);
        copse_json_text(json, "term", copse_found_term_name(s->term));
        copse_json_number(json, "factor", s->is_raised ? 1.5 : 0.5);
        copse_json_count(json, "stay", (int64_t)s->n_stay);
        write_people(json, "leave", s->leave, s->n_leave);
        write_people(json, "come", s->come, s->n_come);
        copse_json_end(json);
    }
    copse_json_end(json);
}

static void write_rules(copse_json *json, const copse_found_answer *answer)
{
    copse_json_array(json, "rules");
    for (size_t i = 0; i < answer->n_rules; i++) {
        const copse_found_rule *r = &answer->rules[i];
        copse_json_object(json, NULL);
        copse_json_text(json, "rule", r->rule);
        copse_json_number(json, "cost", r->cost);
        copse_json_bool(json, "forces_in", r->is_forced_in);
        write_people(json, "people", r->people, r->n_people);
        copse_json_end(json);
    }
    copse_json_end(json);
}

copse_status copse_found_write_json(const copse_sink *sink, const copse_found_answer *answer,
                                    copse_error *err)
{
    copse_json json;
    copse_json_begin(&json, &answer->head);
    copse_json_text(&json, "objective", copse_found_objective_name(answer->objective));
    copse_json_text(&json, "mode", copse_mode_name(answer->mode));
    copse_json_text(&json, "site", answer->site);
    write_matches(&json, answer);
    write_topics(&json, answer);
    copse_json_bool(&json, "is_found", answer->is_found);
    copse_json_text(&json, "failing_rule", answer->failing);
    copse_json_texts(&json, "relaxations", answer->relaxations, answer->n_relaxations);
    write_value(&json, answer);
    write_seats(&json, answer);
    write_alternatives(&json, answer);
    write_sensitivities(&json, answer);
    write_rules(&json, answer);
    return copse_json_close(&json, &answer->head, sink, err);
}
