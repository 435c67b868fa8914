/* Mail by SMTP.  What decides is the reply that was heard last and not libcurl's code,
 * which is the same for a mailbox that is full and for one that is not there. */
#include <stdlib.h>
#include <string.h>

#include "jalon/base/mem.h"
#include "jalon/base/text.h"
#include "jalon/courier/address.h"
#include "jalon/sys/file.h"

#include "delivery.h"
#include "sockets.h"

#define ARRAY_LEN(array) (sizeof(array) / sizeof((array)[0]))

/* -- the conversation ------------------------------------------------------------ */

static long reply_code(const char *line, size_t length)
{
    long code = 0;

    for (size_t i = 0; i < 3 && i < length; i++) {
        if (line[i] < '0' || line[i] > '9')
            return 0;
        code = code * 10 + (line[i] - '0');
    }
    return code;
}

/* libcurl does not tell the socket of a transfer that still runs, but the port. */
static void hang_up(const struct transfer *transfer)
{
    long port = 0;

    if (curl_easy_getinfo(transfer->easy, CURLINFO_LOCAL_PORT, &port) == CURLE_OK)
        sockets_hang_up_port(transfer->sockets, port);
}

/* After a refusal libcurl ends the connection with a QUIT, whose answer it waits for with
 * its thread stopped (sockets.h).  Only one refusal is not the end: that of the EHLO
 * which follows a greeting, after which it says HELO. */
static size_t on_reply(char *line, size_t size, size_t count, void *context)
{
    struct delivery *delivery = context;
    struct transfer *transfer = &delivery->transfer;
    size_t length = size * count;
    long code = reply_code(line, length);

    buf_clear(&transfer->reply);
    buf_add_bytes(&transfer->reply, line, length);
    if (code >= 400 && line[3] == ' ' && !delivery->greeted)
        hang_up(transfer);
    delivery->greeted = code == 220;
    return length;
}

/* -- before ---------------------------------------------------------------------- */

/* The address in "Jalon <jalon@example.org>", or the whole. */
static char *envelope_sender(const char *from)
{
    const char *open = strrchr(from, '<');
    const char *close = open ? strchr(open, '>') : NULL;

    return close ? mem_strndup(open + 1, (size_t)(close - open - 1)) : mem_strdup(from);
}

static bool is_on_this_machine(const char *url)
{
    CURLU *parts = curl_url();
    char *host = NULL;
    bool here = false;

    if (curl_url_set(parts, CURLUPART_URL, url, 0) == CURLUE_OK &&
        curl_url_get(parts, CURLUPART_HOST, &host, 0) == CURLUE_OK) {
        char *bare = host + (*host == '[');
        bare[strcspn(bare, "]")] = '\0';
        here = address_is_this_machine(bare);
    }
    curl_free(host);
    curl_url_cleanup(parts);
    return here;
}

/* Who names an authority of his own wants TLS on this machine, too. */
static long tls_level(const struct conf *conf)
{
    bool needless = !conf->ca_file && is_on_this_machine(conf->transport);

    return (long)(conf->tls == MAIL_TLS_OFF || needless ? CURLUSESSL_NONE
                                                        : CURLUSESSL_ALL);
}

static int set_password(CURL *easy, const struct conf *conf, struct err *err)
{
    struct buf password = {0};

    if (file_read_secret(&password, conf->password_file, err) != 0)
        return -1;
    /* Read at each connection, so that a new one needs no restart; libcurl copies it. */
    (void)curl_easy_setopt(easy, CURLOPT_PASSWORD, buf_text(&password));
    buf_done(&password);
    return 0;
}

static int set_bearer(CURL *easy, const struct conf *conf, struct err *err)
{
    struct buf token = {0};

    if (file_read_secret(&token, conf->oauth_token_file, err) != 0)
        return -1;
    (void)curl_easy_setopt(easy, CURLOPT_XOAUTH2_BEARER, buf_text(&token));
    /* Else libcurl may choose a way that needs a password, of which there is none. */
    (void)curl_easy_setopt(easy, CURLOPT_LOGIN_OPTIONS, "AUTH=XOAUTH2");
    buf_done(&token);
    return 0;
}

static int set_login(CURL *easy, const struct conf *conf, struct err *err)
{
    if (!conf->user)
        return 0;
    (void)curl_easy_setopt(easy, CURLOPT_USERNAME, conf->user);
    if (conf->oauth_token_file)
        return set_bearer(easy, conf, err);
    return conf->password_file ? set_password(easy, conf, err) : 0;
}

