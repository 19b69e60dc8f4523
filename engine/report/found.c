/* One founding group's answer, in the format that was asked for. */
#include "report/found.h"

const char *copse_found_say_person(const copse_person *person)
{
    return person->named ? copse_figure_name(person->name, person->key) : "somebody, not named";
}

void copse_found_say_people(copse_text *out, const copse_person *people, size_t n)
{
    size_t said = 0, unnamed = 0;
    for (size_t i = 0; i < n; i++) {
        if (people[i].named)
            copse_text_format(out, "%s%s", said++ > 0 ? "; " : "",
                              copse_figure_name(people[i].name, people[i].key));
        else
            unnamed++;
    }
    if (unnamed > 0)
        copse_text_format(out, "%s%zu not named", said > 0 ? "; " : "", unnamed);
}

copse_status copse_report_found(const copse_sink *sink, const copse_found_answer *answer,
                                const copse_render *render, copse_error *err)
{
    switch (render->format) {
    case COPSE_TEXT:
        return copse_found_write_text(sink, answer, render, err);
    case COPSE_JSON:
        return copse_found_write_json(sink, answer, err);
    case COPSE_CSV:
        return copse_found_write_csv(sink, answer, err);
    case COPSE_HTML:
        break;
    }
    return copse_report_no_format("found", "text, JSON and CSV", err);
}
