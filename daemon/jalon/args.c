#include "args.h"

#include <string.h>

#include "jalon/base/text.h"
#include "jalon/core/date.h"

/* -- what a usage says ----------------------------------------------------------- */

/* What USAGE has after OPTION; NULL where it does not have it. */
static const char *usage_after(const char *usage, const struct option *option)
{
    for (const char *at = usage; *at; at += strcspn(at, " ["), at += strspn(at, " ["))
        if (strncmp(at, option->name, option->length) == 0 &&
            strcspn(at, " ]") == option->length)
            return at + option->length;
    return NULL;
}

/* The same for the first of USAGES that has it. */
static const char *usages_after(const char *const *usages, const struct option *option)
{
    const char *after = NULL;

    while (!after && *usages)
        after = usage_after(*usages++, option);
    return after;
}

/* The name of the value, as in "--from DATE"; NULL where the option takes none. */
static const char *value_name(const char *after)
{
    return after[0] == ' ' && after[1] != '[' && after[1] != '-' ? after + 1 : NULL;
}

/* Whether VALUE is one of the words of NAME, as in "jsonl|csv". */
static bool is_one_of(const char *name, const char *value)
{
    for (size_t length;; name += length + 1) {
        length = strcspn(name, "| ]");
        if (strlen(value) == length && strncmp(name, value, length) == 0)
            return true;
        if (name[length] != '|')
            return false;
    }
}

/* Checks the value of OPTION, which its usage calls NAME. */
static int check_value(const struct option *option, const char *name, struct err *err)
{
    int length = (int)strcspn(name, " ]");
    struct date date;

    if (text_starts(name, "DATE") && date_parse(&date, option->value, err) < 0)
        return err_wrap(err, "%.*s", (int)option->length, option->name);
    if (!memchr(name, '|', (size_t)length) || is_one_of(name, option->value))
        return 0;
    return err_set(err, ERR_INVALID, "%.*s takes %.*s, and not \"%s\"",
                   (int)option->length, option->name, length, name, option->value);
}

/* -- what is given --------------------------------------------------------------- */

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
    const char *after = usages_after(usages, &option);
    const char *value = after ? value_name(after) : NULL;

    if (!after || (inlined && !value))
        return err_set(err, ERR_INVALID, "unknown option %s", words[0]);
    if (value && !inlined && count < 2)
        return err_set(err, ERR_INVALID, "option %s needs a value", words[0]);
    if (args->option_count == ARGS_OPTIONS_MAX)
        return err_set(err, ERR_INVALID, "too many options");
    if (value)
        option.value = inlined ? words[0] + option.length + 1 : words[1];
    if (value && check_value(&option, value, err) < 0)
        return -1;
    args->options[args->option_count++] = option;
    return value && !inlined ? 2 : 1;
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
