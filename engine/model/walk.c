/* Coordinate descent over a grid of options. */
#include "model/walk.h"

/* Step through the grid from place on while each step is better. */
static copse_status walk_on(bool *has_moved, copse_recipe *recipe, const copse_walk_option *option,
                            size_t place, bool is_up, copse_walk_judge *judge, void *user,
                            copse_error *err)
{
    while (is_up ? place + 1 < option->n : place > 0) {
        place = is_up ? place + 1 : place - 1;
        copse_recipe next = *recipe;
        bool is_better = false;
        copse_recipe_set(&next, option->offset, option->grid[place]);
        copse_status st = judge(&is_better, user, &next, option->proof, err);
        if (st != COPSE_OK)
            return st;
        if (!is_better)
            break;
        *recipe = next;
        *has_moved = true;
    }
    return COPSE_OK;
}

static copse_status walk_option(bool *has_moved, copse_recipe *recipe,
                                const copse_walk_option *option, copse_walk_judge *judge,
                                void *user, copse_error *err)
{
    size_t place = 0;
    while (place + 1 < option->n && option->grid[place] < copse_recipe_get(recipe, option->offset))
        place++;
    bool went_up = false;
    copse_status st = walk_on(&went_up, recipe, option, place, true, judge, user, err);
    if (st == COPSE_OK && !went_up)
        st = walk_on(has_moved, recipe, option, place, false, judge, user, err);
    *has_moved = *has_moved || went_up;
    return st;
}

copse_status copse_walk(copse_recipe *recipe, const copse_walk_option *options, size_t n_options,
                        int rounds, copse_walk_judge *judge, void *user, copse_error *err)
{
    bool has_moved = true;
    for (int round = 0; round < rounds && has_moved; round++) {
        has_moved = false;
        for (size_t i = 0; i < n_options; i++) {
            copse_status st = walk_option(&has_moved, recipe, &options[i], judge, user, err);
            if (st != COPSE_OK)
                return st;
        }
    }
    return COPSE_OK;
}
