/* What the files that gather the people in question share: each fills some arrays of the case. */
#ifndef COPSE_QUESTION_FOUND_CASE_H
#define COPSE_QUESTION_FOUND_CASE_H

#include "question/found.h"

/** units, sites, professions, site, travel_share. @return COPSE_OK, COPSE_E_NOMEM. */
copse_status copse_found_case_places(copse_found_case *c, copse_error *err);

/** covers and item_value. @return COPSE_OK, COPSE_E_INTERRUPTED, COPSE_E_NOMEM. */
copse_status copse_found_case_covers(copse_found_case *c, copse_error *err);

/** authority. @return COPSE_OK, COPSE_E_NUMERIC, COPSE_E_INTERRUPTED, COPSE_E_NOMEM. */
copse_status copse_found_case_authority(copse_found_case *c, copse_error *err);

/** The problem's distances and near: choose.h says what they give. */
copse_status copse_found_case_distances(double *delta, void *user, size_t coordinator,
                                        bool is_exact, copse_error *err);
size_t copse_found_case_near(int32_t *who, double *least, void *user, size_t coordinator);

#endif
