/* Seats in CoPs that can lead somewhere. */
#include "measure/two_mode_internal.h"


copse_status copse_seats_new(copse_seats *out, const copse_incidence *joined, copse_error *err)
{
    *out = (copse_seats){0};
    copse_incidence *kept = &out->joined;
    size_t n = joined->start[joined->n_rows];
    kept->n_rows = joined->n_rows;
    kept->n_columns = joined->n_columns;
    kept->start = copse_memory_new(joined->n_rows + 1, sizeof *kept->start);
    kept->column = copse_memory_new(n, sizeof *kept->column);
    out->size = copse_memory_new(joined->n_columns, sizeof *out->size);
    out->tally = copse_memory_new(joined->n_columns, sizeof *out->tally);
    if (!kept->start || !kept->column || !out->size || !out->tally) {
        copse_seats_free(out);
        return copse_error_nomem(err);
    }
    for (size_t k = 0; k < n; k++)
        out->size[joined->column[k]] += 1.0;
    size_t at = 0;
    for (size_t row = 0; row < joined->n_rows; row++) {
        for (size_t k = joined->start[row]; k < joined->start[row + 1]; k++)
            if (out->size[joined->column[k]] > 1.0)
                kept->column[at++] = joined->column[k];
        kept->start[row + 1] = at;
    }
    return COPSE_OK;
}

void copse_seats_free(copse_seats *seats)
{
    copse_incidence_free(&seats->joined);
    copse_memory_free(seats->size);
    copse_memory_free(seats->tally);
    *seats = (copse_seats){0};
}

double copse_seats_bridging(const copse_seats *seats, const copse_incidence *units, size_t unit)
{
    const copse_incidence *joined = &seats->joined;
    double sum = 0.0;
    for (size_t i = units->start[unit]; i < units->start[unit + 1]; i++) {
        size_t member = (size_t)units->column[i];
        for (size_t k = joined->start[member]; k < joined->start[member + 1]; k++)
            seats->tally[joined->column[k]]++;
    }
    /* The first visit of each CoP adds its term, and clears it for the others. */
    for (size_t i = units->start[unit]; i < units->start[unit + 1]; i++) {
        size_t member = (size_t)units->column[i];
        for (size_t k = joined->start[member]; k < joined->start[member + 1]; k++) {
            int32_t c = joined->column[k];
            double inside = seats->tally[c], size = seats->size[c];
            sum += inside * (size - inside) / (size - 1.0);
            seats->tally[c] = 0;
        }
    }
    return sum;
}
