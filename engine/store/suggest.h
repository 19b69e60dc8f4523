/*
 * Topics where there are none, shared by its files:
 *
 *     suggest.c          the run, and what members know more than others do
 *     suggest_files.c    what is proposed as files, and what is told of it
 *     suggest_terms.c    texts as sequences of stemmed words, cut by SQLite's full-text search
 *     suggest_text.c     topics in names and descriptions of communities
 *     suggest_titles.c   topics in what people are called at work
 *     suggest_new.c      topics for communities that no known topic fits
 */
#ifndef COPSE_STORE_SUGGEST_H
#define COPSE_STORE_SUGGEST_H

#include "base/map.h"
#include "store/account.h"

/** A run of words in copse_terms. */
typedef struct copse_words {
    const int32_t *term; /**< [n] */
    size_t n;
} copse_words;

/**
 * Texts as sequences of terms. A term is a word as SQLite's full-text search sees it: Unicode
 * folded, without diacritics, stemmed (Porter 1980). Words that carry no meaning of their own (the,
 * of…) are left out. Everything lives in temporary tables of the connection and in the arena.
 */
typedef struct copse_terms {
    const copse_store *store;
    copse_arena *arena;
    copse_store_statement insert;
    int64_t n_texts;
    size_t *start; /**< [n_texts + 1] */
    int32_t *term; /**< [start[n_texts]] */
    size_t n_terms;
    const char **spelt; /**< [n_terms] */
    bool *is_gathering; /**< [n_terms] a word for a group of people: community, network… */
} copse_terms;

/** Begin to collect texts. Close on failure, too. */
copse_status copse_terms_open(copse_terms *out, copse_store *store, copse_arena *arena,
                              copse_error *err);

/** Add a text. @param[out] place  by which copse_terms_words() knows it */
copse_status copse_terms_add(int64_t *place, copse_terms *terms, const char *text,
                             copse_error *err);

/** All texts are there: cut them into words. */
copse_status copse_terms_read(copse_terms *terms, copse_error *err);

copse_words copse_terms_words(const copse_terms *terms, int64_t place);
void copse_terms_close(copse_terms *terms);

/* ---- what is matched ---- */

/** One name of a topic: its own, or a synonym. */
typedef struct copse_phrase {
    int64_t topic; /**< its id */
    int64_t place; /**< of its text */
    size_t n_distinct;
} copse_phrase;

typedef struct copse_phrases {
    copse_phrase *items; /**< topics by key, a topic's name before its synonyms */
    size_t n, capacity;
    size_t *start;   /**< [n_terms + 1] */
    int32_t *phrase; /**< [start[n_terms]] phrases that hold the term, ascending */
} copse_phrases;

/** What is done with topics that a person merged into others. */
typedef enum copse_phrases_of {
    COPSE_PHRASES_MERGED = 0,  /**< they are names of the other: needs temp.suggest_same */
    COPSE_PHRASES_OF_THEIR_OWN /**< they are left out */
} copse_phrases_of;

/** Add the name and synonyms of every topic to the terms. */
copse_status copse_phrases_collect(copse_phrases *out, copse_terms *terms, copse_phrases_of which,
                                   copse_error *err);

/** After copse_terms_read(): from each term to the phrases that hold it. */
copse_status copse_phrases_index(copse_phrases *phrases, const copse_terms *terms,
                                 copse_error *err);
void copse_phrases_free(copse_phrases *phrases);

/* ---- words of names ---- */

/** Whether a folded word is one for a group of people (community, network…), or says nothing (the,
 * of…). */
bool copse_suggest_is_gathering(const char *folded);
bool copse_suggest_is_empty(const char *folded);

/* ---- what is proposed: temporary tables, made by suggest.c ---- */

/** Why a topic is proposed for a community, the surest first. */
typedef enum copse_suggest_why {
    COPSE_SUGGEST_IN_NAME = 0,    /**< the name holds the topic, whole */
    COPSE_SUGGEST_OF_NAME,        /**< the topic holds the name, whole */
    COPSE_SUGGEST_IN_DESCRIPTION, /**< the description holds the topic, word by word */
    COPSE_SUGGEST_IN_WORD,        /**< a word of the topic holds the one word of the name */
    COPSE_SUGGEST_INITIALS,       /**< the name holds the topic's initials */
    COPSE_SUGGEST_MEMBERS,        /**< its members know it more than others do */
    COPSE_SUGGEST_NEW             /**< the name itself, as a topic of its own */
} copse_suggest_why;

/** One run. */
typedef struct copse_suggest_run {
    copse_store *store;
    const copse_context *ctx;
    copse_arena *arena;
    int64_t threshold;
    copse_store_statement propose; /**< (community, topic, why, evidence) */
} copse_suggest_run;

copse_status copse_suggest_propose(copse_suggest_run *run, int64_t community, int64_t topic,
                                   copse_suggest_why why, const char *evidence, copse_error *err);

/** Topics of communities, from their names and descriptions. */
copse_status copse_suggest_from_text(copse_suggest_run *run, copse_error *err);

/** Expertise of members, from their roles and professions: rows (member, topic, evidence) of a
 * temporary table. */
copse_status copse_suggest_from_titles(copse_suggest_run *run, copse_error *err);

/** New topics, for communities that have none and for which none was found. */
copse_status copse_suggest_new_topics(copse_suggest_run *run, copse_error *err);

/* ---- files ---- */

enum { COPSE_SUGGEST_FILES = 3 };

/** @return COPSE_OK, COPSE_E_ARGUMENT (it is there already), COPSE_E_STORE. */
copse_status copse_suggest_make_folder(const char *dir, copse_error *err);

/** With all files that were written into it. */
void copse_suggest_remove_folder(const char *dir);

/** Write each file that has a row; expertise of people for the steward only. */
copse_status copse_suggest_write(int64_t n_rows[COPSE_SUGGEST_FILES], const copse_suggest_run *run,
                                 const char *dir, copse_error *err);

/** The sections "proposed" and "why", and what to do next. */
copse_status copse_suggest_tell(copse_account_writer *w, const copse_suggest_run *run,
                                const char *dir, const int64_t n_rows[COPSE_SUGGEST_FILES],
                                copse_error *err);

#endif
