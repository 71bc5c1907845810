#include "station/refusals.h"

#include "scoring/words.h"
#include "station/run_steps.h"
#include "station/words.h"

namespace sandau::station {

namespace {
QString as_sentence(const std::string& words) {
    QString text = text_of(words);
    if (text.isEmpty()) return text;
    text[0] = text[0].toUpper();
    return text.endsWith(u'.') ? text : text + u'.';
}
}  // namespace

QString sentence_of(const Refusal& refusal, const Words& words) {
    return as_sentence(sandau::say(words.language(), refusal));
}

Refusal with_names(const Contest& contest, const Words& words, Refusal refusal) {
    for (auto& [name, value] : refusal.arguments) {
        if (name == "entry") value = entry_name(contest, EntryId(value)).toStdString();
        if (name != "run" && name != "sheet") continue;
        if (const Sheet* sheet = contest.table<Sheet>().find(value))
            value = words.say({"%1, lượt %2", "%1, run %2"})
                        .arg(entry_name(contest, sheet->entry))
                        .arg(sheet->number)
                        .toStdString();
    }
    return refusal;
}

QString code_or_text(const Words& words, const std::string& code_or_text) {
    return has_words(code_or_text) ? as_sentence(sandau::say(words.language(), code_or_text))
                                   : text_of(code_or_text);
}

QString code_in_a_sentence(const Words& words, const std::string& code) {
    QString text = code_or_text(words, code);
    if (text.endsWith(u'.')) text.chop(1);
    if (!text.isEmpty() && has_words(code)) text[0] = text[0].toLower();
    return text;
}

}  // namespace sandau::station
