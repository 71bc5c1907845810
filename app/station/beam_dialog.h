#pragma once

#include <QDialog>
#include <map>
#include <optional>
#include <utility>

#include "station/device_words.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QListWidget;
class QPushButton;
class QSpinBox;

namespace sandau::station {

class KeptTexts;

/// "Break the beam now": a person chooses field, lane and role and breaks the beam; the device and channel
/// that fired are offered, and assigned with one press. Stays open for the next one.
class BeamDialog : public QDialog {
    Q_OBJECT

public:
    BeamDialog(const Face& face, const FieldId& field, QWidget* parent);

private:
    /// What fired since the listening began.
    struct Heard {
        DeviceEventId event;  ///< the latest
        Instant at;
        std::int64_t bound_ns = 0;
        int times = 0;
    };
    using Source = std::pair<DeviceId, int>;

    QWidget* build_choices(const FieldId& field);
    void listen_anew();
    void look();
    void render();
    void assign();
    void dismiss_trials(const Source& source);
    FieldId field() const;
    ChannelRole role() const;
    std::optional<Source> chosen() const;
    QString source_words(const Source& source) const;
    std::optional<DeviceRow> row_of(const DeviceId& device) const;
    /// The device as it is to be assigned, with the channel's new use.
    Device assigned(const Source& source) const;
    /// Other channels that have the same role on the field and lane.
    std::vector<Source> rivals(const Source& source) const;
    void take_from(const Source& rival);

    const Face face_;
    Seq since_ = 0;
    std::map<Source, Heard> heard_;
    std::vector<Source> shown_;
    QComboBox* field_;
    QSpinBox* lane_;
    QComboBox* role_;
    QLabel* call_;
    QListWidget* list_;
    QCheckBox* replace_;
    QCheckBox* pin_;
    KeptTexts* notes_;
    QPushButton* again_;
    QPushButton* assign_;
    QString done_;
};

}  // namespace sandau::station
