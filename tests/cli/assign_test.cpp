#include <gtest/gtest.h>

#include "cli/program.h"
#include "support/temporary_folder.h"

// `sandau assign`: a gate's channel gets its field and role, by name or by breaking its beam.

namespace sandau::cli_test {
namespace {

class Assign : public ::testing::Test {
protected:
    void SetUp() override { ASSERT_EQ(sandau({"new", file, "--preset", "provincial-robocon"}).code, 0); }

    testing::TemporaryFolder folder;
    std::string file = (folder / "a.sandau").string();
};

TEST_F(Assign, GivesANamedChannelItsFieldAndRole) {
    const Ran start = sandau({"assign", file, "--device", "00C0FFEE", "--channel", "1", "--field", "F1",
                              "--role", "start", "--name", "Cổng 1", "--address", "192.168.1.51"});
    ASSERT_EQ(start.code, 0) << start.err;
    EXPECT_TRUE(contains(start.out, R"("device":"00C0FFEE")")) << start.out;
    ASSERT_EQ(sandau({"assign", file, "--device", "00C0FFEE", "--channel", "3", "--field", "F1", "--role",
                      "start", "--lane", "2"})
                  .code,
              0);
    const std::string journal = sandau({"journal", file}).out;
    EXPECT_TRUE(contains(journal, "192.168.1.51")) << journal;
    const std::string last = journal.substr(journal.rfind("device.assign"));
    EXPECT_TRUE(contains(last, R"("channel":3)")) << last;
    EXPECT_FALSE(contains(last, R"("channel":1)")) << "another channel took the role: " << last;
}

TEST_F(Assign, WithoutAHostNoBeamIsHeard) {
    const Ran ran = sandau({"assign", file, "--field", "F1", "--role", "start"});
    EXPECT_EQ(ran.code, 1);
    EXPECT_TRUE(contains(ran.err, "run sandau serve first")) << ran.err;
}

TEST_F(Assign, ARoleThatIsNoneIsRefusedWithThoseThatAre) {
    const Ran ran = sandau({"assign", file, "--field", "F1", "--role", "end"});
    EXPECT_EQ(ran.code, 2);
    EXPECT_TRUE(contains(ran.err, "start, finish")) << ran.err;
}

TEST_F(Assign, SaysThatNothingFired) {
    const Serving serving(file);
    const Ran ran = sandau({"assign", file, "--field", "F1", "--role", "start", "--wait", "1s"});
    EXPECT_EQ(ran.code, 3) << "a device that does not speak has failed";
    EXPECT_TRUE(contains(ran.err, "no channel fired within 1s")) << ran.err;
}

}  // namespace
}  // namespace sandau::cli_test
