#include "jalon/web/account.h"

#include <string.h>

#include "jalon/base/text.h"
#include "jalon/sys/password.h"

static bool has_blank(const char *text)
{
    while (*text && !text_blank_size(text))
        text++;
    return *text;
}

/* Names come from proxies, too, where they may be mail addresses. */
static int check_name(const char *name, struct err *err)
{
    if (*name && text_is_utf8(name, strlen(name)) && !text_has_control(name) &&
        !has_blank(name) && !strpbrk(name, "\"<>&'") &&
        text_length(name) <= USER_NAME_MAX)
        return 0;
    return err_set(err, ERR_INVALID, "name: 1 to %d characters are asked for, no blank",
                   USER_NAME_MAX);
}

int account_add(struct store *store, const char *name, enum role role, struct instant now,
                struct err *err)
{
    if (check_name(name, err) != 0)
        return -1;
    return store_user_add(store, name, role, now, err);
}

int account_set_password(struct store *store, const char *name, const char *password,
                         struct err *err)
{
    char hash[PASSWORD_HASH_SIZE];
    size_t length = text_length(password);

    if (length < PASSWORD_MIN || length > PASSWORD_MAX)
        return err_set(err, ERR_INVALID, "a password has %d to %d characters",
                       PASSWORD_MIN, PASSWORD_MAX);
    return store_user_password(store, name, password_hash(hash, password), err);
}
