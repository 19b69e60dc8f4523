/*
 * Descriptors of MeSH, the Medical Subject Headings, as topics.
 *
 * Element names: nlm.nih.gov/mesh, "ASCII MeSH Descriptor Data Elements" (UI, MH, MN, ENTRY, MS); as a table they
 * have the same names, or those of the XML (DescriptorUI, DescriptorName, TreeNumber…).
 */
#include "store/kind_tables.h"

#define TREE "MN|TreeNumbers|TreeNumberList|TreeNumber|Tree Number(s)"

static const copse_kind_column topics[] = {
    COPSE_KIND_CELL("topic_id", "UI|DescriptorUI|Unique ID|MeSH Unique ID"),
    COPSE_KIND_CELL("name", "MH|DescriptorName|MeSH Heading|Name"),
    COPSE_KIND_CELL("description", "MS|ScopeNote|Scope Note"),
    {.target = "synonyms", .names = "ENTRY|Entry Terms|EntryTerms|Entry Term(s)|Synonyms", .make = COPSE_MAKE_LIST},
    {.target = "broader_id", .names = TREE, .make = COPSE_MAKE_BROADER},
};
static const copse_kind_part parts[] = {
    {COPSE_KIND_PART("topics", topics)},
};

const copse_kind copse_kind_mesh = {
    .name = "mesh",
    .meaning = "descriptors of MeSH",
    .signatures = {"UI|DescriptorUI|Unique ID|MeSH Unique ID+MH|DescriptorName|MeSH Heading+" TREE},
    .parts = parts,
    .n_parts = COPSE_COUNT(parts),
};
