#include <gtest/gtest.h>

#include "cli/program.h"

namespace sandau::cli_test {
namespace {

const std::vector<std::string> commands{
    "check",   "evaluate", "presets",   "simulate",  "pair", "timetable", "new",     "import", "scores",
    "export",  "schedule", "standings", "serve",     "do",   "devices",   "journal", "verify", "backup",
    "restore", "user",     "erase",     "field-sim", "demo", "draw",      "assign"};

TEST(Help, NamesEveryCommandInBothLanguages) {
    const Ran english = sandau({"--help"});
    const Ran vietnamese = sandau({"--help", "--lang", "vi"});
    EXPECT_EQ(english.code, 0);
    EXPECT_EQ(vietnamese.code, 0);
    for (const std::string& command : commands) {
        EXPECT_TRUE(contains(english.out, "\n  " + command + " ")) << command;
        EXPECT_TRUE(contains(vietnamese.out, "\n  " + command + " ")) << command;
    }
    EXPECT_TRUE(contains(english.out, "from registration to awards"));
    EXPECT_TRUE(contains(vietnamese.out, "từ đăng ký đến trao giải"));
}

TEST(Help, FollowsTheLocale) {
    EXPECT_TRUE(contains(sandau_in("vi_VN.UTF-8", {"--help"}).out, "Tạo tệp cuộc thi"));
    EXPECT_TRUE(contains(sandau_in("en_GB.UTF-8", {"--help"}).out, "Makes a contest file"));
    EXPECT_TRUE(contains(sandau_in("vi_VN.UTF-8", {"--lang", "en", "--help"}).out, "Makes a contest file"));
}

TEST(Help, OfACommandIsInTheLanguageToo) {
    const Ran english = sandau({"import", "--help"});
    const Ran vietnamese = sandau({"--lang", "vi", "import", "--help"});
    EXPECT_EQ(english.code, 0);
    EXPECT_EQ(vietnamese.code, 0);
    EXPECT_TRUE(contains(english.out, "only show, import nothing"));
    EXPECT_TRUE(contains(vietnamese.out, "chỉ xem, không nhập"));
}

TEST(Help, OfEveryCommandSaysItsArguments) {
    for (const std::string& command : commands) {
        const Ran ran = sandau({command, "--help"});
        EXPECT_EQ(ran.code, 0) << command;
        EXPECT_TRUE(contains(ran.out, command)) << ran.out;
        EXPECT_EQ(ran.err, "") << command;
    }
}

TEST(Help, HasNoEnglishHeadingsInVietnamese) {
    std::string all = sandau({"--lang", "vi", "--help"}).out;
    for (const char* command : {"schedule", "user", "field-sim"})
        all += sandau({"--lang", "vi", command, "--help"}).out;
    for (const char* english :
         {"Usage", "Options:", "OPTIONS", "Subcommands", "Commands", "REQUIRED", "TEXT", " INT", " UINT"})
        EXPECT_FALSE(contains(all, english)) << english << " in\n" << all;
}

TEST(Help, DoesNotShowWhatDoesNotWorkYet) {
    const std::string all = sandau({"--help"}).out;
    for (const char* later : {"\n  report ", "\n  publish ", "later"})
        EXPECT_FALSE(contains(all, later)) << later;
    EXPECT_FALSE(contains(sandau({"serve", "--help"}).out, "standby"));
    EXPECT_EQ(sandau({"report", "x.sandau"}).code, 2);
}

TEST(Usage, WrongOnesEndWithTwo) {
    EXPECT_EQ(sandau({}).code, 2);
    EXPECT_EQ(sandau({"frobnicate"}).code, 2);
    EXPECT_EQ(sandau({"check"}).code, 2);
    EXPECT_EQ(sandau({"check", "a", "b", "c"}).code, 2);
    EXPECT_EQ(sandau({"new", "x.sandau"}).code, 2);
    EXPECT_EQ(sandau({"export", "x.sandau", "everything"}).code, 2);
    EXPECT_EQ(sandau({"--lang", "fr", "presets"}).code, 2);
    EXPECT_EQ(sandau({"schedule", "x.sandau", "--stage", "final", "--fields", "many"}).code, 2);
}

TEST(Usage, WhatIsWrongIsSaidInTheLanguageThatIsAskedFor) {
    const Ran vietnamese = sandau({"--lang", "vi", "check"});
    EXPECT_EQ(vietnamese.code, 2);
    EXPECT_TRUE(contains(vietnamese.err, "Còn thiếu tham số")) << vietnamese.err;
    EXPECT_TRUE(contains(vietnamese.err, "DEFINITION")) << vietnamese.err;
    EXPECT_TRUE(contains(sandau({"check"}).err, "required")) << "in English";
}

TEST(Usage, MessagesGoToStandardError) {
    const Ran ran = sandau({"frobnicate"});
    EXPECT_EQ(ran.out, "");
    EXPECT_NE(ran.err, "");
}

TEST(Version, NamesItsSqlite) {
    const Ran ran = sandau({"--version"});
    EXPECT_EQ(ran.code, 0);
    EXPECT_TRUE(contains(ran.out, "sandau ")) << ran.out;
    EXPECT_TRUE(contains(ran.out, "SQLite 3.")) << ran.out;
}

}  // namespace
}  // namespace sandau::cli_test
