# Years under a fake clock.  With sanitizers a smaller world; more by hand:
#   build/tests/sim 1000 4 SEED
set(SIM ${CMAKE_CURRENT_SOURCE_DIR}/sim)
add_executable(sim ${SIM}/sim.c ${SIM}/world.c ${SIM}/post.c
    ${SIM}/audit.c)
target_link_libraries(sim PRIVATE jalon_engine)
if(JALON_SANITIZE)
    add_test(NAME sim.years COMMAND sim 40 4 1)
else()
    add_test(NAME sim.years COMMAND sim 300 4 1)
endif()
# The longest of a release: whatever comes after it would wait for it.
set_tests_properties(sim.years PROPERTIES TIMEOUT 600 COST 600 ENVIRONMENT "${TEST_ENVIRONMENT}")
