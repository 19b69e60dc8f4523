/* Cosine of two sets, |A ∩ B| / √(|A| |B|): Salton & McGill 1983, Introduction to Modern Information Retrieval. */
#include "measure/pair.h"

#include <math.h>

double copse_measure_ochiai(const copse_subject *of, size_t a, size_t b)
{
    copse_shared s = copse_measure_shared(of, a, b);
    double product = (double)(s.both + s.only_a) * (double)(s.both + s.only_b);
    return product > 0.0 ? (double)s.both / sqrt(product) : NAN;
}
