/*
 * The map's data in as few bytes as a browser reads back quickly: a page of 200,000 marks must go by mail.
 *
 * All text stands once in one table of strings; everything else is a column of whole numbers, written as variable-length
 * integers. A column whose neighbours are alike holds differences. Columns have names and lengths, so that a reader
 * skips what it does not know.
 */
#include "report/map.h"

#include <math.h>
#include <sodium.h>
#include <string.h>
#include <zlib.h>

#include "report/pack.h"

/* ---- tables ---- */

typedef struct packing {
    const copse_map_answer *answer;
    const copse_map_link **links; /**< [n_links] those that the page has */
    size_t n_links;
    copse_strings strings;
    copse_text tables, column; /**< column: the bytes of the one at hand */
    int64_t last;
    bool is_delta;
} packing;

enum { COLUMN_PLAIN = false, COLUMN_DELTA = true };

static void begin_table(packing *p, const char *name, size_t n_rows, size_t n_columns)
{
    copse_pack_number(&p->tables, (uint64_t)copse_strings_intern(&p->strings, name));
    copse_pack_number(&p->tables, n_rows);
    copse_pack_number(&p->tables, n_columns);
}

static void begin_column(packing *p, const char *name, bool is_delta)
{
    copse_pack_number(&p->tables, (uint64_t)copse_strings_intern(&p->strings, name));
    copse_pack_number(&p->tables, is_delta);
    p->is_delta = is_delta;
    p->last = 0;
    copse_text_clear(&p->column);
}

static void put(packing *p, int64_t value)
{
    copse_pack_number(&p->column, p->is_delta ? copse_pack_difference(value - p->last) : (uint64_t)value);
    p->last = value;
}

static void end_column(packing *p)
{
    copse_pack_number(&p->tables, p->column.length);
    if (p->column.length > 0)
        copse_text_append_bytes(&p->tables, p->column.bytes, p->column.length);
    p->tables.failed = p->tables.failed || p->column.failed;
}

/* ---- columns of marks and links ---- */

/* 0: nothing; else one more than it is. */
static int64_t or_nothing(int64_t value)
{
    return value < 0 ? 0 : value + 1;
}

static int64_t shown(copse_public_count count)
{
    return count.is_shown ? count.value + 1 : 0;
}

/* Months since January 1970, from 1; 0: not known, or before that. */
static int64_t month_of(copse_day day)
{
    char text[16];
    copse_day_format(text, day);
    int year = 0, month = 0;
    for (int i = 0; i < 4 && text[i]; i++)
        year = 10 * year + (text[i] - '0');
    if (text[0])
        month = 10 * (text[5] - '0') + (text[6] - '0');
    return year < 1970 ? 0 : 12 * (year - 1970) + month;
}

/* Months before the counts' month, from 1; 0: not known. Most are under 127, and so a byte. */
static int64_t age(const copse_map_answer *answer, copse_day since)
{
    int64_t month = month_of(since), now = month_of(answer->counted);
    return month == 0 || month > now ? 0 : now - month + 1;
}

/* Sixty-fourths of the distance of two marks, from the leftmost or uppermost. */
static int64_t place(double value, double least)
{
    return isnan(value) ? 0 : (int64_t)llround(64.0 * (value - least)) + 1;
}

static double least_place(const copse_map_answer *answer, bool is_x)
{
    double least = 0.0;
    bool is_first = true;
    for (size_t i = 0; i < answer->n_marks; i++) {
        double at = is_x ? answer->marks[i].x : answer->marks[i].y;
        if (!isnan(at) && (is_first || at < least)) {
            least = at;
            is_first = false;
        }
    }
    return least;
}

/* A percentage, one more than it is; 0: not for this audience. */
static int64_t share(double of)
{
    return isnan(of) ? 0 : (int64_t)llround(100.0 * of) + 1;
}

typedef struct mark_column {
    const char *name;
    bool is_delta;
    int64_t (*of)(packing *p, const copse_map_mark *mark);
} mark_column;

#define TEXT_OF(field)                                                 \
    static int64_t field##_of(packing *p, const copse_map_mark *mark)  \
    {                                                                  \
        return copse_strings_intern(&p->strings, mark->field);         \
    }
