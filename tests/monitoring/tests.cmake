# What Prometheus and Grafana are given.
add_test(NAME monitoring.promtool
    COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/monitoring/promtool.py $<TARGET_FILE_DIR:jalond>)
set_tests_properties(monitoring.promtool PROPERTIES
    SKIP_RETURN_CODE 77 TIMEOUT 120 ENVIRONMENT "${TEST_ENVIRONMENT}")
