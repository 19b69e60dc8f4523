#include "measure/settle.h"

#include <math.h>
#include <string.h>

enum { MOST = COPSE_SETTLE_MOST, MAX_STEPS = 12 };

static const double WIDTH = 1e-3, FAR = 1.0, STILL = 1e-10, UNIT = 1e-6;

typedef struct point {
    size_t n;
    size_t of[MOST]; /* which coordinates move */
    double x[MOST];
    copse_settle_function *function;
    void *user;
} point;

static double value(const point *p, size_t a, double da, size_t b, double db)
{
    double x[MOST];
    memcpy(x, p->x, sizeof x);
    x[p->of[a]] += da;
    x[p->of[b]] += db;
    return p->function(x, p->user);
}

static void differentiate(double slope[MOST], double bend[MOST][MOST], const point *p)
{
    double here = p->function(p->x, p->user);
    for (size_t a = 0; a < p->n; a++) {
        double up = value(p, a, WIDTH, a, 0.0), down = value(p, a, -WIDTH, a, 0.0);
        slope[a] = (up - down) / (2.0 * WIDTH);
        bend[a][a] = (up - 2.0 * here + down) / (WIDTH * WIDTH);
        for (size_t b = 0; b < a; b++)
            bend[a][b] = bend[b][a] =
                (value(p, a, WIDTH, b, WIDTH) - value(p, a, WIDTH, b, -WIDTH) -
                 value(p, a, -WIDTH, b, WIDTH) + value(p, a, -WIDTH, b, -WIDTH)) /
                (4.0 * WIDTH * WIDTH);
    }
}

/* Solve bend · step = slope by Cholesky. @return false where bend is not positive definite */
static bool solve(double step[MOST], const double slope[MOST], double bend[MOST][MOST], size_t n)
{
    for (size_t j = 0; j < n; j++) {
        for (size_t k = 0; k < j; k++)
            bend[j][j] -= bend[j][k] * bend[j][k];
        if (!(bend[j][j] > 1e-9))
            return false;
        bend[j][j] = sqrt(bend[j][j]);
        for (size_t i = j + 1; i < n; i++) {
            for (size_t k = 0; k < j; k++)
                bend[i][j] -= bend[i][k] * bend[j][k];
            bend[i][j] /= bend[j][j];
        }
    }
    for (size_t i = 0; i < n; i++) {
        step[i] = slope[i];
        for (size_t k = 0; k < i; k++)
            step[i] -= bend[i][k] * step[k];
        step[i] /= bend[i][i];
    }
    for (size_t i = n; i-- > 0;) {
        for (size_t k = i + 1; k < n; k++)
            step[i] -= bend[k][i] * step[k];
        step[i] /= bend[i][i];
    }
    return true;
}

void copse_measure_settle(double *x, size_t n, const bool *moves, copse_settle_function *function, void *user)
{
    point p = {.function = function, .user = user};
    memcpy(p.x, x, n * sizeof *x);
    for (size_t i = 0; i < n; i++)
        if (moves[i])
            p.of[p.n++] = i;
    for (int round = 0; round < MAX_STEPS; round++) {
        double slope[MOST], bend[MOST][MOST], step[MOST], most = 0.0;
        differentiate(slope, bend, &p);
        if (!solve(step, slope, bend, p.n))
            break;
        for (size_t a = 0; a < p.n; a++)
            most = fmax(most, fabs(step[a]));
        if (!(most < FAR))
            break;
        for (size_t a = 0; a < p.n; a++)
            p.x[p.of[a]] -= step[a];
        if (most < STILL)
            break;
    }
    for (size_t i = 0; i < n; i++)
        x[i] = round(p.x[i] / UNIT) * UNIT;
}
