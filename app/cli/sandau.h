#pragma once

namespace sandau::cli {

/// The command line `sandau`: reads it, does it, and gives the exit code.
int run_sandau(int argc, char** argv);

}  // namespace sandau::cli
