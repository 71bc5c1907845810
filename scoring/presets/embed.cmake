# Writes OUT, a C++ file with the bytes of each JSON file in DIR: cmake -DDIR=… -DOUT=… -P embed.cmake
file(GLOB FILES "${DIR}/*.json")
list(SORT FILES)
set(ARRAYS "")
set(ROWS "")
foreach(FILE IN LISTS FILES)
  get_filename_component(ID "${FILE}" NAME_WE)
  string(MAKE_C_IDENTIFIER "${ID}" NAME)
  # Bytes, not a literal: a compiler need not take literals as long as these.
  file(READ "${FILE}" HEX HEX)
  string(REGEX REPLACE "(..)" "'\\\\x\\1'," BYTES "${HEX}")
  string(APPEND ARRAYS "constexpr char ${NAME}[] = {${BYTES}};\n")
  string(APPEND ROWS "    {\"${ID}\", {${NAME}, sizeof ${NAME}}},\n")
endforeach()
file(WRITE "${OUT}" "#include \"scoring/presets_data.h\"

namespace sandau {

namespace {

${ARRAYS}
constexpr PresetData rows[] = {
${ROWS}};

}  // namespace

std::span<const PresetData> presets_data() { return rows; }

}  // namespace sandau
")
