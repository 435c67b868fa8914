#include "client.h"

#include <errno.h>
#include <pwd.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <curl/curl.h>

#include "jalon/base/mem.h"
#include "jalon/base/percent.h"
#include "jalon/base/text.h"
#include "jalon/conf/conf.h"
#include "jalon/sys/file.h"

#define DEFAULT_SOCKET "/run/jalon/jalon.sock"
/* For the connection alone: a big import may take minutes to be answered. */
#define CONNECT_TIMEOUT_MS 10000L

struct client {
    CURL *curl;
    struct curl_slist *headers; /* of every request */
    char *socket;               /* NULL over TCP */
    struct buf base;            /* what paths are put after */
    long patience_ms;           /* for a whole exchange; 0: no end of it */
};

/* -- whom to talk to ------------------------------------------------------------- */

static int socket_of_config(char **out, const struct tool *tool, struct err *err)
{
    struct conf *conf = NULL;
    struct buf errors = {0};
    int rc = conf_load(&conf, tool->config, tool->lang, &errors);

    if (rc == 0)
        *out = mem_strdup(conf->socket);
    else /* a sentence holds one line: the first error */
        rc = err_set(err, ERR_INVALID, "%.*s", (int)strcspn(buf_text(&errors), "\n"),
                     buf_text(&errors));
    conf_free(conf);
    buf_done(&errors);
    return rc;
}

static int find_socket(char **out, const struct tool *tool, struct err *err)
{
    if (!tool->socket && tool->config)
        return socket_of_config(out, tool, err);
    *out = mem_strdup(tool->socket ? tool->socket : DEFAULT_SOCKET);
    return 0;
}

static void add_header(struct client *client, const char *name, const char *value)
{
    struct buf line = {0};

    buf_addf(&line, "%s: %s", name, value);
    client->headers = curl_slist_append(client->headers, buf_text(&line));
    buf_done(&line);
}

/* The socket is guarded by its mode: who it is goes without a proof. */
static void add_author(struct client *client)
{
    const struct passwd *user = getpwuid(getuid());

    if (user && text_is_name(user->pw_name, 64))
        add_header(client, "X-Jalon-By", user->pw_name);
}

static int add_token(struct client *client, const char *file, struct err *err)
{
    struct buf token = {0};
    struct buf value = {0};
    int rc = file_read_secret(&token, file, err);

    if (rc == 0) {
        buf_addf(&value, "Bearer %s", buf_text(&token));
        add_header(client, "Authorization", buf_text(&value));
    }
    buf_done(&value);
    buf_done(&token);
    return rc;
}

static int aim(struct client *client, const struct tool *tool, struct err *err)
{
    size_t length = tool->url ? strlen(tool->url) : 0;

    if (!tool->url) {
        buf_add(&client->base, "http://jalon/api/v1");
        add_author(client);
        return find_socket(&client->socket, tool, err);
    }
    /* As the address is copied from a browser; a doubled slash would be another path. */
    while (length && tool->url[length - 1] == '/')
        length--;
    buf_add_bytes(&client->base, tool->url, length);
    buf_add(&client->base, "/api/v1");
    return tool->token_file ? add_token(client, tool->token_file, err) : 0;
}

int client_open(struct client **out, const struct tool *tool, struct err *err)
{
    struct client *client = mem_new(sizeof(*client));

    client->curl = curl_easy_init();
    if (!client->curl)
        abort();
    add_header(client, "Accept-Language", lang_name(tool->lang));
    /* Without it curl waits a second, before a long body, for leave to send it. */
    add_header(client, "Expect", "");
    if (aim(client, tool, err) < 0) {
        client_close(client);
        return -1;
    }
    *out = client;
    return 0;
}

void client_hurry(struct client *client, int seconds)
{
    client->patience_ms = seconds * 1000L;
}

void client_close(struct client *client)
{
    curl_slist_free_all(client->headers);
    curl_easy_cleanup(client->curl);
    buf_done(&client->base);
    free(client->socket);
    free(client);
}

/* -- paths ----------------------------------------------------------------------- */

void client_path(struct buf *out, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    for (const char *hole; (hole = strstr(format, "%s")); format = hole + 2) {
        buf_add_bytes(out, format, (size_t)(hole - format));
        percent_encode(out, va_arg(args, const char *));
    }
    va_end(args);
    buf_add(out, format);
}

void client_query(struct buf *out, const char *key, const char *value)
{
    if (!value)
        return;
    buf_addf(out, "%c%s=", strchr(buf_text(out), '?') ? '&' : '?', key);
    percent_encode(out, value);
}

/* -- one exchange ---------------------------------------------------------------- */

/* What is sent and where the answer goes. */
struct exchange {
    struct client *client;
    FILE *file; /* takes a good answer as it comes; NULL: answer does */
    struct buf answer;
    long status;
    const char *type; /* of the answer; NULL: it says none */
};

