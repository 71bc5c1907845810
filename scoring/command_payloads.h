#pragma once

#include "scoring/commands_contest.h"
#include "scoring/commands_devices.h"
#include "scoring/commands_entries.h"
#include "scoring/commands_matches.h"
#include "scoring/commands_panels.h"
#include "scoring/commands_runs.h"
#include "scoring/commands_scores.h"
#include "scoring/commands_stages.h"
#include "scoring/commands_users.h"

// The payloads of the commands, one record each; `kind` is the command's kind.
// An object that a payload names and that is not there: refusal `not_found` {what, id}.
