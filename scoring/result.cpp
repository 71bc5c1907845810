#include "scoring/result.h"

#include <cstdio>
#include <cstdlib>

namespace sandau {

void check_failed(const char* condition, const char* why, const char* file, int line) {
    std::fprintf(stderr, "%s:%d: CHECK failed: %s (%s)\n", file, line, why, condition);
    std::abort();
}

}  // namespace sandau
