/*
 * The words that a generated trust is made of. Directorates, wards and subjects
 * are the common vocabulary of any hospital; given names are common ones and
 * family names are put together from two halves, so that no real person is
 * meant. Sites lie in the open sea.
 */
#include "store/generate_internal.h"

enum { SUBJECTS = COPSE_GENERATE_SUBJECTS, UNITS = 8, JOBS = COPSE_GENERATE_JOBS };

/** One field of work: a directorate, what its people know, where they work and what they are. */
typedef struct field {
    const char *directorate;
    const char *area;
    const char *subjects[SUBJECTS]; /**< name, then synonyms, separated by ';' */
    const char *units[UNITS];
    const char *jobs[JOBS]; /**< the commonest first */
} field;

static const field fields[COPSE_GENERATE_AREAS] = {
    {"Surgery",
     "Surgical care",
     {"Enhanced recovery;ERAS", "Day surgery", "Theatre productivity",
      "Surgical site infection;SSI", "Preoperative assessment;pre-op", "Robotic surgery",
      "Hip fracture", "Wound care", "Pain after surgery", "Surgical checklists",
      "Colorectal surgery", "Vascular surgery", "Waiting list validation", "Prehabilitation",
      "Anaesthesia", "Blood conservation"},
     {"day surgery", "theatres", "orthopaedic ward", "general surgery ward", "anaesthetics",
      "preassessment clinic", "urology ward", "vascular unit"},
     {"Registered nurse", "Healthcare assistant", "Theatre practitioner", "Consultant surgeon",
      "Resident doctor", "Medical secretary"}},
    {"Medicine",
     "Acute medicine",
     {"Sepsis", "Heart failure", "Diabetes;diabetes mellitus", "Stroke;cerebrovascular accident",
      "COPD;chronic obstructive pulmonary disease", "Same day emergency care;SDEC", "Frailty",
      "Falls prevention", "Delirium", "Discharge planning", "Acute kidney injury;AKI",
      "Venous thromboembolism;VTE", "Virtual wards;hospital at home", "Endoscopy",
      "Nutrition and hydration", "End of life care;palliative care"},
     {"medical ward", "acute medical unit", "cardiology ward", "respiratory ward", "renal unit",
      "stroke unit", "endoscopy unit", "older people's ward"},
     {"Registered nurse", "Healthcare assistant", "Resident doctor", "Consultant physician",
      "Ward administrator", "Physiotherapist"}},
    {"Women and Children",
     "Maternity and child care",
     {"Birth planning", "Breastfeeding;infant feeding", "Neonatal care", "Fetal monitoring;CTG",
      "Gestational diabetes", "Childhood asthma", "Paediatric early warning;PEWS",
      "Transition to adult services", "Perinatal bereavement", "Safeguarding children",
      "Induction of labour", "Postnatal care", "Childhood epilepsy", "Play in hospital",
      "Maternity triage", "School nursing"},
     {"birth centre", "antenatal clinic", "postnatal ward", "neonatal unit", "children's ward",
      "children's clinic", "community midwifery", "gynaecology ward"},
     {"Midwife", "Children's nurse", "Healthcare assistant", "Obstetrician", "Paediatrician",
      "Ward administrator"}},
    {"Diagnostics",
     "Imaging and diagnostics",
     {"MRI;magnetic resonance imaging", "CT;computed tomography", "Ultrasound", "Plain X-ray",
      "Radiation protection", "Image exchange;PACS", "Reporting backlogs", "Digital pathology",
      "Point of care testing;POCT", "Blood sciences", "Interventional radiology",
      "Breast screening", "Echocardiography", "Sample transport", "Contrast safety",
      "Diagnostic hubs;community diagnostic centre"},
     {"radiology", "MRI suite", "blood sciences laboratory", "ultrasound clinic", "histology",
      "breast imaging", "phlebotomy", "cardiac physiology"},
     {"Radiographer", "Biomedical scientist", "Radiologist", "Support worker", "Medical secretary",
      "Operations manager"}},
    {"Mental Health",
     "Mental health care",
     {"Talking therapies;IAPT", "Crisis care", "Reducing restrictive practice", "Early psychosis",
      "Eating disorders", "Peer support work", "Perinatal mental health", "Dementia care",
      "Suicide prevention", "Trauma informed care", "Autism pathways", "Physical health checks",
      "Community transformation", "Liaison psychiatry", "Medication concordance", "Family therapy"},
     {"crisis team", "inpatient unit", "community mental health team", "talking therapies",
      "liaison team", "memory clinic", "early intervention team", "rehabilitation house"},
     {"Mental health nurse", "Support worker", "Clinical psychologist", "Psychiatrist",
      "Occupational therapist", "Social worker"}},
    {"Digital",
     "Digital and data",
     {"Electronic patient records;EPR", "Data visualisation;dashboards", "R programming;Rstats",
      "Python programming", "Information governance;IG", "Cyber security", "Clinical coding",
      "Interoperability;FHIR", "User research", "Artificial intelligence;AI;machine learning",
      "Data quality", "Population analytics", "Digital inclusion", "Service desk practice",
      "Open source", "Forecasting demand"},
     {"analytics", "records programme", "service desk", "infrastructure", "integration",
      "clinical systems", "information governance", "web team"},
     {"Data analyst", "Software developer", "Service desk engineer", "Project manager",
      "Digital nurse", "Operations manager"}},
    {"Pharmacy",
     "Medicines",
     {"Antimicrobial stewardship;AMS", "Medicines reconciliation", "Electronic prescribing;ePMA",
      "Insulin safety", "Anticoagulation", "Aseptic preparation", "Deprescribing", "Biosimilars",
      "Controlled drugs", "Medicines at discharge", "Opioid safety", "Clinical trials supplies",
      "Pharmacy automation", "Independent prescribing", "Homecare medicines",
      "Medicines information"},
     {"dispensary", "ward pharmacy", "aseptic unit", "medicines information", "stores",
      "clinic pharmacy", "prescribing support", "homecare"},
     {"Pharmacist", "Pharmacy technician", "Healthcare assistant", "Ward administrator",
      "Operations manager", "Pharmacy technician"}},
    {"Estates and Facilities",
     "Estates and sustainability",
     {"Net zero;carbon reduction", "Energy management", "Waste segregation", "Cleaning standards",
      "Patient catering", "Ventilation", "Water safety;legionella", "Fire safety",
      "Medical equipment libraries", "Portering", "Sustainable travel", "Space planning",
      "Procurement", "Anaesthetic gases", "Green spaces", "Building maintenance"},
     {"maintenance", "domestic services", "catering", "portering", "grounds", "energy team",
      "capital projects", "linen room"},
     {"Domestic assistant", "Estates officer", "Catering assistant", "Electrician",
      "Operations manager", "Project manager"}},
    {"Quality and Safety",
     "Quality improvement",
     {"Patient safety incident response;PSIRF", "Run charts;SPC", "Human factors",
      "Learning from deaths", "Patient experience", "Clinical audit", "Coproduction",
      "Safety huddles", "After action review;AAR", "Process mapping", "Measurement for improvement",
      "Handover", "Early warning scores;NEWS2", "Complaints", "Clinical guidelines",
      "Knowledge mobilisation"},
     {"improvement team", "patient safety", "audit office", "patient experience",
      "knowledge services", "clinical effectiveness", "complaints office", "risk office"},
     {"Improvement advisor", "Patient safety lead", "Data analyst", "Project manager", "Educator",
      "Operations manager"}},
    {"Emergency Care",
     "Urgent and emergency care",
     {"Triage", "Major trauma", "Ambulance handover", "Resuscitation", "Streaming",
      "Minor injuries", "Frequent attenders", "Crowding", "Chest pain", "Poisoning", "Head injury",
      "Paediatric emergencies", "Major incident planning;EPRR", "Point of care ultrasound",
      "Violence reduction", "Paramedic practice"},
     {"emergency department", "resuscitation area", "urgent treatment centre",
      "minor injuries unit", "assessment unit", "children's emergency", "ambulance liaison",
      "site team"},
     {"Emergency nurse", "Resident doctor", "Paramedic", "Healthcare assistant",
      "Consultant physician", "Ward administrator"}},
    {"Therapies",
     "Rehabilitation",
     {"Early mobility", "Swallowing", "Hand therapy", "Neurological rehabilitation", "Splinting",
      "Pulmonary rehabilitation", "Cardiac rehabilitation", "Back pain", "Assistive technology",
      "Wheelchair services", "Return to work", "Communication aids", "Enteral feeding",
      "Strength and balance", "Home visits", "Therapy outcome measures"},
     {"physiotherapy", "occupational therapy", "speech therapy", "dietetics", "hand clinic",
      "rehabilitation gym", "community therapy", "orthotics"},
     {"Physiotherapist", "Occupational therapist", "Speech and language therapist", "Dietitian",
      "Support worker", "Ward administrator"}},
    {"Community Services",
     "Care closer to home",
     {"District nursing", "Pressure ulcers", "Leg ulcers", "Care homes",
      "Urgent community response", "Anticipatory care", "Continence", "Lymphoedema",
      "Long term conditions", "Social prescribing", "Intermediate care", "Remote monitoring",
      "Carers", "Podiatry", "Immunisation", "Integrated neighbourhood teams"},
     {"district nursing", "health centre", "rapid response", "intermediate care", "podiatry",
      "continence clinic", "neighbourhood team", "immunisation team"},
     {"Community nurse", "Support worker", "Occupational therapist", "General practitioner",
      "Ward administrator", "Social worker"}},
    {"People and Education",
     "People and learning",
     {"Simulation", "Preceptorship", "Coaching", "Appraisal", "Rostering", "Apprenticeships",
      "International recruitment", "Staff retention", "Mentoring", "Leadership development",
      "Compassionate leadership", "Restorative practice", "Library skills", "Team development",
      "Talent management", "Flexible working"},
     {"education centre", "recruitment", "people services", "simulation suite", "library",
      "organisational development", "rostering office", "apprenticeships"},
     {"People advisor", "Educator", "Project manager", "Operations manager", "Ward administrator",
      "Data analyst"}},
    {"Cancer Services",
     "Cancer care",
     {"Chemotherapy;SACT", "Radiotherapy", "Acute oncology", "Multidisciplinary meetings;MDT",
      "Faster diagnosis", "Personalised follow up", "Genomic testing", "Lung nodules",
      "Skin cancer", "Living with cancer", "Haematology", "Immunotherapy", "Head and neck cancer",
      "Navigation roles", "Survivorship", "Cancer registries"},
     {"chemotherapy day unit", "radiotherapy", "oncology ward", "haematology clinic",
      "cancer navigators", "breast clinic", "skin clinic", "support centre"},
     {"Cancer nurse", "Oncologist", "Radiographer", "Healthcare assistant", "Ward administrator",
      "Resident doctor"}},
    {"Infection Prevention",
     "Infection prevention",
     {"Hand hygiene", "Isolation precautions", "Outbreak management",
      "Clostridioides difficile;C. diff", "Line infections", "Respiratory viruses", "Surveillance",
      "Decontamination", "Mask fit testing", "Vaccination of staff", "Antimicrobial resistance;AMR",
      "Norovirus", "Environmental cleaning", "Catheter infections;CAUTI", "Tuberculosis;TB",
      "Needlestick injuries"},
     {"infection control", "microbiology", "decontamination", "fit testing", "surveillance office",
      "vaccination team", "sterile services", "outbreak team"},
     {"Infection control nurse", "Biomedical scientist", "Microbiologist", "Data analyst",
      "Domestic assistant", "Ward administrator"}},
    {"Research and Innovation",
     "Research",
     {"Trial recruitment", "Good clinical practice;GCP", "Evidence synthesis", "Research ethics",
      "Public involvement;PPI", "Qualitative methods", "Evaluation", "Statistics",
      "Innovation adoption", "Real world data", "Research nursing", "Grant writing",
      "Health economics", "Implementation science", "Biobanks", "Writing for publication"},
     {"clinical trials", "research office", "innovation hub", "biobank", "evaluation team",
      "trials unit", "evidence team", "research nursing"},
     {"Research nurse", "Trial coordinator", "Data analyst", "Project manager",
      "Consultant physician", "Operations manager"}},
};

