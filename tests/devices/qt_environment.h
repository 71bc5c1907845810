#pragma once

#include <gtest/gtest.h>

#include <QCoreApplication>
#include <memory>

namespace sandau::devices {

/// Qt's threads want an application object to exist; it needs no running loop.
class QtEnvironment : public testing::Environment {
public:
    void SetUp() override { application_ = std::make_unique<QCoreApplication>(count_, arguments_); }
    void TearDown() override { application_.reset(); }

private:
    int count_ = 1;
    char name_[8] = "test";
    char* arguments_[2] = {name_, nullptr};
    std::unique_ptr<QCoreApplication> application_;
};
inline const auto* const environment = testing::AddGlobalTestEnvironment(new QtEnvironment);

}  // namespace sandau::devices
