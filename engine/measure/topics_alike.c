/*
 * Cosine of topic profiles in which topics of one family count as partly the same,
 *
 *     A·B / √(A·A · B·B)        A·B = Σ_tu a_t b_u · 2 depth(LCA(t, u)) / (depth(t) + depth(u))
 *
 * with LCA the lowest topic that stands above both, or is one of them; depth 1 at the top. Ganesan, Garcia-Molina & Widom 2003,
 * "Exploiting hierarchical domain structure to compute similarity", ACM Transactions on Information Systems 21(1),
 * 64–93: the generalised cosine-similarity measure. Topics of different families share no topic above them and count
 * nothing, as there where the LCA is the root. Of two topics it is Wu & Palmer 1994.
 */
#include "measure/pair.h"

#include <math.h>

static double kinship(const copse_subject *of, int32_t t, int32_t u)
{
    const copse_fact_topic *topics = of->net->facts->topics;
    double depths = (double)of->depth[t] + (double)of->depth[u];
    copse_index a = t, b = u;
    while (a != b) {
        /* The deeper one climbs; neither being above the other, both reach the top. */
        bool a_climbs = of->depth[a] >= of->depth[b];
        copse_index *climber = a_climbs ? &a : &b;
        *climber = topics[*climber].broader;
        if (*climber == COPSE_NONE)
            return 0.0;
    }
    return 2.0 * (double)of->depth[a] / depths;
}

static double product(const copse_subject *of, size_t a, size_t b)
{
    const copse_incidence *m = &of->topics;
    double sum = 0.0;
    for (size_t i = m->start[a]; i < m->start[a + 1]; i++)
        for (size_t j = m->start[b]; j < m->start[b + 1]; j++)
            sum += m->value[i] * m->value[j] * kinship(of, m->column[i], m->column[j]);
    return sum;
}

double copse_measure_topics_alike(const copse_subject *of, size_t a, size_t b)
{
    double lengths = product(of, a, a) * product(of, b, b);
    /* Rounding may pass 1 by a bit. */
    return lengths > 0.0 ? fmin(product(of, a, b) / sqrt(lengths), 1.0) : NAN;
}