#define NUMBER_OF(field, value)                                        \
    static int64_t field##_of(packing *p, const copse_map_mark *mark)  \
    {                                                                  \
        (void)p;                                                       \
        return value;                                                  \
    }

TEXT_OF(key)
TEXT_OF(name)
TEXT_OF(description)
TEXT_OF(contact)
TEXT_OF(meets)
NUMBER_OF(kind, (int64_t)mark->kind)
NUMBER_OF(above, or_nothing(mark->above))
NUMBER_OF(site, or_nothing(mark->site))
NUMBER_OF(people, shown(mark->people))
NUMBER_OF(verdict, mark->is_judged ? (int64_t)mark->verdict + 1 : 0)
NUMBER_OF(signal, mark->is_judged && !isnan(mark->seats.mean) ? (int64_t)mark->signal + 1 : 0)
NUMBER_OF(ties, share(mark->ties.mean))
NUMBER_OF(seats, share(mark->seats.mean))
NUMBER_OF(mode, (int64_t)mark->mode)
NUMBER_OF(status, (int64_t)mark->status)
NUMBER_OF(openness, (int64_t)mark->openness)
NUMBER_OF(activity, (int64_t)mark->activity)
NUMBER_OF(since, month_of(mark->since))

static const mark_column mark_columns[] = {
    {"kind", true, kind_of},         {"key", true, key_of},           {"name", true, name_of},
    {"above", true, above_of},       {"site", true, site_of},         {"people", false, people_of},
    {"verdict", false, verdict_of},  {"signal", false, signal_of},    {"ties", false, ties_of},
    {"seats", false, seats_of},      {"mode", false, mode_of},        {"status", false, status_of},
    {"openness", false, openness_of}, {"activity", false, activity_of}, {"since", false, since_of},
    {"description", true, description_of}, {"contact", true, contact_of}, {"meets", false, meets_of},
};

enum { MARK_COLUMNS = sizeof mark_columns / sizeof mark_columns[0] };

static void pack_places(packing *p, bool is_x)
{
    const copse_map_answer *answer = p->answer;
    double least = least_place(answer, is_x);
    begin_column(p, is_x ? "x" : "y", COLUMN_PLAIN);
    for (size_t i = 0; i < answer->n_marks; i++)
        put(p, place(is_x ? answer->marks[i].x : answer->marks[i].y, least));
    end_column(p);
}

static void pack_marks(packing *p)
{
    const copse_map_answer *answer = p->answer;
    begin_table(p, "marks", answer->n_marks, MARK_COLUMNS + 2);
    for (size_t k = 0; k < MARK_COLUMNS; k++) {
        begin_column(p, mark_columns[k].name, mark_columns[k].is_delta);
        for (size_t i = 0; i < answer->n_marks; i++)
            put(p, mark_columns[k].of(p, &answer->marks[i]));
        end_column(p);
    }
    pack_places(p, true);
    pack_places(p, false);
}

bool copse_map_is_cut(const copse_map_answer *answer)
{
    return answer->n_links > COPSE_MAP_MOST_LINKS;
}

static bool pick_links(packing *p)
{
    const copse_map_answer *answer = p->answer;
    bool is_cut = copse_map_is_cut(answer);
    p->links = copse_memory_new(answer->n_links, sizeof *p->links);
    for (size_t i = 0; p->links && i < answer->n_links; i++) {
        const copse_map_link *link = &answer->links[i];
        if (!is_cut || link->people.is_shown || answer->marks[link->from].kind != COPSE_MAP_TEAM)
            p->links[p->n_links++] = link;
    }
    return p->links != NULL;
}

/* Of one mark's links each CoP but the first as the distance from the one before: small numbers, since they ascend. */
static void pack_ends(packing *p)
{
    const copse_map_answer *answer = p->answer;
    int32_t first = (int32_t)(answer->n_marks - answer->n_of[COPSE_MAP_COMMUNITY] - answer->n_of[COPSE_MAP_PERSON]);
    begin_column(p, "to", COLUMN_PLAIN);
    for (size_t i = 0; i < p->n_links; i++) {
        const copse_map_link *link = p->links[i];
        bool goes_on = i > 0 && p->links[i - 1]->from == link->from;
        put(p, link->to - (goes_on ? p->links[i - 1]->to : first));
    }
    end_column(p);
}