static const char *const aspects[COPSE_GENERATE_ASPECTS] = {
    "audit",        "waiting times",     "training",       "guidelines",      "patient experience",
    "handover",     "equipment",         "costs",          "documentation",   "incident review",
    "shared care",  "staffing",          "research",       "outcomes",        "follow up",
    "consent",      "data quality",      "home care",      "night work",      "equity of access",
    "referrals",    "supervision",       "checklists",     "dashboards",      "carers' views",
    "discharge",    "remote consulting", "sustainability", "self management", "peer review",
    "capacity",     "competencies",      "procurement",    "accreditation",   "translation",
    "care bundles", "simulation",        "appointments",   "coding",          "pathway redesign",
};

static const char *const settings[COPSE_GENERATE_SETTINGS] = {
    "outpatients",  "wards",          "theatres",       "clinics",      "care homes",
    "primary care", "emergency care", "intensive care", "day units",    "schools",
    "rural areas",  "winter",         "weekends",       "older people", "young people",
    "new starters", "students",       "partner trusts", "prisons",      "hospices",
};

static const char *const places[] = {
    "Alder",    "Ashdown",  "Aspen",    "Barley",   "Beacon",  "Birch",    "Bluebell", "Bramble",
    "Brook",    "Bryony",   "Cedar",    "Chestnut", "Clover",  "Coppice",  "Cornel",   "Dogwood",
    "Elder",    "Elm",      "Fern",     "Foxglove", "Gorse",   "Hawthorn", "Hazel",    "Heather",
    "Holly",    "Hornbeam", "Ivy",      "Juniper",  "Larch",   "Laurel",   "Linden",   "Lupin",
    "Maple",    "Meadow",   "Medlar",   "Mulberry", "Oak",     "Orchid",   "Osier",    "Poplar",
    "Primrose", "Quince",   "Rowan",    "Sorrel",   "Spindle", "Spruce",   "Teasel",   "Thyme",
    "Walnut",   "Willow",   "Woodbine", "Yarrow",
};

