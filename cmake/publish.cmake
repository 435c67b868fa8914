# The files that the HTTP side serves as they are.
embed(style web_style_css ${CMAKE_SOURCE_DIR}/daemon/publish/web/style.css)
embed(openapi openapi_yaml ${CMAKE_SOURCE_DIR}/contrib/openapi.yaml)
target_sources(jalon_publish PRIVATE ${style} ${openapi})
target_compile_definitions(jalon_publish PRIVATE JALON_VERSION="${PROJECT_VERSION}")