static void pack_links(packing *p)
{
    begin_table(p, "links", p->n_links, 4);
    begin_column(p, "from", COLUMN_DELTA);
    for (size_t i = 0; i < p->n_links; i++)
        put(p, p->links[i]->from);
    end_column(p);
    pack_ends(p);
    begin_column(p, "people", COLUMN_PLAIN);
    for (size_t i = 0; i < p->n_links; i++)
        put(p, shown(p->links[i]->people));
    end_column(p);
    begin_column(p, "age", COLUMN_PLAIN);
    for (size_t i = 0; i < p->n_links; i++)
        put(p, age(p->answer, p->links[i]->since));
    end_column(p);
}

static void pack_one(packing *p, const char *name, int64_t value)
{
    begin_column(p, name, COLUMN_PLAIN);
    put(p, value);
    end_column(p);
}

/* From which the places of marks are counted: with it a later map knows where they stood to the bit. */
static void pack_origin(packing *p, const char *name, bool is_x)
{
    begin_column(p, name, COLUMN_DELTA);
    put(p, (int64_t)llround(64.0 * least_place(p->answer, is_x)));
    end_column(p);
}

static void pack_map(packing *p)
{
    const copse_map_answer *answer = p->answer;
    copse_text title = COPSE_TEXT_INIT;
    char day[COPSE_FIGURE_SIZE];
    copse_map_say_title(&title, answer);
    copse_figure_day(day, answer->counted);
    begin_table(p, "map", 1, 8);
    pack_origin(p, "left", true);
    pack_origin(p, "top", false);
    pack_one(p, "title", copse_strings_intern(&p->strings, copse_text_get(&title)));
    pack_one(p, "day", copse_strings_intern(&p->strings, day));
    pack_one(p, "month", month_of(answer->counted));
    pack_one(p, "audience", copse_strings_intern(&p->strings, copse_audience_name(answer->head.audience)));
    pack_one(p, "threshold", answer->threshold);
    pack_one(p, "cut", copse_map_is_cut(answer));
    p->strings.failed = p->strings.failed || title.failed;
    copse_text_free(&title);
}

/* ---- together ---- */

static copse_status deflate_and_encode(copse_text *out, const copse_text *bytes, copse_error *err)
{
    uLongf size = compressBound((uLong)bytes->length);
    unsigned char *packed = copse_memory_new(size, 1);
    char *letters = NULL;
    copse_status st = packed ? COPSE_OK : copse_error_nomem(err);
    if (st == COPSE_OK && compress2(packed, &size, (const Bytef *)bytes->bytes, (uLong)bytes->length, 9) != Z_OK)
        st = copse_error_nomem(err);
    size_t room = sodium_base64_encoded_len(size, sodium_base64_VARIANT_ORIGINAL);
    if (st == COPSE_OK)
        letters = copse_memory_new(room, 1);
    if (letters) {
        sodium_bin2base64(letters, room, packed, size, sodium_base64_VARIANT_ORIGINAL);
        copse_text_append(out, letters);
    } else if (st == COPSE_OK) {
        st = copse_error_nomem(err);
    }
    copse_memory_free(packed);
    copse_memory_free(letters);
    return st;
}

copse_status copse_map_pack(copse_text *out, const copse_map_answer *answer, copse_error *err)
{
    packing p = {.answer = answer};
    copse_text all = COPSE_TEXT_INIT;
    copse_status st = copse_strings_open(&p.strings) && pick_links(&p) ? COPSE_OK : copse_error_nomem(err);
    if (st == COPSE_OK) {
        pack_map(&p);
        pack_marks(&p);
        pack_links(&p);
        copse_text_append(&all, "CPM2");
        copse_strings_write(&all, &p.strings);
        copse_pack_number(&all, 3); /* tables */
        if (p.tables.length > 0)
            copse_text_append_bytes(&all, p.tables.bytes, p.tables.length);
        if (p.strings.failed || p.tables.failed || all.failed)
            st = copse_error_nomem(err);
    }
    if (st == COPSE_OK)
        st = deflate_and_encode(out, &all, err);
    copse_strings_free(&p.strings);
    copse_memory_free(p.links);
    copse_text_free(&p.tables);
    copse_text_free(&p.column);
    copse_text_free(&all);
    return st;
}