static const char *const shores[] = {
    "Northmere", "Saltholm",    "Greyhaven",  "Eastwick Sound", "Larkness", "Tidewater",
    "Fenholm",   "Marram Bay",  "Kittiwake",  "Longstrand",     "Ravensea", "Southmere",
    "Whinholm",  "Gannet Head", "Silverness", "Thornholm",
};

static const char *const sites[] = {
    "General Hospital", "Community Hospital", "Health Centre",     "Day Hospital",
    "Clinic",           "Trust House",        "Children's Centre", "Rehabilitation Centre",
    "Diagnostic Hub",   "Logistics Park",     "Education Centre",  "Riverside Unit",
};

static const char *const given[] = {
    "Aaliyah", "Adaeze",  "Agnieszka",     "Aisha",       "Alan",        "Amara",    "Amina",
    "Andrew",  "Anjali",  "Anna",          "Arjun",       "Ayesha",      "Beatriz",  "Ben",
    "Bola",    "Carlos",  "Caroline",      "Chidi",       "Chloe",       "Claire",   "Daniel",
    "David",   "Deepa",   "Dilys",         "Efua",        "Elena",       "Emeka",    "Emma",
    "Fatima",  "Fiona",   "Gareth",        "Grace",       "Hana",        "Harpreet", "Helen",
    "Ian",     "Imran",   "Ines",          "Ioana",       "Jack",        "James",    "Jamila",
    "Janet",   "Jing",    "Joanna",        "Jos\xc3\xa9", "Joyce",       "Karen",    "Kwame",
    "Lakshmi", "Laura",   "Leila",         "Linh",        "Lucy",        "Maeve",    "Manjit",
    "Maria",   "Mark",    "Meera",         "Mei",         "Michael",     "Mohammed", "Nadia",
    "Ngozi",   "Niamh",   "No\xc3\xa9mie", "Olu",         "Omar",        "Owen",     "Patience",
    "Paul",    "Peter",   "Priya",         "Rachel",      "Ravi",        "Rhys",     "Robert",
    "Ruth",    "Samuel",  "Sanjay",        "Sarah",       "Se\xc3\xa1n", "Shabnam",  "Si\xc3\xa2n",
    "Simon",   "Siobhan", "Sofia",         "Stephen",     "Sunita",      "Tariq",    "Tendai",
    "Thomas",  "Uzma",    "Wei",           "Yusuf",       "Zo\xc3\xab",
};

