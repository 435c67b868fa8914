#include "credentials.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

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
