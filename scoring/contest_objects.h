#pragma once

#include "scoring/records_contest.h"
#include "scoring/records_devices.h"
#include "scoring/records_entries.h"
#include "scoring/records_matches.h"
#include "scoring/records_panels.h"
#include "scoring/records_play.h"
#include "scoring/records_published.h"
#include "scoring/records_users.h"

// What a contest is made of, one record each. Every record says what it is called in the journal
// (`kind`), and which versioned object it belongs to (`object()`): "entry:T001", "sheet:final.T001.1".
