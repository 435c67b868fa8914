#include "filter.h"

#include <assert.h>
#include <string.h>

#include "jalon/base/percent.h"
#include "jalon/core/explain.h"
#include "jalon/store/overview.h"
#include "layout.h"
#include "words.h"

void filter_begin(struct visit *visit, const char *action)
{
    html(visit->out,
         "<form class=\"filter\" method=\"get\" action=\"{}\" aria-label=\"{}\">\n",
         action, tr(visit->lang, "Choose what is shown"));
}

void filter_end(struct visit *visit)
{
    html(visit->out, "<button type=\"submit\">{}</button>\n</form>\n",
         tr(visit->lang, "Show"));
}

/* -- choices --------------------------------------------------------------------- */

static void begin_choice(struct visit *visit, const char *name, const char *label)
{
    html(visit->out, "<label>{}<select name=\"{}\">\n", tr(visit->lang, label), name);
    layout_option(visit, "", tr(visit->lang, "all"), visit_query(visit, name));
}

static void end_choice(struct visit *visit)
{
    buf_add(visit->out, "</select></label>\n");
}

void filter_choice(struct visit *visit, const char *name, const char *label,
                   const char *const *values, const char *const *texts, size_t count)
{
    begin_choice(visit, name, label);
    for (size_t i = 0; i < count; i++)
        layout_option(visit, values[i], texts[i], visit_query(visit, name));
    end_choice(visit);
}

struct words {
    struct visit *visit;
    const char *name;
};

static int add_word(void *context, const char *word, struct err *err)
{
    const struct words *words = context;

    (void)err;
    layout_option(words->visit, word, word, visit_query(words->visit, words->name));
    return 0;
}

int filter_owner(struct visit *visit, struct err *err)
{
    struct words words = {visit, "owner"};

    begin_choice(visit, words.name, N_("Consultant"));
    int rc = store_owners_each(visit->parts->store, add_word, &words, err);
    end_choice(visit);
    return rc;
}

int filter_tag(struct visit *visit, struct err *err)
{
    struct words words = {visit, "tag"};

    begin_choice(visit, words.name, N_("Tag"));
    int rc = store_tags_each(visit->parts->store, add_word, &words, err);
    end_choice(visit);
    return rc;
}

void filter_kind(struct visit *visit)
{
    struct buf title = {0};

    begin_choice(visit, "kind", N_("What"));
    for (int i = 0; i < MILESTONE_KIND_COUNT; i++) {
        buf_clear(&title);
        words_add_kind(&title, (enum milestone_kind)i, visit->lang);
        layout_option(visit, milestone_kind_name((enum milestone_kind)i),
                      buf_text(&title), visit_query(visit, "kind"));
    }
    end_choice(visit);
    buf_done(&title);
}

/* Done and moot are no states to be looked for here. */
void filter_state(struct visit *visit)
{
    begin_choice(visit, "state", N_("State"));
    for (int i = STATE_MISSED; i < STATE_COUNT; i++)
        layout_option(visit, milestone_state_name((enum milestone_state)i),
                      explain_state((enum milestone_state)i, visit->lang),
                      visit_query(visit, "state"));
    end_choice(visit);
}

void filter_silence(struct visit *visit)
{
    static const char *const lacks[SILENCE_COUNT] = {
        [SILENCE_CONTACT] = N_("a contact"),
        [SILENCE_RECEIVER] = N_("a receiver"),
        [SILENCE_ROUTE] = N_("a route"),
    };

    begin_choice(visit, "silence", N_("Reminders lack"));
    for (int i = SILENCE_NONE + 1; i < SILENCE_COUNT; i++)
        layout_option(visit, silence_name((enum silence)i), tr(visit->lang, lacks[i]),
                      visit_query(visit, "silence"));
    end_choice(visit);
}

void filter_search(struct visit *visit)
{
    html(visit->out,
         "<label>{}<input type=\"search\" name=\"search\" value=\"{}\"></label>\n",
         tr(visit->lang, "Name or SIRET"), visit_query(visit, "search"));
}

/* -- links ----------------------------------------------------------------------- */

char filter_keep(struct buf *link, const struct visit *visit, const char *names)
{
    char separator = '?';
    char name[32];

    for (const char *at = names; *at; at += strspn(at, " ")) {
        size_t length = strcspn(at, " ");
        assert(length < sizeof(name));
        memcpy(name, at, length);
        name[length] = '\0';
        at += length;
        const char *value = visit_query(visit, name);
        if (!value)
            continue;
        buf_addf(link, "%c%s=", separator, name);
        percent_encode(link, value);
        separator = '&';
    }
    return separator;
}
