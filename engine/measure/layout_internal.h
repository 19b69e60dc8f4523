/* What the files of a layout share. */
#ifndef COPSE_MEASURE_LAYOUT_INTERNAL_H
#define COPSE_MEASURE_LAYOUT_INTERNAL_H

#include "measure/layout.h"

/** Radius of the sunflower of n things, each of unit area. */
double copse_layout_radius(double n);

/**
 * A connected graph of discs, about 0, 0 and so large that they find room: a whole by Kamada and Kawai's springs,
 * blocks, whose ties differ in strength, by Fruchterman and Reingold's forces.
 */
copse_status copse_layout_springs(double *place, const copse_incidence *ties, const double *radius, bool is_of_blocks,
                                  const copse_context *ctx, copse_error *err);

/** Move places about 0, 0 and scale them, so that discs cover this share of the area that places of an even disc have. */
void copse_layout_scale(double *place, const double *radius, size_t n, double covered);

/** Push discs apart until none lies on another, or for so many rounds. Cost: O(n) a round. */
copse_status copse_layout_part(double *place, const double *radius, size_t n, copse_error *err);

/**
 * Deal the spots that things stand on out anew, so that they lie to each other as the things wish to: both are halved
 * along the wider axis of the spots, again and again.
 *
 * @param place  [n × 2] the spots; on return each thing's
 * @param wish   [n × 2]
 * Cost: O(n log n).
 */
copse_status copse_layout_match(double *place, const double *wish, size_t n, copse_error *err);

/** The mean of what a thing is tied to, which it is to something. @param[out] wish  x, y */
void copse_layout_wish(double *wish, const double *place, const copse_incidence *ties, size_t thing);

/**
 * Let things change spots while that shortens ties.
 * Cost: some rounds of O(ties).
 */
copse_status copse_layout_swap(double *place, const copse_incidence *ties, const copse_context *ctx, copse_error *err);

/**
 * Place a connected graph of discs.
 * @param radius  [n]
 * @param block   as in the request
 * @param is_of_blocks  the discs are blocks themselves
 */
copse_status copse_layout_arrange(double *place, const copse_incidence *ties, const double *radius,
                                  const int32_t *block, bool is_of_blocks, const copse_context *ctx,
                                  copse_error *err);

/**
 * Places of what is new among what stays.
 * @param place  [n × 2] NaN where it has none yet; on return only parts without any kept place have none
 */
copse_status copse_layout_join(double *place, const copse_layout_request *of, copse_error *err);

#endif
