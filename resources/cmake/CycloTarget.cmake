# SPDX-License-Identifier: GPL-3.0-or-later
# What every target of ours shares: warnings, sanitizers, include root.

function(cyclo_target target)
    target_include_directories(${target} PUBLIC ${PROJECT_SOURCE_DIR})
    target_compile_features(${target} PUBLIC cxx_std_20)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ${CYCLO_UNITY_BUILD} UNITY_BUILD_BATCH_SIZE 8)
    target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion
                                             -Wnon-virtual-dtor -Woverloaded-virtual)
    if(CYCLO_WARNINGS_AS_ERRORS)
        target_compile_options(${target} PRIVATE -Werror)
    endif()
    if(CYCLO_SANITIZE STREQUAL "address")
        target_compile_options(${target} PRIVATE -fsanitize=address,undefined -fno-omit-frame-pointer
                                                 -fno-sanitize-recover=undefined -g1 -O1
                                                 -Wno-maybe-uninitialized) # GCC 12 sees ghosts in std::function here
        target_link_options(${target} PRIVATE -fsanitize=address,undefined)
    elseif(CYCLO_SANITIZE STREQUAL "thread")
        target_compile_options(${target} PRIVATE -fsanitize=thread -fno-omit-frame-pointer -g1 -O1)
        target_link_options(${target} PRIVATE -fsanitize=thread)
    elseif(CYCLO_SANITIZE)
        message(FATAL_ERROR "CYCLO_SANITIZE is '${CYCLO_SANITIZE}'; choose address or thread")
    endif()
endfunction()
