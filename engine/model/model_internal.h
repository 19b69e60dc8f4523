/* What a model is, inside its room. */
#ifndef COPSE_MODEL_INTERNAL_H
#define COPSE_MODEL_INTERNAL_H

#include "model/design.h"
#include "model/model.h"
#include "model/quantise.h"

struct copse_model {
    copse_model_record *record; /**< what the store keeps; everything else is made from it */
    /** Frees the record. A pointer, so that a program without a store does not link one. */
    void (*free_record)(copse_model_record *record);
    double topic_length;   /**< median length of what members knew at fit */
    double similarity_new; /**< score for likeness of topics with a CoP newer than the model */
    bool has_member_rows;  /**< whether it looks at members at all */
    bool is_joint;         /**< shares of a member's CoPs are solved for, see together.h */
    copse_model_summary summary;
    copse_model_row *rows; /**< [record->n_rows] by kind and key */
    copse_model_value
        *values; /**< [record->n_values] by measure, of_key, value descending, for_key */
};

/**
 * Make a model of a record, which it takes over on success.
 * @return COPSE_OK, COPSE_E_STORE (a record that contradicts itself), COPSE_E_NOMEM.
 */
copse_status copse_model_of_record(copse_model **out, copse_model_record *record,
                                   void (*free_record)(copse_model_record *record),
                                   copse_error *err);

/** What one thing that a member has says of the targets; NULL when the model knows nothing of it.
 */
const copse_model_row *copse_model_find_row(const copse_model *model, copse_reason_kind kind,
                                            const char *key);

/** Ordinal of a CoP; -1 when the model does not know it. */
int32_t copse_model_find_target(const copse_model *model, const char *key);

/** All values of one thing. @return how many; *out is NULL when there are none */
size_t copse_model_find_values(const copse_model_value **out, const copse_model *model,
                               const char *measure, const char *of_key);

/** The kind of reason that a group stands for. */
copse_reason_kind copse_model_group_reason(copse_group_kind kind);

/* Options that scoring reads, by name. */
#define COPSE_OPTION_TOPIC_LENGTH   "topic_length"
#define COPSE_OPTION_SIMILARITY_NEW "similarity_new"

/* Measures that are kept with a model, by the names that the store has for them. */
#define COPSE_VALUE_CORE      "core"      /**< of a community for a member */
#define COPSE_VALUE_NORM      "norm"      /**< of a community for a topic */
#define COPSE_VALUE_KNOWN_IDF "known-idf" /**< of a topic, among members */
#define COPSE_VALUE_ABOUT_IDF "about-idf" /**< of a topic, among CoPs */
#endif
