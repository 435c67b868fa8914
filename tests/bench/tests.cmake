# tests/bench/run measures; here a short run shows that it still works.
add_executable(bench.feed_events ${CMAKE_CURRENT_SOURCE_DIR}/bench/feed_events.c)
target_link_libraries(bench.feed_events PRIVATE jalon_feed jalon_conf)
if(NOT JALON_SANITIZE)
    add_test(NAME bench.short COMMAND
        ${CMAKE_CURRENT_SOURCE_DIR}/bench/bench.py --short ${CMAKE_BINARY_DIR})
    set_tests_properties(bench.short PROPERTIES
        LABELS bench TIMEOUT 300 SKIP_RETURN_CODE 77 ENVIRONMENT "${TEST_ENVIRONMENT}")
endif()
