/* F of one group, reckoned from the arrays anew: what the answer says does not hang on the
 * searches' sums. */
#include "choose/choose.h"

static double coverage(const copse_group_problem *p, const int32_t *member, size_t k)
{
    double sum = 0.0;
    for (size_t t = 0; t < p->n_topics; t++) {
        double best = 0.0, backup = 0.0;
        for (size_t i = 0; i < k; i++) {
            double e = copse_incidence_get(p->evidence, (size_t)member[i], (int32_t)t);
            if (e > best) {
                backup = best;
                best = e;
            } else if (e > backup) {
                backup = e;
            }
        }
        sum += p->topic_weight[t] * (COPSE_CHOOSE_BEST * best + COPSE_CHOOSE_BACKUP * backup);
    }
    return sum;
}

/* R and D: each item once, in the order of the first member who covers it. */
static void add_covered(double *term, const copse_group_problem *p, const int32_t *member, size_t k,
                        bool *is_covered)
{
    for (size_t i = 0; i < k; i++)
        for (size_t j = p->covers->start[member[i]]; j < p->covers->start[member[i] + 1]; j++) {
            int32_t item = p->covers->column[j];
            if (is_covered[item])
                continue;
            is_covered[item] = true;
            bool is_reach = (size_t)item < p->first_diversity_item;
            term[is_reach ? COPSE_FOUND_REACH : COPSE_FOUND_DIVERSITY] += p->item_value[item];
        }
}

copse_status copse_choose_group_value(double *out, double *term, const copse_group_problem *p,
                                      const int32_t *member, size_t k, int32_t coordinator,
                                      copse_error *err)
{
    double sums[COPSE_FOUND_TERMS] = {0};
    bool *is_covered = copse_memory_new(p->covers->n_columns, sizeof *is_covered);
    double *delta = copse_memory_new(p->n, sizeof *delta);
    copse_status st = COPSE_E_NOMEM;
    if (!is_covered || !delta)
        copse_error_nomem(err);
    else
        st = p->distances(delta, p->user, (size_t)coordinator, true, err);
    if (st == COPSE_OK) {
        sums[COPSE_FOUND_COVERAGE] = coverage(p, member, k);
        add_covered(sums, p, member, k, is_covered);
        for (size_t i = 0; i < k; i++) {
            sums[COPSE_FOUND_AUTHORITY] += p->authority[member[i]] / (double)p->k;
            sums[COPSE_FOUND_COHESION] += (1.0 - delta[member[i]]) / (double)p->k;
            sums[COPSE_FOUND_ROOM] += p->room[member[i]] / (double)p->k;
        }
        *out = 0.0;
        for (int i = 0; i < COPSE_FOUND_TERMS; i++) {
            *out += p->alpha[i] * sums[i];
            if (term)
                term[i] = sums[i];
        }
    }
    copse_memory_free(is_covered);
    copse_memory_free(delta);
    return st;
}
