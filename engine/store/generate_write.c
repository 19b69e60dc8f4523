/* Files of a generated trust: rows are collected in memory and written in large pieces. */
#include "store/generate_internal.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "store/store.h"

enum { PIECE = 1 << 16 };

struct copse_generate_file {
    FILE *file;
    char *path;
    copse_text text;
    bool in_row;
    int failure; /**< errno of the first write that failed */
};

copse_status copse_generate_open(copse_generate_file **out, const char *path, copse_error *err)
{
    *out = NULL;
    copse_generate_file *file = copse_memory_new(1, sizeof *file);
    char *copy = copse_memory_copy_text(path);
    if (!file || !copy) {
        copse_memory_free(file);
        copse_memory_free(copy);
        return copse_error_nomem(err);
    }
    *file = (copse_generate_file){.path = copy, .text = COPSE_TEXT_INIT};
    file->file = fopen(path, "wx");
    if (!file->file) {
        copse_status status =
            errno == EEXIST
                ? copse_error_set(err, COPSE_E_ARGUMENT, path,
                                  "give another folder, or remove the file",
                                  "a file of this name is there already")
                : copse_error_set(err, COPSE_E_STORE, path, "give a folder that can be written to",
                                  "the file cannot be made: %s", strerror(errno));
        copse_memory_free(copy);
        copse_memory_free(file);
        return status;
    }
    *out = file;
    return COPSE_OK;
}

static void write_out(copse_generate_file *file)
{
    if (!file->failure && file->text.length &&
        fwrite(file->text.bytes, 1, file->text.length, file->file) != file->text.length)
        file->failure = errno ? errno : EIO;
    copse_text_clear(&file->text);
}

copse_status copse_generate_check(copse_generate_file *file, copse_error *err)
{
    if (file->text.length >= PIECE)
        write_out(file);
    if (file->text.failed)
        return copse_error_nomem(err);
    if (file->failure)
        return copse_error_set(err, COPSE_E_STORE, file->path,
                               "make room on the disk, or give another folder",
                               "the file cannot be written: %s", strerror(file->failure));
    return COPSE_OK;
}

copse_status copse_generate_close(copse_generate_file *file, copse_error *err)
{
    write_out(file);
    if (fclose(file->file) != 0 && !file->failure)
        file->failure = errno ? errno : EIO;
    copse_status status = copse_generate_check(file, err);
    copse_text_free(&file->text);
    copse_memory_free(file->path);
    copse_memory_free(file);
    return status;
}

static void next_field(copse_generate_file *file)
{
    if (file->in_row)
        copse_text_append_bytes(&file->text, ",", 1);
    file->in_row = true;
}

void copse_generate_put(copse_generate_file *file, const char *text)
{
    next_field(file);
    copse_store_csv_field(&file->text, text);
}

/* Tens of millions of keys and numbers are written: printf would take most of the time. */
static void append_digits(copse_text *text, uint64_t value, int width)
{
    char digits[24];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + value % 10);
        value /= 10;
        width--;
    } while (value > 0 || width > 0);
    copse_text_append_bytes(text, digits + at, sizeof digits - at);
}

void copse_generate_put_number(copse_generate_file *file, int64_t value)
{
    copse_generate_put_decimal(file, value, 0);
}

void copse_generate_put_maybe(copse_generate_file *file, bool is_known, int64_t value)
{
    if (is_known)
        copse_generate_put_number(file, value);
    else
        next_field(file);
}

void copse_generate_put_decimal(copse_generate_file *file, int64_t value, int places)
{
    next_field(file);
    uint64_t size = value < 0 ? -(uint64_t)value : (uint64_t)value, unit = 1;
    for (int i = 0; i < places; i++)
        unit *= 10;
    if (value < 0)
        copse_text_append_bytes(&file->text, "-", 1);
    append_digits(&file->text, size / unit, 1);
    if (places > 0) {
        copse_text_append_bytes(&file->text, ".", 1);
        append_digits(&file->text, size % unit, places);
    }
}

void copse_generate_put_day(copse_generate_file *file, copse_day day)
{
    char text[16];
    copse_day_format(text, day);
    next_field(file);
    copse_text_append(&file->text, text);
}

void copse_generate_put_key(copse_generate_file *file, copse_generate_key key)
{
    next_field(file);
    copse_text_append(&file->text, key.text);
}

copse_status copse_generate_end(copse_generate_file *file, copse_error *err)
{
    copse_text_append_bytes(&file->text, "\n", 1);
    file->in_row = false;
    return copse_generate_check(file, err);
}

void copse_generate_put_integer(copse_generate_file *file, uint64_t value)
{
    append_digits(&file->text, value, 1);
}

void copse_generate_put_raw(copse_generate_file *file, const char *text)
{
    copse_text_append(&file->text, text);
}

/* A letter and the number from 1, as wide as the largest. */
static copse_generate_key key_of(char letter, uint64_t index, uint64_t count)
{
    copse_generate_key key = {{letter}};
    int width = 2;
    for (uint64_t limit = 100; count >= limit && width < 19; limit *= 10)
        width++;
    uint64_t number = index + 1;
    for (int at = width; at > 0; at--) {
        key.text[at] = (char)('0' + number % 10);
        number /= 10;
    }
    return key;
}

copse_generate_key copse_generate_member_key(const copse_generate *g, size_t member)
{
    return key_of('m', copse_permutation_apply(&g->member_keys, member), g->n_staff);
}

copse_generate_key copse_generate_team_key(const copse_generate *g, size_t team)
{
    return key_of('t', copse_permutation_apply(&g->team_keys, team), g->n_teams);
}

copse_generate_key copse_generate_upper_key(const copse_generate *g, size_t upper)
{
    return key_of('u', upper, g->n_uppers);
}

copse_generate_key copse_generate_site_key(const copse_generate *g, size_t site)
{
    return key_of('s', site, g->n_sites);
}

copse_generate_key copse_generate_community_key(const copse_generate *g, size_t community)
{
    return key_of('c', copse_permutation_apply(&g->community_keys, community), g->n_communities);
}

copse_generate_key copse_generate_topic_key(const copse_generate *g, size_t topic)
{
    return key_of('k', topic, g->n_topics);
}

copse_generate_key copse_generate_project_key(const copse_generate *g, size_t project)
{
    return key_of('p', project, g->n_projects);
}

copse_generate_key copse_generate_exchange_key(const copse_generate *g, uint64_t exchange)
{
    /* How many there will be is not known: an id has room for a hundred of each member. */
    return key_of('x', exchange, 100 * (uint64_t)g->n_staff);
}
