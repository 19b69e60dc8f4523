/* Of the whole picture: what is still to be done, and how far the suggestions are to be trusted. */
#include "question/overview.h"

#include <math.h>
#include <string.h>

#include "question/recommend.h"

/* An action is no person, yet one of a few in a small team is soon somebody's: the rule of counts of people holds. */
static copse_public_count shown(const copse_viewing *v, int64_t n)
{
    bool is_shown = v->is_exact || n == 0 || n >= (int64_t)copse_asking_threshold(v->ctx);
    return (copse_public_count){is_shown, is_shown ? n : 0};
}

void copse_viewing_actions(copse_overview_answer *answer, const copse_viewing *v)
{
    const copse_records *records = v->options->records;
    copse_day today = v->net->as_of;
    int64_t open = 0, late = 0;
    for (size_t i = 0; records && i < records->n_actions; i++) {
        const copse_record_action *action = &records->actions[i];
        if (action->on > today)
            continue;
        answer->has_actions = true;
        if (action->done != COPSE_DAY_UNKNOWN && action->done <= today)
            continue;
        open++;
        late += action->due != COPSE_DAY_UNKNOWN && action->due < today;
    }
    answer->open = shown(v, open);
    answer->late = shown(v, late);
    if (!answer->open.is_shown) /* else what is not late would be */
        answer->late = (copse_public_count){false, 0};
}

static int64_t rounded(const copse_viewing *v, double n)
{
    double to = v->is_exact ? 1.0 : (double)copse_asking_threshold(v->ctx);
    return (int64_t)(to * round(n / to));
}

copse_status copse_viewing_proof(copse_overview_answer *answer, const copse_viewing *v, copse_error *err)
{
    static const char of_apart[] = "validation.holdout.";
    copse_overview_proof *proof = &answer->proof;
    *proof = (copse_overview_proof){NAN, NAN, 0, NAN, NULL, NAN};
    const copse_model_summary *model = v->model ? copse_model_describe(v->model) : NULL;
    for (size_t i = 0; model && i < model->n_options; i++) {
        const char *name = model->options[i].name;
        double value = model->options[i].value;
        if (strcmp(name, "validation.ndcg") == 0)
            proof->chosen = value;
        else if (strcmp(name, "validation.ndcg.popularity") == 0)
            proof->popularity = value;
        else if (strcmp(name, "validation.holdout.members") == 0)
            proof->members = rounded(v, value);
        else if (strncmp(name, of_apart, sizeof of_apart - 1) != 0)
            continue;
        else if (strcmp(name + sizeof of_apart - 1, model->kind) == 0)
            proof->apart = value;
        else if (!proof->rival || value > proof->rival_apart) {
            proof->rival = copse_arena_copy(answer->arena, name + sizeof of_apart - 1);
            proof->rival_apart = value;
            if (!proof->rival)
                return copse_error_nomem(err);
        }
    }
    return COPSE_OK;
}
