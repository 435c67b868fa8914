# The web page in Debian's Chromium.  Skipped where it or the npm packages are missing.
find_program(NODE node)

set(BROWSER ${CMAKE_CURRENT_SOURCE_DIR}/browser)
if(NODE)
    file(GLOB browser_tests ${BROWSER}/*.mjs)
    list(REMOVE_ITEM browser_tests ${BROWSER}/browser.mjs)
    foreach(test ${browser_tests})
        get_filename_component(name ${test} NAME_WE)
        add_test(NAME browser.${name} COMMAND ${NODE} ${test} $<TARGET_FILE_DIR:jalond>)
        set_tests_properties(browser.${name} PROPERTIES LABELS "browser;once"
            SKIP_RETURN_CODE 77 TIMEOUT 300 ENVIRONMENT "${TEST_ENVIRONMENT}")
    endforeach()
endif()
