/* Unit: jalon/sys/reason.h */
#include "jalon/sys/reason.h"

#include <errno.h>
#include <string.h>

#include "support/test.h"

/* -- reason_of ------------------------------------------------------------------- */

static void what_people_meet_is_told_in_their_language(void **state)
{
    static const struct {
        int number;
        const char *english, *french;
    } rows[] = {
        {ENOENT,     "there is no such file", "ce fichier n’existe pas"   },
        {EISDIR,     "it is a directory",     "c’est un répertoire"      },
        {EADDRINUSE, "the address is in use", "l’adresse est déjà prise"},
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        assert_string_equal(reason_of(LANG_EN, rows[i].number), rows[i].english);
        assert_string_equal(reason_of(LANG_FR, rows[i].number), rows[i].french);
    }
}

static void what_nobody_meets_is_told_by_the_system(void **state)
{
    (void)state;
    assert_string_equal(reason_of(LANG_FR, EDOM), strerror(EDOM));
}

/* -- reason_to_make -------------------------------------------------------------- */

static void what_cannot_be_made_lacks_its_folder(void **state)
{
    (void)state;
    assert_string_equal(reason_to_make(LANG_FR, ENOENT), "ce dossier n’existe pas");
    assert_string_equal(reason_to_make(LANG_FR, EACCES), "accès refusé");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_people_meet_is_told_in_their_language),
        cmocka_unit_test(what_nobody_meets_is_told_by_the_system),
        cmocka_unit_test(what_cannot_be_made_lacks_its_folder),
    };

    return cmocka_run_group_tests_name("sys/reason", tests, NULL, NULL);
}
