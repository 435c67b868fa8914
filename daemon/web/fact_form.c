#include "fact_form.h"

#include <stdlib.h>
#include <string.h>

#include "fact_words.h"
#include "jalon/base/mem.h"
#include "jalon/base/text.h"
#include "jalon/core/document.h"
#include "jalon/core/explain.h"
#include "layout.h"

/* One field: how it is asked for, and how its value is written in the document. */
struct field {
    const char *key;   /* of the document */
    const char *label; /* msgid */
    void (*add)(struct asking *asking, const struct field *field, bool needed);
    void (*write)(struct buf *json, const char *value);
};

/* -- asking ---------------------------------------------------------------------- */

/* What FIELD is filled in with at first, where the address does not say: USUAL. */
static const char *initial_of(const struct asking *asking, const struct field *field,
                              const char *usual)
{
    const char *told = visit_query(asking->visit, field->key);

    return asking_value(asking, field->key, told ? told : usual);
}

static void begin_label(struct asking *asking, const struct field *field, bool needed)
{
    enum lang lang = asking->visit->lang;
    struct buf text = {0};

    buf_add(&text, tr(lang, field->label));
    if (!needed)
        buf_addf(&text, " (%s)", tr(lang, "optional"));
    asking_label(asking, field->key, buf_text(&text));
    buf_done(&text);
}

static void add_input(struct asking *asking, const struct field *field, bool needed,
                      const char *type, const char *rest, const char *usual)
{
    struct buf *out = asking->visit->out;

    begin_label(asking, field, needed);
    html(out, "<input type=\"{}\" name=\"{}\" value=\"{}\"", type, field->key,
         initial_of(asking, field, usual));
    buf_add(out, rest);
    buf_add(out, needed ? " required></label>\n" : "></label>\n");
}

#define DAYS " min=\"1990-01-01\" max=\"2199-12-31\""

static void add_date(struct asking *asking, const struct field *field, bool needed)
{
    add_input(asking, field, needed, "date", DAYS, "");
}

/* What happened most often happened today. */
static void add_today(struct asking *asking, const struct field *field, bool needed)
{
    char today[DATE_TEXT_SIZE];

    add_input(asking, field, needed, "date", DAYS,
              date_format(today, asking->visit->today));
}

static void add_number(struct asking *asking, const struct field *field, bool needed)
{
    add_input(asking, field, needed, "number", " min=\"0\" max=\"3650\"", "");
}

static void add_text(struct asking *asking, const struct field *field, bool needed)
{
    add_input(asking, field, needed, "text", " maxlength=\"300\"", "");
}

static void begin_choice(struct asking *asking, const struct field *field, bool needed)
{
    struct visit *visit = asking->visit;

    begin_label(asking, field, needed);
    html(visit->out, "<select name=\"{}\"", field->key);
    buf_add(visit->out, needed ? " required>\n" : ">\n");
    layout_option(visit, "", needed ? tr(visit->lang, "choose") : "–", NULL);
}

static void add_option(const struct asking *asking, const struct field *field,
                       const char *value, const char *text)
{
    layout_option(asking->visit, value, text, initial_of(asking, field, NULL));
}

static void end_choice(const struct asking *asking)
{
    buf_add(asking->visit->out, "</select></label>\n");
}

static void add_audit(struct asking *asking, const struct field *field, bool needed)
{
    begin_choice(asking, field, needed);
    for (int i = AUDIT_INITIAL; i < AUDIT_COUNT; i++)
        add_option(asking, field, audit_name((enum audit)i),
                   fact_words_audit((enum audit)i, asking->visit->lang));
    end_choice(asking);
}

static void add_referential(struct asking *asking, const struct field *field, bool needed)
{
    const struct rules *rules = asking->visit->parts->conf->rules;
    const struct referential *row;

    begin_choice(asking, field, needed);
    for (size_t i = 0; (row = rules_referential_at(rules, i)); i++)
        add_option(asking, field, row->name, row->name);
    end_choice(asking);
}

static void add_pair(struct asking *asking, const struct field *field, bool needed,
                     const char *const values[2], const char *const texts[2])
{
    begin_choice(asking, field, needed);
    for (size_t i = 0; i < 2; i++)
        add_option(asking, field, values[i], tr(asking->visit->lang, texts[i]));
    end_choice(asking);
}

static void add_mode(struct asking *asking, const struct field *field, bool needed)
{
    static const char *const values[] = {"onsite", "remote"};
    static const char *const texts[] = {N_("on site"), N_("remote")};

    add_pair(asking, field, needed, values, texts);
}

static void add_grade(struct asking *asking, const struct field *field, bool needed)
{
    static const char *const values[] = {"minor", "major"};
    static const char *const texts[] = {N_("minor"), N_("major")};

    add_pair(asking, field, needed, values, texts);
}