static const char *const halves[] = {
    "Alms", "Ard",    "Bask", "Bel",  "Birk",  "Bramp", "Cald", "Carn", "Chet", "Corv",
    "Dals", "Denn",   "Elv",  "Esk",  "Fairn", "Farl",  "Gald", "Garr", "Hask", "Helm",
    "Hurl", "Ingl",   "Jarr", "Keld", "Kirth", "Lang",  "Lorn", "Marl", "Mosk", "Nether",
    "Norr", "Ons",    "Orm",  "Pend", "Quar",  "Rask",  "Rill", "Scar", "Selk", "Skel",
    "Tarn", "Thrisk", "Ull",  "Varn", "Wask",  "Wend",  "Yarl", "Zell",
};
static const char *const endings[] = {
    "aby",      "acre",   "adale",  "afield",  "amere",  "anby",    "anshaw", "astead",
    "athwaite", "away",   "eby",    "edge",    "eholm",  "ekirk",   "enbeck", "ensby",
    "ergill",   "erley",  "ersett", "erwick",  "igarth", "ingdale", "ingsea", "iscombe",
    "olby",     "onfell", "ordby",  "othwick", "oughby", "umber",
};

static const char *const patterns[] = {
    "%s community of practice", "%s network",        "%s forum",
    "%s learning set",          "%s interest group", "%s exchange",
};

