#include "args.h"

#include <string.h>

/* Whether USAGE has the option of LENGTH bytes at NAME; *VALUED: with a value. */
static bool usage_has(const char *usage, const char *name, size_t length, bool *valued)
{
    for (const char *at = usage; (at = strchr(at, '-')); at += strcspn(at, " ]|")) {
        if (strcspn(at, " ]|") != length || strncmp(at, name, length) != 0)
            continue;
        *valued = at[length] == ' ' && at[length + 1] != '[';
        return true;
    }
    return false;
}

static bool is_option(const char *word)
{
    return word[0] == '-' && word[1];
}

/* Takes the option at the head of the COUNT WORDS.  Returns how many words it took. */
static int take_option(struct args *args, char *const *words, size_t count,
                       const char *const *usages, struct err *err)
{
    struct option option = {
        .name = words[0], .length = strcspn(words[0], "="), .value = ""};
    bool inlined = words[0][option.length] == '=';
    bool valued = false;

    while (*usages && !usage_has(*usages, option.name, option.length, &valued))
        usages++;
    if (!*usages || (inlined && !valued))
        return err_set(err, ERR_INVALID, "unknown option %s", words[0]);
    if (valued && !inlined && count < 2)
        return err_set(err, ERR_INVALID, "option %s needs a value", words[0]);
    if (args->option_count == ARGS_OPTIONS_MAX)
        return err_set(err, ERR_INVALID, "too many options");
    if (valued)
        option.value = inlined ? words[0] + option.length + 1 : words[1];
    args->options[args->option_count++] = option;
    return valued && !inlined ? 2 : 1;
}

int args_head(struct args *args, char *const *words, size_t count,
              const char *const *usages, struct err *err)
{
    size_t at = 0;

    while (at < count && is_option(words[at])) {
        int taken = take_option(args, words + at, count - at, usages, err);
        if (taken < 0)
            return -1;
        at += (size_t)taken;
    }
    return (int)at;
}

int args_parse(struct args *args, char **words, size_t count, const char *const *usages,
               struct err *err)
{
    bool options = true;

    args->words = words;
    for (size_t at = 0; at < count;) {
        int taken = 1;
        if (options && strcmp(words[at], "--") == 0)
            options = false;
        else if (options && is_option(words[at]))
            taken = take_option(args, words + at, count - at, usages, err);
        else
            args->words[args->word_count++] = words[at];
        if (taken < 0)
            return -1;
        at += (size_t)taken;
    }
    return 0;
}

const char *args_option(const struct args *args, const char *name)
{
    for (size_t i = args->option_count; i > 0; i--) {
        const struct option *option = &args->options[i - 1];
        if (strlen(name) == option->length &&
            strncmp(option->name, name, option->length) == 0)
            return option->value;
    }
    return NULL;
}

const char *args_word(const struct args *args, size_t index)
{
    return index < args->word_count ? args->words[index] : NULL;
}