/* A text, beside the names of the non-conformities on record. */
static void add_nc(struct asking *asking, const struct field *field, bool needed)
{
    struct buf *out = asking->visit->out;

    add_input(asking, field, needed, "text", " maxlength=\"100\" list=\"ncs\"", "");
    buf_add(out, "<datalist id=\"ncs\">\n");
    for (size_t i = 0; i < asking->organization->fact_count; i++) {
        const struct fact *fact = &asking->organization->facts[i];
        if (fact->kind == FACT_NC_NOTIFIED && !fact->retracted)
            html(out, "<option value=\"{}\"></option>\n", fact->nc);
    }
    buf_add(out, "</datalist>\n");
}

static void add_obligation(struct asking *asking, const struct field *field, bool needed)
{
    begin_choice(asking, field, needed);
    for (size_t i = 0; i < asking->organization->obligation_count; i++) {
        const struct obligation *duty = &asking->organization->obligations[i];
        add_option(asking, field, duty->id, duty->title ? duty->title : duty->id);
    }
    end_choice(asking);
}

static void add_categories(struct asking *asking, const struct field *field, bool needed)
{
    unsigned told = 0;

    (void)field;
    (void)needed;
    for (int i = 0; i < CATEGORY_COUNT; i++)
        if (visit_query(asking->visit, category_name((enum category)(1 << i))))
            told |= 1U << i;
    asking_categories(asking, told);
}

/* -- writing --------------------------------------------------------------------- */

static void write_text(struct buf *json, const char *value)
{
    document_add_string(json, value);
}

/* What is no number stays a text, which the document refuses. */
static void write_number(struct buf *json, const char *value)
{
    int64_t number;

    if (text_number(&number, value, 0, INT32_MAX) == 0)
        buf_add_number(json, number);
    else
        document_add_string(json, value);
}

/* -- the fields of each kind ----------------------------------------------------- */

static const struct field fields[] = {
    {"on",          N_("On"),                         add_today,       write_text  },
    {"audit",       N_("Which audit"),                add_audit,       write_text  },
    {"day",         N_("Day of the audit"),           add_date,        write_text  },
    {"mode",        N_("How it is held"),             add_mode,        write_text  },
    {"target",      N_("To be certified by"),         add_date,        write_text  },
    {"nc",          N_("Name of the non-conformity"), add_nc,          write_text  },
    {"grade",       N_("Grade"),                      add_grade,       write_text  },
    {"indicator",   N_("Indicator"),                  add_number,      write_number},
    {"referential", N_("Referential"),                add_referential, write_text  },
    {"plan_days",   N_("Days for the action plan"),   add_number,      write_number},
    {"starts",      N_("Valid from"),                 add_date,        write_text  },
    {"ends",        N_("Valid up to"),                add_date,        write_text  },
    {"number",      N_("Number of the certificate"),  add_text,        write_text  },
    {"certifier",   N_("Certifier"),                  add_text,        write_text  },
    {"categories",  N_("Categories"),                 add_categories,  NULL        },
    {"year",        N_("Year in which it is due"),    add_number,      write_number},
    {"obligation",  N_("Own duty"),                   add_obligation,  write_text  },
    {"due",         N_("Which date of it"),           add_date,        write_text  },
};

#define FIELD_COUNT (sizeof(fields) / sizeof(fields[0]))

/* Keys, one blank after each. */
static const struct {
    const char *needed, *optional;
} keys_of[FACT_KIND_COUNT] = {
    [FACT_TARGET_SET] = {"target ",         ""                                      },
    [FACT_CERTIFIER_CHOSEN] = {"certifier ",      ""                                      },
    [FACT_CERTIFIER_TRANSFERRED] = {"certifier ",      ""                                      },
    [FACT_AUDIT_BOOKED] = {"audit day ",      "mode "                                 },
    [FACT_AUDIT_CANCELLED] = {"audit ",          ""                                      },
    [FACT_AUDIT_HELD] = {"audit ",          "mode "                                 },
    [FACT_NC_NOTIFIED] = {"nc grade ",       "audit indicator referential plan_days "},
    [FACT_NC_PLAN_SENT] = {"nc ",             ""                                      },
    [FACT_NC_FIXED] = {"nc ",             ""                                      },
    [FACT_NC_LIFTED] = {"nc ",             ""                                      },
    [FACT_NC_REQUALIFIED] = {"nc ",             ""                                      },
    [FACT_CERTIFICATE_ISSUED] = {"",                "starts ends number certifier "         },
    [FACT_SCOPE_EXTENDED] = {"categories ",     ""                                      },
    [FACT_BPF_FILED] = {"year ",           ""                                      },
    [FACT_ACCOUNTS_FILED] = {"year ",           ""                                      },
    [FACT_OBLIGATION_DONE] = {"obligation due ", ""                                      },
};

