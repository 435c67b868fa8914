#include "accept.h"

#include <string.h>
#include <strings.h>

int accept_weight(const char *text, size_t length)
{
    static const int units[] = {1000, 100, 10, 1};
    const char *end = text + length;
    int weight = 0;

    while (text < end && (*text == ' ' || *text == ';'))
        text++;
    if (end - text < 3 || text[0] != 'q' || text[1] != '=')
        return 1000;
    text += 2;
    for (int i = 0; text < end && i < 4; text++) {
        if (*text >= '0' && *text <= '9')
            weight += (*text - '0') * units[i++];
        else if (*text != '.')
            break;
    }
    return weight;
}

/* What ACCEPT gives to TYPE by its name; 0 where it does not name it. */
static int weight_of(const char *accept, const char *type)
{
    while (accept && *accept) {
        accept += strspn(accept, " \t,");
        size_t length = strcspn(accept, ",");
        size_t name = strcspn(accept, ",; \t");
        if (name == strlen(type) && strncasecmp(accept, type, name) == 0)
            return accept_weight(accept + name, length - name);
        accept += length;
    }
    return 0;
}

bool accept_prefers_html(const char *accept)
{
    int page = weight_of(accept, "text/html");

    return page > weight_of(accept, "application/problem+json") &&
           page > weight_of(accept, "application/json");
}
