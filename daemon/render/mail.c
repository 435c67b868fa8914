#include "jalon/render/render.h"

#include "body.h"
#include "card.h"
#include "jalon/sys/secret.h"
#include "markup.h"
#include "mime.h"

/* "=_" cannot come up in quoted-printable, so that no text can end its part. */
#define MIXED       "=_jalon.mixed"
#define ALTERNATIVE "=_jalon.alternative"

#define THREAD_HASH_LENGTH 32

/* What a mail is made of, whatever it says. */
struct letter {
    const struct card *card;
    struct instant at;
    const char *from, *to;
    const char *thread; /* the Message-ID that it answers to; NULL: none */
    const char *leave;  /* where to say that it is for somebody else; NULL: nowhere */
    const char *ics;    /* NULL: none */
};

static void add_header(struct buf *out, const struct letter *letter)
{
    mime_date(out, "Date", letter->at);
    mime_mailbox(out, "From", letter->from);
    mime_mailbox(out, "To", letter->to);
    mime_text(out, "Subject", buf_text(&letter->card->title));
    mime_token(out, "Message-ID", letter->card->id);
    if (letter->thread) {
        mime_token(out, "In-Reply-To", letter->thread);
        mime_token(out, "References", letter->thread);
    }
    if (letter->leave)
        mime_token(out, "List-Unsubscribe", letter->leave);
    /* RFC 3834, and Exchange's own: no reply of an absent reader comes back. */
    mime_token(out, "Auto-Submitted", "auto-generated");
    mime_token(out, "X-Auto-Response-Suppress", "All");
    mime_token(out, "Content-Language", lang_name(letter->card->lang));
    mime_token(out, "MIME-Version", "1.0");
}

static void add_part(struct buf *out, const char *type, const char *body)
{
    mime_token(out, "Content-Type", type);
    mime_token(out, "Content-Transfer-Encoding", "quoted-printable");
    buf_add(out, MIME_LINE);
    mime_quoted_printable(out, body);
}

static void add_alternatives(struct buf *out, const struct card *card)
{
    struct buf text = {0}, html = {0};

    body_text(&text, card);
    body_html(&html, card);
    buf_add(out, "Content-Type: multipart/alternative;" MIME_LINE
                 " boundary=\"" ALTERNATIVE "\"" MIME_LINE MIME_LINE);
    buf_add(out, "--" ALTERNATIVE MIME_LINE);
    add_part(out, "text/plain; charset=utf-8", buf_text(&text));
    buf_add(out, "--" ALTERNATIVE MIME_LINE);
    add_part(out, "text/html; charset=utf-8", buf_text(&html));
    buf_add(out, "--" ALTERNATIVE "--" MIME_LINE);
    buf_done(&text);
    buf_done(&html);
}

/* Without METHOD and as an attachment: a mail program must not take it for an invitation.
 */
static void add_attachment(struct buf *out, const char *ics)
{
    buf_add(out, "--" MIXED MIME_LINE);
    mime_token(out, "Content-Disposition", "attachment; filename=jalon.ics");
    add_part(out, "text/calendar; charset=utf-8", ics);
    buf_add(out, "--" MIXED "--" MIME_LINE);
}

static void add_letter(struct buf *out, const struct letter *letter)
{
    add_header(out, letter);
    if (letter->ics)
        buf_add(out, "Content-Type: multipart/mixed;" MIME_LINE " boundary=\"" MIXED
                     "\"" MIME_LINE MIME_LINE "--" MIXED MIME_LINE);
    add_alternatives(out, letter->card);
    if (letter->ics)
        add_attachment(out, letter->ics);
}

/* A Message-ID that was never sent, the same for all reminders of one milestone: mail
 * programs put those who answer to it together.  A hash, since a milestone's id may hold
 * what a Message-ID may not. */
static void add_thread(struct buf *out, const struct render_message *message)
{
    const struct render_item *item = message->items;
    char hash[SHA256_TEXT_SIZE];
    struct buf name = {0};

    buf_addf(&name, "%s/%s", item->organization->id, item->milestone->id);
    secret_sha256_text(hash, buf_text(&name), name.length);
    buf_addf(out, "<t.%.*s@%s>", THREAD_HASH_LENGTH, hash, message->uid_domain);
    buf_done(&name);
}

/* Where the reader of a single reminder says that it is not theirs: a page that asks
 * first, so no one-click form of the header. */
static void add_leave(struct buf *out, const struct render_message *message)
{
    if (message->items->answer_url)
        buf_addf(out, "<%s?as=not-mine>", message->items->answer_url);
}

void render_mail(struct buf *out, const struct render_message *message)
{
    struct card card;
    struct buf thread = {0}, leave = {0};

    card_of_message(&card, message);
    if (message->item_count == 1) {
        add_thread(&thread, message);
        add_leave(&leave, message);
    }
    add_letter(out, &(const struct letter){
                        .card = &card,
                        .at = message->at,
                        .from = message->from,
                        .to = message->to,
                        .thread = thread.length ? buf_text(&thread) : NULL,
                        .leave = leave.length ? buf_text(&leave) : NULL,
                        .ics = message->ics,
                    });
    buf_done(&thread);
    buf_done(&leave);
    card_done(&card);
}

void render_word_mail(struct buf *out, const struct render_word *word)
{
    struct card card;

    card_of_word(&card, word);
    add_letter(out, &(const struct letter){
                        .card = &card,
                        .at = word->at,
                        .from = word->from,
                        .to = word->to,
                    });
    card_done(&card);
}

void render_subject(struct buf *out, const struct render_message *message)
{
    struct card card;

    card_of_message(&card, message);
    markup_add(out, &markup_plain, buf_text(&card.title), MARKUP_NO_LIMIT);
    card_done(&card);
}
