#include "measure/rate_change.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

double copse_measure_rate_change(double y_a, double mu_a, double y_b, double mu_b)
{
    if (isnan(y_a) || isnan(y_b) || !(mu_a > 0.0) || !(mu_b > 0.0))
        return NAN;
    unsigned n = (unsigned)(y_a + y_b), k = (unsigned)y_b;
    double share = mu_b / (mu_a + mu_b);
    double lower = gsl_cdf_binomial_P(k, share, n);
    double upper = k > 0 ? gsl_cdf_binomial_Q(k - 1, share, n) : 1.0;
    return fmin(1.0, 2.0 * fmin(lower, upper));
}
