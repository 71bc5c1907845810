#pragma once

#include <string>
#include <vector>

#include "scoring/result.h"
#include "scoring/text.h"
#include "server/http.h"

namespace sandau::server {

/// What a refusal says to people, in both languages: the codes of this room, and all of scoring's.
Text words_of(const Refusal& refusal);

/// An answer `application/problem+json`: the refusal's code and words; where it is about parts of what
/// was sent, those as `problems`.
Response problem(unsigned status, const Refusal& refusal, const std::vector<Refusal>& parts = {});

/// The status of a refused command: 403, 409, 422 or 503.
unsigned status_of_refusal(const Refusal& refusal);

}  // namespace sandau::server
