#include "oracle/network_measures.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void oracle_distances(int *steps, const double *a, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            steps[i * n + j] = i == j ? 0 : a[i * n + j] > 0.0 ? 1 : -1;
    for (size_t k = 0; k < n; k++)
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j < n; j++) {
                if (steps[i * n + k] < 0 || steps[k * n + j] < 0)
                    continue;
                int through = steps[i * n + k] + steps[k * n + j];
                if (steps[i * n + j] < 0 || through < steps[i * n + j])
                    steps[i * n + j] = through;
            }
}

void oracle_closeness(double *x, const double *a, size_t n)
{
    int *steps = malloc(n * n * sizeof *steps);
    oracle_distances(steps, a, n);
    for (size_t i = 0; i < n; i++) {
        double reached = 0.0, sum = 0.0;
        for (size_t j = 0; j < n; j++)
            if (j != i && steps[i * n + j] > 0) {
                reached += 1.0;
                sum += steps[i * n + j];
            }
        x[i] = reached > 0.0 ? reached / sum : NAN;
    }
    free(steps);
}

/* Shortest paths between all pairs: those of d steps end with a tie from those of d − 1. */
static void count_paths(double *paths, const int *steps, const double *a, size_t n)
{
    for (size_t i = 0; i < n * n; i++)
        paths[i] = steps[i] == 0 ? 1.0 : 0.0;
    for (int d = 1; d < (int)n; d++)
        for (size_t s = 0; s < n; s++)
            for (size_t t = 0; t < n; t++) {
                if (steps[s * n + t] != d)
                    continue;
                for (size_t k = 0; k < n; k++)
                    if (a[k * n + t] > 0.0 && steps[s * n + k] == d - 1)
                        paths[s * n + t] += paths[s * n + k];
            }
}

void oracle_betweenness(double *x, const double *a, size_t n)
{
    int *steps = malloc(n * n * sizeof *steps);
    double *paths = malloc(n * n * sizeof *paths);
    oracle_distances(steps, a, n);
    count_paths(paths, steps, a, n);
    for (size_t v = 0; v < n; v++) {
        double through = 0.0, pairs = 0.0;
        for (size_t s = 0; s < n; s++)
            for (size_t t = 0; t < s; t++) {
                if (s == v || t == v || steps[v * n + s] < 0 || steps[v * n + t] < 0)
                    continue;
                pairs += 1.0;
                if (steps[s * n + v] + steps[v * n + t] == steps[s * n + t])
                    through += paths[s * n + v] * paths[v * n + t] / paths[s * n + t];
            }
        x[v] = pairs > 0.0 ? through / pairs : NAN;
    }
    free(steps);
    free(paths);
}

void oracle_solve(double *x, const double *a, double f, const double *b, size_t n)
{
    double *m = malloc(n * (n + 1) * sizeof *m);
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++)
            m[i * (n + 1) + j] = (i == j ? 1.0 : 0.0) - f * a[i * n + j];
        m[i * (n + 1) + n] = b[i];
    }
    for (size_t c = 0; c < n; c++) {
        size_t pivot = c;
        for (size_t i = c + 1; i < n; i++)
            if (fabs(m[i * (n + 1) + c]) > fabs(m[pivot * (n + 1) + c]))
                pivot = i;
        for (size_t j = 0; j <= n; j++) {
            double swapped = m[c * (n + 1) + j];
            m[c * (n + 1) + j] = m[pivot * (n + 1) + j];
            m[pivot * (n + 1) + j] = swapped;
        }
        for (size_t i = c + 1; i < n; i++) {
            double times = m[i * (n + 1) + c] / m[c * (n + 1) + c];
            for (size_t j = c; j <= n; j++)
                m[i * (n + 1) + j] -= times * m[c * (n + 1) + j];
        }
    }
    for (size_t i = n; i-- > 0;) {
        x[i] = m[i * (n + 1) + n];
        for (size_t j = i + 1; j < n; j++)
            x[i] -= m[i * (n + 1) + j] * x[j];
        x[i] /= m[i * (n + 1) + i];
    }
    free(m);
}

double oracle_radius(const double *a, size_t n)
{
    double x[ORACLE_MOST], y[ORACLE_MOST], length = 0.0;
    for (size_t i = 0; i < n; i++)
        x[i] = 1.0;
    for (int round = 0; round < 100000; round++) {
        length = 0.0;
        for (size_t i = 0; i < n; i++) {
            y[i] = x[i];
            for (size_t j = 0; j < n; j++)
                y[i] += a[i * n + j] * x[j];
            length += y[i] * y[i];
        }
        length = sqrt(length);
        for (size_t i = 0; i < n; i++)
            x[i] = y[i] / length;
    }
    return length - 1.0;
}

