# Writes OUT, a C++ file with the bytes of IN: cmake -DIN=… -DOUT=… -P embed.cmake
file(READ "${IN}" HEX HEX)
string(REGEX REPLACE "(..)" "'\\\\x\\1'," BYTES "${HEX}")
file(WRITE "${OUT}" "#include \"devices/derby_profiles.h\"

namespace sandau::devices {

namespace {
constexpr char bytes[] = {${BYTES}};
}  // namespace

std::string_view derby_profiles_text() { return {bytes, sizeof bytes}; }

}  // namespace sandau::devices
")
