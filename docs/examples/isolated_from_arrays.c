/*
 * Which teams lack connections? From arrays of your own: no store, no file.
 *
 *     cc isolated_from_arrays.c $(pkg-config --cflags --libs copse)
 *
 * Forty teams of ten. Everybody knows three people or so, mostly elsewhere; in team 7 they know each other only.
 */
#include <stdio.h>
#include <stdlib.h>
#include <copse.h>

enum { N_TEAMS = 40, SIZE = 10, N_PEOPLE = N_TEAMS * SIZE, TIES = 3, APART = 7 };

static char keys[N_PEOPLE][8];
static copse_fact_member people[N_PEOPLE];
static copse_fact_team teams[N_TEAMS];
static copse_fact_assignment places[N_PEOPLE];
static copse_fact_tie ties[N_PEOPLE * TIES];

static size_t fill(void)
{
    size_t n = 0;
    srand(1);
    for (int i = 0; i < N_PEOPLE; i++) {
        snprintf(keys[i], sizeof keys[i], "%d", i);
        people[i] = (copse_fact_member){.id = i, .key = keys[i]};
        places[i] = (copse_fact_assignment){.member = i, .team = i / SIZE, .site = COPSE_NONE,
                                            .since = COPSE_DAY_UNKNOWN, .until = COPSE_DAY_UNKNOWN};
        for (int t = 0; t < TIES; t++) {
            int other = i / SIZE == APART ? APART * SIZE + rand() % SIZE : rand() % N_PEOPLE;
            if (other != i && (other / SIZE == APART) == (i / SIZE == APART))
                ties[n++] = (copse_fact_tie){.a = i, .b = other, .weight = 1, .since = COPSE_DAY_UNKNOWN};
        }
    }
    for (int t = 0; t < N_TEAMS; t++)
        teams[t] = (copse_fact_team){.id = t, .key = keys[t], .parent = COPSE_NONE};
    return n;
}

int main(void)
{
    copse_facts facts = {.n_members = N_PEOPLE, .members = people, .n_teams = N_TEAMS, .teams = teams,
                         .n_assignments = N_PEOPLE, .assignments = places, .n_ties = fill(), .ties = ties};
    copse_context ctx = COPSE_CONTEXT_INIT;
    copse_isolated_options options = COPSE_ISOLATED_OPTIONS_INIT;
    copse_network *net = NULL;
    copse_isolated_answer *answer = NULL;
    copse_error err = COPSE_ERROR_INIT;

    ctx.audience = COPSE_FOR_STEWARD;
    if (copse_start(&err) || copse_network_new(&net, &facts, &ctx, &err) ||
        copse_question_isolated(&answer, net, &options, &ctx, &err))
        fprintf(stderr, "%s\n", err.what);
    for (size_t i = 0; answer && i < answer->n_confirmed; i++)
        printf("team %s is isolated\n", answer->units[i].key);
    copse_isolated_answer_free(answer);
    copse_network_free(net);
    copse_stop();
    return err.status == COPSE_OK ? 0 : 1;
}
