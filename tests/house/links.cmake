# cmake -DROOM=server -DUSES=scoring,desk -P links.cmake: would room() let this through?
cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/../../rooms.cmake)
string(REPLACE "," ";" USES "${USES}")
refuse_wrong_uses(${ROOM} ${USES})
