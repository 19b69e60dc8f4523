/*
 * Real networks of experts, for tests and measurements: experts.csv, expertise.csv and
 * collaborations.csv of one folder, as facts. They are not in the native format: their rows are
 * few, sorted and never quoted.
 */
#ifndef COPSE_TESTS_FOUNDING_DATA_H
#define COPSE_TESTS_FOUNDING_DATA_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "copse.h"

typedef struct founding_data {
    copse_facts facts;
    copse_fact_member *members;
    copse_fact_topic *topics;
    copse_fact_expertise *expertises;
    copse_fact_tie *ties;
    copse_map *member_of, *topic_of;
} founding_data;

/* Rows of a file but its header, split in place at commas. @return false where it is not there */
static inline bool founding_read(const char *dir, const char *name,
                                 void (*take)(founding_data *, char **fields), founding_data *to)
{
    char path[4200], line[4096], *fields[4];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *file = fopen(path, "r");
    if (!file)
        return false;
    for (bool is_header = true; fgets(line, sizeof line, file); is_header = false) {
        size_t n = 0;
        line[strcspn(line, "\r\n")] = '\0';
        for (char *at = line; at && n < 4; at = strchr(at, ',')) {
            if (n > 0)
                *at++ = '\0';
            fields[n++] = at;
        }
        if (!is_header)
            take(to, fields);
    }
    fclose(file);
    return true;
}

static inline void *founding_grow(void *array, size_t n, size_t size)
{
    if (n == 0 || (n & (n - 1)) != 0)
        return n == 0 ? malloc(size) : array;
    return realloc(array, 2 * n * size);
}

static inline void founding_take_member(founding_data *d, char **fields)
{
    size_t n = d->facts.n_members++;
    d->members = founding_grow(d->members, n, sizeof *d->members);
    char *key = malloc(strlen(fields[0]) + 1);
    strcpy(key, fields[0]);
    d->members[n] = (copse_fact_member){.id = (copse_id)n, .key = key};
    copse_map_set(d->member_of, key, (int64_t)n);
}

static inline void founding_take_expertise(founding_data *d, char **fields)
{
    int64_t topic = copse_map_get(d->topic_of, fields[1], -1);
    if (topic < 0) {
        topic = (int64_t)d->facts.n_topics++;
        d->topics = founding_grow(d->topics, (size_t)topic, sizeof *d->topics);
        char *key = malloc(strlen(fields[1]) + 1);
        strcpy(key, fields[1]);
        d->topics[topic] = (copse_fact_topic){.id = topic, .key = key, .broader = COPSE_NONE};
        copse_map_set(d->topic_of, key, topic);
    }
    size_t n = d->facts.n_expertises++;
    d->expertises = founding_grow(d->expertises, n, sizeof *d->expertises);
    d->expertises[n] = (copse_fact_expertise){copse_map_get(d->member_of, fields[0], -1), topic,
                                              strtod(fields[2], NULL), COPSE_DAY_UNKNOWN};
}

static inline void founding_take_tie(founding_data *d, char **fields)
{
    size_t n = d->facts.n_ties++;
    d->ties = founding_grow(d->ties, n, sizeof *d->ties);
    d->ties[n] = (copse_fact_tie){copse_map_get(d->member_of, fields[0], -1),
                                  copse_map_get(d->member_of, fields[1], -1), COPSE_TIE_STRENGTH,
                                  strtod(fields[2], NULL), COPSE_DAY_UNKNOWN};
}

static inline void founding_free(founding_data *d)
{
    for (size_t i = 0; i < d->facts.n_members; i++)
        free((char *)d->members[i].key);
    for (size_t i = 0; i < d->facts.n_topics; i++)
        free((char *)d->topics[i].key);
    free(d->members);
    free(d->topics);
    free(d->expertises);
    free(d->ties);
    copse_map_free(d->member_of);
    copse_map_free(d->topic_of);
}

/* The folder that holds the sets: $COPSE_SHARED_DATA/founding, or shared/data/founding beside the
 * checkout. */
static inline bool founding_load(founding_data *d, const char *set, copse_tie_kind kind)
{
    char dir[4096];
    const char *shared = getenv("COPSE_SHARED_DATA");
    if (shared)
        snprintf(dir, sizeof dir, "%s/founding/%s", shared, set);
    else
        snprintf(dir, sizeof dir, "%s/../shared/data/founding/%s", COPSE_SOURCE_DIR, set);
    *d = (founding_data){.member_of = copse_map_new(), .topic_of = copse_map_new()};
    bool is_there = founding_read(dir, "experts.csv", founding_take_member, d) &&
                    founding_read(dir, "expertise.csv", founding_take_expertise, d) &&
                    founding_read(dir, "collaborations.csv", founding_take_tie, d);
    if (!is_there) {
        founding_free(d);
        return false;
    }
    for (size_t i = 0; i < d->facts.n_ties; i++)
        d->ties[i].kind = kind;
    d->facts.members = d->members;
    d->facts.topics = d->topics;
    d->facts.expertises = d->expertises;
    d->facts.ties = d->ties;
    return true;
}

#endif
