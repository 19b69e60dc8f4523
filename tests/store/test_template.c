/* The template: what it writes imports as it is, and nothing is overwritten. */
#include "store/importing.h"

#include "base/memory.h"
#include "store/format.h"

static void test_template__every_file_imports_and_every_row_counts(void **state)
{
    (void)state;
    size_t n_tables;
    copse_context ctx = today();
    copse_store_format(&n_tables);
    assert_ok(copse_store_write_template(folder, NULL));
    assert_int_equal(files_in_folder(), n_tables + 1);
    copse_import_report *report = import_with(COPSE_OK, NULL, &ctx);
    assert_int_equal(report->n_tables, n_tables);
    assert_int_equal(report->n_left_out, 0);
    assert_int_equal(report->n_notes, 0);
    for (size_t i = 0; i < n_tables; i++) {
        const copse_import_table *t = &report->tables[i];
        assert_int_equal(t->rows, 2);
        assert_int_equal(t->bad, 0);
        assert_int_equal(t->n_dropped_columns, 0);
        /* members.csv has made the two assignments already. */
        if (strcmp(t->table, "assignments") == 0)
            assert_int_equal(t->updated, 2);
        else
            assert_int_equal(t->added, 2);
    }
    copse_import_report_free(report);
    assert_string_equal(ask("SELECT count(*) FROM assignment"), "2");
    assert_string_equal(ask("SELECT count(*) FROM exchange WHERE settles IS NOT NULL"), "1");
}

static void test_template__makes_the_folder(void **state)
{
    (void)state;
    assert_ok(copse_store_write_template(at("new"), NULL));
    struct stat info;
    assert_int_equal(stat(at("new/README.txt"), &info), 0);
    char command[160];
    snprintf(command, sizeof command, "rm -r %s", at("new"));
    assert_int_equal(system(command), 0);
}

static void test_template__overwrites_nothing_and_leaves_nothing_half_done(void **state)
{
    (void)state;
    write_file("ties.csv", "mine\n");
    assert_int_equal(copse_store_write_template(folder, &error), COPSE_E_ARGUMENT);
    assert_non_null(strstr(error.where, "ties.csv"));
    assert_true(error.next[0] != '\0');
    assert_int_equal(files_in_folder(), 1);
}

static void test_template__memory_running_out_leaves_no_file(void **state)
{
    (void)state;
    copse_memory_fail_at(-1);
    for (int n = 0;; n++) {
        copse_memory_fail_at(n);
        copse_status st = copse_store_write_template(folder, NULL);
        copse_memory_fail_at(-1);
        if (st == COPSE_OK)
            break;
        assert_int_equal(st, COPSE_E_NOMEM);
        assert_int_equal(files_in_folder(), 0);
    }
    assert_true(files_in_folder() > 0);
}

static void test_format__aliases_and_case_find_the_column(void **state)
{
    (void)state;
    const copse_format_table *members = copse_store_format_find("Members");
    assert_non_null(members);
    assert_int_equal(copse_store_format_column(members, "E-Mail"),
                     copse_store_format_index(members, "mail"));
    assert_int_equal(copse_store_format_column(members, "Member ID"), 0);
    assert_int_equal(copse_store_format_column(members, "salary"), -1);
    assert_int_equal(copse_store_format_column(members, ""), -1);
    assert_null(copse_store_format_find("foundings"));
}

/* What import_internal.h takes for granted. */
static void test_format__keys_come_first_and_references_lead_to_earlier_tables(void **state)
{
    (void)state;
    size_t n;
    const copse_format_table *tables = copse_store_format(&n);
    assert_true(n <= 16);
    for (size_t i = 0; i < n; i++) {
        assert_true(tables[i].n_columns <= 16);
        if (tables[i].rows == COPSE_ROWS_OF_THINGS)
            assert_int_equal(tables[i].columns[0].kind, COPSE_CELL_KEY);
        size_t n_identity = 0;
        for (size_t c = 0; c < tables[i].n_columns; c++) {
            const copse_format_column *column = &tables[i].columns[c];
            n_identity += column->is_identity;
            assert_true((column->kind == COPSE_CELL_WORD) == (column->word != NULL));
            if (column->kind == COPSE_CELL_REFERENCE) {
                const copse_format_table *other = copse_store_format_find(column->refers_to);
                assert_non_null(other);
                assert_true(other <= &tables[i]);
            }
        }
        assert_true(n_identity >= 1 && n_identity <= 3);
    }
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)
    const struct CMUnitTest tests[] = {
        TEST(test_template__every_file_imports_and_every_row_counts),
        TEST(test_template__makes_the_folder),
        TEST(test_template__overwrites_nothing_and_leaves_nothing_half_done),
        TEST(test_template__memory_running_out_leaves_no_file),
        cmocka_unit_test(test_format__aliases_and_case_find_the_column),
        cmocka_unit_test(test_format__keys_come_first_and_references_lead_to_earlier_tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
