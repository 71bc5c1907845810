#pragma once

#include <functional>
#include <map>

#include "station/face.h"
#include "station/kept.h"
#include "station/own_marks.h"

class QLabel;
class QPushButton;

namespace sandau::station {

class CriterionRow;
class FileList;
class Keys;
class Pill;

/// One judge's mark of one entry, criterion by criterion: entered by the judge, or by a secretary from the
/// judge's paper. Each good figure goes to the host when it is typed, and stays there as a draft; submitting
/// locks the mark. What is typed and is no mark stays for correction.
class MarkSheet : public QWidget {
public:
    /// Whose mark of what; `is_hidden`: what the judge said is not for this seat yet.
    struct Shown {
        std::string panel;
        StageId stage;
        EntryId entry;
        UserId judge;
        bool is_hidden = false;

        bool operator==(const Shown&) const = default;
    };
    MarkSheet(const Face& face, const Keys& keys);

    void show_mark(const Shown& shown);
    /// The keys go to the first criterion without a figure.
    void focus_first();
    /// Submits where all is there; else says what is missing and goes there.
    void submit_mark();
    std::function<void()> on_submitted;  ///< the host took it
    std::function<void()> on_left;       ///< by Esc

private:
    void build_head(QVBoxLayout* column);
    void build_foot(QVBoxLayout* column);
    void render();
    void render_about();
    void render_rows(const Rubric& rubric, const OwnMark& own);
    void render_notes(const Rubric& rubric, const OwnMark& own);
    void render_buttons(const OwnMark& own);
    void show_saved();
    CriterionRow* make_row(const Criterion& criterion);
    void type(const std::string& criterion, const QString& text);
    void give(const std::string& criterion, const Figure& figure);
    void go_on(const std::string& criterion);
    void take_typed();
    bool may_set() const;
    bool is_others_draft(const OwnMark& now) const;
    QString trouble_of(const Criterion& criterion) const;
    void ask_conflict();
    void ask_recuse();
    void ask_reopen();
    /// As the contest has it, with the figures that are on their way to the host.
    MarkRecord mark() const;
    OwnMark own(const Rubric& rubric) const;
    const Rubric* rubric() const;
    std::string place_of(const std::string& criterion) const;
    QString named(const Phrase& phrase) const;

    const Face face_;
    const Keys& keys_;
    Shown shown_;
    MonoTime shown_since_;
    bool is_asked_ = false;                 ///< submitting was tried: what is missing is said
    std::map<std::string, QString> wrong_;  ///< what was typed and is no mark, by place
    std::map<std::string, std::pair<int, std::string>> sent_;  ///< and not answered, by place
    int sends_ = 0;
    QLabel* title_;
    QLabel* about_;
    Pill* saved_;
    Pill* blind_;
    FileList* files_;  ///< of the entry; Enter opens one
    KeptColumn<CriterionRow> rows_;
    std::vector<CriterionRow*> in_order_;
    std::vector<std::string> criteria_;
    KeptTexts* notes_;
    QLabel* total_;
    QPushButton* submit_;
    QPushButton* conflict_;
    QPushButton* recuse_;
    QPushButton* reopen_;
};

}  // namespace sandau::station
