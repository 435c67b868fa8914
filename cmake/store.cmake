# The migrations of daemon/store/migrations, embedded in order of their numbers, and the
# table of them that the store runs.
file(GLOB migrations CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/daemon/store/migrations/*.sql)
list(SORT migrations)

set(declarations "")
set(rows "")
foreach(migration ${migrations})
    get_filename_component(name ${migration} NAME_WE)
    embed(source migration_${name} ${migration})
    target_sources(jalon_store PRIVATE ${source})
    string(APPEND declarations "extern const unsigned char migration_${name}[];\n")
    string(APPEND rows "    (const char *)migration_${name},\n")
endforeach()
list(LENGTH migrations count)

file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/embedded/migrations.c CONTENT
"#include \"migrate.h\"

${declarations}
const char *const shipped_migrations[] = {
${rows}};
const int shipped_migration_count = ${count};
")
target_sources(jalon_store PRIVATE ${CMAKE_BINARY_DIR}/embedded/migrations.c)
