/* /organizations/ID/profile and /contacts: who and what a client is, to be changed. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "asking.h"
#include "client.h"
#include "jalon/base/mem.h"
#include "jalon/base/text.h"
#include "jalon/core/document.h"
#include "jalon/store/organizations.h"
#include "layout.h"
#include "pages.h"

#define TAGS_MAX 64

/* -- the form -------------------------------------------------------------------- */

#define MEMBER(name) #name, offsetof(struct organization, name)

/* The texts of a profile; what is empty is absent. */
static const struct text_field {
    const char *name;
    size_t offset;     /* of the char * */
    const char *label; /* msgid */
    const char *list;  /* the <datalist> of what is likely; NULL: none */
} text_fields[] = {
    {MEMBER(name),      N_("Name"),                        NULL         },
    {MEMBER(owner),     N_("Consultant"),                  "consultants"},
    {MEMBER(certifier), N_("Certifier"),                   NULL         },
    {MEMBER(zone),      N_("Zone of the public holidays"), "zones"      },
    {MEMBER(timezone),  N_("Time zone"),                   NULL         },
    {MEMBER(language),  N_("Language (fr or en)"),         NULL         },
};

#define TEXT_FIELD_COUNT (sizeof(text_fields) / sizeof(text_fields[0]))

static const char *text_recorded(const struct organization *organization, size_t index)
{
    return *(char *const *)((const char *)organization + text_fields[index].offset);
}

static char **text_member(struct organization *organization, size_t index)
{
    return (char **)((char *)organization + text_fields[index].offset);
}

static void begin_input(struct asking *asking, const char *label, const char *name,
                        const char *recorded)
{
    asking_label(asking, name, tr(asking->visit->lang, label));
    html(asking->visit->out, "<input name=\"{}\" value=\"{}\"", name,
         asking_value(asking, name, recorded));
}

static void add_text(struct asking *asking, const char *label, const char *name,
                     const char *recorded, const char *list)
{
    struct buf *out = asking->visit->out;

    begin_input(asking, label, name, recorded);
    buf_add(out, " maxlength=\"300\" autocomplete=\"off\"");
    if (list)
        html(out, " list=\"{}\"", list);
    buf_add(out, "></label>\n");
}

/* Whom Jalon can reach, as the consultant: a name that is none would be told nothing. */
static void add_consultants(struct visit *visit)
{
    const struct conf *conf = visit->parts->conf;

    buf_add(visit->out, "<datalist id=\"consultants\">\n");
    for (size_t i = 0; i < conf->receiver_count; i++)
        layout_option(visit, conf->receivers[i].name, "", NULL);
    buf_add(visit->out, "</datalist>\n");
}

static void add_zones(struct visit *visit)
{
    const struct holidays *holidays = visit->parts->conf->holidays;

    buf_add(visit->out, "<datalist id=\"zones\">\n");
    for (size_t i = 0; i < holidays_zone_count(holidays); i++)
        layout_option(visit, holidays_zone(holidays, i), "", NULL);
    buf_add(visit->out, "</datalist>\n");
}

/* A whole number; below 0 it is not known. */
static void add_number(struct asking *asking, const char *label, const char *name,
                       int64_t recorded)
{
    char number[HTML_NUMBER_SIZE];

    begin_input(asking, label, name, recorded < 0 ? "" : html_number(number, recorded));
    buf_add(asking->visit->out,
            " type=\"number\" min=\"0\" inputmode=\"numeric\"></label>\n");
}

static void add_fields(struct asking *asking)
{
    const struct organization *organization = asking->organization;
    struct buf tags = {0};

    client_join_tags(&tags, organization);
    for (size_t i = 0; i < TEXT_FIELD_COUNT; i++)
        add_text(asking, text_fields[i].label, text_fields[i].name,
                 text_recorded(organization, i), text_fields[i].list);
    add_text(asking, N_("SIRET"), "siret", organization->siret, NULL);
    add_text(asking, N_("NDA"), "nda", organization->nda, NULL);
    add_text(asking, N_("Tags, commas between"), "tags", buf_text(&tags), NULL);
    asking_categories(asking, organization->categories);
    add_number(asking, N_("Turnover of training, before VAT (€ a year)"), "turnover",
               organization->turnover);
    add_number(asking, N_("Sites"), "sites", organization->sites);
    buf_done(&tags);
}

