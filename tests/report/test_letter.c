/* The letter: plain words for one person. That its markup is closed is check_page.py's to say. */
#include "support.h"

#include "report/report.h"
#include "report/samples.h"

static sample_bytes bytes;

static const char *render_letter(const copse_join_answer *answer, bool show_scores)
{
    copse_sink sink = sample_sink(&bytes);
    copse_render render = {COPSE_HTML, false, show_scores, 0, false};
    assert_ok(copse_report_join(&sink, answer, &render, NULL));
    return bytes.text;
}

static void assert_says(const char *text, const char *wanted)
{
    if (!strstr(text, wanted))
        fail_msg("'%s' is not in:\n%s", wanted, text);
}

static void assert_silent(const char *text, const char *unwanted)
{
    if (strstr(text, unwanted))
        fail_msg("'%s' is in:\n%s", unwanted, text);
}

static void test_letter__says_why_what_who_and_how(void **state)
{
    (void)state;
    const char *text = render_letter(sample_join_full(), false);
    assert_says(text, "<h1>Communities of practice for <bdi>Cy Person</bdi></h1>");
    assert_says(text, "<p>Pictures &amp; how they get about</p>");
    assert_says(text,
                "<p>Because you are in PACS users and Clinical audit, and 2 of your topics are "
                "its core.</p>");
    assert_says(text, "or asked for: <bdi>DICOM</bdi> and <bdi>pacs-admin</bdi>.");
    assert_says(text, "Its members have more experience in <bdi>Machine learning</bdi>.");
    assert_says(text, "What you know of <bdi>MRI</bdi>.");
    assert_says(text, "At its core: <bdi>Ann Example</bdi>; others, not named.");
    assert_says(text,
                "<bdi>Bob Zoë</bdi> (same team, Imaging); <bdi>m3</bdi> (also in PACS users).");
    assert_says(text, "<a href=\"mailto:informatics@example.org\">informatics@example.org</a>");
    assert_says(text, "It meets: <bdi>first Tuesday, 12:30</bdi>.");
    assert_says(text, "from what was recorded on 31 March 2026 (version 3 of the data)");
    assert_says(text, "You may object.");
}

static void test_letter__scores_only_when_asked_for(void **state)
{
    (void)state;
    const char *text = render_letter(sample_join_full(), false);
    assert_silent(text, "0.708002");
    assert_silent(text, "0.412000");
    text = render_letter(sample_join_full(), true);
    assert_says(text, "Its score is 0.708002, the sum of:");
    assert_says(text, "<li>+ 0.412000 because you are in PACS users</li>");
    assert_says(text, "<li>- 0.020000 although you work in Imaging</li>");
}

static void test_letter__at_most_five_communities(void **state)
{
    (void)state;
    copse_recommendation seven[7];
    for (size_t i = 0; i < 7; i++)
        seven[i] = sample_join_full()->recommendations[1];
    copse_join_answer answer = *sample_join_full();
    answer.n_recommendations = 7;
    answer.recommendations = seven;

    size_t n = 0;
    for (const char *at = render_letter(&answer, false); (at = strstr(at, "<section>")); at++)
        n++;
    assert_int_equal(n, 5);
}

static void test_letter__hostile_names_are_text(void **state)
{
    (void)state;
    const char *text = render_letter(sample_join_hostile(), true);
    assert_silent(text, "<script");
    assert_silent(text, "<img");
    assert_silent(text, "<i>");
    assert_silent(text, "href=\"javascript");
    assert_says(text, "Contact: <bdi>javascript:alert(1)</bdi>.");
    assert_says(text, "face at &quot; onload=&quot;x");
    assert_says(text, "&quot;quoted&quot; &#39;name&#39; &amp; &lt;b&gt;");
    assert_says(text, "<bdi>👨‍👩‍👧 נועה</bdi>");
}

static void expect_contact(const char *contact, const char *html)
{
    copse_text out = COPSE_TEXT_INIT;
    copse_html_contact(&out, contact);
    assert_string_equal(out.bytes, html);
    copse_text_free(&out);
}

static void test_contact__only_plain_addresses_become_links(void **state)
{
    (void)state;
    expect_contact("o'neil@a.org", "<a href=\"mailto:o&#39;neil@a.org\">o&#39;neil@a.org</a>");
    expect_contact("https://a.org/x?y=1&z",
                   "<a href=\"https://a.org/x?y=1&amp;z\">https://a.org/x?y=1&amp;z</a>");
    expect_contact("http://a.org", "<bdi>http://a.org</bdi>");
    expect_contact("https://", "<bdi>https://</bdi>");
    expect_contact("https://a.org/\"x", "<bdi>https://a.org/&quot;x</bdi>");
    expect_contact("a@b@c", "<bdi>a@b@c</bdi>");
    expect_contact("@b", "<bdi>@b</bdi>");
    expect_contact("a@", "<bdi>a@</bdi>");
    expect_contact("a@b?subject=x", "<bdi>a@b?subject=x</bdi>");
    expect_contact("ask Bob", "<bdi>ask Bob</bdi>");
}

static void test_letter__nothing_known_lists_what_would_do(void **state)
{
    (void)state;
    const char *text = render_letter(sample_join_unknown(), false);
    assert_says(text, "Not enough is known yet");
    assert_says(text, "<li>a community that you are in</li>");
    assert_says(render_letter(sample_join_none(), false), "No community is left to recommend: you are in those that there are, or none of the others fits what was asked for.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_letter__says_why_what_who_and_how),
        cmocka_unit_test(test_letter__scores_only_when_asked_for),
        cmocka_unit_test(test_letter__at_most_five_communities),
        cmocka_unit_test(test_letter__hostile_names_are_text),
        cmocka_unit_test(test_contact__only_plain_addresses_become_links),
        cmocka_unit_test(test_letter__nothing_known_lists_what_would_do),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
