#pragma once

#include <QDialog>
#include <optional>

#include "station/face.h"

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace sandau::station {

/// What stands against going on: in words that say what would be right, and where.
struct Fault {
    QWidget* field = nullptr;
    QString words;
};

constexpr qsizetype name_letters_max = 120;
constexpr qsizetype reason_letters_max = 1000;

/// A dialog that goes on only once nothing in it is wrong. Asked to before that, it stays open, says above
/// its buttons what is wrong, and gives the focus to the field at fault.
class CheckedDialog : public QDialog {
public:
    void accept() override;

protected:
    CheckedDialog(const Face& face, QWidget* parent);
    /// The first thing that is wrong; nothing: it may go on.
    virtual std::optional<Fault> fault() const = 0;
    /// Where a fault is said, and "cancel" and the action below it. Returns the action's button.
    QPushButton* add_checked_foot(QVBoxLayout* column, const QString& action);
    /// What the rules have against a command, at a field; nothing: nothing. The host decides anew.
    template <class Payload>
    std::optional<Fault> refused(const Payload& payload, QWidget* field) const {
        const std::optional<Refusal> refusal = face_.session.would_refuse(payload);
        if (!refusal) return std::nullopt;
        return Fault{field, face_.words.say(*refusal)};
    }

    const Face face_;

private:
    QLabel* trouble_ = nullptr;
};

/// A text that has to be there (`missing` is said where it is not), and has to be of a bearable length.
std::optional<Fault> text_fault(const Face& face, QWidget* field, const QString& text, const Phrase& missing,
                                qsizetype letters_max);
/// A text that may be missing.
std::optional<Fault> length_fault(const Face& face, QWidget* field, const QString& text,
                                  qsizetype letters_max);

}  // namespace sandau::station
