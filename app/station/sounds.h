#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QStringList>
#include <memory>
#include <optional>

#include "station/look.h"
#include "station/words.h"

namespace sandau::station {

class Memory;

/// What is heard, and shown, of a field's clock.
enum class Cue { Start, Countdown, End, Stop };

/// The word that stands for it: "BẮT ĐẦU"; of a countdown its seconds.
QString cue_words(const Words& words, Cue cue, int seconds);
Tone cue_tone(Cue cue);
/// Its tones, as a WAV file: 16 bits, one channel, 44,100 samples a second.
QByteArray cue_wave(Cue cue);

/// Where cues are heard. All of it on Qt's thread; `play` returns at once.
class SoundSink : public QObject {
    Q_OBJECT

public:
    virtual void play(Cue cue) = 0;
    /// Why nothing is heard; nothing while it is.
    virtual std::optional<Phrase> silent_because() const = 0;

signals:
    void changed();
};

/// Plays through the first program of pw-play, paplay, aplay and afplay that the machine has: every desktop
/// has one, and the station needs no library of its own for four tones. `folders`: where to look, empty:
/// where the system looks.
std::unique_ptr<SoundSink> machine_sounds(const QStringList& folders = {});

/// The cues of this station: heard unless somebody muted them or the machine cannot, shown always.
class Sounds : public QObject {
    Q_OBJECT

public:
    /// Without a sink nothing is heard.
    Sounds(std::shared_ptr<SoundSink> sink, Memory& memory, QObject* parent = nullptr);

    bool is_muted() const { return muted_; }
    void set_muted(bool muted);
    std::optional<Phrase> silent_because() const;
    void give(Cue cue, int seconds, const QString& field);

signals:
    void given(sandau::station::Cue cue, int seconds, const QString& field);
    void changed();

private:
    std::shared_ptr<SoundSink> sink_;
    Memory& memory_;
    bool muted_;
};

}  // namespace sandau::station
