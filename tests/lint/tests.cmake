# Checks that read the sources.  CTest labels them lint, so that one build runs them.

# jalon_lint(NAME COMMAND...)
function(jalon_lint name)
    add_test(NAME lint.${name} COMMAND ${ARGN})
    set_tests_properties(lint.${name} PROPERTIES LABELS lint SKIP_RETURN_CODE 77)
endfunction()

set(LINT ${CMAKE_CURRENT_SOURCE_DIR}/lint)
foreach(check layers guards banned length translations readme)
    jalon_lint(${check} /usr/bin/python3 ${LINT}/${check}.py)
endforeach()
foreach(check format shell unit)
    jalon_lint(${check} ${LINT}/${check}.sh)
endforeach()
jalon_lint(purity /usr/bin/python3 ${LINT}/purity.py
           $<TARGET_FILE:jalon_core> $<TARGET_FILE:jalon_base>)
jalon_lint(tidy ${LINT}/tidy.sh ${CMAKE_BINARY_DIR})
jalon_lint(cppcheck ${LINT}/cppcheck.sh ${CMAKE_BINARY_DIR})
set_tests_properties(lint.tidy lint.cppcheck PROPERTIES LABELS "lint;slow" TIMEOUT 900)
