#pragma once

#include <QDialog>
#include <vector>

#include "station/face.h"

class QVBoxLayout;

namespace sandau::station {

/// From a time back to the bytes: which events it was made from, whose stamps they carry, how far they may be
/// off, and what the device sent, as text and in hexadecimal.
class OriginDialog : public QDialog {
public:
    /// The events that a run's time is made from.
    static void show_time(const Face& face, const RunId& run, QWidget* parent);
    /// One event.
    static void show_event(const Face& face, const DeviceEventId& event, QWidget* parent);

private:
    OriginDialog(const Face& face, const QString& title, QWidget* parent);
    void add_time(const Sheet& sheet);
    void add_event(const DeviceRecord& event);
    void finish();

    const Face face_;
    QVBoxLayout* column_;
};

/// Printable ASCII, the rest as \r, \n, \x7F.
QString bytes_as_text(const std::string& bytes);
/// "24 45 2C …", sixteen to a line.
QString bytes_as_hex(const std::string& bytes);

}  // namespace sandau::station
