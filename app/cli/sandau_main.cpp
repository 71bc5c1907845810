#include "cli/sandau.h"

int main(int argc, char** argv) {
    return sandau::cli::run_sandau(argc, argv);
}
