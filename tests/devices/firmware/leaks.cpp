// simavr frees neither the image it has read nor a core of its own: that is not ours to mend.
extern "C" const char* __lsan_default_suppressions();

// NOLINTNEXTLINE(bugprone-reserved-identifier): the sanitizer looks for this name
extern "C" const char* __lsan_default_suppressions() {
    return "leak:libsimavr\n";
}
