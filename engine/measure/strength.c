/*
 * Strength, s_v = Σ_u w_vu: Barrat, Barthélemy, Pastor-Satorras & Vespignani 2004, "The architecture of complex
 * weighted networks", PNAS 101(11), 3747–3752. Weights as in subject.h.
 */
#include "measure/vertex.h"

copse_status copse_measure_strength(double *value, double *error, const copse_subject *of, const copse_context *ctx,
                                    copse_error *err)
{
    (void)error;
    (void)ctx;
    (void)err;
    for (size_t v = 0; v < of->n; v++) {
        value[v] = 0.0;
        for (size_t k = of->ties.start[v]; k < of->ties.start[v + 1]; k++)
            value[v] += of->ties.value[k];
    }
    return COPSE_OK;
}