static void set_server(CURL *easy, const struct conf *conf)
{
    (void)curl_easy_setopt(easy, CURLOPT_URL, conf->transport);
    (void)curl_easy_setopt(easy, CURLOPT_USE_SSL, tls_level(conf));
    if (conf->ca_file)
        (void)curl_easy_setopt(easy, CURLOPT_CAINFO, conf->ca_file);
}

static void set_message(struct delivery *delivery, const char *sender)
{
    struct transfer *transfer = &delivery->transfer;
    CURL *easy = transfer->easy;

    transfer->list = curl_slist_append(NULL, delivery->address);
    (void)curl_easy_setopt(easy, CURLOPT_MAIL_FROM, sender);
    (void)curl_easy_setopt(easy, CURLOPT_MAIL_RCPT, transfer->list);
    (void)curl_easy_setopt(easy, CURLOPT_UPLOAD, 1L);
    (void)curl_easy_setopt(easy, CURLOPT_INFILESIZE_LARGE,
                           (curl_off_t)transfer->sending_length);
    /* Each line of the server's is a header to libcurl. */
    (void)curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_reply);
    (void)curl_easy_setopt(easy, CURLOPT_HEADERDATA, delivery);
}

static int set_all(struct delivery *delivery, const struct desk *desk, const char *sender)
{
    const struct conf *conf = desk->conf;
    struct err err = {0};

    /* libcurl would send a line break in an address as it is: another command. */
    if (!text_is_email(sender))
        return delivery_judge(delivery, FATE_MISCONFIGURED,
                              "[mail] from is no mail address that can be used");
    if (!delivery->address || !text_is_email(delivery->address))
        return delivery_judge(delivery, FATE_DEAD,
                              "the receiver has no mail address that can be used");
    delivery->transfer.total_ms = desk->limits->mail_ms;
    wire_begin_mail(desk->wire, &delivery->transfer);
    delivery->by_token = conf->oauth_token_file;
    if (set_login(delivery->transfer.easy, conf, &err) != 0)
        return delivery_judge(delivery, FATE_MISCONFIGURED, "%s", err.text);
    set_server(delivery->transfer.easy, conf);
    set_message(delivery, sender);
    return 0;
}

static int prepare(struct delivery *delivery, const struct desk *desk)
{
    if (!desk->conf->transport || !desk->conf->from)
        return delivery_judge(delivery, FATE_MISCONFIGURED,
                              "no mail server is configured");
    char *sender = envelope_sender(desk->conf->from);
    int rc = set_all(delivery, desk, sender);
    free(sender);
    return rc;
}

/* -- after ----------------------------------------------------------------------- */

/* Failures that no other message to the same server would be spared. */
static bool is_about_us(CURLcode result)
{
    static const CURLcode ours[] = {
        CURLE_UNSUPPORTED_PROTOCOL,
        CURLE_URL_MALFORMAT,
        CURLE_LOGIN_DENIED,
        CURLE_USE_SSL_FAILED,
        CURLE_SSL_CERTPROBLEM,
        CURLE_SSL_CIPHER,
        CURLE_SSL_CONNECT_ERROR,
        CURLE_SSL_CACERT_BADFILE,
        CURLE_PEER_FAILED_VERIFICATION,
    };

    for (size_t i = 0; i < ARRAY_LEN(ours); i++)
        if (ours[i] == result)
            return true;
    return false;
}

static enum fate fate_of(const struct delivery *delivery, CURLcode result, long code)
{
    if (result == CURLE_OK)
        return FATE_SENT;
    /* One that has expired is renewed by another program. */
    if (result == CURLE_LOGIN_DENIED && delivery->by_token)
        return FATE_MISCONFIGURED;
    if (code >= 400)
        return retry_judge_smtp(code);
    return is_about_us(result) ? FATE_MISCONFIGURED : FATE_RETRY;
}

/* A transfer that was cut off has the code of the last good reply: no answer to it. */
static void judge(struct delivery *delivery)
{
    const struct transfer *transfer = &delivery->transfer;
    enum fate fate = fate_of(delivery, transfer->result, transfer->code);

    if (transfer->result != CURLE_OK && transfer->code < 400) {
        delivery_judge_silence(delivery, fate);
        return;
    }
    delivery->verdict.code = transfer->code;
    (void)delivery_judge(delivery, fate, "%s", buf_text(&transfer->reply));
}

const struct channel channel_mail = {"mail", prepare, judge};
