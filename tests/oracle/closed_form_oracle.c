#include "oracle/closed_form_oracle.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Rows of Z: members, then topics. */
enum { ROWS = ORACLE_MEMBERS + ORACLE_TOPICS };

/* One at a time: a test is a single thread, and these are too large for the stack. */
static double z[ROWS][ORACLE_COLUMNS];
static double a[ORACLE_COLUMNS][2 * ORACLE_COLUMNS];

int oracle_find(const oracle_model *model, copse_reason_kind kind, const char *key)
{
    for (int j = 0; j < model->n_columns; j++)
        if (model->column[j].kind == kind && strcmp(model->column[j].key, key) == 0)
            return j;
    return -1;
}

static int column_of(oracle_model *model, copse_reason_kind kind, const char *key)
{
    int at = oracle_find(model, kind, key);
    if (at >= 0)
        return at;
    model->column[model->n_columns] = (oracle_column){kind, key};
    return model->n_columns++;
}

static int is_target(const copse_facts *f, copse_index c)
{
    return f->communities[c].sensitive != COPSE_SENSITIVE_YES;
}

static double total_expertise(const copse_facts *f, copse_index m, copse_index t)
{
    double sum = 0.0;
    for (size_t i = 0; i < f->n_expertises; i++)
        if (f->expertises[i].member == m && f->expertises[i].topic == t)
            sum += f->expertises[i].weight;
    return f->members[m].objected ? 0.0 : sum;
}

static double total_weight(const copse_facts *f, copse_index c, copse_index t)
{
    double sum = 0.0;
    for (size_t i = 0; i < f->n_community_topics; i++)
        if (f->community_topics[i].community == c && f->community_topics[i].topic == t)
            sum += f->community_topics[i].weight;
    return is_target(f, c) ? sum : 0.0;
}

static int is_in(const copse_facts *f, copse_index m, copse_index c)
{
    for (size_t i = 0; i < f->n_memberships; i++)
        if (f->memberships[i].member == m && f->memberships[i].community == c)
            return !f->members[m].objected && is_target(f, c);
    return 0;
}

typedef double table_of(const copse_facts *f, copse_index row, copse_index t);

/* idf of each topic over n rows; lowest 0.1, whole millionths. */
static void idf_of(double idf[ORACLE_TOPICS], double out[][ORACLE_TOPICS], table_of *value,
                   const copse_facts *f, size_t n, double plus)
{
    double with_any = 0.0, with[ORACLE_TOPICS] = {0};
    for (size_t r = 0; r < n; r++) {
        int any = 0;
        for (size_t t = 0; t < f->n_topics; t++) {
            out[r][t] = value(f, (copse_index)r, (copse_index)t);
            with[t] += out[r][t] > 0.0;
            any |= out[r][t] > 0.0;
        }
        with_any += any;
    }
    for (size_t t = 0; t < f->n_topics; t++) {
        idf[t] = log((1.0 + with_any) / (1.0 + with[t])) + plus;
        idf[t] = round((idf[t] > 0.1 ? idf[t] : 0.1) * 1e6) / 1e6;
    }
}

/* What CoPs are about: sqrt(weight) idf, length 1. */
static void fill_about(double out[][ORACLE_TOPICS], const copse_facts *f)
{
    double idf[ORACLE_TOPICS];
    idf_of(idf, out, total_weight, f, f->n_communities, 1.0);
    for (size_t r = 0; r < f->n_communities; r++) {
        double squares = 0.0;
        for (size_t t = 0; t < f->n_topics; t++) {
            out[r][t] = sqrt(out[r][t]) * idf[t];
            squares += out[r][t] * out[r][t];
        }
        for (size_t t = 0; squares > 0.0 && t < f->n_topics; t++)
            out[r][t] /= sqrt(squares);
    }
}

static int by_number(const void *x, const void *y)
{
    return (*(const double *)x > *(const double *)y) - (*(const double *)x < *(const double *)y);
}

/* What members know: v = sqrt(evidence idf), times (|v| / median)^-1/2 / median. */
static void fill_known(double out[][ORACLE_TOPICS], const copse_facts *f)
{
    double idf[ORACLE_TOPICS], length[ORACLE_MEMBERS], sorted[ORACLE_MEMBERS];
    int n = 0;
    idf_of(idf, out, total_expertise, f, f->n_members, 0.0);
    for (size_t r = 0; r < f->n_members; r++) {
        double squares = 0.0;
        for (size_t t = 0; t < f->n_topics; t++) {
            out[r][t] = sqrt(out[r][t]) * sqrt(idf[t]);
            squares += out[r][t] * out[r][t];
        }
        length[r] = sqrt(squares);
        if (squares > 0.0)
            sorted[n++] = length[r];
    }
    qsort(sorted, (size_t)n, sizeof *sorted, by_number);
    double median = n % 2 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2.0;
    median = round(median * 1e6) / 1e6;
    for (size_t r = 0; r < f->n_members; r++)
        for (size_t t = 0; length[r] > 0.0 && t < f->n_topics; t++)
            out[r][t] *= pow(length[r] / median, -0.5) / median;
}

