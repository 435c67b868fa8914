#include "jalon/web/web.h"

#include <stdlib.h>

#include "back.h"
#include "channel_tests.h"
#include "door.h"
#include "invitation.h"
#include "jalon/base/mem.h"
#include "jalon/base/text.h"
#include "layout.h"
#include "pages.h"
#include "web_state.h"

/* -- opening and closing --------------------------------------------------------- */

int web_open(struct web **out, const struct web_parts *parts, struct err *err)
{
    const struct zone *zone;

    if (zone_find(&zone, parts->conf->timezone, err) != 0)
        return -1;
    struct web *web = mem_new(sizeof(*web));
    web->parts = *parts;
    web->zone = zone;
    web->tests = channel_tests_new();
    secret_random(web->key, sizeof(web->key));
    attempts_init(&web->attempts);
    assets_init(&web->assets);
    invitation_of_first(web, clock_now(parts->clock));
    *out = web;
    return 0;
}

void web_configure(struct web *web, const struct conf *conf)
{
    struct err ignored = {0};

    web->parts.conf = conf;
    (void)zone_find(&web->zone, conf->timezone, &ignored); /* was checked with conf */
}

void web_close(struct web *web)
{
    if (!web)
        return;
    web->closed = true;
    if (web->working > 0)
        return;
    channel_tests_free(web->tests);
    uploads_done(&web->uploads);
    free(web);
}

void web_work_ended(struct web *web)
{
    web->working--;
    if (web->closed)
        web_close(web);
}

/* -- one visit ------------------------------------------------------------------- */

static void choose_language(struct visit *visit)
{
    char chosen[8];

    visit->lang = visit->request->lang;
    door_cookie(chosen, sizeof(chosen), visit->request->cookie, "jalon_lang");
    (void)lang_parse(&visit->lang, chosen);
}

/* To the door, and from there back to the page that was asked for. */
static void ask_to_sign_in(struct visit *visit)
{
    struct buf back = {0}, to = {0};

    if (text_equal(visit->request->site, "cross-site")) {
        layout_ask_again(visit);
        return;
    }
    back_add(&back, visit);
    html(&to, "/sign-in?next={/}", buf_text(&back));
    visit_redirect(visit, buf_text(&to));
    buf_done(&back);
    buf_done(&to);
}

static bool is_post(const struct visit *visit)
{
    return text_equal(visit->request->method, "POST");
}

/* A form that was filled in while the session ended: the browser still has its fields. */
static void refuse_stranger(struct visit *visit)
{
    struct buf back = {0};

    back_add(&back, visit);
    layout_begin(visit, 403, tr(visit->lang, "Your session has ended"));
    layout_alarm(visit,
                 tr(visit->lang,
                    "Nothing was changed. Sign in, then send the form once more; going "
                    "back in the browser brings up what was filled in."));
    html(visit->out, "<p><a href=\"/sign-in?next={/}\">{}</a></p>\n", buf_text(&back),
         tr(visit->lang, "Sign in"));
    layout_end(visit);
    buf_done(&back);
}

static void refuse(struct visit *visit)
{
    if (!visit->user && !visit->request->user)
        (is_post(visit) ? refuse_stranger : ask_to_sign_in)(visit);
    else
        layout_refusal(visit, 403,
                       tr(visit->lang, "Your account may not do this. Ask whoever looks "
                                       "after Jalon."));
}

static size_t body_max(const struct page *page)
{
    return page->body_max ? page->body_max : PAGE_FORM_MAX;
}

static void refuse_size(struct visit *visit, const struct page *page)
{
    bool file = body_max(page) > PAGE_FORM_MAX;

    layout_refusal(visit, 413,
                   tr(visit->lang, file
                                       ? N_("This file is too large to be taken: send it "
                                            "in parts.")
                                       : N_("What was filled in is too long to be "
                                            "taken.")));
}

/* By enum web_lost, from the first that is a loss. */
static const struct {
    unsigned status;
    const char *text; /* msgid */
} losses[] = {
    [WEB_LOST_PAGE] = {404, N_("There is no such page.")                           },
    [WEB_LOST_METHOD] = {405, N_("This address is for programs, or for a form that is "
                                 "sent: it is no page.")},
    [WEB_LOST_FEED] = {404, N_("There is no calendar at this address. It may have been "
                               "cut short; whoever looks after Jalon can give you "
                               "another one.")          },
    [WEB_LOST_GONE] = {410, N_("This calendar was taken back. It can be removed from the "
                               "calendar program; whoever looks after Jalon can give you "
                               "another one.")          },
};

unsigned web_lost_status(enum web_lost lost)
{
    return losses[lost].status;
}

/* Also where nothing was said to be lost, and yet no page is there. */
static void show_lost(struct visit *visit)
{
    enum web_lost lost = visit->request->lost ? visit->request->lost : WEB_LOST_PAGE;

    layout_refusal(visit, losses[lost].status, tr(visit->lang, losses[lost].text));
}

static int read_form(struct visit *visit, struct err *err)
{
    const struct web_request *request = visit->request;

    if (!is_post(visit))
        return 0;
    if (form_parse(&visit->form, request->content_type, request->body, request->length,
                   err) != 0)
        return -1;
    return door_check_form(visit, err);
}

/* PAGE is NULL where there is none. */
static bool is_for_all(const struct page *page)
{
    return !page || page->access == PAGE_FOR_ALL;
}

static void show(struct visit *visit, const struct page *page)
{
    struct err err = {.lang = visit->lang};

    if (!page)
        show_lost(visit);
    else if (!is_for_all(page) && !visit_may(visit, (enum role)page->access))
        refuse(visit);
    else if (visit->request->too_large)
        refuse_size(visit, page);
    else if (read_form(visit, &err) == 0)
        (void)page->show(visit, &err);
    if (err.code != ERR_NONE)
        layout_error(visit, &err);
}

static struct visit visit_of(struct web *web, const struct web_request *request)
{
    const struct organization nobody = {0};

    return (struct visit){
        .web = web,
        .parts = &web->parts,
        .request = request,
        .now = request->now,
        .today = engine_today(web->parts.engine, &nobody, request->now),
    };
}

static void visit_done(struct visit *visit)
{
    for (size_t i = 0; i < VISIT_PARTS_MAX; i++)
        free(visit->path[i]);
    form_done(&visit->form);
    free(visit->user);
}

size_t web_body_max(struct web *web, const struct web_request *request)
{
    struct visit visit = visit_of(web, request);
    const struct page *page = page_find(visit.path, "POST", request->path);
    struct err ignored = {0}; /* whoever cannot be looked up is told so when served */
    size_t max = PAGE_STRANGER_MAX;

    (void)door_identify(&visit, &ignored);
    if (page && visit_may(&visit, is_for_all(page) ? ROLE_READ : (enum role)page->access))
        max = body_max(page);
    visit_done(&visit);
    return max;
}

bool web_serve(struct web *web, const struct web_request *request,
               struct web_response *out)
{
    struct err err = {0};
    struct visit visit = visit_of(web, request);
    const struct page *page =
        request->lost ? NULL : page_find(visit.path, request->method, request->path);

    visit.response = out;
    visit.out = &out->body;
    choose_language(&visit);
    err.lang = visit.lang;
    /* Nobody is sent to the door whose session may well be good. */
    if (door_identify(&visit, &err) == 0 || is_for_all(page))
        show(&visit, page);
    else
        layout_error(&visit, &err);
    visit_done(&visit);
    return out->status != 0;
}
