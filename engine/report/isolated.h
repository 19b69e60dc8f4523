/* What the files of one answer share: units that lack connections. */
#ifndef COPSE_REPORT_ISOLATED_H
#define COPSE_REPORT_ISOLATED_H

#include "report/report.h"

/** "flagged on 3 March 2026 (26 %); acted on 10 March 2026: …; measured again …": "" where nothing was recorded. */
void copse_isolated_say_history(copse_text *out, const copse_isolated_unit *unit);

/** Its figure each time that it was kept, as a trend; nothing where there are fewer than two. */
void copse_isolated_draw_history(copse_text *out, const copse_isolated_unit *unit);

#endif
