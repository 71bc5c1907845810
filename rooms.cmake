# The rooms, and who may use whom. The one table of it: room() refuses a wrong link with it,
# tests/house a wrong include.
set(MAY_USE_scoring "")
set(MAY_USE_db scoring)
set(MAY_USE_devices scoring)
set(MAY_USE_desk scoring db devices)
set(MAY_USE_server scoring desk)
set(MAY_USE_documents scoring)
set(MAY_USE_station scoring desk documents)
set(MAY_USE_cli scoring db devices desk server documents station)

# refuse_wrong_uses(ROOM room…): ends the configuration when ROOM must not use one of them.
function(refuse_wrong_uses NAME)
  if(NOT DEFINED MAY_USE_${NAME})
    message(FATAL_ERROR "there is no room ${NAME}: rooms.cmake names them all")
  endif()
  foreach(USED IN LISTS ARGN)
    if(NOT USED IN_LIST MAY_USE_${NAME})
      message(FATAL_ERROR "room ${NAME} must not use room ${USED}; it may use: ${MAY_USE_${NAME}}")
    endif()
  endforeach()
endfunction()

# room(NAME SOURCES a.cpp … [USES room …] [LIBRARIES third-party …] [PUBLIC_LIBRARIES …])
# A room is a static library. What it uses of other rooms is checked here; third-party
# libraries are private, so that nobody gets one through another room by accident.
function(room NAME)
  cmake_parse_arguments(ROOM "" "" "SOURCES;USES;LIBRARIES;PUBLIC_LIBRARIES" ${ARGN})
  refuse_wrong_uses(${NAME} ${ROOM_USES})
  add_library(${NAME} STATIC ${ROOM_SOURCES})
  target_include_directories(${NAME} PUBLIC ${CMAKE_SOURCE_DIR} ${CMAKE_SOURCE_DIR}/app)
  target_link_libraries(${NAME}
    PUBLIC ${ROOM_USES} ${ROOM_PUBLIC_LIBRARIES} tl::expected fmt::fmt
    PRIVATE warnings ${ROOM_LIBRARIES})
endfunction()

# room_test(NAME SOURCES a_test.cpp … USES room … [LIBRARIES …]): one test program of a room.
# Its tests carry the label of their folder; the target FOLDER_tests builds all of a folder's.
function(room_test NAME)
  cmake_parse_arguments(TEST "" "" "SOURCES;USES;LIBRARIES" ${ARGN})
  add_executable(${NAME} ${TEST_SOURCES})
  target_include_directories(${NAME} PRIVATE ${CMAKE_SOURCE_DIR}/tests)
  target_compile_definitions(${NAME} PRIVATE
    SANDAU_SOURCE_DIR="${CMAKE_SOURCE_DIR}" SANDAU_BINARY_DIR="${CMAKE_BINARY_DIR}")
  target_link_libraries(${NAME} PRIVATE ${TEST_USES} ${TEST_LIBRARIES} GTest::gmock GTest::gtest_main warnings)
  get_filename_component(FOLDER ${CMAKE_CURRENT_SOURCE_DIR} NAME)
  gtest_discover_tests(${NAME} DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 60
    PROPERTIES TIMEOUT 300 LABELS ${FOLDER})
  if(NOT TARGET ${FOLDER}_tests)
    add_custom_target(${FOLDER}_tests)
  endif()
  add_dependencies(${FOLDER}_tests ${NAME})
endfunction()

# fuzzer(NAME USES room … [LIBRARIES …]): NAME_fuzz.cpp feeds bytes to one parser. Inputs kept in
# tests/fuzz/corpus/NAME are where it starts; $FUZZ_SECONDS says how long it goes on.
function(fuzzer NAME)
  cmake_parse_arguments(FUZZER "" "" "USES;LIBRARIES" ${ARGN})
  add_executable(${NAME}_fuzz ${NAME}_fuzz.cpp)
  target_include_directories(${NAME}_fuzz PRIVATE ${CMAKE_SOURCE_DIR}/tests)
  target_link_libraries(${NAME}_fuzz PRIVATE ${FUZZER_USES} ${FUZZER_LIBRARIES} warnings)
  target_link_options(${NAME}_fuzz PRIVATE -fsanitize=fuzzer)
  add_test(NAME fuzz.${NAME} COMMAND
    ${CMAKE_SOURCE_DIR}/tests/fuzz/fuzz.sh $<TARGET_FILE:${NAME}_fuzz> ${NAME})
  set_tests_properties(fuzz.${NAME} PROPERTIES LABELS fuzz TIMEOUT 86400)
  add_dependencies(fuzzers ${NAME}_fuzz)
endfunction()

# bench(NAME SOURCES a_bench.cpp … USES room … [LIBRARIES …]): one program of measurements (Google Benchmark).
function(bench NAME)
  cmake_parse_arguments(BENCH "" "" "SOURCES;USES;LIBRARIES" ${ARGN})
  add_executable(${NAME} ${BENCH_SOURCES})
  target_include_directories(${NAME} PRIVATE ${CMAKE_SOURCE_DIR}/tests)
  target_compile_definitions(${NAME} PRIVATE
    SANDAU_SOURCE_DIR="${CMAKE_SOURCE_DIR}" SANDAU_BINARY_DIR="${CMAKE_BINARY_DIR}")
  target_link_libraries(${NAME} PRIVATE
    ${BENCH_USES} ${BENCH_LIBRARIES} benchmark::benchmark benchmark::benchmark_main warnings)
endfunction()
