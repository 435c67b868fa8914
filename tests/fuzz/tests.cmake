# Fuzz targets.  In every build the corpus is replayed, fuzz.NAME; with JALON_FUZZ there is
# a libFuzzer program besides: `fuzzer.NAME tests/fuzz/corpus/NAME`.

# jalon_fuzz(NAME LIBRARY): tests/fuzz/NAME.c over LIBRARY.
function(jalon_fuzz name library)
    set(folder ${CMAKE_SOURCE_DIR}/tests/fuzz)
    add_executable(fuzz.${name} ${folder}/${name}.c ${folder}/replay.c)
    set(targets fuzz.${name})
    if(JALON_FUZZ)
        add_executable(fuzzer.${name} ${folder}/${name}.c)
        target_link_options(fuzzer.${name} PRIVATE -fsanitize=fuzzer)
        list(APPEND targets fuzzer.${name})
    endif()
    foreach(target ${targets})
        target_include_directories(${target} PRIVATE ${CMAKE_SOURCE_DIR}/tests)
        target_link_libraries(${target} PRIVATE ${library})
    endforeach()
    add_test(NAME fuzz.${name} COMMAND fuzz.${name} ${folder}/corpus/${name})
    set_tests_properties(fuzz.${name} PROPERTIES ENVIRONMENT "${TEST_ENVIRONMENT}")
endfunction()

foreach(name csv date document ini rrule table)
    jalon_fuzz(${name} jalon_core)
endforeach()
jalon_fuzz(form jalon_web)
jalon_fuzz(headers jalon_publish)
jalon_fuzz(lines jalon_engine)