static bool is_good(long status)
{
    return status >= 200 && status < 300;
}

static size_t receive(char *bytes, size_t size, size_t count, void *context)
{
    struct exchange *exchange = context;

    (void)curl_easy_getinfo(exchange->client->curl, CURLINFO_RESPONSE_CODE,
                            &exchange->status);
    if (exchange->file && is_good(exchange->status))
        return fwrite(bytes, size, count, exchange->file) * size;
    buf_add_bytes(&exchange->answer, bytes, size * count);
    return size * count;
}

static size_t send_file(char *bytes, size_t size, size_t count, void *context)
{
    size_t read = fread(bytes, size, count, context);

    return ferror(context) ? CURL_READFUNC_ABORT : read * size;
}

static void prepare(struct exchange *exchange, const char *method, const char *path)
{
    struct client *client = exchange->client;
    CURL *curl = client->curl;
    struct buf url = {0};

    curl_easy_reset(curl);
    buf_addf(&url, "%s%s", buf_text(&client->base), path);
    (void)curl_easy_setopt(curl, CURLOPT_URL, buf_text(&url));
    /* ".." may be an organization's id. */
    (void)curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);
    (void)curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, method);
    (void)curl_easy_setopt(curl, CURLOPT_HTTPHEADER, client->headers);
    (void)curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, CONNECT_TIMEOUT_MS);
    (void)curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, client->patience_ms);
    /* --url is a word of the command line: no file, no mail server is meant by it. */
    (void)curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    (void)curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, receive);
    (void)curl_easy_setopt(curl, CURLOPT_WRITEDATA, exchange);
    if (client->socket) {
        (void)curl_easy_setopt(curl, CURLOPT_UNIX_SOCKET_PATH, client->socket);
        /* http_proxy is for other hosts: what goes by the socket stays here. */
        (void)curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
    }
    buf_done(&url);
}

/* curl speaks English, and of itself. */
static const char *fault_of(CURLcode code, enum lang lang)
{
    static const struct {
        CURLcode code;
        const char *words;
    } faults[] = {
        {CURLE_COULDNT_RESOLVE_HOST,     N_("there is no such host")                    },
        {CURLE_UNSUPPORTED_PROTOCOL,
         N_("this is no address of the API: write it as https://jalon.example.org")     },
        {CURLE_URL_MALFORMAT,
         N_("this is no address of the API: write it as https://jalon.example.org")     },
        {CURLE_PEER_FAILED_VERIFICATION, N_("its certificate is not trusted")           },
        {CURLE_OPERATION_TIMEDOUT,       N_("it does not answer in time")               },
        {CURLE_GOT_NOTHING,              N_("its answer broke off")                     },
        {CURLE_PARTIAL_FILE,             N_("its answer broke off")                     },
        {CURLE_RECV_ERROR,               N_("its answer broke off")                     },
        {CURLE_WRITE_ERROR,              N_("its answer cannot be written")             },
        {CURLE_ABORTED_BY_CALLBACK,      N_("what it is sent cannot be read to the end")},
    };

    for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++)
        if (faults[i].code == code)
            return tr(lang, faults[i].words);
    return curl_easy_strerror(code);
}

/* Fills ERR with why the daemon was not reached. */
static int fail(const struct client *client, CURLcode code, struct err *err)
{
    const char *where = client->socket ? client->socket : buf_text(&client->base);
    long number = 0;

    (void)curl_easy_getinfo(client->curl, CURLINFO_OS_ERRNO, &number);
    if (client->socket && number == EACCES)
        return err_set(err, ERR_REFUSED, "%s is not for you: its group may use it",
                       where);
    if (client->socket && code == CURLE_COULDNT_RESOLVE_HOST)
        return err_set(err, ERR_INVALID, "%s is too long for the path of a socket",
                       where);
    if (code == CURLE_COULDNT_CONNECT)
        return err_set(err, ERR_IO, "no answer at %s: is jalond running?", where);
    return err_set(err, ERR_IO, N_("%s: %s"), where, fault_of(code, err->lang));
}

/* Sends what was prepared.  Returns 0 where there was an answer, good or not. */
static int perform(struct exchange *exchange, struct err *err)
{
    struct client *client = exchange->client;
    CURLcode code = curl_easy_perform(client->curl);

    (void)curl_easy_getinfo(client->curl, CURLINFO_RESPONSE_CODE, &exchange->status);
    (void)curl_easy_getinfo(client->curl, CURLINFO_CONTENT_TYPE, &exchange->type);
    return code == CURLE_OK ? 0 : fail(client, code, err);
}

/* -- answers --------------------------------------------------------------------- */

