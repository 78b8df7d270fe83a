# SPDX-License-Identifier: GPL-3.0-or-later
# Finds what the distribution provides; says which package is missing. Nothing is downloaded.

function(cyclo_require found what packages)
    if(NOT ${found})
        message(FATAL_ERROR "${what} was not found. On Debian: apt-get install ${packages}")
    endif()
endfunction()

find_package(Threads REQUIRED)

# oneDNN: the primitives (convolution, matmul, pooling ...) that the engine is compiled to. Found by header and
# library: the CMake files of Debian's libdnnl-dev ask for OpenCL, which nothing here uses.
find_path(DNNL_INCLUDE_DIR oneapi/dnnl/dnnl.hpp)
find_library(DNNL_LIBRARY dnnl)
if(DNNL_INCLUDE_DIR AND DNNL_LIBRARY)
    set(DNNL_FOUND TRUE)
    add_library(DNNL::dnnl UNKNOWN IMPORTED)
    set_target_properties(DNNL::dnnl PROPERTIES IMPORTED_LOCATION ${DNNL_LIBRARY}
                          INTERFACE_INCLUDE_DIRECTORIES ${DNNL_INCLUDE_DIR})
endif()
cyclo_require(DNNL_FOUND "oneDNN" "libdnnl-dev")

# OpenMP: oneDNN's Debian build runs on libgomp; the engine sets its thread count per run.
find_package(OpenMP QUIET COMPONENTS CXX)
cyclo_require(OpenMP_CXX_FOUND "OpenMP" "g++")

# JSON of schedules, curves and records.
find_package(nlohmann_json CONFIG QUIET)
cyclo_require(nlohmann_json_FOUND "nlohmann-json" "nlohmann-json3-dev")

# SHA-256 of the rows of a schedule. libcrypto is on every system already; only its header is new. Its one-call
# digest has been the same since 1.1, and its licence goes with ours since 3.0.
find_package(OpenSSL QUIET COMPONENTS Crypto)
cyclo_require(OPENSSL_FOUND "OpenSSL's libcrypto" "libssl-dev")

# Reads .gz and .xz data files.
find_package(LibArchive QUIET)
cyclo_require(LibArchive_FOUND "libarchive" "libarchive-dev")

# The checksum of .gz files, which libarchive leaves unread.
find_package(ZLIB QUIET)
cyclo_require(ZLIB_FOUND "zlib" "zlib1g-dev")

# Reads the JPEG files of image folders (libjpeg-turbo): decodes at a fraction of the size at a fraction of the time.
find_package(JPEG QUIET)
cyclo_require(JPEG_FOUND "libjpeg-turbo" "libjpeg-dev")

# Writes the pictures of the command line, which has no Qt Widgets, and reads the PNG files of image folders.
find_package(PNG QUIET)
cyclo_require(PNG_FOUND "libpng" "libpng-dev")

# The command line.
find_package(CLI11 CONFIG QUIET)
cyclo_require(CLI11_FOUND "CLI11" "libcli11-dev")

if(CYCLO_BUILD_GUI)
    find_package(Qt6 6.4 QUIET COMPONENTS Core Gui Widgets Svg)
    cyclo_require(Qt6_FOUND "Qt 6.4 or newer (Widgets, Svg)" "qt6-base-dev qt6-svg-dev")
    # Debian 12's qt6-charts-dev does not pull in libqt6opengl6-dev, which its CMake files need.
    find_package(Qt6Charts QUIET)
    cyclo_require(Qt6Charts_FOUND "Qt Charts" "qt6-charts-dev libqt6opengl6-dev")
endif()

if(CYCLO_BUILD_TESTS)
    find_package(Catch2 QUIET)
    cyclo_require(Catch2_FOUND "Catch2" "catch2")
endif()
