#include "client.h"
#include "layout.h"

/* -- what is shown --------------------------------------------------------------- */

static void add_entry(struct visit *visit, const char *name, const char *value)
{
    if (value && *value)
        html(visit->out, "<dt>{}</dt><dd>{}</dd>\n", tr(visit->lang, name), value);
}

/* The same of a number; below 0 it is not known. */
static void add_number(struct visit *visit, const char *name, int64_t value)
{
    char number[HTML_NUMBER_SIZE];

    if (value >= 0)
        add_entry(visit, name, html_number(number, value));
}

void client_join_tags(struct buf *out, const struct organization *organization)
{
    for (size_t i = 0; i < organization->tag_count; i++)
        buf_addf(out, "%s%s", i ? ", " : "", organization->tags[i]);
}

static void join_categories(struct buf *out, unsigned categories)
{
    for (int i = 0; i < CATEGORY_COUNT; i++)
        if (categories & 1U << i)
            buf_addf(out, "%s%s", out->length ? ", " : "",
                     category_name((enum category)(1 << i)));
}

static void add_facts(struct visit *visit, const struct organization *organization)
{
    struct buf tags = {0}, categories = {0};

    client_join_tags(&tags, organization);
    join_categories(&categories, organization->categories);
    buf_add(visit->out, "<dl class=\"facts\">\n");
    add_entry(visit, N_("SIRET"), organization->siret);
    add_entry(visit, N_("NDA"), organization->nda);
    add_entry(visit, N_("Categories"), buf_text(&categories));
    add_number(visit, N_("Turnover of training, before VAT (€ a year)"),
               organization->turnover);
    add_number(visit, N_("Sites"), organization->sites);
    add_entry(visit, N_("Consultant"), organization->owner);
    add_entry(visit, N_("Certifier"), organization->certifier);
    add_entry(visit, N_("Tags"), buf_text(&tags));
    add_entry(visit, N_("Zone of the public holidays"), organization_zone(organization));
    add_entry(visit, N_("Language"), organization->language);
    buf_add(visit->out, "</dl>\n");
    buf_done(&tags);
    buf_done(&categories);
}

static void add_contact(const struct client *client, const struct contact *contact)
{
    struct visit *visit = client->visit;

    html(visit->out, "<tr><th scope=\"row\">{}</th><td>{}</td><td class=\"actions\">",
         contact->name ? contact->name : "–", contact->email);
    if (visit_may(visit, ROLE_EDIT)) {
        client_form(client, "contacts");
        html(visit->out,
             "<input type=\"hidden\" name=\"email\" value=\"{}\">\n"
             "<button name=\"action\" value=\"remove\">{} <span class=\"unseen\">{}"
             "</span></button>\n</form>\n",
             contact->email, tr(visit->lang, "Remove"), contact->email);
    }
    buf_add(visit->out, "</td></tr>\n");
}

static void add_contacts(const struct client *client)
{
    static const char *const columns[] = {N_("Name"), N_("E-mail"), N_("Actions")};
    const struct organization *organization = &client->organization;
    struct visit *visit = client->visit;

    html(visit->out, "<h3>{}</h3>\n", tr(visit->lang, "Contacts"));
    if (organization->contact_count == 0) {
        html(visit->out, "<p class=\"soft\">{}</p>\n",
             tr(visit->lang, "There is nobody to write to yet."));
        return;
    }
    layout_table(visit, N_("Contacts"), columns, sizeof(columns) / sizeof(columns[0]));
    for (size_t i = 0; i < organization->contact_count; i++)
        add_contact(client, &organization->contacts[i]);
    layout_table_end(visit);
}

static void add_new_contact(const struct client *client)
{
    struct visit *visit = client->visit;

    client_form(client, "contacts");
    html(visit->out,
         "<div class=\"fields row\">\n<label>{}<input name=\"name\" maxlength=\"300\" "
         "autocomplete=\"off\"></label>\n<label>{}<input type=\"email\" name=\"email\" "
         "required autocomplete=\"off\"></label>\n"
         "<button name=\"action\" value=\"add\">{}</button>\n</div>\n</form>\n",
         tr(visit->lang, "Name"), tr(visit->lang, "E-mail"),
         tr(visit->lang, "Add a contact"));
}

void client_add_profile(const struct client *client)
{
    struct visit *visit = client->visit;

    html(visit->out, "<h2 id=\"profile\">{}</h2>\n",
         tr(visit->lang, "Profile and contacts"));
    add_facts(visit, &client->organization);
    if (visit_may(visit, ROLE_EDIT))
        html(visit->out,
             "<p class=\"unprinted\"><a href=\"/organizations/{/}/profile\">{}</a></p>\n",
             client->organization.id, tr(visit->lang, "Change the profile"));
    add_contacts(client);
    if (visit_may(visit, ROLE_EDIT))
        add_new_contact(client);
}
