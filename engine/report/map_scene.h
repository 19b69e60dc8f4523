/* A map as a picture: where marks stand on the sheet, and which of their names have room. */
#ifndef COPSE_REPORT_MAP_SCENE_H
#define COPSE_REPORT_MAP_SCENE_H

#include "report/map.h"

/** Sizes of the sheet, in its pixels. */
enum { COPSE_SCENE_WIDE = 1600, COPSE_SCENE_MARGIN = 90, COPSE_SCENE_HEAD = 80, COPSE_SCENE_LEGEND = 110 };

typedef struct copse_scene_mark {
    int32_t mark;   /**< of the answer */
    double x, y, radius;
    char *label;    /**< as far as there is room; NULL: none */
    double label_x, label_y; /**< where its base line begins */
} copse_scene_mark;

typedef struct copse_scene {
    const copse_map_answer *answer;
    double high; /**< of the sheet */
    size_t n;
    copse_scene_mark *marks; /**< teams and CoPs, as in the answer */
    int32_t *of_mark;        /**< [marks of the answer] in the scene; −1 */
    double size;             /**< of letters */
} copse_scene;

/**
 * Set marks on the sheet and give names to those that have room: teams with few links first, then by their people.
 * Cost: O(marks + names²), of at most COPSE_SCENE_NAMES names.
 */
copse_status copse_scene_new(copse_scene *out, const copse_map_answer *answer, copse_error *err);
void copse_scene_free(copse_scene *scene);

enum { COPSE_SCENE_NAMES = 600 };

#endif
