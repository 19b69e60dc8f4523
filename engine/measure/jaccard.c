/* Jaccard's coefficient, |A ∩ B| / |A ∪ B|: Jaccard 1912, "The distribution of the flora in the alpine zone", New
 * Phytologist 11(2), 37–50. */
#include "measure/pair.h"

#include <math.h>

double copse_measure_jaccard(const copse_subject *of, size_t a, size_t b)
{
    copse_shared s = copse_measure_shared(of, a, b);
    size_t all = s.both + s.only_a + s.only_b;
    return all > 0 ? (double)s.both / (double)all : NAN;
}
