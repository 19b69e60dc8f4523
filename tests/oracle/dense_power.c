#include "oracle/dense_power.h"

#include <math.h>
#include <stdlib.h>

void oracle_dense_power(double *x, const double *a, size_t n)
{
    double *next = malloc((n > 0 ? n : 1) * sizeof *next);
    if (!next)
        abort();
    for (size_t i = 0; i < n; i++)
        x[i] = 1.0;
    for (int round = 0; round < 20000; round++) {
        double length = 0.0;
        for (size_t i = 0; i < n; i++) {
            next[i] = x[i];
            for (size_t j = 0; j < n; j++)
                next[i] += a[i * n + j] * x[j];
            length += next[i] * next[i];
        }
        length = sqrt(length);
        for (size_t i = 0; i < n; i++)
            x[i] = next[i] / length;
    }
    free(next);
}
