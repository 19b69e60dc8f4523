#include "oracle/als_oracle.h"

#include <math.h>

enum { F = ORACLE_ALS_FACTORS };

static double dot(const double *a, const double *b)
{
    double sum = 0.0;
    for (int k = 0; k < F; k++)
        sum += a[k] * b[k];
    return sum;
}

double oracle_als_loss(const oracle_als *als)
{
    double loss = 0.0;
    for (int m = 0; m < als->n_members; m++) {
        loss += als->member_ridge * dot(als->member[m], als->member[m]);
        for (int c = 0; c < als->n_communities; c++) {
            double product = dot(als->member[m], als->community[c]);
            loss += als->unjoined * product * product;
            loss += als->in[m][c] ? (1.0 - product) * (1.0 - product) : 0.0;
        }
    }
    for (int c = 0; c < als->n_communities; c++) {
        double size = 0.0;
        for (int m = 0; m < als->n_members; m++)
            size += als->in[m][c];
        double ridge = als->ridge * (size + als->unjoined * als->n_members);
        loss += ridge * dot(als->community[c], als->community[c]);
    }
    return loss;
}

/* Gauss–Jordan with the largest pivot. */
static void eliminate(double *x, double a[F][F + 1])
{
    for (int i = 0; i < F; i++) {
        int pivot = i;
        for (int r = i + 1; r < F; r++)
            pivot = fabs(a[r][i]) > fabs(a[pivot][i]) ? r : pivot;
        for (int k = 0; k <= F; k++) {
            double kept = a[i][k];
            a[i][k] = a[pivot][k];
            a[pivot][k] = kept;
        }
        for (int r = 0; r < F; r++) {
            double times = r == i ? 0.0 : a[r][i] / a[i][i];
            for (int k = i; times != 0.0 && k <= F; k++)
                a[r][k] -= times * a[i][k];
        }
    }
    for (int i = 0; i < F; i++)
        x[i] = a[i][F] / a[i][i];
}

void oracle_als_member(double *out, const oracle_als *als, int member)
{
    static double a[F][F + 1];
    for (int i = 0; i < F; i++)
        for (int k = 0; k <= F; k++)
            a[i][k] = i == k ? als->member_ridge : 0.0;
    for (int c = 0; c < als->n_communities; c++) {
        double weight = als->unjoined + (als->in[member][c] ? 1.0 : 0.0);
        for (int i = 0; i < F; i++) {
            for (int k = 0; k < F; k++)
                a[i][k] += weight * als->community[c][i] * als->community[c][k];
            a[i][F] += als->in[member][c] ? als->community[c][i] : 0.0;
        }
    }
    eliminate(out, a);
}
