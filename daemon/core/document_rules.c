#include <string.h>

#include "document_keys.h"
#include "jalon/base/text.h"
#include "jalon/core/instant.h"
#include "jalon/core/organization.h"

#define DIGITS  "0123456789"
#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

/* It stands in paths, file names, UIDs of calendars and ids of milestones as it is. */
int document_rule_id(const char *text, struct err *err)
{
    if (text_is_name(text, ORGANIZATION_ID_SIZE - 1))
        return 0;
    return err_set(err, ERR_INVALID,
                   N_("\"%.80s\" is no id: 1 to 64 of a-z, 0-9, '.', '_' and '-'"), text);
}

/* Two sentences: a number that is too short was cut, one with a wrong digit mistyped. */
int document_rule_siret(const char *text, struct err *err)
{
    if (strlen(text) != 14 || strspn(text, DIGITS) != 14)
        return err_set(err, ERR_INVALID, N_("\"%.40s\" is no SIRET: it has 14 digits"),
                       text);
    if (!siret_is_valid(text))
        return err_set(err, ERR_INVALID,
                       N_("%s is no SIRET: its check digit shows that a digit is wrong"),
                       text);
    return 0;
}

/* The department is that of the fourth character on: 2A and 2B for Corsica. */
int document_rule_nda(const char *text, struct err *err)
{
    size_t length = strlen(text);
    size_t digits = strspn(text, DIGITS);
    bool corsican = digits == 3 && text[2] == '2' && (text[3] == 'A' || text[3] == 'B');

    if (corsican)
        digits += 1 + strspn(text + 4, DIGITS);
    if (length == 11 && digits == length)
        return 0;
    return err_set(err, ERR_INVALID,
                   N_("\"%.40s\" is no activity declaration number: it has 11 digits"),
                   text);
}

/* Not lang_parse(), which also takes "fr_FR.UTF-8": a document has one spelling. */
int document_rule_language(const char *text, struct err *err)
{
    if (text_equal(text, "fr") || text_equal(text, "en"))
        return 0;
    return err_set(err, ERR_INVALID, N_("\"%.40s\" is neither fr nor en"), text);
}

/* Only the form: whether the machine knows the zone is for those who use it to see. */
int document_rule_timezone(const char *text, struct err *err)
{
    size_t length = strlen(text);

    if (length >= 1 && length <= 64 && strspn(text, LETTERS DIGITS "/_+-") == length &&
        text[0] != '/')
        return 0;
    return err_set(err, ERR_INVALID,
                   N_("\"%.80s\" is no time zone: write it as Europe/Paris"), text);
}

int document_rule_email(const char *text, struct err *err)
{
    if (text_is_email(text))
        return 0;
    return err_set(err, ERR_INVALID, N_("\"%.80s\" is no e-mail address"), text);
}

int document_rule_instant(const char *text, struct err *err)
{
    struct instant instant;

    return instant_parse(&instant, text, err);
}
