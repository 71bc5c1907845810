// Qt, GLib and udev are not built for the thread sanitizer, which sees what they touch and not the locks
// between. So, where they take part, what they touch themselves is not judged; what our code touches is.
extern "C" const char* __tsan_default_options();

// NOLINTNEXTLINE(bugprone-reserved-identifier): the sanitizer looks for this name
extern "C" const char* __tsan_default_options() {
    return "ignore_noninstrumented_modules=1";
}
