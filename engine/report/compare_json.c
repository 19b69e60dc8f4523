/* What changed, for programs: all of it as JSON, a line a change as CSV. */
#include "report/compare.h"

#include <math.h>
#include <stdio.h>

static void json_side(copse_json *json, const char *key, const copse_compare_side *side)
{
    copse_json_object(json, key);
    copse_json_count(json, "data_version", side->data_version);
    copse_json_day(json, "as_of", side->as_of);
    copse_json_end(json);
}

static void json_share(copse_json *json, const char *key, const copse_compare_share *share)
{
    copse_json_object(json, key);
    copse_json_number(json, "before", share->before);
    copse_json_number(json, "after", share->after);
    copse_json_number(json, "p", share->p);
    copse_json_bool(json, "exceeds_chance", share->exceeds);
    copse_json_end(json);
}

static const char *direction_name(int direction)
{
    return direction < 0 ? "more-isolated" : direction > 0 ? "less-isolated" : "no-clear-change";
}

static void json_units(copse_json *json, const copse_compare_answer *answer)
{
    copse_json_array(json, "units");
    for (size_t i = 0; i < answer->n_units; i++) {
        const copse_compare_unit *unit = &answer->units[i];
        copse_json_object(json, NULL);
        copse_json_text(json, "unit", unit->key);
        copse_json_text(json, "name", unit->name);
        copse_json_bool(json, "banded", unit->is_banded);
        copse_json_text(json, "change", direction_name(unit->direction));
        copse_json_text(json, "verdict_before", copse_isolation_verdict_name(unit->before));
        copse_json_text(json, "verdict_after", copse_isolation_verdict_name(unit->after));
        json_share(json, "ties", &unit->ties);
        json_share(json, "seats", &unit->seats);
        copse_json_end(json);
    }
    copse_json_end(json);
}

static void json_thing(copse_json *json, const char *key, const copse_compare_thing *thing)
{
    copse_json_object(json, key);
    copse_json_text(json, "key", thing->key);
    copse_json_text(json, "name", thing->name);
    copse_json_end(json);
}

static void json_things(copse_json *json, const char *key, const copse_compare_thing *things, size_t n)
{
    copse_json_array(json, key);
    for (size_t i = 0; i < n; i++)
        json_thing(json, NULL, &things[i]);
    copse_json_end(json);
}

static void json_size(copse_json *json, const char *key, copse_public_count size)
{
    if (size.is_shown)
        copse_json_count(json, key, size.value);
    else
        copse_json_text(json, key, NULL);
}

static void json_communities(copse_json *json, const copse_compare_answer *answer)
{
    copse_json_array(json, "communities");
    for (size_t i = 0; i < answer->n_communities; i++) {
        const copse_compare_community *cop = &answer->communities[i];
        copse_json_object(json, NULL);
        copse_json_text(json, "community", cop->key);
        copse_json_text(json, "name", cop->name);
        json_size(json, "before", cop->before);
        json_size(json, "after", cop->after);
        copse_json_end(json);
    }
    copse_json_end(json);
}

static void json_bridges(copse_json *json, const char *key, const copse_compare_bridges *bridges)
{
    if (!bridges->is_compared) {
        copse_json_text(json, key, NULL);
        return;
    }
    copse_json_object(json, key);
    copse_json_text(json, "made_of", bridges->ties);
    copse_json_count(json, "before", (int64_t)bridges->n_before);
    copse_json_count(json, "lost", (int64_t)bridges->n_lost);
    copse_json_count(json, "gained", (int64_t)bridges->n_gained);
    copse_json_array(json, "first_lost");
    for (size_t i = 0; i < bridges->n; i++) {
        copse_json_object(json, NULL);
        json_thing(json, "a", &bridges->lost[i].a);
        json_thing(json, "b", &bridges->lost[i].b);
        copse_json_number(json, "weight", bridges->lost[i].weight);
        copse_json_bool(json, "apart", bridges->lost[i].is_apart);
        copse_json_end(json);
    }
    copse_json_end(json);
    copse_json_end(json);
}

