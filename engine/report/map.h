/* The map as a page: its data, packed, and what reads without script. */
#ifndef COPSE_REPORT_MAP_H
#define COPSE_REPORT_MAP_H

#include "report/report.h"

/**
 * The map's data for the page's script: columns of whole numbers and one table of strings, deflated (zlib's format,
 * RFC 1950), in base64. docs/map.md describes the bytes.
 *
 * @return COPSE_OK, COPSE_E_NOMEM.
 * Cost: O(marks + links) time; memory about four times what is written.
 */
copse_status copse_map_pack(copse_text *out, const copse_map_answer *answer, copse_error *err);

/**
 * A page of a whole country's health service would have millions of links and be too large to pass on. Above so many it
 * leaves out those of teams of which it does not say how many people they are, and says so; above so many CoPs the table
 * that reads without script has the largest alone.
 */
enum { COPSE_MAP_MOST_LINKS = 1500000, COPSE_MAP_MOST_ROWS = 3000 };

/** Whether the page leaves links out. */
bool copse_map_is_cut(const copse_map_answer *answer);

/** What copse_report_read_map() does, of the data as they are before they are deflated. @param data  [n], hostile */
copse_status copse_map_unpack(copse_kept_places **out, const unsigned char *data, size_t n, copse_audience audience,
                              copse_error *err);

/** The whole page. */
copse_status copse_map_write_page(const copse_sink *sink, const copse_map_answer *answer, const copse_map_page *page,
                                  copse_error *err);

/** The summary; below the map teams with few links and CoPs; notes: as HTML that reads with scripts off. */
void copse_map_html_short(copse_text *out, const copse_map_answer *answer);
void copse_map_html_tables(copse_text *out, const copse_map_answer *answer);
void copse_map_html_about(copse_text *out, const copse_map_answer *answer);

/* ---- words that text and page share (map_words.c) ---- */

/** "The knowledge network of Northmere NHS Trust", "… around Wound care". */
void copse_map_say_title(copse_text *out, const copse_map_answer *answer);
/** "12", "fewer than 5, or withheld". */
void copse_map_say_count(copse_text *out, const copse_map_answer *answer, copse_public_count count);
/** "few links", "perhaps few links"… in plain words; "not judged". */
const char *copse_map_standing(const copse_map_mark *team);
/** What that means, in a sentence. */
const char *copse_map_standing_meaning(const copse_map_mark *team);
/** For each i from 0 a sentence of the summary; false when there is none left. */
bool copse_map_say_short(copse_text *out, const copse_map_answer *answer, size_t i);
/** The name of a mark, or its key. */
const char *copse_map_name(const copse_map_mark *mark);

#endif
