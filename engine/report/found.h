/* The pieces of a founding group's answer in each format. */
#ifndef COPSE_REPORT_FOUND_H
#define COPSE_REPORT_FOUND_H

#include "report/report.h"

/** A person's name, or that they are not named. */
const char *copse_found_say_person(const copse_person *person);

/** "Ann; Bob; two others, not named" */
void copse_found_say_people(copse_text *out, const copse_person *people, size_t n);

copse_status copse_found_write_text(const copse_sink *sink, const copse_found_answer *answer,
                                    const copse_render *render, copse_error *err);
copse_status copse_found_write_json(const copse_sink *sink, const copse_found_answer *answer,
                                    copse_error *err);
copse_status copse_found_write_csv(const copse_sink *sink, const copse_found_answer *answer,
                                   copse_error *err);

#endif
