/* Pictures made of letters, for a terminal: a bar for how much, a line of small columns for a trend. */
#include "report/report.h"

#include <math.h>

enum { EIGHTHS = 8 };

/* A full column and its eighths, from the left and from below (Unicode's block elements). */
static const char *const from_left[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"};
static const char *const from_below[] = {"▁", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};

void copse_draw_bar(copse_text *out, double share)
{
    long eighths = lround(fabs(share) * COPSE_BAR_COLUMNS * EIGHTHS);
    if (share < 0.0) { /* another pattern, not only another colour */
        for (long column = 0; column < (eighths + EIGHTHS / 2) / EIGHTHS; column++)
            copse_text_append(out, "░");
        return;
    }
    for (; eighths > 0; eighths -= EIGHTHS)
        copse_text_append(out, from_left[eighths < EIGHTHS ? eighths : EIGHTHS]);
}

void copse_draw_trend(copse_text *out, const double *values, size_t n)
{
    double most = 0.0;
    for (size_t i = 0; i < n; i++)
        if (isfinite(values[i]) && values[i] > most)
            most = values[i];
    for (size_t i = 0; i < n; i++)
        copse_text_append(out, !isfinite(values[i]) ? "·"
                               : most > 0.0        ? from_below[lround(values[i] / most * EIGHTHS)]
                                                   : from_below[0]);
}