copse_status copse_compare_write_json(const copse_sink *sink, const copse_compare_answer *answer, copse_error *err)
{
    copse_json json;
    copse_json_begin(&json, &answer->head);
    json_side(&json, "before", &answer->before);
    json_side(&json, "after", &answer->after);
    copse_json_text(&json, "level", copse_level_name(answer->level));
    copse_json_number(&json, "q", answer->q);
    copse_json_bool(&json, "units_compared", answer->units_are_compared);
    json_units(&json, answer);
    json_things(&json, "new_units", answer->new_units, answer->n_new_units);
    json_things(&json, "gone_units", answer->gone_units, answer->n_gone_units);
    copse_json_bool(&json, "sizes_compared", answer->sizes_are_compared);
    json_communities(&json, answer);
    json_things(&json, "new_communities", answer->new_communities, answer->n_new_communities);
    json_things(&json, "gone_communities", answer->gone_communities, answer->n_gone_communities);
    json_bridges(&json, "unit_links", &answer->unit_bridges);
    json_bridges(&json, "community_links", &answer->community_bridges);
    json_things(&json, "topics_covered", answer->covered, answer->n_covered);
    json_things(&json, "topics_uncovered", answer->uncovered, answer->n_uncovered);
    return copse_json_close(&json, &answer->head, sink, err);
}

/* ---- CSV ---- */

static void put(copse_csv *csv, const char *what, const char *key, const char *name, const char *change)
{
    copse_csv_text(csv, what);
    copse_csv_text(csv, key);
    copse_csv_text(csv, name);
    copse_csv_text(csv, change);
}

static void put_figures(copse_csv *csv, double before, double after, double p)
{
    copse_csv_number(csv, before);
    copse_csv_number(csv, after);
    copse_csv_number(csv, p);
    copse_csv_end_row(csv);
}

static const char *change_name(const copse_compare_share *share)
{
    return !share->exceeds ? "no-clear-change" : share->after < share->before ? "less" : "more";
}

static void put_unit(copse_csv *csv, const copse_compare_answer *answer, const copse_compare_unit *unit)
{
    const copse_compare_share *shares[] = {&unit->ties, &unit->seats};
    static const char *const signals[] = {"ties", "seats"};
    for (int i = 0; i < 2; i++) {
        char what[32];
        if (isnan(shares[i]->before) || isnan(shares[i]->after))
            continue;
        snprintf(what, sizeof what, "%s %s", copse_level_name(answer->level), signals[i]);
        put(csv, what, unit->key, unit->name, change_name(shares[i]));
        put_figures(csv, shares[i]->before, shares[i]->after, shares[i]->p);
    }
}

static void put_things(copse_csv *csv, const char *what, const char *change, const copse_compare_thing *things,
                       size_t n)
{
    for (size_t i = 0; i < n; i++) {
        put(csv, what, things[i].key, things[i].name, change);
        put_figures(csv, NAN, NAN, NAN);
    }
}

static void put_size(copse_csv *csv, const copse_compare_community *cop)
{
    bool is_shown = cop->before.is_shown && cop->after.is_shown;
    put(csv, "CoP size", cop->key, cop->name, !is_shown ? "changed" : cop->after.value < cop->before.value ? "less" : "more");
    put_figures(csv, cop->before.is_shown ? (double)cop->before.value : NAN,
                cop->after.is_shown ? (double)cop->after.value : NAN, NAN);
}

copse_status copse_compare_write_csv(const copse_sink *sink, const copse_compare_answer *answer, copse_error *err)
{
    static const char *const header[] = {"what", "key", "name", "change", "before", "after", "p", NULL};
    copse_csv csv = COPSE_CSV_INIT;
    const char *level = copse_level_name(answer->level);
    copse_csv_header(&csv, header);
    for (size_t i = 0; i < answer->n_units; i++)
        put_unit(&csv, answer, &answer->units[i]);
    put_things(&csv, level, "new", answer->new_units, answer->n_new_units);
    put_things(&csv, level, "gone", answer->gone_units, answer->n_gone_units);
    for (size_t i = 0; i < answer->n_communities; i++)
        put_size(&csv, &answer->communities[i]);
    put_things(&csv, "CoP", "new", answer->new_communities, answer->n_new_communities);
    put_things(&csv, "CoP", "gone", answer->gone_communities, answer->n_gone_communities);
    put_things(&csv, "topic", "covered", answer->covered, answer->n_covered);
    put_things(&csv, "topic", "uncovered", answer->uncovered, answer->n_uncovered);
    return copse_csv_close(&csv, sink, err);
}
