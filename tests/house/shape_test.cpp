#include "house/shape.h"

#include <gtest/gtest.h>

namespace sandau::house {
namespace {

std::string lines(int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += "    step();\n";
    return text;
}

std::string found_in(const std::string& text) {
    return to_text(long_functions({file_of("scoring/a.cpp", text)}));
}

TEST(FileLength, CatchesTheLineTooMany) {
    EXPECT_TRUE(long_files({file_of("scoring/a.cpp", lines(600))}).empty());
    EXPECT_EQ(to_text(long_files({file_of("scoring/a.cpp", lines(601))})),
              "scoring/a.cpp:601: a file of 601 lines; at most 600: one idea to a file\n");
}

TEST(FunctionLength, CountsFromTheHeadToTheClosingBrace) {
    EXPECT_EQ(found_in("\nvoid f() {\n" + lines(68) + "}\n"), "");
    EXPECT_EQ(found_in("\nvoid f() {\n" + lines(69) + "}\n"),
              "scoring/a.cpp:2: a function of 71 lines; at most 70: give its steps names of their own\n");
}

TEST(FunctionLength, LooksIntoNamespacesAndClasses) {
    const std::string text =
        "namespace a {\nclass B final : public C {\npublic:\n    int f() const override {\n" + lines(70) +
        "}\n};\n}\n";
    EXPECT_NE(found_in(text).find("scoring/a.cpp:3:"), std::string::npos) << found_in(text);
}

TEST(FunctionLength, SeesPastMemberInitialisers) {
    EXPECT_NE(found_in("A::A(int a) : a_{a}, b_(1), c_{2} {\n" + lines(70) + "}\n"), "");
}

TEST(FunctionLength, SeesPastDefaultArguments) {
    EXPECT_NE(found_in("void f(A a = {}, int b = 1) {\n" + lines(70) + "}\n"), "");
}

TEST(FunctionLength, IsNotFooledByTablesAndTypes) {
    EXPECT_EQ(found_in("const std::map<int, int> table = {\n" + lines(80) + "};\n"), "");
    EXPECT_EQ(found_in("struct A {\n" + lines(80) + "};\n"), "");
    EXPECT_EQ(found_in("const auto table = make(std::array{\n" + lines(80) + "});\n"), "");
}

TEST(FunctionLength, IsNotFooledByBracesInText) {
    EXPECT_EQ(
        found_in("void f() {\n    g(\"{{{\", '{', R\"({)\");  // {\n}\nvoid h() {\n" + lines(60) + "}\n"),
        "");
}

}  // namespace
}  // namespace sandau::house
