#pragma once

#include <QWidget>

#include "station/face.h"
#include "station/kept.h"

class QLabel;
class QPushButton;

namespace sandau::station {

class EntryFiles;
class HoldButton;
class Pill;

/// One entry in full, with what can be done about it.
class EntryPane : public QWidget {
public:
    explicit EntryPane(const Face& face);
    void show_entry(const EntryId& entry);
    const EntryId& entry() const { return entry_; }
    void toggle_check_in();

private:
    using Paragraphs = std::vector<KeptTexts::Paragraph>;
    void add_facts(Paragraphs& facts, const Contest& contest, const Entry& entry) const;
    void add_people(Paragraphs& facts, const Contest& contest, const Entry& entry) const;
    void inspect(bool passed);
    void qualify(bool eligible);
    void withdraw();

    const Face face_;
    EntryId entry_;
    QLabel* none_;
    QWidget* body_;
    QLabel* name_;
    Pill* state_;
    Pill* here_;
    Pill* inspected_;
    QLabel* reason_;
    KeptTexts* facts_;
    EntryFiles* files_;
    QPushButton* check_in_;
    QPushButton* passed_;
    QPushButton* failed_;
    QPushButton* eligible_;
    QPushButton* refuse_;
    HoldButton* withdraw_;
};

}  // namespace sandau::station
