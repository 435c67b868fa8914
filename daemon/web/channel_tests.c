#include "channel_tests.h"

#include <stdlib.h>

#include "jalon/base/mem.h"
#include "jalon/base/text.h"

struct channel_tests {
    struct channel_test *items;
    size_t count, capacity;
};

struct channel_tests *channel_tests_new(void)
{
    return mem_new(sizeof(struct channel_tests));
}

void channel_tests_free(struct channel_tests *tests)
{
    for (size_t i = 0; i < tests->count; i++) {
        free(tests->items[i].receiver);
        free(tests->items[i].answer);
    }
    free(tests->items);
    free(tests);
}

static size_t place_of(const struct channel_tests *tests, const char *receiver)
{
    size_t i = 0;

    while (i < tests->count && !text_equal(tests->items[i].receiver, receiver))
        i++;
    return i;
}

void channel_tests_note(struct channel_tests *tests, const char *receiver,
                        struct instant at, bool ok, const char *answer)
{
    size_t place = place_of(tests, receiver);

    if (place == tests->count) {
        tests->items =
            mem_grow(tests->items, tests->count, &tests->capacity, sizeof(*tests->items));
        tests->items[tests->count++].receiver = mem_strdup(receiver);
    }
    struct channel_test *test = &tests->items[place];
    free(test->answer);
    test->at = at;
    test->ok = ok;
    test->answer = mem_strdup(answer ? answer : "");
}

const struct channel_test *channel_tests_of(const struct channel_tests *tests,
                                            const char *receiver)
{
    size_t place = place_of(tests, receiver);

    return place < tests->count ? &tests->items[place] : NULL;
}
