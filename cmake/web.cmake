# The files that the pages bring along.
embed(style web_style_css ${CMAKE_SOURCE_DIR}/daemon/web/assets/style.css)
embed(script web_app_js ${CMAKE_SOURCE_DIR}/daemon/web/assets/app.js)
target_sources(jalon_web PRIVATE ${style} ${script})
