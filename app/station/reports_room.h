#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "documents/report.h"
#include "station/face.h"

class QComboBox;
class QLabel;
class QListWidget;
class QPushButton;
class QTextBrowser;

namespace sandau::station {

class PageHead;

/// Everything that can be printed or saved, with a look at it first. Made beside Qt's thread.
class ReportsRoom : public Room {
    Q_OBJECT

public:
    explicit ReportsRoom(const Face& face);
    void take_focus() override;

    /// Write the chosen report into a file; for a file dialog's answer.
    void save_pdf(const QString& file);
    void save_tables(const QString& file);  ///< XLSX, or CSV where the name says so
    /// Rules, results and standings as JSON into a folder: for the next round, or for `sandau evaluate`.
    void save_data(const QString& folder);
    bool is_working() const { return working_ > 0; }

protected:
    void render() override;

private:
    using Made = std::shared_ptr<const Result<documents::Report>>;
    QWidget* build_left();
    void build_actions();
    documents::ReportKind kind() const;
    /// Nothing where this machine serves no pages.
    std::optional<documents::Report> posters() const;
    QString file_name(const QString& ending) const;
    /// Makes the chosen report elsewhere; `use` is called there, `then` with what it answers on Qt's thread.
    void make(std::function<Result<void>(const documents::Report&)> use, const QString& named,
              std::function<void(const Made&)> then);
    /// Works elsewhere; `then` on Qt's thread, where a refusal is told as `named`.
    void work(std::function<Result<void>()> task, const QString& named, std::function<void()> then);
    void preview();
    void show_page(const Made& made, const QString& html);
    void ask_pdf();
    void ask_tables();
    void ask_data();
    void ask_printer();

    PageHead* head_;
    QListWidget* list_;
    QComboBox* stage_;
    QTextBrowser* page_;
    QLabel* nothing_;
    QPushButton* pdf_;
    QPushButton* sheet_;
    QPushButton* print_;
    QPushButton* data_;
    int working_ = 0;
    bool previewing_ = false;
    bool preview_again_ = false;
    QString shown_;
};

}  // namespace sandau::station