static void fill_groups(oracle_model *model, const copse_facts *f, double gamma)
{
    for (size_t i = 0; i < f->n_members; i++)
        if (!f->members[i].objected && f->members[i].profession)
            z[i][column_of(model, COPSE_REASON_PROFESSION, f->members[i].profession)] = gamma;
    for (size_t i = 0; i < f->n_assignments; i++) {
        const copse_fact_assignment *s = &f->assignments[i];
        if (f->members[s->member].objected)
            continue;
        for (copse_index t = s->team; t != COPSE_NONE; t = f->teams[t].parent)
            z[s->member][column_of(model, COPSE_REASON_TEAM, f->teams[t].key)] = gamma;
        if (s->site != COPSE_NONE)
            z[s->member][column_of(model, COPSE_REASON_SITE, f->sites[s->site].key)] = gamma;
        if (s->role)
            z[s->member][column_of(model, COPSE_REASON_ROLE, s->role)] = gamma;
    }
}

static void fill_z(oracle_model *model, double *size, const copse_facts *f, const oracle_options *o)
{
    static double known[ORACLE_MEMBERS][ORACLE_TOPICS], about[ORACLE_COLUMNS][ORACLE_TOPICS];
    fill_known(known, f);
    fill_about(about, f);
    int index_of[ORACLE_COLUMNS];
    for (size_t c = 0; c < f->n_communities; c++)
        if (is_target(f, (copse_index)c)) {
            index_of[model->n_columns] = (int)c;
            column_of(model, COPSE_REASON_COMMUNITY, f->communities[c].key);
        }
    model->n_targets = model->n_columns;
    for (int j = 0; j < model->n_targets; j++) {
        size[j] = 0.0;
        for (size_t m = 0; m < f->n_members; m++)
            size[j] += is_in(f, (copse_index)m, index_of[j]);
    }
    for (size_t m = 0; m < f->n_members; m++) {
        double degree = 0.0;
        for (int j = 0; j < model->n_targets; j++)
            degree += is_in(f, (copse_index)m, index_of[j]);
        for (int j = 0; j < model->n_targets; j++)
            if (is_in(f, (copse_index)m, index_of[j]))
                z[m][j] = pow(degree, -0.25) * pow(size[j] > 1.0 ? size[j] : 1.0, -o->column_power);
        for (size_t t = 0; t < f->n_topics; t++)
            z[m][column_of(model, COPSE_REASON_TOPIC, f->topics[t].key)] = o->beta * known[m][t];
    }
    fill_groups(model, f, o->gamma);
    for (size_t m = 0; m < f->n_members; m++)
        if (!f->members[m].objected)
            z[m][column_of(model, COPSE_REASON_POPULARITY, "")] = 1.0;
    for (size_t t = 0; t < f->n_topics; t++)
        for (int j = 0; j < model->n_targets; j++)
            z[ORACLE_MEMBERS + t][j] = o->alpha * about[index_of[j]][t];
}

/* a [n × 2n] = [A I] becomes [I A⁻¹]; the largest pivot of its column first. */
static void gauss_jordan(int n)
{
    for (int k = 0; k < n; k++) {
        int best = k;
        for (int i = k; i < n; i++)
            if (fabs(a[i][k]) > fabs(a[best][k]))
                best = i;
        for (int j = 0; j < 2 * n; j++) {
            double swap = a[k][j];
            a[k][j] = a[best][j];
            a[best][j] = swap;
        }
        double pivot = a[k][k];
        for (int j = 0; j < 2 * n; j++)
            a[k][j] /= pivot;
        for (int i = 0; i < n; i++) {
            double times = a[i][k];
            for (int j = 0; i != k && j < 2 * n; j++)
                a[i][j] -= times * a[k][j];
        }
    }
}

static void invert(int n, const oracle_options *o)
{
    memset(a, 0, sizeof a);
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++)
            for (int r = 0; r < ROWS; r++)
                a[i][j] += z[r][i] * z[r][j];
        a[i][n + i] = 1.0;
    }
    for (int i = 0; i < n; i++)
        a[i][i] += o->lambda + o->dropout / (1.0 - o->dropout) * a[i][i];
    gauss_jordan(n);
}

void oracle_closed_form(oracle_model *out, const copse_facts *facts, const oracle_options *o)
{
    double size[ORACLE_COLUMNS];
    memset(out, 0, sizeof *out);
    memset(z, 0, sizeof z);
    fill_z(out, size, facts, o);
    int n = out->n_columns;
    invert(n, o);
    for (int c = 0; c < out->n_targets; c++) {
        double output = pow(a[c][n + c], o->output_power);
        for (int j = 0; j < n; j++)
            out->weight[j][c] = j == c ? 0.0 : -output * a[j][n + c] / a[c][n + c];
    }
    for (size_t m = 0; m < facts->n_members; m++)
        for (int c = 0; c < out->n_targets; c++)
            for (int j = 0; j < n; j++)
                out->score[m][c] += z[m][j] * out->weight[j][c];
}
