#include "house/fences.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sandau::house {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

MATCHER_P3(IsFinding, path, line, what, "") {
    return arg.path == path && arg.line == line && arg.what.find(what) != std::string::npos;
}

RoomTable a_table() {
    return {{"scoring", {}},
            {"desk", {"scoring", "db"}},
            {"server", {"scoring", "desk"}},
            {"station", {"scoring"}}};
}

TEST(RoomTable, IsReadFromCMake) {
    const RoomTable table = room_table(
        file_of("rooms.cmake", "set(MAY_USE_scoring \"\")\nset(MAY_USE_desk scoring db)\nset(OTHER x)\n"));
    EXPECT_EQ(table, (RoomTable{{"scoring", {}}, {"desk", {"scoring", "db"}}}));
}

TEST(RoomFence, CatchesAForbiddenRoom) {
    const File file =
        file_of("app/server/listener.cpp", "#include \"server/listener.h\"\n#include \"station/window.h\"\n");
    EXPECT_THAT(wrong_rooms({file}, a_table()),
                ElementsAre(IsFinding("app/server/listener.cpp", 2,
                                      "server must not include station; it may include desk, scoring")));
}

TEST(RoomFence, CatchesAForbiddenRoomInAngleBrackets) {
    EXPECT_THAT(wrong_rooms({file_of("scoring/a.cpp", "#include <db/file.h>\n")}, a_table()),
                ElementsAre(IsFinding("scoring/a.cpp", 1,
                                      "scoring must not include db; it may include no other room")));
}

TEST(RoomFence, WantsPathsFromTheRoot) {
    EXPECT_THAT(wrong_rooms({file_of("app/desk/a.cpp", "#include \"../desk/b.h\"\n")}, a_table()),
                ElementsAre(IsFinding("app/desk/a.cpp", 1, "write it from the root")));
}

TEST(RoomFence, LetsAllowedRoomsAndTestsThrough) {
    EXPECT_THAT(wrong_rooms({file_of("app/desk/a.cpp", "#include \"db/b.h\"\n#include \"desk/c.h\"\n"),
                             file_of("tests/server/a_test.cpp", "#include \"station/window.h\"\n")},
                            a_table()),
                IsEmpty());
}

TEST(LibraryFence, CatchesALibraryOfAnotherRoom) {
    EXPECT_THAT(wrong_third_parties({file_of("app/desk/a.cpp", "#include <vector>\n#include <sqlite3.h>\n")}),
                ElementsAre(IsFinding("app/desk/a.cpp", 2, "<sqlite3.h> is not for desk")));
}

TEST(LibraryFence, CatchesQtInDevicesOutsideTheSerialPort) {
    const std::string include = "#include <QSerialPort>\n";
    EXPECT_THAT(wrong_third_parties(
                    {file_of("devices/transport/serial.cpp", include), file_of("devices/hub.cpp", include)}),
                ElementsAre(IsFinding("devices/hub.cpp", 1, "<QSerialPort> is not for devices")));
}

TEST(LibraryFence, AllowsTheJsonParserInOneFileOfScoring) {
    const std::string include = "#include <boost/json/basic_parser_impl.hpp>\n";
    EXPECT_THAT(
        wrong_third_parties({file_of("scoring/json.cpp", include), file_of("scoring/formula.cpp", include)}),
        ElementsAre(IsFinding("scoring/formula.cpp", 1, "is not for scoring")));
}

TEST(Door, CatchesALibraryThatOthersReach) {
    const File door = file_of("db/file.h", "#pragma once\n#include <sqlite3.h>\n");
    const File user = file_of("app/desk/desk.cpp", "#include \"db/file.h\"\n");
    EXPECT_THAT(leaking_doors({door, user}), ElementsAre(IsFinding("db/file.h", 2, "app/desk/desk.cpp")));
}

TEST(Door, CatchesALibraryBehindAnotherHeader) {
    const File door = file_of("db/file.h", "#pragma once\n#include \"db/connection.h\"\n");
    const File inner = file_of("db/connection.h", "#pragma once\n#include <SQLiteCpp/Database.h>\n");
    const File user = file_of("app/desk/desk.cpp", "#include \"db/file.h\"\n");
    EXPECT_THAT(leaking_doors({door, inner, user}),
                ElementsAre(IsFinding("db/connection.h", 2, "SQLiteCpp")));
}

TEST(Door, LeavesInnerHeadersAlone) {
    const File inner = file_of("app/server/session.h", "#pragma once\n#include <boost/beast/http.hpp>\n");
    const File user = file_of("app/server/session.cpp", "#include \"server/session.h\"\n");
    EXPECT_THAT(leaking_doors({inner, user}), IsEmpty());
}

TEST(Portability, CatchesPosixOutsideNamedFiles) {
    const std::string include = "#include <sys/file.h>\n";
    EXPECT_THAT(wrong_posix({file_of("app/desk/desk.cpp", include), file_of("db/host_lock.cpp", include)}),
                ElementsAre(IsFinding("app/desk/desk.cpp", 1, "<sys/file.h> is POSIX")));
}

TEST(FirstLines, CatchesAHeaderWithoutPragmaOnce) {
    EXPECT_THAT(wrong_first_lines({file_of("scoring/a.h", "#include <vector>\n")}),
                ElementsAre(IsFinding("scoring/a.h", 1, "#pragma once")));
}

TEST(FirstLines, CatchesAnotherHeaderBeforeTheOwn) {
    const File header = file_of("app/desk/desk.h", "#pragma once\n");
    const File source = file_of("app/desk/desk.cpp", "// why\n#include <vector>\n#include \"desk/desk.h\"\n");
    EXPECT_THAT(wrong_first_lines({header, source}),
                ElementsAre(IsFinding("app/desk/desk.cpp", 2, "\"desk/desk.h\"")));
}

}  // namespace
}  // namespace sandau::house
