# The program beside a plain reading of the rules; more histories by hand:
#   tests/oracle/compare.py build 5000 SEED
add_test(NAME oracle.plan
    COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/oracle/compare.py $<TARGET_FILE_DIR:jalon>)
set_tests_properties(oracle.plan PROPERTIES TIMEOUT 120 ENVIRONMENT "${TEST_ENVIRONMENT}")
