#include "asking.h"

#include <string.h>

#include "jalon/base/text.h"

const char *asking_value(const struct asking *asking, const char *name,
                         const char *recorded)
{
    return asking->wrong ? visit_field(asking->visit, name) : recorded;
}

/* What is wrong with the field NAME; NULL where it is another one. */
static const char *wrong_about(const struct asking *asking, const char *name)
{
    const char *rest = asking->wrong && text_starts(asking->wrong, name)
                           ? asking->wrong + strlen(name)
                           : "";

    return text_starts(rest, ": ") ? rest + strlen(": ") : NULL;
}

static void add_wrong(struct asking *asking, const char *text)
{
    html(asking->visit->out, "<strong class=\"bad\" role=\"alert\">{}</strong>\n", text);
    asking->said = true;
}

static void add_wrong_about(struct asking *asking, const char *name)
{
    const char *wrong = wrong_about(asking, name);

    if (wrong)
        add_wrong(asking, wrong);
}

void asking_label(struct asking *asking, const char *name, const char *text)
{
    html(asking->visit->out, "<label><span>{}</span>\n", text);
    add_wrong_about(asking, name);
}

void asking_categories(struct asking *asking, unsigned recorded)
{
    struct visit *visit = asking->visit;

    html(visit->out, "<fieldset><legend>{}</legend>\n", tr(visit->lang, "Categories"));
    add_wrong_about(asking, "categories");
    for (int i = 0; i < CATEGORY_COUNT; i++) {
        const char *name = category_name((enum category)(1 << i));
        html(visit->out,
             asking_value(asking, name, recorded & 1U << i ? name : NULL)
                 ? "<label class=\"check\"><input type=\"checkbox\" name=\"{}\" "
                   "value=\"1\" checked>{}</label>\n"
                 : "<label class=\"check\"><input type=\"checkbox\" name=\"{}\" "
                   "value=\"1\">{}</label>\n",
             name, name);
    }
    buf_add(visit->out, "</fieldset>\n");
}

void asking_end(struct asking *asking)
{
    if (asking->wrong && !asking->said)
        add_wrong(asking, asking->wrong);
}