/* Names that say something private of whoever is a member. */
static const char *const private_names[] = {"Disabled staff network", "LGBTQ+ staff network",
                                            "Muslim staff network", "Trade union stewards",
                                            "Staff living with HIV"};
/* The same, of CoPs on which nobody has decided yet. */
static const char *const undecided_names[] = {
    "Neurodivergent staff network", "Menopause peer support", "Christian fellowship",
    "Race equality staff network", "Bereaved parents' support group"};
/* Names that only look so: what their members work on, not what they are. */
static const char *const work_names[] = {
    "Prayer rooms and quiet spaces", "LGBTQ+ inclusive maternity care",
    "Fasting and medicines for Muslim patients", "Trade union partnership agreements",
    "BAME maternal outcomes"};

#define COUNT(words) (sizeof(words) / sizeof((words)[0]))

const char *copse_generate_directorate(size_t area)
{
    return fields[area].directorate;
}

const char *copse_generate_area(size_t area)
{
    return fields[area].area;
}

const char *copse_generate_subject(size_t area, size_t subject)
{
    return fields[area].subjects[subject % SUBJECTS];
}

const char *copse_generate_aspect(size_t aspect)
{
    return aspects[aspect % COUNT(aspects)];
}

const char *copse_generate_setting(size_t setting)
{
    return settings[setting % COUNT(settings)];
}

const char *copse_generate_unit(size_t area, size_t unit)
{
    return fields[area].units[unit % UNITS];
}

const char *copse_generate_job(size_t area, size_t rank)
{
    return fields[area].jobs[rank % JOBS];
}

const char *copse_generate_place(size_t place)
{
    return places[place % COUNT(places)];
}

size_t copse_generate_places(void)
{
    return COUNT(places);
}

const char *copse_generate_shore(size_t trust)
{
    return shores[trust % COUNT(shores)];
}

size_t copse_generate_shores(void)
{
    return COUNT(shores);
}

const char *copse_generate_site_kind(size_t site)
{
    return sites[site % COUNT(sites)];
}

copse_generate_name copse_generate_person(copse_random *random)
{
    return (copse_generate_name){given[copse_random_below(random, COUNT(given))],
                                 halves[copse_random_below(random, COUNT(halves))],
                                 endings[copse_random_below(random, COUNT(endings))]};
}

const char *copse_generate_pattern(size_t pattern)
{
    return patterns[pattern % COUNT(patterns)];
}

const char *copse_generate_special_name(copse_generate_role role, size_t i)
{
    return role == COPSE_ROLE_PRIVATE ? private_names[i % COUNT(private_names)]
           : role == COPSE_ROLE_LOOKS ? undecided_names[i % COUNT(undecided_names)]
                                      : work_names[i % COUNT(work_names)];
}
