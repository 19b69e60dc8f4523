/* A place that keeps neither locks nor modes is said; a plain one is not. The signs are given: no such drive is needed. */
#include "store/folder.h"

#include "store/place.h"

static char said[512];

static bool doubts(uint32_t file_system, unsigned mode, const char *path)
{
    const copse_place_signs signs = {file_system, mode, path};
    return copse_store_judge_place(said, sizeof said, &signs);
}

static void test_place__a_disk_of_ones_own_is_not_doubted(void **state)
{
    (void)state;
    /* ext4, btrfs, xfs, tmpfs, overlayfs, zfs: statfs(2) */
    static const uint32_t sound[] = {0xef53, 0x9123683e, 0x58465342, 0x01021994, 0x794c7630, 0x2fc12fc1};
    for (size_t i = 0; i < sizeof sound / sizeof sound[0]; i++)
        assert_false(doubts(sound[i], 0600, "/home/ada/trust.copse"));
    assert_string_equal(said, "");
    assert_false(doubts(0xef53, 0640, "/srv/shared/trust.copse"));
}

static void test_place__windows_drives_and_shares_are_named(void **state)
{
    (void)state;
    static const struct {
        uint32_t file_system;
        const char *says;
    } places[] = {{0x01021997, "9p"},  {0x53464846, "drvfs"}, {0x517b, "SMB"},       {0xff534d42, "CIFS"},
                  {0xfe534d42, "SMB"}, {0x6969, "NFS"},       {0x786f4256, "shared"}, {0x4d44, "FAT"},
                  {0x2011bab0, "exFAT"}, {0x5346544e, "NTFS"}};
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        assert_true(doubts(places[i].file_system, 0600, "/mnt/c/trust.copse"));
        assert_non_null(strstr(said, places[i].says));
        assert_non_null(strstr(said, "keep it on a disk of this machine"));
    }
}

static void test_place__synchronised_folders_are_known_by_their_name(void **state)
{
    (void)state;
    assert_true(doubts(0xef53, 0600, "/home/ada/OneDrive - Northgate NHS Trust/cop/trust.copse"));
    assert_non_null(strstr(said, "OneDrive"));
    assert_true(doubts(0xef53, 0600, "/home/ada/dropbox/trust.copse"));
    assert_true(doubts(0xef53, 0600, "/home/ada/Google Drive/trust.copse"));
    assert_true(doubts(0xef53, 0600, "/home/ada/Nextcloud/trust.copse"));
    assert_false(doubts(0xef53, 0600, "/home/ada/Dropboxes/trust.copse"));
    assert_false(doubts(0xef53, 0600, "/home/ada/about OneDrive/trust.copse"));
    assert_false(doubts(0xef53, 0600, "/home/ada/OneDrive copy.copse"));
}

static void test_place__modes_that_do_not_hold_are_said(void **state)
{
    (void)state;
    assert_true(doubts(0xef53, 0777, "/data/trust.copse"));
    assert_non_null(strstr(said, "chmod 600"));
}

static void test_place__of_a_real_file(void **state)
{
    (void)state;
    const char *path = new_store();
    assert_int_equal(mkdir(at("OneDrive"), 0700), 0);
    char moved[256];
    snprintf(moved, sizeof moved, "%s/s.copse", at("OneDrive"));
    assert_int_equal(rename(path, moved), 0);
    assert_int_equal(symlink(moved, at("link")), 0);
    assert_true(copse_store_doubt_place(said, sizeof said, at("link")));
    assert_false(copse_store_doubt_place(said, sizeof said, at("nowhere")));
    assert_int_equal(unlink(moved), 0);
    assert_int_equal(rmdir(at("OneDrive")), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_place__a_disk_of_ones_own_is_not_doubted),
        TEST(test_place__windows_drives_and_shares_are_named),
        TEST(test_place__synchronised_folders_are_known_by_their_name),
        TEST(test_place__modes_that_do_not_hold_are_said),
        TEST(test_place__of_a_real_file),
    };
    return cmocka_run_group_tests_name("store/place", tests, NULL, NULL);
}
