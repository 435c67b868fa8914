# embed(RESULT SYMBOL FILE): makes a C source that holds the bytes of FILE as
# `const unsigned char SYMBOL[]` and their number as `const size_t SYMBOL_size`, and puts
# its path into RESULT.
function(embed result symbol file)
    set(source ${CMAKE_BINARY_DIR}/embedded/${symbol}.c)
    add_custom_command(OUTPUT ${source}
        COMMAND ${CMAKE_COMMAND} -DFILE=${file} -DSYMBOL=${symbol} -DOUT=${source}
                -P ${CMAKE_SOURCE_DIR}/cmake/embed_file.cmake
        DEPENDS ${file} ${CMAKE_SOURCE_DIR}/cmake/embed_file.cmake)
    set(${result} ${source} PARENT_SCOPE)
endfunction()
