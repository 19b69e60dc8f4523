/* What does not depend on the store. docs/information-governance.md says the same at greater length. */
#include "store/dpia.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define TABLE(name, meaning, columns, texts)                                                       \
    {name, meaning, columns, COUNT(columns), texts, COUNT(texts)}

static const char *const two_columns[] = {"question", "answer"};
static const char *const audience_columns[] = {"answer_for", "what_it_shows"};
static const char *const right_columns[] = {"right", "UK_GDPR", "command"};
static const char *const risk_columns[] = {"risk", "what_is_done", "what_is_left"};
static const char *const guidance_columns[] = {"guidance", "what_follows_it"};

static const char *const processing[] = {
    "what is it for",
    "to tell staff which communities of practice suit them, whom to ask and what they could give; to show where "
    "teams lack connections",
    "who decides about people",
    "nobody: Copse suggests, a person chooses. No score of a person is shown to a manager, and no answer is meant "
    "for appraisal, pay or discipline",
    "is there profiling",
    "yes, of what people know and are in, in order to suggest; each suggestion shows the reasons that add up to its "
    "score",
    "which lawful basis",
    "to be decided by the organisation: for a public body usually a public task (article 6(1)(e)), else legitimate "
    "interests (6(1)(f)) with their assessment. Consent is not advised: staff cannot refuse freely",
    "what of special categories",
    "membership of a community of identity, faith, health or union may reveal them (article 9). Leave such files out "
    "unless a condition of article 9 is met; those in the store take no part in anything",
    "what leaves the machine",
    "nothing by itself: there is no server, no network connection, no telemetry. What a person writes with -o, "
    "--letters, backup or export is a file that they give out, and is in the register",
    "where is it kept",
    "in one file of mode 0600 and its key file beside it; not encrypted by Copse, so the disk must be",
};

static const char *const audiences[] = {
    "the person themself (self)", "their own suggestions and what is held about them; others as far as they agreed",
    "a team (team)", "names of those who agreed to be named to that team or to all, and notes that their authors shared with "
                     "it; others' notes are read by their author alone",
    "the organisation (trust)", "names of those who agreed to be named to all; counts from one fixed list, small ones "
                                "suppressed; in a word, which teams have few links",
    "the steward (steward)", "names, in order to invite, with a reason that the audit log keeps; never of who objected",
    "a manager", "nothing of their own: they get what the trust gets",
};

static const char *const rights[] = {
    "to be informed", "13, 14", "the terms stand on every answer; copse dpia",
    "of access", "15", "copse subject-access MEMBER",
    "to rectification", "16", "correct the source, copse import; copse profile MEMBER",
    "to erasure", "17", "copse forget MEMBER; copse outputs lists the files to recall",
    "to restriction", "18", "copse object MEMBER, which can be undone",
    "to notification of recipients", "19", "copse outputs; copse forget lists the same files",
    "to data portability", "20", "copse subject-access MEMBER --json or --csv (a right only under consent or contract)",
    "to object", "21", "copse object MEMBER",
    "about automated decisions", "22", "none are made; copse join shows the reasons of a suggestion",
    "storage limitation", "5(1)(e)", "copse record retention DAYS; copse purge",
    "accountability", "5(2)", "copse audit; copse outputs; copse dpia",
};

static const char *const risks[] = {
    "staff feel watched", "nobody is ranked, listening is never flagged, each says who may name them",
    "whether people trust it: tell them before the first import",
    "a small group gives a person away", "counts under the threshold are suppressed, and others with them",
    "knowledge from outside; comparing reports of different months",
    "membership of a sensitive community shows", "such communities take no part; names that look so count until decided",
    "a name that does not look it: decide on each (copse check)",
    "somebody copies the store", "mode 0600, one file, no server",
    "who can read the account of the steward, or an unencrypted disk, can read all",
    "somebody who was forgotten comes back", "keyed hashes keep an import from it; no import without the key",
    "backups and the imported files, which the organisation keeps itself",
    "files that were given out live on", "a register with path, audience, date and hash",
    "a copy that somebody made of such a file",
    "wrong data lead to wrong advice", "sources and their age are shown; everybody can see their own rows",
    "what the sources themselves have wrong",
};

static const char *const guidance[] = {
    "ICO: guide to the UK GDPR; employment practices and data protection: monitoring workers (2023)",
    "purpose, basis and retention recorded and printed; no covert use; this pack",
    "ICO: anonymisation and pseudonymisation (2025)", "export --pseudonymous is treated as personal data",
    "NHS England: Records Management Code of Practice; Data Security and Protection Toolkit",
    "retention and purge; audit log; register of outputs",
    "National Data Guardian: the Caldicott Principles (2020), applied to staff data",
    "justify the purpose, use the least, need to know, no surprises: audiences, reasons, suppression",
    "Government Statistical Service: disclosure control for tables from administrative sources",
    "a threshold, primary and complementary suppression, one decision for each version of the data",
};

const copse_dpia_table copse_dpia_tables[] = {
    TABLE("processing", "what is done and why", two_columns, processing),
    TABLE("audiences", "who sees what", audience_columns, audiences),
    TABLE("rights", "which command serves which right", right_columns, rights),
    TABLE("risks", "what may go wrong, what is done about it, and what is left", risk_columns, risks),
    TABLE("guidance", "what this was made after", guidance_columns, guidance),
};
const size_t copse_n_dpia_tables = COUNT(copse_dpia_tables);
