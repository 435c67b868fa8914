# The files that the HTTP side serves as they are.
embed(openapi openapi_json ${CMAKE_SOURCE_DIR}/contrib/openapi.json)
target_sources(jalon_publish PRIVATE ${openapi})
target_compile_definitions(jalon_publish PRIVATE JALON_VERSION="${PROJECT_VERSION}")