/* VERSION is what the form rests on; WRONG: NULL, or what is wrong with what was sent. */
static void add_profile_form(const struct client *client, int64_t version,
                             const char *wrong)
{
    struct visit *visit = client->visit;
    struct asking asking = {visit, &client->organization, wrong, false};
    char number[HTML_NUMBER_SIZE];

    client_form(client, "profile");
    html(visit->out,
         "<div class=\"fields narrow\">\n"
         "<input type=\"hidden\" name=\"version\" value=\"{}\">\n",
         html_number(number, version));
    add_fields(&asking);
    add_consultants(visit);
    add_zones(visit);
    asking_end(&asking);
    html(visit->out, "<button class=\"main\">{}</button>\n</div>\n</form>\n",
         tr(visit->lang, "Save"));
}

static int show_profile(struct visit *visit, unsigned status, const char *wrong,
                        struct err *err)
{
    struct client client = {.visit = visit};
    struct buf title = {0};
    int64_t version;

    if (store_organization_get(&client.organization, &version, visit->parts->store,
                               visit->path[0], err) != 0)
        return -1;
    buf_addf(&title, "%s – %s", client.organization.name, tr(visit->lang, "Profile"));
    layout_begin(visit, status, buf_text(&title));
    add_profile_form(&client, version, wrong);
    client_add_way_back(&client);
    layout_end(visit);
    buf_done(&title);
    client_done(&client);
    return 0;
}

int page_profile(struct visit *visit, struct err *err)
{
    return show_profile(visit, 200, NULL, err);
}

/* -- what was filled in ---------------------------------------------------------- */

/* Numbers are printed, and copied, in groups. */
static void add_ungrouped(struct buf *out, const char *text)
{
    while (*text) {
        size_t blank = text_blank_size(text);
        if (!blank)
            buf_add_char(out, *text);
        text += blank ? blank : 1;
    }
}

static int read_digits(char *out, size_t size, const struct visit *visit,
                       const char *name, struct err *err)
{
    const char *value = visit_field(visit, name);
    struct buf digits = {0};
    int rc = 0;

    add_ungrouped(&digits, value ? value : "");
    if (digits.length < size) {
        memcpy(out, buf_text(&digits), digits.length + 1);
    } else {
        (void)err_set(err, ERR_INVALID, "at most %zu characters are asked for", size - 1);
        rc = err_wrap(err, "%s", name);
    }
    buf_done(&digits);
    return rc;
}

/* The number from MIN to MAX that NAME was filled in with; -1 where it was left empty. */
static int read_number(int64_t *out, const struct visit *visit, const char *name,
                       int64_t min, int64_t max, struct err *err)
{
    const char *value = visit_field(visit, name);

    *out = -1;
    if (!value || text_number(out, value, min, max) == 0)
        return 0;
    (void)err_set(err, ERR_INVALID, "a whole number is asked for");
    return err_wrap(err, "%s", name);
}

static void drop_tags(struct organization *organization)
{
    for (size_t i = 0; i < organization->tag_count; i++)
        free(organization->tags[i]);
    free(organization->tags);
    organization->tags = NULL;
    organization->tag_count = 0;
}

static void read_tags(struct organization *organization, const char *text)
{
    drop_tags(organization);
    organization->tags = mem_new_array(TAGS_MAX, sizeof(char *));
    while (*text && organization->tag_count < TAGS_MAX) {
        size_t length;
        text += strspn(text, ", ");
        length = strcspn(text, ",");
        for (size_t end = length; end > 0 && text[end - 1] == ' '; end--)
            length = end - 1;
        if (length > 0)
            organization->tags[organization->tag_count++] = mem_strndup(text, length);
        text += strcspn(text, ",");
    }
}

static int read_profile(struct organization *organization, const struct visit *visit,
                        struct err *err)
{
    const char *tags = visit_field(visit, "tags");
    int64_t sites;

