# The files that the HTTP side serves as they are.
embed(openapi openapi_yaml ${CMAKE_SOURCE_DIR}/contrib/openapi.yaml)
target_sources(jalon_publish PRIVATE ${openapi})
target_compile_definitions(jalon_publish PRIVATE JALON_VERSION="${PROJECT_VERSION}")
