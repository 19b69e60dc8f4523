/* CoPs of which no topic is recorded and whose names speak of what was asked for: to be looked at before another is made. */
#include "question/decide.h"

#include <string.h>

#include "base/text.h"

/* Whether the folded phrase stands in the folded text, as words of their own. */
static bool has_words(const char *text, const char *phrase)
{
    size_t n = strlen(phrase);
    for (const char *at = text; n > 0 && (at = strstr(at, phrase)); at++)
        if ((at == text || at[-1] == ' ') && (at[n] == '\0' || at[n] == ' '))
            return true;
    return false;
}

/* The name of a topic, or one of its synonyms. @return COPSE_OK, COPSE_E_NOMEM. */
static copse_status speaks_of(bool *out, const char *text, const copse_fact_topic *topic, copse_error *err)
{
    copse_status st = COPSE_OK;
    char *names = NULL;
    copse_text all = COPSE_TEXT_INIT;
    copse_text_format(&all, "%s;%s", topic->name ? topic->name : topic->key, topic->synonyms ? topic->synonyms : "");
    if (all.failed)
        st = copse_error_nomem(err);
    for (char *rest = all.bytes, *name; st == COPSE_OK && !*out && (name = strtok_r(rest, ";", &names)); rest = NULL) {
        char *folded = NULL;
        st = copse_text_fold(&folded, name, err);
        *out = st == COPSE_OK && has_words(text, folded);
        copse_memory_free(folded);
    }
    copse_text_free(&all);
    return st;
}

copse_status copse_decide_sounds_alike(bool *out, const copse_decide_case *c, size_t community, copse_error *err)
{
    const copse_fact_community *f = &c->net->facts->communities[community];
    char *folded = NULL;
    *out = false;
    if (copse_incidence_degree(&c->net->community_topics, community) > 0)
        return COPSE_OK;
    copse_status st = copse_text_fold(&folded, f->name ? f->name : f->key, err);
    for (size_t t = 0; st == COPSE_OK && !*out && t < c->n_topics; t++)
        st = speaks_of(out, folded, &c->net->facts->topics[c->topic[t]], err);
    copse_memory_free(folded);
    return st;
}
