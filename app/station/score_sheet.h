#pragma once

#include <map>
#include <vector>

#include "station/face.h"
#include "station/keys.h"
#include "station/run_steps.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace sandau::station {

class ItemEditor;
class KeptTexts;
class Pill;
class ScrollColumn;

/// A run's sheet, made from the definition: what is entered goes to the host at once, absolute, so that
/// sending it twice changes nothing; its mark says how safe it is. As a correction nothing goes out until
/// it is handed over whole, with a reason.
class ScoreSheet : public QWidget {
    Q_OBJECT

public:
    enum class Mode { Live, Correction };
    ScoreSheet(const Face& face, Mode mode);

    /// Shows a run's sheet as it stands now, or that there is none.
    void show_sheet(const RunId& run);
    const RunId& run() const { return run_; }
    Saved saved() const;
    QString total_text() const;
    /// Puts the cursor where an answer is missing. False: nothing is missing.
    bool focus_unanswered();
    /// Puts the cursor where what is typed is no answer. False: nowhere.
    bool focus_wrong();
    /// One more, or one less, of the n-th item (from 0): what its keys do.
    void bump(std::size_t item, int by);
    /// The keys' names, for each item.
    void show_keys(const ItemKeys& keys);

    /// What was changed here and not handed over (as a correction).
    const Json& edits() const { return edits_; }
    std::optional<std::int64_t> edited_time_ms() const { return time_edit_ms_; }
    bool has_edits() const;
    void forget_edits();

signals:
    void changed();

private:
    void build();
    void build_anew_where_needed(const Sheet& sheet);
    void build_time();
    void build_foot();
    void render();
    void render_time(const SheetContent& content, bool editable);
    void render_foot(const SheetEvaluation& worth, const SheetContent& content);
    void render_saved();
    void edit(const std::string& item, const Json& value);
    /// What was typed there, once; nothing where it is no time.
    std::optional<std::int64_t> typed_time(QLineEdit* edit, const QString& text);
    QString wrong_time_words() const;
    void edit_time(const QString& text);
    void edit_hand(const QString& text);
    void send();
    SheetContent content_now(const Sheet& sheet) const;
    const Sheet* sheet() const;
    bool editable() const;

    const Face face_;
    const Mode mode_;
    RunId run_;
    /// What the editors were made for.
    struct BuiltFor {
        std::shared_ptr<const Definition> rules;
        StageId stage;
        DivisionId division;
        Language language = Language::Vietnamese;
        bool operator==(const BuiltFor&) const = default;
    };
    std::optional<BuiltFor> built_for_;
    Json edits_{Json::Object{}};      ///< entered here, not answered yet
    Json in_flight_{Json::Object{}};  ///< of these, what the host has
    std::optional<std::int64_t> time_edit_ms_;
    std::optional<std::int64_t> hand_edit_ms_;
    bool sending_ = false;

    QLabel* empty_;
    QWidget* body_;
    ScrollColumn* scroll_;
    QVBoxLayout* rows_;
    std::map<std::string, ItemEditor*> editors_;
    std::vector<ItemEditor*> in_order_;  ///< the same, as the rules have them
    ItemKeys keys_;
    Pill* saved_;
    Pill* state_;
    QWidget* time_box_;
    QLineEdit* time_;
    QLabel* measured_;
    QLineEdit* hand_;
    QLineEdit* wrong_time_ = nullptr;  ///< of the two, the one where no time is typed
    QPushButton* take_measured_;
    QLabel* counts_;
    QPushButton* origin_;
    QLabel* total_;
    QLabel* why_;
    KeptTexts* findings_;
};

}  // namespace sandau::station