    for (size_t i = 0; i < TEXT_FIELD_COUNT; i++) {
        char **member = text_member(organization, i);
        free(*member);
        *member = mem_strdup(visit_field(visit, text_fields[i].name));
    }
    if (read_digits(organization->siret, sizeof(organization->siret), visit, "siret",
                    err) != 0 ||
        read_digits(organization->nda, sizeof(organization->nda), visit, "nda", err) !=
            0 ||
        read_number(&organization->turnover, visit, "turnover", 0,
                    ORGANIZATION_TURNOVER_MAX, err) != 0 ||
        read_number(&sites, visit, "sites", 1, ORGANIZATION_SITES_MAX, err) != 0)
        return -1;
    organization->sites = (int)sites;
    organization->categories = 0;
    for (int i = 0; i < CATEGORY_COUNT; i++)
        if (visit_field(visit, category_name((enum category)(1 << i))))
            organization->categories |= 1U << i;
    read_tags(organization, tags ? tags : "");
    return 0;
}

static int put(struct visit *visit, const struct organization *organization,
               struct err *err)
{
    const struct actor actor = visit_actor(visit);
    enum change change;

    if (document_check(organization, visit->parts->conf->holidays, err) != 0 ||
        engine_put(visit->parts->engine, organization, &actor, &change, NULL, err) != 0)
        return -1;
    visit_changed(visit);
    return 0;
}

/* A profile is sent whole: what somebody else saved meanwhile would be undone. */
static int check_version(const struct visit *visit, int64_t version, struct err *err)
{
    char number[HTML_NUMBER_SIZE];

    if (text_equal(visit_field(visit, "version"), html_number(number, version)))
        return 0;
    return err_set(err, ERR_CONFLICT,
                   "this client was changed meanwhile: look at it first, or save once "
                   "more to have it as it stands here");
}

static int save(struct visit *visit, struct err *err)
{
    struct organization organization;
    int64_t version;
    int rc = -1;

    if (store_organization_get(&organization, &version, visit->parts->store,
                               visit->path[0], err) != 0)
        return -1;
    if (check_version(visit, version, err) == 0 &&
        read_profile(&organization, visit, err) == 0)
        rc = put(visit, &organization, err);
    organization_done(&organization);
    return rc;
}

int page_do_profile(struct visit *visit, struct err *err)
{
    struct err wrong = {.lang = visit->lang};

    if (save(visit, &wrong) == 0) {
        client_redirect(visit, "profile-saved");
        return 0;
    }
    if (wrong.code == ERR_INVALID)
        return show_profile(visit, 400, wrong.text, err);
    if (wrong.code == ERR_CONFLICT)
        return show_profile(visit, 409, wrong.text, err);
    *err = wrong;
    return -1;
}

/* -- contacts -------------------------------------------------------------------- */

static void add_one_contact(struct organization *organization, const struct visit *visit,
                            const char *email)
{
    size_t capacity = organization->contact_count;

    organization->contacts = mem_grow(organization->contacts, organization->contact_count,
                                      &capacity, sizeof(*organization->contacts));
    organization->contacts[organization->contact_count++] =
        (struct contact){mem_strdup(visit_field(visit, "name")), mem_strdup(email)};
}

static void remove_contact(struct organization *organization, const char *email)
{
    size_t kept = 0;

    for (size_t i = 0; i < organization->contact_count; i++) {
        struct contact contact = organization->contacts[i];
        if (!text_equal(contact.email, email)) {
            organization->contacts[kept++] = contact;
            continue;
        }
        free(contact.name);
        free(contact.email);
    }
    organization->contact_count = kept;
}

int page_do_contacts(struct visit *visit, struct err *err)
{
    struct organization organization;
    const char *email;
    int rc = -1;

    if (visit_need(&email, visit, "email", err) != 0 ||
        store_organization_get(&organization, NULL, visit->parts->store, visit->path[0],
                               err) != 0)
        return -1;
    remove_contact(&organization, email);
    if (!text_equal(visit_field(visit, "action"), "remove"))
        add_one_contact(&organization, visit, email);
    if (put(visit, &organization, err) == 0) {
        client_redirect(visit, "profile-saved");
        rc = 0;
    }
    organization_done(&organization);
    return rc;
}
