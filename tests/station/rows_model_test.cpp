#include "station/rows_model.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <random>

namespace sandau::station::testing {

namespace {

struct Row {
    std::string id;
    int value = 0;
    bool operator==(const Row&) const = default;
};

class Model : public RowsModel<Row> {
public:
    using RowsModel::put_rows;
    using RowsModel::rows;
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : 2; }
    QVariant data(const QModelIndex& index, int role) const override {
        if (role != Qt::DisplayRole) return {};
        return rows()[static_cast<std::size_t>(index.row())].value;
    }
};

TEST(RowsModel, FollowsARowWhereverItGoes) {
    Model model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    std::mt19937 random(7);
    std::vector<Row> rows;
    for (int i = 0; i < 40; ++i) rows.push_back({"r" + std::to_string(i), i});
    model.put_rows(rows);
    const std::string watched = "r17";
    const QPersistentModelIndex place = model.index(model.row_of(watched), 1);
    for (int round = 0; round < 200; ++round) {
        for (int i = 0; i < 3; ++i) {
            const std::size_t at = random() % rows.size();
            if (rows[at].id != watched) rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(at));
        }
        for (int i = 0; i < 3; ++i)
            rows.insert(rows.begin() + static_cast<std::ptrdiff_t>(random() % (rows.size() + 1)),
                        {"n" + std::to_string(round * 3 + i), round});
        std::swap(rows[random() % rows.size()], rows[random() % rows.size()]);
        rows[random() % rows.size()].value = round;
        model.put_rows(rows);
        ASSERT_EQ(model.rows(), rows) << round;
        ASSERT_EQ(place.row(), model.row_of(watched)) << round;
    }
}

TEST(RowsModel, TakesAnotherTableWhole) {
    Model model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    std::vector<Row> one, other;
    for (int i = 0; i < 100; ++i) {
        one.push_back({"a" + std::to_string(i), i});
        other.push_back({"b" + std::to_string(i), i});
    }
    model.put_rows(one);
    model.put_rows(other);
    EXPECT_EQ(model.rows(), other);
    model.put_rows({});
    EXPECT_EQ(model.rowCount(), 0);
}

TEST(RowsModel, SaysOnlyWhatChanged) {
    Model model;
    model.put_rows({{"a", 1}, {"b", 2}, {"c", 3}});
    std::vector<int> changed;
    QObject::connect(&model, &QAbstractItemModel::dataChanged,
                     [&](const QModelIndex& from, const QModelIndex&) { changed.push_back(from.row()); });
    model.put_rows({{"a", 1}, {"b", 5}, {"c", 3}});
    EXPECT_EQ(changed, std::vector<int>{1});
}

}  // namespace

}  // namespace sandau::station::testing
