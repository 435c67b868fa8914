/* Unit: daemon/publish/address.h */
#include "../../../daemon/publish/address.h"

#include <stdio.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "support/test.h"

/* -- address_listen_tcp ---------------------------------------------------------- */

static void an_address_is_a_host_and_a_port(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "",
        "127.0.0.1",
        ":80",
        "127.0.0.1:",
        "127.0.0.1:http",
        "[::1]:70000",
        "127.0.0.1:-1",
        "[::1",
    };
    struct err err = {0};
    bool loopback;
    int port;

    for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
        if (address_listen_tcp(wrong[i], &port, &loopback, &err) >= 0)
            fail_msg("taken: %s", wrong[i]);
}

static void port_0_is_any_free_one_and_a_taken_one_is_an_error(void **state)
{
    (void)state;
    struct err err = {0};
    bool loopback = false;
    int port = 0, again;
    char address[32];
    int fd = address_listen_tcp("127.0.0.1:0", &port, &loopback, &err);

    assert_true(fd >= 0);
    assert_in_range(port, 1, 65535);
    assert_true(loopback);
    (void)snprintf(address, sizeof(address), "127.0.0.1:%d", port);
    assert_int_equal(address_listen_tcp(address, &again, &loopback, &err), -1);
    assert_int_equal(err.code, ERR_IO);
    assert_non_null(strstr(err.text, address));
    close(fd);
}

static void all_addresses_are_not_only_this_machine(void **state)
{
    (void)state;
    struct err err = {0};
    bool loopback = true;
    int port;
    int fd = address_listen_tcp("0.0.0.0:0", &port, &loopback, &err);

    assert_true(fd >= 0);
    assert_false(loopback);
    close(fd);
}

/* -- address_listen_unix --------------------------------------------------------- */

static char folder[] = "/tmp/jalon-address-XXXXXX";
static char path[64];

static int make_folder(void **state)
{
    (void)state;
    if (!mkdtemp(folder))
        return -1;
    (void)snprintf(path, sizeof(path), "%s/jalon.sock", folder);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    (void)unlink(path);
    return rmdir(folder);
}

static void the_socket_is_for_owner_and_group(void **state)
{
    (void)state;
    struct err err = {0};
    struct stat status;
    int fd = address_listen_unix(path, &err);

    assert_true(fd >= 0);
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0660);
    close(fd);
}

static void a_socket_that_nobody_answers_at_is_replaced(void **state)
{
    (void)state;
    struct err err = {0};
    int fd = address_listen_unix(path, &err);

    close(fd);
    fd = address_listen_unix(path, &err);
    assert_true(fd >= 0);
    close(fd);
}

static void a_socket_that_is_answered_stays(void **state)
{
    (void)state;
    struct err err = {0};
    int fd = address_listen_unix(path, &err);

    assert_true(fd >= 0);
    assert_int_equal(address_listen_unix(path, &err), -1);
    assert_non_null(strstr(err.text, path));
    close(fd);
}

static void a_file_that_is_no_socket_stays(void **state)
{
    (void)state;
    struct err err = {0};
    struct stat status;
    FILE *file;

    (void)unlink(path);
    file = fopen(path, "w");
    assert_non_null(file);
    (void)fclose(file);
    assert_int_equal(address_listen_unix(path, &err), -1);
    assert_int_equal(stat(path, &status), 0);
    assert_true(S_ISREG(status.st_mode));
}

static void a_path_that_is_too_long_is_an_error(void **state)
{
    (void)state;
    struct err err = {0};
    char text[sizeof(((struct sockaddr_un *)0)->sun_path) + 1];

    memset(text, 'x', sizeof(text) - 1);
    text[sizeof(text) - 1] = '\0';
    assert_int_equal(address_listen_unix(text, &err), -1);
    assert_int_equal(err.code, ERR_IO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_address_is_a_host_and_a_port),
        cmocka_unit_test(port_0_is_any_free_one_and_a_taken_one_is_an_error),
        cmocka_unit_test(all_addresses_are_not_only_this_machine),
        cmocka_unit_test(the_socket_is_for_owner_and_group),
        cmocka_unit_test(a_socket_that_nobody_answers_at_is_replaced),
        cmocka_unit_test(a_socket_that_is_answered_stays),
        cmocka_unit_test(a_file_that_is_no_socket_stays),
        cmocka_unit_test(a_path_that_is_too_long_is_an_error),
    };

    return cmocka_run_group_tests_name("publish/address", tests, make_folder,
                                       remove_folder);
}
