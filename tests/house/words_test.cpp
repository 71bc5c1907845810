#include "house/words.h"

#include <gtest/gtest.h>

namespace sandau::house {
namespace {

TEST(ExactNumbers, CatchesDoubleInScoring) {
    const std::string text = "// a double bound\nint a;\ndouble b;\n";
    EXPECT_EQ(to_text(inexact_numbers({file_of("scoring/a.cpp", text),
                                       file_of("scoring/judge_statistics.cpp", text),
                                       file_of("devices/clock_fit.cpp", text)})),
              "scoring/a.cpp:3: double: official figures are exact, use Rational or an integer\n");
}

TEST(Sql, IsCaughtOutsideDb) {
    const std::string text =
        "run(\"SELECT name FROM entries\");\nsay(\"SELECTED\");\nrun(R\"(\nUPDATE runs SET a = 1)\");\n";
    EXPECT_EQ(to_text(stray_sql({file_of("app/desk/a.cpp", text), file_of("db/a.cpp", text)})),
              "app/desk/a.cpp:1: SQL belongs in db/*.cpp, behind a function of db\n"
              "app/desk/a.cpp:3: SQL belongs in db/*.cpp, behind a function of db\n");
}

TEST(Sleep, IsCaughtInTests) {
    EXPECT_EQ(
        sleeping_tests({file_of("tests/desk/a_test.cpp", "std::this_thread::sleep_for(1ms);\n")}).size(), 1U);
    EXPECT_EQ(sleeping_tests({file_of("tests/desk/a_test.cpp", "::sleep(1);\n")}).size(), 1U);
    EXPECT_EQ(sleeping_tests({file_of("tests/web/a.mjs", "await page.waitForTimeout(50);\n")}).size(), 1U);
    EXPECT_EQ(sleeping_tests({file_of("tests/web/a.mjs", "setTimeout(done, 250);\n")}).size(), 1U);
    EXPECT_TRUE(
        sleeping_tests({file_of("tests/desk/a_test.cpp", "int asleep(int);\n// sleep_for(1ms)\n")}).empty());
}

TEST(Words, CatchUnfinishedWork) {
    EXPECT_EQ(unwanted_words({file_of("scoring/a.cpp", "// TODO: later\n")}).size(), 1U);
    EXPECT_EQ(unwanted_words({file_of("app/web/a.ts", "throw new Error('not implemented')\n")}).size(), 1U);
}

TEST(Words, CatchPathsOfOneMachine) {
    EXPECT_EQ(unwanted_words({file_of("tests/a.cpp", "open(\"/home/lan/a.csv\");\n")}).size(), 1U);
    EXPECT_TRUE(unwanted_words({file_of("tests/a.cpp", "get(\"/api/v1/home\");\nopen(\"/dev/ttyACM0\");\n")})
                    .empty());
}

TEST(Pages, AreNotMadeFromStrings) {
    EXPECT_EQ(html_from_strings({file_of("app/web/src/a.tsx", "element.innerHTML = name;\n")}).size(), 1U);
    EXPECT_EQ(html_from_strings(
                  {file_of("app/web/src/a.tsx", "<p dangerouslySetInnerHTML={{ __html: name }} />\n")})
                  .size(),
              1U);
    EXPECT_TRUE(
        html_from_strings({file_of("app/web/src/a.tsx", "element.textContent = name;  // no innerHTML\n")})
            .empty());
}

TEST(LockFile, MayNotNameARegistry) {
    EXPECT_EQ(named_registries(
                  {file_of("app/web/package-lock.json", "\"resolved\": \"https://registry/a.tgz\",\n")})
                  .size(),
              1U);
}

}  // namespace
}  // namespace sandau::house