static bool has_key(const char *keys, const char *key)
{
    size_t length = strlen(key);

    for (; keys && *keys; keys += strcspn(keys, " ") + 1)
        if (strncmp(keys, key, length) == 0 && keys[length] == ' ')
            return true;
    return false;
}

void fact_form_add(struct asking *asking, enum fact_kind kind)
{
    html(asking->visit->out, "<input type=\"hidden\" name=\"kind\" value=\"{}\">\n",
         fact_kind_name(kind));
    for (size_t i = 0; i < FIELD_COUNT; i++) {
        const struct field *field = &fields[i];
        bool needed = i == 0 || has_key(keys_of[kind].needed, field->key);
        if (needed || has_key(keys_of[kind].optional, field->key))
            field->add(asking, field, needed);
    }
    asking_end(asking);
}

/* -- a form filled in ahead ------------------------------------------------------ */

/* The keys that MILESTONE has a value for; a form overlooks those that it lacks. */
static void add_keys(struct buf *out, const struct milestone *milestone)
{
    char due[DATE_TEXT_SIZE] = "";
    char year[HTML_NUMBER_SIZE] = "";

    if (milestone->audit != AUDIT_NONE)
        html(out, "&amp;audit={/}", audit_name(milestone->audit));
    if (milestone->nc)
        html(out, "&amp;nc={/}", milestone->nc);
    if (!date_is_set(milestone->due))
        return;
    html(out, "&amp;due={/}&amp;year={/}", date_format(due, milestone->due),
         html_number(year, date_civil(milestone->due).year));
}

/* An obligation's milestone is "obligation/ID/DUE". */
static void add_obligation_key(struct buf *out, const struct milestone *milestone)
{
    const char *name = strchr(milestone->id, '/') + 1;
    char *id = mem_strndup(name, strcspn(name, "/"));

    html(out, "&amp;obligation={/}", id);
    free(id);
}

void fact_form_link(struct visit *visit, const char *organization, enum fact_kind kind,
                    const struct milestone *milestone)
{
    struct buf title = {0};

    explain_title(&title, milestone, visit->lang);
    html(visit->out, "<a href=\"/organizations/{/}?record={/}", organization,
         fact_kind_name(kind));
    add_keys(visit->out, milestone);
    if (kind == FACT_OBLIGATION_DONE)
        add_obligation_key(visit->out, milestone);
    html(visit->out, "#record\">{}<span class=\"unseen\"> {}</span></a>",
         fact_words_kind(kind, visit->lang), buf_text(&title));
    buf_done(&title);
}

/* -- reading --------------------------------------------------------------------- */

static void write_categories(struct buf *json, const struct visit *visit)
{
    int count = 0;

    for (int i = 0; i < CATEGORY_COUNT; i++) {
        const char *name = category_name((enum category)(1 << i));
        if (visit_field(visit, name))
            buf_addf(json, "%s\"%s\"", count++ ? "," : ",\"categories\":[", name);
    }
    buf_add(json, count ? "]" : "");
}

int fact_form_read(struct fact *out, const struct visit *visit, struct err *err)
{
    const char *kind;
    struct buf json = {0};

    if (visit_need(&kind, visit, "kind", err) != 0)
        return -1;
    buf_add(&json, "{\"kind\":");
    document_add_string(&json, kind);
    for (size_t i = 0; i < FIELD_COUNT; i++) {
        const char *value = visit_field(visit, fields[i].key);
        if (!value || !fields[i].write)
            continue;
        buf_addf(&json, ",\"%s\":", fields[i].key);
        fields[i].write(&json, value);
    }
    write_categories(&json, visit);
    buf_add_char(&json, '}');
    int rc = document_parse_fact(out, buf_text(&json), json.length, err);
    buf_done(&json);
    return rc;
}

/* Whether a field is the fact's, and no part of how it is asked for. */
static bool is_kept(const char *name)
{
    static const char *const own[] = {"csrf", "step", "force", "seen"};

    for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++)
        if (text_equal(name, own[i]))
            return false;
    return true;
}

void fact_form_keep(struct visit *visit)
{
    for (size_t i = 0; i < visit->form.count; i++) {
        const struct form_field *field = &visit->form.fields[i];
        if (is_kept(field->name))
            html(visit->out, "<input type=\"hidden\" name=\"{}\" value=\"{}\">\n",
                 field->name, field->value);
    }
}

void fact_form_link_back(struct visit *visit, const char *organization, const char *text)
{
    html(visit->out, "<a href=\"/organizations/{/}?record={/}", organization,
         visit_field(visit, "kind"));
    for (size_t i = 0; i < visit->form.count; i++) {
        const struct form_field *field = &visit->form.fields[i];
        if (is_kept(field->name) && !text_equal(field->name, "kind") && *field->value)
            html(visit->out, "&amp;{/}={/}", field->name, field->value);
    }
    html(visit->out, "#record\">{}</a>", text);
}
