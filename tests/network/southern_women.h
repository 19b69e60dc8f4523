/* The Southern Women (datasets/southern-women) as arrays: 18 women, 14 events, 89 attendances. */
#ifndef COPSE_TESTS_SOUTHERN_WOMEN_H
#define COPSE_TESTS_SOUTHERN_WOMEN_H

#include <stdio.h>

#include "support.h"

enum { N_WOMEN = 18, N_EVENTS = 14, N_ATTENDANCES = 89 };

/* Rows of the printed table. */
enum {
    EVELYN, LAURA, THERESA, BRENDA, CHARLOTTE, FRANCES, ELEANOR, PEARL, RUTH,
    VERNE, MYRA, KATHERINE, SYLVIA, NORA, HELEN, DOROTHY, OLIVIA, FLORA
};

typedef struct southern_women {
    char woman_keys[N_WOMEN][4], event_keys[N_EVENTS][4];
    copse_fact_member women[N_WOMEN];
    copse_fact_community events[N_EVENTS];
    copse_fact_membership attendances[N_ATTENDANCES];
    copse_facts facts;
} southern_women;

static inline void southern_women_read(southern_women *s)
{
    memset(s, 0, sizeof *s);
    for (int i = 0; i < N_WOMEN; i++) {
        snprintf(s->woman_keys[i], sizeof s->woman_keys[i], "w%02u", (unsigned)(i + 1) % 100);
        s->women[i] = (copse_fact_member){.key = s->woman_keys[i], .visibility = COPSE_VISIBLE_TRUST};
    }
    for (int i = 0; i < N_EVENTS; i++) {
        snprintf(s->event_keys[i], sizeof s->event_keys[i], "e%02u", (unsigned)(i + 1) % 100);
        s->events[i] = (copse_fact_community){
            .key = s->event_keys[i], .site = COPSE_NONE, .sensitive = COPSE_SENSITIVE_NO};
    }

    FILE *file = fopen(COPSE_SOURCE_DIR "/datasets/southern-women/memberships.csv", "r");
    assert_non_null(file);
    char line[64];
    assert_non_null(fgets(line, sizeof line, file)); /* the header */
    size_t n = 0;
    for (int woman, event; fscanf(file, "w%d,e%d\n", &woman, &event) == 2; n++) {
        assert_true(n < N_ATTENDANCES);
        s->attendances[n] = (copse_fact_membership){woman - 1, event - 1, NULL, COPSE_DAY_UNKNOWN, COPSE_DAY_UNKNOWN};
    }
    fclose(file);
    assert_int_equal(n, N_ATTENDANCES);
    s->facts = (copse_facts){.n_members = N_WOMEN,
                             .members = s->women,
                             .n_communities = N_EVENTS,
                             .communities = s->events,
                             .n_memberships = N_ATTENDANCES,
                             .memberships = s->attendances};
}

#endif
