#include "readiness.h"

#include "jalon/store/organizations.h"

#define LATE_S  60
#define TRUST_S 5

bool readiness_planned(const struct publish_parts *parts, struct instant now)
{
    struct instant wake;

    return !store_next_wake(&wake, parts->store) || wake.s + LATE_S > now.s;
}

int readiness_writable(struct publish *publish, struct instant now, struct err *err)
{
    char text[INSTANT_TEXT_SIZE];

    if (now.s < publish->writable_until.s)
        return 0;
    if (store_setting_put(publish->parts.store, "written", instant_format(text, now),
                          err) != 0)
        return -1;
    publish->writable_until.s = now.s + TRUST_S;
    return 0;
}
