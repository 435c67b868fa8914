#include "credentials.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "jalon/base/mem.h"
#include "jalon/sys/secret.h"

/* What follows SCHEME and blanks in HEADER, or NULL. */
static const char *after_scheme(const char *header, const char *scheme)
{
    size_t length = strlen(scheme);

    if (!header || strncasecmp(header, scheme, length) != 0 || header[length] != ' ')
        return NULL;
    header += length;
    return header + strspn(header, " ");
}

const char *credentials_bearer(const char *header)
{
    const char *token = after_scheme(header, "Bearer");

    return token && *token ? token : NULL;
}

char *credentials_basic(const char *header)
{
    const char *encoded = after_scheme(header, "Basic");
    struct buf pair = {0};
    char *password = NULL;

    if (encoded && secret_base64_decode(&pair, encoded) == 0) {
        const char *colon = strchr(buf_text(&pair), ':');
        password = colon ? mem_strdup(colon + 1) : NULL;
    }
    buf_done(&pair);
    return password;
}