static bool is_problem(const struct exchange *exchange)
{
    return exchange->type && text_starts(exchange->type, "application/problem+json");
}

/* All others, a token's 401 among them, will not go away by trying again. */
static enum err_code code_of(long status)
{
    static const struct {
        long status;
        enum err_code code;
    } rows[] = {
        {400, ERR_INVALID  },
        {404, ERR_NOT_FOUND},
        {409, ERR_CONFLICT },
        {412, ERR_CONFLICT },
        {422, ERR_REFUSED  },
        {503, ERR_TEMPORARY},
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        if (rows[i].status == status)
            return rows[i].code;
    return ERR_PERMANENT;
}

/* Fills ERR with the sentence of a problem document, or with the bare status. */
static int refuse(const struct exchange *exchange, const json_t *problem, struct err *err)
{
    const char *detail = json_string_value(json_object_get(problem, "detail"));
    enum err_code code = code_of(exchange->status);

    if (!detail)
        detail = json_string_value(json_object_get(problem, "title"));
    if (!detail)
        return err_set(err, code, "the daemon answered with status %ld",
                       exchange->status);
    return err_set(err, code, "%s", detail);
}

/* Reads the answer of EXCHANGE, which is over, and frees what it holds.  ACCEPTED is a
 * status that is a reply although it is no success; 0: none. */
static int conclude(struct exchange *exchange, long accepted, json_t **reply,
                    struct err *err)
{
    json_error_t ignored;
    json_t *json = NULL;
    int rc = 0;

    if (exchange->answer.length)
        json = json_loadb(exchange->answer.data, exchange->answer.length, 0, &ignored);
    bool good = is_good(exchange->status) ||
                (exchange->status == accepted && !is_problem(exchange));
    if (!good)
        rc = refuse(exchange, json, err);
    else if (exchange->answer.length && !json)
        rc = err_set(err, ERR_IO, "the daemon's answer is no JSON");
    if (rc == 0 && reply)
        *reply = json_incref(json);
    json_decref(json);
    buf_done(&exchange->answer);
    return rc;
}

/* -- requests -------------------------------------------------------------------- */

int client_call(struct client *client, const char *method, const char *path,
                const json_t *body, json_t **reply, struct err *err)
{
    struct exchange exchange = {.client = client};
    char type[] = "Content-Type: application/json";
    struct curl_slist headers = {.data = type, .next = client->headers};
    char *text = body ? json_dumps(body, JSON_COMPACT) : mem_strdup("");

    prepare(&exchange, method, path);
    if (body || strcmp(method, "POST") == 0) {
        (void)curl_easy_setopt(client->curl, CURLOPT_HTTPHEADER, &headers);
        (void)curl_easy_setopt(client->curl, CURLOPT_POSTFIELDS, text);
    }
    int rc = perform(&exchange, err);
    free(text);
    if (rc == 0)
        return conclude(&exchange, 0, reply, err);
    buf_done(&exchange.answer);
    return -1;
}

int client_upload(struct client *client, const char *path, FILE *file, json_t **reply,
                  struct err *err)
{
    struct exchange exchange = {.client = client};

    /* In chunks: what is left of FILE may be less than its size, and half the body of a
     * length that was promised would be waited for. */
    prepare(&exchange, "POST", path);
    (void)curl_easy_setopt(client->curl, CURLOPT_UPLOAD, 1L);
    (void)curl_easy_setopt(client->curl, CURLOPT_READFUNCTION, send_file);
    (void)curl_easy_setopt(client->curl, CURLOPT_READDATA, file);
    if (perform(&exchange, err) == 0)
        return conclude(&exchange, 422, reply, err);
    buf_done(&exchange.answer);
    return -1;
}

int client_download(struct client *client, const char *path, FILE *file, struct err *err)
{
    struct exchange exchange = {.client = client, .file = file};

    prepare(&exchange, "GET", path);
    if (perform(&exchange, err) == 0)
        return conclude(&exchange, 0, NULL, err);
    buf_done(&exchange.answer);
    return -1;
}

int client_pages(struct client *client, const char *path, client_page_cb cb,
                 void *context, struct err *err)
{
    char *cursor = NULL;
    int rc;

    do {
        struct buf page = {0};
        json_t *reply = NULL;
        buf_add(&page, path);
        client_query(&page, "cursor", cursor);
        free(cursor);
        cursor = NULL;
        rc = client_call(client, "GET", buf_text(&page), NULL, &reply, err);
        if (rc == 0) {
            cb(context, json_object_get(reply, "items"));
            cursor = mem_strdup(json_string_value(json_object_get(reply, "next")));
        }
        json_decref(reply);
        buf_done(&page);
        /* Once nobody reads any more, "jalon notices | head", no page is fetched. */
    } while (rc == 0 && cursor && !ferror(stdout));
    free(cursor);
    return rc;
}