static double sum_of_row(const double *a, size_t i, size_t n)
{
    double sum = 0.0;
    for (size_t j = 0; j < n; j++)
        sum += a[i * n + j];
    return sum;
}

void oracle_pagerank(double *x, const double *a, const double *s, double d, size_t n)
{
    double *w = calloc(n * n, sizeof *w), b[ORACLE_MOST];
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            if (a[i * n + j] > 0.0)
                w[j * n + i] = a[i * n + j] / sum_of_row(a, i, n);
    for (size_t i = 0; i < n; i++)
        b[i] = (1.0 - d) * s[i];
    oracle_solve(x, w, d, b, n);
    free(w);
}

void oracle_constraint(double *x, const double *a, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        x[i] = NAN;
        for (size_t j = 0; j < n; j++) {
            if (!(a[i * n + j] > 0.0))
                continue;
            double part = a[i * n + j] / sum_of_row(a, i, n);
            for (size_t q = 0; q < n; q++)
                if (q != i && q != j)
                    part += a[i * n + q] / sum_of_row(a, i, n) * (a[q * n + j] > 0.0 ? a[q * n + j] / sum_of_row(a, q, n) : 0.0);
            x[i] = (isnan(x[i]) ? 0.0 : x[i]) + part * part;
        }
    }
}

void oracle_effective_size(double *x, const double *a, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        x[i] = NAN;
        for (size_t j = 0; j < n; j++) {
            double largest = 0.0, redundant = 0.0;
            if (!(a[i * n + j] > 0.0))
                continue;
            for (size_t k = 0; k < n; k++)
                largest = a[j * n + k] > largest ? a[j * n + k] : largest;
            for (size_t q = 0; q < n; q++)
                if (q != i && q != j)
                    redundant += a[i * n + q] / sum_of_row(a, i, n) * a[j * n + q] / largest;
            x[i] = (isnan(x[i]) ? 0.0 : x[i]) + 1.0 - redundant;
        }
    }
}

void oracle_coreness(double *x, const double *a, size_t n)
{
    unsigned char is_left[ORACLE_MOST];
    memset(x, 0, n * sizeof *x);
    for (size_t k = 1; k < n; k++) {
        memset(is_left, 1, n);
        for (int changed = 1; changed;) {
            changed = 0;
            for (size_t i = 0; i < n; i++) {
                size_t degree = 0;
                for (size_t j = 0; j < n; j++)
                    degree += is_left[j] && a[i * n + j] > 0.0;
                if (is_left[i] && degree < k) {
                    is_left[i] = 0;
                    changed = 1;
                }
            }
        }
        for (size_t i = 0; i < n; i++)
            if (is_left[i])
                x[i] = (double)k;
    }
}

static int has_role(int role, int a, int v, int b)
{
    if (role == 0)
        return 1;
    if (a < 0 || v < 0 || b < 0)
        return 0;
    switch (role) {
    case 1:
        return a == v && b == v;
    case 2:
        return a == b && a != v;
    case 3:
        return a != b && (a == v || b == v);
    default:
        return a != b && a != v && b != v;
    }
}

void oracle_brokerage(double *x, const double *a, const int *group, int role, size_t n)
{
    for (size_t v = 0; v < n; v++) {
        x[v] = role > 0 && group[v] < 0 ? NAN : 0.0;
        for (size_t i = 0; i < n; i++)
            for (size_t j = 0; j < i; j++)
                if (a[v * n + i] > 0.0 && a[v * n + j] > 0.0 && !(a[i * n + j] > 0.0) &&
                    has_role(role, group[i], group[v], group[j]))
                    x[v] += 1.0;
    }
}

void oracle_ei_index(double *x, const double *a, const int *group, size_t n)
{
    for (size_t v = 0; v < n; v++) {
        double outside = 0.0, inside = 0.0;
        for (size_t u = 0; u < n; u++)
            if (a[v * n + u] > 0.0 && group[v] >= 0 && group[u] >= 0) {
                outside += group[u] != group[v];
                inside += group[u] == group[v];
            }
        x[v] = outside + inside > 0.0 ? (outside - inside) / (outside + inside) : NAN;
    }
}

double oracle_conductance(const double *a, const unsigned char *is_in, size_t n)
{
    double cut = 0.0, inside = 0.0, outside = 0.0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            if (a[i * n + j] > 0.0) {
                cut += is_in[i] && !is_in[j];
                inside += is_in[i];
                outside += !is_in[i];
            }
    double smaller = inside < outside ? inside : outside;
    return smaller > 0.0 ? cut / smaller : NAN;
}
