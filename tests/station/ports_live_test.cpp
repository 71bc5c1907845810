// "Find devices" on a real pseudo-terminal: what is tried shows while it is tried, the driver is found, and
// the device that is taken is live.
#include <gtest/gtest.h>

#include <QDialog>
#include <QLabel>
#include <QPushButton>
#include <QTest>

#include "devices/simulator/field_sim.h"
#include "scoring/presets.h"
#include "station/hosted_window.h"
#include "support/temporary_folder.h"

namespace sandau::station::testing {

namespace {

class FindDevices : public ::testing::Test {
protected:
    FindDevices() {
        devices::SimulatedFieldOptions timer;
        timer.link = "pty:" + port_;
        timer.driver = devices::DriverKind::Derby;
        timer.profile = "pdt";
        device_ = std::move(devices::SimulatedField::open(timer).value());
        hosting_ =
            cli::Hosting::create(folder_.path() / "a.sandau", preset("provincial-robocon")->text, {}).value();
        window_ = window_over(hosting_, [port = port_](OpenedContest& opened) {
            // The system lists no pseudo-terminals.
            opened.ports = [port] {
                PortRow row;
                row.path = port;
                return std::vector<PortRow>{row};
            };
        });
        window_->go_to(QStringLiteral("devices"));
        click("find_devices");
    }
    void click(const char* name) const {
        auto* button = window_->findChild<QPushButton*>(QString::fromLatin1(name));
        ASSERT_NE(button, nullptr) << name;
        QTest::mouseClick(button, Qt::LeftButton);
    }
    /// What the dialog shows, all in one.
    QString words() const {
        QStringList all;
        for (const QLabel* label :
             window_->findChild<QDialog*>(QStringLiteral("ports_dialog"))->findChildren<QLabel*>())
            if (label->isVisible()) all << label->text();
        return all.join(u'\n');
    }
    bool says(const std::string& part) const {
        return QTest::qWaitFor([&] { return words().contains(QString::fromStdString(part)); }, 60'000);
    }

    sandau::testing::TemporaryFolder folder_;
    std::string port_ = (folder_ / "port").string();
    std::unique_ptr<devices::SimulatedField> device_;
    std::shared_ptr<cli::Hosting> hosting_;
    std::unique_ptr<MainWindow> window_;
};

TEST_F(FindDevices, ShowsWhatIsTriedThenWhatItIsAndOpensIt) {
    click("port_ask");
    ASSERT_TRUE(says("Đã thử: flp")) << words().toStdString();
    EXPECT_TRUE(words().contains(QStringLiteral("Đang hỏi cổng này"))) << "it is not over yet";
    const std::string spec = "serial:" + port_ + "?driver=derby";
    ASSERT_TRUE(says("Nhận ra: " + spec)) << words().toStdString();
    click("port_take");
    EXPECT_TRUE(says("Đang mở"));
    EXPECT_TRUE(QTest::qWaitFor(
        [&] {
            const auto links = hosting_->devices().status();
            return links.size() == 1 && links[0].spec == spec && links[0].state == devices::LinkState::Live;
        },
        60'000));
}

TEST_F(FindDevices, IsLeftAloneWhenNobodyWantsToKnowAnyMore) {
    click("port_ask");
    ASSERT_TRUE(says("Đang hỏi cổng này"));
    click("port_ask");
    EXPECT_FALSE(words().contains(QStringLiteral("Đang hỏi cổng này")));
    EXPECT_TRUE(hosting_->devices().open("serial:" + port_ + "?driver=derby"));
    EXPECT_TRUE(QTest::qWaitFor(
        [&] { return hosting_->devices().status().at(0).state == devices::LinkState::Live; }, 60'000))
        << "nobody else holds the port";
}

}  // namespace

}  // namespace sandau::station::testing
