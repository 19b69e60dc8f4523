/* Names of CoPs that look sensitive, labelled by hand: staff networks are, clinical subjects are not. */
#include "support.h"

#include "base/memory.h"
#include "store/store.h"

static const char *const sensitive[] = {
    "LGBTQ+ Staff Network",
    "LGBT+ Allies",
    "Disabled Staff Network",
    "Disability Network",
    "DISABILITY & WELLBEING NETWORK (DAWN)",
    "Neurodiversity Network",
    "Neurodivergent Colleagues",
    "Dyslexia peer support",
    "Autistic doctors' network",
    "BAME Network",
    "Race Equality Network",
    "Ethnic Minority Staff Forum",
    "Black and Asian Nurses Network",
    "Ethnic minority doctors' forum",
    "Global Majority Colleagues",
    "Filipino Staff Association",
    "Muslim Network",
    "Christian Fellowship",
    "Sikh Association",
    "Jewish colleagues",
    "Multifaith Network",
    "Friday prayer",
    "Carers Network",
    "Staff carers' circle",
    "Menopause Café",
    "Menopause Network",
    "Staff living with cancer",
    "Cancer survivors",
    "Bereavement support group",
    "Pregnancy loss peer support",
    "Staff mental health peer support",
    "HIV staff network",
    "Long Covid staff support",
    "Domestic abuse survivors",
    "UNISON branch",
    "Trade union representatives",
    "Staff Side",
    "Armed Forces Network",
    "Trans and non-binary network",
    "Deaf and hard of hearing staff",
    "Disabled staff network: better services for patients",
};

static const char *const ordinary[] = {
    "Cancer Imaging",
    "Cancer Network",
    "Cancer nursing community of practice",
    "Mental Health Nursing",
    "Mental health liaison forum",
    "Mental Health",
    "Learning Disability Nursing Network",
    "Learning disabilities",
    "Autism assessment pathway",
    "ADHD prescribing group",
    "HIV medicine",
    "Diabetes specialist nurses",
    "Epilepsy surgery network",
    "Bereavement services",
    "Bereavement midwives forum",
    "Domestic abuse safeguarding network",
    "Fertility clinic team",
    "Hearing loss and audiology",
    "Alcohol liaison",
    "Suicide prevention",
    "Palliative care",
    "Wound care",
    "Data Science",
    "R users' group",
    "Falls prevention network",
    "Non-union fractures",
    "Union of trauma and orthopaedics",
    "Black box testing",
    "Blind trials methodology research group",
    "Stroke rehabilitation",
    "Staff rostering",
    "Peer review",
    "Quality improvement café",
    "Pride and joy",
    "Debian Python Team",
    "Chronic pain clinic",
    "Carer assessment service",
    "Menopause clinic",
    "",
};

static void test_sensitive__networks_of_people_are(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof sensitive / sizeof sensitive[0]; i++)
        if (!copse_store_looks_sensitive(sensitive[i], NULL))
            fail_msg("'%s' was taken for ordinary", sensitive[i]);
}

static void test_sensitive__subjects_of_work_are_not(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ordinary / sizeof ordinary[0]; i++)
        if (copse_store_looks_sensitive(ordinary[i], ""))
            fail_msg("'%s' was taken for sensitive", ordinary[i]);
}

static void test_sensitive__a_description_can_say_it_too(void **state)
{
    (void)state;
    assert_true(copse_store_looks_sensitive("Rainbow", "For LGBTQ+ people who work here"));
    assert_true(copse_store_looks_sensitive("Thursday group", "For colleagues with long Covid"));
    assert_true(copse_store_looks_sensitive(NULL, "A place for staff who are disabled"));
    assert_false(copse_store_looks_sensitive("Oncology", "Nurses who care for people living with cancer"));
    assert_false(copse_store_looks_sensitive("Equality data", "A group that reports on ethnicity data"));
    assert_false(copse_store_looks_sensitive(NULL, NULL));
}

static void test_sensitive__case_and_punctuation_do_not_hide_it(void **state)
{
    (void)state;
    assert_true(copse_store_looks_sensitive("lgbtq+/staff-NETWORK", NULL));
    assert_true(copse_store_looks_sensitive("Trade\xC2\xA0 Union reps", NULL));
    assert_true(copse_store_looks_sensitive("\xEF\xBC\xAC\xEF\xBC\xA7\xEF\xBC\xA2\xEF\xBC\xB4", NULL)); /* full-width */
}

static void test_sensitive__words_within_words_do_not_count(void **state)
{
    (void)state;
    assert_false(copse_store_looks_sensitive("Embracing grace network", NULL));  /* race */
    assert_false(copse_store_looks_sensitive("Transfusion staff group", NULL));  /* trans */
    assert_false(copse_store_looks_sensitive("Blackboard staff network", NULL)); /* black */
}

static void test_sensitive__when_in_doubt_it_says_yes(void **state)
{
    (void)state;
    assert_true(copse_store_looks_sensitive("\xFF\xFE broken", NULL));
    copse_memory_fail_at(0);
    assert_true(copse_store_looks_sensitive("Wound care", NULL));
    copse_memory_fail_at(-1);
    assert_false(copse_store_looks_sensitive("Wound care", NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sensitive__networks_of_people_are),
        cmocka_unit_test(test_sensitive__subjects_of_work_are_not),
        cmocka_unit_test(test_sensitive__a_description_can_say_it_too),
        cmocka_unit_test(test_sensitive__case_and_punctuation_do_not_hide_it),
        cmocka_unit_test(test_sensitive__words_within_words_do_not_count),
        cmocka_unit_test(test_sensitive__when_in_doubt_it_says_yes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
