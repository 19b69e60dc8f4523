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

/** Shapes tell apart what colours do: circle, square, filled diamond, empty diamond. */
typedef enum copse_scene_shape {
    COPSE_SHAPE_COP = 0,
    COPSE_SHAPE_TEAM,
    COPSE_SHAPE_FEW,
    COPSE_SHAPE_PERHAPS_FEW,
    COPSE_SHAPES
} copse_scene_shape;

copse_scene_shape copse_scene_shape_of(const copse_scene *scene, size_t index);
/** [COPSE_SHAPES] what each shape means; the last two only where teams are judged. */
extern const char *const copse_scene_legend[];
/** How far apart they stand in the legend. */
enum { COPSE_SCENE_ITEM = 330 };
/** How wide a tie is drawn. */
double copse_scene_tie(const copse_map_link *link);
/** How much room a name has been found. */
double copse_scene_room(const copse_scene *scene, const char *label);
/** How to read the picture, as of when and for whom it is. */
void copse_scene_say_reading(copse_text *out, const copse_scene *scene);

enum { COPSE_SCENE_NAMES = 600 };

#endif
