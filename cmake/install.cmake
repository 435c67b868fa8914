# What `cmake --install` puts where: programs, shipped data, the service, documentation.

install(TARGETS jalond DESTINATION ${CMAKE_INSTALL_SBINDIR})
install(TARGETS jalon DESTINATION ${CMAKE_INSTALL_BINDIR})

install(FILES config/rules/qualiopi.ini DESTINATION ${CMAKE_INSTALL_DATADIR}/jalon/rules)
install(FILES config/jours_feries.csv DESTINATION ${CMAKE_INSTALL_DATADIR}/jalon)

# An administrator's configuration is never written over.
install(CODE "
    set(file \"\$ENV{DESTDIR}${CMAKE_INSTALL_FULL_SYSCONFDIR}/jalon/jalon.conf\")
    if(NOT EXISTS \"\${file}\")
        configure_file(${CMAKE_SOURCE_DIR}/config/jalon.conf \"\${file}\" COPYONLY)
    endif()")

# The unit is written for /usr.  systemd looks below /usr/lib and /usr/local/lib alike.
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS systemd/jalond.service)
file(READ systemd/jalond.service unit)
string(REPLACE "/usr/sbin" "${CMAKE_INSTALL_FULL_SBINDIR}" unit "${unit}")
string(REPLACE "/etc/jalon" "${CMAKE_INSTALL_FULL_SYSCONFDIR}/jalon" unit "${unit}")
file(CONFIGURE OUTPUT systemd/jalond.service CONTENT "${unit}" @ONLY)
install(FILES ${CMAKE_BINARY_DIR}/systemd/jalond.service DESTINATION lib/systemd/system)
install(FILES systemd/jalon.sysusers DESTINATION lib/sysusers.d RENAME jalon.conf)
install(FILES systemd/jalon.tmpfiles DESTINATION lib/tmpfiles.d RENAME jalon.conf)

file(GLOB manuals CONFIGURE_DEPENDS contrib/man/*.[1578])
foreach(manual ${manuals})
    string(REGEX MATCH "[0-9]$" section ${manual})
    install(FILES ${manual} DESTINATION ${CMAKE_INSTALL_MANDIR}/man${section})
endforeach()
install(FILES contrib/completions/jalon.bash
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME jalon)

# Laid out as in the source, so that the README's links to contrib lead there.
install(FILES README.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES contrib/openapi.yaml DESTINATION ${CMAKE_INSTALL_DOCDIR}/contrib)
install(DIRECTORY contrib/doc contrib/grafana contrib/litestream contrib/prometheus contrib/proxy
        DESTINATION ${CMAKE_INSTALL_DOCDIR}/contrib)
