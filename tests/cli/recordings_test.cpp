#include <gtest/gtest.h>

#include <chrono>

#include "cli/program.h"
#include "devices/boot_clock.h"
#include "devices/simulator/field_sim.h"
#include "support/temporary_folder.h"

// What gates sent to `sandau serve` is kept beside the file, within bounds, and longest what a result leads
// back to.

namespace sandau::cli_test {
namespace {

namespace fs = std::filesystem;

class Recordings : public ::testing::Test {
protected:
    void SetUp() override { ASSERT_EQ(sandau({"new", file, "--preset", "provincial-robocon"}).code, 0); }
    /// Serves until a gate's beam is in the journal. The name of what was recorded.
    std::string record_a_beam() {
        const auto gate = std::move(devices::SimulatedField::open({}).value());
        Serving serving(file, {"--device", gate->spec()});
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
        while (!contains(sandau({"journal", file}).out, ".rec@")) {
            if (std::chrono::steady_clock::now() > deadline) return {};
            gate->break_beam(1, devices::now_mono());
        }
        serving.stop();
        return fs::directory_iterator(directory)->path().filename().string();
    }
    /// As if it had grown large, and its contest were so many days ago.
    void grow(const std::string& name, int days) const {
        fs::resize_file(directory / name, 1'500'000'000);  // a hole: the disk is not filled
        fs::last_write_time(directory / name,
                            fs::file_time_type::clock::now() - std::chrono::hours(24 * days));
    }

    testing::TemporaryFolder folder;
    std::string file = (folder / "a.sandau").string();
    fs::path directory = folder / "a.recordings";
};

TEST_F(Recordings, AreNotBegunWithoutDevices) {
    EXPECT_EQ(Serving(file).stop(), 0);
    EXPECT_FALSE(fs::exists(directory));
}

TEST_F(Recordings, OfWhichNothingIsNeededGoFirstWhenTheyAreTooLarge) {
    const std::string needed = record_a_beam();
    ASSERT_NE(needed, "");
    fs::copy_file(directory / needed, directory / "20260101-070000.rec");
    grow(needed, 20);
    grow("20260101-070000.rec", 10);
    Serving(file, {"--device", "keyboard:referee"}).stop();
    EXPECT_TRUE(fs::exists(directory / needed)) << "an event of the file leads back to it";
    EXPECT_FALSE(fs::exists(directory / "20260101-070000.rec"));
}

}  // namespace
}  // namespace sandau::cli_test
