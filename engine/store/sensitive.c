/*
 * Names of CoPs that look as if being in one said something private.
 *
 * Membership of the Disabled Staff Network is special-category data (UK GDPR,
 * article 9: ethnic origin, belief, union, health, sexual orientation);
 * membership of Learning Disability Nursing is somebody's job. A health
 * service is full of the second kind, so a word alone does not decide:
 *
 *  - words that name a group of people by themselves (LGBT, BAME, Muslim,
 *    trade union) are enough;
 *  - words of identity (disabled, carers, ethnic) are enough in a name beside
 *    a word for a gathering (network, forum), unless the name has a word of
 *    work beside them (nursing, pathway);
 *  - words of health (cancer, bereavement) need a word that says that it is
 *    the people themselves (staff, peers, survivors), and no word of work, of
 *    which a profession is one here;
 *  - "staff network", "support group" and their like in a name outweigh words
 *    of work.
 *
 * A description counts less than a name: there, gatherings mean nothing, and
 * words of work always weigh. The answer is a prompt for a person to decide,
 * so where it is wrong it should rather be a yes: it costs a click, and a no
 * costs somebody's privacy.
 */
#include "store/store.h"

#include <string.h>

/* Terms match whole words of folded text; a star at the end, any ending. */
static const char *const group_words[] = {
    "lgbt*", "lgbtq*", "queer", "lesbian*", "gay", "bisexual*", "non binary", "nonbinary", "bame",
    "bme", "global majority", "muslim*", "islam*", "christian*", "jewish", "jews", "sikh*", "hindu*",
    "buddhist*", "catholic*", "pagan*", "humanist*", "prayer*", "bible*", "quran*", "trade union*",
    "union branch", "union rep*", "union member*", "unison", "gmb", "unite the union", "staff side",
    "shop steward*", "rcn branch", "rcn rep*", "bma rep*", NULL};

static const char *const identity_words[] = {
    "disabled", "disabilit*", "neurodiver*", "autistic*", "dyslexi*", "dyspraxi*", "deaf", "blind",
    "wheelchair*", "carer*", "menopaus*", "perimenopaus*", "race", "racial*", "ethnic*", "minorit*",
    "black", "asian*", "african*", "caribbean*", "filipino*", "roma", "traveller*", "faith*",
    "religio*", "multifaith", "belief*", "trans", "transgender", "pride", "gender identity",
    "sexual orientation", "armed forces", "veteran*", "refugee*", "care leaver*", "ex offender*", NULL};

static const char *const health_words[] = {
    "cancer*", "mental health", "depression", "anxiety", "bipolar", "eating disorder*", "hiv", "aids",
    "diabet*", "epilep*", "multiple sclerosis", "chronic", "long covid", "fibromyalgia", "autism",
    "adhd", "hearing loss", "sight loss", "bereave*", "grief", "suicide", "miscarriage*",
    "pregnancy loss", "baby loss", "stillbirth", "fertility", "infertility", "ivf", "endometriosis",
    "addict*", "alcohol*", "gambling", "domestic abuse", "domestic violence", "sexual violence",
    "sexual abuse", "long term condition*", "illness*", NULL};

/* It is the people themselves. */
static const char *const people_words[] = {
    "staff", "colleague*", "employee*", "peer*", "ally", "allies", "survivor*", "sufferer*",
    "lived experience", "living with", "affected by", "cafe", "support group", "support circle",
    "support network", "working parents", NULL};

static const char *const gathering_words[] = {"network*", "group", "groups", "forum*", "circle*",
                                              "society", "association", "club", "alliance", "community",
                                              "fellowship", NULL};

/* What outweighs words of work in a name. */
static const char *const staff_gatherings[] = {
    "staff network*", "staff group", "staff forum", "staff support", "staff alliance",
    "employee network*", "employee resource", "colleague network*", "peer support", "support group",
    "support circle", "allies", "lived experience", "survivor*", "fellowship", "cafe", NULL};

/* Nurses who look after people with cancer, but nurses who are Black. */
static const char *const professions[] = {"nurse", "nurses", "doctors", "midwives", "consultants",
                                          "therapists", NULL};

static const char *const work_words[] = {
    "nursing", "midwifery", "medicine", "medical", "clinic*", "therapy", "therapies",
    "pharmac*", "psycholog*", "psychiatr*", "physio*", "dietet*", "imaging", "radio*", "radiolog*",
    "oncolog*", "surg*", "patholog*", "screening", "diagnos*", "assessment*", "treatment*", "pathway*",
    "care plan*", "palliative", "hospice", "patient*", "client*", "service user*", "service", "services",
    "ward*", "team*", "improvement", "guideline*", "research*", "trial*", "registry", "audit", "data",
    "informatics", "training", "teaching", "education", "prevention", "liaison", "rehab*", "specialist*",
    "practitioner*", "mdt", "case management", "safeguarding", "learning disabilit*", "first aider*",
    "referral*", "prescribing", "primary care", "social care", "crisis", "community care", NULL};

/* " staff network ": folded, with one blank around each word. NULL when memory ran out or it is no UTF-8. */
static char *words_of(const char *text)
{
    char *folded;
    copse_text words = COPSE_TEXT_INIT;
    if (copse_text_fold(&folded, text, NULL) != COPSE_OK)
        return NULL;
    copse_text_append(&words, " ");
    for (const char *c = folded; *c; c++) {
        bool is_letter = (*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') || (*c & 0x80);
        if (strncmp(c, "\xC3\xA9", 2) == 0) { /* café */
            copse_text_append(&words, "e");
            c++;
        } else if (is_letter) {
            copse_text_append_bytes(&words, c, 1);
        } else if (words.bytes && words.bytes[words.length - 1] != ' ') {
            copse_text_append(&words, " ");
        }
    }
    copse_text_append(&words, " ");
    copse_memory_free(folded);
    if (words.failed)
        copse_text_free(&words);
    return words.bytes;
}

static bool has_term(const char *words, const char *term)
{
    size_t n = strlen(term);
    bool any_ending = term[n - 1] == '*';
    n -= any_ending;
    for (const char *at = words; (at = strchr(at, ' ')) != NULL;) {
        at++;
        if (strncmp(at, term, n) == 0 && (any_ending || at[n] == ' '))
            return true;
    }
    return false;
}

static bool has_any(const char *words, const char *const *terms)
{
    for (; *terms; terms++)
        if (has_term(words, *terms))
            return true;
    return false;
}

static bool looks_sensitive(const char *words, bool is_name)
{
    if (has_any(words, group_words))
        return true;
    bool of_identity = has_any(words, identity_words);
    if (!of_identity && !has_any(words, health_words))
        return false;
    if (is_name && has_any(words, staff_gatherings))
        return true;
    if (has_any(words, work_words) || (!of_identity && has_any(words, professions)))
        return false;
    return has_any(words, people_words) ||
           (of_identity && is_name && has_any(words, gathering_words));
}

bool copse_store_looks_sensitive(const char *name, const char *description)
{
    const char *const texts[] = {name, description};
    for (int i = 0; i < 2; i++) {
        if (!texts[i])
            continue;
        char *words = words_of(texts[i]);
        /* Where nothing can be said, the careful answer. */
        bool is_sensitive = !words || looks_sensitive(words, i == 0);
        copse_memory_free(words);
        if (is_sensitive)
            return true;
    }
    return false;
}
