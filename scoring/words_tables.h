#pragma once

#include "scoring/words.h"

// One function for each file of words (words_json.cpp …). A new file declares its table here and lists
// it in words.cpp.

namespace sandau {

WordsTable words_json();
WordsTable words_pairing();
WordsTable words_explain();
WordsTable words_formula();
WordsTable words_import();
WordsTable words_definition();
WordsTable words_results();
WordsTable words_standings();
WordsTable words_desk();
WordsTable words_device();
WordsTable words_panels();
WordsTable words_matches();
WordsTable words_file();

}  // namespace sandau
