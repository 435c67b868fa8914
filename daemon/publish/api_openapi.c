/* /api/v1/openapi.json: contrib/openapi.yaml, which is written in YAML's JSON form. */
#include "handlers.h"
#include "request.h"

extern const unsigned char openapi_yaml[];
extern const size_t openapi_yaml_size;

int openapi_get(struct request *request, struct response *out, struct err *err)
{
    (void)request;
    (void)err;
    response_json(out, MHD_HTTP_OK);
    buf_add_bytes(&out->body, openapi_yaml, openapi_yaml_size);
    return 0;
}
